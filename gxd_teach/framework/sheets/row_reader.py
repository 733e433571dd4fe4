"""One row of a sheet becomes an activity, or a note for every cell that does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.framework.sheets.cells import cell_number, cell_percent, cell_text, is_blank
from gxd_teach.framework.stage_words import stage_of
from gxd_teach.units import kg_co2e_scale

__all__ = ["RowReader"]

_DATA = {
    "primary": "primary", "secondary": "secondary", "一次": "primary", "二次": "secondary",
    "一次データ": "primary", "二次データ": "secondary", "1次": "primary", "2次": "secondary",
    "1次データ": "primary", "2次データ": "secondary",
}  # fmt: skip
_YES_NO = {
    "": False, "自社": False, "いいえ": False, "no": False, "false": False, "0": False,
    "外注": True, "はい": True, "yes": True, "true": True, "1": True, "○": True, "〇": True,
}  # fmt: skip


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
        try:
            return stage_of(value)
        except GxdError as error:
            self._note(error, "stage")
            return value

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
