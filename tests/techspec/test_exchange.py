"""An exchange that starts, answers and stops, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec import (
    Company,
    ExchangeClient,
    LocalExchange,
    ProductFootprint,
    Tokens,
    make_certificates,
)
from gxd_teach.techspec.server.access import Access
from gxd_teach.techspec.store.events import EventStore

Many = Callable[..., list[ProductFootprint]]


def open_sockets() -> int:
    """How many sockets this process holds (Linux), or 0 where that cannot be seen."""
    folder = Path("/proc/self/fd")
    count = 0
    for handle in os.listdir(folder) if folder.exists() else []:
        try:
            count += os.readlink(folder / handle).startswith("socket:")
        except OSError:
            continue  # the folder's own handle
    return count


def test_starting_and_stopping_leaves_nothing_behind(maker: Company, many: Many) -> None:
    """Twenty lessons in a row: no thread, no socket and no folder stays."""
    gc.collect()  # what earlier tests dropped is not counted here
    threads, sockets = threading.active_count(), open_sockets()
    (record,) = many(1)
    for _ in range(10):
        exchange = LocalExchange([maker])
        for _ in range(2):
            exchange.start()
            exchange.publish("fict-chassis", record)
            credentials = exchange.register("fict-chassis", owner="fict-chassis")
            with ExchangeClient(credentials) as client:
                assert list(client.footprints()) == [record]
            exchange.stop()
        exchange.close()
        assert not exchange.folder.exists()
    gc.collect()
    assert threading.active_count() <= threads
    assert open_sockets() <= sockets


def test_a_lingering_client_does_not_hold_it_up(maker: Company) -> None:
    """A client that keeps its connection open is hung up on; the port is free again."""
    exchange = LocalExchange([maker]).start()
    trust = ssl.create_default_context(cafile=exchange.ca_file)
    with httpx2.Client(verify=trust, trust_env=False) as lingering:
        lingering.get(f"{exchange.base_url('fict-chassis')}/.well-known/openid-configuration")
        with socket.create_connection(("127.0.0.1", exchange.port)):  # says nothing at all
            exchange.close()
    assert not exchange.running
    assert not [one for one in threading.enumerate() if one.name.startswith("gxd-exchange")]
    LocalExchange([maker], port=exchange.port).start().close()


def test_a_dropped_exchange_ends_by_itself(maker: Company) -> None:
    """A notebook cell run again drops its exchange: no server goes on answering unseen."""
    exchange = LocalExchange([maker]).start()
    folder, name = exchange.folder, f"gxd-exchange-{exchange.port}"
    (thread,) = (one for one in threading.enumerate() if one.name == name)
    del exchange
    gc.collect()
    thread.join(timeout=30)
    assert not thread.is_alive()
    assert not folder.exists()


def test_short_answers_are_not_held_back(exchange: LocalExchange) -> None:
    """Answers leave at once: asyncio sends without Nagle's delay on what is named a TCP socket."""
    assert exchange._server is not None
    assert exchange._server._socket.proto == socket.IPPROTO_TCP


def test_readers_and_a_publisher_do_not_disturb_each_other(
    exchange: LocalExchange, many: Many
) -> None:
    """Eight customers read while the maker publishes: each finds what was there before."""
    before = many(150)
    exchange.publish("fict-chassis", *before)
    credentials = exchange.register("fict-pc", owner="fict-chassis")

    def read(_: int) -> list[ProductFootprint]:
        with ExchangeClient(credentials) as client:
            return list(client.footprints(limit=20))

    with ThreadPoolExecutor(9) as pool:
        readings = [pool.submit(read, number) for number in range(8)]
        for record in many(40, first=1000):
            exchange.publish("fict-chassis", record)
        for reading in readings:
            assert reading.result()[:150] == before


def test_a_port_in_use_is_named(exchange: LocalExchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two exchanges on one port: the second says which port, and what to do."""
    second = LocalExchange(port=exchange.port)
    with pytest.raises(GxdError) as caught:
        second.start()
    second.close()
    assert caught.value.code == "GXD-X010"
    monkeypatch.setenv("GXD_LANG", "en")
    assert f"port {exchange.port} is in use" in str(caught.value)
    monkeypatch.setenv("GXD_LANG", "ja")
    assert "--port" in str(caught.value)


def test_a_second_exchange_on_the_port_leaves_the_first_its_certificates(
    exchange: LocalExchange,
) -> None:
    """Started once more in the same folder, it is refused, and clients still trust the first."""
    before = exchange.ca_file.read_bytes()
    second = LocalExchange(port=exchange.port, folder=exchange.folder)
    with pytest.raises(GxdError, match="GXD-X010"):
        second.start()
    second.close()
    assert exchange.ca_file.read_bytes() == before


def test_certificates_are_kept_and_broken_ones_made_anew(tmp_path: Path) -> None:
    """The next start of a folder trusts as before; half a pair, or another's, is replaced."""
    made = make_certificates(tmp_path)
    kept = made.ca_file.read_bytes(), made.server_file.read_bytes()
    make_certificates(tmp_path)
    assert (made.ca_file.read_bytes(), made.server_file.read_bytes()) == kept
    made.ca_file.write_bytes(make_certificates(tmp_path / "other").ca_file.read_bytes())
    make_certificates(tmp_path)
    now = made.ca_file.read_bytes(), made.server_file.read_bytes()
    assert now[0] != kept[0]
    assert now[1] != kept[1]
    made.server_file.write_bytes(now[1][:400])
    make_certificates(tmp_path)
    assert made.server_file.read_bytes() != now[1][:400]


def test_what_was_published_outlives_the_exchange(
    tmp_path: Path, maker: Company, buyer: Company, many: Many
) -> None:
    """Opened again from its folder, an exchange serves the same bytes."""
    records = many(3)
    with LocalExchange([maker, buyer], folder=tmp_path) as first:
        first.publish("fict-chassis", *records)
    with LocalExchange(folder=tmp_path) as second:
        credentials = second.register("fict-pc", owner="fict-chassis")
        with ExchangeClient(credentials) as client:
            assert [one.raw for one in client.footprints()] == [one.to_json() for one in records]


def test_it_runs_beside_a_notebooks_event_loop(maker: Company, many: Many) -> None:
    """In a notebook the main thread already runs a loop; the exchange brings its own."""

    async def cell() -> int:
        with LocalExchange([maker]) as exchange:
            exchange.publish("fict-chassis", *many(2))
            credentials = exchange.register("fict-chassis", owner="fict-chassis")
            with ExchangeClient(credentials) as client:
                return len(list(client.footprints()))

    assert asyncio.run(cell()) == 2


def test_it_may_live_in_memory(maker: Company, many: Many) -> None:
    """With a database in memory the exchange works the same, and forgets."""
    with LocalExchange([maker], db_url="sqlite://") as exchange:
        exchange.publish("fict-chassis", *many(2))
        credentials = exchange.register("fict-chassis", owner="fict-chassis")
        with ExchangeClient(credentials) as client:
            assert len(list(client.footprints(limit=1))) == 2


def test_certificates_and_data_are_private(exchange: LocalExchange) -> None:
    """Nobody else on the machine reads the server's key."""
    modes = {file.name: file.stat().st_mode & 0o777 for file in exchange.folder.glob("*.pem")}
    assert modes == {"ca.pem": 0o600, "server.pem": 0o600}
    assert b"PRIVATE KEY" not in exchange.ca_file.read_bytes()


def test_the_overview_shows_what_is_published(exchange: LocalExchange, many: Many) -> None:
    """A page can list who has published what; decimals stay as they were stated."""
    (record,) = many(1)
    exchange.publish("fict-chassis", record)
    maker, buyer = exchange.overview()
    assert (maker["company"], buyer["footprints"]) == ("fict-chassis", [])
    assert maker["base_url"] == exchange.base_url("fict-chassis")
    assert maker["footprints"] == [
        {
            "id": str(record.id),
            "productNameCompany": "アルミ筐体",
            "declaredUnitAmount": "1",
            "declaredUnitOfMeasurement": "piece",
            "pcfExcludingBiogenicUptake": "12.34",
            "primaryDataShare": "40",
            "created": "2026-04-01T12:00:01Z",
            "status": "Active",
        }
    ]


def test_it_shows_itself_safely(maker: Company) -> None:
    """In a notebook it shows its companies; a company's name is text, not HTML."""
    odd = Company("odd", "<script>alert(1)</script>", "urn:gln:4912345000023")
    with LocalExchange([maker, odd]) as exchange:
        assert "<script>" not in exchange._repr_html_()
        assert maker.name in exchange._repr_html_()
        assert f"https://127.0.0.1:{exchange.port}" in repr(exchange)


def test_before_its_start_it_has_no_address(maker: Company) -> None:
    """Asked for an address too early, it says what to call."""
    exchange = LocalExchange([maker])
    with pytest.raises(GxdError, match=r"start\(\)") as caught:
        exchange.base_url("fict-chassis")
    exchange.close()
    assert caught.value.code == "GXD-X012"


@pytest.mark.parametrize("pair", [("fict-chasis", "fict-pc"), ("fict-pc", "fict-chasis")])
def test_only_companies_that_take_part_are_registered(
    exchange: LocalExchange, pair: tuple[str, str]
) -> None:
    """A mistyped company is named, on either side."""
    with pytest.raises(GxdError) as caught:
        exchange.register(pair[0], owner=pair[1])
    assert caught.value.code == "GXD-X002"


def test_nothing_is_printed(maker: Company, many: Many, capfd: pytest.CaptureFixture[str]) -> None:
    """The server does not write into the learner's notebook."""
    with LocalExchange([maker]) as exchange:
        exchange.publish("fict-chassis", *many(1))
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"http://127.0.0.1:{exchange.port}/", trust_env=False)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("version", [2, 3])
def test_a_request_is_answered(exchange: LocalExchange, many: Many, version: int) -> None:
    """Two companies that are registered answer each other's requests, in either version."""
    (record,) = many(1)
    exchange.publish("fict-chassis", record)
    exchange.register("fict-pc", owner="fict-chassis")
    events = EventStore.of(exchange.store)
    urns = list(record.productIds)
    wanted = {"pf": {"productIds": urns}} if version == 2 else {"productId": urns}
    asked = events.ask("fict-pc", "fict-chassis", wanted, version=version)
    answered = events.answer_to("fict-pc", asked, timeout=30)
    assert answered.state == "fulfilled"
    assert answered.answer is not None
    stored = exchange.store.get("fict-chassis", record.id, version=version)
    assert stored is not None
    assert json.loads(answered.answer)["pfs"] == [json.loads(stored.body)]


def test_a_deprecated_footprint_is_shown_as_such(exchange: LocalExchange, many: Many) -> None:
    """Deprecated on the exchange, a footprint stays in the overview with its new status."""
    (record,) = many(1)
    exchange.publish("fict-chassis", record)
    exchange.deprecate("fict-chassis", record.id)
    assert exchange.overview()[0]["footprints"][0]["status"] == "Deprecated"


def test_access_is_given_and_taken_back(
    exchange: LocalExchange, client: ExchangeClient, many: Many
) -> None:
    """What a customer reads follows what the owner shares, from one reading to the next."""
    one, two = many(2)
    exchange.publish("fict-chassis", one, two)
    assert list(client.footprints()) == [one, two]
    exchange.restrict("fict-chassis")
    assert list(client.footprints()) == []
    exchange.share("fict-chassis", "fict-pc", ids=[two.id])
    assert list(client.footprints()) == [two]
    exchange.share("fict-chassis", "fict-pc", all=True)
    assert list(client.footprints()) == [one, two]
    exchange.unshare("fict-chassis", "fict-pc")
    assert list(client.footprints()) == []
    exchange.revoke(client.credentials.client_id)
    with pytest.raises(GxdError) as caught:
        list(client.footprints())
    assert caught.value.code == "GXD-X022"


def test_behind_a_proxy_it_shows_the_public_address(maker: Company) -> None:
    """Where a proxy stands in front, addresses are those that clients use."""
    with LocalExchange([maker], public_url="https://pcf.example/class/") as exchange:
        assert exchange.base_url("fict-chassis") == "https://pcf.example/class/fict-chassis"


def test_it_may_live_in_postgresql(postgresql_url: str, maker: Company, many: Many) -> None:
    """With a PostgreSQL by its URL the exchange works the same, and remembers."""
    records = many(3)
    for _ in range(2):
        with LocalExchange([maker], db_url=postgresql_url) as exchange:
            exchange.publish("fict-chassis", *records)
            credentials = exchange.register("fict-chassis", owner="fict-chassis")
            with ExchangeClient(credentials) as client:
                assert list(client.footprints(limit=2)) == records


def test_one_look_serves_all_who_wait() -> None:
    """Where the database is asked over a network, those who come together share one question."""

    class Far:
        changes_at_once = False
        asked = 0

        def changes(self, company: str) -> int:
            self.asked += 1
            return self.asked

    far = Far()
    access = Access(far, Tokens())  # type: ignore[arg-type]

    async def together() -> list[int | None]:
        return list(await asyncio.gather(*(access.changes("fict-pc") for _ in range(50))))

    assert asyncio.run(together()) == [1] * 50
    # Who comes later gets a new look: it may know of a later change.
    assert asyncio.run(together()) == [2] * 50


def test_importing_the_room_is_cheap() -> None:
    """Naming a company starts no web server: heavy libraries come when they are used."""
    code = (
        "import sys; from gxd_teach.techspec import Company; "
        "print([m for m in ('pydantic', 'fastapi', 'sqlalchemy', 'httpx2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
