"""Energy to kg CO2e: fuels by the legal tables, electricity by its many coefficients, certificates.

Every amount knows its basis, combustion (TTW) or life cycle (WTW), and the two are not added
without saying so.
"""

from gxd_teach.framework.energy.basis import basis_of
from gxd_teach.framework.energy.certificates import Certificate
from gxd_teach.framework.energy.claims import Claim, find_double_use
from gxd_teach.framework.energy.coefficients import (
    ElectricityFactor,
    electricity_factor,
    kg_per_kwh,
)
from gxd_teach.framework.energy.electricity import location_based, market_based
from gxd_teach.framework.energy.electricity_lines import ElectricityEmissions, ElectricityLine
from gxd_teach.framework.energy.emissions import Emissions, add_emissions
from gxd_teach.framework.energy.fuel_table import FuelFactor, fuel_factor, fuel_names, table_for
from gxd_teach.framework.energy.fuels import combust
from gxd_teach.framework.energy.kinds import KINDS, PURPOSES, check_kind, kind_of, kinds_for
from gxd_teach.framework.energy.years import fiscal_year

__all__ = [
    "KINDS",
    "PURPOSES",
    "Certificate",
    "Claim",
    "ElectricityEmissions",
    "ElectricityFactor",
    "ElectricityLine",
    "Emissions",
    "FuelFactor",
    "add_emissions",
    "basis_of",
    "check_kind",
    "combust",
    "electricity_factor",
    "find_double_use",
    "fiscal_year",
    "fuel_factor",
    "fuel_names",
    "kg_per_kwh",
    "kind_of",
    "kinds_for",
    "location_based",
    "market_based",
    "table_for",
]
