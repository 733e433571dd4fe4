"""What happens on an exchange, line by line, for the class to watch while it plays.

The log is for looking at, not for accounting: lines of readers (`listed`, `read`) are kept in
memory for a moment and written together, so that watching does not slow down what is watched,
and only the newest lines are kept.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from gxd_teach.techspec.store.bell import Bell
from gxd_teach.techspec.store.event_tables import ACTIVITY, now_us

__all__ = ["KINDS", "Activity", "ActivityLog", "products_in", "readable"]

KINDS = (
    "published",  # a company has published a footprint
    "deprecated",  # … has turned one Deprecated
    "listed",  # a partner has read a company's list
    "read",  # … one footprint
    "requested",  # a company has asked a partner for footprints, by event
    "received",  # an event of a partner has come in
    "fulfilled",  # a partner's request was answered with footprints
    "rejected",  # … without
    "notified",  # a partner was told that footprints are published
    "delivery_failed",  # an event could not be delivered (yet, or for good)
    "refused",  # something was not accepted
)
_KEPT = 10_000
_WAITING = 10_000
_TIDY_EVERY = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Activity:
    """One line of the log; `number` grows from line to line, `at` is in UTC."""

    number: int
    at: datetime
    kind: str
    company: str
    partner: str | None = None
    footprint_id: str | None = None
    product: str | None = None
    detail: str | None = None


def readable(text: object, longest: int = 300) -> str | None:
    """Text from the wire as any database stores it and any page shows it; None stays None.

    >>> readable("a" + chr(0) + "b"), readable("x" * 5, longest=3)
    ('a\ufffdb', 'xx…')
    """
    if text is None:
        return None
    line = "".join(
        one if one.isprintable() or one == " " else "\ufffd" for one in str(text)[: longest + 1]
    )
    return line if len(line) <= longest else line[: longest - 1] + "…"


def products_in(wanted: Mapping[str, Any]) -> str | None:
    """The products a request names, for the log.

    >>> products_in({"pf": {"productIds": ["urn:gtin:1", "urn:gtin:2"]}})
    'urn:gtin:1, urn:gtin:2'
    """
    fragment = wanted.get("pf")
    asked = wanted.get("productId") or (
        fragment.get("productIds") if isinstance(fragment, Mapping) else None
    )
    return ", ".join(str(one) for one in asked) if isinstance(asked, list) else None


class ActivityLog:
    """The log of one exchange; every method may be called from any thread.

    >>> from gxd_teach.techspec.store.events import EventStore
    >>> from gxd_teach.techspec import FootprintStore
    >>> log = EventStore.of(FootprintStore()).activity
    >>> log.append("listed", "fict-chassis", partner="fict-pc")
    >>> [(line.number, line.kind, line.partner) for line in log.read()]
    [(1, 'listed', 'fict-pc')]
    """

    def __init__(self, database: Any, *, keep: int = _KEPT) -> None:
        self.keep = keep
        self.bell = Bell()
        self._database = database
        # Beyond this the oldest goes: a flood of readers must not fill the memory.
        self._waiting: deque[dict[str, Any]] = deque(maxlen=_WAITING)
        self._writing = threading.Lock()
        self._since_tidied = 0

    def append(
        self,
        kind: str,
        company: str,
        *,
        partner: str | None = None,
        footprint_id: object = None,
        product: object = None,
        detail: object = None,
        connection: sa.Connection | None = None,
    ) -> None:
        """Add a line: at once within a transaction given by its `connection`, else soon.

        Whoever gives a connection rings `bell` after the commit. ValueError for an unknown
        `kind`.
        """
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
        line = {
            "at": now_us(),
            "kind": kind,
            "company": readable(company, 64),
            "partner": readable(partner, 64),
            "footprint_id": readable(footprint_id, 36),
            "product": readable(product),
            "detail": readable(detail),
        }
        if connection is not None:
            connection.execute(ACTIVITY.insert(), line)
            self._since_tidied += 1
        else:
            self._waiting.append(line)
            self.bell.ring()

    def flush(self) -> None:
        """Write what waits in memory. A database that is busy gets it the next time."""
        with self._writing:
            lines = []
            while self._waiting:
                lines.append(self._waiting.popleft())
            if not lines and self._since_tidied < _TIDY_EVERY:
                return
            self._since_tidied = 0
            try:
                with self._database.transaction() as connection:
                    if lines:
                        connection.execute(ACTIVITY.insert(), lines)
                    newest = connection.execute(sa.select(sa.func.max(ACTIVITY.c.number))).scalar()
                    old = ACTIVITY.c.number <= (newest or 0) - self.keep
                    connection.execute(ACTIVITY.delete().where(old))
            except SQLAlchemyError as error:
                _log.warning("the activity log could not be written", exc_info=error)
                self._waiting.extendleft(reversed(lines[-_WAITING:]))

    def read(self, after: int = 0, limit: int = 100) -> list[Activity]:
        """At most `limit` lines behind number `after`, oldest first; 0 is the beginning."""
        self.flush()
        query = (
            ACTIVITY.select()
            .where(ACTIVITY.c.number > after)
            .order_by(ACTIVITY.c.number)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return [
            Activity(row.number, datetime.fromtimestamp(row.at / 1e6, UTC), *tuple(row)[2:])
            for row in rows
        ]

    def newest(self) -> int:
        """The number of the newest line; 0 while there is none."""
        self.flush()
        with self._database.transaction() as connection:
            number = connection.execute(sa.select(sa.func.max(ACTIVITY.c.number))).scalar()
        return number or 0

    def wait(self, after: int, timeout: float, *, limit: int = 100) -> list[Activity]:
        """The same as `read`, waiting up to `timeout` seconds for the first line.

        A page that shows the log asks again and again with the last number it has seen.
        """
        until = time.monotonic() + timeout
        while True:
            seen = self.bell.rung
            lines = self.read(after, limit)
            left = until - time.monotonic()
            if lines or left <= 0:
                return lines
            # Another process on the same database cannot ring here: look once a second.
            self.bell.wait(seen, min(left, 1.0))
