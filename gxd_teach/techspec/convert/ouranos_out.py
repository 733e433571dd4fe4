"""From PACT to Ouranos: one opaque number becomes four figures of a part.

Facts: https://github.com/ouranos-ecosystem-idi/data-transaction-system (MIT),
domain/model/traceability: a CfpModel is {cfpId, traceId, ghgEmission, ghgDeclaredUnit, cfpType,
dqrType, dqrValue}; four of them (preProduction, mainProduction, preComponent, mainComponent) of
one part are put together; figures have five decimals and are at most 99999.99999 kg CO2e per
one unit. Company, product, period and rules are no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.arithmetic import per, plus
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.pact import as_v3
from gxd_teach.techspec.convert.source import Source, json_data
from gxd_teach.techspec.convert.words import converted_id
from gxd_teach.techspec.records.json_text import NumberDecimal
from gxd_teach.techspec.records.wire import plain

__all__ = ["CFP_TYPES", "UNITS", "pact_to_ouranos"]

UNITS = {
    "kgCO2e/liter": "liter",
    "kgCO2e/kilogram": "kilogram",
    "kgCO2e/cubic-meter": "cubic meter",
    "kgCO2e/kilowatt-hour": "kilowatt hour",
    "kgCO2e/megajoule": "megajoule",
    "kgCO2e/ton-kilometer": "ton kilometer",
    "kgCO2e/square-meter": "square meter",
    "kgCO2e/unit": "piece",
}
CFP_TYPES = {
    "preProduction": "preProcessing",
    "mainProduction": "mainProcessing",
    "preComponent": "preProcessing",
    "mainComponent": "mainProcessing",
}
_STEP = Decimal("0.00001")
_LARGEST = Decimal("99999.99999")
_WIDE = Context(prec=60)


def pact_to_ouranos(
    record: Any,
    *,
    trace_id: UUID | str | None = None,
    split: Mapping[str, Decimal | float | str] | None = None,
) -> Conversion:
    """Convert a PACT record (v2 or v3) to the four CfpModel objects of one part.

    `trace_id`: the part's id on Ouranos, else one of the record's ``urn:uuid:`` product ids,
    else made from its id. `split`: kg CO2e per one unit by cfpType, where the company knows
    it; the four must make the total (GXD-R131). Without it, everything is mainProduction.

    The conversion's record is a list of four objects, None where Ouranos cannot hold it.
    """
    before = as_v3(record)
    source = Source(json_data(before.record))
    report = Report()
    pcf = source.part("pcf")
    name = "pcf.pcfExcludingBiogenicUptake"
    unit = pcf.take("declaredUnitOfMeasurement")
    amount = Decimal(pcf.take("declaredUnitAmount"))
    total, _ = per(Decimal(pcf.take("pcfExcludingBiogenicUptake")), amount)
    words = next((one for one, known in UNITS.items() if known == unit), None)
    reason = _unfit(words, unit, total)
    if reason is not None:
        path, value, ja, en = reason
        report.note("missing", path, "ghgEmission", value, ja, en)
        return before.then(Conversion(None, tuple(report.losses), "PACT 3.0", "Ouranos"))
    rounded = total.quantize(_STEP, ROUND_HALF_UP, _WIDE)
    if rounded != total:
        report.note(
            "approximated", name, "ghgEmission", plain(total),
            f"Ouranos は小数 5 桁です。{plain(rounded)} にしました",
            f"Ouranos keeps five decimals: {plain(rounded)}",
        )  # fmt: skip
    if amount != 1:
        report.note(
            "changed", "pcf.declaredUnitAmount", "ghgDeclaredUnit", plain(amount),
            f"1 {unit} あたりにしました", f"restated per 1 {unit}",
        )  # fmt: skip
    shares = _shares(rounded, split, report)
    trace = _trace(source, trace_id, report)
    cfp = str(converted_id(str(source.take("id")), "ouranos"))
    report.note(
        "assumed", "id", "cfpId", cfp, "もとの id から作りました", "made from the record's id"
    )
    dqi = pcf.take("dqi")
    report.note(
        "dropped" if dqi else "missing", "pcf.dqi", "dqrValue", dqi,
        "Ouranos の TeR・GeR・TiR の目盛りは公開資料から分からないので、写しません",
        "the scale of Ouranos' TeR, GeR, TiR is not told in public: not copied",
        todo=("Ouranos の業種ガイドで評価してください。", "Rate by the guide of your industry."),
    )  # fmt: skip
    not_there = ("Ouranos の CFP に項目がありません", "Ouranos' CFP has no property for it")
    pcf.drop_the_rest(report, {}, not_there)
    source.drop_the_rest(report, {}, not_there)
    models = [
        {
            "cfpId": cfp,
            "traceId": trace,
            "ghgEmission": NumberDecimal(shares[kind]),
            "ghgDeclaredUnit": words,
            "cfpType": kind,
            "dqrType": rating,
            "dqrValue": {"TeR": None, "GeR": None, "TiR": None},
        }
        for kind, rating in CFP_TYPES.items()
    ]
    return before.then(Conversion(models, tuple(report.losses), "PACT 3.0", "Ouranos"))


def _unfit(words: str | None, unit: str, total: Decimal) -> tuple[str, Any, str, str] | None:
    if words is None:
        return (
            "pcf.declaredUnitOfMeasurement", unit, f"Ouranos に単位 {unit} はありません",
            f"Ouranos has no unit {unit}",
        )  # fmt: skip
    if not 0 <= total <= _LARGEST:
        return (
            "pcf.pcfExcludingBiogenicUptake", plain(total),
            f"Ouranos の値は 0 から {_LARGEST} です", f"a figure of Ouranos is 0 to {_LARGEST}",
        )  # fmt: skip
    return None


def _shares(
    total: Decimal, split: Mapping[str, Decimal | float | str] | None, report: Report
) -> dict[str, Decimal]:
    """The total by cfpType."""
    if split is None:
        report.note(
            "assumed", "pcf.pcfExcludingBiogenicUptake", "cfpType", "mainProduction",
            "PACT の値は 1 つなので、全部を自社の主工程(mainProduction)に置きました",
            "PACT has one number: all of it stands as mainProduction",
            todo=("自社工程と部品の内訳を split で渡してください。",
                  "Hand over the parts of own processes and components by split."),
        )  # fmt: skip
        return {kind: total if kind == "mainProduction" else Decimal(0) for kind in CFP_TYPES}
    from gxd_teach.numerals import read_number

    unknown = [kind for kind in split if kind not in CFP_TYPES]
    for value in split.values():
        read_number(value)
    shares = {kind: Decimal(str(split.get(kind, 0))) for kind in CFP_TYPES}
    summed = plus(shares.values())
    if unknown or min(shares.values()) < 0 or abs(summed - total) > _STEP * 4:
        raise GxdError(
            "GXD-R131",
            f"split は {'、'.join(CFP_TYPES)} の kg CO2e(0 以上)で、合計は {plain(total)} です"
            f"(渡されたもの: {', '.join(split)}、合計 {plain(summed)})",
            f"split holds kg CO2e (0 or more) by {', '.join(CFP_TYPES)}, together {plain(total)} "
            f"(given: {', '.join(split)}, together {plain(summed)})",
        )
    return {kind: _WIDE.quantize(one, _STEP) for kind, one in shares.items()}


def _trace(source: Source, given: UUID | str | None, report: Report) -> str:
    if given is not None:
        try:
            return str(UUID(str(given)))
        except ValueError:
            raise GxdError(
                "GXD-R132", f"trace_id「{given}」は UUID ではありません",
                f"the trace_id '{given}' is not a UUID",
            ) from None  # fmt: skip
    for urn in source.take("productIds"):
        if urn.lower().startswith("urn:uuid:"):
            try:
                return str(UUID(urn[9:]))
            except ValueError:
                continue
    made = str(uuid5(NAMESPACE_URL, "\n".join(source.take("productIds"))))
    report.note(
        "assumed", "productIds", "traceId", made,
        "部品の traceId が分からないので、製品の識別子から作りました",
        "the part's traceId is not known: made from the product's identifiers",
        todo=("Ouranos に登録した traceId を渡してください。", "Hand over the traceId on Ouranos."),
    )  # fmt: skip
    return made
