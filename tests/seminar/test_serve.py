"""`make seminar` goes through its steps, serves, and stops cleanly whenever it is told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from gxd_teach.errors import GxdError
from gxd_teach.seminar.site.serve import reserve_port, run_seminar

SCRIPT = """
import sys
from pathlib import Path
from gxd_teach.seminar.site.serve import run_seminar

class Exchange:
    def overview(self): return []
    def close(self): print("exchange closed", flush=True)

sys.exit(run_seminar(Path(sys.argv[1]), int(sys.argv[2]), release=lambda: print("released"),
                     start_exchange=lambda root: Exchange()))
"""


@contextmanager
def seminar(root: Path, port: int = 0) -> Iterator[subprocess.Popen[str]]:
    """The seminar in a process of its own, its output in a pipe; never left behind."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(root), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def read_until(process: subprocess.Popen[str], word: str) -> list[str]:
    """The lines up to the first with this word."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            return lines
    pytest.fail("".join(lines))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("built_book")
def test_serves_until_told_to_stop(course_root: Path, how: signal.Signals) -> None:
    """All five steps are named, the address answers, and a signal ends it with 0."""
    with seminar(course_root) as process:
        text = "".join(read_until(process, "Ctrl-C"))
        for step in range(1, 6):
            assert f"ステップ {step}/5" in text
        address = text.split("セミナー")[1].split()[0]
        with urllib.request.urlopen(address + "exercises/") as answer:
            assert answer.status == 200
        process.send_signal(how)
        rest, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "exchange closed" in rest
        assert "Traceback" not in rest


def test_stops_in_the_middle_of_a_build(tiny_course: Callable[[str], Path]) -> None:
    """Ctrl-C while a chapter runs ends the build and its kernel, and leaves no finished mark."""
    root = tiny_course("code:import time; time.sleep(300)")
    with seminar(root) as process:
        read_until(process, "章を実行する")
        family = psutil.Process(process.pid).children(recursive=True)
        assert family
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in rest
        _, alive = psutil.wait_procs(family, timeout=10)
        assert not alive
        assert not (root / "_build/html/.gxd-built").exists()


def test_a_taken_port_is_told_before_anything_slow(course_root: Path) -> None:
    """The sentence names the port and another one to start with."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(GxdError, match="GXD-S001") as caught:
            run_seminar(course_root, port, progress=lambda line: pytest.fail(line))
    assert str(port) in caught.value.ja
    assert f"make seminar PORT={port + 1}" in caught.value.ja


@pytest.mark.parametrize("port", [-1, 70000])
def test_an_impossible_port(port: int) -> None:
    """A number that is no port is refused with the range."""
    with pytest.raises(GxdError, match="GXD-S002"):
        reserve_port(port)


def test_not_a_checkout(tmp_path: Path) -> None:
    """In a folder that is no checkout a sentence says so."""
    with pytest.raises(GxdError, match="GXD-B003"):
        run_seminar(tmp_path, 0)
