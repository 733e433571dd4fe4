"""The rules by edition: every threshold of the methodology stands here once, with its source.

`PACT_V2` is the edition on which the CO2 Visualization Framework Edition 2.0 is aligned
(https://www.carbon-transparency.org/resources/co2-visualization-framework); `PACT_V3` is the
current one. Functions take ``rules=`` (an object, or its name); a new edition is a new object, not a new branch.

Sources: PACT Methodology Alignment Checklists and How-to Guide PACT Methodology v3.0
(https://github.com/wbcsd/tr, websitedocs/).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import refuse_huge
from gxd_teach.numerals import read_number

__all__ = ["PACT_V2", "PACT_V3", "Rules", "edition", "exact"]


def exact(value: float | str | Decimal | Fraction) -> Fraction:
    """The number as a person wrote it, for comparing with a threshold.

    0.7 + 0.5 + 1.8 is 3 to everyone but a binary float; floats are therefore read to 12
    significant digits, everything else as it stands. GXD-N00… when it is not a finite number,
    GXD-F013 when it is too large to calculate with.

    >>> exact(0.7) + exact(0.5) + exact(1.8) == 3, 0.1 + 0.2 > 0.3, exact(0.1 + 0.2) > exact(0.3)
    (True, True, False)
    """
    if isinstance(value, Fraction):
        return value
    number = read_number(value)  # refuses blanks, NaN, infinity and text that is no number
    refuse_huge(number, None, "GXD-F013")
    if isinstance(value, (Decimal, int)):
        return Fraction(value)
    return Fraction(f"{number:.12g}")


@dataclass(frozen=True)
class Rules:
    """The thresholds of one edition. Percentages are 0–100.

    >>> PACT_V3.exemption_total_percent, PACT_V2.exemption_total_percent
    (3.0, 5.0)
    """

    name: str
    gwp_reports: tuple[str, ...]  # IPCC assessment reports it accepts, the preferred one last
    exemption_total_percent: float  # of the cradle-to-gate total, at most
    exemption_process_percent: float | None  # a process above it must be in; None: no such rule
    allocation_ratio: float  # highest over lowest co-product value; above it: economic
    data_quality_indicators: tuple[str, ...]
    data_quality_best: int
    data_quality_worst: int  # also what an unknown rating counts as
    unknown_primary_data_share: float  # percent
    biogenic_carbon_percent: float  # of the product's mass; above it the biogenic part is due
    land_emissions_percent: float  # of the footprint; above it the biogenic part is due
    validity_years: int
    change_percent: float  # a larger change needs a new footprint
    outbound_separate: bool  # transport and storage after the gate are reported apart
    exempted_percent_as_text: bool  # whether `exemptedEmissionsPercent` is a decimal string
    allocation_order: tuple[str, ...]  # what is tried, in turn, before the ratio of values
    sector_rule_safeguards: bool  # a sector rule must also meet the methodology's safeguards
    # Days from the data set's end to the footprint's end, at most, for the ratings 1, 2, 3 …;
    # empty where the course has not read the edition's scale.
    data_quality_time_days: tuple[int, ...]
    data_quality_assess_percent: float | None  # an input above it must be rated; None: all are
    change_at_limit_counts: bool  # whether a change of exactly `change_percent` is a large one
    primary_data_share_duties: tuple[tuple[str, str], ...]  # (from this day, duty), in order
    data_quality_duties: tuple[tuple[str, str], ...]  # the same for the data quality ratings
    # (from this year, what is assured, level or ""), in order; a stage ends where the next begins.
    assurance_stages: tuple[tuple[int, tuple[str, ...], str], ...]
    assurance_sme_delay_years: int  # small and medium-sized enterprises have this much longer


PACT_V2 = Rules(
    name="PACT Methodology v2",
    gwp_reports=("AR5", "AR6"),
    exemption_total_percent=5.0,
    exemption_process_percent=1.0,
    allocation_ratio=5.0,
    data_quality_indicators=(
        "technology",
        "geography",
        "time",
        "completeness",
        "reliability",
    ),
    data_quality_best=1,
    data_quality_worst=3,
    unknown_primary_data_share=0.0,
    # v2 counts the biogenic part always: any share is above nothing.
    biogenic_carbon_percent=0.0,
    land_emissions_percent=0.0,
    validity_years=3,
    change_percent=10.0,
    outbound_separate=False,
    exempted_percent_as_text=False,
    allocation_order=("subdivision", "system expansion", "sector rule"),
    sector_rule_safeguards=False,
    data_quality_time_days=(),
    data_quality_assess_percent=5.0,
    change_at_limit_counts=True,
    primary_data_share_duties=(("0001-01-01", "one of both"), ("2025-01-01", "shall")),
    data_quality_duties=(("0001-01-01", "one of both"), ("2025-01-01", "shall")),
    assurance_stages=(
        (2023, ("corporate level",), ""),
        (2025, ("PCF system", "representative product"), "limited"),
        (2030, (), "reasonable"),
    ),
    assurance_sme_delay_years=0,  # the source gives the delay for v3 only
)

PACT_V3 = Rules(
    name="PACT Methodology v3",
    gwp_reports=("AR6",),
    exemption_total_percent=3.0,
    exemption_process_percent=None,
    allocation_ratio=5.0,
    data_quality_indicators=("technology", "geography", "time"),
    data_quality_best=1,
    data_quality_worst=5,
    unknown_primary_data_share=0.0,
    biogenic_carbon_percent=5.0,
    land_emissions_percent=3.0,
    validity_years=3,
    change_percent=10.0,
    outbound_separate=True,
    exempted_percent_as_text=True,
    allocation_order=("sector rule", "subdivision", "system expansion"),
    sector_rule_safeguards=True,
    data_quality_time_days=(366, 731, 1096, 1461),
    data_quality_assess_percent=None,
    change_at_limit_counts=False,
    primary_data_share_duties=(("0001-01-01", "shall"),),
    data_quality_duties=(("0001-01-01", "should"), ("2027-12-31", "shall")),
    assurance_stages=(
        (2025, ("PCF calculation model",), "limited"),
        (2030, ("PCF program",), ""),
    ),
    assurance_sme_delay_years=2,
)


def edition(rules: object) -> Rules:
    """The rules that are meant: an object of `Rules`, or "v2", "v3"; GXD-F011 for another.

    >>> edition("v2") is PACT_V2, edition("PACT v3") is PACT_V3
    (True, True)
    """
    if isinstance(rules, Rules):
        return rules
    named = re.fullmatch(r"(?:pact)?(?:methodology)?v?([23])(?:\.\d+)*", _plain(rules))
    if named:
        return PACT_V2 if named[1] == "2" else PACT_V3
    raise GxdError(
        "GXD-F011",
        f"rules={rules!r} という版はありません。PACT_V2 か PACT_V3 を渡してください",
        f"there is no edition rules={rules!r}: give PACT_V2 or PACT_V3",
    )


def _plain(rules: object) -> str:
    return re.sub(r"[\s_-]", "", rules).casefold() if isinstance(rules, str) else ""
