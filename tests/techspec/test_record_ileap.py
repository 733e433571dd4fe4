"""Logistics emissions (iLEAP 1.0): shape, and what the numbers keep among each other."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import Problem, ProblemsError
from gxd_teach.techspec.records.ileap import HOC, TAD, TOC, ShipmentFootprint, ileap_of
from gxd_teach.techspec.records.ileap_checks import (
    check_hoc,
    check_references,
    check_shipment,
    check_tad,
    check_toc,
)

TOKYO = {"city": "FICT-TOKYO", "country": "JP"}
OSAKA = {"city": "FICT-OSAKA", "country": "JP", "lat": "34.7", "lng": "135.5"}
# 2,000 kg over 500 km by lorry are 1,000 tkm, at 0.1 kg/tkm 100 kg CO2e; then a hub.
SHIPMENT: dict[str, Any] = {
    "mass": "2000",
    "shipmentId": "FICT-S1",
    "tces": [
        {
            "tceId": "1",
            "tocId": "FICT-LORRY",
            "shipmentId": "FICT-S1",
            "mass": "2000",
            "distance": {"actual": "510", "sfd": "500"},
            "transportActivity": "1000",
            "origin": TOKYO,
            "destination": OSAKA,
            "departureAt": "2025-04-01T00:00:00Z",
            "arrivalAt": "2025-04-01T09:00:00Z",
            "co2eWTW": "100",
            "co2eTTW": "80",
        },
        {
            "tceId": "2",
            "prevTceIds": ["1"],
            "hocId": "FICT-HUB",
            "shipmentId": "FICT-S1",
            "mass": "2000",
            "distance": {"actual": "0"},
            "transportActivity": "0",
            "co2eWTW": "3",
            "co2eTTW": "0",
        },
    ],
}
DIESEL = {
    "energyCarrier": "Diesel",
    "relativeShare": "1",
    "emissionFactorWTW": "3.2",
    "emissionFactorTTW": "2.6",
}
LORRY: dict[str, Any] = {
    "tocId": "FICT-LORRY",
    "mode": "Road",
    "loadFactor": "0.6",
    "emptyDistanceFactor": "0",
    "energyCarriers": [DIESEL],
    "co2eIntensityWTW": "0.1",
    "co2eIntensityTTW": "0.08",
    "transportActivityUnit": "tkm",
}
HUB: dict[str, Any] = {
    "hocId": "FICT-HUB",
    "hubType": "Transshipment",
    "hubLocation": OSAKA,
    "energyCarriers": [DIESEL | {"energyCarrier": "Electric", "emissionFactorTTW": "0"}],
    "co2eIntensityWTW": "1.5",
    "co2eIntensityTTW": "0",
    "hubActivityUnit": "tonnes",
}
TRIP: dict[str, Any] = {
    "activityId": "FICT-A1",
    "consignmentIds": ["FICT-C1"],
    "distance": {"gcd": "400"},
    "origin": TOKYO,
    "destination": OSAKA,
    "departureAt": "2025-04-01T00:00:00Z",
    "arrivalAt": "2025-04-01T09:00:00Z",
    "mode": "Rail",
    "energyCarriers": [{"energyCarrier": "Electric", "relativeShare": "1"}],
}


def shipment(changes: dict[str, Any] | None = None, *, tce: int = 0) -> ShipmentFootprint:
    content = deepcopy(SHIPMENT)
    content["tces"][tce] |= changes or {}
    content["tces"][tce] = {k: v for k, v in content["tces"][tce].items() if v is not None}
    return ShipmentFootprint.from_json(json.dumps(content))


def codes(found: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in found]


def test_a_consistent_shipment_has_no_findings() -> None:
    """2,000 kg over the shortest feasible 500 km are 1,000 tkm."""
    assert check_shipment(shipment()) == []
    assert check_toc(TOC.from_value(LORRY)) == []
    assert check_hoc(HOC.from_value(HUB)) == []
    assert check_tad(TAD.from_value(TRIP)) == []


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"transportActivity": "1000000"}, "GXD-R072", "transportActivity"),  # km x kg
        ({"transportActivity": "1100"}, "GXD-R072", "transportActivity"),
        ({"shipmentId": "FICT-S2"}, "GXD-R070", "shipmentId"),
        ({"tocId": None}, "GXD-R071", "tocId"),
        ({"hocId": "FICT-HUB"}, "GXD-R071", "hocId"),
        ({"prevTceIds": ["9"]}, "GXD-R073", "prevTceIds"),
        ({"prevTceIds": ["2"]}, "GXD-R073", "prevTceIds"),
        ({"prevTceIds": ["1"]}, "GXD-R073", "prevTceIds"),
        ({"distance": {}}, "GXD-R077", "distance"),
        ({"co2eTTW": "101"}, "GXD-R079", "co2eTTW"),
        ({"arrivalAt": "2025-03-31T00:00:00Z"}, "GXD-R081", "arrivalAt"),
        ({"origin": TOKYO | {"lat": "35"}}, "GXD-R078", "origin.lng"),
        ({"origin": TOKYO | {"lat": "95", "lng": "135"}}, "GXD-R078", "origin.lat"),
    ],
)
def test_a_broken_rule_of_a_chain_element_is_found(
    changes: dict[str, Any], code: str, where: str
) -> None:
    """Each rule is found where it is broken, and nothing else with it."""
    assert codes(check_shipment(shipment(changes))) == [(code, f"tces[0].{where}")]


@pytest.mark.parametrize("stated", ["1000", "1000.0", "1020", "1020.00"])
def test_tonne_kilometers_by_any_stated_distance(stated: str) -> None:
    """The activity may stand on the actual 510 km or on the shortest feasible 500 km."""
    assert check_shipment(shipment({"transportActivity": stated})) == []


@given(grams=st.integers(1, 10**9), meters=st.integers(1, 10**8), places=st.integers(3, 9))
def test_a_rounded_activity_is_an_activity(grams: int, meters: int, places: int) -> None:
    """Mass times distance over 1000, rounded to some decimals of at least four digits, is right."""
    from decimal import Decimal

    kg, km = Decimal(grams) / 1000, Decimal(meters) / 1000
    exact = kg * km / 1000
    digits = max(places, 4 - exact.adjusted())
    stated = format(exact.quantize(Decimal(1).scaleb(-digits)), "f")
    changes = {
        "mass": str(kg),
        "distance": {"actual": str(km)},
        "transportActivity": stated,
    }
    assert check_shipment(shipment(changes)) == []
    doubled = shipment(changes | {"transportActivity": format(2 * exact, "f")})
    assert codes(check_shipment(doubled)) == [("GXD-R072", "tces[0].transportActivity")]


def test_shares_of_carriers_and_feedstocks_sum_to_one() -> None:
    """60 % diesel and 30 % HVO leave 10 % unsaid."""
    blend = [
        DIESEL | {"relativeShare": "0.6"},
        DIESEL | {"energyCarrier": "HVO", "relativeShare": "0.3"},
    ]
    assert codes(check_toc(TOC.from_value(LORRY | {"energyCarriers": blend}))) == [
        ("GXD-R074", "energyCarriers")
    ]
    thirds = [
        DIESEL | {"energyCarrier": name, "relativeShare": "0.333"}
        for name in ("Diesel", "HVO", "LNG")
    ]
    assert check_toc(TOC.from_value(LORRY | {"energyCarriers": thirds})) == []
    feedstocks = [{"feedstock": "Fossil", "feedstockShare": "0.5"}]
    half = DIESEL | {"feedstocks": feedstocks}
    assert codes(check_hoc(HOC.from_value(HUB | {"energyCarriers": [half]}))) == [
        ("GXD-R075", "energyCarriers[0].feedstocks")
    ]


def test_a_consumption_has_a_unit() -> None:
    """30 of what? A consumption stands with its unit."""
    bare = DIESEL | {"energyConsumption": "30"}
    found = check_toc(TOC.from_value(LORRY | {"energyCarriers": [bare]}))
    assert codes(found) == [("GXD-R076", "energyCarriers[0].energyConsumption")]
    assert (
        check_toc(
            TOC.from_value(LORRY | {"energyCarriers": [bare | {"energyConsumptionUnit": "l"}]})
        )
        == []
    )


def test_every_category_referred_to_is_listed() -> None:
    """Who receives a shipment must find the categories it stands on."""
    lorry, hub = TOC.from_value(LORRY), HOC.from_value(HUB)
    assert check_references([shipment()], [lorry], [hub]) == []
    assert check_references([shipment()], ["FICT-LORRY"], ["FICT-HUB"]) == []
    assert codes(check_references([shipment()], [lorry])) == [
        ("GXD-R080", "FICT-S1: tces[1].hocId")
    ]


@pytest.mark.parametrize(
    ("model", "content", "changes", "where", "code"),
    [
        (TOC, LORRY, {"mode": "Hub"}, "mode", "GXD-R016"),
        (TOC, LORRY, {"loadFactor": "0"}, "loadFactor", "GXD-R006"),
        (TOC, LORRY, {"loadFactor": "60"}, "loadFactor", "GXD-R006"),
        (TOC, LORRY, {"emptyDistanceFactor": "1"}, "emptyDistanceFactor", "GXD-R006"),
        (TOC, LORRY, {"loadFactor": 0.6}, "loadFactor", "GXD-R004"),
        (TOC, LORRY, {"energyCarriers": []}, "energyCarriers", "GXD-R009"),
        (TOC, LORRY, {"transportActivityUnit": "tonnes"}, "transportActivityUnit", "GXD-R016"),
        (TOC, LORRY, {"description": None}, "description", "GXD-R003"),
        (TOC, LORRY, {"energyCarriers": [{"energyCarrier": "Diesel", "relativeShare": "1",
         "emissionFactorWTW": "3"}]}, "energyCarriers[0].emissionFactorTTW", "GXD-R002"),
        (HOC, HUB, {"hubType": "transshipment"}, "hubType", "GXD-R016"),
        (HOC, HUB, {"hubLocation": {"city": "x"}}, "hubLocation.country", "GXD-R002"),
        (HOC, HUB, {"packagingOrTrEqAmount": -1}, "packagingOrTrEqAmount", "GXD-R051"),
        (TAD, TRIP, {"consignmentIds": []}, "consignmentIds", "GXD-R009"),
        (TAD, TRIP, {"departureAt": "2025-04-01"}, "departureAt", "GXD-R011"),
        (ShipmentFootprint, SHIPMENT, {"tces": []}, "tces", "GXD-R009"),
        (ShipmentFootprint, SHIPMENT, {"mass": 2000}, "mass", "GXD-R004"),
    ],
)  # fmt: skip
def test_a_malformed_property_is_named_by_its_path(
    model: Any, content: dict[str, Any], changes: dict[str, Any], where: str, code: str
) -> None:
    """What does not have iLEAP's shape is refused, with the place and a stable code."""
    with pytest.raises(ProblemsError) as caught:
        model.from_json(json.dumps(content | changes))
    assert codes(list(caught.value.problems)) == [(code, where)]


@pytest.mark.parametrize(
    ("model", "content"),
    [(ShipmentFootprint, SHIPMENT), (TOC, LORRY), (HOC, HUB), (TAD, TRIP)],
)
def test_logistics_data_go_round_unchanged(model: Any, content: dict[str, Any]) -> None:
    """Reading and writing are each other's inverse."""
    read = model.from_json(json.dumps(content))
    assert json.loads(read.to_json()) == content
    assert model.from_json(read.to_json()) == read
    assert len({read, model.from_json(read.to_json())}) == 1


@pytest.mark.parametrize(
    ("file", "content", "model"),
    [
        ("shipment-footprint.json", SHIPMENT, ShipmentFootprint),
        ("toc.json", LORRY, TOC),
        ("hoc.json", HUB, HOC),
    ],
)
def test_logistics_data_are_found_in_a_record(
    file: str, content: dict[str, Any], model: type
) -> None:
    """An extension's `dataSchema` tells which logistics data it holds."""
    other = {"dataSchema": "https://example.org/other.json", "data": {}}
    ours = {"dataSchema": f"https://example.org/{file}", "data": content}
    assert isinstance(ileap_of({"extensions": [other, ours]}), model)
    assert ileap_of({"extensions": [other]}) is None
    assert ileap_of({}) is None
