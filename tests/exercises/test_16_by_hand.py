"""Chapter 16 by plain arithmetic: reductions, mass balance, PUE."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])


def drawn(question: str) -> list:
    """The question as the public and five participants get it."""
    ask = find_question(COURSE, question)
    return [ask.instance(edition=COURSE.edition, participant=who) for who in people(5)]


def test_16a_the_difference_of_a_unit_times_what_was_made() -> None:
    """(2.0 - 1.2) x 1,000 is 800, and so with everybody's numbers."""
    for one in drawn("16a"):
        d = one.data
        assert one.expected()[""] == pytest.approx((d["baseline"] - d["actual"]) * d["quantity"])
    sample = {"baseline": 2.0, "actual": 1.2, "quantity": 1000}
    assert find_question(COURSE, "16a").reference(sample) == pytest.approx(800)


def test_16b_all_lots_carry_what_was_emitted() -> None:
    """The lot is at baseline - claim, the rest at the baseline, together quantity x actual."""
    for one in drawn("16b"):
        d, right = one.data, one.expected()
        claim = (d["baseline"] - d["actual"]) * d["quantity"] / d["lot"]
        assert right["lot"] == pytest.approx(d["baseline"] - claim)
        assert right["rest"] == d["baseline"]
        assert right["total"] == pytest.approx(d["quantity"] * d["actual"])
    sample = {"baseline": 2.0, "actual": 1.2, "quantity": 1000, "lot": 400}
    assert find_question(COURSE, "16b").reference(sample) == pytest.approx(
        {"lot": 0.0, "rest": 2.0, "total": 1200.0}
    )


def test_16c_energies_are_added_before_dividing() -> None:
    """1,000 MWh at 1.2 and 3,000 at 1.8 are 1.65."""
    together = find_question(COURSE, "16c").reference({})
    assert together(1000, 1.2, 3000, 1.8) == pytest.approx(1.65)


def test_16d_only_the_difference_is_saved() -> None:
    """1,000 MWh x 0.3 x 0.423 is 126.9 t."""
    sample = {"it": 1000, "before": 1.7, "after": 1.4, "factor": 0.423}
    assert find_question(COURSE, "16d").reference(sample) == pytest.approx(126.9)
    for one in drawn("16d"):
        d = one.data
        assert one.expected()[""] == pytest.approx(d["it"] * (d["before"] - d["after"]) * 0.423)
