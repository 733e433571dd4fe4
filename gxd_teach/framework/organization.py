"""Organization-based calculation: a customer's share of Scope 1, 2 and 3, per unit delivered.

組織ベース算定 (Green x Digital CO2 Visualization Framework; fields as in the consortium's
PACT data model extension): where no product footprint exists yet, the part of the
organization's emissions that goes to one customer is cut out scope by scope, at a level
(organization, site, building, production line) and by an index (volume, unit, production).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.framework.footprint import Contribution, Footprint

__all__ = ["INDEXES", "LEVELS", "ScopeEmissions", "organization_footprint"]

LEVELS = ("organization", "site", "building", "production line")
INDEXES = ("volume", "unit", "production")


@dataclass(frozen=True)
class ScopeEmissions:
    """One scope's emissions at one level, and the customer's part of the index there.

    `t_co2e` is the year's total at that level, in tonnes; `customer` and `total` are in the
    index's own unit (pieces, tonnes, percent of production). Refused: an unknown level or
    index (GXD-O001), a total that is not positive (GXD-O002), a customer's part above the
    whole (GXD-O003), negative emissions (GXD-O004).

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
        for value, known, noun in ((self.level, LEVELS, "レベル"), (self.index, INDEXES, "指標")):
            if value not in known:
                raise GxdError(
                    "GXD-O001",
                    f"配分{noun}「{value}」はありません。{'、'.join(known)} のどれかです",
                    f"'{value}' is not one of {', '.join(known)}",
                    where=where,
                )
        if not self.total > 0:
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
        if self.t_co2e < 0:
            raise GxdError(
                "GXD-O004",
                f"排出量 {self.t_co2e:g} t が負です",
                f"emissions of {self.t_co2e:g} t are negative",
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
