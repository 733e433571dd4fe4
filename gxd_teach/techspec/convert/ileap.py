"""From iLEAP to PACT: a shipment, a transport or a hub operation category as a product footprint.

iLEAP Technical Specifications 1.0.0 (https://github.com/sine-fdn/ileap-extension), mapping into
PACT v2. The mapping as published states a *total* (a shipment's emissions, a hub's per tonne)
where PACT v2 wants the value per *one* declared unit, and points the carbon content (kg C) at
the same figure. Both are followed by default and reported; `per_declared_unit=True` makes what
PACT v2 means instead. v3, whose values are for amount x unit, is always made from the latter,
and so holds the published total for the published amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import per, plus
from gxd_teach.techspec.convert.fill import assume, merged, target_of
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.source import json_data
from gxd_teach.techspec.records.ileap import HOC, TOC, ShipmentFootprint
from gxd_teach.techspec.records.json_text import read_json, write_json
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.wire import moment_text, plain

__all__ = ["ileap_to_pact"]

CPC = "83117"
_SCHEMAS = "https://api.ileap.sine.dev/"
_TON_KM, _KG = "ton kilometer", "kilogram"


def ileap_to_pact(
    data: ShipmentFootprint | TOC | HOC | Mapping[str, Any] | bytes | str,
    fill: Mapping[str, Any] | bytes | str | None = None,
    *,
    version: str = "2.3",
    per_declared_unit: bool = False,
) -> Conversion:
    """Convert a ShipmentFootprint, TOC or HOC to a PACT record (``version`` 2.0-2.3, or 3.0).

    `fill` holds, as a partial PACT v2 record, what iLEAP does not say: company, reference
    period (else the journey's own), standards. `ProblemsError` names what does not fit or is
    missing; GXD-R150 what is none of the three. The record is None for a category per TEU,
    which no unit of PACT can say, and for a shipment that did not move.
    """
    model = _model(data)
    given = model if not isinstance(data, model) else None
    record: ShipmentFootprint | TOC | HOC = (
        data if given is None else given.from_json(write_json(json_data(data)))  # type: ignore[assignment]
    )
    report = Report()
    names = (f"iLEAP {model.__name__}", "PACT 2.3")
    basis = _basis(record, report)
    if basis is None:
        return Conversion(None, tuple(report.losses), *names)
    by_unit = per_declared_unit or str(version).startswith("3")
    document = merged(_document(record, basis, report, by_unit=by_unit), fill, report)
    made = Conversion(_finished(document, record, report), tuple(report.losses), *names)
    if str(version).startswith("2.3"):
        return made
    from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3

    if str(version).startswith("3"):
        return made.then(v2_to_v3(made.record))
    return target_of(made.then(v2_to_v3(made.record)), version)


def _model(data: Any) -> type[ShipmentFootprint] | type[TOC] | type[HOC]:
    for model in (ShipmentFootprint, TOC, HOC):
        if isinstance(data, model):
            return model
    content = json_data(data)
    for name, model in (("shipmentId", ShipmentFootprint), ("tocId", TOC), ("hocId", HOC)):
        if isinstance(content, Mapping) and name in content:
            return model
    raise GxdError(
        "GXD-R150",
        "iLEAP の ShipmentFootprint(shipmentId)、TOC(tocId)、HOC(hocId)のどれでもありません",
        "is no ShipmentFootprint (shipmentId), TOC (tocId) or HOC (hocId) of iLEAP",
    )


def _basis(
    record: ShipmentFootprint | TOC | HOC, report: Report
) -> tuple[str, Decimal, Decimal] | None:
    """The declared unit, its amount, and the emissions of that amount (well to wheel)."""
    if isinstance(record, ShipmentFootprint):
        activity = plus(tce.transportActivity for tce in record.tces)
        if activity > 0:
            return _TON_KM, activity, plus(tce.co2eWTW for tce in record.tces)
        report.note(
            "missing", "tces", "pcf.unitaryProductAmount", plain(activity),
            "輸送活動量の和が 0 です。トンキロあたりの値になりません",
            "its transport activity is 0: there is no value per ton kilometer",
        )  # fmt: skip
        return None
    if isinstance(record, TOC) and record.transportActivityUnit == "tkm":
        return _TON_KM, Decimal(1), record.co2eIntensityWTW
    if isinstance(record, HOC) and record.hubActivityUnit == "tonnes":
        return _KG, Decimal(1000), record.co2eIntensityWTW
    name = "transportActivityUnit" if isinstance(record, TOC) else "hubActivityUnit"
    report.note(
        "missing", name, "pcf.declaredUnit", getattr(record, name),
        "PACT に TEU(コンテナ)の単位はありません",
        "PACT has no unit of containers (TEU)",
        todo=("トンに直した原単位をもらってください。", "Ask for the intensity by tonne."),
    )  # fmt: skip
    return None


def _document(
    record: ShipmentFootprint | TOC | HOC,
    basis: tuple[str, Decimal, Decimal],
    report: Report,
    *,
    by_unit: bool,
) -> dict[str, Any]:
    unit, amount, emissions = basis
    figure, exact = per(emissions, amount) if by_unit else (emissions, True)
    kind, name = _kind(record)
    pcf: dict[str, Any] = {
        "declaredUnit": unit,
        "unitaryProductAmount": plain(amount),
        "pCfExcludingBiogenic": plain(figure),
        "fossilGhgEmissions": plain(figure),
        "fossilCarbonContent": "0" if by_unit else plain(figure),
        "biogenicCarbonContent": "0",
        "packagingEmissionsIncluded": False,
    }
    if not by_unit:
        mass = record.mass if isinstance(record, ShipmentFootprint) else amount
        pcf["productMassPerDeclaredUnit"] = plain(mass)
    elif unit == _KG:
        pcf["productMassPerDeclaredUnit"] = "1"
    _report_figures(record, basis, figure, exact, report, by_unit=by_unit)
    return {
        "id": str(words.converted_id(f"{kind}/{name}", "2.3")),
        "productIds": [_urn(kind, name)],
        "productCategoryCpc": CPC,
        "pcf": pcf,
        "extensions": [
            {
                "specVersion": "2.0.0",
                "dataSchema": f"{_SCHEMAS}{'shipment-footprint' if kind == 'shipment' else kind}.json",
                "data": read_json(record.to_json()),
            }
        ],
    }


def _kind(record: ShipmentFootprint | TOC | HOC) -> tuple[str, str]:
    if isinstance(record, ShipmentFootprint):
        return "shipment", record.shipmentId
    return ("toc", record.tocId) if isinstance(record, TOC) else ("hoc", record.hocId)


def _urn(kind: str, name: str) -> str:
    return words.strict_urn(f"urn:pathfinder:product:customcode:vendor-assigned:{kind}:{name}")


def _report_figures(
    record: ShipmentFootprint | TOC | HOC,
    basis: tuple[str, Decimal, Decimal],
    figure: Decimal,
    exact: bool,
    report: Report,
    *,
    by_unit: bool,
) -> None:
    """What the published mapping says against what PACT v2 means."""
    unit, amount, emissions = basis
    path = "tces" if isinstance(record, ShipmentFootprint) else "co2eIntensityWTW"
    target = "pcf.pCfExcludingBiogenic"
    if amount != 1 and not by_unit:
        report.note(
            "approximated", path, target, plain(emissions),
            f"iLEAP の対応表どおり {plain(amount)} {unit} 全体の値です。PACT v2 は 1 {unit} あたりの値を"
            "求めます",
            f"is for all {plain(amount)} {unit}, as iLEAP's mapping has it; PACT v2 wants the "
            f"value per 1 {unit}",
            todo=("per_declared_unit=True で 1 単位あたりになります。",
                  "per_declared_unit=True makes it per unit."),
        )  # fmt: skip
    elif amount != 1:
        report.note(
            "changed" if exact else "approximated", path, target, plain(emissions),
            f"1 {unit} あたり {plain(figure)} にしました(対応表は全体の値を書きます)",
            f"became {plain(figure)} per 1 {unit} (the published mapping states the total)",
        )  # fmt: skip
    if by_unit:
        report.note(
            "assumed", "", "pcf.fossilCarbonContent", "0",
            "輸送サービスに炭素は含まれません(対応表は排出量と同じ値を指します)",
            "a transport service holds no carbon (the published mapping points at the emissions)",
        )  # fmt: skip
    else:
        report.note(
            "approximated", path, "pcf.fossilCarbonContent", plain(figure),
            "対応表どおり排出量 kgCO2e と同じ値ですが、PACT の項目は炭素の質量 kgC です",
            "is the emissions in kg CO2e, as the mapping has it; PACT's property is kg of carbon",
        )  # fmt: skip
        report.note(
            "approximated", "mass", "pcf.productMassPerDeclaredUnit", None,
            f"対応表どおりの質量です。1 {unit} の質量ではありません",
            f"is the mass as the mapping has it, not that of 1 {unit}",
        )  # fmt: skip
    ttw = [tce.co2eTTW for tce in record.tces] if isinstance(record, ShipmentFootprint) else [
        record.co2eIntensityTTW
    ]  # fmt: skip
    report.note(
        "dropped", "co2eTTW", "", plain(plus(ttw)),
        "PACT の値は WTW だけです。TTW は拡張の中に残ります",
        "PACT has well-to-wheel only; tank-to-wheel stays in the extension",
    )  # fmt: skip
    report.note(
        "missing", "", "productIds", None,
        "対応表の古い形 urn:pathfinder:product:… です。2.3 の形には発行者のドメインが要ります",
        "has the mapping's old form urn:pathfinder:product:…; that of 2.3 needs the issuer's domain",
    )  # fmt: skip


def _finished(
    document: dict[str, Any], record: ShipmentFootprint | TOC | HOC, report: Report
) -> ProductFootprintV2:
    """The PACT v2.3 record; GXD-R121 for what neither iLEAP nor `fill` says."""
    kind, name = _kind(record)
    now = moment_text(datetime.now(UTC).replace(microsecond=0))
    period = _journey(record)
    for path, value, ja, en in (
        ("specVersion", "2.3.3", "PACT v2.3 のレコードです", "a record of PACT v2.3"),
        ("version", 0, "新しいレコードです", "a new record"),
        ("created", now, "変換した時刻です", "when it was converted"),
        ("status", "Active", "有効とみました", "taken as active"),
        ("comment", "", "コメントはありません", "there is no comment"),
        ("productDescription", "", "説明はありません", "there is no description"),
        ("productNameCompany", f"{kind} {name}", "iLEAP の id です", "iLEAP's id"),
        ("pcf.characterizationFactors", "AR6", "iLEAP に書かれていません", "is not told in iLEAP"),
        ("pcf.ipccCharacterizationFactorsSources", ["AR6"], "iLEAP に書かれていません",
         "is not told in iLEAP"),
        ("pcf.crossSectoralStandards", ["ISO14083"], "iLEAP は ISO 14083 に基づきます",
         "iLEAP stands on ISO 14083"),
        ("pcf.crossSectoralStandardsUsed", [words.GENERAL_STANDARD],
         "v2 の 3 つの規格に ISO 14083 はありません", "ISO 14083 is none of v2's three standards"),
        ("pcf.boundaryProcessesDescription", "well-to-wheel", "iLEAP の範囲です", "iLEAP's boundary"),
        ("pcf.exemptedEmissionsPercent", 0, "除外は分かりません", "exemptions are not told"),
        ("pcf.exemptedEmissionsDescription", "", "説明はありません", "there is no description"),
        ("pcf.referencePeriodStart", period[0] if period else None,
         "最初の出発です", "the first departure"),
        ("pcf.referencePeriodEnd", period[1] if period else None,
         "最後の到着です", "the last arrival"),
    ):  # fmt: skip
        if value is not None:
            assume(document, path, value, report, ja, en)
    try:
        return ProductFootprintV2.from_json(write_json(document))
    except ProblemsError as error:
        problems = [
            one if one.code != "GXD-R002" else Problem(
                "GXD-R121", one.where,
                "PACT では必須ですが、iLEAP にありません。fill で渡してください",
                "is mandatory in PACT and not in iLEAP: hand it over by fill",
            )
            for one in error.problems
        ]  # fmt: skip
        raise ProblemsError("iLEAP -> PACT", problems) from None


def _journey(record: ShipmentFootprint | TOC | HOC) -> tuple[str, str] | None:
    """From the first departure to the last arrival, where both are told and in order."""
    if not isinstance(record, ShipmentFootprint):
        return None
    departures = [tce.departureAt for tce in record.tces if tce.departureAt is not None]
    arrivals = [tce.arrivalAt for tce in record.tces if tce.arrivalAt is not None]
    if not departures or not arrivals or min(departures) >= max(arrivals):
        return None
    return moment_text(min(departures)), moment_text(max(arrivals))
