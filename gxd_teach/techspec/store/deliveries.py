"""How the delivery of an event ends: it arrives, it is tried again, or it is given up.

PACT Technical Specifications (WBCSD), Action Events. Each end is one transaction over outbox,
inbox and activity log.
"""

from __future__ import annotations

import json

from gxd_teach.techspec.store.activity import products_in
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.outbox import OutboxEntry

__all__ = ["delivered", "failed", "given_up"]


def delivered(events: EventStore, entry: OutboxEntry, *, footprint_id: str | None = None) -> None:
    """An event has arrived."""
    kind = {"fulfilled": "fulfilled", "rejected": "rejected", "published": "notified"}
    with events.transaction() as connection:
        ended = events.outbox.finish(connection, entry.number, "done", None)
        if ended and entry.kind in kind:
            events.activity.append(
                kind[entry.kind], entry.company, partner=entry.partner,
                footprint_id=footprint_id, detail=entry.request_event_id,
                product=products_in(json.loads(entry.wanted or b"{}")), connection=connection,
            )  # fmt: skip
    events.ring()


def failed(events: EventStore, entry: OutboxEntry, error: str, *, due: int, silent: bool) -> None:
    """An event could not be delivered and is tried again at `due` (microseconds).

    `silent`: nobody answered at all, so the partner's other events wait as well.
    """
    with events.transaction() as connection:
        events.outbox.postpone(connection, entry, due, error)
        if silent:
            events.outbox.hold_back(connection, entry, due)
        if entry.attempts == 0:  # not a line for each of a hundred attempts
            events.activity.append(
                "delivery_failed", entry.company, partner=entry.partner, detail=error,
                connection=connection,
            )  # fmt: skip
    events.ring()


def given_up(events: EventStore, entry: OutboxEntry, error: str) -> None:
    """An event could not be delivered, and will not be: time is up, or it is not wanted."""
    with events.transaction() as connection:
        events.outbox.finish(connection, entry.number, "given_up", error)
        if entry.kind == "created":
            events.inbox.answer_request(
                connection, company=entry.company, partner=entry.partner,
                event_id=entry.event_id, version=entry.version, state="given_up",
                data=json.dumps({"error": {"code": "-", "message": error}}).encode(),
            )  # fmt: skip
        events.activity.append(
            "delivery_failed", entry.company, partner=entry.partner,
            detail=f"given up: {error}", connection=connection,
        )  # fmt: skip
    events.ring(events.came_in)
