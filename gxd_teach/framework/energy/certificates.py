"""Energy certificates (証書): which electricity they stand for, by serial number and day.

A certificate (非化石証書, グリーン電力証書, a J-credit from renewable power) moves the attribute of
one kilowatt-hour to whoever claims it, once (`claims` looks for the second time). Which fields
it has is this course's reading, as is that, without a stated validity, the electricity was
generated within the period in which it is said to have been consumed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_text
from gxd_teach.framework.energy.basis import not_negative

__all__ = ["Certificate", "days_in_order", "read_day"]

_SERIAL = re.compile(r"(.*?)(\d+)$")
_RANGE = re.compile(r"\s*(?:\.\.+|~|〜)\s*")


@dataclass(frozen=True)
class Certificate:
    """`kwh` of electricity by serial number, and the days it was generated (both inclusive).

    A block of serials is `serial` to `serial_to`, or ``"NF-0001..NF-0100"``. `valid_from` and
    `valid_to`, where the scheme states them, are the days whose consumption it may be used for.
    Days are dates or ISO text. `kg_per_kwh` is the factor it stands for, `upstream_kg_per_kwh`
    the upstream of that electricity where it is known. GXD-E010 for days or serials that do not
    read.

    >>> Certificate("NF-0001..NF-0100", 100_000, "2025-04-01", "2025-06-30").last
    100
    """

    serial: str
    kwh: float
    generated_from: date | str
    generated_to: date | str
    valid_from: date | str | None = None
    valid_to: date | str | None = None
    kind: str = ""
    serial_to: str = ""
    kg_per_kwh: float = 0.0
    upstream_kg_per_kwh: float | None = None

    def __post_init__(self) -> None:
        for name in ("serial", "serial_to"):
            checked_text(getattr(self, name), f"Certificate, {name}")
        for name in ("generated_from", "generated_to", "valid_from", "valid_to"):
            day, optional = getattr(self, name), name.startswith("valid")
            read = None if day is None and optional else read_day(day, self.serial)
            object.__setattr__(self, name, read)
        days_in_order(self.generated, self.serial)
        if (self.valid_from is None) != (self.valid_to is None):
            raise _unread(
                "有効期間は始めと終わりの両方が要ります", "a validity needs both days", self.serial
            )
        if self.valid is not None:
            days_in_order(self.valid, self.serial)
        object.__setattr__(self, "kwh", not_negative(self.kwh, self.serial))
        _read_serials(self)

    @property
    def generated(self) -> tuple[date, date]:
        """The days of generation."""
        return self.generated_from, self.generated_to  # type: ignore[return-value]

    @property
    def valid(self) -> tuple[date, date] | None:
        """The days whose consumption it may be used for, where the scheme states them."""
        if self.valid_from is None:
            return None
        return self.valid_from, self.valid_to  # type: ignore[return-value]

    @property
    def prefix(self) -> str:
        """The serial without its running number."""
        return _read_serials(self)[0]

    @property
    def first(self) -> int:
        """The first running number."""
        return _read_serials(self)[1]

    @property
    def last(self) -> int:
        """The last running number, inclusive."""
        return _read_serials(self)[2]

    @property
    def label(self) -> str:
        """The serial or block, as written."""
        return f"{self.serial}..{self.serial_to}" if self.serial_to else self.serial

    def fits(self, period: tuple[date, date]) -> bool:
        """Whether consumption of this period may be covered by it."""
        if self.valid is not None:
            return self.valid[0] <= period[0] and period[1] <= self.valid[1]
        return period[0] <= self.generated[0] and self.generated[1] <= period[1]


def _read_serials(certificate: Certificate) -> tuple[str, int, int]:
    """Prefix, first and last running number; a serial without digits stands for itself."""
    ends = _RANGE.split(unicodedata.normalize("NFKC", certificate.serial).strip().upper())
    if certificate.serial_to:
        ends.append(unicodedata.normalize("NFKC", certificate.serial_to).strip().upper())
    read = [_SERIAL.match(end) for end in ends]
    if len(ends) == 1:
        found = read[0]
        return (found[1], int(found[2]), int(found[2])) if found else (ends[0], 0, 0)
    first, last = read[0], read[-1]
    if len(ends) != 2 or not (first and last) or last[1] not in ("", first[1]):
        raise _unread(
            "番号の範囲を読めません", "the range of serials is not read", certificate.serial
        )
    if int(last[2]) < int(first[2]):
        raise _unread(
            "番号の範囲が逆です", "the range of serials runs backwards", certificate.serial
        )
    return first[1], int(first[2]), int(last[2])


def read_day(day: date | str, where: str) -> date:
    """A date, or ISO text of one; GXD-E010.

    >>> read_day("2025-04-01", "NF-1")
    datetime.date(2025, 4, 1)
    """
    try:
        if isinstance(day, datetime):
            return day.date()
        return day if isinstance(day, date) else date.fromisoformat(str(day).strip())
    except ValueError:
        raise _unread(
            f"日付「{day}」を読めません。2025-04-01 のように書いてください",
            f"the day '{day}' is not read: write it like 2025-04-01",
            where,
        ) from None


def days_in_order(days: tuple[date, date], where: str) -> None:
    """GXD-E010 for a period that runs backwards."""
    if days[1] < days[0]:
        raise _unread(
            f"期間が逆です({days[0]}〜{days[1]})",
            f"the period runs backwards ({days[0]} to {days[1]})",
            where,
        )


def _unread(ja: str, en: str, where: str) -> GxdError:
    return GxdError("GXD-E010", ja, en, where=where)
