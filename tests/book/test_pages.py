"""Every page opens without a network, without a fault, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PHONE = {"width": 390, "height": 844}


@dataclass
class Visit:
    """A page in a browser that reaches nothing but the site, and what went wrong on it."""

    page: Any
    site: str
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note each request that leaves the site, each error in the console."""

        def route(route: Any) -> None:
            if route.request.url.startswith((self.site, "data:", "blob:")):
                route.continue_()
            else:
                self.outside.append(route.request.url)
                route.abort()

        def message(message: Any) -> None:
            if message.type == "error":
                self.faults.append(f"{self.page.url}: {message.text}")

        self.page.route("**/*", route)
        self.page.on("console", message)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def go(self, address: str) -> None:
        """Open and wait until nothing more is loaded."""
        self.page.goto(self.site + address, wait_until="networkidle")


@pytest.fixture
def visit(chromium: Any, served_book: str) -> Iterator[Visit]:
    """A fresh visitor."""
    context = chromium.new_context()
    one = Visit(context.new_page(), served_book)
    one.listen()
    yield one
    context.close()


def addresses(built_book: Path) -> list[str]:
    """All pages of the book, and the search."""
    pages = sorted(path.relative_to(built_book) for path in (built_book / "book").rglob("*.html"))
    return [f"/{page.as_posix()}" for page in pages] + ["/search.html?q=排出係数"]


def test_no_page_asks_for_anything_outside(visit: Visit, built_book: Path) -> None:
    """With the network cut off, every page loads all it needs and reports no error.

    Formulas are drawn where there are any, and sliders where the chapter has them.
    """
    for address in addresses(built_book):
        visit.go(address)
        source = (built_book / address[1:].split("?")[0]).read_text(encoding="utf-8")
        if 'class="math ' in source:
            visit.page.wait_for_selector("mjx-container", state="attached")
        if "application/vnd.jupyter.widget-view+json" in source:
            visit.page.wait_for_selector(".jupyter-widgets", state="attached")
    assert visit.outside == []
    assert visit.faults == []


def test_no_page_is_wider_than_a_phone(visit: Visit, built_book: Path) -> None:
    """At 390 pixels nothing sticks out: tables and code scroll within themselves."""
    visit.page.set_viewport_size(PHONE)
    wide = []
    for address in [*addresses(built_book), "/exercises/", "/exchange/"]:
        visit.go(address)
        if visit.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert wide == []


def test_pages_name_no_launcher(built_book: Path) -> None:
    """Thebe, which the book does not use, has left no script, style or setting."""
    for path in [*built_book.rglob("*.html")]:
        assert "thebe" not in path.read_text(encoding="utf-8").lower(), path
    assert not list(built_book.rglob("*sphinx-thebe*"))


def test_page_scripts_come_from_the_book(built_book: Path) -> None:
    """No script, style, font or picture of a page has an address elsewhere."""
    loading = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//")
    for path in built_book.rglob("*.html"):
        assert not loading.search(path.read_text(encoding="utf-8")), path


def test_the_furniture_speaks_japanese(built_book: Path) -> None:
    """Buttons and links around the text are in Japanese."""
    text = (built_book / "book/index.html").read_text(encoding="utf-8")
    for english in ("Skip to main", "Back to top", "Toggle primary", "light/dark", "Version warn"):
        assert english not in text
    assert '<html lang="ja"' in text
    assert "© 2026" in text
