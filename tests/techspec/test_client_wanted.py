"""What a customer can ask for, in v3's filters and in v2's $filter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Credentials, ExchangeClient, LocalExchange, Product, ProductFootprint
from gxd_teach.techspec.client.progress import Progress
from gxd_teach.techspec.client.wanted import event_data, query

JAPAN = timezone(timedelta(hours=9))


@pytest.fixture
def listing(
    exchange: LocalExchange, credentials: Credentials, publish: Callable[..., ProductFootprint]
) -> Callable[..., list[str]]:
    """The names of the products that a filtered list holds, in v3 or v2."""
    chassis = Product("筐体", "", "urn:gtin:4912345678904", "urn:cpc:45291")
    lid = Product("ふた", "", "urn:pact:fict.example:product-id:O'Neil+1", "urn:cpc:36490")
    exchange.publish(
        "fict-chassis",
        publish(product=chassis, created="2026-04-01T00:00:00Z"),
        publish(product=lid, created="2026-05-01T00:00:00Z", geography_country="DE"),
    )

    def read(version: str, **filters: Any) -> list[str]:
        with ExchangeClient(credentials, version=version) as client:
            return [one.productNameCompany for one in client.footprints(**filters)]

    return read


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["筐体", "ふた"]),
        ({"productId": "urn:gtin:4912345678904"}, ["筐体"]),
        ({"productId": ["urn:pact:fict.example:product-id:O'Neil+1"]}, ["ふた"]),
        ({"companyId": "urn:gln:4912345000009"}, ["筐体", "ふた"]),
        ({"geography": "DE"}, ["ふた"]),
        ({"classification": "urn:cpc:45291"}, ["筐体"]),
        ({"geography": "DE", "classification": "urn:cpc:45291"}, []),
        ({"geography": "", "classification": None, "productId": []}, ["筐体", "ふた"]),
    ],
)
@pytest.mark.parametrize("version", ["3.0", "2.3"])
def test_the_same_filters_in_both_versions(
    listing: Callable[..., list[str]], version: str, filters: dict[str, Any], expected: list[str]
) -> None:
    """A partner of either version is asked by the same words, as far as both know them."""
    assert listing(version, **filters) == expected


def test_filters_that_only_v3_has(listing: Callable[..., list[str]]) -> None:
    """Several values are alternatives; moments are date-times with their zone."""
    assert listing("3.0", geography=["jp", "DE"]) == ["筐体", "ふた"]
    assert listing("3.0", status="Deprecated") == []
    assert listing("3.0", validOn=datetime(2026, 4, 1, 9, tzinfo=JAPAN)) == ["筐体", "ふた"]
    assert listing("3.0", validBefore=datetime(2026, 4, 1, tzinfo=UTC)) == []


def test_comparisons_that_only_v2_has(listing: Callable[..., list[str]]) -> None:
    """v2 compares moments; whoever knows OData may write the whole filter."""
    assert listing("2.3", created_ge="2026-05-01T00:00:00Z") == ["ふた"]
    assert listing("2.3", created_lt=datetime(2026, 5, 1, 9, tzinfo=JAPAN)) == ["筐体"]
    assert listing("2.3", filter="pcf/geographyCountry eq 'DE'") == ["ふた"]


@pytest.mark.parametrize(
    ("version", "filters", "code"),
    [
        (3, {"product": "urn:gtin:1"}, "GXD-X088"),
        (3, {"productIds": "urn:gtin:1"}, "GXD-X088"),
        (3, {"created_ge": "2026-04-01T00:00:00Z"}, "GXD-X088"),
        (2, {"validOn": "2026-04-01T00:00:00Z"}, "GXD-X088"),
        (2, {"status": "Active"}, "GXD-X088"),
        (2, {"productId_ge": "urn:gtin:1"}, "GXD-X088"),
        (2, {"created_ne": "2026-04-01T00:00:00Z"}, "GXD-X088"),
        (3, {"validOn": ["2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"]}, "GXD-X089"),
        (3, {"validOn": datetime(2026, 4, 1)}, "GXD-X089"),
        (3, {"productId": 7}, "GXD-X089"),
        (2, {"productId": ["urn:gtin:1", "urn:gtin:2"]}, "GXD-X089"),
        (2, {"classification": "urn:unspsc:43211500"}, "GXD-X089"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    version: int, filters: dict[str, Any], code: str
) -> None:
    """A misspelt or impossible filter is never left out silently: it would return everything."""
    with pytest.raises(GxdError) as caught:
        query(version, filters)
    assert caught.value.code == code


def test_a_quote_in_a_value_stays_inside_it() -> None:
    """OData doubles a quote: a value cannot end the filter and begin another."""
    ((_, text),) = query(2, {"geography": "x' or created ge '1900"})
    assert text == "pcf/geographyCountry eq 'x'' or created ge ''1900'"


@given(st.text(min_size=1))
def test_a_value_arrives_as_it_is(value: str) -> None:
    """Nothing in a value changes the filter around it."""
    ((_, text),) = query(2, {"productCategoryCpc": value})
    assert (
        text.removeprefix("productCategoryCpc eq '").removesuffix("'").replace("''", "'") == value
    )


@pytest.mark.parametrize(
    ("version", "filters", "expected"),
    [
        (3, {"productId": "urn:gtin:1"}, {"productId": ["urn:gtin:1"]}),
        (
            3,
            {"status": "Active", "x-fict-plant": "7"},
            {"status": ["Active"], "x-fict-plant": ["7"]},
        ),
        (
            3,
            {"validOn": datetime(2026, 4, 1, 9, tzinfo=JAPAN)},
            {"validOn": "2026-04-01T00:00:00Z"},
        ),
        (2, {}, {"pf": {}}),
        (2, {"companyIds": ["urn:gln:1"]}, {"pf": {"companyIds": ["urn:gln:1"]}}),
        (
            2,
            {"geography": "JP", "classification": "urn:cpc:45291"},
            {"pf": {"pcf": {"geographyCountry": "JP"}, "productCategoryCpc": "45291"}},
        ),
        (2, {"pf": {"comment": "x"}}, {"pf": {"comment": "x"}}),
    ],
)
def test_what_a_request_says(version: int, filters: dict[str, Any], expected: Any) -> None:
    """v3 states criteria, v2 a fragment of the footprint that is wanted."""
    assert event_data(version, filters, None) == expected
    assert event_data(version, filters, "急ぎ") == expected | {"comment": "急ぎ"}


@pytest.mark.parametrize(
    ("version", "major"), [("3.0", 3), (3, 3), ("3.0.3", 3), ("V3.0", 3), ("2.0", 2), ("2.3.3", 2)]
)
def test_versions_by_any_of_their_names(credentials: Credentials, version: Any, major: int) -> None:
    """Both interfaces go by the number of the specification."""
    with ExchangeClient(credentials, version=version) as client:
        assert client.version == major


@pytest.mark.parametrize("version", ["1.0", "2.4", "4", "", "latest", None])
def test_versions_that_there_are_not(credentials: Credentials, version: Any) -> None:
    """A version nobody speaks is refused before anything is asked."""
    with pytest.raises(GxdError) as caught:
        ExchangeClient(credentials, version=version)
    assert caught.value.code == "GXD-X087"


def test_reading_tells_how_far_it_is(
    exchange: LocalExchange,
    client: ExchangeClient,
    many: Callable[..., list[ProductFootprint]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After each page a reader is told pages and footprints, and when it was the last."""
    exchange.publish("fict-chassis", *many(5))
    told: list[Progress] = []
    assert len(list(client.footprints(limit=2, progress=told.append))) == 5
    assert told == [Progress(1, 2, False), Progress(2, 4, False), Progress(3, 5, True)]
    list(client.footprints(progress=True))
    assert "5" in capsys.readouterr().err
