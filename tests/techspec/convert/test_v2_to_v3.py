"""What becomes of a PACT v2 record in v3."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.convert.loss import Conversion
from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3
from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2
from gxd_teach.techspec.records.json_text import read_json

Make = Callable[..., dict[str, Any]]


def loss(made: Conversion, path: str, kind: str | None = None) -> Any:
    """The one loss at a path (of a kind)."""
    (found,) = [o for o in made.losses if o.path == path and kind in (None, o.kind)]
    return found


def test_values_per_unit_become_values_for_the_whole_declared_unit(v2: Make) -> None:
    """0.25 kg per liter in a bottle of 12 liter is 3 kg for 12 liter (ADR 36)."""
    pcf = v2_to_v3(v2()).record.pcf
    assert pcf.declaredUnitAmount == 12
    assert pcf.fossilGhgEmissions == Decimal("3.00")
    assert pcf.fossilCarbonContent == Decimal("0.12")
    assert pcf.productMassPerDeclaredUnit == Decimal("13.2")
    assert pcf.biogenicCO2Uptake == Decimal("-0.9")


def test_the_total_excluding_takes_in_what_v2_left_out(v2: Make) -> None:
    """v3's total excluding uptake holds LUC 0.36, land management -0.12 and non-CO2 0.06."""
    made = v2_to_v3(v2())
    assert made.record.pcf.pcfExcludingBiogenicUptake == Decimal("3.30")
    assert made.record.pcf.pcfIncludingBiogenicUptake == Decimal("2.40")
    assert made.record.pcf.landManagementBiogenicCO2Removals == Decimal("-0.12")
    assert not any("sum of its parts" in one.reason.en for one in made.losses)


def test_a_total_that_already_holds_the_biogenic_parts_is_taken_at_its_word(v2: Make) -> None:
    """0.275 = 0.25 + 0.03 - 0.01 + 0.005 is v3's total already: 12 times it is 3.3."""
    made = v2_to_v3(v2(pCfExcludingBiogenic="0.275"))
    assert made.record.pcf.pcfExcludingBiogenicUptake == Decimal("3.3")
    assert loss(made, "pcf.pCfExcludingBiogenic").kind == "approximated"


def test_a_sum_that_cannot_hold_is_said(v2: Make) -> None:
    """A total that fits neither reading is kept, and the report says that the sum does not hold."""
    made = v2_to_v3(v2(pCfExcludingBiogenic="7"))
    assert made.record.pcf.pcfExcludingBiogenicUptake == 84
    assert any("sum of its parts" in one.reason.en for one in made.losses)


def test_products_are_exact(v2: Make) -> None:
    """A tenth times three is three tenths, as no binary float has it."""
    made = v2_to_v3(
        v2(unitaryProductAmount="3", aircraftGhgEmissions=None, pcf_aircraftGhgEmissions="0.1")
    )
    assert str(made.record.pcf.aircraftGhgEmissions) == "0.3"


def test_a_number_of_forty_digits_keeps_them_all(v2: Make) -> None:
    """Also where parts are added and signs turned: 12 x 0.000…01 beside 0.25."""
    tiny = "0." + "0" * 38 + "1"
    made = v2_to_v3(v2(dLucGhgEmissions=tiny, landManagementGhgEmissions="0",
                       otherBiogenicGhgEmissions="0"))  # fmt: skip
    assert str(made.record.pcf.pcfExcludingBiogenicUptake) == "3." + "0" * 37 + "12"
    back = v3_to_v2(made.record)
    assert back.record.pcf.pCfExcludingBiogenic == Decimal("0.25")


def test_percent_numbers_become_decimal_strings(v2: Make) -> None:
    """56.12 travels on as "56.12", not as 56.11999."""
    pcf = read_json(v2_to_v3(v2()).to_json())["pcf"]
    assert pcf["primaryDataShare"] == "56.12"
    assert pcf["exemptedEmissionsPercent"] == "1.5"


def test_dialect_words_are_translated(v2: Make) -> None:
    """Standards and IPCC reports in v3's words; the UN CPC code as a URN."""
    record = v2_to_v3(
        v2(crossSectoralStandardsUsed=["GHG Protocol Product standard", "ISO Standard 14044"])
    ).record
    assert record.pcf.crossSectoralStandards == ("ISO14067", "GHGP-Product", "ISO14040-44")
    assert record.pcf.ipccCharacterizationFactors == ("AR6",)
    assert record.productClassifications == ("urn:cpc:24410",)


def test_old_company_codes_are_renamed_and_old_product_codes_reported(v2: Make) -> None:
    """urn:pathfinder became urn:pact for companies; for products the issuer's domain is missing."""
    made = v2_to_v3(
        v2(
            specVersion="2.1.0",
            companyIds=["urn:pathfinder:company:customcode:buyer-assigned:7"],
            productIds=["urn:pathfinder:product:customcode:vendor-assigned:X"],
        )
    )
    assert made.record.companyIds == ("urn:pact:company:customcode:buyer-assigned:7",)
    assert made.record.productIds == ("urn:pathfinder:product:customcode:vendor-assigned:X",)
    assert loss(made, "productIds[0]").kind == "missing"


def test_ratings_of_another_scale_are_not_copied(v2: Make) -> None:
    """1 to 3 is not 1 to 5: the ratings are dropped and the report says so."""
    made = v2_to_v3(v2())
    assert made.record.pcf.dqi is None
    assert loss(made, "pcf.dqi").kind == "dropped"


def test_a_converted_record_is_another_record_and_always_the_same_one(v2: Make) -> None:
    """A new id, made from the old id and version; the old one precedes it."""
    first, again, later = v2_to_v3(v2()), v2_to_v3(v2()), v2_to_v3(v2(version=5))
    assert first.record.id == again.record.id != later.record.id
    assert [str(one) for one in first.record.precedingPfIds] == [
        "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"
    ]
    assert first.to_json() == again.to_json()


def test_the_id_may_be_kept_for_a_record_served_in_both_versions(v2: Make) -> None:
    """With the same id there is no predecessor."""
    record = v2_to_v3(v2(), id="f81d4fae-7dec-41d0-8765-00a0c91e6bf6").record
    assert record.precedingPfIds is None


def test_what_v3_has_no_place_for_is_named(v2: Make) -> None:
    """version, updated and statusComment are dropped by name."""
    made = v2_to_v3(v2())
    assert {one.path for one in made.of_kind("dropped")} >= {"version", "updated", "statusComment"}


def test_methodology_and_uncertainty_go_into_the_comment(v2: Make) -> None:
    """What has no property of its own is not lost, only moved."""
    made = v2_to_v3(
        v2(pcf_biogenicAccountingMethodology="GHGP", pcf_uncertaintyAssessmentDescription="±20 %")
    )
    assert made.record.comment == (
        "FICT\nbiogenicAccountingMethodology: GHGP\nuncertaintyAssessmentDescription: ±20 %"
    )


@pytest.mark.parametrize(
    ("unit", "mass", "advice"),
    [
        ("kilogram", "12", ""),
        ("ton kilometer", "0", ""),
        ("liter", "0", "Hand over product_mass_kg."),
    ],
)
def test_a_mass_that_is_not_told(v2: Make, unit: str, mass: str, advice: str) -> None:
    """Kilograms weigh what they are, a transport nothing; a liter's mass has to be asked for."""
    made = v2_to_v3(v2(declaredUnit=unit, productMassPerDeclaredUnit=None))
    assert made.record.pcf.productMassPerDeclaredUnit == Decimal(mass)
    assert loss(made, "pcf.productMassPerDeclaredUnit").advice.en == advice


def test_the_mass_may_be_handed_over(v2: Make) -> None:
    """In kg for the whole declared unit."""
    made = v2_to_v3(v2(), product_mass_kg=13.5)
    assert made.record.pcf.productMassPerDeclaredUnit == Decimal("13.5")
    with pytest.raises(GxdError, match="GXD-R103"):
        v2_to_v3(v2(), product_mass_kg=-1)


def test_a_withdrawal_after_the_text_of_2_0_changes_its_sign(v2: Make) -> None:
    """2.0 asked, in error, for a positive withdrawal."""
    made = v2_to_v3(v2(specVersion="2.0.1", biogenicCarbonWithdrawal="0.075"))
    assert made.record.pcf.biogenicCO2Uptake == Decimal("-0.9")


def test_carbon_content_of_2_0_is_doubted(v2: Make) -> None:
    """The text of 2.0 said kg CO2e, 2.1 put it right to kg C."""
    made = v2_to_v3(v2(specVersion="2.0.1"))
    assert "44/12" in loss(made, "pcf.fossilCarbonContent", "assumed").advice.en


def test_assurance_becomes_verification_without_its_level(v2: Make) -> None:
    """Provider and standard are kept; level, boundary and other words for coverage are not."""
    made = v2_to_v3(
        v2(
            pcf_assurance={
                "assurance": True, "coverage": "PCF system", "level": "limited",
                "boundary": "Cradle-to-Gate", "providerName": "FICT-AUDIT",
            }
        )
    )  # fmt: skip
    assert made.record.pcf.verification.providerName == "FICT-AUDIT"
    assert made.record.pcf.verification.coverage is None
    assert {one.path for one in made.of_kind("dropped")} >= {
        "pcf.assurance.coverage", "pcf.assurance.level", "pcf.assurance.boundary",
    }  # fmt: skip


def test_the_gxd_extension_travels_along_untouched(v2: Make) -> None:
    """Its gate-to-gate figure is kept, and the report says that nobody recalculated it."""
    extension = {
        "specVersion": "2.0.0",
        "dataSchema": "https://example.org/fict-gxd.json",
        "data": {"calcMethod": "0", "FWedition": "2.0",
                 "gateToGate": {"gateToGateFossilGhgEmissions": "0.1"}},
    }  # fmt: skip
    made = v2_to_v3(v2(extensions=[extension]))
    assert read_json(made.to_json())["extensions"] == [extension]
    assert loss(made, "extensions[0].data.gateToGate").kind == "missing"


def test_identifiers_that_are_no_urns_are_repaired(v2: Make) -> None:
    """v2's schema looks at no more than "urn:"; v3 wants RFC 8141."""
    record = v2_to_v3(v2(productIds=["urn:社内:1", "urn:"])).record
    assert all(one.isascii() and one.count(":") >= 2 for one in record.productIds)


def test_a_record_that_is_not_v2_is_refused_by_name(v2: Make, v3: Make) -> None:
    """What is v3 already needs no conversion; what is wrong is listed."""
    with pytest.raises(GxdError, match="GXD-R102"):
        v2_to_v3(v3())
    with pytest.raises(ProblemsError) as caught:
        v2_to_v3(v2(declaredUnit="piece", status="Draft"))
    assert {one.where for one in caught.value.problems} == {"pcf.declaredUnit", "status"}
