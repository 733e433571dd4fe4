"""The server of an exchange: many companies' footprints, each under its own address.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD,
https://github.com/wbcsd/data-exchange-protocol), HTTP REST API under `/2` and `/3`:
authentication by OAuth 2.0 client credentials (RFC 6749), OpenID discovery, ListFootprints
with opaque page links (RFC 8288), GetFootprint, Events, and errors as `{code, message}`. A
company's base URL is `/{company}`; what one company's token opens is that company's data and
nothing else. A bare ASGI application: between a stored byte and the wire stands no framework.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Literal, NamedTuple, Protocol

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gxd_teach.techspec.server.access import Access, View
from gxd_teach.techspec.server.answers import Ready, json_answer
from gxd_teach.techspec.server.asked import Asked, ClientGone, read_body
from gxd_teach.techspec.server.limits import Limits, Rates
from gxd_teach.techspec.server.pages import Page, Pages
from gxd_teach.techspec.server.reading import read_list, read_one
from gxd_teach.techspec.server.refusals import PactError, not_implemented, refusal
from gxd_teach.techspec.server.routes import Route, find_route
from gxd_teach.techspec.server.token_endpoint import issue_token
from gxd_teach.techspec.server.tokens import Tokens
from gxd_teach.techspec.store.footprints import Client, FootprintStore

__all__ = ["EventTaker", "ExchangeApp", "create_app"]

_log = logging.getLogger(__name__)
_COMPANY = re.compile(r"[a-z0-9-]{1,64}")
_HTML = "text/html; charset=utf-8"

Notice = Callable[[str, str, str, str | None], None]


class Request(NamedTuple):
    """What a handler is given: the request, and what its address was found to mean."""

    asked: Asked
    receive: Receive
    company: str
    route: Route
    changes: int


class EventTaker(Protocol):
    """What takes the events that arrive; `PactError` refuses one."""

    def take(
        self, *, company: str, version: Literal[2, 3], client: Client, content_type: str,
        body: bytes,
    ) -> None:  # fmt: skip
        """Take one event for good before it returns."""


def create_app(
    store: FootprintStore,
    tokens: Tokens,
    *,
    limits: Limits | None = None,
    public_url: str | None = None,
    trust_forwarded: bool = False,
    events: EventTaker | None = None,
    notice: Notice | None = None,
) -> ExchangeApp:
    """The exchange as an ASGI application over a store.

    `public_url` is its address as clients see it, where a proxy hides that; otherwise links
    are made from the request's own Host. Whatever comes by plain http is refused, unless
    `trust_forwarded` says to believe a proxy's X-Forwarded-Proto. `notice` is told of each
    reading: (listed or read, owner, partner, id of the footprint).
    """
    return ExchangeApp(
        store, tokens, limits or Limits(), public_url, trust_forwarded, events, notice
    )


class ExchangeApp:
    """The application; made by `create_app`."""

    def __init__(
        self,
        store: FootprintStore,
        tokens: Tokens,
        limits: Limits,
        public_url: str | None,
        trust_forwarded: bool,
        events: EventTaker | None,
        notice: Notice | None,
    ) -> None:
        self.store, self.tokens, self.limits, self.events = store, tokens, limits, events
        self._public_url = public_url.rstrip("/") if public_url else None
        self._trust_forwarded = trust_forwarded
        self._notice = notice
        self._access = Access(store, tokens)
        self._pages = Pages(limits.cache_bytes)
        self._rates = Rates(limits.requests_per_second, limits.burst)
        self._described: bytes | None = None
        self._handlers: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "list_footprints": self._list_footprints,
            "get_footprint": self._get_footprint,
            "take_event": self._take_event,
            "authenticate": self._authenticate,
            "discover": self._discover,
            "explain": self._explain,
            "describe": self._describe,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; every failure has PACT's shape."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        asked = Asked(scope)
        try:
            answer = await self._answer(asked, receive)
        except PactError as error:
            answer = refusal(error.status, error.code, error.message, error.headers)
        except ClientGone:
            return
        except Exception as error:
            _log.error("%s %s failed", asked.method, asked.path, exc_info=error)
            answer = refusal(500, "InternalError", "something went wrong here; it has been logged")
        await answer(scope, receive, send)

    async def _answer(self, asked: Asked, receive: Receive) -> Response:
        if asked.scheme(trust_forwarded=self._trust_forwarded) != "https":
            raise PactError(400, "BadRequest", "use https")
        route = find_route(asked.path)
        if route is None:
            raise PactError(404, "NotFound", "there is nothing at this address")
        changes = await self._must_exist(route.company) if route.company is not None else 0
        if asked.method != route.method and (asked.method, route.method) != ("HEAD", "GET"):
            allowed = "GET, HEAD" if route.method == "GET" else route.method
            said = f"{asked.method[:20]} is not allowed here"
            raise PactError(405, "BadRequest", said, {"Allow": allowed})
        request = Request(asked, receive, route.company or "{company}", route, changes)
        return await self._handlers[route.name](request)

    async def _must_exist(self, company: str) -> int:
        """The company's count of changes; NotFound when there is no such company."""
        changes = await self._access.changes(company) if _COMPANY.fullmatch(company) else None
        if changes is None:
            raise PactError(404, "NotFound", f"there is no company '{company[:64]}' here")
        return changes

    def _base_url(self, request: Request) -> str:
        return f"{self._public_url or request.asked.base()}/{request.company}"

    def _not_too_often(self, who: str) -> None:
        wait = self._rates.wait_seconds(who, now=time.monotonic())
        if wait:
            said = f"too many requests: ask again in {wait} s"
            raise PactError(429, "BadRequest", said, {"Retry-After": str(wait)})

    async def _view(self, request: Request) -> View:
        """Who asks, authorized and not too often."""
        authorization = request.asked.header(b"authorization")
        try:
            view = await self._access.view(authorization, request.company, request.changes)
        except PactError:
            self._not_too_often(request.asked.address())  # guessing has its limit as well
            raise
        self._not_too_often(view.client.id)
        return view

    async def _discover(self, request: Request) -> Response:
        base = self._base_url(request)
        return json_answer(
            {
                "issuer": base,
                "token_endpoint": f"{base}/auth/token",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "grant_types_supported": ["client_credentials"],
            }
        )

    async def _authenticate(self, request: Request) -> Response:
        self._not_too_often(request.asked.address())
        how = (self.store, self.tokens, self.limits)
        return await issue_token(request.asked, request.receive, request.company, *how)

    async def _list_footprints(self, request: Request) -> Response:
        view = await self._view(request)
        how = (request.company, request.route.version, view.viewer, request.asked.query)
        read = partial(read_list, self.store, self.tokens, self.limits, *how)
        page = await self._page((request.changes, *how), read)
        self._tell("listed", view, None)
        return self._send(request, page)

    async def _get_footprint(self, request: Request) -> Response:
        view = await self._view(request)
        how = (request.company, request.route.version, view.viewer, request.route.id)
        page = await self._page((request.changes, *how), partial(read_one, self.store, *how))
        self._tell("read", view, request.route.id)
        return self._send(request, page)

    async def _page(self, key: Hashable, read: Callable[[], Page]) -> Page:
        page = self._pages.get(key)
        if page is None:
            page = await asyncio.to_thread(read)
            self._pages.keep(key, page)
        return page

    def _send(self, request: Request, page: Page) -> Response:
        answer = Ready(page.body)
        if page.following is not None:
            path = f"{self._base_url(request)}/{request.route.version}/footprints"
            link = f'<{path}?{page.following}>; rel="next"'
            answer.raw_headers.append((b"link", link.encode("latin-1")))
        return answer

    def _tell(self, what: str, view: View, id_: str | None) -> None:
        if self._notice is not None:
            self._notice(what, view.client.owner, view.client.company, id_)

    async def _take_event(self, request: Request) -> Response:
        view = await self._view(request)
        if self.events is None:
            raise not_implemented(request.route.version, "events are not taken here")
        most, seconds = self.limits.body_bytes, self.limits.body_seconds
        body = await read_body(request.asked, request.receive, most=most, seconds=seconds)
        take = partial(
            self.events.take,
            company=request.company,
            version=request.route.version,
            client=view.client,
            content_type=request.asked.header(b"content-type"),
            body=body,
        )
        await asyncio.to_thread(take)
        return Response(status_code=200)

    async def _describe(self, request: Request) -> Response:
        if self._described is None:
            from gxd_teach.techspec.server.openapi import describe

            self._described = json.dumps(await asyncio.to_thread(describe)).encode()
        return Ready(self._described)

    async def _explain(self, request: Request) -> Response:
        from gxd_teach.techspec.server.learners import learners_page

        return Response(learners_page(self._base_url(request)), media_type=_HTML)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
