"""Chapter 6's answers against plain arithmetic, written without the course's rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])
PUBLISHED = {
    "s1_t": 200, "s2_t": 900, "s3_t": 12_500, "o1_t": 500, "o2_t": 2_000,
    "units": 100_000, "total_units": 1_000_000, "percent": 2.0,
}  # fmt: skip


def everyone(question_id: str) -> list[Instance]:
    question = find_question(COURSE, question_id)
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(12)
    ]


def site_kg(d: dict) -> float:
    share = d["units"] / d["total_units"]
    tonnes = d["s1_t"] * share + d["s2_t"] * share + d["s3_t"] * d["percent"] / 100
    return tonnes * 1000 / d["units"]


def mistakes(question_id: str, data: dict) -> dict:
    return {one.name: one.answer(data) for one in find_question(COURSE, question_id).misconceptions}


def test_06a_published():
    """(200 + 900) t x 10 % + 12,500 t x 2 % = 360 t; over 100,000 boards 3.60 kg each."""
    question = find_question(COURSE, "06a")
    assert question.reference(PUBLISHED) == pytest.approx(3.60)
    wrong = mistakes("06a", PUBLISHED)
    assert wrong["not_per_unit"] == pytest.approx(360_000)
    assert wrong["percent_for_all"] == pytest.approx(2.72)
    assert wrong["own_part_only"] == pytest.approx(1.10)
    assert wrong["pieces_for_all"] == pytest.approx(13.6)
    assert wrong["by_all_boards"] == pytest.approx(0.36)


def test_06a_by_hand():
    """Scope 1 and 2 by boards, Scope 3 by percent, per board delivered."""
    for instance in everyone("06a"):
        assert instance.expected()[""] == pytest.approx(site_kg(instance.data), rel=1e-12)


def test_06b_published():
    """(500 + 2,000 + 12,500) t x 2 % = 300 t, 3.00 kg a board: 0.60 less, most of it Scope 2."""
    question = find_question(COURSE, "06b")
    answer = question.reference(PUBLISHED)
    assert answer["whole"] == pytest.approx(3.0)
    assert answer["gap"] == pytest.approx(-0.6)
    assert answer["scope"] == "Scope 2"
    wrong = mistakes("06b", PUBLISHED)
    assert wrong["organization_by_site_share"]["whole"] == pytest.approx(5.0)
    assert wrong["site_by_organization_share"]["whole"] == pytest.approx(2.72)


def test_06b_by_hand():
    """All of it by percent; the gap is made by Scope 1 and 2 alone."""
    for instance in everyone("06b"):
        d = instance.data
        whole = (d["o1_t"] + d["o2_t"] + d["s3_t"]) * d["percent"] / 100 * 1000 / d["units"]
        answer = instance.expected()
        assert answer["whole"] == pytest.approx(whole, rel=1e-12)
        assert answer["gap"] == pytest.approx(whole - site_kg(d), rel=1e-9)
        share, percent = d["units"] / d["total_units"], d["percent"] / 100
        one = abs(d["o1_t"] * percent - d["s1_t"] * share)
        two = abs(d["o2_t"] * percent - d["s2_t"] * share)
        assert answer["scope"] == ("Scope 1" if one > two else "Scope 2")
        assert d["o1_t"] > d["s1_t"]  # a site is a part of its organization
        assert d["o2_t"] > d["s2_t"]


def test_06c_by_hand():
    """Read from the text that is shown: three parts added up, scope by scope, against the whole."""
    for instance in everyone("06c"):
        kept = []
        for name in "ABCDE":
            scopes = re.findall(r"Scope \d: (\d+) \+ (\d+) \+ (\d+) / (\d+)", instance.data[name])
            assert len(scopes) == 2
            numbers = [[int(text) for text in scope] for scope in scopes]
            assert all(part > 0 for scope in numbers for part in scope)
            if all(sum(parts) <= whole for *parts, whole in numbers):
                kept.append(name)
        assert instance.expected()[""] == kept
        assert len(kept) == 2


def test_06d_by_hand():
    """The published schema, rule by rule: required, type, word; it does not read for sense."""
    levels = ("organization", "site", "building", "production line")
    for instance in everyone("06d"):
        d = {
            name: json.loads(text) for name, text in instance.data.items() if isinstance(text, str)
        }
        minded = {"organization.declaredUnit", "organization.crossSectoralStandardsUsed"}
        if not all(isinstance(one, str) for one in d["categories"]):
            minded.add("organization.scope3Category")
        for n in (1, 2, 3):
            if d[f"level{n}"] not in levels:
                minded.add(f"organization.scope{n}DistributionLevel")
            if d[f"index{n}"] not in ("volume", "unit", "production"):
                minded.add(f"organization.scope{n}DistributionIndex")
        assert set(instance.expected()["places"]) == minded
        assert len(minded) == 4  # the two that nobody describes, the categories, one slip
        assert instance.expected()["categories"] == '["1", "4"]'


def test_06_quick_checks_by_hand():
    """Upstream categories without commuting; the coarser of two levels; the site's own share."""
    for instance in everyone("06-q1"):
        numbers = sorted(int(re.search(r"\d+", one)[0]) for one in instance.expected()[""])
        assert len(numbers) == 3
        assert set(numbers) <= {1, 3, 4, 5}
        shown = {int(re.search(r"\d+", one)[0]) for one in instance.data["listed"]}
        assert shown & {1, 3, 4, 5} == set(numbers)
    order = ["site", "building", "production line"]
    for instance in everyone("06-q2"):
        known = {instance.data["meter_en"], instance.data["pieces_en"]}
        coarser = next(level for level in order if level in known)
        assert f"({coarser})" in instance.expected()[""]
    for instance in everyone("06-q3"):
        d = instance.data
        assert instance.expected()[""] == pytest.approx(d["site_t"] * d["units"] / d["total"])
