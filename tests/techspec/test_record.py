"""What a PACT v3 record must be, on the wire and in Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gxd_teach.errors import Problem, ProblemsError
from gxd_teach.techspec import ProductFootprint, check_sums

DELETED = object()
ordinary = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200
)


def changed(content: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The record with one property replaced, added, or (DELETED) left out."""
    copy = deepcopy(content)
    *parents, last = path.split(".")
    place = copy
    for step in parents:
        place = place[step]
    if value is DELETED:
        del place[last]
    else:
        place[last] = value
    return copy


def problems(content: dict[str, Any] | str) -> list[Problem]:
    """What is wrong with a record."""
    text = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(ProblemsError) as caught:
        ProductFootprint.from_json(text)
    return list(caught.value.problems)


MALFORMED = [
    ("pcf.declaredUnitAmount", 1, "GXD-R004"),
    ("pcf.pcfExcludingBiogenicUptake", 12.34, "GXD-R004"),
    ("pcf.pcfExcludingBiogenicUptake", "1,5", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", "1E-7", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", "about two", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", "１２", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", "1.", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", "12\n", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", "NaN", "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", True, "GXD-R005"),
    ("pcf.pcfExcludingBiogenicUptake", None, "GXD-R003"),
    ("pcf.pcfExcludingBiogenicUptake", DELETED, "GXD-R002"),
    ("pcf.declaredUnitAmount", "0", "GXD-R006"),
    ("pcf.fossilGhgEmissions", "-0.1", "GXD-R006"),
    ("pcf.biogenicCO2Uptake", "0.1", "GXD-R006"),
    ("pcf.technologicalCO2Removals", "0.1", "GXD-R006"),
    ("pcf.landUseChangeGhgEmissions", None, "GXD-R003"),
    ("pcf.declaredUnitOfMeasurement", "kg", "GXD-R016"),
    ("pcf.crossSectoralStandards", [], "GXD-R009"),
    ("pcf.crossSectoralStandards", DELETED, "GXD-R002"),
    ("pcf.productOrSectorSpecificRules", [], "GXD-R009"),
    ("pcf.secondaryEmissionFactorSources", [], "GXD-R009"),
    ("pcf.secondaryEmissionFactorSources", None, "GXD-R003"),
    ("pcf.packagingEmissionsIncluded", "true", "GXD-R015"),
    ("pcf.geographyCountry", "Japan", "GXD-R014"),
    ("pcf.geographyRegionOrSubregion", "Far East", "GXD-R016"),
    ("pcf.referencePeriodStart", "2025-04-01T00:00:00", "GXD-R012"),
    ("pcf.referencePeriodStart", "2025-04-01", "GXD-R011"),
    ("pcf.referencePeriodStart", "2025-02-30T00:00:00Z", "GXD-R011"),
    ("pcf.referencePeriodStart", 1743465600, "GXD-R011"),
    ("created", "0001-01-01T00:00:00+09:00", "GXD-R011"),
    ("created", None, "GXD-R003"),
    ("id", "123", "GXD-R007"),
    ("id", "urn:uuid:f81d4fae-7dec-41d0-8765-00a0c91e6bf6", "GXD-R007"),
    ("specVersion", "2.3.0", "GXD-R018"),
    ("status", "Draft", "GXD-R016"),
    ("companyName", "", "GXD-R017"),
    ("companyName", None, "GXD-R003"),
    ("companyIds", [], "GXD-R009"),
    ("companyIds", "urn:gln:4912345000009", "GXD-R015"),
    ("productClassifications", [], "GXD-R009"),
    ("precedingPfIds", [], "GXD-R009"),
    ("extensions", [], "GXD-R009"),
    ("pcf", "12.34", "GXD-R015"),
]


@pytest.mark.parametrize(("path", "value", "code"), MALFORMED)
def test_a_malformed_property_is_named_by_its_path(
    content: dict[str, Any], path: str, value: Any, code: str
) -> None:
    """What does not follow PACT's data model is refused, with the place and a stable code."""
    (found,) = problems(changed(content, path, value))
    assert (found.where, found.code) == (path, code)
    assert found.ja
    assert found.en


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("companyIds", ["4912345000009"], "companyIds[0]", "GXD-R008"),
        ("companyIds", ["urn:"], "companyIds[0]", "GXD-R008"),
        ("productIds", ["urn:gtin:1", "urn:社内:1"], "productIds[1]", "GXD-R008"),
        ("productIds", ["urn:gtin:1", "urn:gtin:1"], "productIds", "GXD-R010"),
        ("pcf.ipccCharacterizationFactors", ["AR6", "AR6"], None, "GXD-R010"),
        ("pcf.ipccCharacterizationFactors", ["IPCC6"], "pcf.ipccCharacterizationFactors[0]",
         "GXD-R014"),
        ("pcf.dqi", {"technologicalDQR": "9", "geographicalDQR": "1", "temporalDQR": "1"},
         "pcf.dqi.technologicalDQR", "GXD-R006"),
        ("pcf.dqi", {"technologicalDQR": "1", "geographicalDQR": "1"},
         "pcf.dqi.temporalDQR", "GXD-R002"),
        ("extensions", [{"specVersion": "2.0.0", "dataSchema": "schema", "data": {}}],
         "extensions[0].dataSchema", "GXD-R014"),
        ("pcf.verification", {"coverage": "all"}, "pcf.verification.coverage", "GXD-R016"),
        ("pcf.productOrSectorSpecificRules", [{"operator": "PEF", "ruleNames": []}],
         "pcf.productOrSectorSpecificRules[0].ruleNames", "GXD-R009"),
    ],
)  # fmt: skip
def test_a_malformed_part_is_named_down_to_its_place(
    content: dict[str, Any], path: str, value: Any, where: str | None, code: str
) -> None:
    """In lists and nested objects, too, the finding names the very place."""
    (found,) = problems(changed(content, path, value))
    assert (found.where, found.code) == (where or path, code)


def test_two_geographies_are_one_too_many(content: dict[str, Any]) -> None:
    """A footprint has one geographic scope: a country, a part of it, or a region."""
    (found,) = problems(changed(content, "pcf.geographyRegionOrSubregion", "Eastern Asia"))
    assert (found.where, found.code) == ("pcf.geographyCountry", "GXD-R013")
    assert "geographyRegionOrSubregion" in found.en


def test_all_problems_come_at_once(content: dict[str, Any]) -> None:
    """Whoever repairs a record sees everything that is wrong, not the first thing only."""
    bad = changed(content, "pcf.declaredUnitAmount", 1)
    bad = changed(bad, "companyIds", [])
    bad = changed(bad, "pcf.geographyCountrySubdivision", "JP-13")
    bad = changed(bad, "status", DELETED)
    assert {found.where for found in problems(bad)} == {
        "status", "companyIds", "pcf.declaredUnitAmount", "pcf.geographyCountrySubdivision",
    }  # fmt: skip


def test_the_sentence_says_how_to_write_a_decimal(
    content: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number where a decimal string belongs is answered with the string to write."""
    error = ProblemsError(
        "ProductFootprint", problems(changed(content, "pcf.primaryDataShare", 1e-7))
    )
    monkeypatch.setenv("GXD_LANG", "ja")
    assert '"0.0000001"' in str(error)
    assert "文字列" in str(error)
    monkeypatch.setenv("GXD_LANG", "en")
    assert "write a decimal as a string" in str(error)


@pytest.mark.parametrize("text", ["", "{", "PCF", '{"pcf": NaN}', b"\xff", "[" * 5000, '"\ud800"'])
def test_what_is_not_json_is_said_to_be_so(text: Any) -> None:
    """A text that is no JSON gives one finding, about the whole."""
    (found,) = problems(text) if isinstance(text, str) else _problems_of_bytes(text)
    assert (found.where, found.code) == ("$", "GXD-R001")


def _problems_of_bytes(text: bytes) -> list[Problem]:
    with pytest.raises(ProblemsError) as caught:
        ProductFootprint.from_json(text)
    return list(caught.value.problems)


@pytest.mark.parametrize("text", ["[]", "null", '"pcf"', "1"])
def test_what_is_no_object_is_no_record(text: str) -> None:
    """A list, a string or null is JSON, but not a footprint."""
    assert problems(text)[0].where == "$"


def test_unknown_properties_are_kept(content: dict[str, Any]) -> None:
    """A property of a later edition is accepted and passed on unchanged."""
    later = changed(content, "pcf.noiseFootprint", {"dB": [1, 2.5]})
    read = ProductFootprint.from_json(json.dumps(later))
    assert json.loads(read.to_json()) == later


def test_an_unknown_standard_is_accepted(content: dict[str, Any]) -> None:
    """The list of standards is open: PAS2050 came later, others will."""
    read = ProductFootprint.from_json(
        json.dumps(changed(content, "pcf.crossSectoralStandards", ["ISO99999"]))
    )
    assert read.pcf.crossSectoralStandards == ("ISO99999",)


def test_a_record_goes_round_unchanged(content: dict[str, Any]) -> None:
    """Reading and writing are each other's inverse."""
    read = ProductFootprint.from_json(json.dumps(content))
    assert json.loads(read.to_json()) == content
    again = ProductFootprint.from_json(read.to_json())
    assert again == read
    assert hash(again) == hash(read)


def test_the_bytes_read_stay_at_hand(content: dict[str, Any]) -> None:
    """The very bytes a partner sent can be kept, whatever their spacing."""
    sent = json.dumps(content, indent=3).encode()
    read = ProductFootprint.from_json(sent)
    assert read.raw == sent
    assert read.model_copy(update={"status": "Deprecated"}).raw != sent


def test_nothing_is_written_as_null(content: dict[str, Any]) -> None:
    """What is undefined is left out: PACT's own checks refuse null."""
    assert b"null" not in ProductFootprint.from_json(json.dumps(content)).to_json()


def test_times_are_written_in_utc(content: dict[str, Any]) -> None:
    """A time given in Japan is sent in UTC with Z, the same moment."""
    read = ProductFootprint.from_json(
        json.dumps(changed(content, "created", "2026-04-01T09:00:00.250+09:00"))
    )
    assert json.loads(read.to_json())["created"] == "2026-04-01T00:00:00.250000Z"


def test_a_record_cannot_be_changed(publish: Callable[..., ProductFootprint]) -> None:
    """A footprint is immutable: a change is a new footprint."""
    record = publish()
    with pytest.raises(ValueError, match="frozen"):
        record.pcf.fossilGhgEmissions = Decimal(0)


decimals = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(digits), exponent)),
    st.integers(0, 1),
    st.lists(st.integers(0, 9), min_size=1, max_size=40),
    st.integers(-40, 40),
)


@ordinary
@given(value=decimals)
def test_any_decimal_survives_the_way_exactly(content: dict[str, Any], value: Decimal) -> None:
    """No digit of a decimal is lost or gained between two companies, and none is a float."""
    record = ProductFootprint.from_json(json.dumps(content))
    pcf = record.pcf.model_copy(update={"pcfExcludingBiogenicUptake": value})
    sent = record.model_copy(update={"pcf": pcf}).to_json()
    text = json.loads(sent)["pcf"]["pcfExcludingBiogenicUptake"]
    assert isinstance(text, str)
    assert not set(text) & set("eE,+")
    arrived = ProductFootprint.from_json(sent).pcf.pcfExcludingBiogenicUptake
    # Compared by digits, not by ==: 1.50 must not become 1.5.
    assert (arrived, format(arrived, "f")) == (value, format(value, "f"))


@ordinary
@given(text=st.from_regex(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", fullmatch=True))
def test_every_plain_decimal_is_read(content: dict[str, Any], text: str) -> None:
    """Sign, digits and point in any number are a decimal."""
    read = ProductFootprint.from_json(
        json.dumps(changed(content, "pcf.pcfExcludingBiogenicUptake", text))
    )
    assert read.pcf.pcfExcludingBiogenicUptake == Decimal(text)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@ordinary
@given(data=st.data(), value=anything)
def test_whatever_stands_in_a_property_is_read_or_explained(
    content: dict[str, Any], data: st.DataObject, value: Any
) -> None:
    """No content of a property, however odd, ends in anything but a record or findings."""
    paths = [*content, *(f"pcf.{name}" for name in content["pcf"])]
    path = data.draw(st.sampled_from(paths))
    found: tuple[Problem, ...] = ()
    try:
        ProductFootprint.from_json(json.dumps(changed(content, path, value)))
    except ProblemsError as error:
        found = error.problems
    assert all(one.where == "$" or one.where.startswith(path) for one in found)


@ordinary
@given(text=st.binary(max_size=200) | st.text(max_size=200))
def test_whatever_arrives_is_read_or_explained(text: bytes | str) -> None:
    """Rubbish on the wire gives findings, never a crash."""
    with pytest.raises(ProblemsError):
        ProductFootprint.from_json(text)


def test_the_totals_are_the_sums_of_their_parts(content: dict[str, Any]) -> None:
    """12.34 fossil + 0.66 land use = 13.00 excluding; with 2.00 taken up, 11.00 including."""
    pcf = content["pcf"] | {
        "fossilGhgEmissions": "12.34",
        "landUseChangeGhgEmissions": "0.66",
        "landManagementFossilGhgEmissions": "5",  # already inside the fossil part
        "pcfExcludingBiogenicUptake": "13.00",
        "biogenicCO2Uptake": "-2.00",
        "pcfIncludingBiogenicUptake": "11.00",
    }
    assert check_sums(ProductFootprint.from_json(json.dumps(content | {"pcf": pcf}))) == []


def test_a_wrong_total_is_found(content: dict[str, Any]) -> None:
    """Stated 1.75 where the parts make 2.65: both totals are wrong, each with its sum."""
    pcf = content["pcf"] | {
        "fossilGhgEmissions": "2.00",
        "landUseChangeGhgEmissions": "0.65",
        "pcfExcludingBiogenicUptake": "1.75",
        "biogenicCO2Uptake": "-0.75",
        "pcfIncludingBiogenicUptake": "1.75",
    }
    found = check_sums(ProductFootprint.from_json(json.dumps(content | {"pcf": pcf})))
    assert [(one.code, one.where) for one in found] == [
        ("GXD-R031", "pcf.pcfExcludingBiogenicUptake"),
        ("GXD-R032", "pcf.pcfIncludingBiogenicUptake"),
    ]
    assert "2.65" in found[0].en
    assert "1.00" in found[1].en
