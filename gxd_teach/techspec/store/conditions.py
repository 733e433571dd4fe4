"""What a list can be narrowed by, as SQL that an index answers.

Each condition says itself in two ways: `numbers` asks an index which footprints fit (good
when few do), `holds` checks the footprint a list has come to (good when most do). A condition
on words says itself in a third: `along` walks the footprints with a word in the list's order.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.columns import kind_of, word_of
from gxd_teach.techspec.store.tables import FOOTPRINTS, SHARED, WORDS

__all__ = ["MOST_VALUES", "Among", "Compare", "Condition", "Has", "SharedWith"]

Number = sa.Column[int]
MOST_VALUES = 1000  # of one filter: more would not fit into one question to the database
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip


class Condition:
    """One thing that has to hold of every footprint in the answer.

    `on_row` says whether `holds` looks at the row of `footprints`, or at the number alone.
    """

    on_row = True

    def numbers(self, company: str, version: int) -> sa.Select[Any]:
        """The numbers of the company's footprints that fit."""
        raise NotImplementedError

    def holds(
        self, company: str, version: int, number: Number = FOOTPRINTS.c.number
    ) -> sa.ColumnElement[bool]:
        """Whether it holds of the row of `footprints` at hand, or of the one with this number."""
        raise NotImplementedError


@dataclass(frozen=True)
class Has(Condition):
    """A list of the record holds one of these words (`name`: productId, companyId, …).

    GXD-X054 when there are more than a thousand of them.

    >>> Has("productId", ("urn:gtin:4912345678904",)).words
    ('urn:gtin:4912345678904',)
    """

    name: str
    words: tuple[str, ...]
    on_row = False

    def __post_init__(self) -> None:
        folded = sorted({word for word in map(word_of, self.words) if word})
        if len(folded) > MOST_VALUES:
            raise GxdError(
                "GXD-X054",
                f"{self.name} の値が {len(folded)} 個あります。{MOST_VALUES} 個までに分けてください",
                f"{self.name} has {len(folded)} values: ask for {MOST_VALUES} at most at a time",
                where=self.name,
            )
        object.__setattr__(self, "words", tuple(folded))

    def _kind(self, company: str, version: int) -> sa.ColumnElement[bool]:
        return sa.and_(WORDS.c.company == company, WORDS.c.kind == kind_of(version, self.name))

    def numbers(self, company: str, version: int) -> sa.Select[Any]:
        """Found by the words themselves."""
        mine = self._kind(company, version)
        return sa.select(WORDS.c.number).where(mine, WORDS.c.word.in_(self.words))

    def along(self, company: str, version: int) -> Iterator[tuple[sa.Select[Any], sa.FromClause]]:
        """For each word: the place and number of those with it, and the table they stand in."""
        for word in self.words:
            at = WORDS.alias()
            here = (at.c.company == company) & (at.c.kind == kind_of(version, self.name))
            yield sa.select(at.c.created, at.c.id, at.c.number).where(here, at.c.word == word), at

    def holds(
        self, company: str, version: int, number: Number = FOOTPRINTS.c.number
    ) -> sa.ColumnElement[bool]:
        """Found by the footprint's number."""
        here = (WORDS.c.number == number) & WORDS.c.word.in_(self.words)
        # Not EXISTS: that, PostgreSQL may turn into a join which reads every word before the
        # first footprint. With its own limit it stays a look-up for each footprint.
        one = sa.select(sa.literal(1)).where(here, self._kind(company, version)).limit(1)
        return one.correlate(number.table).scalar_subquery() == 1


@dataclass(frozen=True)
class Compare(Condition):
    """A column compared with one value: `operator` is eq, lt, le, gt or ge."""

    column: str
    operator: str
    value: int | str

    def numbers(self, company: str, version: int) -> sa.Select[Any]:
        """Found by the column's own index."""
        mine = sa.and_(FOOTPRINTS.c.company == company, FOOTPRINTS.c.version == version)
        return sa.select(FOOTPRINTS.c.number).where(mine, self.holds(company, version))

    def holds(
        self, company: str, version: int, number: Number = FOOTPRINTS.c.number
    ) -> sa.ColumnElement[bool]:
        """The comparison itself."""
        compared: sa.ColumnElement[bool] = _OPERATORS[self.operator](
            FOOTPRINTS.c[self.column], self.value
        )
        return compared


@dataclass(frozen=True)
class Among(Condition):
    """A column has one of these values; of none, nothing fits."""

    column: str
    values: tuple[str, ...]

    def numbers(self, company: str, version: int) -> sa.Select[Any]:
        """Found by the column's own index."""
        mine = sa.and_(FOOTPRINTS.c.company == company, FOOTPRINTS.c.version == version)
        return sa.select(FOOTPRINTS.c.number).where(mine, self.holds(company, version))

    def holds(
        self, company: str, version: int, number: Number = FOOTPRINTS.c.number
    ) -> sa.ColumnElement[bool]:
        """The value itself."""
        return FOOTPRINTS.c[self.column].in_(self.values)


@dataclass(frozen=True)
class SharedWith(Condition):
    """The owner has chosen the footprint, or its product, for this partner."""

    partner: str
    on_row = False

    def numbers(self, company: str, version: int) -> sa.Select[Any]:
        """By the ids and products chosen; either version's id or product will do."""
        mine = sa.and_(SHARED.c.owner == company, SHARED.c.partner == self.partner)
        chosen = sa.select(SHARED.c.word).where(mine)
        # Neither is a join: SQLite would begin that with all the owner's footprints.
        by_product = sa.select(WORDS.c.number).where(
            WORDS.c.company == company,
            WORDS.c.kind.in_([kind_of(2, "productId"), kind_of(3, "productId")]),
            WORDS.c.word.in_(chosen.where(SHARED.c.kind == "product")),
        )
        by_id = []
        for its in (2, 3):
            one = FOOTPRINTS.c.number.label("number")
            here = (FOOTPRINTS.c.company == company) & (FOOTPRINTS.c.version == its)
            known = sa.select(one).where(here, FOOTPRINTS.c.id == SHARED.c.word).correlate(SHARED)
            ids = sa.select(known.scalar_subquery().label("number")).where(mine)
            found = ids.where(SHARED.c.kind == "id").subquery()
            by_id.append(sa.select(found.c.number).where(found.c.number.is_not(None)))
        either = sa.union(*by_id, by_product).subquery()
        return sa.select(either.c.number)

    def holds(
        self, company: str, version: int, number: Number = FOOTPRINTS.c.number
    ) -> sa.ColumnElement[bool]:
        """Among those chosen."""
        return number.in_(self.numbers(company, version))
