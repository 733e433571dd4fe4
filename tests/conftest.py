"""What every test may lean on: the checkout, the built book, a browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
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


def surroundings() -> tuple[str, dict[str, str]]:
    """The folder and the variables by which a course or a language may be named."""
    named = {name: value for name, value in os.environ.items() if name.startswith("GXD_")}
    return os.getcwd(), named | {"PATH": os.environ["PATH"]}


FOUND = surroundings()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """What a test changes in its surroundings fails that test, not some later one by chance."""
    yield
    if (left := surroundings()) != FOUND:
        os.chdir(FOUND[0])
        for name in FOUND[1].keys() | left[1].keys():
            os.environ.pop(name, None)
        os.environ.update(FOUND[1])
        pytest.fail(f"{item.nodeid} left its surroundings changed: {left} was {FOUND}")


@pytest.fixture(scope="session")
def course_root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def built_book(course_root: Path) -> Path:
    """The participants' book, built (or found fresh) through the command's own function."""
    from gxd_teach.seminar.book.build import build_book

    with one_at_a_time(course_root / "_build" / "tests.lock"):
        return build_book(course_root, kind="html")


@contextlib.contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Several processes run the tests: only one of them builds, the others find it built."""
    file.parent.mkdir(exist_ok=True)
    with file.open("w") as handle:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


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
