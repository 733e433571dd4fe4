"""Where a footprint comes from: each flow's emissions, coloured by life-cycle stage.

Stages are those of the product-based calculation (ISO 14067, PACT Methodology), cradle to
gate; a known stage has the same colour and hatch in every figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gxd_teach.framework.footprint import STAGES, ContributionTable, Footprint, stage_label
from gxd_teach.language import say
from gxd_teach.plots import checks, looks, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["describe_stages", "stage_breakdown"]

Row = tuple[str, str | None, float]  # flow, stage (None where several are gathered), kg CO2e


def stage_breakdown(footprint: Footprint, ax: Axes | None = None) -> Axes:
    """Draw each flow's emissions (kg CO2e) as a bar, coloured by life-cycle stage.

    Beyond 20 flows the small ones are gathered in one bar. Returns the axes, whose figure a
    notebook shows by itself. GXD-Z101 for emissions that are no number, GXD-Z107 for what is no footprint.

    >>> from gxd_teach.framework import Inventory
    >>> axes = stage_breakdown(Inventory.from_dataset("pc-chassis").footprint())
    >>> len(axes.patches)
    4
    """
    rows = _rows(footprint)
    total = footprint.total_kg_co2e
    ax = looks.canvas(ax, looks.rows_height(len(rows), 1.6))
    looks.title(ax, heading(footprint))
    if not rows:
        return looks.nothing(ax)
    fills = stage_fills(stage for _, stage, _ in rows if stage is not None)
    for place, (_, stage, kg) in enumerate(rows):
        fill = fills[stage] if stage is not None else looks.OTHERS
        ax.barh(place, kg, height=0.62, **fill)
        value = f"{words.number(kg)} kg{words.share(kg, total)}"
        looks.beside(ax, max(kg, 0.0), place, value)
    looks.row_names(ax, (flow for flow, _, _ in rows))
    low, high = min(0.0, *(kg for *_, kg in rows)), max(0.0, *(kg for *_, kg in rows))
    looks.limits(ax, low, high)
    if low < 0:
        looks.zero_line(ax)
    looks.kg_axis(ax)
    if len(fills) > 1:
        entries = {stage_label(stage): fill for stage, fill in fills.items()}
        looks.legend(ax, entries, say("段階", "stage"))
    return ax


def describe_stages(footprint: Footprint) -> str:
    """The figure in words, for those who do not see it.

    >>> from gxd_teach.framework import Inventory
    >>> "77.6" in describe_stages(Inventory.from_dataset("pc-chassis").footprint())
    True
    """
    rows = _rows(footprint)
    total = footprint.total_kg_co2e
    shares = words.listed(
        f"{flow} {words.number(kg)} kg{words.share(kg, total)}" for flow, _, kg in rows
    )
    return say(
        f"{footprint.name} の排出量 {words.number(total)} kg-CO2e / {footprint.declared} の内訳。{shares}",
        f"Emissions of {footprint.name}, {words.number(total)} kg-CO2e / {footprint.declared}: {shares}",
    )


def heading(footprint: Footprint) -> str:
    """Name, total and declared unit, as a title says them."""
    kg = words.number(checks.checked(footprint.total_kg_co2e, footprint.name))
    return f"{footprint.name}: {kg} kg-CO₂e / {footprint.declared}"


def stage_fills(stages: Iterable[str]) -> dict[str, looks.Fill]:
    """A fill for each stage: known ones keep theirs, own ones follow."""
    known = list(STAGES)
    own = len(known)
    fills: dict[str, looks.Fill] = {}
    given = list(dict.fromkeys(stages))
    for stage in [*filter(given.__contains__, known), *given]:
        if stage in fills:
            continue
        if stage in STAGES:
            fills[stage] = looks.look(known.index(stage))
        else:
            fills[stage] = looks.look(own)
            own += 1
    return fills


def _rows(footprint: Footprint) -> list[Row]:
    checks.checked_footprint(footprint)
    parts = footprint.contributions
    checks.checked(footprint.total_kg_co2e, footprint.name)
    if len(parts) <= words.MOST_BARS:
        shown = list(parts)
    elif isinstance(parts, ContributionTable):  # a million rows are never made one by one
        shown = parts.largest(words.MOST_BARS - 1)
    else:
        kept = sorted(range(len(parts)), key=lambda row: -abs(parts[row].kg_co2e))
        shown = [parts[row] for row in sorted(kept[: words.MOST_BARS - 1])]
    rows: list[Row] = [
        (part.flow, part.stage, checks.checked(part.kg_co2e, part.flow)) for part in shown
    ]
    if len(shown) < len(parts):
        rest = footprint.total_kg_co2e - math.fsum(kg for *_, kg in rows)
        rows.append((words.others(len(parts) - len(shown)), None, rest))
    return rows
