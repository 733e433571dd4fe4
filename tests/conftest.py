"""What every test may lean on: the checkout, the built book, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No test is a stopwatch. In CI the same examples come every time: what is found at home by
# chance becomes a test of its own, and a landing does not hang on a throw of dice.
hypothesis.settings.register_profile("home", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "home")

ROOT = Path(__file__).resolve().parent.parent
os.environ.pop("GXD_LANG", None)  # the tests read Japanese unless they say otherwise


@pytest.fixture(scope="session")
def course_root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def built_book(course_root: Path) -> Path:
    """The participants' book, built (or found fresh) through the command's own function."""
    from gxd_teach.seminar.book import build_book

    return build_book(course_root, kind="html")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium from the system's package; skipped loudly without it, never in CI.

    One for each module: while it is open, its event loop runs in this thread, and a test of
    another module may want one of its own.
    """
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    if binary is None:
        said = "no Chromium: install it with 'sudo apt-get install chromium' to run this test"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=flags)
        yield browser
        browser.close()
