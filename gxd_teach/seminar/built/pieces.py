"""What of a page changes when nobody can click on it: forms, panels, folded code, signs and scripts.

A question becomes its text and a line to write on, an interactive panel its still figure; folded
code goes, as a reader who opens the page does not see it either.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

from gxd_teach.language import current, say

__all__ = ["Asked", "asked_parts", "element", "looks", "make_still", "still_panel"]

FURNITURE = (
    *(".headerlink", ".copybtn", ".toctree-wrapper", "link", "style[scoped]"),
    *("details.above-input", "details.below-input", ".cell.tag_remove-input > .cell_input"),
)
CONTROLS = "input, button, select, textarea, output, label, form, canvas, script, template"
#: An answer of more characters has a line of its own.
LONG_OPTION = 24
PICTURES = "svg, img, table"


@dataclass(frozen=True)
class Asked:
    """One thing that a question asks for: its label, its unit, the answers to choose from."""

    kind: str
    label: str
    unit: str
    options: tuple[str, ...]


def element(name: str, look: str = "", text: str = "") -> Tag:
    """A new element.

    >>> str(element("p", "gxd-ask", "?"))
    '<p class="gxd-ask">?</p>'
    """
    made = BeautifulSoup("", "html.parser").new_tag(name)
    if look:
        made["class"] = look
    if text:
        made.string = text
    return made


def looks(tag: Tag) -> list[str]:
    """The classes of an element.

    >>> looks(element("p", "a b"))
    ['a', 'b']
    """
    value = tag.get("class") or ""
    return value.split() if isinstance(value, str) else [str(one) for one in value]


def asked_parts(check: Tag) -> list[Asked]:
    """What a question in the page asks for, from the facts it carries for its own script."""
    data = check.select_one("script.gxd-check-data")
    if data is None or not data.string:
        return []
    entry: dict[str, Any] = json.loads(data.string)["entry"]
    asked = []
    for part in entry["parts"].values():
        words = part.get("label") or ""
        label = str(words.get(current(), words.get("ja")) if isinstance(words, dict) else words)
        options = tuple(part.get("options", ()))
        asked.append(Asked(part["kind"], label, part.get("unit") or "", options))
    return asked


def still_panel(panel: Tag) -> Tag:
    """A panel as it stands without its controls; a sentence where that leaves no figure.

    >>> html = '<div class="gxd-panel"><p>歩留まり</p><input><noscript>図</noscript><svg></svg></div>'
    >>> print(still_panel(BeautifulSoup(html, "html.parser").div))
    <figure class="gxd-still"><p>歩留まり</p><svg></svg></figure>
    """
    figure = element("figure", "gxd-still")
    for child in list(copy.copy(panel).children):
        figure.append(child.extract())
    for noscript in figure.select("noscript"):  # a figure for readers without scripts, or a regret
        if noscript.select_one(PICTURES):
            noscript.unwrap()
        else:
            noscript.decompose()
    for control in figure.select(f"{CONTROLS}, script"):
        control.decompose()
    if not figure.select_one(PICTURES):
        words = say(
            "動かせる図です。本のページで動かしてください。",
            "A figure that moves: try it on the book's page.",
        )
        figure.append(element("p", "", words))
    for hidden in figure.select("[hidden]"):
        del hidden["hidden"]
    return figure


def make_still(article: Tag) -> Tag:
    """Change an article in place as described above, and return it.

    A question keeps its element, with its text and one `.gxd-answer` paragraph for each answer.
    """
    for panel in article.select(".gxd-panel"):
        panel.replace_with(still_panel(panel))
    for check in article.select(".gxd-check"):
        _write_answers(check)
    for furniture in article.select(", ".join(FURNITURE)):
        furniture.decompose()
    for script in article.select("script"):
        script.decompose()
    for noscript in article.select("noscript"):
        noscript.unwrap()
    for folded in article.select("details"):
        folded["open"] = ""
    for rule in _empty_cells(article):
        rule.decompose()
    return article


def _write_answers(check: Tag) -> None:
    """Replace the options and the sentence about scripts by places to mark and to write."""
    asked = asked_parts(check)
    for piece in check.select("noscript, .gxd-check-option"):
        piece.decompose()
    for one in asked:
        line = element("p", "gxd-answer")
        if one.label:
            line.append(element("span", "gxd-answer-label", f"{one.label} "))
        if one.options:
            long = any(len(option) > LONG_OPTION for option in one.options)
            line["class"] = "gxd-answer gxd-answer-choice" + (" gxd-answer-long" if long else "")
            for option in one.options:
                line.append(element("span", "gxd-answer-option", f"□ {option}"))
                line.append(NavigableString(" "))
        else:
            if not one.label:
                line.append(element("span", "gxd-answer-label", say("答え ", "Answer ")))
            line.append(element("span", "gxd-answer-line"))
            line.append(NavigableString(f" {one.unit}"))
        check.append(line)


def _empty_cells(article: Tag) -> Iterator[Tag]:
    """Cells of which nothing is left."""
    for cell in article.select("div.cell"):
        if not cell.get_text(strip=True) and not cell.find(["img", "svg", "table"]):
            yield cell
