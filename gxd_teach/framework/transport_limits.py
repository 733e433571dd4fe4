"""Limits of a transport calculation: numbers and words that can be, and a sentence for the rest.

The limits are iLEAP's (https://github.com/sine-fdn/ileap-extension): load factor in (0, 1], empty
distance factor in [0, 1).
"""

from __future__ import annotations

from gxd_teach.errors import GxdError
from gxd_teach.numerals import read_number

__all__ = ["checked_number", "checked_word", "empty_distance_factor", "load_factor"]


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
    if (least is not None and number < least) or (above is not None and number <= above):
        limit = least if above is None else above
        raise GxdError(
            code,
            f"{number:g} は {limit:g} {'以上' if above is None else 'より大きい数'}で書いてください",
            f"{number:g} must be {f'{limit:g} or more' if above is None else f'above {limit:g}'}",
            where=where,
        )
    return number


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


def load_factor(value: object, where: str) -> float:
    """A load factor in (0, 1]: mass carried over the maximum, on the loaded distance; GXD-T010.

    >>> load_factor(0.6, "truck")
    0.6
    """
    number = checked_number(value, f"{where}, load_factor")
    if not 0 < number <= 1:
        raise GxdError(
            "GXD-T010",
            f"積載率 {number:g} は 0 より大きく 1 以下の割合で書いてください(60 % なら 0.6)",
            f"the load factor {number:g} must be above 0 and at most 1 (0.6 for 60 %)",
            where=where,
        )
    return number


def empty_distance_factor(value: object, where: str) -> float:
    """An empty distance factor in [0, 1): empty over total distance; GXD-T011.

    >>> empty_distance_factor(0.2, "truck")
    0.2
    """
    number = checked_number(value, f"{where}, empty_distance_factor")
    if not 0 <= number < 1:
        raise GxdError(
            "GXD-T011",
            f"空車距離率 {number:g} は 0 以上 1 未満の割合で書いてください(空車距離 ÷ 総距離。20 % なら 0.2)",
            f"the empty distance factor {number:g} must be 0 or more and below 1 (empty over total "
            "distance; 0.2 for 20 %)",
            where=where,
        )
    return number
