"""Fuels: litres, cubic metres and tonnes burned become kilograms of CO2, by the legal table.

CO2 = amount × GJ per unit × tC per GJ × 44/12, with the coefficients of `fuel_table` (算定省令
別表第1, https://jplaws.app/d/418M60001400003-a.html). They hold combustion only (TTW):
extraction, refining and transport of the fuel are not in them, and PACT asks for the life
cycle (WTW). `add_emissions` therefore never adds the two without being told to.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from gxd_teach.errors import GxdError
from gxd_teach.framework.energy.basis import not_negative
from gxd_teach.framework.energy.emissions import Emissions
from gxd_teach.framework.energy.fuel_table import FuelFactor, fuel_factor

__all__ = ["combust"]

# The litre of a liquid, the cubic metre of a gas and the kilogram: one of them in the table's unit.
_UNITS = {
    "kL": {"l": 0.001, "kl": 1.0, "m3": 1.0},
    "1000m3": {"m3": 0.001, "1000m3": 1.0},
    "t": {"kg": 0.001, "t": 1.0},
}
_UNIT_WORDS = {
    "liter": "l", "litre": "l", "liters": "l", "litres": "l", "リットル": "l", "ℓ": "l",
    "キロリットル": "kl", "立方メートル": "m3", "m^3": "m3", "cubic meter": "m3",
    "千m3": "1000m3", "千立方メートル": "1000m3", "1,000m3": "1000m3", "10^3m3": "1000m3",
    "キログラム": "kg", "kilogram": "kg", "トン": "t", "ton": "t", "tonne": "t", "tons": "t",
}  # fmt: skip


def combust(
    fuel: str,
    amount: float,
    unit: str,
    table: str | int | None = None,
    *,
    fiscal_year: int | str | date | None = None,
) -> Emissions:
    """CO2 from burning an amount of fuel, kg; combustion only (its CH4 and N2O are not in it).

    `unit`: L, kL, m3, 1000m3, kg or t, as the fuel is counted. Raises as `fuel_factor`;
    GXD-H004 for a unit that does not fit, GXD-H005 for an amount below 0.

    >>> round(combust("diesel", 1200, "L").kg_co2e, 1)
    3143.4
    >>> round(combust("軽油", 1200, "L", fiscal_year=2022).kg_co2e, 1)
    3102.0
    """
    factor = fuel_factor(fuel, table, fiscal_year=fiscal_year)
    used = not_negative(amount, factor.name)
    in_unit = used * _scale(unit, factor)
    return Emissions(
        kg_co2e=in_unit * factor.t_co2_per_unit * 1000,
        basis=factor.basis,
        label=factor.name,
        calculation=f"{used:g} {unit} × {factor.calculation}",
        source=factor.source,
    )


def _scale(unit: str, factor: FuelFactor) -> float:
    """How many of the table's units one `unit` is."""
    text = unicodedata.normalize("NFKC", str(unit)).strip().lower()
    word = _UNIT_WORDS.get(text, text).replace(" ", "")
    known = _UNITS[factor.unit]
    if word in known:
        return known[word]
    ja, en = {
        "energy": (
            "熱量で量ったときは、表の単位発熱量で割って、もとの単位に直してください",
            "divide the energy by the table's heating value first",
        ),
        "t": ("体積で量ったときは、供給者の密度で質量に直してください", "weigh it, or use the supplier's density"),
        "kL": ("質量で量ったときは、供給者の密度で体積に直してください", "use the supplier's density to get a volume"),
        "1000m3": (
            "表の状態の体積(m3)に直してください。Nm3 や kg はそのまま使えません",
            "give the volume in m3 at the table's conditions; Nm3 and kg are not that",
        ),
    }["energy" if word in {"mj", "gj", "kwh", "mwh"} else factor.unit]  # fmt: skip
    units = ", ".join(
        spelled for spelled in ("L", "kL", "m3", "1000m3", "kg", "t") if spelled.lower() in known
    )
    raise GxdError(
        "GXD-H004",
        f"単位「{unit}」では量れません。使える単位: {units}。{ja}",
        f"it is not counted in '{unit}' but in {units}: {en}",
        where=factor.name,
    )
