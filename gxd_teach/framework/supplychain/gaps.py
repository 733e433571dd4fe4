"""Gaps in a chain: suppliers whose footprint nobody gave. They are named, not counted as zero.

What a missing supplier emits is not known, so neither is its share of the footprint. What
can be said is how much of the buyer's inputs it leaves uncovered: by number of inputs, and
by amount among the inputs in the same kind of unit (the mass or energy criterion of a
cut-off, ISO 14044). This course's reading; PACT asks for a secondary value in its place.

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.units import convert

if TYPE_CHECKING:
    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["Gap", "find_gaps", "incomplete"]


@dataclass(frozen=True)
class Gap:
    """One input without a footprint.

    `amount` of `supplier` (in `unit`) goes into one declared unit of `buyer`. The two
    percentages say what part of the buyer's inputs that is: by number (`inputs_percent`) and
    by amount among inputs of the same kind of unit (`amount_percent`). `partial` is True
    where the supplier's own inputs are known and only its direct emissions are not; `buyer`
    is None for such a product that nobody buys.
    """

    supplier: str
    buyer: str | None
    amount: float
    unit: str
    inputs_percent: float
    amount_percent: float
    partial: bool

    def __str__(self) -> str:
        lacking = ("直接排出量", "direct emissions") if self.partial else ("値", "footprint")
        if self.buyer is None:
            return say(f"{self.supplier}: {lacking[0]}がありません",
                       f"{self.supplier}: no {lacking[1]}")  # fmt: skip
        much = f"{self.amount:g} {self.unit}".strip()
        return say(
            f"{self.buyer} ← {self.supplier} ({much}): {lacking[0]}がありません"
            f"(投入の件数の {self.inputs_percent:.1f} %、同種単位の量の {self.amount_percent:.1f} %)",
            f"{self.buyer} <- {self.supplier} ({much}): no {lacking[1]} "
            f"({self.inputs_percent:.1f} % of the inputs by number, "
            f"{self.amount_percent:.1f} % of the amount in such units)",
        )


def find_gaps(chain: SupplyChain) -> tuple[Gap, ...]:
    """Every gap of the chain, buyer by buyer."""
    missing = np.isnan(chain.direct)
    if not missing.any():
        return ()
    matrix = chain.matrix
    has_inputs = np.diff(matrix.indptr) > 0
    buyers = np.repeat(np.arange(len(missing)), np.diff(matrix.indptr))
    places = np.flatnonzero(missing[matrix.indices] & (matrix.data > 0))
    gaps = []
    for buyer in np.unique(buyers[places]).tolist():
        inputs = _inputs(chain, buyer)
        for supplier, amount in inputs.items():
            if missing[supplier]:
                gaps.append(_gap(chain, buyer, supplier, amount, inputs, has_inputs))
    bought = np.zeros(len(missing), dtype=bool)
    bought[matrix.indices[places]] = True
    for alone in np.flatnonzero(missing & ~bought).tolist():
        name = str(chain.products[alone])
        gaps.append(Gap(name, None, 0.0, chain.units[alone], 0.0, 0.0, bool(has_inputs[alone])))
    return tuple(gaps)


def _inputs(chain: SupplyChain, buyer: int) -> dict[int, float]:
    """What one product buys: supplier to amount, links given twice added up."""
    suppliers, amounts = chain.row(buyer)
    inputs: dict[int, float] = {}
    for supplier, amount in zip(suppliers.tolist(), amounts.tolist(), strict=True):
        if amount > 0:
            inputs[supplier] = inputs.get(supplier, 0.0) + amount
    return inputs


def _gap(
    chain: SupplyChain,
    buyer: int,
    supplier: int,
    amount: float,
    inputs: dict[int, float],
    has_inputs: Any,
) -> Gap:
    unit = chain.units[supplier]
    alike = sum(_as(chain.units[other], unit, much) for other, much in inputs.items())
    return Gap(
        str(chain.products[supplier]),
        str(chain.products[buyer]),
        amount,
        unit,
        100 / len(inputs),
        100 * amount / alike,
        bool(has_inputs[supplier]),
    )


def _as(unit: str, wanted: str, amount: float) -> float:
    """An amount in another unit of the same kind; 0 where it is of another kind."""
    if unit == wanted:
        return amount
    try:
        return convert(amount, unit, wanted)
    except GxdError:
        return 0.0


def incomplete(chain: SupplyChain) -> np.ndarray:
    """Which products (n,) have a gap anywhere up their chain, themselves included."""
    from scipy import sparse
    from scipy.sparse import csgraph

    missing = np.flatnonzero(np.isnan(chain.direct))
    n = len(chain.direct)
    reached = np.zeros(n, dtype=bool)
    if not len(missing):
        return reached
    # One walk from a product of our own that "supplies" every missing one.
    links = chain.matrix.tocoo()
    given = links.data > 0
    places = (
        np.concatenate([links.coords[1][given], np.full(len(missing), n)]),
        np.concatenate([links.coords[0][given], missing]),
    )
    ways = sparse.csr_array((np.ones(len(places[0])), places), shape=(n + 1, n + 1))
    ways.sum_duplicates()
    found = csgraph.breadth_first_order(ways, n, return_predecessors=False)
    reached[found[found < n]] = True
    return reached
