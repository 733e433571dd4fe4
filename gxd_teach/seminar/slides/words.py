"""The words of a slide: where a sentence ends, and a formula in plain characters.

A sentence keeps its markup. It ends at a full stop that stands in no bracket, since Japanese often
has whole sentences within them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag

__all__ = ["first_sentence", "plain_formula", "sentences"]

TEX = {
    **{r"\times": "×", r"\div": "÷", r"\sum": "Σ", r"\prod": "Π", r"\cdot": "·", r"\,": " "},
    **{r"\le": "≤", r"\ge": "≥", r"\leq": "≤", r"\geq": "≥", r"\ne": "≠", r"\approx": "≈"},
    **{r"\mathrm": "", r"\text": "", r"\left": "", r"\right": "", r"\%": "%", r"\;": " "},
    **{r"\sqrt": "√", r"\eta": "η", r"\alpha": "α", r"\Delta": "Δ", r"\quad": " ", r"\_": "_"},
}


def first_sentence(paragraph: Tag) -> list[NavigableString | Tag]:
    """Copies of the nodes up to the first full stop that stands in no bracket.

    >>> from bs4 import BeautifulSoup
    >>> p = BeautifulSoup("<p>これは<b>一つ(中。)</b>です。二つ。</p>", "html.parser").p
    >>> "".join(map(str, first_sentence(p)))
    'これは<b>一つ(中。)</b>です。'
    """
    return next(iter(sentences(paragraph)), [])


def sentences(paragraph: Tag) -> Iterator[list[NavigableString | Tag]]:
    """The sentences of a paragraph as nodes; a full stop within an element ends none."""
    sentence: list[NavigableString | Tag] = []
    depth = 0
    for node in paragraph.children:
        if isinstance(node, Tag):
            sentence.append(copy.copy(node))
        if not isinstance(node, NavigableString):
            continue
        for piece in re.split(r"(?<=[。?？])|(?<=\.)(?=\s)|(?=[「(（])|(?<=[」)）])", str(node)):
            depth += len(re.findall(r"[「(（]", piece)) - len(re.findall(r"[」)）]", piece))
            sentence.append(NavigableString(piece))
            if depth <= 0 and re.search(r"[。?？]$|\.$", piece):
                yield sentence
                sentence, depth = [], 0
    if any(str(node).strip() for node in sentence):
        yield sentence


def plain_formula(tex: str) -> str:
    r"""A small formula in plain characters.

    >>> plain_formula(r"\(A_i \times \frac{a}{b}\)")
    'A_i × (a)/(b)'
    """
    text = re.sub(r"\\[()\[\]]", "", tex).strip()
    text = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)", text)
    for command in sorted(TEX, key=len, reverse=True):
        text = text.replace(command, TEX[command])
    text = re.sub(r"\\([A-Za-z]+)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"[{}]", "", text)).strip()
