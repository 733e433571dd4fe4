"""How sure is a footprint? Monte Carlo, and the first-order sensitivities beside it.

A footprint is a sum of amount x factor. Each may be uncertain; rows that use the same factor
are wrong together, so a named factor is drawn once for all of them: adding such rows up in
quadrature would make the footprint look surer than it is. Methods: IPCC 2006 Guidelines,
vol. 1, chapter 3 (https://www.ipcc-nggip.iges.or.jp/public/2006gl/vol1.html: approach 1,
error propagation; approach 2, Monte Carlo).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.uncertain_values import Distribution
from gxd_teach.language import say
from gxd_teach.units import kg_co2e_scale

if TYPE_CHECKING:
    import numpy as np
    import pandas

__all__ = ["Distribution", "Simulation", "UncertainInventory", "UncertainRow", "simulate"]

QUANTILES = (2.5, 25.0, 50.0, 75.0, 97.5)


@dataclass(frozen=True)
class UncertainRow:
    """One row: `amount` x `factor` x `scale` kg CO2e, for one of the products.

    Rows with the same `factor_name` share one draw of the factor; a blank name shares with
    nobody. `scale` is the plain number that makes kilograms of it (1000 for t-CO2e).
    """

    name: str
    amount: Distribution
    factor: Distribution
    factor_name: str = ""
    product: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class UncertainInventory:
    """The rows of one or several products. GXD-Y104 if a factor's name has two distributions.

    >>> row = UncertainRow("Al", Distribution.fixed(1.2), Distribution.normal(8, 0.8))
    >>> round(UncertainInventory((row,)).mean(), 6)
    9.6
    """

    rows: tuple[UncertainRow, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(self.rows))
        if not self.rows:
            raise GxdError("GXD-Y105", "行がありません", "there are no rows")
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
        factor typed as a bare number belongs to its row.

        >>> chassis = Inventory.from_dataset("pc-chassis")
        >>> spread = Distribution.lognormal(mean=1, relative_sd=0.1)
        >>> uncertain = UncertainInventory.from_inventory(chassis, factors=spread)
        >>> round(uncertain.mean(), 3)
        12.372
        """
        own = dict(spreads or {})
        rows = []
        for row in inventory.activities:
            factor = row.factor
            named = factor.name if factor.name != f"{factor.value:g}" else ""
            amount_spread = own.get(row.flow, amounts) or Distribution.fixed(1)
            factor_spread = own.get(named, factors) or Distribution.fixed(1)
            rows.append(
                UncertainRow(
                    row.flow,
                    amount_spread.scaled(row.amount),
                    factor_spread.scaled(factor.value),
                    named,
                    inventory.name,
                    kg_co2e_scale(row.unit, factor.unit),
                )
            )
        unknown = set(own) - {row.name for row in rows} - {row.factor_name for row in rows}
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


@dataclass(frozen=True)
class Simulation:
    """The footprints of each run: `kg_co2e` has shape (products, runs).

    The numbers below are of the sum over all products; `of` takes one product out.
    """

    products: tuple[str, ...]
    kg_co2e: np.ndarray
    seed: int

    @property
    def runs(self) -> int:
        """The number of runs."""
        return int(self.kg_co2e.shape[1])

    @property
    def total(self) -> np.ndarray:
        """The sum over the products in each run, kg CO2e (runs,)."""
        total: np.ndarray = self.kg_co2e.sum(axis=0)
        return total

    @property
    def mean(self) -> float:
        """Mean over the runs, kg CO2e."""
        return float(self.total.mean())

    @property
    def sd(self) -> float:
        """Standard deviation over the runs, kg CO2e."""
        return float(self.total.std(ddof=1))

    @property
    def relative_sd(self) -> float:
        """Standard deviation over the mean (0.1 for 10 %)."""
        return self.sd / self.mean

    def quantile(self, percent: float) -> float:
        """The value that `percent` (0 to 100) of the runs stay below, kg CO2e."""
        return self.quantiles([percent])[percent]

    def quantiles(self, percents: Sequence[float] = QUANTILES) -> dict[float, float]:
        """The quantiles by percent, kg CO2e. GXD-Y107 outside 0 to 100."""
        import numpy as np

        if not all(0 <= percent <= 100 for percent in percents):
            raise GxdError(
                "GXD-Y107", "分位点は 0〜100 (%) です", "quantiles are between 0 and 100 (%)"
            )
        values = np.percentile(self.total, list(percents))
        return dict(zip(percents, values.tolist(), strict=True))

    def of(self, product: str) -> Simulation:
        """The simulation of one product only (GXD-Y106 for an unknown one)."""
        if product not in self.products:
            raise GxdError(
                "GXD-Y106",
                f"「{product}」はこの計算にありません",
                f"there is no '{product}' in this simulation",
            )
        place = self.products.index(product)
        return Simulation((product,), self.kg_co2e[place : place + 1], self.seed)

    def to_frame(self) -> pandas.DataFrame:
        """A row a product: mean, standard deviation and quantiles, kg CO2e."""
        import numpy as np
        import pandas

        columns: dict[str, Any] = {
            say("製品", "product"): list(self.products),
            say("平均", "mean"): self.kg_co2e.mean(axis=1),
            say("標準偏差", "sd"): self.kg_co2e.std(axis=1, ddof=1),
        }
        for percent, values in zip(
            QUANTILES, np.percentile(self.kg_co2e, QUANTILES, axis=1), strict=True
        ):
            columns[f"{percent:g} %"] = values
        return pandas.DataFrame(columns)

    def __str__(self) -> str:
        low, middle, high = (self.quantile(percent) for percent in (2.5, 50, 97.5))
        return say(
            f"中央値 {middle:.4g} kg-CO2e、95 % の範囲 {low:.4g}〜{high:.4g}({self.runs:,} 回)",
            f"median {middle:.4g} kg-CO2e, 95 % within {low:.4g} to {high:.4g} ({self.runs:,} runs)",
        )

    def _repr_html_(self) -> str:
        html: str = self.to_frame().to_html(max_rows=20, index=False, float_format="{:.4g}".format)
        return html


def simulate(
    inventory: UncertainInventory | Iterable[UncertainRow], runs: int = 10_000, *, seed: int = 0
) -> Simulation:
    """Draw every input `runs` times and add up: the footprints of all products in each run.

    The same `seed` gives the same draws. GXD-Y107 for fewer than 2 runs.

    >>> row = UncertainRow("Al", Distribution.fixed(1.2), Distribution.normal(8, 0.8))
    >>> simulation = simulate([row], 10_000, seed=1)
    >>> abs(simulation.mean - 9.6) < 0.05, abs(simulation.sd - 0.96) < 0.05
    (True, True)
    """
    import numpy as np

    if not isinstance(inventory, UncertainInventory):
        inventory = UncertainInventory(tuple(inventory))
    check_runs(runs)
    products = {product: place for place, product in enumerate(inventory.products)}
    totals = np.zeros((len(products), runs))
    for row, draws in drawn(inventory, runs, seed):
        totals[products[row.product]] += draws
    return Simulation(tuple(products), totals, seed)


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


def check_runs(runs: int) -> None:
    """GXD-Y107 for fewer than 2 runs, of which no spread can be told."""
    if runs < 2:
        raise GxdError("GXD-Y107", "2 回以上くり返してください", "make at least 2 runs")
