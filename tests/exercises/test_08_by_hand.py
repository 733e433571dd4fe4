"""Chapter 8's answers against plain arithmetic, written independently of the course's rule functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people
from gxd_teach.framework import biogenic_due, recycled_content_factor
from gxd_teach.framework.biogenic import CarbonParts, biogenic_carbon_percent
from gxd_teach.framework.circularity import check_packaging

COURSE = Course(Path(__file__).resolve().parents[2])


def instances(question_id):
    """The question as the public and eight participants get it."""
    question = find_question(COURSE, question_id)
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(8)
    ]


def mistaken(instance, name):
    """What a known mistake leads to, by the name of its function."""
    (mistake,) = [one for one in instance.question.misconceptions if one.name == name]
    return instance.mistaken(mistake)


def test_published_golden_numbers():
    """30 % recycled: 5.9; excluding 2.15 and including 0.75; false with a value is invalid; 6 % is due."""
    factor = recycled_content_factor(30, virgin_kg_co2e_per_kg=8.0, recycled_kg_co2e_per_kg=1.0)
    assert factor == pytest.approx(5.9)
    parts = CarbonParts(fossil=2.0, land_use_change=0.1, biogenic_non_co2=0.05, uptake=-1.4)
    assert parts.excluding_uptake == pytest.approx(2.15)
    assert parts.including_uptake == pytest.approx(0.75)
    assert check_packaging(False, 0.36)
    assert not check_packaging(True, 0.36)
    assert biogenic_due(biogenic_carbon_percent(0.06, 1), 0)


def test_08a_by_hand():
    """Virgin and recycled material by their shares, times what is put in; recycling later changes nothing."""
    for instance in instances("08a"):
        d = instance.data
        r = d["recycled_percent"] / 100
        kg = d["al_kg"] * (d["virgin"] * (1 - r) + d["recycled"] * r)
        assert instance.expected()[""] == pytest.approx(kg, rel=1e-12)
        credit = d["al_kg"] * d["eol_percent"] / 100 * (d["virgin"] - d["recycled"])
        assert mistaken(instance, "later_credit")[""] == pytest.approx(kg - credit)
        swapped = d["al_kg"] * (d["virgin"] * r + d["recycled"] * (1 - r))
        assert mistaken(instance, "shares_swapped")[""] == pytest.approx(swapped)


def test_08b_by_hand():
    """Carbon times 44/12 was taken up; what excludes it is the plain sum of the three emissions."""
    for instance in instances("08b"):
        d = instance.data
        carbon = d["mass"] * d["carbon_percent"] / 100
        co2 = carbon * 44 / 12
        excluding = d["fossil"] + d["luc"] + d["non_co2"]
        assert instance.expected()["carbon"] == pytest.approx(carbon)
        assert instance.expected()["uptake"] == pytest.approx(-co2)
        assert instance.expected()["excluding"] == pytest.approx(excluding)
        assert instance.expected()["including"] == pytest.approx(excluding - co2)
        assert mistaken(instance, "uptake_added")["including"] == pytest.approx(excluding + co2)
        netted = mistaken(instance, "uptake_in_excluding")["excluding"]
        assert netted == pytest.approx(excluding - co2)


def test_08c_by_hand():
    """Broken are: no flag, a value of any size beside false, and a value below zero."""
    for instance in instances("08c"):
        broken = []
        for letter in "ABCDEFG":
            flag, value = instance.data[letter].split(" / ")
            number = None if value == "—" else float(value.strip('"'))
            against_flag = flag == "false" and number is not None
            if flag == "—" or against_flag or (number or 0) < 0:
                broken.append(letter)
        assert list(instance.expected()[""]) == broken
        assert len(broken) == 4


def test_08d_by_hand():
    """Due is what is above 5 % carbon of the mass, or above 3 % land emissions; exactly that is not above."""
    for instance in instances("08d"):
        due, why = [], {}
        for letter in "ABCDE":
            carbon, mass, land = (float(x.split()[0]) for x in instance.data[letter].split(" / "))
            above = (100 * carbon / mass > 5 + 1e-9, land > 3)
            why[letter] = above
            if any(above):
                due.append(letter)
        assert list(instance.expected()["due"]) == due
        assert len(due) == 3
        only = {(True, False): "生物由来炭素だけ", (False, True): "土地由来の排出だけ"}
        reason = instance.expected()["reason"]
        assert reason.startswith(only[why[instance.data["asked"]]])


def test_08_quick_checks_by_hand():
    """Three of six enter by cut-off; carbon is a share of the mass; packaging is part of the total."""
    for instance in instances("08-q1"):
        d = instance.data
        assert set(instance.expected()[""]) == {d["virgin"], d["melting"], d["landfill"]}
        assert len(d["options"]) == 6
    for instance in instances("08-q2"):
        d = instance.data
        co2 = d["mass"] * d["percent"] / 100 / 12 * 44
        assert instance.expected()[""] == pytest.approx(-co2)
    for instance in instances("08-q3"):
        d = instance.data
        assert instance.expected()["total"] == pytest.approx(d["total"] - d["packaging"])
