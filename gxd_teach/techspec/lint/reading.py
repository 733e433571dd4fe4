"""Whatever was handed to the lint, as plain JSON: bytes, text, a dictionary or a record.

Reading never changes what the wire said: a decimal stays the string it was. What is no JSON
raises `ProblemsError` (GXD-R001), which the lint turns into a finding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.techspec.records.json_text import (
    JsonNumber,
    NumberDecimal,
    number_text,
    read_json,
)
from gxd_teach.techspec.records.problems import not_json

__all__ = ["as_value", "records_in", "records_of", "unwrapped"]


def as_value(data: Any) -> Any:
    """The plain JSON value of a text, a model (by its own bytes) or a Python object.

    >>> as_value('{"id": 1}'), as_value({"at": date(2025, 4, 1)})
    ({'id': 1}, {'at': '2025-04-01'})
    """
    raw = getattr(data, "raw", None)
    if isinstance(raw, bytes):
        data = raw
    try:
        if isinstance(data, bytes | bytearray | str):
            return read_json(data)
        # Through text and back: no set, NaN or endless list comes through.
        return read_json(json.dumps(data, default=_plain))
    except (ValueError, TypeError, RecursionError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ProblemsError("record", [not_json(told[:120])]) from None


def unwrapped(value: Any) -> Any:
    """The record inside the envelope ``{"data": {…}}`` of a single footprint.

    >>> unwrapped({"data": {"id": 1}}), unwrapped({"id": 1})
    ({'id': 1}, {'id': 1})
    """
    if isinstance(value, Mapping) and "specVersion" not in value and "pcf" not in value:
        inner = value.get("data")
        if isinstance(inner, Mapping):
            return inner
    return value


def records_in(content: bytes) -> tuple[list[tuple[str, Any]], list[tuple[str, Problem]]]:
    """The records of a JSON text with their places, and the lines of it that are no JSON.

    GXD-L194 when nothing of it is JSON.

    >>> records_in(b'{"data": [{"id": 1}]}')
    ([('data[0]', {'id': 1})], [])
    """
    content = content.removeprefix(b"\xef\xbb\xbf")  # a mark that some editors write
    try:
        value = read_json(content)
    except (ValueError, RecursionError) as error:
        return _lines(content, str(error))
    return records_of(value), []


def records_of(value: Any) -> list[tuple[str, Any]]:
    """The records that a parsed value is, or holds, with their places.

    >>> records_of([{"id": 1}]), records_of({"id": 1})
    ([('[0]', {'id': 1})], [('', {'id': 1})])
    """
    if isinstance(value, Mapping) and "specVersion" not in value and "pcf" not in value:
        inner = value.get("data")
        if isinstance(inner, list):
            return [(f"data[{number}]", one) for number, one in enumerate(inner)]
        if isinstance(inner, Mapping):
            return [("data", inner)]
    if isinstance(value, list):
        return [(f"[{number}]", one) for number, one in enumerate(value)]
    return [("", value)]


def _lines(content: bytes, error: str) -> tuple[list[tuple[str, Any]], list[tuple[str, Problem]]]:
    values: list[tuple[str, Any]] = []
    problems: list[tuple[str, Problem]] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            values.append((f"line {number}", read_json(line)))
        except (ValueError, RecursionError) as wrong:
            problems.append((f"line {number}", not_json(str(wrong)[:120])))
    records = sum(isinstance(value, Mapping) for _, value in values)
    # A broken file of one record has lines like "{" too; a list of records has whole ones.
    if records == 0 or records < len(problems):
        raise GxdError(
            "GXD-L194",
            f'JSON として読めません({error[:120]})。レコード、その配列、{{"data": […]}}、'
            "1 行 1 レコードのどれかにしてください",
            f'is not JSON ({error[:120]}): give a record, an array of them, {{"data": [...]}},'
            " or one record a line",
        )
    return values, problems


def _plain(value: Any) -> Any:
    if isinstance(value, NumberDecimal):
        return JsonNumber(number_text(value))
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset | bytes):
        raise TypeError(f"{type(value).__name__} is no JSON")
    return str(value)
