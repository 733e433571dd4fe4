"""What a function is given, looked at once: numbers, words, rows, and the sentence when they are none.

Whoever types `None`, a text or another object where a number or a list belongs reads what was
expected, and where.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from gxd_teach.errors import GxdError
from gxd_teach.numerals import read_number

__all__ = [
    "LARGEST",
    "checked_flag",
    "checked_mapping",
    "checked_number",
    "checked_object",
    "checked_rows",
    "checked_text",
    "checked_word",
    "is_finite",
    "refuse_huge",
]

LARGEST = 1e100  # beyond it products of two or three numbers overflow into infinity

Kind = TypeVar("Kind")


def checked_number(
    value: object,
    where: str,
    *,
    least: float | None = None,
    above: float | None = None,
    code: str = "GXD-T001",
) -> float:
    """The value as a float, if it is finite and at least / above a limit; else `code` by its name.

    >>> checked_number("87", "mass_kg", least=0)
    87.0
    """
    try:
        number = read_number(value)
    except GxdError as error:
        raise GxdError(code, error.ja, error.en, where=where) from None
    refuse_huge(number, where, code)
    if (least is not None and number < least) or (above is not None and number <= above):
        limit = least if above is None else above
        raise GxdError(
            code,
            f"{number:g} は {limit:g} {'以上' if above is None else 'より大きい数'}で書いてください",
            f"{number:g} must be {f'{limit:g} or more' if above is None else f'above {limit:g}'}",
            where=where,
        )
    return number


def is_finite(number: Any) -> bool:
    """Whether a real number can be a float at all: an integer of 400 digits cannot.

    >>> is_finite(12.5), is_finite(float("nan")), is_finite(10**400)
    (True, False, False)
    """
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def refuse_huge(number: float, where: str | None, code: str) -> None:
    """`code` for a number beyond `LARGEST`, with which nothing can be calculated.

    >>> refuse_huge(12.5, "mass_kg", "GXD-T001")
    """
    if abs(number) > LARGEST:
        shown = f"{number:g}" if is_finite(number) else f"{str(number)[:12]}…"
        raise GxdError(
            code,
            f"{shown} は大きすぎて計算できません。桁と単位(g と t など)を確かめてください",
            f"{shown} is too large to calculate with: check its digits and unit (g, t …)",
            where=where or None,
        )


def checked_flag(value: object, where: str) -> bool:
    """True or False; GXD-F012 for a word such as "no", which would count as true.

    >>> checked_flag(False, "primary")
    False
    """
    if value is True or value is False:
        return value
    # NumPy's own booleans, 1 and 0 are meant as such; the text "False" is not known to be.
    if type(value).__name__ in ("bool", "bool_", "int") and value in (0, 1):
        return bool(value)
    raise GxdError(
        "GXD-F012",
        f"{_shown(value)} ではなく、True(はい)か False(いいえ)を渡してください",
        f"give True or False, not {_shown(value)}",
        where=where or None,
    )


def checked_word(value: str, known: tuple[str, ...], code: str, where: str) -> str:
    """The word, if it is a known one; else `code` with those there are.

    >>> checked_word("Road", ("Road", "Rail"), "GXD-T012", "mode")
    'Road'
    """
    if value not in known:
        raise GxdError(
            code,
            f"「{value}」は {'、'.join(known)} のどれでもありません",
            f"'{value}' is not one of {', '.join(known)}",
            where=where,
        )
    return value


def checked_text(value: object, where: str) -> str:
    """A text; GXD-F010 for anything else.

    >>> checked_text("kg", "unit")
    'kg'
    """
    if not isinstance(value, str):
        raise _other(value, "文字列", "a text", where)
    return value


def checked_object(value: Any, kind: type[Kind], where: str) -> Kind:
    """The object, if it is of this kind; GXD-F010 says what it is instead.

    >>> checked_object(1.5, float, "yield")
    1.5
    """
    if not isinstance(value, kind):
        raise _other(value, kind.__name__, f"a {kind.__name__}", where)
    return value


def checked_rows(items: object, kind: type[Kind], where: str) -> tuple[Kind, ...]:
    """Rows of one kind as a tuple; a single one is a row too (of `object`, nothing is single).

    GXD-F010 for anything else.

    >>> checked_rows([1.5, 2.5], float, "rows"), checked_rows(1.5, float, "rows")
    ((1.5, 2.5), (1.5,))
    """
    if kind is not object and isinstance(items, kind):
        return (items,)
    if isinstance(items, (str, bytes, Mapping)) or not isinstance(items, Iterable):
        raise _other(items, f"{kind.__name__} の列", f"rows of {kind.__name__}", where)
    rows = tuple(items)
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, kind):
            raise _other(row, kind.__name__, f"a {kind.__name__}", f"{where}[{place}]")
    return rows


def checked_mapping(table: Any, where: str, example: str) -> Mapping[Any, Any]:
    """A mapping; GXD-F010 with an example for anything else.

    >>> checked_mapping({"A": 8}, "masses", '{"A": 8}')
    {'A': 8}
    """
    if not isinstance(table, Mapping):
        raise _other(table, f"{example} のような辞書", f"a mapping such as {example}", where)
    return table


def _other(value: object, ja: str, en: str, where: str) -> GxdError:
    return GxdError(
        "GXD-F010",
        f"{_shown(value)} ではなく、{ja}を渡してください",
        f"give {en}, not {_shown(value)}",
        where=where or None,
    )


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 30 else type(value).__name__
