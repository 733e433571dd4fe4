"""What one position of the controls shows: numbers as written, and sentences of verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Shown", "Verdict", "number", "read"]

TONES = ("good", "bad", "over", "plain")


@dataclass(frozen=True)
class Verdict:
    """A sentence with blanks ``{0}``, ``{1}``…, what fills them, and its tone: good, bad, over, plain.

    >>> str(Verdict(Text("比は {0} です", "the ratio is {0}"), ("6",)))
    '比は 6 です'
    """

    text: Text
    filled: tuple[str, ...] = ()
    tone: str = "plain"

    def __str__(self) -> str:
        said = str(self.text)
        for place, word in enumerate(self.filled):
            said = said.replace(f"{{{place}}}", word)
        return said


@dataclass(frozen=True)
class Shown:
    """The numbers by key, as they are written (None where there is none), and the verdicts.

    What is drawn is the number as written: the eye and the text never disagree.

    >>> Shown({"kg": "13.023"}, (Verdict(Text("増えます", "it grows")),)).numbers["kg"]
    '13.023'
    """

    numbers: Mapping[str, str | None]
    verdicts: tuple[Verdict, ...]


def number(value: float, decimals: int) -> str:
    """A value with so many decimals, thousands set apart, and a true minus sign.

    >>> number(1234.5, 1), number(-0.4, 2), number(-0.001, 2)
    ('1,234.5', '−0.40', '0.00')
    """
    if not math.isfinite(value):
        raise GxdError("GXD-Z205", f"{value} は表示できません", f"{value} cannot be shown")
    said = f"{value:,.{decimals}f}"
    if said.startswith("-") and float(said.replace(",", "")) == 0:
        said = said[1:]
    return said.replace("-", "−")


def read(written: str) -> float:
    """The number that was written.

    >>> read("−1,234.5")
    -1234.5
    """
    return float(written.replace(",", "").replace("−", "-"))
