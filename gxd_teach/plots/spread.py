"""Uncertainty (不確かさ): how the result spreads when its inputs are not known exactly.

A Monte Carlo simulation gives many totals; the figure counts them and marks the median and
the interval that holds 95 % of them (from the 2.5th to the 97.5th percentile).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.plots import checks, looks, words

if TYPE_CHECKING:
    import numpy
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["describe_uncertainty", "uncertainty"]

MARKS = (2.5, 50.0, 97.5)  # percent
_INSIDE: looks.Fill = {"color": looks.SKY, "hatch": "", "edgecolor": "white"}
_TAIL: looks.Fill = {"color": looks.PALE, "hatch": "//", "edgecolor": looks.GREY}
# Beyond so many times the distance from the median to a mark, a tail is cut (a normal
# distribution ends before); else a single run far away would press all others into one bar.
_LONG_TAIL = 2.5


@dataclass(frozen=True)
class _Spread:
    quantiles: dict[float, float]  # percent -> kg CO2e, in rising order
    samples: NDArray[numpy.float64] | None


def uncertainty(
    values: Sequence[float] | Mapping[float, float] | Any,
    *,
    name: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how a result (kg CO2e) spreads, with the marks 2.5 %, 50 % and 97.5 % and their values.

    `values` are a `Simulation` (the sum of its products; `.of(product)` for one) or samples
    in one dimension, drawn as a histogram; or quantiles as a mapping, percent -> kg CO2e (fractions are taken where all keys are at most
    1), drawn as an interval. GXD-Z101 for what is no number, GXD-Z105 for samples or quantiles
    that cannot be.

    >>> axes = uncertainty({2.5: 18.0, 50: 21.4, 97.5: 26.0})
    >>> [text.get_text() for text in axes.texts][1]
    '50 %\\n21.400 kg'
    """
    spread = _read(values)
    ax = looks.canvas(ax, 3.6 if spread.samples is not None else 2.1)
    looks.title(ax, _title(name, spread), pad=62)
    if spread.samples is not None:
        _histogram(ax, spread)
    else:
        _interval(ax, spread)
    _marks(ax, spread)
    looks.kg_axis(ax, _outside(ax, spread))
    return ax


def describe_uncertainty(
    values: Sequence[float] | Mapping[float, float] | Any, *, name: str | None = None
) -> str:
    """The figure in words: the median, and the interval around it.

    >>> print(describe_uncertainty({2.5: 18.0, 50: 21.4, 97.5: 26.0}))
    不確かさ。2.5 %: 18.000 kg-CO2e、50 %: 21.400 kg-CO2e、97.5 %: 26.000 kg-CO2e
    """
    spread = _read(values)
    comma = say("、", ", ")
    said = comma.join(f"{p:g} %: {words.number(kg)} kg-CO2e" for p, kg in spread.quantiles.items())
    title = _title(name, spread)
    return say(f"{title}。{said}", f"{title}: {said}")


def _title(name: str | None, spread: _Spread) -> str:
    whose = f"{name}: " if name else ""
    runs = ""
    if spread.samples is not None:
        runs = say(f"({len(spread.samples):,} 回の試行)", f" ({len(spread.samples):,} runs)")
    return whose + say("不確かさ", "uncertainty") + runs


def _read(values: Any) -> _Spread:
    if isinstance(values, Mapping):
        return _Spread(_quantiles(values), None)
    import numpy

    from gxd_teach.framework.uncertainty.inventory import Simulation

    if isinstance(values, Simulation):
        values = values.total
    try:
        samples = numpy.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        samples = numpy.empty((0, 0))
    if samples.ndim != 1 or not len(samples):
        raise GxdError(
            "GXD-Z105",
            "試行の結果を、1 列の数値(kg-CO2e)で 1 つ以上渡してください",
            "give the samples as one row of numbers (kg CO2e), at least one",
        )
    wrong = numpy.flatnonzero(~numpy.isfinite(samples))
    if len(wrong):
        checks.checked(
            float(samples[wrong[0]]), say(f"{wrong[0] + 1} 番目の試行", f"sample {wrong[0] + 1}")
        )
    found = numpy.percentile(samples, MARKS)
    return _Spread({p: float(kg) for p, kg in zip(MARKS, found, strict=True)}, samples)


def _quantiles(values: Mapping[Any, Any]) -> dict[float, float]:
    items = checks.checked_mapping(
        values, "分位点(%)ごとの kg-CO2e", "kg CO2e by quantile in percent"
    )
    read = {
        checks.checked(p, say("分位点", "quantile")): checks.checked(kg, f"{p}") for p, kg in items
    }
    if max(read) <= 1:  # no one states only quantiles below one percent: these are fractions
        read = {100 * p: kg for p, kg in read.items()}
    ordered = {round(p, 9): read[p] for p in sorted(read)}
    rising = list(ordered.values()) == sorted(ordered.values())
    if len(ordered) < 2 or min(ordered) < 0 or max(ordered) > 100 or not rising:
        raise GxdError(
            "GXD-Z105",
            "分位点は 0〜100 % を 2 つ以上、値は分位点とともに小さくならないように渡してください",
            "give two or more quantiles between 0 and 100 percent, with values that do not fall",
            where=", ".join(f"{p:g} %: {kg:g}" for p, kg in ordered.items()),
        )
    return ordered


def _histogram(ax: Axes, spread: _Spread) -> None:
    import numpy
    from matplotlib.ticker import MaxNLocator

    samples = spread.samples
    assert samples is not None
    low, high = _shown(samples)
    centre = max(abs(low), abs(high), 1e-300)
    if high - low <= 1e-12 * centre:  # every run gave the same
        width = 0.02 * centre
        ax.bar(low, len(samples), width=width, **_INSIDE)
        ax.set_xlim(low - 12 * width, high + 12 * width)
    else:
        bins = int(min(50, max(8, round(len(samples) ** 0.5))))
        counts, edges = numpy.histogram(samples, bins=bins, range=(low, high))
        first, last = spread.quantiles[2.5], spread.quantiles[97.5]
        for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True):
            fill = _INSIDE if first <= (left + right) / 2 <= last else _TAIL
            ax.bar(left, count, width=right - left, align="edge", linewidth=0.5, **fill)
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_ylabel(say("回数", "runs"), fontsize=looks.TEXT)


def _shown(samples: NDArray[numpy.float64]) -> tuple[float, float]:
    """The range drawn: all of it, but without an end so long that the rest would be one bar."""
    import numpy

    low, high = float(samples.min()), float(samples.max())
    first, middle, last = (float(mark) for mark in numpy.percentile(samples, MARKS))
    if last > middle:
        high = min(high, middle + _LONG_TAIL * (last - middle))
    if first < middle:
        low = max(low, middle - _LONG_TAIL * (middle - first))
    return low, high


def _interval(ax: Axes, spread: _Spread) -> None:
    places = list(spread.quantiles.values())
    ax.barh(0, places[-1] - places[0], left=places[0], height=0.34, linewidth=0.6, **_INSIDE)
    ax.set_ylim(-0.35, 0.35)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    span = places[-1] - places[0] or max(abs(places[0]), 1.0)
    ax.set_xlim(places[0] - 0.12 * span, places[-1] + 0.12 * span)


def _marks(ax: Axes, spread: _Spread) -> None:
    """Lines at the ends and the middle; the middle's value stands higher, so none overlap."""
    from matplotlib.transforms import blended_transform_factory

    percents = list(spread.quantiles)
    middle = 50.0 if 50.0 in percents else None
    shown = [percents[0], *([middle] if middle is not None else []), percents[-1]]
    on_top = blended_transform_factory(ax.transData, ax.transAxes)
    for percent in dict.fromkeys(shown):
        kg = spread.quantiles[percent]
        central = percent == middle
        ax.axvline(
            kg,
            color=looks.INK,
            linewidth=1.5 if central else 1.2,
            linestyle="-" if central else "--",
        )
        ax.annotate(
            f"{percent:g} %\n{words.number(kg)} kg",
            (kg, 1.0),
            xycoords=on_top,
            xytext=(0, 31) if central else (-3, 3) if percent == percents[0] else (3, 3),
            textcoords="offset points",
            va="bottom",
            fontsize=looks.SMALL + 0.5,
            ha="center" if central else "right" if percent == percents[0] else "left",
            annotation_clip=False,
        )


def _outside(ax: Axes, spread: _Spread) -> str:
    if spread.samples is None:
        return ""
    low, high = _shown(spread.samples)
    count = int(((spread.samples < low) | (spread.samples > high)).sum())
    return say(f"(図の外に {count} 回)", f" ({count} runs outside)") if count else ""
