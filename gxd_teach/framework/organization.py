"""Organization-based calculation: a customer's share of Scope 1, 2 and 3, per unit delivered.

組織ベース算定 (Green x Digital CO2 Visualization Framework; fields as in the consortium's PACT
data model extension, https://github.com/Green-x-Digital-Consortium/data-model-extensions):
where no product footprint exists yet, the part of the organization's emissions that goes to one
customer is cut out scope by scope, at a level (organization, site, building, production line)
and by an index (volume, unit, production). For several customers at once see `distribution`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.footprint import Contribution, Footprint
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "INDEXES",
    "LEVELS",
    "LevelComparison",
    "ScopeEmissions",
    "compare_levels",
    "organization_extension",
    "organization_footprint",
]

LEVELS = ("organization", "site", "building", "production line")
INDEXES = ("volume", "unit", "production")


@dataclass(frozen=True)
class ScopeEmissions:
    """One scope's emissions at one level, and the customer's part of the index there.

    `t_co2e` is the year's total at that level, in tonnes; `customer` and `total` are in the
    index's own unit (pieces, tonnes, percent of production). Refused: an unknown level or
    index (GXD-O001), a total that is not positive (GXD-O002), a customer's part above the
    whole (GXD-O003), negative emissions (GXD-O004), a scope other than 1, 2, 3 (GXD-O006).

    >>> ScopeEmissions(3, 12500, "organization", "production", 2, 100).customer_t_co2e
    250.0
    """

    scope: int
    t_co2e: float
    level: str
    index: str
    customer: float
    total: float

    def __post_init__(self) -> None:
        where = f"Scope {self.scope}"
        if self.scope not in (1, 2, 3):
            raise GxdError(
                "GXD-O006",
                "スコープは 1、2、3 のどれかです",
                "a scope is 1, 2 or 3",
                where=where,
            )
        for value, known, noun in ((self.level, LEVELS, "レベル"), (self.index, INDEXES, "指標")):
            if value not in known:
                raise GxdError(
                    "GXD-O001",
                    f"配分{noun}「{value}」はありません。{'、'.join(known)} のどれかです",
                    f"'{value}' is not one of {', '.join(known)}",
                    where=where,
                )
        if not (isfinite(self.total) and self.total > 0):
            raise GxdError(
                "GXD-O002",
                f"指標の全体 {self.total:g} は 0 より大きい数です",
                f"the whole of the index is {self.total:g}; it must be above 0",
                where=where,
            )
        if not 0 <= self.customer <= self.total:
            raise GxdError(
                "GXD-O003",
                f"納入先の分 {self.customer:g} が 0〜全体 {self.total:g} の外です",
                f"the customer's part {self.customer:g} is outside 0 to the whole {self.total:g}",
                where=where,
            )
        if not (isfinite(self.t_co2e) and self.t_co2e >= 0):
            raise GxdError(
                "GXD-O004",
                f"排出量 {self.t_co2e:g} t は 0 以上の数です",
                f"emissions of {self.t_co2e:g} t must be 0 or more",
                where=where,
            )

    @property
    def customer_t_co2e(self) -> float:
        """The customer's share of this scope, t CO2e."""
        return self.t_co2e * self.customer / self.total


def organization_footprint(
    scopes: Iterable[ScopeEmissions],
    *,
    units: float,
    name: str = "product",
    declared_unit: str = "piece",
    primary_data_share: float = 0.0,
    product_mass_kg: float | None = None,
) -> Footprint:
    """The footprint of one declared unit, of which the customer takes `units` a year.

    Each scope's share for the customer, divided by what the customer takes; kg CO2e.
    `primary_data_share` (percent) is what the organization states for the whole.
    GXD-O005 when `units` is not positive.

    >>> scopes = [ScopeEmissions(1, 200, "site", "unit", 100_000, 1_000_000),
    ...           ScopeEmissions(2, 900, "site", "unit", 100_000, 1_000_000),
    ...           ScopeEmissions(3, 12_500, "organization", "production", 2, 100)]
    >>> round(organization_footprint(scopes, units=100_000).total_kg_co2e, 6)
    3.6
    """
    if not units > 0:
        raise GxdError(
            "GXD-O005",
            f"納入数量 {units:g} は 0 より大きい数です",
            f"the customer takes {units:g} units; it must be above 0",
        )
    scopes = tuple(scopes)
    if not scopes:
        raise GxdError(
            "GXD-O017",
            "Scope の排出量が 1 つもありません",
            "there is no scope's emissions at all",
            where=name,
        )
    if not 0 <= primary_data_share <= 100:
        raise GxdError(
            "GXD-O018",
            f"一次データ比率 {primary_data_share:g} は 0〜100 (%) の外です",
            f"the primary data share {primary_data_share:g} is outside 0 to 100 (%)",
            where=name,
        )
    parts = tuple(
        Contribution(
            flow=f"Scope {scope.scope}",
            stage="organization",
            kg_co2e=scope.customer_t_co2e * 1000 / units,
            primary_data_share=primary_data_share,
            amount_text=f"{scope.t_co2e:g} t-CO2e × {scope.customer:g}/{scope.total:g}",
            factor_text=f"{scope.level} / {scope.index}",
            boundary="organization",
        )
        for scope in scopes
    )
    return Footprint(name, parts, declared_unit, 1.0, product_mass_kg)


def organization_extension(
    scopes: Iterable[ScopeEmissions],
    *,
    scope3_categories: Iterable[int] = (),
    level_comment: str = "",
    index_comment: str = "",
) -> dict[str, str | list[str]]:
    """The `organization` object of the consortium's extension: level and index of each scope.

    Every value is text, the categories (1–15) too: that is what the published JSON Schema
    accepts, while its documentation says Array<Number>. The two PACT fields which that schema
    also demands (declaredUnit, crossSectoralStandardsUsed) belong to the footprint and are not
    made here. Refused: a scope without a level, which is mandatory for all three (GXD-O007);
    one scope at two levels or by two indexes (GXD-O008); a category outside 1–15 (GXD-O009).

    >>> scopes = [ScopeEmissions(n, 10, "site", "unit", 1, 4) for n in (1, 2, 3)]
    >>> organization_extension(scopes, scope3_categories=[1, 4])["scope3Category"]
    ['1', '4']
    """
    listed = list(scopes)
    made: dict[str, str | list[str]] = {}
    categories = list(scope3_categories)
    for category in categories:
        if isinstance(category, bool) or str(category) not in {str(n) for n in range(1, 16)}:
            raise GxdError(
                "GXD-O009",
                f"Scope 3 カテゴリ「{category}」はありません。1〜15 です",
                f"there is no Scope 3 category '{category}': they are 1 to 15",
                where="scope3Category",
            )
    if categories:
        made["scope3Category"] = [str(category) for category in categories]
    for number in (1, 2, 3):
        pairs = dict.fromkeys((s.level, s.index) for s in listed if s.scope == number)
        if len(pairs) != 1:
            code = "GXD-O008" if pairs else "GXD-O007"
            told = "、".join(f"{level} / {index}" for level, index in pairs)
            raise GxdError(
                code,
                f"配分レベルと指標が 1 つに決まりません({told})"
                if pairs
                else "配分レベルがありません。排出がなくても 0 t の行を入れてください",
                f"its level and index are not one ({told})"
                if pairs
                else "it has no distribution level: give it a row, of 0 t if need be",
                where=f"Scope {number}",
            )
        (level, index) = next(iter(pairs))
        made[f"scope{number}DistributionLevel"] = level
        made[f"scope{number}DistributionIndex"] = index
    if level_comment:
        made["distributionLevelComment"] = level_comment
    if index_comment:
        made["distributionIndexComment"] = index_comment
    return made


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
    for scopes in (list(first), list(second)):
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
