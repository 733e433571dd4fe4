"""A server that is killed again and again loses no request and answers none twice.

The maker's server runs in a process of its own and kills itself (SIGKILL) at a point drawn
from a seed: before any statement, before any commit, before and after an event is posted,
after an event is taken and before that is said. The buyer, here, sends what was not accepted
again, as PACT asks, and keeps count of what comes back.
"""

from __future__ import annotations

import itertools
import json
import os
import queue
import random
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.techspec import Company, FootprintStore, ProductFootprint, Tokens
from gxd_teach.techspec.server.app import create_app
from gxd_teach.techspec.server.callbacks import Callbacks
from gxd_teach.techspec.server.certificates import make_certificates
from gxd_teach.techspec.server.events import EventDoor
from gxd_teach.techspec.server.outbox import Outbox
from gxd_teach.techspec.server.serving import HttpsServer
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.partners import Partner

KILLS = 100
URN = "urn:gtin:4912345678904"


# The maker, in a process of its own


def _serve(place: dict[str, Any], kill_at: int) -> None:
    """Serve until the point of death, for ever if that is 0."""
    import sqlalchemy as sa

    from gxd_teach.techspec.client.session import Session

    points = itertools.count(1)

    def point(*_: Any, **__: Any) -> None:
        if next(points) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def between(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **how: Any) -> Any:
            point()
            result = call(*args, **how)
            point()
            return result

        return called

    sa.event.listen(sa.Engine, "before_cursor_execute", point)
    sa.event.listen(sa.Engine, "commit", point)
    Session.post = between(Session.post)  # type: ignore[method-assign]
    EventDoor.take = between(EventDoor.take)  # type: ignore[method-assign]
    store = FootprintStore(place["db_url"])
    callbacks = Callbacks(f"https://127.0.0.1:{place['port']}")
    app = create_app(store, Tokens(), events=EventDoor(store, callbacks))
    server = HttpsServer(app, Path(place["server_file"]), port=place["port"])
    outbox = Outbox(store, callbacks).start()
    _say("up")
    signal.pause()
    outbox.stop()
    server.stop()


def _say(word: str) -> None:
    """A line in one piece: print() may write its end apart, and two processes write here."""
    os.write(1, f"{word}\n".encode())


def _breed() -> None:
    """Read where and when to die, line by line; bring up one server for each, in a fork."""
    for line in sys.stdin:
        place = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                _serve(place, place["kill_at"])
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        _say(f"pid {child}")
        os.waitpid(child, 0)
        _say("dead")


# The buyer, here


class Maker:
    """The other process, as seen from here."""

    def __init__(self, place: dict[str, Any]) -> None:
        self.place = place
        self.pid = 0
        self.alive = False
        self._parent = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._words: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def bring_up(self, kill_at: int) -> None:
        """Start a server that dies at a point; returns when it serves, or is dead already."""
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps(self.place | {"kill_at": kill_at}) + "\n")
        self._parent.stdin.flush()
        self.alive = True
        words = {self._word(), self._word()}
        if "dead" in words:
            self.alive = False

    def bury(self) -> None:
        """Wait for its death; where it has not come to its point, kill it from here."""
        while self.alive:
            try:
                self.alive = self._word(2.0) != "dead"
            except queue.Empty:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """End both processes."""
        if self.alive and self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.bury()
        assert self._parent.stdin is not None
        self._parent.stdin.close()
        self._parent.wait()

    def _listen(self) -> None:
        assert self._parent.stdout is not None
        for line in self._parent.stdout:
            self._words.put(line.strip())
        self._words.put("")

    def _word(self, timeout: float = 60.0) -> str:
        word = self._words.get(timeout=timeout)
        assert word, "the other process has ended"
        if word.startswith("pid "):
            self.pid = int(word[4:])
        return word


class CountingDoor(EventDoor):
    """The buyer's door, which writes down every event that comes."""

    came: list[dict[str, Any]]

    def take(self, **how: Any) -> None:
        super().take(**how)
        self.came.append(json.loads(how["body"]))


@contextmanager
def both_sides(
    folder: Path, maker: Company, buyer: Company, record: ProductFootprint
) -> Iterator[tuple[Maker, EventStore, Outbox, CountingDoor]]:
    """A maker that can be killed, and a buyer with a server of its own."""
    certificates = make_certificates(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    db_url = f"sqlite:///{folder / 'maker.sqlite'}"
    theirs, ours = FootprintStore(db_url), FootprintStore()
    for store in (theirs, ours):
        store.add_company(maker)
        store.add_company(buyer)
    theirs.put(maker.id, record)

    callbacks = Callbacks()
    door = CountingDoor(ours, callbacks)
    door.came = []
    server = HttpsServer(create_app(ours, Tokens(), events=door), certificates.server_file)
    here = f"https://127.0.0.1:{server.port}"
    there = f"https://127.0.0.1:{port}"
    for store, company, partner, base in (
        (theirs, maker, buyer, here),
        (ours, buyer, maker, there),
    ):
        other = ours if store is theirs else theirs
        client_id, secret = other.add_client(company.id, owner=partner.id)
        registered = Partner(
            partner.id, client_id, secret, f"{base}/{partner.id}", ca_file=certificates.ca_file
        )
        EventStore.of(store).partners.put(company.id, registered)
    theirs.close()
    place = {"db_url": db_url, "port": port, "server_file": str(certificates.server_file)}
    other_side = Maker(place)
    try:
        yield other_side, EventStore.of(ours), Outbox(ours, Callbacks(here)), door
    finally:
        other_side.end()
        server.stop()
        ours.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_hundred_kills_lose_nothing_and_double_nothing(
    tmp_path: Path,
    maker: Company,
    buyer: Company,
    publish: Callable[..., ProductFootprint],
) -> None:
    """Every request has one answer in effect, the right one, whenever the server was killed."""
    draw = random.Random(20261123)
    asked: dict[str, str] = {}
    with both_sides(tmp_path, maker, buyer, publish()) as (other_side, events, outbox, door):

        def go_on(*, new: bool) -> None:
            """Send a request more, and again whatever was not accepted yet."""
            if new:
                exists = draw.random() < 0.5
                wanted = {"productId": [URN if exists else "urn:pact:null"]}
                event_id = events.ask(buyer.id, maker.id, wanted, version=3)
                asked[event_id] = "fulfilled" if exists else "rejected"
            # No waiting for the next attempt: the clock is put to when it is due.
            now = max([one.due for one in events.outbox.entries(state="due")], default=0)
            now = max(now, events.outbox.clock())
            events.outbox.clock = lambda: now
            outbox.deliver_due()

        for _ in range(KILLS):
            other_side.bring_up(draw.randint(1, 100))
            for _ in range(8):  # more than enough to get to the point of death
                go_on(new=True)
                if events.outbox.entries(state="due"):
                    break
            other_side.bury()
        other_side.bring_up(0)
        while events.outbox.entries(state="due"):
            go_on(new=False)
        answers = {id_: events.answer_to(buyer.id, id_, timeout=60).state for id_ in asked}

        assert answers == asked
        # One answer in effect: what came twice came under one id, with one content.
        said: dict[str, set[str]] = {}
        for event in door.came:
            about = said.setdefault(event["data"]["requestEventId"], set())
            about.add(json.dumps([event["id"], event["type"], event["data"]], sort_keys=True))
        assert {id_: len(about) for id_, about in said.items()} == dict.fromkeys(asked, 1)
        inbox = events.inbox.read(buyer.id, limit=100_000)
        assert sorted(one.request_event_id or "" for one in inbox) == sorted(asked)
        other_side.end()
    theirs = FootprintStore(other_side.place["db_url"])
    kept = EventStore.of(theirs)
    owed = kept.outbox.entries(maker.id)
    assert sorted(one.request_event_id or "" for one in owed) == sorted(asked)
    theirs.close()


if __name__ == "__main__":
    _breed()
