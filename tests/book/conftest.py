"""The book as participants meet it: served by the site, read in a browser, without a network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from gxd_teach.seminar.site.serve import reserve_port
from gxd_teach.seminar.site.site import create_site


@pytest.fixture(scope="session")
def served_book(course_root: Path, built_book: Path) -> Iterator[str]:
    """The address of the site with the built book."""
    taken = reserve_port(0)
    config = uvicorn.Config(create_site(course_root, None), log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    taken.close()
