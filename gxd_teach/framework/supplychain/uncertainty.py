"""How sure is a footprint that comes through a chain of a hundred thousand products?

What one unit of a product needs of everybody (`SupplyChain.needs`) turns the chain into one
long inventory: need x direct emissions. So uncertain direct emissions take one solve and
then only draws, in batches; uncertain amounts change the links, and each run is solved.

Stands on NumPy: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_mapping, checked_object
from gxd_teach.framework.supplychain.arrays import settle
from gxd_teach.framework.supplychain.chain import SupplyChain
from gxd_teach.framework.uncertainty.distributions import Distribution, as_spread
from gxd_teach.framework.uncertainty.simulation import Simulation, check_runs, refuse_endless

__all__ = ["simulate_chain"]

BATCH_BYTES = 16_000_000  # of draws at a time


def simulate_chain(
    chain: SupplyChain,
    product: object,
    *,
    direct: Distribution | None = None,
    amounts: Distribution | None = None,
    spreads: Mapping[object, Distribution] | None = None,
    same_factor: Mapping[object, str] | None = None,
    runs: int = 1000,
    seed: int = 0,
) -> Simulation:
    """The footprint of one product in every run, kg CO2e per declared unit.

    Spreads are distributions around 1: `direct` of every product's own emissions, `spreads` of
    single products instead, `amounts` of every link. Products with the same name in
    `same_factor` (their kilowatt-hours, say) share one draw, whose spread any of them may state.
    A gap counts as 0 here too. Memory stays bounded whatever the number of runs and products. GXD-Y101 for a spread that is
    no distribution, GXD-Y104 where one factor has two, GXD-Y107 for fewer than 2 runs, GXD-Y108
    for amounts drawn below zero, GXD-Y009 for a loop that diverges in a run.

    >>> from gxd_teach.framework.supplychain.chain import SupplyChain
    >>> chain = SupplyChain([("PC", "Al", 2)], {"PC": 0, "Al": 8})
    >>> found = simulate_chain(chain, "PC", direct=Distribution.normal(1, 0.1), runs=20_000)
    >>> abs(found.mean - 16) < 0.1, abs(found.sd - 1.6) < 0.05
    (True, True)
    """
    check_runs(runs, seed)
    checked_object(chain, SupplyChain, "chain")
    checked_mapping(spreads or {}, "spreads", '{"Al": Distribution.normal(1, 0.1)}')
    checked_mapping(same_factor or {}, "same_factor", '{"Al": "sheet"}')
    own = np.nan_to_num(chain.direct)
    group, kinds = _groups(chain, direct, spreads or {}, same_factor or {})
    generator = np.random.default_rng(seed)
    number = chain.number(product)
    name = str(chain.products[number])
    amounts = as_spread(amounts, "amounts")
    if amounts == as_spread(None):
        weight = np.bincount(group, chain.needs(product) * own, minlength=len(own))
        alike = _alike(kinds, np.flatnonzero(weight))
        totals = _weighted(weight, alike, runs, generator)
        return Simulation((name,), refuse_endless(totals)[None, :], seed)
    results = np.empty(runs)
    # Only what lies up the chain of this product has to be solved again in every run.
    reached = np.flatnonzero(chain.needs(product))
    part = chain.part(reached)
    place = int(np.searchsorted(reached, number))
    own, base = own[reached], part.matrix.data
    alike = _alike(kinds, np.unique(group[reached]))
    times = np.ones(len(group))
    for run in range(runs):
        part.matrix.data = base * _not_negative(amounts.draw(generator, len(base)))
        for kind, members in alike:
            times[members] = kind.draw(generator, len(members))
        results[run] = settle(part, own * times[group[reached]]).values[place]
    return Simulation((name,), results[None, :], seed)


def _groups(
    chain: SupplyChain,
    direct: Distribution | None,
    spreads: Mapping[object, Distribution],
    same_factor: Mapping[object, str],
) -> tuple[np.ndarray, list[Distribution]]:
    """The draw each product belongs to, and each draw's spread."""
    group = np.arange(len(chain))
    kinds = [as_spread(direct, "direct")] * len(chain)
    own = {
        chain.number(product): as_spread(kind, str(product)) for product, kind in spreads.items()
    }
    for number, kind in own.items():
        kinds[number] = kind
    first: dict[str, int] = {}
    stated: dict[int, Distribution] = {}
    for product, factor in same_factor.items():
        number = chain.number(product)
        group[number] = leader = first.setdefault(factor, number)
        if number in own and stated.setdefault(leader, own[number]) != own[number]:
            raise GxdError(
                "GXD-Y104",
                f"同じ係数「{factor}」の製品に、違うばらつきが 2 つあります。1 つにしてください",
                f"products of the one factor '{factor}' have two different spreads: keep one",
                where=str(product),
            )
    for leader, kind in stated.items():
        kinds[leader] = kind
    return group, kinds


def _not_negative(draws: np.ndarray) -> np.ndarray:
    """Nobody buys a negative amount; cutting such draws off would shift the mean unsaid."""
    if len(draws) and draws.min() < 0:
        raise GxdError(
            "GXD-Y108",
            "数量のばらつきが 0 を下回りました。lognormal か triangular を使ってください",
            "the spread of the amounts went below zero: use lognormal or triangular",
        )
    return draws


def _alike(kinds: list[Distribution], members: np.ndarray) -> list[tuple[Distribution, Any]]:
    """The draws that are needed, by the spread they come from."""
    by_kind: dict[Distribution, list[int]] = {}
    for number in members.tolist():
        by_kind.setdefault(kinds[number], []).append(number)
    return [(kind, np.array(numbers)) for kind, numbers in by_kind.items()]


def _weighted(
    weight: np.ndarray, alike: list[tuple[Distribution, Any]], runs: int, generator: Any
) -> np.ndarray:
    """The sum of weight x draw in each run, a batch of draws at a time."""
    total = np.zeros(runs)
    batch = max(1, BATCH_BYTES // (8 * runs))
    for kind, members in alike:
        if kind.kind == "fixed":
            total += kind.parameters[0] * weight[members].sum()
            continue
        for begin in range(0, len(members), batch):
            some = members[begin : begin + batch]
            total += weight[some] @ kind.draw(generator, (len(some), runs))
    return total
