"""What a stored footprint is found by: the columns and words taken out of its record.

The filters of PACT's ListFootprints decide what stands here: those of v3 (PACT Technical
Specifications v3.0.3, WBCSD, https://github.com/wbcsd/data-exchange-protocol) and the subset
of OData's ``$filter`` of v2. Words are case-folded: a filter does not mind capitals.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from gxd_teach.framework.rules import PACT_V3, Rules

__all__ = ["kind_of", "microseconds", "row_of", "validity", "word_of", "words_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 200
_GEOGRAPHY = ("geographyCountry", "geographyRegionOrSubregion", "geographyCountrySubdivision")


def microseconds(moment: datetime) -> int:
    """A moment as microseconds since 1970, UTC.

    >>> microseconds(datetime(1970, 1, 1, 9, 0, 1, tzinfo=UTC))
    32401000000
    """
    return (moment - _EPOCH) // timedelta(microseconds=1)


def kind_of(version: int, name: str) -> str:
    """The kind of a word: which version's records it stands in, and as what.

    >>> kind_of(3, "productId")
    '3 productId'
    """
    return f"{version} {name}"


def validity(record: Any, rules: Rules = PACT_V3) -> tuple[datetime, datetime]:
    """From when until when a footprint may be used (start inclusive, end exclusive).

    PACT v3 rule: what is not stated is the end of the reference period, and three years
    after it. A 29th of February becomes the 28th where the year has none.
    """
    end_of_period: datetime = record.pcf.referencePeriodEnd
    start = getattr(record, "validityPeriodStart", None) or end_of_period
    end = getattr(record, "validityPeriodEnd", None)
    if end is None:
        year = end_of_period.year + rules.validity_years
        if year > datetime.max.year:
            end = datetime.max.replace(tzinfo=UTC)
        else:
            try:
                end = end_of_period.replace(year=year)
            except ValueError:
                end = end_of_period.replace(year=year, day=28)
    return start, end


def word_of(text: str) -> str | None:
    """A word as it is stored and looked for: case-folded, of a length an index can hold.

    A longer one is told apart by its hash. None for what no database can hold, and so nothing
    is found by (NUL, half of a character).

    >>> word_of("URN:GTIN:1"), word_of("urn:\\x00"), len(word_of("urn:" + "x" * 9000))
    ('urn:gtin:1', None, 265)
    """
    folded = text.casefold()
    try:
        coded = folded.encode()
    except UnicodeEncodeError:
        return None
    if "\x00" in folded:
        return None
    if len(folded) <= _LONGEST:
        return folded
    return f"{folded[:_LONGEST]}#{hashlib.sha256(coded).hexdigest()}"


def row_of(record: Any, version: int, body: bytes) -> dict[str, Any]:
    """The columns of a record, all but its company and number."""
    pcf = record.pcf
    row: dict[str, Any] = {
        "version": version,
        "id": str(record.id),
        "status": record.status,
        "created": microseconds(record.created),
        "body": body,
        **dict.fromkeys(
            ("valid_start", "valid_end", "updated", "cpc", "country", "period_start", "period_end")
        ),
    }
    if version == 3:
        start, end = validity(record)
        row |= {"valid_start": microseconds(start), "valid_end": microseconds(end)}
    else:
        updated = getattr(record, "updated", None)
        row |= {
            "updated": microseconds(updated) if updated is not None else None,
            "cpc": word_of(getattr(record, "productCategoryCpc", None) or ""),
            "country": word_of(getattr(pcf, "geographyCountry", None) or "") or None,
            "period_start": microseconds(pcf.referencePeriodStart),
            "period_end": microseconds(pcf.referencePeriodEnd),
        }
    return row


def words_of(record: Any, version: int) -> set[tuple[str, str]]:
    """The words of a record with their kinds."""
    several = {"productId": record.productIds, "companyId": record.companyIds}
    if version == 3:
        several["classification"] = record.productClassifications or ()
        several["geography"] = [getattr(record.pcf, name, None) or "" for name in _GEOGRAPHY]
    return {
        (kind_of(version, name), word)
        for name, texts in several.items()
        for word in map(word_of, texts)
        if word
    }
