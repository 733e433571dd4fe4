"""Which rows of a sheet are activities, and which are blank, totals, notes or headings again.

People write totals, section titles and remarks among their data. A row that has neither an
amount nor a factor and looks like one of these is passed over, and a note that is passed
over is told; whatever else is not complete is reported, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.sheets.headings import column_of, heading_text
from gxd_teach.framework.sheets.row_reader import RowReader
from gxd_teach.framework.sheets.sheet import MAX_PROBLEMS, row_place
from gxd_teach.framework.sheets.text_table import TextTable
from gxd_teach.language import say

__all__ = ["Row", "RowSorter", "capped", "is_total", "read_rows", "text_row", "text_rows"]

MAX_ROWS = 5_000_000
_TOTALS = frozenset(
    {"合計", "小計", "総計", "計", "総合計", "累計", "total", "subtotal", "sub_total", "sum",
     "grand_total"}
)  # fmt: skip
_MARKS = ("※", "*", "*", "注", "(注", "(注", "備考", "■", "●", "◆", "▼", "【", "#", "note")
_SHOWN_NOTES = 5


@dataclass(frozen=True)
class Row:
    """A row by column name: what is filled, which of it is its `own` (not carried down)."""

    number: int
    cells: Mapping[str, object]
    place: Callable[[str], str]
    own: frozenset[str]
    surplus: str = ""  # what stands beyond the last heading of a CSV file


class RowSorter:
    """Tells activities from the other rows; knows where the data end.

    `last_data` is the last row with an amount or a factor, `gap` the first blank row after it.
    """

    def __init__(self, last_data: int, gap: int) -> None:
        self.last_data, self.gap = last_data, gap
        self._notes: list[tuple[int, str]] = []

    @classmethod
    def of(cls, rows: Iterable[Row]) -> RowSorter:
        """From all rows below the headings."""
        filled = {row.number: row.own for row in rows if row.own}
        last = max((n for n, own in filled.items() if own & {"amount", "factor"}), default=0)
        return cls(last, first_gap(last, filled))

    def is_activity(self, row: Row, problems: list[Problem]) -> bool:
        """Whether the row is to be read; what cannot be told is added to `problems`."""
        if not row.own:
            return False
        if row.surplus:
            problems.append(_surplus(row))
            return False
        if is_total(row.cells.get("flow")) or is_total(row.cells.get("stage")):
            if "factor" in row.own:
                problems.append(_total(row))
            return False
        if len(row.own) > 1 and all(column_of(row.cells[name]) == name for name in row.own):
            return False  # the headings again, as on every printed page
        if len(row.own) == 1:
            text = str(row.cells[next(iter(row.own))]).strip()
            after_data = row.number > self.gap and not row.own & {"amount", "factor"}
            if after_data or text.lower().startswith(_MARKS):
                self._notes.append((row.number, text))
                return False
        return True

    def notices(self) -> tuple[str, ...]:
        """One sentence about the notes that were passed over."""
        if not self._notes:
            return ()
        shown = self._notes[:_SHOWN_NOTES]
        more = len(self._notes) - len(shown)
        ja = "、".join(f"{number} 行目「{text[:30]}」" for number, text in shown)
        en = ", ".join(f"row {number} '{text[:30]}'" for number, text in shown)
        more_ja, more_en = (f" ほか {more} 行", f" and {more} more") if more else ("", "")
        return (
            say(
                f"{ja}{more_ja}は、数量も係数もないので注記とみて計算に入れていません",
                f"{en}{more_en} has neither amount nor factor: taken for a note, not calculated",
            ),
        )


def first_gap(last_data: int, filled: Iterable[int]) -> int:
    """The first blank row after the last row of data."""
    numbers = set(filled)
    gap = last_data + 1
    while gap in numbers:
        gap += 1
    return gap


def is_total(value: object) -> bool:
    """Whether a cell names a total.

    >>> is_total("合 計"), is_total("合計重量")
    (True, False)
    """
    return isinstance(value, str) and heading_text(value) in _TOTALS


def read_rows(
    rows: Iterable[Row],
    sorter: RowSorter,
    factors: EmissionFactors,
    problems: list[Problem],
    *,
    hidden: frozenset[int] = frozenset(),
) -> list[Activity]:
    """Read row by row, until there are more problems than anyone would read."""
    activities = []
    for row in rows:
        if len(problems) >= MAX_PROBLEMS:
            break
        if not sorter.is_activity(row, problems):
            continue
        if row.number in hidden:
            problems.append(_hidden(row))
        activity = RowReader(row.cells, row.place, factors, problems).read()
        if activity is not None:
            activities.append(activity)
    return activities


def capped(problems: Sequence[Problem]) -> Sequence[Problem]:
    """The problems, or the first thousand and a word that there may be more."""
    if len(problems) < MAX_PROBLEMS:
        return problems
    last = Problem(
        "GXD-I024",
        problems[MAX_PROBLEMS - 1].where,
        f"{MAX_PROBLEMS:,} 件になったので、ここで読むのをやめました。列がずれていないか確かめてください",
        f"stopped here at {MAX_PROBLEMS:,} problems: see whether the columns have shifted",
    )
    return [*problems[:MAX_PROBLEMS], last]


def text_rows(table: TextTable) -> Iterator[Row]:
    """The rows below the headings of a CSV file; GXD-I011 beyond five million."""
    for number, record in table.records():
        if number > MAX_ROWS:
            raise too_many_rows(table.name)
        if number > table.heading.number:
            yield text_row(number, record, table)


def text_row(number: int, record: Sequence[str], table: TextTable) -> Row:
    """One row of a CSV file by column name."""
    cells = {
        column: record[position - 1]
        for column, position in table.heading.positions.items()
        if position <= len(record) and record[position - 1].strip()
    }
    surplus = "".join(record[table.width :]).strip()
    return Row(number, cells, row_place(number, table.heading.texts), frozenset(cells), surplus)


def too_many_rows(where: str) -> GxdError:
    """GXD-I011, for a CSV file of more rows than anyone's product has."""
    return GxdError(
        "GXD-I011",
        f"{MAX_ROWS:,} 行を超えています。分けてください",
        f"has more than {MAX_ROWS:,} rows: split it",
        where=where,
    )


def _surplus(row: Row) -> Problem:
    return Problem(
        "GXD-I021",
        say(f"{row.number}行目", f"row {row.number}"),
        f"見出しより右に「{row.surplus[:20]}」があります。値の中のコンマで列がずれていないか"
        "確かめてください(1,200 は 1200 と書きます)",
        f"has '{row.surplus[:20]}' beyond the last heading: a comma inside a value may have "
        "shifted the columns (write 1200, not 1,200)",
    )


def _total(row: Row) -> Problem:
    return Problem(
        "GXD-I020",
        row.place("flow"),
        "合計の行のようですが、排出係数があります。二重に数えないよう、係数を消すか、項目の名前を"
        "変えてください",
        "looks like a total but has a factor: to avoid double counting, clear the factor or "
        "rename the flow",
    )


def _hidden(row: Row) -> Problem:
    return Problem(
        "GXD-I018",
        row.place("amount"),
        f"{row.number} 行目は非表示なのにデータがあります。再表示して確かめるか、"
        'hidden_rows="include"(計算に入れる)か "skip"(除く)を指定してください',
        f"row {row.number} is hidden but holds data: show it and look, or say "
        'hidden_rows="include" or "skip"',
    )
