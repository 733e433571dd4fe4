"""Basic types of a record: how decimals, moments and lists travel in JSON.

PACT Technical Specifications v3.0.3 (WBCSD), the basic data types of its data model. A
decimal is a JSON *string* in plain positional notation, so that no reader's floating point
touches it; a moment is an RFC 3339 date-time with a zone; what is undefined is left out.
Each type here refuses what the wire must not carry and says what it expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)

from gxd_teach.techspec.records.json_text import JsonNumber, NumberDecimal, number_text
from gxd_teach.techspec.records.problems import fault, null_fault, shown

__all__ = [
    "WIRE",
    "AnyAmount",
    "Maybe",
    "Moment",
    "NotNegative",
    "NotPositive",
    "Percent",
    "Positive",
    "Rating",
    "RatingV2",
    "WholeNumber",
    "WireDecimal",
    "bound",
    "distinct",
    "moment_text",
    "plain",
]

T = TypeVar("T")

# Context of a validation whose input was JSON: there, None was null.
WIRE = {"read from": "JSON"}

_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LONGEST = 1000  # digits of a decimal; beyond them arithmetic itself gives up
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


def plain(value: Decimal) -> str:
    """A decimal in positional notation, without exponent, every digit kept.

    >>> plain(Decimal("1E-7")), plain(Decimal("12.50"))
    ('0.0000001', '12.50')
    """
    return format(value, "f")


def _exactly(value: float) -> Decimal:
    """A number as it stood in JSON, or as Python shows it."""
    return Decimal(value.token if isinstance(value, JsonNumber) else repr(value))


def _is_short(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    return len(digits) + abs(int(exponent)) <= _LONGEST


def _read_decimal(value: Any) -> Decimal:
    if value is None:
        raise null_fault()
    if isinstance(value, Decimal):
        if value.is_finite() and _is_short(value):
            return value
    elif isinstance(value, str):
        if len(value) <= _LONGEST and _DECIMAL.fullmatch(value):
            return Decimal(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        number = _exactly(value)
        text = f'"{number_text(number)}"' if number.is_finite() else '"12.5"'
        raise fault(
            "GXD-R004",
            f"数値 {shown(value)} です。小数は {text} のように文字列で書きます",
            f"is the number {shown(value)}: write a decimal as a string, {text}",
        )
    raise fault(
        "GXD-R005",
        f"{shown(value)} は小数として読めません。符号、数字、小数点だけの文字列で"
        ' "12.5" のように書きます(コンマ、指数、単位は使えません)',
        f"{shown(value)} is not a decimal: write a string of sign, digits and point"
        ' such as "12.5" (no comma, exponent or unit)',
    )


def bound(fits: Callable[[Decimal], bool], ja: str, en: str) -> AfterValidator:
    """A limit on a decimal's value, such as "zero or more": GXD-R006 beyond it."""

    def check(value: Decimal) -> Decimal:
        if fits(value):
            return value
        text = plain(value)
        raise fault("GXD-R006", f"{text} です。{ja}値にしてください", f"is {text}: must be {en}")

    return AfterValidator(check)


WireDecimal = Annotated[
    Decimal,
    PlainValidator(_read_decimal),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{_DECIMAL.pattern}$"}),
]
AnyAmount = WireDecimal
Positive = Annotated[WireDecimal, bound(lambda v: v > 0, "0 より大きい", "greater than 0")]
NotNegative = Annotated[WireDecimal, bound(lambda v: v >= 0, "0 以上の", "0 or more")]
NotPositive = Annotated[WireDecimal, bound(lambda v: v <= 0, "0 以下の", "0 or less")]
Rating = Annotated[WireDecimal, bound(lambda v: 1 <= v <= 5, "1 以上 5 以下の", "from 1 to 5")]


def _read_number(value: Any) -> NumberDecimal:
    """A JSON number, every digit kept: v2 writes percentages and ratings so."""
    if value is None:
        raise null_fault()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        number = NumberDecimal(value if isinstance(value, Decimal) else _exactly(value))
        if number.is_finite() and _is_short(number):
            return number
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        raise fault(
            "GXD-R050",
            f"文字列 {shown(value)} です。PACT v2 では引用符のない数値 {value.lstrip('+')} で書きます",
            f"is the string {shown(value)}: PACT v2 writes the number {value.lstrip('+')} here",
        )
    raise fault(
        "GXD-R050",
        f"{shown(value)} は数値ではありません。引用符のない 12.5 のように書きます",
        f"{shown(value)} is not a number: write it like 12.5, without quotes",
    )


def _within(low: int, high: int) -> AfterValidator:
    """The range that the schema itself sets to a number."""

    def check(value: Decimal) -> Decimal:
        if low <= value <= high:
            return value
        text = number_text(value)
        raise fault(
            "GXD-R051",
            f"{text} です。{low} 以上 {high} 以下の数値にしてください",
            f"is {text}: must be a number from {low} to {high}",
        )

    return AfterValidator(check)


_WireNumber = Annotated[Decimal, PlainValidator(_read_number), WithJsonSchema({"type": "number"})]
Percent = Annotated[_WireNumber, _within(0, 100)]
RatingV2 = Annotated[_WireNumber, _within(1, 3)]


def _read_whole(value: Any) -> int:
    if value is None:
        raise null_fault()
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and isinstance(value, JsonNumber):  # 1.0 is an integer to a JSON schema
        whole = value.is_integer()
    if whole and 0 <= value < 2**31:
        return int(value)
    raise fault(
        "GXD-R051",
        f"{shown(value)} です。0 以上 2147483647 以下の整数で書きます",
        f"is {shown(value)}: write a whole number from 0 to 2147483647",
    )


WholeNumber = Annotated[
    int, PlainValidator(_read_whole), WithJsonSchema({"type": "integer", "minimum": 0})
]


def moment_text(value: datetime) -> str:
    """A moment as RFC 3339 in UTC, with ``Z``.

    >>> moment_text(datetime.fromisoformat("2025-04-01T09:00:00+09:00"))
    '2025-04-01T00:00:00Z'
    """
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_moment(value: Any) -> datetime:
    if value is None:
        raise null_fault()
    moment = None
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value.upper())
        except ValueError:
            moment = None  # the 31st of February
    if moment is None:
        raise fault(
            "GXD-R011",
            f"{shown(value)} は日時として読めません。2025-04-01T00:00:00Z のように書きます",
            f"{shown(value)} is not a date-time: write it like 2025-04-01T00:00:00Z",
        )
    if moment.utcoffset() is None:
        raise fault(
            "GXD-R012",
            f"{shown(value)} に時間帯がありません。末尾に Z(UTC)か +09:00 を付けてください",
            f"{shown(value)} has no time zone: end it with Z (UTC) or an offset like +09:00",
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise fault(
            "GXD-R011", f"{shown(value)} は暦の外です", f"{shown(value)} is beyond the calendar"
        ) from None


Moment = Annotated[
    datetime,
    PlainValidator(_read_moment),
    PlainSerializer(moment_text, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def distinct(items: tuple[T, ...]) -> tuple[T, ...]:
    """A list in a record is never empty and never says a thing twice."""
    if not items:
        raise fault(
            "GXD-R009",
            "空の配列です。1 つ以上書くか、項目ごと書かないでください",
            "is an empty array: give at least one, or leave the property out",
        )
    seen = set()
    for item in items:
        key = repr(item)  # a record's parts may hold what cannot be hashed
        if key in seen:
            raise fault(
                "GXD-R010",
                f"{shown(str(item))} が 2 回出てきます。同じものは 1 回だけ書きます",
                f"{shown(str(item))} appears twice: write each only once",
            )
        seen.add(key)
    return items


def _absent(value: Any, info: ValidationInfo) -> Any:
    # In Python None is the ordinary way to say "not given"; in JSON it would be null.
    if value is None and (info.mode == "json" or info.context is WIRE):
        raise null_fault()
    return value


Maybe = Annotated[T | None, BeforeValidator(_absent)]
