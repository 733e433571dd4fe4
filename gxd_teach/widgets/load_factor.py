"""Chapter 11: a half-empty truck emits little less, and much more per tonne.

All kilograms are those of `gxd_teach.framework.improved_tonne_km_method` (改良トンキロ法).
"""

from __future__ import annotations

from collections.abc import Sequence

from gxd_teach.framework.logistics import fuel_intensity, improved_tonne_km_method
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Row
from gxd_teach.widgets.controls import choice, slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["load_factor"]


def load_factor(
    *, km: float = 576, payloads_kg: Sequence[float] = (2000, 4000, 10_000), fuel: str = "diesel"
) -> Panel:
    """One trip of `km` in trucks of several payloads (kg), by load rate (%).

    Errors are those of the improved tonne-kilometre method.

    >>> made = load_factor()
    >>> made.at(load=50, payload=10_000).numbers["trip"], made.at(load=100).numbers["trip"]
    ('481.9', '549.0')
    """
    trucks = tuple(payloads_kg)

    def calculate(load: float, payload: float) -> Shown:
        tonnes = payload / 1000 * load / 100
        trip = improved_tonne_km_method(tonnes, km, load, payload, fuel).kg_co2
        full = improved_tonne_km_method(payload / 1000, km, 100, payload, fuel).kg_co2
        per_tonne, best = trip / tonnes, full / (payload / 1000)
        numbers = {
            "trip": number(trip, 1),
            "tonne": number(per_tonne, 1),
            "intensity": number(fuel_intensity(load, payload, fuel), 4),
        }
        cargo = f"{tonnes:.4g}"
        if load == 100:
            said = Verdict(
                Text(
                    "満載({0} t)です。1 便 {1} kg-CO2、荷物 1 t あたり {2} kg。",
                    "Full ({0} t): {1} kg CO2 a trip, {2} kg per tonne carried.",
                ),
                (cargo, numbers["trip"], numbers["tonne"]),
                "good",
            )
        else:
            said = Verdict(
                Text(
                    "荷物は満載の {0} % なのに、1 便の排出量は満載の {1} %。荷物 1 t あたりでは {2} 倍です。",
                    "{0} % of a full load, but {1} % of a full trip's emissions: {2} times per tonne.",
                ),
                (f"{load:g}", number(100 * trip / full, 0), number(per_tonne / best, 2)),
                "over" if load <= 50 else "plain",
            )
        return Shown(numbers, (said,))

    sizes = {
        kg: Text(f"{kg / 1000:g} t 車({kg:,.0f} kg)", f"{kg / 1000:g} t truck ({kg:,.0f} kg)")
        for kg in trucks
    }
    trip_row = Row("trip", Text("1 便", "a trip"))
    return Panel(
        "load-factor",
        Text("積載率と最大積載量で、排出量はどう変わるか", "Emissions by load rate and payload"),
        (
            slider("load", Text("積載率", "load rate"), range(5, 101, 5), 50, Text("%", "%")),
            choice("payload", Text("最大積載量", "maximum payload"), sizes, trucks[-1]),
        ),
        (
            Curve(
                Text("1 便の排出量", "emissions of a trip"), "kg-CO2", "load", (trip_row,)
            ),
            Curve(
                Text("荷物 1 t あたり", "per tonne carried"),
                "kg-CO2/t",
                "load",
                (Row("tonne", Text("荷物 1 t あたり", "per tonne")),),
                most=500,
            ),
            Bars(
                Text("燃料原単位", "fuel per tonne-kilometre"),
                "L/tkm",
                (Row("intensity", Text("1 tkm あたりの燃料", "fuel per tkm"), "pale"),),
                most=0.5,
            ),
        ),
        calculate,
        Text(
            f"{km:g} km を 1 便。改良トンキロ法、軽油、燃焼のみ(TTW)。"
            if fuel == "diesel"
            else f"{km:g} km を 1 便。改良トンキロ法、{fuel}、燃焼のみ(TTW)。",
            f"One trip of {km:g} km; improved tonne-kilometre method, {fuel}, combustion only (TTW).",
        ),
    )  # fmt: skip
