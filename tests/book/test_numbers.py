"""Numbers in the prose agree with those that the page computes."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from gxd_teach.seminar.case.run import typed_numbers

#: What is not running text: code, what it printed, formulas, the forms of questions, sources.
CLOSED = ".cell_input, .cell_output, .math, script, style, .gxd-check, .gxd-panel, .headerlink, pre, code"


def contradictions(html: str) -> list[str]:
    """Typed numbers with a unit that are within 1 % of a computed one of that unit, and not it.

    >>> page = '<article><p><span class="pasted-text">12.372</span> kg、約 12.4 kg、{} kg</p></article>'
    >>> contradictions(page.format("12.4")), contradictions(page.format("12.39"))
    ([], ['12.39 kg is typed beside the computed 12.372'])
    """
    article = BeautifulSoup(html, "html.parser").find("article")
    assert isinstance(article, Tag)
    for node in article.select(CLOSED):
        node.replace_with(" ")
    for span in article.select("span.pasted-text"):
        span.replace_with("".join(f"\x01{span.get_text().strip()}\x02"))
    # A chapter may quote a number that somebody states and its own result repeats.
    return [one.en for one in typed_numbers(article.get_text(""), copies=False)]


@pytest.mark.parametrize("shown", ["12.39", "12.37", "12.372"])
def test_the_check_finds_a_stale_number(shown: str) -> None:
    """A number that no longer is what is computed is found; a rounded one is not."""
    page = (
        f'<article><p><span class="pasted-text">12.372</span> kg。つまり {shown} kg</p></article>'
    )
    assert bool(contradictions(page)) is (shown == "12.39")


def test_no_chapter_contradicts_its_own_calculation(built_book: Path) -> None:
    """No typed result differs from the computed one beside it."""
    found = {
        page.stem: wrong
        for page in sorted((built_book / "book").rglob("*.html"))
        if (wrong := contradictions(page.read_text(encoding="utf-8")))
    }
    assert found == {}
