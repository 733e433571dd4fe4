"""From one year to the next: what rose and what fell between two footprints (a waterfall).

Compared is the footprint of one and the same declared unit (PACT Methodology: the value
belongs to the declared unit); another unit or amount is refused, not converted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.footprint import Footprint, stage_label
from gxd_teach.language import say
from gxd_teach.plots import checks, looks, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["describe_waterfall", "waterfall"]

_BY = ("flow", "stage", "process", "supplier")
_TOTAL: looks.Fill = {"color": "#5F5F5F", "hatch": "", "edgecolor": "white"}
_RISE: looks.Fill = {"color": looks.VERMILION, "hatch": "//", "edgecolor": "white"}
_FALL: looks.Fill = {"color": looks.SKY, "hatch": "", "edgecolor": looks.INK}
# Where changes move over less than this part of the total, an axis from 0 would hide them.
_SMALL_CHANGES = 0.2


@dataclass(frozen=True)
class _Steps:
    before: float
    after: float
    changes: list[tuple[str, float]]
    unchanged: int
    labels: tuple[str, str]


def waterfall(
    before: Footprint,
    after: Footprint,
    *,
    by: str = "flow",
    labels: tuple[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the steps from one footprint (kg CO2e) to another, the largest change first.

    `by` is flow, stage, process or supplier; `labels` name the two totals, for instance the
    years. Increases are hatched and carry +, decreases are plain and carry −; what did not
    change has no bar. Percentages are of the first total. GXD-I034 for another `by`, GXD-Z101
    for emissions that are no number, GXD-Z103 for `labels` that are not two, GXD-Z104 for
    different declared units.

    >>> from gxd_teach.framework import Contribution
    >>> old = Footprint("PC", (Contribution("kWh", "production", 5.0, 0),))
    >>> new = Footprint("PC", (Contribution("kWh", "production", 4.0, 0),))
    >>> [tick.get_text() for tick in waterfall(old, new, labels=("2024", "2025")).get_yticklabels()]
    ['2024', 'kWh', '2025']
    """
    steps = _steps(before, after, by, labels)
    ax = looks.canvas(ax, looks.rows_height(len(steps.changes) + 2))
    name = after.name if before.name == after.name else f"{before.name} → {after.name}"
    looks.title(ax, f"{name}: {_summary(steps)} / {after.declared}")
    if not before.contributions and not after.contributions:
        return looks.nothing(ax)

    levels = [steps.before]
    for _, change in steps.changes:
        levels.append(levels[-1] + change)
    levels[-1] = steps.after if steps.changes else levels[-1]
    start, high, cut = _range([*levels, steps.after])
    last = len(steps.changes) + 1
    for place, total in ((0, steps.before), (last, steps.after)):
        left = start if cut else 0.0
        ax.barh(place, total - left, left=left, height=0.62, **_TOTAL)
        looks.beside(ax, max(total, 0.0), place, f"{words.number(total)} kg")
        if cut:  # the bar does not begin at 0, and says so
            x = start + 0.03 * (high - start)
            ax.text(
                x, place, "≈", rotation=90, ha="center", va="center", fontsize=15, color="white"
            )
    for place, (_, change) in enumerate(steps.changes, start=1):
        foot, top = levels[place - 1], levels[place]
        fill = _RISE if change > 0 else _FALL
        ax.barh(place, change, left=foot, height=0.62, linewidth=0.6, **fill)
        value = f"{words.signed(change)} kg{words.share(change, steps.before, plus=True)}"
        looks.beside(ax, max(foot, top), place, value)
    for place, level in enumerate(levels):
        ax.plot([level, level], [place + 0.31, place + 0.69], color=looks.INK, linewidth=0.8)
    looks.row_names(ax, [steps.labels[0], *(name for name, _ in steps.changes), steps.labels[1]])
    looks.limits(ax, start, high)
    if start < 0 and not cut:
        looks.zero_line(ax)
    looks.kg_axis(ax, say("(0 からではない軸)", " (axis not from 0)") if cut else "")
    return ax


def describe_waterfall(
    before: Footprint,
    after: Footprint,
    *,
    by: str = "flow",
    labels: tuple[str, str] | None = None,
) -> str:
    """The waterfall in words: both totals, and the changes from the largest on.

    >>> from gxd_teach.framework import Contribution
    >>> old = Footprint("PC", (Contribution("kWh", "production", 5.0, 0),))
    >>> new = Footprint("PC", (Contribution("kWh", "production", 4.0, 0),))
    >>> "−1.000 kg (−20.0 %)" in describe_waterfall(old, new)
    True
    """
    steps = _steps(before, after, by, labels)
    changes = words.listed(
        f"{name} {words.signed(change)} kg{words.share(change, steps.before, plus=True)}"
        for name, change in steps.changes
    )
    same_ja = f"変化なし {steps.unchanged} 件。" if steps.unchanged else ""
    same_en = f" {steps.unchanged} unchanged." if steps.unchanged else ""
    first, second = steps.labels
    return say(
        f"{after.name} の排出量の変化。{first} {words.number(steps.before)} kg-CO2e から "
        f"{second} {words.number(steps.after)} kg-CO2e へ、{_difference(steps)}。"
        f"内訳: {changes or '変化なし'}。{same_ja}",
        f"Change of the emissions of {after.name} from {first} {words.number(steps.before)} "
        f"kg-CO2e to {second} {words.number(steps.after)} kg-CO2e, {_difference(steps)}: "
        f"{changes or 'no change'}.{same_en}",
    )


def _steps(before: Footprint, after: Footprint, by: str, labels: tuple[str, str] | None) -> _Steps:
    _comparable(before, after)
    before.hot_spots(0, by=by)  # refuses another `by` by name
    old: dict[str, float] = getattr(before, f"by_{by}")()
    new: dict[str, float] = getattr(after, f"by_{by}")()
    changes = []
    for key in {**old, **new}:
        first = checks.checked(old.get(key, 0.0), f"{before.name}, {key}")
        second = checks.checked(new.get(key, 0.0), f"{after.name}, {key}")
        if abs(second - first) > 1e-12 * max(abs(first), abs(second)):  # not a rounding remainder
            changes.append((stage_label(key) if by == "stage" else key, second - first))
    unchanged = len({**old, **new}) - len(changes)
    changes.sort(key=lambda item: -abs(item[1]))
    shown, rest = words.gathered(changes, words.MOST_BARS - 2)
    names = labels if labels is not None else (say("前", "before"), say("後", "after"))
    if not isinstance(names, (tuple, list)) or len(names) != 2:
        raise GxdError(
            "GXD-Z103",
            "labels には名前を 2 つ渡してください(例: ('2024年度', '2025年度'))",
            "give two names as labels, as in ('2024', '2025')",
        )
    return _Steps(
        before.total_kg_co2e,
        after.total_kg_co2e,
        [*shown, *([rest] if rest else [])],
        unchanged,
        (str(names[0]), str(names[1])),
    )


def _comparable(before: Footprint, after: Footprint) -> None:
    checks.checked_footprint(before)
    checks.checked_footprint(after)
    first = (before.declared_unit, before.declared_amount)
    second = (after.declared_unit, after.declared_amount)
    if first != second:
        raise GxdError(
            "GXD-Z104",
            f"宣言単位が違います({before.declared_amount:g} {before.declared_unit} と "
            f"{after.declared_amount:g} {after.declared_unit})。同じ単位と量にそろえてください",
            f"the declared units differ ({before.declared_amount:g} {before.declared_unit} and "
            f"{after.declared_amount:g} {after.declared_unit}): bring both to one unit and amount",
            where=after.name,
        )


def _range(levels: list[float]) -> tuple[float, float, bool]:
    """Where the axis begins and ends, and whether it leaves out the part from 0 on."""
    low, high = min(levels), max(levels)
    if low > 0 and 0 < high - low < _SMALL_CHANGES * high:
        return low - 0.5 * (high - low), high, True
    return min(low, 0.0), max(high, 0.0), False


def _difference(steps: _Steps) -> str:
    change = steps.after - steps.before
    return f"{words.signed(change)} kg{words.share(change, steps.before, plus=True)}"


def _summary(steps: _Steps) -> str:
    return f"{words.number(steps.before)} → {words.number(steps.after)} kg-CO₂e"
