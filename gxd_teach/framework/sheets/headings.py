"""The headings of an activity sheet: which column holds what, in either language, in any order.

The course's own headings come first in each list; the others are what such sheets often say.
A heading that is not in the list belongs to the sheet's owner and is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gxd_teach.errors import GxdError

__all__ = [
    "NEEDED",
    "HeadingRow",
    "column_of",
    "find_heading_row",
    "heading_text",
    "japanese",
    "missing_columns",
]

NEEDED = ("flow", "stage", "amount", "unit", "factor", "data")
_SYNONYMS = {
    "flow": ("flow", "項目", "フロー", "項目名", "フロー名", "品名", "品目", "投入物", "item"),
    "stage": ("stage", "段階", "ライフサイクル段階", "ステージ", "life cycle stage"),
    "amount": ("amount", "数量", "活動量", "使用量", "投入量", "quantity", "activity data"),
    "unit": ("unit", "単位", "数量の単位", "活動量の単位", "活動量単位", "amount unit"),
    "factor": ("factor", "排出係数", "係数", "排出原単位", "原単位", "emission factor"),
    "factor_unit": (
        "factor_unit", "係数の単位", "係数単位", "排出係数の単位", "排出係数単位", "原単位の単位",
        "emission factor unit", "factor's unit", "unit of the factor",
    ),
    "data": ("data", "データ種別", "データの種別", "データ区分", "一次/二次", "data type"),
    "factor_primary_share": (
        "factor_primary_share", "係数の一次データ比率", "primary data share of the factor",
    ),
    "process": ("process", "工程", "工程名", "プロセス"),
    "supplier": ("supplier", "サプライヤー", "サプライヤ", "仕入先", "調達先"),
    "period": ("period", "期間", "対象期間", "年月", "month"),
    "outsourced": ("outsourced", "外注"),
    "factor_name": ("factor_name", "係数の名前", "係数名", "排出係数名", "factor's name"),
    "factor_boundary": ("factor_boundary", "係数の範囲", "factor's boundary"),
    "factor_year": ("factor_year", "係数の年", "係数の年度", "factor's year"),
    "factor_source": ("factor_source", "係数の出典", "排出係数の出典", "factor's source"),
    "factor_url": ("factor_url", "係数の出典url", "出典url", "url of the factor"),
}  # fmt: skip
_OWN_HEADINGS = 2  # of each list: the course's own English and Japanese heading
# What a form writes behind a heading without changing its meaning: (必須), (%), *.
_TAIL = re.compile(r"(\s*[(\[](必須|任意|required|optional|%)[)\]]|\s*[*※:])+$")


def heading_text(value: object) -> str:
    """A heading as it is compared: one width, one case, no blanks, no (必須) behind it.

    >>> heading_text("排出係数　の単位 (必須)"), heading_text("Emission-Factor")
    ('排出係数の単位', 'emission_factor')
    """
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    text = _TAIL.sub("", text)
    text = re.sub(r"(?<=[a-z'])[\s_-]+(?=[a-z])", "_", text)
    return re.sub(r"\s+", "", text)


_COLUMNS = {
    heading_text(text): (column, rank >= _OWN_HEADINGS)
    for column, texts in _SYNONYMS.items()
    for rank, text in enumerate(texts)
}


def column_of(heading: object) -> str:
    """The column's own name for a heading in either language; an unknown heading as it stands.

    >>> column_of("活動量"), column_of("備考")
    ('amount', '備考')
    """
    known = _COLUMNS.get(heading_text(heading))
    return known[0] if known else str(heading).strip()


def japanese(column: str) -> str:
    """The course's Japanese heading of a column.

    >>> japanese("factor_unit")
    '係数の単位'
    """
    return _SYNONYMS[column][1]


@dataclass(frozen=True)
class HeadingRow:
    """Where the headings stand: row `number`, and for each column its position and its text."""

    number: int
    positions: Mapping[str, int]
    texts: Mapping[str, str]

    @property
    def missing(self) -> list[str]:
        """The needed columns that it lacks."""
        return [column for column in NEEDED if column not in self.positions]


def find_heading_row(
    rows: Iterable[tuple[int, Mapping[int, object]]], *, where: str
) -> HeadingRow | None:
    """The first row with all needed headings; else the one that comes nearest; else None.

    `rows` are (row number, {position: value}). A row is near when two of its cells are
    headings. GXD-I013 when a column stands twice and neither is the course's own heading.
    """
    nearest: HeadingRow | None = None
    for number, cells in rows:
        found, doubled = _headings_of(cells)
        row = HeadingRow(
            number,
            found,
            {column: str(cells[position]).strip() for column, position in found.items()},
        )
        if len(found) >= 2 and (nearest is None or len(found) > len(nearest.positions)):
            nearest = row
        if not row.missing:
            _refuse_doubled(doubled, where=where, number=number)
            return row
    return nearest


def _headings_of(
    cells: Mapping[int, object],
) -> tuple[dict[str, int], dict[str, list[tuple[int, str]]]]:
    """Column -> position; and the columns that stand twice with no way to choose."""
    candidates: dict[str, list[tuple[int, bool]]] = {}
    for position, value in sorted(cells.items()):
        known = _COLUMNS.get(heading_text(value))
        if known:
            candidates.setdefault(known[0], []).append((position, known[1]))
    _tell_units_apart(candidates)
    found: dict[str, int] = {}
    doubled: dict[str, list[tuple[int, str]]] = {}
    for column, places in candidates.items():
        own = [position for position, foreign in places if not foreign]
        found[column] = own[0] if own else places[0][0]
        if len(places) > 1 and len(own) != 1:
            doubled[column] = [(position, str(cells[position])) for position, _ in places]
    return found, doubled


def _tell_units_apart(candidates: dict[str, list[tuple[int, bool]]]) -> None:
    """数量 | 単位 | 排出係数 | 単位: each unit belongs to the number it stands behind."""
    units = [position for position, _ in candidates.get("unit", [])]
    amounts = [position for position, _ in candidates.get("amount", [])]
    factors = [position for position, _ in candidates.get("factor", [])]
    alone = len(units) == 2 and len(amounts) == len(factors) == 1
    if (
        alone
        and "factor_unit" not in candidates
        and units == sorted([amounts[0] + 1, factors[0] + 1])
    ):
        candidates["unit"] = [(amounts[0] + 1, False)]
        candidates["factor_unit"] = [(factors[0] + 1, False)]


def _refuse_doubled(
    doubled: Mapping[str, list[tuple[int, str]]], *, where: str, number: int
) -> None:
    for column, places in doubled.items():
        texts = [f"「{text.strip()}」" for _, text in places]
        raise GxdError(
            "GXD-I013",
            f"{number} 行目の見出し {'と'.join(texts)} は、どちらも「{japanese(column)}」に読めます。"
            f"使う列の見出しだけを「{japanese(column)}」にしてください",
            f"row {number} has several headings for {column} ({' '.join(texts)}): "
            f"leave '{column}' on the one to be used",
            where=where,
        )


def missing_columns(missing: Sequence[str], *, where: str) -> GxdError:
    """GXD-I003: which headings a sheet lacks, and what it must hold."""
    return GxdError(
        "GXD-I003",
        f"列「{'、'.join(japanese(name) for name in missing)}」がありません。見出しの行に "
        f"{'、'.join(japanese(name) for name in NEEDED)} が要ります(英語なら {','.join(NEEDED)})",
        f"column {', '.join(missing)} is missing; the heading row must hold {','.join(NEEDED)}",
        where=where,
    )
