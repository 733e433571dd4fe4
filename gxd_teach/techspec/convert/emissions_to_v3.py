"""Emissions, carbon contents and mass: from per one unit (v2) to the whole declared unit (v3).

PACT Technical Specifications v2.0-v2.3 and v3.0.3 (WBCSD), CarbonFootprint. Every number is
multiplied by the amount, exactly; v3's totals hold the biogenic parts that v2's leaves out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.arithmetic import plus, times
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.convert.totals import excluding_uptake
from gxd_teach.techspec.records.wire import plain

__all__ = ["mass_to_v3", "numbers_to_v3", "totals_to_v3"]

# v2 name, v3 name, the sign that v3 demands (1: 0 or more, -1: 0 or less, 0: any)
_PLAIN_NUMBERS = (
    ("fossilGhgEmissions", "fossilGhgEmissions", 1),
    ("fossilCarbonContent", "fossilCarbonContent", 1),
    ("biogenicCarbonContent", "biogenicCarbonContent", 1),
    ("dLucGhgEmissions", "landUseChangeGhgEmissions", 1),
    ("otherBiogenicGhgEmissions", "biogenicNonCO2Emissions", 1),
    ("iLucGhgEmissions", "landCarbonLeakage", 1),
    ("biogenicCarbonWithdrawal", "biogenicCO2Uptake", -1),
    ("aircraftGhgEmissions", "aircraftGhgEmissions", 1),
    ("packagingGhgEmissions", "packagingGhgEmissions", 1),
)


_NEARLY = {
    "otherBiogenicGhgEmissions": (
        "v2 の「その他の生物由来」には CO2 以外と CO2 が分けられていません。全部を CO2 以外としました",
        "v2 does not tell CO2 from other gases here: all of it counts as non-CO2",
    ),
    "iLucGhgEmissions": (
        "v3 に間接土地利用変化はありません。合計に入らない landCarbonLeakage に置きました",
        "v3 has no indirect land use change: put into landCarbonLeakage, which no total holds",
    ),
}


def _number(
    pcf: Source, name: str, target: str, sign: int, report: Report, factor: Decimal, unit: str
) -> Decimal | None:
    """One number for the whole declared unit; None where v3 cannot hold it."""
    text = pcf.take(name)
    if text is None:
        return None
    value = Decimal(text)
    if value * sign < 0:
        is_needed = name in ("fossilGhgEmissions", "fossilCarbonContent")
        report.note(
            "approximated" if is_needed else "dropped", f"pcf.{name}", f"pcf.{target}", text,
            f"v3 では 0 {'以上' if sign > 0 else '以下'}です。"
            + ("0 としました" if is_needed else "書きませんでした"),
            f"v3 wants 0 or {'more' if sign > 0 else 'less'}: "
            + ("taken as 0" if is_needed else "left out"),
            todo=("もとの符号を確かめてください。", "Look at the sign in the source."),
        )  # fmt: skip
        return Decimal(0) if is_needed else None
    whole = times(value, factor) if factor != 1 else value
    if factor != 1 and value != 0:
        report.note(
            "changed", f"pcf.{name}", f"pcf.{target}", text,
            f"1 {unit} あたりを {plain(factor)} {unit} 全体の値 {plain(whole)} にしました",
            f"per 1 {unit} became {plain(whole)} for all {plain(factor)} {unit}",
            reversible=True,
        )  # fmt: skip
    return whole


def numbers_to_v3(
    pcf: Source, made: dict[str, Any], report: Report, minor: str, factor: Decimal
) -> None:
    """Emissions and carbon contents that stand for themselves."""
    unit = made["declaredUnitOfMeasurement"]
    for name, target, sign in _PLAIN_NUMBERS:
        whole = _number(pcf, name, target, _sign(pcf, name, sign, minor), report, factor, unit)
        if whole is None:
            continue
        if name == "biogenicCarbonWithdrawal" and whole > 0:
            report.note(
                "changed", f"pcf.{name}", f"pcf.{target}", plain(whole),
                "2.0 の本文は正の値を求めていました(誤り)。v3 では 0 以下なので符号を変えました",
                "the text of 2.0 asked for a positive value, in error: v3 wants 0 or less, "
                "so the sign was turned",
            )  # fmt: skip
            whole = whole.copy_negate()  # unary minus would round
        made[target] = plain(whole)
        if name in _NEARLY and whole != 0:
            report.note(
                "approximated", f"pcf.{name}", f"pcf.{target}", plain(whole), *_NEARLY[name],
                reversible=True,
            )  # fmt: skip
        if name.endswith("CarbonContent") and minor == "2.0" and whole != 0:
            report.note(
                "assumed", f"pcf.{name}", f"pcf.{target}", plain(whole),
                "炭素の質量 kgC とみました。2.0 の本文は kgCO2e と書いていました(2.1 で訂正)",
                "taken as kg of carbon; the text of 2.0 said kg CO2e (put right in 2.1)",
                todo=("CO2 なら 44/12 で割ってください。", "If it is CO2, divide by 44/12."),
                reversible=True,
            )  # fmt: skip
    _land_management(pcf, made, report, factor)


def _sign(pcf: Source, name: str, sign: int, minor: str) -> int:
    if name == "biogenicCarbonWithdrawal" and minor == "2.0":
        return 0  # a positive one is turned, not refused
    return sign


def _land_management(pcf: Source, made: dict[str, Any], report: Report, factor: Decimal) -> None:
    """v2 has one number for land management; v3 parts losses and gains of carbon stock."""
    name = "landManagementGhgEmissions"
    text = pcf.take(name)
    if text is None:
        return
    value = Decimal(text)
    kind = "Emissions" if value >= 0 else "Removals"
    target = f"landManagementBiogenicCO2{kind}"
    whole = times(value, factor) if factor != 1 else value
    made[target] = plain(whole)
    report.note(
        "approximated", f"pcf.{name}", f"pcf.{target}", text,
        "v2 の土地管理の値は 1 つです。v3 では正なら CO2 排出、負なら CO2 除去に置きます"
        "(化石・CO2 以外の分は分けられません)",
        "v2 has one value for land management: v3 takes it as CO2 emissions when positive, as "
        "removals when negative (fossil and non-CO2 shares cannot be told apart)",
        todo=("内訳が分かれば書き分けてください。", "Split it where the parts are known."),
        reversible=True,
    )  # fmt: skip


def totals_to_v3(pcf: Source, made: dict[str, Any], report: Report, factor: Decimal) -> None:
    """Excluding and including: the parts that v2 leaves out are inside v3's total."""
    unit = made["declaredUnitOfMeasurement"]
    text = pcf.take("pCfExcludingBiogenic")
    stated = times(Decimal(text), factor) if factor != 1 else Decimal(text)
    names = ("landUseChangeGhgEmissions", "landManagementBiogenicCO2Emissions",
             "landManagementBiogenicCO2Removals", "biogenicNonCO2Emissions")  # fmt: skip
    parts = [Decimal(made[name]) for name in names if name in made]
    excluding, without = excluding_uptake(stated, Decimal(made["fossilGhgEmissions"]), parts)
    made["pcfExcludingBiogenicUptake"] = plain(excluding)
    biogenic = plus(parts)
    comes_back = without or biogenic == 0
    if excluding != Decimal(text) or not comes_back:
        report.note(
            "changed" if comes_back else "approximated",
            "pcf.pCfExcludingBiogenic", "pcf.pcfExcludingBiogenicUptake", text,
            f"v3 の合計 {plain(excluding)}({plain(factor)} {unit} 全体)は土地利用変化・土地管理・"
            + (f"CO2 以外の生物由来 {plain(biogenic)} を含みます" if without
               else "CO2 以外の生物由来を含みます。もとの値はすでに含むものとみました"),
            f"v3's total {plain(excluding)} (for {plain(factor)} {unit}) holds land use change, "
            + (f"land management and biogenic non-CO2 gases, {plain(biogenic)}" if without
               else "land management and non-CO2 gases; the source's is taken to hold them already"),
            reversible=comes_back and Decimal(text) >= 0,
        )  # fmt: skip
    if Decimal(text) < 0 and comes_back:
        report.note(
            "approximated", "pcf.pCfExcludingBiogenic", "pcf.pcfExcludingBiogenicUptake", text,
            "v2 では 0 以上です", "v2 wants 0 or more",
        )  # fmt: skip
    uptake = Decimal(made.get("biogenicCO2Uptake", 0))
    including = _number(
        pcf, "pCfIncludingBiogenic", "pcfIncludingBiogenicUptake", 0, report, factor, unit
    )
    if including is None:
        including = plus([excluding, uptake])
        report.note(
            "assumed", "pcf.pCfIncludingBiogenic", "pcf.pcfIncludingBiogenicUptake",
            plain(including), "v3 では必須です。除く合計に吸収を足しました",
            "is mandatory in v3: excluding plus uptake",
        )  # fmt: skip
    made["pcfIncludingBiogenicUptake"] = plain(including)


def mass_to_v3(
    pcf: Source,
    made: dict[str, Any],
    report: Report,
    minor: str,
    factor: Decimal,
    given: Decimal | float | str | None,
) -> None:
    """Kg of product in the whole declared unit, which v3 demands."""
    name, unit = "productMassPerDeclaredUnit", made["declaredUnitOfMeasurement"]
    stated = _number(pcf, name, name, 0, report, factor, unit)
    if stated is not None and minor < "2.3":
        report.note(
            "changed", f"pcf.{name}", f"pcf.{name}", plain(stated),
            f"2.3 からの項目です。PACT {minor} に戻すと落ちます",
            f"is a property of 2.3: the way back to {minor} drops it",
        )  # fmt: skip
    if stated is not None and given is None:
        made[name] = plain(stated)
        return
    if given is not None:
        made[name] = plain(_kilograms(given))
        reason = ("渡された質量です", "the mass that was handed over")
        todo = ("", "")
    elif unit == "kilogram":
        made[name] = made["declaredUnitAmount"]
        reason = (
            "宣言単位が kg なので、量がそのまま質量です",
            "the unit is kg: the amount is the mass",
        )
        todo = ("", "")
    else:
        made[name] = "0"
        massless = unit in words.MASSLESS
        reason = (
            ("エネルギー・輸送・サービスに質量はありません", "energy, transport and services weigh nothing")
            if massless
            else ("v3 では必須ですが、もとにありません。0 は「分からない」の代わりです",
                  "is mandatory in v3 and not in the source: 0 stands for not known")
        )  # fmt: skip
        todo = ("", "") if massless else (
            "product_mass_kg(kg)を渡してください。", "Hand over product_mass_kg.",
        )  # fmt: skip
    report.note("assumed", f"pcf.{name}", f"pcf.{name}", made[name], *reason, todo=todo)


def _kilograms(given: Decimal | float | str) -> Decimal:
    from gxd_teach.numerals import read_number

    number = read_number(given)  # refuses blanks, commas, NaN
    value = given if isinstance(given, Decimal) else Decimal(str(given).strip())
    if number < 0:
        raise GxdError(
            "GXD-R103",
            f"製品の質量 {given} kg は 0 以上です",
            f"the product's mass {given} kg must be 0 or more",
        )
    return value
