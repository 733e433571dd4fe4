"""The activity log: what happens on an exchange, for those who watch it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.techspec import Company, ExchangeClient, FootprintStore, LocalExchange
from gxd_teach.techspec.store.activity import ActivityLog, readable
from gxd_teach.techspec.store.event_tables import ACTIVITY
from gxd_teach.techspec.store.events import EventStore


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FootprintStore]:
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'x.sqlite'}"
    opened = FootprintStore(url)
    yield opened
    opened.close()


@pytest.fixture
def log(store: FootprintStore) -> ActivityLog:
    return EventStore.of(store).activity


def test_lines_come_in_order_with_their_moment(log: ActivityLog) -> None:
    """Each line has a number that grows, and says in UTC when it happened."""
    before = datetime.now(UTC)
    for product in ("筐体", "ふた", "ねじ"):
        log.append("published", "fict-chassis", product=product)
    lines = log.read()
    assert [line.product for line in lines] == ["筐体", "ふた", "ねじ"]
    assert sorted({line.number for line in lines}) == [line.number for line in lines]
    assert all(line.at.tzinfo is UTC for line in lines)
    assert (lines[0].at - before).total_seconds() > -0.001


def test_a_reader_goes_on_where_it_stopped(log: ActivityLog) -> None:
    """Asked with the last number seen, the log gives what came after, a page at a time."""
    for number in range(5):
        log.append("listed", "fict-chassis", detail=str(number))
    first = log.read(limit=2)
    second = log.read(after=first[-1].number)
    assert [line.detail for line in first + second] == ["0", "1", "2", "3", "4"]
    assert log.read(after=log.newest()) == []


def test_one_log_for_the_whole_exchange(store: FootprintStore, log: ActivityLog) -> None:
    """Server, outbox and page of one exchange write and read the same log."""
    assert EventStore.of(store).activity is log


def test_what_is_unknown_is_no_kind(log: ActivityLog) -> None:
    """A line's kind is one of eleven words."""
    with pytest.raises(ValueError, match="listed"):
        log.append("lookd at", "fict-chassis")


def test_only_the_newest_lines_are_kept(store: FootprintStore) -> None:
    """A log that nobody empties does not fill the disk."""
    log = ActivityLog(EventStore.of(store)._database, keep=10)
    for number in range(35):
        log.append("read", "fict-chassis", detail=str(number))
    assert [line.detail for line in log.read()] == [str(number) for number in range(25, 35)]


def test_lines_within_transactions_are_tidied_as_well(store: FootprintStore) -> None:
    """Lines written along with events are bounded like those of readers."""
    database = EventStore.of(store)._database
    log = ActivityLog(database, keep=10)
    for _ in range(250):
        with database.transaction() as connection:
            log.append("received", "fict-chassis", connection=connection)
    log.flush()
    with database.transaction() as connection:
        assert len(connection.execute(ACTIVITY.select()).all()) <= 110


def test_a_flood_of_readers_does_not_fill_the_memory(log: ActivityLog) -> None:
    """While nobody writes the lines down, the oldest are let go of."""
    for number in range(25_000):
        log.append("listed", "fict-chassis", detail=str(number))
    assert len(log._waiting) <= 10_000
    assert log.read(limit=100_000)[-1].detail == "24999"


def test_waiting_ends_with_the_first_line(log: ActivityLog) -> None:
    """Who waits is woken by the next line, and gets it."""
    log.append("listed", "fict-chassis")
    last = log.newest()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(log.wait, last, 60.0)
        log.append("read", "fict-chassis")
        assert [line.kind for line in waiting.result()] == ["read"]


def test_waiting_ends_with_nothing_when_time_is_up(log: ActivityLog) -> None:
    """No line in time is an empty list, not an error."""
    assert log.wait(0, 0.0) == []


def test_many_write_and_none_is_lost(log: ActivityLog) -> None:
    """Lines from several threads are all there, each once."""
    start = threading.Barrier(4)

    def write(name: int) -> None:
        start.wait()
        for number in range(100):
            log.append("read", "fict-chassis", detail=f"{name}/{number}")
            if number % 10 == 0:
                log.flush()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    details = [line.detail for line in log.read(limit=1000)]
    assert len(details) == len(set(details)) == 400


@given(st.text(), st.integers(1, 50))
def test_text_from_the_wire_is_made_readable(text: str, longest: int) -> None:
    """Whatever a partner writes becomes one line that any database and any page can show."""
    line = readable(text, longest)
    assert line is not None
    assert len(line) <= longest
    assert line.encode().decode() == line  # no half of a surrogate pair
    assert "\0" not in line
    assert "\n" not in line


def test_an_exchange_writes_its_log(
    exchange: LocalExchange, client: ExchangeClient, maker: Company
) -> None:
    """Publishing and reading show, with who did it."""
    list(client.footprints())
    lines = EventStore.of(exchange.store).activity.read()
    assert ("listed", maker.id, "fict-pc") in [
        (line.kind, line.company, line.partner) for line in lines
    ]
