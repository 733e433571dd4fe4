"""Several records together: ids that are one of a kind, and no two that say the same thing.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), lifecycle of a ProductFootprint. What
is said of two valid footprints of one product is this course's plausibility.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import list_rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.problems import shown

_GEOGRAPHY = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision")
Hits = Iterator[tuple[Subject, Hit]]


def identifier_of(record: Subject) -> str | None:
    """The record's id in lower case, as UUIDs are compared."""
    value = record.data.get("id")
    return value.lower() if isinstance(value, str) else None


@list_rule(
    "GXD-L150",
    "specification",
    "error",
    ("同じ id の 2 つの記録", "two records of one id"),
    (
        "PACT の規則:id は 1 つの記録のもの。v2 では version が違えば並んでよい",
        "PACT's rule: an id is one record's; in v2 several versions of it may stand side by side",
    ),
)
def duplicate_ids(records: Sequence[Subject]) -> Hits:
    """In v3 an id stands once; in v2 once for each version."""
    seen: dict[tuple[Any, ...], Subject] = {}
    for record in records:
        identifier = identifier_of(record)
        if identifier is None:
            continue
        version = repr(record.data.get("version")) if record.major == 2 else None
        first = seen.setdefault((record.major, identifier, version), record)
        if first is not record:
            yield (
                record,
                hit(
                    "id",
                    shown(identifier),
                    (
                        f"ほかにない id({first.label} と同じ)",
                        f"an id of its own (as {first.label})",
                    ),
                    ("一方を消すか、新しい id を付ける", "delete one, or give it a new id"),
                ),
            )


@list_rule(
    "GXD-L151",
    "plausibility",
    "warning",
    ("同じ製品・同じ期間の 2 つの有効な記録", "two Active records of one product and period"),
    (
        "この教材の妥当性:受け手はどちらを使えばよいか分からない",
        "this course's plausibility: a receiver cannot know which of the two to use",
    ),
)
def rivals(records: Sequence[Subject]) -> Hits:
    """One product, one place, one period: one Active footprint."""
    groups: dict[tuple[Any, ...], list[Subject]] = {}
    for record in records:
        if record.data.get("status") != "Active":
            continue
        place = tuple(shown(record.pcf.get(name)) for name in _GEOGRAPHY)
        companies = [urn.lower() for _, urn in record.texts("companyIds")]
        maker = min(companies, default="")
        for product in {urn.lower() for _, urn in record.texts("productIds")}:
            groups.setdefault((record.major, maker, product, place, record.unit), []).append(record)
    told: set[tuple[int, int]] = set()
    for (_, _, product, _, _), group in groups.items():
        for first, second in _overlapping(group):
            pair = (id(first), id(second))
            if pair in told or identifier_of(first) == identifier_of(second):
                continue
            told.add(pair)
            yield (
                second,
                hit(
                    "productIds",
                    shown(product),
                    (
                        f"重ならない対象期間({first.label} と重なる)",
                        f"a reference period apart from that of {first.label}",
                    ),
                    (
                        "古い方を Deprecated にし、新しい方の precedingPfIds に書く",
                        "turn the older one Deprecated, and name it in the newer one's precedingPfIds",
                    ),
                ),
            )


def _overlapping(group: Sequence[Subject]) -> Iterator[tuple[Subject, Subject]]:
    """Neighbours whose reference periods overlap, in the order of their start."""
    timed: list[tuple[datetime, datetime, int, Subject]] = []
    for record in group:
        start = record.moment("pcf.referencePeriodStart")
        end = record.moment("pcf.referencePeriodEnd")
        if start is not None and end is not None and start < end:
            timed.append((start, end, len(timed), record))
    timed.sort(key=lambda one: one[:3])
    latest: tuple[datetime, datetime, int, Subject] | None = None
    for one in timed:
        if latest is not None and one[0] < latest[1]:
            yield latest[3], one[3]
        if latest is None or one[1] > latest[1]:
            latest = one


@list_rule(
    "GXD-L156",
    "specification",
    "warning",
    ("2 つの版が混ざった一覧", "a list of both versions"),
    (
        "PACT Technical Specifications:v2 と v3 は別の API で、互換性がない",
        "PACT Technical Specifications: v2 and v3 are two APIs and do not interoperate",
    ),
)
def mixed(records: Sequence[Subject]) -> Hits:
    """A page of /2 holds records of v2, a page of /3 those of v3."""
    first = records[0].major if records else 0
    for record in records:
        if record.major != first:
            yield (
                record,
                hit(
                    "specVersion",
                    record.shown("specVersion"),
                    (f"v{first}(最初の記録と同じ)", f"v{first}, as the first record"),
                    ("版ごとに分ける", "keep the versions apart"),
                ),
            )
            return
