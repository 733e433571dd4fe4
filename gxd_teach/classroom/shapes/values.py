"""What a shape is, and the plainest: one value, or a few named ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gxd_teach.classroom.answers import Choice, Number, unanswered
from gxd_teach.classroom.choices import Choices
from gxd_teach.classroom.words import Clean, Says

__all__ = ["Kind", "Shape", "Values"]

Kind = Number | Choice | Choices | Says | Clean


class Shape(Protocol):
    """How an answer is taken apart."""

    @property
    def joint(self) -> bool:
        """Whether its parts are one thing, right or wrong together."""

    def kinds(self) -> dict[str, Kind] | None:
        """The parts it makes, by name; None where the question names its own."""

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """What was given for each part; None for what was not."""

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """A reference answer, or that of a mistake, by parts."""

    def anyway(self) -> dict[str, Any]:
        """What every right answer has besides what the reference says, by parts."""

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """An answer with these parts, as somebody could give it; for trying a question out."""

    def describe(self) -> dict[str, Any]:
        """What a self-check must know of it."""


@dataclass(frozen=True)
class Values:
    """One value, or several named ones as a dict, or in the order in which they are asked.

    >>> Values().take_apart({"share": 5}, ["flow", "share"])
    {'flow': None, 'share': 5}
    """

    joint: bool = False

    def kinds(self) -> None:
        """None: the question names its own parts."""

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """Itself where there is one part, the entries of a dict or a row where several."""
        if list(parts) == [""]:
            return {"": answer}
        if isinstance(answer, Mapping):
            return {name: answer.get(name) for name in parts}
        if isinstance(answer, (list, tuple)) and len(answer) == len(parts):
            return dict(zip(parts, answer, strict=True))
        return dict.fromkeys(parts, None if unanswered(answer) else answer)

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """By parts: a mapping as it is, anything else as the only part."""
        return dict(answer) if isinstance(answer, Mapping) else {"": answer}

    def anyway(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """The only part, or a dict of them."""
        return parts[""] if list(parts) == [""] else dict(parts)

    def describe(self) -> dict[str, Any]:
        """Nothing to say."""
        return {"shape": "values", "joint": True} if self.joint else {"shape": "values"}
