"""Kinds whose right answer is no secret: a label that says a word, a record with no findings."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from gxd_teach.classroom.answers import UnreadableError
from gxd_teach.language import Text

__all__ = ["Clean", "Says"]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("₂", "2")


@dataclass(frozen=True)
class Says:
    """A text that has one of these words in it, however it is spaced or spelled.

    >>> Says(("kg-CO2e", "kgCO2e")).read("排出量 [kg-CO₂e]")
    'kg-CO2e'
    """

    words: tuple[str, ...]
    digits: ClassVar[int] = 0

    def describe(self) -> dict[str, object]:
        """The words, which the question asks for openly."""
        return {"kind": "says", "words": list(self.words)}

    def accepted(self, value: object) -> str:
        """The first of the words stands for all of them."""
        return self.words[0]

    def read(self, answer: object) -> str:
        """The first word where any is found, else the text itself, which is wrong."""
        text = str(answer)
        return self.words[0] if any(_plain(w) in _plain(text) for w in self.words) else text

    @property
    def form(self) -> Text:
        """How to type such an answer."""
        return Text(f"「{self.words[0]}」を含む文字", f"text with '{self.words[0]}' in it")


@dataclass(frozen=True)
class Clean:
    """A list of findings that has to be empty; each finding is a sentence for the participant."""

    digits: ClassVar[int] = 0

    def describe(self) -> dict[str, object]:
        """Nothing but its kind."""
        return {"kind": "clean"}

    def accepted(self, value: object) -> str:
        """Nothing found, or a certain number of things."""
        return self.read(value)

    def read(self, answer: object) -> str:
        """``ok``, or the findings in one text."""
        if not isinstance(answer, Sequence) or isinstance(answer, str):
            raise UnreadableError("GXD-C011", "レコードではありません", "is no record")
        return "\n".join(str(finding) for finding in answer) or "ok"

    @property
    def form(self) -> Text:
        """How to type such an answer."""
        return Text("指摘のないレコード", "a record without findings")
