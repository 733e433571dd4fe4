"""The cells of one table, read column by column; each that does not fit is noted by its row.

Stands on NumPy and pandas: import it where it is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sized
from typing import Any

import numpy as np
import pandas

from gxd_teach.errors import GxdError, Problem
from gxd_teach.language import say
from gxd_teach.numerals import read_number

__all__ = ["Table"]


class Table:
    """One table, and where its problems are noted."""

    def __init__(
        self,
        table: Any,
        headings: Mapping[str, str],
        needed: tuple[str, ...],
        optional: tuple[str, ...],
        source: str,
        first: int,
        problems: list[Problem],
    ) -> None:
        self.frame = _frame(table, needed, optional, source)
        self.shown: dict[str, str] = {}
        for heading in (str(name).strip() for name in self.frame.columns):
            column = unicodedata.normalize("NFKC", heading).casefold()
            column = headings.get(column, column)
            if column in self.shown:
                raise GxdError(
                    "GXD-Y002",
                    f"列「{self.shown[column]}」と「{heading}」は同じ意味です。どちらか 1 つにしてください",
                    f"the columns '{self.shown[column]}' and '{heading}' mean the same: keep one",
                    where=source,
                )
            self.shown[column] = heading
        self.frame.columns = pandas.Index(list(self.shown))
        self.source, self.first, self.problems = source, first, problems
        missing = [name for name in needed if name not in self.frame.columns]
        if missing:
            raise GxdError(
                "GXD-Y002",
                f"列 {', '.join(missing)} がありません。見出し {', '.join(needed)} が要ります",
                f"column {', '.join(missing)} is missing; the headings are {', '.join(needed)}",
                where=source,
            )

    def has(self, column: str) -> bool:
        """Whether the table has this column."""
        return column in self.frame.columns

    def note(self, place: int, column: str, error: GxdError, product: str = "") -> None:
        """Note what is wrong with one cell, where it stands, and whose it is."""
        row, heading = place + self.first, self.shown.get(column, column)
        where = say(
            f"{self.source} {row}行目「{heading}」", f"{self.source} row {row}, '{heading}'"
        )
        about = f" ({product})" if product else ""
        self.problems.append(Problem(error.code, where, f"{error.ja}{about}", f"{error.en}{about}"))

    def text(self, column: str) -> Any:
        """The cells of a column as stripped text; "" where there is no such column."""
        if not self.has(column):
            return np.full(len(self.frame), "", dtype=object)
        cells = self.frame[column].astype(object)
        cells = cells.where(cells.notna(), "")
        return cells.astype(str).str.strip().to_numpy(dtype=object)

    def names(self, column: str) -> Any:
        """The names in a column; a blank one is noted (GXD-Y003)."""
        cells = self.text(column)
        for place in np.flatnonzero(cells == "").tolist():
            self.note(
                place,
                column,
                GxdError("GXD-Y003", "製品の名前が空欄です", "the name of the product is blank"),
            )
        return cells

    def numbers(
        self,
        column: str,
        *,
        blank: float | None = None,
        at_least_zero: bool = False,
        percent: bool = False,
    ) -> Any:
        """The numbers of a column; `blank` is what an empty cell counts as (None: refused)."""
        cells = self.frame[column]
        try:
            values = pandas.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64, copy=True)
        except OverflowError:  # an integer of hundreds of digits: its cell is named below
            values = np.full(len(cells), np.nan)
        for place in np.flatnonzero(~np.isfinite(values)).tolist():
            cell = cells.iloc[place]
            if blank is not None and (cell is None or cell != cell or not str(cell).strip()):
                values[place] = blank
                continue
            try:
                values[place] = read_number(cell)
            except GxdError as error:
                self.note(place, column, error)
                values[place] = 0.0
        bad = np.zeros(len(values), dtype=bool)
        if at_least_zero:
            bad = values < 0
        if percent:
            bad = (values < 0) | (values > 100)
        for place in np.flatnonzero(bad).tolist():
            self.note(place, column, _out_of_range(float(values[place]), percent))
        return values

    def refuse_twice(self, product: Any) -> None:
        """Note the products that stand in a second row (GXD-Y005)."""
        again = pandas.Series(product).duplicated() & (product != "")
        for place in np.flatnonzero(again).tolist():
            error = GxdError(
                "GXD-Y005",
                f"「{product[place]}」が 2 行あります。1 製品 1 行にしてください",
                f"'{product[place]}' stands in two rows: give each product one row",
            )
            self.note(place, "product", error)


def _out_of_range(value: float, percent: bool) -> GxdError:
    if percent:
        return GxdError(
            "GXD-Y006",
            f"一次データ比率 {value:g} は 0〜100 (%) の外です",
            f"the primary data share {value:g} is outside 0 to 100 (%)",
        )
    return GxdError(
        "GXD-Y004",
        f"負の数量 {value:g} です。買う量は 0 以上で書いてください",
        f"the amount {value:g} is negative: what is bought is 0 or more",
    )


def _frame(
    table: Any, needed: tuple[str, ...], optional: tuple[str, ...], source: str
) -> pandas.DataFrame:
    """Any of the accepted shapes as a DataFrame of our own; GXD-Y002 for another shape."""
    if isinstance(table, pandas.DataFrame):
        return table.copy(deep=False)
    columns = (*needed, *optional)
    if isinstance(table, (Mapping, pandas.Series)):
        table = table.items()
    if isinstance(table, (str, bytes)) or not isinstance(table, Iterable):
        raise _no_rows(needed, optional, source)
    rows: list[Any] = list(table)
    if not rows:
        return pandas.DataFrame(columns=list(columns))
    if all(isinstance(row, Mapping) for row in rows):
        return pandas.DataFrame(rows, dtype=object)
    if any(isinstance(row, (str, bytes, Mapping)) or not isinstance(row, Sized) for row in rows):
        raise _no_rows(needed, optional, source)
    widths = {len(row) for row in rows}
    if not (len(needed) <= min(widths) and max(widths) <= len(columns)):
        raise _no_rows(needed, optional, source)
    if len(widths) > 1:  # some rows state a unit, others do not
        rows = [(*row, *[""] * (max(widths) - len(row))) for row in rows]
    return pandas.DataFrame(rows, columns=list(columns[: max(widths)]), dtype=object)


def _no_rows(needed: tuple[str, ...], optional: tuple[str, ...], source: str) -> GxdError:
    row = ", ".join((*needed, *(f"[{name}]" for name in optional)))
    return GxdError(
        "GXD-Y002",
        f"DataFrame か行の列で渡してください。行は ({row}) の順の組か、見出し付きの辞書です",
        f"give a DataFrame or rows: each a tuple ({row}), or a mapping with headings",
        where=source,
    )
