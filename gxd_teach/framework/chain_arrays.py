"""The array side of a supply chain: what may come in, and the solved vectors that go out.

Every result is one of two solves of the same links: "what comes up to me" (footprints and
the primary part of them) and "what does one unit of me need of everybody" (the transposed).

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gxd_teach.errors import GxdError
from gxd_teach.framework import chain_gaps
from gxd_teach.framework.chain_loops import DivergingLoop
from gxd_teach.framework.chain_solve import Solution, link_matrix, solve
from gxd_teach.framework.rules import Rules
from gxd_teach.language import say

if TYPE_CHECKING:
    import pandas

    from gxd_teach.framework.supplychain import SupplyChain

__all__ = [
    "checked",
    "footprints",
    "gaps_upstream",
    "needs",
    "primary_data_shares",
    "replaced",
    "settle",
    "unknown_product",
]

NOTHING = 1e-200  # kg CO2e; a share of less than this is a share of nothing


def checked(
    n: int, buyer: Any, supplier: Any, amount: Any, direct: Any, share: Any, products: Any
) -> tuple[Any, Any, Any, Any]:
    """Look at arrays from outside once; products, matrix, direct emissions, shares."""
    rows, columns, amounts = np.asarray(buyer), np.asarray(supplier), np.asarray(amount)
    if not rows.shape == columns.shape == amounts.shape or rows.ndim != 1:
        raise _wrong_shape("buyer, supplier, amount", "(links,)", rows, columns, amounts)
    for name, numbers in (("buyer", rows), ("supplier", columns)):
        if len(numbers) and not np.issubdtype(numbers.dtype, np.integer):
            raise GxdError(
                "GXD-Y007",
                f"{name} は整数の番号の配列です({numbers.dtype} が来ました)",
                f"{name} holds product numbers as integers, not {numbers.dtype}",
            )
        if len(numbers) and not (numbers.min() >= 0 and numbers.max() < n):
            place = int(np.flatnonzero((numbers < 0) | (numbers >= n))[0])
            raise GxdError(
                "GXD-Y007",
                f"番号 {numbers[place]} は 0〜{n - 1} の外です",
                f"the number {numbers[place]} is outside 0 to {n - 1}",
                where=f"{name}[{place}]",
            )
    if len(amounts) and not (amounts.min() >= 0 and amounts.max() < np.inf):
        place = int(np.flatnonzero(~((amounts >= 0) & (amounts < np.inf)))[0])
        raise GxdError(
            "GXD-Y004",
            f"数量 {amounts[place]:g} は 0 以上の有限の数ではありません",
            f"the amount {amounts[place]:g} is not a finite number of 0 or more",
            where=f"amount[{place}]",
        )
    own = _vector(direct, n, "direct")
    shares = None if share is None else _vector(share, n, "primary_data_share")
    if shares is not None and bool(((shares < 0) | (shares > 100)).any()):
        place = int(np.flatnonzero((shares < 0) | (shares > 100))[0])
        raise GxdError(
            "GXD-Y006",
            f"一次データ比率 {shares[place]:g} は 0〜100 (%) の外です",
            f"the primary data share {shares[place]:g} is outside 0 to 100 (%)",
            where=f"primary_data_share[{place}]",
        )
    names = range(n) if products is None else tuple(products)
    if len(names) != n or (products is not None and len(set(names)) != n):
        raise GxdError(
            "GXD-Y007",
            f"products は {n} 個の互いに違う名前です",
            f"products must be {n} names, all different",
        )
    return names, link_matrix(n, rows, columns, amounts), own, shares


def _vector(values: Any, n: int, name: str) -> np.ndarray:
    vector = np.asarray(values, dtype=np.float64)
    if vector.shape != (n,):
        raise _wrong_shape(name, f"({n},)", vector)
    if bool(np.isinf(vector).any()):
        place = int(np.flatnonzero(np.isinf(vector))[0])
        raise GxdError(
            "GXD-Y007",
            "無限大です。わからない値は NaN にしてください",
            "is infinite; use NaN for a value that is not known",
            where=f"{name}[{place}]",
        )
    return vector


def _wrong_shape(name: str, wanted: str, *arrays: Any) -> GxdError:
    found = ", ".join(str(array.shape) for array in arrays)
    return GxdError(
        "GXD-Y007",
        f"{name} の形は {wanted} です({found} が来ました)",
        f"{name} must have shape {wanted}, not {found}",
    )


def unknown_product(product: object, products: Sequence[Any]) -> GxdError:
    """GXD-Y008: say which known names look like the unknown one."""
    if isinstance(products, range):
        hint_ja = hint_en = f"0〜{len(products) - 1}"
    else:
        near = difflib.get_close_matches(str(product), [str(name) for name in products], n=3)
        hint_ja, hint_en = "、".join(near), ", ".join(near)
    ja = f"。もしかして: {hint_ja}" if hint_ja else ""
    en = f"; did you mean: {hint_en}" if hint_en else ""
    return GxdError(
        "GXD-Y008",
        f"製品「{product}」はこの供給網にありません{ja}",
        f"there is no product '{product}' in this chain{en}",
    )


def replaced(chain: SupplyChain, direct: Any) -> np.ndarray:
    """Direct emissions with some changed (a mapping) or all given anew (an array)."""
    if not isinstance(direct, Mapping):
        return _vector(direct, len(chain), "direct")
    own = chain.direct.copy()
    for product, kg_co2e in direct.items():
        own[chain.number(product)] = kg_co2e
    return _vector(own, len(chain), "direct")


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
    if not np.isfinite(found.values).all():
        raise GxdError(
            "GXD-Y010",
            "値が大きすぎて計算できません。数量の単位(g と t など)を確かめてください",
            "the values grow beyond what can be calculated: check the units of the amounts",
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
