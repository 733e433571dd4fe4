"""Emissions, carbon contents and mass: from the whole declared unit (v3) to per one unit (v2).

PACT Technical Specifications v3.0.3 and v2.0-v2.3 (WBCSD), CarbonFootprint. Every number is
divided, exactly where the quotient ends; v2's total leaves out the biogenic parts of v3's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import adds_up, per, plus, times
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.convert.totals import excluding_uptake
from gxd_teach.techspec.records.wire import plain

__all__ = [
    "basis_in_v2",
    "check_total",
    "each",
    "land_management_to_v2",
    "mass_to_v2",
    "totals_to_v2",
]

_LOSSES = "landManagementBiogenicCO2Emissions"


_GAINS = "landManagementBiogenicCO2Removals"


def basis_in_v2(pcf: Source, report: Report) -> tuple[str, str, Decimal] | None:
    """v2's unit, its amount in the product, and by what v3's numbers are divided."""
    unit, amount = pcf.take("declaredUnitOfMeasurement"), pcf.take("declaredUnitAmount")
    if unit in words.UNITS_V2:
        return unit, amount, Decimal(amount)
    mass = pcf.take("productMassPerDeclaredUnit")
    if unit == "piece" and Decimal(mass) > 0:
        for name, target in (
            ("declaredUnitOfMeasurement", "declaredUnit"),
            ("declaredUnitAmount", "unitaryProductAmount"),
        ):
            report.note(
                "approximated", f"pcf.{name}", f"pcf.{target}", pcf.take(name),
                f"v2 に単位 piece はありません。質量 {mass} kg で 1 kg あたりにしました",
                f"v2 has no unit piece: restated per kilogram by the mass of {mass} kg",
                todo=("個数は取引の書類で確かめてください。", "The number of pieces is told elsewhere."),
            )  # fmt: skip
        return "kilogram", mass, Decimal(mass)
    report.note(
        "missing", "pcf.declaredUnitOfMeasurement", "pcf.declaredUnit", unit,
        f"PACT v2 に単位 {unit} はありません"
        + ("。1 kg あたりに直すには質量が要ります" if unit == "piece" else ""),
        f"PACT v2 has no unit {unit}"
        + ("; per kilogram would need the mass" if unit == "piece" else ""),
        todo=("v3 のまま渡すか、質量を書いてください。" if unit == "piece" else "v3 のまま渡してください。",
              "Hand it over in v3" + (", or state the mass." if unit == "piece" else ".")),
    )  # fmt: skip
    return None


def each(
    name: str, target: str, whole: Decimal, basis: tuple[str, str, Decimal], report: Report
) -> str:
    """One number per one unit of v2."""
    unit, _, divisor = basis
    if divisor == 1:
        return plain(whole)
    value, exact = per(whole, divisor)
    if whole != 0:
        report.note(
            "changed" if exact else "approximated", f"pcf.{name}", f"pcf.{target}", plain(whole),
            f"{plain(divisor)} {unit} 全体の値を 1 {unit} あたり {plain(value)} にしました"
            + ("" if exact else "(割り切れません)"),
            f"for all {plain(divisor)} {unit} became {plain(value)} per 1 {unit}"
            + ("" if exact else " (the quotient has no end)"),
            reversible=exact,
        )  # fmt: skip
    return plain(value)


def land_management_to_v2(
    pcf: Source, made: dict[str, Any], basis: tuple[str, str, Decimal], report: Report
) -> None:
    """v2 has one number for what v3 parts into emissions and removals."""
    losses, gains = pcf.take(_LOSSES), pcf.take(_GAINS)
    if losses is None and gains is None:
        return
    total = plus(Decimal(text) for text in (losses, gains) if text is not None)
    name = _LOSSES if gains is None else _GAINS
    target = "landManagementGhgEmissions"
    made[target] = each(name, target, total, basis, report)
    comes_back = (gains is None) if total >= 0 else (losses is None)
    if not comes_back:
        for one, text in ((_LOSSES, losses), (_GAINS, gains)):
            report.note(
                "approximated", f"pcf.{one}", f"pcf.{target}", text,
                "v2 の土地管理の値は 1 つなので、排出と除去を足しました",
                "v2 has one value for land management: emissions and removals were added",
            )  # fmt: skip


def totals_to_v2(
    pcf: Source,
    made: dict[str, Any],
    whole: dict[str, Decimal],
    basis: tuple[str, str, Decimal],
    report: Report,
) -> None:
    """Excluding biogenic: what v3's total holds and v2's leaves out is taken off."""
    name, target = "pcfExcludingBiogenicUptake", "pCfExcludingBiogenic"
    text = pcf.take(name)
    names = ("dLucGhgEmissions", "landManagementGhgEmissions", "otherBiogenicGhgEmissions")
    v3_parts = [whole[one] for one in ("landUseChangeGhgEmissions", "biogenicNonCO2Emissions")
                if one in whole]  # fmt: skip
    v3_parts += [Decimal(one) for one in (pcf.take(_LOSSES), pcf.take(_GAINS)) if one is not None]
    biogenic = plus(v3_parts)
    without = plus([Decimal(text), biogenic.copy_negate()])
    if without < 0:
        report.note(
            "approximated", f"pcf.{name}", f"pcf.{target}", plain(without),
            "v2 では 0 以上なので 0 としました", "v2 wants 0 or more: taken as 0",
            todo=("除去が化石の排出より多いレコードです。v3 で渡してください。",
                  "Removals exceed the fossil emissions: better handed over in v3."),
        )  # fmt: skip
        without = Decimal(0)
    value, exact = per(without, basis[2])
    made[target] = plain(value)
    # What the way back would make of it, by the same rule.
    parts = [Decimal(made[one]) for one in names if one in made]
    again, _ = excluding_uptake(value, Decimal(made["fossilGhgEmissions"]), parts)
    comes_back = times(again, basis[2]) == Decimal(text)
    if Decimal(text) != value or not comes_back:
        report.note(
            "changed" if exact and comes_back else "approximated",
            f"pcf.{name}", f"pcf.{target}", text,
            f"v2 の合計 {plain(value)}(1 {basis[0]} あたり)は土地利用変化・土地管理・CO2 以外の"
            f"生物由来 {plain(biogenic)} を含みません",
            f"v2's total {plain(value)} (per 1 {basis[0]}) leaves out land use change, land "
            f"management and biogenic non-CO2 gases, {plain(biogenic)}",
            reversible=comes_back,
        )  # fmt: skip
    name, target = "pcfIncludingBiogenicUptake", "pCfIncludingBiogenic"
    made[target] = each(name, target, Decimal(pcf.take(name)), basis, report)


def check_total(made: dict[str, Any], report: Report) -> None:
    """v2's including is its excluding and the biogenic parts (this course's reading)."""
    names = ("pCfExcludingBiogenic", "dLucGhgEmissions", "landManagementGhgEmissions",
             "otherBiogenicGhgEmissions", "biogenicCarbonWithdrawal")  # fmt: skip
    parts = [Decimal(made[name]) for name in names if name in made]
    including = Decimal(made["pCfIncludingBiogenic"])
    if not adds_up(including, parts):
        report.note(
            "approximated", "pcf.pcfIncludingBiogenicUptake", "pcf.pCfIncludingBiogenic",
            plain(including),
            f"部分の和は {plain(plus(parts))} で、合いません",
            f"its parts make {plain(plus(parts))}: the sum does not hold",
            todo=("算定した会社に確かめてください。", "Ask whoever calculated it."),
            reversible=True,
        )  # fmt: skip


def mass_to_v2(
    pcf: Source, made: dict[str, Any], basis: tuple[str, str, Decimal], report: Report, minor: str
) -> None:
    """v2.3 may state the mass of one unit; the way back from older editions must guess it."""
    name = "productMassPerDeclaredUnit"
    text = pcf.take(name)
    unit, amount, _ = basis
    mass = Decimal(text)
    if minor >= "2.3":
        made[name] = each(name, name, mass, basis, report)
        return
    guess = amount if unit == "kilogram" else "0"
    report.note(
        "dropped", f"pcf.{name}", f"pcf.{name}", text,
        f"PACT {minor} に質量の項目はありません(2.3 から)",
        f"PACT {minor} has no mass (2.3 has)",
        reversible=mass == Decimal(guess),
    )  # fmt: skip
