"""Where a rule begins and ends: the last value that is right, and the first that is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gxd_teach.techspec.lint import LintReport, lint_record, lint_records

Spoil = Callable[..., dict[str, Any]]
Good = Callable[[str], dict[str, Any]]


@pytest.fixture
def codes(good: Good, spoil: Spoil, today: str) -> Callable[..., set[str]]:
    """The codes found in a good record of a version after some changes."""

    def look(version: str, changes: dict[str, Any], **how: Any) -> set[str]:
        report: LintReport = lint_record(spoil(good(version), changes), **({"today": today} | how))
        return set(report.codes)

    return look


Codes = Callable[..., set[str]]


def test_what_came_due_in_2025_was_not_due_before(codes: Codes, deleted: object) -> None:
    """A period that ends as 2025 begins lies wholly before it: its end is exclusive."""
    due = {"pcf.dLucGhgEmissions": deleted, "pcf.dqi": deleted}
    before = {
        "pcf.referencePeriodStart": "2024-01-01T00:00:00Z",
        "pcf.referencePeriodEnd": "2025-01-01T00:00:00Z",
    }
    after = before | {"pcf.referencePeriodEnd": "2025-01-01T00:00:01Z"}
    assert not {"GXD-L050", "GXD-L051"} & codes("2.3", due | before)
    assert {"GXD-L050", "GXD-L051"} <= codes("2.3", due | after)
    # Before 2025 one of share and ratings will do, but not none.
    assert "GXD-L051" in codes("2.3", due | before | {"pcf.primaryDataShare": deleted})


def test_three_years_are_counted_from_the_end_of_the_period(codes: Codes) -> None:
    """Not from the start of validity: a later start does not make it last longer."""
    late = {"validityPeriodStart": "2027-04-01T00:00:00Z"}
    assert "GXD-L034" not in codes("3.0", late | {"validityPeriodEnd": "2029-04-01T00:00:00Z"})
    assert "GXD-L034" in codes("3.0", late | {"validityPeriodEnd": "2030-04-01T00:00:00Z"})


def test_without_a_stated_validity_it_lasts_three_years(codes: Codes, deleted: object) -> None:
    """A footprint of a period that ended on 1 April 2026 expires on 1 April 2029."""
    none = {"validityPeriodStart": deleted, "validityPeriodEnd": deleted}
    assert "GXD-L036" not in codes("3.0", none, today="2029-03-31")
    assert "GXD-L036" in codes("3.0", none, today="2029-04-01")
    assert "GXD-L036" not in codes("3.0", none | {"status": "Deprecated"}, today="2030-01-01")


def test_a_leap_day_has_its_three_years(codes: Codes) -> None:
    """29 February 2024 and three years end on 1 March 2027."""
    leap = {
        "pcf.referencePeriodStart": "2023-03-01T00:00:00Z",
        "pcf.referencePeriodEnd": "2024-02-29T00:00:00Z",
    }
    assert "GXD-L034" not in codes("3.0", leap | {"validityPeriodEnd": "2027-03-01T00:00:00Z"})
    assert "GXD-L034" in codes("3.0", leap | {"validityPeriodEnd": "2027-03-01T00:00:01Z"})


def test_an_offset_of_zero_is_utc(codes: Codes) -> None:
    """+00:00 is another way to write Z."""
    assert codes("2.3", {"created": "2026-02-01T00:00:00+00:00"}) == set()


@pytest.mark.parametrize(
    ("version", "percent", "code"),
    [("2.3", 5, None), ("2.3", 5.01, "GXD-L060"), ("3.0", "3", None), ("3.0", "3.01", "GXD-L061")],
)
def test_how_much_may_be_exempted(
    codes: Codes, version: str, percent: object, code: str | None
) -> None:
    """5 % in v2, by its text; 3 % in v3, by the methodology."""
    found = codes(version, {"pcf.exemptedEmissionsPercent": percent})
    assert found == ({code} if code else set())


def test_a_part_left_out_counts_as_zero(codes: Codes, deleted: object) -> None:
    """12.34 of fossil emissions alone, and nothing biogenic: both totals are 12.34."""
    plain = {
        "pcf.landUseChangeGhgEmissions": deleted,
        "pcf.biogenicCO2Uptake": deleted,
        "pcf.biogenicCarbonContent": deleted,
        "pcf.pcfExcludingBiogenicUptake": "12.34",
        "pcf.pcfIncludingBiogenicUptake": "12.34",
    }
    assert codes("3.0", plain) == set()


def test_removals_and_capture_lower_the_total(codes: Codes) -> None:
    """12.34 + 0.66 - 2 - 1 = 10; with 1.10 taken up 8.90."""
    captured = {
        "pcf.ccsTechnologicalCO2CaptureIncluded": True,
        "pcf.ccsTechnologicalCO2Capture": "-2",
        "pcf.technologicalCO2Removals": "-1",
        "pcf.technologicalCO2CaptureOrigin": "FICT kiln",
        "pcf.pcfExcludingBiogenicUptake": "10.00",
        "pcf.pcfIncludingBiogenicUptake": "8.90",
    }
    assert codes("3.0", captured) == set()
    # Before v3.0.2 a removal was written without its sign.
    older = captured | {"specVersion": "3.0.1", "pcf.technologicalCO2Removals": "1"}
    assert codes("3.0", older) == {"GXD-L023"}


def test_rounding_is_a_note_and_a_wrong_sum_an_error(
    good_v3: dict[str, Any], spoil: Spoil, today: str
) -> None:
    """13.01 for 13.00 may be rounding; 14 is not."""
    severities = {}
    for stated in ("13.01", "14.00"):
        record = spoil(good_v3, {"pcf.pcfExcludingBiogenicUptake": stated})
        (found,) = [
            one for one in lint_record(record, today=today).findings if one.code == "GXD-L100"
        ]
        severities[stated] = found.severity
        assert "13.00" in found.expected.en
    assert severities == {"13.01": "note", "14.00": "error"}


@pytest.mark.parametrize("uptake", ["-1.1", "-1.10", "-1.101"])
def test_carbon_becomes_carbon_dioxide_by_44_over_12(codes: Codes, uptake: str) -> None:
    """0.3 kg of biogenic carbon were 1.1 kg of CO2 in the air; 3.67 for 44/12 will do."""
    assert "GXD-L112" not in codes("3.0", {"pcf.biogenicCO2Uptake": uptake})


def test_carbon_in_the_packaging_counts_too(codes: Codes) -> None:
    """With 0.06 kg C in the packaging the uptake may be 0.36 x 44/12 = 1.32."""
    both = {
        "pcf.packagingBiogenicCarbonContent": "0.06",
        "pcf.biogenicCO2Uptake": "-1.32",
        "pcf.pcfIncludingBiogenicUptake": "11.68",
    }
    assert codes("3.0", both) == set()


def test_all_of_a_product_may_be_carbon(codes: Codes) -> None:
    """Graphite is pure carbon: 1.2 kg in 1.2 kg; 1.21 kg are too much."""
    assert "GXD-L110" not in codes("3.0", {"pcf.fossilCarbonContent": "0.9"})
    assert "GXD-L110" in codes("3.0", {"pcf.fossilCarbonContent": "0.91"})


def test_a_kilogram_is_a_kilogram_in_either_version(codes: Codes) -> None:
    """v3 states the mass of the whole declared unit, v2 that of one unit."""
    twelve = {
        "pcf.declaredUnitOfMeasurement": "kilogram",
        "pcf.declaredUnitAmount": "12.0",
        "pcf.productMassPerDeclaredUnit": "12",
    }
    assert codes("3.0", twelve) == set()
    assert "GXD-L116" in codes("3.0", twelve | {"pcf.productMassPerDeclaredUnit": "1"})
    assert codes("2.3", {"pcf.unitaryProductAmount": "12"}) == set()


def test_electricity_has_no_mass_and_no_carbon(codes: Codes, deleted: object) -> None:
    """A thousand kilowatt hours at 0.4 kg CO2e each."""
    power = {
        "pcf.declaredUnitOfMeasurement": "kilowatt hour",
        "pcf.declaredUnitAmount": "1000",
        "pcf.productMassPerDeclaredUnit": "0",
        "pcf.fossilCarbonContent": "0",
        "pcf.recycledCarbonContent": deleted,
        "pcf.biogenicCarbonContent": deleted,
        "pcf.biogenicCO2Uptake": deleted,
        "pcf.landUseChangeGhgEmissions": deleted,
        "pcf.fossilGhgEmissions": "400",
        "pcf.pcfExcludingBiogenicUptake": "400",
        "pcf.pcfIncludingBiogenicUptake": "400",
    }
    assert codes("3.0", power) == set()
    # 400 kg for one kilowatt hour is a total in place of a value per unit.
    assert "GXD-L122" in codes("3.0", power | {"pcf.declaredUnitAmount": "1"})


def test_the_withdrawal_of_2_0_may_have_either_sign(codes: Codes) -> None:
    """2.0's text asked for the wrong sign, so neither is held against a record of it."""
    for value in ("-0.55", "0.55"):
        assert "GXD-L022" not in codes("2.0", {"pcf.biogenicCarbonWithdrawal": value})


def test_a_unit_in_grams_is_seen(codes: Codes) -> None:
    """10,300 g CO2e written as kg makes a kilogram of aluminium a thousand times too dirty."""
    grams = {
        "pcf.pCfExcludingBiogenic": "10300",
        "pcf.fossilGhgEmissions": "10100",
        "pcf.pCfIncludingBiogenic": "9900",
    }
    assert codes("2.3", grams) == {"GXD-L121"}


@pytest.mark.parametrize(
    "urn",
    [
        "urn:isbn:9780141036144",
        "urn:gtin:4912345678904",
        "urn:uuid:51131fb5-42a2-4267-a402-0ecfefad1619",
        "urn:pact:fict-chassis.example:buyer-id:A 1".replace(" ", "%20"),
        "urn:pact:fict-chassis.example:supplier-id:CH:100",
    ],
)
def test_good_product_ids_are_left_alone(codes: Codes, urn: str) -> None:
    """PACT's own form and well-known namespaces."""
    assert codes("3.0", {"productIds": [urn]}) == set()
    assert codes("2.3", {"productIds": [urn]}) == set()


@pytest.mark.parametrize("value", ["JP", "US", "GB", "DE", "TW"])
def test_countries_that_exist(codes: Codes, value: str) -> None:
    """ISO 3166-1 knows them."""
    assert codes("3.0", {"pcf.geographyCountry": value}) == set()


@pytest.mark.parametrize(("value", "hint"), [("UK", "GB"), ("EU", "Europe")])
def test_a_country_code_that_people_use_is_answered_by_the_right_one(
    good_v3: dict[str, Any], spoil: Spoil, value: str, hint: str, today: str
) -> None:
    """The United Kingdom is GB, and the European Union is a region."""
    report = lint_record(spoil(good_v3, {"pcf.geographyCountry": value}), today=today)
    (found,) = [one for one in report.findings if one.code == "GXD-L090"]
    assert hint in found.repair.en


def test_without_geography_a_footprint_is_global(codes: Codes, deleted: object) -> None:
    """None of the three properties means the whole world, which is no fault."""
    assert codes("3.0", {"pcf.geographyCountry": deleted}) == set()


def test_a_minor_change_in_v2(good: Good, spoil: Spoil, today: str) -> None:
    """A corrected value, the version one higher, and updated later: as it should be."""
    before = good("2.3")
    after = spoil(
        before,
        {
            "pcf.pCfExcludingBiogenic": "10.4",
            "version": 2,
            "updated": "2026-07-01T00:00:00Z",
        },
    )
    assert lint_record(after, previous=before, today=today).clean
    # A list may hold both, and then they are held against each other.
    assert lint_records([before, after], today=today).codes == ()
    late = spoil(after, {"updated": before["updated"]})
    assert "GXD-L131" in lint_records([before, late], today=today).codes


def test_turning_deprecated_is_the_one_change_in_v3(
    good_v3: dict[str, Any], spoil: Spoil, today: str
) -> None:
    """Active may become Deprecated, and nothing else may become anything."""
    ended = spoil(good_v3, {"status": "Deprecated"})
    assert lint_record(ended, previous=good_v3, today=today).clean
    back = lint_record(good_v3, previous=ended, today=today)
    assert [one.path for one in back.findings] == ["status"]


def test_a_replacement_done_right(good_v3: dict[str, Any], spoil: Spoil, today: str) -> None:
    """New id, the old one named, the old one Deprecated and still in the list."""
    old = spoil(good_v3, {"status": "Deprecated"})
    new = spoil(
        good_v3,
        {
            "id": "0b5f4c5e-6a55-4c0e-9d3a-6f1e2d3c4b5a",
            "precedingPfIds": [good_v3["id"]],
            "created": "2026-06-01T00:00:00Z",
        },
    )
    assert lint_records([new, old], today=today).clean
    assert lint_record(new, previous=[old], today=today).clean


def test_years_that_follow_each_other_are_no_rivals(
    good_v3: dict[str, Any], spoil: Spoil, today: str
) -> None:
    """Fiscal 2024 and fiscal 2025 of one product may both be Active."""
    last_year = spoil(
        good_v3,
        {
            "id": "0b5f4c5e-6a55-4c0e-9d3a-6f1e2d3c4b5a",
            "pcf.referencePeriodStart": "2024-04-01T00:00:00Z",
            "pcf.referencePeriodEnd": "2025-04-01T00:00:00Z",
            "validityPeriodEnd": "2028-04-01T00:00:00Z",
        },
    )
    assert lint_records([good_v3, last_year], today=today).clean


def test_ratings_become_due_at_the_end_of_2027(
    good_v3: dict[str, Any], spoil: Spoil, deleted: object
) -> None:
    """A note until then, an error after."""
    severities = {}
    for made, today in (("2026-05-01", "2026-11-23"), ("2027-12-31", "2028-01-10")):
        record = spoil(good_v3, {"pcf.dqi": deleted, "created": f"{made}T00:00:00Z"})
        (found,) = lint_record(record, today=today).findings
        severities[made] = (found.code, found.severity)
    assert severities == {
        "2026-05-01": ("GXD-L053", "note"),
        "2027-12-31": ("GXD-L053", "error"),
    }
