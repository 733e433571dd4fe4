"""What a reader moves in a panel: a slider, a choice, a tick; each over a short list of values.

A control knows every value it can take, so that a page without Python can hold all answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Control", "choice", "slider", "tick"]

MOST_VALUES = 120  # a slider of more steps cannot be moved by key, and the page grows


@dataclass(frozen=True)
class Control:
    """One control: its `values`, each one's words (number and unit), and where it starts.

    `kind` is slider, choice or tick; `name` is the keyword of the panel's calculation.
    """

    kind: str
    name: str
    label: Text
    values: tuple[Any, ...]
    words: tuple[Text, ...] = field(repr=False)
    start: Any

    def __post_init__(self) -> None:
        if not 2 <= len(self.values) <= MOST_VALUES or len(set(self.values)) < len(self.values):
            raise GxdError(
                "GXD-Z204",
                f"値は 2〜{MOST_VALUES} 個の、違うものにしてください({len(self.values)} 個が来ました)",
                f"give 2 to {MOST_VALUES} different values ({len(self.values)} were given)",
                where=self.name,
            )
        self.place(self.start)

    def place(self, value: Any) -> int:
        """Which of the values this is, from 0; GXD-Z203 for one that the control cannot take.

        >>> slider("y", Text("良品率", "yield"), range(50, 101, 10), 90, Text("%", "%")).place(60)
        1
        """
        for place, known in enumerate(self.values):
            if known == value and isinstance(known, bool) == isinstance(value, bool):
                return place
        few = [*map(str, self.values[:3]), "…", str(self.values[-1])]
        listed = ", ".join(few if len(self.values) > 4 else map(str, self.values))
        raise GxdError(
            "GXD-Z203",
            f"{value!r} は選べません。選べる値: {listed}",
            f"{value!r} is none of its values: {listed}",
            where=self.name,
        )


def slider(
    name: str, label: Text, values: Sequence[float], start: float, unit: Text, decimals: int = 0
) -> Control:
    """A slider over rising numbers, shown with `decimals` and the unit.

    >>> made = slider("y", Text("良品率", "yield"), range(50, 101), 95, Text("%", "%"))
    >>> made.words[0].ja
    '50 %'
    """
    listed = tuple(values)
    if list(listed) != sorted(listed):
        raise GxdError(
            "GXD-Z204",
            "スライダーの値は小さい順に並べてください",
            "the values of a slider must rise",
            where=name,
        )
    written = [f"{value:,.{decimals}f}".replace("-", "−") for value in listed]
    words = tuple(Text(f"{one} {unit.ja}".strip(), f"{one} {unit.en}".strip()) for one in written)
    return Control("slider", name, label, listed, words, start)


def choice(name: str, label: Text, options: dict[Any, Text], start: Any) -> Control:
    """One of several, each with its words.

    >>> choice("level", Text("レベル", "level"), {"a": Text("甲", "A"), "b": Text("乙", "B")}, "a").kind
    'choice'
    """
    return Control("choice", name, label, tuple(options), tuple(options.values()), start)


def tick(name: str, label: Text, start: bool = False) -> Control:
    """Yes or no: a box to tick.

    >>> tick("d", Text("輸送を省く", "leave out transport")).values
    (False, True)
    """
    words = (Text("いいえ", "no"), Text("はい", "yes"))
    return Control("tick", name, label, (False, True), words, start)
