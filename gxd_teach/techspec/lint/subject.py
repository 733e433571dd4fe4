"""A record as a lint looks at it: plain JSON, read leniently, never refused.

The upper levels must say something sensible about whatever arrives, so that a decimal sent as
a number or a missing part does not hide the next fault. What cannot be read is None here; the
schema level says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from gxd_teach.techspec.lint.properties import PCF_V2_NAMES, PCF_V3_NAMES
from gxd_teach.techspec.records.problems import shown

__all__ = ["MOST_DIGITS", "Subject", "add_years", "read_decimal", "read_moment", "spoken_dialect"]

_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})(-[0-9]{8})?")
_DIALECTS = {(2, 0): "2.0", (2, 1): "2.1", (2, 2): "2.2", (2, 3): "2.3", (3, 0): "3.0"}
_ONLY_V2, _ONLY_V3 = frozenset(PCF_V2_NAMES), frozenset(PCF_V3_NAMES)
MOST_DIGITS = 60  # beyond it no decimal is a measurement, and arithmetic would not be exact


def read_decimal(value: Any) -> Decimal | None:
    """A decimal of the wire, or a plain number in its place; None for anything else.

    >>> read_decimal("1.50"), read_decimal(2), read_decimal("1,5"), read_decimal("1E-7")
    (Decimal('1.50'), Decimal('2'), None, None)
    """
    if isinstance(value, str):
        return Decimal(value) if len(value) <= MOST_DIGITS and _DECIMAL.fullmatch(value) else None
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) and abs(value) < 1e60 else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value) if abs(value) < 10**MOST_DIGITS else None
    return None


def read_moment(value: Any) -> datetime | None:
    """A date-time with a zone, in UTC; None for anything else.

    >>> read_moment("2025-04-01T09:00:00+09:00").isoformat()
    '2025-04-01T00:00:00+00:00'
    """
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def add_years(moment: datetime, years: int) -> datetime:
    """The same day some years later; 1 March where there is no 29 February.

    >>> add_years(datetime(2024, 2, 29), 3)
    datetime.datetime(2027, 3, 1, 0, 0)
    """
    if moment.year + years > 9999:
        return datetime.max.replace(tzinfo=moment.tzinfo)
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


def spoken_dialect(spec_version: Any) -> str | None:
    """The dialect a `specVersion` names, "2.0" to "2.3" or "3.0"; None when it names none.

    >>> spoken_dialect("3.0.3"), spoken_dialect("2.2.1-20240410"), spoken_dialect("9.9.9")
    ('3.0', '2.2', None)
    """
    match = _VERSION.fullmatch(spec_version) if isinstance(spec_version, str) else None
    return _DIALECTS.get((int(match[1]), int(match[2]))) if match else None


class Subject:
    """One record under the lint. `data` and `pcf` are dictionaries, empty ones if need be."""

    def __init__(
        self,
        data: Any,
        *,
        dialect: str | None = None,
        today: datetime | None = None,
        previous: tuple[dict[str, Any], ...] = (),
        label: str = "",
    ) -> None:
        self.content = data
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        pcf = self.data.get("pcf")
        self.pcf: dict[str, Any] = pcf if isinstance(pcf, dict) else {}
        self.asked = dialect
        self.spoken = spoken_dialect(self.data.get("specVersion"))
        self.shape = _shape(self.pcf)
        self.dialect = dialect or self._guess()
        self.major = int(self.dialect[0])
        self.today = today or datetime.now(UTC)
        self.previous = previous
        self.label = label
        self._numbers: dict[str, Decimal | None] = {}
        self._moments: dict[str, datetime | None] = {}
        self._texts: dict[str, list[tuple[str, str]]] = {}

    def _guess(self) -> str:
        # The names in `pcf` tell the version more surely than a number somebody typed.
        if self.spoken and (self.shape is None or self.spoken[0] == str(self.shape)):
            return self.spoken
        if self.shape is not None:
            return "3.0" if self.shape == 3 else "2.3"
        return self.spoken or "3.0"

    def has(self, name: str) -> bool:
        """Whether `pcf` states a property (null states nothing)."""
        return self.pcf.get(name) is not None

    def number(self, name: str) -> Decimal | None:
        """A property of `pcf` as a decimal, or None when it is missing or none."""
        if name not in self._numbers:
            self._numbers[name] = read_decimal(self.pcf.get(name))
        return self._numbers[name]

    def moment(self, path: str) -> datetime | None:
        """A date-time by its path: a name, or ``pcf.`` and a name."""
        if path not in self._moments:
            self._moments[path] = read_moment(self.at(path))
        return self._moments[path]

    def at(self, path: str) -> Any:
        """The value at a dotted path, or None."""
        value: Any = self.data
        for step in path.split("."):
            if not isinstance(value, dict):
                return None
            value = value.get(step)
        return value

    def part(self, name: str) -> dict[str, Any]:
        """An object inside `pcf` (`dqi`, `verification`), empty when there is none."""
        value = self.pcf.get(name)
        return value if isinstance(value, dict) else {}

    def texts(self, path: str) -> list[tuple[str, str]]:
        """The strings of an array, each with its path ``productIds[0]``."""
        found = self._texts.get(path)
        if found is None:
            value = self.at(path)
            items = enumerate(value) if isinstance(value, list) else ()
            found = [(f"{path}[{n}]", item) for n, item in items if isinstance(item, str)]
            self._texts[path] = found
        return found

    def objects(self, path: str) -> list[tuple[str, dict[str, Any]]]:
        """The objects of an array, each with its path."""
        value = self.at(path)
        items = value if isinstance(value, list) else ()
        return [(f"{path}[{n}]", item) for n, item in enumerate(items) if isinstance(item, dict)]

    def shown(self, path: str) -> str:
        """The value at a path as it stood in the JSON; nothing when there is none."""
        value = self.at(path)
        return "" if value is None else shown(value)

    def moments(self) -> Iterator[tuple[str, Any]]:
        """Every property that is a date-time, with its path."""
        for name in ("created", "updated", "validityPeriodStart", "validityPeriodEnd"):
            yield name, self.data.get(name)
        for name in ("referencePeriodStart", "referencePeriodEnd"):
            yield f"pcf.{name}", self.pcf.get(name)
        for name in ("assurance", "verification"):
            yield f"pcf.{name}.completedAt", self.part(name).get("completedAt")

    @property
    def mass_kg(self) -> Decimal | None:
        """Kg of product behind the stated values: the whole declared unit in v3, one in v2."""
        stated = self.number("productMassPerDeclaredUnit")
        if stated is None and self.major == 2 and self.pcf.get("declaredUnit") == "kilogram":
            return Decimal(1)
        return stated

    @property
    def unit(self) -> str | None:
        """The declared unit's word."""
        word = self.pcf.get("declaredUnit" if self.major == 2 else "declaredUnitOfMeasurement")
        return word if isinstance(word, str) else None

    @property
    def amount(self) -> Decimal | None:
        """How many units the stated values are for: the declared amount in v3, one in v2."""
        return Decimal(1) if self.major == 2 else self.number("declaredUnitAmount")

    @property
    def valid_from(self) -> datetime | None:
        """When the validity begins: as stated, else with the end of the reference period."""
        return self.moment("validityPeriodStart") or self.moment("pcf.referencePeriodEnd")

    @property
    def valid_until(self) -> datetime | None:
        """When the validity ends: as stated, else three years after the reference period."""
        from gxd_teach.framework.rules import PACT_V2, PACT_V3

        stated, end = self.moment("validityPeriodEnd"), self.moment("pcf.referencePeriodEnd")
        years = (PACT_V3 if self.major == 3 else PACT_V2).validity_years
        return stated or (add_years(end, years) if end else None)

    @property
    def includes_2025(self) -> bool:
        """Whether the reference period reaches into 2025 or later; its end is exclusive."""
        end = self.moment("pcf.referencePeriodEnd")
        return end is not None and end > datetime(2025, 1, 1, tzinfo=UTC)

    @property
    def tomorrow(self) -> datetime:
        """A day after `today`: clocks differ, and so do time zones."""
        limit = datetime.max.replace(tzinfo=UTC)
        return self.today + timedelta(days=1) if self.today.date() < limit.date() else limit


def _shape(pcf: dict[str, Any]) -> int | None:
    """2 or 3 when the names in `pcf` are of one version only, else None."""
    two, three = not _ONLY_V2.isdisjoint(pcf), not _ONLY_V3.isdisjoint(pcf)
    if two == three:
        return None
    return 2 if two else 3
