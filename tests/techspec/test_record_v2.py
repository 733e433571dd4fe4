"""What a PACT v2 record must be, edition by edition."""

from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gxd_teach.errors import Problem, ProblemsError
from gxd_teach.techspec.records.sums import check_sums
from gxd_teach.techspec.records.v2 import (
    EDITIONS,
    CarbonFootprintV2,
    ProductFootprintV2,
    footprint_v2,
)

DELETED = object()

PCF: dict[str, Any] = {
    "declaredUnit": "kilogram",
    "unitaryProductAmount": "1.2",
    "productMassPerDeclaredUnit": "1",
    "pCfExcludingBiogenic": "10.30",
    "pCfIncludingBiogenic": "9.80",
    "fossilGhgEmissions": "10.30",
    "fossilCarbonContent": "0",
    "biogenicCarbonContent": "0.1",
    "dLucGhgEmissions": "0",
    "landManagementGhgEmissions": "-0.1",
    "otherBiogenicGhgEmissions": "0",
    "biogenicCarbonWithdrawal": "-0.40",
    "characterizationFactors": "AR6",
    "ipccCharacterizationFactorsSources": ["AR6"],
    "crossSectoralStandardsUsed": ["ISO Standard 14067"],
    "crossSectoralStandards": ["ISO14067", "PACT-2.0"],
    "biogenicAccountingMethodology": "ISO",
    "boundaryProcessesDescription": "cradle-to-gate",
    "referencePeriodStart": "2024-04-01T00:00:00Z",
    "referencePeriodEnd": "2025-04-01T00:00:00Z",
    "geographyCountry": "JP",
    "secondaryEmissionFactorSources": [{"name": "FICT-DB", "version": "3"}],
    "exemptedEmissionsPercent": Decimal("0.5"),
    "exemptedEmissionsDescription": "",
    "packagingEmissionsIncluded": False,
    "primaryDataShare": Decimal("56.12"),
    "dqi": {
        "coveragePercent": Decimal(100),
        "technologicalDQR": Decimal("2.0"),
        "temporalDQR": Decimal(2),
        "geographicalDQR": Decimal(1),
        "completenessDQR": Decimal(3),
        "reliabilityDQR": Decimal("1.50"),
    },
    "assurance": {"assurance": True, "coverage": "product level", "providerName": "FICT-AUDIT"},
}
CONTENT: dict[str, Any] = {
    "id": "f81d4fae-7dec-41d0-8765-00a0c91e6bf6",
    "specVersion": "2.3.3",
    "version": 0,
    "created": "2025-06-01T00:00:00Z",
    "status": "Active",
    "companyName": "FICT-CHASSIS",
    "companyIds": ["urn:pact:company:customcode:vendor-assigned:4711"],
    "productDescription": "",
    "productIds": ["urn:pact:fict.example:product-id:CH-1"],
    "productCategoryCpc": "45291",
    "productNameCompany": "筐体",
    "comment": "",
    "pcf": PCF,
}


def sent(content: Any) -> str:
    """JSON with v2's numbers as numbers, written by another hand than the package's."""
    if isinstance(content, Decimal):
        return str(content)
    if isinstance(content, dict):
        pairs = (f"{json.dumps(name)}: {sent(value)}" for name, value in content.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(content, list):
        return "[" + ", ".join(map(sent, content)) + "]"
    return json.dumps(content)


def changed(path: str, value: Any, version: str = "2.3.3") -> dict[str, Any]:
    """The record with one property replaced, added, or (DELETED) left out."""
    copy = deepcopy(CONTENT) | {"specVersion": version}
    *parents, last = path.split(".")
    place = copy
    for step in parents:
        place = place[step]
    if value is DELETED:
        del place[last]
    else:
        place[last] = value
    return copy


def problems(content: Any) -> list[Problem]:
    with pytest.raises(ProblemsError) as caught:
        ProductFootprintV2.from_json(
            content if isinstance(content, (str, bytes)) else sent(content)
        )
    return list(caught.value.problems)


def accepted(content: dict[str, Any]) -> ProductFootprintV2:
    return ProductFootprintV2.from_json(sent(content))


MALFORMED = [
    ("pcf.unitaryProductAmount", 1, "GXD-R004"),
    ("pcf.pCfExcludingBiogenic", Decimal("10.3"), "GXD-R004"),
    ("pcf.pCfExcludingBiogenic", "1,5", "GXD-R005"),
    ("pcf.pCfExcludingBiogenic", "1E-7", "GXD-R005"),
    ("pcf.pCfExcludingBiogenic", "9" * 2000, "GXD-R005"),
    ("pcf.pCfIncludingBiogenic", None, "GXD-R003"),
    ("pcf.primaryDataShare", "56.12", "GXD-R050"),
    ("pcf.primaryDataShare", Decimal("100.01"), "GXD-R051"),
    ("pcf.primaryDataShare", None, "GXD-R003"),
    ("pcf.exemptedEmissionsPercent", "0.5", "GXD-R050"),
    ("pcf.exemptedEmissionsPercent", -1, "GXD-R051"),
    ("pcf.exemptedEmissionsPercent", True, "GXD-R050"),
    ("pcf.exemptedEmissionsPercent", DELETED, "GXD-R002"),
    ("pcf.dqi.technologicalDQR", 9, "GXD-R051"),
    ("pcf.dqi.technologicalDQR", "2", "GXD-R050"),
    ("pcf.dqi.completenessDQR", DELETED, "GXD-R002"),
    ("pcf.declaredUnit", "piece", "GXD-R016"),
    ("pcf.declaredUnit", "kg", "GXD-R016"),
    ("pcf.characterizationFactors", "AR4", "GXD-R016"),
    ("pcf.characterizationFactors", DELETED, "GXD-R002"),
    ("pcf.crossSectoralStandardsUsed", DELETED, "GXD-R002"),
    ("pcf.productOrSectorSpecificRules", [], "GXD-R009"),
    ("pcf.secondaryEmissionFactorSources", [], "GXD-R009"),
    ("pcf.geographyRegionOrSubregion", "Eastern Asia", "pcf.geographyCountry GXD-R013"),
    ("pcf.referencePeriodStart", "2025-04-01", "GXD-R011"),
    ("pcf.referencePeriodStart", "2025-04-01T00:00:00", "GXD-R012"),
    ("pcf.packagingEmissionsIncluded", 0, "GXD-R015"),
    ("version", -1, "GXD-R051"),
    ("version", 2**31, "GXD-R051"),
    ("version", "1", "GXD-R051"),
    ("version", Decimal("1.5"), "GXD-R051"),
    ("version", DELETED, "GXD-R002"),
    ("comment", DELETED, "GXD-R002"),
    ("updated", None, "GXD-R003"),
    ("companyIds", ["4711"], "companyIds[0] GXD-R008"),
    ("productIds", ["urn:a:1", "urn:a:1"], "GXD-R010"),
    ("precedingPfIds", [], "GXD-R009"),
    ("specVersion", "3.0.3", "GXD-R018"),
    ("specVersion", "2.4.0", "GXD-R018"),
    ("specVersion", 2.3, "GXD-R018"),
]


@pytest.mark.parametrize(("path", "value", "code"), MALFORMED)
def test_a_malformed_property_is_named_by_its_path(path: str, value: Any, code: str) -> None:
    """What the schema of v2 refuses is refused, with the place and a stable code."""
    (found,) = problems(changed(path, value))
    assert f"{found.where} {found.code}" == (code if " " in code else f"{path} {code}")
    assert found.ja
    assert found.en


# From when a property is mandatory, and until when: the data model's table, row by row.
MANDATORY = [
    ("pcf.ipccCharacterizationFactorsSources", {"2.2.0", "2.3.0"}),
    ("pcf.boundaryProcessesDescription", {"2.0.1", "2.1.0", "2.2.0", "2.3.0"}),
    ("pcf.assurance.assurance", {"2.1.0", "2.2.0", "2.3.0"}),
    ("pcf.assurance.coverage", {"2.0.0", "2.0.1"}),
    ("pcf.assurance.providerName", {"2.0.0", "2.0.1", "2.1.0", "2.2.0", "2.3.0"}),
    ("pcf.crossSectoralStandards", set()),  # in the text of 2.3, not in its schema
    ("pcf.pCfIncludingBiogenic", set()),  # due from 2025: the text's rule, not the schema's
    ("pcf.primaryDataShare", set()),
    ("pcf.dqi", set()),
    ("pcf.productMassPerDeclaredUnit", set()),
]


@pytest.mark.parametrize(("path", "editions"), MANDATORY)
@pytest.mark.parametrize("version", ["2.0.0", "2.0.1", "2.1.0", "2.2.0", "2.3.0"])
def test_what_is_mandatory_depends_on_the_edition(
    path: str, editions: set[str], version: str
) -> None:
    """The edition that `specVersion` names decides what may not be missing."""
    content = changed(path, DELETED, version)
    if version in editions:
        (found,) = problems(content)
        assert (found.where, found.code) == (path, "GXD-R002")
    else:
        accepted(content)


@pytest.mark.parametrize("version", ["2.0.0", "2.0.1-20230629", "2.1.0", "2.2.1", "2.3.3"])
def test_one_record_passes_as_every_edition(version: str) -> None:
    """A record with the words of all editions follows any of them."""
    assert accepted(CONTENT | {"specVersion": version}).specVersion == version


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("pcf.fossilGhgEmissions", "-1"),  # 0 or more, says the text
        ("pcf.unitaryProductAmount", "0"),
        ("pcf.exemptedEmissionsPercent", 80),  # 5 at most, says the text
        ("pcf.packagingGhgEmissions", "1"),  # though packagingEmissionsIncluded is false
        ("companyIds", ["urn:"]),
        ("extensions", []),
        ("created", "2025-06-01T09:00:00+09:00"),
        ("newInAnotherEdition", {"a": [1, 2.50]}),
    ],
)
def test_what_only_the_text_forbids_is_read(path: str, value: Any) -> None:
    """The models see what the schema sees; rules of the text alone are for a later check."""
    accepted(changed(path, value))


def test_all_problems_come_at_once() -> None:
    """Whoever repairs a record sees everything that is wrong, edition's rules included."""
    bad = changed("pcf.ipccCharacterizationFactorsSources", DELETED)
    bad["pcf"]["primaryDataShare"] = "40"
    bad["companyIds"] = []
    bad["pcf"]["assurance"].pop("assurance")
    assert {one.where for one in problems(bad)} == {
        "companyIds",
        "pcf.ipccCharacterizationFactorsSources",
        "pcf.primaryDataShare",
        "pcf.assurance.assurance",
    }


def test_null_is_not_the_same_as_left_out() -> None:
    """A property that only later editions want may be left out of 2.0, but not be null."""
    path = "pcf.ipccCharacterizationFactorsSources"
    accepted(changed(path, DELETED, "2.0.0"))
    (found,) = problems(changed(path, None, "2.0.0"))
    assert found.code == "GXD-R003"


def test_numbers_keep_every_digit() -> None:
    """Percentages and ratings are JSON numbers, yet no binary float touches them."""
    share = "12.3456789012345678901234567890"
    record = ProductFootprintV2.from_json(sent(changed("pcf.primaryDataShare", Decimal(share))))
    assert record.pcf.primaryDataShare == Decimal(share)
    written = record.to_json().decode()
    assert f'"primaryDataShare":{share},' in written
    assert '"technologicalDQR":2.0,' in written
    assert '"reliabilityDQR":1.50}' in written
    assert '"pCfExcludingBiogenic":"10.30"' in written


def test_numbers_of_unknown_properties_keep_every_digit() -> None:
    """What is passed on unread is passed on exactly."""
    later = '{"newer": 0.1000000000000000055511151231257827021181583404541015625, '
    text = later + sent(CONTENT)[1:]
    record = ProductFootprintV2.from_json(text)
    assert b'"newer":0.1000000000000000055511151231257827021181583404541015625' in record.to_json()


def test_a_record_made_in_python_takes_the_numbers_python_has() -> None:
    """40, 40.5 and Decimal("40.50") are natural percentages; each is written as it was given."""
    for given_share, written in ((40, "40"), (40.5, "40.5"), (Decimal("40.50"), "40.50")):
        made = ProductFootprintV2.model_validate(changed("pcf.primaryDataShare", given_share))
        assert f'"primaryDataShare":{written},'.encode() in made.to_json()


def test_a_part_made_by_hand_is_checked_with_its_record() -> None:
    """A pcf alone follows no edition; inside a record of 2.2 it must have what 2.2 wants."""
    content = {k: v for k, v in PCF.items() if k != "ipccCharacterizationFactorsSources"}
    pcf = CarbonFootprintV2.model_validate(content)
    assert ProductFootprintV2.model_validate(CONTENT | {"specVersion": "2.1.0", "pcf": pcf})
    with pytest.raises(ValueError, match=r"mandatory in PACT 2\.2\.0"):
        ProductFootprintV2.model_validate(CONTENT | {"specVersion": "2.2.0", "pcf": pcf})


def test_following_another_edition_says_what_it_lacks() -> None:
    """A record of 2.0 becomes one of 2.2 only with what 2.2 asks for."""
    old = accepted(changed("pcf.ipccCharacterizationFactorsSources", DELETED, "2.0.0"))
    assert old.following("2.1").specVersion == "2.1.0"
    with pytest.raises(ProblemsError) as caught:
        old.following("2.2.1")
    assert [one.where for one in caught.value.problems] == [
        "pcf.ipccCharacterizationFactorsSources"
    ]


def test_making_a_record_needs_only_what_is_its_own() -> None:
    """The maker of a footprint states product, company and figures; the rest has defaults."""
    made = footprint_v2(
        companyName="FICT-CHASSIS",
        companyIds=["urn:gln:4912345000009"],
        productIds=["urn:gtin:4912345678904"],
        productNameCompany="筐体",
        productCategoryCpc="45291",
        pcf={
            "declaredUnit": "kilogram",
            "unitaryProductAmount": Decimal("1.2"),
            "pCfExcludingBiogenic": "10.3",
            "fossilGhgEmissions": "10.3",
            "fossilCarbonContent": "0",
            "biogenicCarbonContent": "0",
            "referencePeriodStart": "2024-04-01T00:00:00Z",
            "referencePeriodEnd": "2025-04-01T00:00:00Z",
            "crossSectoralStandards": ["GHGP-Product", "PEF"],
        },
    )
    assert made.pcf.crossSectoralStandardsUsed == ("GHG Protocol Product standard",)
    assert made.pcf.ipccCharacterizationFactorsSources == ("AR6",)
    for edition in EDITIONS:
        assert ProductFootprintV2.from_json(made.following(edition).to_json())
    with pytest.raises(ProblemsError) as caught:
        footprint_v2(pcf={}, companyName="FICT-CHASSIS")
    assert "pcf.declaredUnit" in {one.where for one in caught.value.problems}


@pytest.mark.parametrize("text", ["[]", "null", "1", '"x"', "{", "", b"\xff", "[" * 9999, "1e999"])
def test_what_is_no_record_is_said_to_be_none(text: Any) -> None:
    """No body that arrives ends in anything but findings about the whole."""
    assert problems(text)[0].where == "$"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=200)
@given(path=st.sampled_from([*CONTENT, *(f"pcf.{name}" for name in PCF)]), value=anything)
def test_whatever_stands_in_a_property_is_read_or_explained(path: str, value: Any) -> None:
    """No content of a property, however odd, ends in anything but a record or findings."""
    content = changed(path, value)
    found: tuple[Problem, ...] = ()
    try:
        ProductFootprintV2.from_value(content)
    except ProblemsError as error:
        found = error.problems
    assert all(one.ja and one.en for one in found)


def test_fossil_emissions_are_a_part_of_the_total() -> None:
    """A footprint of 0.0 of which 0.123 is fossil cannot be."""
    content = changed("pcf.fossilGhgEmissions", "0.123")
    content["pcf"] |= {"pCfExcludingBiogenic": "0.0"}
    assert [one.code for one in check_sums(accepted(content))] == ["GXD-R058"]
    assert check_sums(accepted(CONTENT)) == []


def test_without_anything_biogenic_both_totals_are_one() -> None:
    """10.30 excluding and 9.80 including need a biogenic part of -0.5 somewhere."""
    content = deepcopy(CONTENT)
    for name in ("landManagementGhgEmissions", "biogenicCarbonWithdrawal", "dLucGhgEmissions"):
        del content["pcf"][name]
    content["pcf"]["biogenicCarbonContent"] = "0.0"
    assert [one.code for one in check_sums(accepted(content))] == ["GXD-R059"]
    content["pcf"]["pCfIncludingBiogenic"] = "10.3"
    assert check_sums(accepted(content)) == []
