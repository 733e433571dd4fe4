"""The record to be converted: as plain JSON data, read property by property.

What nobody has read in the end is what the converter has no rule for, and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.records.document import Record
from gxd_teach.techspec.records.json_text import read_json, write_json

__all__ = ["Source", "json_data", "read_as"]

R = TypeVar("R", bound=Record)


class Source:
    """The properties of one JSON object, each marked when it is taken."""

    def __init__(self, values: Mapping[str, Any], prefix: str = "") -> None:
        self._values = values
        self._prefix = prefix
        self._taken: set[str] = set()

    def path(self, name: str) -> str:
        """The JSON path of a property."""
        return f"{self._prefix}.{name}" if self._prefix else name

    def take(self, name: str) -> Any:
        """A property, or None when it is not there."""
        self._taken.add(name)
        return self._values.get(name)

    def part(self, name: str) -> Source:
        """A property that is an object itself."""
        value = self.take(name)
        return Source(value if isinstance(value, Mapping) else {}, self.path(name))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def left(self) -> dict[str, Any]:
        """What nobody took."""
        return {name: value for name, value in self._values.items() if name not in self._taken}

    def drop_the_rest(
        self, report: Report, reasons: Mapping[str, tuple[str, str]], default: tuple[str, str]
    ) -> None:
        """Report what nobody took as dropped, with its reason."""
        for name, value in self.left().items():
            ja, en = reasons.get(name, default)
            report.note("dropped", self.path(name), "", value, ja, en)


def json_data(given: object) -> Any:
    """The JSON data of a record, a JSON text or plain Python data, every digit kept."""
    if isinstance(given, Record):
        return read_json(given.raw)
    if isinstance(given, (bytes, bytearray, str)):
        try:
            return read_json(given)
        except ValueError as error:
            raise GxdError(
                "GXD-R101", f"JSON として読めません({error})", f"is not JSON ({error})"
            ) from None
    return read_json(write_json(given))


def read_as(model: type[R], given: object) -> dict[str, Any]:
    """The data of a record that is valid in its own dialect; `ProblemsError` when it is not."""
    if isinstance(given, model):
        data: dict[str, Any] = read_json(given.raw)
        return data
    text = given if isinstance(given, (bytes, str)) else write_json(json_data(given))
    data = read_json(model.from_json(text).raw)
    return data
