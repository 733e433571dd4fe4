"""Several options at once: a set, typed as a list, a set, or text with commas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from gxd_teach.classroom.answers import Choice
from gxd_teach.language import Text

__all__ = ["SEPARATOR", "Choices"]

SEPARATOR = "\x1e"  # between the options of a set in its written form
_COMMAS = re.compile(r"[,、,;;\n]+")


@dataclass(frozen=True)
class Choices:
    """Any number of the options, in any order; right when it is the very set.

    >>> Choices(("電力", "輸送", "廃棄")).read("輸送、電力").split(SEPARATOR)
    ['電力', '輸送']
    """

    options: tuple[str, ...]
    digits: ClassVar[int] = 0

    def describe(self) -> dict[str, object]:
        """What a participant may know of it."""
        return {"kind": "choices", "options": list(self.options)}

    def accepted(self, value: object) -> str:
        """What counts as `value`: the very set."""
        return self.read(value)

    def read(self, answer: object) -> str:
        """The options chosen, in the order of the options; `UnreadableError` as `Choice`.

        The empty set is written ``[]`` or ``なし``; blank text is no answer.
        """
        if isinstance(answer, str):
            words = [word for word in _COMMAS.split(answer) if word.strip()]
            chosen: Iterable[object] = [] if answer.strip() in ("なし", "none", "-") else words
        elif isinstance(answer, (list, tuple, set, frozenset)):
            chosen = answer
        else:
            chosen = [answer]
        one = Choice(self.options)
        found = {one.read(item) for item in chosen}
        return SEPARATOR.join(option for option in self.options if option in found)

    @property
    def form(self) -> Text:
        """How to type such an answer."""
        return Text('当てはまるものすべて。["…", "…"]', 'all that apply: ["…", "…"]')
