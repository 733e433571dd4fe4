"""Several customers of one organization: everyone's share, and never more than there is.

組織ベース算定 for all customers at once (fields as in the consortium's PACT data model extension,
https://github.com/Green-x-Digital-Consortium/data-model-extensions): what the customers are
given, scope by scope, adds up to no more than the organization emitted; the rest is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_mapping, checked_number, checked_rows
from gxd_teach.framework.footprint import Footprint
from gxd_teach.framework.organization.conservation import Conservation, conserves
from gxd_teach.framework.organization.scopes import (
    ScopeEmissions,
    organization_footprint,
    refuse_mixed_levels,
)
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["Conservation", "Distribution", "ScopeTotal", "conserves", "distribute"]


@dataclass(frozen=True)
class ScopeTotal:
    """One scope's emissions at one level before anybody's share is cut out.

    `t_co2e` a year, `total` in the index's own unit; `name` tells several of one scope apart
    (two sites, say). Refused as in `ScopeEmissions`.
    """

    scope: int
    t_co2e: float
    level: str
    index: str
    total: float
    name: str = ""

    def __post_init__(self) -> None:
        self.share_of(0)

    @property
    def label(self) -> str:
        """``Scope 1``, with the name where there is one."""
        return f"Scope {self.scope} {self.name}".strip()

    def share_of(self, customer: float) -> ScopeEmissions:
        """The part that goes with `customer` of the index."""
        return ScopeEmissions(self.scope, self.t_co2e, self.level, self.index, customer, self.total)


@dataclass(frozen=True)
class Distribution:
    """What each customer is given of each scope, and what remains with the organization.

    >>> scope = ScopeTotal(1, 200, "site", "unit", 1000)
    >>> made = distribute([scope], {"A": {1: 600}, "B": {1: 300}})
    >>> made.t_co2e("A"), made.remaining_t_co2e, made.kg_co2e_per_unit("B", units=300)
    (120.0, 20.0, 200.0)
    """

    totals: tuple[ScopeTotal, ...]
    shares: Mapping[str, tuple[ScopeEmissions, ...]]

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers in the order given."""
        return tuple(self.shares)

    @property
    def total_t_co2e(self) -> float:
        """The organization's emissions that were distributed from, t CO2e."""
        return fsum(total.t_co2e for total in self.totals)

    def t_co2e(self, customer: str) -> float:
        """One customer's emissions, t CO2e a year; GXD-O011 for an unknown customer."""
        return fsum(share.customer_t_co2e for share in self._of(customer))

    @property
    def by_customer(self) -> dict[str, float]:
        """Customer → t CO2e a year."""
        return {customer: self.t_co2e(customer) for customer in self.shares}

    @property
    def remaining_t_co2e(self) -> float:
        """What goes to none of these customers, t CO2e."""
        return conserves(self.total_t_co2e, self.by_customer).remaining

    def footprint(self, customer: str, *, units: float, name: str = "product") -> Footprint:
        """The footprint of one of the `units` that the customer takes a year."""
        return organization_footprint(self._of(customer), units=units, name=name)

    def kg_co2e_per_unit(self, customer: str, *, units: float) -> float:
        """The same as a number: kg CO2e per unit."""
        return self.footprint(customer, units=units).total_kg_co2e

    def to_frame(self) -> pandas.DataFrame:
        """One row a customer, one column a scope total, t CO2e."""
        import pandas

        return pandas.DataFrame(self._rows(), columns=self._headings())

    def _of(self, customer: str) -> tuple[ScopeEmissions, ...]:
        known = tuple(self.shares)
        if customer not in known:
            raise GxdError(
                "GXD-O011",
                f"納入先「{customer}」はありません。あるもの: {'、'.join(map(str, known))}",
                f"there is no customer '{customer}'; there are: {', '.join(map(str, known))}",
            )
        return self.shares[customer]

    def _headings(self) -> list[str]:
        return [
            say("納入先", "customer"),
            *(f"{t.label} [t]" for t in self.totals),
            say("計 [t]", "sum [t]"),
        ]

    def _rows(self) -> list[tuple[str | float, ...]]:
        return [
            (customer, *(share.customer_t_co2e for share in shares), self.t_co2e(customer))
            for customer, shares in self.shares.items()
        ]

    def _repr_html_(self) -> str:
        cells = [[str(row[0]), *(f"{cell:,.12g}" for cell in row[1:])] for row in self._rows()]
        cells.append(
            [say("残り", "remaining"), *[""] * len(self.totals), f"{self.remaining_t_co2e:,.12g}"]
        )
        return html_table(self._headings(), cells, numeric=range(1, len(self.totals) + 2))


def distribute(
    totals: Iterable[ScopeTotal],
    customers: Mapping[str, Mapping[int | str, float] | float],
) -> Distribution:
    """Cut every customer's share out of each scope's emissions.

    `customers` maps a customer to the amounts of the index it takes, by scope number or by the
    total's name; a plain number serves where all totals have one index and one whole. Refused by
    name: customers who take more than there is (GXD-O012), an amount that is missing (GXD-O013)
    or meant for no total (GXD-O014), a scope at two levels, of which one contains the other
    (GXD-O015), two totals of one name (GXD-O016).

    >>> scopes = [ScopeTotal(1, 200, "site", "unit", 1_000_000),
    ...           ScopeTotal(3, 12_500, "organization", "production", 100)]
    >>> distribute(scopes, {"A": {1: 100_000, 3: 2}}).by_customer
    {'A': 270.0}
    """
    pools = checked_rows(totals, ScopeTotal, "totals")
    _check_totals(pools)
    by_name = checked_mapping(customers, "customers", '{"A": {1: 100, 3: 2}}')
    taken = {name: _amounts(name, amounts, pools) for name, amounts in by_name.items()}
    for position, pool in enumerate(pools):
        parts = {name: amounts[position] for name, amounts in taken.items()}
        kept = conserves(pool.total, parts)
        if not kept:
            told = ", ".join(f"{name} {part:,.12g}" for name, part in parts.items())
            raise GxdError(
                "GXD-O012",
                f"納入先の合計 {kept.distributed:,.12g}({told})が全体 {pool.total:,.12g} を "
                f"{kept.excess:,.12g} 超えています",
                f"the customers take {kept.distributed:,.12g} ({told}), which exceeds the whole "
                f"{pool.total:,.12g} by {kept.excess:,.12g}",
                where=pool.label,
            )
    return Distribution(
        pools,
        {
            name: tuple(pool.share_of(amount) for pool, amount in zip(pools, amounts, strict=True))
            for name, amounts in taken.items()
        },
    )


def _check_totals(pools: tuple[ScopeTotal, ...]) -> None:
    refuse_mixed_levels((pool.scope, pool.level) for pool in pools)
    labels = [pool.label for pool in pools]
    for pool in pools:
        if labels.count(pool.label) > 1:
            raise GxdError(
                "GXD-O016",
                "同じ名前の行が 2 つあります。name= で区別してください",
                "there are two rows of this name: tell them apart with name=",
                where=pool.label,
            )


def _amounts(
    customer: str, amounts: Mapping[int | str, float] | float, pools: tuple[ScopeTotal, ...]
) -> list[float]:
    """The customer's amount for each total, in their order."""
    if not isinstance(amounts, Mapping):
        if len({(pool.index, pool.total) for pool in pools}) > 1:
            raise GxdError(
                "GXD-O013",
                "指標や全体がスコープで違うため、数 1 つでは決まりません。{1: …, 3: …} と書いてください",
                "index and whole differ by scope, so one number will not do: write {1: …, 3: …}",
                where=customer,
            )
        return [checked_number(amounts, str(customer), code="GXD-O013")] * len(pools)
    keys = [_key(pool, amounts, pools) for pool in pools]
    for key in amounts:
        if key not in keys:
            raise GxdError(
                "GXD-O014",
                f"「{key}」に当たる行がありません。あるもの: {'、'.join(p.label for p in pools)}",
                f"'{key}' is none of the rows: {', '.join(p.label for p in pools)}",
                where=customer,
            )
    for key, pool in zip(keys, pools, strict=True):
        if key not in amounts:
            raise GxdError(
                "GXD-O013",
                f"{pool.label} の指標の量がありません。受け取っていなければ 0 と書いてください",
                f"its amount of {pool.label} is missing: write 0 if it takes nothing",
                where=customer,
            )
    return [checked_number(amounts[key], f"{customer}, {key}", code="GXD-O013") for key in keys]


def _key(
    pool: ScopeTotal, amounts: Mapping[int | str, float], pools: tuple[ScopeTotal, ...]
) -> int | str:
    """How the customer's amounts name this total: by its name, its label, or its scope."""
    for key in (pool.name, pool.label):
        if key and key in amounts:
            return key
    alike = {(p.index, p.total) for p in pools if p.scope == pool.scope}
    return pool.scope if len(alike) == 1 else pool.name
