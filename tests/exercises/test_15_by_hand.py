"""Chapter 15 by plain arithmetic: the computer, a gap, two actions."""

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


def test_15a_the_computer_of_the_chapter() -> None:
    """12.372 + 3.60 + 5.076 + 0.36 are 21.408 kg; (12.372 x 32.25 + 3.6 x 30) / 21.408 is 23.7 %."""
    sample = {"chassis_kg": 12.372, "chassis_pds": 32.25, "board_kg": 3.6, "board_pds": 30,
              "kwh": 12, "kwh_factor": 0.423, "box_kg": 0.4, "box_factor": 0.9}  # fmt: skip
    right = find_question(COURSE, "15a").reference(sample)
    assert right["kg"] == pytest.approx(21.408)
    assert right["pds"] == pytest.approx(23.68, abs=0.01)
    for one in drawn("15a"):
        d = one.data
        kg = d["chassis_kg"] + d["board_kg"] + d["kwh"] * 0.423 + d["box_kg"] * 0.9
        primary = d["chassis_kg"] * d["chassis_pds"] + d["board_kg"] * d["board_pds"]
        assert one.expected()["kg"] == pytest.approx(kg)
        assert one.expected()["pds"] == pytest.approx(primary / kg)


def test_15b_a_gap_is_filled_and_has_no_primary_data() -> None:
    """The board counts by its mass and the secondary factor; only the chassis has primary data."""
    for one in drawn("15b"):
        d = one.data
        kg = d["chassis_kg"] + d["board_kg_mass"] * d["board_factor"] + d["own_kg"]
        assert one.expected()["kg"] == pytest.approx(kg)
        assert one.expected()["pds"] == pytest.approx(d["chassis_kg"] * d["chassis_pds"] / kg)


def test_15c_the_larger_cut_wins() -> None:
    """1.2 kg x (8.0 - 5.9) is 2.52; 12 kWh x 0.423 is 5.076, which is more."""
    other = "B"
    sample = {"kind": "certificates", "other": other, "al_kg": 1.2, "virgin": 8.0, "mixed": 5.9,
              "kwh": 12, "covered": 100, "kwh_factor": 0.423}  # fmt: skip
    right = find_question(COURSE, "15c").reference(sample)
    assert (right["al"], right["other"]) == (pytest.approx(2.52), pytest.approx(5.076))
    assert right["better"] == other
    for one in drawn("15c"):
        d, right = one.data, one.expected()
        assert right["al"] == pytest.approx(d["al_kg"] * (8 - d["mixed"]))
        if d["kind"] == "certificates":
            cut = d["kwh"] * 0.423 * d["covered"] / 100
        else:
            cut = d["begun_kg"] / d["yield_before"] * 100 - d["begun_kg"] / d["yield_after"] * 100
        assert right["other"] == pytest.approx(cut)
        assert right["better"] == d["other"]
