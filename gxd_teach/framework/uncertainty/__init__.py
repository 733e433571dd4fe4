"""Uncertainty: how sure a footprint is, by Monte Carlo and by first-order sensitivity."""

from gxd_teach.framework.uncertainty.distributions import Distribution
from gxd_teach.framework.uncertainty.first_order import (
    InputSensitivity,
    Sensitivity,
    sensitivity,
    variance_shares,
)
from gxd_teach.framework.uncertainty.inventory import (
    UncertainInventory,
    UncertainRow,
    simulate,
)
from gxd_teach.framework.uncertainty.simulation import Simulation

__all__ = [
    "Distribution",
    "InputSensitivity",
    "Sensitivity",
    "Simulation",
    "UncertainInventory",
    "UncertainRow",
    "sensitivity",
    "simulate",
    "variance_shares",
]
