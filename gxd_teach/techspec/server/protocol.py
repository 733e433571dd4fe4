"""HTTP on one connection, for clients that are slow, greedy, or talk rubbish.

HTTP/1.1 (RFC 9112) is read by uvicorn's protocol over httptools; what is added here are the
limits: on the size of a head and the time it takes, on a client that does not read its answer,
on the number of connections. Whatever cannot be read is answered in PACT's shape. A head and
its body leave in one write: two would wait for each other on a slow line.

A request may be answered before its body has come (a bad token, a body that is too large). To
hang up then would break off a client that is still sending, or the next request it has just put
on this connection, and the answer might be lost with it (RFC 9112, section 9.6). So the rest of
the body is read and thrown away, within limits of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gxd_teach.techspec.server.limits import Limits
from gxd_teach.techspec.server.refusals import refusal

__all__ = ["protocol_with"]

_REST = 16  # times the largest body: so much is thrown away of one that was answered already


def protocol_with(limits: Limits) -> Any:
    """What makes the protocol of each new connection."""
    return partial(_Guarded, limits)


class _Guarded(HttpToolsProtocol):
    def __init__(self, limits: Limits, *how: Any, **more: Any) -> None:
        super().__init__(*how, **more)
        self._limits = limits
        self._head_size = 0  # what has come of a head that is not whole
        self._head_read = 0  # what was read out of the head
        self._head_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._rest_timer: asyncio.TimerHandle | None = None  # a body is being thrown away
        self._rest_size = 0
        self._refused = False

    def connection_made(self, transport: Any) -> None:
        full = len(self.connections) >= self._limits.connections
        super().connection_made(transport)
        self.transport = _OneWrite(transport, self._answered_early)  # type: ignore[assignment]
        if full:
            self._refuse(503, "InternalError", "there are too many connections: try again later")
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timers("_head_timer", "_write_timer", "_rest_timer")
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._expect_head()
        all_head = self._head_timer is not None
        super().data_received(data)
        if all_head and self._head_timer is not None and not self._refused:
            self._head_size += len(data)
            if self._head_size > self._limits.header_bytes:
                self.send_400_response("")

    def _expect_head(self) -> None:
        free = self.cycle is None or self.cycle.response_complete
        if free and self._head_timer is None and self._rest_timer is None:
            self._await_head()

    def _await_head(self) -> None:
        self._head_size = 0
        self._head_timer = self.loop.call_later(self._limits.header_seconds, self._too_slow)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._count(len(name) + len(value) + 4)

    def _count(self, size: int) -> None:
        self._head_read += size
        if self._head_read > self._limits.header_bytes:
            raise ValueError("too large")

    def on_message_begin(self) -> None:
        self._head_read = 0
        self._expect_head()  # right behind the rest of a body that was thrown away
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_timers("_head_timer")
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        self.transport.flush()  # type: ignore[attr-defined]
        early = self._answered_early()
        super().on_response_complete()
        if early and not self.transport.is_closing():
            self._unset_keepalive_if_required()
            self._rest_size = 0
            self._rest_timer = self.loop.call_later(self._limits.body_seconds, self._hang_up)

    def _answered_early(self) -> bool:
        """Whether the answer is out, and the body of its request still on the way."""
        cycle = self.cycle
        on_the_way: bool = cycle is not None and cycle.response_complete and cycle.more_body
        return on_the_way and not self._refused

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        if self._rest_timer is not None:
            self._rest_size += len(body)
            if self._rest_size > _REST * self._limits.body_bytes:
                self._hang_up()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if self._rest_timer is not None:
            self._stop_timers("_rest_timer")
            self.cycle.more_body = False
            if self.cycle.keep_alive:
                self.timeout_keep_alive_task = self.loop.call_later(
                    self.timeout_keep_alive, self.timeout_keep_alive_handler
                )
            else:
                self.transport.close()

    def _hang_up(self) -> None:
        self._refused = True  # nothing is read any more
        self._stop_timers("_rest_timer")
        self.transport.close()

    def send_400_response(self, msg: str) -> None:
        largest = self._limits.header_bytes
        if max(self._head_size, self._head_read) > largest:
            self._refuse(431, "BadRequest", f"a head may have {largest} bytes at most")
        else:
            self._refuse(400, "BadRequest", "this is not HTTP")

    def _too_slow(self) -> None:
        self._head_timer = None
        if self.parser is not None and not self.transport.is_closing():
            if self._head_size:
                self._refuse(408, "BadRequest", "the request did not arrive in time")
            else:
                self.transport.close()

    def _refuse(self, status: int, code: str, message: str) -> None:
        self._refused = True
        answered = self._rest_timer is not None
        self._stop_timers("_head_timer", "_rest_timer")
        if (self.cycle is None or self.cycle.response_complete) and not answered:
            answer = refusal(status, code, message, {"Connection": "close"})
            head = b"".join(b"%b: %b\r\n" % header for header in answer.raw_headers)
            phrase = b"HTTP/1.1 %d \r\n" % status
            self.transport.write(b"%b%b\r\n%b" % (phrase, head, bytes(answer.body)))
        self.transport.close()

    def _stop_timers(self, *names: str) -> None:
        for name in names:
            timer = getattr(self, name)
            if timer is not None:
                timer.cancel()
                setattr(self, name, None)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._write_timer is None:
            self._write_timer = self.loop.call_later(
                self._limits.write_seconds, self.transport.abort
            )

    def resume_writing(self) -> None:
        self._stop_timers("_write_timer")
        super().resume_writing()


class _OneWrite:
    """A transport that holds a response's head back until its body comes, then sends both.

    It is not closed while it has to be `kept` for what the client is still sending.
    """

    def __init__(self, transport: Any, kept: Callable[[], bool]) -> None:
        self._transport = transport
        self._kept = kept
        self._head: bytes | None = None

    def write(self, data: bytes) -> None:
        if self._head is not None:
            head, self._head = self._head, None
            self._transport.writelines([head, data])
        elif data.startswith(b"HTTP/1.1 ") and data[9:10] != b"1" and data.endswith(b"\r\n\r\n"):
            self._head = data  # not "100 Continue", for which the client waits
        else:
            self._transport.write(data)

    def flush(self) -> None:
        if self._head is not None:
            head, self._head = self._head, None
            self._transport.write(head)

    def close(self) -> None:
        self.flush()
        if not self._kept():
            self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
