"""What passes is tried again; what does not is said at once; and links stay where they are."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Credentials, ExchangeClient, make_certificates
from gxd_teach.techspec.client.session import Session
from gxd_teach.techspec.server.serving import HttpsServer

EMPTY = JSONResponse({"data": []})


class Moody:
    """A server that answers a list by what it is told, in turn, and a client that reads it."""

    def __init__(self, folder: Path) -> None:
        self.answers: list[Response] = []
        self.asked: list[str] = []
        self.slept: list[float] = []
        app = Starlette(
            routes=[
                Route("/moody/auth/token", self._token, methods=["POST"]),
                Route("/{rest:path}", self._list),
            ]
        )
        certificates = make_certificates(folder)
        self.server = HttpsServer(app, certificates.server_file)
        self.url = f"https://127.0.0.1:{self.server.port}/moody"
        self.credentials = Credentials("id", "secret", self.url, certificates.ca_file)
        self.client = self.open()

    def open(self, **how: Any) -> ExchangeClient:
        client = ExchangeClient(self.credentials, **how)
        client._session._sleep = self.slept.append
        return client

    def _token(self, _: Request) -> Response:
        return JSONResponse({"access_token": "t", "token_type": "Bearer", "expires_in": 60})

    def _list(self, request: Request) -> Response:
        if "openid" in request.url.path:
            return Response(status_code=404)
        self.asked.append(request.url.path)
        return self.answers.pop(0) if self.answers else EMPTY


@pytest.fixture(scope="module")
def _moody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moody]:
    made = Moody(tmp_path_factory.mktemp("moody"))
    yield made
    made.client.close()
    made.server.stop()


@pytest.fixture
def moody(_moody: Moody) -> Moody:
    _moody.answers, _moody.asked = [], []
    _moody.slept.clear()
    return _moody


def failure(client: ExchangeClient) -> GxdError:
    """The error that reading ends with."""
    with pytest.raises(GxdError) as caught:
        list(client.footprints())
    return caught.value


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(moody: Moody, status: int) -> None:
    """Too many requests, or a server that stumbles: a moment later it may work."""
    moody.answers = [Response(status_code=status), Response(status_code=status)]
    assert list(moody.client.footprints()) == []
    assert len(moody.asked) == 3
    first, second = moody.slept
    assert 0 < first < second


@pytest.mark.parametrize("status", [400, 403, 404, 501])
def test_what_does_not_pass_is_said_at_once(moody: Moody, status: int) -> None:
    """A refusal is not asked about twice."""
    moody.answers = [Response(status_code=status)]
    failure(moody.client)
    assert len(moody.asked) == 1
    assert moody.slept == []


def test_trying_again_comes_to_an_end(moody: Moody) -> None:
    """After the retries one asked for, the failure is told."""
    moody.answers = [Response(status_code=503)] * 9
    with moody.open(retries=4) as client:
        assert failure(client).code == "GXD-X028"
    assert len(moody.asked) == 5


def test_a_server_may_say_how_long_to_wait(moody: Moody) -> None:
    """Retry-After is heard, in seconds or as a date."""
    moody.answers = [Response(status_code=429, headers={"Retry-After": "7"})]
    list(moody.client.footprints())
    assert moody.slept == [7.0]
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    moody.answers = [Response(status_code=503, headers={"Retry-After": soon})]
    list(moody.client.footprints())
    assert 0 < moody.slept[1] <= 20


def test_nobody_is_made_to_wait_for_an_hour(moody: Moody) -> None:
    """A wait that is too long is told to the person who waits."""
    moody.answers = [Response(status_code=429, headers={"Retry-After": "3600"})]
    assert failure(moody.client).code == "GXD-X027"
    assert moody.slept == []


@pytest.mark.parametrize("text", ["soon", "-1", "1e9", "", "９", "Wed, 99 Foo"])
def test_a_wait_that_cannot_be_read_is_ours_to_choose(moody: Moody, text: str) -> None:
    """A broken Retry-After does no harm."""
    headers = {"Retry-After": text.encode().decode("latin-1")}
    moody.answers = [Response(status_code=503, headers=headers)]
    assert list(moody.client.footprints()) == []


@pytest.mark.parametrize(
    "link",
    [
        "/3/footprints?page=2",
        "/moody-evil/3/footprints",
        "/moody/../other/3/footprints",
        "https://elsewhere.example/moody/3/footprints",
        "//elsewhere.example/moody/3/footprints",
        "http://127.0.0.1/moody/3/footprints",
    ],
)
def test_a_link_stays_within_the_company(moody: Moody, link: str) -> None:
    """One company's token is not carried to another company on the same server either."""
    headers = {"Link": f'<{link}>; rel="next"'}
    moody.answers = [JSONResponse({"data": []}, headers=headers)]
    assert failure(moody.client).code == "GXD-X026"
    assert len(moody.asked) == 1


def test_in_v2_an_incomplete_list_is_read(moody: Moody) -> None:
    """202 is v2's word for a filtered list that is not complete for now; v3 has none."""
    moody.answers = [JSONResponse({"data": []}, 202), JSONResponse({"data": []}, 202)]
    with moody.open(version="2.3") as client:
        assert list(client.footprints(productId="urn:gtin:1")) == []
    assert failure(moody.client).code == "GXD-X027"


def test_a_strangers_words_stay_on_one_line(moody: Moody) -> None:
    """What another server says is shown, without filling or moving the screen."""
    said = {"code": "BadRequest", "message": "\x1b[2J\n" + "x" * 10_000}
    moody.answers = [JSONResponse(said, 400)]
    text = str(failure(moody.client))
    assert "BadRequest" in text
    assert "\x1b" not in text
    assert len(text) < 1000


def test_credentials_may_name_another_address_for_tokens(moody: Moody, tmp_path: Path) -> None:
    """Authentication may be at another base URL; it is saved and read with the rest."""
    mine = moody.credentials
    apart = Credentials(mine.client_id, "s", f"{mine.base_url}/api", mine.ca_file, mine.base_url)
    assert Credentials.load(apart.save(tmp_path / "c.json")) == apart
    with ExchangeClient(apart) as client:
        assert list(client.footprints()) == []
    assert moody.asked == ["/moody/api/3/footprints"]


class HangsUp(threading.Thread):
    """A server that answers so many requests on a connection, takes one more, and hangs up."""

    def __init__(self, folder: Path, answers: int) -> None:
        super().__init__(daemon=True)
        self.answers, self.connections, self.asked = answers, 0, 0
        certificates = make_certificates(folder)
        self.trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.trust.load_cert_chain(certificates.server_file)
        self.listening = socket.create_server(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{self.listening.getsockname()[1]}/hangs-up"
        self.credentials = Credentials("id", "secret", url, certificates.ca_file)

    def run(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
            except OSError:  # closed
                return
            self.connections += 1
            with self.trust.wrap_socket(plain, server_side=True) as connection:
                for number in range(self.answers + 1):
                    if not self._request(connection):
                        break
                    self.asked += 1
                    if number < self.answers:
                        connection.sendall(
                            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            b"Content-Length: 2\r\n\r\n{}"
                        )

    def _request(self, connection: ssl.SSLSocket) -> bool:
        got = b""
        while b"\r\n\r\n" not in got:
            piece = connection.recv(65536)
            if not piece:
                return False
            got += piece
        return True


@pytest.fixture
def hangs_up(tmp_path: Path) -> Iterator[Callable[[int], tuple[HangsUp, Session]]]:
    made: list[tuple[HangsUp, Session]] = []

    def start(answers: int) -> tuple[HangsUp, Session]:
        server = HangsUp(tmp_path, answers)
        server.start()
        made.append((server, Session(server.credentials, retries=0, guarded=True)))
        return made[-1]

    yield start
    for server, session in made:
        session.close()
        server.listening.close()


def test_a_kept_connection_that_the_other_side_closes(
    hangs_up: Callable[[int], tuple[HangsUp, Session]],
) -> None:
    """Hung up on while it is used again, it is opened anew at once: that is no failure."""
    server, session = hangs_up(3)
    place = httpx2.URL(f"{server.credentials.base_url}/x")
    assert [session._send("GET", place).status_code for _ in range(4)] == [200] * 4
    assert (server.connections, server.asked) == (2, 5)


def test_a_new_connection_that_the_other_side_closes(
    hangs_up: Callable[[int], tuple[HangsUp, Session]],
) -> None:
    """Who hangs up on a first request would do so again: it is said, and not tried at once."""
    server, session = hangs_up(0)
    with pytest.raises(GxdError) as caught:
        session._send("GET", httpx2.URL(f"{server.credentials.base_url}/x"))
    assert caught.value.code == "GXD-X020"
    assert (server.connections, server.asked) == (1, 1)
