"""Chapter 9's answers against plain arithmetic, written independently of the course's rule functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people
from gxd_teach.framework import primary_data_share

COURSE = Course(Path(__file__).resolve().parents[2])


def instances(question_id):
    """The question as the public and eight participants get it."""
    question = find_question(COURSE, question_id)
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(8)
    ]


def mistaken(question_id, name):
    """The function of a known mistake."""
    (mistake,) = [
        one for one in find_question(COURSE, question_id).misconceptions if one.name == name
    ]
    return mistake.answer


def test_published_golden_numbers():
    """A 800/36 %, B 2400/0, C 90/0, direct 1000/100 %: 30.0 %; +10 (50 %) and -2 (100 %): 58.3 %."""
    lot = {"a_kg": 800, "a_share": 36, "b_kg": 2400, "truck_kg": 90, "boiler_kg": 1000}
    question = find_question(COURSE, "09a")
    assert question.reference(lot) == pytest.approx(30.0, abs=0.05)
    assert mistaken("09a", "plain_mean")(lot) == pytest.approx(34.0)
    assert mistaken("09a", "measured_distance_counts")(lot) == pytest.approx(32.1, abs=0.05)

    function = find_question(COURSE, "09c").reference({})
    assert function(10, 50, -2, 100) == pytest.approx(58.3, abs=0.05)
    assert mistaken("09c", "signed_weights")({})(10, 50, -2, 100) == pytest.approx(37.5)
    assert primary_data_share([(8, 100), (2, None)]) == pytest.approx(80.0)


def test_the_pc_chain_of_the_chapter():
    """12.372 kg at 32.25 %, 3.60 kg at 30 % and 5.436 kg at 0 % give the PC 23.68 %, not the mean of 15.6."""
    chassis_kg = 9.6 + 0.6 + 5 * 0.423 + 0.6 * 0.09531
    chassis = 100 * (9.6 * 0.4 + 0.6 * 0.25) / chassis_kg
    assert chassis == pytest.approx(32.25, abs=0.005)
    pc_kg = chassis_kg + 3.6 + 12 * 0.423 + 0.4 * 0.9
    pc = (chassis_kg * chassis + 3.6 * 30) / pc_kg
    assert pc == pytest.approx(23.68, abs=0.005)
    assert (chassis + 30) / 4 == pytest.approx(15.6, abs=0.05)


def test_09a_by_hand():
    """The stated part of A and all of the boiler are primary, of all four items."""
    for instance in instances("09a"):
        d = instance.data
        primary = d["a_kg"] * d["a_share"] / 100 + d["boiler_kg"]
        total = d["a_kg"] + d["b_kg"] + d["truck_kg"] + d["boiler_kg"]
        assert instance.expected()[""] == pytest.approx(100 * primary / total)


def test_09b_by_hand():
    """A share nobody states adds nothing and stays in the denominator, at both tiers."""
    for instance in instances("09b"):
        d = instance.data
        primary = d["al_kg"] * d["al_share"] / 100
        chassis_kg = d["al_kg"] + d["resin_kg"] + d["power_kg"]
        assert instance.expected()["chassis"] == pytest.approx(100 * primary / chassis_kg)
        primary += d["board_kg"] * d["board_share"] / 100
        pc_kg = chassis_kg + d["board_kg"] + d["own_kg"]
        assert instance.expected()["pc"] == pytest.approx(100 * primary / pc_kg)


def test_09c_by_hand():
    """Every call, shown or hidden, is the mean of the two shares weighted by size without sign."""
    for instance in instances("09c"):
        graded = instance.as_graded()
        assert len(graded.shape.arguments) == len(instance.shape.arguments) + 3
        for given, answer in zip(graded.shape.arguments, graded.expected().values(), strict=True):
            kg1, share1, kg2, share2 = given
            one, other = (kg1**2) ** 0.5, (kg2**2) ** 0.5
            assert answer == pytest.approx((one * share1 + other * share2) / (one + other))


def test_09d_by_hand():
    """Two lines of the sheet are not the product of what stands beside them; the rest is recomputed."""
    names = ["アルミ板", "樹脂", "塗料", "ねじ", "電力", "輸送"]
    for instance in instances("09d"):
        wrong, primary, total, printed_sum = [], 0.0, 0.0, 0.0
        for place, name in enumerate(names, start=1):
            left, printed = instance.data[f"row{place}"].split(" → ")
            kg, share = (float(text.split()[0]) for text in left.split(" × "))
            value = float(printed.split()[0])
            if abs(kg * share / 100 - value) > 0.006:
                wrong.append(name)
            primary, total, printed_sum = (
                primary + kg * share / 100,
                total + kg,
                printed_sum + value,
            )
        assert list(instance.expected()["lines"]) == wrong
        assert len(wrong) == 2
        assert instance.expected()["share"] == pytest.approx(100 * primary / total)
        stated = f"{total:.1f} kg, PDS {int(100 * printed_sum / total)} %"
        assert instance.data["total"] == stated


def test_09_quick_checks_by_hand():
    """Own direct emissions count 100 %; a part adds weight times share; a removal weighs by its size."""
    for instance in instances("09-q1"):
        d = instance.data
        assert set(instance.expected()[""]) == {d["fuel"], d["process"]}
        assert len(d["options"]) == 6
    for instance in instances("09-q2"):
        d = instance.data
        assert instance.expected()[""] == pytest.approx(d["part_kg"] * d["share"] / d["total_kg"])
    for instance in instances("09-q3"):
        d = instance.data
        primary = d["kg"] * d["share"] / 100 + d["removed_kg"]
        share = 100 * primary / (d["kg"] + d["removed_kg"])
        assert instance.expected()[""] == pytest.approx(share)
