"""Figures of a class: scores, answers, mistakes, objectives. Each has a partner in words.

Readable in grey: what colour says, a hatch or a label says again.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gxd_teach.classroom.reports.items import KINDS, Item
from gxd_teach.classroom.reports.lettering import drawing, new_figure, svg
from gxd_teach.classroom.reports.mistakes import MistakeCount, brief
from gxd_teach.classroom.reports.objectives import Gain, Objective
from gxd_teach.classroom.reports.paper import number
from gxd_teach.language import Text, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "draw_answers",
    "draw_gains",
    "draw_mistakes",
    "draw_objectives",
    "draw_scores",
    "kind_name",
]

WIDTH = 5.6  # inches: on a phone the letters are still read
BLUE, ORANGE, SKY, VERMILION = "#0072B2", "#E69F00", "#56B4E9", "#D55E00"
GREY, PALE, INK = "#8C8C8C", "#DADADA", "#333333"
_MOST_DOTS = 120  # people drawn one by one
_ABREAST = 3  # dots side by side
_FILLS: dict[str, dict[str, Any]] = {
    "right": {"color": BLUE, "hatch": "", "edgecolor": "white"},
    "partly": {"color": SKY, "hatch": "..", "edgecolor": "#333333"},
    "known mistake": {"color": VERMILION, "hatch": "//", "edgecolor": "white"},
    "other answer": {"color": ORANGE, "hatch": "xx", "edgecolor": "#555555"},
    "no answer": {"color": PALE, "hatch": "", "edgecolor": GREY},
    "waits": {"color": "white", "hatch": "--", "edgecolor": GREY},
}
_NAMES = {
    "right": Text("正解", "right"),
    "partly": Text("一部正解", "partly right"),
    "known mistake": Text("既知の誤り", "known mistake"),
    "other answer": Text("ほかの誤答", "other wrong answer"),
    "no answer": Text("無回答", "no answer"),
    "waits": Text("採点待ち", "waits for grading"),
}


def kind_name(kind: str) -> Text:
    """What a kind of answer is called."""
    return _NAMES[kind]


def _label(text: object, columns: int = 26, lines: int = 2) -> str:
    """A label in at most two lines."""
    flat = " ".join(str(text).split())
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in flat) > len(flat) / 3
    folded = textwrap.wrap(flat, columns // 2 if wide else columns) or [""]
    if len(folded) > lines:
        folded = [*folded[: lines - 1], folded[lines - 1][: columns - 2] + "…"]
    return "\n".join(folded)


def _bars(rows: int, extra: float) -> tuple[Figure, Axes]:
    figure = new_figure(WIDTH, extra + 0.5 * max(rows, 1), layout="constrained")
    axes: Axes = figure.subplots()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0, labelsize=9.5)
    axes.tick_params(axis="x", labelsize=9)
    axes.set_ylim(rows - 0.45, -0.55)
    return figure, axes


def draw_scores(percents: Sequence[float], pass_percent: float) -> tuple[bytes, str]:
    """How the scores lie, in percent: a dot a person, in steps of ten; and the same in words."""
    counts = [0] * 10
    for value in percents:
        counts[min(max(int((value + 1e-9) // 10), 0), 9)] += 1
    dots = len(percents) <= _MOST_DOTS
    abreast = _ABREAST if dots else 1
    tops = [-(-count // abreast) for count in counts]
    with drawing():
        figure = new_figure(WIDTH, max(2.0, 1.2 + 0.16 * max(tops)) if dots else 2.8, layout="constrained")  # fmt: skip
        axes = figure.subplots()
        for step, count in enumerate(counts):
            passes = 10 * step >= pass_percent
            if dots:
                axes.scatter([10 * step + 2.2 + 2.8 * (i % abreast) for i in range(count)],
                             [i // abreast + 0.6 for i in range(count)], s=66,
                             color=BLUE if passes else "white", edgecolors=BLUE, linewidths=1.4)  # fmt: skip
            else:
                axes.bar(10 * step + 5, count, 8.6, color=BLUE if passes else "white", edgecolor=BLUE,
                         hatch="" if passes else "//")  # fmt: skip
            if count:
                axes.annotate(str(count), (10 * step + 5, tops[step]), (0, 5), textcoords="offset points",
                              ha="center", fontsize=9.5)  # fmt: skip
        axes.axvline(pass_percent, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.annotate(say(f"修了の目安 {pass_percent:g} %", f"pass mark {pass_percent:g} %"),
                      (pass_percent, 1), (-4, -2), xycoords=("data", "axes fraction"),
                      textcoords="offset points", ha="right", va="top", fontsize=9, color=INK)  # fmt: skip
        axes.set_xlim(0, 100)
        axes.set_xticks(range(0, 101, 10))
        axes.set_ylim(0, max(tops) * 1.12 + 2)
        axes.set_yticks([])
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(labelsize=9)
        axes.set_xlabel(say("得点 [%]" + ("(1 つの丸が 1 人)" if dots else ""),
                            "score [%]" + (" (a dot is a person)" if dots else "")),
                        fontsize=10)  # fmt: skip
        drawn = svg(figure)
    told = say("、", ", ").join(
        say(f"{10 * i}〜{10 * i + 10} %: {n} 人", f"{10 * i} to {10 * i + 10} %: {n}")
        for i, n in enumerate(counts)
        if n
    )
    return drawn, say(f"得点の分布。{told}", f"Distribution of the scores. {told}")


def draw_answers(items: Sequence[Item]) -> tuple[bytes, str]:
    """What was answered to each question, as shares of all papers; and the same in words."""
    from matplotlib.patches import Patch

    with drawing():
        figure, axes = _bars(len(items), 1.2)
        for row, item in enumerate(items):
            left = 0.0
            for kind in KINDS:
                count = item.kinds[kind]
                share = 100 * count / item.papers if item.papers else 0.0
                if not count:
                    continue
                axes.barh(row, share, left=left, height=0.66, linewidth=0.6, **_FILLS[kind])
                if share >= 6:
                    axes.text(left + share / 2, row, str(count), ha="center", va="center", fontsize=9,
                              bbox={"boxstyle": "round,pad=.18", "color": "white", "alpha": 0.9})  # fmt: skip
                left += share
        axes.set_yticks(range(len(items)), [item.question for item in items])
        axes.set_xlim(0, 100)
        axes.set_xlabel(
            say("提出した人の割合 [%](数字は人数)", "share of papers [%] (numbers are people)"),
            fontsize=10,
        )
        used = [kind for kind in KINDS if any(item.kinds[kind] for item in items)]
        handles = [Patch(facecolor=_FILLS[k]["color"], hatch=_FILLS[k]["hatch"],
                         edgecolor=_FILLS[k]["edgecolor"], label=str(_NAMES[k])) for k in used]  # fmt: skip
        figure.legend(handles=handles, loc="outside upper left", ncols=3, frameon=False, fontsize=9.5,
                      handlelength=1.4, columnspacing=1.2)  # fmt: skip
        drawn = svg(figure)
    told = "; ".join(
        f"{item.question} " + say("、", ", ").join(f"{_NAMES[k]} {item.kinds[k]}" for k in KINDS if item.kinds[k])
        for item in items
    )  # fmt: skip
    return drawn, say(f"問ごとの答えの内訳(人)。{told}", f"Answers by question (people). {told}")


def draw_mistakes(found: Sequence[MistakeCount], most: int = 12) -> tuple[bytes, str]:
    """The most frequent misconceptions as shares of who handed in; and the same in words."""
    shown = list(found)[:most]
    with drawing():
        figure, axes = _bars(len(shown), 0.9)
        for row, one in enumerate(shown):
            share = 100 * one.count / one.n
            axes.barh(row, share, height=0.6, linewidth=0.6, **_FILLS["known mistake"])
            axes.annotate(say(f"{one.n} 人中 {one.count} 人", f"{one.count} of {one.n}"), (share, row),
                          (5, 0), textcoords="offset points", va="center", fontsize=9.5)  # fmt: skip
        axes.set_yticks(range(len(shown)),
                        [f"{one.question}  {_label(brief(one.sentence), 30)}" for one in shown])  # fmt: skip
        axes.set_xlim(0, max((100 * one.count / one.n for one in shown), default=50) * 1.25)
        axes.set_xlabel(say("提出した人のうち [%]", "share of who handed in [%]"), fontsize=10)
        drawn = svg(figure)
    told = say("。", "; ").join(f"{one.question} {one}" for one in shown)
    return drawn, say(f"多かった誤り。{told}", f"The most frequent mistakes. {told}")


def _objective_label(titles: Sequence[Text], id_: str) -> str:
    return _label(" / ".join(map(str, titles)) or id_, 24)


def draw_objectives(found: Sequence[Objective]) -> tuple[bytes, str]:
    """The share of the class that masters each objective; and the same in words."""
    known = [one for one in found if one.share is not None]
    with drawing():
        figure, axes = _bars(len(known), 0.9)
        for row, one in enumerate(known):
            share = 100 * (one.share or 0.0)
            axes.barh(row, 100, height=0.5, color="#F0F2F4", linewidth=0)
            axes.barh(row, share, height=0.5, color=BLUE, linewidth=0)
            axes.annotate(say(f"{one.n} 人中 {one.mastered} 人", f"{one.mastered} of {one.n}"),
                          (100, row), (6, 0), textcoords="offset points", va="center", fontsize=9.5,
                          annotation_clip=False)  # fmt: skip
        axes.set_yticks(range(len(known)), [_objective_label(one.titles, one.id) for one in known])
        axes.set_xlim(0, 100)
        axes.set_xlabel(
            say("到達した人の割合 [%]", "share of the class that masters it [%]"), fontsize=10
        )
        drawn = svg(figure)
    told = "; ".join(f"{' / '.join(map(str, one.titles))} {one.mastered}/{one.n}" for one in known)
    return drawn, say(f"学習目標に到達した人数。{told}", f"How many master each objective. {told}")


def draw_gains(found: Sequence[Gain]) -> tuple[bytes, str]:
    """Mean shares of the points before and after, by objective; and the same in words."""
    with drawing():
        figure, axes = _bars(len(found), 1.2)
        for row, one in enumerate(found):
            before, after = 100 * one.before, 100 * one.after
            axes.plot([before, after], [row, row], color=GREY, linewidth=3, zorder=1)
            axes.scatter(before, row, s=80, color="white", edgecolors=INK, linewidths=1.6, zorder=2)
            axes.scatter(after, row, s=80, color=BLUE, zorder=3, clip_on=False)
            gain = number(one.gain)
            axes.annotate(f"g = {gain}  (n = {one.n})", (100, row), (8, 0), va="center", fontsize=9.5,
                          textcoords="offset points", annotation_clip=False)  # fmt: skip
        axes.scatter([], [], s=70, color="white", edgecolors=INK, linewidths=1.6, label=say("前", "before"))  # fmt: skip
        axes.scatter([], [], s=70, color=BLUE, label=say("後", "after"))
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9)
        axes.set_yticks(range(len(found)), [_objective_label(one.titles, one.id) for one in found])
        axes.set_xlim(-2, 102)
        axes.set_xlabel(say("得点の割合の平均 [%]", "mean share of the points [%]"), fontsize=10)
        drawn = svg(figure)
    told = "; ".join(
        f"{' / '.join(map(str, one.titles))} {100 * one.before:.0f} % → {100 * one.after:.0f} %"
        for one in found
    )
    return drawn, say(f"事前と事後。{told}", f"Before and after. {told}")
