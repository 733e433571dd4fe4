"""A record, taken apart by the values at its paths and by what a lint says of it."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.classroom.answers import UnreadableError, unanswered
from gxd_teach.classroom.shapes.values import Kind
from gxd_teach.classroom.words import Clean
from gxd_teach.language import Text

__all__ = ["Record"]


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
