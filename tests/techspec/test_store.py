"""Footprints at rest: bytes that never change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, FootprintStore, ProductFootprint

Many = Callable[..., list[ProductFootprint]]


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path, maker: Company, buyer: Company):
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'x.sqlite'}"
    opened = FootprintStore(url)
    opened.add_company(maker)
    opened.add_company(buyer)
    yield opened
    opened.close()


def test_what_is_stored_is_what_was_written(store: FootprintStore, many: Many) -> None:
    """The store keeps the record's JSON, byte for byte."""
    (record,) = many(1)
    store.put("fict-chassis", record)
    stored = store.get("fict-chassis", record.id)
    assert stored is not None
    assert stored.body == record.to_json()


def test_publishing_the_same_again_changes_nothing(store: FootprintStore, many: Many) -> None:
    """Whoever is unsure whether it went through may repeat it."""
    records = many(3)
    store.put("fict-chassis", *records[:2])
    store.put("fict-chassis", *records)
    assert [one.body for one in store.all("fict-chassis")] == [one.to_json() for one in records]


def test_a_published_footprint_cannot_be_changed(
    store: FootprintStore, many: Many, publish: Callable[..., ProductFootprint]
) -> None:
    """Other content under a known id is refused, and nothing of that publication is stored."""
    first, second = many(2)
    store.put("fict-chassis", first)
    other = publish(id=first.id, created=first.created, comment="better data")
    with pytest.raises(GxdError, match=str(first.id)) as caught:
        store.put("fict-chassis", second, other)
    assert caught.value.code == "GXD-X001"
    assert [one.body for one in store.all("fict-chassis")] == [first.to_json()]


def test_one_publication_cannot_contradict_itself(
    store: FootprintStore, many: Many, publish: Callable[..., ProductFootprint]
) -> None:
    """Two contents for one id in one go are refused."""
    (first,) = many(1)
    with pytest.raises(GxdError) as caught:
        store.put("fict-chassis", first, publish(id=first.id, created=first.created, comment="b"))
    assert caught.value.code == "GXD-X001"
    assert list(store.all("fict-chassis")) == []


def test_a_footprint_may_turn_deprecated(store: FootprintStore, many: Many) -> None:
    """The one change PACT allows alters the status and nothing else."""
    (record,) = many(1)
    store.put("fict-chassis", record)
    store.deprecate("fict-chassis", record.id)
    (stored,) = store.all("fict-chassis")
    was = json.loads(record.to_json())
    assert stored.status == "Deprecated"
    assert json.loads(stored.body) == was | {"status": "Deprecated"}


def test_only_what_is_there_can_be_deprecated(store: FootprintStore, many: Many) -> None:
    """An unknown footprint is said to be unknown."""
    with pytest.raises(GxdError) as caught:
        store.deprecate("fict-chassis", many(1)[0].id)
    assert caught.value.code == "GXD-X008"


@pytest.mark.parametrize("step", [1, 0])
def test_pages_hold_every_footprint_once(store: FootprintStore, many: Many, step: int) -> None:
    """Page after page gives all, in order, also those published in the same moment."""
    records = many(23, step=step)
    store.put("fict-chassis", *reversed(records))
    seen: list[str] = []
    after = None
    while page := store.page("fict-chassis", after=after, limit=5):
        seen += [one.id for one in page]
        after = page[-1].key
    assert seen == [str(record.id) for record in records]


def test_companies_keep_their_footprints_apart(store: FootprintStore, many: Many) -> None:
    """What one company publishes is not the other's."""
    store.put("fict-chassis", *many(2))
    assert list(store.all("fict-pc")) == []
    assert store.get("fict-pc", many(1)[0].id) is None


def test_an_unknown_company_is_named_with_the_known_ones(store: FootprintStore) -> None:
    """A typing mistake is answered with the companies there are."""
    with pytest.raises(GxdError, match="fict-chassis, fict-pc") as caught:
        store.put("fict-chasis")
    assert caught.value.code == "GXD-X002"


def test_a_company_keeps_its_name(store: FootprintStore, maker: Company) -> None:
    """Registering again is fine; another company under the same id is not."""
    store.add_company(maker)
    with pytest.raises(GxdError) as caught:
        store.add_company(Company(maker.id, "別の会社", "urn:gln:1"))
    assert caught.value.code == "GXD-X003"


def test_only_the_right_secret_opens(store: FootprintStore) -> None:
    """Client id and secret belong together; neither an empty one nor another's will do."""
    one, secret = store.add_client("fict-pc", owner="fict-chassis")
    other, other_secret = store.add_client("fict-pc", owner="fict-chassis")
    client = store.authenticate(one, secret)
    assert client is not None
    assert (client.company, client.owner) == ("fict-pc", "fict-chassis")
    assert store.authenticate(one, other_secret) is None
    assert store.authenticate("nobody", secret) is None
    assert store.authenticate("nobody", "") is None
    assert store.authenticate(other, "") is None


def test_many_may_publish_at_once(store: FootprintStore, many: Many) -> None:
    """Eight publishing at the same time, twice each record, lose nothing."""
    records = many(80)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda record: store.put("fict-chassis", record), records * 2))
    assert len(list(store.all("fict-chassis"))) == 80


def test_secrets_are_not_in_the_file(tmp_path: Path, maker: Company) -> None:
    """Who steals the database has no secret: only its hash is kept."""
    file = tmp_path / "x.sqlite"
    store = FootprintStore(f"sqlite:///{file}")
    store.add_company(maker)
    _, secret = store.add_client(maker.id, owner=maker.id)
    store.close()
    with sqlite3.connect(file) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert maker.id in dump
    assert secret not in dump


def test_the_file_is_in_write_ahead_mode(tmp_path: Path) -> None:
    """Readers of a list are not held up while somebody publishes."""
    file = tmp_path / "x.sqlite"
    FootprintStore(f"sqlite:///{file}").close()
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_database_that_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    """A missing folder gives a sentence with the place, not a stack of frames."""
    with pytest.raises(GxdError) as caught:
        FootprintStore(f"sqlite:///{tmp_path / 'missing' / 'x.sqlite'}")
    assert caught.value.code == "GXD-X007"
    assert "missing" in str(caught.value)
