"""One written form for a number, so that Python and a page's JavaScript agree on the key.

The canonical form is made by decimal arithmetic on the digits as typed, never by binary
floating point. A number is rounded half to even to `digits` significant digits and written
as ``sign mantissa e exponent``, the mantissa an integer of exactly that many digits:

    12.372 to 3 digits → ``124e-1``    -0.0456 → ``-456e-4``    0 → ``0``

A self-check opens the entry sealed under the canonical form of what was typed. A tolerance
interval touches a few neighbouring forms; all of them are sealed, and the opened entry
holds the exact interval, so that the check and the grader agree at its edge.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

__all__ = ["DIGITS", "canonical", "neighbours"]

DIGITS = 3
_MOST = 64  # canonical forms one interval may touch before the question is refused


def canonical(value: Decimal, digits: int = DIGITS) -> str:
    """The canonical form of a finite number.

    >>> canonical(Decimal("12.372")), canonical(Decimal("9.996")), canonical(Decimal("-0"))
    ('124e-1', '100e-1', '0')
    """
    if value == 0:
        return "0"
    exponent = value.adjusted() - (digits - 1)
    mantissa = _rounded(value, exponent)
    if abs(mantissa) == 10**digits:  # 9.996 rounds up into one digit more
        mantissa, exponent = mantissa // 10, exponent + 1
    return f"{mantissa}e{exponent}"


def _rounded(value: Decimal, exponent: int) -> int:
    return int(value.scaleb(-exponent).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def neighbours(low: Decimal, high: Decimal, digits: int = DIGITS) -> list[str]:
    """Every canonical form that a number from `low` to `high` (both in) can have.

    ValueError when the interval is reversed, spans zero, or touches more than 64 forms.

    >>> neighbours(Decimal("12.36"), Decimal("12.46"))
    ['124e-1', '125e-1']
    """
    if low > high:
        raise ValueError(f"interval reversed: {low} > {high}")
    if low == high == 0:
        return ["0"]
    if low <= 0 <= high:
        raise ValueError(f"interval {low} to {high} spans zero: no finite list of forms")
    if high < 0:
        return [f"-{form}" for form in neighbours(-high, -low, digits)]
    forms = [canonical(low, digits)]
    last = canonical(high, digits)
    while forms[-1] != last:
        forms.append(_next(forms[-1], digits))
        if len(forms) > _MOST:
            raise ValueError(f"interval {low} to {high} touches more than {_MOST} forms")
    return forms


def _next(form: str, digits: int) -> str:
    """The form one step up from a positive one."""
    mantissa, exponent = (int(part) for part in form.split("e"))
    mantissa += 1
    if mantissa == 10**digits:
        mantissa, exponent = mantissa // 10, exponent + 1
    return f"{mantissa}e{exponent}"
