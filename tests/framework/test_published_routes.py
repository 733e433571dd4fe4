"""The nine routes that Nippon Express publishes for 10 t: all 18 printed numbers.

https://www.nittsu.co.jp/corporate/environment/modal_shift.html prints kilometres, megajoules and
kilograms of CO2. They follow from 38.2 MJ/L and 18.7 gC/MJ of diesel, 491 kJ and 22 g a
tonne-kilometre by rail, 555 kJ and 39 g by ship, a full 10-t truck by the improved method, and one
collection leg a kilometre, which the page does not state: it is fitted to Tokyo-Osaka by rail.
"""

from __future__ import annotations

import pytest

from gxd_teach.framework.logistics import (
    Leg,
    Option,
    compare,
    improved_tonne_km_method,
    saving_percent,
    tonne_km_method,
)

TONNES = 10
MJ_PER_LITRE = 38.2
KG_PER_LITRE = MJ_PER_LITRE * 0.0187 * 44 / 12
COLLECTION_LITRES_PER_KM = 0.3918  # of 10 t, fitted
RAIL, SHIP = (0.491, 22), (0.555, 39)  # MJ, g CO2 a tonne-kilometre

# Route: (main mode, its km), km of collection or of truck, printed MJ and kg.
BY_RAIL = [(552, 20, 3_010, 142), (1_184, 20, 6_113, 281), (1_185, 20, 6_118, 281)]
BY_SHIP = [(1_120, 20, 6_515, 457), (1_048, 76, 6_954, 487), (1_129, 20, 6_565, 461)]
BY_TRUCK = [(576, 0, 8_006, 549), (722, 242, 11_379, 782), (1_186, 0, 16_485, 1_130)]


def main_and_collection(mode, km, collection_km) -> tuple[float, float]:
    """MJ and kg CO2 of a rail or ship route with its collection by truck."""
    megajoules, grams = mode
    litres = COLLECTION_LITRES_PER_KM * collection_km
    return (
        TONNES * km * megajoules + litres * MJ_PER_LITRE,
        tonne_km_method(TONNES, km, grams).kg_co2 + litres * KG_PER_LITRE,
    )


def truck(km, ferry_km) -> tuple[float, float]:
    """MJ and kg CO2 of a full 10-t truck, with a ferry where there is one."""
    road = improved_tonne_km_method(TONNES, km, 100, 10_000, kg_per_litre=KG_PER_LITRE)
    ferry = tonne_km_method(TONNES, ferry_km, SHIP[1])
    assert road.litres is not None
    return road.litres * MJ_PER_LITRE + TONNES * ferry_km * SHIP[0], road.kg_co2 + ferry.kg_co2


@pytest.mark.parametrize(("mode", "routes"), [(RAIL, BY_RAIL), (SHIP, BY_SHIP)])
def test_rail_and_ship_with_one_collection_leg(mode, routes):
    """The leg fitted to one route gives the megajoules and kilograms of the five others too."""
    for km, collection_km, megajoules, kg in routes:
        made = main_and_collection(mode, km, collection_km)
        assert made == (pytest.approx(megajoules, abs=0.51), pytest.approx(kg, abs=0.5))


def test_truck_with_and_without_a_ferry():
    """Osaka, Sapporo and Fukuoka from Tokyo."""
    for km, ferry_km, megajoules, kg in BY_TRUCK:
        made = truck(km, ferry_km)
        assert made == (pytest.approx(megajoules, abs=0.5), pytest.approx(kg, abs=0.5))


@pytest.mark.parametrize(
    ("rail", "road", "printed"),
    [(0, 0, (62, 74)), (1, 1, (46, 64)), (2, 2, (63, 75))],
)
def test_what_the_shift_to_rail_saves(rail, road, printed):
    """Printed in percent of the truck: energy, then CO2."""
    km, collection_km, *_ = BY_RAIL[rail]
    rail_mj, rail_kg = main_and_collection(RAIL, km, collection_km)
    road_mj, road_kg = truck(*BY_TRUCK[road][:2])
    assert round(saving_percent(road_mj, rail_mj)) == printed[0]
    shift = compare(Option("truck", Leg("truck", road_kg)), Option("rail", Leg("rail", rail_kg)))
    assert round(shift.saving_percent()) == printed[1]
