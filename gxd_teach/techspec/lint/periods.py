"""When: the reference period, and the day the record was made.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD). The reference period's start is
inclusive and its end exclusive; date-times are in UTC in v2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject, add_years
from gxd_teach.techspec.records.problems import shown
from gxd_teach.techspec.records.wire import moment_text

# This course's plausibility: a footprint is usually of one year.
LONGEST_REFERENCE_YEARS = 3
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"[+-][0-9]{2}:[0-9]{2}$")
_ZERO_OFFSETS = ("+00:00", "-00:00")


@rule(
    "GXD-L030",
    "specification",
    "error",
    ALL,
    ("対象期間の始まりと終わりが逆", "a reference period that ends before it begins"),
    (
        "PACT Technical Specifications、CarbonFootprint:始まりは含み、終わりは含まない",
        "PACT Technical Specifications, CarbonFootprint: start inclusive, end exclusive",
    ),
)
def reversed_period(record: Subject) -> Iterator[Hit]:
    """A period that ends where it begins holds nothing."""
    start = record.moment("pcf.referencePeriodStart")
    end = record.moment("pcf.referencePeriodEnd")
    if start is not None and end is not None and end <= start:
        yield hit(
            "pcf.referencePeriodEnd",
            record.shown("pcf.referencePeriodEnd"),
            (f"{moment_text(start)} より後", f"later than {moment_text(start)}"),
            ("2 つの日時が入れ替わっていないか見る", "see whether the two were exchanged"),
        )


@rule(
    "GXD-L031",
    "plausibility",
    "warning",
    ALL,
    ("長すぎる対象期間", "a reference period too long to mean one footprint"),
    (
        f"この教材の妥当性:ふつうは 1 年。{LONGEST_REFERENCE_YEARS} 年を超えるのは書き間違いが多い",
        f"this course's plausibility: usually a year; beyond {LONGEST_REFERENCE_YEARS} it is mostly a slip",
    ),
)
def long_period(record: Subject) -> Iterator[Hit]:
    """A footprint of ten years says nothing about any of them."""
    start = record.moment("pcf.referencePeriodStart")
    end = record.moment("pcf.referencePeriodEnd")
    if start is not None and end is not None and end > add_years(start, LONGEST_REFERENCE_YEARS):
        yield hit(
            "pcf.referencePeriodEnd",
            record.shown("pcf.referencePeriodEnd"),
            (f"{LONGEST_REFERENCE_YEARS} 年以内", f"{LONGEST_REFERENCE_YEARS} years at most"),
            ("活動量を集めた期間を書く", "state the period whose activity data were taken"),
        )


@rule(
    "GXD-L032",
    "plausibility",
    "warning",
    ALL,
    ("古すぎる対象期間", "a reference period of long ago"),
    (
        "この教材の妥当性:2000 年より前の PCF は交換されていない",
        "this course's plausibility: nobody exchanges footprints of before 2000",
    ),
)
def ancient_period(record: Subject) -> Iterator[Hit]:
    """1970 is what a computer writes when it was told nothing."""
    start = record.moment("pcf.referencePeriodStart")
    if start is not None and start < _EARLIEST:
        yield hit(
            "pcf.referencePeriodStart",
            record.shown("pcf.referencePeriodStart"),
            ("2000 年以降", "2000 or later"),
            ("年を確かめる", "check the year"),
        )


@rule(
    "GXD-L037",
    "specification",
    "error",
    V2,
    ("UTC でない日時", "a date-time that is not in UTC"),
    (
        "PACT Technical Specifications v2、DateTime:UTC で書く",
        "PACT Technical Specifications v2, DateTime: it is written in UTC",
    ),
)
def not_utc_v2(record: Subject) -> Iterator[Hit]:
    """v2 wants UTC, though its schema accepts any offset."""
    yield from _with_offset(record)


@rule(
    "GXD-L038",
    "plausibility",
    "note",
    V3,
    ("UTC でない日時", "a date-time that is not in UTC"),
    (
        "この教材の妥当性:+09:00 の + は URL の中で空白に化ける。Z ならその心配がない",
        "this course's plausibility: the + of +09:00 turns into a blank inside a URL; Z cannot",
    ),
)
def not_utc_v3(record: Subject) -> Iterator[Hit]:
    """In v3 an offset is accepted; Z is what everyone reads alike."""
    yield from _with_offset(record)


def _with_offset(record: Subject) -> Iterator[Hit]:
    for path, value in record.moments():
        if not isinstance(value, str) or value.endswith(_ZERO_OFFSETS):
            continue
        moment = record.moment(path) if _OFFSET.search(value) else None
        if moment is not None:
            text = moment_text(moment)
            yield hit(
                path,
                shown(value),
                ("末尾が Z の日時", "a date-time that ends with Z"),
                (f'同じ瞬間を "{text}" と書く', f'write the same moment as "{text}"'),
            )


@rule(
    "GXD-L039",
    "plausibility",
    "error",
    ALL,
    ("未来の日付", "a date in the future"),
    (
        "この教材の妥当性:作成や検証は済んだことである",
        "this course's plausibility: what was made or verified has happened",
    ),
)
def from_the_future(record: Subject) -> Iterator[Hit]:
    """A record made tomorrow has not been made."""
    for path, _ in record.moments():
        if not path.endswith(("created", "updated", "completedAt")):
            continue
        moment = record.moment(path)
        if moment is not None and moment > record.tomorrow:
            yield hit(
                path,
                record.shown(path),
                (
                    f"今日({record.today.date()})まで",
                    f"today ({record.today.date()}) at the latest",
                ),
                ("年月日を確かめる", "check the date"),
            )


@rule(
    "GXD-L040",
    "plausibility",
    "warning",
    ALL,
    ("対象期間が終わる前に作られた", "made before its reference period was over"),
    (
        "この教材の妥当性:期間が終わるまで、その活動量はそろわない",
        "this course's plausibility: a period's activity data are not complete before it ends",
    ),
)
def made_too_early(record: Subject) -> Iterator[Hit]:
    """A year's footprint made in its middle rests on a forecast."""
    made, end = record.moment("created"), record.moment("pcf.referencePeriodEnd")
    if made is not None and end is not None and made < end:
        yield hit(
            "created",
            record.shown("created"),
            (f"{moment_text(end)} 以後", f"{moment_text(end)} or later"),
            (
                "予測を含むなら comment に書く。そうでなければ対象期間を直す",
                "if it rests on a forecast, say so in comment; else mend the reference period",
            ),
        )


@rule(
    "GXD-L041",
    "specification",
    "error",
    V2,
    ("created より後でない updated", "updated, but not after it was created"),
    (
        "PACT Technical Specifications v2、ProductFootprint:updated は created より後。変更がなければ書かない",
        "PACT Technical Specifications v2, ProductFootprint: later than created; absent if never updated",
    ),
)
def updated_before_created(record: Subject) -> Iterator[Hit]:
    """An update follows the making."""
    made, updated = record.moment("created"), record.moment("updated")
    if made is not None and updated is not None and updated <= made:
        yield hit(
            "updated",
            record.shown("updated"),
            (f"{moment_text(made)} より後", f"later than {moment_text(made)}"),
            ("変更がなければ updated を書かない", "leave updated out if nothing was changed"),
        )
