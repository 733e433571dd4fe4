"""Who may ask, and what a browser may do with the answer.

A page from elsewhere can give its own name this computer's address (DNS rebinding) and would then
read what is served here; so only local host names are answered. The content policy lets our pages
load nothing from outside, whatever a chapter's output contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

LOCAL = ("127.0.0.1", "localhost", "[::1]")
# Jupyter's widget manager compiles its schema with eval, the theme has scripts within its pages.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Refuse foreign host names; add the headers to every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        names = "|".join(re.escape(name) for name in (*LOCAL, *hosts))
        self.allowed = re.compile(rf"(?:{names})(?::\d+)?", re.IGNORECASE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, guarded; there are no web sockets here."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if self.allowed.fullmatch(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send_guarded)
        else:
            refusal = PlainTextResponse(
                "この番地では開けません。127.0.0.1 または localhost で開いてください。\n"
                "Not served under this name. Open 127.0.0.1 or localhost.\n",
                status_code=400,
            )
            await refusal(scope, receive, send_guarded)
