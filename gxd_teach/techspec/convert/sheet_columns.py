"""The columns of a sheet of footprints, one product a row: heading, PACT property, how to fill in.

PACT Technical Specifications v3.0.3 (WBCSD) for the properties; the headings are this course's.
Two columns are as people write them, not as PACT does: the reference period's *last day*, and
several identifiers in one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gxd_teach.framework.sheets.headings import heading_text

__all__ = ["COLUMNS", "EXAMPLE", "Column", "column_named", "find_headings"]


@dataclass(frozen=True)
class Column:
    """One column: `path` in PACT v3, `kind` of cell, and the headings it goes by, ours first."""

    path: str
    kind: str  # text, urns, words, number, percent, first day, last day, unit, place, sources, yes or no
    ja: str
    en: str
    help_ja: str
    needed: bool = False
    others: tuple[str, ...] = ()


COLUMNS = (
    Column("productNameCompany", "text", "製品名", "product name", "会社での呼び名", True, ("品名", "product")),
    Column("productDescription", "text", "製品の説明", "product description", "型番、用途など", False, ("説明",)),
    Column("productIds", "urns", "製品の識別子", "product ids", "urn:gtin:… など。複数は ; で区切る", True, ("製品ID", "productIds")),
    Column("productClassifications", "urns", "製品の分類", "product classifications", "urn:cpc:… など", False, ("productClassifications",)),
    Column("companyName", "text", "会社名", "company name", "値を出す会社", True, ("companyName",)),
    Column("companyIds", "urns", "会社の識別子", "company ids", "urn:gln:… など", True, ("会社ID", "companyIds")),
    Column("pcf.declaredUnitAmount", "number", "宣言数量", "declared unit amount", "値がいくつ分のものか。12 など", True, ("declaredUnitAmount",)),
    Column("pcf.declaredUnitOfMeasurement", "unit", "宣言単位", "declared unit", "kg、L、個、kWh、トンキロなど", True, ("declaredUnitOfMeasurement", "単位")),
    Column("pcf.productMassPerDeclaredUnit", "number", "製品の質量(kg)", "product mass (kg)", "宣言数量全体の質量。包装を除く。サービスは 0", True, ("製品の質量", "productMassPerDeclaredUnit")),
    Column("pcf.pcfExcludingBiogenicUptake", "number", "CFP 吸収を除く(kg-CO2e)", "PCF excluding uptake (kg CO2e)", "宣言数量全体の値", True, ("CFP(kg-CO2e)", "CFP", "PCF", "pcfExcludingBiogenicUptake")),
    Column("pcf.pcfIncludingBiogenicUptake", "number", "CFP 吸収を含む(kg-CO2e)", "PCF including uptake (kg CO2e)", "空けると 除く+吸収", False, ("pcfIncludingBiogenicUptake",)),
    Column("pcf.fossilGhgEmissions", "number", "化石由来の排出(kg-CO2e)", "fossil emissions (kg CO2e)", "空けると 除く と同じ", False, ("fossilGhgEmissions",)),
    Column("pcf.landUseChangeGhgEmissions", "number", "土地利用変化(kg-CO2e)", "land use change (kg CO2e)", "なければ空ける", False, ("landUseChangeGhgEmissions",)),
    Column("pcf.biogenicNonCO2Emissions", "number", "生物由来の CO2 以外(kg-CO2e)", "biogenic non-CO2 (kg CO2e)", "生物由来の CH4 など。なければ空ける", False, ("biogenicNonCO2Emissions",)),
    Column("pcf.biogenicCO2Uptake", "number", "生物由来 CO2 の吸収(kg-CO2e)", "biogenic CO2 uptake (kg CO2e)", "0 以下", False, ("biogenicCO2Uptake",)),
    Column("pcf.fossilCarbonContent", "number", "化石炭素(kgC)", "fossil carbon (kg C)", "製品に含まれる炭素。CO2 ではない", True, ("fossilCarbonContent",)),
    Column("pcf.biogenicCarbonContent", "number", "生物由来の炭素(kgC)", "biogenic carbon (kg C)", "製品に含まれる炭素。なければ空ける", False, ("biogenicCarbonContent",)),
    Column("pcf.referencePeriodStart", "first day", "対象期間の初日", "first day of the period", "2025-04-01 のように", True, ("期間の初日", "referencePeriodStart")),
    Column("pcf.referencePeriodEnd", "last day", "対象期間の最終日", "last day of the period", "その日を含む。2026-03-31 のように", True, ("期間の最終日",)),
    Column("place", "place", "地域", "geography", "JP、JP-13、Eastern Asia など。空欄は世界全体", False, ("国", "geographyCountry")),
    Column("pcf.primaryDataShare", "percent", "一次データ比率(%)", "primary data share (%)", "0〜100", False, ("一次データ比率", "primaryDataShare")),
    Column("pcf.exemptedEmissionsPercent", "percent", "除外した排出(%)", "exempted emissions (%)", "なければ 0", True, ("除外率", "exemptedEmissionsPercent")),
    Column("pcf.ipccCharacterizationFactors", "words", "IPCC 報告書", "IPCC report", "AR6 など", True, ("ipccCharacterizationFactors",)),
    Column("pcf.crossSectoralStandards", "words", "準拠した規格", "standards", "ISO14067 など。複数は ; で区切る", True, ("規格", "crossSectoralStandards")),
    Column("pcf.secondaryEmissionFactorSources", "sources", "二次データの出典", "secondary sources", "名前と版。複数は ; で区切る", False, ("secondaryEmissionFactorSources",)),
    Column("pcf.dqi.technologicalDQR", "number", "DQR 技術", "DQR technology", "v3 の 1〜5", False, ("technologicalDQR",)),
    Column("pcf.dqi.geographicalDQR", "number", "DQR 地理", "DQR geography", "v3 の 1〜5", False, ("geographicalDQR",)),
    Column("pcf.dqi.temporalDQR", "number", "DQR 時間", "DQR time", "v3 の 1〜5", False, ("temporalDQR",)),
    Column("pcf.exemptedEmissionsDescription", "text", "除外の説明", "exemption explained", "何を、なぜ除いたか。除外が 0 なら空ける", False, ("exemptedEmissionsDescription",)),
    Column("pcf.boundaryProcessesDescription", "text", "対象の工程", "processes inside", "どこからどこまでを数えたか", False, ("boundaryProcessesDescription",)),
    Column("pcf.packagingEmissionsIncluded", "yes or no", "包装を含むか", "packaging included", "CFP に包装を含めたなら はい、そうでなければ いいえ", False, ("包装を含む", "packagingEmissionsIncluded")),
    Column("pcf.packagingGhgEmissions", "number", "包装の排出(kg-CO2e)", "packaging emissions (kg CO2e)", "含めたときの内訳", False, ("packagingGhgEmissions",)),
    Column("pcf.ccsTechnologicalCO2CaptureIncluded", "yes or no", "CO2 回収を含むか", "CO2 capture included", "回収・貯留の分を CFP に含めたなら はい。していなければ いいえ", False, ("CO2 回収を含む", "ccsTechnologicalCO2CaptureIncluded")),
    Column("pcf.outboundLogisticsGhgEmissions", "number", "出荷輸送の排出(kg-CO2e)", "outbound transport (kg CO2e)", "CFP の外で報告する", False, ("outboundLogisticsGhgEmissions",)),
    Column("comment", "text", "コメント", "comment", "受け手に伝えること", False, ("備考",)),
)  # fmt: skip

# Two products of the course's PC case, by Japanese heading; fictitious.
EXAMPLE: tuple[Mapping[str, str | float], ...] = (
    {"製品名": "FICT アルミ筐体", "製品の説明": "ノートPC用", "製品の識別子": "urn:gtin:4912345678904",
     "製品の分類": "urn:cpc:45291", "会社名": "FICT シャーシ株式会社", "会社の識別子": "urn:gln:4912345000009",
     "宣言数量": 1, "宣言単位": "個", "製品の質量(kg)": 1.3, "CFP 吸収を除く(kg-CO2e)": 12.34,
     "化石炭素(kgC)": 0.2, "対象期間の初日": "2025-04-01", "対象期間の最終日": "2026-03-31", "地域": "JP",
     "一次データ比率(%)": 40, "除外した排出(%)": 0, "IPCC 報告書": "AR6", "準拠した規格": "ISO14067",
     "二次データの出典": "FICT-DB 3.8", "DQR 技術": 2.4, "DQR 地理": 1, "DQR 時間": 2,
     "包装を含むか": "いいえ", "CO2 回収を含むか": "いいえ"},
    {"製品名": "FICT 洗浄液", "製品の説明": "12 L 入り", "製品の識別子": "urn:gtin:4912345678911",
     "製品の分類": "urn:cpc:35320", "会社名": "FICT シャーシ株式会社", "会社の識別子": "urn:gln:4912345000009",
     "宣言数量": 12, "宣言単位": "L", "製品の質量(kg)": 12.5, "CFP 吸収を除く(kg-CO2e)": 3.6,
     "化石炭素(kgC)": 0.4, "対象期間の初日": "2025-04-01", "対象期間の最終日": "2026-03-31", "地域": "JP",
     "一次データ比率(%)": 15.5, "除外した排出(%)": 1, "IPCC 報告書": "AR6",
     "準拠した規格": "ISO14067; GHGP-Product", "二次データの出典": "FICT-DB 3.8",
     "DQR 技術": 3, "DQR 地理": 1, "DQR 時間": 2, "除外の説明": "ラベルと補助材料。量が少なく、合計で 1 % と見積もった",
     "包装を含むか": "はい", "包装の排出(kg-CO2e)": 0.5, "CO2 回収を含むか": "いいえ"},
)  # fmt: skip
# Without these two a row of headings is not one.
KEYS = ("productNameCompany", "pcf.pcfExcludingBiogenicUptake")


def _plain(heading: object) -> str:
    """A heading as it is compared; its unit in brackets may be left out."""
    text = heading_text(heading)
    for unit in ("(kg-co2e)", "(kg_co2e)", "(kgco2e)", "(kgc)", "(kg_c)", "(kg)"):
        text = text.removesuffix(unit)
    return text


_NAMED = {
    _plain(name): column
    for column in COLUMNS
    for name in (column.path, column.path.rpartition(".")[2], column.ja, column.en, *column.others)
}


def column_named(heading: object) -> Column | None:
    """The column that a heading names, in either language or by PACT's property.

    >>> column_named("製品の質量").path, column_named("メモ")
    ('pcf.productMassPerDeclaredUnit', None)
    """
    return _NAMED.get(_plain(heading))


def find_headings(
    rows: Iterable[tuple[int, Mapping[int, object]]],
) -> tuple[int, dict[str, int], list[tuple[str, int]]] | None:
    """The heading row: its number, {path: position}, and what stands there a second time."""
    for number, cells in rows:
        found: dict[str, int] = {}
        doubled: list[tuple[str, int]] = []
        for position, value in sorted(cells.items()):
            column = column_named(value)
            if column is None:
                continue
            if column.path in found:
                doubled.append((column.path, position))
            else:
                found[column.path] = position
        if all(key in found for key in KEYS):
            return number, found, doubled
    return None
