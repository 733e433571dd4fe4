"""Assurance (検証): who must have what verified by when, and when it is due again.

PACT v2 rule, on which FW Ed. 2.0 is aligned: 2023–25 at corporate level; 2025–30 the PCF system
or a representative product, limited assurance; from 2030 reasonable assurance. PACT v3 rule:
2025–30 the calculation model, limited assurance; from 2030 certification of the PCF program;
small and medium-sized enterprises two years later; by a third party; again every three years or
on a change of more than 10 %. Source: PACT Methodology Alignment Checklists
(https://github.com/wbcsd/tr, websitedocs/). The source's ranges share their end years: this
course reads 2025 and 2030 as belonging to the later stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from numbers import Integral
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_flag
from gxd_teach.framework.rules import PACT_V3, Rules, edition, exact
from gxd_teach.language import Text, say

if TYPE_CHECKING:
    import pandas

__all__ = [
    "AssuranceDue",
    "QualityDuties",
    "assurance_due",
    "assurance_table",
    "quality_duties",
    "renewal_due",
]

_NAMES = {
    "corporate level": Text("企業レベル", "corporate level"),
    "PCF system": Text("PCF の算定システム", "PCF system"),
    "representative product": Text("代表製品", "representative product"),
    "PCF calculation model": Text("PCF 算定モデル", "PCF calculation model"),
    "PCF program": Text("PCF プログラム(認証)", "PCF program (certification)"),
    "limited": Text("限定的保証", "limited assurance"),
    "reasonable": Text("合理的保証", "reasonable assurance"),
}


@dataclass(frozen=True)
class AssuranceDue:
    """What must be assured in a year: any one of `coverages`, at `level`, by a third party.

    `since` is the first year of the stage (for this size of company), None before the first
    stage. `level` is "limited", "reasonable", or "" where the source names none; `coverages` is
    empty where it names none. The words are those of the records' `coverage` and `level`.
    """

    year: int
    sme: bool
    since: int | None
    coverages: tuple[str, ...]
    level: str
    rules: Rules = PACT_V3

    @property
    def required(self) -> bool:
        """Whether anything is due at all."""
        return self.since is not None

    @property
    def by(self) -> str:
        """Who may give it: a third party; the company itself never. Blank when nothing is due."""
        return "third party" if self.required else ""

    def __str__(self) -> str:
        size = say("中小企業", "SME") if self.sme else say("大企業", "large company")
        head = f"{self.rules.name}, {self.year}, {size}: "
        if not self.required:
            return head + say("まだ求められない", "nothing due yet")
        what = say(" または ", " or ").join(str(_NAMES[name]) for name in self.coverages)
        level = str(_NAMES[self.level]) if self.level else ""
        said = " / ".join(part for part in (what, level) if part)
        return head + said + say("、第三者による", ", by a third party")


def assurance_due(year: int, sme: bool = False, rules: Rules = PACT_V3) -> AssuranceDue:
    """What assurance is due in `year` (an int such as 2026), by size of company.

    `sme` shifts every stage by the delay the edition gives (v3: two years; for v2 the source
    names none). GXD-V001 for what is not a year, GXD-F012 for an `sme` that is not True or False.

    >>> print(assurance_due(2026))
    PACT Methodology v3, 2026, 大企業: PCF 算定モデル / 限定的保証、第三者による
    >>> assurance_due(2026, sme=True).required, assurance_due(2027, sme=True).level
    (False, 'limited')
    """
    rules = edition(rules)
    sme = checked_flag(sme, "sme")
    delay = rules.assurance_sme_delay_years if sme else 0
    due = AssuranceDue(_year(year, "year"), sme, None, (), "", rules)
    for first, coverages, level in rules.assurance_stages:
        if year >= first + delay:
            due = AssuranceDue(year, sme, first + delay, coverages, level, rules)
    return due


def assurance_table(first: int, last: int, rules: Rules = PACT_V3) -> pandas.DataFrame:
    """A row for every year from `first` to `last`, a column for each size of company.

    >>> assurance_table(2024, 2027).shape
    (4, 2)
    """
    import pandas

    years = range(_year(first, "first"), _year(last, "last") + 1)

    def cell(due: AssuranceDue) -> str:
        return str(due).split(": ", 1)[1]

    columns = {
        say("大企業", "large company"): [cell(assurance_due(year, False, rules)) for year in years],
        say("中小企業", "SME"): [cell(assurance_due(year, True, rules)) for year in years],
    }
    return pandas.DataFrame(columns, index=pandas.Index(years, name=say("年", "year")))


def renewal_due(
    last_year: int, year: int, change_percent: float = 0.0, rules: Rules = PACT_V3
) -> bool:
    """Whether the assurance of `last_year` must be renewed in `year`.

    Every three years, or when the footprint has changed by more than 10 % since, up or down
    (`change_percent`: 12 for +12 %, -12 for -12 %; v2 counts exactly 10 % too). GXD-V001 for
    what is not a year, GXD-V002 when `year` lies before `last_year`.

    >>> renewal_due(2025, 2027), renewal_due(2025, 2028), renewal_due(2025, 2026, change_percent=-12)
    (False, True, True)
    """
    if _year(year, "year") < _year(last_year, "last_year"):
        raise GxdError(
            "GXD-V002",
            f"{year} 年は前回の検証 {last_year} 年より前です。順を確かめてください",
            f"{year} lies before the last assurance in {last_year}: check their order",
        )
    rules = edition(rules)
    change, limit = abs(exact(change_percent)), exact(rules.change_percent)
    large = change > limit or (rules.change_at_limit_counts and change == limit)
    return year - last_year >= rules.validity_years or large


@dataclass(frozen=True)
class QualityDuties:
    """How binding the two figures are: "shall", "should", or "one of both" (at least one)."""

    primary_data_share: str
    data_quality_rating: str


def quality_duties(on: date | int, rules: Rules = PACT_V3) -> QualityDuties:
    """Whether primary data share and data quality rating must be given at a time.

    v2: one of both until 2025, then both (a footprint whose reference period includes 2025 or
    later). v3: the share shall be given; the rating should, and shall by 2027-12-31. `on` is a
    day (v2: the last of the reference period), or a year, taken by its first day. GXD-V001
    for what is neither.

    >>> quality_duties(2026)
    QualityDuties(primary_data_share='shall', data_quality_rating='should')
    """
    rules = edition(rules)
    day = on if isinstance(on, date) else date(_year(on, "on"), 1, 1)
    # A datetime is a date too, but does not compare with one.
    day = date(day.year, day.month, day.day)

    def duty(duties: tuple[tuple[str, str], ...]) -> str:
        return [word for since, word in duties if date.fromisoformat(since) <= day][-1]

    return QualityDuties(duty(rules.primary_data_share_duties), duty(rules.data_quality_duties))


def _year(value: object, name: str) -> int:
    """A four-digit year; GXD-V001 otherwise."""
    year = int(value) if isinstance(value, Integral) and not isinstance(value, bool) else 0
    if not 1990 <= year <= 2100:
        raise GxdError(
            "GXD-V001",
            f"「{value}」は西暦の年ではありません。2026 のように整数で書いてください",
            f"'{value}' is not a year: write a whole number like 2026",
            where=name,
        )
    return year
