"""The sheet of footprints to be filled in, as an Excel file and its CSV twin.

    python -m gxd_teach.techspec.convert.sheet_template [FOLDER]

writes datasets/footprint-template.xlsx and .csv anew. Its two rows are fictitious products of the course's PC case, to be overwritten.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach import datasets
from gxd_teach.framework.sheets.spreadsheet import (
    heading_cells,
    put,
    set_up,
    title_cell,
    workbook_bytes,
)
from gxd_teach.techspec.convert.sheet_columns import COLUMNS, EXAMPLE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["template_csv", "template_excel", "write_templates"]

_HEADING_ROW = 4
_ROWS = 1_000  # that have the lists to choose from


def template_csv() -> str:
    """The template as CSV: headings in the first row, the example rows below.

    >>> template_csv().splitlines()[0].split(",")[:3]
    ['製品名', '製品の説明', '製品の識別子']
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.ja for column in COLUMNS])
    for row in EXAMPLE:
        writer.writerow([_text(row.get(column.ja)) for column in COLUMNS])
    return buffer.getvalue()


def template_excel() -> bytes:
    """The template as .xlsx, with a sheet that says what each column holds."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "フットプリント"
    title_cell(sheet, "フットプリントの表(1 行に 1 製品)")
    put(
        sheet,
        "A2",
        "架空の 2 製品が入っています。上書きして使ってください。書き方は「書き方」シートにあります。",
    )
    heading_cells(sheet, _HEADING_ROW, [column.ja for column in COLUMNS])
    for number, row in enumerate(EXAMPLE, _HEADING_ROW + 1):
        for position, column in enumerate(COLUMNS, 1):
            value = row.get(column.ja)
            if value is not None:
                put(sheet, f"{get_column_letter(position)}{number}", value)
    _choices(sheet)
    set_up(sheet, [18] * len(COLUMNS), heading_row=_HEADING_ROW)
    helps = workbook.create_sheet("書き方")
    title_cell(helps, "書き方")
    heading_cells(helps, 3, ("見出し", "書くこと", "必須か", "PACT v3 の項目"))
    for number, column in enumerate(COLUMNS, 4):
        cells = (column.ja, column.help_ja, "必須" if column.needed else "任意", column.path)
        for letter, text in zip("ABCD", cells, strict=True):
            put(helps, f"{letter}{number}", text)
    set_up(helps, (30, 60, 10, 40), heading_row=3)
    return workbook_bytes(workbook)


def _choices(sheet: Worksheet) -> None:
    """Yes or no from a list, in the columns that ask for it."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = DataValidation("list", formula1='"はい,いいえ"', allow_blank=True)
    for position, column in enumerate(COLUMNS, 1):
        if column.kind == "yes or no":
            letter = get_column_letter(position)
            lists.add(f"{letter}{_HEADING_ROW + 1}:{letter}{_HEADING_ROW + _ROWS}")
    sheet.add_data_validation(lists)


def _text(value: str | float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, (int, float)) else value


def write_templates(folder: Path) -> list[Path]:
    """Write both files into a folder."""
    excel, text = folder / "footprint-template.xlsx", folder / "footprint-template.csv"
    excel.write_bytes(template_excel())
    text.write_text(template_csv(), encoding="utf-8", newline="")
    return [excel, text]


if __name__ == "__main__":
    for made in write_templates(Path(sys.argv[1]) if len(sys.argv) > 1 else datasets.folder()):
        print(made)
