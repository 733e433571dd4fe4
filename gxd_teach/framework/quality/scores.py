"""The scoring matrix of data quality (データ品質の採点表): technology, time and geography, 1 to 5.

PACT v3 rule. Time counts the days between two ends, geography compares two places, technology
takes a word for how the data match the process. The matrix of v2 (five indicators, 1–3) was not
read for this course and is refused. Source: How-to Guide PACT Methodology v3.0
(https://github.com/wbcsd/tr, websitedocs/).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_rows
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.regions import UN_REGIONS

__all__ = ["TECHNOLOGY", "score_geography", "score_technology", "score_time", "score_time_days"]

# The words of the v3 technology scale; 1 and 2 are for primary data only.
TECHNOLOGY = {
    "plant-specific": 1,
    "company-specific": 2,
    "average": 3,
    "proxy": 4,
    "different": 5,
    "unknown": 5,
}
_PRIMARY_ONLY = 2

_UNKNOWN = {"", "unknown", "不明"}
_GLOBAL = {"global", "glo", "world", "世界", "全世界"}
_COUNTRY_NAMES = {"japan": "JP", "日本": "JP"}
# The United Nations' regions, which PACT uses; a country's own regions are the caller's to say,
# except those of the country this course is given in.
_REGIONS = {region.lower() for region in UN_REGIONS}
_REGIONS_OF = {"JP": ("Eastern Asia", "Asia")}
# What is known of PACT's list of countries with subdivisions: Japan is not in it.
_NOT_LISTED = {"JP"}


def score_time(dataset_end: date | str | None, pcf_end: date | str, rules: Rules = PACT_V3) -> int:
    """Score of time: days from the data set's last day to the footprint's last day (v3: 1–5).

    Dates, or text such as ``2024-12-31``; a `dataset_end` of None is unknown and gets the worst
    score. Days are counted, years not subtracted: a leap day matters at the limits. A data set
    that ends after the footprint's period is as far from it as one that ends before it (this
    course's reading). GXD-Q004 for what is not a date, GXD-Q005 under v2.

    >>> score_time("2023-12-31", "2024-12-31"), score_time("2023-12-30", "2024-12-31")
    (1, 2)
    """
    if dataset_end is None or (isinstance(dataset_end, str) and dataset_end.lower() in _UNKNOWN):
        return _with_matrix(rules).data_quality_worst
    days = (_day(pcf_end, "pcf_end") - _day(dataset_end, "dataset_end")).days
    return score_time_days(days, rules)


def score_time_days(days: float, rules: Rules = PACT_V3) -> int:
    """The same score from the days between the two ends.

    >>> [score_time_days(days) for days in (366, 367, 790, 1461, 1462)]
    [1, 2, 3, 4, 5]
    """
    known = _with_matrix(rules)
    apart = abs(checked_number(days, "days", code="GXD-Q004"))
    for score, limit in enumerate(known.data_quality_time_days, start=1):
        if apart <= limit:
            return score
    return known.data_quality_worst


def score_geography(
    activity_place: str | None,
    dataset_place: str | None,
    *,
    activity_regions: Collection[str] = (),
    countries_with_subdivisions: Collection[str] | None = None,
    rules: Rules = PACT_V3,
) -> int:
    """Score of geography: where the activity is against where the data hold (v3: 1–5).

    Places are written as in a PACT record: a country ``JP`` (ISO 3166-1), a subdivision
    ``JP-13`` (ISO 3166-2), a United Nations region ``Eastern Asia``, ``global``, or None when
    unknown. 1: the site's subdivision, or its country; 2: the country, where PACT lists
    subdivisions of it; 3: the region; 4: global; 5: unknown or another place. Of PACT's list the
    course knows only that Japan is not in it; for another country's national data say
    `countries_with_subdivisions` (an empty one if there are none), and for regional data
    `activity_regions`. Data of another part of the site's country are another place (this
    course's reading). GXD-Q003 for a place that cannot be read, GXD-Q006 when the list or the
    regions are needed, GXD-Q005 under v2.

    >>> score_geography("JP", "JP"), score_geography("JP-13", "Asia"), score_geography("JP", "global")
    (1, 3, 4)
    >>> score_geography("CN", "CN", countries_with_subdivisions=["CN"])
    2
    """
    worst = _with_matrix(rules).data_quality_worst
    site_kind, site = _place(activity_place)
    kind, place = _place(dataset_place)
    checked_rows(activity_regions, str, "activity_regions")
    if countries_with_subdivisions is not None:
        checked_rows(countries_with_subdivisions, str, "countries_with_subdivisions")
    if "unknown" in (kind, site_kind):
        return worst
    if site_kind not in ("country", "subdivision"):
        raise _unreadable(
            activity_place, "活動の場所は国(JP)か地域区分(JP-13)で", "a country or a part of it"
        )
    country = site[:2]
    if kind == "subdivision":
        return 1 if place == site else worst
    if kind == "country":
        if place != country:
            return worst
        if countries_with_subdivisions is None and country not in _NOT_LISTED:
            raise GxdError(
                "GXD-Q006",
                f"{country} が PACT の地域区分リストにある国かどうか分かりません。"
                "countries_with_subdivisions にリストの国を渡してください(なければ [])",
                f"whether PACT lists subdivisions of {country} is not known here: pass the listed "
                "countries as countries_with_subdivisions ([] if none)",
            )
        return 2 if country in (countries_with_subdivisions or ()) else 1
    if kind == "global":
        return 4
    regions = activity_regions or _REGIONS_OF.get(country, ())
    if not regions:
        raise GxdError(
            "GXD-Q006",
            f"{country} がどの地域に入るか分かりません。activity_regions に渡してください(例 ['Europe'])",
            f"which regions {country} lies in is not known here: pass activity_regions (['Europe'])",
        )
    return 3 if place in {region.lower() for region in regions} else worst


def score_technology(
    match: str | None, *, primary: bool | None = None, rules: Rules = PACT_V3
) -> int:
    """Score of technology (v3: 1–5): one of the words of `TECHNOLOGY`, or None when unknown.

    plant-specific 1 and company-specific (same technology) 2 are for primary data only; an
    average of the same technology 3 is the best for secondary data; proxy 4; different or
    unknown 5. GXD-Q007 for another word, GXD-Q008 for secondary data called specific,
    GXD-Q005 under v2.

    >>> score_technology("plant-specific", primary=True), score_technology("average", primary=False)
    (1, 3)
    """
    _with_matrix(rules)
    word = (
        "unknown"
        if match is None
        else str(match).strip().lower().replace("_", "-").replace(" ", "-")
    )
    score = TECHNOLOGY.get(word)
    if score is None:
        raise GxdError(
            "GXD-Q007",
            f"技術の区分「{match}」はありません。{'、'.join(TECHNOLOGY)} のどれかです",
            f"'{match}' is not one of {', '.join(TECHNOLOGY)}",
        )
    if primary is False and score <= _PRIMARY_ONLY:
        raise GxdError(
            "GXD-Q008",
            f"「{match}」は一次データだけの区分です。二次データで最もよいのは average(同じ技術の平均)です",
            f"'{match}' is for primary data only; the best for secondary data is 'average'",
        )
    return score


def _with_matrix(rules: Rules) -> Rules:
    """The rules, if the course knows their scoring matrix; else GXD-Q005."""
    rules = edition(rules)
    if not rules.data_quality_time_days:
        raise GxdError(
            "GXD-Q005",
            f"{rules.name} の採点表はこの教材にありません。評価済みの値を data_quality に渡してください",
            f"the scoring matrix of {rules.name} is not in this course: pass given scores to data_quality",
        )
    return rules


def _day(value: object, name: str) -> date:
    """A calendar day from a date, or from text as ISO 8601 writes it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()  # type: ignore[attr-defined]
    except (AttributeError, TypeError, ValueError):
        raise GxdError(
            "GXD-Q004",
            f"「{value}」は日付として読めません。期間の最後の日を 2024-12-31 のように書いてください",
            f"'{value}' is not a date: write the last day of the period like 2024-12-31",
            where=name,
        ) from None


def _place(value: str | None) -> tuple[str, str]:
    """The kind of a place and its name: unknown, global, region, country or subdivision."""
    text = "" if value is None else unicodedata.normalize("NFKC", str(value)).strip()
    low = text.lower()
    if low in _UNKNOWN:
        return "unknown", ""
    if low in _GLOBAL:
        return "global", ""
    if low in _REGIONS:
        return "region", low
    code = _COUNTRY_NAMES.get(low, text.upper())
    if re.fullmatch(r"[A-Z]{2}", code):
        return "country", code
    if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code):
        return "subdivision", code
    raise _unreadable(
        value,
        "国(JP)、地域区分(JP-13)、地域(Eastern Asia)、global のどれかで",
        "JP, JP-13, Eastern Asia or global",
    )


def _unreadable(value: object, ja: str, en: str) -> GxdError:
    return GxdError(
        "GXD-Q003",
        f"場所「{value}」は{ja}書いてください。不明なら None です",
        f"the place '{value}' must be {en}; None if unknown",
    )
