"""Answers as plain data: how a value leaves the sandbox, and how it is read again outside.

Only values of known types are written out, by exact type: an object that claims to equal
everything is not asked. What has no plain form leaves as the name of its type, which no
question takes for an answer. Nothing is ever unpickled.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

__all__ = ["Opaque", "from_plain", "to_plain"]

_DEEPEST = 12
_MOST = 200_000  # values in one answer
_LONGEST = 200_000  # characters of one text
_DIGITS = 1000  # of one whole number
_KEYS = 5_000  # of all sets and dicts of one answer: keys can be made to collide


@dataclass(frozen=True)
class Opaque:
    """Something that has no plain form: the name of its type, for the sentence about it."""

    type_name: str


class _Budget:
    """Counts values, so that a huge answer ends as an opaque one."""

    def __init__(self) -> None:
        self.left, self.keys = _MOST, _KEYS

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OverflowError

    def spend_keys(self, count: int) -> None:
        self.keys -= count
        if self.keys < 0:
            raise OverflowError


def to_plain(value: object) -> Any:
    """A value as JSON data.

    >>> to_plain((1.5, "kg")), to_plain({"flow": None}), to_plain(print)
    ({'$tuple': [1.5, 'kg']}, {'flow': None}, {'$opaque': 'builtin_function_or_method'})
    """
    try:
        return _write(value, 0, _Budget())
    except Exception:  # of another's classes and too large values: what they are is not our matter
        return _opaque(value)


def _opaque(value: object) -> dict[str, str]:
    return {"$opaque": type(value).__name__[:100]}


def _write(value: Any, depth: int, budget: _Budget) -> Any:
    budget.spend()
    if depth > _DEEPEST:
        raise OverflowError
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return value if len(value) <= _LONGEST else _opaque(value)
    if kind is int:
        return value if abs(value) < 10**_DIGITS else _opaque(value)
    if kind is float:
        return value if math.isfinite(value) else {"$float": repr(value)}
    if value is ...:
        return {"$ellipsis": True}
    if kind in (list, tuple, set, frozenset):
        items = [_write(item, depth + 1, budget) for item in value]
        return items if kind is list else {"$tuple" if kind is tuple else "$set": items}
    if kind is dict:
        pairs = [
            [_write(key, depth + 1, budget), _write(item, depth + 1, budget)]
            for key, item in value.items()
        ]
        if all(type(key) is str and not key.startswith("$") for key, _ in pairs):
            return dict(pairs)
        return {"$dict": pairs}
    if kind is Decimal:
        return {"$decimal": str(value)}
    if kind is Fraction:
        return {"$fraction": f"{value.numerator}/{value.denominator}"}
    return _from_library(value, depth, budget)


def _from_library(value: Any, depth: int, budget: _Budget) -> Any:
    """Values of NumPy, pandas, pint and records, by the exact classes of those libraries."""
    writers: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
        ("numpy", "ndarray", lambda v: ("$array", v.tolist())),
        ("pandas", "DataFrame", _frame),
        ("pandas", "Series", lambda v: ("$series", [list(v.index), v.tolist()])),
        ("pandas", "Index", lambda v: ("$array", v.tolist())),
        ("pandas", "Timestamp", lambda v: ("$time", v.isoformat())),
        ("datetime", "datetime", lambda v: ("$time", v.isoformat())),
        ("datetime", "date", lambda v: ("$time", v.isoformat())),
        ("matplotlib.figure", "Figure", _figure),
        ("matplotlib.axes", "Axes", _figure),
        ("gxd_teach.techspec.records.v3", "ProductFootprint", _record),
        ("gxd_teach.techspec.records.v2", "ProductFootprintV2", _record),
    )
    for module, name, write in writers:
        known = getattr(sys.modules.get(module), name, None)
        if known is not None and type(value) is known:
            tag, content = write(value)
            return {tag: _write(content, depth + 1, budget)}
    numpy = sys.modules.get("numpy")
    if numpy is not None and issubclass(type(value), numpy.generic):
        item = numpy.generic.item(value)
        return _write(item, depth + 1, budget) if type(item) is not type(value) else _opaque(value)
    pint = sys.modules.get("pint")
    if pint is not None and issubclass(type(value), pint.Quantity):
        return {"$quantity": [_write(value.magnitude, depth + 1, budget), f"{value.units:~}"]}
    return _opaque(value)


def _frame(frame: Any) -> tuple[str, Any]:
    return "$frame", [list(frame.columns), list(frame.index), frame.to_numpy(object).tolist()]


def _figure(figure: Any) -> tuple[str, Any]:
    from gxd_teach.classroom.figures import describe_figure

    return "$figure", describe_figure(figure)


def _record(record: Any) -> tuple[str, Any]:
    return "$record", record.to_json().decode("utf-8")


def from_plain(data: Any) -> Any:
    """Read what `to_plain` wrote; `Opaque` for what is no such thing, whatever it is.

    What is read was sent by somebody else's program: nothing in it may cost more than its length.

    >>> from_plain({"$tuple": [1.5, "kg"]}), from_plain({"$decimal": "0.10"})
    ((1.5, 'kg'), Decimal('0.10'))
    >>> from_plain({"$opaque": "Footprint"})
    Opaque(type_name='Footprint')
    """
    try:
        return _read(data, 0, _Budget())
    except Exception:  # it may be anything, and libraries may raise anything about it
        return Opaque("?")


def _read(data: Any, depth: int, budget: _Budget) -> Any:
    budget.spend()
    if depth > 2 * _DEEPEST:
        raise OverflowError
    if isinstance(data, list):
        return [_read(item, depth + 1, budget) for item in data]
    if not isinstance(data, dict):
        return _single(data)
    tags = [key for key in data if key.startswith("$")]
    if not tags:
        return {key: _read(item, depth + 1, budget) for key, item in data.items()}
    ((tag, content),) = data.items()
    if tag == "$opaque":
        return Opaque(str(content)[:100])
    if tag in ("$set", "$dict"):
        budget.spend_keys(len(content))
    return _READERS[tag](_read(content, depth + 1, budget))


def _single(data: Any) -> Any:
    """A value without parts, as long as `to_plain` would have let it be."""
    if isinstance(data, str) and len(data) > _LONGEST:
        return Opaque("str")
    if type(data) is int and abs(data) >= 10**_DIGITS:
        return Opaque("int")
    return data


def _pairs(items: Any) -> dict[Any, Any]:
    return {_hashable(key): item for key, item in items}


def _hashable(key: Any) -> Any:
    return tuple(key) if isinstance(key, list) else key


def _labels(labels: Any) -> list[Any]:
    """Labels of rows or columns; ValueError for what a table has no use for."""
    if not isinstance(labels, list) or len(labels) > _KEYS:
        raise ValueError("labels")
    return [*map(_hashable, labels)]


def _data_frame(parts: Any) -> Any:
    import pandas

    columns, index, rows = parts
    columns, index = _labels(columns), _labels(index)
    # A frame would be filled up with a single value, to whatever size the labels say.
    whole = isinstance(rows, list) and len(rows) == len(index)
    if not whole or not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        raise ValueError("rows")
    return pandas.DataFrame(rows, columns=columns, index=index)


def _series(parts: Any) -> Any:
    import pandas

    index, values = parts
    index = _labels(index)
    if not isinstance(values, list) or len(values) != len(index):
        raise ValueError("values")
    return pandas.Series(values, index=index, dtype=None if values else object)


def _decimal(text: str) -> Decimal:
    if len(text) > _DIGITS:
        raise ValueError("digits")
    return Decimal(text)


def _fraction(text: str) -> Fraction:
    # As `to_plain` writes it: "1e999999999" would be a fraction, too, of as many digits.
    numerator, denominator = text.split("/")
    if len(text) > 2 * _DIGITS:
        raise ValueError("digits")
    return Fraction(int(numerator), int(denominator))


def _text(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError("text")
    return text


_READERS: dict[str, Callable[[Any], Any]] = {
    "$float": lambda text: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[text],
    "$ellipsis": lambda _: ...,
    "$tuple": tuple,
    "$set": lambda items: frozenset(map(_hashable, items)),
    "$dict": _pairs,
    "$decimal": _decimal,
    "$fraction": _fraction,
    "$array": lambda items: items,
    "$results": list,
    "$frame": _data_frame,
    "$series": _series,
    "$time": _text,
    "$record": _text,
    "$figure": lambda shown: shown if isinstance(shown, dict) else Opaque("Figure"),
    "$quantity": lambda parts: (parts[0], _text(parts[1])),
}
