"""Which input matters? How far one percent of each moves the footprint, and who makes it unsure.

First order: the derivative of the sum of amount x factor, times each input's own spread
(IPCC 2006 Guidelines, vol. 1, chapter 3, approach 1: error propagation). For sums of
products the standard deviation can also be had exactly, shared factors included:
Var(A f) = Var(A) Var(f) + Var(A) E(f)² + Var(f) E(A)² (L. A. Goodman, Journal of the
American Statistical Association 55, 1960, 708-713), A being all amounts that use the factor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.uncertainty.inventory import (
    UncertainInventory,
    UncertainRow,
    drawn,
    uncertain,
)
from gxd_teach.framework.uncertainty.simulation import check_runs
from gxd_teach.language import say

if TYPE_CHECKING:
    import pandas

__all__ = ["InputSensitivity", "Sensitivity", "sensitivity", "variance_shares"]


@dataclass(frozen=True)
class InputSensitivity:
    """One input: `percent_per_percent` is by how many percent the footprint moves with 1 % of it.

    `kind` is "amount" or "factor"; `variance_percent` is its part of the first-order variance.
    """

    name: str
    kind: str
    mean: float
    sd: float
    percent_per_percent: float
    variance_percent: float


@dataclass(frozen=True)
class Sensitivity:
    """The inputs, the one that makes the footprint most unsure first; and its spread, kg CO2e.

    `sd_first_order` leaves out what amount and factor do together; `sd` is exact.
    """

    mean_kg_co2e: float
    sd_first_order: float
    sd: float
    inputs: tuple[InputSensitivity, ...]

    def to_frame(self) -> pandas.DataFrame:
        """A row an input."""
        import pandas

        kinds = {"amount": say("数量", "amount"), "factor": say("排出係数", "factor")}
        columns = [
            say("入力", "input"),
            say("種類", "kind"),
            say("平均", "mean"),
            say("標準偏差", "sd"),
            say("感度 [%/%]", "sensitivity [%/%]"),
            say("分散への寄与 [%]", "share of variance [%]"),
        ]
        rows = [
            (one.name, kinds[one.kind], one.mean, one.sd, one.percent_per_percent,
             one.variance_percent)
            for one in self.inputs
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        html: str = self.to_frame().to_html(max_rows=20, index=False, float_format="{:.4g}".format)
        return html


def sensitivity(inventory: UncertainInventory, product: str | None = None) -> Sensitivity:
    """First-order sensitivities of the footprint (of one product, or of all together).

    GXD-Y106 for a product that is not there.

    >>> from gxd_teach.framework.uncertainty.inventory import Distribution
    >>> normal, fixed = Distribution.normal, Distribution.fixed
    >>> rows = (UncertainRow("Al", fixed(1.2), normal(8, 0.8), "AL"),
    ...         UncertainRow("kWh", normal(5, 1), fixed(0.4), "POWER"))
    >>> found = sensitivity(UncertainInventory(rows))
    >>> [(one.name, round(one.variance_percent, 1)) for one in found.inputs[:2]]
    [('AL', 85.2), ('kWh', 14.8)]
    """
    inventory = uncertain(inventory)
    rows = [row for row in inventory.rows if product in (None, row.product)]
    if not rows:
        known = [name for name in inventory.products if name]
        raise GxdError(
            "GXD-Y106",
            f"「{product}」はこの表にありません。あるもの: {'、'.join(known) or '(名前なし)'}",
            f"there is no '{product}' in this inventory; there are: {', '.join(known) or '(no name)'}",
        )
    total = math.fsum(row.amount.mean * row.factor.mean * row.scale for row in rows)
    groups: dict[object, list[UncertainRow]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.factor_name or number, []).append(row)
    effects: list[tuple[str, str, float, float, float]] = []  # name, kind, mean, sd, slope
    exact = 0.0
    for group in groups.values():
        factor = group[0].factor
        amount = math.fsum(row.amount.mean * row.scale for row in group)
        variance = math.fsum((row.amount.sd * row.scale) ** 2 for row in group)
        exact += variance * factor.sd**2 + variance * factor.mean**2 + factor.sd**2 * amount**2
        name = group[0].factor_name or group[0].name
        effects.append((name, "factor", factor.mean, factor.sd, amount))
        for row in group:
            slope = factor.mean * row.scale
            effects.append((row.name, "amount", row.amount.mean, row.amount.sd, slope))
    first = math.fsum((sd * slope) ** 2 for _, _, _, sd, slope in effects)
    inputs = [
        InputSensitivity(
            name,
            kind,
            mean,
            sd,
            mean * slope / total if total else 0.0,
            100 * (sd * slope) ** 2 / first if first else 0.0,
        )
        for name, kind, mean, sd, slope in effects
    ]
    inputs.sort(key=lambda one: (-one.variance_percent, -abs(one.percent_per_percent)))
    return Sensitivity(total, math.sqrt(first), math.sqrt(exact), tuple(inputs))


def variance_shares(
    inventory: UncertainInventory, runs: int = 10_000, *, seed: int = 0
) -> pandas.DataFrame:
    """The part of each row in the simulated variance of the total; the parts add up to 100 %.

    A row's part is its covariance with the total, so rows that share a factor each carry
    their part of what they do together. The rows are drawn twice, not kept.
    """
    import numpy as np
    import pandas

    inventory = uncertain(inventory)
    check_runs(runs, seed)
    total = np.zeros(runs)
    for _, draws in drawn(inventory, runs, seed):
        total += draws
    off = total - total.mean()
    spread = float(off @ off)
    parts = []
    for row, draws in drawn(inventory, runs, seed):
        share = float(np.dot(np.broadcast_to(draws, off.shape), off)) / spread if spread else 0.0
        parts.append((row.product, row.name, row.factor_name, 100 * share))
    columns = [
        say("製品", "product"),
        say("項目", "flow"),
        say("排出係数", "factor"),
        say("分散への寄与 [%]", "share of variance [%]"),
    ]
    table = pandas.DataFrame(parts, columns=columns)
    return table.sort_values(columns[3], ascending=False, ignore_index=True)
