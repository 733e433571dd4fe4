"""Catena-X PCF 7.0.0 and PACT v2: nearly the same properties, by other names and as numbers.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0),
io.catenax.pcf/7.0.0. Flat like PACT v2, values per one declared unit; PACT's decimals are JSON
numbers here, a list of words is a list of objects, and "piece" is a unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import plus
from gxd_teach.techspec.convert.catenax_7_names import (
    CODES,
    CPC_DEFAULT,
    NUMBERS,
    PERCENTS,
    PERIOD,
    STANDARDS,
    TEXTS,
    TIMES,
    TOP,
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
from gxd_teach.techspec.records.json_text import NumberDecimal

__all__ = ["to_pact_v2"]


def to_pact_v2(
    data: Mapping[str, Any], report: Report, issuer: str | None
) -> tuple[dict[str, Any], str, Decimal]:
    """A PACT v2.3 document; the unit and the mass of one unit come along, for "piece"."""
    reader = Reader(data, subject="Catena-X PCF 7.0.0")
    document: dict[str, Any] = {}
    for name, target in TOP:
        value = reader.text(name)
        if value is not None:
            document[target] = value
    document |= {"version": 0, "specVersion": "2.3.3", "comment": reader.text("comment") or ""}
    document.setdefault("productDescription", "")
    reader.get("specVersion")
    reader.get("version")
    _preceding(reader, document)
    for name in TIMES:
        value = moment(reader.text(name), name, name, report)
        if value is not None:
            document[name] = value
    for name, kind in (("companyIds", "company-id"), ("productIds", "product-id")):
        document[name] = urns_of(reader.items(name), name, kind, issuer, report)
    if document.get("productCategoryCpc") == CPC_DEFAULT:
        report.note(
            "missing", "extWBCSD_productCodeCpc", "productCategoryCpc", CPC_DEFAULT,
            "Catena-X の既定値です。製品の分類ではありません",
            "is Catena-X's default and does not classify the product",
            todo=("UN CPC の番号を調べてください。", "Look up the UN CPC code."),
        )  # fmt: skip
    _scope(reader, document, report)
    document["pcf"] = _carbon(reader, report)
    reader.drop_the_rest(report, "PACT v2 に項目がありません", "PACT v2 has no property for it")
    mass = reader.number("pcf.productMassPerDeclaredUnit") or Decimal(0)
    reader.finish()
    return document, str(document["pcf"].get("declaredUnit")), mass


def _preceding(reader: Reader, document: dict[str, Any]) -> None:
    old = (reader.text("id") or "").removeprefix("urn:uuid:")
    document["id"] = str(words.converted_id(old, "2.3"))
    before = [
        str(one.get("id", "")).removeprefix("urn:uuid:") if isinstance(one, Mapping) else str(one)
        for one in reader.items("precedingPfIds")
    ]
    document["precedingPfIds"] = list(dict.fromkeys([old, *before]))


def _scope(reader: Reader, document: dict[str, Any], report: Report) -> None:
    """Cradle to gate or to grave, and what the comment has to take in."""
    scope = reader.text("partialFullPcf")
    if scope == "Cradle-to-grave":
        report.note(
            "approximated", "partialFullPcf", "", scope,
            "PACT の値はゆりかごからゲートまでです。この値は使用・廃棄まで含みます",
            "PACT's figure is cradle-to-gate; this one goes on to use and end of life",
            todo=("ゲートまでの値をもらってください。", "Ask for the cradle-to-gate figure."),
        )  # fmt: skip
    lines = [document["comment"]] if document["comment"] else []
    for name in ("pcfLegalStatement", "pcf.extTFS_allocationWasteIncineration"):
        value = reader.text(name)
        if value:
            lines.append(f"{name.rpartition('.')[2]}: {value}")
            report.note(
                "approximated", name, "comment", value,
                "PACT に項目がないので、コメントに書きました",
                "PACT has no property for it: written into the comment",
            )  # fmt: skip
    document["comment"] = "\n".join(lines)


def _carbon(reader: Reader, report: Report) -> dict[str, Any]:
    pcf: dict[str, Any] = {}
    for name, target in NUMBERS:
        text = reader.decimal_text(f"pcf.{name}")
        if text is not None:
            pcf[target] = text
    for name, target in TEXTS:
        text = reader.text(f"pcf.{name}")
        if text is not None:
            pcf[target] = text
    for name in PERCENTS:
        number = reader.number(f"pcf.{name}")
        if number is not None:
            pcf[name] = NumberDecimal(number)
    for name in PERIOD:
        value = moment(reader.text(f"pcf.{name}"), f"pcf.{name}", f"pcf.{name}", report)
        if value is not None:
            pcf[name] = value
    pcf |= narrowest({name: reader.text(f"pcf.{name}") for name in GEOGRAPHY}, report, "pcf.")
    flag = reader.flag("pcf.extWBCSD_packagingEmissionsIncluded")
    if flag is not None:
        pcf["packagingEmissionsIncluded"] = flag
    _assumed_carbon(pcf, report)
    _lists(reader, pcf, report)
    total = reader.number("pcf.carbonContentTotal")
    parts = [Decimal(pcf[name]) for name in ("fossilCarbonContent", "biogenicCarbonContent")]
    if total is not None and total != plus(parts):
        report.note(
            "dropped", "pcf.carbonContentTotal", "", str(total),
            "化石と生物由来の和と合いません。PACT は和を書きません",
            "is not fossil plus biogenic; PACT states no total",
            todo=("どちらが正しいか確かめてください。", "Ask which one is right."),
        )  # fmt: skip
    return pcf


def _assumed_carbon(pcf: dict[str, Any], report: Report) -> None:
    """What PACT v2 demands and Catena-X leaves open."""
    for name, value, ja, en in (
        ("exemptedEmissionsDescription", "", "説明はありません", "there is no description"),
        ("boundaryProcessesDescription", "", "説明はありません", "there is no description"),
        ("fossilGhgEmissions", pcf.get("pCfExcludingBiogenic"),
         "Catena-X 7.0.0 では除く合計と同じものです", "is the total excluding, in Catena-X 7.0.0"),
        ("fossilCarbonContent", "0", "もとにありません", "is not in the source"),
        ("biogenicCarbonContent", "0", "もとにありません", "is not in the source"),
    ):  # fmt: skip
        if name not in pcf and value is not None:
            pcf[name] = value
            report.note("assumed", "", f"pcf.{name}", value, ja, en)


def _lists(reader: Reader, pcf: dict[str, Any], report: Report) -> None:
    """Standards, rules, sources, ratings."""
    path = "pcf.crossSectoralStandardsUsed"
    given = [one.get("crossSectoralStandard") if isinstance(one, Mapping) else one
             for one in reader.items(path)]  # fmt: skip
    used = [STANDARDS[one] for one in given if one in STANDARDS]
    codes = [words.STANDARD_OF[one] for one in used] + [CODES[one] for one in given if one in CODES]
    pcf["crossSectoralStandardsUsed"] = list(dict.fromkeys(used)) or [words.GENERAL_STANDARD]
    if codes:
        pcf["crossSectoralStandards"] = list(dict.fromkeys(codes))
    if not used:
        report.note(
            "assumed", path, path, words.GENERAL_STANDARD,
            "PACT v2 の 3 つの規格のどれもありません", "names none of PACT v2's three standards",
        )  # fmt: skip
    lost = [one for one in given if one not in STANDARDS and one not in CODES]
    if lost:
        report.note(
            "dropped", path, "", lost, "PACT に当たる語がありません", "PACT has no word for it"
        )
    reports = pcf.get("characterizationFactors")
    if reports:
        pcf["ipccCharacterizationFactorsSources"] = [reports]
    rules = [_rule(one) for one in reader.items("pcf.productOrSectorSpecificRules")
             if isinstance(one, Mapping)]  # fmt: skip
    if rules:
        pcf["productOrSectorSpecificRules"] = rules
    path = "pcf.secondaryEmissionFactorSources"
    sources = [
        source_of(str(one.get("secondaryEmissionFactorSource", "")), f"{path}[{index}]", report)
        for index, one in enumerate(reader.items(path)) if isinstance(one, Mapping)
    ]  # fmt: skip
    if sources:
        pcf["secondaryEmissionFactorSources"] = sources
    ratings = reader.get("pcf.dataQualityRating")
    names = ("coveragePercent", "technologicalDQR", "temporalDQR", "geographicalDQR",
             "completenessDQR", "reliabilityDQR")  # fmt: skip
    if isinstance(ratings, Mapping):
        if all(name in ratings for name in names):
            pcf["dqi"] = {name: ratings[name] for name in names}
        else:
            report.note(
                "dropped", "pcf.dataQualityRating", "pcf.dqi", dict(ratings),
                "PACT v2 の dqi は 6 項目とも必須です", "PACT v2's dqi demands all six",
            )  # fmt: skip


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        "operator": rule.get("extWBCSD_operator"),
        "ruleNames": [
            one.get("ruleName") if isinstance(one, Mapping) else one
            for one in rule.get("productOrSectorSpecificRules") or []
        ],
    }
    other = rule.get("extWBCSD_otherOperatorName")
    return made | ({"otherOperatorName": other} if other else {})
