"""Hot spots (ホットスポット): the few flows that make most of a footprint, as a Pareto chart.

Bars from the largest on, a line that adds them up, and a mark at 80 %: there the search for
reductions begins. Where a flow takes emissions away, shares are of the absolute values, as
the weights of PACT's primary data share are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gxd_teach.framework.footprint import Footprint, stage_label
from gxd_teach.language import say
from gxd_teach.plots import checks, words
from gxd_teach.plots.cumulative import Cumulative, draw_cumulative
from gxd_teach.plots.stages import heading

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

__all__ = ["describe_pareto", "pareto"]


def pareto(
    footprint: Footprint | Mapping[str, float] | pandas.DataFrame,
    *,
    by: str = "flow",
    ax: Axes | None = None,
) -> Axes:
    """Draw the flows from the largest on, with their cumulative share and a mark at 80 %.

    `by` is flow, stage, process or supplier; a mapping name -> kg CO2e, or a
    table such as `SupplyChain.by_origin` gives, also serves. The flows
    that are needed to reach 80 % are dark. Beyond 20 bars the small ones are gathered.
    GXD-I034 for another `by`, GXD-Z101 for what is no number, GXD-Z102 for an empty mapping.

    >>> [float(bar.get_width()) for bar in pareto({"a": 1.0, "b": 3.0}).patches]
    [3.0, 1.0]
    """
    title, rows = _read(footprint, by)
    return draw_cumulative(title, rows, ax, mark=80.0)


def describe_pareto(
    footprint: Footprint | Mapping[str, float] | pandas.DataFrame, *, by: str = "flow"
) -> str:
    """The chart in words: which flows reach 80 % together, and the order of all.

    >>> print(describe_pareto({"a": 1.0, "b": 9.0}).split("。")[1])
    上位 1 件で 80 % に達します(90.0 %)
    """
    title, rows = _read(footprint, by)
    if not rows.total:
        return say(
            f"{title} のホットスポット。排出がありません。", f"Hot spots of {title}: no emissions."
        )
    count = rows.reach(80.0)
    reached = f"{rows.cumulative_percent[count - 1]:.1f} %"
    order = rows.in_words()
    largest = "flow is" if count == 1 else f"{count} flows are"
    return say(
        f"{title} のホットスポット。上位 {count} 件で 80 % に達します({reached})。"
        f"大きい順に {order}。{rows.note}",
        f"Hot spots of {title}: the largest {largest} enough for 80 % ({reached}). "
        f"From the largest on: {order}. {rows.note}".rstrip(),
    )


def _read(
    footprint: Footprint | Mapping[str, float] | pandas.DataFrame, by: str
) -> tuple[str, Cumulative]:
    if isinstance(footprint, Footprint):
        footprint.hot_spots(0, by=by)  # refuses another `by` by name
        grouped: dict[str, float] = getattr(footprint, f"by_{by}")()
        title = heading(footprint)
    else:
        grouped = dict(checks.checked_mapping(footprint, "項目ごとの kg-CO2e", "kg CO2e by flow"))
        kg = sum(checks.checked(value, str(key)) for key, value in grouped.items())
        title = say(f"合計 {words.number(kg)} kg-CO₂e", f"total {words.number(kg)} kg-CO₂e")
    rows = [
        (stage_label(key) if by == "stage" else str(key), checks.checked(kg, str(key)))
        for key, kg in grouped.items()
    ]
    rows.sort(key=lambda row: -abs(row[1]))
    return title, Cumulative.of(rows)
