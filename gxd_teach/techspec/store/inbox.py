"""A company's inbox: the events that partners sent it, and which of its requests they answer.

PACT Technical Specifications (WBCSD), Action Events. An event may be delivered more than once
(CloudEvents 1.0), so each is kept under a key that a repeated delivery shares. A request that
was sent is kept until its one answer has come.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from gxd_teach.techspec.store.event_tables import RECEIVED, REQUESTS, insert_new, now_us

__all__ = ["Inbox", "Received", "SentRequest", "same_event_key"]


@dataclass(frozen=True)
class Received:
    """One event in an inbox; `kind` is created, fulfilled, rejected or published."""

    number: int
    company: str
    partner: str
    kind: str
    version: int
    event_id: str
    request_event_id: str | None
    received: datetime
    data: bytes

    @property
    def content(self) -> dict[str, Any]:
        """What the event says."""
        content: dict[str, Any] = json.loads(self.data)
        return content


@dataclass(frozen=True)
class SentRequest:
    """A request of ours; `state` is waiting, fulfilled, rejected or given_up."""

    company: str
    partner: str
    event_id: str
    version: int
    sent: datetime
    state: str
    answer: bytes | None


def same_event_key(partner: str, event_id: str, type: str, data: Any) -> str:
    """What all deliveries of one event have in common.

    CloudEvents calls two events with the same source and id the same. The sender we have
    authenticated stands for the source, which is written in several ways; the content is
    included because the public conformance suite once sent two requests under one id: both
    are owed an answer.

    >>> one = same_event_key("fict-pc", "e1", "created", {"productId": ["urn:gtin:1"], "x": 1})
    >>> one == same_event_key("fict-pc", "e1", "created", {"x": 1, "productId": ["urn:gtin:1"]})
    True
    """
    content = json.dumps([partner, event_id, type, data], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


class Inbox:
    """The inboxes of all companies on an exchange, and the requests they wait on."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def add(self, connection: sa.Connection, row: dict[str, Any]) -> int | None:
        """Keep an event within a transaction: its number, or None when it is known already."""
        return insert_new(connection, RECEIVED, row | {"received": now_us()})

    def has(self, connection: sa.Connection, company: str, key: str) -> bool:
        """Whether the event with this key has come before."""
        known = sa.select(RECEIVED.c.number).where(
            (RECEIVED.c.company == company) & (RECEIVED.c.key == key)
        )
        return connection.execute(known).first() is not None

    def read(self, company: str, *, after: int = 0, limit: int = 100) -> list[Received]:
        """At most `limit` events of a company behind number `after`, oldest first."""
        query = (
            RECEIVED.select()
            .where((RECEIVED.c.company == company) & (RECEIVED.c.number > after))
            .order_by(RECEIVED.c.number)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return [_received(row) for row in connection.execute(query)]

    def add_request(self, connection: sa.Connection, row: dict[str, Any]) -> None:
        """Keep a request of ours within the transaction that puts it into the outbox."""
        connection.execute(
            REQUESTS.insert(), row | {"sent": now_us(), "state": "waiting", "answer": None}
        )

    def answer_request(
        self, connection: sa.Connection, *, company: str, partner: str, event_id: str,
        version: int, state: str, data: bytes | None,
    ) -> bool:  # fmt: skip
        """Note the one answer to a request of ours; False when we are waiting for none.

        Only the partner that was asked can answer.
        """
        waiting = (
            (REQUESTS.c.company == company)
            & (REQUESTS.c.event_id == event_id)
            & (REQUESTS.c.partner == partner)
            & (REQUESTS.c.version == version)
            # A request given up as undelivered may have arrived all the same.
            & REQUESTS.c.state.in_(("waiting", "given_up"))
        )
        changed = connection.execute(
            REQUESTS.update().where(waiting).values(state=state, answer=data)
        )
        return changed.rowcount == 1

    def request(self, company: str, event_id: str) -> SentRequest | None:
        """A request of ours and how it stands, or None."""
        one = (REQUESTS.c.company == company) & (REQUESTS.c.event_id == event_id)
        with self._database.transaction() as connection:
            row = connection.execute(REQUESTS.select().where(one)).first()
        if row is None:
            return None
        answer = bytes(row.answer) if row.answer is not None else None
        return SentRequest(
            row.company,
            row.partner,
            row.event_id,
            row.version,
            _moment(row.sent),
            row.state,
            answer,
        )


def _received(row: Any) -> Received:
    return Received(
        row.number, row.company, row.partner, row.kind, row.version, row.event_id,
        row.request_event_id, _moment(row.received), bytes(row.data),
    )  # fmt: skip


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1e6, UTC)
