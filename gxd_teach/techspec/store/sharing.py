"""Who may see what: a company sees of another only what its owner shares with it.

This course's reading of PACT's rule that the owner decides about access (PACT Technical
Specifications v3.0.3, WBCSD): a partner that was given credentials reads everything, until the
owner chooses. What is chosen for a partner, footprint by footprint or product by product, is
then all it sees; `restrict` makes that the rule for every partner. The owner sees its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import sqlalchemy as sa

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.columns import word_of
from gxd_teach.techspec.store.conditions import Condition, SharedWith
from gxd_teach.techspec.store.database import Database
from gxd_teach.techspec.store.tables import FOOTPRINTS, SCOPES, SHARED

__all__ = ["may_see", "restrict", "scope_of", "seen_by", "share", "unshare"]

_EVERYBODY = "*"  # no company's id
Scope = Literal["all", "chosen"]


def share(
    database: Database,
    owner: str,
    partner: str,
    *,
    ids: Iterable[object] | str = (),
    products: Iterable[str] | str = (),
    all: bool = False,
) -> None:
    """Let a partner see these footprints, these products' footprints, or all of the owner's.

    What was shared before stays shared. GXD-X057 when nothing, or all and a choice, is given.
    """
    wanted = [("id", str(one).lower()) for one in ([ids] if isinstance(ids, str) else ids)]
    for urn in [products] if isinstance(products, str) else products:
        wanted.append(("product", word_of(urn) or ""))
    rows = [
        {"owner": owner, "partner": partner, "kind": kind, "word": word}
        for kind, word in sorted(set(wanted))
        if word
    ]
    if all == bool(rows):
        raise GxdError(
            "GXD-X057",
            "共有するものを ids(フットプリント)か products(製品)で選ぶか、all=True としてください",
            "choose what to share by ids (footprints) or products, or give all=True",
            where=f"{owner} -> {partner}",
        )
    with database.change(owner) as (connection, _):
        if all:
            _set(connection, owner, partner, "all")
            return
        if _scope(connection, owner, partner) is None:
            _set(connection, owner, partner, "chosen")
        mine = (SHARED.c.owner == owner) & (SHARED.c.partner == partner)
        there = {
            (row.kind, row.word)
            for row in connection.execute(sa.select(SHARED.c.kind, SHARED.c.word).where(mine))
        }
        fresh = [row for row in rows if (row["kind"], row["word"]) not in there]
        if fresh:
            connection.execute(SHARED.insert(), fresh)


def unshare(database: Database, owner: str, partner: str) -> None:
    """Take back everything that was shared with a partner: it sees nothing from now on."""
    with database.change(owner) as (connection, _):
        mine = (SHARED.c.owner == owner) & (SHARED.c.partner == partner)
        connection.execute(SHARED.delete().where(mine))
        _set(connection, owner, partner, "chosen")


def restrict(database: Database, owner: str) -> None:
    """From now on a partner sees only what was, or will be, shared with it."""
    with database.change(owner) as (connection, _):
        _set(connection, owner, _EVERYBODY, "chosen")


def scope_of(connection: sa.Connection, owner: str, partner: str) -> Scope:
    """Whether a partner reads all of the owner's footprints, or those chosen for it."""
    if owner == partner:
        return "all"
    return _scope(connection, owner, partner) or _scope(connection, owner, _EVERYBODY) or "all"


def seen_by(connection: sa.Connection, owner: str, partner: str | None) -> Sequence[Condition]:
    """The condition that access lays on every list; none for the owner (or None)."""
    if partner is None or scope_of(connection, owner, partner) == "all":
        return ()
    return (SharedWith(partner),)


def may_see(database: Database, owner: str, partner: str, id_: str) -> bool:
    """Whether a partner may see the owner's footprint of that id, under either version."""
    with database.transaction() as connection:
        for condition in seen_by(connection, owner, partner):
            here = (FOOTPRINTS.c.company == owner) & (FOOTPRINTS.c.id == id_)
            seen = sa.select(FOOTPRINTS.c.number).where(here, condition.holds(owner, 3))
            if connection.execute(seen).first() is None:
                return False
    return True


def _scope(connection: sa.Connection, owner: str, partner: str) -> Scope | None:
    one = (SCOPES.c.owner == owner) & (SCOPES.c.partner == partner)
    found: Scope | None = connection.scalar(sa.select(SCOPES.c.scope).where(one))
    return found


def _set(connection: sa.Connection, owner: str, partner: str, scope: Scope) -> None:
    one = (SCOPES.c.owner == owner) & (SCOPES.c.partner == partner)
    connection.execute(SCOPES.delete().where(one))
    connection.execute(SCOPES.insert(), {"owner": owner, "partner": partner, "scope": scope})
