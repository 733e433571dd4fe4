"""Who sees what: a partner sees what the owner shares with it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, FootprintStore, ProductFootprint

Many = Callable[..., list[ProductFootprint]]


def seen(store: FootprintStore, viewer: str | None, version: int = 3) -> list[int]:
    """The numbers of the maker's footprints that a company sees."""
    found = store.search("fict-chassis", viewer=viewer, version=version)
    return [int(one.id[-12:], 16) for one in found]


@pytest.fixture
def shop(store: FootprintStore, many: Many) -> FootprintStore:
    """The maker has published four footprints: 1 and 2 of one product, 3 and 4 of two others."""
    records = [
        record.model_copy(update={"productIds": (f"urn:gtin:{max(2, number)}", f"urn:x:{number}")})
        for number, record in enumerate(many(4), 1)
    ]
    store.put("fict-chassis", *records)
    store.add_company(Company("fict-other", "架空他社", "urn:gln:4912345000023"))
    return store


def test_a_partner_reads_everything_until_the_owner_chooses(shop: FootprintStore) -> None:
    """Nothing said, a partner sees all; one choice for it, and it sees only that."""
    assert seen(shop, "fict-pc") == [1, 2, 3, 4]
    shop.share("fict-chassis", "fict-pc", products="URN:GTIN:3")
    assert seen(shop, "fict-pc") == [3]
    assert seen(shop, "fict-other") == [1, 2, 3, 4]
    assert seen(shop, "fict-chassis") == seen(shop, None) == [1, 2, 3, 4]


def test_what_is_shared_adds_up(shop: FootprintStore) -> None:
    """Footprints and products chosen one after another are seen together, under both versions."""
    shop.share("fict-chassis", "fict-pc", ids=[UUID(int=4, version=4)])
    shop.share("fict-chassis", "fict-pc", products=["urn:gtin:2", "urn:x:9"])
    shop.share("fict-chassis", "fict-pc", ids=str(UUID(int=4, version=4)).upper())  # again
    for version in (2, 3):
        assert seen(shop, "fict-pc", version) == [1, 2, 4]


def test_a_product_shared_is_shared_for_the_future(shop: FootprintStore, many: Many) -> None:
    """A new footprint of a product that is shared is seen without sharing it again."""
    shop.share("fict-chassis", "fict-pc", products="urn:gtin:4")
    (later,) = many(1, first=9)
    shop.put("fict-chassis", later.model_copy(update={"productIds": ("urn:gtin:4",)}))
    assert seen(shop, "fict-pc") == [4, 9]


def test_an_owner_may_restrict_everybody(shop: FootprintStore) -> None:
    """Restricted, who was given nothing sees nothing; who was given all still sees all."""
    shop.share("fict-chassis", "fict-other", all=True)
    shop.restrict("fict-chassis")
    assert seen(shop, "fict-pc") == []
    assert seen(shop, "fict-other") == [1, 2, 3, 4]


def test_what_was_shared_can_be_taken_back(shop: FootprintStore) -> None:
    """Taken back, nothing is seen; shared again, it is."""
    shop.share("fict-chassis", "fict-pc", products="urn:gtin:3")
    shop.unshare("fict-chassis", "fict-pc")
    assert seen(shop, "fict-pc") == []
    shop.share("fict-chassis", "fict-pc", all=True)
    assert seen(shop, "fict-pc") == [1, 2, 3, 4]


def test_a_choice_narrows_every_way_of_asking(shop: FootprintStore) -> None:
    """What is not shared is found by no filter, and is not said to be there."""
    shop.share("fict-chassis", "fict-pc", products="urn:gtin:3")
    assert shop.search("fict-chassis", {"productId": "urn:gtin:4"}, viewer="fict-pc") == []
    assert shop.may_see("fict-chassis", "fict-pc", UUID(int=3, version=4))
    assert not shop.may_see("fict-chassis", "fict-pc", UUID(int=4, version=4))


@pytest.mark.parametrize("how", [{}, {"ids": []}, {"all": True, "products": "urn:gtin:3"}])
def test_one_says_what_is_shared(shop: FootprintStore, how: dict[str, object]) -> None:
    """Neither nothing, nor everything and a choice."""
    with pytest.raises(GxdError) as caught:
        shop.share("fict-chassis", "fict-pc", **how)  # type: ignore[arg-type]
    assert caught.value.code == "GXD-X057"


def test_only_companies_that_are_there_share(shop: FootprintStore) -> None:
    """A mistyped partner is named: nothing is shared with nobody."""
    with pytest.raises(GxdError) as caught:
        shop.share("fict-chassis", "fict-pcc", all=True)
    assert caught.value.code == "GXD-X002"


def test_a_revoked_client_is_nobody(store: FootprintStore) -> None:
    """A client's access can be taken back for good; another's stays."""
    one, secret = store.add_client("fict-pc", owner="fict-chassis")
    other, other_secret = store.add_client("fict-pc", owner="fict-chassis")
    store.revoke(one)
    store.revoke(one)
    assert store.authenticate(one, secret) is None
    assert store.client(one) is None
    assert store.authenticate(other, other_secret) is not None
    with pytest.raises(GxdError) as caught:
        store.revoke("nobody")
    assert caught.value.code == "GXD-X058"
