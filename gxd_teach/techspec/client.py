"""Reading another company's footprints: the customer's side of an exchange.

PACT Technical Specifications v3.0.3 (WBCSD), HTTP REST API. The client asks OpenID discovery
where tokens are, else takes `/auth/token`; keeps its token until it runs out; and walks a list
page by page along the links the server gives, which it never takes apart.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import httpx2

from gxd_teach.errors import GxdError
from gxd_teach.techspec.certificates import client_context
from gxd_teach.techspec.credentials import Credentials
from gxd_teach.techspec.envelope import unpack, unpack_list
from gxd_teach.techspec.failures import must_be_https, not_pact, refused, unreachable
from gxd_teach.techspec.record import ProductFootprint

__all__ = ["ExchangeClient"]

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class ExchangeClient:
    """Reads the footprints that one set of credentials opens.

    Every failure is a `GxdError` with a sentence: GXD-X020 no connection, X021 certificate,
    X022 wrong secret, X023 no permission, X024 not found, X025 not PACT, X026 refused page
    link, X027 the request was refused, X028 the server failed.

    >>> from gxd_teach.techspec import Company, LocalExchange
    >>> maker = Company("fict-chassis", "架空シャーシ", "urn:gln:4912345000009")
    >>> buyer = Company("fict-pc", "架空パソコン", "urn:gln:4912345000016")
    >>> with LocalExchange([maker, buyer]) as exchange:
    ...     credentials = exchange.register("fict-pc", owner="fict-chassis")
    ...     with ExchangeClient(credentials) as client:
    ...         print(list(client.footprints()))
    []
    """

    def __init__(self, credentials: Credentials, *, timeout_seconds: float = 10.0) -> None:
        self.credentials = credentials
        self._base = credentials.base_url
        must_be_https(self._base)
        self._http = httpx2.Client(
            verify=client_context(credentials.ca_file),
            timeout=timeout_seconds,
            # A company's web proxy cannot reach this machine's loopback.
            trust_env=urlsplit(self._base).hostname not in _LOOPBACK,
        )
        self._token: str | None = None
        self._renew_at = 0.0

    def footprints(self, limit: int | None = None) -> Iterator[ProductFootprint]:
        """All footprints, page after page; `limit` is the size of a page, not of the whole.

        A record that cannot be read raises `ProblemsError` with every finding.
        """
        url = httpx2.URL(f"{self._base}/3/footprints")
        if limit is not None:
            url = url.copy_set_param("limit", str(limit))
        seen: set[str] = set()
        following: httpx2.URL | None = url
        while following is not None:
            seen.add(str(following))
            answer = self._get(following)
            for body in _opened(answer, unpack_list):
                yield ProductFootprint.from_json(body)
            following = self._next_page(answer, seen)

    def footprint(self, id: UUID | str) -> ProductFootprint:
        """One footprint by its id; GXD-X024 when the other side has none."""
        answer = self._get(httpx2.URL(f"{self._base}/3/footprints/{quote(str(id), safe='')}"))
        return ProductFootprint.from_json(_opened(answer, unpack))

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def __enter__(self) -> ExchangeClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"ExchangeClient({self._base})"

    def _next_page(self, answer: httpx2.Response, seen: set[str]) -> httpx2.URL | None:
        link = answer.links.get("next", {}).get("url")
        if link is None:
            return None
        following = answer.url.join(link)
        here, there = httpx2.URL(self._base), following
        if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
            raise GxdError(
                "GXD-X026",
                f"次のページが別のサーバーを指しています({there.host})。トークンを送らず中止しました",
                f"the next page is on another server ({there.host}): stopped before sending it"
                " the token",
                where=str(answer.url),
            )
        if str(following) in seen:
            raise GxdError(
                "GXD-X026",
                "次のページのリンクが読んだページに戻っています。相手のサーバーの誤りです",
                "the next page is one already read: the other side's links go round in a circle",
                where=str(following),
            )
        return following

    def _get(self, url: httpx2.URL) -> httpx2.Response:
        """The good answer to a GET with the token, which is renewed once if refused."""
        answer = self._send("GET", url, headers=self._bearer())
        if answer.status_code == 401:
            # Expired on the way, or signed by a server that has been started anew since.
            self._token = None
            answer = self._send("GET", url, headers=self._bearer())
        if answer.status_code != 200:
            raise refused(answer)
        return answer

    def _bearer(self) -> dict[str, str]:
        if self._token is None or time.monotonic() >= self._renew_at:
            self._fetch_token()
        return {"Authorization": f"Bearer {self._token}"}

    def _fetch_token(self) -> None:
        mine = self.credentials
        answer = self._send(
            "POST",
            httpx2.URL(self._token_endpoint()),
            data={"grant_type": "client_credentials"},
            auth=(mine.client_id, mine.client_secret),
        )
        if answer.status_code in (400, 401):
            raise GxdError(
                "GXD-X022",
                "認証に失敗しました。client_id と client_secret がこの相手から受け取ったものか確かめてください",
                "authentication failed: see that client_id and client_secret are those this"
                " company gave you",
                where=str(answer.url),
            )
        if answer.status_code != 200:
            raise refused(answer)
        said = _json(answer)
        token, lives = said.get("access_token"), said.get("expires_in", 60)
        if not isinstance(token, str) or not isinstance(lives, (int, float)):
            raise not_pact(answer, "access_token")
        self._token = token
        self._renew_at = time.monotonic() + lives * 0.9

    def _token_endpoint(self) -> str:
        answer = self._send("GET", httpx2.URL(f"{self._base}/.well-known/openid-configuration"))
        if answer.status_code != 200:
            return f"{self._base}/auth/token"
        endpoint = _json(answer).get("token_endpoint")
        if not isinstance(endpoint, str):
            raise not_pact(answer, "token_endpoint")
        must_be_https(endpoint)
        return endpoint

    def _send(self, method: str, url: httpx2.URL, **how: Any) -> httpx2.Response:
        try:
            return self._http.request(method, url, **how)
        except httpx2.RequestError as cause:
            raise unreachable(url, cause, self.credentials.ca_file) from cause


def _opened(answer: httpx2.Response, unpack_as: Any) -> Any:
    """What is in the envelope; GXD-X025 when the answer is no PACT JSON."""
    _json(answer)
    try:
        return unpack_as(answer.content)
    except (ValueError, RecursionError):
        raise not_pact(answer, "data") from None


def _json(answer: httpx2.Response) -> dict[str, Any]:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        said = answer.json() if kind == "application/json" else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise not_pact(answer, "{ … }")
    return said
