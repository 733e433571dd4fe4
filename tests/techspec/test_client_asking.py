"""Asking a supplier by event: through one's own exchange, and back into one's own inbox."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, Credentials, ExchangeClient, LocalExchange, ProductFootprint
from gxd_teach.techspec.client.asking import footprints_in
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.partners import Partner

URN = "urn:gtin:4912345678904"


@pytest.fixture(params=["3.0", "2.3"])
def asking(
    request: pytest.FixtureRequest, exchange: LocalExchange, credentials: Credentials
) -> Iterator[ExchangeClient]:
    """The buyer's client, which can be answered at the buyer's own exchange."""
    with ExchangeClient(credentials, version=request.param, exchange=exchange) as opened:
        yield opened


def test_a_request_is_answered_with_footprints(
    exchange: LocalExchange, asking: ExchangeClient, publish: Callable[..., ProductFootprint]
) -> None:
    """What the supplier has published comes back as records of the version asked in."""
    record = publish()
    exchange.publish("fict-chassis", record)
    (found,) = asking.request([URN], timeout=60, comment="今年の分")
    assert found.id == record.id
    assert found.specVersion.startswith(str(asking.version))
    (listed,) = asking.footprints()
    assert found.raw == listed.raw


def test_one_product_may_be_a_lone_text(
    exchange: LocalExchange, asking: ExchangeClient, publish: Callable[..., ProductFootprint]
) -> None:
    """A lone URN does not fall apart into letters."""
    exchange.publish("fict-chassis", publish())
    assert len(asking.request(URN, timeout=60)) == 1


def test_a_rejection_gives_its_reason(asking: ExchangeClient) -> None:
    """When the supplier has nothing that fits, that is said with the supplier's words."""
    with pytest.raises(GxdError, match=r"NotFound|NoSuchFootprint") as caught:
        asking.request("urn:pact:null", timeout=60)
    assert caught.value.code == "GXD-X092"


def test_criteria_narrow_a_request(
    exchange: LocalExchange, asking: ExchangeClient, publish: Callable[..., ProductFootprint]
) -> None:
    """Geography and other criteria count as they do in a list."""
    exchange.publish("fict-chassis", publish(), publish(geography_country="DE"))
    (found,) = asking.request(URN, geography="DE", timeout=60)
    assert found.pcf.geographyCountry == "DE"


def test_without_an_exchange_nobody_can_answer(client: ExchangeClient) -> None:
    """The answer is an event: whoever asks has to have a server."""
    with pytest.raises(GxdError) as caught:
        client.request(URN)
    assert caught.value.code == "GXD-X094"


def test_waiting_ends_and_the_request_stands(
    exchange: LocalExchange, asking: ExchangeClient, publish: Callable[..., ProductFootprint]
) -> None:
    """With nobody delivering, time is up; delivered later, the answer still comes."""
    exchange.publish("fict-chassis", publish())
    exchange.outbox.stop()
    with pytest.raises(GxdError) as caught:
        asking.request(URN, timeout=0)
    assert caught.value.code == "GXD-X091"
    exchange.outbox.start()
    events = EventStore.of(exchange.store)
    assert events.answer_to("fict-pc", str(caught.value.where), timeout=60).state == "fulfilled"


def test_two_exchanges_ask_each_other(
    maker: Company, buyer: Company, publish: Callable[..., ProductFootprint]
) -> None:
    """The supplier elsewhere answers at the buyer's own address, with what the buyer gave it."""
    with LocalExchange([maker, buyer]) as theirs, LocalExchange([maker, buyer]) as ours:
        theirs.publish(maker.id, publish())
        given, returned = (
            Credentials(
                *there.store.add_client(asker.id, owner=owner.id),
                there.base_url(owner.id),
                str(there.ca_file),
            )
            for there, asker, owner in ((theirs, buyer, maker), (ours, maker, buyer))
        )
        EventStore.of(ours.store).partners.put(buyer.id, Partner.of(maker.id, given))
        EventStore.of(theirs.store).partners.put(maker.id, Partner.of(buyer.id, returned))
        with ExchangeClient(given, exchange=ours) as client:
            (found,) = client.request(URN, timeout=60)
        assert found.companyName == maker.name


def test_a_supplier_that_cannot_answer_says_so(
    maker: Company, buyer: Company, publish: Callable[..., ProductFootprint]
) -> None:
    """A supplier that knows no address of the buyer's refuses at once, with the reason."""
    with LocalExchange([maker, buyer]) as theirs, LocalExchange([maker, buyer]) as ours:
        secret = theirs.store.add_client(buyer.id, owner=maker.id)
        given = Credentials(*secret, theirs.base_url(maker.id), str(theirs.ca_file))
        EventStore.of(ours.store).partners.put(buyer.id, Partner.of(maker.id, given))
        with (
            ExchangeClient(given, exchange=ours) as client,
            pytest.raises(GxdError, match="source") as caught,
        ):
            client.request(URN, timeout=60)
        assert caught.value.code == "GXD-X093"


def test_credentials_of_a_stranger(exchange: LocalExchange) -> None:
    """Whom one's own exchange does not know, it cannot ask."""
    stranger = Credentials("c9", "s", "https://127.0.0.1:1/x", str(exchange.ca_file))
    with (
        ExchangeClient(stranger, exchange=exchange) as client,
        pytest.raises(GxdError) as caught,
    ):
        client.request(URN)
    assert caught.value.code == "GXD-X082"


def test_a_request_that_was_never_sent(exchange: LocalExchange) -> None:
    """Waiting for an answer to nothing is an error, not a wait."""
    with pytest.raises(GxdError) as caught:
        EventStore.of(exchange.store).answer_to("fict-pc", "e1", timeout=60)
    assert caught.value.code == "GXD-X083"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text(max_size=4), _json, max_size=3), max_size=4),
    st.dictionaries(st.text(max_size=4), _json, max_size=2),
    st.sampled_from([None, 1]),
)
def test_each_footprint_keeps_its_bytes(
    footprints: list[dict[str, Any]], others: dict[str, Any], indent: int | None
) -> None:
    """However an event is written, its footprints are cut out whole, byte for byte."""
    data = json.dumps({**others, "pfs": footprints, "requestEventId": "e"}, indent=indent)
    bodies = footprints_in(data.encode())
    assert [json.loads(body) for body in bodies] == footprints
    assert all(body in data.encode() for body in bodies)
