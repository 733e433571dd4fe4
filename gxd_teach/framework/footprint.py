"""A footprint: kilograms of CO2e per declared unit, and where each of them comes from.

Product-based calculation (ISO 14067, PACT Methodology) adds up activity times emission
factor over the processes from cradle to gate. The result keeps its trail: every
contribution names its row, its factor and the factor's source.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["STAGES", "Contribution", "Footprint", "stage_label"]

STAGES = {
    "raw_material": Text("原材料調達", "raw materials"),
    "production": Text("製造", "production"),
    "transport": Text("輸送", "transport"),
    "packaging": Text("包装", "packaging"),
    "organization": Text("組織の排出", "organization"),
}
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
}
# Factors that leave out the upstream of the energy they stand for.
_INCOMPLETE = {
    "combustion": Text("燃料の燃焼のみ", "combustion only"),
    "generation": Text("発電時のみ", "generation only"),
    "tank-to-wheel": Text("走行時の燃焼のみ(TTW)", "tank-to-wheel only"),
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


@dataclass(frozen=True)
class Footprint:
    """The footprint of `declared_amount` × `declared_unit` of a product, in kg CO2e.

    >>> parts = (Contribution("Al", "raw_material", 9.6, 40), Contribution("kWh", "production", 2.4, 0))
    >>> footprint = Footprint("chassis", parts)
    >>> footprint.total_kg_co2e, footprint.primary_data_share
    (12.0, 32.0)
    """

    name: str
    contributions: tuple[Contribution, ...]
    declared_unit: str = "piece"
    declared_amount: float = 1.0
    product_mass_kg: float | None = None

    @property
    def total_kg_co2e(self) -> float:
        """Sum of all contributions, kg CO2e per declared unit."""
        return sum(part.kg_co2e for part in self.contributions)

    @property
    def primary_data_share(self) -> float:
        """Percentage (0–100) of the footprint that rests on primary data.

        The mean of the parts' shares weighted by their absolute emissions (PACT Methodology
        v3, v2 alike); 0 for a footprint of nothing.
        """
        weight = sum(abs(part.kg_co2e) for part in self.contributions)
        if weight == 0:
            return 0.0
        shares = sum(abs(part.kg_co2e) * part.primary_data_share for part in self.contributions)
        return shares / weight

    def by_stage(self) -> dict[str, float]:
        """Emissions by life-cycle stage, kg CO2e, in the order the stages first appear."""
        return self._grouped(lambda part: part.stage)

    def by_flow(self) -> dict[str, float]:
        """Emissions by flow, kg CO2e, in the order of the inventory."""
        return self._grouped(lambda part: part.flow)

    def _grouped(self, key: Callable[[Contribution], str]) -> dict[str, float]:
        groups: dict[str, float] = {}
        for part in self.contributions:
            groups[key(part)] = groups.get(key(part), 0.0) + part.kg_co2e
        return groups

    def hot_spots(self, count: int = 3) -> list[tuple[str, float, float]]:
        """The largest flows: (flow, kg CO2e, share of the total in percent).

        >>> Footprint("x", (Contribution("a", "s", 1, 0), Contribution("b", "s", 3, 0))).hot_spots(1)
        [('b', 3.0, 75.0)]
        """
        total = self.total_kg_co2e
        ranked = sorted(self.by_flow().items(), key=lambda item: -abs(item[1]))[:count]
        return [(flow, kg, 100 * kg / total if total else 0.0) for flow, kg in ranked]

    @property
    def cautions(self) -> list[str]:
        """What a reader must know before passing the figure on: parts of the life cycle missing."""
        found: dict[str, list[str]] = {}
        for part in self.contributions:
            if part.boundary in _INCOMPLETE:
                found.setdefault(part.boundary, []).append(part.flow)
        return [
            say(
                f"「{'」「'.join(flows)}」の係数は{_INCOMPLETE[boundary].ja}で、"
                "燃料の採掘・精製など上流の分を含みません",
                f"the factor of {', '.join(flows)} covers {_INCOMPLETE[boundary].en}; "
                "the upstream of the fuel is not in it",
            )
            for boundary, flows in found.items()
        ]

    def to_frame(self) -> pandas.DataFrame:
        """The contributions as a table: one row a flow, kg CO2e and share in percent."""
        import pandas

        total = self.total_kg_co2e
        columns = [
            say("項目", "flow"),
            say("段階", "stage"),
            say("数量", "amount"),
            say("排出係数", "factor"),
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("割合 [%]", "share [%]"),
            say("一次データ比率 [%]", "primary data share [%]"),
        ]
        rows = [
            (
                part.flow,
                stage_label(part.stage),
                part.amount_text,
                part.factor_text,
                part.kg_co2e,
                100 * part.kg_co2e / total if total else 0.0,
                part.primary_data_share,
            )
            for part in self.contributions
        ]
        return pandas.DataFrame(rows, columns=columns)

    @property
    def declared(self) -> str:
        """The declared amount and unit, as a reader says them: ``個``, ``12 L``."""
        amount = "" if self.declared_amount == 1 else f"{self.declared_amount:g} "
        return f"{amount}{UNITS.get(self.declared_unit, self.declared_unit)}"

    def __str__(self) -> str:
        share = say("一次データ比率", "primary data share")
        return (
            f"{self.name}: {self.total_kg_co2e:.3f} kg-CO2e / {self.declared} "
            f"({share} {self.primary_data_share:.2f} %)"
        )

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            [*map(str, row[:4]), f"{row[4]:.3f}", f"{row[5]:.1f}", f"{row[6]:.1f}"]
            for row in frame.itertuples(index=False)
        ]
        table = html_table(list(frame.columns), rows, numeric=(4, 5, 6))
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.cautions)
        notes = f"<ul>{notes}</ul>" if notes else ""
        return f"<p><strong>{html.escape(str(self))}</strong></p>{table}{notes}"
