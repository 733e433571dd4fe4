"""The exchange's page as it happens: one reader of the log, and all the pages that look.

Server-sent events (WHATWG, HTML Standard, https://html.spec.whatwg.org/multipage/server-sent-events.html):
a page opens `/exchange/stream` and gets a line for each thing that happens; when the connection
breaks it opens it again and says with `Last-Event-ID` what it has seen. One thread at a time
reads the log, however many pages look, and none when no page does. A browser that does not
read, or is gone, loses its place; a stream ends by itself after a quarter of an hour, and the
page opens the next.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import signal
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from gxd_teach.errors import GxdError
from gxd_teach.seminar.live.lines import told
from gxd_teach.seminar.live.offers import fingerprint
from gxd_teach.seminar.site.pages import language_of
from gxd_teach.techspec.store.activity import Activity
from gxd_teach.techspec.store.events import EventStore

__all__ = ["Live"]

_BACKLOG = 200  # lines told to a page that comes (back)
_KEPT = 500  # lines kept for pages that are a little slow
_LOOK_SECONDS = 0.5
_PAUSE_SECONDS = 0.15  # a flood of lines is told in a few batches a second
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_UNREADABLE = (SQLAlchemyError, GxdError, RuntimeError)
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Stream:
    """One page that looks: the number of the last line it was told, and its alarm clock."""

    language: str
    last: int
    state: str
    ended: bool = False
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self) -> None:
        self.ended = True
        self.bell.set()


class Live:
    """The stream of what happens on an exchange, an ASGI endpoint for GET.

    At most `most_streams` pages look at once; another is told 503 and shows the plain list.
    A quiet stream carries a comment every `heartbeat_seconds`; who does not take what is sent
    within `send_seconds` is let go. `close()` ends all streams.
    """

    def __init__(
        self,
        exchange: Any,
        *,
        most_streams: int = 24,
        heartbeat_seconds: float = 15.0,
        send_seconds: float = 10.0,
        stream_seconds: float = 900.0,
    ) -> None:
        self.exchange = exchange
        self.most_streams = most_streams
        self.heartbeat_seconds = heartbeat_seconds
        self.send_seconds = send_seconds
        self.stream_seconds = stream_seconds
        # Numbers begin anew with every exchange: a page has to know whose number it holds.
        self.run = secrets.token_hex(4)
        self._told = told(exchange.store)
        self._log = EventStore.of(exchange.store).activity
        self._streams: set[_Stream] = set()
        self._reader: asyncio.Task[None] | None = None
        self._recent: deque[tuple[int, dict[str, bytes]]] = deque(maxlen=_KEPT)
        self._seen = 0
        self._state = ""
        self._closed = False

    @property
    def streams(self) -> int:
        """How many pages look at this moment."""
        return len(self._streams)

    def stamp(self) -> tuple[str, str]:
        """Where the log stands (a `Last-Event-ID`) and what state the exchange is in."""
        return f"{self.run}-{self._log.newest()}", fingerprint(self.exchange)

    def close(self) -> None:
        """End all streams, and let no other begin. Safe from any thread."""
        self._closed = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell a page what happens, until it goes."""
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        stream = _Stream(language_of(request), 0, "")
        self._streams.add(stream)
        leaving = asyncio.create_task(_until_gone(receive, stream))
        try:
            try:
                first = await asyncio.to_thread(self._backlog, stream, self._after(request))
            except _UNREADABLE:
                await _no("the exchange cannot be read now", 503)(scope, receive, send)
                return
            self._read_along(stream)
            await self._tell(stream, first, send)
        except TimeoutError:
            pass  # it does not read what it is sent
        finally:
            leaving.cancel()
            self._streams.discard(stream)

    def _refusal(self, request: Request) -> Response | None:
        # A page from elsewhere could not read this, but would take places from those who can.
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _no("for the exchange's own page only", 403)
        if request.method != "GET":
            return _no("GET only", 405)
        if self._closed or len(self._streams) >= self.most_streams:
            return _no("no place left", 503)
        return None

    def _after(self, request: Request) -> int | None:
        """The last line the page has seen; None if it has seen none of this run."""
        asked = request.headers.get("last-event-id") or request.query_params.get("after", "")
        run, _, number = asked.partition("-")
        known = run == self.run and number.isascii() and number.isdigit() and len(number) < 19
        return int(number) if known else None

    def _backlog(self, stream: _Stream, after: int | None) -> bytes:
        newest = self._log.newest()
        start = newest if after is None else max(min(after, newest), newest - _BACKLOG)
        lines = self._log.read(start, _BACKLOG)
        stream.last = lines[-1].number if lines else start
        stream.state = fingerprint(self.exchange)
        sent = [b"retry: 3000\n\n", self._state_event(stream.state)]
        return b"".join(sent + [self._event(line)[stream.language] for line in lines])

    async def _tell(self, stream: _Stream, first: bytes, send: Send) -> None:
        async def put(message: dict[str, Any]) -> None:
            async with asyncio.timeout(self.send_seconds):
                await send(message)

        # A Response knows how headers are written.
        headers = Response(media_type="text/event-stream", headers=_HEADERS).raw_headers
        headers = [pair for pair in headers if pair[0] != b"content-length"]
        await put({"type": "http.response.start", "status": 200, "headers": headers})
        until = time.monotonic() + self.stream_seconds
        body = first
        while not stream.ended and time.monotonic() < until:
            await put({"type": "http.response.body", "body": body, "more_body": True})
            body = b":\n\n"
            try:
                async with asyncio.timeout(self.heartbeat_seconds):
                    await stream.bell.wait()
            except TimeoutError:
                continue
            stream.bell.clear()
            body = self._since(stream) or body
        await put({"type": "http.response.body", "body": b"", "more_body": False})

    def _since(self, stream: _Stream) -> bytes:
        news = [event[stream.language] for number, event in self._recent if number > stream.last]
        stream.last = max(stream.last, self._seen)
        if stream.state != self._state:
            stream.state = self._state
            news.append(self._state_event(self._state))
        return b"".join(news)

    def _read_along(self, stream: _Stream) -> None:
        """Have the log read for all pages, from this one's last line if nobody reads it yet."""
        if self._reader is None or self._reader.done():
            self._recent.clear()
            self._seen, self._state = stream.last, stream.state
            self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            while self._streams and not (self._closed or _server_stops()):
                lines, state = await asyncio.to_thread(self._look, self._seen)
                if lines or state != self._state:
                    self._recent.extend(lines)
                    self._seen = lines[-1][0] if lines else self._seen
                    self._state = state
                    for stream in self._streams:
                        stream.bell.set()
                await asyncio.sleep(_PAUSE_SECONDS)
        except _UNREADABLE:  # the exchange was closed under us: the pages will ask again
            _log.warning("the activity log could not be read", exc_info=True)
        finally:
            for stream in self._streams:
                stream.end()

    def _look(self, seen: int) -> tuple[list[tuple[int, dict[str, bytes]]], str]:
        """What is new behind the line `seen`, waiting a moment for it; in a thread."""
        lines = self._log.wait(seen, _LOOK_SECONDS, limit=_BACKLOG)
        if len(lines) == _BACKLOG:  # a flood: what nobody could follow is passed over
            lines = self._log.read(max(self._log.newest() - _BACKLOG, seen), _BACKLOG)
        return [(line.number, self._event(line)) for line in lines], fingerprint(self.exchange)

    def _event(self, line: Activity) -> dict[str, bytes]:
        return {
            language: f"id: {self.run}-{line.number}\nevent: activity\ndata: {said}\n\n".encode()
            for language, said in (
                (language, json.dumps(self._told(line, language))) for language in ("ja", "en")
            )
        }

    def _state_event(self, state: str) -> bytes:
        said = json.dumps({"run": self.run, "state": state})
        return f"event: state\ndata: {said}\n\n".encode()


async def _until_gone(receive: Receive, stream: _Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def _no(why: str, status: int) -> Response:
    return PlainTextResponse(why + "\n", status, _HEADERS)


def _server_stops() -> bool:
    """Whether uvicorn was told to end: it would wait for our streams, and nobody tells them."""
    server = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    return bool(getattr(server, "should_exit", False))
