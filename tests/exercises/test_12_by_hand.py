"""Chapter 12 by hand: every expected answer against plain arithmetic, without the rules of the package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people
from gxd_teach.framework.logistics import Distance, transport_activity

COURSE = Course(Path(__file__).resolve().parents[2])


def instances(question_id: str):
    """The question as the public and eight participants get it."""
    question = find_question(COURSE, question_id)
    for who in people(8):
        yield question.instance(edition=COURSE.edition, participant=who, secret=b"a class")


def answers(question_id: str, data: dict) -> tuple:
    """The right answer for given numbers, and those of the known mistakes by name."""
    question = find_question(COURSE, question_id)
    return question.reference(data), {one.name: one.answer(data) for one in question.misconceptions}


def test_the_published_numbers():
    """161 tkm; 8.428 kg and 0.1302 kg/tkm over 36.801 and 27.927 tkm; 400 km SFD count 420 km."""
    assert 230 * 700 / 1000 == transport_activity(230, 700) == 161
    kg = 36.801 * 0.1 + 27.927 * 0.17
    right, wrong = answers(
        "12b",
        {"mass_kg": 87, "km_a": 423, "km_b": 321, "wtw_a": 0.1, "wtw_b": 0.17}
        | {"ttw_a": 0.08, "ttw_b": 0.14},
    )
    assert round(right["kg"], 3) == round(kg, 3) == 8.428
    assert round(right["intensity"], 4) == round(kg / (36.801 + 27.927), 4) == 0.1302
    assert wrong["mean_of_intensities"]["intensity"] == pytest.approx(0.135)
    assert Distance(400, "sfd").to("actual", daf=1.05).km == pytest.approx(420)


def test_the_published_mistakes():
    """Kilograms for tonnes give 161,000; a DAF on an actual distance of 300 km gives 315 km."""
    data = {"mass_kg": 230, "km": 700, "empty_km": 700, "payload_t": 2}
    right, wrong = answers("12a", data)
    assert (right, wrong["kilograms_for_tonnes"]) == (161, 161_000)
    data = {"mass_kg": 1000, "sfd_km": 400, "actual_km": 300, "daf": 1.05, "wtw": 0.1}
    right, wrong = answers("12c", data)
    assert right == pytest.approx({"km_a": 420, "km_b": 300, "tkm": 720, "kg": 72})
    assert wrong["daf_on_both"] == pytest.approx({"km_b": 315, "tkm": 735, "kg": 73.5})


def test_12a_by_hand():
    """The mass of the goods in tonnes times the way they went; the empty way back adds nothing."""
    for instance in instances("12a"):
        d = instance.data
        assert d["mass_kg"] <= 1000 * d["payload_t"]
        assert instance.expected()[""] == pytest.approx(d["mass_kg"] * d["km"] / 1000)


def test_12b_by_hand():
    """Each leg's tonne-kilometres times its own WTW intensity; the whole over the whole."""
    for instance in instances("12b"):
        d = instance.data
        a, b = (d["mass_kg"] * d[f"km_{leg}"] / 1000 for leg in "ab")
        kg = a * d["wtw_a"] + b * d["wtw_b"]
        assert instance.expected()["kg"] == pytest.approx(kg)
        assert instance.expected()["intensity"] == pytest.approx(kg / (a + b))
        assert d["ttw_a"] < d["wtw_a"]
        assert d["ttw_b"] < d["wtw_b"]


def test_12c_by_hand():
    """The shortest distance is multiplied by the DAF, the actual one is left as it is."""
    for instance in instances("12c"):
        d = instance.data
        km = d["sfd_km"] * d["daf"] + d["actual_km"]
        tkm = d["mass_kg"] * km / 1000
        assert instance.expected() == pytest.approx(
            {"km_a": d["sfd_km"] * d["daf"], "km_b": d["actual_km"], "tkm": tkm}
            | {"kg": tkm * d["wtw"]}
        )


def fault(record: dict) -> str:
    """The first words of the verdict, from the record alone."""
    if "tocId" in record and "hocId" in record:
        return "tocId と hocId の両方"
    if "," in record["co2eIntensityWTW"] + record["co2eIntensityTTW"]:
        return "小数点がカンマ"
    if float(record["co2eIntensityWTW"]) < float(record["co2eIntensityTTW"]):
        return "WTW が TTW より小さい"
    if abs(sum(float(one["relativeShare"]) for one in record["energyCarriers"]) - 1) > 1e-9:
        return "構成比の合計"
    return "誤りなし" if record["transportActivityUnit"] == "tkm" else "活動量の単位"


def test_12d_by_hand():
    """Four records are wrong, each for another reason; the electric truck's zero is none."""
    for instance in instances("12d"):
        records = [json.loads(instance.data[f"record_{place}"]) for place in range(1, 6)]
        given = [instance.expected()[f"R{place} / 判定"] for place in range(1, 6)]
        assert all(said.startswith(fault(one)) for said, one in zip(given, records, strict=True))
        assert len(set(given)) == 5
        (fine,) = [one for one in records if fault(one) == "誤りなし"]
        assert fine["co2eIntensityTTW"] == "0"


def test_12_quick_checks_by_hand():
    """Work at a place is a hub's; all fuel over the loaded tkm; WTW alone."""
    for instance in instances("12-q1"):
        said = [one for one in instance.data["options"] if "運ぶ" not in one and "配る" not in one]
        assert sorted(instance.expected()[""]) == sorted(said)
        assert len(said) == 3
    for instance in instances("12-q2"):
        d = instance.data
        kg = (d["loaded_l"] + d["empty_l"]) * d["wtw"]
        assert instance.expected()[""] == pytest.approx(kg / d["tkm"])
    for instance in instances("12-q3"):
        assert instance.expected()[""] == pytest.approx(instance.data["tkm"] * instance.data["wtw"])
