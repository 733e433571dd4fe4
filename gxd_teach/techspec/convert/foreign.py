"""Reading a record of somebody else's format: every property that does not fit is named.

JSON by RFC 8259. Formats that write decimals as JSON numbers are read digit by digit, and
written with the digits they have; a reader who keeps them as binary floats (IEEE 754) may
not, and is warned.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gxd_teach.errors import Problem, ProblemsError
from gxd_teach.techspec.convert.arithmetic import decimal_of
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.records.json_text import NumberDecimal, number_text
from gxd_teach.techspec.records.problems import shown
from gxd_teach.techspec.records.wire import plain

__all__ = ["Reader", "json_number"]


class Reader:
    """Takes values out of a JSON object by path (``a.b``); a list on the way counts by its first item.

    What is taken is marked; `left()` tells the rest.
    """

    def __init__(self, document: Mapping[str, Any], *, subject: str, prefix: str = "") -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._subject, self._prefix = subject, prefix
        self._taken: set[str] = set()

    def get(self, path: str) -> Any:
        """The value at a path as it stands, or None."""
        self._taken.add(path)
        place: Any = self.document
        for name in path.split("."):
            if isinstance(place, list):
                place = place[0] if place else None
            if not isinstance(place, Mapping):
                return None
            place = place.get(name)
        return place

    def text(self, path: str) -> str | None:
        """A string, or None when there is none."""
        value = self.get(path)
        if value is None or isinstance(value, str):
            return value
        self._refuse(path, value, "文字列", "a string")
        return None

    def flag(self, path: str) -> bool | None:
        """True or false, or None when there is none."""
        value = self.get(path)
        if value is None or isinstance(value, bool):
            return value
        self._refuse(path, value, "true か false ", "true or false")
        return None

    def number(self, path: str) -> Decimal | None:
        """A JSON number, every digit kept; a string is refused, as the format has none there."""
        value = self.get(path)
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            number = decimal_of(value)
            if number.is_finite() and -60 < number.adjusted() < 60:
                return number
        self._refuse(path, value, "数値(引用符なし)", "a number, without quotes")
        return None

    def decimal_text(self, path: str) -> str | None:
        """A JSON number as PACT writes it: a decimal string."""
        number = self.number(path)
        return None if number is None else plain(number)

    def items(self, path: str) -> list[Any]:
        """A list, empty when there is none."""
        value = self.get(path)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self._refuse(path, value, "配列 [ … ]", "an array [ … ]")
        return []

    def left(self) -> list[tuple[str, Any]]:
        """The leaves that nobody took, as (path, value)."""
        return [leaf for leaf in self._leaves(self.document, "") if not self._is_taken(leaf[0])]

    def drop_the_rest(self, report: Report, ja: str, en: str) -> None:
        """Report what nobody took as dropped."""
        for path, value in self.left():
            report.note("dropped", self._prefix + path, "", value, ja, en)

    def finish(self) -> None:
        """`ProblemsError` when anything did not fit."""
        if self.problems:
            raise ProblemsError(self._subject, self.problems)

    def _is_taken(self, path: str) -> bool:
        bare = path.replace("[0]", "")
        return any(bare == one or bare.startswith((f"{one}.", f"{one}[")) for one in self._taken)

    def _leaves(self, value: Any, path: str) -> list[tuple[str, Any]]:
        if isinstance(value, Mapping) and value:
            steps = (
                (f"{path}.{name}" if path else str(name), inner) for name, inner in value.items()
            )
        elif isinstance(value, list) and any(isinstance(inner, Mapping) for inner in value):
            steps = ((f"{path}[{index}]", inner) for index, inner in enumerate(value))
        else:
            return [(path, value)]
        return [leaf for step, inner in steps for leaf in self._leaves(inner, step)]

    def _refuse(self, path: str, value: Any, ja: str, en: str) -> None:
        self.problems.append(
            Problem(
                "GXD-R141",
                self._prefix + path,
                f"{shown(value)} です。{ja}で書きます",
                f"is {shown(value)}: expected {en}",
            )
        )


def json_number(text: str | Decimal, path: str, target: str, report: Report) -> NumberDecimal:
    """A decimal as a JSON number; reports it when a binary float would not hold all its digits.

    >>> report = Report()
    >>> json_number("0.1", "a", "b", report), len(report.losses)
    (Decimal('0.1'), 0)
    >>> _ = json_number("0.12345678901234567890", "a", "b", report)
    >>> report.losses[0].kind
    'approximated'
    """
    value = Decimal(text)
    try:
        survives = Decimal(repr(float(value))) == value
    except OverflowError:
        survives = False
    if not survives:
        report.note(
            "approximated", path, target, number_text(value),
            "JSON の数値です。倍精度で読む相手には下の桁が変わります",
            "is a JSON number: a reader who keeps doubles loses its last digits",
            reversible=True,
        )  # fmt: skip
    return NumberDecimal(value)
