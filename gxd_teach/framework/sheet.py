"""The sheet people type: rows of text become activities, or a list of what to put right.

Every cell is looked at and every cell that does not fit is reported, by row and column, so
that a sheet is put right in one go. Headings may be English or Japanese.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.cells import cell_number, cell_percent, cell_text, is_blank
from gxd_teach.framework.contribution import STAGES
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.framework.headings import NEEDED, column_of, missing_columns
from gxd_teach.language import say
from gxd_teach.units import kg_co2e_scale

__all__ = ["MAX_PROBLEMS", "RowReader", "read_activities", "read_csv_rows", "row_place"]

MAX_PROBLEMS = 1000  # a list longer than this is one wrong column, not a thousand wrong cells
_DATA = {
    "primary": "primary", "secondary": "secondary", "一次": "primary", "二次": "secondary",
    "一次データ": "primary", "二次データ": "secondary", "1次": "primary", "2次": "secondary",
    "1次データ": "primary", "2次データ": "secondary",
}  # fmt: skip
_YES_NO = {
    "": False, "自社": False, "いいえ": False, "no": False, "false": False, "0": False,
    "外注": True, "はい": True, "yes": True, "true": True, "1": True, "○": True, "〇": True,
}  # fmt: skip
_STAGE_CODES = {label: code for code, text in STAGES.items() for label in (text.ja, text.en)}


def read_activities(
    rows: Iterable[Mapping[str, object]], factors: EmissionFactors, *, source: str, first_row: int
) -> tuple[Activity, ...]:
    """Read every row; `ProblemsError` with one `Problem` a cell when any does not fit."""
    if hasattr(rows, "to_dict") and hasattr(rows, "columns"):
        rows = rows.to_dict("records")  # a DataFrame is rows too
    activities: list[Activity] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=first_row):
        _refuse_twins(row)
        headings = {column_of(key): str(key).strip() for key in row}
        cells = {column_of(key): value for key, value in row.items()}
        reader = RowReader(cells, row_place(number, headings), factors, problems)
        activity = reader.read()
        if activity is not None:
            activities.append(activity)
    if not activities and not problems:
        problems.append(Problem("GXD-I001", source, "データの行がありません", "has no data rows"))
    if problems:
        raise ProblemsError(source, problems)
    return tuple(activities)


def _refuse_twins(row: Mapping[str, object]) -> None:
    """GXD-I036 when two columns mean the same: which one counts cannot be known."""
    seen: dict[str, str] = {}
    for heading in map(str, row):
        column = column_of(heading)
        if column in seen:
            raise GxdError(
                "GXD-I036",
                f"列「{seen[column]}」と「{heading}」は同じ意味です。どちらか 1 つにしてください",
                f"the columns '{seen[column]}' and '{heading}' mean the same: keep one",
            )
        seen[column] = heading


def row_place(number: int, headings: Mapping[str, str]) -> Callable[[str], str]:
    """How a cell is named where there are no cell addresses: by row and heading."""

    def place(column: str) -> str:
        heading = headings.get(column, column)
        return say(f"{number}行目「{heading}」", f"row {number}, '{heading}'")

    return place


def read_csv_rows(path: Path) -> Sequence[Mapping[str, object]]:
    """The rows of a plain UTF-8 CSV file with its headings in row 1, and nothing else in it."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restkey="(余分)", restval="")
            rows = list(table)
            headings = [column_of(name) for name in table.fieldnames or []]
    except FileNotFoundError:
        raise no_such_file(path) from None
    except (UnicodeDecodeError, csv.Error) as cause:
        raise GxdError(
            "GXD-I002",
            "UTF-8 の CSV として読めません。Excel では「CSV UTF-8(コンマ区切り)」で保存してください",
            "is not a UTF-8 CSV file; in Excel, save as 'CSV UTF-8 (Comma delimited)'",
            where=str(path),
        ) from cause
    missing = [name for name in NEEDED if name not in headings]
    if missing:
        raise missing_columns(missing, where=path.name)
    return rows


def no_such_file(path: Path) -> GxdError:
    """GXD-I002, for a file that is not there."""
    return GxdError(
        "GXD-I002",
        "ファイルがありません。名前と場所を確かめてください",
        "there is no such file: check its name and place",
        where=str(path),
    )


class RowReader:
    """Reads one row (column name -> cell), noting every cell that does not fit."""

    def __init__(
        self,
        cells: Mapping[str, object],
        place: Callable[[str], str],
        factors: EmissionFactors,
        problems: list[Problem],
    ) -> None:
        self._cells, self._place = cells, place
        self._factors, self._problems = factors, problems

    def read(self) -> Activity | None:
        """The activity, or None when at least one cell was refused."""
        before = len(self._problems)
        flow, stage = self._text("flow"), self._stage()
        amount, unit = self._number("amount"), self._text("unit")
        primary = self._primary()
        factor = self._factor(primary)
        if factor is not None and unit:
            try:
                kg_co2e_scale(unit, factor.unit)
            except GxdError as error:
                self._note(error, "unit")
        process, supplier = self._optional("process"), self._optional("supplier")
        period, outsourced = self._optional("period"), self._outsourced()
        if len(self._problems) > before:
            return None
        if amount is None or factor is None or primary is None:
            return None  # cannot be: a problem was noted
        return Activity(
            flow, stage, amount, unit, factor, primary, process, supplier, period, outsourced
        )

    def _cell(self, column: str) -> object:
        value = self._cells.get(column)
        return "" if is_blank(value) else value

    def _note(self, error: GxdError, column: str) -> None:
        self._problems.append(Problem(error.code, self._place(column), error.ja, error.en))

    def _optional(self, column: str) -> str:
        """The text of a cell that may be blank."""
        try:
            return cell_text(self._cell(column))
        except GxdError as error:
            self._note(error, column)
            return ""

    def _text(self, column: str) -> str:
        before = len(self._problems)
        value = self._optional(column)
        if not value and len(self._problems) == before:
            self._note(
                GxdError("GXD-I004", "空欄です。値を入れてください", "is blank: fill it in"), column
            )
        return value

    def _stage(self) -> str:
        value = self._text("stage")
        return _STAGE_CODES.get(value, value)

    def _number(self, column: str) -> float | None:
        try:
            value = cell_number(self._cell(column))
            if value < 0:
                raise GxdError(
                    "GXD-I005",
                    f"負の数 {value:g} です。入力側の数量は 0 以上で書いてください",
                    f"{value:g} is negative: amounts that go in are 0 or more",
                )
        except GxdError as error:
            self._note(error, column)
            return None
        return value

    def _primary(self) -> bool | None:
        value = self._text("data")
        if not value:
            return None
        kind = _DATA.get(unicodedata.normalize("NFKC", value).lower())
        if kind is None:
            error = GxdError(
                "GXD-I006",
                f"「{value}」は primary(一次)か secondary(二次)と書いてください",
                f"'{value}' must be primary or secondary",
            )
            self._note(error, "data")
            return None
        return kind == "primary"

    def _outsourced(self) -> bool:
        value = self._optional("outsourced")
        known = _YES_NO.get(unicodedata.normalize("NFKC", value).lower())
        if known is None:
            error = GxdError(
                "GXD-I029",
                f"「{value}」は「外注」と書くか、空けてください",
                f"'{value}' must be yes, or blank",
            )
            self._note(error, "outsourced")
        return bool(known)

    def _factor(self, primary: bool | None) -> EmissionFactor | None:
        """A named factor, or one made from the numbers in the row."""
        cell = self._cell("factor")
        if isinstance(cell, str):
            name = cell.strip()
            try:
                if name in self._factors:
                    return self._known_factor(name)
                if re.search(r"[^\W\d_]{2}", name):  # letters: a name, not a number
                    self._factors[name]  # raises, and says which known names come near
            except GxdError as error:
                self._note(error, "factor_unit" if error.code == "GXD-I007" else "factor")
                return None
        value, unit = self._number("factor"), self._text("factor_unit")
        if value is None or not unit:
            return None
        return self._stated_factor(value, unit, primary)

    def _known_factor(self, name: str) -> EmissionFactor:
        found = self._factors[name]
        unit = cell_text(self._cell("factor_unit"))
        if unit and unit != found.unit:
            raise GxdError(
                "GXD-I007",
                f"「{name}」の単位は {found.unit} です。この列は空けておけます",
                f"'{name}' is in {found.unit}: this cell may stay blank",
            )
        return found

    def _stated_factor(
        self, value: float, unit: str, primary: bool | None
    ) -> EmissionFactor | None:
        """The factor that the row itself states, with what the row says about it."""
        before = len(self._problems)
        year = None
        share = 100.0 if primary else 0.0  # a bare number: the row's word stands for both
        column = "factor_primary_share"
        try:
            if cell_text(self._cell(column)):
                share = cell_percent(self._cell(column))
            column = "factor_year"
            if written := cell_text(self._cell(column)):
                year = _year(written)
        except GxdError as error:
            self._note(error, column)
        name = self._optional("factor_name") or f"{value:g}"
        boundary = self._optional("factor_boundary") or "unspecified"
        source, url = self._optional("factor_source"), self._optional("factor_url")
        if len(self._problems) > before:
            return None
        try:
            return EmissionFactor(
                name, value, unit, boundary, share, year, source=source, source_url=url
            )
        except GxdError as error:
            self._note(error, "factor_primary_share")
            return None


def _year(text: str) -> int:
    """The year of a factor: 2024, 2024年度, FY2024."""
    year = re.fullmatch(r"(?:FY)?\s*((?:19|20)\d\d)\s*(?:年度?)?", text, re.IGNORECASE)
    if not year:
        raise GxdError(
            "GXD-I026",
            f"「{text}」は年として読めません。2024 のように西暦 4 桁で書いてください",
            f"'{text}' is not a year: write four digits, such as 2024",
        )
    return int(year[1])
