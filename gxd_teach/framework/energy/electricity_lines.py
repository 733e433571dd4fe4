"""Electricity line by line: so many kilowatt-hours under one coefficient each, and their sum.

Coefficients are at generation; a line without an upstream factor is named as incomplete, because
PACT v3 asks for the life cycle of the supply (PACT v3 rule, https://github.com/wbcsd/tr).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import fsum
from typing import TYPE_CHECKING

from gxd_teach.framework.energy.basis import COMBUSTION, LIFE_CYCLE, MIXED, missing_upstream
from gxd_teach.framework.energy.emissions import Emissions
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["ElectricityEmissions", "ElectricityLine"]

_METHODS = {
    "location-based": Text("ロケーション基準", "location-based"),
    "market-based": Text("マーケット基準", "market-based"),
}


@dataclass(frozen=True)
class ElectricityLine:
    """Kilowatt-hours under one coefficient."""

    label: str
    kwh: float
    kg_per_kwh: float
    upstream_kg_per_kwh: float | None = None

    @property
    def kg_co2e(self) -> float:
        """Generation, and the upstream where it is known."""
        return self.kwh * (self.kg_per_kwh + (self.upstream_kg_per_kwh or 0.0))


@dataclass(frozen=True)
class ElectricityEmissions:
    """The emissions of an amount of electricity by one method, kg CO2e, line by line.

    `missing` names the lines without an upstream factor; `basis` is combustion (generation
    only), life-cycle, or mixed.
    """

    method: str
    lines: tuple[ElectricityLine, ...]

    @property
    def kwh(self) -> float:
        """The electricity consumed."""
        return fsum(line.kwh for line in self.lines)

    @property
    def kg_co2e(self) -> float:
        """The total: generation, and upstream as far as it was given."""
        return fsum(line.kg_co2e for line in self.lines)

    @property
    def kg_per_kwh(self) -> float:
        """The average over all lines; 0 for no electricity."""
        return self.kg_co2e / self.kwh if self.kwh else 0.0

    @property
    def basis(self) -> str:
        """Which part of the life cycle the total covers."""
        known = [line.upstream_kg_per_kwh is not None for line in self.lines if line.kwh]
        if known and all(known):
            return LIFE_CYCLE
        return MIXED if any(known) else COMBUSTION

    @property
    def missing(self) -> Text | None:
        """What is not in the total: the upstream, and of which lines; None when nothing is."""
        names = [line.label for line in self.lines if line.kwh and line.upstream_kg_per_kwh is None]
        return missing_upstream({COMBUSTION: names})

    @property
    def emissions(self) -> Emissions:
        """The total with its basis, as `add_emissions` takes it."""
        name = f"{say('電力', 'electricity')} ({self._method_in_words()})"
        return Emissions(self.kg_co2e, self.basis, name)

    def to_frame(self) -> pandas.DataFrame:
        """One row a line: kWh, both factors (kg per kWh), kg CO2e."""
        import pandas

        rows = [
            (x.label, x.kwh, x.kg_per_kwh, x.upstream_kg_per_kwh, x.kg_co2e) for x in self.lines
        ]
        return pandas.DataFrame(rows, columns=self._headings())

    def _headings(self) -> list[str]:
        return [
            say("内訳", "part"), "kWh", say("発電時 [kg/kWh]", "generation [kg/kWh]"),
            say("上流 [kg/kWh]", "upstream [kg/kWh]"), say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
        ]  # fmt: skip

    def __str__(self) -> str:
        note = f" ({self.missing})" if self.missing else ""
        return f"{self._method_in_words()}: {self.kg_co2e:.6g} kg-CO2e{note}"

    def _method_in_words(self) -> str:
        return str(_METHODS.get(self.method, self.method))

    def _repr_html_(self) -> str:
        unknown = say("不明", "not known")
        cells = [
            [x.label, f"{x.kwh:,.12g}", f"{x.kg_per_kwh:g}",
             unknown if x.upstream_kg_per_kwh is None else f"{x.upstream_kg_per_kwh:g}",
             f"{x.kg_co2e:.6g}"]
            for x in self.lines
        ]  # fmt: skip
        table = html_table(self._headings(), cells, numeric=(1, 2, 3, 4))
        return f"<p><strong>{escape(str(self))}</strong></p>{table}"
