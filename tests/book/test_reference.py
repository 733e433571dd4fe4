"""The reference in the built book: a code in a message leads to its entry, and search finds it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gxd_teach.seminar.reference.codes import every_code

FOLDER = "book/reference"


@pytest.fixture(scope="module")
def extension(course_root: Path) -> ModuleType:
    """book/_ext/reference_codes.py."""
    file = course_root / "book/_ext/reference_codes.py"
    spec = importlib.util.spec_from_file_location("reference_codes", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def link(code: str) -> str:
    """A link that is easy to see."""
    return f"<a>{code}</a>"


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<p>[GXD-U004] x</p>", "<p>[<a>GXD-U004</a>] x</p>"),
        ("<pre><span>[GXD-U004]</span></pre>", "<pre><span>[<a>GXD-U004</a>]</span></pre>"),
        ("<td>GXD-L022</td><td>GXD-L022</td>", "<td><a>GXD-L022</a></td><td><a>GXD-L022</a></td>"),
        ('<p><a href="#"><b>GXD-U004</b></a> GXD-U001</p>', None),
        ('<p title="GXD-U004">x<br>GXD-U001</p>', '<p title="GXD-U004">x<br><a>GXD-U001</a></p>'),
        ("<p>GXD-U0045 GXD-U00…</p>", "<p>GXD-U0045 GXD-U00…</p>"),
    ],
)
def test_a_code_in_open_text_becomes_a_link(
    extension: ModuleType, page: str, wanted: str | None
) -> None:
    """In prose, in outputs and in tables; never inside a link, nor inside an attribute."""
    if wanted is None:
        wanted = page.replace("GXD-U001", "<a>GXD-U001</a>")
    assert extension.linked(page, link) == wanted


@pytest.mark.parametrize(
    "page",
    [
        '<script>"GXD-U004"</script>',
        "<textarea>GXD-U004</textarea>",
        "<label>GXD-U004</label>",
        '<div class="cell_input docutils container"><pre>check("GXD-U004")</pre></div>',
        '<dt class="sig sig-object" id="GXD-U004">GXD-U004</dt>',
        "<!-- GXD-U004 -->",
        '<div class="no-code-links"><p>GXD-U004</p></div>',
    ],
)
def test_forms_scripts_and_what_is_typed_stay_as_they_are(extension: ModuleType, page: str) -> None:
    """A link inside a form, a script or a cell's source would break it."""
    assert extension.linked(page, link) == page
    assert extension.linked(f"{page}<p>GXD-U004</p>", link) == f"{page}<p><a>GXD-U004</a></p>"


def test_every_code_has_its_anchor(built_book: Path) -> None:
    """`reference/errors.html#GXD-U004` is the address of the entry, spelled as in the message."""
    anchors = {
        page.stem: set(re.findall(r'<dt class="sig[^"]*" id="([^"]+)"', page.read_text("utf-8")))
        for page in (built_book / FOLDER).glob("*.html")
    }
    for code, entry in every_code().items():
        page = entry.address.split("/")[1].split(".")[0]
        assert code in anchors[page], code


def test_codes_in_the_chapters_lead_to_their_entries(built_book: Path) -> None:
    """Wherever a chapter shows a code, in its text or in an output, the code is a link that arrives."""
    known = every_code()
    found = 0
    for page in (built_book / "book").glob("*/*.html"):
        text = page.read_text(encoding="utf-8")
        for address, code in re.findall(
            r'class="[^"]*code-link" href="([^"]+)"[^>]*>([^<]+)<', text
        ):
            target, _, anchor = address.partition("#")
            assert anchor == code
            file = (page.parent / target).resolve() if target else page
            assert file == (built_book / "book" / known[code].address.partition("#")[0]).resolve()
            found += FOLDER not in page.as_posix()
    assert found > 0


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("GXD-U004", "errors.html#GXD-U004"),
        ("gxd-l022", "lint.html#GXD-L022"),
        ("X020", "errors.html#GXD-X020"),
        ("TC5", "conformance.html#TC5"),
        ("improved_tonne_km_method", "#gxd_teach.framework.improved_tonne_km_method"),
    ],
)
def test_search_leads_to_the_entry(
    chromium: Any, built_book: Path, query: str, anchor: str
) -> None:
    """A code typed into the book's search, opened as a file without a network, is its first result."""
    page = chromium.new_page()
    page.goto(f"{(built_book / 'search.html').as_uri()}?q={query}")
    first = page.locator("#search-results li a").first
    first.wait_for()
    assert str(first.get_attribute("href")).split("?")[0].endswith(anchor)
    page.close()
