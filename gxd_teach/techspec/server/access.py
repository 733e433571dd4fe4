"""Who is asking, and what it may see: from a bearer token to a client and its view.

OAuth 2.0 bearer tokens (RFC 6750), refused as PACT does it (PACT Technical Specifications
v3.0.3, WBCSD, error responses): rubbish is BadRequest (401), what was good and has run out is
TokenExpired (401), a token for another company's data AccessDenied (403). A revoked client's
token is refused at once, for the client is looked up anew whenever its owner's data change.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from gxd_teach.techspec.server.refusals import PactError
from gxd_teach.techspec.server.tokens import (
    Claims,
    ExpiredTokenError,
    InvalidTokenError,
    Tokens,
)
from gxd_teach.techspec.store.footprints import Client, FootprintStore

__all__ = ["Access", "View"]

_MOST_TOKENS = 4096


@dataclass(frozen=True)
class View:
    """A client, and as whom it sees the owner's list; `changes` is the state it holds for."""

    client: Client
    viewer: str | None  # None: it sees everything
    changes: int


@dataclass
class _Owner:
    changes: int
    views: dict[str, View | None] = field(default_factory=dict)


class Access:
    """Answers who may see what, remembering what cannot have changed."""

    def __init__(self, store: FootprintStore, tokens: Tokens) -> None:
        self._store, self._tokens = store, tokens
        self._claims: dict[str, Claims] = {}
        self._owners: dict[str, _Owner] = {}
        self._looking: dict[str, asyncio.Task[int | None]] = {}
        self._next: dict[str, asyncio.Task[int | None]] = {}

    async def changes(self, company: str) -> int | None:
        """How often a company's data changed; None when there is no such company."""
        if self._store.changes_at_once:
            return self._store.changes(company)
        # Over a network one look serves all who came before it began; who comes while it is
        # under way may know of a later change, and shares the look after it with the others.
        if company not in self._next:
            self._next[company] = asyncio.create_task(self._look_after(company))
        return await asyncio.shield(self._next[company])

    async def _look_after(self, company: str) -> int | None:
        before = self._looking.get(company)
        if before is not None:
            await asyncio.wait([before])
        # From here on, whoever comes is too late for this look.
        self._looking[company] = self._next.pop(company)
        try:
            return await asyncio.to_thread(self._store.changes, company)
        finally:
            del self._looking[company]

    async def view(self, authorization: str, company: str, changes: int) -> View:
        """What the bearer of a token sees of a company; `PactError` when nothing."""
        claims = self._verified(authorization)
        if claims.owner != company:
            raise PactError(403, "AccessDenied", f"this token does not open data of '{company}'")
        owner = self._owners.get(company)
        if owner is None or owner.changes != changes:
            owner = self._owners[company] = _Owner(changes)
        if claims.client_id not in owner.views:
            found = await asyncio.to_thread(self._look_up, claims.client_id, changes)
            owner.views[claims.client_id] = found
        view = owner.views[claims.client_id]
        if view is None or view.client.owner != company:
            raise PactError(401, "BadRequest", "this client's access was taken back")
        return view

    def _look_up(self, client_id: str, changes: int) -> View | None:
        client = self._store.client(client_id)
        if client is None:
            return None
        viewer = None if self._store.sees_all(client) else client.company
        return View(client, viewer, changes)

    def _verified(self, authorization: str) -> Claims:
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise PactError(401, "BadRequest", "an access token is needed: Authorization: Bearer")
        claims = self._claims.get(token)
        try:
            if claims is None or claims.expires <= self._tokens.clock():
                claims = self._tokens.verify(token)
        except ExpiredTokenError as error:
            self._claims.pop(token, None)
            raise PactError(401, "TokenExpired", error.en) from None
        except InvalidTokenError as error:
            raise PactError(401, "BadRequest", error.en) from None
        if len(self._claims) >= _MOST_TOKENS:
            self._claims.clear()
        self._claims[token] = claims
        return claims
