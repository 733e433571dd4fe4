"""A browser without a window, driven over its DevTools: it prints pages as tagged PDF.

Chromium, Chrome and Edge all do it, and one of them is on nearly every computer. The browser gets
a profile of its own that is thrown away, reaches no network, and ends when we end.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.seminar.book.process import end_family

__all__ = ["OLDEST", "Page", "find_browser", "open_browser"]

#: The first major version that prints page numbers from the style sheet (`@page` margin boxes).
OLDEST = 131
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable", "chrome", "msedge"),
)
#: Where they are when they are not on the path: Windows, then macOS.
PLACES = (
    *("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"),
    "Chromium/Application/chrome.exe",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check"),
    *("--disable-extensions", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-quic", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0"),
)
PATIENCE = 60.0


def find_browser(environment: Mapping[str, str] = os.environ) -> Path:
    """The browser to print with: the one that GXD_BROWSER names, else the first one found.

    GXD-B006 when there is none, or when GXD_BROWSER names no program.

    >>> find_browser({"GXD_BROWSER": sys.executable}) == Path(sys.executable)
    True
    """
    if named := environment.get("GXD_BROWSER"):
        found = shutil.which(named, path=environment.get("PATH", ""))
        if found is None:
            raise GxdError(
                "GXD-B006",
                f"GXD_BROWSER の「{named}」は、実行できるブラウザーではありません。"
                "Chromium、Chrome、Edge のどれかの実行ファイルを指定してください。",
                f"GXD_BROWSER names {named!r}, which is no program that can be run. "
                "Name the executable of Chromium, Chrome or Edge.",
                where="GXD_BROWSER",
            )
        return Path(found)
    for name in NAMES:
        if found := shutil.which(name, path=environment.get("PATH", "")):
            return Path(found)
    homes = [environment.get(key) for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places = [Path(home, place) for place in PLACES for home in homes if home]
    if sys.platform == "darwin":
        places += [Path(place) for place in APPLICATIONS]
    for place in places:
        if place.is_file():
            return place
    raise GxdError(
        "GXD-B006",
        "PDF にするブラウザーが見つかりません。Chromium、Chrome、Edge のどれかを入れるか"
        "(Debian・Ubuntu: sudo apt-get install chromium fonts-noto-cjk)、"
        "場所を GXD_BROWSER に指定してください。",
        "there is no browser to print the PDF with. Install Chromium, Chrome or Edge "
        "(Debian, Ubuntu: sudo apt-get install chromium fonts-noto-cjk), "
        "or name its place in GXD_BROWSER.",
        where="PATH",
    )


class Page:
    """One page of the browser."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session: str | None = None
        self._events: list[dict[str, Any]] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._call("Page.enable")

    def open(self, file: Path) -> None:
        """Load a file and wait for all that it loads."""
        self._events.clear()
        self._call("Page.navigate", url=file.resolve().as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            self._receive()

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited when it is a promise."""
        answer = self._call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise _failed(json.dumps(answer["exceptionDetails"], ensure_ascii=False)[:600])
        return answer["result"].get("value")

    def print(self, file: Path) -> None:
        """Write the page as PDF: tagged, with an outline, in the style sheet's paper and margins."""
        answer = self._call(
            "Page.printToPDF",
            preferCSSPageSize=True,
            printBackground=True,
            generateTaggedPDF=True,
            generateDocumentOutline=True,
            transferMode="ReturnAsStream",
        )
        with file.open("wb") as out:
            while True:
                piece = self._call("IO.read", handle=answer["stream"], size=1 << 20)
                data = piece["data"]
                out.write(base64.b64decode(data) if piece.get("base64Encoded") else data.encode())
                if piece["eof"]:
                    break
        self._call("IO.close", handle=answer["stream"])

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = self._receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise _failed(f"{method}: {answer['error'].get('message')}")
                result: dict[str, Any] = answer["result"]
                return result

    def _receive(self) -> dict[str, Any]:
        try:
            message: dict[str, Any] = json.loads(self._socket.recv())
        except Exception as error:  # whatever the connection says, the browser is gone
            raise _failed(f"{type(error).__name__}: {error}") from error
        if "method" in message:
            self._events.append(message)
            if message["method"] == "Inspector.targetCrashed":
                raise _failed("the page crashed (out of memory?)")
        return message


@contextlib.contextmanager
def open_browser(program: Path | None = None) -> Iterator[Page]:
    """Start the browser and give a page of it; end both afterwards, whatever happens.

    GXD-B006 without a browser, GXD-B007 when it does not start, is too old, or stops.
    """
    import websocket

    program = program or find_browser()
    with tempfile.TemporaryDirectory(prefix="gxd-print-", ignore_cleanup_errors=True) as profile:
        command = [os.fspath(program), *FLAGS, f"--user-data-dir={profile}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to sandbox the system's owner
        log = Path(profile, "browser.log")
        with log.open("wb") as out:
            child = subprocess.Popen(
                [*command, "about:blank"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            address = _address(Path(profile, "DevToolsActivePort"), child, log)
            socket = websocket.create_connection(address, timeout=900, suppress_origin=True)
            with contextlib.closing(socket):
                page = Page(socket)
                _new_enough(page._call("Browser.getVersion")["product"], program)
                yield page
        finally:
            end_family(child.pid)
            child.wait()


def _address(port_file: Path, child: subprocess.Popen[bytes], log: Path) -> str:
    """Where the browser listens, once it has written it down."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and child.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            port, path = port_file.read_text().split("\n")[:2]
            return f"ws://127.0.0.1:{int(port)}{path}"
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise _failed("\n  ".join(said[-5:]) or "it said nothing")


def _new_enough(product: str, program: Path) -> None:
    """``HeadlessChrome/156.0.1`` is; what cannot print page numbers is not."""
    major = product.partition("/")[2].partition(".")[0]
    if not major.isdecimal() or int(major) < OLDEST:
        raise GxdError(
            "GXD-B007",
            f"ブラウザーが古すぎます({product})。{OLDEST} 以上に更新するか、"
            "新しいものを GXD_BROWSER に指定してください。",
            f"the browser is too old ({product}). Update it to {OLDEST} or later, "
            "or name a newer one in GXD_BROWSER.",
            where=str(program),
        )


def _failed(said: str) -> GxdError:
    return GxdError(
        "GXD-B007",
        "ブラウザーが途中で止まりました。ほかのプログラムを閉じてメモリーを空け、もう一度実行してください。"
        f"続くときは GXD_BROWSER で別のブラウザーを指定します。ブラウザーの言葉:\n  {said}",
        "the browser stopped. Close other programs to free memory and run it again; if it goes on, "
        f"name another browser in GXD_BROWSER. The browser said:\n  {said}",
        where="Chromium",
    )
