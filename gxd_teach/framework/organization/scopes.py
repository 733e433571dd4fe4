"""Organization-based calculation: a customer's share of Scope 1, 2 and 3, per unit delivered.

組織ベース算定 (Green x Digital CO2 Visualization Framework; fields as in the consortium's PACT
data model extension, https://github.com/Green-x-Digital-Consortium/data-model-extensions):
where no product footprint exists yet, the part of the organization's emissions that goes to one
customer is cut out scope by scope, at a level (organization, site, building, production line)
and by an index (volume, unit, production). For several customers at once see `distribution`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_rows
from gxd_teach.framework.contribution import ORGANIZATION_STAGE
from gxd_teach.framework.footprint import Contribution, Footprint
from gxd_teach.language import say

__all__ = ["INDEXES", "LEVELS", "ScopeEmissions", "organization_footprint", "refuse_mixed_levels"]

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
        for noun, code in (("t_co2e", "GXD-O004"), ("customer", "GXD-O003"), ("total", "GXD-O002")):
            number = checked_number(getattr(self, noun), f"{where}, {noun}", code=code)
            object.__setattr__(self, noun, number)
        if self.scope not in (1, 2, 3):
            raise GxdError(
                "GXD-O006",
                f"スコープ {self.scope!r} はありません。数の 1、2、3 のどれかを渡してください",
                f"there is no scope {self.scope!r}: give the number 1, 2 or 3",
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
                f"指標の全体 {self.total:,.12g} は 0 より大きい数です",
                f"the whole of the index is {self.total:,.12g}; it must be above 0",
                where=where,
            )
        if not 0 <= self.customer <= self.total:
            raise GxdError(
                "GXD-O003",
                f"納入先の分 {self.customer:,.12g} が 0〜全体 {self.total:,.12g} の外です",
                f"the customer's part {self.customer:,.12g} is outside 0 to the whole "
                f"{self.total:,.12g}",
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
    GXD-O005 when `units` is not positive, GXD-O015 for a scope at two levels, GXD-O016 for a row
    that is handed over twice. Without Scope 3 there is a caution.

    >>> scopes = [ScopeEmissions(1, 200, "site", "unit", 100_000, 1_000_000),
    ...           ScopeEmissions(2, 900, "site", "unit", 100_000, 1_000_000),
    ...           ScopeEmissions(3, 12_500, "organization", "production", 2, 100)]
    >>> round(organization_footprint(scopes, units=100_000).total_kg_co2e, 6)
    3.6
    """
    units = checked_number(units, "units", code="GXD-O005")
    if not units > 0:
        raise GxdError(
            "GXD-O005",
            f"納入数量 {units:g} は 0 より大きい数です",
            f"the customer takes {units:g} units; it must be above 0",
        )
    scopes = checked_rows(scopes, ScopeEmissions, "scopes")
    primary_data_share = checked_number(primary_data_share, "primary_data_share", code="GXD-O018")
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
    _count_once(scopes)
    parts = tuple(
        Contribution(
            flow=f"Scope {scope.scope}",
            stage=ORGANIZATION_STAGE,
            kg_co2e=scope.customer_t_co2e * 1000 / units,
            primary_data_share=primary_data_share,
            amount_text=f"{scope.t_co2e:,.12g} t-CO2e × {scope.customer:,.12g}/{scope.total:,.12g}",
            factor_text=f"{scope.level} / {scope.index}",
            boundary="organization",
        )
        for scope in scopes
    )
    notices = () if any(scope.scope == 3 for scope in scopes) else (_without_upstream(),)
    return Footprint(name, parts, declared_unit, 1.0, product_mass_kg, notices=notices)


def _count_once(scopes: Sequence[ScopeEmissions]) -> None:
    """No scope at two levels, and no row handed over twice; two sites may well be alike."""
    refuse_mixed_levels((row.scope, row.level) for row in scopes)
    for row in scopes:
        if sum(other is row for other in scopes) > 1:
            raise GxdError(
                "GXD-O016",
                "同じ行が 2 回渡されています。1 つにしてください",
                "the same row is handed over twice: keep one",
                where=f"Scope {row.scope}",
            )


def refuse_mixed_levels(rows: Iterable[tuple[int, str]]) -> None:
    """GXD-O015 for a scope (scope, level) at two levels, of which the larger contains the smaller.

    >>> refuse_mixed_levels([(1, "site"), (2, "organization"), (1, "site")])
    """
    by_scope: dict[int, dict[str, None]] = {}
    for scope, level in rows:
        by_scope.setdefault(scope, {})[level] = None
    for scope, levels in by_scope.items():
        if len(levels) > 1:
            raise GxdError(
                "GXD-O015",
                f"レベルが混ざっています({'、'.join(levels)})。大きい方が小さい方を含むため"
                "二重計上になります。1つのレベルにそろえてください",
                f"its levels are mixed ({', '.join(levels)}): the larger contains the smaller, "
                "which counts twice; use one level",
                where=f"Scope {scope}",
            )


def _without_upstream() -> str:
    return say(
        "Scope 3(上流)がないので、Cradle-to-Gate の値ではありません",
        "without Scope 3 (the upstream) this is no cradle-to-gate figure",
    )
