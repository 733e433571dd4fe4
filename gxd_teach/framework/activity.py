"""One activity row: an amount of something, and the emission factor that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from gxd_teach.framework.factors import EmissionFactor
from gxd_teach.units import kg_co2e_scale

__all__ = ["Activity"]


@dataclass(frozen=True)
class Activity:
    """One row: an amount of a flow in a life-cycle stage, and its emission factor.

    `amount` (in `unit`) is per declared unit of the product. `primary` says whether the
    amount is the company's own data. The factor's own share comes with the factor.
    """

    flow: str
    stage: str
    amount: float
    unit: str
    factor: EmissionFactor
    primary: bool

    @property
    def kg_co2e(self) -> float:
        """Amount times factor, in kg CO2e."""
        return self.amount * self.factor.value * kg_co2e_scale(self.unit, self.factor.unit)

    @property
    def primary_data_share(self) -> float:
        """Percent: the factor's share where the amount is primary, else 0 (both must be)."""
        return self.factor.primary_data_share if self.primary else 0.0
