"""Kinds of answer: what a person may type, and when it is right.

A `Number` has a unit and a tolerance, a `Choice` its options. What was typed is read
leniently (full-width digits, thousands marks, another unit of the same kind); what cannot
be understood gets a sentence (`UnreadableError`), never a traceback and never a verdict.
"""

from __future__ import annotations

import numbers
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from gxd_teach.errors import GxdError
from gxd_teach.language import Text
from gxd_teach.numerals import understand_number
from gxd_teach.units import convert, same_dimension

__all__ = ["Choice", "Interval", "Number", "UnreadableError", "fits", "unanswered"]


# A number and its unit; what begins with a digit is no unit ("1 234.5 kg").
_TYPED = re.compile(r"([+\-−]?[\d.,]+(?:[eE][+-]?\d+)?)\s*((?![\s\d.,]).*)")
_PER_PIECE = re.compile(r"\s*/\s*1?\s*(個|台|piece|pcs?)$")
_LANGUAGES = re.compile(r"[(\[]")  # "電力 (electricity)", "電力 [electricity]"
_BEGINNING = 2  # characters that may stand for an option
_COUNTERS = {"件", "個", "枚", "台", "回", "人", "つ", "本", "社", "点"}
_MOST_RELATIVE = Decimal("0.01")
_LARGEST = 300  # powers of ten: beyond it no arithmetic is safe, and no footprint is


class UnreadableError(GxdError):
    """An answer whose kind cannot be understood: said so, and not judged."""


def unanswered(answer: object) -> bool:
    """Whether nothing was answered yet: None, `...` or blank text.

    >>> unanswered(None), unanswered(...), unanswered(0)
    (True, True, False)
    """
    return answer is None or answer is ... or (isinstance(answer, str) and not answer.strip())


@dataclass(frozen=True)
class Interval:
    """The numbers from `low` to `high`, both in, in the unit asked for."""

    low: Decimal
    high: Decimal

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high


def fits(read: Decimal | str, accepted: Interval | str) -> bool:
    """Whether an answer that was read is the accepted one.

    >>> fits(Decimal("2"), Interval(Decimal("1"), Decimal("2"))), fits("a", "b")
    (True, False)
    """
    if isinstance(accepted, Interval):
        return isinstance(read, Decimal) and read in accepted
    return read == accepted


@dataclass(frozen=True)
class Number:
    """A number in `unit`, right within `relative` of the reference or within `absolute`.

    `absolute` allows for rounding to the decimals asked for, and never more than 1 % of the value.

    An amount of gas asked for in kg-CO2e may be given in kg as well: everybody writes so.

    >>> Number("kg-CO2e").read((0.012372, "t"))
    Decimal('12.37200000')
    """

    unit: str
    relative: float = 1e-3
    absolute: float = 0.0
    digits: int = 3

    def describe(self) -> dict[str, object]:
        """What a participant may know of it."""
        return {"kind": "number", "unit": self.unit}

    def accepted(self, value: float) -> Interval:
        """What counts as `value`."""
        return self.interval(value)

    def interval(self, reference: float) -> Interval:
        """What counts as right around a reference value."""
        centre = Decimal(repr(float(reference)))
        size = abs(centre)
        # The absolute tolerance is for rounding; on a small number it would swallow the value.
        rounding = min(Decimal(repr(self.absolute)), size * _MOST_RELATIVE)
        reach = max(size * Decimal(repr(self.relative)), rounding)
        return Interval(centre - reach, centre + reach)

    def read(self, answer: object) -> Decimal:
        """The number that was typed, in `unit`.

        Takes a number, text ("１２．３ kg"), (value, unit), or a quantity with `magnitude`
        and `units`. `UnreadableError`: GXD-C001 another kind of thing, GXD-C002 text that is
        no number, GXD-C003 not finite, GXD-C004 a unit that does not fit.
        """
        value, unit = self._split(answer)
        number = _decimal(value)
        if not unit:
            return number
        return self._converted(number, unit)

    def _split(self, answer: object) -> tuple[object, str]:
        if isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], str):
            return answer[0], answer[1]
        if hasattr(answer, "magnitude") and hasattr(answer, "units"):
            return answer.magnitude, str(answer.units)
        if isinstance(answer, str):
            text = unicodedata.normalize("NFKC", answer).strip()
            found = _TYPED.fullmatch(text)
            return (found[1], found[2]) if found else (text, "")
        return answer, ""

    def _converted(self, number: Decimal, unit: str) -> Decimal:
        # "12.4 kg-CO2e/個" is how a footprint per piece is written where 12.4 kg is asked for.
        unit = _PER_PIECE.sub("", unit).strip()
        unit = "%" if unit in {"パーセント", "percent"} else unit
        if unit == self.unit or (not self.unit and unit in _COUNTERS):
            return number
        target = self.unit
        try:
            if same_dimension(target, "kg-CO2e") and same_dimension(unit, "kg"):
                target = "kg"  # "12.4 kg" for 12.4 kg of CO2e
                number *= Decimal(repr(convert(1.0, "kg-CO2e", self.unit)))
            # one clean decimal scale, so that 0.012372 t is 12.372 kg to the last digit
            return number * Decimal(repr(convert(1.0, unit, target)))
        except GxdError as error:
            raise UnreadableError(
                "GXD-C004",
                f"単位「{unit}」は、求めている {self.unit} に直せません",
                f"the unit '{unit}' cannot be turned into the {self.unit} asked for",
            ) from error

    @property
    def form(self) -> Text:
        """How to type such an answer."""
        return Text(f"数値({self.unit})", f"a number in {self.unit}")


def _decimal(value: object) -> Decimal:
    """A number of any usual kind, digit for digit as Python prints it."""
    if isinstance(value, str):
        understood = understand_number(value)
        if understood is None:
            raise UnreadableError(
                "GXD-C002",
                f"「{value}」は数値として読めません。12.372 のように書いてください",
                f"'{value}' is not a number; write it like 12.372",
            )
        value = understood
    if hasattr(value, "item") and callable(value.item) and getattr(value, "size", 1) == 1:
        value = value.item()  # a NumPy or pandas scalar
    if isinstance(value, bool) or not isinstance(value, (numbers.Real, Decimal)):
        raise UnreadableError(
            "GXD-C001",
            f"数値を入れてください(いまの中身は {type(value).__name__} です)",
            f"a number is asked for (this is a {type(value).__name__})",
        )
    exact = value if isinstance(value, Decimal) else _exact(value)
    if not exact.is_finite():
        raise UnreadableError(
            "GXD-C003",
            f"{value} は数値ではありません。割り算の分母や空欄を確かめてください",
            f"{value} is not a finite number; look for a division by zero or a blank",
        )
    if exact and abs(exact.adjusted()) > _LARGEST:
        raise UnreadableError(
            "GXD-C003",
            "数が大きすぎるか小さすぎます。単位を確かめてください",
            "the number is too large or too small; check the unit",
        )
    return exact


def _exact(value: numbers.Real) -> Decimal:
    """An integer as it is, anything else by the digits that Python prints for its float."""
    return (
        Decimal(int(value)) if isinstance(value, numbers.Integral) else Decimal(repr(float(value)))
    )


@dataclass(frozen=True)
class Choice:
    """One of several options, typed as its text (or its number, counted from 1).

    The text may be one language of an option in two, or its beginning, as long as one option
    alone is meant.

    >>> Choice(("電力 (electricity)", "輸送 (transport)")).read("輸送")
    '輸送 (transport)'
    """

    options: tuple[str, ...]
    digits: ClassVar[int] = 0

    def describe(self) -> dict[str, object]:
        """What a participant may know of it."""
        return {"kind": "choice", "options": list(self.options)}

    def accepted(self, value: object) -> str:
        """What counts as `value`: the very option."""
        return self.read(value)

    def read(self, answer: object) -> str:
        """The option that was chosen; `UnreadableError` GXD-C005 when it is none of them."""
        if isinstance(answer, int) and not isinstance(answer, bool):
            if 1 <= answer <= len(self.options):
                return self.options[answer - 1]
            answer = str(answer)  # "404" may be how an option begins
        if isinstance(answer, str):
            meant = self._meant(_plain(answer))
            if meant is not None:
                return meant
        raise UnreadableError(
            "GXD-C005",
            f"「{answer}」は選択肢にありません。{'、'.join(self.options)} から選んでください",
            f"'{answer}' is not among the options: {', '.join(self.options)}",
        )

    @property
    def form(self) -> Text:
        """How to type such an answer."""
        return Text("選択肢から 1 つ", "one of the options")

    def _meant(self, typed: str) -> str | None:
        """The one option that is meant by a text: all of it, a language of it, how it begins."""
        plain = {option: _plain(option) for option in self.options}
        ways: tuple[Callable[[str], bool], ...] = (
            lambda text: text == typed,
            lambda text: typed in _LANGUAGES.split(text.rstrip(")]")),
            lambda text: len(typed) >= _BEGINNING and text.startswith(typed),
        )
        for way in ways:
            found = [option for option, text in plain.items() if way(text)]
            if found:
                return found[0] if len(found) == 1 else None
        number = typed.removesuffix(".")
        if number.isdecimal() and 1 <= int(number) <= len(self.options):
            return self.options[int(number) - 1]
        return None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
