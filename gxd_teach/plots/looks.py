"""What all figures share: colours, hatches, axes, titles, legends.

Colours are Okabe and Ito's, which colour-blind eyes tell apart; a hatch or a sign says the
same in grey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from gxd_teach.language import say
from gxd_teach.plots.fonts import use_japanese
from gxd_teach.plots.words import name, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = [
    "beside",
    "canvas",
    "kg_axis",
    "legend",
    "limits",
    "look",
    "nothing",
    "row_names",
    "title",
]

COLOURS = (
    "#0072B2",  # blue
    "#E69F00",  # orange
    "#56B4E9",  # sky blue
    "#009E73",  # green
    "#CC79A7",  # purple
    "#F0E442",  # yellow
    "#D55E00",  # vermilion
)
HATCHES = ("", "//", "..", "xx", "\\\\", "oo", "--")
BLUE, SKY, VERMILION = COLOURS[0], COLOURS[2], COLOURS[6]
GREY, PALE, INK = "#8C8C8C", "#D0D0D0", "#333333"

Fill = dict[str, Any]  # keywords of a bar: color, hatch, edgecolor
OTHERS: Fill = {"color": PALE, "hatch": "", "edgecolor": GREY}  # what is gathered

WIDTH = 6.4  # inches: on a phone the letters are still read
TITLE, TEXT, SMALL = 11.5, 10.0, 9.0  # points
_OWN: WeakSet[Axes] = WeakSet()  # axes whose figure was made here
TITLE_COLUMNS = 64


def canvas(ax: Axes | None, height: float) -> Axes:
    """The given axes, or those of a new figure of `height` inches, in Japanese fonts."""
    import matplotlib.pyplot as plt

    use_japanese()
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained")
        _OWN.add(ax)
    ax.tick_params(labelsize=SMALL)
    return ax


def is_own(ax: Axes) -> bool:
    """Whether `canvas` made the figure, so that its width may be used as a whole."""
    return ax in _OWN


def rows_height(rows: int, extra: float = 1.3) -> float:
    """Inches for so many bars in a column."""
    return extra + 0.4 * max(rows, 1)


def title(ax: Axes, text: str, pad: float = 7) -> None:
    """The title `pad` points above, at the figure's left edge where the figure is ours."""
    written = name(text, TITLE_COLUMNS, 3)
    if not is_own(ax):
        ax.set_title(written, fontsize=TITLE, pad=pad)
        return
    from matplotlib.transforms import blended_transform_factory

    made = ax.set_title(written, fontsize=TITLE, x=0.012, ha="left", linespacing=1.25, pad=pad)
    raised = ax.transAxes + ax.titleOffsetTrans  # type: ignore[attr-defined,unused-ignore]
    made.set_transform(blended_transform_factory(ax.figure.transFigure, raised))


def kg_axis(ax: Axes, note: str = "") -> None:
    """The axis of emissions; the frame keeps to what one needs."""
    ax.set_xlabel(say("排出量 [kg-CO₂e]", "emissions [kg-CO₂e]") + note, fontsize=TEXT)
    ax.spines[["top", "right"]].set_visible(False)
    thousands(ax)


def thousands(ax: Axes) -> None:
    """Few ticks, and written as people write numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(5))
    low, high = sorted(ax.get_xlim())
    if max(abs(low), abs(high)) < 1e12 and high - low >= 1e-4:
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.10g}".replace("-", "−")))


def row_names(ax: Axes, names: Iterable[str]) -> None:
    """Names of the bars, from top to bottom."""
    written = [name(one) for one in names]
    ax.set_yticks(range(len(written)), written, fontsize=SMALL + 0.5)
    ax.set_ylim(len(written) - 0.45, -0.55)
    ax.tick_params(axis="y", length=0)


def beside(ax: Axes, x: float, row: float, text: str, *, left: bool = False) -> Text:
    """A value at the end of its bar; the layout leaves room for it outside the axes."""
    return ax.annotate(
        text,
        (x, row),
        xytext=(-5 if left else 5, 0),
        textcoords="offset points",
        va="center",
        ha="right" if left else "left",
        fontsize=SMALL + 0.5,
        linespacing=1.3,
        annotation_clip=False,
        path_effects=halo(),
    )


def halo() -> list[Any]:
    """A white edge around letters, for where a line or a band passes behind them."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


def zero_line(ax: Axes) -> None:
    """Where bars go to both sides, the line they start from; the frame's own would mislead."""
    ax.spines["left"].set_visible(False)
    ax.axvline(0, color=INK, linewidth=0.8)


def limits(ax: Axes, low: float, high: float) -> None:
    """The axis from `low` to `high`; in a figure that is not ours, with room for the values."""
    if high <= low:
        high = low + 1.0
    if not is_own(ax):
        span = high - low
        low, high = (low - 0.4 * span if low < 0 else low), high + 0.4 * span
    ax.set_xlim(low, high)


def nothing(ax: Axes) -> Axes:
    """An empty figure that says that it is."""
    text = say("表示するデータがありません", "there is nothing to show")
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", fontsize=TEXT)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    return ax


def hatch_colour(colour: str) -> str:
    """White lines on dark colours, dark ones on light colours."""
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return "white" if 0.30 * red + 0.59 * green + 0.11 * blue < 0.62 else "#555555"


def look(index: int) -> Fill:
    """Fill number `index`: colour and hatch; 49 pairs before one comes again."""
    turn, place = divmod(index, len(COLOURS))
    colour = COLOURS[place]
    hatch = HATCHES[(place + turn) % len(HATCHES)]
    return {"color": colour, "hatch": hatch, "edgecolor": hatch_colour(colour)}


def legend(ax: Axes, entries: Mapping[str, Fill], heading: str, **where: Any) -> None:
    """A legend of fills, below the axes unless told otherwise."""
    from matplotlib.patches import Patch

    handles = []
    for label, fill in entries.items():
        written = name(label, 24, 1)
        # a label that begins with _ would be left out
        written = f" {written}" if written.startswith("_") else written
        handles.append(
            Patch(
                facecolor=fill["color"],
                hatch=fill["hatch"],
                edgecolor=fill["edgecolor"],
                label=written,
            )
        )
    longest = max((width(str(handle.get_label())) for handle in handles), default=1)
    per_row = max(1, min(len(handles), int(76 // (longest + 7))))
    placed = where or {"loc": "best"}
    if is_own(ax) and not where:
        ax.figure.legend(
            handles=handles,
            title=heading,
            ncols=per_row,
            loc="outside lower center",
            frameon=False,
            fontsize=SMALL + 0.5,
            title_fontsize=SMALL + 0.5,
            handleheight=1.1,
        )
        return
    ax.legend(
        handles=handles,
        title=heading,
        frameon=False,
        fontsize=SMALL + 0.5,
        title_fontsize=SMALL + 0.5,
        handleheight=1.1,
        **placed,
    )
