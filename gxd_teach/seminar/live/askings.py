"""Who asks whom on an exchange, and how often they did.

This is what the exchange's page draws as arrows and repeats as a table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gxd_teach.techspec.store.event_tables import ACTIVITY, PARTNERS
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.tables import CLIENTS

__all__ = ["Asking", "askings"]

# For what a line of the log counts, by its kind (and, of what came in, what it was), and which
# of its two companies is the one that asks.
_COUNTS = {
    ("listed", ""): ("read", "partner"),
    ("read", ""): ("read", "partner"),
    ("requested", ""): ("requested", "company"),
    ("received", "request"): ("requested there", "partner"),
    ("fulfilled", ""): ("fulfilled", "partner"),
    ("received", "fulfilled"): ("fulfilled there", "company"),
    ("rejected", ""): ("rejected", "partner"),
    ("received", "rejected"): ("rejected there", "company"),
    ("notified", ""): ("notified", "partner"),
    ("received", "published"): ("notified there", "company"),
    ("delivery_failed", ""): ("troubles", "either"),
    ("refused", ""): ("troubles", "either"),
}


@dataclass(frozen=True)
class Asking:
    """Who asks whom, and how often they did as far as the log goes back."""

    asker: str
    asked: str
    read: int = 0
    requested: int = 0
    fulfilled: int = 0
    rejected: int = 0
    notified: int = 0
    troubles: int = 0


def askings(store: Any) -> list[Asking]:
    """Who may read whom, and who has asked whom what; ordered by the two ids."""
    # The credentials that let two companies send each other events are no leave to read.
    among_partners = sa.select(PARTNERS.c.client_id)
    readers = (
        sa.select(CLIENTS.c.company, CLIENTS.c.owner)
        .where(~CLIENTS.c.revoked, CLIENTS.c.company != CLIENTS.c.owner)
        .where(CLIENTS.c.id.not_in(among_partners))
        .distinct()
    )
    came_in = sa.case(
        (ACTIVITY.c.detail.in_(("request", "fulfilled", "rejected")), ACTIVITY.c.detail),
        (ACTIVITY.c.detail.like("published%"), "published"),
        else_="",
    )
    what = sa.case((ACTIVITY.c.kind == "received", came_in), else_="").label("what")
    lines = (
        sa.select(ACTIVITY.c.kind, ACTIVITY.c.company, ACTIVITY.c.partner, what, sa.func.count())
        .where(ACTIVITY.c.partner.is_not(None), ACTIVITY.c.partner != ACTIVITY.c.company)
        .group_by(ACTIVITY.c.kind, ACTIVITY.c.company, ACTIVITY.c.partner, what)
    )
    EventStore.of(store).activity.flush()
    with store.database.transaction() as connection:
        found = {(row.company, row.owner): Counter[str]() for row in connection.execute(readers)}
        counted = connection.execute(lines).all()
    # Troubles last: they belong to whichever arrow the two companies have.
    for kind, company, partner, said, count in sorted(
        counted, key=lambda row: row[0] in ("delivery_failed", "refused")
    ):
        if (kind, said) not in _COUNTS:
            continue
        field, asks = _COUNTS[kind, said]
        pair = (partner, company) if asks == "partner" else (company, partner)
        if asks == "either" and pair not in found and pair[::-1] in found:
            pair = pair[::-1]
        found.setdefault(pair, Counter())[field] += count
    return [_asking(*pair, count) for pair, count in sorted(found.items())]


def _asking(asker: str, asked: str, count: Counter[str]) -> Asking:
    """The counts of an arrow; what both sides have noted happened once."""

    def of(name: str) -> int:
        return max(count[name], count[f"{name} there"])

    return Asking(
        asker, asked, of("read"), of("requested"), of("fulfilled"), of("rejected"),
        of("notified"), of("troubles"),
    )  # fmt: skip
