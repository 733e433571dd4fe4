"""From PACT v3 back to v2, the dialect of FW Ed. 2.0: a new record, and what it lost.

PACT Technical Specifications v3.0.3 and v2.0-v2.3 (WBCSD). v3's emissions are for amount x
unit and are divided, exactly where the quotient ends and to 28 digits where it does not. A
piece is no unit of v2: with its mass it is restated per kilogram. An hour or a megabit second
cannot be said in v2 at all; then no record is made, because one per kilogram would be false.

As in `v2_to_v3`, the converted record is another record, which names the old one as preceding.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.emissions_to_v2 import (
    basis_in_v2,
    check_total,
    each,
    land_management_to_v2,
    mass_to_v2,
    totals_to_v2,
)
from gxd_teach.techspec.convert.extensions import carry_extensions
from gxd_teach.techspec.convert.identity_to_v2 import identifiers_to_v2, identity_to_v2
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.quality import carry_percent, to_assurance
from gxd_teach.techspec.convert.source import Source, read_as
from gxd_teach.techspec.records.json_text import write_json
from gxd_teach.techspec.records.v2 import EDITIONS, ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.records.wire import plain

__all__ = ["v3_to_v2"]

_SAME = ("created", "status", "validityPeriodStart", "validityPeriodEnd", "companyName",
         "productDescription", "productNameCompany")  # fmt: skip
_SAME_PCF = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision",
             "referencePeriodStart", "referencePeriodEnd", "productOrSectorSpecificRules",
             "secondaryEmissionFactorSources", "allocationRulesDescription")  # fmt: skip
_PLAIN_NUMBERS = (
    ("fossilGhgEmissions", "fossilGhgEmissions"),
    ("fossilCarbonContent", "fossilCarbonContent"),
    ("biogenicCarbonContent", "biogenicCarbonContent"),
    ("landUseChangeGhgEmissions", "dLucGhgEmissions"),
    ("biogenicNonCO2Emissions", "otherBiogenicGhgEmissions"),
    ("landCarbonLeakage", "iLucGhgEmissions"),
    ("biogenicCO2Uptake", "biogenicCarbonWithdrawal"),
    ("aircraftGhgEmissions", "aircraftGhgEmissions"),
    ("packagingGhgEmissions", "packagingGhgEmissions"),
)
_NOT_IN_V2 = ("v2 にこの項目はありません", "v2 has no such property")
_DROPPED = {
    "landManagementFossilGhgEmissions": (
        "fossilGhgEmissions にすでに含まれています。v2 では分けて書きません",
        "is inside fossilGhgEmissions already; v2 does not name it apart",
    ),
    "outboundLogisticsGhgEmissions": (
        "v2 では出荷輸送を分けて書きません", "v2 does not state outbound logistics apart",
    ),
    "technologicalCO2Removals": (
        "v2 に項目がありません。合計には残っています", "v2 has no property for it; the totals hold it",
    ),
    "ccsTechnologicalCO2Capture": (
        "v2 に項目がありません。合計には残っています", "v2 has no property for it; the totals hold it",
    ),
    "dqi": (
        "v3 は 3 指標を 1〜5、v2 は 5 指標を 1〜3 で評価します。目盛りが違うので写しません",
        "v3 rates three indicators 1-5, v2 five of them 1-3: another scale, so not copied",
    ),
}  # fmt: skip


def v3_to_v2(
    record: ProductFootprint | dict[str, Any] | bytes | str,
    version: str = "2.3",
    *,
    id: UUID | str | None = None,
) -> Conversion:
    """Convert a PACT v3 record to an edition of v2: ``"2.0"``, ``"2.1"``, ``"2.2"`` or ``"2.3"``.

    `id`: for the new record, else made from the old one. The conversion's record is None
    where v2 has no unit for it. `ProblemsError` when the record is not valid v3; GXD-R102
    when it is v2 already; GXD-R104 for another version.

    >>> from gxd_teach.techspec.convert.fill import finished_v3
    >>> screw = finished_v3({
    ...     "id": "f81d4fae-7dec-41d0-8765-00a0c91e6bf6", "companyName": "FICT-SCREW",
    ...     "companyIds": ["urn:gln:4912345000009"], "productIds": ["urn:gtin:4912345678904"],
    ...     "productNameCompany": "ねじ",
    ...     "pcf": {"declaredUnitOfMeasurement": "piece", "declaredUnitAmount": "100",
    ...             "productMassPerDeclaredUnit": "0.5", "pcfExcludingBiogenicUptake": "2",
    ...             "fossilCarbonContent": "0", "ipccCharacterizationFactors": ["AR6"],
    ...             "crossSectoralStandards": ["ISO14067"], "exemptedEmissionsPercent": "0",
    ...             "referencePeriodStart": "2024-01-01T00:00:00Z",
    ...             "referencePeriodEnd": "2025-01-01T00:00:00Z"}}, Report(), subject="FICT")
    >>> made = v3_to_v2(screw).record.pcf  # 2 kg CO2e for 100 pieces of 0.5 kg together
    >>> made.declaredUnit, made.unitaryProductAmount, made.pCfExcludingBiogenic
    ('kilogram', Decimal('0.5'), Decimal('4'))
    """
    minor = _minor(version)
    _refuse_v2(record)
    source = Source(read_as(ProductFootprint, record))
    report = Report()
    names = ("PACT 3.0", f"PACT {minor}")
    pcf = source.part("pcf")
    basis = basis_in_v2(pcf, report)
    if basis is None:
        return Conversion(None, tuple(report.losses), *names)
    document: dict[str, Any] = {name: source.take(name) for name in _SAME if name in source}
    identity_to_v2(source, document, report, minor, id)
    identifiers_to_v2(source, document, report, minor)
    document["pcf"] = _footprint(pcf, basis, report, minor)
    document["comment"] = source.take("comment") or ""
    if document["comment"] == "" and "comment" in source:
        _empty_text(report, "comment")
    carry_extensions(source, document, report, rescaled=basis[2] != 1)
    pcf.drop_the_rest(report, _DROPPED, _NOT_IN_V2)
    source.drop_the_rest(report, {}, _NOT_IN_V2)
    made = ProductFootprintV2.from_json(write_json(document))
    check_total(document["pcf"], report)
    return Conversion(made, tuple(report.losses), *names)


def _minor(version: str) -> str:
    """The edition asked for: "2.1" or "2.1.0" alike."""
    minor = str(version)[:3]
    if minor not in EDITIONS or not str(version)[3:].lstrip(".").isdecimal() ^ (version == minor):
        raise GxdError(
            "GXD-R104",
            f"「{version}」は PACT v2 の版ではありません。{'、'.join(EDITIONS)} のどれかです",
            f"'{version}' is no edition of PACT v2: one of {', '.join(EDITIONS)}",
        )
    return minor


def _refuse_v2(record: object) -> None:
    spec = record.get("specVersion") if isinstance(record, dict) else None
    if isinstance(record, ProductFootprintV2) or str(spec).startswith("2."):
        raise GxdError(
            "GXD-R102",
            "もう PACT v2 のレコードです。変換は要りません",
            "is a PACT v2 record already: there is nothing to convert",
        )


def _footprint(
    pcf: Source, basis: tuple[str, str, Decimal], report: Report, minor: str
) -> dict[str, Any]:
    unit, amount, _ = basis
    made: dict[str, Any] = {name: pcf.take(name) for name in _SAME_PCF if name in pcf}
    made["declaredUnit"], made["unitaryProductAmount"] = unit, amount
    whole = {name: Decimal(pcf.take(name)) for name, _ in _PLAIN_NUMBERS if name in pcf}
    for name, target in _PLAIN_NUMBERS:
        if name in whole:
            made[target] = each(name, target, whole[name], basis, report)
    if "landCarbonLeakage" in whole and whole["landCarbonLeakage"] != 0:
        report.note(
            "approximated", "pcf.landCarbonLeakage", "pcf.iLucGhgEmissions",
            plain(whole["landCarbonLeakage"]),
            "v2 で最も近い間接土地利用変化に置きました",
            "put into indirect land use change, the nearest that v2 has",
            reversible=True,
        )  # fmt: skip
    if "biogenicCarbonContent" not in made:
        made["biogenicCarbonContent"] = "0"
        report.note(
            "assumed", "pcf.biogenicCarbonContent", "pcf.biogenicCarbonContent", "0",
            "v2 では必須ですが、もとにありません", "is mandatory in v2 and not in the source",
            todo=("生物由来の炭素があれば入れてください。", "Give it if there is any."),
        )  # fmt: skip
    land_management_to_v2(pcf, made, basis, report)
    totals_to_v2(pcf, made, whole, basis, report)
    mass_to_v2(pcf, made, basis, report, minor)
    _methods(pcf, made, report, minor)
    return made


def _methods(pcf: Source, made: dict[str, Any], report: Report, minor: str) -> None:
    _standards(pcf, made, report, minor)
    reports = list(pcf.take("ipccCharacterizationFactors"))
    one, many = words.reports_to_v2(reports, minor)
    made["characterizationFactors"] = one
    if many is not None:
        made["ipccCharacterizationFactorsSources"] = many
    path = "pcf.ipccCharacterizationFactors"
    if one not in reports:
        report.note(
            "assumed", path, "pcf.characterizationFactors", one,
            "v2 の語は AR5 と AR6 だけなので、近いほうを書きました",
            "v2 knows AR5 and AR6 only: the nearer one was written",
        )  # fmt: skip
    elif words.reports_to_v3(one, many) != reports:
        lost = [report_ for report_ in reports if report_ != one]
        report.note(
            "dropped", path, "pcf.characterizationFactors", lost,
            f"PACT {minor} には 1 つしか書けません", f"PACT {minor} names one only",
        )  # fmt: skip
    for name in ("exemptedEmissionsPercent", "primaryDataShare"):
        carry_percent(pcf, name, made, report, as_text=False)
    for name in ("exemptedEmissionsDescription", "boundaryProcessesDescription"):
        made[name] = pcf.take(name) or ""
        if made[name] == "" and name in pcf:
            _empty_text(report, f"pcf.{name}")
    flag = pcf.take("packagingEmissionsIncluded")
    made["packagingEmissionsIncluded"] = flag
    if flag is None:
        made["packagingEmissionsIncluded"] = "packagingGhgEmissions" in made
        report.note(
            "assumed", "pcf.packagingEmissionsIncluded", "pcf.packagingEmissionsIncluded",
            made["packagingEmissionsIncluded"],
            "v2 では必須ですが、もとにありません(包装の排出量の有無から)",
            "is mandatory in v2 and not in the source (taken from whether there is an amount)",
        )  # fmt: skip
    to_assurance(pcf, made, report, minor)


def _standards(pcf: Source, made: dict[str, Any], report: Report, minor: str) -> None:
    standards = list(pcf.take("crossSectoralStandards"))
    used, codes = words.standards_to_v2(standards, minor)
    path = "pcf.crossSectoralStandards"
    if not used:
        used = [words.GENERAL_STANDARD]
        report.note(
            "assumed", path, "pcf.crossSectoralStandardsUsed", used,
            "v2 では 3 つの規格のどれかが必須です。もとの規格の土台である ISO 14044 を書きました"
            "(この教材の読み方)",
            "v2 demands one of three standards: ISO 14044 was written, on which the source's "
            "standards build (this course's reading)",
            todo=("使った規格を確かめてください。", "See which standard was used."),
        )  # fmt: skip
    made["crossSectoralStandardsUsed"] = used
    if codes:
        made["crossSectoralStandards"] = codes
    lost = [code for code in standards
            if code not in codes and code not in words.standards_to_v3(used, [])]  # fmt: skip
    if lost:
        report.note(
            "dropped", path, "", lost, f"PACT {minor} に当たる語がありません",
            f"PACT {minor} has no word for it",
        )  # fmt: skip
    elif words.standards_to_v3(used, codes) != standards:
        report.note(
            "changed", path, "pcf.crossSectoralStandardsUsed", standards,
            "順序や書き方が変わります", "in other words or another order",
        )  # fmt: skip


def _empty_text(report: Report, path: str) -> None:
    report.note(
        "changed", path, path, "", "空の文字列は v3 では書かないのと同じです",
        "an empty text says as much as none in v3",
    )  # fmt: skip
