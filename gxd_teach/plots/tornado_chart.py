"""Sensitivity (感度): which input moves the result most, as a tornado chart.

Each input goes to its low and its high end while the others stay; the two results are drawn
around the base, the widest on top. What is wide deserves better data first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.plots import checks, looks, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from gxd_teach.framework.uncertainty.first_order import Sensitivity

__all__ = ["describe_tornado", "tornado"]

_LOW: looks.Fill = {"color": looks.SKY, "hatch": "", "edgecolor": looks.INK}
_HIGH: looks.Fill = {"color": looks.VERMILION, "hatch": "//", "edgecolor": "white"}

Row = tuple[str, float, float]  # name, result at the input's low end, and at its high end


def tornado(
    results: Mapping[str, tuple[float, float]] | Sensitivity,
    base_kg_co2e: float | None = None,
    *,
    name: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what each input does to the result (kg CO2e) at its low and its high end.

    `results` maps an input to two totals, (with the input low, with the input high); an
    input that lowers the result when it rises (a yield) has its ends the other way round.
    A `Sensitivity` also serves: each input then goes one standard deviation down and up, to
    first order, around the mean.
    Beyond 20 the inputs that move least are left out, and the title says how many. GXD-Z101
    for what is no number, GXD-Z102 for nothing, GXD-Z106 for an input without two results.

    >>> axes = tornado({"kWh": (20.0, 24.0), "Al": (15.0, 27.0)}, 21.4)
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['Al', 'kWh']
    """
    base, rows, left_out = _read(results, base_kg_co2e)
    ax = looks.canvas(ax, looks.rows_height(len(rows), 1.7))
    looks.title(ax, _title(base, name, left_out))
    for place, (_, low, high) in enumerate(rows):
        for end, fill in ((low, _LOW), (high, _HIGH)):
            ax.barh(place, end - base, left=base, height=0.62, linewidth=0.6, **fill)
        least, most = sorted((low, high))
        if least < base:
            looks.beside(ax, least, place, words.number(least), left=True)
        if most > base:
            looks.beside(ax, most, place, words.number(most))
        if least >= base >= most:
            looks.beside(ax, base, place, say("変化なし", "no change"))
    ax.axvline(base, color=looks.INK, linewidth=1.2)
    looks.row_names(ax, (row[0] for row in rows))
    ends = [base, *(end for row in rows for end in row[1:])]
    span = max(ends) - min(ends) or abs(base) or 1.0
    # within the axes, so that a left value does not run into the names
    ax.set_xlim(min(ends) - 0.2 * span, max(ends) + 0.2 * span)
    looks.kg_axis(ax)
    entries = {
        say("入力が小さいとき", "input low"): _LOW,
        say("入力が大きいとき", "input high"): _HIGH,
    }
    looks.legend(ax, entries, "")
    return ax


def describe_tornado(
    results: Mapping[str, tuple[float, float]] | Sensitivity,
    base_kg_co2e: float | None = None,
    *,
    name: str | None = None,
) -> str:
    """The chart in words: each input with its two results, from the widest on.

    >>> print(describe_tornado({"kWh": (20.0, 24.0)}, 21.4).split("。")[1])
    kWh 20.000〜24.000 kg
    """
    base, rows, left_out = _read(results, base_kg_co2e)
    mark = say("〜", " to ")
    said = words.listed(
        f"{one} {words.number(low)}{mark}{words.number(high)} kg" for one, low, high in rows
    )
    title = _title(base, name, left_out)
    return say(f"{title}。{said}", f"{title}: {said}")


def _title(base: float, name: str | None, left_out: int) -> str:
    whose = f"{name}: " if name else ""
    kg = words.number(base)
    more_ja, more_en = (
        (f"、影響の小さい {left_out} 件を省略", f", {left_out} smaller ones left out")
        if left_out
        else ("", "")
    )
    return whose + say(
        f"感度(基準 {kg} kg-CO₂e{more_ja})", f"sensitivity (base {kg} kg-CO₂e{more_en})"
    )


def _read(results: Any, base_kg_co2e: float | None) -> tuple[float, list[Row], int]:
    from gxd_teach.framework.uncertainty.first_order import Sensitivity

    if isinstance(results, Sensitivity):
        base_kg_co2e = results.mean_kg_co2e if base_kg_co2e is None else base_kg_co2e
        results = _one_sd(results)
    base = checks.checked(base_kg_co2e, "base_kg_co2e")
    items = checks.checked_mapping(results, "入力ごとの結果", "the results by input")
    rows = [(str(key), *_two(str(key), ends)) for key, ends in items]
    rows.sort(key=lambda row: -abs(row[2] - row[1]))
    return base, rows[: words.MOST_BARS], max(0, len(rows) - words.MOST_BARS)


def _one_sd(found: Sensitivity) -> dict[str, tuple[float, float]]:
    """The footprint with each uncertain input one standard deviation down, and up."""
    kinds = {"amount": say("数量", "amount"), "factor": say("排出係数", "factor")}
    ends: dict[str, tuple[float, float]] = {}
    for one in found.inputs:
        # Its part of the variance, and not its percentage of the footprint: that is 0 for an
        # input whose mean is 0, however unsure it is.
        change = found.sd_first_order * math.sqrt(one.variance_percent / 100)
        if not change:
            continue
        if one.percent_per_percent * found.mean_kg_co2e * one.mean < 0:
            change = -change
        label = name = f"{one.name} ({kinds.get(one.kind, one.kind)})"
        for number in count(2):  # two rows may have one name, and are two inputs
            if label not in ends:
                break
            label = f"{name} {number}"
        ends[label] = (found.mean_kg_co2e - change, found.mean_kg_co2e + change)
    return ends


def _two(key: str, ends: Any) -> tuple[float, float]:
    try:
        low, high = () if isinstance(ends, str) else tuple(ends)
    except (TypeError, ValueError):
        raise GxdError(
            "GXD-Z106",
            "入力を小さくしたときと大きくしたときの結果を 2 つ渡してください",
            "give two results: with the input low, and with the input high",
            where=key,
        ) from None
    return checks.checked(low, key), checks.checked(high, key)
