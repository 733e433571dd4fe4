"""From PACT v2 to Catena-X PCF 7.0.0, and what that model demands beyond PACT.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0), io.catenax.pcf/7.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import decimal_of, plus
from gxd_teach.techspec.convert.catenax_7_names import (
    NUMBERS,
    PERCENTS,
    PERIOD,
    SPEC_VERSION_7,
    STANDARDS,
    TEXTS,
    TIMES,
    TOP,
)
from gxd_teach.techspec.convert.catenax_parts import (
    GEOGRAPHY,
    region_for,
    source_name,
)
from gxd_teach.techspec.convert.foreign import json_number
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.records.json_text import NumberDecimal

__all__ = ["from_pact_v2"]


def from_pact_v2(data: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """A Catena-X 7.0.0 document of a PACT v2 record."""
    source = Source(data)
    old = str(source.take("id"))
    for name in ("specVersion", "version", "updated"):
        source.take(name)
    made: dict[str, Any] = {
        "id": str(words.converted_id(old, "2-catenax")),
        "specVersion": SPEC_VERSION_7,
        "partialFullPcf": "Cradle-to-gate",
        "version": 0,
        "precedingPfIds": [{"id": one} for one in [old, *(source.take("precedingPfIds") or [])]],
    }
    for name, target in TOP:
        value = source.take(target)
        if value is not None:
            made[name] = value
    for name in (*TIMES, "companyIds", "productIds", "comment"):
        value = source.take(name)
        if value not in (None, ""):
            made[name] = value
    pcf = source.part("pcf")
    made["pcf"] = _catenax_carbon(pcf, report)
    if not any(one.lower().startswith("urn:bpn:id:bpnl") for one in made["companyIds"]):
        report.note(
            "missing", "companyIds", "companyIds", made["companyIds"],
            "Catena-X では会社の BPNL(urn:bpn:id:BPNL…)が要ります",
            "Catena-X wants the company's BPNL (urn:bpn:id:BPNL…)",
            todo=("BPNL を加えてください。", "Add the BPNL."),
        )  # fmt: skip
    why = ("Catena-X 7.0.0 に項目がありません", "Catena-X 7.0.0 has no property for it")
    pcf.drop_the_rest(report, {}, why)
    source.drop_the_rest(report, {}, why)
    return made


def _catenax_carbon(pcf: Source, report: Report) -> dict[str, Any]:
    made: dict[str, Any] = {}
    places = {name: pcf.take(name) for name in GEOGRAPHY}
    made |= {name: value for name, value in places.items() if value is not None}
    made["geographyRegionOrSubregion"] = region_for(
        places, "pcf.geographyRegionOrSubregion", report
    )
    for name, target in NUMBERS:
        text = pcf.take(target)
        if text is not None:
            made[name] = json_number(text, f"pcf.{target}", f"pcf.{name}", report)
    if "productMassPerDeclaredUnit" not in made:
        mass = 1 if pcf.take("declaredUnit") == "kilogram" else 0
        made["productMassPerDeclaredUnit"] = mass
        report.note(
            "assumed", "", "pcf.productMassPerDeclaredUnit", mass,
            "Catena-X では必須です" + ("" if mass else "。0 は「分からない」の代わりです"),
            "is mandatory in Catena-X" + ("" if mass else "; 0 stands for not known"),
        )  # fmt: skip
    for name, target in TEXTS:
        text = pcf.take(target)
        if text not in (None, ""):
            made[name] = text
    for name in (*PERCENTS, *PERIOD):
        value = pcf.take(name)
        if value is not None:
            made[name] = value
    if decimal_of(made["exemptedEmissionsPercent"]) > 5:
        report.note(
            "missing", "pcf.exemptedEmissionsPercent", "pcf.exemptedEmissionsPercent",
            made["exemptedEmissionsPercent"],
            "Catena-X 7.0.0 では 5 % までです", "Catena-X 7.0.0 takes 5 % at most",
        )  # fmt: skip
    made["extWBCSD_packagingEmissionsIncluded"] = pcf.take("packagingEmissionsIncluded")
    _catenax_lists(pcf, made, report)
    carbon = [decimal_of(made[name]) for name in ("extWBCSD_fossilCarbonContent", "carbonContentBiogenic")]  # fmt: skip
    made["carbonContentTotal"] = NumberDecimal(plus(carbon))
    made["extTFS_allocationWasteIncineration"] = "cut-off"
    report.note(
        "assumed", "", "pcf.extTFS_allocationWasteIncineration", "cut-off",
        "Catena-X では必須です。PACT のレコードには書かれていません",
        "is mandatory in Catena-X and not told in PACT",
        todo=("実際の配分の方法を確かめてください。", "See how it was allocated."),
    )  # fmt: skip
    return made


def _catenax_lists(pcf: Source, made: dict[str, Any], report: Report) -> None:
    names = {ours: theirs for theirs, ours in STANDARDS.items()}
    names |= {"PACT-1.0": "Pathfinder v1", "PACT-2.0": "Pathfinder v2", "PEF": "PEF"}
    codes = {code: old for old, code in words.STANDARD_OF.items()}
    used = [*pcf.take("crossSectoralStandardsUsed"),
            *(codes.get(one, one) for one in pcf.take("crossSectoralStandards") or [])]  # fmt: skip
    known = list(dict.fromkeys(names[one] for one in used if one in names))
    lost = [one for one in used if one not in names]
    if lost:
        known.append("Other")
        report.note(
            "approximated", "pcf.crossSectoralStandards", "pcf.crossSectoralStandardsUsed", lost,
            "Catena-X 7.0.0 の語にないので Other としました",
            "is none of Catena-X 7.0.0's words: became Other",
        )  # fmt: skip
    made["crossSectoralStandardsUsed"] = [{"crossSectoralStandard": one} for one in known]
    made["productOrSectorSpecificRules"] = [
        {
            "extWBCSD_operator": one["operator"],
            "productOrSectorSpecificRules": [{"ruleName": name} for name in one["ruleNames"]],
        }
        | ({"extWBCSD_otherOperatorName": one["otherOperatorName"]}
           if "otherOperatorName" in one else {})
        for one in pcf.take("productOrSectorSpecificRules") or []
    ]  # fmt: skip
    made["secondaryEmissionFactorSources"] = [
        {"secondaryEmissionFactorSource": source_name(one)}
        for one in pcf.take("secondaryEmissionFactorSources") or []
    ]
    dqi = pcf.take("dqi")
    if dqi is not None:
        made["dataQualityRating"] = dqi
    pcf.take("ipccCharacterizationFactorsSources")
