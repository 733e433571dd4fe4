"""Catena-X PCF 9.0.0 and PACT v3: the same names, other types, and lists within lists.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0),
io.catenax.pcf/9.0.0. Every group of properties is a list, of which the first item counts.
Its total is A + C + E + F + G + H with aircraft (H) beside fossil emissions (A); in PACT v3
aircraft emissions are inside the fossil ones and not added again, so they are put in and
taken out on the way (this course's reading of both).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import plus
from gxd_teach.techspec.convert.catenax_9_paths import (
    ASSESSED,
    COMPANY,
    DATA,
    FLAGS,
    METHOD,
    NUMBERS,
    PRODUCT,
    PRODUCTION,
    RATINGS,
    STANDARDS,
    TEXTS,
    TIMES,
)
from gxd_teach.techspec.convert.catenax_parts import (
    GEOGRAPHY,
    moment,
    narrowest,
    source_of,
    urns_of,
)
from gxd_teach.techspec.convert.foreign import Reader
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.records.wire import plain

__all__ = ["to_pact_v3"]


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for name in parents:
        document = document.setdefault(name, {})
    document[last] = value


def to_pact_v3(data: Mapping[str, Any], report: Report, issuer: str | None) -> dict[str, Any]:
    """A PACT v3 document of a Catena-X 9.0.0 one."""
    reader = Reader(data, subject="Catena-X PCF 9.0.0")
    made: dict[str, Any] = {"pcf": {}}
    for path, target in TEXTS:
        text = reader.text(path)
        if text is not None:
            _put(made, target, text)
    for path, target in TIMES:
        time = moment(reader.text(path), path, target, report)
        if time is not None:
            _put(made, target, time)
    for path, target in FLAGS:
        flag = reader.flag(path)
        if flag is not None:
            _put(made, target, flag)
    for path, target in NUMBERS:
        number = reader.decimal_text(path)
        if number is not None:
            _put(made, target, number)
    _v9_identity(reader, made, report, issuer)
    places = {name: reader.text(f"{ASSESSED}.geography.{name}") for name in GEOGRAPHY}
    made["pcf"] |= narrowest(places, report, f"{ASSESSED}.geography.")
    _v9_aircraft(made["pcf"], report)
    _v9_lists(reader, made, report)
    _v9_verification(reader, made, report)
    if made["pcf"].get("declaredUnitOfMeasurement") in ("megabit", "second"):
        report.note(
            "approximated", f"{PRODUCT}.declaredUnitOfMeasurement",
            "pcf.declaredUnitOfMeasurement", made["pcf"]["declaredUnitOfMeasurement"],
            "9.0.0 は PACT の「megabit second」を 2 つの語に分けています(誤り)",
            "9.0.0 has split PACT's 'megabit second' into two words, in error",
        )  # fmt: skip
        made["pcf"]["declaredUnitOfMeasurement"] = "megabit second"
    reader.drop_the_rest(report, "PACT v3 に項目がありません", "PACT v3 has no property for it")
    reader.finish()
    return made


def _v9_identity(reader: Reader, made: dict[str, Any], report: Report, issuer: str | None) -> None:
    identity = f"{ASSESSED}.idAndVersion"
    old = (reader.text(f"{identity}.id") or "").removeprefix("urn:uuid:")
    made["id"] = str(words.converted_id(old, "3.0"))
    before = [str(one["id"]) for one in reader.items(f"{identity}.precedingPfIds")
              if isinstance(one, Mapping) and "id" in one]  # fmt: skip
    made["precedingPfIds"] = list(dict.fromkeys([old, *before]))
    for name, path, kind in (
        ("companyIds", f"{COMPANY}.companyIds", "company-id"),
        ("productIds", f"{PRODUCT}.productIds", "product-id"),
        ("productClassifications", f"{PRODUCT}.productClassifications", "product-class"),
    ):
        found = urns_of(reader.items(path), name, kind, issuer, report)
        if found or name != "productClassifications":
            made[name] = found
    for path in ("scopeOfPcfForm.specVersion", f"{identity}.version"):
        reader.get(path)
    scope = reader.text("scopeOfPcfForm.partialFullPcf")
    kind_of = reader.text(f"{identity}.retroOrProspectivePcfType")
    if scope == "Cradle-to-grave":
        report.note(
            "approximated", "scopeOfPcfForm.partialFullPcf", "", scope,
            "PACT の値はゆりかごからゲートまでです", "PACT's figure is cradle-to-gate",
            todo=("ゲートまでの値をもらってください。", "Ask for the cradle-to-gate figure."),
        )  # fmt: skip
    if kind_of not in (None, "Retrospective PCF"):
        report.note(
            "approximated", f"{identity}.retroOrProspectivePcfType", "", kind_of,
            "見込みの値です。PACT は実績の値だけで、区別する項目がありません",
            "is a forecast; PACT states what was and has no property to tell",
        )  # fmt: skip


def _v9_aircraft(pcf: dict[str, Any], report: Report) -> None:
    aircraft, fossil = pcf.get("aircraftGhgEmissions"), pcf.get("fossilGhgEmissions")
    if aircraft is None or fossil is None or Decimal(aircraft) == 0:
        return
    pcf["fossilGhgEmissions"] = plain(plus([Decimal(fossil), Decimal(aircraft)]))
    report.note(
        "changed", f"{PRODUCTION}.fossilGhgEmissions", "pcf.fossilGhgEmissions", fossil,
        f"航空の {aircraft} は Catena-X では化石の外、PACT では中なので、足しました",
        f"aircraft emissions of {aircraft} stand beside the fossil ones in Catena-X and inside "
        "them in PACT: added",
        reversible=True,
    )  # fmt: skip


def _v9_lists(reader: Reader, made: dict[str, Any], report: Report) -> None:
    pcf = made["pcf"]
    path = f"{METHOD}.standards.crossSectoralStandards"
    standards = [STANDARDS.get(str(one), str(one)) for one in reader.items(path) if one]
    if standards:
        pcf["crossSectoralStandards"] = list(dict.fromkeys(standards))
    rules = [str(one) for one in reader.items(f"{METHOD}.standards.productOrSectorSpecificRules") if one]  # fmt: skip
    if rules:
        pcf["productOrSectorSpecificRules"] = [
            {"operator": "Other", "otherOperatorName": words.UNKNOWN,
             "ruleNames": list(dict.fromkeys(rules))}
        ]  # fmt: skip
        report.note(
            "assumed", f"{METHOD}.standards.productOrSectorSpecificRules",
            "pcf.productOrSectorSpecificRules", rules,
            "PACT では規則の運営者も要ります", "PACT also wants who operates the rules",
        )  # fmt: skip
    path = f"{METHOD}.gwpCharacterizationFactorDetails.ipccCharacterizationFactors"
    factor = reader.text(path)
    if factor and factor.startswith("AR"):
        pcf["ipccCharacterizationFactors"] = [factor]
    path = f"{DATA}.secondaryEmissionFactorSources"
    sources = [source_of(str(one), path, report) for one in reader.items(path)]
    if sources:
        pcf["secondaryEmissionFactorSources"] = sources
    ratings = {name: reader.decimal_text(f"{DATA}.{name}") for name in RATINGS}
    if all(ratings.values()):
        pcf["dqi"] = ratings
        report.note(
            "approximated", DATA, "pcf.dqi", None,
            "どちらも 1〜5 ですが、9.0.0 は TfS の指針、PACT は PACT の表で評価します",
            "both are 1-5, but 9.0.0 rates by the TfS guideline, PACT by its own table",
            reversible=True,
        )  # fmt: skip


def _v9_verification(reader: Reader, made: dict[str, Any], report: Report) -> None:
    path = "attestationOfConformance"
    names = ("providerName", "completedAt", "standardName")
    found = {name: reader.text(f"{path}.{name}") for name in names}
    kept = {name: value for name, value in found.items() if value}
    if "completedAt" in kept:
        kept["completedAt"] = str(moment(kept["completedAt"], f"{path}.completedAt", "pcf.verification.completedAt", report))  # fmt: skip
    if kept:
        if (reader.text(f"{path}.attestationType") or "").lower() == "pcf program certification":
            kept["coverage"] = "PCF program"
        made["pcf"]["verification"] = kept
