"""Kinds and shapes read back from what they said of themselves in a released key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gxd_teach.classroom.answers import Choice, Number
from gxd_teach.classroom.choices import Choices
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.figure import Figure
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.classroom.shapes.table import Table
from gxd_teach.classroom.shapes.values import Kind, Shape, Values
from gxd_teach.classroom.words import Clean, Says

__all__ = ["kind_from", "shape_from"]

_KINDS: dict[str, Callable[[Mapping[str, Any]], Kind]] = {
    "number": lambda said: Number(said["unit"]),
    "choice": lambda said: Choice(tuple(said["options"])),
    "choices": lambda said: Choices(tuple(said["options"])),
    "says": lambda said: Says(tuple(said["words"])),
    "clean": lambda said: Clean(),
}


def kind_from(said: Mapping[str, Any]) -> Kind:
    """A kind from what its `describe` said; a number then reads, and does not judge."""
    return _KINDS[said["kind"]](said)


def shape_from(said: Mapping[str, Any] | None) -> Shape:
    """A shape from what its `describe` said."""
    match said:
        case {"shape": "table", "rows": rows, "columns": columns}:
            cells = {name: kind_from(kind) for name, kind in columns.items()}
            return Table(tuple(rows), cells, joint=bool((said or {}).get("joint")))
        case {"shape": "calls", "arguments": arguments, "gives": gives}:
            return Calls(tuple(tuple(given) for given in arguments), kind_from(gives))
        case {
            "shape": "figure",
            "kind": kind,
            "labels": labels,
            "values": values,
            "y_says": y,
            "x_says": x,
        }:
            return Figure(kind, tuple(labels), Number(values["unit"]), tuple(y), tuple(x))
        case {"shape": "record", "judge": judge, "values": values}:
            return Record(judge, {path: kind_from(kind) for path, kind in values.items()})
    return Values(joint=bool((said or {}).get("joint")))
