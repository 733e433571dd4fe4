"""Whoever fills gaps with a whole record lends its words, not its figures."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from gxd_teach.cases import pc
from gxd_teach.techspec import (
    ileap_to_pact,
    lint_record,
    ouranos_to_pact,
    pact_to_ouranos,
    v3_to_v2,
)
from gxd_teach.techspec.convert.fill import merged

LORRY = json.dumps(
    {"tocId": "t", "mode": "Road", "co2eIntensityWTW": "0.1", "co2eIntensityTTW": "0.08",
     "transportActivityUnit": "tkm",
     "energyCarriers": [{"energyCarrier": "Diesel", "relativeShare": "1",
                         "emissionFactorWTW": "3.2", "emissionFactorTTW": "2.6"}]}
)  # fmt: skip


def ten_pieces() -> dict[str, Any]:
    """The chassis, stated for ten pieces."""
    data: dict[str, Any] = json.loads(pc.record("fict-chassis").to_json())
    data["pcf"] |= {
        "declaredUnitAmount": "10", "productMassPerDeclaredUnit": "2.5",
        "pcfExcludingBiogenicUptake": "20.68", "pcfIncludingBiogenicUptake": "20.68",
        "fossilGhgEmissions": "20.68", "fossilCarbonContent": "0.5",
    }  # fmt: skip
    for name in ("packagingGhgEmissions", "outboundLogisticsGhgEmissions"):
        data["pcf"].pop(name, None)
    return data


def test_a_lorry_takes_no_emissions_and_no_merit_of_a_chassis() -> None:
    """Neither its total, nor its primary data share, nor its mass for another unit."""
    made = ileap_to_pact(LORRY, v3_to_v2(pc.record("fict-chassis")).record.to_json())
    pcf = made.record.pcf
    assert pcf.pCfExcludingBiogenic == Decimal("0.1")
    assert pcf.pCfIncludingBiogenic in (None, Decimal("0.1"))
    assert pcf.primaryDataShare is None
    left = {loss.path.rpartition(".")[2] for loss in made.losses if loss.path.startswith("fill.")}
    assert {"pCfIncludingBiogenic", "primaryDataShare"} <= left


def test_the_same_value_for_another_amount_is_converted() -> None:
    """Ten pieces there, one here: everything is a tenth."""
    whole = ten_pieces()
    back = ouranos_to_pact(pact_to_ouranos(json.dumps(whole)).record, fill=whole).record.pcf
    assert (back.declaredUnitAmount, back.pcfExcludingBiogenicUptake) == (1, Decimal("2.068"))
    assert back.pcfIncludingBiogenicUptake == back.fossilGhgEmissions == Decimal("2.068")
    assert (back.productMassPerDeclaredUnit, back.fossilCarbonContent) == (
        Decimal("0.25"), Decimal("0.05"),
    )  # fmt: skip
    assert back.primaryDataShare is not None


def test_another_value_keeps_the_product_and_leaves_the_figures() -> None:
    """A new figure beside an old record: totals follow the figure, merits are not carried on."""
    whole = ten_pieces()
    rows = json.loads(pact_to_ouranos(json.dumps(whole)).to_json())
    rows = rows if isinstance(rows, list) else rows["data"]
    for row in rows:
        if Decimal(str(row["ghgEmission"])) > 0:
            row["ghgEmission"] = 1.5
    made = ouranos_to_pact(rows, fill=whole)
    pcf = made.record.pcf
    assert pcf.pcfExcludingBiogenicUptake == pcf.pcfIncludingBiogenicUptake == Decimal("1.5")
    assert pcf.fossilGhgEmissions == Decimal("1.5")
    assert pcf.productMassPerDeclaredUnit == Decimal("0.25")
    assert pcf.primaryDataShare is None
    found = {one.code for one in lint_record(made.record.to_json()).findings}
    assert not found & {"GXD-L100", "GXD-L101", "GXD-L106"}


@pytest.mark.parametrize(
    ("fill", "taken"),
    [
        ({"primaryDataShare": "40"}, {"primaryDataShare": "40"}),
        ({"primaryDataShare": "40", "pcfExcludingBiogenicUptake": "2"}, {"primaryDataShare": "40"}),
        ({"primaryDataShare": "40", "pcfExcludingBiogenicUptake": "3"}, {}),
        ({"fossilCarbonContent": "4", "declaredUnitAmount": "4"}, {"fossilCarbonContent": "2"}),
        ({"fossilCarbonContent": "4", "declaredUnitOfMeasurement": "liter"}, {}),
        ({"geographyCountry": "JP", "pcfExcludingBiogenicUptake": "3"}, {"geographyCountry": "JP"}),
    ],
)  # fmt: skip
def test_what_is_taken(fill: dict[str, str], taken: dict[str, str]) -> None:
    """By what the fill says of its own value and unit."""
    source = {"pcfExcludingBiogenicUptake": "2", "declaredUnitAmount": "2",
              "declaredUnitOfMeasurement": "piece"}  # fmt: skip
    assert merged({"pcf": source}, {"pcf": fill})["pcf"] == source | taken
