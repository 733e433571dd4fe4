"""How long a footprint holds: from the end of its reference period, for three years at most.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), validity period: its start is inclusive
and not before the reference period's end, its end exclusive and at most three years after that;
where nothing is stated it is these three years.
"""

from __future__ import annotations

from collections.abc import Iterator

from gxd_teach.framework.rules import PACT_V2, PACT_V3
from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, rule
from gxd_teach.techspec.lint.subject import Subject, add_years
from gxd_teach.techspec.records.wire import moment_text


@rule(
    "GXD-L033",
    "specification",
    "error",
    ALL,
    ("対象期間の終わりより早い有効期間", "a validity that begins within the reference period"),
    (
        "PACT Technical Specifications、有効期間:対象期間の終わり以後に始まる",
        "PACT Technical Specifications, validity period: it begins at the reference period's end or later",
    ),
)
def early_validity(record: Subject) -> Iterator[Hit]:
    """A footprint is valid after the period it was measured in."""
    start = record.moment("validityPeriodStart")
    end = record.moment("pcf.referencePeriodEnd")
    if start is not None and end is not None and start < end:
        yield hit(
            "validityPeriodStart",
            record.shown("validityPeriodStart"),
            (f"{moment_text(end)} 以後", f"{moment_text(end)} or later"),
            (
                f'"{moment_text(end)}" にするか、書かない',
                f'write "{moment_text(end)}", or leave it out',
            ),
        )


@rule(
    "GXD-L034",
    "specification",
    "error",
    ALL,
    ("長すぎる有効期間", "a validity that lasts too long"),
    (
        "PACT Technical Specifications、有効期間:対象期間の終わりから最長 3 年(始まりからではない)",
        "PACT Technical Specifications, validity period: 3 years from the reference period's end at most",
    ),
)
def long_validity(record: Subject) -> Iterator[Hit]:
    """Three years are counted from the end of the reference period."""
    until = record.moment("validityPeriodEnd")
    end = record.moment("pcf.referencePeriodEnd")
    years = (PACT_V3 if record.major == 3 else PACT_V2).validity_years
    if until is not None and end is not None and until > add_years(end, years):
        limit = moment_text(add_years(end, years))
        yield hit(
            "validityPeriodEnd",
            record.shown("validityPeriodEnd"),
            (f"{limit} 以前", f"{limit} or earlier"),
            (f'"{limit}" にするか、書かない', f'write "{limit}", or leave it out'),
        )


@rule(
    "GXD-L035",
    "specification",
    "error",
    ALL,
    ("有効期間の始まりと終わりが逆", "a validity that ends before it begins"),
    (
        "PACT Technical Specifications、有効期間:始まりは含み、終わりは含まない",
        "PACT Technical Specifications, validity period: start inclusive, end exclusive",
    ),
)
def reversed_validity(record: Subject) -> Iterator[Hit]:
    """A validity that ends at its start, or at the reference period's end, is none."""
    until, start = record.moment("validityPeriodEnd"), record.valid_from
    if until is not None and start is not None and until <= start:
        yield hit(
            "validityPeriodEnd",
            record.shown("validityPeriodEnd"),
            (f"{moment_text(start)} より後", f"later than {moment_text(start)}"),
            ("日時を直すか、書かない", "mend it, or leave it out"),
        )


@rule(
    "GXD-L036",
    "plausibility",
    "warning",
    ALL,
    ("有効期間が切れている", "a footprint that has expired"),
    (
        "PACT Technical Specifications、有効期間:何も書かなければ対象期間の終わりから 3 年",
        "PACT Technical Specifications, validity period: unstated, 3 years from the reference period's end",
    ),
)
def expired(record: Subject) -> Iterator[Hit]:
    """An Active footprint whose validity is over today."""
    until = record.valid_until
    if until is not None and until <= record.today and record.data.get("status") != "Deprecated":
        stated = record.moment("validityPeriodEnd") is not None
        path = "validityPeriodEnd" if stated else "pcf.referencePeriodEnd"
        yield hit(
            path,
            record.shown(path),
            (
                f"{moment_text(until)} まで有効(今日は {record.today.date()})",
                f"valid until {moment_text(until)}; today is {record.today.date()}",
            ),
            ("新しい期間で計算し直したものを求める", "ask for one of a newer period"),
        )
