"""The activity sheet that people fill in, as an Excel file and its CSV twin.

    python -m gxd_teach.framework.sheets.template [FOLDER]

writes datasets/activity-template.xlsx and .csv anew. The rows in it are the chassis of the
course's PC case, to be overwritten.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach import datasets
from gxd_teach.framework.contribution import STAGES
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.sheets.spreadsheet import (
    heading_cells,
    put,
    set_up,
    title_cell,
    workbook_bytes,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["COLUMNS", "EXAMPLE", "csv_text", "excel_bytes", "write_templates"]

COLUMNS = (
    "項目", "段階", "数量", "単位", "排出係数", "係数の単位", "データ種別",
    "係数の一次データ比率", "工程", "サプライヤー", "期間",
)  # fmt: skip
_CHASSIS = "プレス・成形"
EXAMPLE: tuple[tuple[str | float | None, ...], ...] = (
    ("アルミ板", "原材料調達", 1.2, "kg", 8.0, "kg-CO2e/kg", "一次", 40, _CHASSIS, "FICT アルミ製造", None),
    ("樹脂", "原材料調達", 0.3, "kg", "FICT-RESIN", None, "一次", None, _CHASSIS, "FICT 樹脂製造", None),
    ("プレス・成形の電力", "製造", 5, "kWh", "ELEC-JP-AVERAGE-FY2024", None, "一次", None, _CHASSIS, None, None),
    ("材料の輸送(1.5 kg × 400 km)", "輸送", 0.6, "tkm", "TRUCK-10T-DIESEL-FULL", None, "一次", None, _CHASSIS, None, None),
)  # fmt: skip
_BLANK_ROWS = 200  # rows with drop-down lists
HEADING_ROW = 5
_HELP = (
    ("項目", "材料、電力、輸送など。1 行に 1 つ。", "必須"),
    ("段階", "原材料調達、製造、輸送、包装、廃棄物処理、出荷輸送。出荷輸送は合計に入れず、別に示します。", "必須"),
    ("数量", "製品 1 個(宣言単位)に着手するのに使う量。出来上がりの量ではなく投入量。数だけを書きます。", "必須"),
    ("単位", "kg、t、L、kL、m3、kWh、MJ、tkm(トンキロ)、個 など。", "必須"),
    ("排出係数", "数値、または「係数一覧」シートの名前。", "必須"),
    ("係数の単位", "排出係数が数値のとき。kg-CO2e/kg、t-CO2/kWh など。名前のときは空けます。", "数値のとき"),
    ("データ種別", "数量が自社で測った値なら「一次」、推計や平均なら「二次」。", "必須"),
    ("係数の一次データ比率", "係数のうち一次データに基づく割合(%、0〜100)。サプライヤーが知らせた値など。"
     "数値の係数で空けると、一次の行は 100、二次の行は 0 とみます。", "任意"),
    ("工程", "工程の名前。工程別の集計に使います。", "任意"),
    ("サプライヤー", "調達先の名前。調達先別の集計に使います。", "任意"),
    ("期間", "データの期間(2025-04、2025年度 など)。", "任意"),
)  # fmt: skip


def csv_text() -> str:
    """The CSV twin: headings in the first row, the example rows below."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in EXAMPLE:
        writer.writerow(["" if cell is None else f"{cell:g}" if isinstance(cell, (int, float)) else cell for cell in row])  # fmt: skip
    return buffer.getvalue()


def excel_bytes() -> bytes:
    """The Excel template: the sheet to fill in, how to fill it in, the factors by name."""
    from openpyxl import Workbook

    workbook = Workbook()
    _activity_sheet(workbook.active)
    _help_sheet(workbook.create_sheet("書き方"))
    _factor_sheet(workbook)
    return workbook_bytes(workbook)


def write_templates(folder: Path) -> list[Path]:
    """Write both files into a folder."""
    excel, text = folder / "activity-template.xlsx", folder / "activity-template.csv"
    excel.write_bytes(excel_bytes())
    text.write_text(csv_text(), encoding="utf-8", newline="")
    return [excel, text]


def _activity_sheet(sheet: Worksheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.title = "活動量"
    title_cell(sheet, "活動量の表(記入用)")
    put(sheet, "A2", "例として架空のシャーシの値が入っています。上書きして使ってください。書き方は「書き方」シートにあります。")  # fmt: skip
    head: dict[str, str | float] = {"A3": "製品名", "B3": "FICT ノートPC用シャーシ", "C3": "宣言数量", "D3": 1,
            "E3": "宣言単位", "F3": "個", "G3": "製品の質量(kg)", "H3": 1.3,
            "I3": "良品率", "J3": 1}  # fmt: skip
    for address, value in head.items():
        put(sheet, address, value)
    headings = [
        f"{name}({'%' if name.endswith('比率') else needed})"
        if name.endswith("比率") or needed == "必須"
        else name
        for name, _, needed in _HELP
    ]
    heading_cells(sheet, HEADING_ROW, headings)
    for number, row in enumerate(EXAMPLE, HEADING_ROW + 1):
        for column, cell in zip("ABCDEFGHIJK", row, strict=True):
            if cell is not None:
                put(sheet, f"{column}{number}", cell)
    last = HEADING_ROW + _BLANK_ROWS
    stages = [text.ja for code, text in STAGES.items() if code != "organization"]
    for column, choices, strict in (("B", stages, False), ("G", ["一次", "二次"], True)):
        lists = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        lists.showErrorMessage = strict  # a stage of one's own is allowed
        lists.add(f"{column}{HEADING_ROW + 1}:{column}{last}")
        sheet.add_data_validation(lists)
    widths = (32, 14, 14, 12, 28, 16, 14, 16, 16, 20, 14)
    set_up(sheet, widths, heading_row=HEADING_ROW)


def _help_sheet(sheet: Worksheet) -> None:
    title_cell(sheet, "書き方")
    heading_cells(sheet, 3, ("見出し", "書くこと", "必須か"))
    for number, row in enumerate(_HELP, 4):
        for column, text in zip("ABC", row, strict=True):
            put(sheet, f"{column}{number}", text)
    set_up(sheet, (24, 100, 12), heading_row=3)


def _factor_sheet(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("係数一覧")
    title_cell(sheet, "名前で使える排出係数(教材に入っているもの)")
    heading_cells(sheet, 3, ("係数の名前", "名称", "値", "係数の単位", "年", "出典", "URL"))
    labels = {
        row["factor_id"]: row["name_ja"]
        for name in ("fuels", "electricity", "transport", "fict-factors")
        for row in datasets.rows(name)
    }
    for number, factor in enumerate(EmissionFactors.load(), 4):
        cells = (factor.name, labels.get(factor.name, factor.label), factor.value, factor.unit,
                 factor.year, factor.source, factor.source_url)  # fmt: skip
        for column, cell in zip("ABCDEFG", cells, strict=True):
            if cell not in (None, ""):
                put(sheet, f"{column}{number}", cell)
    set_up(sheet, (34, 36, 12, 16, 8, 34, 44), heading_row=3)


if __name__ == "__main__":
    for made in write_templates(Path(sys.argv[1]) if len(sys.argv) > 1 else datasets.folder()):
        print(made)
