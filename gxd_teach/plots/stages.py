"""Figures that people look at: readable in grey, safe for colour-blind eyes, in Japanese.

Labels use IPAexGothic, which travels inside the package matplotlib-fontja, and DejaVu Sans
for what it lacks (the ₂ of CO₂e among them): no system font is needed.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.framework.footprint import Footprint, stage_label
from gxd_teach.language import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["describe_stages", "stage_breakdown", "use_japanese"]

# Okabe and Ito's colours, in an order that also falls in brightness; a hatch for each.
_COLOURS = ("#0072B2", "#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#F0E442")
_HATCHES = ("", "//", "..", "xx", "\\\\", "oo")


@lru_cache(maxsize=1)
def _japanese_font() -> Path:
    """IPAexGothic's file inside matplotlib-fontja; importing that package is not needed."""
    package = importlib.util.find_spec("matplotlib_fontja")
    assert package is not None and package.origin is not None  # noqa: PT018
    return next(Path(package.origin).parent.rglob("ipaexg.ttf"))


def use_japanese() -> None:
    """Let matplotlib write Japanese: sets the font list for all figures of this session.

    >>> use_japanese()
    """
    import matplotlib
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    if "IPAexGothic" not in known:
        font_manager.fontManager.addfont(str(_japanese_font()))
    matplotlib.rcParams["font.family"] = ["IPAexGothic", "DejaVu Sans"]
    matplotlib.rcParams["axes.unicode_minus"] = False


def stage_breakdown(footprint: Footprint, ax: Axes | None = None) -> Axes:
    """Draw each flow's emissions (kg CO2e) as a bar, coloured by life-cycle stage.

    Returns the axes, whose figure a notebook shows by itself.

    >>> from gxd_teach.framework import Inventory
    >>> axes = stage_breakdown(Inventory.from_dataset("pc-chassis").footprint())
    >>> len(axes.patches)
    4
    """
    import matplotlib.pyplot as plt

    use_japanese()
    parts = footprint.contributions
    if ax is None:
        _, ax = plt.subplots(figsize=(7.2, 1.4 + 0.52 * len(parts)), layout="constrained")
    stages = list(footprint.by_stage())
    longest = max((part.kg_co2e for part in parts), default=1.0) or 1.0
    total = footprint.total_kg_co2e or 1.0
    for row, part in enumerate(parts):
        look = stages.index(part.stage) % len(_COLOURS)
        first = all(other.stage != part.stage for other in parts[:row])
        ax.barh(
            row,
            part.kg_co2e,
            height=0.62,
            color=_COLOURS[look],
            hatch=_HATCHES[look],
            edgecolor="white",
            label=stage_label(part.stage) if first else None,
        )
        ax.annotate(
            f"{part.kg_co2e:.3f} kg ({100 * part.kg_co2e / total:.1f} %)",
            (part.kg_co2e, row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
        )
    ax.set_yticks(range(len(parts)), [part.flow for part in parts])
    ax.invert_yaxis()
    ax.set_xlim(0, longest * 1.32)
    ax.set_xlabel(say("排出量 [kg-CO₂e]", "emissions [kg-CO₂e]"))
    ax.set_title(f"{footprint.name}: {footprint.total_kg_co2e:.3f} kg-CO₂e / {footprint.declared}")
    ax.spines[["top", "right"]].set_visible(False)
    if len(stages) > 1:
        ax.legend(title=say("段階", "stage"), loc="lower right", frameon=False)
    return ax


def describe_stages(footprint: Footprint) -> str:
    """The figure in words, for those who do not see it.

    >>> from gxd_teach.framework import Inventory
    >>> "77.6" in describe_stages(Inventory.from_dataset("pc-chassis").footprint())
    True
    """
    total = footprint.total_kg_co2e or 1.0
    shares = [
        f"{part.flow} {part.kg_co2e:.3f} kg ({100 * part.kg_co2e / total:.1f} %)"
        for part in footprint.contributions
    ]
    return say(
        f"{footprint.name} の排出量 {footprint.total_kg_co2e:.3f} kg-CO2e の内訳。"
        + "、".join(shares),
        f"Emissions of {footprint.name}, {footprint.total_kg_co2e:.3f} kg-CO2e: "
        + ", ".join(shares),
    )
