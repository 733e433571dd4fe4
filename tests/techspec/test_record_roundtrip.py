"""Every valid record goes there and back without a difference, in both versions of PACT."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.techspec.records.json_text import (
    JsonNumber,
    NumberDecimal,
    read_json,
    write_json,
)
from gxd_teach.techspec.records.reading import dialect_of, read_record
from gxd_teach.techspec.records.sums import check_sums
from gxd_teach.techspec.records.v2 import EDITIONS, ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.records.v3_editions import check_edition
from tests.techspec.strategies import v2_contents, v2_records, v3_records

thorough = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(record=v3_records())
def test_a_v3_record_goes_round_unchanged(record: ProductFootprint) -> None:
    """What is written is read again as the same record, byte for byte when written again."""
    text = record.to_json()
    again = ProductFootprint.from_json(text)
    assert again == record
    assert again.to_json() == text
    assert again.raw == text
    assert b":null" not in text or record.extensions
    assert check_sums(again) == []
    assert check_edition(again) == []


@thorough
@given(st.sampled_from(EDITIONS).flatmap(v2_records))
def test_a_v2_record_goes_round_unchanged(record: ProductFootprintV2) -> None:
    """The same for every edition of v2, whose percentages and ratings are numbers."""
    text = record.to_json()
    again = ProductFootprintV2.from_json(text)
    assert again == record
    assert again.to_json() == text
    assert read_record(text) == record
    assert dialect_of(text) == record.specVersion[:3]


@thorough
@given(st.sampled_from(EDITIONS).flatmap(v2_contents))
def test_numbers_and_strings_stay_what_they_were(content: dict) -> None:
    """A number stays a number and a decimal string a string, each with its digits."""
    written = json.loads(ProductFootprintV2.model_validate(content).to_json())
    assert Decimal(str(written["pcf"]["primaryDataShare"])) == content["pcf"]["primaryDataShare"]
    assert written["pcf"]["fossilGhgEmissions"] == content["pcf"]["fossilGhgEmissions"]
    assert set(written) == set(content)
    assert set(written["pcf"]) == set(content["pcf"])


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",)))
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.text(st.characters(exclude_categories=("Cs",))), inner),
    max_leaves=10,
))  # fmt: skip
def test_json_is_written_as_everybody_reads_it(value: object) -> None:
    """Our writer and Python's reader agree on every value, our reader on every text."""
    text = write_json(value)
    assert json.loads(text) == value
    assert write_json(read_json(text)) == text


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,25})\.[0-9]{1,25}", fullmatch=True))
def test_a_number_is_written_as_it_stood(token: str) -> None:
    """Digits behind the point survive, trailing zeros too."""
    assert write_json(read_json(f"[{token}]")) == f"[{token}]".encode()
    assert write_json(NumberDecimal(token)) == token.encode()


def test_what_json_cannot_say_is_refused() -> None:
    """NaN, infinity and half of a surrogate pair are no JSON."""
    for value in (float("nan"), float("inf"), "\ud800", {"a": [float("-inf")]}):
        with pytest.raises(GxdError) as caught:
            write_json(value)
        assert caught.value.code == "GXD-R052"


def test_a_whole_number_of_any_size_is_written_or_refused() -> None:
    """What is larger than any float is JSON all the same; what Python will not print is refused."""
    assert write_json([10**400]) == b"[1" + b"0" * 400 + b"]"
    with pytest.raises(GxdError) as caught:
        write_json(10**5000)
    assert caught.value.code == "GXD-R052"


def test_numbers_out_of_any_range_are_refused() -> None:
    """A number that would read as infinity is an error of the text, not a value."""
    with pytest.raises(ValueError, match="out of range"):
        read_json("[1e999]")
    assert isinstance(read_json("1e300"), JsonNumber)
