"""A function, taken apart by what it returns for given arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gxd_teach.classroom.answers import UnreadableError, unanswered
from gxd_teach.classroom.shapes.values import Kind

__all__ = ["Calls"]


@dataclass(frozen=True)
class Calls:
    """A function, judged by what it returns for these arguments; right or wrong as a whole.

    >>> from gxd_teach.classroom import Number
    >>> calls = Calls(((10, 0.5), (8, 1)), Number("kg"))
    >>> calls.take_apart(lambda kg, rate: kg / rate, list(calls.kinds()))
    {'(10, 0.5)': 20.0, '(8, 1)': 8.0}
    """

    arguments: tuple[tuple[Any, ...], ...]
    gives: Kind
    joint: bool = True

    def kinds(self) -> dict[str, Kind]:
        """One part a call, named by its arguments."""
        return {f"({', '.join(map(repr, given))})": self.gives for given in self.arguments}

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """What the function returns; also a list of results, as a grader gets them.

        GXD-C007 for what is no function, GXD-C008 for one that ends in an error.
        """
        if unanswered(answer):
            return dict.fromkeys(parts)
        if isinstance(answer, list) and len(answer) == len(parts):
            return dict(zip(parts, answer, strict=True))
        if not callable(answer):
            raise UnreadableError(
                "GXD-C007",
                f"関数を入れてください(いまの中身は {type(answer).__name__} です)。def で作った名前を、かっこを付けずに書きます",
                f"a function is asked for (this is a {type(answer).__name__}): give its name, without brackets",
            )
        results: dict[str, object] = {}
        for name, given in zip(parts, self.arguments, strict=True):
            try:
                results[name] = answer(*given)
            except Exception as error:
                raise UnreadableError(
                    "GXD-C008",
                    f"関数を {name} で呼ぶとエラーになりました({type(error).__name__}: {error})",
                    f"calling the function with {name} ended in {type(error).__name__}: {error}",
                ) from error
        return results

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """What the reference function returns."""
        return dict(self.take_apart(answer, parts))

    def anyway(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """The results in their order."""
        return list(parts.values())

    def describe(self) -> dict[str, Any]:
        """The arguments, which are shown."""
        return {"shape": "calls", "arguments": [list(given) for given in self.arguments],
                "gives": self.gives.describe()}  # fmt: skip
