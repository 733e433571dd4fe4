"""The Green x Digital Consortium's extension, by three readings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.organization import ScopeEmissions, organization_extension
from gxd_teach.techspec.records.gxd_comparison import compare_profiles
from gxd_teach.techspec.records.gxd_extension import (
    GXD_SCHEMA,
    GxdExtension,
    as_data_model_extension,
    extension_data_of,
    extension_of,
    in_profile,
)
from gxd_teach.techspec.records.gxd_profiles import Profile, check_extension
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from tests.techspec.strategies import v2_contents

LEVELS = {f"scope{scope}DistributionLevel": "site" for scope in (1, 2, 3)}
ORGANIZATION = {"calcMethod": "1", "FWedition": "2.0", "organization": LEVELS}
PRODUCT = {
    "calcMethod": "0",
    "FWedition": "2.0",
    "certificate": {"certificateAmount": "120.5", "certificateType": "J-Credit (renewable)"},
    "gateToGate": {"gateToGateFossilGhgEmissions": "3.2", "unitaryProductAmountComment": "1 kg"},
}
PUBLISHED, DOCUMENTED, STRICT = Profile


def with_organization(**changes: Any) -> dict[str, Any]:
    return ORGANIZATION | {"organization": LEVELS | changes}


# What is checked, and who accepts it: as published, as documented, strict.
VERDICTS = [
    (PRODUCT, True, True, True),
    # Any organization made after the documentation fails the published schema ...
    (ORGANIZATION, False, True, True),
    # ... and passes with two properties nobody describes there.
    (
        with_organization(declaredUnit="JPY", crossSectoralStandardsUsed=["GHG Protocol"]),
        True,
        True,
        True,
    ),
    (with_organization(declaredUnit=None, crossSectoralStandardsUsed=None), True, True, True),
    # Categories are numbers in the documentation and text in the schema.
    (with_organization(scope3Category=[1, 4]), False, True, True),
    (
        with_organization(
            scope3Category=["1", "4"], declaredUnit="x", crossSectoralStandardsUsed=[]
        ),
        True,
        False,
        False,
    ),
    (with_organization(scope3Category=[]), False, True, True),
    (with_organization(scope3Category=[16]), False, True, False),
    (with_organization(scope3Category=[1.5]), False, True, False),
    (with_organization(scope3Category=[4, 4]), False, True, False),
    (with_organization(scope3Category=[True]), False, False, False),
    (with_organization(scope3Category=4), False, False, False),
    # Organization-based without an organization: only sense forbids it.
    ({"calcMethod": "1", "FWedition": "2.0"}, True, True, False),
    ({"calcMethod": "0", "FWedition": "banana"}, True, True, False),
    ({"calcMethod": "2", "FWedition": "2.0"}, False, False, False),
    ({"calcMethod": 0, "FWedition": "2.0"}, False, False, False),
    ({"calcMethod": "0"}, False, False, False),
    ({"FWedition": "2.0"}, False, False, False),
    # The words of levels and indexes are closed in the schema, not in the documentation.
    (
        with_organization(
            scope1DistributionLevel="floor", declaredUnit="x", crossSectoralStandardsUsed=[]
        ),
        False,
        True,
        False,
    ),
    (
        with_organization(
            scope1DistributionIndex="sales", declaredUnit="x", crossSectoralStandardsUsed=[]
        ),
        False,
        True,
        False,
    ),
    (ORGANIZATION | {"organization": {}}, False, False, False),
    (ORGANIZATION | {"organization": None}, False, False, False),
    # Decimals are text without a pattern: "abc" passes where nobody reads for sense.
    (PRODUCT | {"gateToGate": {"gateToGateFossilGhgEmissions": "abc"}}, True, True, False),
    (PRODUCT | {"gateToGate": {"gateToGateFossilGhgEmissions": "-1"}}, True, True, False),
    (PRODUCT | {"gateToGate": {"gateToGateBiogenicCarbonContent": "-1"}}, True, True, True),
    (PRODUCT | {"gateToGate": {"gateToGateFossilGhgEmissions": 3.2}}, False, False, False),
    (PRODUCT | {"certificate": {"certificateAmount": 120}}, False, False, False),
    (PRODUCT | {"somethingNew": 1}, True, True, True),
    ([], False, False, False),
]


@pytest.mark.parametrize(("data", "published", "documented", "strict"), VERDICTS)
def test_the_three_readings_disagree_where_they_contradict_each_other(
    data: Any, published: bool, documented: bool, strict: bool
) -> None:
    """Each profile accepts what its source accepts, and names the place of what it does not."""
    assert [not check_extension(data, profile) for profile in Profile] == [
        published,
        documented,
        strict,
    ]
    accepted = compare_profiles(data).accepted_by
    assert (PUBLISHED in accepted, DOCUMENTED in accepted, STRICT in accepted) == (
        published,
        documented,
        strict,
    )


def test_the_published_schema_minds_two_borrowed_properties() -> None:
    """declaredUnit and crossSectoralStandardsUsed belong to PACT's pcf, not to an organization."""
    found = check_extension(ORGANIZATION, "as published")
    assert [(one.code, one.where) for one in found] == [
        ("GXD-R061", "organization.declaredUnit"),
        ("GXD-R061", "organization.crossSectoralStandardsUsed"),
    ]
    pcf = {"declaredUnit": "kilogram", "crossSectoralStandardsUsed": ["ISO Standard 14067"]}
    repaired = in_profile(ORGANIZATION, PUBLISHED, pcf=pcf)
    assert check_extension(repaired, PUBLISHED) == []
    assert in_profile(repaired, DOCUMENTED) == ORGANIZATION


def test_the_whole_bounds_its_own_part() -> None:
    """Gate-to-gate is a part of cradle-to-gate: 3.2 of 2.5 cannot be."""
    assert check_extension(PRODUCT, pcf={"pCfExcludingBiogenic": "10.3"}) == []
    (found,) = check_extension(PRODUCT, pcf={"pCfExcludingBiogenic": "2.5"})
    assert found.code == "GXD-R065"


def test_the_table_says_who_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison shows one row a profile, with the reasons, in either language."""
    table = compare_profiles(ORGANIZATION)
    monkeypatch.setenv("GXD_LANG", "en")
    assert list(table.to_frame()["verdict"]) == ["refused", "accepted", "accepted"]
    assert "organization.declaredUnit" in str(table)
    monkeypatch.setenv("GXD_LANG", "ja")
    assert "不可" in table._repr_html_()


def test_a_calculated_organization_fits_into_the_extension() -> None:
    """What the framework writes of levels and indexes hangs in a record, by either reading."""
    scopes = [ScopeEmissions(scope, 10, "site", "unit", 1, 4) for scope in (1, 2, 3)]
    organization = organization_extension(scopes, scope3_categories=[1, 4])
    data = {"calcMethod": "1", "FWedition": "2.0", "organization": organization}
    written = as_data_model_extension(data)
    assert written.dataSchema == GXD_SCHEMA
    assert written.data["organization"]["scope3Category"] == [1, 4]
    with pytest.raises(ProblemsError) as caught:
        as_data_model_extension(data, Profile.AS_PUBLISHED)
    assert {one.code for one in caught.value.problems} == {"GXD-R061"}


@given(content=v2_contents("2.2"), data=st.sampled_from([PRODUCT, ORGANIZATION]))
def test_a_record_carries_its_extension(content: dict[str, Any], data: dict[str, Any]) -> None:
    """What is hung into a record is found in it again, after the way over the wire."""
    other = content.get("extensions", [])
    extensions = [*other, as_data_model_extension(data).model_dump(exclude_none=True)]
    record = ProductFootprintV2.model_validate(content | {"extensions": extensions})
    arrived = ProductFootprintV2.from_json(record.to_json())
    assert extension_data_of(arrived) == data
    found = extension_of(arrived)
    assert found is not None
    assert (found.calcMethod, found.FWedition) == (data["calcMethod"], "2.0")
    assert check_extension(found) == []
    without = ProductFootprintV2.model_validate(content | {"extensions": other})
    assert extension_of(without) is None


def test_an_unreadable_extension_names_its_places() -> None:
    """A record whose extension lacks its mandatory properties says which."""
    record = {"extensions": [{"dataSchema": GXD_SCHEMA, "data": {"calcMethod": 0}}]}
    with pytest.raises(ProblemsError) as caught:
        extension_of(record)
    assert {one.where for one in caught.value.problems} == {"calcMethod", "FWedition"}
    assert GxdExtension.from_json('{"calcMethod":"0","FWedition":"2.0"}').organization is None


def test_an_unknown_reading_is_refused() -> None:
    """There are three profiles, called by name."""
    with pytest.raises(GxdError) as caught:
        check_extension(PRODUCT, "loose")
    assert caught.value.code == "GXD-R066"
    assert check_extension(PRODUCT, "AS_PUBLISHED") == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "calcMethod",
                        "FWedition",
                        "organization",
                        "gateToGate",
                        "certificate",
                        "scope3Category",
                        "scope1DistributionLevel",
                        "certificateAmount",
                        "gateToGateFossilGhgEmissions",
                        "extensions",
                        "data",
                    ]
                ),
                inner,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(Profile),
)
def test_whatever_comes_is_answered(data: Any, profile: Profile) -> None:
    """No content ends in anything but findings."""
    assert all(one.where and one.ja and one.en for one in check_extension(data, profile))
    assert extension_data_of({"extensions": data}) is None or isinstance(data, list)
