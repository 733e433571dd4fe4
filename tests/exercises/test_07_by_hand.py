"""Chapter 7's answers against plain arithmetic, written without the course's rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gxd_teach import datasets
from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])


def everyone(question_id: str) -> list[Instance]:
    question = find_question(COURSE, question_id)
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(12)
    ]


def mistakes(question_id: str, data: dict) -> dict:
    return {one.name: one.answer(data) for one in find_question(COURSE, question_id).misconceptions}


def test_the_coefficients_are_those_of_the_data():
    """The national average, the substitute value, 四国電力's two: as listed for fiscal year 2024."""
    listed = {row["factor_id"]: float(row["value"]) for row in datasets.rows("electricity")}
    data = everyone("07a")[0].data
    assert data["average"] == listed["ELEC-JP-AVERAGE-FY2024"] == 0.000423
    assert data["substitute"] == listed["ELEC-JP-SUBSTITUTE-FY2024"] == 0.000416
    assert data["unadjusted"] == listed["ELEC-YONDEN-UNADJUSTED-FY2024"] == 0.000376
    assert data["menu"] == listed["ELEC-YONDEN-MENU-C-FY2024"] == 0.000457
    published = {0.000457, 0.000496, 0.000541, 0.000592}
    assert {one.data["rest_factor"] for one in everyone("07b")} <= published & set(listed.values())


def test_07a_published():
    """10,000 kWh at the national average are 4,230 kg; at the substitute value 4,160 kg."""
    data = {**everyone("07a")[0].data, "kwh": 10_000}
    assert find_question(COURSE, "07a").reference(data) == pytest.approx(4230)
    wrong = mistakes("07a", data)
    assert wrong["substitute_for_average"] == pytest.approx(4160)
    assert wrong["unadjusted_for_average"] == pytest.approx(3760)


def test_07a_by_hand():
    """Kilowatt-hours times 0.423 kg."""
    for instance in everyone("07a"):
        assert instance.expected()[""] == pytest.approx(instance.data["kwh"] * 0.423, rel=1e-9)


def test_07b_published():
    """4,000 of 10,000 kWh certified, 6,000 x 0.457 = 2,742 kg; at the average it would be 2,538."""
    data = {"kwh": 10_000, "certified": 4_000, "rest_factor": 0.000457, "average": 0.000423}
    assert find_question(COURSE, "07b").reference(data) == pytest.approx(2742)
    wrong = mistakes("07b", data)
    assert wrong["average_for_the_rest"] == pytest.approx(2538)
    assert wrong["certified_part_emits"] == pytest.approx(1828)
    assert wrong["certificates_forgotten"] == pytest.approx(4570)
    assert wrong["location_for_market"] == pytest.approx(4230)


def test_07b_by_hand():
    """Only what has no certificate emits, at the residual coefficient."""
    for instance in everyone("07b"):
        d = instance.data
        assert 0 < d["certified"] < d["kwh"]
        kg = (d["kwh"] - d["certified"]) * d["rest_factor"] * 1000
        assert instance.expected()[""] == pytest.approx(kg, rel=1e-9)


def test_07c_by_hand():
    """Serial by serial, day by day, read from the lines that are shown."""
    line = re.compile(r"(\w\w)-(\d{4})\.\.(\d{4}) / (\d+) kWh / ([\d-]{10})\.\.([\d-]{10}) / [A-D]")
    for instance in everyone("07c"):
        names = [f"R{n}" for n in range(1, 9)]
        rows = {row: line.fullmatch(instance.data[row]).groups() for row in names}
        held = {
            row: {(scheme, n) for n in range(int(low), int(high) + 1)}
            for row, (scheme, low, high, *_) in rows.items()
        }
        wrong = set()
        for row, (_, low, high, kwh, first, last) in rows.items():
            assert int(kwh) == 100 * (int(high) - int(low) + 1)
            if any(held[row] & held[other] for other in rows if other != row):
                wrong.add(row)
            if not "2025-04-01" <= first <= last <= "2026-03-31":
                wrong.add(row)
        assert set(instance.expected()["rows"]) == wrong
        assert len(wrong) == 5  # two pairs and one out of period
        left = sum(int(rows[row][3]) for row in rows if row not in wrong)
        assert instance.expected()["kwh"] == left


def test_07d_published():
    """The unadjusted coefficient would make 3,760 kg of 10,000 kWh."""
    data = {"kwh": 10_000, "unadjusted": 0.000376, "basic": 0.000457, "adjusted": 0.00044,
            "national_average": 0.000423, "substitute": 0.000416}  # fmt: skip
    table = find_question(COURSE, "07d").reference(data)
    assert table["基礎排出量"] == {"種類": "基礎", "kg": pytest.approx(4570)}
    wrong = mistakes("07d", data)["unadjusted_for_reporting"]
    assert wrong["基礎排出量"] == {"種類": "未調整", "kg": pytest.approx(3760)}


def test_07d_by_hand():
    """Basic for basic, adjusted for adjusted, the average of the grid for location-based."""
    kinds = {"基礎排出量": ("基礎", "basic"), "調整後排出量": ("調整後", "adjusted"),
             "ロケーション基準": ("全国平均", "national_average")}  # fmt: skip
    for instance in everyone("07d"):
        answer, d = instance.expected(), instance.data
        assert d["unadjusted"] < d["substitute"] < d["national_average"] < d["adjusted"]
        for row, (name, key) in kinds.items():
            assert answer[f"{row} / 種類"] == name
            assert answer[f"{row} / kg"] == pytest.approx(d["kwh"] * d[key] * 1000, rel=1e-9)


def test_07_quick_checks_by_hand():
    """What a kind holds; all emissions over the rest; generation and upstream of both parts."""
    for instance in everyone("07-q1"):
        held = instance.expected()[""]
        assert len(held) == {"basic": 4, "adjusted": 6}[instance.data["kind"]]
        assert any("JCM" in one for one in held) is (instance.data["kind"] == "adjusted")
        assert not any("上流" in one for one in held)
    for instance in everyone("07-q2"):
        d = instance.data
        residual = instance.expected()[""]
        assert residual * (d["mwh"] - d["certified"]) == pytest.approx(d["tonnes"])
        assert residual > d["tonnes"] / d["mwh"]
    for instance in everyone("07-q3"):
        d = instance.data
        rest = d["kwh"] - d["certified"]
        kg = d["certified"] * d["certified_up"] + rest * (d["rest"] + d["rest_up"])
        assert instance.expected()[""] == pytest.approx(kg, rel=1e-9)


def test_the_chapter_s_list_of_certificates():
    """The first two blocks share serials 36 to 40, C5 and C6 are one block, C4 is of March 2025."""
    rows = {row["claim_id"]: row for row in datasets.rows("certificate-claims")}
    serials = {
        name: set(range(int(row["serial_from"][-4:]), int(row["serial_to"][-4:]) + 1))
        for name, row in rows.items()
    }
    names = sorted(rows)
    shared = {
        (a, b): serials[a] & serials[b]
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if serials[a] & serials[b]
    }
    assert shared == {
        ("FICT-C1", "FICT-C2"): {36, 37, 38, 39, 40},
        ("FICT-C5", "FICT-C6"): set(range(201, 231)),
    }
    for name, row in rows.items():
        assert float(row["kwh"]) == 100 * len(serials[name])
        within = row["used_from"] <= row["generated_from"] <= row["generated_to"] <= row["used_to"]
        assert within is (name != "FICT-C4")
