"""Shapes of an answer: how what a person gives is taken apart into single values.

Most answers are one value or a few named ones (`Values`). A table is taken apart by its cells,
a function by what it returns for given arguments, a figure by what it shows, a record by the
values at its paths. Each single value is then read, sealed and judged by its kind.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gxd_teach.classroom.answers import Choice, Number, UnreadableError, unanswered
from gxd_teach.classroom.choices import Choices
from gxd_teach.classroom.words import Clean, Says
from gxd_teach.language import Text

__all__ = [
    "Calls",
    "Figure",
    "Kind",
    "Record",
    "Shape",
    "Table",
    "Values",
    "kind_from",
    "shape_from",
]

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


@dataclass(frozen=True)
class Table:
    """A table with known rows and columns; every cell is a part, named ``row / column``.

    Taken are a pandas DataFrame (rows by its index, or by its first column), a dict of dicts by
    row, or a list of dicts in the order of the rows.

    >>> table = Table(("電力", "輸送"), {"kg": Number("kg-CO2e")})
    >>> table.take_apart({"電力": {"kg": 5}, "輸送": {"kg": 2}}, list(table.kinds()))
    {'電力 / kg': 5, '輸送 / kg': 2}
    """

    rows: tuple[str, ...]
    columns: Mapping[str, Kind]
    joint: bool = False

    def kinds(self) -> dict[str, Kind]:
        """The cells, row by row."""
        return {f"{row} / {name}": kind for row in self.rows for name, kind in self.columns.items()}

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """The cells of whatever kind of table it is; GXD-C006 for what is none."""
        if unanswered(answer):
            return dict.fromkeys(parts)
        by_row = self._by_row(answer)
        return {
            f"{row} / {name}": by_row.get(row, {}).get(name)
            for row in self.rows
            for name in self.columns
        }

    def _by_row(self, answer: Any) -> dict[str, Mapping[str, object]]:
        if hasattr(answer, "columns") and hasattr(answer, "to_dict"):
            frame = answer
            if not set(map(str, frame.index)) & set(self.rows):
                frame = frame.set_index(frame.columns[0])
            return {str(row): dict(zip(frame.columns, values, strict=True))
                    for row, values in zip(frame.index, frame.to_numpy(object).tolist(), strict=True)}  # fmt: skip
        if isinstance(answer, Mapping) and all(isinstance(v, Mapping) for v in answer.values()):
            return {str(row): values for row, values in answer.items()}
        if isinstance(answer, (list, tuple)) and all(isinstance(v, Mapping) for v in answer):
            return dict(zip(self.rows, answer, strict=False))
        raise UnreadableError(
            "GXD-C006",
            f"表(DataFrame)を入れてください。行は {'、'.join(self.rows)}、列は {'、'.join(self.columns)} です",
            f"a table is asked for, with the rows {', '.join(self.rows)} and the columns {', '.join(self.columns)}",
        )

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """The cells that an answer (in any of the forms) gives; cells it leaves out are left out."""
        cells = self.take_apart(answer, parts)
        return {name: value for name, value in cells.items() if value is not None}

    def anyway(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """A dict of dicts by row."""
        return {
            row: {name: parts.get(f"{row} / {name}") for name in self.columns} for row in self.rows
        }

    def describe(self) -> dict[str, Any]:
        """Rows and columns."""
        said = {"shape": "table", "rows": list(self.rows),
                "columns": {name: kind.describe() for name, kind in self.columns.items()}}  # fmt: skip
        return said | {"joint": True} if self.joint else said


@dataclass(frozen=True)
class Calls:
    """A function, judged by what it returns for these arguments; right or wrong as a whole.

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


@dataclass(frozen=True)
class Record:
    """A PACT record, judged by a lint and by its values at JSON paths.

    `judge` names a function, ``module:name``, that takes the record's JSON and returns the
    sentences (`Text`) of what is wrong with it; `values` are kinds by path, ``pcf.declaredUnitAmount``.
    """

    judge: str
    values: Mapping[str, Kind] = field(default_factory=dict)
    joint: bool = False

    def kinds(self) -> dict[str, Kind]:
        """The lint's part, and one for each path."""
        return {"lint": Clean(), **self.values}

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """The record's values; GXD-C011 for what is no record, dict or JSON text."""
        if unanswered(answer):
            return dict.fromkeys(parts)
        text = _json_text(answer)
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(
                "GXD-C011",
                f"JSON のレコードとして読めません({error})",
                f"cannot be read as a JSON record ({error})",
            ) from error
        found: dict[str, object] = {path: _at(data, path) for path in self.values}
        return {"lint": _judge(self.judge)(text), **found}

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """The values of a whole record; or, of a mistake, a mapping of path to value."""
        if isinstance(answer, Mapping) and set(answer) <= {"lint", *self.values}:
            return {str(path): value for path, value in answer.items()}
        found = self.take_apart(answer, parts)
        return {path: found[path] for path in self.values}

    def anyway(self) -> dict[str, Any]:
        """Nothing for the lint to find."""
        return {"lint": []}

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """The reference record with these values at their paths."""
        made = json.loads(_json_text(reference))
        for path in self.values:
            *way, last = path.split(".")
            place = made
            for step in way:
                place = place.setdefault(step, {})
            value = parts.get(path)
            place[last] = str(value) if isinstance(value, (int, float)) else value
        return made

    def describe(self) -> dict[str, Any]:
        """The judge, which runs at the participant's too, and the paths."""
        return {"shape": "record", "judge": self.judge,
                "values": {path: kind.describe() for path, kind in self.values.items()}}  # fmt: skip


def _json_text(answer: object) -> str:
    if hasattr(answer, "to_json"):
        answer = answer.to_json()
    if isinstance(answer, bytes):
        return answer.decode("utf-8", "replace")
    if isinstance(answer, str):
        return answer
    try:
        return json.dumps(answer, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):
        return ""


def _at(data: Any, path: str) -> object:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    value: object = data
    return value


def _judge(name: str) -> Callable[[str], list[Text]]:
    module, _, function = name.partition(":")
    judge: Callable[[str], list[Text]] = getattr(importlib.import_module(module), function)
    return judge


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
