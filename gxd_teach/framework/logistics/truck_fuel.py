"""What a truck burns: CO2 per litre of its fuel, and litres per tonne-kilometre of the improved method.

CO2 per litre by the legal table in force from fiscal year 2023 (算定省令 別表第1,
https://jplaws.app/d/418M60001400003-a.html). The formula of the improved tonne-kilometre method
is taken from https://logiiiii.f-logi.com/terms/kairyo-ton-kilo-hou/; it is one of fuel, so an
electric truck is refused.
"""

from __future__ import annotations

import math
import unicodedata

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number
from gxd_teach.framework.factors import CARBON_TO_CO2

__all__ = ["FUELS", "checked_payload", "fuel_intensity", "kg_co2_per_litre", "litre_factor"]

# Fuel: (row of the 2023 legal table, constants a, b, c of ln y = a - b ln(x/100) - c ln z).
FUELS = {
    "diesel": ("FUEL-DIESEL-2023", (2.71, 0.812, 0.654)),
    "gasoline": ("FUEL-GASOLINE-2023", (2.67, 0.927, 0.648)),
}
_FUEL_WORDS = {"軽油": "diesel", "揮発油": "gasoline", "ガソリン": "gasoline", "petrol": "gasoline"}
_ELECTRIC = {"electric", "electricity", "ev", "bev", "電気", "電力", "電動"}
_SMALLEST_PAYLOAD_KG = 100  # below it a payload was meant in tonnes: no truck carries so little
_LARGEST_KG_PER_LITRE = 10  # above it kg per kL, or grams, were meant: no fuel gives so much


def kg_co2_per_litre(fuel: str = "diesel") -> float:
    """CO2 from burning one litre, kg, by the legal table in force from fiscal year 2023.

    GJ/kL × tC/GJ × 44/12 of the course's `fuels` data set; diesel or gasoline (軽油, ガソリン).
    GXD-M011 for another fuel, GXD-M012 for an electric vehicle.

    >>> round(kg_co2_per_litre("diesel"), 3), round(kg_co2_per_litre("ガソリン"), 3)
    (2.619, 2.29)
    """
    factor_id = FUELS[_fuel(fuel)][0]
    row = next(row for row in datasets.rows("fuels") if row["factor_id"] == factor_id)
    return float(row["gj_per_unit"]) * float(row["tc_per_gj"]) * CARBON_TO_CO2


def checked_payload(max_payload_kg: float, *, code: str) -> float:
    """A maximum payload in kg, at least 100; GXD-M017 for 10, which was meant in tonnes.

    >>> checked_payload(10_000, code="GXD-M013")
    10000.0
    """
    payload = checked_number(max_payload_kg, "max_payload_kg", above=0, code=code)
    if payload < _SMALLEST_PAYLOAD_KG:
        raise GxdError(
            "GXD-M017",
            f"最大積載量 {payload:g} は kg で書いてください。{payload:g} t なら {payload * 1000:g} です",
            f"the maximum payload {payload:g} must be in kg: {payload:g} t are {payload * 1000:g}",
            where="max_payload_kg",
        )
    return payload


def fuel_intensity(load_percent: float, max_payload_kg: float, fuel: str = "diesel") -> float:
    """Litres per tonne-kilometre of a truck by load rate (%) and maximum payload (kg).

    Diesel: ln y = 2.71 - 0.812 ln(x/100) - 0.654 ln z; gasoline: ln y = 2.67 - 0.927 ln(x/100)
    - 0.648 ln z, with x the load rate in percent (above 1, at most 100) and z the payload in kg
    (at least 100). A load of 0.5 is refused, because it may mean a half or half a percent
    (GXD-M016), and so is a payload of 10, which was meant in tonnes (GXD-M017).

    >>> [round(fuel_intensity(x, z), 4) for x, z in ((100, 10_000), (50, 10_000), (50, 4_000))]
    [0.0364, 0.0639, 0.1163]
    """
    a, b, c = FUELS[_fuel(fuel)][1]
    if load_percent is None:
        raise GxdError(
            "GXD-M016",
            "積載率がありません。実績の値(%)を書いてください",
            "the load rate is missing: give the actual one in percent",
            where="load_percent",
        )
    load = checked_number(load_percent, "load_percent", above=0, code="GXD-M013")
    if not 1 < load <= 100:
        ja, en = ("", "")
        if load <= 1:
            ja, en = f"。{load * 100:g} のことですか", f"; is it {load * 100:g}?"
        raise GxdError(
            "GXD-M016",
            f"積載率 {load:g} は 1 より大きく 100 以下の % で書いてください(半分なら 50){ja}",
            f"the load rate {load:g} must be in percent, above 1 and at most 100 (half is 50){en}",
            where="load_percent",
        )
    payload = checked_payload(max_payload_kg, code="GXD-M013")
    return math.exp(a - b * math.log(load / 100) - c * math.log(payload))


def _fuel(fuel: str) -> str:
    """The name of a fuel in either language; GXD-M011, GXD-M012 for what it cannot be."""
    word = unicodedata.normalize("NFKC", str(fuel)).strip().lower()
    if word in _ELECTRIC:
        raise GxdError(
            "GXD-M012",
            "電気トラックはトンキロ法では算定できません。使った電力量(kWh)に電気の排出係数を掛けてください",
            "an electric truck cannot be treated by the tonne-kilometre method: multiply its "
            "electricity (kWh) by a factor of electricity",
            where=str(fuel),
        )
    name = _FUEL_WORDS.get(word, word)
    if name not in FUELS:
        raise GxdError(
            "GXD-M011",
            f"燃料「{fuel}」は使えません。diesel(軽油)か gasoline(揮発油)です",
            f"the fuel '{fuel}' is not known here: diesel or gasoline",
        )
    return name


def litre_factor(kg_per_litre: float | None, fuel: str) -> float:
    """kg CO2 per litre: the given one, or the fuel's legal value."""
    if kg_per_litre is None:
        return kg_co2_per_litre(fuel)
    factor = checked_number(kg_per_litre, "kg_per_litre", least=0, code="GXD-M013")
    if factor > _LARGEST_KG_PER_LITRE or 0 < factor < _LARGEST_KG_PER_LITRE / 1000:
        raise GxdError(
            "GXD-M014",
            f"係数 {factor:g} は 1 L あたりの kg-CO2 で書いてください(軽油は 2.619。t-CO2/kL も同じ数です)",
            f"the factor {factor:g} must be kg of CO2 per litre (diesel 2.619, the same in t per kL)",
            where="kg_per_litre",
        )
    return factor
