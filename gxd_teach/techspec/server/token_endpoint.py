"""Changing client id and secret for an access token.

OAuth 2.0 client credentials (RFC 6749, section 4.4) with Basic authentication, as PACT asks for
it (PACT Technical Specifications v3.0.3, WBCSD). A refusal has OAuth's own shape (section 5.2):
`error` and `error_description`, not PACT's `code` and `message`.
"""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.types import Receive

from gxd_teach.techspec.server.answers import json_answer
from gxd_teach.techspec.server.asked import Asked, basic, read_body
from gxd_teach.techspec.server.limits import Limits
from gxd_teach.techspec.server.refusals import PactError
from gxd_teach.techspec.server.tokens import Tokens
from gxd_teach.techspec.store.footprints import FootprintStore

__all__ = ["issue_token"]

_LONGEST_FORM = 16_384


async def issue_token(
    asked: Asked,
    receive: Receive,
    company: str,
    store: FootprintStore,
    tokens: Tokens,
    limits: Limits,
) -> Response:
    """A token for the right secret, else a refusal that does not say which of the two was wrong."""
    grant = await _grant_type(asked, receive, limits)
    if grant is None:
        return _no_token(400, "invalid_request", "send a form with grant_type once")
    if grant != "client_credentials":
        return _no_token(400, "unsupported_grant_type", "only client_credentials is offered")
    client_id, secret = basic(asked.header(b"authorization"))
    client = await asyncio.to_thread(store.authenticate, client_id, secret)
    if client is None or client.owner != company:
        return _no_token(401, "invalid_client", "client id or secret is wrong")
    said = {
        "access_token": tokens.issue(client.id, owner=client.owner),
        "token_type": "Bearer",
        "expires_in": tokens.lifetime_seconds,
    }
    return json_answer(said, headers={"Cache-Control": "no-store"})


async def _grant_type(asked: Asked, receive: Receive, limits: Limits) -> str | None:
    """The grant_type of a token request's form, or None when there is no such form."""
    kind = asked.header(b"content-type").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        return None
    most = min(_LONGEST_FORM, limits.body_bytes)
    try:
        body = await read_body(asked, receive, most=most, seconds=limits.body_seconds)
        form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=100)
    except (PactError, ValueError):
        return None
    grants = form.get("grant_type", [])
    return grants[0] if len(grants) == 1 else None


def _no_token(status: int, error: str, description: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="pact"'
    return json_answer({"error": error, "error_description": description}, status, headers)
