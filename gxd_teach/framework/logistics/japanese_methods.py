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

from dataclasses import dataclass

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_text, refuse_huge
from gxd_teach.framework.energy.basis import COMBUSTION, missing_upstream
from gxd_teach.framework.logistics.truck_fuel import fuel_intensity, litre_factor
from gxd_teach.language import say
from gxd_teach.tables import html_table

__all__ = [
    "TransportEmissions",
    "fuel_economy_method",
    "fuel_method",
    "improved_tonne_km_method",
    "mode_coefficient",
    "tonne_km_method",
]


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

    def __post_init__(self) -> None:
        refuse_huge(self.kg_co2, self.method, "GXD-M013")

    @property
    def caution(self) -> str:
        """What to say with the figure."""
        return str(missing_upstream({COMBUSTION: [self.method]}))

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


def fuel_method(
    litres: float, kg_per_litre: float | None = None, *, fuel: str = "diesel"
) -> TransportEmissions:
    """燃料法: fuel burnt (L) times kg CO2 per litre; the most exact of the four.

    Without `kg_per_litre` the 2023 legal value of `fuel` is used. Where several shippers share
    the vehicle, the litres must be divided among them first. GXD-M013 for a number that cannot
    be, GXD-M014 for a factor in another unit.

    >>> round(fuel_method(1200).kg_co2, 1)
    3143.4
    """
    amount = checked_number(litres, "litres", least=0, code="GXD-M013")
    factor = litre_factor(kg_per_litre, fuel)
    formula = f"{amount:,.1f} L × {factor:.3f} kg-CO2/L"
    return TransportEmissions(say("燃料法", "fuel method"), amount * factor, formula, amount)


def fuel_economy_method(
    km: float, km_per_litre: float, kg_per_litre: float | None = None, *, fuel: str = "diesel"
) -> TransportEmissions:
    """燃費法: distance (km) divided by fuel economy (km/L), times kg CO2 per litre.

    GXD-M013 for a number that cannot be, GXD-M014 for a factor in another unit.

    >>> round(fuel_economy_method(576, 3.5).kg_co2, 1)
    431.1
    """
    distance = checked_number(km, "km", least=0, code="GXD-M013")
    economy = checked_number(km_per_litre, "km_per_litre", above=0, code="GXD-M013")
    factor = litre_factor(kg_per_litre, fuel)
    litres = distance / economy
    formula = f"{distance:,g} km ÷ {economy:g} km/L × {factor:.3f} kg-CO2/L"
    return TransportEmissions(
        say("燃費法", "fuel economy method"), litres * factor, formula, litres
    )


def tonne_km_method(tonnes: float, km: float, g_per_tkm: float) -> TransportEmissions:
    """トンキロ法 (従来トンキロ法, for rail, ship and air): t × km × grams of CO2 per tonne-kilometre.

    The coefficients change from year to year: `mode_coefficient` finds one with its year and
    source. GXD-M013 for a number that cannot be, GXD-M015 for a coefficient below 1, which was
    meant in kg.

    >>> round(tonne_km_method(10, 552, 22).kg_co2, 2)
    121.44
    """
    tonne_km = checked_number(tonnes, "tonnes", least=0, code="GXD-M013") * checked_number(
        km, "km", least=0, code="GXD-M013"
    )
    grams = checked_number(g_per_tkm, "g_per_tkm", least=0, code="GXD-M013")
    if 0 < grams < 1:
        raise GxdError(
            "GXD-M015",
            f"係数 {grams:g} は小さすぎます。g-CO2/トンキロで書いてください(kg なら {grams * 1000:g})",
            f"{grams:g} is too small: write grams of CO2 per tonne-kilometre ({grams * 1000:g} if in kg)",
            where="g_per_tkm",
        )
    formula = f"{tonne_km:,.1f} tkm × {grams:g} g-CO2/tkm ÷ 1000"
    name = say("トンキロ法", "tonne-kilometre method")
    return TransportEmissions(name, tonne_km * grams / 1000, formula, None, tonne_km)


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
    an electric truck is refused (GXD-M012): the formula is one of fuel.

    >>> print(improved_tonne_km_method(10, 576, 100, 10_000))
    改良トンキロ法: 549.0 kg-CO2 (燃焼のみ TTW) = 5,760.0 tkm × 0.0364 L/tkm × 2.619 kg-CO2/L
    >>> round(improved_tonne_km_method(5, 576, 50, 10_000).kg_co2, 1)
    481.9
    """
    tonne_km = checked_number(tonnes, "tonnes", least=0, code="GXD-M013") * checked_number(
        km, "km", least=0, code="GXD-M013"
    )
    intensity = fuel_intensity(load_percent, max_payload_kg, fuel)
    factor = litre_factor(kg_per_litre, fuel)
    litres = tonne_km * intensity
    formula = f"{tonne_km:,.1f} tkm × {intensity:.4f} L/tkm × {factor:.3f} kg-CO2/L"
    name = say("改良トンキロ法", "improved tonne-kilometre method")
    return TransportEmissions(name, litres * factor, formula, litres, tonne_km)


def mode_coefficient(mode: str, year: int, source: str | None = None) -> float:
    """A published coefficient of a mode (truck, rail, ship), g CO2 per tkm, TTW.

    From the `transport-modes` data set, whose rows carry year, source and certainty; pages that
    quote the same ministry differ, so `source` (a part of its name) chooses where a year has
    several. GXD-M018 names the rows there are.

    >>> mode_coefficient("ship", 2021), mode_coefficient("rail", 2006)
    (43.0, 22.0)
    """
    if source is not None:
        checked_text(source, "source")
    rows = [row for row in datasets.rows("transport-modes") if row["mode"] == mode]
    found = [
        row
        for row in rows
        if int(row["year"]) == year and (source is None or source in row["source"])
    ]
    if len(found) != 1:
        known = ", ".join(f"{row['mode']} {row['year']}" for row in rows) or "truck, rail, ship"
        raise GxdError(
            "GXD-M018",
            f"「{mode}」{year} 年の係数が 1 つに決まりません。あるもの: {known}。係数は g_per_tkm に直接書けます",
            f"no single coefficient of '{mode}' for {year}; there are: {known}. You may also give "
            "one as g_per_tkm",
        )
    return float(found[0]["value"])
