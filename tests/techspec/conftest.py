"""Two fictitious companies, the footprints of one, and an exchange between them."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx2
import pytest

from gxd_teach.techspec import (
    Company,
    Credentials,
    ExchangeClient,
    LocalExchange,
    Product,
    ProductFootprint,
    product_footprint,
)

MAKER = Company("fict-chassis", "架空シャーシ株式会社", "urn:gln:4912345000009")
BUYER = Company("fict-pc", "架空パソコン株式会社", "urn:gln:4912345000016")


@pytest.fixture(scope="session")
def maker() -> Company:
    """The company that publishes."""
    return MAKER


@pytest.fixture(scope="session")
def buyer() -> Company:
    """The company that reads."""
    return BUYER


@pytest.fixture
def calculated() -> Callable[..., SimpleNamespace]:
    """A calculated footprint, as the framework hands it over."""

    def make(**changes: Any) -> SimpleNamespace:
        values: dict[str, Any] = {
            "name": "FICT-CHASSIS",
            "declared_unit": "piece",
            "declared_amount": 1.0,
            "total_kg_co2e": 12.34,
            "primary_data_share": 40.0,
            "product_mass_kg": 1.2,
        }
        return SimpleNamespace(**(values | changes))

    return make


@pytest.fixture
def publish(calculated: Callable[..., SimpleNamespace]) -> Callable[..., ProductFootprint]:
    """Write one calculated footprint as a record; keywords go to `product_footprint`."""

    def write(footprint: Any = None, **changes: Any) -> ProductFootprint:
        values: dict[str, Any] = {
            "company": MAKER,
            "product": Product("アルミ筐体", "ノートパソコン用", "urn:gtin:4912345678904"),
            "reference_period_start": "2025-04-01",
            "reference_period_end": "2026-04-01",
            "fossil_carbon_content_kg": 0.0,
        }
        return product_footprint(footprint or calculated(), **(values | changes))

    return write


@pytest.fixture
def many(publish: Callable[..., ProductFootprint]) -> Callable[..., list[ProductFootprint]]:
    """`count` records, one a second from noon; several may share a moment (`step` 0)."""

    def make(count: int, *, first: int = 1, step: int = 1) -> list[ProductFootprint]:
        noon = datetime(2026, 4, 1, 12, tzinfo=UTC)
        return [
            publish(id=UUID(int=number, version=4), created=noon + timedelta(seconds=number * step))
            for number in range(first, first + count)
        ]

    return make


@pytest.fixture
def content(publish: Callable[..., ProductFootprint]) -> dict[str, Any]:
    """A correct record as the JSON a partner would send."""
    read: dict[str, Any] = json.loads(
        publish(id="f81d4fae-7dec-41d0-8765-00a0c91e6bf6", created="2026-04-01T00:00:00Z").to_json()
    )
    return read


@pytest.fixture
def exchange() -> Iterator[LocalExchange]:
    """A running exchange of both companies."""
    with LocalExchange([MAKER, BUYER]) as running:
        yield running


@pytest.fixture
def credentials(exchange: LocalExchange) -> Credentials:
    """What the maker has given to the buyer."""
    return exchange.register("fict-pc", owner="fict-chassis")


@pytest.fixture
def client(credentials: Credentials) -> Iterator[ExchangeClient]:
    """The buyer's client."""
    with ExchangeClient(credentials) as opened:
        yield opened


@pytest.fixture
def http(exchange: LocalExchange) -> Iterator[httpx2.Client]:
    """A client of somebody else's making, which trusts the exchange."""
    trust = ssl.create_default_context(cafile=exchange.ca_file)
    with httpx2.Client(verify=trust, trust_env=False) as opened:
        yield opened


@pytest.fixture
def token(http: httpx2.Client, credentials: Credentials) -> str:
    """An access token for the maker's footprints."""
    answer = http.post(
        f"{credentials.base_url}/auth/token",
        auth=(credentials.client_id, credentials.client_secret),
        data={"grant_type": "client_credentials"},
    )
    text: str = answer.json()["access_token"]
    return text
