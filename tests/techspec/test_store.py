"""Footprints at rest: bytes that never change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, FootprintStore, ProductFootprint
from gxd_teach.techspec.store.conditions import Has

Many = Callable[..., list[ProductFootprint]]
V2 = Callable[..., Any]


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


def test_a_given_v2_record_is_offered_beside_its_v3(
    store: FootprintStore, v2: V2, publish: Callable[..., ProductFootprint]
) -> None:
    """A footprint given in both versions is one footprint, each record sent as it was given."""
    one = publish()
    store.put("fict-chassis", (one, v2(id=one.id)))
    (in_v3,), (in_v2,) = store.all("fict-chassis"), store.all("fict-chassis", version=2)
    assert (in_v3.body, in_v2.body) == (one.to_json(), v2(id=one.id).to_json())


@pytest.mark.parametrize("version", [2, 3])
def test_the_other_version_is_converted(
    store: FootprintStore, v2: V2, publish: Callable[..., ProductFootprint], version: int
) -> None:
    """Given in one version only, a footprint is offered under the other too, by the same id."""
    given = v2() if version == 2 else publish()
    store.put("fict-chassis", given)
    other = store.get("fict-chassis", given.id, version=5 - version)
    assert other is not None
    content = json.loads(other.body)
    assert content["specVersion"].startswith(f"{5 - version}.")
    assert content["productNameCompany"] == given.productNameCompany


def test_a_new_version_takes_the_place_of_the_old_one(store: FootprintStore, v2: V2) -> None:
    """In v2 the list holds the latest version; in v3 the old one stays, Deprecated."""
    first = v2()
    later = first.model_copy(update={"version": 3, "updated": first.created + timedelta(days=1)})
    store.put("fict-chassis", first)
    store.put("fict-chassis", later)
    store.put("fict-chassis", later)  # again: nothing happens
    (in_v2,) = store.all("fict-chassis", version=2)
    assert in_v2.body == later.to_json()
    old, new = sorted(store.all("fict-chassis"), key=lambda one: one.status, reverse=True)
    assert (old.id, old.status, new.status) == (str(first.id), "Deprecated", "Active")
    assert json.loads(new.body)["precedingPfIds"] == [old.id]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 1}, "GXD-X052"),  # not `updated`
        ({"version": 1, "updated": datetime(2000, 1, 1, tzinfo=UTC)}, "GXD-X052"),
        ({"comment": "other", "version": 0}, "GXD-X001"),
    ],
)
def test_a_new_version_has_to_be_later(
    store: FootprintStore, v2: V2, changes: dict[str, Any], code: str
) -> None:
    """A change in v2 has a higher version and a later `updated`; else nothing is changed."""
    first = v2()
    store.put("fict-chassis", first)
    with pytest.raises(GxdError) as caught:
        store.put("fict-chassis", first.model_copy(update=changes))
    assert caught.value.code == code
    assert [one.body for one in store.all("fict-chassis", version=2)] == [first.to_json()]


def test_an_old_version_does_not_come_back(store: FootprintStore, v2: V2) -> None:
    """Neither a lower version nor a change to a Deprecated footprint is taken."""
    first = v2()
    later = first.model_copy(update={"version": 3, "updated": first.created + timedelta(days=1)})
    store.put("fict-chassis", later)
    with pytest.raises(GxdError) as caught:
        store.put("fict-chassis", first)
    assert caught.value.code == "GXD-X053"
    store.deprecate("fict-chassis", first.id)
    much_later = later.model_copy(
        update={"version": 9, "updated": datetime(2040, 1, 1, tzinfo=UTC)}
    )
    with pytest.raises(GxdError) as caught:
        store.put("fict-chassis", much_later)
    assert caught.value.code == "GXD-X053"


def test_deprecated_in_v3_is_a_new_version_in_v2(store: FootprintStore, v2: V2) -> None:
    """Turned Deprecated, a v2 record has a higher version and says when."""
    first = v2()
    store.put("fict-chassis", first)
    store.deprecate("fict-chassis", first.id)
    store.deprecate("fict-chassis", first.id)  # twice is once
    (in_v2,), (in_v3,) = store.all("fict-chassis", version=2), store.all("fict-chassis")
    content = json.loads(in_v2.body)
    assert (in_v3.status, content["status"], content["version"]) == ("Deprecated", "Deprecated", 1)
    assert content["updated"] > content["created"]


def test_publishing_it_deprecated_deprecates_it(store: FootprintStore, many: Many) -> None:
    """A known footprint published again as Deprecated turns Deprecated, and stays so."""
    (record,) = many(1)
    store.put("fict-chassis", record)
    store.put("fict-chassis", record.model_copy(update={"status": "Deprecated"}))
    store.put("fict-chassis", record)
    assert [one.status for one in store.all("fict-chassis")] == ["Deprecated"]


@pytest.mark.parametrize("given", [{"id": 1}, 1, (), "record"])
def test_what_is_no_record_is_refused(store: FootprintStore, given: Any) -> None:
    """Only records that were read or made as such are published."""
    with pytest.raises(GxdError) as caught:
        store.put("fict-chassis", given)
    assert caught.value.code == "GXD-X059"


def test_every_change_is_counted(db_url: str, maker: Company, many: Many) -> None:
    """Whoever changes a company's data, in whichever process, its count of changes moves."""
    here, elsewhere = FootprintStore(db_url), FootprintStore(db_url)
    here.add_company(maker)
    counts = [elsewhere.changes("fict-chassis")]
    here.put("fict-chassis", *many(1))
    counts.append(elsewhere.changes("fict-chassis"))
    here.deprecate("fict-chassis", many(1)[0].id)
    counts.append(elsewhere.changes("fict-chassis"))
    here.restrict("fict-chassis")
    counts.append(elsewhere.changes("fict-chassis"))
    assert len(set(counts)) == 4
    assert elsewhere.changes("nobody") is None
    here.close()
    elsewhere.close()


def test_many_processes_may_publish_at_once(db_url: str, maker: Company, many: Many) -> None:
    """Several stores over one database write side by side: nothing lost, nothing twice."""
    stores = [FootprintStore(db_url) for _ in range(4)]
    stores[0].add_company(maker)
    records = many(40)
    with ThreadPoolExecutor(8) as pool:
        tasks = [(store, record) for record in records for store in stores]
        list(pool.map(lambda task: task[0].put("fict-chassis", task[1]), tasks))
    ids = [one.id for one in stores[1].all("fict-chassis")]
    assert ids == [str(record.id) for record in records]
    assert len(list(stores[2].all("fict-chassis", version=2))) == 40
    for store in stores:
        store.close()


def test_an_older_database_is_named_as_such(tmp_path: Path) -> None:
    """A file of an earlier edition is not written into: it is said to be one."""
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE companies (id TEXT PRIMARY KEY, name TEXT, urns TEXT)")
    connection.close()
    with pytest.raises(GxdError) as caught:
        FootprintStore(f"sqlite:///{file}")
    assert caught.value.code == "GXD-X050"


def test_a_database_of_an_earlier_edition_finds_what_it_holds(
    db_url: str, maker: Company, many: Many
) -> None:
    """Words that did not know their place in the list learn it when the database is opened."""
    records = many(5)
    store = FootprintStore(db_url)
    store.add_company(maker)
    store.put("fict-chassis", *records)
    now, mine = "footprint_words_in_order", "company, kind, word, number"
    with store.database.transaction() as connection:
        for statement in (
            "CREATE TABLE footprint_words (company VARCHAR(64), kind VARCHAR(24), word TEXT,"
            " number BIGINT, PRIMARY KEY (company, kind, word, number))",
            f"INSERT INTO footprint_words ({mine}) SELECT {mine} FROM {now}",
            f"DROP TABLE {now}",
        ):
            connection.exec_driver_sql(statement)
    store.close()
    for _ in range(2):
        store = FootprintStore(db_url)
        for version in (2, 3):
            found = store.search(
                "fict-chassis",
                [Has("productId", ("urn:gtin:4912345678904",))],
                version=version,
            )
            assert [one.id for one in found] == [str(record.id) for record in records]
        store.close()


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
