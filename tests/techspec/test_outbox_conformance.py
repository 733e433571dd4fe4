"""A run of the public conformance suite: its callback address is named by who starts the server.

The suite's own command line listens on http://localhost, gives a token to whoever shows Basic
credentials, and takes events on /2/events and /3/events.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest

from gxd_teach.techspec import Company, LocalExchange, ProductFootprint

URN = "urn:gtin:4912345678904"
V2, V3 = "org.wbcsd.pathfinder.ProductFootprint", "org.wbcsd.pact.ProductFootprint"
CREATED = {2: f"{V2}Request.Created.v1", 3: f"{V3}.RequestCreatedEvent.3"}
ANSWER = {
    (2, True): f"{V2}Request.Fulfilled.v1",
    (2, False): f"{V2}Request.Rejected.v1",
    (3, True): f"{V3}.RequestFulfilledEvent.3",
    (3, False): f"{V3}.RequestRejectedEvent.3",
}


class Suite(ThreadingHTTPServer):
    """The listener of a conformance run, on plain http."""

    def __init__(self) -> None:
        self.came: queue.Queue[tuple[str, str, dict[str, Any]]] = queue.Queue()
        suite = self

        class Listener(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = b""
                if self.path == "/auth/token":
                    good = self.headers.get("Authorization", "").startswith("Basic ")
                    answer = b'{"access_token": "t"}' if good else b""
                    self.send_response(200 if good else 401)
                    self.send_header("Content-Type", "application/json; charset=utf-8")
                else:
                    suite.came.put((self.path, self.headers["Content-Type"], json.loads(body)))
                    self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def do_GET(self) -> None:
                self.send_error(404)

            def log_message(self, *_: Any) -> None:
                pass

        super().__init__(("localhost", 0), Listener)
        self.url = f"http://localhost:{self.server_port}"


@pytest.fixture
def suite() -> Iterator[Suite]:
    with Suite() as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize("version", [2, 3])
def test_the_suites_two_requests_are_answered_on_its_own_address(
    suite: Suite,
    http_of: Callable[[LocalExchange], tuple[httpx2.Client, str]],
    maker: Company,
    buyer: Company,
    publish: Callable[..., ProductFootprint],
    version: int,
) -> None:
    """Known products are fulfilled and `urn:pact:null` is rejected, at the version's endpoint."""
    with LocalExchange([maker, buyer], conformance_host=suite.url) as exchange:
        exchange.publish(maker.id, publish())
        http, token = http_of(exchange)
        for number, urn in (("13", URN), ("14.B", "urn:pact:null")):
            wanted = {"productId": [urn]} if version == 3 else {"pf": {"productIds": [urn]}}
            event = {
                "specversion": "1.0",
                "id": f"0e2ac3c0-36a5-4bd4-a1a6-a1c2f1b6e9f5/{number}",
                "source": suite.url,
                "time": "2026-04-01T00:00:00.123Z",
                "type": CREATED[version],
                "data": wanted | {"comment": "this year, please"},
            }
            answer = http.post(
                f"{exchange.base_url(maker.id)}/{version}/events",
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/cloudevents+json; charset=UTF-8",
                },
                content=json.dumps(event),
            )
            assert (answer.status_code, answer.content) == (200, b"")
            path, kind, came = suite.came.get(timeout=60)
            assert path == f"/{version}/events"
            assert kind == "application/cloudevents+json"
            assert came["type"] == ANSWER[version, urn == URN]
            assert came["data"]["requestEventId"] == event["id"]
            if urn == URN:
                assert [one["productIds"] for one in came["data"]["pfs"]] == [[URN]]
            else:
                assert came["data"]["error"]["code"]
                assert came["data"]["error"]["message"]
        http.close()


@pytest.fixture
def http_of() -> Callable[[LocalExchange], tuple[httpx2.Client, str]]:
    """A tester's client and token for the maker, as the suite would get them."""

    def make(exchange: LocalExchange) -> tuple[httpx2.Client, str]:
        import ssl

        client_id, secret = exchange.store.add_client("fict-pc", owner="fict-chassis")
        trust = ssl.create_default_context(cafile=exchange.ca_file)
        http = httpx2.Client(verify=trust, trust_env=False)
        answer = http.post(
            f"{exchange.base_url('fict-chassis')}/auth/token",
            auth=(client_id, secret),
            data={"grant_type": "client_credentials"},
        )
        return http, answer.json()["access_token"]

    return make
