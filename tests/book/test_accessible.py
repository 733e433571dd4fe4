"""Every page can be used by everybody: names, order and contrast, looked at by axe in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

# Only what is wrong is brought over from the browser: the rest is thousands of elements a page.
ONLY = {"resultTypes": ["violations"]}
WCAG = ONLY | {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
CONTRAST = ONLY | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def addresses(built_book: Path) -> list[str]:
    """All pages of the book, and the search."""
    pages = sorted(path.relative_to(built_book) for path in (built_book / "book").rglob("*.html"))
    return [f"/{page.as_posix()}" for page in pages] + ["/search.html"]


def violations(page: Any, options: dict[str, Any]) -> list[str]:
    """What axe objects to: the rule and the first places."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['target'][0]}: {node['html'][:120]}"
        for one in found
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(("scheme", "options"), [("light", WCAG), ("dark", CONTRAST)])
def test_no_page_shuts_anybody_out(
    chromium: Any, served_book: str, built_book: Path, scheme: str, options: dict[str, Any]
) -> None:
    """WCAG 2.1 A and AA in the light, and contrast in the dark, on every page."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for address in addresses(built_book):
        page.goto(served_book + address, wait_until="load")
        page.wait_for_function("!window.MathJax || !MathJax.startup || MathJax.startup.promise")
        if wrong := violations(page, options):
            found[address] = wrong
    context.close()
    assert found == {}


def test_every_picture_says_what_it_shows(built_book: Path) -> None:
    """Each picture of a page has words in its place, in Japanese where it is a figure."""
    from bs4 import BeautifulSoup

    silent = [
        f"{page.stem}: {picture.get('src')}"
        for page in sorted((built_book / "book").rglob("*.html"))
        for picture in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(
            "article img"
        )
        if len((picture.get("alt") or "").strip()) < 20
    ]
    assert silent == []


def test_no_link_leads_nowhere(built_book: Path) -> None:
    """Each link within the book reaches a page that there is and, where it names one, its place."""
    from urllib.parse import unquote, urlsplit

    from bs4 import BeautifulSoup

    pages = {
        path.resolve(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in built_book.rglob("*.html")
        if "_static" not in path.parts
    }
    ids = {path: {tag["id"] for tag in soup.select("[id]")} for path, soup in pages.items()}
    dead = []
    for path, soup in pages.items():
        for link in soup.select("a[href]"):
            parts = urlsplit(str(link["href"]))
            if parts.scheme or parts.netloc or "exercises/" in parts.path:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or (
                parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]
            ):
                dead.append(f"{path.stem}: {link['href']}")
    assert sorted(set(dead)) == []
