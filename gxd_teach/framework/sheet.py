"""The sheet people type: rows of text become activities, or a list of what to put right.

Every cell is looked at and every cell that does not fit is reported, by row and column, so
that a sheet is put right in one go. Headings may be English or Japanese.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.framework.footprint import STAGES
from gxd_teach.language import say
from gxd_teach.numerals import read_number
from gxd_teach.units import kg_co2e_scale

__all__ = ["read_activities", "read_csv_rows"]

# A column may have its English or its Japanese heading.
_HEADINGS = {
    "項目": "flow", "フロー": "flow", "段階": "stage", "数量": "amount", "活動量": "amount",
    "単位": "unit", "排出係数": "factor", "係数": "factor", "係数の単位": "factor_unit",
    "係数単位": "factor_unit", "データ種別": "data", "係数の一次データ比率": "factor_primary_share",
}  # fmt: skip
_NEEDED = ("flow", "stage", "amount", "unit", "factor", "data")
_DATA = {
    "primary": "primary", "secondary": "secondary", "一次": "primary", "二次": "secondary",
    "一次データ": "primary", "二次データ": "secondary",
}  # fmt: skip


def read_activities(
    rows: Iterable[Mapping[str, object]], factors: EmissionFactors, *, source: str, first_row: int
) -> tuple[Activity, ...]:
    """Read every row; `ProblemsError` with one `Problem` a cell when any does not fit."""
    activities: list[Activity] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=first_row):
        reader = _RowReader(row, number, factors, problems)
        activity = reader.read()
        if activity is not None:
            activities.append(activity)
    if not activities and not problems:
        problems.append(Problem("GXD-I001", source, "データの行がありません", "has no data rows"))
    if problems:
        raise ProblemsError(source, problems)
    return tuple(activities)


def _english(heading: object) -> str:
    """The column's own name for a heading in either language."""
    return _HEADINGS.get(str(heading).strip(), str(heading).strip())


def read_csv_rows(path: Path) -> Sequence[Mapping[str, object]]:
    """The rows of a UTF-8 CSV file with the columns an inventory needs."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restkey="(余分)", restval="")
            rows = list(table)
            headings = [_english(name) for name in table.fieldnames or []]
    except FileNotFoundError:
        raise GxdError(
            "GXD-I002",
            "ファイルがありません。名前と場所を確かめてください",
            "there is no such file: check its name and place",
            where=str(path),
        ) from None
    except (UnicodeDecodeError, csv.Error) as cause:
        raise GxdError(
            "GXD-I002",
            "UTF-8 の CSV として読めません。Excel では「CSV UTF-8(コンマ区切り)」で保存してください",
            "is not a UTF-8 CSV file; in Excel, save as 'CSV UTF-8 (Comma delimited)'",
            where=str(path),
        ) from cause
    missing = [name for name in _NEEDED if name not in headings]
    if missing:
        japanese = {english: heading for heading, english in reversed(_HEADINGS.items())}
        raise GxdError(
            "GXD-I003",
            f"列「{'、'.join(japanese[name] for name in missing)}」がありません。"
            f"1 行目に見出し {','.join(_NEEDED)} が要ります",
            f"column {', '.join(missing)} is missing; row 1 must hold {','.join(_NEEDED)}",
            where=path.name,
        )
    return rows


class _RowReader:
    """Reads one row, noting every cell that does not fit."""

    def __init__(
        self,
        row: Mapping[str, object],
        number: int,
        factors: EmissionFactors,
        problems: list[Problem],
    ) -> None:
        self.headings = {_english(key): str(key).strip() for key in row}
        self.row = {_english(key): value for key, value in row.items()}
        self.number, self.factors, self.problems = number, factors, problems

    def read(self) -> Activity | None:
        """The activity, or None when at least one cell was refused."""
        before = len(self.problems)
        flow, stage = self.text("flow"), self.stage()
        amount, unit = self.amount("amount"), self.text("unit")
        primary = self.primary()
        factor = self.factor(primary)
        if factor is not None and unit:
            try:
                kg_co2e_scale(unit, factor.unit)
            except GxdError as error:
                self.note(error, "unit")
        if len(self.problems) > before:
            return None
        if amount is None or factor is None or primary is None:
            return None  # cannot be: a problem was noted
        return Activity(flow, stage, amount, unit, factor, primary)

    def cell(self, column: str) -> object:
        value = self.row.get(column)
        return "" if value is None or value != value else value  # NaN is pandas' blank

    def note(self, error: GxdError, column: str) -> None:
        heading = self.headings.get(column, column)
        where = say(f"{self.number}行目「{heading}」", f"row {self.number}, '{heading}'")
        self.problems.append(Problem(error.code, where, error.ja, error.en))

    def text(self, column: str) -> str:
        value = str(self.cell(column)).strip()
        if not value:
            self.note(
                GxdError("GXD-I004", "空欄です。値を入れてください", "is blank: fill it in"), column
            )
        return value

    def stage(self) -> str:
        value = self.text("stage")
        named = {label: code for code, text in STAGES.items() for label in (text.ja, text.en)}
        return named.get(value, value)

    def amount(self, column: str) -> float | None:
        try:
            value = read_number(self.cell(column))
            if value < 0:
                raise GxdError(
                    "GXD-I005",
                    f"負の数 {value:g} です。入力側の数量は 0 以上で書いてください",
                    f"{value:g} is negative: amounts that go in are 0 or more",
                )
        except GxdError as error:
            self.note(error, column)
            return None
        return value

    def primary(self) -> bool | None:
        value = self.text("data")
        if not value:
            return None
        kind = _DATA.get(value.lower())
        if kind is None:
            error = GxdError(
                "GXD-I006",
                f"「{value}」は primary(一次)か secondary(二次)と書いてください",
                f"'{value}' must be primary or secondary",
            )
            self.note(error, "data")
            return None
        return kind == "primary"

    def factor(self, primary: bool | None) -> EmissionFactor | None:
        """A named factor, or one made from the numbers in the row."""
        cell = self.cell("factor")
        unit = str(self.cell("factor_unit")).strip()
        name = str(cell).strip()
        try:
            if not isinstance(cell, (int, float)) and name in self.factors:
                found = self.factors[name]
                if unit and unit != found.unit:
                    raise GxdError(
                        "GXD-I007",
                        f"「{name}」の単位は {found.unit} です。この列は空けておけます",
                        f"'{name}' is in {found.unit}: this cell may stay blank",
                    )
                return found
            if re.search(r"[^\W\d_]{2}", name):  # letters: a name, not a number
                self.factors[name]  # raises, and says which known names come near
        except GxdError as error:
            self.note(error, "factor_unit" if error.code == "GXD-I007" else "factor")
            return None
        value = self.amount("factor")
        unit = self.text("factor_unit")
        if value is None or not unit:
            return None
        share = self.cell("factor_primary_share")
        try:
            # A bare number carries no share of its own: the row's word stands for both.
            percent = read_number(share) if share != "" else (100.0 if primary else 0.0)
            return EmissionFactor(f"{value:g}", value, unit, "unspecified", percent)
        except GxdError as error:
            self.note(error, "factor_primary_share")
            return None
