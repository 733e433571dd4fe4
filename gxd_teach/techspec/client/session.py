"""Being let in: a connection to one company, with a token that is fetched when it is needed.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD): OpenID discovery is asked first where
tokens are, else `/auth/token`; client credentials go by HTTP Basic (RFC 6749, section 4.4). A
token is used until it runs out, and renewed once when it is refused. What failed on the way is
tried again: every request here may be sent twice without harm. A connection that was kept, and
that the other side has closed at that very moment, is no failure: it is opened anew at once
(RFC 9112, section 9.3.1).
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx2

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.client.failures import (
    must_be_https,
    not_pact,
    refused,
    retry_after_seconds,
    unreachable,
)
from gxd_teach.techspec.server.certificates import client_context

__all__ = ["Session", "Through", "said_in_json"]

Through = Callable[[httpx2.BaseTransport], httpx2.BaseTransport]

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PASSING = frozenset({429, 500, 502, 503, 504})
_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 30.0
_LONGEST_TOKEN_SECONDS = 86_400.0
_LARGEST_GUARDED = 262_144
# Many servers hang up after five seconds: a connection is let go before.
_KEPT = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=3.0)
_CONNECTED, _SENT = "connection.connect_tcp.started", "http11.send_request_headers.started"
_HUNG_UP = (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError)


class Session:
    """One company's server, as one set of credentials opens it; safe from several threads.

    A failure that may pass (no connection, 429, 5xx) is tried again `retries` times, after a
    pause that doubles or as long as `Retry-After` says, up to 30 s. `guarded` is for a server
    that calls partners by itself: it takes no token from another host and no long answers.
    `http_allowed` is for a conformance run only, `through` wraps what carries the requests.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        timeout_seconds: float = 10.0,
        retries: int = 2,
        guarded: bool = False,
        http_allowed: bool = False,
        through: Through | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.credentials = credentials
        self._auth = credentials.auth_url or credentials.base_url
        if not http_allowed:
            must_be_https(credentials.base_url)
            must_be_https(self._auth)
        self._http_allowed = http_allowed
        self._retries = retries
        self._guarded = guarded
        self._sleep = sleep
        self._timeout = timeout_seconds
        context = client_context(credentials.ca_file)
        self.http = httpx2.Client(
            verify=context,
            transport=None
            if through is None
            else through(httpx2.HTTPTransport(verify=context, limits=_KEPT)),
            limits=_KEPT,
            timeout=timeout_seconds,
            follow_redirects=False,
            # A company's web proxy cannot reach this machine's loopback.
            trust_env=urlsplit(credentials.base_url).hostname not in _LOOPBACK,
        )
        self._token: str | None = None
        self._renew_at = 0.0
        self._fetching = threading.Lock()

    def get(self, url: httpx2.URL, *, good: tuple[int, ...] = (200,)) -> httpx2.Response:
        """The answer to a GET with the token, when its status is a good one."""
        answer = self._let_in("GET", url)
        if answer.status_code not in good:
            raise refused(answer)
        return answer

    def post(self, path: str, body: bytes, *, content_type: str) -> None:
        """Post to a path below the base URL; any status from 200 to 299 is success."""
        url = httpx2.URL(f"{self.credentials.base_url}{path}")
        answer = self._let_in("POST", url, content=body, headers={"Content-Type": content_type})
        if not 200 <= answer.status_code < 300:
            raise refused(answer)

    def close(self) -> None:
        """Close the connection."""
        self.http.close()

    def _let_in(self, method: str, url: httpx2.URL, **how: Any) -> httpx2.Response:
        """A request with the token, which is renewed once if it is refused."""
        others = how.pop("headers", {})
        answer = self._send(method, url, headers=others | self._bearer(), **how)
        if answer.status_code == 401:
            # Expired on the way, or signed by a server that has been started anew since.
            with self._fetching:
                self._token = None
            answer = self._send(method, url, headers=others | self._bearer(), **how)
        return answer

    def _bearer(self) -> dict[str, str]:
        with self._fetching:
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
        said = said_in_json(answer)
        token, lives = said.get("access_token"), said.get("expires_in", 60)
        usable = isinstance(token, str) and token.isascii() and token.isprintable() and token
        if not usable or not isinstance(lives, (int, float)):
            raise not_pact(answer, "access_token")
        self._token = token
        self._renew_at = time.monotonic() + min(lives, _LONGEST_TOKEN_SECONDS) * 0.9

    def _token_endpoint(self) -> str:
        place = f"{self._auth}/.well-known/openid-configuration"
        answer = self._send("GET", httpx2.URL(place))
        if answer.status_code != 200:
            return f"{self._auth}/auth/token"
        endpoint = said_in_json(answer).get("token_endpoint")
        if not isinstance(endpoint, str):
            raise not_pact(answer, "token_endpoint")
        if not self._http_allowed:
            must_be_https(endpoint)
        if self._guarded and _origin(endpoint) != _origin(self._auth):
            raise GxdError(
                "GXD-X095",
                f"トークンの取得先が別のサーバーです({endpoint[:80]})。その相手の auth_url を登録してください",
                f"tokens are said to be on another server ({endpoint[:80]}): register that as"
                " the partner's auth_url",
                where=place,
            )
        return endpoint

    def _send(self, method: str, url: httpx2.URL, **how: Any) -> httpx2.Response:
        """The answer, whatever its status; tried again while the failure may pass."""
        for attempt in range(self._retries + 1):
            pause = _FIRST_PAUSE_SECONDS * 2**attempt * (0.5 + random.random() / 2)
            last = attempt == self._retries
            try:
                answer = self._ask(method, url, **how)
            except httpx2.RequestError as cause:
                failure = unreachable(url, cause, self.credentials.ca_file)
                if last or failure.code != "GXD-X020":
                    raise failure from cause
            except httpx2.InvalidURL as cause:
                raise unreachable(url, cause, self.credentials.ca_file) from cause
            else:
                pause = max(pause, retry_after_seconds(answer) or 0.0)
                passing = answer.status_code in _PASSING and pause <= _LONGEST_WAIT_SECONDS
                if last or not passing:
                    return answer
            self._sleep(pause)
        raise AssertionError("unreachable")

    def _ask(self, method: str, url: httpx2.URL, **how: Any) -> httpx2.Response:
        steps: set[str] = set()
        trace = {"trace": lambda name, _: steps.add(name)}
        try:
            return self._ask_once(method, url, extensions=trace, **how)
        except _HUNG_UP:
            kept = _SENT in steps and _CONNECTED not in steps
            if not kept:
                raise
        return self._ask_once(method, url, **how)

    def _ask_once(self, method: str, url: httpx2.URL, **how: Any) -> httpx2.Response:
        if not self._guarded:
            return self.http.request(method, url, **how)
        until = time.monotonic() + self._timeout
        content = b""
        with self.http.stream(method, url, **how) as answer:
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > _LARGEST_GUARDED or time.monotonic() > until:
                    break  # enough to know the status by
        kind = {
            name: value
            for name, value in answer.headers.items()
            if name in ("content-type", "retry-after")
        }
        return httpx2.Response(
            answer.status_code, headers=kind, content=content, request=answer.request
        )


def said_in_json(answer: httpx2.Response) -> dict[str, Any]:
    """The JSON object in an answer; GXD-X025 when there is none."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        said = answer.json() if kind == "application/json" else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise not_pact(answer, "{ … }")
    return said


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parts = httpx2.URL(url)
    except httpx2.InvalidURL:
        return ("", "", None)
    return (parts.scheme, parts.host, parts.port)
