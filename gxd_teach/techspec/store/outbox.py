"""A company's outbox: the events it owes its partners, kept until they are delivered.

PACT Technical Specifications (WBCSD), Action Events: who cannot be reached is tried again
with exponential back-off, and given up after 72 hours. Whoever delivers an entry holds a lease
on it; when its process dies, the lease runs out and another takes over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import sqlalchemy as sa

from gxd_teach.techspec.store.event_tables import OUTBOX, now_us

__all__ = ["OutboxEntry", "OutboxTable", "answer_id"]


@dataclass(frozen=True)
class OutboxEntry:
    """One event to deliver. An `answer` becomes `fulfilled` or `rejected` when composed."""

    number: int
    company: str
    partner: str
    version: int
    kind: str
    event_id: str
    request_event_id: str | None
    wanted: bytes | None
    data: bytes | None
    callback: str | None
    made: int
    due: int
    attempts: int
    state: str
    error: str | None


_COLUMNS = [OUTBOX.c[name] for name in OutboxEntry.__dataclass_fields__]


def answer_id(company: str, key: str) -> str:
    """The id of the event that answers a request: the same however often it is made.

    So a receiver that has the answer twice, because the first 200 was lost, sees that it is one.

    >>> answer_id("fict-chassis", "k") == answer_id("fict-chassis", "k")
    True
    """
    return str(uuid5(uuid5(NAMESPACE_URL, f"urn:gxd-teach:answer:{company}"), key))


class OutboxTable:
    """The outboxes of all companies on an exchange; moments are microseconds since 1970."""

    def __init__(self, database: Any, clock: Callable[[], int] = now_us) -> None:
        self._database = database
        self.clock = clock

    def add(
        self, connection: sa.Connection, *, company: str, partner: str, version: int, kind: str,
        event_id: UUID | str, request_event_id: str | None = None, wanted: bytes | None = None,
        data: bytes | None = None, callback: str | None = None,
    ) -> None:  # fmt: skip
        """Put an event into the outbox, within the transaction it follows from."""
        now = self.clock()
        row = {
            "company": company, "partner": partner, "version": version, "kind": kind,
            "event_id": str(event_id), "request_event_id": request_event_id, "wanted": wanted,
            "data": data, "callback": callback, "made": now, "due": now, "attempts": 0,
            "state": "due",
        }  # fmt: skip
        connection.execute(OUTBOX.insert(), row)

    def lease(self, holder: str, *, seconds: float) -> OutboxEntry | None:
        """Take the entry that has been due longest, for so many seconds; None if none is."""
        now = self.clock()
        free = (
            (OUTBOX.c.state == "due")
            & (OUTBOX.c.due <= now)
            & (OUTBOX.c.leased_until.is_(None) | (OUTBOX.c.leased_until <= now))
        )
        next_one = (
            sa.select(OUTBOX.c.number)
            .where(free)
            .order_by(OUTBOX.c.due, OUTBOX.c.number)
            .limit(1)
            .with_for_update(skip_locked=True)  # SQLite has one writer at a time anyway
            .scalar_subquery()
        )
        # One statement finds and takes: two workers never hold the same entry.
        take = (
            OUTBOX.update()
            .where(OUTBOX.c.number == next_one)
            .values(leased_by=holder, leased_until=now + int(seconds * 1e6))
            .returning(*_COLUMNS)
        )
        with self._database.transaction() as connection:
            row = connection.execute(take).first()
        return _entry(row) if row is not None else None

    def release(self, holder: str) -> None:
        """Let go of every lease of a holder that is no more: its process was started anew."""
        with self._database.transaction() as connection:
            connection.execute(
                OUTBOX.update()
                .where((OUTBOX.c.state == "due") & (OUTBOX.c.leased_by == holder))
                .values(leased_by=None, leased_until=None)
            )

    def next_due(self) -> int | None:
        """When the next entry is due or its lease ends; None when nothing waits."""
        moment = sa.case(
            (OUTBOX.c.leased_until > OUTBOX.c.due, OUTBOX.c.leased_until), else_=OUTBOX.c.due
        )
        query = sa.select(sa.func.min(moment)).where(OUTBOX.c.state == "due")
        with self._database.transaction() as connection:
            due: int | None = connection.execute(query).scalar()
        return due

    def compose(self, number: int, *, kind: str, data: bytes) -> tuple[str, bytes]:
        """Fix what an answer says, before it is sent for the first time; what it says now.

        Composed already, it stays as it is.
        """
        one = OUTBOX.c.number == number
        with self._database.transaction() as connection:
            connection.execute(
                OUTBOX.update().where(one & OUTBOX.c.data.is_(None)).values(kind=kind, data=data)
            )
            row = connection.execute(sa.select(OUTBOX.c.kind, OUTBOX.c.data).where(one)).one()
        return row.kind, bytes(row.data)

    def finish(self, connection: sa.Connection, number: int, state: str, error: str | None) -> bool:
        """End an entry as `done` or `given_up`; what was sent need not be kept."""
        ended = connection.execute(
            OUTBOX.update()
            .where((OUTBOX.c.number == number) & (OUTBOX.c.state == "due"))
            .values(
                state=state, error=error, leased_by=None, leased_until=None, data=None, wanted=None
            )
        )
        return ended.rowcount == 1

    def postpone(self, connection: sa.Connection, entry: OutboxEntry, due: int, error: str) -> None:
        """Try an entry again at `due`, and others for the same partner not before."""
        connection.execute(
            OUTBOX.update()
            .where((OUTBOX.c.number == entry.number) & (OUTBOX.c.state == "due"))
            .values(
                due=due, attempts=entry.attempts + 1, error=error, leased_by=None, leased_until=None
            )
        )

    def hold_back(self, connection: sa.Connection, entry: OutboxEntry, due: int) -> None:
        """Nobody answers there: let the partner's other events wait as well.

        Otherwise a hundred of them would each wait for the same silence, and those of other
        partners behind them.
        """
        connection.execute(
            OUTBOX.update()
            .where(
                (OUTBOX.c.state == "due")
                & (OUTBOX.c.company == entry.company)
                & (OUTBOX.c.partner == entry.partner)
                & (OUTBOX.c.due < due)
                & OUTBOX.c.leased_until.is_(None)
            )
            .values(due=due)
        )

    def error_of(self, event_id: str) -> str | None:
        """Why an event could not be delivered so far; None if nothing has gone wrong."""
        query = sa.select(OUTBOX.c.error).where(OUTBOX.c.event_id == event_id)
        with self._database.transaction() as connection:
            error: str | None = connection.execute(query).scalar()
        return error

    def entries(self, company: str | None = None, *, state: str | None = None) -> list[OutboxEntry]:
        """The entries of a company (None: all), in the order they were made."""
        query = sa.select(*_COLUMNS).order_by(OUTBOX.c.number)
        if company is not None:
            query = query.where(OUTBOX.c.company == company)
        if state is not None:
            query = query.where(OUTBOX.c.state == state)
        with self._database.transaction() as connection:
            return [_entry(row) for row in connection.execute(query)]


def _entry(row: Any) -> OutboxEntry:
    values = dict(row._mapping)
    for name in ("wanted", "data"):
        if values[name] is not None:
            values[name] = bytes(values[name])
    return OutboxEntry(**values)
