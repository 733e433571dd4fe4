"""Numbers as people type them: what they meant, or why it cannot be known.

`read_number` is strict, for data files, where a guess would go unseen.
`understand_number` is lenient, for an answer typed by a person who sees the result.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from gxd_teach.errors import GxdError

__all__ = ["read_number", "understand_number"]

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_MINUS = str.maketrans({"−": "-", "‐": "-", "–": "-", "—": "-", "ー": "-", "▲": "-", "△": "-"})


def read_number(text: object) -> float:
    """Read a cell that must hold a plain decimal number.

    Raises `GxdError` with the likely repair: GXD-N001 blank, GXD-N002 full-width digits,
    GXD-N003 comma, GXD-N004 anything else that is not a finite number.

    >>> read_number("12.5")
    12.5
    >>> try:
    ...     read_number("１２．５")
    ... except GxdError as error:
    ...     print(error.code)
    GXD-N002
    """
    if isinstance(text, (int, float, Decimal)) and not isinstance(text, bool):
        try:
            value = float(text)
        except (OverflowError, ValueError):  # beyond all floats, or a signalling NaN
            value = math.inf
        if math.isfinite(value):
            return value
        text = "" if math.isnan(value) else "∞"  # NaN is pandas' way of saying "blank"
    cell = "" if text is None else str(text).strip()
    if not cell:
        raise GxdError(
            "GXD-N001",
            "空欄です。数値を入れるか、行ごと消してください",
            "is blank: enter a number, or delete the row",
        )
    if _PLAIN.fullmatch(cell) and cell.isascii():
        value = float(cell)
        if math.isfinite(value):
            return value
    ascii_cell = unicodedata.normalize("NFKC", cell).translate(_MINUS)
    if "," in ascii_cell:
        raise _comma(cell, ascii_cell)
    if _PLAIN.fullmatch(ascii_cell):
        raise GxdError(
            "GXD-N002",
            f"「{cell}」に全角の数字や記号があります。半角で {ascii_cell} と書いてください",
            f"'{cell}' has full-width characters: write {ascii_cell} in half-width",
        )
    raise GxdError(
        "GXD-N004",
        f"「{cell}」は数値として読めません。単位や記号を除き、12.5 のように書いてください",
        f"'{cell}' is not a number: leave out units and signs, write it like 12.5",
    )


def _comma(cell: str, ascii_cell: str) -> GxdError:
    """Say what a number with a comma may have meant; both readings where both are possible."""
    joined = ascii_cell.replace(",", "")
    dotted = ascii_cell.replace(",", ".")
    # "0,150" is no hundred and fifty: nobody marks thousands behind a nought.
    thousands = _THOUSANDS.fullmatch(ascii_cell) and not joined.lstrip("+-").startswith("0")
    readings = [joined] if thousands else []
    if ascii_cell.count(",") == 1 and "." not in ascii_cell and _PLAIN.fullmatch(dotted):
        readings.append(dotted)
    hint_ja = " か ".join(readings) or "12.5 のような形"
    hint_en = " or ".join(readings) or "it like 12.5"
    return GxdError(
        "GXD-N003",
        f"「{cell}」にコンマがあり、小数点か桁区切りか決められません。{hint_ja} と書いてください",
        f"'{cell}' has a comma, which may be a decimal or a thousands mark: write {hint_en}",
    )


def understand_number(text: str) -> Decimal | None:
    """The number a person meant, or None: full-width digits, spaces and thousands marks pass.

    A comma counts as a thousands mark only where it can be one; "12,5" gives None.

    >>> understand_number("１，２３４．５"), understand_number("12,5")
    (Decimal('1234.5'), None)
    """
    cell = unicodedata.normalize("NFKC", text).translate(_MINUS)
    cell = "".join(cell.split())
    if _THOUSANDS.fullmatch(cell):
        cell = cell.replace(",", "")
    if not _PLAIN.fullmatch(cell):
        return None
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
