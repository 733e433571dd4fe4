"""The starters by the name of their kind."""

from __future__ import annotations

from gxd_teach.classroom.starters.choice import CHOICE
from gxd_teach.classroom.starters.choices import CHOICES
from gxd_teach.classroom.starters.figure import FIGURE
from gxd_teach.classroom.starters.function import FUNCTION
from gxd_teach.classroom.starters.number import NUMBER
from gxd_teach.classroom.starters.numbers import NUMBERS
from gxd_teach.classroom.starters.record import RECORD
from gxd_teach.classroom.starters.starter import Starter
from gxd_teach.classroom.starters.table import TABLE
from gxd_teach.classroom.starters.text import TEXT

__all__ = ["STARTERS"]

STARTERS: dict[str, Starter] = {
    "number": NUMBER,
    "numbers": NUMBERS,
    "choice": CHOICE,
    "choices": CHOICES,
    "table": TABLE,
    "function": FUNCTION,
    "record": RECORD,
    "figure": FIGURE,
    "text": TEXT,
}
