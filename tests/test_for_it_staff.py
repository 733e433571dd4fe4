"""The page for IT staff: its lines, typed one after the other, do what it says."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gxd_teach import datasets
from gxd_teach.seminar.site.serve import reserve_port

GXD = str(Path(sys.executable).parent / "gxd")
HEADING = "### 自社の表から、記録を作って配る"


@pytest.fixture
def lines(course_root: Path) -> list[str]:
    """The console lines below the heading, with a free port in place of the usual one."""
    page = (course_root / "book" / "start" / "for-it.md").read_text(encoding="utf-8")
    part = page.split(HEADING, 1)[1].split("\n### ", 1)[0]
    blocks = re.findall(r"```console\n(.*?)```", part, re.DOTALL)
    sock = reserve_port(0)
    port = str(sock.getsockname()[1])
    sock.close()
    found = "".join(blocks).replace("8443", port).splitlines()
    return [f"{line} --port {port}" if " serve " in line else line for line in found]


def typed(line: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    words = [GXD, *line.split()[1:], *more]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_from_the_sheet_to_what_a_partner_receives(lines: list[str], tmp_path: Path) -> None:
    """Convert, lint, serve, read as a partner in both versions."""
    convert, lint, serve, read = lines
    shutil.copy(datasets.folder() / "footprint-template.xlsx", tmp_path / "products.xlsx")
    assert typed(convert, tmp_path).returncode == 0
    checked = typed(lint, tmp_path)
    assert (checked.returncode, "誤り 0、警告 0" in checked.stdout) == (0, True)
    server = subprocess.Popen(
        [GXD, *serve.split()[1:]], cwd=tmp_path, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    watchdog = threading.Timer(120, server.kill)
    watchdog.start()
    try:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        assert read.split()[2] in "".join(said)  # the address that the page names
        assert read.split()[-1] in "".join(said)
        for dialect in ((), ("--dialect", "2.3")):
            received = typed(read, tmp_path, *dialect)
            assert "レコード 2 件" in received.stdout, received.stderr
        assert typed(read, tmp_path).returncode == 0
    finally:
        server.send_signal(signal.SIGINT)
        watchdog.cancel()
        assert server.wait(30) == 0


def test_a_wrong_cell_is_named_and_nothing_is_written(lines: list[str], tmp_path: Path) -> None:
    """As the page promises: the sheet's cell, and no half-made file."""
    from openpyxl import load_workbook

    book = load_workbook(datasets.folder() / "footprint-template.xlsx")
    book["フットプリント"]["J5"] = "12 くらい"
    book.save(tmp_path / "products.xlsx")
    done = typed(lines[0], tmp_path)
    assert done.returncode != 0
    assert "フットプリント!J5" in done.stderr
    assert not (tmp_path / "records.json").exists()
