"""Greenhouse gases: their names, their GWP100 by report, and kilograms of gas to kg CO2e."""

from gxd_teach.framework.gases.gwp import Potential, accepts_report, check_report, gwp100, potential
from gxd_teach.framework.gases.sums import GasEmissions, GasLine, co2e, combine

__all__ = [
    "GasEmissions",
    "GasLine",
    "Potential",
    "accepts_report",
    "check_report",
    "co2e",
    "combine",
    "gwp100",
    "potential",
]
