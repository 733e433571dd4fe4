"""The supply chain in plain Python: read this one first, then use the fast one.

Every product has its own emissions and a dictionary of what it buys: ``{"PC": {"Al": 2.0}}``.
Who knows the footprints of all suppliers calculates, and the next ones become ready: that is
a queue. Where nobody is ready, products buy from each other in a loop; then one begins with
what is known, and all calculate again until nothing changes (``p = e + M p``; R. Heijungs
and S. Suh, The Computational Structure of Life Cycle Assessment, 2002, chapter 2).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from numbers import Real

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import is_finite

__all__ = ["plain_footprints"]

UNCHANGED = 1e-15  # relative: the last digit or two that a float has
MOST_ROUNDS = 200_000  # a loop that settles more slowly is as good as endless
PATIENCE = 1000  # rounds in which the change must have become smaller

Links = Mapping[str, Mapping[str, float]]


def plain_footprints(inputs: Links, direct: Mapping[str, float]) -> dict[str, float]:
    """Each product's footprint in kg CO2e per declared unit.

    `inputs` says how much of each supplier goes into one unit of a product; `direct` each
    product's own emissions (kg CO2e). A product without direct emissions counts as 0 here:
    `SupplyChain.gaps` names such. GXD-Y009 for a loop that needs a unit of itself or more (one
    that no emissions enter stays at 0 here), GXD-Y004 for a negative amount.

    >>> plain_footprints({"PC": {"case": 1}, "case": {"Al": 1.2}}, {"PC": 5, "case": 2, "Al": 8})
    {'Al': 8.0, 'case': 11.6, 'PC': 16.6}
    """
    _check_tables(inputs, direct)
    order = suppliers_first(inputs, direct)
    footprint = dict.fromkeys(order, 0.0)
    changes = []
    while True:
        change: dict[str, float] = {}
        for product in order:
            bought = inputs.get(product, {})
            new = float(direct.get(product, 0)) + sum(
                amount * footprint[supplier] for supplier, amount in bought.items()
            )
            if abs(new - footprint[product]) > UNCHANGED * abs(footprint[product]):
                change[product] = abs(new - footprint[product])
            footprint[product] = new
        if not change:
            return footprint
        changes.append(sum(change.values()))
        _refuse_endless(changes, change, inputs)


def suppliers_first(inputs: Links, direct: Mapping[str, float]) -> list[str]:
    """The products, each after all of its suppliers; in a loop, one of them has to begin.

    >>> suppliers_first({"PC": {"Al": 2}}, {"PC": 1, "Al": 8})
    ['Al', 'PC']
    """
    waits_for: dict[str, int] = dict.fromkeys([*direct, *inputs], 0)
    buyers: dict[str, list[str]] = {}
    for buyer, bought in inputs.items():
        for supplier, amount in bought.items():
            _check(buyer, supplier, amount)
            waits_for.setdefault(supplier, 0)
            buyers.setdefault(supplier, []).append(buyer)
            waits_for[buyer] += 1
    order: dict[str, None] = {}  # a dictionary remembers the order and answers "in" at once
    ready = deque(product for product, count in waits_for.items() if count == 0)
    rest = deque(waits_for)
    while len(order) < len(waits_for):
        if not ready:
            while rest[0] in order:
                rest.popleft()
            ready.append(_in_a_loop(rest[0], inputs, order))
        product = ready.popleft()
        order[product] = None
        for buyer in buyers.get(product, ()):
            waits_for[buyer] -= 1
            if waits_for[buyer] == 0 and buyer not in order:
                ready.append(buyer)
    return list(order)


def _in_a_loop(product: str, inputs: Links, done: Mapping[str, None]) -> str:
    """Walk up the suppliers that still wait until one comes back: it stands in a loop."""
    seen: set[str] = set()
    while product not in seen:
        seen.add(product)
        product = next(supplier for supplier in inputs[product] if supplier not in done)
    return product


def _refuse_endless(changes: list[float], change: Mapping[str, float], inputs: Links) -> None:
    """GXD-Y009 when the changes do not become smaller: name the loop they run round in."""
    settling = len(changes) <= PATIENCE or changes[-1] < changes[-1 - PATIENCE]
    if settling and math.isfinite(changes[-1]) and len(changes) < MOST_ROUNDS:
        return
    product = max(change, key=lambda name: change[name])
    way: dict[str, None] = {}
    while product not in way:
        way[product] = None
        bought = inputs.get(product)
        if not bought:  # the way ends: it is no loop that grew so large
            raise GxdError(
                "GXD-Y010",
                "値が大きすぎて計算できません。ここまでの数量とその単位(g と t など)を確かめてください",
                "the values grow beyond what can be calculated: check the amounts and their units",
                where=next(iter(way)),
            )
        product = max(bought, key=lambda name: bought[name] * change.get(name, 0.0))
    names = list(way)
    loop = " ← ".join([*names[names.index(product) :], product])
    raise GxdError(
        "GXD-Y009",
        f"ループ {loop} は、1 単位を作るのに自分自身を 1 単位以上要します",
        f"the loop {loop} needs a unit or more of itself for one unit",
    )


def _check(buyer: str, supplier: str, amount: float) -> None:
    if not isinstance(amount, Real) or not 0 <= amount < float("inf"):
        raise GxdError(
            "GXD-Y004",
            f"数量 {amount} は 0 以上の有限の数ではありません",
            f"the amount {amount} is not a finite number of 0 or more",
            where=f"{buyer} ← {supplier}",
        )


def _check_tables(inputs: Links, direct: Mapping[str, float]) -> None:
    """Dictionaries, and finite numbers in the second; amounts are looked at on the way."""
    tables = (inputs, direct, *(inputs.values() if isinstance(inputs, Mapping) else ()))
    if not all(isinstance(table, Mapping) for table in tables):
        raise GxdError(
            "GXD-Y002",
            '{"PC": {"Al": 2.0}} と {"PC": 5.0, "Al": 8.0} のような辞書で渡してください',
            'give dictionaries such as {"PC": {"Al": 2.0}} and {"PC": 5.0, "Al": 8.0}',
        )
    for product, kg_co2e in direct.items():
        if not isinstance(kg_co2e, Real) or not is_finite(kg_co2e):
            raise GxdError(
                "GXD-Y013",
                f"直接排出量 {kg_co2e!r} は有限の数ではありません。分からない製品は書かないでください",
                f"direct emissions of {kg_co2e!r} are no finite number: leave out what is not known",
                where=str(product),
            )
