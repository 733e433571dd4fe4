"""Exact arithmetic on a record's decimals: no digit is lost where none has to be.

PACT Technical Specifications (WBCSD): a decimal travels as text so that no binary floating
point touches it. Sums and products of decimals are decimals again; a quotient need not be
(1 / 3), and then says that it was rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact

from gxd_teach.techspec.records.json_text import JsonNumber

__all__ = ["adds_up", "decimal_of", "per", "plus", "times"]

ROUNDED_DIGITS = 28  # significant digits of a quotient that has no last digit
# A sender who calculated with floats is allowed their last digits, as in `records.sums`.
DUST = Decimal("1e-9")
_LONGEST = 400  # digits beyond which a quotient counts as endless
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def decimal_of(value: str | int | float | Decimal) -> Decimal:
    """A number of a record as the decimal it was written as; `ArithmeticError` when it is none.

    >>> decimal_of("1.50"), decimal_of(JsonNumber("0.10")), decimal_of(0.1)
    (Decimal('1.50'), Decimal('0.10'), Decimal('0.1'))
    """
    if isinstance(value, JsonNumber):
        return Decimal(value.token)
    return Decimal(repr(value) if isinstance(value, float) else value)


def times(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product.

    >>> times(Decimal("0.1"), Decimal("12.5"))
    Decimal('1.25')
    """
    return _EXACT.multiply(value, factor)


def plus(values: Iterable[Decimal]) -> Decimal:
    """The exact sum.

    >>> plus([Decimal("0.1"), Decimal("0.2"), Decimal("-0.3")])
    Decimal('0.0')
    """
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def per(value: Decimal, divisor: Decimal) -> tuple[Decimal, bool]:
    """The quotient and whether it is exact; an endless one is rounded to 28 digits.

    >>> per(Decimal("10"), Decimal("4")), per(Decimal("1"), Decimal("3"))[1]
    ((Decimal('2.5'), True), False)
    """
    # A quotient that ends has at most the numerator's digits and 10/3 times the divisor's.
    digits = len(value.as_tuple().digits) + 4 * len(divisor.as_tuple().digits) + 10
    wide = Context(prec=min(digits, _LONGEST), Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
    quotient = wide.divide(value, divisor)
    if not wide.flags[Inexact]:
        return quotient, True
    short = Context(prec=ROUNDED_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
    return short.divide(value, divisor), False


def adds_up(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Whether a total is the sum of its parts, but for the dust of somebody's floats.

    >>> adds_up(Decimal("0.30000000000000004"), [Decimal("0.1"), Decimal("0.2")])
    True
    """
    given = list(parts)
    largest = max(abs(value) for value in (total, *given))
    return abs(_EXACT.subtract(total, plus(given))) <= DUST * largest
