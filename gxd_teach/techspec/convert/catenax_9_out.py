"""From PACT v3 to Catena-X PCF 9.0.0, and what that model demands beyond PACT.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0), io.catenax.pcf/9.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from gxd_teach.framework.rules import PACT_V3, Rules
from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import decimal_of, plus
from gxd_teach.techspec.convert.catenax_9_paths import (
    ASSESSED,
    CODES,
    COMPANY,
    DATA,
    DISTRIBUTION,
    FLAGS,
    METHOD,
    NUMBERS,
    PACKAGING,
    PRODUCT,
    PRODUCTION,
    RATINGS,
    SINGLE,
    SPEC_VERSION_9,
    TEXTS,
    TIMES,
)
from gxd_teach.techspec.convert.catenax_parts import (
    GEOGRAPHY,
    region_for,
    source_name,
)
from gxd_teach.techspec.convert.foreign import Reader, json_number
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.records.json_text import NumberDecimal
from gxd_teach.techspec.records.wire import moment_text, plain

__all__ = ["from_pact_v3"]


def _plant(document: dict[str, Any], path: str, value: Any) -> None:
    """The same with a list of one item for every group."""
    *parents, last = path.split(".")
    for name in parents:
        document = document.setdefault(name, [{}])[0]
    document[last] = value


def from_pact_v3(data: Mapping[str, Any], report: Report, rules: Rules = PACT_V3) -> dict[str, Any]:
    """A Catena-X 9.0.0 document of a PACT v3 record."""
    source = Source(data)
    pcf = source.part("pcf")
    part = {"": source, "pcf": pcf}
    made: dict[str, Any] = {}
    _plant(made, "scopeOfPcfForm.specVersion", [SPEC_VERSION_9])
    _plant(made, "scopeOfPcfForm.partialFullPcf", "Cradle-to-gate")
    made["general"] = [{}]
    values: dict[str, Any] = {}
    for path, target in (*TEXTS, *TIMES, *FLAGS, *NUMBERS):
        inside, _, name = target.rpartition(".")
        values[path] = part[inside].take(name)
    _fossil_beside_aircraft(values, report)
    numbers = dict(NUMBERS)
    for path, value in values.items():
        if value is None:
            continue
        stated = numbers.get(path)
        _plant(made, path, json_number(value, stated, path, report) if stated else value)
    if values[f"{PRODUCT}.declaredUnitOfMeasurement"] == "megabit second":
        report.note(
            "missing", "pcf.declaredUnitOfMeasurement", f"{PRODUCT}.declaredUnitOfMeasurement",
            "megabit second", "9.0.0 の語は「megabit」と「second」に分かれています(誤り)",
            "9.0.0 has split the word into 'megabit' and 'second', in error",
        )  # fmt: skip
    _to_v9_identity(source, made, report)
    _to_v9_method(pcf, made, report, rules)
    why = ("Catena-X 9.0.0 に項目がありません", "Catena-X 9.0.0 has no property for it")
    source.take("specVersion")
    pcf.drop_the_rest(report, {}, why)
    source.drop_the_rest(report, {}, why)
    return made


def _fossil_beside_aircraft(values: dict[str, Any], report: Report) -> None:
    fossil, aircraft = f"{PRODUCTION}.fossilGhgEmissions", f"{PRODUCTION}.aircraftGhgEmissions"
    flown = Decimal(values[aircraft] or 0)
    if flown == 0:
        return
    rest = plus([Decimal(values[fossil]), flown.copy_negate()])
    if rest < 0:
        report.note(
            "approximated", "pcf.aircraftGhgEmissions", aircraft, values[aircraft],
            "航空が化石の排出より大きいので、引けません", "exceeds the fossil emissions: not taken off",
        )  # fmt: skip
        return
    report.note(
        "changed", "pcf.fossilGhgEmissions", fossil, values[fossil],
        f"航空の {values[aircraft]} は PACT では化石の中、Catena-X では外なので、引きました",
        f"aircraft emissions of {values[aircraft]} are inside in PACT and beside in Catena-X: "
        "taken off",
        reversible=True,
    )  # fmt: skip
    values[fossil] = plain(rest)


def _to_v9_identity(source: Source, made: dict[str, Any], report: Report) -> None:
    identity = f"{ASSESSED}.idAndVersion"
    old = str(source.take("id"))
    _plant(made, f"{identity}.id", str(words.converted_id(old, "2-catenax-9")))
    _plant(made, f"{identity}.version", 0)
    _plant(made, f"{identity}.retroOrProspectivePcfType", "Retrospective PCF")
    source.take("precedingPfIds")
    report.note(
        "dropped", "precedingPfIds", f"{identity}.precedingPfIds", old,
        "9.0.0 の precedingPfIds の要素には項目が定義されていません(欠陥)",
        "9.0.0 defines the items of precedingPfIds without a property, a defect",
    )  # fmt: skip
    _plant(made, f"{COMPANY}.companyIds", source.take("companyIds"))
    _plant(made, f"{PRODUCT}.productIds", source.take("productIds"))
    classes = source.take("productClassifications")
    if classes:
        _plant(made, f"{PRODUCT}.productClassifications", classes)
    if not any("bpnl" in one.lower() for one in made["companyAndProductInformation"][0]["companyInformation"][0]["companyIds"]):  # fmt: skip
        report.note(
            "missing", "companyIds", f"{COMPANY}.companyIds", None,
            "Catena-X では会社の BPNL が要ります", "Catena-X wants the company's BPNL",
        )  # fmt: skip


def _to_v9_method(pcf: Source, made: dict[str, Any], report: Report, rules: Rules) -> None:
    places = {name: pcf.take(name) for name in GEOGRAPHY}
    for name, value in places.items():
        if value is not None:
            _plant(made, f"{ASSESSED}.geography.{name}", value)
    region = f"{ASSESSED}.geography.geographyRegionOrSubregion"
    _plant(made, region, region_for(places, region, report))
    reports = list(pcf.take("ipccCharacterizationFactors"))
    single = next((one for one in SINGLE if one in reports), "unspecified")
    path = f"{METHOD}.gwpCharacterizationFactorDetails.ipccCharacterizationFactors"
    _plant(made, path, single)
    if reports != [single]:
        report.note(
            "dropped", "pcf.ipccCharacterizationFactors", path, reports,
            "9.0.0 には 1 つしか書けません", "9.0.0 names one only",
        )  # fmt: skip
    standards = list(pcf.take("crossSectoralStandards"))
    _plant(made, f"{METHOD}.standards.crossSectoralStandards",
           [CODES.get(one, one) for one in standards])  # fmt: skip
    given = pcf.take("productOrSectorSpecificRules") or []
    _plant(made, f"{METHOD}.standards.productOrSectorSpecificRules",
           list(dict.fromkeys(name for one in given for name in one["ruleNames"])))  # fmt: skip
    if given:
        report.note(
            "dropped", "pcf.productOrSectorSpecificRules", "", [one["operator"] for one in given],
            "9.0.0 は規則の名前だけで、運営者を書きません", "9.0.0 names rules, not who operates them",
        )  # fmt: skip
    sources = [source_name(one) for one in pcf.take("secondaryEmissionFactorSources") or []]
    _plant(made, f"{DATA}.secondaryEmissionFactorSources", list(dict.fromkeys(sources)))
    _to_v9_ratings(pcf, made, report)
    _to_v9_demands(pcf, made, report, rules)


def _to_v9_ratings(pcf: Source, made: dict[str, Any], report: Report) -> None:
    dqi = pcf.take("dqi")
    if dqi is None:
        report.note(
            "missing", "pcf.dqi", DATA, None,
            "9.0.0 では 3 つの DQR が必須です", "9.0.0 demands three ratings",
            todo=("評価を入れてください。", "Give the ratings."),
        )  # fmt: skip
        return
    for name in RATINGS:
        _plant(made, f"{DATA}.{name}", NumberDecimal(dqi[name]))
    report.note(
        "approximated", "pcf.dqi", DATA, None,
        "どちらも 1〜5 ですが、9.0.0 は TfS の指針、PACT は PACT の表で評価します",
        "both are 1-5, but 9.0.0 rates by the TfS guideline, PACT by its own table",
        reversible=True,
    )  # fmt: skip


def _to_v9_demands(pcf: Source, made: dict[str, Any], report: Report, rules: Rules) -> None:
    """What 9.0.0 makes mandatory and PACT leaves open."""
    end = f"{ASSESSED}.time.validityPeriodEnd"
    reader = Reader(made, subject="")
    last_year = 9999 - rules.validity_years  # the calendar's end
    if (
        reader.get(end) is None
        and int(reader.get(f"{ASSESSED}.time.referencePeriodEnd")[:4]) < last_year
    ):
        last = datetime.fromisoformat(str(reader.get(f"{ASSESSED}.time.referencePeriodEnd")))
        day = 28 if (last.month, last.day) == (2, 29) else last.day
        until = moment_text(last.replace(year=last.year + rules.validity_years, day=day))
        _plant(made, end, until)
        report.note(
            "assumed", "validityPeriodEnd", end, until,
            f"PACT では、書かなければ対象期間の終わりから {rules.validity_years} 年です",
            f"not given, it is {rules.validity_years} years from the reference period's end in PACT",
        )  # fmt: skip
    for path, value in (
        (f"{PACKAGING}.packagingEmissionsIncluded", True),
        (f"{ASSESSED}.technology.ccsTechnologicalCO2CaptureIncluded", False),
        (f"{DISTRIBUTION}.distributionStageIncluded",
         reader.get(f"{DISTRIBUTION}.distributionStagePcfExcludingBiogenicUptake") is not None),
        (f"{METHOD}.massBalancingInformation.massBalancingUsed", False),
        (f"{METHOD}.massBalancingInformation.freeAttributionInMassBalancing", "not applicable"),
        (f"{METHOD}.massBalancingInformation.massBalancingCertificateScheme", "not applicable"),
        (f"{METHOD}.allocationInForeground.allocationWasteIncineration", "cut-off"),
    ):  # fmt: skip
        if reader.get(path) is None:
            _plant(made, path, value)
            report.note(
                "assumed", "", path, value,
                "9.0.0 では必須ですが、PACT のレコードにありません",
                "is mandatory in 9.0.0 and not in the record",
            )  # fmt: skip
    if reader.get(f"{DATA}.primaryDataShare") is None:
        report.note(
            "missing", "pcf.primaryDataShare", f"{DATA}.primaryDataShare", None,
            "9.0.0 では必須です", "is mandatory in 9.0.0",
        )  # fmt: skip
    carbon = [decimal_of(reader.get(f"carbonContent.{name}") or 0)
              for name in ("fossilCarbonContent", "biogenicCarbonContent")]  # fmt: skip
    _plant(made, "carbonContent.carbonContentTotal", NumberDecimal(plus(carbon)))
