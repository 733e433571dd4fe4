"""What figures refuse, in a sentence: no number, nothing at all, a result of another kind."""

from __future__ import annotations

import math
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.footprint import Footprint

__all__ = ["checked", "checked_footprint", "checked_mapping", "checked_result"]


def checked(value: Any, where: str) -> float:
    """A finite number, or GXD-Z101: a figure cannot draw what is not there."""
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise GxdError(
            "GXD-Z101",
            f"{value!r} は図にできません。有限の数値(kg-CO2e)を渡してください",
            f"{value!r} cannot be drawn: give a finite number (kg CO2e)",
            where=where,
        )
    return found


def checked_result(value: Any, kind: type, ja: str, en: str) -> None:
    """GXD-Z107 unless `value` is a result of this kind."""
    if not isinstance(value, kind):
        found = type(value).__name__
        raise GxdError(
            "GXD-Z107",
            f"{found} は図にできません。{ja} を渡してください",
            f"{found} cannot be drawn here: give {en}",
        )


def checked_footprint(value: Any) -> None:
    """GXD-Z107 unless `value` is a `Footprint`."""
    checked_result(value, Footprint, "フットプリント(Footprint)", "a Footprint")


def checked_mapping(values: Any, what_ja: str, what_en: str) -> list[tuple[Any, Any]]:
    """The items of a mapping or of a result's table, or GXD-Z102 (another kind, or empty).

    Of a table (DataFrame) they are the first column and the first one in kg-CO2e; rows of one
    name add up, and a row without a value, which is a gap and no zero, is left out.
    """
    if hasattr(values, "itertuples"):
        heading = next((name for name in values.columns if "kg-CO2e" in str(name)), None)
        table = None if heading is None else values[values[heading].notna()]
        pairs = [] if table is None else zip(table.iloc[:, 0], table[heading], strict=True)
        sums: dict[Any, Any] = {}
        for key, kg in pairs:
            sums[key] = sums.get(key, 0.0) + checked(kg, str(key))
        values = sums
    if not hasattr(values, "items") or not len(values):
        raise GxdError(
            "GXD-Z102",
            f"{what_ja} を、空でない辞書で渡してください",
            f"give {what_en} as a mapping that is not empty",
        )
    return list(values.items())
