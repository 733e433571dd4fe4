"""Transport chains after ISO 14083: elements, categories, distances, and records that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.logistics import (
    HOC,
    TCE,
    TOC,
    Distance,
    EnergyCarrier,
    FuelUse,
    TransportChain,
    intensity_from_fuel,
    intensity_from_vehicle,
    transport_activity,
)
from gxd_teach.framework.logistics.lint import lint_transport_records

TRUCK = TOC("truck", "Road", 0.1, 0.08)
VAN = TOC("van", "Road", 0.17, 0.14)
HUB = HOC("dc", "Warehouse", 1.2, 0.4)


def test_transport_activity_is_in_tonne_kilometres():
    """230 kg x 700 km = 161 tkm, not 161,000."""
    assert transport_activity(230, 700) == 161


def test_a_chain_of_two_legs():
    """87 kg: 423 km x 0.1 and 321 km x 0.17; 8.428 kg, 0.1302 kg/tkm, not the mean 0.135."""
    chain = TransportChain(
        [
            TCE("1", 87, Distance(423, "actual"), toc=TRUCK),
            TCE("2", 87, Distance(321, "actual"), toc=VAN),
        ]
    )
    assert chain.transport_activity_tkm == pytest.approx(36.801 + 27.927)
    assert chain.wtw_kg_co2e == pytest.approx(3.6801 + 4.74759)
    assert chain.wtw_kg_per_tkm == pytest.approx(8.42769 / 64.728)
    assert round(chain.wtw_kg_per_tkm, 4) == 0.1302
    assert chain.by_element()["1"] == pytest.approx((3.6801, 2.94408))


def test_the_activity_alone_will_do():
    """36.801 tkm x 0.1 + 27.927 tkm x 0.17."""
    chain = TransportChain(
        [TCE("1", toc=TRUCK, tonne_km=36.801), TCE("2", toc=VAN, tonne_km=27.927)]
    )
    assert chain.wtw_kg_co2e == pytest.approx(8.42769)


def test_a_hub_counts_by_the_tonne():
    """0.5 t through a hub of 1.2 kg/t: 0.6 kg, and no tonne-kilometres."""
    hub = TCE("hub", 500, hoc=HUB)
    assert hub.wtw_kg_co2e == pytest.approx(0.6)
    assert hub.ttw_kg_co2e == pytest.approx(0.2)
    leg = TCE("leg", 500, Distance(100, "actual"), toc=TRUCK)
    chain = TransportChain([leg, hub])
    assert chain.transport_activity_tkm == pytest.approx(50)
    assert chain.wtw_kg_per_tkm == pytest.approx((5 + 0.6) / 50)


def test_a_chain_of_hubs_has_no_intensity():
    """No tonne-kilometres to divide by."""
    chain = TransportChain([TCE("hub", 500, hoc=HUB)])
    assert "WTW 0.600" in str(chain)
    with pytest.raises(GxdError, match="GXD-T018"):
        _ = chain.wtw_kg_per_tkm


def test_a_distance_is_brought_to_the_kind_of_the_intensity():
    """400 km shortest feasible, intensity on actual km, DAF 1.05: 420 km count."""
    leg = TCE("1", 1000, Distance(400, "sfd"), toc=TRUCK, daf=1.05)
    assert leg.distance_km == pytest.approx(420)
    assert leg.wtw_kg_co2e == pytest.approx(42)


def test_the_way_back_divides():
    """420 actual km are 400 km shortest feasible."""
    toc = TOC("t", "Road", 0.1, 0.08, distance_kind="sfd")
    leg = TCE("1", 1000, Distance(420, "actual"), toc=toc, daf=1.05)
    assert leg.distance_km == pytest.approx(400)


def test_a_daf_on_an_actual_distance_is_refused():
    """It would correct twice."""
    with pytest.raises(GxdError, match=r"GXD-T003.*leg 1"):
        TCE("leg 1", 1000, Distance(400, "actual"), toc=TRUCK, daf=1.05)


@pytest.mark.parametrize(
    ("distance", "kind", "daf", "code"),
    [
        (Distance(400, "sfd"), "actual", None, "GXD-T004"),
        (Distance(400, "gcd"), "sfd", 1.05, "GXD-T005"),
        (Distance(400, "sfd"), "actual", 0.95, "GXD-T006"),
        (Distance(400, "sfd"), "actual", 5, "GXD-T006"),
        (Distance(400, "sfd"), "road", 1.05, "GXD-T002"),
    ],
)
def test_conversions_that_cannot_be(distance, kind, daf, code):
    """No DAF is made up, and 5 is not 5 %."""
    with pytest.raises(GxdError, match=code):
        distance.to(kind, daf)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: TOC("t", "Road", 0.08, 0.1), "GXD-T008"),
        (lambda: HOC("h", "Warehouse", 0.4, 1.2), "GXD-T008"),
        (lambda: TOC("t", "Truck", 0.1, 0.08), "GXD-T012"),
        (lambda: TOC("t", "Road", 0.1, 0.08, distance_kind="road"), "GXD-T002"),
        (lambda: TOC("t", "Road", 0.1, 0.08, load_factor=0), "GXD-T010"),
        (lambda: TOC("t", "Road", 0.1, 0.08, load_factor=60), "GXD-T010"),
        (lambda: TOC("t", "Road", 0.1, 0.08, empty_distance_factor=1), "GXD-T011"),
        (lambda: TOC("t", "Road", 0.1, 0.08, empty_distance_factor=-0.1), "GXD-T011"),
        (lambda: TOC("t", "Road", "0,1", 0.08), "GXD-T001"),
        (lambda: HOC("h", "Shed", 1, 1), "GXD-T013"),
        (lambda: EnergyCarrier("Diesel", 95), "GXD-T007"),
        (lambda: Distance(-1, "actual"), "GXD-T001"),
        (lambda: Distance(1, "straight"), "GXD-T002"),
        (lambda: TransportChain([]), "GXD-T016"),
        (lambda: TransportChain([TCE("1", 1, hoc=HUB), TCE("1", 1, hoc=HUB)]), "GXD-T017"),
    ],
)
def test_what_cannot_be_is_refused(call, code):
    """WTW below TTW, percentages for fractions, unknown words, empty chains."""
    with pytest.raises(GxdError, match=code):
        call()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "GXD-T014"),
        ({"toc": TRUCK, "hoc": HUB}, "GXD-T014"),
        ({"toc": TRUCK}, "GXD-T015"),
        ({"toc": TRUCK, "distance": 423}, "GXD-T015"),
        ({"toc": TRUCK, "distance": Distance(1, "actual"), "tonne_km": 5}, "GXD-T015"),
        ({"hoc": HUB, "distance": Distance(1, "actual")}, "GXD-T015"),
        ({"hoc": HUB, "mass_kg": None}, "GXD-T015"),
        ({"toc": TRUCK, "distance": Distance(1, "actual"), "mass_kg": -1}, "GXD-T001"),
    ],
)
def test_an_element_has_one_category_and_what_it_needs(fields, code):
    """TOC or HOC, with mass and a distance of a kind, or with mass alone."""
    with pytest.raises(GxdError, match=code) as caught:
        TCE(**{"tce_id": "leg 7", "mass_kg": 87, **fields})
    assert "leg 7" in str(caught.value)


def test_the_shares_of_the_energy_carriers_make_one():
    """0.7 + 0.3 will do, 0.7 + 0.2 will not."""
    diesel = EnergyCarrier("Diesel", 0.7)
    TOC("t", "Road", 0.1, 0.08, energy_carriers=(diesel, EnergyCarrier("HVO", 0.3)))
    with pytest.raises(GxdError, match=r"GXD-T009.*0\.9"):
        TOC("t", "Road", 0.1, 0.08, energy_carriers=(diesel, EnergyCarrier("HVO", 0.2)))


def test_intensity_from_the_fuel_of_a_year():
    """1,000 L x 3.2 + 200 L x 0.5 over 40,000 loaded tkm; empty kilometres burn but carry nothing."""
    fuels = [FuelUse("Diesel", 1000, 3.2, 2.6), FuelUse("HVO", 200, 0.5, 0)]
    wtw, ttw = intensity_from_fuel(fuels, 40_000)
    assert wtw == pytest.approx(3300 / 40_000)
    assert ttw == pytest.approx(2600 / 40_000)
    assert TOC("own", "Road", wtw, ttw).wtw_kg_per_tkm == pytest.approx(0.0825)


def test_empty_runs_and_half_loads_raise_the_intensity():
    """0.3 L/km x 3.2 kg/L over 10 t x 0.6 x (1 - 0.2) = 4.8 t: 0.2 kg/tkm; 0.096 when always full."""
    fields = {
        "fuel_per_km": 0.3,
        "wtw_kg_per_unit": 3.2,
        "ttw_kg_per_unit": 2.6,
        "max_payload_kg": 10_000,
    }
    wtw, ttw = intensity_from_vehicle(**fields, load_factor=0.6, empty_distance_factor=0.2)
    assert (wtw, ttw) == pytest.approx((0.2, 0.1625))
    assert intensity_from_vehicle(**fields, load_factor=1)[0] == pytest.approx(0.096)


def test_the_model_and_the_fuel_of_a_trip_agree():
    """80 km loaded with 6 t and 20 km empty at 0.3 L/km: 30 L over 480 tkm."""
    modelled = intensity_from_vehicle(
        fuel_per_km=0.3,
        wtw_kg_per_unit=3.2,
        ttw_kg_per_unit=2.6,
        max_payload_kg=10_000,
        load_factor=0.6,
        empty_distance_factor=0.2,
    )
    measured = intensity_from_fuel([FuelUse("Diesel", 30, 3.2, 2.6)], transport_activity(6000, 80))
    assert modelled == pytest.approx(measured)


def test_mixed_kinds_of_distance_are_pointed_out():
    """An intensity per tkm of a mixed sum is a guide only."""
    sea = TOC("ship", "Sea", 0.02, 0.015, distance_kind="sfd")
    legs = [
        TCE("1", 1000, Distance(10, "actual"), toc=TRUCK),
        TCE("2", 1000, Distance(10, "sfd"), toc=sea),
    ]
    assert len(TransportChain(legs).cautions) == 1
    assert TransportChain(legs[:1]).cautions == []


def test_the_table_has_a_row_an_element():
    """Category, mode, activity, WTW and TTW apart."""
    chain = TransportChain(
        [TCE("1", 500, Distance(100, "actual"), toc=TRUCK), TCE("hub", 500, hoc=HUB)]
    )
    frame = chain.to_frame()
    assert list(frame.iloc[1, :4]) == ["hub", "dc", "Warehouse", 0]
    assert frame.iloc[:, 4].sum() == pytest.approx(chain.wtw_kg_co2e)
    assert frame.iloc[:, 5].sum() == pytest.approx(chain.ttw_kg_co2e)
    assert "<table" in chain._repr_html_()


@st.composite
def elements(draw):
    """A transport or a hub with any intensities that may be."""
    ttw = draw(st.floats(0, 10))
    wtw = ttw + draw(st.floats(0, 10))
    name, mass = str(draw(st.uuids())), draw(st.floats(0, 1e6))
    if draw(st.booleans()):
        return TCE(name, mass, hoc=HOC("h", "Warehouse", wtw, ttw))
    daf = draw(st.none() | st.floats(1, 2))
    distance = Distance(draw(st.floats(0, 20_000)), "actual" if daf is None else "sfd")
    return TCE(name, mass, distance, toc=TOC("t", "Sea", wtw, ttw), daf=daf)


@given(st.lists(elements(), min_size=1, max_size=8, unique_by=lambda element: element.tce_id))
def test_wtw_is_never_below_ttw(parts):
    """For every chain, and for every element of it."""
    chain = TransportChain(parts)
    assert chain.wtw_kg_co2e >= chain.ttw_kg_co2e >= 0
    assert all(wtw >= ttw for wtw, ttw in chain.by_element().values())


def toc_record(**changes):
    """A TOC record without a fault, then changed."""
    record = {
        "tocId": "truck-40t",
        "mode": "Road",
        "loadFactor": "0.6",
        "emptyDistanceFactor": "0.17",
        "energyCarriers": [
            {
                "energyCarrier": "Diesel",
                "relativeShare": "1",
                "emissionFactorWTW": "3.2",
                "emissionFactorTTW": "2.6",
            }
        ],
        "co2eIntensityWTW": "0.1",
        "co2eIntensityTTW": "0.08",
        "transportActivityUnit": "tkm",
    }
    return {**record, **changes}


def tce_record(**changes):
    record = {
        "tceId": "abc",
        "tocId": "truck-40t",
        "mass": "87",
        "distance": {"actual": "423"},
        "transportActivity": "36.801",
        "co2eWTW": "3.6801",
        "co2eTTW": "3.2801",
    }
    return {**record, **changes}


def hoc_record(**changes):
    record = {
        "hocId": "dc",
        "hubType": "Warehouse",
        "energyCarriers": [{"energyCarrier": "Electric", "relativeShare": "1"}],
        "co2eIntensityWTW": "1.2",
        "co2eIntensityTTW": "0.4",
        "hubActivityUnit": "tonnes",
    }
    return {**record, **changes}


def test_good_records_have_no_findings():
    """TOC, HOC, TCE at a transport and at a hub, and a shipment of them."""
    at_hub = {
        "tceId": "h",
        "hocId": "dc",
        "mass": "87",
        "transportActivity": "0",
        "co2eWTW": "0.1",
        "co2eTTW": "0.1",
    }
    shipment = {"shipmentId": "s", "tces": [tce_record(), at_hub]}
    assert lint_transport_records([toc_record(), hoc_record(), tce_record(), shipment]) == []


@pytest.mark.parametrize(
    ("record", "code", "field"),
    [
        (toc_record(co2eIntensityWTW="0.07"), "GXD-T031", "co2eIntensityWTW"),
        (tce_record(co2eWTW="2.67", co2eTTW="2.80"), "GXD-T031", "co2eWTW"),
        (
            toc_record(energyCarriers=[{"relativeShare": "0.6"}, {"relativeShare": "0.3"}]),
            "GXD-T032",
            "energyCarriers",
        ),
        (
            toc_record(energyCarriers=[{"relativeShare": "1.5"}, {"relativeShare": "-0.5"}]),
            "GXD-T032",
            "energyCarriers",
        ),
        (toc_record(hocId="dc"), "GXD-T033", "tocId / hocId"),
        (tce_record(hocId="dc"), "GXD-T033", "tocId / hocId"),
        (toc_record(tocId=None), "GXD-T033", "tocId / hocId"),
        (toc_record(co2eIntensityWTW="8,42769"), "GXD-T030", "co2eIntensityWTW"),
        (toc_record(transportActivityUnit="kgkm"), "GXD-T034", "transportActivityUnit"),
        (hoc_record(hubActivityUnit="tkm"), "GXD-T034", "hubActivityUnit"),
        (toc_record(loadFactor="60"), "GXD-T035", "loadFactor"),
        (toc_record(emptyDistanceFactor="1"), "GXD-T036", "emptyDistanceFactor"),
        (toc_record(mode="Truck"), "GXD-T037", "mode"),
        (tce_record(transportActivity="3.6801"), "GXD-T038", "transportActivity"),
        (tce_record(transportActivity="36801"), "GXD-T038", "transportActivity"),
        (toc_record(energyCarriers=[]), "GXD-T039", "energyCarriers"),
        (toc_record(co2eIntensityTTW=None), "GXD-T039", "co2eIntensityTTW"),
    ],
)
def test_each_fault_has_its_code_and_place(record, code, field):
    """One fault, one finding, with the record and the field."""
    (problem,) = lint_transport_records([record])
    assert problem.code == code
    assert problem.where.endswith(field)
    assert problem.ja
    assert problem.en


def test_all_faults_of_all_records_are_found():
    """Five records, each with its fault, and the second with two."""
    records = [
        toc_record(co2eIntensityWTW="0.07"),
        toc_record(energyCarriers=[{"relativeShare": "0.9"}], hocId="x"),
        toc_record(),
        toc_record(co2eIntensityWTW="0,1"),
        toc_record(transportActivityUnit="t"),
    ]
    found = [problem.code for problem in lint_transport_records(records)]
    assert found == ["GXD-T031", "GXD-T033", "GXD-T032", "GXD-T030", "GXD-T034"]
