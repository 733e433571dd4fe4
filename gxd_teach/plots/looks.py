"""What all figures share: colours, hatches, fonts, how numbers and names are written.

Colours are Okabe and Ito's, which colour-blind eyes tell apart; a hatch or a sign says the
same in grey. Labels use IPAexGothic, which travels inside the package matplotlib-fontja, and
DejaVu Sans for what it lacks (the ₂ of CO₂e among them): no system font is needed.
"""

from __future__ import annotations

import importlib.util
import math
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from gxd_teach.errors import GxdError
from gxd_teach.language import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["use_japanese"]

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
MOST_BARS = 20  # a figure of more rows is a table
MOST_WORDS = 10  # the description names so many; the table has the rest
NAME_COLUMNS = 30  # a name's longest line, in half-width columns
TITLE_COLUMNS = 64


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


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """Every character that one of the two fonts can draw."""
    import matplotlib
    from matplotlib.ft2font import FT2Font

    dejavu = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    return frozenset(
        code for path in (_japanese_font(), dejavu) for code in FT2Font(str(path)).get_charmap()
    )


def name(text: object, columns: int = NAME_COLUMNS, lines: int = 2) -> str:
    """A name as a figure writes it: at most `lines` lines of `columns` half-width columns.

    What no font has becomes 〓, and a $ stays a $ (matplotlib would read a formula).

    >>> name("検査", columns=2)
    '検\\n査'
    >>> name("a long flow name", columns=6)
    'a long\\nflow…'
    """
    flat = " ".join(str(text).split()) or say("(名前なし)", "(no name)")
    drawable = "".join(c if ord(c) in _characters() else "〓" for c in flat)
    folded = _folded(drawable, columns)
    if len(folded) > lines:
        last = folded[lines - 1]
        while last and _columns(last) > columns - 1:
            last = last[:-1]
        folded = [*folded[: lines - 1], last + "…"]
    return "\n".join(folded).replace("$", r"\$")


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _folded(text: str, columns: int) -> list[str]:
    """Lines broken after a space where there is one in the second half, else anywhere."""
    lines, line = [], ""
    for character in text:
        if line and _columns(line + character) > columns:
            cut = line.rfind(" ") + 1
            if character == " " or cut <= len(line) // 2:
                cut = len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:].lstrip()
        line += character if line or character != " " else ""
    return [*lines, line]


def number(value: float) -> str:
    """A value in kg as people read it: three decimals when small, none when large.

    >>> [number(v) for v in (9.6, 549, 21408.2, -0.057186, 0)]
    ['9.600', '549.0', '21,408', '−0.057', '0']
    """
    size = abs(value)
    if size == 0:
        return "0"
    if size < 0.0005 or size >= 1e12:
        said = f"{size:.2e}"
    else:
        decimals = 3 if size < 100 else 1 if size < 1000 else 0
        said = f"{size:,.{decimals}f}"
    return f"−{said}" if value < 0 else said


def signed(value: float) -> str:
    """The same with its sign: ``+1.200``, ``−0.400``."""
    return f"+{number(value)}" if value > 0 else number(value)


def share(value: float, total: float, *, plus: bool = False) -> str:
    """`value` in percent of `total`, in brackets; nothing where a percentage says nothing.

    >>> share(9.6, 12.372186), share(1, 0)
    (' (77.6 %)', '')
    """
    if total <= 0:
        return ""
    percent = round(100 * value / total, 1) + 0.0
    if abs(percent) >= 1e6:
        return ""
    sign = "−" if percent < 0 else "+" if plus and percent > 0 else ""
    return f" ({sign}{abs(percent):,.1f} %)"


def others(count: int) -> str:
    """What the gathered small ones are called."""
    return say(f"その他 ({count} 件)", f"others ({count})")


def gathered(
    values: Iterable[tuple[str, float]], most: int = MOST_BARS
) -> tuple[list[tuple[str, float]], tuple[str, float] | None]:
    """The rows that are drawn one by one, in their order, and the small ones' sum as a row.

    >>> gathered([("a", 1.0), ("b", -5.0), ("c", 2.0)], most=2)[0]
    [('b', -5.0)]
    """
    rows = list(values)
    if len(rows) <= most:
        return rows, None
    ranked = sorted(range(len(rows)), key=lambda row: -abs(rows[row][1]))
    kept = set(ranked[: most - 1])
    rest = [rows[row][1] for row in ranked[most - 1 :]]
    return [rows[row] for row in sorted(kept)], (others(len(rest)), math.fsum(rest))


def listed(parts: Iterable[str]) -> str:
    """The first ten, and how many more there are."""
    said = list(parts)
    more = len(said) - MOST_WORDS
    if more > 0:
        said = [*said[:MOST_WORDS], say(f"ほか {more} 件", f"and {more} more")]
    return say("、", ", ").join(said)


def checked(value: Any, where: str) -> float:
    """A finite number, or GXD-Y001: a figure cannot draw what is not there."""
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise GxdError(
            "GXD-Y001",
            f"{value!r} は図にできません。有限の数値(kg-CO2e)を渡してください",
            f"{value!r} cannot be drawn: give a finite number (kg CO2e)",
            where=where,
        )
    return found


def checked_mapping(values: Any, what_ja: str, what_en: str) -> list[tuple[Any, Any]]:
    """The items of a mapping that has some, or GXD-Y002 (wrong kind, or empty)."""
    if not isinstance(values, Mapping) or not values:
        raise GxdError(
            "GXD-Y002",
            f"{what_ja}を、空でない辞書で渡してください",
            f"give {what_en} as a mapping that is not empty",
        )
    return list(values.items())


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
    longest = max((_columns(str(handle.get_label())) for handle in handles), default=1)
    per_row = max(1, min(len(handles), int(76 // (longest + 7))))
    placed = where or {"loc": "upper center", "bbox_to_anchor": (0.5, -0.02)}
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
