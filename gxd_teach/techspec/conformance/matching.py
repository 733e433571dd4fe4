"""What a filter has to find, worked out from the records themselves.

PACT v3 rule: the criteria of ListFootprints; letters' case does not count, and without a
validity period a footprint is valid from referencePeriodEnd for three years.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

__all__ = ["VALUES", "matches", "moment", "text_of", "validity"]

Record = dict[str, Any]
_YEARS = 3


def moment(text: object) -> datetime | None:
    """A date-time with a zone, or None when it is none.

    >>> moment("2025-04-01T09:00:00+09:00") == moment("2025-04-01T00:00:00Z")
    True
    """
    try:
        read = datetime.fromisoformat(str(text).upper())
        return read.astimezone(UTC) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def text_of(when: datetime) -> str:
    """A moment as a query says it: `2025-04-01T00:00:00Z`."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def validity(record: Record) -> tuple[datetime, datetime] | None:
    """From when until when a footprint is valid; None when its dates cannot be read.

    >>> span = validity({"pcf": {"referencePeriodEnd": "2025-04-01T00:00:00Z"}})
    >>> [text_of(one) for one in span]
    ['2025-04-01T00:00:00Z', '2028-04-01T00:00:00Z']
    """
    end_of_period = moment(_pcf(record).get("referencePeriodEnd"))
    start = moment(record.get("validityPeriodStart", text_of(end_of_period or _EPOCH)))
    end = moment(record.get("validityPeriodEnd", text_of(_later(end_of_period or _EPOCH))))
    if start is None or end is None or end_of_period is None:
        return None
    return start, end


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _later(when: datetime) -> datetime:
    try:
        return when.replace(year=when.year + _YEARS)
    except ValueError:  # the 29th of February, or the end of the calendar
        return when + timedelta(days=_YEARS * 365)


def _pcf(record: Record) -> Record:
    pcf = record.get("pcf")
    return pcf if isinstance(pcf, dict) else {}


def _strings(found: object) -> list[str]:
    if isinstance(found, list):
        return [str(one) for one in found]
    return [found] if isinstance(found, str) and found else []


def _geography(record: Record) -> list[str]:
    names = ("geographyCountry", "geographyRegionOrSubregion", "geographyCountrySubdivision")
    return [value for name in names for value in _strings(_pcf(record).get(name))]


VALUES = {
    "productId": lambda record: _strings(record.get("productIds")),
    "companyId": lambda record: _strings(record.get("companyIds")),
    "geography": _geography,
    "classification": lambda record: _strings(record.get("productClassifications")),
    "status": lambda record: _strings(record.get("status")),
}


def matches(record: Record, name: str, values: Iterable[str]) -> bool:
    """Whether a record fits a criterion with one or several values (OR between them).

    >>> matches({"status": "Active"}, "status", ["active"])
    True
    """
    wanted = {value.lower() for value in values}
    if name in VALUES:
        return any(value.lower() in wanted for value in VALUES[name](record))
    span = validity(record)
    times = [when for when in map(moment, wanted) if when is not None]
    if span is None or not times:
        return False
    start, end = span
    if name == "validOn":
        return any(start <= when <= end for when in times)
    if name == "validAfter":
        return any(start > when for when in times)
    return any(end < when for when in times)
