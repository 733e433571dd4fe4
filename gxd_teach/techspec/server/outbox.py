"""The postman of an exchange: delivers what lies in the outboxes, for as long as it takes.

PACT Technical Specifications (WBCSD), Action Events: a partner that cannot be reached is tried
again with exponential back-off and given up after 72 hours. Whatever kills this process, the
next one goes on where the database says: an event may then arrive twice, always under the same
id, and the receiver knows it by that.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.failures import RefusedError, UnreachableError
from gxd_teach.techspec.server.callbacks import REGISTERED_ONLY, Callbacks
from gxd_teach.techspec.server.outbox_delivery import Deliverer
from gxd_teach.techspec.store.deliveries import delivered, failed, given_up
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.outbox import OutboxEntry

if TYPE_CHECKING:
    from gxd_teach.techspec.client.session import Through
    from gxd_teach.techspec.store.footprints import FootprintStore

__all__ = ["GIVE_UP_AFTER_SECONDS", "Outbox", "backoff_seconds"]

GIVE_UP_AFTER_SECONDS = 72 * 3600  # PACT v2 and v3
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 3600.0
_LEASE_SECONDS = 120.0
_FINAL = frozenset({400, 404, 405, 410, 413, 415, 422, 501})
_log = logging.getLogger(__name__)


def backoff_seconds(attempts: int, chance: float) -> float:
    """How long to wait after so many failed attempts (1, 2, …): 1 s, doubled each time.

    At most an hour. `chance` (0 to 1) shortens it to as little as half, so that all that
    failed together is not tried again together.

    >>> [backoff_seconds(attempts, 1.0) for attempts in (1, 2, 3, 20)]
    [1.0, 2.0, 4.0, 3600.0]
    >>> backoff_seconds(3, 0.0)
    2.0
    """
    # 2.0 ** 1024 would overflow; long before that the longest pause is reached
    pause = _FIRST_PAUSE_SECONDS * 2.0 ** min(max(attempts, 1) - 1, 32)
    return min(pause, _LONGEST_PAUSE_SECONDS) * (0.5 + chance / 2)


class Outbox:
    """Delivers the events of all companies of one exchange, in threads of its own.

    `start()` and `stop()` may be called again and again; what is not delivered waits in the
    database. `workers` threads deliver side by side, so that one slow partner does not hold
    up all others. `name` marks the leases of this server: started anew under the same name,
    it takes up at once what its predecessor held. `chance` is for tests; `through`, for fault
    mode, wraps what carries the events out.

    >>> from gxd_teach.techspec import FootprintStore
    >>> outbox = Outbox(FootprintStore()).start()
    >>> outbox.running
    True
    >>> outbox.stop()
    """

    def __init__(
        self,
        store: FootprintStore,
        callbacks: Callbacks = REGISTERED_ONLY,
        *,
        workers: int = 2,
        timeout_seconds: float = 10.0,
        name: str = "exchange",
        chance: Callable[[], float] = random.random,
        through: Through | None = None,
    ) -> None:
        self.store = store
        self.events = EventStore.of(store)
        self.callbacks = callbacks
        self.name = name
        self._workers = workers
        self._timeout = timeout_seconds
        self._chance = chance
        self.through = through
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._starting = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether it delivers."""
        return any(thread.is_alive() for thread in self._threads)

    def start(self) -> Outbox:
        """Begin to deliver; starting twice changes nothing."""
        with self._starting:
            if not self._threads:
                self._stopping = threading.Event()
                self.events.outbox.release(self.name)
                self._threads = [
                    threading.Thread(
                        target=self._work,
                        args=(self._stopping,),
                        name=f"gxd-outbox-{number}",
                        daemon=True,
                    )
                    for number in range(self._workers)
                ]
                for thread in self._threads:
                    thread.start()
        return self

    def stop(self) -> None:
        """Finish the deliveries under way and end; the rest waits in the database."""
        with self._starting:
            self._stopping.set()
            self.events.to_send.ring()
            for thread in self._threads:
                thread.join()
            self._threads = []
            self.events.activity.flush()

    def notify(
        self, company: str, *footprint_ids: object,
        partners: Iterable[str] | None = None, version: int = 3,
    ) -> list[str]:  # fmt: skip
        """Tell a company's partners (None: all) that footprints are published, by event.

        GXD-X082 for an unknown partner, GXD-X084 for what is not the id of a footprint.
        """
        return self.events.notify(company, footprint_ids, partners=partners, version=version)

    def deliver_due(self) -> int:
        """Deliver, here and now, all that is due; how many entries were tried."""
        postman, tried = self._postman(), 0
        try:
            while (entry := self._lease()) is not None:
                self._deliver(postman, entry)
                tried += 1
        finally:
            postman.close()
        return tried

    def _postman(self) -> Deliverer:
        return Deliverer(
            self.store, self.callbacks, timeout_seconds=self._timeout, through=self.through
        )

    def _lease(self) -> OutboxEntry | None:
        return self.events.outbox.lease(self.name, seconds=_LEASE_SECONDS)

    def _work(self, stopping: threading.Event) -> None:
        postman = self._postman()
        try:
            while not stopping.is_set():
                try:
                    seen = self.events.to_send.rung
                    entry = self._lease()
                    if entry is not None:
                        self._deliver(postman, entry)
                        continue
                    self.events.activity.flush()
                    if not stopping.is_set():
                        self.events.to_send.wait(seen, self._pause())
                except Exception:
                    # The database is away, say: the postman outlives that.
                    _log.exception("the outbox could not go on")
                    stopping.wait(1.0)
        finally:
            postman.close()

    def _pause(self) -> float:
        """Seconds until something is due; a second at most, for others write there too."""
        due = self.events.outbox.next_due()
        if due is None:
            return 1.0
        return min(max((due - self.events.outbox.clock()) / 1e6, 0.01), 1.0)

    def _deliver(self, postman: Deliverer, entry: OutboxEntry) -> None:
        try:
            sent, footprint_id = postman.deliver(entry)
        except GxdError as error:
            self._again(entry, f"{error.code}: {error.en}", error)
        except Exception as error:
            _log.exception("event %s could not be delivered", entry.event_id)
            self._again(entry, f"{type(error).__name__}", error)
        else:
            delivered(self.events, sent, footprint_id=footprint_id)

    def _again(self, entry: OutboxEntry, reason: str, error: Any) -> None:
        now = self.events.outbox.clock()
        last = entry.made + GIVE_UP_AFTER_SECONDS * 1_000_000
        # A request that the partner cannot accept is refused once and for all: whoever asked
        # shall know at once. What one owes is tried again whatever the partner says.
        unwanted = entry.kind == "created" and isinstance(error, RefusedError)
        if now >= last or (unwanted and error.status in _FINAL):
            _log.warning("event %s given up: %s", entry.event_id, reason)
            given_up(self.events, entry, reason)
            return
        pause = backoff_seconds(entry.attempts + 1, self._chance())
        if isinstance(error, RefusedError) and error.retry_after is not None:
            pause = max(pause, error.retry_after)
        due = min(now + int(pause * 1e6), last)
        failed(self.events, entry, reason, due=due, silent=isinstance(error, UnreachableError))
