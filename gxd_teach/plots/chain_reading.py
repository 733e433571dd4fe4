"""Flows of a chain as they are given, made ready to draw: checked, summed, without loops.

Nothing here is recursive: a chain may be as deep as it likes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.plots import checks, words

__all__ = ["leading_to", "read_direct", "read_flows", "without_loops"]


def read_flows(flows: Any) -> dict[tuple[str, str], float]:
    """(supplier, buyer) -> kg CO2e, rows of one pair added up; a DataFrame serves too."""
    if hasattr(flows, "itertuples"):  # a table
        flows = flows.itertuples(index=False, name=None)
    if isinstance(flows, (str, Mapping)) or not isinstance(flows, Iterable):
        flows = []
    edges: dict[tuple[str, str], float] = {}
    for number, row in enumerate(flows, start=1):
        try:
            supplier, buyer, value = () if isinstance(row, str) else tuple(row)
        except (TypeError, ValueError):
            raise GxdError(
                "GXD-Z108",
                "(供給者, 購入者, kg-CO2e) の 3 つ組で渡してください",
                "give rows of three: (supplier, buyer, kg CO2e)",
                where=f"flows[{number - 1}]",
            ) from None
        pair = (str(supplier), str(buyer))
        kg = _not_negative(value, f"{pair[0]} → {pair[1]}")
        if kg:
            edges[pair] = edges.get(pair, 0.0) + kg
    if not edges:
        raise GxdError(
            "GXD-Z102",
            "流れがありません。(供給者, 購入者, kg-CO2e) の行を 1 つ以上渡してください",
            "there is no flow: give at least one row (supplier, buyer, kg CO2e) above zero",
        )
    return edges


def leading_to(product: str, edges: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The links up the chain of one product; what it is itself sold into is not among them."""
    product = str(product)
    suppliers: dict[str, list[str]] = defaultdict(list)
    for supplier, buyer in edges:
        if supplier != product:
            suppliers[buyer].append(supplier)
    if product not in suppliers:
        raise GxdError(
            "GXD-Z108",
            f"「{product}」に入る流れがありません。購入者の名前を確かめてください",
            f"nothing flows into '{product}': check the name of the buyer",
        )
    upstream = [product]
    seen = {product}
    for buyer in upstream:  # grows while it is read
        new = dict.fromkeys(one for one in suppliers[buyer] if one not in seen)
        seen.update(new)
        upstream.extend(new)
    return {(one, to): kg for (one, to), kg in edges.items() if to in seen and one != product}


def read_direct(direct: Any) -> dict[str, float]:
    """Company -> its own kg CO2e; nothing where none is given."""
    if direct is None:
        return {}
    items = checks.checked_mapping(
        direct, "自社の排出(会社ごとの kg-CO2e)", "direct emissions by company"
    )
    return {str(name): _not_negative(kg, str(name)) for name, kg in items}


def _not_negative(value: Any, where: str) -> float:
    kg = checks.checked(value, where)
    if kg < 0:
        raise GxdError(
            "GXD-Z109",
            f"{words.number(kg)} kg は帯の幅にできません。除去は別の図(滝グラフなど)で示してください",
            f"{words.number(kg)} kg cannot be a band's width: show removals in another figure, "
            "as in a waterfall",
            where=where,
        )
    return kg


def without_loops(
    edges: dict[tuple[str, str], float],
) -> tuple[dict[tuple[str, str], float], int]:
    """The links without those that close a loop; of a loop, the smallest one goes."""
    kept = {pair: kg for pair, kg in edges.items() if pair[0] != pair[1]}
    while kept and (circle := _a_loop(kept)):
        del kept[min(circle, key=kept.__getitem__)]
    if not kept:
        raise GxdError(
            "GXD-Z108",
            "どの取引も自分自身に戻ります。供給者と購入者を確かめてください",
            "every link leads back to its own company: check suppliers and buyers",
        )
    return kept, len(edges) - len(kept)


def _a_loop(edges: dict[tuple[str, str], float]) -> list[tuple[str, str]]:
    """The links of one loop, or none: follow buyers until a company comes again."""
    buyers: dict[str, list[str]] = defaultdict(list)
    for supplier, buyer in edges:
        buyers[supplier].append(buyer)
    done: set[str] = set()
    for start in list(buyers):
        if start in done:
            continue
        way, place = [start], {start: 0}
        following = [iter(buyers[start])]
        while way:
            onward = next(following[-1], None)
            if onward is None:
                following.pop()
                done.add(way.pop())
                place.popitem()
            elif onward in place:
                circle = [*way[place[onward] :], onward]
                return list(pairwise(circle))
            elif onward not in done:
                place[onward] = len(way)
                way.append(onward)
                following.append(iter(buyers.get(onward, ())))
    return []
