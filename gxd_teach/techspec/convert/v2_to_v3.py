"""From PACT v2, the dialect of FW Ed. 2.0, to PACT v3: a new record, and what it lost.

PACT Technical Specifications v2.0-v2.3 and v3.0.3 (WBCSD); what an amount means: ADR 36,
https://github.com/wbcsd/data-exchange-protocol. v2 states emissions per *one* declared unit,
v3 for amount x unit, so emissions, carbon contents and mass are multiplied, exactly.

A converted record is another record. It gets an id of its own, made from the old id and
version, and names the old one in `precedingPfIds`; ids that stood there stay. Whoever serves
one footprint under both versions at once may keep the id by `id=`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.emissions_to_v3 import mass_to_v3, numbers_to_v3, totals_to_v3
from gxd_teach.techspec.convert.extensions import carry_extensions
from gxd_teach.techspec.convert.identity_to_v3 import identifiers_to_v3, identity_to_v3
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.quality import carry_percent, to_verification
from gxd_teach.techspec.convert.source import Source, read_as
from gxd_teach.techspec.records.json_text import write_json
from gxd_teach.techspec.records.sums import check_sums
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["v2_to_v3"]

_SAME = ("created", "status", "validityPeriodStart", "validityPeriodEnd", "companyName",
         "productDescription", "productNameCompany")  # fmt: skip
_SAME_PCF = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision",
             "referencePeriodStart", "referencePeriodEnd", "packagingEmissionsIncluded",
             "productOrSectorSpecificRules", "secondaryEmissionFactorSources",
             "allocationRulesDescription")  # fmt: skip
_DROPPED = {
    "updated": (
        "v3 にありません(変更は新しいレコード)",
        "v3 has no updates, only new records",
    ),
    "statusComment": ("v3 にこの項目はありません", "v3 has no such property"),
}
_NOT_V2 = (
    "PACT v2 のデータモデルにない項目なので、意味が分かりません",
    "is not in PACT v2's data model: what it means is not known",
)


def v2_to_v3(
    record: ProductFootprintV2 | dict[str, Any] | bytes | str,
    *,
    product_mass_kg: Decimal | float | str | None = None,
    id: UUID | str | None = None,
) -> Conversion:
    """Convert a PACT v2 record (2.0 to 2.3) to v3.0.

    `product_mass_kg`: kg of product in the whole declared unit (amount x unit), for a record
    that does not say it; `id`: for the new record, else made from the old one.
    `ProblemsError` when the record is not valid v2; GXD-R102 when it is v3 already.

    >>> from gxd_teach.techspec.records.v2 import footprint_v2
    >>> bottle = footprint_v2(
    ...     companyName="FICT-WATER", companyIds=["urn:gln:4912345000009"],
    ...     productIds=["urn:gtin:4912345678904"], productNameCompany="水 12 L",
    ...     productCategoryCpc="24410",
    ...     pcf={"declaredUnit": "liter", "unitaryProductAmount": "12",
    ...          "pCfExcludingBiogenic": "0.3", "fossilGhgEmissions": "0.3",
    ...          "fossilCarbonContent": "0", "biogenicCarbonContent": "0",
    ...          "referencePeriodStart": "2024-01-01T00:00:00Z",
    ...          "referencePeriodEnd": "2025-01-01T00:00:00Z"})
    >>> v2_to_v3(bottle, product_mass_kg="12").record.pcf.pcfExcludingBiogenicUptake
    Decimal('3.6')
    """
    _refuse_v3(record)
    data = read_as(ProductFootprintV2, record)
    report = Report()
    source = Source(data)
    minor = str(source.take("specVersion"))[:3]
    document: dict[str, Any] = {name: source.take(name) for name in _SAME if name in source}
    identity_to_v3(source, document, report, minor, id)
    identifiers_to_v3(source, document, report, minor)
    pcf = source.part("pcf")
    document["pcf"], factor = _footprint(pcf, report, minor, product_mass_kg)
    comment = _comment(source, pcf, report)
    if comment:
        document["comment"] = comment
    carry_extensions(source, document, report, rescaled=factor != 1)
    pcf.drop_the_rest(report, {}, _NOT_V2)
    source.drop_the_rest(report, _DROPPED, _NOT_V2)
    made = ProductFootprint.from_json(write_json(document))
    for problem in check_sums(made):
        name = {"GXD-R031": "pCfExcludingBiogenic", "GXD-R032": "pCfIncludingBiogenic"}
        report.note(
            "approximated", f"pcf.{name.get(problem.code, '')}", problem.where, None,
            f"v3 の合計が部分の和になりません。もとの数値がそうなっています: {problem.ja}",
            f"v3's total is not the sum of its parts, because the source's numbers are not: "
            f"{problem.en}",
            todo=("算定した会社に確かめてください。", "Ask whoever calculated it."),
            reversible=True,
        )  # fmt: skip
    return Conversion(made, tuple(report.losses), f"PACT {minor}", "PACT 3.0")


def _refuse_v3(record: object) -> None:
    spec = record.get("specVersion") if isinstance(record, dict) else None
    if isinstance(record, ProductFootprint) or str(spec).startswith("3."):
        raise GxdError(
            "GXD-R102",
            "もう PACT v3 のレコードです。変換は要りません",
            "is a PACT v3 record already: there is nothing to convert",
        )


def _footprint(
    pcf: Source, report: Report, minor: str, mass: Decimal | float | str | None
) -> tuple[dict[str, Any], Decimal]:
    """The carbon footprint, and the factor from one unit to the whole declared unit."""
    made: dict[str, Any] = {name: pcf.take(name) for name in _SAME_PCF if name in pcf}
    unit, amount = pcf.take("declaredUnit"), pcf.take("unitaryProductAmount")
    factor = Decimal(amount)
    if factor <= 0:
        report.note(
            "approximated", "pcf.unitaryProductAmount", "pcf.declaredUnitAmount", amount,
            "0 以下の量は宣言できません。1 としました", "no amount can be 0 or less: taken as 1",
            todo=("製品の量を確かめてください。", "See how much of the unit the product holds."),
        )  # fmt: skip
        amount, factor = "1", Decimal(1)
    made["declaredUnitOfMeasurement"], made["declaredUnitAmount"] = unit, amount
    numbers_to_v3(pcf, made, report, minor, factor)
    totals_to_v3(pcf, made, report, factor)
    mass_to_v3(pcf, made, report, minor, factor, mass)
    _methods(pcf, made, report, minor)
    return made, factor


def _methods(pcf: Source, made: dict[str, Any], report: Report, minor: str) -> None:
    """Standards, IPCC reports, percentages, descriptions, data quality, verification."""
    used = list(pcf.take("crossSectoralStandardsUsed"))
    codes = list(pcf.take("crossSectoralStandards") or [])
    made["crossSectoralStandards"] = words.standards_to_v3(used, codes)
    back = words.standards_to_v2(made["crossSectoralStandards"], minor)
    for name, before, after in zip(
        ("crossSectoralStandardsUsed", "crossSectoralStandards"), (used, codes), back, strict=True
    ):
        if before:
            report.note(
                "changed", f"pcf.{name}", "pcf.crossSectoralStandards", before,
                "v3 の語に直しました", "in v3's words", reversible=before == after,
            )  # fmt: skip
        elif after:
            report.note(
                "changed", f"pcf.{name}", "pcf.crossSectoralStandards", None,
                "戻すと 2.3 の語の一覧が増えます", "the way back adds the list in 2.3's words",
            )  # fmt: skip
    single = pcf.take("characterizationFactors")
    several = pcf.take("ipccCharacterizationFactorsSources")
    made["ipccCharacterizationFactors"] = words.reports_to_v3(single, several)
    one, many = words.reports_to_v2(made["ipccCharacterizationFactors"], minor)
    target = "pcf.ipccCharacterizationFactors"
    report.note(
        "changed", "pcf.characterizationFactors", target, single,
        "v3 では報告書の一覧に書きます", "v3 lists the reports", reversible=one == single,
    )  # fmt: skip
    if several != many:
        report.note(
            "changed", "pcf.ipccCharacterizationFactorsSources", target, several,
            "v3 の一覧は 1 つです", "v3 has one list",
        )  # fmt: skip
    for name in ("exemptedEmissionsPercent", "primaryDataShare"):
        carry_percent(pcf, name, made, report, as_text=True)
    for name in ("boundaryProcessesDescription", "exemptedEmissionsDescription"):
        text = pcf.take(name)
        if text:  # an empty text says nothing: v3 leaves it out
            made[name] = text
        if text is None:
            report.note(
                "missing", f"pcf.{name}", "", None,
                "2.0 より後の v2 では必須です(空でもよい)",
                "is mandatory in v2 after 2.0, if only as an empty text",
            )  # fmt: skip
    dqi = pcf.take("dqi")
    if dqi is not None:
        report.note(
            "dropped", "pcf.dqi", "", dqi,
            "v2 は 5 指標を 1〜3、v3 は 3 指標を 1〜5 で評価します。目盛りが違うので写しません",
            "v2 rates five indicators 1-3, v3 three of them 1-5: another scale, so not copied",
            todo=("v3 の尺度で評価し直してください。", "Rate again on v3's scale."),
        )  # fmt: skip
    to_verification(pcf, made, report)


def _comment(source: Source, pcf: Source, report: Report) -> str:
    """The comment, and below it what v3 has no property for."""
    comment = source.take("comment") or ""
    lines = [comment] if comment else []
    for name in ("biogenicAccountingMethodology", "uncertaintyAssessmentDescription"):
        text = pcf.take(name)
        if text is None:
            continue
        if text:
            lines.append(f"{name}: {text}")
        report.note(
            "approximated", f"pcf.{name}", "comment", text,
            "v3 に項目がないので、コメントに書きました",
            "v3 has no property for it: written into the comment",
        )  # fmt: skip
    if lines != ([comment] if comment else []):
        report.note(
            "approximated", "comment", "comment", comment,
            "ほかの項目の内容を書き足しました", "holds what had no property of its own, too",
        )  # fmt: skip
    return "\n".join(lines)
