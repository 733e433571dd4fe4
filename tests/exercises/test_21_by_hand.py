"""Case A by plain arithmetic: two years split, whom to ask, proposals together."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])
FOUR = ("casing", "board", "display", "battery")


def drawn(question: str) -> list:
    """The question as the public and five participants get it."""
    ask = find_question(COURSE, question)
    return [ask.instance(edition=COURSE.edition, participant=who) for who in people(5)]


def test_21a_data_and_reduction_together_are_the_difference_of_the_reports() -> None:
    """1.6 kg x 10.5 and 6 kWh last year, 1.5 kg x 9.0 and 5 kWh now: 3.723 seen, 2.4 data, 1.323 real."""
    sample = {"sheet_1": 1.6, "sheet_2": 1.5, "average": 10.5, "record": 9.0, "kwh_1": 6.0,
              "kwh_2": 5.0, "kwh_factor": 0.423}  # fmt: skip
    right = find_question(COURSE, "21a").reference(sample)
    assert right["seen"] == pytest.approx(3.723)
    assert right["data"] == pytest.approx(1.6 * 1.5)
    assert right["real"] == pytest.approx(0.1 * 9.0 + 0.423)
    for one in drawn("21a"):
        d, right = one.data, one.expected()
        assert right["data"] == pytest.approx(d["sheet_1"] * (d["average"] - d["record"]))
        real = d["record"] * (d["sheet_1"] - d["sheet_2"]) + 0.423 * (d["kwh_1"] - d["kwh_2"])
        assert right["real"] == pytest.approx(real)
        assert right["seen"] == pytest.approx(right["data"] + right["real"])


def test_21a_a_record_above_the_average_is_no_increase() -> None:
    """Where the supplier's own figure is larger, the data part is negative and the reduction is not."""
    found = [one for who in range(40) for one in [find_question(COURSE, "21a").instance(
        edition=COURSE.edition, participant=f"p{who}")]
        if one.data["record"] > one.data["average"]]  # fmt: skip
    assert found
    for one in found:
        assert one.expected()["data"] < 0 < one.expected()["real"]


def test_21b_emissions_times_the_rise_decide() -> None:
    """Neither the lowest share, nor the most emissions, nor the steepest rise is the one to ask."""
    for one in drawn("21b"):
        d, right = one.data, one.expected()
        gain = {n: d[f"{n}_kg"] * (d[f"{n}_then"] - d[f"{n}_now"]) for n in FOUR}
        best = max(gain, key=gain.__getitem__)
        names = {"casing": "筐体", "board": "基板", "display": "画面", "battery": "電池"}
        assert right["whom"].startswith(names[best])
        total = d["own_kg"] + sum(d[f"{n}_kg"] for n in FOUR)
        primary = sum(d[f"{n}_kg"] * d[f"{n}_now"] for n in FOUR) + gain[best]
        assert right["pds"] == pytest.approx(primary / total)
        assert best != min(FOUR, key=lambda n: d[f"{n}_now"])
        assert best != max(FOUR, key=lambda n: d[f"{n}_kg"])


def test_21c_what_is_no_longer_bought_cannot_be_replaced() -> None:
    """1.6 kg x 8.9 to 1.45 kg x 7.1 is 3.945 kg; 50,000 of them 197.25 t; 3.4 million yen make 17,237 a tonne."""
    sample = {"sheet_1": 1.6, "sheet_2": 1.45, "virgin": 8.9, "mixed": 7.1, "cathode_kg": 0.1,
              "cathode_1": 28.0, "cathode_2": 20.0, "cost_1": 100, "cost_2": 240, "cost_3": 50,
              "units": 50_000}  # fmt: skip
    right = find_question(COURSE, "21c").reference(sample)
    assert right["kg"] == pytest.approx(3.945)
    assert right["t"] == pytest.approx(197.25)
    assert right["yen"] == pytest.approx(17_237, abs=0.5)
    for one in drawn("21c"):
        d, right = one.data, one.expected()
        kg = d["sheet_1"] * d["virgin"] - d["sheet_2"] * d["mixed"]
        assert right["kg"] == pytest.approx(kg)
        assert right["t"] == pytest.approx(kg * d["units"] / 1000)
        assert right["yen"] == pytest.approx(
            (d["cost_1"] + d["cost_2"]) * 10_000 / (kg * d["units"] / 1000)
        )


def test_21_quick_checks_by_hand() -> None:
    """A casing's figure holds its sheet; a path multiplies amounts; better data explain the difference."""
    for one in drawn("21-q1"):
        assert one.expected()[""] == one.data["casing"]
    for one in drawn("21-q2"):
        assert one.expected()[""].startswith("同じ年を知り直しただけ")
    for one in drawn("21-q3"):
        assert one.expected()[""] == pytest.approx(one.data["glass"] * one.data["furnace"])
