"""A figure, taken apart by what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gxd_teach.classroom.answers import Choice, Number, UnreadableError, unanswered
from gxd_teach.classroom.shapes.values import Kind
from gxd_teach.classroom.words import Says

__all__ = ["Figure"]


@dataclass(frozen=True)
class Figure:
    """A matplotlib figure, judged by what it shows: its kind, axes with units, and values.

    `kind` is bar, barh, line, scatter or pie; `x_says` and `y_says` are words (units, mostly)
    one of which the axis label must have; `values` the kind of its numbers, `labels` what they
    stand at, in any order.
    """

    kind: str
    labels: tuple[str, ...]
    values: Number
    y_says: tuple[str, ...] = ()
    x_says: tuple[str, ...] = ()
    joint: bool = False

    def kinds(self) -> dict[str, Kind]:
        """Kind, axes, and one part for each labelled value."""
        from gxd_teach.classroom.figures import KINDS

        parts: dict[str, Kind] = {"kind": Choice(KINDS)}
        if self.x_says:
            parts["x axis"] = Says(self.x_says)
        if self.y_says:
            parts["y axis"] = Says(self.y_says)
        return parts | {f"value: {label}": self.values for label in self.labels}

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """What the figure shows; also a description of one, as a grader gets it (GXD-C009)."""
        from gxd_teach.classroom.figures import describe_figure

        if unanswered(answer):
            return dict.fromkeys(parts)
        shown = answer if isinstance(answer, Mapping) else describe_figure(answer)
        if shown is None:
            raise UnreadableError(
                "GXD-C009",
                f"図(matplotlib の Figure か Axes)を入れてください(いまの中身は {type(answer).__name__} です)",
                f"a figure is asked for: a Figure or Axes of matplotlib, not a {type(answer).__name__}",
            )
        values = shown.get("values", {})
        given = {f"value: {label}": values.get(label) for label in self.labels}
        given |= {"kind": shown.get("kind"), "x axis": shown.get("x"), "y axis": shown.get("y")}
        return {name: given.get(name) for name in parts}

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """A mapping of label to value; of a mistake also of part to value."""
        wanted = {f"value: {label}": value for label, value in answer.items()} | dict(answer)
        return {name: wanted[name] for name in parts if name in wanted}

    def anyway(self) -> dict[str, Any]:
        """The kind and the axes as declared."""
        given = {"x axis": self.x_says, "y axis": self.y_says}
        return {"kind": self.kind} | {name: words[0] for name, words in given.items() if words}

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """A description of a figure that shows this."""
        values = {label: parts[f"value: {label}"] for label in self.labels}
        return {"kind": parts.get("kind"), "x": parts.get("x axis", ""),
                "y": parts.get("y axis", ""), "values": values}  # fmt: skip

    def describe(self) -> dict[str, Any]:
        """All of it: what a figure has to show is said in the question."""
        return {"shape": "figure", "kind": self.kind, "labels": list(self.labels),
                "values": self.values.describe(), "x_says": list(self.x_says),
                "y_says": list(self.y_says)}  # fmt: skip
