"""Bars with a line that adds them up: the common part of the Pareto and the tier chart.

The axis of the bars ends where the line reaches 100 %, so a bar and its step of the line are
equally long. Values stand in a column at the right, where neither bar nor line crosses them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from gxd_teach.language import say
from gxd_teach.plots import looks, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DARK: looks.Fill = {"color": looks.BLUE, "hatch": "", "edgecolor": "white"}
_LIGHT: looks.Fill = {"color": looks.PALE, "hatch": "//", "edgecolor": looks.GREY}


@dataclass(frozen=True)
class Cumulative:
    """Rows (name, kg CO2e) in the order drawn, with running shares of the absolute values."""

    rows: list[tuple[str, float]]
    total: float  # of the absolute values
    cumulative_percent: list[float]

    @classmethod
    def of(cls, rows: list[tuple[str, float]]) -> Cumulative:
        """Gather the small rows where there are too many, and add up."""
        shown, rest = words.gathered(rows)
        kept = [*shown, *([rest] if rest else [])]
        total = math.fsum(abs(kg) for _, kg in kept)
        running = accumulate(abs(kg) for _, kg in kept)
        return cls(kept, total, [100 * kg / total if total else 0.0 for kg in running])

    @property
    def sum_kg(self) -> float:
        """The sum with signs, kg CO2e."""
        return math.fsum(kg for _, kg in self.rows)

    @property
    def note(self) -> str:
        """What to say where some values are negative."""
        if all(kg >= 0 for _, kg in self.rows):
            return ""
        return say(
            "負の値があるので、割合は絶対値の合計に対するものです。",
            "Some values are negative: shares are of the sum of absolute values.",
        )

    def reach(self, percent: float) -> int:
        """How many rows it takes to reach `percent`; 80 % reached within rounding counts."""
        return 1 + sum(reached < percent - 1e-9 for reached in self.cumulative_percent[:-1])

    def in_words(self, *, cumulative: bool = False) -> str:
        """Each row with its kilograms and its share."""
        running = say("累積", "cumulative")
        comma = say("、", ", ")
        said = []
        for (name, kg), reached in zip(self.rows, self.cumulative_percent, strict=True):
            share = words.share(abs(kg), self.total)
            if cumulative and share:
                share = f"{share[:-1]}{comma}{running} {reached:.1f} %)"
            said.append(f"{name} {words.number(kg)} kg{share}")
        return words.listed(said)


def draw_cumulative(
    title: str, rows: Cumulative, ax: Axes | None, mark: float | None = None
) -> Axes:
    """Draw the rows as bars and the running share as a line, with a mark at `mark` percent."""
    ax = looks.canvas(ax, looks.rows_height(len(rows.rows), 1.75))
    looks.title(ax, title, pad=11)
    if not rows.total:
        return looks.nothing(ax)
    needed = rows.reach(mark) if mark is not None else len(rows.rows)
    for place, (_, kg) in enumerate(rows.rows):
        fill = _DARK if place < needed else _LIGHT
        ax.barh(place, kg, height=0.62, linewidth=0.6, **fill)
    places = range(len(rows.rows))
    running = [rows.total * percent / 100 for percent in rows.cumulative_percent]
    ax.plot(
        running,
        places,
        color=looks.INK,
        linewidth=1.3,
        marker="o",
        markersize=5,
        markerfacecolor="white",
        markeredgecolor=looks.INK,
        clip_on=False,
        zorder=4,
        label=say("累積の割合", "cumulative share"),
    )
    looks.row_names(ax, (name for name, _ in rows.rows))
    low = min(0.0, *(kg for _, kg in rows.rows))
    _values(ax, rows)
    ax.set_xlim(low, rows.total)
    if low < 0:
        looks.zero_line(ax)
    looks.kg_axis(ax)
    _percent_axis(ax, rows.total, mark)
    return ax


def _values(ax: Axes, rows: Cumulative) -> None:
    """The column at the right: kilograms, and the share reached."""
    from matplotlib.transforms import blended_transform_factory

    at_right = blended_transform_factory(ax.transAxes, ax.transData)
    for place, ((_, kg), percent) in enumerate(
        zip(rows.rows, rows.cumulative_percent, strict=True)
    ):
        ax.annotate(
            f"{words.number(kg)} kg ({say('累積', 'cum.')} {percent:.1f} %)",
            (1.0, place),
            xycoords=at_right,
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=looks.SMALL + 0.5,
            annotation_clip=False,
        )


def _percent_axis(ax: Axes, total: float, mark: float | None) -> None:
    """The line's own axis on top, in percent; the bars' axis below has the same length."""

    def to_percent(kg: Any) -> Any:
        return 100 * kg / total

    def to_kg(percent: Any) -> Any:
        return percent * total / 100

    top = ax.secondary_xaxis("top", functions=(to_percent, to_kg))
    ticks = [0, 20, 40, 60, 80, 100]
    top.set_xticks(ticks, [f"{tick}" for tick in ticks])
    top.tick_params(labelsize=looks.SMALL)
    top.set_xlabel(say("累積の割合 [%]", "cumulative share [%]"), fontsize=looks.SMALL + 0.5)
    if mark is not None:
        ax.axvline(
            total * mark / 100, color=looks.VERMILION, linewidth=1.3, linestyle="--", zorder=1
        )
