"""One delivery calculated at two levels, side by side, so that no level is changed silently.

Levels and indexes are those of the Green x Digital Consortium's PACT data model extension
(https://github.com/Green-x-Digital-Consortium/data-model-extensions); that a change of level is
shown scope by scope is this course's reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.framework.checks import checked_rows
from gxd_teach.framework.organization.scopes import ScopeEmissions, organization_footprint
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["LevelComparison", "compare_levels"]


@dataclass(frozen=True)
class LevelComparison:
    """The same customer calculated twice, kg CO2e per unit: where the gap comes from, by scope.

    `rows` holds (scope, first way, kg, second way, kg); a way reads like "site / unit".
    """

    rows: tuple[tuple[int, str, float, str, float], ...]

    @property
    def first_kg_co2e(self) -> float:
        """The first calculation, kg CO2e per unit."""
        return sum(row[2] for row in self.rows)

    @property
    def second_kg_co2e(self) -> float:
        """The second calculation, kg CO2e per unit."""
        return sum(row[4] for row in self.rows)

    @property
    def difference_kg_co2e(self) -> float:
        """Second minus first."""
        return self.second_kg_co2e - self.first_kg_co2e

    @property
    def explanation(self) -> list[Text]:
        """One sentence for each scope whose figure changed."""
        return [
            Text(
                f"Scope {scope}: {first} から {second} に変えると {b - a:+.4g} kg-CO2e",
                f"Scope {scope}: {second} in place of {first} makes {b - a:+.4g} kg-CO2e",
            )
            for scope, first, a, second, b in self.rows
            if abs(b - a) > 1e-12 * max(a, b)
        ]

    def to_frame(self) -> pandas.DataFrame:
        """One row a scope: both ways, both figures, the difference; kg CO2e per unit."""
        import pandas

        rows = [(*row, row[4] - row[2]) for row in self.rows]
        return pandas.DataFrame(rows, columns=self._headings())

    def __str__(self) -> str:
        said = "; ".join(map(str, self.explanation))
        return f"{self.first_kg_co2e:.4g} → {self.second_kg_co2e:.4g} kg-CO2e ({said})"

    def _headings(self) -> list[str]:
        first, second = say("1つ目", "first"), say("2つ目", "second")
        return [
            "Scope",
            first,
            f"{first} [kg]",
            second,
            f"{second} [kg]",
            say("差 [kg]", "gap [kg]"),
        ]

    def _repr_html_(self) -> str:
        cells = [
            [str(s), first, f"{a:.4g}", second, f"{b:.4g}", f"{b - a:+.4g}"]
            for s, first, a, second, b in self.rows
        ]
        return html_table(self._headings(), cells, numeric=(2, 4, 5))


def compare_levels(
    first: Iterable[ScopeEmissions], second: Iterable[ScopeEmissions], *, units: float
) -> LevelComparison:
    """Two organization-based calculations of what one customer takes, side by side, per unit.

    Another level or index is another number for the same delivery; this says by how much and in
    which scope, so that no level is changed silently. `units` as in `organization_footprint`.

    >>> site = [ScopeEmissions(1, 200, "site", "unit", 100_000, 1_000_000)]
    >>> whole = [ScopeEmissions(1, 500, "organization", "production", 2, 100)]
    >>> round(compare_levels(site, whole, units=100_000).difference_kg_co2e, 6)
    -0.1
    """
    sides = []
    for given, name in ((first, "first"), (second, "second")):
        scopes = checked_rows(given, ScopeEmissions, name)
        footprint = organization_footprint(scopes, units=units)
        ways: dict[int, dict[str, None]] = {}
        for scope in scopes:
            ways.setdefault(scope.scope, {})[f"{scope.level} / {scope.index}"] = None
        sides.append((ways, footprint.by_flow()))
    (ways, kg), (other_ways, other_kg) = sides
    return LevelComparison(
        tuple(
            (
                scope,
                ", ".join(ways.get(scope, {"–": None})),
                kg.get(f"Scope {scope}", 0.0),
                ", ".join(other_ways.get(scope, {"–": None})),
                other_kg.get(f"Scope {scope}", 0.0),
            )
            for scope in sorted({*ways, *other_ways})
        )
    )
