"""Events at the door: what is taken, what is refused, and that nothing is taken twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gxd_teach.techspec import Company, FootprintStore
from gxd_teach.techspec.server.callbacks import Callbacks
from gxd_teach.techspec.server.events import EventDoor
from gxd_teach.techspec.server.refusals import PactError
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.footprints import Client
from gxd_teach.techspec.store.partners import connect

HERE = "https://exchange.example"
BUYER_URL = f"{HERE}/fict-pc"
SENDER = Client("c1", company="fict-pc", owner="fict-chassis")
V2, V3 = "org.wbcsd.pathfinder.ProductFootprint", "org.wbcsd.pact.ProductFootprint"
TYPES = {
    (2, "created"): f"{V2}Request.Created.v1",
    (2, "fulfilled"): f"{V2}Request.Fulfilled.v1",
    (2, "rejected"): f"{V2}Request.Rejected.v1",
    (2, "published"): f"{V2}.Published.v1",
    (3, "created"): f"{V3}.RequestCreatedEvent.3",
    (3, "fulfilled"): f"{V3}.RequestFulfilledEvent.3",
    (3, "rejected"): f"{V3}.RequestRejectedEvent.3",
    (3, "published"): f"{V3}.PublishedEvent.3",
}
URN = "urn:gtin:4912345678904"
UUID = "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"
DATA: dict[tuple[int, str], dict[str, Any]] = {
    (2, "created"): {"pf": {"productIds": [URN]}, "comment": "今年の分"},
    (3, "created"): {"productId": [URN], "validOn": "2026-04-01T00:00:00Z", "status": ["Active"]},
    **{(version, "published"): {"pfIds": [UUID]} for version in (2, 3)},
    **{
        (version, "fulfilled"): {"requestEventId": "r", "pfs": [{"id": UUID}]} for version in (2, 3)
    },
    **{
        (version, "rejected"): {
            "requestEventId": "r",
            "error": {"code": "NotFound", "message": "none"},
        }
        for version in (2, 3)
    },
}
Take = Callable[..., None]


def event(version: int = 3, kind: str = "created", **changes: Any) -> dict[str, Any]:
    """A correct event as a partner would send it; None takes a member away."""
    made = {
        "specversion": "1.0",
        "id": "e1",
        "source": BUYER_URL,
        "time": "2026-04-01T00:00:00Z",
        "type": TYPES[version, kind],
        "data": DATA[version, kind],
    }
    return {name: value for name, value in (made | changes).items() if value is not None}


@pytest.fixture
def store(maker: Company, buyer: Company) -> Iterator[FootprintStore]:
    """Two companies that are each other's partners."""
    opened = FootprintStore()
    opened.add_company(maker)
    opened.add_company(buyer)
    connect(opened, "fict-pc", "fict-chassis")
    yield opened
    opened.close()


@pytest.fixture
def events(store: FootprintStore) -> EventStore:
    """What the exchange keeps of events."""
    return EventStore.of(store)


@pytest.fixture
def take(store: FootprintStore) -> Take:
    """Send an event to the maker, as the buyer."""
    door = EventDoor(store, Callbacks(HERE))

    def send(content: Any, *, version: int = 3, kind: str = "application/cloudevents+json") -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        door.take(
            company="fict-chassis", version=version, client=SENDER, content_type=kind, body=body
        )

    return send


def refused(take: Take, content: Any, **how: Any) -> str:
    """The reason for which an event is refused, which is always a bad request."""
    with pytest.raises(PactError) as caught:
        take(content, **how)
    assert (caught.value.status, caught.value.code) == (400, "BadRequest")
    return caught.value.message


def kept(events: EventStore) -> tuple[int, int]:
    """How many events lie in inboxes, and how many in outboxes."""
    companies = ("fict-chassis", "fict-pc")
    inboxes = [events.inbox.read(company, limit=100_000) for company in companies]
    return sum(map(len, inboxes)), len(events.outbox.entries())


# What is taken


@pytest.mark.parametrize("version", [2, 3])
def test_a_request_is_kept_with_the_promise_to_answer_it(
    take: Take, events: EventStore, version: int
) -> None:
    """Once a request is accepted, it and the answer that is owed both lie in the database."""
    take(event(version), version=version)
    (received,) = events.inbox.read("fict-chassis")
    assert (received.kind, received.partner, received.event_id) == ("created", "fict-pc", "e1")
    assert received.content == DATA[version, "created"]
    (owed,) = events.outbox.entries("fict-chassis")
    assert (owed.kind, owed.partner, owed.version) == ("answer", "fict-pc", version)
    assert owed.request_event_id == "e1"


@pytest.mark.parametrize("version", [2, 3])
def test_a_notice_lies_in_the_inbox(take: Take, events: EventStore, version: int) -> None:
    """A partner's word that footprints are published says whose and which, and owes nothing."""
    take(event(version, "published"), version=version)
    (received,) = events.inbox.read("fict-chassis")
    assert (received.partner, received.content["pfIds"]) == ("fict-pc", [UUID])
    assert events.outbox.entries() == []


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("kind", ["fulfilled", "rejected"])
def test_an_answer_finds_its_request(
    take: Take, events: EventStore, version: int, kind: str
) -> None:
    """An answer ends the waiting of the request it names, and lies in the inbox."""
    asked = events.ask("fict-chassis", "fict-pc", DATA[version, "created"], version=version)
    data = DATA[version, kind] | {"requestEventId": asked}
    take(event(version, kind, data=data), version=version)
    request = events.inbox.request("fict-chassis", asked)
    assert request is not None
    assert request.state == kind
    assert [one.request_event_id for one in events.inbox.read("fict-chassis")] == [asked]


@pytest.mark.parametrize("missing", ["id", "source", "time", "specversion"])
@pytest.mark.parametrize("kind", ["fulfilled", "rejected"])
def test_v2_leaves_the_envelope_of_an_answer_optional(take: Take, kind: str, missing: str) -> None:
    """In v2's schema an answer may lack parts of its envelope; in v3's it may not."""
    take(event(2, kind, **{missing: None}), version=2)
    refused(take, event(3, kind, **{missing: None}))


@pytest.mark.parametrize(
    "kind",
    [
        "application/cloudevents+json; charset=UTF-8",
        "Application/CloudEvents+JSON;charset=utf-8",
        "application/json",
    ],
)
def test_content_types_that_are_taken(take: Take, events: EventStore, kind: str) -> None:
    """CloudEvents' own type with or without a charset, and plain JSON, which partners send."""
    take(event(), kind=kind)
    assert kept(events) == (1, 1)


def test_what_is_unknown_is_passed_over(take: Take, events: EventStore) -> None:
    """Extension attributes of CloudEvents and criteria of a vendor's own do not hurt."""
    take(event(subject="x", data=DATA[3, "created"] | {"x-fict-plant": "7"}))
    assert kept(events) == (1, 1)


# What is refused


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"specversion": 1.0}, "specversion"),
        ({"specversion": "1.0.0"}, "specversion"),
        ({"id": None}, "id"),
        ({"id": ""}, "id"),
        ({"id": 7}, "id"),
        ({"id": "a\0b"}, "id"),
        ({"source": None}, "source"),
        ({"time": None}, "time"),
        ({"time": "2026-04-01"}, "time"),
        ({"time": "2026-04-01T00:00:00"}, "time"),
        ({"time": 1}, "time"),
        ({"type": None}, "type"),
        ({"type": f"{V3}.SomethingElse.3"}, "type"),
        ({"type": TYPES[2, "created"]}, "/2/events"),
        ({"data": None}, "data"),
        ({"data": []}, "data"),
        ({"data": "{}"}, "data"),
        ({"datacontenttype": "text/xml"}, "datacontenttype"),
        ({"data": {"productId": URN}}, "productId"),
        ({"data": {"productId": [1]}}, "productId"),
        ({"data": {"validOn": "soon"}}, "validOn"),
        ({"data": {"validOn": ["2026-04-01T00:00:00Z"]}}, "validOn"),
        ({"data": {"status": ["Bogus"]}}, "status"),
        ({"data": {"comment": None}}, "comment"),
        ({"data": {"productId": [f"urn:fict:{n}" for n in range(1001)]}}, "productId"),
    ],
)
def test_a_request_that_is_not_one(
    take: Take, events: EventStore, changes: dict[str, Any], reason: str
) -> None:
    """Whatever is wrong with a request is named, and nothing of it is kept."""
    assert reason in refused(take, {**event(), **changes})
    assert kept(events) == (0, 0)


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(
    "ids", [["urn:gtin:4712345060507"], [UUID[:-1]], [UUID, 1], [UUID.replace("-", "")], UUID, None]
)
def test_a_notice_names_footprints_by_uuid(
    take: Take, events: EventStore, version: int, ids: Any
) -> None:
    """A product's URN is not a footprint's id."""
    assert "pfIds" in refused(
        take, event(version, "published", data={"pfIds": ids}), version=version
    )
    assert kept(events) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("fulfilled", {"pfs": [{}]}),
        ("fulfilled", {"requestEventId": "r"}),
        ("fulfilled", {"requestEventId": "r", "pfs": []}),
        ("fulfilled", {"requestEventId": "r", "pfs": ["x"]}),
        ("fulfilled", {"requestEventId": 1, "pfs": [{}]}),
        ("rejected", {"requestEventId": "r"}),
        ("rejected", {"requestEventId": "r", "error": {"code": "NotFound"}}),
        ("rejected", {"requestEventId": "r", "error": {"code": 404, "message": "none"}}),
    ],
)
def test_an_answer_that_is_not_one(take: Take, kind: str, data: dict[str, Any]) -> None:
    """A fulfilled event has footprints, a rejected one a code and a message."""
    refused(take, event(3, kind, data=data))


def test_v2_asks_by_a_fragment(take: Take) -> None:
    """v3's criteria are not v2's: there a request holds a part of a footprint."""
    assert "pf" in refused(take, event(2, data=DATA[3, "created"]), version=2)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"event"',
        b"{",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"data": NaN}',
        b"1" * 5000,
    ],
)
def test_a_body_that_is_no_event(take: Take, body: bytes) -> None:
    """Half a JSON, none, or one without end is a bad request and nothing worse."""
    refused(take, body)


@pytest.mark.parametrize("depth", [100, 300, 900, 990])
def test_an_event_is_not_nested_without_end(take: Take, depth: int) -> None:
    """What a parser just manages could fail in the next step: it is refused before."""
    made = json.dumps(event(2, data={"pf": {"x": "deep"}}))
    refused(take, made.replace('"deep"', "[" * depth + "]" * depth).encode(), version=2)


def test_half_a_surrogate_pair_is_no_text(take: Take) -> None:
    """What no database can store and no partner can be sent is refused at the door."""
    refused(take, json.dumps(event()).replace("e1", "\\ud800").encode())


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/cloudevents-batch+json", "application/json; charset=utf-16"],
)
def test_content_types_that_are_refused(take: Take, kind: str) -> None:
    """An event is one JSON document in UTF-8."""
    assert refused(take, event(), kind=kind)


def test_a_refusal_is_seen_in_the_log(take: Take, events: EventStore) -> None:
    """Who watches the exchange sees what was refused, to whom, and why."""
    refused(take, event(specversion="2.0"))
    (line,) = events.activity.read()
    assert (line.kind, line.company, line.partner) == ("refused", "fict-chassis", "fict-pc")
    assert "specversion" in str(line.detail)


# Where answers may go


@pytest.mark.parametrize(
    "source",
    [
        BUYER_URL,
        f"{BUYER_URL}/",
        "https://EXCHANGE.example:443/fict-pc",
        "//exchange.example/fict-pc",
        "//exchange.example/fict-pc/3/events",
        f"{BUYER_URL}/2/events",
        f"{BUYER_URL}/3/events/",
        f"{BUYER_URL}/plants/7",
    ],
)
def test_a_source_in_each_of_its_shapes(take: Take, events: EventStore, source: str) -> None:
    """The base URL, the events endpoint, or it without a scheme: all are the partner's own."""
    take(event(source=source))
    assert events.outbox.entries()[0].callback is None


@pytest.mark.parametrize(
    "source",
    [
        "https://elsewhere.example/fict-pc",
        "//elsewhere.example/fict-pc",
        "http://exchange.example/fict-pc",
        "https://exchange.example:8443/fict-pc",
        "https://exchange.example/fict-chassis",
        "https://exchange.example/fict-pc-evil",
        "https://exchange.example/",
        "https://exchange.example/fict-pc/../fict-chassis",
        "https://exchange.example/fict-pc/%2e%2e/fict-chassis",
        "https://exchange.example/x/fict-pc",
        "https://exchange.example@elsewhere.example/fict-pc",
        "https://user:pw@exchange.example/fict-pc",
        "https://exchange.example\\@elsewhere.example/fict-pc",
        "https://exchange.example./fict-pc",
        "https://exchange.example/fict-pc?to=https://elsewhere.example",
        "https://exchange.example/fict-pc#x",
        "https://127.0.0.1/fict-pc",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "urn:fict:pc",
        "/3/events",
        "//",
        "https://[::1",
        "https://exchange.example:99999/fict-pc",
        "https://ｅxchange.example/fict-pc",
        "https://exchange.example/fict-pc\r\nHost: x",
    ],
)
def test_a_source_that_is_not_the_partners_own(take: Take, events: EventStore, source: str) -> None:
    """A request that could not be answered is not accepted; nobody else is ever called."""
    assert "source" in refused(take, event(source=source))
    assert kept(events) == (0, 0)


def test_nobody_asks_in_anothers_name(store: FootprintStore) -> None:
    """A third company cannot have the answer sent to the buyer, nor the other way round."""
    store.add_company(Company("fict-third", "架空サード", "urn:gln:4912345000023"))
    connect(store, "fict-third", "fict-chassis")
    third = Client("c3", company="fict-third", owner="fict-chassis")
    door = EventDoor(store, Callbacks(HERE))
    with pytest.raises(PactError):
        door.take(
            company="fict-chassis",
            version=3,
            client=third,
            content_type="application/cloudevents+json",
            body=json.dumps(event()).encode(),
        )


@pytest.mark.parametrize(
    "hosts", ["http://localhost:8080", ("https://127.0.0.1:9555", "http://localhost:8080/")]
)
def test_a_conformance_run_names_its_host(
    store: FootprintStore, events: EventStore, hosts: str | tuple[str, ...]
) -> None:
    """Whoever starts the server may name the public suite's address, and only that is added."""
    door = EventDoor(store, Callbacks(HERE, conformance_host=hosts))
    stranger = Client("c9", company="fict-tester", owner="fict-chassis")

    def send(source: str) -> None:
        door.take(
            company="fict-chassis",
            version=3,
            client=stranger,
            content_type="application/cloudevents+json",
            body=json.dumps(event(source=source)).encode(),
        )

    send("http://localhost:8080")
    assert events.outbox.entries()[0].callback == "http://localhost:8080"
    for other in ("http://localhost:8081", "http://localhost", "https://localhost:8080", BUYER_URL):
        with pytest.raises(PactError):
            send(other)


# Once and only once


def test_an_event_that_comes_twice_counts_once(take: Take, events: EventStore) -> None:
    """Whoever is not sure that an event arrived sends it again, perhaps written otherwise."""
    take(event())
    take(event())
    take(json.dumps(event(time="2026-04-02T00:00:00Z"), indent=2).encode())
    take(event(source="//exchange.example/fict-pc/3/events"))
    assert kept(events) == (1, 1)


def test_two_requests_under_one_id_are_both_answered(take: Take, events: EventStore) -> None:
    """The public suite once sent two different requests under one id: both are owed an answer."""
    take(event())
    take(event(data={"productId": ["urn:pact:null"]}))
    first, second = events.outbox.entries("fict-chassis")
    assert first.event_id != second.event_id
    assert first.request_event_id == second.request_event_id == "e1"


def test_the_first_answer_counts(take: Take, events: EventStore) -> None:
    """A second answer to the same request, whatever it says, changes nothing."""
    asked = events.ask("fict-chassis", "fict-pc", {}, version=3)
    rejected = DATA[3, "rejected"] | {"requestEventId": asked}
    take(event(3, "rejected", id="a1", data=rejected))
    take(event(3, "rejected", id="a1", data=rejected))
    take(event(3, "fulfilled", id="a2", data={"requestEventId": asked, "pfs": [{"id": UUID}]}))
    request = events.inbox.request("fict-chassis", asked)
    assert request is not None
    assert request.state == "rejected"
    assert len(events.inbox.read("fict-chassis")) == 1


def test_an_answer_to_nothing_is_taken_and_comes_to_nothing(take: Take, events: EventStore) -> None:
    """Its sender could do no better by trying for three days; the log says what happened."""
    take(event(3, "fulfilled"))
    assert kept(events) == (0, 0)
    (line,) = events.activity.read()
    assert line.kind == "refused"


def test_only_who_was_asked_can_answer(take: Take, store: FootprintStore) -> None:
    """A company that learns the id of a request sent to another cannot answer it."""
    store.add_company(Company("fict-third", "架空サード", "urn:gln:4912345000023"))
    connect(store, "fict-chassis", "fict-third")
    events = EventStore.of(store)
    asked = events.ask("fict-chassis", "fict-third", {}, version=3)
    take(event(3, "fulfilled", data={"requestEventId": asked, "pfs": [{"id": UUID}]}))
    request = events.inbox.request("fict-chassis", asked)
    assert request is not None
    assert request.state == "waiting"


# Whatever comes

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
_quiet = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_quiet
@given(body=st.binary(max_size=300), kind=st.text(max_size=40) | st.just("application/json"))
def test_any_bytes_are_an_event_or_a_bad_request(take: Take, body: bytes, kind: str) -> None:
    """Nothing that can arrive as a body brings the door down."""
    refused(take, body, kind=kind)


@st.composite
def _mutated(draw: st.DrawFn) -> tuple[int, dict[str, Any]]:
    """A correct event with a few members, anywhere in it, put in place of others."""
    version = draw(st.sampled_from([2, 3]))
    kind = draw(st.sampled_from(["created", "fulfilled", "rejected", "published"]))
    made: Any = json.loads(json.dumps(event(version, kind)))
    for _ in range(draw(st.integers(1, 3))):
        place = made
        while True:
            name = draw(st.sampled_from(sorted(place)) if place else st.text(max_size=8))
            if isinstance(place.get(name), dict) and draw(st.booleans()):
                place = place[name]
                continue
            place[name] = draw(_json)
            break
    return version, made


@_quiet
@given(changed=_mutated())
def test_a_changed_event_is_kept_whole_or_not_at_all(
    take: Take, events: EventStore, changed: tuple[int, dict[str, Any]]
) -> None:
    """Accepted: one event more, and one answer owed if it was a request. Refused: neither."""
    version, content = changed
    inbox, outbox = kept(events)
    accepted = True
    try:
        take(json.dumps(content).encode(), version=version)
    except PactError:
        accepted = False
    more = (kept(events)[0] - inbox, kept(events)[1] - outbox)
    a_request = content["type"] == TYPES[version, "created"]
    # Seen before (drawn twice), or an answer to nothing: accepted, and nothing is added.
    allowed = {(0, 0)} | ({(1, 1) if a_request else (1, 0)} if accepted else set())
    assert more in allowed


def test_a_name_that_stands_twice_is_refused(take: Take) -> None:
    """Two ids for one event: which of them is answered once could not be said."""
    text = json.dumps(event()).replace('"id"', '"id": "another", "id"', 1)
    with pytest.raises(PactError) as told:
        take(text.encode())
    assert told.value.status == 400
