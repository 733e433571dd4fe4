"""What was answered, as a short line of plain text for a person to read.

Only values of known types are written out, by exact type: an object that has been handed in is
never asked for its own words.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

__all__ = ["in_words", "one_line"]

LONGEST = 300  # characters
_MOST = 24  # values of one answer
_DEEPEST = 4
_DIGITS = 40


def in_words(value: object, longest: int = LONGEST) -> str:
    """An answer as a line of text; "" for none, the name of its type for what has no plain form.

    >>> in_words((12.5, "kg")), in_words({"flow": "電力", "share": None})
    ('12.5 kg', 'flow: 電力 / share: －')
    >>> in_words(["輸送", "電力"]), in_words(print), in_words(None)
    ('輸送, 電力', '(builtin_function_or_method)', '')
    """
    if value is None or value is ...:
        return ""
    try:
        return one_line(_write(value, 0, longest), longest)
    except Exception:  # whatever was handed in, a report is still made
        return f"({_type_name(value)})"


def one_line(text: str, longest: int = LONGEST) -> str:
    """Text without line breaks or marks that turn or hide what follows, cut where it is long.

    >>> one_line("a\\nb\\u202ec", 10), one_line("abcdef", 4)
    ('a b c', 'abc…')
    """
    cut = text[: 4 * longest]
    shown = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in cut)
    line = " ".join(shown.split())
    return line if len(line) <= longest and len(cut) == len(text) else line[: longest - 1] + "…"


def _write(value: Any, depth: int, longest: int) -> str:
    kind = type(value)
    if value is None or value is ...:
        return "－"
    if kind is str:
        return str(value[: 4 * longest + 1])
    if kind is float:
        return f"{value:.12g}"  # what a calculation leaves behind the twelfth digit says nothing
    if kind is bool or (kind is int and abs(value) < 10**_DIGITS):
        return str(value)
    if kind in (Decimal, Fraction):
        return str(value)[:_DIGITS]
    if depth >= _DEEPEST:
        return "…"
    if kind is tuple and len(value) == 2 and type(value[1]) is str and type(value[0]) is not str:
        return f"{_write(value[0], depth + 1, longest)} {value[1][:longest]}".strip()
    if kind in (list, tuple):
        return _joined(", ", (_write(item, depth + 1, longest) for item in value), len(value))
    if kind in (set, frozenset):
        words = sorted(_write(item, depth + 1, longest) for item in islice(value, _MOST))
        return _joined(", ", words, len(value))
    if kind is dict:
        return _joined(" / ", _pairs(value, depth, longest), len(value))
    return _from_library(value, depth, longest)


def _pairs(value: Mapping[Any, Any], depth: int, longest: int) -> Iterable[str]:
    for key, item in value.items():
        name = _write(key, depth + 1, longest)
        told = _write(item, depth + 1, longest)
        yield f"{name}: {told}" if name else told


def _joined(between: str, words: Iterable[str], count: int) -> str:
    text = between.join(islice(words, _MOST))
    return f"{text}{between}…" if count > _MOST else text


def _from_library(value: Any, depth: int, longest: int) -> str:
    """A number of NumPy, or a table of pandas by its rows."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and type(value) in (numpy.float64, numpy.int64, numpy.bool_):
        return _write(value.item(), depth, longest)
    if pandas is not None and type(value) is pandas.DataFrame:
        rows = value.head(_MOST).reset_index().to_numpy(object).tolist()
        return _joined(" / ", (_write(row, depth + 1, longest) for row in rows), len(value))
    return f"({_type_name(value)})"


def _type_name(value: object) -> str:
    named = getattr(value, "type_name", None)  # of what left the sandbox without a plain form
    if type(named) is str and type(value).__name__ == "Opaque":
        return named[:_DIGITS]
    return type(value).__name__[:_DIGITS]
