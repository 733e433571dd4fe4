"""What the exchange answers with footprints in it, asked by a client that knows nothing of ours."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from gxd_teach.techspec import (
    Company,
    Credentials,
    FootprintStore,
    LocalExchange,
    ProductFootprint,
    Tokens,
    create_app,
)

Many = Callable[..., list[ProductFootprint]]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def ask(app: Any, url: str, token: str = "") -> httpx2.Response:
    """Ask an application without a port in between, as a proxy in front of it would."""

    async def get() -> httpx2.Response:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as inside:
            return await inside.get(url, headers=bearer(token or "none"))

    return asyncio.run(get())


def test_the_bytes_sent_are_the_bytes_stored(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str, many: Many
) -> None:
    """A list is the stored records side by side, one footprint the stored record itself."""
    records = many(3)
    exchange.publish("fict-chassis", *records)
    listed = http.get(f"{credentials.base_url}/3/footprints", headers=bearer(token))
    assert listed.content == b'{"data":[' + b",".join(one.to_json() for one in records) + b"]}"
    one = http.get(f"{credentials.base_url}/3/footprints/{records[1].id}", headers=bearer(token))
    assert one.content == b'{"data":' + records[1].to_json() + b"}"
    for answer in (listed, one):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"


def test_decimals_are_strings_and_nothing_is_null_on_the_wire(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str, many: Many
) -> None:
    """No number passes as a float, and what is undefined is left out."""
    exchange.publish("fict-chassis", *many(3))
    numbers: list[str] = []
    answer = http.get(f"{credentials.base_url}/3/footprints", headers=bearer(token))
    read = json.loads(answer.content, parse_float=numbers.append, parse_int=numbers.append)
    assert numbers == []
    assert "null" not in answer.text
    assert read["data"][0]["pcf"]["pcfExcludingBiogenicUptake"] == "12.34"


def test_an_empty_list_is_a_list(http: httpx2.Client, credentials: Credentials, token: str) -> None:
    """Without footprints the answer is an empty array, and no further page."""
    answer = http.get(f"{credentials.base_url}/3/footprints", headers=bearer(token))
    assert answer.content == b'{"data":[]}'
    assert "link" not in answer.headers


def test_a_page_links_to_the_next(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str, many: Many
) -> None:
    """While there is more, an absolute link of rel="next" leads on; the last page has none."""
    exchange.publish("fict-chassis", *many(5))
    url, sizes = f"{credentials.base_url}/3/footprints?limit=2", []
    while url:
        answer = http.get(url, headers=bearer(token))
        sizes.append(len(answer.json()["data"]))
        header = answer.headers.get("link", "")
        url = header.removeprefix("<").removesuffix('>; rel="next"')
        assert not header or url.startswith(f"{credentials.base_url}/3/footprints?")
    assert sizes == [2, 2, 1]


def test_a_link_may_be_followed_again(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str, many: Many
) -> None:
    """The same link gives the same page, also after something was added."""
    exchange.publish("fict-chassis", *many(4))
    first = http.get(f"{credentials.base_url}/3/footprints?limit=2", headers=bearer(token))
    link = first.links["next"]["url"]
    before = http.get(link, headers=bearer(token)).json()
    exchange.publish("fict-chassis", *many(3, first=100))
    assert http.get(link, headers=bearer(token)).json() == before


def test_an_enormous_limit_is_answered_by_less(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str, many: Many
) -> None:
    """A server may return fewer than asked for, never more."""
    exchange.publish("fict-chassis", *many(2))
    for limit, count in (("1000000", 2), ("9" * 5000, 2), ("0000000001", 1)):
        answer = http.get(
            f"{credentials.base_url}/3/footprints", params={"limit": limit}, headers=bearer(token)
        )
        assert len(answer.json()["data"]) == count


@pytest.mark.parametrize(
    "path", ["/3/footprints", "/3/footprints/6f1c2a0e-8f0b-4c55-9a3d-2b7e1d4c9f10"]
)
def test_a_bad_token_is_told_apart_from_an_expired_one(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str, path: str
) -> None:
    """Rubbish or nothing is a bad request (401); what was good and ran out is TokenExpired."""
    url = credentials.base_url + path
    for headers in (
        bearer("rubbish"),
        {"Authorization": "Bearer"},
        {},
        {"Authorization": f"Token {token}"},
    ):
        answer = http.get(url, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "BadRequest")
    exchange.tokens.clock = lambda: time.time() + 7200
    answer = http.get(url, headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (401, "TokenExpired")
    assert answer.json().keys() == {"code", "message"}


def test_a_token_of_another_company_opens_nothing(
    http: httpx2.Client, exchange: LocalExchange, token: str, many: Many
) -> None:
    """The maker's token reads nothing of the buyer's, neither a list nor a single footprint."""
    (record,) = many(1)
    exchange.publish("fict-pc", record)
    for path in ("", f"/{record.id}"):
        url = f"{exchange.base_url('fict-pc')}/3/footprints{path}"
        answer = http.get(url, headers=bearer(token))
        assert (answer.status_code, answer.json()["code"]) == (403, "AccessDenied")
        assert str(record.id) not in answer.text


def test_an_id_may_be_written_in_capitals(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str,
    publish: Callable[..., ProductFootprint],
) -> None:  # fmt: skip
    """A UUID is the same in small and capital letters."""
    record = publish()
    exchange.publish("fict-chassis", record)
    url = f"{credentials.base_url}/3/footprints/{str(record.id).upper()}"
    assert http.get(url, headers=bearer(token)).status_code == 200


def test_a_surprise_keeps_its_details_at_home(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """An unexpected failure is InternalError outside, and a traceback in the log."""

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(exchange.store, "page", fail)
    with caplog.at_level(logging.ERROR):
        answer = http.get(f"{credentials.base_url}/3/footprints", headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (500, "InternalError")
    assert "disk" not in answer.text
    assert "the disk is full" in caplog.text


@pytest.mark.parametrize("path", ["/auth/token", "/3/footprints"])
def test_plain_http_gets_nothing(
    exchange: LocalExchange, credentials: Credentials, token: str, many: Many, path: str
) -> None:
    """Who speaks http to the port gets neither a token nor data."""
    exchange.publish("fict-chassis", *many(1))
    head = f"GET /fict-chassis{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    request = f"{head}Authorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", exchange.port), timeout=10) as connection:
        connection.sendall(request.encode())
        got = b""
        try:
            while piece := connection.recv(4096):
                got += piece
        except ConnectionResetError:
            pass
    assert b"data" not in got
    assert b"200" not in got
    with pytest.raises(httpx2.TransportError), httpx2.Client(trust_env=False) as plain:
        plain.get(credentials.base_url.replace("https", "http") + path)


def test_plain_http_gets_nothing_even_without_tls(maker: Company) -> None:
    """Started without a certificate by mistake, the application still refuses http."""
    store = FootprintStore()
    store.add_company(maker)
    app = create_app(store, Tokens())
    answer = ask(app, "http://inside/fict-chassis/.well-known/openid-configuration")
    store.close()
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")


def test_links_follow_the_public_address(maker: Company, many: Many) -> None:
    """Behind a proxy the links show the address that clients use."""
    store, tokens = FootprintStore(), Tokens()
    store.add_company(maker)
    store.put("fict-chassis", *many(2))
    app = create_app(store, tokens, public_url="https://pcf.example/class/")
    client_id, _ = store.add_client("fict-chassis", owner="fict-chassis")
    token = tokens.issue(client_id, owner="fict-chassis")
    answer = ask(app, "https://inside/fict-chassis/3/footprints?limit=1", token)
    store.close()
    link = answer.links["next"]["url"]
    assert link.startswith("https://pcf.example/class/fict-chassis/3/footprints?")
