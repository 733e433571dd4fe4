"""What must be verified by when, and how binding the quality figures are."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.framework.quality.assurance import (
    assurance_due,
    assurance_table,
    quality_duties,
    renewal_due,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3


@pytest.mark.parametrize(
    ("year", "sme", "coverages", "level"),
    [
        (2024, False, (), ""),
        (2025, False, ("PCF calculation model",), "limited"),
        (2029, False, ("PCF calculation model",), "limited"),
        (2030, False, ("PCF program",), ""),
        (2035, False, ("PCF program",), ""),
        (2026, True, (), ""),
        (2027, True, ("PCF calculation model",), "limited"),
        (2031, True, ("PCF calculation model",), "limited"),
        (2032, True, ("PCF program",), ""),
    ],
)
def test_stages_of_v3(year, sme, coverages, level):
    """The calculation model from 2025, the program from 2030; SMEs two years later."""
    due = assurance_due(year, sme=sme)
    assert (due.coverages, due.level, due.required) == (coverages, level, bool(coverages))


@pytest.mark.parametrize(
    ("year", "since", "level"),
    [
        (2022, None, ""),
        (2023, 2023, ""),
        (2024, 2023, ""),
        (2025, 2025, "limited"),
        (2029, 2025, "limited"),
        (2030, 2030, "reasonable"),
    ],
)
def test_stages_of_v2(year, since, level):
    """Corporate level from 2023, limited from 2025, reasonable from 2030."""
    due = assurance_due(year, rules=PACT_V2)
    assert (due.since, due.level) == (since, level)


def test_what_v2_covers():
    """The PCF system or a representative product; before that the company as a whole."""
    assert assurance_due(2024, rules=PACT_V2).coverages == ("corporate level",)
    assert assurance_due(2026, rules=PACT_V2).coverages == ("PCF system", "representative product")


def test_the_delay_of_small_companies_is_a_rule_of_v3():
    """The source gives no delay for v2, so none is made up."""
    assert assurance_due(2025, sme=True, rules=PACT_V2).required
    assert not assurance_due(2025, sme=True, rules=PACT_V3).required


def test_only_a_third_party_gives_it():
    """Nobody verifies itself."""
    assert assurance_due(2026).by == "third party"
    assert assurance_due(2020).by == ""


@pytest.mark.parametrize(
    ("last", "year", "change", "due"),
    [
        (2025, 2025, 0, False),
        (2025, 2027, 0, False),
        (2025, 2028, 0, True),
        (2025, 2026, 10, False),
        (2025, 2026, (1.1 - 1) * 100, False),
        (2025, 2026, 10.1, True),
        (2025, 2026, -12, True),
    ],
)
def test_assurance_is_renewed_after_three_years_or_a_large_change(last, year, change, due):
    """Every three years, or more than 10 % up or down."""
    assert renewal_due(last, year, change) is due


def test_v2_counts_a_change_of_exactly_ten_percent():
    """v2 says 10 % or more, v3 more than 10 %."""
    assert renewal_due(2025, 2026, 10, rules=PACT_V2)
    assert not renewal_due(2025, 2026, 10, rules=PACT_V3)


def test_v2_asks_for_both_figures_from_2025():
    """One of both until then."""
    before = quality_duties(date(2024, 12, 31), rules=PACT_V2)
    after = quality_duties(2025, rules=PACT_V2)
    assert before.primary_data_share == before.data_quality_rating == "one of both"
    assert after.primary_data_share == after.data_quality_rating == "shall"


def test_v3_asks_for_the_share_now_and_the_rating_from_the_end_of_2027():
    """PDS shall; DQR should, and shall from 2027-12-31."""
    assert quality_duties(date(2026, 11, 23)).primary_data_share == "shall"
    assert quality_duties(date(2027, 12, 30)).data_quality_rating == "should"
    assert quality_duties(date(2027, 12, 31)).data_quality_rating == "shall"
    assert quality_duties(datetime(2028, 1, 1, 12)).data_quality_rating == "shall"
    assert quality_duties(2027).data_quality_rating == "should"


def test_the_table_has_every_year_and_both_sizes():
    """A company finds its row and its column."""
    table = assurance_table(2024, 2032)
    assert list(table.index) == list(range(2024, 2033))
    assert table.loc[2026].iloc[0] != table.loc[2026].iloc[1]
    assert table.loc[2030].iloc[1] == table.loc[2025].iloc[0]


@pytest.mark.parametrize("year", ["2026", 26, 2026.5, True])
def test_a_year_is_a_whole_number_of_four_digits(year):
    """Text, two digits and fractions are refused."""
    with pytest.raises(GxdError, match="GXD-V001"):
        assurance_due(year)


def test_years_in_the_wrong_order_are_refused():
    """The last assurance lies in the past."""
    with pytest.raises(GxdError, match=r"GXD-V002.*2027"):
        renewal_due(2027, 2026)
