"""The answers of chapter 5, worked again by hand: nothing here asks the rules of `gxd_teach`."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])
BANK = load_bank(COURSE, "05-allocation")


def instances(question_id: str):
    """The question as the public and eight participants get it."""
    return [
        BANK[question_id].instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(8)
    ]


def mistakes(question_id: str) -> dict:
    """The wrong ways of a question by name."""
    return {mistake.name: mistake.answer for mistake in BANK[question_id].misconceptions}


def test_05a_by_mass_where_prices_are_near():
    """Not above 5 and mass shows the relation: each board carries its share of the mass."""
    for instance in instances("05a"):
        d, right = instance.data, instance.expected()
        high, low = max(d["price_a"], d["price_b"]), min(d["price_a"], d["price_b"])
        assert high / low <= 5
        assert right["method"] == "物理的配分"
        assert right["ratio"] == pytest.approx(high / low)
        assert right["a"] == pytest.approx(
            d["total_kg"] * d["mass_a"] / (d["mass_a"] + d["mass_b"])
        )
        assert right["a"] + right["b"] == pytest.approx(d["total_kg"])


def test_05b_by_value_where_prices_are_far_apart():
    """Above 5: each carries its share of price times mass, and together they carry all."""
    for instance in instances("05b"):
        d, right = instance.data, instance.expected()
        assert d["price_a"] / d["price_b"] > 5
        assert right["method"] == "経済的配分"
        assert right["ratio"] == pytest.approx(d["price_a"] / d["price_b"])
        value_a, value_b = d["price_a"] * d["mass_a"], d["price_b"] * d["mass_b"]
        assert right["b"] == pytest.approx(d["total_kg"] * value_b / (value_a + value_b))
        assert right["a"] + right["b"] == pytest.approx(d["total_kg"])


def test_05a_and_05b_with_the_published_numbers():
    """8 and 2 kg of 100 kg CO2e: 80/20 at prices 3 and 2; 28.6/71.4 at prices 1 and 10."""
    near = {"total_kg": 100, "mass_a": 8, "mass_b": 2, "price_a": 3, "price_b": 2}
    right = BANK["05a"].reference(near)
    assert (right["ratio"], right["a"], right["b"]) == pytest.approx((1.5, 80, 20))
    wrong = mistakes("05a")["by_value_05a"](near)
    assert (wrong["a"], wrong["b"]) == pytest.approx((85.714, 14.286), abs=1e-3)
    assert (right["method"], wrong["method"]) == ("物理的配分", "経済的配分")
    far = {"total_kg": 100, "mass_a": 8, "mass_b": 2, "price_a": 1, "price_b": 10}
    right = BANK["05b"].reference(far)
    assert (right["ratio"], right["a"], right["b"]) == pytest.approx((10, 28.571, 71.429), abs=1e-3)
    wrong = mistakes("05b")
    assert wrong["by_mass_05b"](far) == {"method": "物理的配分", "a": 80, "b": 20}
    assert wrong["by_price_05b"](far) == pytest.approx({"a": 9.0909, "b": 90.9091}, abs=1e-4)


def test_05c_exactly_five_is_physical():
    """Above 5 is economic, 5 itself is not; order and number of the prices do not matter."""
    for instance in instances("05c"):
        decide = BANK["05c"].reference(instance.data)
        for prices, way in (
            ([10, 2], "物理"),
            ([2, 10], "物理"),
            ([10.1, 2], "経済"),
            ([2, 10.1], "経済"),
            ([3, 2], "物理"),
            ([500, 10, 400], "経済"),
            ([400, 90, 120], "物理"),
            ([7, 7], "物理"),
        ):
            assert decide(prices) == way
        for hidden in (False, True):
            calls = BANK["05c"].shape_for(instance.data, hidden).arguments
            ways = {max(prices) / min(prices) > 5 for (prices,) in calls}
            assert ways == {False, True}
            assert any(max(prices) == 5 * min(prices) for (prices,) in calls)


def test_05d_highest_over_lowest_of_all_three():
    """Tin carries its share of price times mass; the sentence says ratio, way and shares."""
    for instance in instances("05d"):
        d, right = instance.data, instance.expected()
        metals = ("copper", "tin", "slag")
        prices = [d[f"price_{metal}"] for metal in metals]
        value = {metal: d[f"price_{metal}"] * d[f"mass_{metal}"] for metal in metals}
        assert right["ratio"] == pytest.approx(max(prices) / min(prices))
        assert right["ratio"] > 5
        assert right["method"] == "経済的配分"
        share = value["tin"] / sum(value.values())
        assert right["kg"] == pytest.approx(d["total_kg"] * share)
        assert f"粗すず {100 * share:.4g} %" in right["sentence"]
        assert "最高÷最低" in right["sentence"]
        assert "5 超" in right["sentence"]


def test_05d_with_the_published_values():
    """Of 500, 10 and 400 the ratio is 50; the product studied over its neighbour gives 1.25."""
    data = {"total_kg": 100, "mass_copper": 3, "mass_tin": 1, "mass_slag": 60}
    data |= {"price_copper": 500, "price_tin": 400, "price_slag": 10}
    data["sentences"] = {"right": "", "studied": "", "price": ""}
    right = BANK["05d"].reference(data)
    assert right["ratio"] == pytest.approx(50)
    assert right["kg"] == pytest.approx(16)  # value times mass: 60, 24 and 16 %
    assert mistakes("05d")["studied_over_other"](data)["ratio"] == pytest.approx(1.25)
    assert mistakes("05d")["by_price_05d"](data)["kg"] == pytest.approx(43.956, abs=1e-3)


def test_05_quick_checks():
    """Waste carries nothing, what can be told apart is not allocated, and 5 is not above 5."""
    for instance in instances("05-q1"):
        d = instance.data
        share = d["product_mass"] / (d["product_mass"] + d["side_mass"])
        kg = (d["process_kg"] + d["treatment_kg"]) * share
        assert instance.expected()[""] == pytest.approx(kg)
    for instance in instances("05-q2"):
        d = instance.data
        kg = d["only_a_kg"] + d["both_kg"] * d["mass_a"] / (d["mass_a"] + d["mass_b"])
        assert instance.expected()[""] == pytest.approx(kg)
    for instance in instances("05-q3"):
        right = [
            instance.data["said"][name]
            for name, prices in instance.data["prices"].items()
            if max(prices) > 5 * min(prices)
        ]
        assert instance.expected()[""] == right
        assert len(right) == 2
