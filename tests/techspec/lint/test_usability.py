"""How usable a record is: indicative, consistent, complete, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gxd_teach.techspec.lint import lint_record, usability_of

Spoil = Callable[..., dict[str, Any]]
Good = Callable[[str], dict[str, Any]]

LEVEL_1 = {
    "productNameCompany", "productDescription", "productIds", "status",
    "pcf.pcfExcludingBiogenicUptake", "pcf.declaredUnitOfMeasurement", "pcf.declaredUnitAmount",
    "pcf.productMassPerDeclaredUnit", "pcf.referencePeriodStart", "pcf.referencePeriodEnd",
    "pcf.geographyCountry",
}  # fmt: skip
LEVEL_2 = {
    "pcf.pcfIncludingBiogenicUptake", "pcf.primaryDataShare",
    "pcf.secondaryEmissionFactorSources", "pcf.packagingEmissionsIncluded",
    "pcf.ipccCharacterizationFactors",
}  # fmt: skip
LEVEL_3 = {
    "pcf.boundaryProcessesDescription", "companyName", "companyIds", "pcf.fossilGhgEmissions",
    "pcf.fossilCarbonContent", "pcf.crossSectoralStandards", "pcf.exemptedEmissionsPercent",
    "pcf.allocationRulesDescription",
}  # fmt: skip


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "2.3", "3.0"])
def test_a_record_that_tells_everything_is_complete(good: Good, version: str) -> None:
    """Everything the methodology asks for is there."""
    found = usability_of(good(version))
    assert (found.level, found.name, found.missing) == (3, "complete", ())


@pytest.mark.parametrize(
    ("paths", "level", "name"),
    [(LEVEL_1, 0, "none"), (LEVEL_2, 1, "indicative"), (LEVEL_3, 2, "consistent")],
)
def test_a_gap_holds_a_record_below_its_level(
    good_v3: dict[str, Any],
    spoil: Spoil,
    deleted: object,
    paths: set[str],
    level: int,
    name: str,
) -> None:
    """Each property missing from a level keeps the record one below, and is named."""
    for path in paths:
        found = usability_of(spoil(good_v3, {path: deleted}))
        assert (found.level, found.name, found.missing) == (level, name, (path,))


def test_the_lowest_gap_counts(good_v3: dict[str, Any], spoil: Spoil, deleted: object) -> None:
    """What a higher level has does not make up for a gap below."""
    found = usability_of(
        spoil(good_v3, {"pcf.primaryDataShare": deleted, "pcf.allocationRulesDescription": deleted})
    )
    assert found.name == "indicative"
    assert found.missing == ("pcf.primaryDataShare",)
    assert found.missing_by_level[2] == ("pcf.allocationRulesDescription",)


def test_blank_text_tells_nothing_and_false_tells_something(
    good_v3: dict[str, Any], spoil: Spoil
) -> None:
    """An empty description is none; packaging not included is a statement."""
    assert usability_of(spoil(good_v3, {"productDescription": " "})).missing == (
        "productDescription",
    )
    assert usability_of(spoil(good_v3, {"pcf.packagingEmissionsIncluded": False})).level == 3


def test_all_primary_data_needs_no_secondary_source(
    good_v3: dict[str, Any], spoil: Spoil, deleted: object
) -> None:
    """Where no database was used, none can be named."""
    primary = {"pcf.primaryDataShare": "100", "pcf.secondaryEmissionFactorSources": deleted}
    assert usability_of(spoil(good_v3, primary)).level == 3


def test_large_exemptions_must_be_described(
    good_v3: dict[str, Any], spoil: Spoil, deleted: object
) -> None:
    """Above 3 % the receiver has to know what was left out."""
    silent = {"pcf.exemptedEmissionsDescription": deleted}
    much = silent | {"pcf.exemptedEmissionsPercent": "3.1"}
    assert usability_of(spoil(good_v3, silent)).level == 3
    assert usability_of(spoil(good_v3, much)).missing == ("pcf.exemptedEmissionsDescription",)


def test_any_of_the_three_geographies_will_do(
    good_v3: dict[str, Any], spoil: Spoil, deleted: object
) -> None:
    """A region says where as well as a country."""
    region = {"pcf.geographyCountry": deleted, "pcf.geographyRegionOrSubregion": "Eastern Asia"}
    assert usability_of(spoil(good_v3, region)).level == 3


def test_it_says_what_the_next_level_needs(
    good: Good, spoil: Spoil, deleted: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report names the level and the step to the next one, in both languages."""
    record = spoil(good("2.3"), {"pcf.allocationRulesDescription": deleted})
    report = lint_record(record)
    assert report.usability is not None
    monkeypatch.setenv("GXD_LANG", "en")
    assert "consistent" in str(report)
    assert "pcf.allocationRulesDescription" in str(report)
    monkeypatch.setenv("GXD_LANG", "ja")
    assert "一貫" in str(report)
    assert report.usability.to_json()["missing_for_next_level"] == [
        "pcf.allocationRulesDescription"
    ]


@pytest.mark.parametrize("what", [{}, [], None, "text", 1, {"pcf": []}])
def test_what_is_no_record_has_level_0(what: Any) -> None:
    """Nothing is refused, and nothing is praised."""
    assert usability_of(what).level == 0
