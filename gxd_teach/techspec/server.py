"""The server of an exchange: many companies' footprints, each under its own address.

PACT Technical Specifications v3.0.3 (WBCSD), HTTP REST API: authentication by OAuth 2.0
client credentials (RFC 6749), OpenID discovery, ListFootprints with opaque page links (RFC
8288), GetFootprint, and errors as `{code, message}`. A company's base URL is `/{company}`;
what one company's token opens is that company's data and nothing else.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from fastapi import FastAPI, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gxd_teach.techspec.envelope import pack, pack_list
from gxd_teach.techspec.record import SPEC_VERSION, ProductFootprint
from gxd_teach.techspec.refusals import PactError, Refusal, refusal, refuse_by_pact
from gxd_teach.techspec.store import FootprintStore
from gxd_teach.techspec.tokens import ExpiredTokenError, InvalidTokenError, Tokens

__all__ = ["FILTERS", "create_app"]

FILTERS = (
    "productId", "companyId", "geography", "classification",
    "validOn", "validAfter", "validBefore", "status",
)  # fmt: skip
_LONGEST_FORM = 16_384


class Page(BaseModel):
    """The answer of ListFootprints."""

    data: list[ProductFootprint]


class One(BaseModel):
    """The answer of GetFootprint."""

    data: ProductFootprint


def create_app(
    store: FootprintStore,
    tokens: Tokens,
    *,
    page_size: int = 100,
    largest_page: int = 1000,
    public_url: str | None = None,
) -> FastAPI:
    """The exchange as an ASGI application over a store.

    `public_url` is its address as clients see it, where a proxy hides that; otherwise links
    are made from the request's own Host. Whatever comes by plain http is refused.
    """
    app = FastAPI(
        title="PACT footprint exchange",
        version=SPEC_VERSION,
        docs_url=None,  # these pages would load their scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.add_middleware(_HttpsOnly)
    refuse_by_pact(app)
    refused: dict[int | str, dict[str, Any]] = {
        status: {"model": Refusal} for status in (400, 401, 403, 404, 500)
    }

    def base_url(request: Request, company: str) -> str:
        return f"{(public_url or str(request.base_url)).rstrip('/')}/{company}"

    def must_exist(company: str) -> None:
        if not store.has_company(company):
            raise PactError(404, "NotFound", f"there is no company '{company}' here")

    def must_be_allowed(request: Request, company: str) -> None:
        must_exist(company)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise PactError(401, "BadRequest", "an access token is needed: Authorization: Bearer")
        try:
            claims = tokens.verify(token.strip())
        except ExpiredTokenError as error:
            raise PactError(401, "TokenExpired", error.en) from None
        except InvalidTokenError as error:
            raise PactError(401, "BadRequest", error.en) from None
        if claims.owner != company:
            raise PactError(403, "AccessDenied", f"this token does not open data of '{company}'")

    @app.get("/{company}/.well-known/openid-configuration")
    def discover(request: Request, company: str) -> Response:
        """Where the token endpoint is (OpenID Connect Discovery)."""
        must_exist(company)
        base = base_url(request, company)
        return JSONResponse(
            {
                "issuer": base,
                "token_endpoint": f"{base}/auth/token",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "grant_types_supported": ["client_credentials"],
            }
        )

    @app.post("/{company}/auth/token")
    async def authenticate(request: Request, company: str) -> Response:
        """Change client id and secret for an access token."""
        await run_in_threadpool(must_exist, company)
        form = await _form(request)
        if form is None:
            return _no_token(400, "invalid_request", "send a form with grant_type once")
        if form != "client_credentials":
            return _no_token(400, "unsupported_grant_type", "only client_credentials is offered")
        client_id, secret = _basic(request)
        client = await run_in_threadpool(store.authenticate, client_id, secret)
        if client is None or client.owner != company:
            return _no_token(401, "invalid_client", "client id or secret is wrong")
        return JSONResponse(
            {
                "access_token": tokens.issue(client.id, owner=client.owner),
                "token_type": "Bearer",
                "expires_in": tokens.lifetime_seconds,
            },
            headers={"Cache-Control": "no-store"},
        )

    @app.get("/{company}/3/footprints", responses={200: {"model": Page}, **refused})
    def list_footprints(
        request: Request, company: str, limit: str | None = None, cursor: str | None = None
    ) -> Response:
        """ListFootprints: one page, and a link to the next while there is more."""
        must_be_allowed(request, company)
        _refuse_filters(request)
        size = min(page_size if limit is None else _positive(limit), largest_page)
        try:
            after = tokens.read_cursor(company, cursor) if cursor is not None else None
        except InvalidTokenError:
            raise PactError(400, "BadRequest", "this page link was not made here") from None
        found = store.page(company, after=after, limit=size + 1)
        page, headers = found[:size], {}
        if len(found) > size:
            query = urlencode({"limit": size, "cursor": tokens.cursor(company, page[-1].key)})
            following = f"{base_url(request, company)}/3/footprints?{query}"
            headers["Link"] = f'<{following}>; rel="next"'
        return _json(pack_list(footprint.body for footprint in page), headers)

    @app.get("/{company}/3/footprints/{id}", responses={200: {"model": One}, **refused})
    def get_footprint(request: Request, company: str, id: str) -> Response:
        """GetFootprint: one footprint by its id."""
        must_be_allowed(request, company)
        footprint = store.get(company, _uuid(id))
        if footprint is None:
            raise PactError(404, "NotFound", f"there is no footprint {id}")
        return _json(pack(footprint.body))

    return app


def _json(content: bytes, headers: dict[str, str] | None = None) -> Response:
    # Exactly this type: "application/json; charset=utf-8" fails PACT's conformance tests.
    return Response(content, media_type="application/json", headers=headers)


def _positive(limit: str) -> int:
    digits = limit.lstrip("0")
    if limit.isascii() and limit.isdigit() and digits:
        return int(digits[:9])  # beyond nine digits any page is smaller
    raise PactError(400, "BadRequest", f"limit must be a whole number from 1, not '{limit[:40]}'")


def _uuid(id: str) -> str:
    try:
        return str(UUID(id))
    except ValueError:
        raise PactError(404, "NotFound", f"'{id[:40]}' is not the id of a footprint") from None


def _refuse_filters(request: Request) -> None:
    """A filter of PACT v3, or v2's $filter, that is not applied would return wrong data.

    It is refused; what PACT does not name is ignored. An empty value means "no filter" to PACT's conformance tests.
    """
    asked = [name for name in (*FILTERS, "$filter") if any(request.query_params.getlist(name))]
    if asked:
        raise PactError(501, "NotImplemented", f"no filter by {', '.join(asked)} here yet")


async def _form(request: Request) -> str | None:
    """The grant_type of a token request's form, or None when there is no such form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        return None
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _LONGEST_FORM:
                return None
    except ClientDisconnect:  # nobody is left to answer
        return None
    grants = parse_qs(body.decode("utf-8", "replace")).get("grant_type", [])
    return grants[0] if len(grants) == 1 else None


def _basic(request: Request) -> tuple[str, str]:
    """Client id and secret of HTTP Basic authentication; empty when there are none."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    try:
        text = base64.b64decode(coded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        text = ""
    client_id, _, secret = text.partition(":")
    return (client_id, secret) if scheme.lower() == "basic" else ("", "")


def _no_token(status: int, error: str, description: str) -> Response:
    # OAuth's own shape (RFC 6749, section 5.2), not PACT's.
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="pact"'
    return JSONResponse({"error": error, "error_description": description}, status, headers)


class _HttpsOnly:
    """Plain http gets no data, whatever stands in front of this server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["scheme"] != "https":
            await refusal(400, "BadRequest", "use https")(scope, receive, send)
        else:
            await self.app(scope, receive, send)
