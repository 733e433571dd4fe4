"""Tokens and page links that only their server can have written."""

from __future__ import annotations

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gxd_teach.techspec.server.tokens import ExpiredTokenError, InvalidTokenError, Tokens


def test_a_good_token_says_who_asks_and_for_what() -> None:
    """A token names the client and the one company whose data it opens."""
    tokens = Tokens(lifetime_seconds=60, clock=lambda: 1000.0)
    claims = tokens.verify(tokens.issue("a-client", owner="fict-chassis"))
    assert (claims.client_id, claims.owner, claims.expires) == ("a-client", "fict-chassis", 1060)


def test_a_token_runs_out() -> None:
    """After its lifetime a good token is expired, and is told apart from a bad one."""
    tokens = Tokens(lifetime_seconds=60, clock=lambda: 1000.0)
    token = tokens.issue("a-client", owner="fict-chassis")
    tokens.clock = lambda: 1059.0
    tokens.verify(token)
    tokens.clock = lambda: 1060.0
    with pytest.raises(ExpiredTokenError):
        tokens.verify(token)


def test_a_forged_token_is_not_merely_expired() -> None:
    """An expired token signed by someone else is invalid, first and foremost."""
    forged = Tokens(clock=lambda: 0.0).issue("a-client", owner="fict-chassis")
    with pytest.raises(InvalidTokenError):
        Tokens().verify(forged)


def test_an_unsigned_token_is_invalid() -> None:
    """A token that declares to need no signature is refused."""
    said = {"sub": "a", "owner": "fict-chassis", "exp": 9e9, "aud": "access"}
    with pytest.raises(InvalidTokenError):
        Tokens().verify(jwt.encode(said, None, algorithm="none"))


def test_a_page_link_is_no_access_token() -> None:
    """What is signed for one purpose does not serve another."""
    tokens = Tokens()
    cursor = tokens.cursor("fict-chassis", (1, "id"))
    assert tokens.read_cursor("fict-chassis", cursor) == (1, "id")
    with pytest.raises(InvalidTokenError):
        tokens.verify(cursor)
    with pytest.raises(InvalidTokenError):
        tokens.read_cursor("fict-chassis", tokens.issue("a", owner="fict-chassis"))


def test_a_page_link_belongs_to_one_company() -> None:
    """A link into one company's list does not lead into another's."""
    tokens = Tokens()
    with pytest.raises(InvalidTokenError):
        tokens.read_cursor("fict-pc", tokens.cursor("fict-chassis", (1, "id")))


def test_a_short_key_is_refused() -> None:
    """HS256 asks for a key as long as its hash."""
    with pytest.raises(ValueError, match="32 bytes"):
        Tokens(b"short")


@settings(deadline=None)
@given(rubbish=st.text() | st.from_regex(r"[\w-]+\.[\w-]+\.[\w-]*", fullmatch=True))
def test_rubbish_is_invalid(rubbish: str) -> None:
    """Whatever stands in the place of a token, it is refused as invalid."""
    with pytest.raises(InvalidTokenError):
        Tokens().verify(rubbish)
