"""Finding footprints: one page of a company's list, narrowed by any number of conditions.

A list is ordered by `created`, then id, and a page begins behind a footprint, not at a number:
what is added meanwhile neither repeats a footprint nor skips one. Each condition first counts
in its own index how many footprints meet it, up to two thousand. The words that fewest have are
then read in the list's order, and the other conditions looked up for each footprint, until a
page is full. Where no words are asked for, few footprints are looked at one by one; of many, the
list is walked within one index that holds everything a condition compares. Only then are the
bytes fetched, for one page. So every step is an index's, on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from gxd_teach.techspec.store.conditions import Condition, Has
from gxd_teach.techspec.store.tables import FOOTPRINTS

__all__ = ["FEW", "find"]

FEW = 2000
_ORDER = (FOOTPRINTS.c.created, FOOTPRINTS.c.id)
_COLUMNS = (FOOTPRINTS.c.number, *_ORDER, FOOTPRINTS.c.status, FOOTPRINTS.c.body)
_AT_ONCE = 1000
_LED = 8  # words of one condition that are read one after another
Key = tuple[int, str]


def find(
    connection: sa.Connection,
    company: str,
    version: int,
    conditions: Sequence[Condition] = (),
    *,
    after: Key | None = None,
    limit: int,
) -> list[Any]:
    """At most `limit` rows (id, created, status, body) that meet all conditions, in order."""
    while True:
        numbers = _page(connection, company, version, conditions, after, limit)
        rows: dict[int, Any] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            these = FOOTPRINTS.c.number.in_(numbers[start : start + _AT_ONCE])
            found = sa.select(*_COLUMNS).where(_mine(company, version), these)
            rows |= {row.number: row for row in connection.execute(found)}
        # A new version may have taken a footprint's place in between: then once more, for a
        # page that is too short would pass for the last one.
        if len(rows) == len(numbers):
            return [rows[number] for number in numbers]


def _mine(company: str, version: int) -> sa.ColumnElement[bool]:
    return sa.and_(FOOTPRINTS.c.company == company, FOOTPRINTS.c.version == version)


def _page(
    connection: sa.Connection,
    company: str,
    version: int,
    conditions: Sequence[Condition],
    after: Key | None,
    limit: int,
) -> list[int]:
    """The numbers of a page, in order."""
    sized = []
    for condition in conditions:
        few = condition.numbers(company, version).limit(FEW + 1).subquery()
        size = connection.scalar(sa.select(sa.func.count()).select_from(few)) or 0
        if not size and size <= FEW:
            return []  # nothing can meet them all
        sized.append((size, condition))
    sized.sort(key=lambda one: one[0])
    ranked = [condition for _, condition in sized]
    leading = next((one for one in ranked if isinstance(one, Has) and len(one.words) <= _LED), None)
    if sized and sized[0][0] <= FEW and ranked[0] is not leading:
        query = _of_few(company, version, ranked[0], ranked[1:], after)
        return [row.number for row in connection.execute(query.limit(limit))]
    if leading is None:
        walk: sa.Select[Any] = sa.select(*_ORDER, FOOTPRINTS.c.number)
        walk = _meeting(walk.where(_mine(company, version)), company, version, ranked)
        found = connection.execute(_behind(walk.order_by(*_ORDER), _ORDER, after).limit(limit))
        return [row.number for row in found]
    others = [one for one in ranked if one is not leading]
    places: dict[Key, int] = {}
    for query in _along(company, version, leading, others, after):
        places |= {(row[0], row[1]): row[2] for row in connection.execute(query.limit(limit))}
    return [places[place] for place in sorted(places)[:limit]]


def _of_few(
    company: str, version: int, few: Condition, others: Sequence[Condition], after: Key | None
) -> sa.Select[Any]:
    """Those that meet a condition which few meet, looked at one by one and put in order."""
    numbers = few.numbers(company, version).limit(FEW + 1).subquery()
    # A join, not IN: SQLite would read the whole list for that.
    row = _mine(company, version) & (FOOTPRINTS.c.number == numbers.c[0])
    query: sa.Select[Any] = sa.select(*_ORDER, FOOTPRINTS.c.number)
    query = query.join_from(numbers, FOOTPRINTS, row)
    # The limit stands for itself: without it, a planner asked for an order might walk the list.
    found = _meeting(query, company, version, others).limit(FEW + 1).subquery().c
    return _behind(sa.select(found.number), (found.created, found.id), after).order_by(
        found.created, found.id
    )


def _along(
    company: str, version: int, leading: Has, others: Sequence[Condition], after: Key | None
) -> Iterator[sa.Select[Any]]:
    """For each word of a condition: those with it, in the order of the list."""
    for query, at in leading.along(company, version):
        number = at.c.number
        if any(one.on_row for one in others):
            row = _mine(company, version) & (FOOTPRINTS.c.number == number)
            query, number = query.join(FOOTPRINTS, row), FOOTPRINTS.c.number
        query = _meeting(query, company, version, others, number)
        order = (at.c.created, at.c.id)
        yield _behind(query, order, after).order_by(*order)


def _meeting(
    query: sa.Select[Any],
    company: str,
    version: int,
    conditions: Sequence[Condition],
    number: Any = FOOTPRINTS.c.number,
) -> sa.Select[Any]:
    return query.where(*(one.holds(company, version, number) for one in conditions))


def _behind(query: sa.Select[Any], order: Sequence[Any], after: Key | None) -> sa.Select[Any]:
    return query if after is None else query.where(sa.tuple_(*order) > sa.tuple_(*after))
