"""The customer's side: reading all footprints, and meeting everything that can go wrong."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec import (
    Company,
    Credentials,
    ExchangeClient,
    LocalExchange,
    ProductFootprint,
    make_certificates,
)
from gxd_teach.techspec.server.serving import HttpsServer

Many = Callable[..., list[ProductFootprint]]


@pytest.fixture(scope="module")
def standing(maker: Company, buyer: Company) -> Iterator[LocalExchange]:
    """One exchange for all tests that publish nothing."""
    with LocalExchange([maker, buyer]) as running:
        yield running


@pytest.fixture
def key(standing: LocalExchange) -> Credentials:
    """What the maker has given to the buyer there."""
    return standing.register("fict-pc", owner="fict-chassis")


def failure(client: ExchangeClient, code: str, *, id: str | None = None) -> GxdError:
    """The error that reading ends with."""
    with pytest.raises(GxdError) as caught:
        list(client.footprints()) if id is None else client.footprint(id)
    assert caught.value.code == code
    assert caught.value.ja
    return caught.value


def count_requests(client: ExchangeClient) -> list[str]:
    """The paths the client asks for from now on."""
    asked: list[str] = []
    client._http.event_hooks["request"].append(lambda request: asked.append(request.url.path))
    return asked


def test_all_footprints_arrive_once(
    exchange: LocalExchange, client: ExchangeClient, many: Many
) -> None:
    """250 footprints come in three pages, each exactly once, as they were published."""
    records = many(250)
    exchange.publish("fict-chassis", *records)
    asked = count_requests(client)
    assert list(client.footprints()) == records
    assert asked.count("/fict-chassis/3/footprints") == 3


def test_what_is_added_meanwhile_disturbs_nothing(
    exchange: LocalExchange, client: ExchangeClient, many: Many
) -> None:
    """While one reads, another publishes: nothing is skipped and nothing comes twice."""
    records = many(250, first=1000)
    exchange.publish("fict-chassis", *records)
    reading = client.footprints(limit=100)
    seen = [next(reading) for _ in range(100)]
    exchange.publish("fict-chassis", *many(1, first=1))  # before the page just read
    seen += [next(reading) for _ in range(100)]
    (late,) = many(1, first=5000)
    exchange.publish("fict-chassis", late)  # behind all
    seen += list(reading)
    assert seen == [*records, late]


def test_the_bytes_received_are_the_bytes_published(
    exchange: LocalExchange, client: ExchangeClient, many: Many
) -> None:
    """A record's own bytes come through both ways of asking."""
    records = many(3)
    exchange.publish("fict-chassis", *records)
    assert [one.raw for one in client.footprints()] == [one.to_json() for one in records]
    assert client.footprint(records[2].id).raw == records[2].to_json()


def test_one_footprint_by_its_id(
    exchange: LocalExchange, client: ExchangeClient, many: Many
) -> None:
    """A footprint is found by its id."""
    records = many(3)
    exchange.publish("fict-chassis", *records)
    assert client.footprint(records[1].id) == records[1]
    assert client.footprint(str(records[1].id)) == records[1]


def test_a_token_is_used_again(exchange: LocalExchange, client: ExchangeClient, many: Many) -> None:
    """One token serves many requests: asking for one each time would double the traffic."""
    records = many(5)
    exchange.publish("fict-chassis", *records)
    asked = count_requests(client)
    for record in records:
        client.footprint(record.id)
    assert asked.count("/fict-chassis/auth/token") == 1
    assert asked.count("/fict-chassis/.well-known/openid-configuration") == 1


def test_an_expired_token_is_renewed_unnoticed(
    exchange: LocalExchange, client: ExchangeClient, many: Many
) -> None:
    """When the token runs out between two pages, the reader does not notice."""
    records = many(4)
    exchange.publish("fict-chassis", *records)
    asked = count_requests(client)
    reading = client.footprints(limit=2)
    seen = [next(reading), next(reading)]
    exchange.tokens.clock = lambda: time.time() + 7200
    seen += list(reading)
    assert seen == records
    assert asked.count("/fict-chassis/auth/token") == 2


def test_tokens_that_never_hold_end_in_a_refusal(
    many: Many, maker: Company, buyer: Company
) -> None:
    """When even a new token is refused, the client says so instead of asking for ever."""
    with LocalExchange([maker, buyer], token_lifetime_seconds=0) as exchange:
        exchange.publish("fict-chassis", *many(1))
        credentials = exchange.register("fict-pc", owner="fict-chassis")
        with ExchangeClient(credentials) as client:
            failure(client, "GXD-X023")


def test_an_exchange_started_anew_is_read_on(
    tmp_path: Path, maker: Company, buyer: Company, many: Many
) -> None:
    """After a restart on the same port old tokens are worthless; saved credentials go on."""
    records = many(2)
    with LocalExchange([maker, buyer], folder=tmp_path) as first:
        first.publish("fict-chassis", *records)
        port = first.port
        credentials = first.register("fict-pc", owner="fict-chassis")
    saved = credentials.save(tmp_path / "credentials.json")
    with LocalExchange(folder=tmp_path, port=port) as second:
        with ExchangeClient(Credentials.load(saved)) as client:
            assert list(client.footprints()) == records
        assert [one.id for one in second.companies()] == ["fict-chassis", "fict-pc"]


def test_a_wrong_secret_is_said_to_be_wrong(key: Credentials) -> None:
    """A mistyped secret is answered as such, and never shown."""
    wrong = Credentials(key.client_id, "wr0ng", key.base_url, key.ca_file)
    with ExchangeClient(wrong) as client:
        assert "wr0ng" not in str(failure(client, "GXD-X022"))


def test_another_company_is_not_read(standing: LocalExchange, key: Credentials) -> None:
    """With the maker's credentials nobody gets into the buyer's footprints."""
    wrong = Credentials(
        key.client_id,
        key.client_secret,
        standing.base_url("fict-pc"),
        key.ca_file,
    )
    with ExchangeClient(wrong) as client:
        failure(client, "GXD-X022")


def test_a_token_of_another_company_is_no_permission(
    standing: LocalExchange, key: Credentials
) -> None:
    """Even with a good token of one company, the other's data stay closed."""
    with ExchangeClient(key) as client:
        list(client.footprints())
        client._base = standing.base_url("fict-pc")
        assert "AccessDenied" in str(failure(client, "GXD-X023"))


@pytest.mark.parametrize("id", ["00000000-0000-0000-0000-000000000000", "../../fict-pc", "架空"])
def test_a_missing_footprint_is_not_found(key: Credentials, id: str) -> None:
    """An id that the other side does not have is said to be missing."""
    with ExchangeClient(key) as client:
        failure(client, "GXD-X024", id=id)


def test_a_bad_limit_is_refused(key: Credentials) -> None:
    """A page of nothing is refused by the server, with its reason."""
    with (
        ExchangeClient(key) as client,
        pytest.raises(GxdError, match="limit") as caught,
    ):
        list(client.footprints(limit=0))
    assert caught.value.code == "GXD-X027"


def test_nobody_there(credentials: Credentials, exchange: LocalExchange) -> None:
    """When the exchange is not running, the address and the next step are named."""
    exchange.stop()
    with ExchangeClient(credentials) as client:
        assert str(exchange.port) in str(failure(client, "GXD-X020"))


def test_a_wrong_certificate_authority_is_named(key: Credentials, tmp_path: Path) -> None:
    """A certificate of an unknown authority is refused, naming the CA file that was used."""
    other = make_certificates(tmp_path)
    wrong = Credentials(key.client_id, key.client_secret, key.base_url, other.ca_file)
    with ExchangeClient(wrong) as client:
        assert str(other.ca_file) in str(failure(client, "GXD-X021"))


def test_this_computers_own_list_does_not_trust_a_classroom(key: Credentials) -> None:
    """Without a CA file the throw-away authority is a stranger."""
    wrong = Credentials(key.client_id, key.client_secret, key.base_url)
    with ExchangeClient(wrong) as client:
        failure(client, "GXD-X021")


@pytest.mark.parametrize("kind", ["missing", "rubbish"])
def test_a_ca_file_that_is_none_is_named(key: Credentials, tmp_path: Path, kind: str) -> None:
    """A CA file that is not there, or is something else, is named."""
    ca_file = tmp_path / "ca.pem"
    if kind == "rubbish":
        ca_file.write_text("not a certificate")
    wrong = Credentials(key.client_id, key.client_secret, key.base_url, ca_file)
    with pytest.raises(GxdError) as caught:
        ExchangeClient(wrong)
    assert caught.value.code == "GXD-X021"
    assert str(ca_file) in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "127.0.0.1", "https://x:port/", ""])
def test_only_https_is_spoken(url: str) -> None:
    """A secret is never sent to an address that is not https."""
    with pytest.raises(GxdError) as caught:
        ExchangeClient(Credentials("id", "secret", url))
    assert caught.value.code == "GXD-X029"


def test_a_port_that_says_nothing(tmp_path: Path) -> None:
    """A server that hangs up in the middle of the greeting counts as no connection."""
    certificates = make_certificates(tmp_path)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/x"
        credentials = Credentials("id", "secret", url, certificates.ca_file)
        with ExchangeClient(credentials, timeout_seconds=0.2) as client:
            failure(client, "GXD-X020")


# A server that does everything wrong, on a real port with a good certificate.


class Odd:
    """A server that answers a list as it is told to, and a client that reads it."""

    def __init__(self, folder: Path) -> None:
        self.answer: Callable[[Request], Response] = lambda _: Response()
        app = Starlette(
            routes=[
                Route("/odd/auth/token", self._token, methods=["POST"]),
                Route("/odd/3/footprints", lambda request: self.answer(request)),
            ]
        )
        certificates = make_certificates(folder)
        self.server = HttpsServer(app, certificates.server_file)
        url = f"https://127.0.0.1:{self.server.port}/odd"
        self.client = ExchangeClient(Credentials("id", "secret", url, certificates.ca_file))

    def _token(self, _: Request) -> Response:
        return JSONResponse({"access_token": "t", "token_type": "Bearer", "expires_in": 60})


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Odd]:
    made = Odd(tmp_path_factory.mktemp("odd"))
    yield made
    made.client.close()
    made.server.stop()


def test_without_discovery_the_token_is_where_pact_says(odd: Odd) -> None:
    """Discovery is a SHOULD: without it the token comes from /auth/token."""
    odd.answer = lambda _: JSONResponse({"data": []})
    assert list(odd.client.footprints()) == []


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse('{"data":[]}'),
        PlainTextResponse("<html>", media_type="text/html"),
        JSONResponse([]),
        JSONResponse({"footprints": []}),
        JSONResponse({"data": None}),
        JSONResponse({"data": {}}),
        Response(b'{"data":[', media_type="application/json"),
        Response(b"[" * 100_000, media_type="application/json"),
        Response(b"\xff", media_type="application/json"),
    ],
)
def test_an_answer_that_is_not_pact(odd: Odd, answer: Response) -> None:
    """A web page, a bare list, half a JSON: the answer is said not to be PACT's."""
    odd.answer = lambda _: answer
    failure(odd.client, "GXD-X025")


def test_a_record_that_is_wrong_is_explained(odd: Odd, content: dict[str, Any]) -> None:
    """A partner's faulty record is answered with all its findings."""
    content["pcf"]["declaredUnitAmount"] = 1
    odd.answer = lambda _: JSONResponse({"data": [content]})
    with pytest.raises(ProblemsError) as caught:
        list(odd.client.footprints())
    assert caught.value.problems[0].where == "pcf.declaredUnitAmount"


def test_a_link_to_another_server_is_not_followed(odd: Odd) -> None:
    """The token of one company is never carried to another host."""
    link = {"Link": '<https://elsewhere.example/3/footprints>; rel="next"'}
    odd.answer = lambda _: JSONResponse({"data": []}, headers=link)
    assert "elsewhere.example" in str(failure(odd.client, "GXD-X026"))


def test_links_in_a_circle_end(odd: Odd, content: dict[str, Any]) -> None:
    """Pages that lead back to one another are noticed, not read for ever."""

    def circle(request: Request) -> Response:
        there = "b" if request.query_params.get("page") == "a" else "a"
        link = str(request.url.replace(query=f"page={there}"))
        return JSONResponse({"data": [content]}, headers={"Link": f'<{link}>; rel="next"'})

    odd.answer = circle
    failure(odd.client, "GXD-X026")


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "GXD-X023"), (403, "GXD-X023"), (404, "GXD-X024"), (429, "GXD-X027"), (502, "GXD-X028")],
)
def test_a_refusal_without_a_body_is_understood(odd: Odd, status: int, code: str) -> None:
    """A gateway that answers without PACT's JSON is understood by its status."""
    odd.answer = lambda _: Response(status_code=status)
    assert str(status) in str(failure(odd.client, code))


def test_credentials_keep_their_secret(key: Credentials, tmp_path: Path) -> None:
    """A secret does not show on the screen, and its file is its owner's alone."""
    file = key.save(tmp_path / "credentials.json")
    assert key.client_secret not in repr(key) + str(key)
    assert file.stat().st_mode & 0o777 == 0o600
    assert Credentials.load(file) == key


@pytest.mark.parametrize("text", [None, "", "[]", "{}", json.dumps({"client_id": 1})])
def test_a_file_without_credentials_is_named(tmp_path: Path, text: str | None) -> None:
    """A missing or other file is named, with what was expected."""
    file = tmp_path / "credentials.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(GxdError) as caught:
        Credentials.load(file)
    assert caught.value.code == "GXD-X006"
    assert str(file) in str(caught.value)
