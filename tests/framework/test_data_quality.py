"""How well the data fit what they stand for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.quality import (
    RatedPart,
    data_quality,
    data_quality_rating,
    ratings_from_pact,
    score_geography,
    score_technology,
    score_time,
    score_time_days,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3

PC_PARTS = [(12.372, 2), (3.6, 3), (5.076, 2), (0.36, 4)]


def test_the_rating_is_weighted_by_emissions():
    """(24.744 + 10.8 + 10.152 + 1.44) / 21.408 = 2.20, not the simple mean 2.75."""
    assert data_quality_rating(PC_PARTS) == pytest.approx(47.136 / 21.408)
    assert round(data_quality_rating(PC_PARTS), 2) == 2.20


@pytest.mark.parametrize(
    ("days", "score"),
    [
        (0, 1), (366, 1), (367, 2), (731, 2), (732, 3), (790, 3), (1096, 3), (1097, 4),
        (1461, 4), (1462, 5),
    ],
)  # fmt: skip
def test_time_is_scored_by_days(days, score):
    """PACT v3: up to 366, 731, 1096, 1461 days; more is 5."""
    end = date(2024, 12, 31)
    assert score_time(end - timedelta(days=days), end) == score
    assert score_time_days(days) == score


def test_years_are_not_subtracted():
    """2023-12-30 to 2024-12-31 is 367 days: 2, though the years differ by one."""
    assert score_time("2023-12-30", "2024-12-31") == 2
    assert score_time("2023-12-31T00:00:00Z", "2024-12-31T00:00:00Z") == 1


def test_data_without_a_date_get_the_worst_score():
    """Unknown is 5."""
    assert score_time(None, "2024-12-31") == score_time("不明", "2024-12-31") == 5


def test_data_that_end_after_the_footprint_are_as_far_away():
    """A reading of this course: half a year later is 1, four years and more later is 5."""
    assert score_time("2025-06-30", "2024-12-31") == 1
    assert score_time("2029-06-30", "2024-12-31") == 5


@pytest.mark.parametrize("bad", [2024, "2024", "2024/12/31", "31.12.2024"])
def test_a_year_alone_is_not_a_date(bad):
    """The last day of the data set is asked for, by name."""
    with pytest.raises(GxdError, match=r"GXD-Q004.*dataset_end"):
        score_time(bad, "2024-12-31")


@pytest.mark.parametrize(
    ("activity", "dataset", "score"),
    [
        ("JP", "JP", 1),
        ("JP-13", "JP", 1),
        ("日本", "Japan", 1),
        ("JP-13", "JP-13", 1),
        ("JP", "Eastern Asia", 3),
        ("JP-13", "Asia", 3),
        ("JP", "global", 4),
        ("JP", None, 5),
        ("JP", "unknown", 5),
        (None, "JP", 5),
        ("JP", "CN", 5),
        ("JP", "Europe", 5),
        ("JP-13", "JP-27", 5),
    ],
)
def test_geography_of_a_japanese_site(activity, dataset, score):
    """Japan is not in PACT's subdivision list, so national data score 1 (not 2)."""
    assert score_geography(activity, dataset) == score


def test_geography_where_subdivisions_are_listed():
    """National data score 2 in a country of the list, 1 outside it; the subdivision's own 1."""
    listed = ["XA"]
    assert score_geography("XA-1", "XA", countries_with_subdivisions=listed) == 2
    assert score_geography("XA-1", "XA-1", countries_with_subdivisions=listed) == 1
    assert score_geography("XB", "XB", countries_with_subdivisions=listed) == 1
    assert score_geography("XB", "Western Europe", activity_regions=["Western Europe"]) == 3


def test_what_the_course_does_not_know_is_asked_for():
    """The list for another country, or the regions it lies in."""
    with pytest.raises(GxdError, match=r"GXD-Q006.*countries_with_subdivisions"):
        score_geography("DE", "DE")
    with pytest.raises(GxdError, match=r"GXD-Q006.*activity_regions"):
        score_geography("DE", "Western Europe")


@pytest.mark.parametrize(
    ("activity", "dataset"), [("JP", "Tokyo"), ("global", "JP"), ("JPN", "JP")]
)
def test_a_place_that_cannot_be_read_is_refused(activity, dataset):
    """City names, three-letter codes, and an activity that is everywhere."""
    with pytest.raises(GxdError, match="GXD-Q003"):
        score_geography(activity, dataset)


@pytest.mark.parametrize(
    ("match", "primary", "score"),
    [
        ("plant-specific", True, 1),
        ("company-specific", True, 2),
        ("average", False, 3),
        ("average", True, 3),
        ("proxy", False, 4),
        ("different", False, 5),
        ("unknown", False, 5),
        (None, None, 5),
        ("Plant Specific", None, 1),
    ],
)
def test_technology_is_scored_by_its_word(match, primary, score):
    """PACT v3's matrix."""
    assert score_technology(match, primary=primary) == score


@pytest.mark.parametrize("match", ["plant-specific", "company-specific"])
def test_secondary_data_are_never_specific(match):
    """The best score for secondary data is 3."""
    with pytest.raises(GxdError, match="GXD-Q008"):
        score_technology(match, primary=False)


def test_an_unknown_word_for_technology_is_refused():
    """The known words are named."""
    with pytest.raises(GxdError, match=r"GXD-Q007.*proxy"):
        score_technology("similar")


def test_the_matrix_of_v2_is_not_in_this_course():
    """v2 scores are taken as given, never made up."""
    for call in (
        lambda: score_time("2024-12-31", "2024-12-31", PACT_V2),
        lambda: score_geography("JP", "JP", rules=PACT_V2),
        lambda: score_technology("average", rules=PACT_V2),
    ):
        with pytest.raises(GxdError, match="GXD-Q005"):
            call()


def test_an_unknown_rating_counts_as_the_worst():
    """Half the weight unknown: (1 + 5) / 2 = 3 in v3, (1 + 3) / 2 = 2 in v2."""
    assert data_quality_rating([(1, 1), (1, None)]) == 3
    assert data_quality_rating([(1, 1), (1, None)], rules=PACT_V2) == 2


def test_a_removal_weighs_by_its_size():
    """(10 x 1 + 2 x 4) / 12 = 1.5."""
    assert data_quality_rating([("process", 10, 1), ("removal", -2, 4)]) == pytest.approx(1.5)


def test_three_indicators_of_v3_and_the_record():
    """PACT v3 writes three strings."""
    quality = data_quality(
        [
            RatedPart("Al", 3, {"technology": 1, "time": 2, "geography": 1}),
            RatedPart("resin", 1, {"technologicalDQR": 3}),
        ]
    )
    assert quality.ratings == {"technology": 1.5, "geography": 2.0, "time": 2.75}
    assert quality.to_pact() == {
        "technologicalDQR": "1.50",
        "geographicalDQR": "2.00",
        "temporalDQR": "2.75",
    }
    frame = quality.to_frame()
    assert len(frame) == 3
    assert frame.iloc[-1, 3] == 1.5
    assert "<table" in quality._repr_html_()


def five(score):
    return dict.fromkeys(("technology", "geography", "time", "completeness", "reliability"), score)


def test_five_indicators_of_v2_with_their_coverage():
    """Only inputs above 5 % must be rated: 90 kg at 1, 6 kg forgotten (3), 4 kg left out."""
    quality = data_quality(
        [RatedPart("Al", 90, five(1)), RatedPart("board", 6), RatedPart("screws", 4)], PACT_V2
    )
    assert quality.coverage_percent == pytest.approx(90)
    assert quality.missing == ["board"]
    rating = round((90 * 1 + 6 * 3) / 96, 2)
    assert quality.to_pact() == {
        "coveragePercent": 90.0,
        "technologicalDQR": rating,
        "geographicalDQR": rating,
        "temporalDQR": rating,
        "completenessDQR": rating,
        "reliabilityDQR": rating,
    }


def test_an_input_of_exactly_five_percent_need_not_be_rated():
    """v2 asks for inputs above 5 %."""
    quality = data_quality([RatedPart("Al", 95, five(2)), RatedPart("screws", 5)], PACT_V2)
    assert quality.missing == []
    assert quality.ratings["time"] == 2
    tenths = [RatedPart("Al", 0.1 + 0.2, five(2)), RatedPart("screws", 0.3 / 19)]
    assert data_quality(tenths, PACT_V2).missing == []


def test_ratings_pass_through_the_chain():
    """A supplier's rating of 1.5 is weighed like any other: (3 x 1.5 + 1 x 3) / 4 = 1.875."""
    received = {"technologicalDQR": "1.5", "temporalDQR": "1.5", "geographicalDQR": "1.5"}
    quality = data_quality(
        [
            RatedPart("chassis", 3, ratings_from_pact(received)),
            RatedPart("own", 1, {"technology": 3, "time": 3, "geography": 3}),
        ]
    )
    assert quality.ratings == dict.fromkeys(PACT_V3.data_quality_indicators, 1.875)
    assert ratings_from_pact(quality.to_pact())["time"] == pytest.approx(1.88)


def test_a_v2_rating_is_not_a_v3_rating():
    """The scales differ: 2 of 3 is not 2 of 5."""
    v2 = data_quality([RatedPart("Al", 1, five(2))], PACT_V2).to_pact()
    with pytest.raises(GxdError, match="GXD-Q010"):
        ratings_from_pact(v2, PACT_V3)
    v3 = {"technologicalDQR": "2", "temporalDQR": "2", "geographicalDQR": "2"}
    with pytest.raises(GxdError, match="GXD-Q010"):
        ratings_from_pact(v3, PACT_V2)
    assert ratings_from_pact(v2, PACT_V2) == five(2)


def test_every_wrong_score_is_reported_at_once():
    """A score off the scale and an indicator of the other edition, each with its place."""
    with pytest.raises(ProblemsError) as caught:
        data_quality(
            [
                RatedPart("Al", 1, {"technology": 0, "completeness": 1}),
                RatedPart("resin", 1, {"time": 9}),
            ]
        )
    found = [(problem.code, problem.where) for problem in caught.value.problems]
    assert found == [
        ("GXD-Q002", "Al, technology"),
        ("GXD-Q001", "Al, completeness"),
        ("GXD-Q002", "resin, time"),
    ]


def test_a_v3_score_does_not_fit_v2():
    """4 is on the scale of v3 only."""
    assert data_quality_rating([(1, 4)]) == 4
    with pytest.raises(GxdError, match="GXD-Q002"):
        data_quality_rating([(1, 4)], rules=PACT_V2)


def test_nothing_to_rate_is_refused():
    """No parts, or kilograms that are no number."""
    for call in (
        lambda: data_quality_rating([]),
        lambda: data_quality([]),
        lambda: data_quality_rating([("x", 1)]),
    ):
        with pytest.raises(GxdError, match="GXD-Q009"):
            call()


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.none() | st.floats(1, 5)), min_size=1, max_size=30)
)
def test_a_rating_stays_on_its_scale(parts):
    """Between the best and the worst score, whatever the weights."""
    assert 1 <= data_quality_rating(parts) <= 5
