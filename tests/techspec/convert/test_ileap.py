"""iLEAP's shipment, transport and hub categories as PACT records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.convert.ileap import ileap_to_pact

FILL = {
    "companyName": "FICT-LOGISTICS",
    "companyIds": ["urn:gln:4912345000009"],
    "created": "2026-05-01T00:00:00Z",
    "pcf": {
        "referencePeriodStart": "2025-04-01T00:00:00Z",
        "referencePeriodEnd": "2026-04-01T00:00:00Z",
    },
}
CARRIER = {
    "energyCarrier": "Diesel", "relativeShare": "1", "emissionFactorWTW": "3.24",
    "emissionFactorTTW": "2.6",
}  # fmt: skip


def tce(name: str, activity: str, wtw: str, **more: Any) -> dict[str, Any]:
    """One leg of a chain."""
    return {
        "tceId": name, "tocId": "FICT-TRUCK", "shipmentId": "S1", "mass": "10000",
        "distance": {"actual": "100"}, "transportActivity": activity,
        "co2eWTW": wtw, "co2eTTW": "1", **more,
    }  # fmt: skip


SHIPMENT = {
    "mass": "10000",
    "shipmentId": "S1",
    "tces": [tce("1", "1000", "90"), tce("2", "3000", "110")],
}
TOC = {
    "tocId": "FICT-TRUCK", "mode": "Road", "energyCarriers": [CARRIER], "co2eIntensityWTW": "0.1",
    "co2eIntensityTTW": "0.08", "transportActivityUnit": "tkm",
}  # fmt: skip
HOC = {
    "hocId": "FICT-HUB", "hubType": "Transshipment", "energyCarriers": [CARRIER],
    "co2eIntensityWTW": "5", "co2eIntensityTTW": "4", "hubActivityUnit": "tonnes",
}  # fmt: skip


def test_the_published_mapping_states_a_total_and_the_report_says_so() -> None:
    """200 kg for 4000 tkm: the mapping writes 200, where v2 wants 0.05 per ton kilometer."""
    made = ileap_to_pact(SHIPMENT, FILL)
    pcf = made.record.pcf
    assert (pcf.declaredUnit, pcf.unitaryProductAmount) == ("ton kilometer", 4000)
    assert pcf.pCfExcludingBiogenic == pcf.fossilGhgEmissions == pcf.fossilCarbonContent == 200
    assert pcf.pCfIncludingBiogenic is None
    assert made.record.productCategoryCpc == "83117"
    assert {one.target for one in made.of_kind("approximated")} >= {
        "pcf.pCfExcludingBiogenic", "pcf.fossilCarbonContent",
    }  # fmt: skip


def test_per_declared_unit_is_what_v2_means() -> None:
    """200 / 4000 = 0.05 kg per ton kilometer, and a transport holds no carbon."""
    pcf = ileap_to_pact(SHIPMENT, FILL, per_declared_unit=True).record.pcf
    assert pcf.pCfExcludingBiogenic == Decimal("0.05")
    assert pcf.fossilCarbonContent == 0


def test_v3_holds_the_total_for_the_whole_activity() -> None:
    """200 kg for 4000 tkm is what v3's amount x unit means."""
    pcf = ileap_to_pact(SHIPMENT, FILL, version="3.0").record.pcf
    assert (pcf.declaredUnitAmount, pcf.pcfExcludingBiogenicUptake) == (4000, 200)
    assert pcf.productMassPerDeclaredUnit == 0


@pytest.mark.parametrize(
    ("data", "unit", "amount", "stated", "each"),
    [(TOC, "ton kilometer", 1, "0.1", "0.1"), (HOC, "kilogram", 1000, "5", "0.005")],
)
def test_categories_state_their_intensity(
    data: dict[str, Any], unit: str, amount: int, stated: str, each: str
) -> None:
    """Per ton kilometer for transport; per tonne, which is 1000 kilogram, for a hub."""
    pcf = ileap_to_pact(data, FILL).record.pcf
    assert (pcf.declaredUnit, pcf.unitaryProductAmount) == (unit, amount)
    assert pcf.pCfExcludingBiogenic == Decimal(stated)
    repaired = ileap_to_pact(data, FILL, per_declared_unit=True).record.pcf
    assert repaired.pCfExcludingBiogenic == Decimal(each)


def test_the_logistics_data_travel_in_the_extension() -> None:
    """Nothing of the chain is lost; PACT's own properties cannot hold it."""
    made = ileap_to_pact(SHIPMENT, FILL)
    (extension,) = made.record.extensions
    assert extension.dataSchema.endswith("/shipment-footprint.json")
    assert [one["tceId"] for one in extension.data["tces"]] == ["1", "2"]


def test_the_journey_tells_the_period() -> None:
    """From the first departure to the last arrival, where no other period is given."""
    shipment = SHIPMENT | {
        "tces": [
            tce("1", "1", "1", departureAt="2025-05-01T08:00:00+09:00",
                arrivalAt="2025-05-02T08:00:00+09:00")
        ]
    }  # fmt: skip
    fill = {name: FILL[name] for name in ("companyName", "companyIds")}
    pcf = ileap_to_pact(shipment, fill).record.pcf
    assert (pcf.referencePeriodEnd - pcf.referencePeriodStart).days == 1
    with pytest.raises(ProblemsError, match="GXD-R121"):
        ileap_to_pact(SHIPMENT, fill)


@pytest.mark.parametrize(
    "data",
    [
        TOC | {"transportActivityUnit": "TEUkm"},
        HOC | {"hubActivityUnit": "TEU"},
        SHIPMENT | {"tces": [tce("1", "0", "1")]},
    ],
)
def test_what_no_unit_of_pact_can_say_makes_no_record(data: dict[str, Any]) -> None:
    """Containers, and a shipment that did not move."""
    made = ileap_to_pact(data, FILL)
    assert made.record is None
    assert made.of_kind("missing")


def test_something_else_is_refused() -> None:
    """By its ids."""
    with pytest.raises(GxdError, match="GXD-R150"):
        ileap_to_pact({"activityId": "1"}, FILL)
