"""What a panel draws: bars with limits, a curve along a control, columns of a distribution.

A chart names the numbers it shows by their keys; the numbers come with each position of the
controls. Nothing of a chart but these numbers changes while the reader moves something.
"""

from __future__ import annotations

from dataclasses import dataclass

from gxd_teach.language import Text

__all__ = ["Bars", "Chart", "Columns", "Curve", "Limit", "Row"]


@dataclass(frozen=True)
class Row:
    """One bar or line: the number's key, its name, and its look (main, pale, wrong).

    >>> Row("kg", Text("良品 1 個", "a good one")).look
    'main'
    """

    key: str
    label: Text
    look: str = "main"


@dataclass(frozen=True)
class Limit:
    """A threshold, drawn as a dashed line across.

    >>> Limit(5, Text("5", "5")).at
    5
    """

    at: float
    label: Text


@dataclass(frozen=True)
class Bars:
    """Bars from zero. `most` is the end of the axis; without one it is the grid's largest number.

    >>> Bars(Text("比", "ratio"), "", (Row("ratio", Text("比", "ratio")),), most=10).kind
    'bars'
    """

    title: Text
    unit: str
    rows: tuple[Row, ...]
    most: float | None = None
    limits: tuple[Limit, ...] = ()
    kind: str = "bars"

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers that are drawn."""
        return tuple(row.key for row in self.rows)


@dataclass(frozen=True)
class Curve:
    """How numbers go with one slider (`along`), the others staying; a dot stands where it is.

    With `breaks` the line is interrupted where the sentence changes: a jump is seen as one.

    >>> Curve(Text("排出量", "emissions"), "kg", "load", (Row("kg", Text("1 便", "a trip")),)).along
    'load'
    """

    title: Text
    unit: str
    along: str
    rows: tuple[Row, ...]
    most: float | None = None
    limits: tuple[Limit, ...] = ()
    breaks: bool = False
    kind: str = "curve"

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers that are drawn."""
        return tuple(row.key for row in self.rows)


@dataclass(frozen=True)
class Columns:
    """A distribution: columns of equal width from `low` to `high`, and marks at some values.

    >>> Columns(Text("分布", "spread"), "kg", ("b0", "b1"), 0, 10, ()).keys
    ('b0', 'b1')
    """

    title: Text
    unit: str
    columns: tuple[str, ...]
    low: float
    high: float
    marks: tuple[Row, ...]
    most: float | None = None
    kind: str = "columns"

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers that are drawn."""
        return (*self.columns, *(mark.key for mark in self.marks))


Chart = Bars | Curve | Columns
