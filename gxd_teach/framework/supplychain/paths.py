"""Where one product's footprint comes from: by supplier, by tier, by origin, by path.

Four ways to cut the same number. By supplier: what each direct input brings along. By tier:
how far up it is emitted. By origin: who emits it. By path: along which way it comes
(structural path analysis: J. Defourny and E. Thorbecke, The Economic Journal 94, 1984,
111-136).

Stands on NumPy and pandas: import it where it is used.
"""

from __future__ import annotations

import heapq
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas

from gxd_teach.errors import GxdError
from gxd_teach.framework.supplychain.arrays import settle
from gxd_teach.language import say

if TYPE_CHECKING:
    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["by_origin", "by_path", "by_supplier", "by_tier"]

MOST_OPEN_PATHS = 200_000  # bounds the memory of the search, not its answer in practice


def _columns(first: list[str]) -> list[str]:
    return [*first, say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"), say("割合 [%]", "share [%]")]


def _percent(kg_co2e: Any, total: float) -> Any:
    return 100 * kg_co2e / total if total else 0.0 * kg_co2e


def _check_count(most: Any, ja: str, en: str, least: int) -> None:
    if isinstance(most, bool) or not isinstance(most, Integral) or most < least:
        raise GxdError(
            "GXD-Y011",
            f"{ja}の数 most={most!r} は {least} 以上の整数です",
            f"most={most!r} must be a whole number of at least {least} {en}{'' if least == 1 else 's'}",
        )


def by_supplier(chain: SupplyChain, number: int) -> pandas.DataFrame:
    """Own emissions, then each direct supplier: amount x its footprint. Largest first.

    What nobody gave a figure for is blank (NaN) and stands last.
    """
    values = chain.footprints().known
    inputs: dict[int, float] = {}
    for supplier, amount in zip(*(part.tolist() for part in chain.row(number)), strict=True):
        inputs[supplier] = inputs.get(supplier, 0.0) + amount
    rows = [
        (chain.products[supplier], amount, chain.units[supplier], amount * values[supplier])
        for supplier, amount in inputs.items()
    ]
    rows.sort(key=lambda row: (bool(np.isnan(row[3])), -abs(row[3])))
    rows.insert(0, (say("(自社)", "(own)"), 1.0, chain.units[number], float(chain.direct[number])))
    total = float(np.nan_to_num(values[number]))
    columns = _columns([say("供給者", "supplier"), say("数量", "amount"), say("単位", "unit")])
    return pandas.DataFrame([(*row, _percent(row[3], total)) for row in rows], columns=columns)


def by_tier(chain: SupplyChain, number: int, most: int) -> pandas.DataFrame:
    """Tier 0 is the product's own process, tier 1 its suppliers', and so on.

    At most `most` tiers are listed one by one; what lies beyond them (in a loop there is
    always more) stands in one row.
    """
    _check_count(most, "階層", "tier", 0)
    total = chain.footprints()[chain.products[number]]
    own = np.nan_to_num(chain.direct)
    amounts = np.zeros(len(chain))
    amounts[number] = 1.0
    rows, listed = [], 0.0
    for tier in range(most + 1):
        kg_co2e = float(amounts @ own)
        rows.append((str(tier), kg_co2e))
        listed += kg_co2e
        amounts = chain.buyers @ amounts
        if not amounts.any():
            break
    else:
        rows.append((say(f"{most + 1} 以上", f"{most + 1} and more"), total - listed))
    columns = _columns([say("階層", "tier")])
    return pandas.DataFrame([(*row, _percent(row[1], total)) for row in rows], columns=columns)


def by_origin(chain: SupplyChain, number: int, most: int | None) -> pandas.DataFrame:
    """Who emits it: the amount needed of each product x its direct emissions. Largest first."""
    if most is not None:
        _check_count(most, "製品", "product", 1)
    need = chain.needs(chain.products[number])
    kg_co2e = need * np.nan_to_num(chain.direct)
    order = np.argsort(-np.abs(kg_co2e), kind="stable")
    order = order[kg_co2e[order] != 0][:most]
    total = chain.footprints()[chain.products[number]]
    names = _columns([say("排出する製品", "emitting product"), say("必要量", "amount needed"),
                      say("単位", "unit")])  # fmt: skip
    parts: list[Any] = [
        [chain.products[place] for place in order.tolist()],
        need[order],
        [chain.units[place] for place in order.tolist()],
        kg_co2e[order],
        _percent(kg_co2e[order], total),
    ]
    return pandas.DataFrame(dict(zip(names, parts, strict=True)))


def by_path(chain: SupplyChain, number: int, most: int, cut_off_percent: float) -> pandas.DataFrame:
    """The `most` largest paths, each from the product to the process that emits.

    Best first: a way is followed further only while all that can come along it is above
    the cut-off, so the largest paths come out in order, without recursion.
    """
    _check_count(most, "経路", "path", 1)
    if not isinstance(cut_off_percent, Real) or not 0 <= cut_off_percent < 100:
        raise GxdError(
            "GXD-Y011",
            f"打ち切り {cut_off_percent} は 0 以上 100 未満 (%) の数です",
            f"the cut-off {cut_off_percent} must be a number of at least 0 and below 100 (%)",
        )
    own = np.nan_to_num(chain.direct)
    # All that can come along a way, whatever its sign: the footprint with absolute emissions.
    bound = chain.footprints().kg_co2e
    if bool((own < 0).any()):
        bound = settle(chain, np.abs(own)).values
    total = chain.footprints()[chain.products[number]]
    least = cut_off_percent / 100 * float(bound[number])
    found: list[tuple[str, int, float, float]] = []
    steps: list[tuple[int, int]] = [(-1, number)]  # where a way came from, and its end
    # A way waits twice: with what its end itself emits, and with all that lies beyond it.
    heap: list[tuple[float, int, bool, float]] = [(-float(bound[number]), 0, False, 1.0)]
    while heap and len(found) < most:
        _, way, emits, amount = heapq.heappop(heap)
        end = steps[way][1]
        if emits:
            trail = _trail(steps, way)
            text = " ← ".join(str(chain.products[place]) for place in trail)
            found.append((text, len(trail) - 1, amount, amount * float(own[end])))
            continue
        if own[end]:
            heapq.heappush(heap, (-amount * abs(float(own[end])), way, True, amount))
        inputs: dict[int, float] = {}
        for supplier, part in zip(*(side.tolist() for side in chain.row(end)), strict=True):
            inputs[supplier] = inputs.get(supplier, 0.0) + part
        for supplier, part in inputs.items():
            beyond = amount * part * float(bound[supplier])
            if beyond > least and beyond > 0 and len(heap) < MOST_OPEN_PATHS:
                steps.append((way, supplier))
                heapq.heappush(heap, (-beyond, len(steps) - 1, False, amount * part))
    columns = _columns(
        [say("経路", "path"), say("階層", "tier"), say("製品 1 単位あたりの量", "amount per unit")]
    )
    return pandas.DataFrame([(*row, _percent(row[3], total)) for row in found], columns=columns)


def _trail(steps: list[tuple[int, int]], way: int) -> list[int]:
    trail = []
    while way >= 0:
        way, place = steps[way]
        trail.append(place)
    return trail[::-1]
