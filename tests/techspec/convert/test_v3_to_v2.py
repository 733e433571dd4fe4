"""What becomes of a PACT v3 record in v2."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3
from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2
from gxd_teach.techspec.records.json_text import read_json

Make = Callable[..., dict[str, Any]]


def test_values_for_the_declared_unit_become_values_per_unit(v3: Make) -> None:
    """10 kg CO2e for 4 kg of product are 2.5 per kilogram, of which the product holds 4."""
    pcf = v3_to_v2(v3()).record.pcf
    assert (pcf.unitaryProductAmount, pcf.fossilGhgEmissions) == (4, Decimal("2.5"))
    assert pcf.fossilCarbonContent == Decimal("0.1")
    assert pcf.productMassPerDeclaredUnit == 1


def test_the_total_excluding_biogenic_leaves_the_biogenic_parts_out(v3: Make) -> None:
    """(11.5 - 1 - 0.5) / 4 = 2.5 is v2's total; including stays 9.5 / 4."""
    pcf = v3_to_v2(v3()).record.pcf
    assert pcf.pCfExcludingBiogenic == Decimal("2.5")
    assert pcf.pCfIncludingBiogenic == Decimal("2.375")


def test_a_quotient_without_end_is_rounded_and_said(v3: Make) -> None:
    """10 / 3 has no last digit: 28 are kept and the report says approximated."""
    made = v3_to_v2(v3(declaredUnitAmount="3"))
    assert made.record.pcf.fossilGhgEmissions == Decimal("3.333333333333333333333333333")
    kinds = {o.kind for o in made.losses if o.path == "pcf.fossilGhgEmissions"}
    assert kinds == {"approximated"}


def test_a_piece_is_restated_per_kilogram(v3: Make) -> None:
    """v2 has no piece: 10 kg CO2e for one piece of 4 kg are 2.5 per kilogram, 4 of them."""
    made = v3_to_v2(v3(declaredUnitOfMeasurement="piece", declaredUnitAmount="1"))
    pcf = made.record.pcf
    assert (pcf.declaredUnit, pcf.unitaryProductAmount) == ("kilogram", 4)
    assert pcf.fossilGhgEmissions == Decimal("2.5")
    assert v2_to_v3(made.record).record.pcf.fossilGhgEmissions == 10


@pytest.mark.parametrize(
    "changes",
    [
        {"declaredUnitOfMeasurement": "hour", "productMassPerDeclaredUnit": "0"},
        {"declaredUnitOfMeasurement": "piece", "productMassPerDeclaredUnit": "0"},
    ],
)
def test_what_v2_cannot_say_is_not_said(v3: Make, changes: dict[str, str]) -> None:
    """No unit of v2 fits an hour or a weightless piece: no record, and the reason by name."""
    made = v3_to_v2(v3(**changes))
    assert made.record is None
    with pytest.raises(GxdError, match=r"GXD-R110.*declaredUnitOfMeasurement"):
        made.to_json()


def test_removals_beyond_the_fossil_emissions_cannot_be_negative_in_v2(v3: Make) -> None:
    """v2's total excluding biogenic is 0 or more; the lost part is named."""
    made = v3_to_v2(
        v3(pcfExcludingBiogenicUptake="-8.5", pcfIncludingBiogenicUptake="-10.5",
           pcf_technologicalCO2Removals="-20")
    )  # fmt: skip
    assert made.record.pcf.pCfExcludingBiogenic == 0
    assert any(o.kind == "approximated" and "0 or more" in o.reason.en for o in made.losses)


@pytest.mark.parametrize("edition", ["2.0", "2.1", "2.2", "2.3"])
def test_each_edition_gets_its_own_words(v3: Make, edition: str) -> None:
    """The list of IPCC reports since 2.2, the standards' codes and the mass since 2.3."""
    pcf = read_json(v3_to_v2(v3(), edition).to_json())["pcf"]
    assert ("ipccCharacterizationFactorsSources" in pcf) == (edition >= "2.2")
    assert ("crossSectoralStandards" in pcf) == (edition >= "2.3")
    assert ("productMassPerDeclaredUnit" in pcf) == (edition >= "2.3")
    assert pcf["crossSectoralStandardsUsed"] == ["ISO Standard 14067"]
    assert pcf["characterizationFactors"] == "AR6"


def test_company_codes_go_back_to_pathfinder_before_2_3(v3: Make) -> None:
    """urn:pact came with 2.3."""
    record = v3(companyIds=["urn:pact:company:customcode:vendor-assigned:1"])
    assert v3_to_v2(record, "2.2").record.companyIds == (
        "urn:pathfinder:company:customcode:vendor-assigned:1",
    )
    assert v3_to_v2(record, "2.3").record.companyIds == tuple(record["companyIds"])


def test_percent_strings_become_numbers(v3: Make) -> None:
    """v2 writes 40 and 1.5 without quotes; beyond 100 there is none."""
    text = v3_to_v2(v3()).to_json()
    assert b'"primaryDataShare":40}' in text
    assert b'"exemptedEmissionsPercent":1.5,' in text
    made = v3_to_v2(v3(primaryDataShare="140"))
    assert made.record.pcf.primaryDataShare is None


def test_a_missing_classification_is_not_invented(v3: Make) -> None:
    """v2 demands a UN CPC code; without one it says unknown, and the report asks for it."""
    made = v3_to_v2(v3(productClassifications=["urn:unspsc:1"]))
    assert made.record.productCategoryCpc == "unknown"
    assert made.record.productClassifications == ("urn:unspsc:1",)


def test_what_v2_has_no_place_for_is_dropped_by_name(v3: Make) -> None:
    """Outbound logistics, captured carbon and land occupation."""
    made = v3_to_v2(
        v3(
            pcf_outboundLogisticsGhgEmissions="1",
            pcf_ccuCarbonContent="2",
            pcf_landAreaOccupation="3",
        )
    )
    assert {one.path for one in made.of_kind("dropped")} >= {
        "pcf.outboundLogisticsGhgEmissions", "pcf.ccuCarbonContent", "pcf.landAreaOccupation",
    }  # fmt: skip


@pytest.mark.parametrize("version", ["3.0", "2.4", "2", "", "two", "2.3x"])
def test_another_version_is_refused(v3: Make, version: str) -> None:
    """Only the editions of v2 that there are."""
    with pytest.raises(GxdError, match="GXD-R104"):
        v3_to_v2(v3(), version)


def test_a_patch_version_names_its_edition(v3: Make) -> None:
    """2.1.0 is 2.1."""
    assert v3_to_v2(v3(), "2.1.0").record.specVersion == "2.1.0"


def test_the_new_id_is_a_version_4_uuid_as_v2_asks(v3: Make) -> None:
    """And always the same one for the same source and edition."""
    first, again = v3_to_v2(v3()), v3_to_v2(v3())
    assert first.record.id.version == 4
    assert first.to_json() == again.to_json()
    assert v3_to_v2(v3(), "2.1").record.id != first.record.id
