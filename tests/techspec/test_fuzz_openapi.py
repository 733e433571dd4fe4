"""Every operation, asked as its own description says and as it does not: schemathesis.

https://schemathesis.readthedocs.io: cases are made from /openapi.json; each answer has to be
one that the description announces.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gxd_teach.techspec import Company, LocalExchange, ProductFootprint
from gxd_teach.techspec.server.openapi import describe

SCHEMA = schemathesis.openapi.from_dict(describe())
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@dataclass(frozen=True)
class Place:
    """Where to ask, and with what."""

    url: str
    token: str
    client: tuple[str, str]
    id: str
    ca_file: str


@pytest.fixture(scope="module")
def place(
    maker: Company, buyer: Company, many: Callable[..., list[ProductFootprint]]
) -> Iterator[Place]:
    """An exchange with something to find."""
    with LocalExchange([maker, buyer]) as exchange:
        records = many(3)
        exchange.publish("fict-chassis", *records)
        key = exchange.register("fict-pc", owner="fict-chassis")
        token = exchange.tokens.issue(key.client_id, owner="fict-chassis")
        yield Place(
            f"https://127.0.0.1:{exchange.port}",
            token,
            (key.client_id, key.client_secret),
            str(records[0].id),
            str(exchange.ca_file),
        )


@SCHEMA.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_every_answer_is_as_announced(case: Any, place: Place) -> None:
    """Whatever is asked, the answer has a status, type and shape that the description names."""
    inside = sum(map(ord, str(case.path_parameters))) % 4  # now and then in the wrong place
    if inside:
        case.path_parameters["company"] = "fict-chassis"
        if inside > 1 and "id" in case.path_parameters:
            case.path_parameters["id"] = place.id
    how: dict[str, Any] = {"verify": place.ca_file}
    if case.operation.path.endswith("/auth/token"):
        how["auth"] = place.client
    else:
        how["headers"] = {"Authorization": f"Bearer {place.token}"}
    case.call_and_validate(base_url=place.url, checks=CHECKS, **how)


def test_the_description_is_what_is_served(place: Place) -> None:
    """What these cases are made from is what the server tells about itself."""
    import httpx2

    trust = ssl.create_default_context(cafile=place.ca_file)
    with httpx2.Client(verify=trust, trust_env=False) as http:
        assert http.get(f"{place.url}/openapi.json").json() == describe()
