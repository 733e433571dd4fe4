"""Ten thousand malformed requests: each is refused in PACT's shape, and nothing is half written."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from gxd_teach.techspec import Company, FootprintStore, ProductFootprint, Tokens, create_app
from gxd_teach.techspec.server.events import EventDoor
from gxd_teach.techspec.store.events import EventStore

MANY = 10_000
WORDS = [
    b"productId", b"companyId", b"geography", b"classification", b"validOn", b"validAfter",
    b"validBefore", b"status", b"limit", b"cursor", b"$filter", b"x-fict-a", b"=", b"&", b"&&",
    b"%", b"%00", b"%ff", b"%27", b"+", b"#", b";", b"urn:gtin:4912345678904", b"Active", b"JP",
    b"2026-04-01T00:00:00Z", b"2026-04-01T00:00:00+00:00", b"9999-12-31T23:59:59-23:59",
    b"0000-00-00", b"created ge '", b"productIds/any(p:(p eq '", b"'))", b" and ", b"(", b")",
    b"1", b"0", b"-1", b"9" * 40, b"1e9", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    "１".encode(), "架空".encode(), b"null", b"[]", b"{}",
]  # fmt: skip
EVENT = {
    "specversion": "1.0",
    "id": "1",
    "source": "https://partner.example/base",
    "time": "2026-04-01T00:00:00Z",
    "type": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
    "data": {"pfIds": ["00000000-0000-4000-8000-000000000001"], "productId": ["urn:gtin:1"]},
}
TYPES = [
    "org.wbcsd.pathfinder.ProductFootprintRequest.Created.v1",
    "org.wbcsd.pathfinder.ProductFootprintRequest.Fulfilled.v1",
    "org.wbcsd.pathfinder.ProductFootprintRequest.Rejected.v1",
    "org.wbcsd.pathfinder.ProductFootprint.Published.v1",
    "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
    "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3",
    "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3",
    "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
]
ODD: list[Any] = [None, True, 0, -1, 1e308, "", "x", "\x00", "\ud800", "x" * 5000, [], {}, [None],
                  [[]], {"a": {"b": []}}, ["urn:gtin:1"], "2026-04-01", "架空", EVENT]  # fmt: skip


@pytest.fixture(scope="module")
def app(standing_store: FootprintStore, many: Callable[..., list[ProductFootprint]]) -> Any:
    """The application over a store with three footprints, in each kind of database."""
    standing_store.put("fict-chassis", *many(3))
    application = create_app(standing_store, Tokens(), events=EventDoor(standing_store))
    client_id, _ = standing_store.add_client("fict-pc", owner="fict-chassis")
    application.good = application.tokens.issue(client_id, owner="fict-chassis")
    return application


async def ask(app: Any, method: str, path: str, query: bytes, headers: Any, body: bytes) -> Any:
    """One request past the parser of HTTP, as any server would hand it over."""
    said: dict[str, Any] = {"body": b""}

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            said.update(status=message["status"], headers=dict(message["headers"]))
        else:
            said["body"] += message.get("body", b"")

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": b"", "query_string": query,
        "headers": headers, "scheme": "https", "server": ("127.0.0.1", 1), "client": ("x", 1),
        "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    await app(scope, receive, send)
    return said["status"], said["headers"], said["body"]


def check(status: int, headers: dict[bytes, bytes], body: bytes) -> None:
    """An answer is a good one, or a refusal of a known shape; never a failure."""
    assert status in {200, 400, 401, 403, 404, 405, 413, 501}, (status, body)
    if status != 200:
        assert headers[b"content-type"] == b"application/json"
        assert json.loads(body).keys() in ({"code", "message"}, {"error", "error_description"})


def a_query(dice: random.Random) -> bytes:
    return b"".join(dice.choice(WORDS) for _ in range(dice.randrange(8)))


def a_path(dice: random.Random) -> str:
    parts = ["fict-chassis", "2", "3", "footprints", "events", "auth", "token", "docs", "", "\x00",
             ".well-known", "openid-configuration", "..", "架空", "\ufffd", "x" * 3000,
             "00000000-0000-4000-8000-000000000001"]  # fmt: skip
    good = ["/fict-chassis/2/footprints", "/fict-chassis/3/footprints", "/fict-chassis/auth/token",
            f"/fict-chassis/3/footprints/{dice.choice(parts)}"]  # fmt: skip
    made = "/" + "/".join(dice.choice(parts) for _ in range(dice.randrange(5)))
    return dice.choice([*good, *good, made])


def some_headers(dice: random.Random, good: str) -> list[tuple[bytes, bytes]]:
    odd = [b"", b"Bearer", b"Bearer a.b.c", b"Basic \xff", b"Basic AAAA", b"Basic OjoA", b"\x00",
           b"Bearer " + good.encode()[:-3]]  # fmt: skip
    bearer = b"Bearer " + good.encode()
    headers = [(b"authorization", bearer if dice.random() < 0.7 else dice.choice(odd))]
    kinds = [b"application/x-www-form-urlencoded", b"application/cloudevents+json", b"\xff", b""]
    headers.append((b"content-type", dice.choice(kinds)))
    if dice.random() < 0.2:
        headers.append((b"host", dice.choice([b"x:1", b"", b"\xff", b"a b", b"x>", b"[::1]:9"])))
    if dice.random() < 0.1:
        headers.append((b"content-length", dice.choice([b"-1", b"9" * 30, b"x", b"5"])))
    return headers


def an_event(dice: random.Random) -> bytes:
    """An event with something broken in it, or something that is no event."""
    event = json.loads(json.dumps(EVENT))
    event["type"] = dice.choice(TYPES)
    for _ in range(dice.randrange(1, 4)):
        target = dice.choice(
            [event, event["data"] if isinstance(event.get("data"), dict) else event]
        )
        name = dice.choice([*target, "pf", "requestEventId", "pfs", "error", "status", "validOn"])
        if dice.random() < 0.3:
            target.pop(name, None)
        else:
            target[name] = copy.deepcopy(dice.choice(ODD))
    text = bytearray(json.dumps(event).encode("utf-8", "surrogatepass"))
    if dice.random() < 0.3:
        for _ in range(dice.randrange(1, 6)):
            text[dice.randrange(len(text))] = dice.randrange(256)
    return bytes(text[: dice.randrange(len(text))] if dice.random() < 0.1 else text)


def test_malformed_questions(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Any path, query and head is answered; the log has no failure."""
    dice, met = random.Random(20261123), Counter[int]()

    async def all_of_them() -> None:
        for _ in range(MANY):
            method = dice.choice(["GET", "GET", "GET", "POST", "HEAD", "PUT", "\xff"])
            form = dice.choice([b"grant_type=client_credentials", b"", b"\xff", a_query(dice)])
            headers = some_headers(dice, app.good)
            answer = await ask(app, method, a_path(dice), a_query(dice), headers, form)
            check(*answer)
            met[answer[0]] += 1

    with caplog.at_level(logging.ERROR):
        asyncio.run(all_of_them())
    assert not caplog.records
    assert min(met[status] for status in (200, 400, 401, 404, 405)) > 50  # each is really met


def test_malformed_events(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Any body sent as an event is taken or refused; what was refused has left nothing behind."""
    dice, met = random.Random(20261124), Counter[int]()
    events = EventStore.of(app.store)
    headers = [
        (b"authorization", b"Bearer " + app.good.encode()),
        (b"content-type", b"application/cloudevents+json"),
    ]

    async def all_of_them() -> None:
        for _ in range(MANY):
            before = len(events.inbox.read("fict-chassis")) if dice.random() < 0.01 else None
            path = f"/fict-chassis/{dice.choice('23')}/events"
            answer = await ask(app, "POST", path, b"", headers, an_event(dice))
            check(*answer)
            met[answer[0]] += 1
            if before is not None and answer[0] != 200:
                assert len(events.inbox.read("fict-chassis")) == before

    with caplog.at_level(logging.ERROR):
        asyncio.run(all_of_them())
    assert not caplog.records
    assert met[400] > MANY / 2


def test_what_was_there_is_still_there(app: Any, maker: Company) -> None:
    """After all this the list is what it was."""

    async def read() -> Any:
        headers = [(b"authorization", b"Bearer " + app.good.encode())]
        return await ask(app, "GET", "/fict-chassis/3/footprints", b"", headers, b"")

    status, _, body = asyncio.run(read())
    assert (status, len(json.loads(body)["data"])) == (200, 3)
