"""Which dialect a record is in, and how many records a file holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.records.reading import (
    dialect_of,
    read_record,
    read_records,
    values_in,
)
from gxd_teach.techspec.records.v2 import ProductFootprintV2, footprint_v2
from gxd_teach.techspec.records.v3 import ProductFootprint


@pytest.fixture
def v2_text() -> str:
    """A correct v2 record as JSON."""
    return (
        footprint_v2(
            id="f81d4fae-7dec-41d0-8765-00a0c91e6bf6",
            companyName="FICT-CHASSIS",
            companyIds=["urn:gln:4912345000009"],
            productIds=["urn:gtin:4912345678904"],
            productNameCompany="筐体",
            productCategoryCpc="45291",
            pcf={
                "declaredUnit": "kilogram",
                "unitaryProductAmount": "1.2",
                "pCfExcludingBiogenic": "10.3",
                "fossilGhgEmissions": "10.3",
                "fossilCarbonContent": "0",
                "biogenicCarbonContent": "0",
                "referencePeriodStart": "2024-04-01T00:00:00Z",
                "referencePeriodEnd": "2025-04-01T00:00:00Z",
            },
        )
        .to_json()
        .decode()
    )


@pytest.mark.parametrize(
    ("spec_version", "dialect"),
    [
        ("2.0.0", "2.0"),
        ("2.0.1-20230629", "2.0"),
        ("2.1.0", "2.1"),
        ("2.2.1", "2.2"),
        ("2.3.3", "2.3"),
        ("3.0.0", "3.0"),
        ("3.0.3", "3.0"),
    ],
)
def test_spec_version_names_the_dialect(spec_version: str, dialect: str) -> None:
    """The first two numbers of `specVersion` are the dialect."""
    assert dialect_of({"specVersion": spec_version}) == dialect
    assert dialect_of(json.dumps({"specVersion": spec_version}).encode()) == dialect


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "GXD-R053"),
        ({"specVersion": None}, "GXD-R053"),
        ({"specVersion": "9.9.9"}, "GXD-R054"),
        ({"specVersion": "2.4.0"}, "GXD-R054"),
        ({"specVersion": "3.1.0"}, "GXD-R054"),
        ({"specVersion": "2.3"}, "GXD-R054"),
        ({"specVersion": "v2.3.0"}, "GXD-R054"),
        ({"specVersion": "2.3.0\n"}, "GXD-R054"),
        ({"specVersion": 2.3}, "GXD-R054"),
        ({"specVersion": ["2.3.0"]}, "GXD-R054"),
        ([], "GXD-R055"),
        (None, "GXD-R055"),
        ("{", "GXD-R001"),
    ],
)
def test_a_strange_spec_version_is_explained(data: Any, code: str) -> None:
    """Without a known edition nobody can say by which rules to read."""
    with pytest.raises(GxdError) as caught:
        dialect_of(data)
    assert caught.value.code == code


def test_the_words_of_a_record_give_its_version_away() -> None:
    """A record that lost its specVersion is recognized by words only one version has."""
    for word, version in (("declaredUnit", "v2"), ("declaredUnitAmount", "v3")):
        with pytest.raises(GxdError) as caught:
            dialect_of({"pcf": {word: "1"}})
        assert f"look like {version}" in caught.value.en
        assert version in caught.value.ja


def test_each_record_is_read_by_its_own_model(v2_text: str, content: dict[str, Any]) -> None:
    """v2 and v3 are two data models; a record says which is its own."""
    v3_text = json.dumps(content)
    assert isinstance(read_record(v2_text), ProductFootprintV2)
    assert isinstance(read_record(v3_text), ProductFootprint)
    assert read_record(v2_text.encode()).raw == v2_text.encode()
    assert read_record(json.loads(v2_text)) == read_record(v2_text)
    assert read_record(read_record(v3_text)) == read_record(v3_text)


def test_v2_words_under_a_v3_version_are_refused(v2_text: str) -> None:
    """A v2 record that claims 3.0.3 lacks everything v3 asks for."""
    with pytest.raises(ProblemsError) as caught:
        read_record(json.loads(v2_text) | {"specVersion": "3.0.3"})
    assert "pcf.declaredUnitAmount" in {one.where for one in caught.value.problems}


def test_records_come_in_four_wrappings(
    v2_text: str, content: dict[str, Any], tmp_path: Path
) -> None:
    """One record, an array, the envelope of a list, or one a line: the same records."""
    v3_text = json.dumps(content)
    both = [read_record(v2_text), read_record(v3_text)]
    assert read_records(v2_text) == both[:1]
    assert read_records(f'{{"data": {v2_text}}}') == both[:1]
    assert read_records(f"[{v2_text}, {v3_text}]") == both
    assert read_records(f'{{"data": [{v2_text}, {v3_text}]}}') == both
    assert read_records(f"{v2_text}\r\n\n{v3_text}\n") == both
    assert read_records([json.loads(v2_text), content]) == both
    file = tmp_path / "footprints.json"
    file.write_bytes(b"\xef\xbb\xbf" + f"[{v2_text}]".encode())
    assert read_records(file) == both[:1]
    assert read_records(json.dumps(content, indent=2)) == both[1:]


def test_problems_name_the_record_they_are_in(v2_text: str) -> None:
    """Among many records, the place of a finding begins with which record it is."""
    bad = json.dumps(json.loads(v2_text) | {"status": "Draft"})
    for text, where in (
        (f"[{v2_text}, {bad}]", "[1].status"),
        (f'{{"data": [{bad}]}}', "data[0].status"),
        (f'{{"data": {bad}}}', "data.status"),
        (f"{v2_text}\n{bad}", "line 2: status"),
        ("[1]", "[0]"),
        ('[{"id": 1}]', "[0].specVersion"),
    ):
        with pytest.raises(ProblemsError) as caught:
            read_records(text)
        assert [one.where for one in caught.value.problems] == [where]


def test_what_holds_no_records_is_explained(tmp_path: Path) -> None:
    """Null for an empty list, a broken file, a missing file: each is said to be so."""
    for source, code in (
        ('{"data": null}', "GXD-R055"),
        ('{"data": "x"}', "GXD-R055"),
        ("", "GXD-R001"),
        ('{\n  "id": 1,\n  "x": oops\n}', "GXD-R001"),
        (tmp_path / "none.json", "GXD-R055"),
        (tmp_path, "GXD-R055"),
    ):
        with pytest.raises(GxdError) as caught:
            read_records(source)
        assert caught.value.code == code
    with pytest.raises(ProblemsError) as broken:
        read_records('{"specVersion": "2.3.0"}\n{"specVersion": oops}')
    assert broken.value.problems[0].where == "line 2"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["data", "specVersion", "pcf", "id"]) | st.text(max_size=8), inner
        )
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(source=anything.map(json.dumps) | st.text(max_size=100) | st.binary(max_size=100))
def test_whatever_arrives_is_read_or_explained(source: Any) -> None:
    """No file, however odd, ends in anything but records or findings."""
    found: list[Any] = []
    try:
        found = read_records(source)
    except GxdError as error:
        found = [error.code]
    assert isinstance(found, list)


def test_single_values_are_told_with_their_place() -> None:
    """What a file holds can be listed without reading it as records."""
    assert list(values_in('{"data": [{"a": 1}]}')) == [("data[0]", {"a": 1})]
    assert list(values_in('{"a": 1}')) == [("", {"a": 1})]
