"""Access tokens and page links: short-lived words of a server that only it can have written.

OAuth 2.0 client credentials (RFC 6749, section 4.4) as PACT asks for it: the access token is
a signed JWT (RFC 7519, HS256) that names the client and the one company whose data it opens,
and expires. The cursor in a page link is signed by the same key, so that nobody makes one up.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt

from gxd_teach.errors import GxdError

__all__ = ["Claims", "ExpiredTokenError", "InvalidTokenError", "Tokens"]

_ALGORITHM = "HS256"


class InvalidTokenError(GxdError):
    """The token or cursor was not written by this server, or is not whole (GXD-X004)."""

    def __init__(self) -> None:
        super().__init__(
            "GXD-X004",
            "トークンを確かめられません。auth/token で取り直してください",
            "the token is not valid here: fetch a new one from auth/token",
        )


class ExpiredTokenError(GxdError):
    """The token was good and has run out (GXD-X005)."""

    def __init__(self) -> None:
        super().__init__(
            "GXD-X005",
            "トークンの期限が切れました。auth/token で取り直してください",
            "the token has expired: fetch a new one from auth/token",
        )


@dataclass(frozen=True)
class Claims:
    """What a good token says: which client asks, whose data it may read, until when."""

    client_id: str
    owner: str
    expires: float


class Tokens:
    """Issues and verifies the tokens of one server.

    `key` (32 bytes or more) is random unless given: tokens then end with the server.
    `clock` gives seconds since 1970, `lifetime_seconds` how long a token lives.

    >>> tokens = Tokens()
    >>> tokens.verify(tokens.issue("a-client", owner="fict-chassis")).owner
    'fict-chassis'
    """

    def __init__(
        self,
        key: bytes | None = None,
        *,
        lifetime_seconds: int = 3600,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._key = key if key is not None else secrets.token_bytes(32)
        if len(self._key) < 32:
            raise ValueError("a key for HS256 has at least 32 bytes (RFC 7518, section 3.2)")
        self.lifetime_seconds = lifetime_seconds
        self.clock = clock

    def issue(self, client_id: str, *, owner: str) -> str:
        """An access token for one client and one company's data."""
        expires = int(self.clock()) + self.lifetime_seconds
        return self._sign("access", {"sub": client_id, "owner": owner, "exp": expires})

    def verify(self, token: str) -> Claims:
        """The claims of a token; `InvalidTokenError` or, if it was good, `ExpiredTokenError`.

        >>> try:
        ...     Tokens().verify("rubbish")
        ... except InvalidTokenError as error:
        ...     print(error.code)
        GXD-X004
        """
        said = self._open("access", token, ("sub", "owner", "exp"))
        if said["exp"] <= self.clock():
            raise ExpiredTokenError
        return Claims(said["sub"], said["owner"], said["exp"])

    def cursor(self, owner: str, after: tuple[int, str]) -> str:
        """The place in a company's list after which the next page begins, as an opaque word."""
        return self._sign("page", {"owner": owner, "after": list(after)})

    def read_cursor(self, owner: str, cursor: str) -> tuple[int, str]:
        """The place a cursor names; `InvalidTokenError` for another company's or a made-up one."""
        said = self._open("page", cursor, ("owner", "after"))
        if said["owner"] != owner:
            raise InvalidTokenError
        created, id_ = said["after"]
        return created, id_

    def _sign(self, purpose: str, said: dict[str, Any]) -> str:
        return jwt.encode(said | {"aud": purpose}, self._key, algorithm=_ALGORITHM)

    def _open(self, purpose: str, token: str, needed: tuple[str, ...]) -> dict[str, Any]:
        # The expiry is compared by our own clock, after the signature: a forged token must
        # never be told that it has merely expired.
        options: Any = {"require": list(needed), "verify_exp": False}
        try:
            return dict(
                jwt.decode(
                    token, self._key, algorithms=[_ALGORITHM], audience=purpose, options=options
                )
            )
        except jwt.InvalidTokenError:
            raise InvalidTokenError from None
