"""Slips of the pen that any number may suffer: rounded too far, a share where a percentage is asked.

They are no misconceptions and count as wrong, but whoever made one deserves better than "not right
yet". An author declares nothing; a declared misconception comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gxd_teach.classroom.answers import Interval, Number
from gxd_teach.language import Text

__all__ = ["ROUNDED", "SHARE", "slips"]

ROUNDED = Text(
    "計算は合っていそうですが、丸めすぎです。もう 1〜2 桁書いてください(途中の計算も丸めません)。",
    "The calculation looks right, but it is rounded too far: write one or two digits more, and round nothing on the way.",
)
SHARE = Text(
    "0〜1 の割合で答えています。% で答えるので、100 倍します。",
    "That is a share from 0 to 1; a percentage is asked for: times 100.",
)
_DIGITS = (3, 2)  # significant digits that people leave


def slips(kind: Any, value: Any) -> Iterator[tuple[Interval, Text]]:
    """What a right answer `value` becomes by a slip, and what to say; none for other kinds.

    >>> [(str(one.low), text.en[:25]) for one, text in slips(Number("kg"), 12.775)]
    [('12.8', 'The calculation looks rig'), ('13', 'The calculation looks rig')]
    >>> [float(one.low) for one, _ in slips(Number("%", relative=0), 36.0)]
    [0.36]
    >>> list(slips(Number("年", relative=0), 2028))
    []
    """
    if not isinstance(kind, Number):
        return
    right = kind.interval(value)
    exact = not kind.relative and not kind.absolute  # a year, a day: nobody rounds it
    centre = Decimal(repr(float(value)))
    if not centre:
        return
    before = None
    for digits in () if exact else _DIGITS:
        step = Decimal(1).scaleb(centre.adjusted() - digits + 1)
        rounded = (centre / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        if rounded not in right and rounded != before:
            plain = Decimal(format(rounded, "f"))
            before = rounded
            yield Interval(plain, plain), ROUNDED
    if kind.unit == "%":
        yield Interval(right.low / 100, right.high / 100), SHARE
