"""Where the answers of a server come back to: a small HTTPS server of the run's own.

PACT v2 and v3 rule: a request by event is answered by an event to its `source`. The receiver
has a token endpoint (OpenID discovery and `/auth/token`), `/2/events` and `/3/events`; it
takes everything, keeps it, and lets a case wait for what it expects. Its certificate comes
from a throw-away authority (trustme) kept in a folder, so that a server can be told to trust
it before the run.
"""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes

__all__ = ["LOCAL", "PUBLIC_SUITE", "Arrival", "CallbackReceiver", "callback_certificates"]

# Where `gxd exchange serve --conformance` and `gxd conformance` meet without being told.
LOCAL = "127.0.0.1:9555"
# Where the command line of PACT's public suite listens unless it is told otherwise.
PUBLIC_SUITE = "http://localhost:8080"

_LONGEST_BODY = 20_000_000
_IDLE_SECONDS = 10


@dataclass(frozen=True)
class Arrival:
    """A request that came to the receiver. `authorized`: it had a token issued here."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    authorized: bool

    @property
    def event(self) -> dict[str, Any]:
        """The event in the body; empty when there is none."""
        try:
            said = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    @property
    def request_id(self) -> Any:
        """To which request the event is an answer: `data.requestEventId`."""
        data = self.event.get("data")
        return data.get("requestEventId") if isinstance(data, dict) else None


class CallbackReceiver:
    """Takes events. `host` and `port` are where the server under test can reach it.

    >>> receiver = CallbackReceiver("127.0.0.1", 8500)
    >>> receiver.take("POST", "/3/events", {}, b"{}")[0], len(receiver.arrivals)
    (200, 1)
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host, self.port = host, port
        self.arrivals: list[Arrival] = []
        self.connections = 0
        self.ca_file: Path | None = None
        self._changed = threading.Condition()
        self._tokens: set[str] = set()
        self._server: ThreadingHTTPServer | None = None

    @property
    def untold(self) -> bool:
        """Whether somebody connected and then said nothing, as who distrusts the certificate."""
        return self.connections > 0 and not self.arrivals and not self._tokens

    @property
    def base_url(self) -> str:
        """The `source` of the run's events."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}:{self.port}"

    def take(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Answer one request: status, headers, body. Events are kept, whatever they are."""
        low = {name.lower(): value for name, value in headers.items()}
        path = path.partition("?")[0]
        if path == "/.well-known/openid-configuration":
            said = {"issuer": self.base_url, "token_endpoint": f"{self.base_url}/auth/token"}
            return _json(200, said)
        if path == "/auth/token" and method == "POST":
            return self._issue(low)
        bearer = low.get("authorization", "").removeprefix("Bearer ").strip()
        if bearer and bearer not in self._tokens:  # of an earlier run: a partner would renew it
            return _json(401, {"code": "BadRequest", "message": "this token is not known here"})
        arrival = Arrival(method, path, low, body, bearer in self._tokens)
        with self._changed:
            self.arrivals.append(arrival)
            self._changed.notify_all()
        return 200, {}, b""

    def _issue(self, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        # Whose credentials a partner was given for this address is not known here: any pair
        # of HTTP Basic is good, none is not.
        scheme, _, coded = headers.get("authorization", "").partition(" ")
        try:
            pair = base64.b64decode(coded, validate=True)
        except ValueError:
            pair = b""
        if scheme.lower() != "basic" or b":" not in pair:
            return _json(401, {"error": "invalid_client", "error_description": "use HTTP Basic"})
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        return _json(200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def wait(self, wanted: Callable[[Arrival], bool], seconds: float) -> Arrival | None:
        """The first arrival that is wanted, waited for at most `seconds`; else None."""
        end = time.monotonic() + seconds
        with self._changed:
            while True:
                for arrival in self.arrivals:
                    if wanted(arrival):
                        return arrival
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(left)

    def start(self, folder: Path | str) -> CallbackReceiver:
        """Open the port by HTTPS; certificates are kept in `folder` and used again.

        GXD-K192 when the port cannot be had.
        """
        self.ca_file, certificate = callback_certificates(folder, self.host)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        try:
            self._server = _Server(self, context)
        except (OSError, OverflowError) as cause:
            raise GxdError(
                "GXD-K192",
                f"{self.host}:{self.port} でコールバックを受けられません({cause})。"
                "空いているポートを --callback に指定するか、--callback none にしてください",
                f"callbacks cannot be received at {self.host}:{self.port} ({cause}): give a free"
                " port by --callback, or --callback none",
                where="--callback",
            ) from cause
        self.port = self._server.server_address[1]
        threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.1},
            name=f"gxd-callback-{self.port}",
            daemon=True,
        ).start()
        return self

    def stop(self) -> None:
        """Close the port."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> CallbackReceiver:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def connected(self) -> None:
        """Note that somebody has opened a connection, whatever came of it."""
        with self._changed:
            self.connections += 1


def _json(status: int, said: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps(said).encode()


def callback_certificates(folder: Path | str, host: str) -> tuple[Path, Path]:
    """The authority's certificate and the server's own, made where there are none for `host`.

    A server under test is given the first before the run. GXD-K202 when they cannot be written.
    """
    folder = Path(folder)
    safe = "".join(c if c.isalnum() or c in ".-" else "_" for c in host)
    ca, own = folder / f"callback-ca-{safe}.pem", folder / f"callback-{safe}.pem"
    if not (ca.exists() and own.exists()):
        import trustme

        authority = trustme.CA(organization_name="gxd_teach conformance callback")
        made = authority.issue_cert(host)
        chain = b"".join(blob.bytes() for blob in made.cert_chain_pems)
        try:
            write_whole_bytes(own, made.private_key_pem.bytes() + chain, mode=0o600)
            write_whole_bytes(ca, authority.cert_pem.bytes())
        except OSError as cause:
            raise GxdError(
                "GXD-K202",
                f"受け口の証明書を書けません({cause.strerror})。書けるフォルダーを指定してください",
                f"the receiver's certificates cannot be written ({cause.strerror}): name a folder"
                " that can be written to",
                where=str(folder),
            ) from cause
    return ca, own


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, receiver: CallbackReceiver, context: ssl.SSLContext) -> None:
        self.receiver = receiver
        self._context = context
        loopback = receiver.host in ("127.0.0.1", "localhost")
        super().__init__(("127.0.0.1" if loopback else "", receiver.port), _Handler)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        self.receiver.connected()
        return True

    def finish_request(self, request: Any, client_address: Any) -> None:
        # In the connection's own thread: a slow handshake holds up nobody else.
        request.settimeout(_IDLE_SECONDS)
        with self._context.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a caller that hung up, or spoke no TLS


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if not 0 <= length <= _LONGEST_BODY:
            self.close_connection = True
            status, headers, body = 413, dict[str, str](), b""
        else:
            status, headers, body = self.server.receiver.take(
                self.command, self.path, dict(self.headers.items()), self.rfile.read(length)
            )
        lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        # One write: headers and body apart would wait for the other side's delayed ACK.
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

    do_GET = do_POST = do_PUT = do_HEAD = do_OPTIONS = _answer

    def log_message(self, format: str, *arguments: Any) -> None:
        pass  # the run's report says what came
