"""A sheet of footprints (Excel or CSV), one product a row, becomes PACT records.

The sheet is read by the same helpers as an activity sheet: any encoding, title rows above the
headings, Japanese or English headings in any order. Every cell that does not fit is named
(``計算!C12``), all of them at once. PACT Technical Specifications v3.0.3 (WBCSD) for what a
record must hold.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.sheets import text_table
from gxd_teach.framework.sheets.cells import MergedAway, cell_number, cell_percent, cell_text
from gxd_teach.framework.sheets.header_block import _read_declared_unit
from gxd_teach.framework.sheets.rows import MAX_PROBLEMS, capped, is_total
from gxd_teach.framework.sheets.workbook import (
    Sheet,
    is_workbook,
    read_workbook,
    refuse_foreign_file,
)
from gxd_teach.techspec.convert.catenax_parts import source_of
from gxd_teach.techspec.convert.fill import finished_v3, merged, target_of
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.sheet_columns import COLUMNS, KEYS, Column, find_headings
from gxd_teach.techspec.convert.source import json_data
from gxd_teach.techspec.convert.words import converted_id
from gxd_teach.techspec.records.json_text import write_json
from gxd_teach.techspec.records.sums import check_sums
from gxd_teach.techspec.records.wire import plain

__all__ = ["sheet_to_records"]

_SEVERAL = re.compile(r"[;;\n、]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YES = frozenset({"はい", "有", "あり", "含む", "○", "〇", "yes", "y", "true"})
_NO = frozenset({"いいえ", "無", "なし", "含まない", "含めない", "×", "no", "n", "false"})
_ONE_DAY = datetime.timedelta(days=1)


def sheet_to_records(
    path: str | Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    fill: Mapping[str, Any] | bytes | str | None = None,
    version: str = "3.0",
) -> tuple[Conversion, ...]:
    """Read a sheet of footprints: one `Conversion` a row, in order.

    `fill`: a partial PACT v3 record for what all rows share and no column says (company,
    standards, `created`). The id of a record is made from what its row says, so that the same
    row makes the same record and a changed one another. `ProblemsError` with every wrong cell:
    GXD-R160 (no headings), GXD-R161 (a column twice), GXD-R162 (blank), GXD-R163 (no such
    column), GXD-R164 (hidden row), GXD-R165 and GXD-R168 (a cell's content), GXD-I… and GXD-N… as in an
    activity sheet.
    """
    path = Path(path)
    chosen, number, positions = _open(path, sheet, encoding)
    reader = _Reader(chosen, positions, fill)
    made = [
        one
        for row in sorted(chosen.cells)
        if row > number and len(reader.problems) < MAX_PROBLEMS
        for one in reader.row(row)
    ]
    if not made and not reader.problems:
        reader.problems.append(
            Problem("GXD-R166", path.name, "データの行がありません", "has no data rows")
        )
    if reader.problems:
        raise ProblemsError(path.name, capped(reader.problems))
    return tuple(target_of(one, version) for one in made)


def _open(path: Path, name: str | None, encoding: str | None) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet that holds the headings, their row and their positions."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GxdError(
            "GXD-R167",
            f"ファイルを読めません({error.strerror})",
            f"cannot be read ({error.strerror})",
            where=str(path),
        ) from None
    if is_workbook(content):
        sheets = [
            one for one in read_workbook(content, where=path.name)
            if (one.visible if name is None else one.name == name)
        ]  # fmt: skip
    else:
        refuse_foreign_file(content, where=path.name)
        sheets = list(_text_sheets(content, path, encoding))
    for one in sheets:
        found = find_headings(sorted(one.cells.items()))
        if found is None:
            continue
        number, positions, doubled = found
        if doubled:
            raise ProblemsError(
                path.name,
                [
                    Problem(
                        "GXD-R161",
                        one.address(number, position),
                        "同じ意味の見出しがもう 1 つあります。どちらかにしてください",
                        "is a second heading of the same meaning: keep one",
                    )
                    for _, position in doubled
                ],
            )
        return one, number, positions
    wanted = [column for column in COLUMNS if column.path in KEYS]
    raise GxdError(
        "GXD-R160",
        f"見出しの行がありません。「{'」「'.join(column.ja for column in wanted)}」が要ります"
        + (f"(シート「{name}」)" if name else ""),
        f"has no heading row; it needs {' and '.join(column.en for column in wanted)}"
        + (f" (sheet '{name}')" if name else ""),
        where=path.name,
    )


def _text_sheets(content: bytes, path: Path, encoding: str | None) -> Iterator[Sheet]:
    """A CSV file as a sheet, in each way its bytes can be read, surest first."""
    for text, _ in text_table._decodings(content, encoding):
        for delimiter in text_table._DELIMITERS:
            try:
                lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
                cells = {row: text_table.filled(record) for row, record in enumerate(lines, 1)}
            except csv.Error:
                continue
            yield Sheet(path.stem, {row: found for row, found in cells.items() if found})


class _Reader:
    """Reads row by row, noting every cell that does not fit."""

    def __init__(
        self,
        sheet: Sheet,
        positions: dict[str, int],
        fill: Mapping[str, Any] | bytes | str | None,
    ) -> None:
        self.problems: list[Problem] = []
        self._sheet, self._positions = sheet, positions
        self._fill = json_data(fill) if fill is not None else {}
        self._columns = [column for column in COLUMNS if column.path in positions]
        self._lacking: set[str] = set()

    def row(self, number: int) -> Iterator[Conversion]:
        """The record of a row; nothing for a blank row, a total, a note or a wrong one."""
        cells = {column.path: self._cell(number, column) for column in self._columns}
        own = {column.path for column in self._columns
               if self._positions[column.path] in self._sheet.cells[number]}  # fmt: skip
        if not own or is_total(cells.get(KEYS[0])):
            return
        if len(own) == 1 and not own & {KEYS[1]}:
            return  # a note
        if number in self._sheet.hidden_rows:
            self._note(
                number, KEYS[0], "GXD-R164",
                "非表示の行にデータがあります。再表示するか消してください",
                "is hidden but holds data: show it or delete it",
            )  # fmt: skip
            return
        before = len(self.problems)
        report = Report()
        document: dict[str, Any] = {"pcf": {}}
        for column in self._columns:
            try:
                _read(column, cells[column.path], document, report)
            except GxdError as error:
                self._note(number, column.path, error.code, error.ja, error.en)
        content = write_json(document).decode()
        document = merged(document, self._fill, report)
        document.setdefault("id", str(converted_id(f"sheet/{content}", "2")))
        made = self._record(number, document, report, quiet=len(self.problems) > before)
        if made is not None and len(self.problems) == before:
            yield made

    def _record(
        self, number: int, document: dict[str, Any], report: Report, *, quiet: bool
    ) -> Conversion | None:
        try:
            record = finished_v3(document, report, subject=self._sheet.name)
        except ProblemsError as error:
            for problem in error.problems:
                self._place(number, problem, quiet=quiet)
            return None
        pcf = record.pcf
        if pcf.referencePeriodStart >= pcf.referencePeriodEnd:
            self._note(
                number, "pcf.referencePeriodEnd", "GXD-R044",
                "最終日が初日より前です。期間の初日と最終日を確かめてください",
                "is before the first day: check both days of the period",
            )  # fmt: skip
        for problem in check_sums(record):
            self._note(number, problem.where, problem.code, problem.ja, problem.en)
        return Conversion(record, tuple(report.losses), self._sheet.name, "PACT 3.0")

    def _place(self, number: int, problem: Problem, *, quiet: bool) -> None:
        """A finding about the record as one about a cell, or about a column that is not there."""
        path = re.sub(r"\[\d+\].*", "", problem.where)
        path = "place" if path.startswith("pcf.geography") else path
        if path in self._positions:
            needed = any(one.needed for one in COLUMNS if one.path == path)
            if (
                problem.code == "GXD-R121"
                and quiet
                and (not needed or self._is_filled(number, path))
            ):
                return  # it, or what it would be made from, was refused already
            if problem.code == "GXD-R121":
                self._note(number, path, "GXD-R162", "空欄です", "is blank: fill it in")
            else:
                self._note(number, path, problem.code, problem.ja, problem.en)
            return
        column = next((one for one in COLUMNS if one.path == path), None)
        if path in self._lacking:
            return
        self._lacking.add(path)
        heading = f"「{column.ja}」" if column else path
        self.problems.append(
            Problem(
                "GXD-R163" if problem.code == "GXD-R121" else problem.code,
                self._sheet.name,
                f"列{heading}がありません。列を足すか、fill で渡してください"
                if problem.code == "GXD-R121" else f"{path}: {problem.ja}",
                f"has no column '{column.en if column else path}': add it, or hand it over by fill"
                if problem.code == "GXD-R121" else f"{path}: {problem.en}",
            )
        )  # fmt: skip

    def _is_filled(self, number: int, path: str) -> bool:
        return self._positions[path] in self._sheet.cells[number]

    def _cell(self, number: int, column: Column) -> object:
        """A cell, or the one it is merged with from above; a number is not carried down."""
        position = self._positions[column.path]
        own = self._sheet.cells[number]
        if position in own:
            return own[position]
        lead = self._sheet.merged.get((number, position))
        if not lead or lead[1] != position:
            return None
        if column.kind in ("number", "percent"):
            return MergedAway(self._sheet.address(*lead))
        return self._sheet.cells.get(lead[0], {}).get(position)

    def _note(self, number: int, path: str, code: str, ja: str, en: str) -> None:
        position = self._positions.get(path, self._positions[KEYS[0]])
        self.problems.append(Problem(code, self._sheet.address(number, position), ja, en))


def _read(column: Column, cell: object, document: dict[str, Any], report: Report) -> None:
    """One cell into the document; a blank one leaves the property out."""
    text = cell_text(cell)
    if not text:
        return
    kind = column.kind
    if kind == "number":
        value: Any = plain(_decimal(cell))
    elif kind == "percent":
        value = plain(Decimal(repr(cell_percent(cell))))
    elif kind in ("first day", "last day"):
        value = _moment(cell, text, add=_ONE_DAY if kind == "last day" else datetime.timedelta())
    elif kind in ("urns", "words"):
        value = [one.strip() for one in _SEVERAL.split(text) if one.strip()]
    elif kind == "yes or no":
        value = _yes_or_no(text)
    elif kind == "unit":
        value = _read_declared_unit(cell)
    elif kind == "sources":
        value = [source_of(one, column.path, report) for one in _SEVERAL.split(text) if one.strip()]
    elif kind == "place":
        name = "geographyRegionOrSubregion"
        text = {"日本": "JP", "japan": "JP"}.get(text.casefold(), text)
        if re.fullmatch("[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?", text):
            name, text = ("geographyCountrySubdivision" if "-" in text else "geographyCountry"), text.upper()  # fmt: skip
        document["pcf"][name] = text
        return
    else:
        value = text
    *parents, last = column.path.split(".")
    place = document
    for name in parents:
        place = place.setdefault(name, {})
    place[last] = value


def _yes_or_no(text: str) -> bool:
    """Yes or no as people write it, or as a spreadsheet keeps it; GXD-R168."""
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise GxdError(
        "GXD-R168",
        f"「{text}」は はい か いいえ で書いてください",
        f"'{text}' must be yes or no",
    )


def _decimal(cell: object) -> Decimal:
    """A number exactly as typed; from a workbook, with the 15 digits that a spreadsheet shows."""
    number = cell_number(cell)
    return Decimal(cell.strip()) if isinstance(cell, str) else Decimal(f"{number:.15g}")


def _moment(cell: object, text: str, *, add: datetime.timedelta) -> str:
    """Midnight (UTC) of a day, or of the day after the period's last one; GXD-R165."""
    day = None
    if isinstance(cell, datetime.datetime):
        day = cell.date()
    elif isinstance(cell, datetime.date):
        day = cell
    elif found := _DAY.fullmatch(text):
        try:
            day = datetime.date(*map(int, found.groups()))
        except ValueError:
            day = None
    if day is None or not 1900 <= day.year <= 2999:
        raise GxdError(
            "GXD-R165",
            f"「{text}」は日付として読めません。2025-04-01 のように書いてください",
            f"'{text}' is no date: write it like 2025-04-01",
        )
    return f"{(day + add).isoformat()}T00:00:00Z"
