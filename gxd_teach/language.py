"""Two languages, side by side: Japanese first, English by `GXD_LANG=en`.

A sentence that a person reads is written twice where it is used and chosen here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

__all__ = ["Text", "current", "say"]


def current() -> str:
    """The language in use: ``"ja"``, or ``"en"`` when the variable GXD_LANG begins with it.

    >>> current() in {"ja", "en"}
    True
    """
    return "en" if os.environ.get("GXD_LANG", "ja").lower().startswith("en") else "ja"


def say(ja: str, en: str) -> str:
    """Choose the sentence in the current language.

    >>> say("正解です", "Correct") in {"正解です", "Correct"}
    True
    """
    return en if current() == "en" else ja


@dataclass(frozen=True)
class Text:
    """A sentence in both languages; `str()` gives the current one.

    >>> Text("質量", "mass").en
    'mass'
    """

    ja: str
    en: str

    def __str__(self) -> str:
        return say(self.ja, self.en)
