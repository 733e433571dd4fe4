"""Limits of a transport calculation: numbers and words that can be, and a sentence for the rest.

The limits are iLEAP's (https://github.com/sine-fdn/ileap-extension): load factor in (0, 1], empty
distance factor in [0, 1).
"""

from __future__ import annotations

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number

__all__ = ["empty_distance_factor", "load_factor"]


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
