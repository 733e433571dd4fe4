"""The solved vectors of a supply chain: footprints, needs, primary data shares.

Every result is one of two solves of the same links: "what comes up to me" (footprints and
the primary part of them) and "what does one unit of me need of everybody" (the transposed).

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gxd_teach.errors import GxdError
from gxd_teach.framework.rules import Rules
from gxd_teach.framework.supplychain import gaps as chain_gaps
from gxd_teach.framework.supplychain.loops import DivergingLoop
from gxd_teach.framework.supplychain.solve import Solution, solve
from gxd_teach.language import say

if TYPE_CHECKING:
    import pandas

    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["footprints", "gaps_upstream", "needs", "primary_data_shares", "settle"]

NOTHING = 1e-200  # kg CO2e; a share of less than this is a share of nothing


def settle(chain: SupplyChain, own: np.ndarray, *, transposed: bool = False) -> Solution:
    """Solve the chain's links for any right-hand side, negative entries included.

    A diverging loop becomes GXD-Y009, with the names of its products.
    """
    matrix = chain.buyers if transposed else chain.matrix
    known = {"refuse_idle_loops": not chain.proved and not transposed, "loops": chain.loops_known}
    try:
        removed = own < 0
        if removed.any():  # uptake: solved apart, so that each side only grows
            less = solve(matrix, np.where(removed, -own, 0.0), **known)
            more = solve(matrix, np.where(removed, 0.0, own), **known)
            found = Solution(more.values - less.values, max(less.rounds, more.rounds), more.ended)
        else:
            found = solve(matrix, own, **known)
    except DivergingLoop as loop:
        if transposed:
            loop.cycle.reverse()
        raise _diverges(loop, chain.products) from None
    endless = np.flatnonzero(~np.isfinite(found.values))
    if len(endless):
        raise GxdError(
            "GXD-Y010",
            "値が大きすぎて計算できません。ここまでの数量とその単位(g と t など)を確かめてください",
            "the values grow beyond what can be calculated: check the amounts up to here and "
            "their units (g, t …)",
            where=str(chain.products[int(endless[-1] if transposed else endless[0])]),
        )
    return found


def _diverges(loop: DivergingLoop, products: Sequence[Any]) -> GxdError:
    """Name the loop: its strongest way round, and the other products in it."""
    # As far as people read: a loop of thousands is named by its first products.
    if loop.gain >= 1:
        way = [str(products[number]) for number in loop.cycle]
        shown = " ← ".join([*way, way[0]] if len(way) <= 12 else [*way[:12], "…"])
        return GxdError(
            "GXD-Y009",
            f"ループ {shown} は、1 単位を作るのに自分自身を {loop.gain:.4g} 単位要します。"
            "1 未満でなければ作れません。数量か単位を確かめてください",
            f"the loop {shown} needs {loop.gain:.4g} units of itself for one unit; "
            "it must be below 1: check the amounts and their units",
        )
    names = [str(products[number]) for number in loop.products.tolist()]
    listed = "、".join(names[:12]) + (" …" if len(names) > 12 else "")
    return GxdError(
        "GXD-Y009",
        f"互いに買い合う {len(names)} 製品({listed})は、合わせると 1 単位を作るのに"
        "自分自身を 1 単位以上要します。数量か単位を確かめてください",
        f"the {len(names)} products that buy from each other ({listed}) together need at least "
        "one unit of themselves for one unit: check the amounts and their units",
    )


def footprints(chain: SupplyChain) -> Solution:
    """All footprints, kg CO2e per declared unit; unknown direct emissions count as 0."""
    unknown = np.isnan(chain.direct)
    own = np.where(unknown, 0.0, chain.direct) if unknown.any() else chain.direct
    return settle(chain, own)


def needs(chain: SupplyChain, number: int) -> np.ndarray:
    """How much of every product goes into one declared unit of this one (n,), itself included."""
    own = np.zeros(len(chain))
    own[number] = 1.0
    return settle(chain, own, transposed=True).values


def primary_data_shares(chain: SupplyChain, rules: Rules) -> np.ndarray:
    """Percent (n,); the mean of the parts' shares weighted by their absolute emissions."""
    own = np.nan_to_num(chain.direct)
    given = chain.direct_primary_share
    share = np.where(np.isnan(given), rules.unknown_primary_data_share, given)
    total = chain.footprints().kg_co2e
    if bool((own < 0).any()):
        return _weighted_absolutely(chain, own, share, total)
    primary = settle(chain, own * share).values
    return np.clip(
        np.divide(primary, total, out=np.zeros_like(total), where=total > NOTHING), 0, 100
    )


def _weighted_absolutely(chain: SupplyChain, own: Any, share: Any, total: Any) -> np.ndarray:
    """With uptake in the chain the weights are |emissions| of each part, not parts of the sum."""
    weighted = chain.matrix.copy()
    weighted.data = np.abs(weighted.data * total[weighted.indices])
    weight = np.abs(own) + weighted.sum(axis=1)
    scale = np.divide(1.0, weight, out=np.zeros_like(weight), where=weight > NOTHING)
    weighted.data *= np.repeat(scale, np.diff(weighted.indptr))
    found = solve(weighted, np.abs(own) * share * scale, refuse_idle_loops=False).values
    return np.clip(found, 0, 100)


def gaps_upstream(chain: SupplyChain, number: int) -> pandas.DataFrame:
    """The gaps up the chain of one product, with how much of each goes into one unit of it."""
    import pandas

    need = chain.needs(chain.products[number])
    rows = []
    for gap in chain_gaps.find_gaps(chain):
        place = chain.number(gap.buyer if gap.buyer is not None else gap.supplier)
        if need[place] > 0:
            amount = need[place] * (gap.amount if gap.buyer is not None else 1.0)
            rows.append(
                (gap.supplier, gap.buyer or "", gap.amount, gap.unit, gap.inputs_percent,
                 gap.amount_percent, amount)
            )  # fmt: skip
    columns = [
        say("値のない製品", "missing product"),
        say("買い手", "buyer"),
        say("数量", "amount"),
        say("単位", "unit"),
        say("買い手の投入件数に占める割合 [%]", "share of the buyer's inputs [%]"),
        say("同種単位の量に占める割合 [%]", "share of the amount in such units [%]"),
        say("この製品 1 単位に入る量", "amount in one unit of this product"),
    ]
    return pandas.DataFrame(rows, columns=columns)
