"""Reading what a client asks: its path, query, authorization and body, whatever it sends.

HTTP semantics of RFC 9110; Basic and Bearer authorization of RFC 7617 and RFC 6750. Nothing
here raises anything but `PactError`: what cannot be read is a bad request.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
from urllib.parse import parse_qsl
from uuid import UUID

from starlette.types import Receive, Scope

from gxd_teach.techspec.server.refusals import PactError, not_found

__all__ = ["Asked", "ClientGone", "basic", "positive", "read_body", "read_query", "single", "uuid"]

_HOST = re.compile(r"[A-Za-z0-9._~-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_MOST_PARAMETERS = 2000


class ClientGone(Exception):
    """The client hung up: nobody is left to answer."""


class Asked:
    """One request, read as far as it is needed."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.query: bytes = scope["query_string"]
        root = scope.get("root_path", "")
        self.path: str = scope["path"].removeprefix(root)
        self.root = root
        self._headers = scope["headers"]

    def header(self, name: bytes) -> str:
        """A header's value; empty when it is missing, the first when it comes twice."""
        for key, value in self._headers:
            if key == name:
                text: str = value.decode("latin-1")
                return text
        return ""

    def address(self) -> str:
        """Whose connection it is."""
        client = self.scope.get("client")
        return str(client[0]) if client else "-"

    def scheme(self, *, trust_forwarded: bool) -> str:
        """https or http; by what a proxy says only where one was told to believe it."""
        forwarded = self.header(b"x-forwarded-proto") if trust_forwarded else ""
        return (forwarded.partition(",")[0].strip() or self.scope["scheme"]).lower()

    def base(self) -> str:
        """This server's address as the request names it; BadRequest for a Host that is none."""
        host = self.header(b"host")
        if not host:
            name, port = self.scope.get("server") or ("localhost", None)
            host = f"{name}:{port}" if port else str(name)
        if not _HOST.fullmatch(host):
            raise PactError(400, "BadRequest", "the Host header is not a host")
        return f"https://{host}{self.root}"


def read_query(query: bytes) -> dict[str, list[str]]:
    """The parameters of a query with their values; ``+`` is a space, as in a form.

    >>> read_query(b"status=Active&geography=JP&geography=")
    {'status': ['Active'], 'geography': ['JP', '']}
    """
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            query.decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError:
        raise PactError(400, "BadRequest", "there are too many parameters") from None
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def single(parameters: dict[str, list[str]], name: str) -> str | None:
    """A parameter that may come once; None when it does not come."""
    values = parameters.get(name, [])
    if len(values) > 1:
        raise PactError(400, "BadRequest", f"give {name} once")
    return values[0] if values else None


def positive(limit: str) -> int:
    """A limit as a number.

    >>> positive("0010")
    10
    """
    digits = limit.lstrip("0")
    if limit.isascii() and limit.isdigit() and digits:
        return int(digits[:9])  # beyond nine digits any page is smaller
    raise PactError(400, "BadRequest", f"limit must be a whole number from 1, not '{limit[:40]}'")


def uuid(version: int, id_: str) -> str:
    """A footprint's id as it is stored; what is no UUID is the id of nothing."""
    try:
        return str(UUID(id_))
    except ValueError:
        raise not_found(version, f"'{id_[:40]}' is not the id of a footprint") from None


def basic(authorization: str) -> tuple[str, str]:
    """Client id and secret of HTTP Basic authentication; empty when there are none.

    >>> basic("Basic YTpi"), basic("Bearer x")
    (('a', 'b'), ('', ''))
    """
    scheme, _, coded = authorization.partition(" ")
    try:
        text = base64.b64decode(coded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        text = ""
    client_id, _, secret = text.partition(":")
    return (client_id, secret) if scheme.lower() == "basic" else ("", "")


async def read_body(asked: Asked, receive: Receive, *, most: int, seconds: float) -> bytes:
    """The body; 413 when it is too large, 408 when it does not come in time.

    `ClientGone` when the client hangs up before its end.
    """
    hang_up = {"Connection": "close"}
    too_large = PactError(413, "BadRequest", f"a body may have {most} bytes at most", hang_up)
    length = asked.header(b"content-length")
    if length.isascii() and length.isdigit() and (len(length) > 18 or int(length) > most):
        raise too_large
    pieces, size, more = [], 0, True
    try:
        async with asyncio.timeout(seconds):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientGone
                pieces.append(message.get("body", b""))
                size += len(pieces[-1])
                more = message.get("more_body", False)
                if size > most:
                    raise too_large
    except TimeoutError:
        raise PactError(408, "BadRequest", "the body did not arrive in time", hang_up) from None
    return b"".join(pieces)
