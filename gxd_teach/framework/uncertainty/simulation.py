"""What a Monte Carlo simulation found: the footprints of all runs, and what they say together.

The figure to report is an interval: 95 % of the runs lie between the quantiles 2.5 and 97.5
(IPCC 2006 Guidelines, vol. 1, chapter 3,
https://www.ipcc-nggip.iges.or.jp/public/2006gl/vol1.html).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows
from gxd_teach.language import say

if TYPE_CHECKING:
    import numpy as np
    import pandas

__all__ = ["Simulation", "check_runs", "refuse_endless"]

MOST_RUNS = 100_000_000
QUANTILES = (2.5, 25.0, 50.0, 75.0, 97.5)


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
        """Standard deviation over the mean (0.1 for 10 %); NaN where the mean is 0."""
        return self.sd / abs(self.mean) if self.mean else math.nan

    def quantile(self, percent: float) -> float:
        """The value that `percent` (0 to 100) of the runs stay below, kg CO2e."""
        return self.quantiles([percent])[percent]

    def quantiles(self, percents: Sequence[float] = QUANTILES) -> dict[float, float]:
        """The quantiles by percent, kg CO2e. GXD-Y107 outside 0 to 100."""
        import numpy as np

        asked: tuple[Any, ...] = checked_rows(percents, object, "percents")
        if not all(isinstance(one, Real) and 0 <= float(one) <= 100 for one in asked):
            raise GxdError(
                "GXD-Y107", "分位点は 0〜100 (%) です", "quantiles are between 0 and 100 (%)"
            )
        values = np.percentile(self.total, list(asked))
        return dict(zip(asked, values.tolist(), strict=True))

    def of(self, product: str) -> Simulation:
        """The simulation of one product only (GXD-Y106 for an unknown one)."""
        if product not in self.products:
            raise GxdError(
                "GXD-Y106",
                f"「{product}」はこの計算にありません。あるもの: {'、'.join(self.products)}",
                f"there is no '{product}' in this simulation; there are: {', '.join(self.products)}",
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


def check_runs(runs: int, seed: int = 0) -> None:
    """GXD-Y107 for fewer than 2 runs, of which no spread can be told, or for more than anybody has
    memory for; GXD-Y109 for no seed."""
    whole = isinstance(runs, Integral) and not isinstance(runs, bool)
    if not whole or not 2 <= runs <= MOST_RUNS:
        shown = repr(runs)[:30]
        raise GxdError(
            "GXD-Y107",
            f"試行の回数 runs={shown} は 2 以上 {MOST_RUNS:,} 以下の整数です",
            f"runs={shown} must be a whole number from 2 to {MOST_RUNS:,}",
        )
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise GxdError(
            "GXD-Y109",
            f"乱数の種 seed={seed!r} は 0 以上の整数です。同じ種からは同じ結果が出ます",
            f"seed={seed!r} must be a whole number of 0 or more: the same one gives the same result",
        )


def refuse_endless(kg_co2e: np.ndarray) -> np.ndarray:
    """The runs as they are, or GXD-Y010 where some are no finite number."""
    import numpy as np

    if not np.isfinite(kg_co2e).all():
        raise GxdError(
            "GXD-Y010",
            "値が大きすぎて計算できません。数量、係数、ばらつきの桁を確かめてください",
            "some runs grow beyond what can be calculated: check the digits of amounts, factors "
            "and spreads",
        )
    return kg_co2e
