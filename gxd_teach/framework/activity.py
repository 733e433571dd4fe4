"""One activity row: an amount of something, and the emission factor that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

from gxd_teach.framework.checks import checked_flag, checked_object, checked_text, refuse_huge
from gxd_teach.framework.contribution import GATE_TO_GATE_STAGE, Contribution
from gxd_teach.framework.factors import EmissionFactor
from gxd_teach.framework.stage_words import stage_of
from gxd_teach.units import kg_co2e_scale

__all__ = ["Activity"]


@dataclass(frozen=True)
class Activity:
    """One row: an amount of a flow in a life-cycle stage, and its emission factor.

    `amount` (in `unit`) is per declared unit of the product. `primary` says whether the
    amount is the company's own data. The factor's own share comes with the factor.
    `process`, `supplier` and `period` (as written: 2025-04, FY2025) may stay blank; an
    `outsourced` row of production is not between the own gates.

    >>> resin = EmissionFactor("FICT-RESIN", 2.0, "kg-CO2e/kg", primary_data_share=25)
    >>> Activity("樹脂", "raw_material", 300, "g", resin, primary=True).kg_co2e
    0.6
    """

    flow: str
    stage: str
    amount: float
    unit: str
    factor: EmissionFactor
    primary: bool
    process: str = ""
    supplier: str = ""
    period: str = ""
    outsourced: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.factor, EmissionFactor):
            checked_object(self.factor, EmissionFactor, f"{self.flow}, factor")
        if not isinstance(self.amount, Real):
            checked_object(self.amount, float, f"{self.flow}, amount")
        if not isinstance(self.amount, float):  # an integer may have more digits than a float
            refuse_huge(self.amount, f"{self.flow}, amount", "GXD-I038")
        if not isinstance(self.unit, str):
            checked_text(self.unit, f"{self.flow}, unit")
        checked_text(self.stage, f"{self.flow}, stage")
        if (code := stage_of(self.stage)) != self.stage:
            object.__setattr__(self, "stage", code)
        checked_flag(self.primary, f"{self.flow}, primary")
        checked_flag(self.outsourced, f"{self.flow}, outsourced")

    @property
    def kg_co2e(self) -> float:
        """Amount times factor, in kg CO2e."""
        return self.amount * self.factor.value * kg_co2e_scale(self.unit, self.factor.unit)

    @property
    def primary_data_share(self) -> float:
        """Percent: the factor's share where the amount is primary, else 0 (both must be)."""
        return self.factor.primary_data_share if self.primary else 0.0

    def contribution(self, *, yield_rate: float = 1.0) -> Contribution:
        """What the row adds to a footprint: its emissions divided by the yield (0 < y ≤ 1)."""
        return Contribution(
            flow=self.flow,
            stage=self.stage,
            kg_co2e=self.kg_co2e / yield_rate,
            primary_data_share=self.primary_data_share,
            amount_text=f"{self.amount:g} {self.unit}",
            factor_text=f"{self.factor.value:g} {self.factor.unit}",
            boundary=self.factor.boundary,
            source=self.factor.source,
            process=self.process,
            supplier=self.supplier,
            gate_to_gate=self.stage == GATE_TO_GATE_STAGE and not self.outsourced,
        )
