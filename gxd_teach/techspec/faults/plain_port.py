"""One port for https and plain http: what a fault needs that answers without TLS.

PACT v2 and v3 rule: HTTPS only. A TLS connection begins with the byte 22 (RFC 8446, record
type handshake); whatever begins otherwise is led to a second server without TLS. For fault
mode on this machine, and for nothing else.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["PlainPort"]

_HANDSHAKE = b"\x16"
_HOST = "127.0.0.1"
_IDLE_SECONDS = 30


class PlainPort:
    """Stands on a port in front of an HTTPS server at `https_port`, and answers http as well.

    `app` is the (faulty) application that plain http gets to see; `port` 0 takes a free one.
    """

    def __init__(self, app: ASGIApp, https_port: int, *, port: int = 0) -> None:
        import uvicorn

        self._https_port = https_port
        self._plain = socket.create_server((_HOST, 0))
        config = uvicorn.Config(
            app, ws="none", lifespan="off", log_config=None, log_level="critical",
            access_log=False, server_header=False,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._front = socket.create_server((_HOST, port))
        self.port: int = self._front.getsockname()[1]
        self._threads = [
            threading.Thread(
                target=self._server.run, kwargs={"sockets": [self._plain]}, daemon=True
            ),
            threading.Thread(target=self._accept, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Close the port; the HTTPS server behind it goes on."""
        self._server.should_exit = True
        with suppress(OSError):
            self._front.shutdown(socket.SHUT_RDWR)
        self._front.close()
        for thread in self._threads:
            thread.join()
        self._plain.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._front.accept()
            except OSError:
                return
            threading.Thread(target=self._lead, args=(connection,), daemon=True).start()

    def _lead(self, connection: socket.socket) -> None:
        """Look at the first byte, and pass everything on both ways."""
        with connection, suppress(OSError):
            connection.settimeout(_IDLE_SECONDS)
            first = connection.recv(1, socket.MSG_PEEK)
            port = self._https_port if first == _HANDSHAKE else self._plain.getsockname()[1]
            with socket.create_connection((_HOST, port), timeout=_IDLE_SECONDS) as behind:
                back = threading.Thread(target=_copy, args=(behind, connection), daemon=True)
                back.start()
                _copy(connection, behind)
                back.join()


def _copy(one: Any, other: Any) -> None:
    with suppress(OSError):
        while piece := one.recv(65_536):
            other.sendall(piece)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
