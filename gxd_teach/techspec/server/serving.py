"""HTTPS on a port of this machine, in a thread of its own, stopped without a trace.

A notebook's main thread already runs an event loop, so the server (uvicorn) brings its own in
another thread. It says nothing on the screen; errors go to Python's logging.
"""

from __future__ import annotations

import asyncio
import errno
import math
import os
import socket
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from gxd_teach.errors import GxdError
from gxd_teach.techspec.server.limits import Limits
from gxd_teach.techspec.server.protocol import protocol_with

__all__ = ["HOST", "HttpsServer"]

HOST = "127.0.0.1"


class HttpsServer:
    """An application answering by HTTPS; `port` 0 takes a free one, `port` then tells which.

    `certificate_file` holds the private key and the certificate. GXD-X010 when the port is
    taken, GXD-X011 when it may not be used.
    """

    def __init__(
        self,
        app: ASGIApp,
        certificate_file: Path,
        *,
        port: int = 0,
        limits: Limits | None = None,
    ) -> None:
        limits = limits or Limits()
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http=protocol_with(limits),
            ws="none",
            lifespan="off",
            ssl_certfile=certificate_file,
            ssl_keyfile=certificate_file,
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_keep_alive=math.ceil(limits.idle_seconds),
            timeout_graceful_shutdown=2,
        )
        self._server = _Server(config, limits)
        self._thread = threading.Thread(
            target=self._server.run,
            kwargs={"sockets": [self._socket]},
            name=f"gxd-exchange-{self.port}",
            daemon=True,  # a forgotten exchange must not keep a notebook's kernel alive
        )
        # Dropped without stop() — a notebook cell run again — it must not answer on for ever.
        weakref.finalize(self, setattr, self._server, "should_exit", True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.005)
        if not self._server.started:
            self._socket.close()
            raise GxdError(
                "GXD-X013",
                "交換サーバーを開始できません。もう一度 start() を呼んでください",
                "the exchange could not start: call start() again",
                where=f"{HOST}:{self.port}",
            )

    @property
    def running(self) -> bool:
        """Whether it answers."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish the answers under way and close the port."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, limits: Limits) -> None:
        super().__init__(config)
        self._limits = limits

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # uvicorn's own leaves a client a minute for the greeting of TLS.
        await self.lifespan.startup()

        def connect() -> asyncio.Protocol:
            make: Any = self.config.http_protocol_class
            made: asyncio.Protocol = make(
                config=self.config, server_state=self.server_state, app_state={}
            )
            return made

        loop = asyncio.get_running_loop()
        self.servers = [
            await loop.create_server(
                connect,
                sock=listening,
                ssl=self.config.ssl,
                backlog=self.config.backlog,
                ssl_handshake_timeout=self._limits.header_seconds,
                ssl_shutdown_timeout=5,
            )
            for listening in sockets or []
        ]
        self.started = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # A client that keeps its connection for later would hold up TLS's farewell for half
        # a minute: hang up on those that are waiting for nothing.
        for connection in list(self.server_state.connections):
            cycle = getattr(connection, "cycle", None)
            if cycle is None or cycle.response_complete:
                connection.transport.abort()
        await super().shutdown(sockets)


def _listen(port: int) -> socket.socket:
    """A socket on the port, or a sentence that says why not."""
    # Named TCP, or asyncio would not switch off Nagle's algorithm: 40 ms for every answer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere this option would share a port that is taken
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)  # bind alone does not see every port that is taken
    except (OSError, OverflowError) as cause:
        listening.close()
        if isinstance(cause, OverflowError):
            cause = OSError(errno.EINVAL, "0-65535")
        if cause.errno == errno.EADDRINUSE:
            raise GxdError(
                "GXD-X010",
                f"ポート {port} は別のプログラムが使っています。"
                "前の交換サーバーを止めるか(端末では Ctrl-C、ノートブックでは stop())、"
                "ほかの番号にしてください(ノートブックでは port=0 で空きを自動で選び、"
                "端末では --port と --folder の両方を変えます)",
                f"port {port} is in use by another program: end the earlier exchange (Ctrl-C in a"
                " terminal, stop() in a notebook) or give another number (in a notebook port=0 takes"
                " a free one; in a terminal give another --port and another --folder)",
                where=f"{HOST}:{port}",
            ) from cause
        raise GxdError(
            "GXD-X011",
            f"ポート {port} は使えません({cause.strerror})。1024 以上か port=0 にしてください",
            f"port {port} cannot be used ({cause.strerror}): give one from 1024 up, or port=0",
            where=f"{HOST}:{port}",
        ) from cause
    return listening
