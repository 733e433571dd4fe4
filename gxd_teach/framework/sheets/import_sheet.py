"""Import an activity sheet as people have it: an Excel or CSV file becomes activities.

The heading row is looked for; title rows above it, blank rows, totals and notes are passed
over; a merged cell counts for every row it covers. Every cell that does not fit is reported
by its address (``計算!C12``), all of them at once, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.checks import checked_object, checked_text
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.sheets.cells import MergedAway
from gxd_teach.framework.sheets.header_block import HeaderBlock, read_header_block
from gxd_teach.framework.sheets.headings import (
    NEEDED,
    HeadingRow,
    find_heading_row,
    missing_columns,
)
from gxd_teach.framework.sheets.rows import Row, RowSorter, capped, read_rows, text_rows
from gxd_teach.framework.sheets.sheet import no_such_file
from gxd_teach.framework.sheets.text_table import TextTable, filled, read_text_table
from gxd_teach.framework.sheets.workbook import (
    Sheet,
    is_workbook,
    read_workbook,
    refuse_foreign_file,
)
from gxd_teach.language import say

__all__ = ["ImportedSheet", "import_sheet"]

HIDDEN_ROWS = ("refuse", "include", "skip")
FAST_FROM_ROWS = 2_000  # below it, the cell-by-cell reader takes no time worth saving


@dataclass(frozen=True)
class ImportedSheet:
    """What was read: the activities, what stood above them, and what was passed over."""

    activities: Sequence[Activity]
    header: HeaderBlock
    notices: tuple[str, ...] = ()


def import_sheet(
    path: str | Path,
    *,
    sheet: str | None = None,
    factors: EmissionFactors | None = None,
    hidden_rows: str = "refuse",
    encoding: str | None = None,
    fast: bool | None = None,
) -> ImportedSheet:
    """Read an activity sheet; what the file is, its content says, not its name.

    `sheet` names one of several worksheets (default: the first visible one with the
    headings). `hidden_rows`: rows that are hidden and hold data are refused, included or
    skipped. `encoding` of a CSV file, where it cannot be found out. `fast` chooses between
    the vectorised and the cell-by-cell CSV reader (default: by size); both give the same.

    Raises `ProblemsError` with every wrong cell; GXD-I002 unreadable, GXD-I003 no headings,
    GXD-I010 another kind of file, GXD-I011 too large, GXD-I012 no such sheet.
    """
    try:
        path = Path(path)
    except TypeError:
        checked_text(path, "path")
        raise
    for option, noun in ((encoding, "encoding"), (sheet, "sheet")):
        if option is not None:
            checked_text(option, noun)
    if factors is not None:
        checked_object(factors, EmissionFactors, "factors")
    if hidden_rows not in HIDDEN_ROWS:
        raise GxdError(
            "GXD-I027",
            f"hidden_rows は {'、'.join(HIDDEN_ROWS)} のどれかです(「{hidden_rows}」ではなく)",
            f"hidden_rows is one of {', '.join(HIDDEN_ROWS)}, not '{hidden_rows}'",
        )
    known = EmissionFactors.load() if factors is None else factors
    content = _content(path)
    if is_workbook(content):
        chosen, heading = _choose(read_workbook(content, where=path.name), sheet, path.name)
        return _read_sheet(chosen, heading, known, hidden_rows, path.name)
    refuse_foreign_file(content, where=path.name)
    if sheet is not None:
        raise GxdError(
            "GXD-I012",
            f"CSV にシートはありません(「{sheet}」)",
            f"a CSV file has no sheets (asked for '{sheet}')",
            where=path.name,
        )
    table = read_text_table(content, where=path.name, encoding=encoding)
    return _read_text(table, known, fast)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise no_such_file(path) from None
    except OSError as cause:
        raise GxdError(
            "GXD-I002",
            "ファイルを開けません。フォルダーではないか、Excel で開いたままでないか確かめてください",
            "cannot be opened: it may be a folder, or open in another program",
            where=str(path),
        ) from cause


def _choose(sheets: Sequence[Sheet], name: str | None, where: str) -> tuple[Sheet, HeadingRow]:
    """The sheet by name, or the first visible one that has the headings."""
    if name is not None and name not in {sheet.name for sheet in sheets}:
        names = "、".join(sheet.name for sheet in sheets)
        raise GxdError(
            "GXD-I012",
            f"シート「{name}」はありません。あるもの: {names}",
            f"there is no sheet '{name}'; there are: {names}",
            where=where,
        )
    nearest: tuple[Sheet, HeadingRow] | None = None
    for sheet in sheets:
        if sheet.name != name if name is not None else not sheet.visible:
            continue
        heading = find_heading_row(sorted(sheet.cells.items()), where=f"{where} {sheet.name}")
        if heading is not None and not heading.missing:
            return sheet, heading
        if heading and (nearest is None or len(heading.positions) > len(nearest[1].positions)):
            nearest = sheet, heading
    if nearest is None:
        raise missing_columns(NEEDED, where=where if name is None else f"{where} {name}")
    raise missing_columns(nearest[1].missing, where=f"{where} {nearest[0].name}")


def _read_sheet(
    sheet: Sheet, heading: HeadingRow, factors: EmissionFactors, hidden: str, source: str
) -> ImportedSheet:
    problems: list[Problem] = []
    header = read_header_block(
        [(n, cells) for n, cells in sorted(sheet.cells.items()) if n < heading.number],
        sheet.address,
        problems,
    )
    rows = [
        _sheet_row(sheet, heading, number)
        for number in sorted(sheet.cells)
        if number > heading.number
    ]
    if hidden == "skip":
        rows = [row for row in rows if row.number not in sheet.hidden_rows]
    sorter = RowSorter.of(rows)
    refused = sheet.hidden_rows if hidden == "refuse" else frozenset()
    activities = read_rows(rows, sorter, factors, problems, hidden=refused)
    return _finished(activities, problems, header, sorter.notices(), source)


def _sheet_row(sheet: Sheet, heading: HeadingRow, number: int) -> Row:
    """The cells of one row by column name, merged ones carried down from above.

    An amount is not carried: a merged amount may be the sum of its rows.
    """
    own = sheet.cells[number]
    cells: dict[str, object] = {}
    carried = set()
    for column, position in heading.positions.items():
        if position in own:
            cells[column] = own[position]
            continue
        lead = sheet.merged.get((number, position))
        # Only downwards: a cell merged across two columns fills the first of them.
        if lead and lead[1] == position and lead[0] > heading.number:
            carried.add(column)
            cells[column] = (
                MergedAway(sheet.address(*lead))
                if column == "amount"
                else sheet.cells.get(lead[0], {}).get(position)
            )

    def place(column: str) -> str:
        return sheet.address(number, heading.positions.get(column, heading.positions["amount"]))

    return Row(number, cells, place, frozenset(cells) - carried)


def _read_text(table: TextTable, factors: EmissionFactors, fast: bool | None) -> ImportedSheet:
    problems: list[Problem] = []
    heading = table.heading
    top = []
    for number, record in table.records():
        if number >= heading.number:
            break
        top.append((number, filled(record)))

    def address(row: int, column: int) -> str:
        return say(f"{row}行目 {column}列目", f"row {row}, column {column}")

    header = read_header_block(top, address, problems)
    if fast is None:
        fast = table.text.count("\n") + table.text.count("\r") >= FAST_FROM_ROWS
    if fast:
        from gxd_teach.framework.sheets.fast_sheet import read_fast

        quick = read_fast(table, factors, list(problems))
        if quick is not None:
            return _finished(quick.activities, quick.problems, header, quick.notices, table.name)
    rows = list(text_rows(table))
    sorter = RowSorter.of(rows)
    activities = read_rows(rows, sorter, factors, problems)
    return _finished(activities, problems, header, sorter.notices(), table.name)


def _finished(
    activities: Sequence[Activity],
    problems: list[Problem],
    header: HeaderBlock,
    notices: tuple[str, ...],
    source: str,
) -> ImportedSheet:
    if not activities and not problems:
        problems = [Problem("GXD-I001", source, "データの行がありません", "has no data rows")]
    if problems:
        raise ProblemsError(source, capped(problems))
    return ImportedSheet(activities, header, notices)
