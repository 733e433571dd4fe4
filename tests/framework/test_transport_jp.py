"""The four Japanese methods of transport emissions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.logistics import (
    fuel_economy_method,
    fuel_intensity,
    fuel_method,
    improved_tonne_km_method,
    kg_co2_per_litre,
    mode_coefficient,
    tonne_km_method,
)

DIESEL = 38.0 * 0.0188 * 44 / 12  # kg CO2 per litre, legal table from FY2023
OLD_DIESEL_MJ = 38.2  # MJ per litre, behind the published example
OLD_DIESEL = OLD_DIESEL_MJ * 0.0187 * 44 / 12


def test_co2_per_litre_follows_from_the_legal_table():
    """GJ/kL x tC/GJ x 44/12: diesel 38.0 x 0.0188, gasoline 33.4 x 0.0187."""
    assert kg_co2_per_litre("diesel") == pytest.approx(DIESEL)
    assert kg_co2_per_litre("軽油") == kg_co2_per_litre("diesel")
    assert kg_co2_per_litre("gasoline") == pytest.approx(33.4 * 0.0187 * 44 / 12)


def test_the_fuel_method():
    """1,200 L of diesel are 3.143 t: litres, not kilolitres, and carbon times 44/12."""
    assert fuel_method(1200).kg_co2 == pytest.approx(1200 * DIESEL)
    assert round(fuel_method(1200).kg_co2 / 1000, 3) == 3.143
    assert fuel_method(1200, 2.585).kg_co2 == pytest.approx(3102)


def test_the_fuel_economy_method():
    """576 km at 3.5 km/L: 164.6 L, 431.1 kg; the distance is divided by the economy."""
    result = fuel_economy_method(576, 3.5)
    assert result.litres == pytest.approx(576 / 3.5)
    assert round(result.kg_co2, 1) == 431.1


def test_the_tonne_kilometre_method():
    """10 t x 552 km x 22 g = 121.44 kg."""
    result = tonne_km_method(10, 552, 22)
    assert result.kg_co2 == pytest.approx(121.44)
    assert result.tonne_km == 5520


@pytest.mark.parametrize(
    ("load", "payload", "litres_per_tkm"),
    [(100, 10_000, 0.0364), (50, 10_000, 0.0639), (50, 4_000, 0.1163)],
)
def test_check_values_of_the_improved_method(load, payload, litres_per_tkm):
    """Diesel, by the formula's source."""
    assert fuel_intensity(load, payload) == pytest.approx(litres_per_tkm, abs=5e-5)


def test_gasoline_has_its_own_constants():
    """ln y = 2.67 - 0.927 ln(x/100) - 0.648 ln z at 80 % and 2,000 kg."""
    y = math.exp(2.67 - 0.927 * math.log(0.8) - 0.648 * math.log(2000))
    assert fuel_intensity(80, 2000, "gasoline") == pytest.approx(y)
    assert improved_tonne_km_method(1, 100, 80, 2000, "ガソリン").kg_co2 == pytest.approx(
        100 * y * 33.4 * 0.0187 * 44 / 12
    )


def test_ten_tonnes_from_tokyo_to_osaka():
    """The published example: 10 t x 576 km in a full 10-t truck, 549 kg."""
    assert round(improved_tonne_km_method(10, 576, 100, 10_000).kg_co2, 1) == 549.0


def test_half_a_load_is_not_half_the_emissions():
    """5 t in the same truck at 50 %: 481.9 kg, neither 274.5 nor 549.0."""
    assert round(improved_tonne_km_method(5, 576, 50, 10_000).kg_co2, 1) == 481.9


@pytest.mark.parametrize(("km", "megajoules", "kg"), [(576, 8_006, 549), (1_186, 16_485, 1_130)])
def test_the_published_truck_routes_with_the_older_constants(km, megajoules, kg):
    """Nippon Express: energy and CO2 follow from 38.2 MJ/L and 18.7 gC/MJ of diesel."""
    result = improved_tonne_km_method(10, km, 100, 10_000, kg_per_litre=OLD_DIESEL)
    assert result.litres * OLD_DIESEL_MJ == pytest.approx(megajoules, abs=0.5)
    assert result.kg_co2 == pytest.approx(kg, abs=0.5)


def test_the_published_route_by_truck_and_ferry():
    """Tokyo to Sapporo: 722 km of truck and 242 km of ferry at 39 g/tkm, 782 kg."""
    truck = improved_tonne_km_method(10, 722, 100, 10_000, kg_per_litre=OLD_DIESEL)
    ferry = tonne_km_method(10, 242, mode_coefficient("ship", 2006))
    assert truck.kg_co2 + ferry.kg_co2 == pytest.approx(782, abs=0.5)


def test_every_result_says_that_it_is_combustion_only():
    """TTW must not be added to WTW unnoticed."""
    results = (
        fuel_method(1),
        fuel_economy_method(1, 1),
        tonne_km_method(1, 1, 22),
        improved_tonne_km_method(1, 1, 100, 10_000),
    )
    for result in results:
        assert result.boundary == "tank-to-wheel"
        assert "TTW" in str(result)
        assert "WTW" in result.caution
        assert result.caution in result._repr_html_()
        assert float(result) == result.kg_co2


@pytest.mark.parametrize("payload", [10, 4, 0.35])
def test_a_payload_in_tonnes_is_refused(payload):
    """z is in kg: the sentence gives the value that was meant."""
    with pytest.raises(GxdError, match=f"GXD-M017.*{payload * 1000:g}"):
        improved_tonne_km_method(10, 576, 100, payload)


@pytest.mark.parametrize("load", [0.5, 1, 100.1, 150, None])
def test_a_load_rate_that_is_no_percentage_is_refused(load):
    """0.5 may be a half or half a percent; nothing carries more than 100 %."""
    with pytest.raises(GxdError, match=r"GXD-M016.*load_percent"):
        fuel_intensity(load, 10_000)


@pytest.mark.parametrize("fuel", ["electric", "EV", "電気"])
def test_an_electric_truck_is_refused(fuel):
    """The formula is one of fuel."""
    with pytest.raises(GxdError, match="GXD-M012"):
        improved_tonne_km_method(1, 100, 50, 4000, fuel)


def test_an_unknown_fuel_is_refused_by_name():
    """Only diesel and gasoline have constants."""
    with pytest.raises(GxdError, match=r"GXD-M011.*hydrogen"):
        fuel_intensity(50, 4000, "hydrogen")


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: fuel_method(-1), "GXD-M013.*litres"),
        (lambda: fuel_method("１２"), "GXD-M013.*litres"),
        (lambda: fuel_method(1, 2619), "GXD-M014"),
        (lambda: fuel_method(1, 0.0026), "GXD-M014"),
        (lambda: fuel_economy_method(100, 0), "GXD-M013.*km_per_litre"),
        (lambda: tonne_km_method(10, -5, 22), "GXD-M013.*km"),
        (lambda: tonne_km_method(10, 5, 0.022), "GXD-M015.*22"),
        (lambda: improved_tonne_km_method(10, 5, 0, 10_000), "GXD-M013.*load_percent"),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(call, code):
    """Negative amounts, another unit, full-width digits."""
    with pytest.raises(GxdError, match=code):
        call()


@given(st.floats(1.01, 99), st.floats(1.001, 1.5), st.floats(100, 50_000))
def test_a_fuller_truck_needs_less_per_tonne_kilometre(load, more, payload):
    """And so does a larger one."""
    fuller = min(load * more, 100)
    assert fuel_intensity(fuller, payload) < fuel_intensity(load, payload)
    assert fuel_intensity(load, payload * more) < fuel_intensity(load, payload)


def test_mode_coefficients_carry_year_and_source():
    """No row without a year, a source with its address, and how sure it is."""
    rows = datasets.rows("transport-modes")
    for row in rows:
        assert row["year"]
        assert row["source_url"].startswith("http")
        assert row["certainty"] in {"V-ex", "C", "second-hand"}
        assert row["boundary"] == "tank-to-wheel"
        assert mode_coefficient(row["mode"], int(row["year"]), row["source"]) == float(row["value"])


@pytest.mark.parametrize(("mode", "year"), [("ship", 2020), ("air", 2021), ("bicycle", 2021)])
def test_a_missing_coefficient_names_those_there_are(mode, year):
    """No coefficient is made up for a year or mode without a source."""
    with pytest.raises(GxdError, match=r"GXD-M018.*(ship|rail)"):
        mode_coefficient(mode, year)
