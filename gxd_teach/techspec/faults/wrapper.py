"""A good server that is made to err: the fault stands around it and alters what passes.

An ASGI application around another; events that the server sends pass the fault in the
transport of its HTTP client (`FaultyApp.sending`). Nothing of the server itself is touched,
so the same fault sits on any server. The wire never tells the fault's name.
"""

from __future__ import annotations

import asyncio
import inspect
import random
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gxd_teach.techspec.faults.fault import Fault, fault_named
from gxd_teach.techspec.faults.message import Answer, Asked, Sent

if TYPE_CHECKING:
    import httpx2
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["FaultyApp", "wrap"]

_LONGEST_BODY = 5_000_000


def wrap(
    app: ASGIApp, name: str | None, *, seed: int = 0, clock: Callable[[], float] = time.time
) -> FaultyApp:
    """The application with a fault; `seed` draws where it shows, None leaves it good.

    GXD-K195 for a name that is not known.

    >>> async def app(scope, receive, send): ...
    >>> wrap(app, "limit-ignored").fault.name
    'limit-ignored'
    """
    return FaultyApp(app, name, seed=seed, clock=clock)


class FaultyApp:
    """An ASGI application that errs in one way, which `use` changes while it runs.

    `memory` is what a fault remembers between requests; `clock` gives seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        name: str | None = None,
        *,
        seed: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._app = app
        self.clock = clock
        self.fault: Fault | None = None
        self.memory: dict[Any, Any] = {}
        self.knocker: Callable[[str], None] = _knock
        self._seed = seed
        self.use(name, seed=seed)

    def use(self, name: str | None, *, seed: int = 0) -> None:
        """Err in another way from now on, or not at all (None)."""
        self.fault = None if name is None else fault_named(name)
        self.memory = {}
        self._seed = seed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with the fault in it."""
        if scope["type"] != "http" or self.fault is None:
            await self._app(scope, receive, send)
            return
        asked = Asked(
            scope["method"],
            scope["scheme"],
            scope["path"],
            scope["query_string"].decode("latin-1"),
            tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in scope["headers"]),
            await _body(receive),
        )
        answer = await self._erring(asked, Server(self, self._app, scope))
        if asked.method == "HEAD":
            answer = replace(answer, body=b"")
        await _send(send, answer)

    async def _erring(self, asked: Asked, server: Server) -> Answer:
        fault = self.fault
        if fault is not None and fault.place == "request":
            altered = fault.act(asked, server)
            altered = await altered if inspect.isawaitable(altered) else altered
            return altered if isinstance(altered, Answer) else await server.inner(altered)
        answer = await server.inner(asked)
        if fault is not None and fault.place == "answer":
            changed = fault.act(asked, answer, server)
            return await changed if inspect.isawaitable(changed) else changed
        if answer.status == 200 and asked.kind in ("list", "get"):
            data = answer.said.get("data")
            if isinstance(data, list):
                return answer.saying({"data": [self._record(one, asked.major) for one in data]})
            if isinstance(data, dict):
                return answer.saying({"data": self._record(data, asked.major)})
        return answer

    def _record(self, record: Any, major: str) -> Any:
        """A record with the fault in it, the same each time it is asked for."""
        fault = self.fault
        if fault is not None and fault.place == "record" and isinstance(record, dict):
            drawn = random.Random(f"{self._seed}:{record.get('id')}")
            with suppress(KeyError, TypeError, ValueError):  # a record that has no such property
                fault.act(record, major, drawn)
        return record

    def sending(self, transport: httpx2.BaseTransport) -> httpx2.BaseTransport:
        """A transport for the server's own HTTP client, through which its events pass."""
        from gxd_teach.techspec.faults.transport import FaultySending

        return FaultySending(self, transport)

    def sent(self, one: Sent) -> list[Sent]:
        """What goes out instead of a request that the server sends: none, one or several."""
        fault = self.fault
        if fault is None or not one.event:
            return [one]
        one = self._under_first_name(one)
        if fault.place == "sending":
            return list(fault.act(one, self))
        event = one.event
        data = event.get("data")
        pfs = data.get("pfs") if isinstance(data, dict) else None
        if fault.place != "record" or not isinstance(pfs, list):
            return [one]
        major = "2" if ".pathfinder." in str(event.get("type")) else "3"
        changed = [self._record(pf, major) for pf in pfs]
        return [one.saying(event | {"data": event["data"] | {"pfs": changed}})]

    def _under_first_name(self, one: Sent) -> Sent:
        """An answer to a request that the fault has renamed names the request as it came."""
        event = one.event
        data = event.get("data")
        first = self.memory.get("renamed", {}).get(
            data.get("requestEventId") if isinstance(data, dict) else None
        )
        if first is None:
            return one
        return one.saying(event | {"data": event["data"] | {"requestEventId": first}})


class Server:
    """The good server behind a fault, for the time of one request."""

    def __init__(self, faulty: FaultyApp, app: ASGIApp, scope: Scope) -> None:
        self._faulty, self._app, self._scope = faulty, app, scope

    @property
    def memory(self) -> dict[Any, Any]:
        """What the fault has remembered of earlier requests."""
        return self._faulty.memory

    def clock(self) -> float:
        """Seconds, by the faulty server's clock."""
        return self._faulty.clock()

    async def inner(self, asked: Asked) -> Answer:
        """What the good server answers to a request."""
        scope = dict(self._scope) | {
            "method": asked.method,
            "scheme": asked.scheme,
            "path": asked.path,
            "query_string": asked.query.encode("latin-1"),
            "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in asked.headers],
        }
        if asked.path != self._scope["path"]:
            scope["raw_path"] = asked.path.encode("latin-1", "replace")
        parts: list[Any] = []
        read = False

        async def receive() -> Any:
            nonlocal read
            if read:
                return {"type": "http.disconnect"}
            read = True
            return {"type": "http.request", "body": asked.body, "more_body": False}

        async def send(message: Any) -> None:
            parts.append(message)

        await self._app(scope, receive, send)
        start = parts[0]
        headers = tuple(
            (k.decode("latin-1").lower(), v.decode("latin-1"))
            for k, v in start.get("headers", [])
            if k.lower() not in (b"content-length", b"transfer-encoding")
        )
        body = b"".join(part.get("body", b"") for part in parts[1:])
        return Answer(start["status"], headers, body)

    def at(self, asked: Asked, url: str) -> Asked:
        """The request that follows a link."""
        parts = urlsplit(url)
        return replace(asked, path=parts.path, query=parts.query)

    async def knock(self, source: str) -> None:
        """Call an address, as a server does that checks none; on this machine only."""
        await asyncio.to_thread(self._faulty.knocker, source)


def _knock(source: str) -> None:
    """Open a connection to where a source points, if that is this machine."""
    try:
        parts = urlsplit(source if "://" in source else f"https:{source}")
        host, port = parts.hostname or "", parts.port or 443
        if host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, port), timeout=1).close()
    except (OSError, ValueError):
        pass


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more and len(body) <= _LONGEST_BODY:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _send(send: Send, answer: Answer) -> None:
    headers = [(k.encode("latin-1"), v.encode("latin-1", "replace")) for k, v in answer.headers]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
