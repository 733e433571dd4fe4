"""Export a calculation to Excel, with formulas a reviewer can follow cell by cell.

Three sheets: 計算 (every row with its emissions as a live formula, totals, stages, primary
data share), 係数と出典 (each factor with its source), 注意 (what the figure does not say by
itself). The workbook can be imported again and gives the same footprint.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_object, checked_text
from gxd_teach.framework.contribution import OUTBOUND_STAGE, STAGES, UNITS
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.framework.sheets.header_block import check_yield
from gxd_teach.framework.sheets.spreadsheet import heading_cells, put, save, set_up, title_cell
from gxd_teach.framework.sheets.workbook import MAX_ROWS
from gxd_teach.units import kg_co2e_scale

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from gxd_teach.framework.activity import Activity

__all__ = ["CALCULATION", "CAUTIONS", "FACTORS", "export_workbook"]

CALCULATION, FACTORS, CAUTIONS = "計算", "係数と出典", "注意"
HEADING_ROW = 4
FIRST_ROW = HEADING_ROW + 1
_YIELD = "$B$3"
_HEADINGS = (
    "項目", "段階", "数量", "単位", "排出係数", "係数の単位", "換算係数", "排出量 [kg-CO2e]", "割合",
    "データ種別", "係数の一次データ比率(%)", "一次データの割合(%)",
    "係数の名前", "係数の範囲", "係数の年", "係数の出典", "係数の出典URL",
    "工程", "サプライヤー", "期間", "外注",
)  # fmt: skip
_WIDTHS = (32, 14, 12, 10, 13, 16, 11, 16, 9, 11, 13, 12, 26, 16, 9, 30, 30, 14, 18, 12, 8)
_BOUNDARIES = {
    "combustion": "燃料の燃焼のみ",
    "generation": "発電時のみ",
    "tank-to-wheel": "走行時の燃焼のみ(TTW)",
    "cradle-to-gate": "Cradle-to-Gate",
    "unspecified": "記載なし",
}
# PACT Methodology v1 names these as not included; that v2 and v3 mean the same is this
# course's reading.
_NOT_INCLUDED = (
    "資本財(設備・建物)、通勤・出張、研究開発(PACT の方法論 v1 の本文による。v2・v3 でも同じとみるのは"
    "この教材の読み方です)",
    "カーボン・クレジットなどのオフセット(PACT では製品のフットプリントに入れません)",
    "表に書かれていない工程・材料",
)


def export_workbook(
    inventory: Inventory,
    path: str | Path,
    *,
    yield_rate: float | None = None,
    rules: Rules = PACT_V3,
    date: datetime.date | None = None,
) -> Path:
    """Write the calculation to an .xlsx; returns its path.

    `yield_rate` as in `Inventory.footprint`; `date` (default today) and `rules` are stated on
    the sheet 注意. GXD-I008 for the yield, GXD-I011 for more rows than a sheet should hold,
    GXD-I028 where the file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = export_workbook(Inventory.from_dataset("pc-chassis"), Path(folder) / "a.xlsx")
    ...     round(Inventory.from_file(file).footprint().total_kg_co2e, 3)
    12.372
    """
    from openpyxl import Workbook

    rules = edition(rules)
    checked_object(inventory, Inventory, "export_workbook")
    if not isinstance(path, Path):
        checked_text(path, "path")
    if date is not None:
        checked_object(date, datetime.date, "date")
    rate = check_yield(inventory.yield_rate if yield_rate is None else yield_rate)
    if len(inventory.activities) > MAX_ROWS:
        raise GxdError(
            "GXD-I011",
            f"{len(inventory.activities):,} 行あります。Excel に書き出せるのは {MAX_ROWS:,} 行までです",
            f"has {len(inventory.activities):,} rows; {MAX_ROWS:,} can be exported",
            where=inventory.name,
        )
    workbook = Workbook()
    _calculation(workbook.active, inventory, rate)
    _factors(workbook.create_sheet(FACTORS), inventory)
    _cautions(
        workbook.create_sheet(CAUTIONS), inventory, rate, rules, date or datetime.date.today()
    )
    return save(workbook, path)


def _calculation(sheet: Worksheet, inventory: Inventory, rate: float) -> None:
    sheet.title = CALCULATION
    title_cell(sheet, "排出量の計算(製品ベース算定)")
    _header(sheet, inventory, rate)
    heading_cells(sheet, HEADING_ROW, _HEADINGS)
    outbound = any(row.stage == OUTBOUND_STAGE for row in inventory.activities)
    last = HEADING_ROW + len(inventory.activities)
    total_row = last + 1
    for number, row in enumerate(inventory.activities, FIRST_ROW):
        _row(sheet, number, row, rate, total_row)
    kg, stages = f"$H${FIRST_ROW}:$H${last}", f"$B${FIRST_ROW}:$B${last}"
    shares = f"$L${FIRST_ROW}:$L${last}"
    inside = f'({stages}<>"{STAGES[OUTBOUND_STAGE].ja}")*' if outbound else ""
    # Not SUM minus SUMIF: a small total would drown in the difference of two large ones.
    total = f'=SUMIF({stages},"<>{STAGES[OUTBOUND_STAGE].ja}",{kg})' if outbound else f"=SUM({kg})"

    put(sheet, f"A{total_row}", "合計", bold=True)
    _number(sheet, f"H{total_row}", total, bold=True)
    _number(sheet, f"I{total_row}", f"=SUM($I${FIRST_ROW}:$I${last})", "0.0%")
    weight = f"SUMPRODUCT({inside}ABS({kg}))"
    share = f"=IF({weight}=0,0,SUMPRODUCT({inside}ABS({kg})*{shares})/{weight})"
    _number(sheet, f"L{total_row}", share, "0.00", bold=True)

    at = total_row + 2
    heading_cells(sheet, at, ("段階別", "排出量 [kg-CO2e]", "割合"), first=7)
    for stage in dict.fromkeys(row.stage for row in inventory.activities):
        at += 1
        known = stage in STAGES
        put(sheet, f"G{at}", STAGES[stage].ja if known else stage)
        # SUMIF reads wildcards and comparisons out of a name; a name of one's own is compared.
        _number(
            sheet,
            f"H{at}",
            f"=SUMIF({stages},$G{at},{kg})"
            if known
            else f"=SUMPRODUCT(EXACT({stages},$G{at})*{kg})",
        )
        if stage == OUTBOUND_STAGE:
            put(sheet, f"I{at}", "別掲")
        else:
            _number(sheet, f"I{at}", f"=IF($H${total_row}=0,0,H{at}/$H${total_row})", "0.0%")
    at += 2
    put(sheet, f"G{at}", "一次データ比率(%)", bold=True)
    _number(sheet, f"H{at}", f"=L{total_row}", "0.00", bold=True)
    sheet.auto_filter.ref = f"A{HEADING_ROW}:U{last}"
    set_up(sheet, _WIDTHS, heading_row=HEADING_ROW, print_area=f"A1:L{at}")


def _header(sheet: Worksheet, inventory: Inventory, rate: float) -> None:
    """The block that says what was calculated; the importer reads it again."""
    put(sheet, "A2", "製品名")
    put(sheet, "B2", inventory.name)
    put(sheet, "C2", "宣言数量")
    put(sheet, "D2", inventory.declared_amount)
    put(sheet, "E2", "宣言単位")
    known = inventory.declared_unit in UNITS
    put(sheet, "F2", UNITS[inventory.declared_unit].ja if known else inventory.declared_unit)
    if inventory.product_mass_kg is not None:
        put(sheet, "G2", "製品の質量(kg)")
        put(sheet, "H2", inventory.product_mass_kg)
    put(sheet, "A3", "良品率")
    put(sheet, "B3", rate)
    put(sheet, "C3", "排出量 = 数量 × 排出係数 × 換算係数" + (" ÷ 良品率" if rate != 1 else ""))


def _row(sheet: Worksheet, number: int, row: Activity, rate: float, total_row: int) -> None:
    factor, outbound = row.factor, row.stage == OUTBOUND_STAGE
    put(sheet, f"A{number}", row.flow)
    put(sheet, f"B{number}", STAGES[row.stage].ja if row.stage in STAGES else row.stage)
    _number(sheet, f"C{number}", row.amount, "General")
    put(sheet, f"D{number}", row.unit)
    _number(sheet, f"E{number}", factor.value, "General")
    put(sheet, f"F{number}", factor.unit)
    _number(sheet, f"G{number}", kg_co2e_scale(row.unit, factor.unit), "General")
    # What is shipped is good: the yield does not touch what comes after the gate.
    divided = f"/{_YIELD}" if rate != 1 and not outbound else ""
    _number(sheet, f"H{number}", f"=C{number}*E{number}*G{number}{divided}")
    if not outbound:
        share = f"=IF($H${total_row}=0,0,H{number}/$H${total_row})"
        _number(sheet, f"I{number}", share, "0.0%")
    put(sheet, f"J{number}", "一次" if row.primary else "二次")
    _number(sheet, f"K{number}", factor.primary_data_share, "General")
    _number(sheet, f"L{number}", f'=IF(J{number}="一次",K{number},0)', "General")
    more = (
        factor.name, factor.boundary, factor.year, factor.source, factor.source_url,
        row.process, row.supplier, row.period, "外注" if row.outsourced else "",
    )  # fmt: skip
    for column, value in zip("MNOPQRSTU", more, strict=True):
        if value not in (None, ""):
            put(sheet, f"{column}{number}", value)


def _number(
    sheet: Worksheet,
    address: str,
    value: str | float,
    form: str = "#,##0.000",
    *,
    bold: bool = False,
) -> None:
    """A number, or a formula of ours."""
    put(sheet, address, value, form=form, formula=isinstance(value, str), bold=bold)


def _factors(sheet: Worksheet, inventory: Inventory) -> None:
    title_cell(sheet, "排出係数と出典")
    headings = (
        "係数の名前",
        "名称",
        "値",
        "単位",
        "年",
        "出典",
        "URL",
        "範囲",
        "一次データ比率(%)",
    )
    heading_cells(sheet, 3, headings)
    number = 3
    for number, factor in enumerate(dict.fromkeys(row.factor for row in inventory.activities), 4):
        texts = {
            "A": factor.name, "B": factor.label, "D": factor.unit,
            "F": factor.source or "記載なし", "G": factor.source_url,
            "H": _BOUNDARIES.get(factor.boundary, factor.boundary),
        }  # fmt: skip
        for column, text in texts.items():
            put(sheet, f"{column}{number}", text or None)
        put(sheet, f"C{number}", factor.value)
        put(sheet, f"E{number}", factor.year)
        put(sheet, f"I{number}", factor.primary_data_share)
    set_up(
        sheet,
        (28, 34, 12, 16, 8, 40, 44, 24, 12),
        heading_row=3,
        print_area=f"A1:I{number}",
    )


def _cautions(
    sheet: Worksheet, inventory: Inventory, rate: float, rules: Rules, date: datetime.date
) -> None:
    from openpyxl.styles import Alignment

    title_cell(sheet, "この数字を使う前に")
    cautions = inventory.footprint(yield_rate=rate).cautions
    lines: list[tuple[str, str | datetime.date]] = [
        ("計算日", date),
        (
            "よりどころ",
            f"{rules.name}(CO2可視化フレームワーク Edition 2.0 は PACT Methodology v2 と整合: "
            "https://www.carbon-transparency.org/resources/co2-visualization-framework)",
        ),
        ("範囲", "Cradle-to-Gate(原材料の採掘から自社の出荷口まで)"),
        *(("注意", caution) for caution in cautions or ["特になし"]),
        *(("含めていないもの", text) for text in _NOT_INCLUDED),
        (
            "計算式",
            "計算シートの数値は式です。Excel で開くと計算されます。換算係数は、数量の単位と係数の単位を"
            "kg-CO2e にそろえる数です(例 t-CO2/kWh なら 1000)",
        ),
    ]
    for number, (label, text) in enumerate(lines, 3):
        put(sheet, f"A{number}", label, bold=True)
        put(sheet, f"B{number}", text, form="yyyy-mm-dd" if not isinstance(text, str) else None)
        sheet[f"B{number}"].alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    set_up(sheet, (20, 100), print_area=f"A1:B{len(lines) + 2}")
