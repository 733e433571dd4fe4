"""Events at rest, on every kind of database: once, whole, and whoever writes at the same time."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gxd_teach.techspec import Company, FootprintStore
from gxd_teach.techspec.server.callbacks import Callbacks
from gxd_teach.techspec.server.events import EventDoor
from gxd_teach.techspec.server.refusals import PactError
from gxd_teach.techspec.store.deliveries import delivered, failed
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.footprints import Client
from gxd_teach.techspec.store.partners import Partner, connect

HERE = "https://exchange.example"
SENDER = Client("c1", company="fict-pc", owner="fict-chassis")
UUID = "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"


@pytest.fixture
def events(store: FootprintStore) -> EventStore:
    """What the exchange keeps of events; the two companies are partners."""
    connect(store, "fict-pc", "fict-chassis")
    return EventStore.of(store)


def request(**changes: Any) -> bytes:
    """A request as the buyer would send it."""
    made = {
        "specversion": "1.0",
        "id": "e1",
        "source": f"{HERE}/fict-pc",
        "time": "2026-04-01T00:00:00Z",
        "type": "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
        "data": {"productId": ["urn:gtin:4912345678904"]},
    }
    return json.dumps(made | changes).encode()


def take(store: FootprintStore, body: bytes) -> None:
    """The maker's door."""
    EventDoor(store, Callbacks(HERE)).take(
        company="fict-chassis",
        version=3,
        client=SENDER,
        content_type="application/cloudevents+json",
        body=body,
    )


def test_one_event_from_many_at_once_counts_once(store: FootprintStore, events: EventStore) -> None:
    """Eight deliveries of one event at the same moment: one request, one answer owed."""
    start = threading.Barrier(8)

    def send(_: int) -> None:
        start.wait()
        take(store, request())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    assert len(events.inbox.read("fict-chassis")) == 1
    assert len(events.outbox.entries()) == 1


def test_two_answers_at_once_are_one(store: FootprintStore, events: EventStore) -> None:
    """Of two different answers to one request exactly one counts, whichever comes first."""
    asked = events.ask("fict-chassis", "fict-pc", {}, version=3)
    start = threading.Barrier(2)

    def answer(kind: str) -> bool:
        data: dict[str, Any] = {"requestEventId": asked, "pfs": [{"id": UUID}]}
        start.wait()
        return events.accept_answer(
            company="fict-chassis", partner="fict-pc", version=3, kind=kind, event_id=kind,
            type=kind, content=data, data=json.dumps(data).encode(),
        )  # fmt: skip

    with ThreadPoolExecutor(2) as pool:
        counted = list(pool.map(answer, ["fulfilled", "rejected"]))
    assert sorted(counted) == [False, True]
    state = events.answer_to("fict-chassis", asked, timeout=0).state
    assert state == ["fulfilled", "rejected"][counted.index(True)]


@pytest.mark.parametrize(
    "text",
    ["架空の要求", "a" * 2048, "'; DROP TABLE outbox; --", "%s %(x)s :id ?", "\u202e\x7f\t", "😀"],
)
def test_any_text_can_be_an_events_id(store: FootprintStore, events: EventStore, text: str) -> None:
    """Ids are a partner's own business: they come back as they were."""
    take(store, request(id=text, data={"productId": [text]}))
    (received,) = events.inbox.read("fict-chassis")
    assert received.event_id == text
    (owed,) = events.outbox.entries()
    assert owed.request_event_id == text


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "a" * 2049, ""])
def test_what_no_database_stores_is_refused(
    store: FootprintStore, events: EventStore, text: str
) -> None:
    """Nothing that a partner writes ends in an error of ours."""
    with pytest.raises(PactError):
        take(store, request(id=text))
    assert events.inbox.read("fict-chassis") == []


def test_a_null_character_in_a_criterion_fits_nothing(
    store: FootprintStore, events: EventStore
) -> None:
    """It is a text no footprint has: the request is accepted, and will be rejected."""
    take(store, request(data={"productId": ["a\0b"], "geography": ["\0"]}))
    assert len(events.outbox.entries()) == 1


def test_the_life_of_an_entry(store: FootprintStore, events: EventStore) -> None:
    """Owed, composed, put off, delivered: each step lasts, and the last one is the last."""
    take(store, request())
    entry = events.outbox.lease("a", seconds=60)
    assert entry is not None
    assert events.outbox.compose(entry.number, kind="rejected", data=b"{}") == ("rejected", b"{}")
    assert events.outbox.compose(entry.number, kind="fulfilled", data=b"x") == ("rejected", b"{}")
    failed(events, entry, "GXD-X020: nobody there", due=events.outbox.clock(), silent=True)
    (waiting,) = events.outbox.entries(state="due")
    assert (waiting.attempts, waiting.error) == (1, "GXD-X020: nobody there")
    again = events.outbox.lease("b", seconds=60)
    assert again is not None
    delivered(events, again)
    delivered(events, again)
    failed(events, again, "late", due=0, silent=False)
    (done,) = events.outbox.entries()
    assert (done.state, done.data) == ("done", None)
    assert events.outbox.next_due() is None
    kinds = [line.kind for line in events.activity.read()]
    assert kinds == ["received", "delivery_failed", "rejected"]


def test_a_partner_is_registered_anew(store: FootprintStore, events: EventStore) -> None:
    """A later registration takes the place of the earlier one; others stay."""
    events.partners.put("fict-pc", Partner("fict-chassis", "new", "s", "https://new.example"))
    assert [one.base_url for one in events.partners.of("fict-pc")] == ["https://new.example"]
    assert [one.base_url for one in events.partners.of("fict-chassis")] == [None]
    assert events.partners.by_client_id("new") == (
        "fict-pc",
        events.partner("fict-pc", "fict-chassis"),
    )
    events.partners.remove("fict-pc", "fict-chassis")
    assert events.partners.of("fict-pc") == []


def test_what_is_stored_outlives_its_process(db_url: str, maker: Company, buyer: Company) -> None:
    """Inbox, outbox, partners and log are there when the database is opened again."""
    first = FootprintStore(db_url)
    for company in (maker, buyer):
        first.add_company(company)
    connect(first, "fict-pc", "fict-chassis")
    take(first, request())
    EventStore.of(first).activity.append("listed", "fict-chassis")
    EventStore.of(first).activity.flush()
    first.close()
    events = EventStore.of(FootprintStore(db_url))
    assert len(events.inbox.read("fict-chassis")) == len(events.outbox.entries()) == 1
    assert [one.id for one in events.partners.of("fict-chassis")] == ["fict-pc"]
    assert [line.kind for line in events.activity.read()] == ["received", "listed"]
