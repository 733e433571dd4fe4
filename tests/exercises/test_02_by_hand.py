"""Chapter 2: the expected answers against plain arithmetic with the coefficients written here again."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people
from gxd_teach.framework import co2e, combust

COURSE = Course(Path(__file__).resolve().parents[2])
# GJ per kL and tC per GJ: from FY2023, and before
LIQUIDS = {
    "軽油": ((38.0, 0.0188), (37.7, 0.0187)),
    "灯油": ((36.5, 0.0187), (36.7, 0.0185)),
    "揮発油(ガソリン)": ((33.4, 0.0187), (34.6, 0.0183)),
    "A重油": ((38.9, 0.0193), (39.1, 0.0189)),
}


def drawn(question_id: str):
    """The public's instance and those of some participants."""
    question = find_question(COURSE, question_id)
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(8)
    ]


def mistaken(instance, name: str):
    """What a known mistake of that name leads to."""
    found = [one for one in instance.question.misconceptions if one.name == name]
    return instance.mistaken(found[0])


def test_02a_by_hand():
    """In AR6 fossil methane weighs 29.8, non-fossil 27.0, nitrous oxide 273, HFC-32 771."""
    for instance in drawn("02a"):
        d = instance.data
        ch4 = 29.8 if d["origin"] == "化石 (fossil)" else 27.0
        kg = d["ch4_kg"] * ch4 + d["n2o_kg"] * 273 + d["hfc32_kg"] * 771
        assert instance.expected()[""] == pytest.approx(kg, rel=1e-9)
        ar5 = d["ch4_kg"] * 28 + d["n2o_kg"] * 265 + d["hfc32_kg"] * 677
        assert mistaken(instance, "by_ar5")[""] == pytest.approx(ar5, rel=1e-9)
        ar4 = d["ch4_kg"] * 25 + d["n2o_kg"] * 298 + d["hfc32_kg"] * 675
        assert mistaken(instance, "by_ar4")[""] == pytest.approx(ar4, rel=1e-9)
        undivided = kg + d["ch4_kg"] * (27.9 - ch4)
        assert mistaken(instance, "undivided_methane")[""] == pytest.approx(undivided, rel=1e-9)


def test_02b_by_hand():
    """Litres through kilolitres, gigajoules and carbon to CO2, by the table of the fiscal year."""
    seen = set()
    for instance in drawn("02b"):
        d = instance.data
        year, month = int(d["month"][:4]), int(d["month"][5:])
        new = (year, month) >= (2023, 4)
        seen.add(new)
        gj, tc = LIQUIDS[d["name"]][0 if new else 1]
        t = d["litres"] / 1000 * gj * tc * 44 / 12
        assert instance.expected()[""] == pytest.approx(t, rel=1e-9)
        gj, tc = LIQUIDS[d["name"]][1 if new else 0]
        other = d["litres"] / 1000 * gj * tc * 44 / 12
        assert mistaken(instance, "other_table")[""] == pytest.approx(other, rel=1e-9)
        assert mistaken(instance, "carbon_for_co2")[""] == pytest.approx(t * 12 / 44, rel=1e-9)
    assert seen == {True, False}


def test_02c_by_hand():
    """City gas 2.053 t per 1000 m3, LPG 2.994 t per t, diesel 2.619 t per kL: amount times that is kg."""
    per = {"都市ガス": 40.0 * 0.0140, "LPG": 50.1 * 0.0163, "軽油": 38.0 * 0.0188}
    printed = {"都市ガス": 2.053, "LPG": 2.994, "軽油": 2.619}
    for instance in drawn("02c"):
        for fuel, carbon in per.items():
            right = instance.expected()[f"{fuel} / kg"]
            assert right == pytest.approx(instance.data[fuel] * carbon * 44 / 12, rel=1e-9)
            assert instance.kinds[f"{fuel} / kg"].read(instance.data[fuel] * printed[fuel]) in (
                instance.kinds[f"{fuel} / kg"].interval(right)
            )
        old = mistaken(instance, "old_table")
        assert old["都市ガス / kg"] == pytest.approx(instance.data["都市ガス"] * 2.23, rel=1e-9)
        lng = mistaken(instance, "lng_for_lpg")
        assert lng["LPG / kg"] == pytest.approx(
            instance.data["LPG"] * 54.7 * 0.0139 * 44 / 12, rel=1e-9
        )


def test_02d_by_hand():
    """A kilogram is a thousandth of a tonne and a thousand grams; a MWh is a thousand kWh."""
    mass = {"t": 1000, "kg": 1, "g": 0.001}
    energy = {"kWh": 1, "MWh": 1000}
    for instance in drawn("02d"):
        texts = [instance.data[name] for name in ("first", "second", "third")]
        texts += instance.data["more"]
        function = instance.question.reference(instance.data)
        for text in texts:
            number, unit = text.split(" ")
            gas, per = unit.split("/")
            expected = float(number) * mass[gas.split("-")[0]] / energy[per]
            assert function(text) == pytest.approx(expected, rel=1e-9)
            assert 0.3 < expected < 0.7


def test_02_quick_checks_by_hand():
    """Dug-up methane is fossil, that of living things is not; combustion factors lack their upstream."""
    living = ("牛", "生ごみ", "水田")
    for instance in drawn("02-q1"):
        d = instance.data
        ch4 = 27.0 if d["source"].startswith(living) else 29.8
        assert instance.expected()[""] == pytest.approx(d["kg"] * ch4, rel=1e-9)
    for instance in drawn("02-q2"):
        assert instance.data["month"] in (1, 2, 3)
        assert instance.expected()[""].startswith("改正前の表")
    for instance in drawn("02-q3"):
        chosen = instance.expected()[""]
        assert len(chosen) == 3
        assert not any(word in row for row in chosen for word in ("WTW", "Gate", "ライフ"))


def test_the_golden_numbers_of_chapter_2():
    """1,200 L of diesel make 3.143 t (before 2023: 3.102), 5,000 m3 of city gas 10.27 t (11.15)."""
    assert combust("軽油", 1200, "L", fiscal_year=2025).t_co2e == pytest.approx(3.143, abs=5e-4)
    assert combust("軽油", 1200, "L", fiscal_year=2022).t_co2e == pytest.approx(3.102, abs=5e-4)
    carbon = 1.2 * 38.0 * 0.0188  # 44/12 forgotten
    assert carbon == pytest.approx(0.857, abs=5e-4)
    assert combust("都市ガス", 5000, "m3", fiscal_year=2025).t_co2e == pytest.approx(
        10.27, abs=5e-3
    )
    assert combust("都市ガス", 5000, "m3", fiscal_year=2022).t_co2e == pytest.approx(
        11.15, abs=5e-3
    )
    leaks = {"CH4 (fossil)": 2, "N2O": 0.5, "HFC-32": 0.4}
    assert co2e(leaks, "AR6").kg_co2e == pytest.approx(2 * 29.8 + 0.5 * 273 + 0.4 * 771)
