"""What passes a faulty server: a request, its answer, and an event that it sends out.

Plain values that a fault reads and replaces; the wire's own forms (ASGI, httpx2) stay in
`wrapper`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

__all__ = ["Answer", "Asked", "Sent", "json_answer"]

_LIST = re.compile(r"/([23])/footprints$")
_GET = re.compile(r"/([23])/footprints/([^/]+)$")
_EVENTS = re.compile(r"/([23])/events$")


@dataclass(frozen=True)
class Asked:
    """A request to the server. `headers` have small letters; `query` is as on the wire."""

    method: str
    scheme: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def kind(self) -> str:
        """What is asked for: list, get, events, token, discovery or other."""
        for kind, pattern in (("list", _LIST), ("get", _GET), ("events", _EVENTS)):
            if pattern.search(self.path):
                return kind
        if self.path.endswith("/auth/token"):
            return "token"
        return "discovery" if self.path.endswith("/openid-configuration") else "other"

    @property
    def major(self) -> str:
        """The version in the path, "2" or "3"; empty for what has none."""
        found = re.search(r"/([23])/(footprints|events)", self.path)
        return found.group(1) if found else ""

    @property
    def base(self) -> str:
        """The path of the company's base URL: what stands before /2, /3, /auth or /.well-known."""
        return re.split(r"/(?:[23]/(?:footprints|events)|auth/token|\.well-known)", self.path)[0]

    @property
    def id(self) -> str:
        """The id of GetFootprint; empty elsewhere."""
        found = _GET.search(self.path)
        return unquote(found.group(2)) if found else ""

    def header(self, name: str) -> str:
        """A header's value; empty when absent."""
        return dict(self.headers).get(name, "")

    def with_header(self, name: str, value: str) -> Asked:
        """The same request with a header set anew."""
        rest = tuple(pair for pair in self.headers if pair[0] != name)
        return replace(self, headers=(*rest, (name, value)))

    @property
    def bearer(self) -> str:
        """The access token, if one came."""
        scheme, _, token = self.header("authorization").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def pairs(self) -> list[tuple[str, str]]:
        """The query's names and values."""
        return parse_qsl(self.query, keep_blank_values=True)

    def values(self, name: str) -> list[str]:
        """The values of one name in the query, blank ones left out."""
        return [value for key, value in self.pairs() if key == name and value]

    def with_query(self, pairs: list[tuple[str, str]]) -> Asked:
        """The same request with another query."""
        return replace(self, query=urlencode(pairs, quote_via=quote))

    def event(self) -> dict[str, Any]:
        """The event in the body; empty when there is none."""
        return _object(self.body)


@dataclass(frozen=True)
class Answer:
    """An answer of the server."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """A header's value; empty when absent."""
        return dict(self.headers).get(name, "")

    def with_header(self, name: str, value: str | None) -> Answer:
        """The same answer with a header set anew, or left out (None)."""
        rest = tuple(pair for pair in self.headers if pair[0] != name)
        return replace(self, headers=rest if value is None else (*rest, (name, value)))

    @property
    def said(self) -> dict[str, Any]:
        """The body's JSON object; empty when there is none."""
        return _object(self.body)

    @property
    def records(self) -> list[dict[str, Any]]:
        """The footprints of a list answer."""
        data = self.said.get("data")
        return data if isinstance(data, list) else []

    def saying(self, said: Any) -> Answer:
        """The same answer with another JSON body."""
        return replace(self, body=_dumped(said))

    @property
    def link(self) -> str:
        """The target of the Link header; empty when there is none."""
        found = re.match(r"<([^>]*)>", self.header("link"))
        return found.group(1) if found else ""

    def linking(self, url: str | None) -> Answer:
        """The same answer with a link to another next page, or none."""
        return self.with_header("link", None if url is None else f'<{url}>; rel="next"')


@dataclass(frozen=True)
class Sent:
    """A request that the server sends to a partner."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The event in the body; empty when it is none."""
        said = _object(self.body)
        return said if "type" in said else {}

    def saying(self, event: Any) -> Sent:
        """The same request with another event."""
        return replace(self, body=_dumped(event))

    def with_header(self, name: str, value: str | None) -> Sent:
        """The same request with a header set anew, or left out (None)."""
        rest = tuple(pair for pair in self.headers if pair[0].lower() != name)
        return replace(self, headers=rest if value is None else (*rest, (name, value)))


def json_answer(status: int, said: Any) -> Answer:
    """An answer of JSON.

    >>> json_answer(404, {}).status
    404
    """
    return Answer(status, (("content-type", "application/json"),), _dumped(said))


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _dumped(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
