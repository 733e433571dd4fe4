"""How the exchange authenticates and refuses, asked over real HTTPS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from gxd_teach.techspec import Company, Credentials, LocalExchange
from gxd_teach.techspec.store.filters import FILTERS


@pytest.fixture(scope="module")
def exchange(maker: Company, buyer: Company) -> Iterator[LocalExchange]:
    """One exchange for all these questions: none of them changes it."""
    with LocalExchange([maker, buyer]) as running:
        yield running


def ask_token(http: httpx2.Client, credentials: Credentials, **how: Any) -> httpx2.Response:
    """POST /auth/token as RFC 6749 has it, but for what `how` changes."""
    request: dict[str, Any] = {
        "auth": (credentials.client_id, credentials.client_secret),
        "data": {"grant_type": "client_credentials"},
    }
    return http.post(f"{credentials.base_url}/auth/token", **(request | how))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_for_the_right_secret(http: httpx2.Client, credentials: Credentials) -> None:
    """Client credentials are changed for a token that says how long it lives."""
    answer = ask_token(http, credentials)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json().keys() == {"access_token", "token_type", "expires_in"}
    assert answer.json()["token_type"] == "Bearer"


@pytest.mark.parametrize(
    ("how", "status", "error"),
    [
        ({"auth": ("nobody", "wrong")}, 401, "invalid_client"),
        ({"auth": None}, 401, "invalid_client"),
        ({"auth": None, "headers": {"Authorization": "Basic ???"}}, 401, "invalid_client"),
        ({"data": {"grant_type": "password"}}, 400, "unsupported_grant_type"),
        ({"data": {}}, 400, "invalid_request"),
        ({"data": {"grant_type": ["client_credentials"] * 2}}, 400, "invalid_request"),
        ({"data": {"grant_type": "x" * 20_000}}, 400, "invalid_request"),
        ({"data": None, "json": {"grant_type": "client_credentials"}}, 400, "invalid_request"),
    ],
)
def test_no_token_otherwise(
    http: httpx2.Client, credentials: Credentials, how: dict[str, Any], status: int, error: str
) -> None:
    """A refused token request has OAuth's shape of an error, not PACT's."""
    answer = ask_token(http, credentials, **how)
    assert answer.status_code == status
    assert answer.json().keys() == {"error", "error_description"}
    assert answer.json()["error"] == error


def test_a_secret_opens_one_company_only(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials
) -> None:
    """What the maker gave is nothing to another company's authentication."""
    url = f"{exchange.base_url('fict-pc')}/auth/token"
    answer = http.post(
        url,
        auth=(credentials.client_id, credentials.client_secret),
        data={"grant_type": "client_credentials"},
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_discovery_names_the_token_endpoint(http: httpx2.Client, credentials: Credentials) -> None:
    """OpenID discovery gives the absolute address at which tokens are fetched."""
    answer = http.get(f"{credentials.base_url}/.well-known/openid-configuration")
    assert answer.json()["token_endpoint"] == f"{credentials.base_url}/auth/token"


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "", "all", "１", "00"])
def test_a_limit_is_a_positive_whole_number(
    http: httpx2.Client, credentials: Credentials, token: str, limit: str
) -> None:
    """Any other limit is a bad request, not a guess."""
    answer = http.get(
        f"{credentials.base_url}/3/footprints", params={"limit": limit}, headers=bearer(token)
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")


def test_a_made_up_page_link_is_refused(
    http: httpx2.Client, credentials: Credentials, token: str
) -> None:
    """The place in a page link is the server's own word."""
    answer = http.get(f"{credentials.base_url}/3/footprints?cursor=1", headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")


@pytest.mark.parametrize("id", ["00000000-0000-0000-0000-000000000000", "urn:1", "1", "%2e%2e"])
def test_an_unknown_footprint_is_not_found(
    http: httpx2.Client, credentials: Credentials, token: str, id: str
) -> None:
    """An id nobody has given out is NotFound, whatever its form."""
    answer = http.get(f"{credentials.base_url}/3/footprints/{id}", headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")


@pytest.mark.parametrize("name", FILTERS)
def test_an_empty_filter_is_none(
    http: httpx2.Client, credentials: Credentials, token: str, name: str
) -> None:
    """A filter without a value, or a vendor's own, narrows nothing."""
    url = f"{credentials.base_url}/3/footprints"
    assert http.get(url, params={name: ""}, headers=bearer(token)).status_code == 200
    assert http.get(url, params={f"x-{name}": "1"}, headers=bearer(token)).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("/2/footprints?productId=urn:x:1", 400),
        ("/2/footprints?validOn=2026-01-01T00:00:00Z", 400),
        ("/3/footprints?$filter=created eq '2026-01-01T00:00:00Z'", 501),
    ],
)
def test_a_filter_of_the_other_version_is_never_ignored(
    http: httpx2.Client, credentials: Credentials, token: str, query: str, status: int
) -> None:
    """A filter that is not applied would give wrong data: it is NotImplemented."""
    answer = http.get(credentials.base_url + query, headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (status, "NotImplemented")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nobody/3/footprints", 404, "NotFound"),
        ("POST", "/nobody/auth/token", 404, "NotFound"),
        ("GET", "/nobody/.well-known/openid-configuration", 404, "NotFound"),
        ("GET", "/", 404, "NotFound"),
        ("GET", "/fict-chassis/4/footprints", 404, "NotFound"),
        ("GET", "/fict-chassis/3/footprints/", 404, "NotFound"),
        ("GET", "/documents", 404, "NotFound"),
        ("GET", "/nobody/docs", 404, "NotFound"),
        ("GET", "/nobody/2/footprints", 404, "NotFound"),
        ("POST", "/nobody/3/events", 404, "NotFound"),
        ("GET", "/fict-chassis/3/events", 405, "BadRequest"),
        ("POST", "/fict-chassis/2/footprints", 405, "BadRequest"),
        ("GET", "/fict-chassis%00/3/footprints", 404, "NotFound"),
        ("DELETE", "/fict-chassis/3/footprints", 405, "BadRequest"),
        ("GET", "/fict-chassis/auth/token", 405, "BadRequest"),
    ],
)
def test_every_other_failure_has_pacts_shape(
    http: httpx2.Client, exchange: LocalExchange, method: str, path: str, status: int, code: str
) -> None:
    """Wrong company, path or method: the answer is PACT's, never a page of a framework."""
    answer = http.request(method, f"https://127.0.0.1:{exchange.port}{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json().keys() == {"code", "message"}
    assert answer.headers["content-type"] == "application/json"


def test_the_interface_describes_itself(http: httpx2.Client, exchange: LocalExchange) -> None:
    """The OpenAPI description holds the data model, with decimals as strings."""
    described = http.get(f"https://127.0.0.1:{exchange.port}/openapi.json").json()
    pcf = described["components"]["schemas"]["CarbonFootprint"]["properties"]
    assert pcf["declaredUnitAmount"]["type"] == "string"
