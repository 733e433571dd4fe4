"""An Excel workbook as cells: what stands where, what is merged, what is hidden.

Reads .xlsx (ECMA-376 Office Open XML) with openpyxl (https://openpyxl.readthedocs.io). A
file that is something else, or too large to be an activity sheet, gets a sentence.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.sheets.cells import CellError, Percent, Uncached

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Sheet", "is_workbook", "read_workbook", "refuse_foreign_file"]

MAX_WORKBOOK_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 150_000_000  # a zip can grow a thousandfold when it is opened
MAX_ROWS = 200_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of encrypted .xlsx
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `cells` holds what is filled, as {row: {column: value}}, counted from 1.

    A value is text, a number, a date, `Percent`, `CellError` or `Uncached`. `merged` leads
    from a merged cell to the one that holds its value.
    """

    name: str
    cells: Mapping[int, Mapping[int, object]]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    visible: bool = True

    def address(self, row: int, column: int) -> str:
        """A cell's address as a spreadsheet writes it: ``計算!C12``, ``'7 月'!C12``."""
        from openpyxl.utils import get_column_letter

        name = self.name
        if not re.fullmatch(r"[^\W\d]\w*", name):
            name = "'" + name.replace("'", "''") + "'"
        return f"{name}!{get_column_letter(column)}{row}"


def is_workbook(content: bytes) -> bool:
    """Whether these bytes are a zip, as every .xlsx is.

    >>> is_workbook(b"flow,stage")
    False
    """
    return content.startswith(_ZIP)


def refuse_foreign_file(content: bytes, *, where: str) -> None:
    """GXD-I010 for a file that is neither an .xlsx nor text, with the way out."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise _foreign(
                "パスワードで保護されています。Excel でパスワードを外して保存してください",
                "is protected by a password: remove it in the spreadsheet and save again",
                where,
            )
        raise _foreign(
            "古い Excel の形式(.xls)です。「Excel ブック(.xlsx)」で保存し直してください",
            "is in the old Excel format (.xls): save it as 'Excel Workbook (.xlsx)'",
            where,
        )
    if content.startswith(b"%PDF"):
        raise _foreign(
            "PDF です。元の表のファイルを使ってください", "is a PDF: use the sheet itself", where
        )
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"{\\rtf")):
        raise _foreign(
            "中身は表ではなく、HTML か XML です。Excel で開き、「Excel ブック(.xlsx)」で保存してください",
            "holds HTML or XML, whatever its name says: open it in a spreadsheet and save as .xlsx",
            where,
        )


def read_workbook(content: bytes, *, where: str) -> list[Sheet]:
    """All worksheets of an .xlsx, in order; GXD-I002, GXD-I010 or GXD-I011 when it cannot be."""
    _check_package(content, where=where)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (validation, drawings)
            values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = None
            if _has_formulas(content):
                formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            return [
                _sheet(sheet, formulas[sheet.title] if formulas else None)
                for sheet in values.worksheets
            ]
    except GxdError as error:
        raise GxdError(error.code, error.ja, error.en, where=where) from None
    except Exception as cause:  # a broken file breaks openpyxl in many ways
        raise _broken(where) from cause


def _check_package(content: bytes, *, where: str) -> None:
    """Look into the zip before anything is unpacked."""
    if len(content) > MAX_WORKBOOK_BYTES:
        raise _too_large(where)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            _refuse_other_packages(names, where)
            # zipfile never reads beyond the size an entry declares, so the sum is a bound.
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
                raise _too_large(where)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise _foreign("zip が暗号化されています", "is an encrypted zip", where)
                if entry.filename.endswith((".xml", ".rels")):
                    with package.open(entry) as part:
                        head = part.read(2000).replace(b"\0", b"")
                    if b"<!DOCTYPE" in head:  # no spreadsheet writes one; entities would follow
                        raise _broken(where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as cause:
        raise _broken(where) from cause


def _refuse_other_packages(names: set[str], where: str) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise _foreign(
            "バイナリ形式(.xlsb)です。「Excel ブック(.xlsx)」で保存し直してください",
            "is a binary workbook (.xlsb): save it as 'Excel Workbook (.xlsx)'",
            where,
        )
    if "content.xml" in names:
        raise _foreign(
            "OpenDocument 形式(.ods)です。「Excel ブック(.xlsx)」で保存し直してください",
            "is an OpenDocument file (.ods): save it as 'Excel Workbook (.xlsx)'",
            where,
        )
    if not any(name.startswith("xl/") for name in names):
        raise _foreign(
            "Excel のブックではありません。.xlsx か CSV を使ってください",
            "is not an Excel workbook: use .xlsx or CSV",
            where,
        )


def _has_formulas(content: bytes) -> bool:
    """Whether any worksheet holds a formula; without one, it need not be read a second time."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = (name for name in package.namelist() if "worksheets/" in name)
        return any(re.search(rb"<(\w+:)?f[\s/>]", package.read(name)) for name in sheets)


def _sheet(values: Worksheet, formulas: Any | None) -> Sheet:
    """One worksheet. Formatted but empty cells, down to row 1,048,576, are passed over."""
    cells: dict[int, dict[int, object]] = {}
    empty_results: set[tuple[int, int]] = set()
    # _cells holds what is in the file; iter_rows() would make every cell of the rectangle.
    for (row, column), cell in sorted(values._cells.items()):
        if isinstance(cell.value, str) and not cell.value.strip():
            empty_results.add((row, column))
        elif cell.value is None:
            if cell.data_type == "str":  # a formula whose saved result is an empty text
                empty_results.add((row, column))
        else:
            cells.setdefault(row, {})[column] = _value(cell)
    if formulas is not None:
        _add_uncached(cells, empty_results, formulas)
    if len(cells) > MAX_ROWS:
        raise _too_large("")
    hidden = frozenset(row for row, size in values.row_dimensions.items() if size.hidden)
    return Sheet(
        values.title, cells, _merged(values), hidden, visible=values.sheet_state == "visible"
    )


def _value(cell: Any) -> object:
    value = cell.value
    if cell.data_type == "e":
        return CellError(str(value))
    if isinstance(value, str) and re.match(r"'[=+\-@\t\r\n]", value):
        return value[1:]  # the apostrophe only keeps it from being run (see spreadsheet.safe_text)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # What stands in quotes or brackets in a number format is not the format's percent sign.
    shown = re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", cell.number_format or "")
    return Percent(float(value)) if is_number and "%" in shown else value


def _add_uncached(
    cells: dict[int, dict[int, object]], empty_results: set[tuple[int, int]], formulas: Any
) -> None:
    """Mark the formulas that have no saved result: to openpyxl they look like blank cells."""
    formulas.reset_dimensions()  # some programs write a wrong <dimension>
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            here = (cell.row, cell.column)
            if here not in empty_results and here[1] not in cells.get(here[0], {}):
                text = getattr(cell.value, "text", cell.value)
                cells.setdefault(here[0], {})[here[1]] = Uncached(str(text))


def _merged(values: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Every covered cell -> the cell that holds the value. Ranges of whole columns are capped."""
    lead: dict[tuple[int, int], tuple[int, int]] = {}
    for area in values.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, area.min_row + MAX_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, area.min_col + 500) + 1):
                if (row, column) != (area.min_row, area.min_col):
                    lead[row, column] = (area.min_row, area.min_col)
        if len(lead) > 2_000_000:
            raise _too_large("")
    return lead


def _foreign(ja: str, en: str, where: str) -> GxdError:
    return GxdError("GXD-I010", ja, en, where=where)


def _too_large(where: str) -> GxdError:
    return GxdError(
        "GXD-I011",
        f"活動量の表としては大きすぎます(Excel は {MAX_WORKBOOK_BYTES // 1_000_000} MB・"
        f"{MAX_ROWS:,} 行まで)。使うシートだけを CSV UTF-8 で保存してください",
        f"is too large for an activity sheet (a workbook may have {MAX_WORKBOOK_BYTES // 1_000_000} "
        f"MB and {MAX_ROWS:,} rows): save the sheet alone as CSV UTF-8",
        where=where,
    )


def _broken(where: str) -> GxdError:
    return GxdError(
        "GXD-I002",
        "Excel ファイルとして読めません(壊れています)。Excel で開いて保存し直してください",
        "cannot be read as an Excel workbook (it is damaged): open it in a spreadsheet and save it again",
        where=where,
    )
