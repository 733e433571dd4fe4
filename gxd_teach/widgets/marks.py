"""The marks of which a panel's figure is made: letters, lines, titles, legends; all plain data.

Letters take the colour of the text around them; other colours a style sheet may replace.
"""

from __future__ import annotations

import math
from typing import Any

__all__ = ["FILLS", "Mark", "legend", "letters", "line", "plain", "tenths", "title", "word"]

FILLS = {"main": "#0072B2", "pale": "#8C8C8C", "wrong": "#D55E00"}
Mark = tuple[str, dict[str, str], str]  # tag, attributes, text


def word(text: str | dict[str, str], language: str) -> str:
    """The text in the language; one that is the same in both is a plain string.

    >>> word({"ja": "比", "en": "ratio"}, "en"), word("5 %", "en")
    ('ratio', '5 %')
    """
    return text if isinstance(text, str) else text[language]


def tenths(value: float) -> str:
    """To a tenth, as JavaScript would round and write it."""
    return f"{math.floor(value * 10 + 0.5) / 10:.10g}"


def letters(
    pen: list[Mark],
    x: float,
    y: float,
    text: str,
    size: float = 12,
    *,
    anchor: str = "start",
    bold: bool = False,
) -> None:
    """Write at a place; `anchor` says which end of the text stands there."""
    pen.append(("text", {
        "x": tenths(x), "y": tenths(y), "font-size": tenths(size), "font-weight": "600" if bold else "400",
        "text-anchor": anchor, "fill": "currentColor",
    }, text))  # fmt: skip


def line(pen: list[Mark], x: float, y: float, to_x: float, to_y: float, look: str) -> None:
    """A line: a limit (dashed), a drop to the axis (dotted), or an axis."""
    dash = {"limit": "5 3", "drop": "2 3"}.get(look, "none")
    pen.append(("line", {
        "class": look, "x1": tenths(x), "y1": tenths(y), "x2": tenths(to_x), "y2": tenths(to_y),
        "stroke": "currentColor", "stroke-width": "1.5" if look == "limit" else "1",
        "stroke-dasharray": dash,
    }, ""))  # fmt: skip


def title(pen: list[Mark], y: float, chart: dict[str, Any], language: str) -> None:
    """The chart's name, with its unit."""
    unit = f" [{chart['unit']}]" if chart["unit"] else ""
    letters(pen, 0, y + 14, word(chart["title"], language) + unit, 12.5, bold=True)


def legend(pen: list[Mark], y: float, chart: dict[str, Any], language: str) -> None:
    """Which line is which."""
    x = 0
    for row in chart["rows"]:
        pen.append(("path", {
            "class": f"curve {row['look']}", "d": f"M{x} {tenths(y - 4)}h22", "fill": "none",
            "stroke": FILLS[row["look"]], "stroke-width": "2.5" if row["look"] == "main" else "1.5",
            "stroke-dasharray": "none" if row["look"] == "main" else "6 3",
        }, ""))  # fmt: skip
        letters(pen, x + 27, y, word(row["label"], language), 11)
        x += 170


def plain(value: float) -> str:
    """A number of an axis: thousands set apart, no idle zeros."""
    whole = float(value).is_integer()
    return f"{value:,.0f}" if whole else f"{value:.10g}"
