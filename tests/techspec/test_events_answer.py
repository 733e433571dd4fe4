"""What a request is answered by: what fits, what the asker may see, and in its own version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.techspec import Company, FootprintStore, Product, ProductFootprint
from gxd_teach.techspec.client.asking import footprints_in
from gxd_teach.techspec.server import events_answer
from gxd_teach.techspec.server.events_answer import Answer, answer, fits

CHASSIS = Product("アルミ筐体", "", "urn:gtin:4912345678904", "urn:cpc:45291")
LID = Product("ふた", "", ["urn:gtin:4912345678911", "urn:pact:fict.example:product-id:LID"])


@pytest.fixture
def store(maker: Company, buyer: Company) -> Iterator[FootprintStore]:
    opened = FootprintStore()
    opened.add_company(maker)
    opened.add_company(buyer)
    yield opened
    opened.close()


@pytest.fixture
def ask(store: FootprintStore) -> Callable[..., Answer]:
    """The answer the maker gives the buyer."""

    def send(wanted: dict[str, Any], version: int = 3) -> Answer:
        return answer(
            store,
            company="fict-chassis",
            partner="fict-pc",
            version=version,
            request_event_id="e1",
            wanted=json.dumps(wanted).encode(),
        )

    return send


@pytest.fixture
def records(
    store: FootprintStore, publish: Callable[..., ProductFootprint]
) -> tuple[ProductFootprint, ProductFootprint]:
    """A chassis from Japan and a lid from Germany, valid until April 2029 and 2028."""
    chassis = publish(product=CHASSIS)
    lid = publish(
        product=LID,
        geography_country="DE",
        reference_period_start="2024-04-01",
        reference_period_end="2025-04-01",
    )
    store.put("fict-chassis", chassis, lid)
    return chassis, lid


def ids(found: Answer) -> set[str]:
    """The footprints in an answer, by the first URN of their product."""
    return {json.loads(body)["productIds"][0] for body in footprints_in(found.data)}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {0, 1}),
        ({"productId": []}, {0, 1}),
        ({"productId": ["urn:gtin:4912345678904"]}, {0}),
        ({"productId": ["URN:PACT:fict.example:product-id:lid"]}, {1}),
        ({"productId": ["urn:gtin:4912345678904", "urn:gtin:4912345678911"]}, {0, 1}),
        ({"geography": ["de"]}, {1}),
        ({"geography": ["DE"], "classification": ["urn:cpc:45291"]}, set()),
        ({"companyId": ["urn:gln:4912345000009"], "status": ["Active"]}, {0, 1}),
        ({"status": ["Deprecated"]}, set()),
        ({"validOn": "2025-06-01T00:00:00Z"}, {1}),
        ({"validOn": "2026-04-01T09:00:00+09:00"}, {0, 1}),
        ({"validAfter": "2026-01-01T00:00:00Z"}, {0}),
        ({"validBefore": "2029-01-01T00:00:00Z"}, {1}),
        ({"productId": ["urn:pact:null"]}, set()),
    ],
)
def test_a_request_of_v3_is_a_filter(
    ask: Callable[..., Answer],
    records: tuple[ProductFootprint, ProductFootprint],
    wanted: dict[str, Any],
    expected: set[int],
) -> None:
    """Values of one criterion are alternatives, criteria hold together, capitals do not count."""
    found = ask(wanted)
    assert found.kind == ("fulfilled" if expected else "rejected")
    assert ids(found) == {records[number].productIds[0] for number in expected}


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ({}, {0, 1}),
        ({"productIds": ["urn:gtin:4912345678904"]}, {0}),
        ({"productIds": ["urn:pact:fict.example:product-id:LID", "urn:pact:null"]}, {1}),
        ({"productIds": ["urn:pact:null"]}, set()),
        ({"companyIds": ["urn:gln:4912345000009"], "pcf": {"geographyCountry": "DE"}}, {1}),
        ({"productCategoryCpc": "45291"}, {0}),
        ({"pcf": {"geographyCountry": "FR"}}, set()),
        ({"pcf": {"noSuchProperty": "1"}}, set()),
        ({"pcf": "JP"}, set()),
        ({"pcf": {"exemptedEmissionsPercent": 0.0}}, {0, 1}),
    ],
)
def test_a_request_of_v2_is_a_fragment(
    ask: Callable[..., Answer],
    records: tuple[ProductFootprint, ProductFootprint],
    fragment: dict[str, Any],
    expected: set[int],
) -> None:
    """What the fragment states has to be so; of a list one common value is enough."""
    found = ask({"pf": fragment}, 2)
    assert ids(found) == {records[number].productIds[0] for number in expected}


def test_an_answer_holds_the_stored_bytes(
    ask: Callable[..., Answer],
    store: FootprintStore,
    records: tuple[ProductFootprint, ProductFootprint],
) -> None:
    """What is sent by event is, byte for byte, what a list would give in that version."""
    for version in (2, 3):
        wanted = {"pf": {}} if version == 2 else {}
        bodies = [one.body for one in store.all("fict-chassis", version=version)]
        assert footprints_in(ask(wanted, version).data) == bodies


def test_only_what_is_shared_is_answered(
    ask: Callable[..., Answer],
    store: FootprintStore,
    records: tuple[ProductFootprint, ProductFootprint],
) -> None:
    """Asking by event opens nothing that reading the list would not."""
    store.share("fict-chassis", "fict-pc", products=records[1].productIds[0])
    assert ids(ask({})) == {records[1].productIds[0]}
    assert ask({"productId": [records[0].productIds[0]]}).kind == "rejected"
    assert ids(ask({"pf": {}}, 2)) == {records[1].productIds[0]}


@pytest.mark.parametrize(("version", "code"), [(2, "NoSuchFootprint"), (3, "NotFound")])
def test_a_rejection_says_why_in_its_versions_words(
    ask: Callable[..., Answer], version: int, code: str
) -> None:
    """Nothing there is NoSuchFootprint in v2 and NotFound in v3, with a sentence."""
    said = json.loads(ask({"pf": {}}, version).data)
    assert said["requestEventId"] == "e1"
    assert said["error"]["code"] == code
    assert said["error"]["message"]


def test_more_than_one_answer_holds_is_rejected(
    ask: Callable[..., Answer],
    store: FootprintStore,
    many: Callable[..., list[ProductFootprint]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One request has one answer: it is not cut short unsaid, and not without end."""
    monkeypatch.setattr(events_answer, "MOST_FOOTPRINTS", 3)
    store.put("fict-chassis", *many(3))
    assert len(footprints_in(ask({}).data)) == 3
    store.put("fict-chassis", *many(1, first=9))
    assert json.loads(ask({}).data)["error"]["code"] == "BadRequest"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(_json)
def test_everything_has_what_it_states(value: Any) -> None:
    """A footprint fits the fragment that is itself."""
    assert fits(value, value)


@given(_json, _json)
def test_whether_something_fits_is_always_known(footprint: Any, fragment: Any) -> None:
    """Whatever a fragment holds, the comparison ends with yes or no."""
    assert fits(footprint, fragment) in (True, False)
