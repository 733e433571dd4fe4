"""The four Japanese methods of transport emissions: 燃料法, 燃費法, トンキロ法, 改良トンキロ法.

As the Act on Rationalizing Energy Use (省エネ法) asks of shippers
(https://www.enecho.meti.go.jp/category/saving_and_new/saving/ninushi/law_3.html); the formula of
the improved method is taken from https://logiiiii.f-logi.com/terms/kairyo-ton-kilo-hou/. All of
them give CO2 from burning the fuel in the vehicle (tank-to-wheel, TTW): the upstream of the
fuel is not in it, so that a footprint after PACT or ISO 14083 needs more.

To try a function, take the example of https://www.nittsu.co.jp/corporate/environment/modal_shift.html:
10 t over 576 km in a full 10-t truck, 549 kg. (Its printed megajoules follow from the older
38.2 MJ/L and 18.7 gC/MJ of diesel; both pairs of constants give 549 kg.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.transport_limits import checked_number
from gxd_teach.language import say
from gxd_teach.tables import html_table

__all__ = [
    "FUELS",
    "TransportEmissions",
    "fuel_economy_method",
    "fuel_intensity",
    "fuel_method",
    "improved_tonne_km_method",
    "kg_co2_per_litre",
    "mode_coefficient",
    "tonne_km_method",
]

# Fuel: (row of the 2023 legal table, constants a, b, c of ln y = a - b ln(x/100) - c ln z).
FUELS = {
    "diesel": ("FUEL-DIESEL-2023", (2.71, 0.812, 0.654)),
    "gasoline": ("FUEL-GASOLINE-2023", (2.67, 0.927, 0.648)),
}
_FUEL_WORDS = {"軽油": "diesel", "揮発油": "gasoline", "ガソリン": "gasoline", "petrol": "gasoline"}
_ELECTRIC = {"electric", "electricity", "ev", "bev", "電気", "電力", "電動"}
_CARBON_TO_CO2 = 44 / 12
_SMALLEST_PAYLOAD_KG = 100  # below it a payload was meant in tonnes: no truck carries so little
_LARGEST_KG_PER_LITRE = 10  # above it kg per kL, or grams, were meant: no fuel gives so much


@dataclass(frozen=True)
class TransportEmissions:
    """Emissions of one transport: kg of CO2 from combustion (TTW), and how they came about.

    `litres` and `tonne_km` are there where the method has them. `float()` gives the kilograms.

    >>> print(TransportEmissions("燃料法", 261.9, "100 L × 2.619 kg-CO2/L"))
    燃料法: 261.9 kg-CO2 (燃焼のみ TTW) = 100 L × 2.619 kg-CO2/L
    """

    method: str
    kg_co2: float
    formula: str
    litres: float | None = None
    tonne_km: float | None = None
    boundary: str = "tank-to-wheel"

    @property
    def caution(self) -> str:
        """What to say with the figure."""
        return say(
            "走行時の燃焼のみ(TTW)の CO2 です。燃料の採掘・精製など上流の分(WTW)を含みません",
            "CO2 from combustion in the vehicle only (TTW); the upstream of the fuel (WTW) is not in it",
        )

    def __float__(self) -> float:
        return self.kg_co2

    def __str__(self) -> str:
        only = say("燃焼のみ TTW", "combustion only, TTW")
        return f"{self.method}: {self.kg_co2:.1f} kg-CO2 ({only}) = {self.formula}"

    def _repr_html_(self) -> str:
        headings = [
            say("方法", "method"),
            say("式", "formula"),
            say("排出量 [kg-CO2]", "emissions [kg-CO2]"),
        ]
        table = html_table(headings, [[self.method, self.formula, f"{self.kg_co2:.1f}"]], [2])
        return f"{table}<p>{self.caution}</p>"


def kg_co2_per_litre(fuel: str = "diesel") -> float:
    """CO2 from burning one litre, kg, by the legal table in force from fiscal year 2023.

    GJ/kL × tC/GJ × 44/12 of the course's `fuels` data set; diesel or gasoline (軽油, ガソリン).
    GXD-L001 for another fuel, GXD-L002 for an electric vehicle.

    >>> round(kg_co2_per_litre("diesel"), 3), round(kg_co2_per_litre("ガソリン"), 3)
    (2.619, 2.29)
    """
    factor_id = FUELS[_fuel(fuel)][0]
    row = next(row for row in datasets.rows("fuels") if row["factor_id"] == factor_id)
    return float(row["gj_per_unit"]) * float(row["tc_per_gj"]) * _CARBON_TO_CO2


def fuel_method(
    litres: float, kg_per_litre: float | None = None, *, fuel: str = "diesel"
) -> TransportEmissions:
    """燃料法: fuel burnt (L) times kg CO2 per litre; the most exact of the four.

    Without `kg_per_litre` the 2023 legal value of `fuel` is used. Where several shippers share
    the vehicle, the litres must be divided among them first. GXD-L003 for a number that cannot
    be, GXD-L004 for a factor in another unit.

    >>> round(fuel_method(1200).kg_co2, 1)
    3143.4
    """
    amount = checked_number(litres, "litres", least=0, code="GXD-L003")
    factor = _factor(kg_per_litre, fuel)
    formula = f"{amount:,.1f} L × {factor:.3f} kg-CO2/L"
    return TransportEmissions(say("燃料法", "fuel method"), amount * factor, formula, amount)


def fuel_economy_method(
    km: float, km_per_litre: float, kg_per_litre: float | None = None, *, fuel: str = "diesel"
) -> TransportEmissions:
    """燃費法: distance (km) divided by fuel economy (km/L), times kg CO2 per litre.

    GXD-L003 for a number that cannot be, GXD-L004 for a factor in another unit.

    >>> round(fuel_economy_method(576, 3.5).kg_co2, 1)
    431.1
    """
    distance = checked_number(km, "km", least=0, code="GXD-L003")
    economy = checked_number(km_per_litre, "km_per_litre", above=0, code="GXD-L003")
    factor = _factor(kg_per_litre, fuel)
    litres = distance / economy
    formula = f"{distance:,g} km ÷ {economy:g} km/L × {factor:.3f} kg-CO2/L"
    return TransportEmissions(
        say("燃費法", "fuel economy method"), litres * factor, formula, litres
    )


def tonne_km_method(tonnes: float, km: float, g_per_tkm: float) -> TransportEmissions:
    """トンキロ法 (従来トンキロ法, for rail, ship and air): t × km × grams of CO2 per tonne-kilometre.

    The coefficients change from year to year: `mode_coefficient` finds one with its year and
    source. GXD-L003 for a number that cannot be, GXD-L005 for a coefficient below 1, which was
    meant in kg.

    >>> round(tonne_km_method(10, 552, 22).kg_co2, 2)
    121.44
    """
    tonne_km = checked_number(tonnes, "tonnes", least=0, code="GXD-L003") * checked_number(
        km, "km", least=0, code="GXD-L003"
    )
    grams = checked_number(g_per_tkm, "g_per_tkm", least=0, code="GXD-L003")
    if 0 < grams < 1:
        raise GxdError(
            "GXD-L005",
            f"係数 {grams:g} は小さすぎます。g-CO2/トンキロで書いてください(kg なら {grams * 1000:g})",
            f"{grams:g} is too small: write grams of CO2 per tonne-kilometre ({grams * 1000:g} if in kg)",
            where="g_per_tkm",
        )
    formula = f"{tonne_km:,.1f} tkm × {grams:g} g-CO2/tkm ÷ 1000"
    name = say("トンキロ法", "tonne-kilometre method")
    return TransportEmissions(name, tonne_km * grams / 1000, formula, None, tonne_km)


def fuel_intensity(load_percent: float, max_payload_kg: float, fuel: str = "diesel") -> float:
    """Litres per tonne-kilometre of a truck by load rate (%) and maximum payload (kg).

    Diesel: ln y = 2.71 - 0.812 ln(x/100) - 0.654 ln z; gasoline: ln y = 2.67 - 0.927 ln(x/100)
    - 0.648 ln z, with x the load rate in percent (above 1, at most 100) and z the payload in kg
    (at least 100). A load of 0.5 is refused, because it may mean a half or half a percent
    (GXD-L006), and so is a payload of 10, which was meant in tonnes (GXD-L007).

    >>> [round(fuel_intensity(x, z), 4) for x, z in ((100, 10_000), (50, 10_000), (50, 4_000))]
    [0.0364, 0.0639, 0.1163]
    """
    a, b, c = FUELS[_fuel(fuel)][1]
    if load_percent is None:
        raise GxdError(
            "GXD-L006",
            "積載率がありません。実績の値(%)を書いてください",
            "the load rate is missing: give the actual one in percent",
            where="load_percent",
        )
    load = checked_number(load_percent, "load_percent", above=0, code="GXD-L003")
    if not 1 < load <= 100:
        ja, en = ("", "")
        if load <= 1:
            ja, en = f"。{load * 100:g} のことですか", f"; is it {load * 100:g}?"
        raise GxdError(
            "GXD-L006",
            f"積載率 {load:g} は 1 より大きく 100 以下の % で書いてください(半分なら 50){ja}",
            f"the load rate {load:g} must be in percent, above 1 and at most 100 (half is 50){en}",
            where="load_percent",
        )
    payload = checked_number(max_payload_kg, "max_payload_kg", above=0, code="GXD-L003")
    if payload < _SMALLEST_PAYLOAD_KG:
        raise GxdError(
            "GXD-L007",
            f"最大積載量 {payload:g} は kg で書いてください。{payload:g} t なら {payload * 1000:g} です",
            f"the maximum payload {payload:g} must be in kg: {payload:g} t are {payload * 1000:g}",
            where="max_payload_kg",
        )
    return math.exp(a - b * math.log(load / 100) - c * math.log(payload))


def improved_tonne_km_method(
    tonnes: float,
    km: float,
    load_percent: float,
    max_payload_kg: float,
    fuel: str = "diesel",
    kg_per_litre: float | None = None,
) -> TransportEmissions:
    """改良トンキロ法 (trucks): t × km × litres per tkm (by load rate and payload) × kg CO2 per litre.

    `tonnes` is what is carried, `max_payload_kg` the truck's. Errors as in `fuel_intensity`;
    an electric truck is refused (GXD-L002): the formula is one of fuel.

    >>> print(improved_tonne_km_method(10, 576, 100, 10_000))
    改良トンキロ法: 549.0 kg-CO2 (燃焼のみ TTW) = 5,760.0 tkm × 0.0364 L/tkm × 2.619 kg-CO2/L
    >>> round(improved_tonne_km_method(5, 576, 50, 10_000).kg_co2, 1)
    481.9
    """
    tonne_km = checked_number(tonnes, "tonnes", least=0, code="GXD-L003") * checked_number(
        km, "km", least=0, code="GXD-L003"
    )
    intensity = fuel_intensity(load_percent, max_payload_kg, fuel)
    factor = _factor(kg_per_litre, fuel)
    litres = tonne_km * intensity
    formula = f"{tonne_km:,.1f} tkm × {intensity:.4f} L/tkm × {factor:.3f} kg-CO2/L"
    name = say("改良トンキロ法", "improved tonne-kilometre method")
    return TransportEmissions(name, litres * factor, formula, litres, tonne_km)


def mode_coefficient(mode: str, year: int, source: str | None = None) -> float:
    """A published coefficient of a mode (truck, rail, ship), g CO2 per tkm, TTW.

    From the `transport-modes` data set, whose rows carry year, source and certainty; pages that
    quote the same ministry differ, so `source` (a part of its name) chooses where a year has
    several. GXD-L008 names the rows there are.

    >>> mode_coefficient("ship", 2021), mode_coefficient("rail", 2006)
    (43.0, 22.0)
    """
    rows = [row for row in datasets.rows("transport-modes") if row["mode"] == mode]
    found = [
        row
        for row in rows
        if int(row["year"]) == year and (source is None or source in row["source"])
    ]
    if len(found) != 1:
        known = ", ".join(f"{row['mode']} {row['year']}" for row in rows) or "truck, rail, ship"
        raise GxdError(
            "GXD-L008",
            f"「{mode}」{year} 年の係数が 1 つに決まりません。あるもの: {known}。係数は g_per_tkm に直接書けます",
            f"no single coefficient of '{mode}' for {year}; there are: {known}. You may also give "
            "one as g_per_tkm",
        )
    return float(found[0]["value"])


def _fuel(fuel: str) -> str:
    """The name of a fuel in either language; GXD-L001, GXD-L002 for what it cannot be."""
    word = str(fuel).strip().lower()
    if word in _ELECTRIC:
        raise GxdError(
            "GXD-L002",
            "電気トラックはトンキロ法では算定できません。使った電力量(kWh)に電気の排出係数を掛けてください",
            "an electric truck cannot be treated by the tonne-kilometre method: multiply its "
            "electricity (kWh) by a factor of electricity",
            where=str(fuel),
        )
    name = _FUEL_WORDS.get(word, word)
    if name not in FUELS:
        raise GxdError(
            "GXD-L001",
            f"燃料「{fuel}」は使えません。diesel(軽油)か gasoline(揮発油)です",
            f"the fuel '{fuel}' is not known here: diesel or gasoline",
        )
    return name


def _factor(kg_per_litre: float | None, fuel: str) -> float:
    """kg CO2 per litre: the given one, or the fuel's legal value."""
    if kg_per_litre is None:
        return kg_co2_per_litre(fuel)
    factor = checked_number(kg_per_litre, "kg_per_litre", least=0, code="GXD-L003")
    if factor > _LARGEST_KG_PER_LITRE or 0 < factor < _LARGEST_KG_PER_LITRE / 1000:
        raise GxdError(
            "GXD-L004",
            f"係数 {factor:g} は 1 L あたりの kg-CO2 で書いてください(軽油は 2.619。t-CO2/kL も同じ数です)",
            f"the factor {factor:g} must be kg of CO2 per litre (diesel 2.619, the same in t per kL)",
            where="kg_per_litre",
        )
    return factor
