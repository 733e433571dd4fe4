"""One call to the server under test, kept as it went over the wire, secrets masked when shown.

HTTP by httpx2 with the limits of PACT's public conformance service: five seconds for a call,
no redirect followed. Whatever comes back, a call ends in a `Call`, never in an exception.
"""

from __future__ import annotations

import base64
import json
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from gxd_teach.errors import GxdError

__all__ = ["Call", "Caller", "trust"]

_LONGEST_BODY = 50_000_000
_SHOWN = 4_000
_PATIENCE = 3  # how often a 429 is tried again
_LONGEST_WAIT_SECONDS = 10
_SECRET_HEADERS = frozenset({"authorization", "set-cookie", "cookie"})
_TOKEN = re.compile(r'("access_token"\s*:\s*")[^"]*(")')


@dataclass(frozen=True)
class Call:
    """What was sent and what came back; `status` is 0 and `failure` says why if nothing did."""

    method: str
    url: str
    sent_headers: tuple[tuple[str, str], ...]
    sent_body: bytes
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    seconds: float = 0.0
    secrets: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def header(self, name: str) -> str:
        """A header of the answer, several of one name joined by commas; empty when absent."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    @property
    def media_type(self) -> str:
        """The answer's content type without parameters, in small letters."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def json(self) -> Any:
        """The body read as JSON; ValueError when it is none (NaN is none)."""
        try:
            return json.loads(self.body, parse_constant=_no_constant)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    def member(self, name: str) -> Any:
        """A member of the answer's JSON object, or None when there is no such thing."""
        try:
            said = self.json()
        except ValueError:
            return None
        return said.get(name) if isinstance(said, dict) else None

    def shown(self) -> dict[str, Any]:
        """The call for a report: headers and bodies as text, secrets masked, long bodies cut."""
        return {
            "sent": {
                "method": self.method,
                "url": self._mask(self.url),
                "headers": {key: self._mask_header(key, value) for key, value in self.sent_headers},
                "body": self._text(self.sent_body),
            },
            "received": {
                "status": self.status,
                "headers": {key: self._mask_header(key, value) for key, value in self.headers},
                "body": self._text(self.body),
                "failure": self.failure,
            },
            "seconds": round(self.seconds, 3),
        }

    def _text(self, body: bytes) -> str:
        text = body[: _SHOWN + 400].decode("utf-8", "replace")
        if len(body) > _SHOWN:
            text = f"{text[:_SHOWN]} … ({len(body)} bytes)"
        return self._mask(_TOKEN.sub(r"\1****\2", text))

    def _mask_header(self, name: str, value: str) -> str:
        if name.lower() in _SECRET_HEADERS:
            scheme, blank, _ = value.partition(" ")
            return f"{scheme} ****" if blank else "****"
        return self._mask(value)

    def _mask(self, text: str) -> str:
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, "****")
        return text


class Caller:
    """Makes calls and keeps them. `secrets` are words that no report may show.

    `on_call` is told every call, so that a case's report has what belongs to it.
    """

    def __init__(
        self,
        http: httpx2.Client,
        *,
        seconds: float,
        on_call: Callable[[Call], None],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._http = http
        self._seconds = seconds
        self._on_call = on_call
        self._sleep = sleep
        self.secrets: set[str] = set()

    def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        basic: tuple[str, str] | None = None,
    ) -> Call:
        """Send one request. A failure on the way is told in the call, not raised.

        A server that asks for patience (429 with a short Retry-After) is asked again.
        """
        sent = dict(headers or {})
        if basic is not None:
            coded = base64.b64encode(":".join(basic).encode()).decode()
            self.secrets.add(coded)
            sent["Authorization"] = f"Basic {coded}"
        made = self._once(method, url, sent, content)
        for _ in range(_PATIENCE):
            wait = made.header("retry-after")
            if made.status != 429 or not wait.isdigit() or int(wait) > _LONGEST_WAIT_SECONDS:
                break
            self._sleep(int(wait))
            made = self._once(method, url, sent, content)
        self._on_call(made)
        return made

    def _once(self, method: str, url: str, sent: dict[str, str], content: bytes) -> Call:
        begun = time.monotonic()
        answer: dict[str, Any] = {}
        try:
            answer = self._send(method, url, sent, content, begun + self._seconds)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
            answer = {"failure": f"{type(error).__name__}: {error}".rstrip(": ")}
        except ValueError as error:  # an address or a header that cannot be sent
            answer = {"failure": f"ValueError: {error}"}
        return Call(
            method,
            url,
            tuple(sent.items()),
            content,
            seconds=time.monotonic() - begun,
            secrets=frozenset(self.secrets),
            **answer,
        )

    def _send(
        self, method: str, url: str, headers: dict[str, str], content: bytes, end: float
    ) -> dict[str, Any]:
        body = bytearray()
        with self._http.stream(
            method, url, headers=headers, content=content or None, follow_redirects=False
        ) as answer:
            for piece in answer.iter_bytes():
                body += piece
                # A server that drips keeps every single read short, but not the whole.
                if time.monotonic() > end:
                    return {"failure": f"no whole answer within {self._seconds:g} s"}
                if len(body) > _LONGEST_BODY:
                    return {"failure": f"an answer of more than {_LONGEST_BODY} bytes"}
            return {
                "status": answer.status_code,
                "headers": tuple((k, v) for k, v in answer.headers.multi_items()),
                "body": bytes(body),
            }


def trust(ca_file: Any) -> Any:
    """The TLS context that trusts `ca_file` (None: this computer's list); GXD-K191 if unreadable."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as cause:
        raise GxdError(
            "GXD-K191",
            "認証局の証明書を読めません。サーバーが書いた ca.pem を --ca に指定してください",
            "cannot read the CA certificate: give the ca.pem that the server wrote, by --ca",
            where=str(ca_file),
        ) from cause


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
