"""Chapter 11 by hand: every expected answer against plain arithmetic, without the methods of the package."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people
from gxd_teach.framework.logistics import (
    fuel_economy_method,
    improved_tonne_km_method,
    saving_percent,
)

COURSE = Course(Path(__file__).resolve().parents[2])
DIESEL = 38.0 * 0.0188 * 44 / 12  # kg CO2 per litre: MJ/L, tC/GJ, carbon to CO2


def instances(question_id: str):
    """The question as the public and eight participants get it."""
    question = find_question(COURSE, question_id)
    for who in people(8):
        yield question.instance(edition=COURSE.edition, participant=who, secret=b"a class")


def litres(load_percent: float, payload_kg: float) -> float:
    """The formula as a product of powers: e^2.71 times the load share^-0.812 times the payload^-0.654."""
    return math.e**2.71 * (load_percent / 100) ** -0.812 * payload_kg**-0.654


def test_the_published_numbers():
    """549.0 kg full, 481.9 kg at half load, 431.1 kg by fuel economy, 74.1 % by rail."""
    assert round(10 * 576 * litres(100, 10_000) * DIESEL, 1) == 549.0
    assert round(improved_tonne_km_method(10, 576, 100, 10_000).kg_co2, 1) == 549.0
    assert round(5 * 576 * litres(50, 10_000) * DIESEL, 1) == 481.9
    assert round(improved_tonne_km_method(5, 576, 50, 10_000).kg_co2, 1) == 481.9
    assert round(576 / 3.5 * DIESEL, 1) == 431.1
    assert round(fuel_economy_method(576, 3.5).kg_co2, 1) == 431.1
    assert round(100 * (549 - 142) / 549, 1) == 74.1
    assert round(saving_percent(549, 142), 1) == 74.1


def test_the_published_mistakes():
    """What the known mistakes give with the published numbers, as the instructor's page says."""
    data = {
        "tonnes": 10,
        "km": 576,
        "load_percent": 100,
        "payload_kg": 10_000,
        "litre_factor": 2.619,
    }
    wrong = {one.name: one.answer(data) for one in find_question(COURSE, "11a").misconceptions}
    assert round(wrong["payload_in_tonnes"], -2) == 50_300
    assert round(wrong["constants_of_gasoline"], 1) == 557.4
    assert round(wrong["former_table"], 1) == 541.8
    half = data | {"tonnes": 5, "load_percent": 50}
    wrong = {one.name: one.answer(half) for one in find_question(COURSE, "11b").misconceptions}
    assert round(wrong["load_ignored"], 1) == 274.5
    assert round(wrong["one_over_the_load"], 1) == 549.0
    trip = {"km": 576, "economy": 3.5, "tonnes": 10, "load_percent": 100}
    wrong = {one.name: one.answer(trip) for one in find_question(COURSE, "11c").misconceptions}
    assert round(wrong["economy_multiplied"]) == 5281


@pytest.mark.parametrize("question_id", ["11a", "11b"])
def test_11a_and_11b_by_hand(question_id):
    """Tonnes x kilometres x litres per tkm x kg CO2 per litre; the load rate is what was carried."""
    for instance in instances(question_id):
        d = instance.data
        assert d["tonnes"] == pytest.approx(d["payload_kg"] / 1000 * d["load_percent"] / 100)
        kg = d["tonnes"] * d["km"] * litres(d["load_percent"], d["payload_kg"]) * DIESEL
        assert instance.expected()[""] == pytest.approx(kg, rel=1e-12)
        assert d["litre_factor"] == pytest.approx(DIESEL, abs=5e-4)


def test_11c_by_hand():
    """Kilometres over kilometres per litre, times kg CO2 per litre; the load plays no part."""
    for instance in instances("11c"):
        d = instance.data
        assert instance.expected()[""] == pytest.approx(d["km"] / d["economy"] * DIESEL, rel=1e-12)


def test_11d_by_hand():
    """Three legs of tonne-kilometres in grams, and what they save of today's way."""
    for instance in instances("11d"):
        d = instance.data
        assert (d["truck_g"], d["rail_g"]) == (95.31, 22)
        ends = (d["collection_km"] + d["delivery_km"]) * 95.31
        rail = d["tonnes"] * (d["rail_km"] * 22 + ends) / 1000
        road = d["tonnes"] * d["road_km"] * 95.31 / 1000
        assert instance.expected()["rail_kg"] == pytest.approx(rail)
        assert instance.expected()["saving"] == pytest.approx(100 * (road - rail) / road)
        assert 50 < instance.expected()["saving"] < 77


def test_11e_by_hand():
    """The function gives the formula's litres, for the calls shown and for those that are not."""
    for instance in instances("11e"):
        graded = instance.as_graded()
        assert len(graded.shape.arguments) == 4
        for given, value in zip(graded.shape.arguments, graded.expected().values(), strict=True):
            assert value == pytest.approx(litres(*given))


def test_11f_by_hand():
    """One tonne over the way at 25, 50 and 100 % of the load: lower bars to the right."""
    for instance in instances("11f"):
        d = instance.data
        bars = [instance.expected()[f"value: {rate} %"] for rate in (25, 50, 100)]
        for rate, bar in zip((25, 50, 100), bars, strict=True):
            assert bar == pytest.approx(d["km"] * litres(rate, d["payload_kg"]) * DIESEL)
        assert bars[0] / bars[2] == pytest.approx(0.25**-0.812)
        assert bars[1] / bars[2] == pytest.approx(0.5**-0.812)


def test_11_quick_checks_by_hand():
    """The method by its numbers; the load share to the power of -0.812; kWh and a factor for the EV."""
    method = {
        "貸し切りトラックの給": "燃料法",
        "トラックの走行距離(": "燃費法",
        "トラックで運んだ重さ": "改良トンキロ法",
        "貨物列車で運んだ重さ": "トンキロ法",
    }
    for instance in instances("11-q1"):
        known = instance.data["known"][:10]
        assert instance.expected()[""].split(" (")[0] == method[known]
    for instance in instances("11-q2"):
        share = instance.data["load_percent"] / 100
        assert instance.expected()[""] == pytest.approx(share**-0.812)
    for instance in instances("11-q3"):
        chosen = {one.split(" (")[0] for one in instance.expected()[""]}
        assert chosen == {"走行に使った電力量", "年度の分かる電気の排出係数"}
