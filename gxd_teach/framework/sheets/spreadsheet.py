"""Write a workbook that a person opens: text that stays text, headings, widths, print set-up.

Text that people typed is never written so that a spreadsheet would run it: what begins with
= + - @ (or a tab or line break) gets an apostrophe in front (OWASP, CSV injection).
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.files import zip_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["heading_cells", "put", "safe_text", "save", "set_up", "title_cell", "workbook_bytes"]

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER = datetime.datetime(2026, 1, 1)
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and without what no .xlsx can hold.

    >>> safe_text("=HYPERLINK(1)"), safe_text("アルミ板")
    ("'=HYPERLINK(1)", 'アルミ板')
    """
    text = _CONTROL.sub("", text)
    return f"'{text}" if text.startswith(_RUN) else text


def put(
    sheet: Worksheet,
    address: str,
    value: str | float | int | datetime.date | None,
    *,
    form: str | None = None,
    formula: bool = False,
    bold: bool = False,
) -> None:
    """Put a value into a cell: text as text, `formula` only where we wrote it."""
    from openpyxl.styles import Font

    cell: Cell = sheet[address]
    if isinstance(value, str) and not formula:
        cell.value = safe_text(value)
        cell.data_type = "s"
    else:
        cell.value = value
    if form:
        cell.number_format = form
    if bold:
        cell.font = Font(bold=True)


def title_cell(sheet: Worksheet, text: str) -> None:
    """The sheet's title in A1."""
    from openpyxl.styles import Font

    put(sheet, "A1", text)
    sheet["A1"].font = Font(bold=True, size=14)


def heading_cells(sheet: Worksheet, row: int, headings: Sequence[str], first: int = 1) -> None:
    """A row of headings: bold on grey, wrapped, with a line below."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    for column, heading in enumerate(headings, first):
        address = f"{get_column_letter(column)}{row}"
        put(sheet, address, heading)
        cell = sheet[address]
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = Border(bottom=Side(style="thin"))


def set_up(
    sheet: Worksheet,
    widths: Sequence[float],
    *,
    heading_row: int | None = None,
    print_area: str | None = None,
) -> None:
    """Column widths, frozen headings, and A4 landscape one page wide with page numbers."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    if heading_row is not None:
        sheet.freeze_panes = f"B{heading_row + 1}"
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
    if print_area is not None:
        sheet.print_area = print_area
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages long as it takes
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A  &P / &N"


def workbook_bytes(workbook: Workbook) -> bytes:
    """The file; the same content makes the same bytes, whenever it is made."""
    workbook.calculation.fullCalcOnLoad = True  # openpyxl saves formulas without results
    buffer = io.BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    stamp = _NEVER.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return zip_bytes(
        (name, _STAMPS.sub(rb"\g<1>" + stamp, part) if name == "docProps/core.xml" else part)
        for name, part in parts
    )


def save(workbook: Workbook, path: str | Path) -> Path:
    """Write the file whole or not at all; GXD-I028 when the name or the place does not do."""
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise GxdError(
            "GXD-I028",
            "Excel ファイルの名前は .xlsx で終わります",
            "the name of an Excel file ends in .xlsx",
            where=str(path),
        )
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(workbook_bytes(workbook))
        return fresh.replace(path)
    except OSError as cause:
        fresh.unlink(missing_ok=True)
        raise GxdError(
            "GXD-I028",
            "書き込めません。フォルダーがあるか、Excel で開いたままでないか確かめてください",
            "cannot be written: see whether the folder exists and no program has the file open",
            where=str(path),
        ) from cause
