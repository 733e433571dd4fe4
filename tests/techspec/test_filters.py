"""Narrowing a list: every filter of PACT v3 and the part of OData that v2 names, on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, FootprintStore, ProductFootprint
from gxd_teach.techspec.server.odata import NotOffered, read_filter
from gxd_teach.techspec.store import search
from gxd_teach.techspec.store.columns import validity
from gxd_teach.techspec.store.conditions import Compare, Has, SharedWith
from gxd_teach.techspec.store.filters import conditions, read_moment

Publish = Callable[..., ProductFootprint]
Find = Callable[..., list[int]]
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def made(publish: Publish, number: int, **changes: Any) -> ProductFootprint:
    """A record with its number as id, a second later than the one before."""
    pcf = {"geographyCountry": None}
    pcf |= {name: changes.pop(name) for name in list(changes) if name.startswith(("geo", "ref"))}
    record = publish(id=UUID(int=number, version=4), created=NOON + timedelta(seconds=number))
    return record.model_copy(update={**changes, "pcf": record.pcf.model_copy(update=pcf)})


@pytest.fixture(scope="module")
def find(standing_store: FootprintStore, publish: Publish) -> Find:
    """Publish five footprints of three products; then ask which numbers a filter lets through."""
    far = datetime(2031, 1, 1, tzinfo=UTC)
    standing_store.put(
        "fict-chassis",
        made(publish, 1, geographyCountry="JP", productClassifications=("urn:cpc:45291",)),
        made(publish, 2, geographyRegionOrSubregion="Eastern Asia"),
        made(publish, 3, geographyCountrySubdivision="JP-13", productIds=("urn:gtin:3", "urn:X:A")),
        made(publish, 4, status="Deprecated", productIds=("urn:gtin:4",), companyIds=("urn:gln:9",)),
        made(
            publish, 5, productIds=("urn:gtin:5",),
            validityPeriodStart=datetime(2027, 1, 1, tzinfo=UTC), validityPeriodEnd=far,
        ),
        convert=False,
    )  # fmt: skip

    def ask(**filters: Any) -> list[int]:
        found = standing_store.search("fict-chassis", filters)
        return [int(one.id[-12:], 16) for one in found]

    return ask


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"productId": "urn:gtin:4912345678904"}, [1, 2]),
        ({"productId": "URN:GTIN:4912345678904"}, [1, 2]),
        ({"productId": ["urn:gtin:3", "urn:gtin:4", "urn:x:0"]}, [3, 4]),
        ({"productId": ["urn:gtin:3", "urn:x:a"]}, [3]),
        ({"productId": "urn:x:0"}, []),
        ({"companyId": "urn:gln:9"}, [4]),
        ({"companyId": ["urn:gln:4912345000009", "urn:x:1", "urn:x:2"]}, [1, 2, 3, 5]),
        ({"geography": "jp"}, [1]),
        ({"geography": "eastern asia"}, [2]),
        ({"geography": ["JP-13", "JP"]}, [1, 3]),
        ({"geography": "XX"}, []),
        ({"geography": ""}, [1, 2, 3, 4, 5]),
        ({"classification": "urn:CPC:45291"}, [1]),
        ({"classification": ["", ""]}, [1, 2, 3, 4, 5]),
        ({"status": "active"}, [1, 2, 3, 5]),
        ({"status": "Deprecated"}, [4]),
        ({"status": ["Active", "Deprecated"]}, [1, 2, 3, 4, 5]),
        ({"status": "BogusStatus"}, []),
        ({"status": "Deprecated", "productId": "urn:gtin:3"}, []),
        ({"status": "Deprecated", "companyId": "urn:gln:9"}, [4]),
        # not stated: from 2026-04-01, the end of the reference period, for three years
        ({"validOn": "2026-04-01T00:00:00Z"}, [1, 2, 3, 4]),
        ({"validOn": "2026-03-31T23:59:59Z"}, []),
        ({"validOn": "2029-04-01T00:00:00Z"}, [1, 2, 3, 4, 5]),
        ({"validOn": "2029-04-01T00:00:00.000001Z"}, [5]),
        ({"validOn": "1900-01-01"}, []),
        ({"validAfter": "2026-03-31T00:00:00Z"}, [1, 2, 3, 4, 5]),
        ({"validAfter": "2026-04-01T00:00:00Z"}, [5]),
        ({"validAfter": "2099-01-01T00:00:00Z"}, []),
        ({"validBefore": "2029-04-02T00:00:00Z"}, [1, 2, 3, 4]),
        ({"validBefore": "2029-04-01T00:00:00Z"}, []),
        ({"validOn": "2027-06-01T09:00:00 09:00", "productId": "urn:gtin:5"}, [5]),
        ({"limit": "1", "x-fict-color": "red"}, [1, 2, 3, 4, 5]),
        ({"productId": "urn:gtin:3\x00"}, []),
    ],
)
def test_filters_of_v3(find: Find, filters: dict[str, Any], numbers: list[int]) -> None:
    """One of a filter's values has to fit, in any capitals; all filters together; empty is none."""
    assert find(**filters) == numbers


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ({"validOn": "yesterday"}, "GXD-X055"),
        ({"validOn": "2026-04-01T00:00:00"}, "GXD-X055"),  # no zone: which moment is it?
        ({"validAfter": "2026-02-30"}, "GXD-X055"),
        ({"validBefore": ["2026-01-01", "2027-01-01"]}, "GXD-X056"),
        ({"productId": [f"urn:x:{number}" for number in range(1001)]}, "GXD-X054"),
    ],
)
def test_a_filter_that_cannot_be_known_is_refused(filters: dict[str, Any], code: str) -> None:
    """What may mean two things is asked back, not guessed."""
    with pytest.raises(GxdError) as caught:
        conditions(filters)
    assert caught.value.code == code
    assert caught.value.ja


@pytest.mark.parametrize("few", [0, 2000])
def test_pages_of_a_filter_hold_each_footprint_once(
    store: FootprintStore, publish: Publish, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Page after page, whether few footprints fit or most, a filtered list is whole."""
    monkeypatch.setattr(search, "FEW", few)
    records = [
        made(publish, number, productIds=(f"urn:x:{number % 2}", f"urn:x:{number % 3 + 2}"))
        for number in range(1, 31)
    ]
    store.put("fict-chassis", *records, convert=False)
    wanted = {"productId": ["urn:x:1", "urn:x:2"], "status": "Active"}
    seen: list[str] = []
    after = None
    while page := store.page("fict-chassis", after=after, limit=4, filters=wanted):
        seen += [one.id for one in page]
        after = page[-1].key
    assert seen == [str(UUID(int=n, version=4)) for n in range(1, 31) if n % 2 or not n % 3]


@pytest.mark.parametrize("word", ["urn:x:" + "y" * 9000, "urn:x:" + "架" * 3000])
def test_a_long_identifier_is_found_by_the_whole_of_it(
    store: FootprintStore, v2: Callable[..., Any], word: str
) -> None:
    """An identifier longer than an index holds is found, and not taken for a similar one."""
    store.put("fict-chassis", v2(productIds=[word], productCategoryCpc="9" * 9000), convert=False)
    found = [store.search("fict-chassis", [Has("productId", (one,))], version=2)
             for one in (word, word + "y", word[:-1])]  # fmt: skip
    assert [len(one) for one in found] == [1, 0, 0]


def test_a_word_that_no_database_holds_is_in_no_record(store: FootprintStore) -> None:
    """NUL and half a character are looked for without a failure, and not found."""
    wanted = Has("productId", ("urn:x:\x00", "\ud800"))
    assert store.search("fict-chassis", [wanted]) == []


def test_the_29th_of_february_has_no_successor(publish: Publish) -> None:
    """Three years after a leap day is the last of February."""
    record = made(publish, 1, referencePeriodEnd=datetime(2024, 2, 29, tzinfo=UTC))
    assert validity(record)[1] == datetime(2027, 2, 28, tzinfo=UTC)
    last = made(publish, 1, referencePeriodEnd=datetime(9998, 1, 1, tzinfo=UTC))
    assert validity(last)[1].year == 9999


# v2


@pytest.fixture(scope="module")
def find_v2(standing_store: FootprintStore, v2: Callable[..., Any]) -> Find:
    """Publish four v2 footprints; then ask which numbers a `$filter` lets through."""
    changes: list[dict[str, Any]] = [
        {"pcf": {"geographyCountry": "JP"}},
        {"productCategoryCpc": "3342", "productIds": ["urn:gtin:o'hare", "urn:gtin:2"]},
        {"companyIds": ["urn:gln:9"], "pcf": {"referencePeriodEnd": "2025-10-01T00:00:00Z"}},
        {"updated": NOON + timedelta(days=9), "version": 1, "pcf": {"geographyCountry": "US"}},
    ]
    records = [
        v2(id=UUID(int=number, version=4), created=NOON + timedelta(days=number), **change)
        for number, change in enumerate(changes, 1)
    ]
    standing_store.put("fict-pc", *records, convert=False)

    def ask(text: str) -> list[int]:
        found = standing_store.search("fict-pc", read_filter(text), version=2)
        return [int(one.id[-12:], 16) for one in found]

    return ask


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("created ge '2026-04-03T12:00:00Z'", [2, 3, 4]),
        ("created ge '2026-04-03T12:00:00.000Z'", [2, 3, 4]),
        ("created ge '2026-04-03T21:00:00+09:00'", [2, 3, 4]),
        ("created ge '2026-04-03T12:00:00 00:00'", [2, 3, 4]),  # its plus became a space
        ("created ge 2026-04-03T12:00:00Z", [2, 3, 4]),  # as OData itself writes it
        ("created gt '2026-04-03T12:00:00Z'", [3, 4]),
        ("created lt '2026-04-03T12:00:00Z'", [1]),
        ("created le '2026-04-03T12:00:00Z'", [1, 2]),
        ("created eq '2026-04-03T12:00:00Z'", [2]),
        ("updated ge '2026-01-01T00:00:00Z'", [4]),
        ("productCategoryCpc eq '3342'", [2]),
        ("productCategoryCpc ge '4'", [1, 3, 4]),
        ("pcf/geographyCountry eq 'jp'", [1]),
        ("pcf/geographyCountry gt 'JP'", [4]),
        ("pcf/referencePeriodEnd lt '2026-01-01T00:00:00Z'", [3]),
        ("pcf/referencePeriodStart eq '2025-04-01T00:00:00Z'", [1, 2, 3, 4]),
        ("productIds/any(productId:(productId eq 'urn:gtin:2'))", [2]),
        ("productIds/any(p:p eq 'URN:GTIN:2')", [2]),
        ("productIds/any(p:(p eq 'urn:gtin:o''hare'))", [2]),
        ("companyIds/any(c:(c eq 'urn:gln:9'))", [3]),
        ("companyIds/any(c:(c eq 'urn:gln:9')) and productCategoryCpc eq '3342'", []),
        ("(created ge '2026-04-03') and ((created lt '2026-04-05'))", [2, 3]),
        ("  created   ge '2026-04-03'  ", [2, 3, 4]),
    ],
)
def test_filters_of_v2(find_v2: Find, text: str, numbers: list[int]) -> None:
    """The part of OData that PACT v2 names: comparisons, any with eq, and `and`."""
    assert find_v2(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "created ge '2026-04-03' or created lt '2026-04-03'",
        "not (created ge '2026-04-03')",
        "created ne '2026-04-03'",
        "status eq 'Active'",
        "startswith(productCategoryCpc, '3')",
        "productIds/all(p:(p eq 'urn:gtin:2'))",
        "productIds/any(p:(p eq 'urn:gtin:2') or (p eq 'urn:gtin:3'))",
        "productIds/any(p:(startswith(p, 'urn')))",
        "companyName eq 'x'",
    ],
)
def test_odata_beyond_pact_is_not_implemented(text: str) -> None:
    """What OData has and PACT does not name is refused as such: it is not ignored."""
    with pytest.raises(NotOffered):
        read_filter(text)


@pytest.mark.parametrize(
    "text",
    ["created", "created ge", "created ge 'soon'", "created ge 5", "and", "(created ge '2026-04-03'",
     "created ge '2026-04-03')", "created ge '2026-04-03' created lt '2027-01-01'", "'", "' '",
     "productIds/any(p:(p eq 'x')", "productIds/any(", "productCategoryCpc eq 3342", "{}", "#"],
)  # fmt: skip
def test_what_is_no_odata_is_said_to_be_none(text: str) -> None:
    """A filter that cannot be read is a bad request with an example of a good one."""
    with pytest.raises(GxdError) as caught:
        read_filter(text)
    assert caught.value.code == "GXD-X061"
    assert not isinstance(caught.value, NotOffered)


@settings(deadline=None, max_examples=300)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["created", "ge", "and", "(", ")", "'2026-04-01'", "productIds/any", "p", ":", "eq",
             "'", "or", "not", " ", "2026-04-01T00:00:00Z", "pcf/geographyCountry"]
        )
    ).map(" ".join)
)  # fmt: skip
def test_any_text_is_a_filter_or_is_refused(text: str) -> None:
    """Whatever stands in `$filter`, it is read or refused; nothing else happens."""
    code, found = caught(lambda: read_filter(text))
    assert code in {None, "GXD-X061", "GXD-X062"}
    assert all(isinstance(one, Compare | Has) for one in found or [])


@settings(deadline=None)
@given(st.text() | st.datetimes().map(str))
def test_any_text_is_a_moment_or_is_refused(text: str) -> None:
    """Whatever stands for a moment, it is one with a zone or it is refused."""
    code, found = caught(lambda: read_moment(text, where="validOn"))
    assert code == "GXD-X055" if found is None else found.tzinfo is UTC


def caught(read: Callable[[], Any]) -> tuple[str | None, Any]:
    """The code of the refusal, or what was read."""
    try:
        return None, read()
    except GxdError as error:
        return error.code, None


# Indexes


def plans(store: FootprintStore, ask: Callable[[], Any]) -> list[str]:
    """How the database means to answer each question that `ask` puts to it."""
    engine = store.database._engine
    postgresql = engine.dialect.name == "postgresql"
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _m: Any) -> None:
        asked.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", note)
    ask()
    sa.event.remove(engine, "before_cursor_execute", note)
    said = []
    with engine.connect() as connection:
        if postgresql:
            # Where an index can be used, it then is, however small the table.
            connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in asked:
            word = "EXPLAIN " if postgresql else "EXPLAIN QUERY PLAN "
            rows = connection.exec_driver_sql(word + statement, parameters).all()
            said += [str(row[-1]) for row in rows]
    return said


ASKED = {
    "nothing": {},
    "productId": {"productId": ["urn:gtin:4912345678904", "urn:x:1"]},
    "companyId": {"companyId": "urn:gln:4912345000009"},
    "geography": {"geography": ["JP", "US"]},
    "classification": {"classification": "urn:cpc:45291"},
    "validOn": {"validOn": "2027-01-01T00:00:00Z"},
    "validAfter": {"validAfter": "2026-01-01T00:00:00Z"},
    "validBefore": {"validBefore": "2099-01-01T00:00:00Z"},
    "status": {"status": ["Active", "Deprecated"]},
    "all together": {"productId": "urn:a:1", "status": "Active", "validOn": "2027-01-01T00:00:00Z"},
    "shared": [SharedWith("fict-pc")],
    **{
        text: read_filter(text)
        for text in (
            "created ge '2026-04-03'", "updated ge '2026-04-03'", "productCategoryCpc eq '3342'",
            "pcf/geographyCountry eq 'JP'", "pcf/referencePeriodStart ge '2026-04-03'",
            "pcf/referencePeriodEnd lt '2026-04-03'", "productIds/any(p:(p eq 'urn:gtin:2'))",
            "companyIds/any(c:(c eq 'urn:gln:9'))",
        )
    },
}  # fmt: skip


def with_everything(store: FootprintStore, publish: Publish) -> FootprintStore:
    """A store with something that each of the questions finds."""
    slug = "fict-indexed"
    store.add_company(Company(slug, "架空索引", "urn:gln:4912345000030"))
    records = [made(publish, number, geographyCountry="JP") for number in range(1, 4)]
    store.put(slug, *records)
    store.share(slug, "fict-pc", ids=[records[0].id], products="urn:gtin:1")
    return store


@pytest.fixture(scope="module")
def indexed(standing_store: FootprintStore, publish: Publish) -> FootprintStore:
    """Such a store in each kind of database."""
    return with_everything(standing_store, publish)


@pytest.fixture(scope="module")
def in_sqlite(publish: Publish) -> Iterator[FootprintStore]:
    """Such a store in SQLite, whose plans do not depend on what it knows of the tables."""
    store = FootprintStore()
    store.add_company(Company("fict-pc", "架空パソコン", "urn:gln:4912345000016"))
    yield with_everything(store, publish)
    store.close()


@pytest.mark.parametrize("few", [-1, 2000])  # -1: every condition counts as one that many meet
@pytest.mark.parametrize("name", ASKED)
def test_every_filter_is_served_by_an_index(
    indexed: FootprintStore, monkeypatch: pytest.MonkeyPatch, name: str, few: int
) -> None:
    """However a filter is answered, the database finds by an index and never reads a whole table."""
    monkeypatch.setattr(search, "FEW", few)
    filters: Any = ASKED[name]
    version = 2 if isinstance(filters, list) and name != "shared" else 3
    said = plans(
        indexed, lambda: indexed.page("fict-indexed", limit=2, version=version, filters=filters)
    )
    if indexed.database.local:
        # "SEARCH … USING INDEX" finds; "SCAN footprints" would read the whole table.
        whole = [one for one in said if one.startswith("SCAN ")]
        read = [one for one in said if one.startswith("SEARCH ")]
    else:
        whole = [one for one in said if "Seq Scan" in one]
        read = [one for one in said if "Index" in one]
    assert read
    assert not [one for one in whole if "footprint" in one]


@pytest.mark.parametrize("name", [name for name in ASKED if name != "nothing"])
def test_a_filter_that_few_meet_does_not_walk_the_list(
    in_sqlite: FootprintStore, name: str
) -> None:
    """What is asked for is found from its own side: nobody waits for all the others' records."""
    filters: Any = ASKED[name]
    version = 2 if isinstance(filters, list) and name != "shared" else 3
    said = plans(
        in_sqlite,
        lambda: in_sqlite.page("fict-indexed", limit=2, version=version, filters=filters),
    )
    walks = ("footprints_in_order (company=?)", "footprints_in_order (company=? AND version=?)")
    assert said
    assert not [one for one in said if one.startswith("SEARCH footprints") and one.endswith(walks)]
