"""Records at an address: a public list, or a partner's list read with its credentials.

PACT Technical Specifications (WBCSD), ListFootprints: pages of ``{"data": [...]}`` that are
linked by ``Link: <...>; rel="next"``. Only https, and never on to another server: a page link
must not carry a token away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.client.failures import must_be_https, refused, unreachable
from gxd_teach.techspec.client.session import Session
from gxd_teach.techspec.server.certificates import client_context

__all__ = ["pages"]

_MOST_PAGES = 10_000
_LARGEST_PAGE = 100_000_000  # bytes; a page of 100 footprints has some 300,000
_TIMEOUT_SECONDS = 30.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def pages(
    address: str,
    *,
    credentials: Path | str | None = None,
    ca_file: Path | str | None = None,
    dialect: str | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The bytes of every page from an address on, each with its own address.

    With credentials a base URL will do: `/3/footprints` (`/2/footprints` for a dialect of v2)
    is put behind it. Raises the client's errors GXD-X006, X020 to X029.
    """
    must_be_https(address)
    if credentials is None:
        yield from _public(address, ca_file)
        return
    mine = Credentials.load(credentials)
    if _origin(mine.base_url) != _origin(address):
        raise GxdError(
            "GXD-L196",
            f"接続情報は {mine.base_url} のものです。別のサーバーにトークンを送りません",
            f"these credentials are for {mine.base_url}: they are sent to no other server",
            where=address,
        )
    session = Session(mine, timeout_seconds=_TIMEOUT_SECONDS)
    try:
        yield from _linked(
            _list_address(address, dialect), lambda url: session.get(url, good=(200, 202))
        )
    finally:
        session.close()


def _public(address: str, ca_file: Path | str | None) -> Iterator[tuple[str, bytes]]:
    with httpx2.Client(
        verify=client_context(ca_file),
        timeout=_TIMEOUT_SECONDS,
        trust_env=urlsplit(address).hostname not in _LOOPBACK,
    ) as http:

        def get(url: httpx2.URL) -> httpx2.Response:
            try:
                answer = _whole(http, url)
            except httpx2.RequestError as cause:
                raise unreachable(url, cause, ca_file) from cause
            if answer.status_code not in (200, 202):
                raise refused(answer)
            return answer

        yield from _linked(address, get)


def _whole(http: httpx2.Client, url: httpx2.URL) -> httpx2.Response:
    """The answer with its body, if that comes to an end: a stranger's may not."""
    content = bytearray()
    with http.stream("GET", url) as answer:
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > _LARGEST_PAGE:
                raise GxdError(
                    "GXD-L198",
                    f"1 ページが {_LARGEST_PAGE // 10**6} MB を超えます。そこで中止しました",
                    f"one page is larger than {_LARGEST_PAGE // 10**6} MB: stopped there",
                    where=str(url),
                )
    headers = [(k, v) for k, v in answer.headers.items() if k != "content-encoding"]
    return httpx2.Response(
        answer.status_code, headers=headers, content=bytes(content), request=answer.request
    )


def _linked(
    address: str, get: Callable[[httpx2.URL], httpx2.Response]
) -> Iterator[tuple[str, bytes]]:
    """The page at an address and all that are linked after it, on the same server."""
    try:
        following: httpx2.URL | None = httpx2.URL(address)
    except httpx2.InvalidURL:
        raise GxdError(
            "GXD-L197", "アドレスの形ではありません", "is no address", where=address
        ) from None
    seen: set[str] = set()
    while following is not None and len(seen) < _MOST_PAGES:
        seen.add(str(following))
        answer = get(following)
        yield str(following), answer.content
        following = _next(answer, address, seen)


def _next(answer: httpx2.Response, address: str, seen: set[str]) -> httpx2.URL | None:
    link = answer.links.get("next", {}).get("url")
    if link is None:
        return None
    try:
        following = answer.url.join(link)
    except httpx2.InvalidURL:
        following = None
    if following is None or _origin(str(following)) != _origin(address) or str(following) in seen:
        raise GxdError(
            "GXD-X026",
            "次のページのリンクが別のサーバーか、もう読んだページを指しています。そこで中止しました",
            "the link to the next page leads to another server or back: stopped there",
            where=str(answer.url),
        )
    return following


def _list_address(address: str, dialect: str | None) -> str:
    path = urlsplit(address).path.rstrip("/")
    if path.endswith((".json", "/footprints")) or "/footprints/" in path:
        return address
    version = "2" if dialect is not None and dialect.lower().lstrip("v").startswith("2") else "3"
    return f"{address.rstrip('/')}/{version}/footprints"


def _origin(address: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname, parts.port or 443
    except ValueError:
        return "", None, None
