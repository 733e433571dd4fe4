"""How sure is a footprint? Monte Carlo, and the first-order sensitivities beside it.

A footprint is a sum of amount x factor. Each may be uncertain; rows that use the same factor
are wrong together, so a named factor is drawn once for all of them: adding such rows up in
quadrature would make the footprint look surer than it is. Methods: IPCC 2006 Guidelines,
vol. 1, chapter 3 (https://www.ipcc-nggip.iges.or.jp/public/2006gl/vol1.html: approach 1,
error propagation; approach 2, Monte Carlo).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_mapping, checked_object
from gxd_teach.framework.contribution import OUTBOUND_STAGE
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.uncertainty.distributions import Distribution, as_distribution, as_spread
from gxd_teach.framework.uncertainty.simulation import Simulation, check_runs, refuse_endless
from gxd_teach.units import kg_co2e_scale

__all__ = ["Distribution", "Simulation", "UncertainInventory", "UncertainRow", "simulate"]


@dataclass(frozen=True)
class UncertainRow:
    """One row: `amount` x `factor` x `scale` kg CO2e, for one of the products.

    Rows with the same `factor_name` share one draw of the factor; a blank name shares with
    nobody. `scale` is the plain number that makes kilograms of it (1000 for t-CO2e). An amount
    or factor given as a plain number is exact; GXD-Y101 for what is neither.

    >>> UncertainRow("Al", 1.2, Distribution.normal(8, 0.8)).amount.mean
    1.2
    """

    name: str
    amount: Distribution
    factor: Distribution
    factor_name: str = ""
    product: str = ""
    scale: float = 1.0

    def __post_init__(self) -> None:
        for noun in ("amount", "factor"):
            made = as_distribution(getattr(self, noun), f"{self.name}, {noun}")
            object.__setattr__(self, noun, made)
        as_distribution(self.scale, f"{self.name}, scale")


@dataclass(frozen=True)
class UncertainInventory:
    """The rows of one or several products.

    GXD-Y104 if a factor's name has two distributions, GXD-Y105 for no rows or rows of another
    kind.

    >>> row = UncertainRow("Al", Distribution.fixed(1.2), Distribution.normal(8, 0.8))
    >>> round(UncertainInventory((row,)).mean(), 6)
    9.6
    """

    rows: tuple[UncertainRow, ...]

    def __post_init__(self) -> None:
        rows = self.rows
        if isinstance(rows, (str, bytes)) or not isinstance(rows, (UncertainRow, Iterable)):
            raise _no_row(rows)
        object.__setattr__(self, "rows", (rows,) if isinstance(rows, UncertainRow) else tuple(rows))
        if not self.rows:
            raise GxdError("GXD-Y105", "行がありません", "there are no rows")
        other = [row for row in self.rows if not isinstance(row, UncertainRow)]
        if other:
            raise _no_row(other[0])
        known: dict[str, Distribution] = {}
        for row in self.rows:
            if row.factor_name and known.setdefault(row.factor_name, row.factor) != row.factor:
                raise GxdError(
                    "GXD-Y104",
                    f"排出係数「{row.factor_name}」に違う分布が 2 つあります。名前を分けてください",
                    f"the factor '{row.factor_name}' has two different distributions: "
                    "give them different names",
                    where=row.name,
                )

    @classmethod
    def from_inventory(
        cls,
        inventory: Inventory,
        *,
        amounts: Distribution | None = None,
        factors: Distribution | None = None,
        spreads: Mapping[str, Distribution] | None = None,
    ) -> UncertainInventory:
        """An inventory with spreads around its values, each a distribution around 1.

        `amounts` is the spread of every amount, `factors` that of every emission factor (none:
        exact). `spreads` overrides them by the name of a flow (its amount) or of a factor;
        GXD-Y106 for a name that is neither. Rows that use the same named factor share it; a
        factor typed as a bare number belongs to its row. As in the footprint, the inventory's
        yield counts and transport after the gate does not. GXD-Y110 for a spread that is not
        around 1.

        >>> chassis = Inventory.from_dataset("pc-chassis")
        >>> spread = Distribution.lognormal(mean=1, relative_sd=0.1)
        >>> uncertain = UncertainInventory.from_inventory(chassis, factors=spread)
        >>> round(uncertain.mean(), 3)
        12.372
        """
        checked_object(inventory, Inventory, "from_inventory")
        own = dict(checked_mapping(spreads or {}, "spreads", '{"Al": Distribution.normal(1, 0.1)}'))
        rows = []
        for row in inventory.activities:
            if row.stage == OUTBOUND_STAGE:
                continue  # reported apart, as in the footprint
            factor = row.factor
            named = factor.name if factor.name != f"{factor.value:g}" else ""
            amount_spread = as_spread(own.get(row.flow, amounts), row.flow)
            factor_spread = as_spread(own.get(named, factors), named or row.flow)
            rows.append(
                UncertainRow(
                    row.flow,
                    amount_spread.scaled(row.amount),
                    factor_spread.scaled(factor.value),
                    named,
                    inventory.name,
                    kg_co2e_scale(row.unit, factor.unit) / inventory.yield_rate,
                )
            )
        unknown = (
            set(map(str, own)) - {row.name for row in rows} - {row.factor_name for row in rows}
        )
        if unknown:
            names = ", ".join(sorted(unknown))
            raise GxdError(
                "GXD-Y106",
                f"「{names}」という項目も排出係数も、この表にはありません",
                f"no flow and no factor of this inventory is called {names}",
            )
        return cls(tuple(rows))

    @property
    def products(self) -> tuple[str, ...]:
        """The products in the order of the rows."""
        return tuple(dict.fromkeys(row.product for row in self.rows))

    def mean(self) -> float:
        """The exact mean of the sum of all rows, kg CO2e (amount and factor are independent)."""
        return sum(row.amount.mean * row.factor.mean * row.scale for row in self.rows)

    def simulate(self, runs: int = 10_000, *, seed: int = 0) -> Simulation:
        """See `simulate`."""
        return simulate(self, runs, seed=seed)


def simulate(
    inventory: UncertainInventory | Iterable[UncertainRow], runs: int = 10_000, *, seed: int = 0
) -> Simulation:
    """Draw every input `runs` times and add up: the footprints of all products in each run.

    The same `seed` gives the same draws. GXD-Y107 for fewer than 2 runs, GXD-Y109 for a seed that
    is none, GXD-Y010 where a run is no finite number.

    >>> row = UncertainRow("Al", Distribution.fixed(1.2), Distribution.normal(8, 0.8))
    >>> simulation = simulate([row], 10_000, seed=1)
    >>> abs(simulation.mean - 9.6) < 0.05, abs(simulation.sd - 0.96) < 0.05
    (True, True)
    """
    import numpy as np

    inventory = uncertain(inventory)
    check_runs(runs, seed)
    products = {product: place for place, product in enumerate(inventory.products)}
    totals = np.zeros((len(products), runs))
    with np.errstate(over="ignore", invalid="ignore"):
        for row, draws in drawn(inventory, runs, seed):
            totals[products[row.product]] += draws
    return Simulation(tuple(products), refuse_endless(totals), seed)


def uncertain(inventory: UncertainInventory | Iterable[UncertainRow]) -> UncertainInventory:
    """Rows as an inventory; GXD-Y105 for an `Inventory` whose spreads nobody has stated.

    >>> len(uncertain([UncertainRow("Al", 1.2, 8.0)]).rows)
    1
    """
    if isinstance(inventory, UncertainInventory):
        return inventory
    return UncertainInventory(inventory)  # type: ignore[arg-type]


def _no_row(found: object) -> GxdError:
    kind = type(found).__name__
    return GxdError(
        "GXD-Y105",
        f"{kind} にはばらつきがありません。UncertainInventory.from_inventory(表, factors=…) か "
        "UncertainRow の列で渡してください",
        f"{kind} states no spreads: give UncertainInventory.from_inventory(inventory, factors=…) "
        "or rows of UncertainRow",
    )


def drawn(
    inventory: UncertainInventory, runs: int, seed: int
) -> Iterator[tuple[UncertainRow, Any]]:
    """Each row with its emissions in every run, kg CO2e (runs,); one factor is drawn once."""
    import numpy as np

    generator = np.random.default_rng(seed)
    uses: dict[str, int] = {}
    for row in inventory.rows:
        uses[row.factor_name] = uses.get(row.factor_name, 0) + 1
    shared: dict[str, Any] = {}
    for row in inventory.rows:
        factor = shared.get(row.factor_name)
        if factor is None:
            factor = _value(row.factor, generator, runs)
            if row.factor_name and uses[row.factor_name] > 1:
                shared[row.factor_name] = factor
        emissions = _value(row.amount, generator, runs) * factor
        yield row, emissions if row.scale == 1 else emissions * row.scale


def _value(distribution: Distribution, generator: Any, runs: int) -> Any:
    """Draws, or the plain number where there is nothing to draw."""
    if distribution.kind == "fixed":
        return distribution.parameters[0]
    return distribution.draw(generator, runs)
