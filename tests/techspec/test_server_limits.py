"""Clients that are slow, greedy or talk rubbish: each is stopped, and the others do not notice."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, Credentials, LocalExchange, ProductFootprint
from gxd_teach.techspec.server.limits import Limits, Rates

LIMITS = Limits(
    page_size=2, largest_page=3, body_bytes=1000, header_bytes=4000,
    header_seconds=0.5, body_seconds=0.5, idle_seconds=0.5, write_seconds=0.5,
)  # fmt: skip


@pytest.fixture(scope="module")
def exchange(
    maker: Company, buyer: Company, many: Callable[..., list[ProductFootprint]]
) -> Iterator[LocalExchange]:
    """An exchange with little patience."""
    with LocalExchange([maker, buyer], limits=LIMITS) as running:
        running.publish("fict-chassis", *many(5))
        yield running


@contextmanager
def connected(exchange: LocalExchange) -> Iterator[ssl.SSLSocket]:
    """A connection on which anything can be sent."""
    trust = ssl.create_default_context(cafile=exchange.ca_file)
    with (
        socket.create_connection(("127.0.0.1", exchange.port), timeout=20) as plain,
        trust.wrap_socket(plain, server_hostname="127.0.0.1") as connection,
    ):
        yield connection


def said(connection: ssl.SSLSocket) -> tuple[int, Any]:
    """Status and body of the answer, read until the server hangs up; 0 when it says nothing."""
    got = b""
    with suppress(ConnectionError, ssl.SSLError):
        while piece := connection.recv(65536):
            got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    return (int(head.split()[1]), json.loads(body)) if head else (0, None)


def test_a_page_is_never_larger_than_the_server_allows(
    http: httpx2.Client, credentials: Credentials, token: str
) -> None:
    """Without a limit a page has its usual size; asked for more, the largest."""
    for query, count in (("", 2), ("?limit=1", 1), ("?limit=3", 3), ("?limit=5", 3)):
        url = f"{credentials.base_url}/3/footprints{query}"
        answer = http.get(url, headers={"Authorization": f"Bearer {token}"})
        assert len(answer.json()["data"]) == count


@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_too_large_is_not_read(
    http: httpx2.Client, credentials: Credentials, token: str, chunked: bool
) -> None:
    """An event beyond the limit is refused by its announced length, or as soon as it is passed."""
    content: Any = (b"x" * 400 for _ in range(5)) if chunked else b"x" * 2000
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/cloudevents+json"}
    answer = http.post(f"{credentials.base_url}/3/events", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "BadRequest")


@pytest.mark.parametrize("whole", [True, False])
def test_a_head_too_large_is_not_read(exchange: LocalExchange, whole: bool) -> None:
    """A head beyond the limit is refused, whether it ends or never does."""
    with connected(exchange) as connection:
        connection.sendall(b"GET /docs HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 5000)
        if whole:
            with suppress(ConnectionError, ssl.SSLError):  # already hung up on
                connection.sendall(b"\r\n\r\n")
        status, answer = said(connection)
    assert (status, answer["code"]) == (431, "BadRequest")


@pytest.mark.parametrize(
    "sent",
    [
        b"rubbish\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET \xff\xfe HTTP/1.1\r\n\r\n",
        b"GET http://[x HTTP/1.1\r\n\r\n",
        b"GET * HTTP/1.1\r\n\r\n",
        b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /fict-chassis/auth/token HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /a HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"\x16\x03\x01",
        b"\x00" * 100,
    ],
)  # fmt: skip
def test_what_is_no_http_is_refused(exchange: LocalExchange, sent: bytes) -> None:
    """Rubbish is answered in PACT's shape or not at all, never by a failure."""
    with connected(exchange) as connection:
        connection.sendall(sent)
        status, answer = said(connection)
    assert status in {0, 400, 404, 405, 408}
    assert status == 0 or answer.keys() == {"code", "message"}


@pytest.mark.parametrize("sent", [b"", b"GET /do", b"GET /docs HTTP/1.1\r\nHost: x\r\n"])
def test_a_head_that_does_not_come(exchange: LocalExchange, sent: bytes) -> None:
    """Who does not finish asking is hung up on."""
    with connected(exchange) as connection:
        connection.sendall(sent)
        status, _ = said(connection)
    assert status == (408 if sent else 0)


def test_a_greeting_that_does_not_come(exchange: LocalExchange) -> None:
    """Who connects and does not even begin TLS is hung up on."""
    place = ("127.0.0.1", exchange.port)
    with socket.create_connection(place, timeout=20) as silent, suppress(ConnectionError):
        assert silent.recv(100) == b""


@pytest.mark.parametrize("path", ["/3/events", "/auth/token"])
def test_a_body_that_does_not_come(exchange: LocalExchange, token: str, path: str) -> None:
    """Who announces a body and does not send it gets no more than its time."""
    head = (
        f"POST /fict-chassis{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with connected(exchange) as connection:
        connection.sendall(head.encode())
        status, answer = said(connection)
    assert status in {400, 408}
    assert "code" in answer or "error" in answer


EARLY = (
    b"POST /fict-chassis/3/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer bogus\r\n"
    b"Content-Type: application/cloudevents+json\r\nContent-Length: %d\r\n\r\n"
)


def answered(connection: ssl.SSLSocket) -> int:
    """The status of the next answer, read to its end, on a connection that stays open."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = connection.recv(65536)
        assert piece, "hung up before the answer"
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    (length,) = [
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.startswith(b"content-length")
    ]
    while len(body) < length:
        body += connection.recv(65536)
    return int(head.split()[1])


@pytest.mark.parametrize("together", [True, False])
def test_who_is_answered_early_is_not_hung_up_on(exchange: LocalExchange, together: bool) -> None:
    """A bad token is said before the body has come: the rest is let come, the next request too."""
    ask = b"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with connected(exchange) as connection:
        for _ in range(3):
            connection.sendall(EARLY % 900)
            assert answered(connection) == 401
            connection.sendall(b"x" * 300)
            connection.sendall(b"x" * 300)
            if together:
                connection.sendall(b"x" * 300 + ask[:20])
                connection.sendall(ask[20:])
            else:
                connection.sendall(b"x" * 300)
                connection.sendall(ask)
            assert answered(connection) == 404


def test_whatever_is_sent_first_the_answer_arrives(exchange: LocalExchange) -> None:
    """Token refused, body sent after it, hundreds of times on kept connections: all are told so."""
    trust = ssl.create_default_context(cafile=exchange.ca_file)
    url = f"https://127.0.0.1:{exchange.port}/fict-chassis/3/events"
    headers = {"Authorization": "Bearer x", "Content-Type": "application/cloudevents+json"}
    with httpx2.Client(verify=trust, trust_env=False, headers=headers) as http:
        statuses = {http.post(url, content=b"x" * 900).status_code for _ in range(300)}
    assert statuses == {401}


def test_a_refused_body_is_let_come_before_the_end(exchange: LocalExchange) -> None:
    """Who sends too much reads why, to the end of what is being sent; then comes the farewell."""
    head = EARLY.replace(b"bogus", exchange_token(exchange)) % 10_000
    with connected(exchange) as connection:
        connection.sendall(head)
        assert answered(connection) == 413
        for _ in range(10):
            connection.sendall(b"x" * 1000)
        assert connection.recv(100) == b""


@pytest.mark.parametrize("size", [0, 20_000])
def test_a_rest_is_not_waited_for_for_ever(exchange: LocalExchange, size: int) -> None:
    """Answered, and then neither silence nor an endless body keeps the connection."""
    with connected(exchange) as connection:
        connection.sendall(EARLY % 1_000_000)
        assert answered(connection) == 401
        with suppress(ConnectionError, ssl.SSLError):
            connection.sendall(b"x" * size)
            assert connection.recv(100) == b""


def exchange_token(exchange: LocalExchange) -> bytes:
    """A token that opens the maker's footprints."""
    client = exchange.register("fict-pc", owner="fict-chassis")
    return exchange.tokens.issue(client.client_id, owner="fict-chassis").encode()


def test_an_idle_connection_is_closed(exchange: LocalExchange) -> None:
    """A connection that is kept and not used is given back; a stray line does not keep it."""
    with connected(exchange) as connection:
        connection.sendall(b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
        status, answer = said(connection)
        assert (status, answer["code"]) == (404, "NotFound")
    with connected(exchange) as connection:
        connection.sendall(b"\r\n")
        assert said(connection)[0] == 408


def test_an_answer_that_nobody_reads(maker: Company, many: Callable[..., Any]) -> None:
    """Who asks for much and reads nothing is hung up on; its buffer does not wait for ever."""
    with LocalExchange([maker], limits=replace(LIMITS, page_size=1000, largest_page=1000)) as slow:
        (record,) = many(1)
        heavy = record.model_copy(update={"comment": "x" * 4_000_000})
        slow.publish(maker.id, heavy)
        client = slow.register(maker.id, owner=maker.id)
        token = slow.tokens.issue(client.client_id, owner=maker.id)
        ask = (
            f"GET /fict-chassis/3/footprints HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        ).encode()
        trust = ssl.create_default_context(cafile=slow.ca_file)
        with connected(slow) as connection, httpx2.Client(verify=trust, trust_env=False) as other:
            connection.sendall(ask * 4)  # and nothing is read
            assert slow._server is not None
            connections = slow._server._server.server_state.connections
            assert other.get(f"https://127.0.0.1:{slow.port}/docs").status_code == 200
            assert len(connections) == 2
            for _ in range(2000):  # others are served meanwhile
                assert other.get(f"https://127.0.0.1:{slow.port}/docs").status_code == 200
                if len(connections) == 1:
                    break
            assert len(connections) == 1


def test_only_so_many_connections(maker: Company) -> None:
    """Beyond the limit a connection is refused with a sentence; when one ends there is room."""
    with LocalExchange([maker], limits=replace(LIMITS, connections=2, header_seconds=20)) as small:
        with connected(small), connected(small), connected(small) as third:
            status, answer = said(third)
            assert (status, answer["code"]) == (503, "InternalError")
        trust = ssl.create_default_context(cafile=small.ca_file)
        transport = httpx2.HTTPTransport(verify=trust, retries=3)
        with httpx2.Client(transport=transport, trust_env=False) as later:
            for _ in range(50):
                answer = later.get(f"https://127.0.0.1:{small.port}/docs")
                if answer.status_code == 200:
                    break
            assert answer.status_code == 200


def test_too_many_requests_wait(maker: Company, buyer: Company) -> None:
    """A client beyond its rate is told when to come again; another client is served."""
    limits = Limits(requests_per_second=0.01, burst=3)
    with LocalExchange([maker, buyer], limits=limits) as exchange:
        trust = ssl.create_default_context(cafile=exchange.ca_file)
        with httpx2.Client(verify=trust, trust_env=False) as http:
            statuses = {}
            for company in ("fict-chassis", "fict-pc"):
                client = exchange.register(company, owner="fict-chassis")
                token = exchange.tokens.issue(client.client_id, owner="fict-chassis")
                url = f"{client.base_url}/3/footprints"
                headers = {"Authorization": f"Bearer {token}"}
                answers = [http.get(url, headers=headers) for _ in range(4)]
                statuses[company] = [answer.status_code for answer in answers]
            assert statuses["fict-chassis"] == statuses["fict-pc"] == [200, 200, 200, 429]
            assert answers[-1].json().keys() == {"code", "message"}
            assert 90 <= int(answers[-1].headers["retry-after"]) <= 100


def test_a_rate_fills_again() -> None:
    """Two requests a second, and two more at once: then one every half second."""
    rates = Rates(requests_per_second=2, burst=2)
    waits = [rates.wait_seconds("a", now=now) for now in (0, 0, 0, 0.4, 0.5, 0.6, 60, 60, 60)]
    assert waits == [0, 0, 1, 1, 0, 1, 0, 0, 1]


def test_what_is_remembered_of_clients_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many addresses come by, the memory for them does not grow."""
    monkeypatch.setattr(Rates, "MOST_CLIENTS", 10)
    rates = Rates(requests_per_second=1, burst=1)
    for number in range(100):
        assert rates.wait_seconds(str(number), now=0.0) == 0
    assert len(rates._buckets) == 10


@pytest.mark.parametrize("change", [{"page_size": 0}, {"body_bytes": -1}, {"header_seconds": True}])
def test_a_limit_is_above_zero(change: dict[str, Any]) -> None:
    """A limit of nothing would be a server that answers nothing."""
    with pytest.raises(GxdError) as caught:
        Limits(**change)
    assert caught.value.code == "GXD-X060"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "status"),
    [(False, "https", 400), (True, "https", 200), (True, "http", 400), (True, "", 400)],
)
def test_a_proxys_word_is_believed_only_when_told(
    maker: Company, trusted: bool, forwarded: str, status: int
) -> None:
    """X-Forwarded-Proto may make http into https only where the server is told to believe it."""
    import asyncio

    from gxd_teach.techspec import FootprintStore, Tokens, create_app

    store = FootprintStore()
    store.add_company(maker)
    app = create_app(store, Tokens(), trust_forwarded=trusted)

    async def get() -> httpx2.Response:
        headers = {"X-Forwarded-Proto": forwarded} if forwarded else {}
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as inside:
            return await inside.get(
                "http://pcf.example/fict-chassis/.well-known/openid-configuration", headers=headers
            )

    answer = asyncio.run(get())
    store.close()
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["token_endpoint"] == "https://pcf.example/fict-chassis/auth/token"
