"""Units at the border: what people type becomes one scale factor, or a clear refusal.

Inside the package every amount of gas is a plain float in kg CO2e. Here, where amounts and
emission factors enter, pint (https://pint.readthedocs.io) decides whether they fit. Gas is
a dimension of its own, so that kilograms of product never pass for kilograms of CO2e; so
are pieces and yen.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.unit_words import refuse_ambiguous, spell

__all__ = ["convert", "dimension_of", "kg_co2e_scale", "same_dimension"]

_DEFINITIONS = """
kgCO2e = [greenhouse_gas]
gCO2e = 0.001 * kgCO2e
tCO2e = 1000 * kgCO2e
ktCO2e = 1000000 * kgCO2e
MtCO2e = 1000000000 * kgCO2e
piece = [piece]
JPY = [currency]
tkm = 1000 * kilogram * kilometer
"""


@lru_cache(maxsize=1)
def _registry() -> Any:
    """Pint's registry with the units of this field, made at first use."""
    import pint

    registry: Any = pint.UnitRegistry(cache_folder=None)
    for line in _DEFINITIONS.strip().splitlines():
        registry.define(line)
    return registry


@lru_cache(maxsize=4096)
def _quantity(unit: str) -> Any:
    """The unit as a pint quantity; GXD-U001 when blank, GXD-U002 when unknown."""
    if not unit or not unit.strip():
        raise GxdError(
            "GXD-U001",
            "単位が空欄です。kg、kWh、kg-CO2e/kWh のように書いてください",
            "the unit is blank: write one such as kg, kWh or kg-CO2e/kWh",
        )
    registry = _registry()
    refuse_ambiguous(unit)
    try:
        quantity = registry.parse_expression(spell(unit))
        size = float(quantity.to_base_units().magnitude)
        if not (math.isfinite(size) and size > 0):
            raise ValueError(size)
    except Exception as cause:  # pint raises several kinds, tokenize errors among them
        raise GxdError(
            "GXD-U002",
            f"単位「{unit}」を読めません。kg、t、L、kL、m3、kWh、MJ、tkm、個 などが使えます",
            f"unknown unit '{unit}': kg, t, L, kL, m3, kWh, MJ, tkm, piece and the like are known",
        ) from cause
    if not getattr(quantity, "dimensionality", None) and not re.search(r"[A-Za-z]", unit):
        raise GxdError(
            "GXD-U002",
            f"単位「{unit}」を読めません。単位に数だけが入っています",
            f"'{unit}' is a number, not a unit",
        )
    return quantity


def dimension_of(unit: str) -> str:
    """The physical dimension of a unit, as pint writes it.

    >>> dimension_of("kL")
    '[length] ** 3'
    """
    return str(_quantity(unit).dimensionality)


def same_dimension(first: str, second: str) -> bool:
    """Whether two units measure the same kind of thing.

    >>> same_dimension("kg", "t"), same_dimension("kg", "kg-CO2e")
    (True, False)
    """
    return bool(_quantity(first).dimensionality == _quantity(second).dimensionality)


def convert(value: float, unit: str, to: str) -> float:
    """`value` in `unit`, expressed in the unit `to`; GXD-U003 when they do not fit.

    >>> convert(0.423, "t-CO2/MWh", "kg-CO2/kWh")
    0.423
    """
    if unit == to:
        return value
    if not same_dimension(unit, to):
        raise GxdError(
            "GXD-U003",
            f"「{unit}」は「{to}」に換算できません({_repair(unit, to)[0]})",
            f"'{unit}' cannot be converted to '{to}' ({_repair(unit, to)[1]})",
        )
    return value * _scale(unit, to)


@lru_cache(maxsize=4096)
def _scale(unit: str, to: str) -> float:
    source, target = _quantity(unit).to_base_units(), _quantity(to).to_base_units()
    return _tidy(float(source.magnitude / target.magnitude))


def _tidy(scale: float) -> float:
    """Take the dust of binary arithmetic off a scale such as 0.0009999999999999998."""
    return float(f"{scale:.15g}")


@lru_cache(maxsize=4096)
def kg_co2e_scale(activity_unit: str, factor_unit: str) -> float:
    """The number k with ``amount * factor * k`` in kg CO2e.

    `activity_unit` is the unit of the amount ("kWh"), `factor_unit` that of the emission
    factor ("t-CO2/kWh"). GXD-U004 when they do not fit, with both units and the likely repair.

    >>> kg_co2e_scale("kWh", "t-CO2/kWh")
    1000.0
    >>> kg_co2e_scale("L", "t-CO2/kL")
    1.0
    """
    # In base units, so that a temperature scale cannot stand in the way of multiplying.
    product = _quantity(activity_unit).to_base_units() * _quantity(factor_unit).to_base_units()
    gas = _quantity("kg-CO2e")
    if product.dimensionality != gas.dimensionality:
        ja, en = _advise(activity_unit, factor_unit)
        raise GxdError(
            "GXD-U004",
            f"数量の単位「{activity_unit}」と排出係数の単位「{factor_unit}」が合いません。{ja}",
            f"the amount is in '{activity_unit}' but the factor in '{factor_unit}': {en}",
        )
    return _tidy(float(product.to_base_units().magnitude))


def _advise(activity_unit: str, factor_unit: str) -> tuple[str, str]:
    """The likely repair when an amount and a factor do not fit."""
    gas = _quantity("kg-CO2e")
    factor = _quantity(factor_unit)
    per = gas / factor
    if factor.dimensionality == gas.dimensionality:
        return (
            f"係数の「何あたりか」が抜けています。{factor_unit}/{activity_unit} ですか",
            f"the factor does not say per what; is it {factor_unit}/{activity_unit}?",
        )
    if "[greenhouse_gas]" not in factor.dimensionality:
        return (
            "係数の単位に CO2 がありません。kg-CO2e/kWh のように書いてください",
            "the factor's unit has no CO2 in it; write it like kg-CO2e/kWh",
        )
    if "/" not in factor_unit or factor.dimensionality["[greenhouse_gas]"] < 0:
        return (
            "係数は「CO2 ÷ 数量」の向きで書いてください(例 kg-CO2e/kWh)",
            "write the factor as gas per amount, such as kg-CO2e/kWh",
        )
    return _repair(activity_unit, _per_text(factor_unit), per)


def _per_text(factor_unit: str) -> str:
    return unicodedata.normalize("NFKC", factor_unit).split("/", 1)[-1].strip()


def _kind(quantity: Any) -> str:
    """The everyday name of a quantity's dimension."""
    kinds = {
        "[mass]": "mass", "[length] ** 3": "volume", "[piece]": "piece", "[currency]": "money",
        "[mass] * [length] ** 2 / [time] ** 2": "energy", "[mass] * [length]": "transport",
        "[length]": "distance", "[greenhouse_gas]": "gas", "[length] ** 2": "area",
    }  # fmt: skip
    return kinds.get(str(quantity.dimensionality), "other")


def _repair(unit: str, to: str, wanted: Any = None) -> tuple[str, str]:
    """How to get from one kind of amount to another: a density, a heating value, a distance."""
    have = _kind(_quantity(unit))
    want = _kind(wanted if wanted is not None else _quantity(to))
    bridges = {
        frozenset({"mass", "volume"}): ("密度を掛けて", "use the density"),
        frozenset({"energy", "volume"}): ("発熱量(GJ/kL など)を掛けて", "use the heating value"),
        frozenset({"energy", "mass"}): ("発熱量(GJ/t など)を掛けて", "use the heating value"),
        frozenset({"transport", "mass"}): (
            "重量に輸送距離を掛けて(1.5 kg × 400 km = 0.6 tkm)",
            "multiply the mass by the distance (1.5 kg x 400 km = 0.6 tkm)",
        ),
        frozenset({"transport", "distance"}): ("積載重量を掛けて", "multiply by the mass carried"),
        frozenset({"piece", "mass"}): ("1 個あたりの質量を使って", "use the mass of one piece"),
        frozenset({"gas", "mass"}): (
            "製品の質量と CO2 の質量は別のものです",
            "mass of product and mass of CO2 are different things",
        ),
    }  # fmt: skip
    ja, en = bridges.get(frozenset({have, want}), ("", ""))
    if have == "gas" or want == "gas":
        return ja, en
    tail_ja = f"数量を「{to}」に直すか、「{unit}」あたりの係数を選んでください"
    tail_en = f"give the amount in '{to}', or choose a factor per '{unit}'"
    return (f"{ja}、{tail_ja}" if ja else tail_ja), (f"{en} to {tail_en}" if en else tail_en)
