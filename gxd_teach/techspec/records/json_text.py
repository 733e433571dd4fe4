"""JSON text and what it says, without a digit lost: numbers are read and written as they stand.

RFC 8259. PACT v2 writes percentages and ratings as JSON numbers; read as binary floats they
would come back with other digits. What is no JSON for everybody (NaN, half of a surrogate
pair, a name twice in one object, numbers beyond any range, nesting without end) is refused in one place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from pydantic_core import from_json

from gxd_teach.errors import GxdError

__all__ = [
    "JsonNumber",
    "NumberDecimal",
    "number_text",
    "read_json",
    "unique_names",
    "write_json",
]

_POSITIONAL = 40  # digits before and behind the point; beyond, 1E-400 must not become a page


class JsonNumber(float):
    """A number that stood in JSON with a point or an exponent; `token` is how it stood.

    To a program it is a float, to `write_json` its token.

    >>> (share,) = read_json("[0.10]")
    >>> share + 1, share.token, write_json([share])
    (1.1, '0.10', b'[0.10]')
    """

    token: str

    def __new__(cls, token: str) -> JsonNumber:
        """The number a token stands for."""
        number = super().__new__(cls, token)
        number.token = token
        return number

    def __reduce__(self) -> tuple[type[JsonNumber], tuple[str]]:
        return JsonNumber, (self.token,)


class NumberDecimal(Decimal):
    """A decimal that travels as a JSON number, not as a string."""


def read_json(text: bytes | bytearray | str) -> Any:
    """The value a JSON text (UTF-8) stands for; `ValueError` says what is wrong and where.

    Numbers with a point or exponent become `JsonNumber`, whole ones `int`.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    from_json(data, allow_inf_nan=False)  # the stricter reader, with line and column
    return json.loads(data, parse_float=_number, object_pairs_hook=unique_names)


def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object out of its names and values; `ValueError` when a name stands twice.

    Of two values some programs read the first, others the last: whoever checks a record must
    not see another one than whoever uses it.

    >>> unique_names([("id", 1), ("status", "Active")])
    {'id': 1, 'status': 'Active'}
    """
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice[:40]!r} stands twice in one object")
    return made


def _number(token: str) -> JsonNumber:
    number = JsonNumber(token)
    if isfinite(number):
        return number
    raise ValueError(f"number {token[:40]} out of range")


def number_text(value: Decimal) -> str:
    """A decimal as a JSON number, positional wherever that stays readable.

    >>> number_text(Decimal("12.50")), number_text(Decimal("1E-7")), number_text(Decimal("1E+999"))
    ('12.50', '0.0000001', '1E+999')
    """
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -_POSITIONAL <= exponent <= _POSITIONAL:
        return format(value, "f")
    return str(value)


def write_json(value: Any) -> bytes:
    """The value as compact JSON in UTF-8; GXD-R052 for what JSON cannot say (NaN).

    A `NumberDecimal` is written as a number, any other decimal as a string, as PACT wants it.

    >>> write_json({"share": NumberDecimal("40.0"), "amount": Decimal("1.50")})
    b'{"share":40.0,"amount":"1.50"}'
    """
    try:
        return _text(value).encode()
    except (ValueError, RecursionError) as error:  # half a character, a number beyond all sense
        raise _unwritable(str(error)) from None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, JsonNumber):
        return value.token
    if isinstance(value, NumberDecimal) and value.is_finite():
        return number_text(value)
    if isinstance(value, float) and not isfinite(value):
        raise _unwritable(repr(value))
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, Mapping):
        pairs = (f"{encode_basestring(str(name))}:{_text(one)}" for name, one in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_text, value))}]"
    return encode_basestring(format(value, "f") if isinstance(value, Decimal) else str(value))


def _unwritable(what: str) -> GxdError:
    return GxdError(
        "GXD-R052",
        f"JSON として書けない値があります({what})",
        f"holds what cannot be written as JSON ({what})",
    )
