"""One contribution to a footprint: what a row adds, in which stage, and the trail that led to it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gxd_teach.language import Text

__all__ = [
    "GATE_TO_GATE_STAGE",
    "OUTBOUND_STAGE",
    "PACKAGING_STAGE",
    "STAGES",
    "UNITS",
    "Contribution",
    "ContributionTable",
    "stage_label",
]

STAGES = {
    "raw_material": Text("原材料調達", "raw materials"),
    "production": Text("製造", "production"),
    "transport": Text("輸送", "transport"),
    "packaging": Text("包装", "packaging"),
    "waste": Text("廃棄物処理", "waste treatment"),
    "outbound": Text("出荷輸送", "outbound transport"),
    "organization": Text("組織の排出", "organization"),
}
PACKAGING_STAGE = "packaging"
# Transport after the gate is no part of cradle-to-gate; PACT v3 reports it apart.
OUTBOUND_STAGE = "outbound"
# What a company emits between its own gates: direct emissions and the energy it uses. This is
# the course's reading; the consortium's framework may draw the line otherwise.
GATE_TO_GATE_STAGE = "production"
# PACT's units of measurement, as a reader says them.
UNITS = {
    "piece": Text("個", "piece"),
    "kilogram": Text("kg", "kg"),
    "liter": Text("L", "L"),
    "cubic meter": Text("m³", "m³"),
    "kilowatt hour": Text("kWh", "kWh"),
    "megajoule": Text("MJ", "MJ"),
    "ton kilometer": Text("tkm", "tkm"),
    "square meter": Text("m²", "m²"),
    "hour": Text("時間", "hour"),
    "megabit second": Text("Mb·s", "Mb·s"),
}


def stage_label(stage: str) -> str:
    """The name of a life-cycle stage in the current language; an own name stays as it is.

    >>> stage_label("検査")
    '検査'
    """
    return str(STAGES.get(stage, stage))


@dataclass(frozen=True)
class Contribution:
    """What one activity row adds: `kg_co2e`, and the trail that led to it.

    `primary_data_share` is in percent; `factor_text` reads like ``8.0 kg-CO2e/kg``.
    """

    flow: str
    stage: str
    kg_co2e: float
    primary_data_share: float
    amount_text: str = ""
    factor_text: str = ""
    boundary: str = "unspecified"
    source: str = ""
    process: str = ""
    supplier: str = ""
    gate_to_gate: bool = False


class ContributionTable(Sequence[Contribution]):
    """Contributions kept in columns: a million rows without a million Python objects.

    It reads like a tuple of `Contribution`, and answers what a `Footprint` asks of all of
    them at once; `gxd_teach.framework.columns` has the one in use.
    """

    @abstractmethod
    def total(self) -> float:
        """Sum of the emissions, kg CO2e."""

    @abstractmethod
    def primary_data_share(self) -> float:
        """Percent of the emissions that rest on primary data."""

    @abstractmethod
    def grouped(self, field: str) -> dict[Any, float]:
        """Emissions (kg CO2e) by a field, in the order its values first appear."""

    @abstractmethod
    def flows_by_boundary(self) -> dict[str, list[str]]:
        """The flows whose factors have each boundary, in order."""

    @abstractmethod
    def largest(self, count: int) -> list[Contribution]:
        """The contributions that emit most."""
