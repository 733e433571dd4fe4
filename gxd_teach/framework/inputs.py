"""What goes into a process: materials, energy, transport legs, packaging, treatment of scrap.

Each function makes one `Activity` of the right life-cycle stage. Amounts are per unit begun
in the process. A factor is an `EmissionFactor`, or the name of one of the course's own.
"""

from __future__ import annotations

from gxd_teach.errors import GxdError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.checks import checked_number, checked_object, checked_text
from gxd_teach.framework.contribution import OUTBOUND_STAGE
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.units import kg_co2e_scale

__all__ = [
    "direct_emissions",
    "energy",
    "material",
    "packaging",
    "scrap_treatment",
    "tonne_km",
    "transport_leg",
]


def material(
    flow: str,
    amount: float,
    unit: str,
    factor: EmissionFactor | str,
    *,
    primary: bool = True,
    supplier: str = "",
) -> Activity:
    """A material or part put in: what is bought, scrap included, not what the product weighs.

    >>> material("アルミ板", 1.2, "kg", "FICT-AL-SHEET").kg_co2e
    9.6
    """
    return _activity(flow, "raw_material", amount, unit, factor, primary, supplier)


def energy(
    flow: str,
    amount: float,
    unit: str,
    factor: EmissionFactor | str,
    *,
    primary: bool = True,
    supplier: str = "",
) -> Activity:
    """Electricity, heat or fuel used in the process.

    >>> round(energy("電力", 5, "kWh", "ELEC-JP-AVERAGE-FY2024").kg_co2e, 6)
    2.115
    """
    return _activity(flow, "production", amount, unit, factor, primary, supplier)


def direct_emissions(flow: str, kg_co2e: float, *, primary: bool = True) -> Activity:
    """Gas that the process itself lets out, already in kg CO2e; own ones are primary data.

    >>> direct_emissions("溶接のシールドガス", 0.3).kg_co2e
    0.3
    """
    measured = EmissionFactor("DIRECT", 1.0, "kg-CO2e/kg-CO2e", "direct", 100.0 if primary else 0.0)
    return _activity(flow, "production", kg_co2e, "kg-CO2e", measured, primary, "")


def packaging(
    flow: str,
    amount: float,
    unit: str,
    factor: EmissionFactor | str,
    *,
    primary: bool = True,
    supplier: str = "",
) -> Activity:
    """Packaging of the product: in the total, and reported on its own too (PACT).

    >>> packaging("段ボール箱", 0.4, "kg", "FICT-CARDBOARD", primary=False).stage
    'packaging'
    """
    return _activity(flow, "packaging", amount, unit, factor, primary, supplier)


def scrap_treatment(
    flow: str,
    mass_kg: float,
    factor: EmissionFactor | str,
    *,
    primary: bool = True,
    supplier: str = "",
) -> Activity:
    """Treatment of scrap or rejects as waste, per kg treated.

    Scrap that is recycled carries nothing on and earns no credit (cut-off): it has no row.

    >>> treated = EmissionFactor("FICT-LANDFILL", 0.05, "kg-CO2e/kg")
    >>> round(scrap_treatment("端材の処理", 0.2, treated).kg_co2e, 6)
    0.01
    """
    return _activity(flow, "waste", mass_kg, "kg", factor, primary, supplier)


def tonne_km(mass_kg: float, distance_km: float) -> float:
    """Transport activity: mass in tonnes times distance; GXD-I005 when one is negative.

    >>> tonne_km(1.5, 400), tonne_km(230, 700)
    (0.6, 161.0)
    """
    mass = checked_number(mass_kg, "mass_kg", least=0, code="GXD-I005")
    return mass * checked_number(distance_km, "distance_km", least=0, code="GXD-I005") / 1000


def transport_leg(
    flow: str,
    mass_kg: float,
    distance_km: float,
    factor: EmissionFactor | str,
    *,
    outbound: bool = False,
    primary: bool = True,
    supplier: str = "",
) -> Activity:
    """One leg: mass carried (kg) and distance (km) become tkm.

    With `outbound` the leg lies after the gate: reported apart, in no total.

    >>> leg = transport_leg("材料の輸送", 1.5, 400, "TRUCK-10T-DIESEL-FULL")
    >>> leg.amount, leg.unit, round(leg.kg_co2e, 4)
    (0.6, 'tkm', 0.0572)
    """
    stage = OUTBOUND_STAGE if outbound else "transport"
    amount = tonne_km(mass_kg, distance_km)
    return _activity(flow, stage, amount, "tkm", factor, primary, supplier)


def _activity(
    flow: str,
    stage: str,
    amount: float,
    unit: str,
    factor: EmissionFactor | str,
    primary: bool,
    supplier: str,
) -> Activity:
    """Check the amount and the units, here where they are typed."""
    found = EmissionFactors.load()[factor] if isinstance(factor, str) else factor
    checked_object(found, EmissionFactor, f"{flow}, factor")
    checked_text(unit, f"{flow}, unit")
    amount = checked_number(amount, f"{flow}, amount", least=0, code="GXD-I005")
    try:
        kg_co2e_scale(unit, found.unit)
    except GxdError as error:
        raise GxdError(error.code, error.ja, error.en, where=flow) from None
    return Activity(flow, stage, amount, unit, found, primary, supplier=supplier)
