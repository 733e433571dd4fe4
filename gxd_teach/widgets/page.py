"""A panel in a page without Python: a still figure with its words, and the grid as JSON.

The page's script (`book/_static/panel.js`) puts sliders in its place; where no script runs, and
on paper, the figure stands. So no control is ever dead.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from gxd_teach.widgets.drawing import said, svg
from gxd_teach.widgets.marks import word

__all__ = ["chosen", "page_html", "still"]

MARKS = {"good": "○", "bad": "×", "over": "▲", "plain": "▸"}


def chosen(data: dict[str, Any], at: list[int], language: str) -> str:
    """Where the controls stand, in words.

    >>> from gxd_teach.widgets import panel
    >>> chosen(panel("yield").payload, [35, 0], "ja")
    '良品率: 95 %、続く工程の数: 1 つ'
    """
    parts = []
    for control, index in zip(data["controls"], at, strict=True):
        label = word(control["label"], language)
        if control["kind"] == "tick":
            parts.append(f"{'☑' if index else '☐'} {label}")
        else:
            parts.append(f"{label}: {word(control['words'][index], language)}")
    return ("、" if language == "ja" else ", ").join(parts)


def still(data: dict[str, Any], at: list[int], language: str, *, controls: bool = False) -> str:
    """The figure and the verdict; without `controls` beside it, also where they stand, in words."""
    verdict = "".join(
        f'<p class="gxd-panel-line" data-tone="{tone}"><span aria-hidden="true">{MARKS[tone]}</span> '
        f"{escape(text)}</p>"
        for tone, text in said(data, at, language)
    )
    note = word(data["note"], language)
    stand = f'<p class="gxd-panel-chosen">{escape(chosen(data, at, language))}</p>'
    return (
        ("" if controls else stand)
        + f'<div style="max-width: 30rem">{svg(data, at, language)}</div>'
        f'<div class="gxd-panel-verdict">{verdict}</div>'
        + (f'<p class="gxd-panel-note">{escape(note)}</p>' if note else "")
    )


def page_html(data: dict[str, Any], language: str) -> str:
    """The panel for a page: a figure, and the JSON of its grid.

    >>> from gxd_teach.widgets import panel
    >>> "</script><" in page_html(panel("yield").payload, "ja")
    True
    """
    at = [control["start"] for control in data["controls"]]
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = (
        packed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )
    needs = {
        "ja": "数値を動かすには JavaScript が要ります。図は、はじめの値のものです。",
        "en": "Moving the values takes JavaScript; the figure is the one at the start.",
    }
    return (
        f'<div class="gxd-panel" lang="{language}">'
        f'<script type="application/json" class="gxd-panel-data">{packed}</script>'
        f'<p class="gxd-panel-title"><strong>{escape(word(data["title"], language))}</strong></p>'
        f"{still(data, at, language)}"
        f"<noscript><p>{needs[language]}</p></noscript></div>"
    )
