"""Ctrl-C ends the seminar at once, also while pages are looking at the exchange."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

SCRIPT = """
import sys
from pathlib import Path
import uvicorn
from gxd_teach.seminar.site.serve import reserve_port
from gxd_teach.seminar.site.site import create_site
from gxd_teach.techspec import Company, LocalExchange

with LocalExchange([Company("fict-pc", "FICT-PC", "urn:gln:4912345000016")]) as exchange:
    taken = reserve_port(0)
    print(taken.getsockname()[1], flush=True)
    site = create_site(Path("."), exchange)
    config = uvicorn.Config(site, log_level="warning", lifespan="off", timeout_graceful_shutdown=60)
    try:
        uvicorn.Server(config).run(sockets=[taken])
    except KeyboardInterrupt:
        pass
print("closed", flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_open_pages_do_not_hold_up_the_end(how: signal.Signals, tmp_path: Path) -> None:
    """The streams end whole, the server does not have to break them off, nothing is complained."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{int(process.stdout.readline())}/exchange/stream"
        with (
            httpx2.Client(trust_env=False, timeout=30) as client,
            client.stream("GET", address) as one,
            client.stream("GET", address) as other,
        ):
            texts = [one.iter_text(), other.iter_text()]
            assert all("retry:" in next(text) for text in texts)
            process.send_signal(how)
            for text in texts:
                list(text)  # would raise if the stream were cut short
        said, _ = process.communicate(timeout=50)
    finally:
        process.kill()
        process.wait()
    assert said.strip() in ("closed", "")  # SIGTERM ends Python before the last word
    assert process.returncode in (0, -how)
