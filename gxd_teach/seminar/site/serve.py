"""`make seminar`: prepare everything step by step, then serve it at one address until Ctrl-C."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.seminar.book.assets import vendor_assets
from gxd_teach.seminar.book.build import build_book, course_checkout
from gxd_teach.seminar.site.site import Exchange, create_site

__all__ = ["reserve_port", "run_seminar"]

HOST = "127.0.0.1"


def run_seminar(
    root: Path,
    port: int = 8000,
    *,
    open_browser: bool = False,
    release: Callable[[], object] | None = None,
    start_exchange: Callable[[Path], Exchange] | None = None,
    progress: Callable[[str], None] | None = None,
) -> int:
    """Build, release, start the exchange and serve; return 0 after Ctrl-C or SIGTERM.

    `release` makes ``exercises/`` from ``solutions/``; `start_exchange` gets the root and returns
    the running exchange. The port is taken first, before anything slow.
    """
    root = course_checkout(root)
    say_line = progress or _print
    exchange: Exchange | None = None
    server_socket = reserve_port(port)
    try:
        with _stoppable():
            _step(say_line, 1, "ページの部品", "page assets")
            vendor_assets(root, say_line)
            _step(say_line, 2, "本", "the book")
            build_book(root, progress=say_line)
            _step(say_line, 3, "演習の配布物", "the exercises")
            if release:
                release()
            _step(say_line, 4, "データ交換", "the exchange")
            if start_exchange:
                exchange = start_exchange(root)
            _step(say_line, 5, "公開", "serving")
            _serve(root, exchange, server_socket, say_line, open_browser)
    except KeyboardInterrupt:
        say_line(say("終わりました。", "Stopped."))
    finally:
        server_socket.close()
        if exchange is not None:
            exchange.close()
    return 0


def reserve_port(port: int) -> socket.socket:
    """Take the port on this computer, or say that somebody has it."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
        if os.name == "posix":  # Linux lets two bind with REUSEADDR until one listens
            taken.listen(128)
    except (OSError, OverflowError) as error:
        taken.close()
        other = port + 1 if 1024 <= port < 65535 else 8001
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, 10048, 10013):
            raise GxdError(
                "GXD-S001",
                f"ポート {port} は使われています。すでに開いているセミナーなら "
                f"http://{HOST}:{port}/ を見てください。"
                f"別の番号で始めてください: make seminar PORT={other}(Windows は gxd seminar --port {other})",
                f"port {port} is in use. If it is a seminar already open, look at "
                f"http://{HOST}:{port}/. "
                f"Start with another one: make seminar PORT={other} (Windows: gxd seminar --port {other})",
            ) from None
        raise GxdError(
            "GXD-S002",
            f"ポート {port} は使えません({error})。"
            f"1024 から 65535 の番号で始めてください: make seminar PORT={other}(Windows は gxd seminar --port {other})",
            f"port {port} cannot be used ({error}). "
            f"Start with one from 1024 to 65535: make seminar PORT={other} (Windows: gxd seminar --port {other})",
        ) from None
    return taken


def _serve(
    root: Path,
    exchange: Exchange | None,
    server_socket: socket.socket,
    say_line: Callable[[str], None],
    open_browser: bool,
) -> None:
    """Serve until a signal ends it."""
    import uvicorn

    address = f"http://{HOST}:{server_socket.getsockname()[1]}"

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            say_line("")
            say_line(say(f"  セミナー    {address}/", f"  Seminar     {address}/"))
            say_line(
                say(f"  演習        {address}/exercises/", f"  Exercises   {address}/exercises/")
            )
            say_line(
                say(f"  データ交換  {address}/exchange/", f"  Exchange    {address}/exchange/")
            )
            say_line("")
            say_line(say("Ctrl-C で終わります。", "Press Ctrl-C to stop."))
            if open_browser:
                threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    config = uvicorn.Config(
        create_site(root, exchange),
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    Announcing(config).run(sockets=[server_socket])


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal all end as KeyboardInterrupt, once."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    wanted = [getattr(signal, name) for name in names if hasattr(signal, name)]

    def stop(number: int, frame: FrameType | None) -> None:
        for one in wanted:  # the clean-up is not to be cut short by impatience
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, stop) for one in wanted}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _step(say_line: Callable[[str], None], number: int, ja: str, en: str) -> None:
    say_line(say(f"ステップ {number}/5 {ja}", f"Step {number}/5 {en}"))


def _print(line: str) -> None:
    """One whole line at once, also into a pipe; a pipe that is gone stops nothing."""
    with suppress(BrokenPipeError):
        print(line, file=sys.stdout, flush=True)
