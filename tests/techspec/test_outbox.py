"""What an exchange owes its partners: delivered in the end, once in effect, and nowhere else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, FootprintStore, ProductFootprint, make_certificates
from gxd_teach.techspec.server.callbacks import Callbacks
from gxd_teach.techspec.server.events_reading import read_event
from gxd_teach.techspec.server.outbox import GIVE_UP_AFTER_SECONDS, Outbox, backoff_seconds
from gxd_teach.techspec.server.serving import HttpsServer
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.outbox import OutboxEntry
from gxd_teach.techspec.store.partners import Partner

HERE = "https://exchange.example"
UUID = "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"
HOUR = 3_600_000_000  # microseconds


class Elsewhere:
    """A partner's own server: it answers events by the statuses it is told, in turn, then 200."""

    def __init__(self, folder: Path) -> None:
        self.statuses: list[int | Response] = []
        self.posted: list[tuple[str, bytes, str]] = []
        self.tokens_given = 0
        self.discovery: dict[str, Any] | None = None
        app = Starlette(
            routes=[
                Route("/{name}/.well-known/openid-configuration", self._discover),
                Route("/{name}/auth/token", self._token, methods=["POST"]),
                Route("/{name}/{version}/events", self._event, methods=["POST"]),
                Route("/stolen", self._event, methods=["GET", "POST"]),
            ]
        )
        certificates = make_certificates(folder)
        self.ca_file = certificates.ca_file
        self.server = HttpsServer(app, certificates.server_file)
        self.url = f"https://127.0.0.1:{self.server.port}"

    def partner(self, name: str = "fict-pc") -> Partner:
        return Partner(name, "id", "secret", f"{self.url}/{name}", ca_file=self.ca_file)

    def _discover(self, _: Request) -> Response:
        return JSONResponse(self.discovery) if self.discovery else Response(status_code=404)

    def _token(self, request: Request) -> Response:
        self.tokens_given += 1
        token = {"access_token": f"t{self.tokens_given}", "token_type": "Bearer", "expires_in": 60}
        return JSONResponse(token)

    async def _event(self, request: Request) -> Response:
        kind = request.headers.get("content-type", "")
        self.posted.append((request.url.path, await request.body(), kind))
        status = self.statuses.pop(0) if self.statuses else 200
        return status if isinstance(status, Response) else Response(status_code=status)


@pytest.fixture(scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    made = Elsewhere(tmp_path_factory.mktemp("elsewhere"))
    yield made
    made.server.stop()


@pytest.fixture
def elsewhere(_server: Elsewhere) -> Elsewhere:
    _server.statuses, _server.posted, _server.tokens_given = [], [], 0
    _server.discovery = None
    return _server


@pytest.fixture
def store(maker: Company, buyer: Company) -> Iterator[FootprintStore]:
    opened = FootprintStore()
    opened.add_company(maker)
    opened.add_company(buyer)
    yield opened
    opened.close()


@pytest.fixture
def events(store: FootprintStore, elsewhere: Elsewhere) -> EventStore:
    """The maker's partner is reached elsewhere; the clock stands still until it is set."""
    made = EventStore.of(store)
    made.partners.put("fict-chassis", elsewhere.partner())
    now = made.outbox.clock()
    made.outbox.clock = lambda: now
    return made


@pytest.fixture
def outbox(store: FootprintStore, events: EventStore) -> Outbox:
    """An outbox without threads: `deliver_due` is called when a test says so."""
    return Outbox(store, Callbacks(HERE), timeout_seconds=5.0, chance=lambda: 1.0)


def owed(events: EventStore, wanted: dict[str, Any] | None = None, id: str = "e1") -> OutboxEntry:
    """A request of the buyer's has come in: the answer that is now owed."""
    content = {"productId": ["urn:gtin:4912345678904"]} if wanted is None else wanted
    events.accept_request(
        company="fict-chassis",
        partner="fict-pc",
        version=3,
        event_id=id,
        type="org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
        content=content,
        data=json.dumps(content).encode(),
    )
    return events.outbox.entries("fict-chassis")[-1]


def later(events: EventStore, microseconds: int) -> None:
    """Let time pass."""
    now = events.outbox.clock() + microseconds
    events.outbox.clock = lambda: now


def entry(events: EventStore) -> OutboxEntry:
    """The only entry there is."""
    (one,) = events.outbox.entries()
    return one


# Delivery


def test_an_answer_is_an_event_to_the_partners_events_endpoint(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """Posted to /3/events below the registered address, as a CloudEvent from our own address."""
    due = owed(events)
    assert outbox.deliver_due() == 1
    ((path, body, kind),) = elsewhere.posted
    assert path == "/fict-pc/3/events"
    assert kind == "application/cloudevents+json"
    event = read_event(3, kind, body)
    assert (event.kind, event.id, event.source) == (
        "rejected",
        due.event_id,
        f"{HERE}/fict-chassis",
    )
    assert event.content["requestEventId"] == "e1"
    assert entry(events).state == "done"


@pytest.mark.parametrize("version", [2, 3])
def test_a_fulfilled_event_holds_the_footprints(
    outbox: Outbox,
    store: FootprintStore,
    events: EventStore,
    elsewhere: Elsewhere,
    publish: Callable[..., ProductFootprint],
    version: int,
) -> None:
    """What fits is sent in the version in which it was asked for."""
    record = publish()
    store.put("fict-chassis", record)
    wanted: dict[str, Any] = {"pf": {}} if version == 2 else {}
    events.accept_request(
        company="fict-chassis", partner="fict-pc", version=version, event_id="e1",
        type="t", content=wanted, data=json.dumps(wanted).encode(),
    )  # fmt: skip
    outbox.deliver_due()
    ((path, body, kind),) = elsewhere.posted
    assert path == f"/fict-pc/{version}/events"
    (footprint,) = read_event(version, kind, body).content["pfs"]
    assert footprint["id"] == str(record.id)
    assert footprint["specVersion"].startswith(str(version))


def test_one_token_serves_many_events(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """A token is kept until it runs out."""
    for number in range(5):
        owed(events, id=f"e{number}")
    assert outbox.deliver_due() == 5
    assert elsewhere.tokens_given == 1


def test_a_token_that_is_refused_is_renewed(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """A partner whose server was started anew gives a new token."""
    elsewhere.statuses = [401]
    owed(events)
    outbox.deliver_due()
    assert elsewhere.tokens_given == 2
    assert entry(events).state == "done"


def test_partners_are_told_what_is_published(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """A notice goes to all partners, or to those named; an unknown partner is named."""
    events.partners.put("fict-chassis", elsewhere.partner("fict-third"))
    assert len(outbox.notify("fict-chassis", UUID)) == 2
    assert len(outbox.notify("fict-chassis", UUID, partners=["fict-third"], version=2)) == 1
    outbox.deliver_due()
    assert sorted(path for path, _, _ in elsewhere.posted) == [
        "/fict-pc/3/events",
        "/fict-third/2/events",
        "/fict-third/3/events",
    ]
    assert json.loads(elsewhere.posted[0][1])["data"] == {"pfIds": [UUID]}
    assert [line.kind for line in events.activity.read()] == ["notified"] * 3
    with pytest.raises(GxdError, match="fict-third") as caught:
        outbox.notify("fict-chassis", UUID, partners=["fict-nobody"])
    assert caught.value.code == "GXD-X082"
    with pytest.raises(GxdError) as caught:
        outbox.notify("fict-chassis", "urn:gtin:4912345678904")
    assert caught.value.code == "GXD-X084"


# Trying again


def test_a_failure_is_tried_again_ever_later(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """After 1 s, then 2 s, then 4 s: the same event under the same id, until it arrives."""
    elsewhere.statuses = [503, 500, 429]
    owed(events)
    for seconds in (1, 2, 4):
        assert outbox.deliver_due() == 1
        assert outbox.deliver_due() == 0  # not due yet
        assert entry(events).due - events.outbox.clock() == seconds * 1_000_000
        later(events, seconds * 1_000_000)
    assert outbox.deliver_due() == 1
    assert entry(events).state == "done"
    bodies = {body for _, body, _ in elsewhere.posted}
    assert len(elsewhere.posted) == 4
    assert len(bodies) == 1


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_pauses_double_up_to_an_hour(attempts: int, chance: float) -> None:
    """Chance shortens a pause to no less than half: all that failed together is spread."""
    longest = min(2.0 ** min(attempts - 1, 40), 3600.0)
    assert longest / 2 <= backoff_seconds(attempts, chance) <= longest


def test_after_72_hours_it_is_given_up(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """PACT's limit: the last attempt is at 72 hours, and the log says that it was the last."""
    elsewhere.statuses = [503] * 1000
    first = owed(events)
    while entry(events).state == "due":
        later(events, max(entry(events).due - events.outbox.clock(), 0))
        assert outbox.deliver_due() == 1
    assert events.outbox.clock() - first.made == GIVE_UP_AFTER_SECONDS * 1_000_000 == 72 * HOUR
    assert entry(events).state == "given_up"
    later(events, 72 * HOUR)
    assert outbox.deliver_due() == 0
    told = [line.detail or "" for line in events.activity.read() if line.kind == "delivery_failed"]
    assert len(told) == 2
    assert "given up" in told[1]


def test_a_partner_may_say_when_to_come_again(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """Retry-After is heard."""
    elsewhere.statuses = [Response(status_code=429, headers={"Retry-After": "600"})]
    owed(events)
    outbox.deliver_due()
    assert entry(events).due - events.outbox.clock() == 600 * 1_000_000


def test_who_does_not_answer_holds_up_nobody_else(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """A silent partner costs one attempt, not one for each event; others get theirs."""
    silent = Partner("fict-silent", "id", "secret", "https://127.0.0.1:1/x")
    events.partners.put("fict-chassis", silent)
    for _ in range(10):
        outbox.notify("fict-chassis", UUID, partners=["fict-silent"])
    outbox.notify("fict-chassis", UUID, partners=["fict-pc"])
    assert outbox.deliver_due() == 2
    assert len(elsewhere.posted) == 1
    waiting = events.outbox.entries(state="due")
    assert len(waiting) == 10
    assert sum(one.attempts for one in waiting) == 1


def test_an_answer_once_given_stays(
    outbox: Outbox,
    store: FootprintStore,
    events: EventStore,
    elsewhere: Elsewhere,
    publish: Callable[..., ProductFootprint],
) -> None:
    """What may have arrived is not said otherwise later: one request, one answer."""
    elsewhere.statuses = [500]
    owed(events, {})
    outbox.deliver_due()
    store.put("fict-chassis", publish())
    later(events, HOUR)
    outbox.deliver_due()
    first, second = (body for _, body, _ in elsewhere.posted)
    assert first == second


def test_a_request_that_is_refused_is_not_repeated(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """A partner that cannot accept a request says so at once, and whoever asked is told."""
    refusal = JSONResponse({"code": "BadRequest", "message": "the source is unknown"}, 400)
    elsewhere.statuses = [refusal]
    asked = events.ask("fict-chassis", "fict-pc", {}, version=3)
    outbox.deliver_due()
    request = events.answer_to("fict-chassis", asked, timeout=0)
    assert request.state == "given_up"
    assert b"the source is unknown" in (request.answer or b"")
    elsewhere.statuses = [400]
    owed(events)  # an answer that one owes is tried again whatever the partner says
    outbox.deliver_due()
    assert events.outbox.entries()[-1].state == "due"


def test_an_answer_after_all(outbox: Outbox, events: EventStore, elsewhere: Elsewhere) -> None:
    """A request that seemed undeliverable may have arrived: its answer is taken."""
    elsewhere.statuses = [400]
    asked = events.ask("fict-chassis", "fict-pc", {}, version=3)
    outbox.deliver_due()
    data = {"requestEventId": asked, "pfs": [{"id": UUID}]}
    assert events.accept_answer(
        company="fict-chassis", partner="fict-pc", version=3, kind="fulfilled", event_id="a",
        type="t", content=data, data=json.dumps(data).encode(),
    )  # fmt: skip
    assert events.answer_to("fict-chassis", asked, timeout=0).state == "fulfilled"


# Nowhere else


def test_a_redirect_is_not_followed(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """A partner cannot send this server on to another address."""
    there = Response(status_code=307, headers={"Location": f"{elsewhere.url}/stolen"})
    elsewhere.statuses = [there]
    owed(events)
    outbox.deliver_due()
    assert [path for path, _, _ in elsewhere.posted] == ["/fict-pc/3/events"]
    assert entry(events).state == "due"


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1:1/token",
        "https://elsewhere.example/token",
        "http://127.0.0.1/token",
        "file:///etc/passwd",
        "",
        7,
        "https://[",
    ],
)
def test_tokens_come_from_the_partners_own_host(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere, endpoint: Any
) -> None:
    """A discovery document cannot make this server carry the secret elsewhere."""
    elsewhere.discovery = {"token_endpoint": endpoint}
    owed(events)
    outbox.deliver_due()
    assert elsewhere.posted == []
    assert entry(events).state == "due"
    assert "GXD-X" in str(entry(events).error)


def test_tokens_may_come_from_a_registered_address(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """PACT allows authentication at another base URL, when it is registered as such."""
    one = elsewhere.partner()
    auth = f"{elsewhere.url}/fict-auth"
    elsewhere.discovery = {"token_endpoint": f"{auth}/auth/token"}
    events.partners.put(
        "fict-chassis",
        Partner(one.id, "id", "secret", "https://127.0.0.1:1/x", auth, one.ca_file),
    )
    owed(events)
    outbox.deliver_due()
    assert elsewhere.tokens_given == 1


def test_a_partner_that_is_forgotten_gets_nothing(
    outbox: Outbox, events: EventStore, elsewhere: Elsewhere
) -> None:
    """Without a registration there is no address; the event waits in case it comes back."""
    owed(events)
    events.partners.remove("fict-chassis", "fict-pc")
    outbox.deliver_due()
    assert elsewhere.posted == []
    assert "GXD-X082" in str(entry(events).error)


def test_a_conformance_run_ends_with_its_server(
    store: FootprintStore, outbox: Outbox, events: EventStore
) -> None:
    """What a conformance run left behind is not delivered by a server started without one."""
    wanted: dict[str, Any] = {}
    events.accept_request(
        company="fict-chassis", partner="fict-tester", version=3, event_id="e1", type="t",
        content=wanted, data=b"{}", callback="http://127.0.0.1:1",
    )  # fmt: skip
    outbox.deliver_due()
    assert "GXD-X085" in str(entry(events).error)
    allowed = Outbox(store, Callbacks(HERE, conformance_host="http://127.0.0.1:1"))
    later(events, HOUR)
    allowed.deliver_due()
    assert "GXD-X020" in str(entry(events).error)  # it was called: nobody is there


@pytest.mark.parametrize(
    "url",
    [
        "http://pc.example",
        "https://",
        "https://user@pc.example",
        "https://pc.example?x=1",
        "https://pc.example#x",
        "pc.example",
        "https://pc.example:port",
        "",
    ],
)
def test_a_partners_address_is_plain_https(url: str) -> None:
    """What could not be compared with a source cannot be registered."""
    with pytest.raises(GxdError) as caught:
        Partner("fict-pc", "id", "secret", url)
    assert caught.value.code == "GXD-X080"


def test_a_partners_secret_is_not_shown() -> None:
    """A secret does not show on the screen."""
    assert "hush" not in repr(Partner("fict-pc", "id", "hush", "https://pc.example"))


@pytest.mark.parametrize("host", ["", "ftp://x", "https://user@x", "https://x?y", "https://x/../y"])
def test_a_conformance_host_is_a_plain_address(host: str) -> None:
    """A mistyped host is refused before the server starts."""
    with pytest.raises(GxdError) as caught:
        Callbacks(HERE, conformance_host=host)
    assert caught.value.code == "GXD-X081"


# Leases and threads


def test_an_entry_is_held_by_one(events: EventStore) -> None:
    """While one worker delivers an event, no other takes it; its lease ends with time."""
    owed(events)
    assert events.outbox.lease("a", seconds=60) is not None
    assert events.outbox.lease("b", seconds=60) is None
    later(events, 60_000_000)
    assert events.outbox.lease("b", seconds=60) is not None


def test_a_server_started_anew_takes_up_its_own_leases(events: EventStore) -> None:
    """After a kill nobody waits for the lease of a process that is no more."""
    owed(events)
    events.outbox.lease("exchange", seconds=60)
    events.outbox.release("another")
    assert events.outbox.lease("exchange", seconds=60) is None
    events.outbox.release("exchange")
    assert events.outbox.lease("exchange", seconds=60) is not None


def test_many_workers_share_the_work(db_url: str) -> None:
    """Eight workers on one database take two hundred entries, each exactly once."""
    store = FootprintStore(db_url)
    events = EventStore.of(store)
    for number in range(200):
        owed(events, id=f"e{number}")
    start = threading.Barrier(8)

    def work(name: int) -> list[int]:
        start.wait()
        taken = []
        while (one := events.outbox.lease(str(name), seconds=60)) is not None:
            taken.append(one.number)
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = [number for numbers in pool.map(work, range(8)) for number in numbers]
    assert len(taken) == len(set(taken)) == 200
    store.close()


def test_a_running_outbox_delivers_at_once(
    store: FootprintStore, events: EventStore, elsewhere: Elsewhere
) -> None:
    """An event that comes in rings the postman; nothing remains when the outbox is stopped."""
    before = threading.active_count()
    outbox = Outbox(store, Callbacks(HERE)).start()
    owed(events)
    lines = events.activity.wait(1, 60.0)
    assert [line.kind for line in lines] == ["rejected"]
    assert outbox.start() is outbox
    outbox.stop()
    outbox.stop()
    assert not outbox.running
    assert threading.active_count() == before
    owed(events, id="e2")
    outbox.start()
    assert events.activity.wait(lines[-1].number + 1, 60.0)
    outbox.stop()


def test_the_postman_outlives_a_database_that_is_away(
    store: FootprintStore, events: EventStore, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody foresaw ends one attempt, not the deliveries."""
    lease, failed = events.outbox.lease, threading.Event()

    def fail_once(*args: Any, **how: Any) -> Any:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("the database is away")
        return lease(*args, **how)

    monkeypatch.setattr(events.outbox, "lease", fail_once)
    outbox = Outbox(store, Callbacks(HERE), workers=1).start()
    assert failed.wait(60)
    owed(events)
    assert events.activity.wait(1, 60.0)
    outbox.stop()
    assert len(elsewhere.posted) == 1
