"""The sentences of the exchange's page: who did what, with whom, in Japanese and English."""

from __future__ import annotations

import secrets
import string
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.seminar.live.words import TAGS, arrow, masked, note, sentence, way
from gxd_teach.techspec.server.tokens import Tokens
from gxd_teach.techspec.store.activity import KINDS, Activity

NOW = datetime(2026, 4, 1, tzinfo=UTC)
MAKER, BUYER = "fict-chassis", "fict-pc"


def line(kind: str, company: str, partner: str | None = None, **more: Any) -> Activity:
    return Activity(1, NOW, kind, company, partner, **more)


def ja(one: Activity, product: str | None = None) -> str:
    return sentence(one, str.upper, lambda company, id_: product).ja


def en(one: Activity, product: str | None = None) -> str:
    return sentence(one, str.upper, lambda company, id_: product).en


def test_a_request_is_told_in_plain_words() -> None:
    """The one that asks stands first, then the one whose footprint is wanted."""
    asked = line("requested", BUYER, MAKER, product="urn:gtin:1")
    assert ja(asked) == "FICT-PC が FICT-CHASSIS のフットプリントを依頼しました"
    assert en(asked) == "FICT-PC asked FICT-CHASSIS for a footprint"
    assert note(asked) == "urn:gtin:1"


@pytest.mark.parametrize("kind", ["listed", "read"])
def test_who_reads_stands_first(kind: str) -> None:
    """The log notes a reading with its owner; the sentence begins with the reader."""
    assert ja(line(kind, MAKER, BUYER)).startswith("FICT-PC が FICT-CHASSIS の")
    assert en(line(kind, MAKER, BUYER)).startswith("FICT-PC read ")


def test_the_product_is_named_where_it_is_known() -> None:
    """A footprint that was published or read is named by its product."""
    assert "「アルミ筐体」" in ja(line("published", MAKER, product="アルミ筐体"))
    assert "「アルミ筐体」" in ja(line("read", MAKER, BUYER, footprint_id="1"), "アルミ筐体")
    assert "「" not in ja(line("read", MAKER, BUYER, footprint_id="1"), None)


def test_a_publication_of_many_is_one_sentence() -> None:
    """The log says "+ 950" for what it does not list one by one."""
    assert ja(line("published", MAKER, detail="+ 950")) == (
        "FICT-CHASSIS がさらに 950 件のフットプリントを公開しました"
    )


@pytest.mark.parametrize(
    ("detail", "said"),
    [("request", "依頼"), ("fulfilled", "回答"), ("rejected", "辞退"), ("published: 3", "3 件")],
)
def test_what_came_in_is_told_by_what_it_was(detail: str, said: str) -> None:
    """Requests, answers, refusals and notices are four different sentences."""
    told = ja(line("received", BUYER, MAKER, detail=detail))
    assert said in told
    assert "FICT-CHASSIS から" in told
    assert told.endswith("届きました")


def test_what_was_given_up_will_not_be_tried_again() -> None:
    """An event that could not be delivered yet is another matter than one given up."""
    assert "もう一度" in ja(line("delivery_failed", BUYER, MAKER, detail="no answer"))
    given_up = line("delivery_failed", BUYER, MAKER, detail="given up: no answer")
    assert "もう一度" not in ja(given_up)
    assert note(given_up) == "no answer"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence_and_a_word(kind: str) -> None:
    """Both companies are named, in Japanese without English words and the other way round."""
    told = line(kind, MAKER, BUYER)
    assert TAGS[kind].ja
    assert TAGS[kind].en
    assert ja(told).endswith(("した", "あとでもう一度送ります", "(Deprecated)"))
    assert en(told).isascii() or "’" in en(told)
    if kind not in ("published", "deprecated"):
        for one in (ja(told), en(told)):
            assert MAKER.upper() in one
            assert BUYER.upper() in one


@pytest.mark.parametrize(
    ("told", "went", "belongs_to"),
    [
        (line("listed", MAKER, BUYER), (BUYER, MAKER), (BUYER, MAKER)),
        (line("read", MAKER, BUYER), (BUYER, MAKER), (BUYER, MAKER)),
        (line("requested", BUYER, MAKER), (BUYER, MAKER), (BUYER, MAKER)),
        (line("received", MAKER, BUYER, detail="request"), (BUYER, MAKER), (BUYER, MAKER)),
        (line("fulfilled", MAKER, BUYER), (MAKER, BUYER), (BUYER, MAKER)),
        (line("rejected", MAKER, BUYER), (MAKER, BUYER), (BUYER, MAKER)),
        (line("received", BUYER, MAKER, detail="fulfilled"), (MAKER, BUYER), (BUYER, MAKER)),
        (line("received", BUYER, MAKER, detail="rejected"), (MAKER, BUYER), (BUYER, MAKER)),
        (line("notified", MAKER, BUYER), (MAKER, BUYER), (BUYER, MAKER)),
        (line("received", BUYER, MAKER, detail="published: 1"), (MAKER, BUYER), (BUYER, MAKER)),
        (line("published", MAKER), None, None),
        (line("listed", MAKER, MAKER), None, None),
    ],
)
def test_arrows_lead_from_who_asks_to_who_offers(
    told: Activity, went: tuple[str, str] | None, belongs_to: tuple[str, str] | None
) -> None:
    """An answer goes the other way along the arrow of its request."""
    assert way(told) == went
    assert arrow(told) == belongs_to


TEXTS = st.none() | st.text(max_size=60)


@given(st.sampled_from(KINDS), st.text(max_size=20), TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_stands_in_the_log_can_be_told(
    kind: str, company: str, partner: str | None, id_: str | None, product: str | None,
    detail: str | None,
) -> None:  # fmt: skip
    """No text of a partner's makes a line that cannot be shown."""
    told = Activity(1, NOW, kind, company, partner, id_, product, detail)
    assert sentence(told, str).ja
    assert (way(told) is None) == (arrow(told) is None)
    assert note(told) != ""


AROUND = st.text(string.ascii_letters + " :,;/認証", max_size=20)


@given(before=AROUND, after=st.sampled_from(["", " ", ", ", "。", "\n"]))
def test_no_token_and_no_secret_is_shown(before: str, after: str) -> None:
    """What this exchange hands out is blotted out wherever a partner's text repeats it."""
    token = Tokens().issue("a-client", owner=MAKER)
    for hidden in (token, secrets.token_urlsafe(32)):
        assert hidden not in masked(before + hidden + after)
        assert hidden[10:30] not in masked(before + hidden + after)


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Basic Y2xpZW50OmhpZGRlbg==",
        "Bearer hidden.hidden",
        '{"client_secret": "hidden"}',
        "client_secret=hidden&grant_type=client_credentials",
        "https://me:hidden@pc.example/2/events",
        "password = hidden",
    ],
)
def test_other_servers_secrets_are_not_shown_either(text: str) -> None:
    """A header, a form, an address with a password: the value goes, the rest stays."""
    assert "hidden" not in masked(text)
    assert "Y2xp" not in masked(text)
    assert note(line("refused", MAKER, BUYER, detail=text)) == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "f81d4fae-7dec-41d0-8765-00a0c91e6bf6",
        "urn:pact:chassis.fict.example:product-id:chassis",
        "[GXD-X020] https://pc.example/3/events: 接続できません",
        "the source is not the address registered for you here",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """Ids, product URNs and reasons are what a class wants to read."""
    assert masked(text) == text
