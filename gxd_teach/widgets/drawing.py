"""The figure of a panel as SVG: bars, curves and columns drawn from plain data.

`book/_static/panel.js` draws the same in a page; a test holds the two together, so whatever
changes here changes there. Colours are attributes that a style sheet may replace (dark pages);
letters take the colour of the text around them.
"""

from __future__ import annotations

from html import escape
from typing import Any

from gxd_teach.widgets.marks import FILLS, Mark, legend, letters, line, plain, tenths, title, word
from gxd_teach.widgets.shown import read

__all__ = ["description", "drawn", "place_of", "said", "svg"]

WIDTH = 360
BAR = 280  # the axis of bars; the number stands behind its end
LEFT, RIGHT, TALL = 40, 350, 110  # the frame of a curve


def place_of(data: dict[str, Any], at: list[int]) -> int:
    """The row of a position among the points: the last control changes first."""
    place = 0
    for control, index in zip(data["controls"], at, strict=True):
        place = place * len(control["words"]) + index
    return place


def said(data: dict[str, Any], at: list[int], language: str) -> list[tuple[str, str]]:
    """The verdicts there: tone and sentence."""
    lines = []
    for which, *filled in data["points"][place_of(data, at)][0]:
        template = data["templates"][which]
        text = word(template["text"], language)
        for place, one in enumerate(filled):
            text = text.replace(f"{{{place}}}", one)
        lines.append((template["tone"], text))
    return lines


def description(data: dict[str, Any], at: list[int], language: str) -> str:
    """The figure in words: every number that it shows (of a distribution, its marks)."""
    numbers = data["points"][place_of(data, at)][1]
    none = "なし" if language == "ja" else "none"
    parts: dict[str, None] = {}
    for chart in data["charts"]:
        for row in chart["rows"]:
            value = numbers[row["key"]]
            shown = none if value is None else f"{value} {chart['unit']}".strip()
            parts[f"{word(row['label'], language)} {shown}"] = None
    return ("、" if language == "ja" else ", ").join(parts)


def drawn(data: dict[str, Any], at: list[int], language: str) -> tuple[list[Mark], int]:
    """The marks of all charts one under another, and the height they take."""
    pen: list[Mark] = []
    y = 0
    for chart in data["charts"]:
        y = _CHARTS[chart["kind"]](pen, y, chart, data, at, language)
    return pen, y


def svg(data: dict[str, Any], at: list[int], language: str) -> str:
    """The figure as text, with its description.

    >>> from gxd_teach.widgets import panel
    >>> svg(panel("yield").payload, [0, 0], "ja")[:44]
    '<svg class="gxd-panel-figure" role="img" ari'
    """
    marks, height = drawn(data, at, language)
    inner = "".join(
        f"<{tag} {_attributes(attributes)}>{escape(text)}</{tag}>"
        for tag, attributes, text in marks
    )
    label = escape(description(data, at, language))
    return (
        f'<svg class="gxd-panel-figure" role="img" aria-label="{label}" '
        f'viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">{inner}</svg>'
    )


def _attributes(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())


def _bars(pen: list[Mark], y: int, chart: dict[str, Any], data: dict[str, Any], at: list[int],
          language: str) -> int:  # fmt: skip
    numbers = data["points"][place_of(data, at)][1]
    title(pen, y, chart, language)
    top = y + (36 if chart["limits"] else 20)
    end = top + 37 * len(chart["rows"])
    for limit in chart["limits"]:
        x = BAR * limit["at"] / chart["most"]
        line(pen, x, top, x, end - 2, "limit")
        letters(pen, x, top - 4, word(limit["label"], language), 11, anchor="middle")
    for row in chart["rows"]:
        value = numbers[row["key"]]
        long = 0.0 if value is None else max(read(value), 0.0) / chart["most"] * BAR
        width = min(long, BAR)
        letters(pen, 0, top + 13, word(row["label"], language))
        hollow = row["look"] == "wrong"
        pen.append(("rect", {
            "class": row["look"], "x": "0", "y": tenths(top + 18), "width": tenths(width), "height": "13",
            "fill": "none" if hollow else FILLS[row["look"]], "stroke": FILLS[row["look"]],
        }, ""))  # fmt: skip
        if long > BAR:  # it goes on beyond the axis
            for x in (BAR - 16, BAR - 10):
                pen.append(("path", {
                    "class": "cut", "d": f"M{x} {tenths(top + 33)}l6 -17", "stroke": "#ffffff",
                    "stroke-width": "2.5", "fill": "none",
                }, ""))  # fmt: skip
        written = "–" if value is None else value
        behind = width + 6
        for limit in chart["limits"]:  # a number stands on no line
            x = BAR * limit["at"] / chart["most"]
            if behind - 3 < x < behind + 8 * len(written):
                behind = x + 5
        letters(pen, behind, top + 29, written, bold=True)
        top += 37
    return end + 8


def _curve(pen: list[Mark], y: int, chart: dict[str, Any], data: dict[str, Any], at: list[int],
           language: str) -> int:  # fmt: skip
    control = data["controls"][chart["along"]]
    values = control["values"]
    low, high = values[0], values[-1]
    top = y + (36 if len(chart["rows"]) > 1 or chart["limits"] else 24)
    bottom = top + TALL

    def across(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - low) / (high - low)

    def up(written: str) -> float:
        return bottom - TALL * min(read(written) / chart["most"], 1)

    title(pen, y, chart, language)
    line(pen, LEFT, top, LEFT, bottom, "axis")
    line(pen, LEFT, bottom, RIGHT, bottom, "axis")
    letters(pen, LEFT - 4, top + 4, plain(chart["most"]), 11, anchor="end")
    letters(pen, LEFT - 4, bottom + 4, "0", 11, anchor="end")
    letters(pen, LEFT, bottom + 15, word(control["words"][0], language), 11)
    letters(pen, RIGHT, bottom + 15, word(control["words"][-1], language), 11, anchor="end")
    letters(pen, (LEFT + RIGHT) / 2, bottom + 15, f"{word(control['label'], language)} →", 11,
          anchor="middle")  # fmt: skip
    for limit in chart["limits"]:
        x = across(limit["at"])
        line(pen, x, top, x, bottom, "limit")
        letters(pen, x, top - 5, word(limit["label"], language), 11, anchor="middle")
    here = at[chart["along"]]
    for row in chart["rows"]:
        path, before = "", None
        for index, value in enumerate(values):
            there = [*at[: chart["along"]], index, *at[chart["along"] + 1 :]]
            sentences, numbers = data["points"][place_of(data, there)]
            written = numbers[row["key"]]
            which = sentences[0][0] if chart["breaks"] and sentences else 0
            if written is None:
                before = None
                continue
            path += (
                f"{'L' if before == which else 'M'}{tenths(across(value))} {tenths(up(written))}"
            )
            before = which
        pen.append(("path", {
            "class": f"curve {row['look']}", "d": path or "M0 0", "fill": "none",
            "stroke": FILLS[row["look"]], "stroke-width": "2.5" if row["look"] == "main" else "1.5",
            "stroke-dasharray": "none" if row["look"] == "main" else "6 3",
        }, ""))  # fmt: skip
    numbers = data["points"][place_of(data, at)][1]
    if len(chart["rows"]) > 1:
        legend(pen, y + 30, chart, language)
    for row in reversed(chart["rows"]):
        written = numbers[row["key"]]
        if written is None:
            continue
        x, dot = across(values[here]), up(written)
        if row["look"] == "main":
            line(pen, x, dot, x, bottom, "drop")
        pen.append(("circle", {
            "class": row["look"], "cx": tenths(x), "cy": tenths(dot), "r": "5",
            "fill": FILLS[row["look"]],
        }, ""))  # fmt: skip
        if row["look"] == "main":
            edge = min(max(x, LEFT + 26), RIGHT - 26)
            for limit in chart["limits"]:
                border = across(limit["at"])
                if abs(edge - border) < 24:
                    edge = border + (-24 if x <= border else 24)
            below = dot - top < 16
            letters(pen, edge, dot + (20 if below else -10), written, bold=True, anchor="middle")
    return bottom + 26


def _columns(pen: list[Mark], y: int, chart: dict[str, Any], data: dict[str, Any], at: list[int],
             language: str) -> int:  # fmt: skip
    numbers = data["points"][place_of(data, at)][1]
    title(pen, y, chart, language)
    top = y + 24 + 15 * len(chart["rows"])
    bottom = top + 90
    low, high = chart["low"], chart["high"]
    step = (WIDTH - 10) / len(chart["columns"])
    for index, key in enumerate(chart["columns"]):
        tall = 90 * min(read(numbers[key]) / chart["most"], 1)
        pen.append(("rect", {
            "class": "main", "x": tenths(5 + step * index), "y": tenths(bottom - tall),
            "width": tenths(step - 1), "height": tenths(tall), "fill": FILLS["main"], "stroke": "none",
        }, ""))  # fmt: skip
    line(pen, 5, bottom, WIDTH - 5, bottom, "axis")
    for index, row in enumerate(chart["rows"]):
        written = numbers[row["key"]]
        x = 5 + (WIDTH - 10) * min(max((read(written) - low) / (high - low), 0), 1)
        level = y + 34 + 15 * index
        line(pen, x, level + 3, x, bottom, "limit" if row["look"] == "main" else "drop")
        label = f"{word(row['label'], language)} {written}"
        before = x > WIDTH / 2
        letters(
            pen, x - 5 if before else x + 5, level, label, 11, anchor="end" if before else "start"
        )
    for x, edge, anchor in ((5, low, "start"), (WIDTH - 5, high, "end")):
        letters(pen, x, bottom + 15, plain(edge), 11, anchor=anchor)
    return bottom + 26


_CHARTS = {"bars": _bars, "curve": _curve, "columns": _columns}
