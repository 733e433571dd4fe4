"""Chapter 12: an intensity holds the empty kilometres, and the half-empty ones.

Intensities are those of `gxd_teach.framework.logistics.intensity_from_vehicle` (ISO 14083).
"""

from __future__ import annotations

from gxd_teach.framework.logistics import intensity_from_vehicle
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Row
from gxd_teach.widgets.controls import slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["empty_running"]


def empty_running(
    *, fuel_per_km: float = 0.3, wtw: float = 3.2, ttw: float = 2.6, max_payload_kg: float = 10_000
) -> Panel:
    """One truck by load factor and empty distance (%); `wtw`, `ttw` in kg CO2e per litre.

    Errors are those of `intensity_from_vehicle`.

    >>> empty_running().at(load=60, empty=20).numbers["wtw"]
    '0.200'
    """

    def intensity(load: float, empty: float) -> tuple[float, float]:
        return intensity_from_vehicle(
            fuel_per_km=fuel_per_km, wtw_kg_per_unit=wtw, ttw_kg_per_unit=ttw,
            max_payload_kg=max_payload_kg, load_factor=load / 100,
            empty_distance_factor=empty / 100,
        )  # fmt: skip

    def calculate(load: float, empty: float) -> Shown:
        found, in_vehicle = intensity(load, empty)
        never_empty = intensity(load, 0)[0]
        numbers = {"wtw": number(found, 3), "ttw": number(in_vehicle, 3)}
        mean = max_payload_kg / 1000 * load / 100 * (1 - empty / 100)
        said = Verdict(
            Text(
                "平均の荷物は {0} t。原単位は {1} kg-CO2e/tkm で、空車がないときの {2} 倍です。",
                "On average {0} t are aboard: {1} kg CO2e/tkm, {2} times that of no empty running.",
            ),
            (number(mean, 2), numbers["wtw"], number(found / never_empty, 2)),
        )
        return Shown(numbers, (said,))

    row = Row("wtw", Text("WTW", "WTW"))
    return Panel(
        "empty-running",
        Text("空車と積載率で、原単位はどう変わるか", "The intensity by empty running and load"),
        (
            slider("load", Text("積載率", "load factor"), range(10, 101, 10), 60, Text("%", "%")),
            slider("empty", Text("空車距離率", "empty distance"), range(0, 71, 5), 20, Text("%", "%")),
        ),
        (
            Bars(
                Text("原単位", "intensity"),
                "kg-CO2e/tkm",
                (row, Row("ttw", Text("TTW(走行時だけ)", "TTW (in the vehicle)"), "pale")),
                most=1,
            ),
            Curve(Text("空車距離率と原単位", "intensity by empty distance"), "kg-CO2e/tkm", "empty",
                  (row,), most=1),
        ),
        calculate,
        Text(f"{max_payload_kg / 1000:g} t 車、1 km に軽油 {fuel_per_km:g} L、係数は架空(WTW {wtw:g}、TTW {ttw:g} kg-CO2e/L)。",
             f"A {max_payload_kg / 1000:g} t truck, {fuel_per_km:g} L of diesel per km, invented factors (WTW {wtw:g}, TTW {ttw:g} kg CO2e/L)."),
    )  # fmt: skip
