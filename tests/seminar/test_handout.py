"""The handout: one PDF with right page numbers, an outline, tags and its fonts inside."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from gxd_teach.errors import GxdError
from gxd_teach.seminar.book.assets import vendor_assets
from gxd_teach.seminar.built import chromium as browser
from gxd_teach.seminar.built.chromium import find_browser
from gxd_teach.seminar.built.pages import BuiltPage, built_pages, is_reference
from gxd_teach.seminar.handout import build as handout
from gxd_teach.seminar.handout.pages import compile_handout

FIRST = (
    "<section id='s1'><h1>第1章 甲</h1><section id='s2'><h2>はじめの節</h2>"
    "<p>つづきは<a href='02-b.html#later'>次の章</a>、<a href='https://example.org/x'>外</a>、"
    "<a href='../../exercises/01.zip'>演習</a>。\\(a^2\\)は<span class='math'>\\(a^2\\)</span></p>"
    "<img alt='図' src='../../_images/p.png'></section>"
    + "<p>長い文章が続きます。</p>" * 150
    + "<section id='s3'><h2>あとの節</h2><p>終わり。</p></section></section>"
)
SECOND = (
    "<section id='s1'><h1>第2章 乙</h1><section id='later'><h2>のちの節</h2>"
    "<div class='gxd-check'><script class='gxd-check-data' type='application/json'>"
    '{"entry": {"parts": {"": {"kind": "number", "unit": "tkm", "label": null}}}}'
    "</script><p class='gxd-check-title'>問</p></div>"
    "<p><a href='../reference/errors.html'>記号</a></p></section></section>"
)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "000000050001a5f645400000000049454e44ae426082"
)


def quiet(line: str) -> None:
    """No progress in tests."""


@pytest.fixture
def pages(tmp_path: Path) -> list[BuiltPage]:
    """Two built chapters of one part."""
    built = tmp_path / "html"
    (built / "_static").mkdir(parents=True)
    (built / "_static" / "pygments.css").write_text("")
    (built / "_images").mkdir()
    (built / "_images" / "p.png").write_bytes(PICTURE)
    made = []
    for slug, body in (("01-a", FIRST), ("02-b", SECOND)):
        file = built / "book" / "part" / f"{slug}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<article class='bd-article'>{body}</article>", encoding="utf-8")
        made.append(BuiltPage(f"book/part/{slug}", "第I部 試し", file))
    return made


@pytest.fixture(scope="module")
def needs_browser() -> None:
    """The system's browser; skipped loudly without it, never in CI."""
    import os

    try:
        find_browser()
    except GxdError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


def compiled(pages: list[BuiltPage], course_root: Path) -> handout.Handout:
    """The two chapters as one document."""
    built = pages[0].file.parents[2]
    return compile_handout(
        pages, built, vendor_assets(course_root, quiet), title="試しの本", edition="1"
    )


def test_links_between_chapters_stay_inside(pages: list[BuiltPage], course_root: Path) -> None:
    """A link to a chapter leads within the document; a file is named; an address is written out."""
    soup = BeautifulSoup(compiled(pages, course_root).html, "html.parser")
    first, second = soup.select("article.page")
    inside = first.find("a", string="次の章")
    assert inside["href"] == "#p02-later"
    assert soup.find(id="p02-later") is not None
    assert "外 (https://example.org/x)" in first.get_text()
    assert "演習 (01.zip)" in first.get_text()
    assert "記号" in second.get_text()
    assert not [a for a in soup.select("a") if a["href"].startswith(("..", "file:"))]


def test_a_form_becomes_a_line_to_write_on(pages: list[BuiltPage], course_root: Path) -> None:
    """On paper a question has a line for its answer, with the unit, and none of its seals."""
    soup = BeautifulSoup(compiled(pages, course_root).html, "html.parser")
    answer = soup.select_one(".gxd-check .gxd-answer")
    assert answer.select_one(".gxd-answer-line") is not None
    assert answer.get_text(" ", strip=True).endswith("tkm")
    assert "application/json" not in str(soup)


@pytest.mark.usefixtures("needs_browser")
def test_the_contents_name_the_pages(
    pages: list[BuiltPage], course_root: Path, tmp_path: Path
) -> None:
    """Each line of the contents has the number of the page where its heading really stands.

    The PDF has tags, a language, an outline of part, chapter and section, each once, page numbers,
    internal links, and carries all its fonts.
    """
    file = tmp_path / "out.pdf"
    document = compiled(pages, course_root)
    count = handout.print_handout(document, file, tmp_path / "work", quiet)
    reader = PdfReader(file)
    texts = [page.extract_text().replace("⾳", "音") for page in reader.pages]
    assert count == len(texts) >= 6
    outline = [(one.title, reader.get_destination_page_number(one) + 1) for one in flat(reader.outline)]  # fmt: skip
    titles = [title for title, _ in outline]
    chapters = ["第I部 試し", "第1章 甲", "はじめの節", "あとの節", "第2章 乙", "のちの節"]
    assert titles == ["目次", *chapters]
    places = dict(outline)
    assert places["第1章 甲"] == 3
    assert places["あとの節"] > 3
    for title in ("はじめの節", "あとの節", "のちの節"):
        assert f"{title} {places[title]}" in " ".join(texts[1].split())
        assert title in texts[places[title] - 1]
    for number, text in enumerate(texts[1:], start=2):
        assert str(number) in text.split()
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert "/StructTreeRoot" in root
    assert all(carried(font.get_object()) for page in reader.pages for font in page["/Resources"].get("/Font", {}).values())  # fmt: skip
    assert "\\(" not in texts[2].split("は")[-1]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("<p>排出量の例</p>", "p"),
        ("<p><code>排出量の例</code></p>", "code"),
        ("<pre>排出量の例</pre>", "pre"),
        ("<p><span class='math'>\\(E_{\\text{良品}}\\)</span></p>", "mjx-utext"),
    ],
    ids=["text", "code", "output", "formula"],
)
def test_japanese_is_set_in_a_font_that_has_it(
    written: str,
    found: str,
    pages: list[BuiltPage],
    course_root: Path,
    tmp_path: Path,
    chromium: Any,
) -> None:
    """Also on a computer that has no Japanese font: no boxes on paper."""
    html = compiled(pages, course_root).html
    file = tmp_path / "out.html"
    here = "<script>\nwindow.MathJax = {"
    assert here in html
    file.write_text(html.replace(here, f"<div id='here'>{written}</div>{here}"), "utf-8")
    with chromium.new_page() as page:
        page.goto(file.as_uri())
        page.evaluate("MathJax.startup.promise.then(() => document.fonts.ready).then(() => 0)")
        family = page.evaluate(
            f"getComputedStyle(document.querySelector('#here {found}')).fontFamily"
        )
        tools = page.context.new_cdp_session(page)
        for domain in ("DOM", "CSS"):
            tools.send(f"{domain}.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        place = {"nodeId": root, "selector": f"#here {found}"}
        node = tools.send("DOM.querySelector", place)["nodeId"]
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    names = {font["familyName"] for font in fonts}
    assert "IPAexGothic of the figures" in family or "Japanese within code" in family
    assert names
    assert not [name for name in names if name.startswith(("DejaVu", "Liberation", "Courier"))]


def flat(outline: list[Any]) -> list[Any]:
    """The outline without its levels."""
    return [
        one for entry in outline for one in (flat(entry) if isinstance(entry, list) else [entry])
    ]


def carried(font: Any) -> bool:
    """Whether a font's shapes are in the file."""
    if font["/Subtype"] == "/Type3":
        return "/CharProcs" in font
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(key in inner["/FontDescriptor"] for key in ("/FontFile", "/FontFile2", "/FontFile3"))


@pytest.mark.usefixtures("needs_browser")
def test_a_missing_picture_is_named(
    pages: list[BuiltPage], course_root: Path, tmp_path: Path
) -> None:
    """A picture that cannot be read stops the print with its name."""
    (pages[0].file.parents[2] / "_images" / "p.png").unlink()
    with pytest.raises(GxdError, match="GXD-B019") as caught:
        handout.print_handout(compiled(pages, course_root), tmp_path / "x.pdf", tmp_path, quiet)
    assert "p.png" in caught.value.ja
    assert not (tmp_path / "x.pdf").exists()


def test_no_browser_is_said_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no browser is, the sentence says which will do and how to name one."""
    monkeypatch.setattr(browser, "APPLICATIONS", ())
    with pytest.raises(GxdError, match="GXD-B006") as caught:
        find_browser({"PATH": str(tmp_path)})
    assert "GXD_BROWSER" in caught.value.ja
    with pytest.raises(GxdError, match="GXD-B006"):
        find_browser({"GXD_BROWSER": str(tmp_path / "nothing")})


def test_edge_is_found_on_windows(tmp_path: Path) -> None:
    """Edge, which every Windows has, is found where Windows keeps it."""
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.write_text("")
    assert find_browser({"PATH": "", "PROGRAMFILES(X86)": str(tmp_path)}) == edge


def test_a_browser_that_stops_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program that is no browser is named with its last words."""
    monkeypatch.setattr(browser, "PATIENCE", 20.0)
    fake = tmp_path / "fake"
    fake.write_text(f"#!{sys.executable}\nprint('no display')\n")
    fake.chmod(0o755)
    with pytest.raises(GxdError, match="GXD-B007") as caught, browser.open_browser(fake):
        pass
    assert "no display" in caught.value.ja


def test_an_old_browser_is_refused() -> None:
    """A browser that cannot print page numbers is told apart from one that can."""
    browser._new_enough("HeadlessChrome/131.0.1", Path("chrome"))
    with pytest.raises(GxdError, match="GXD-B007"):
        browser._new_enough("HeadlessChrome/120.0.1", Path("chrome"))


def test_a_page_that_was_not_built(tmp_path: Path) -> None:
    """A page of the contents without a file is named, with what to run."""
    (tmp_path / "_toc.yml").write_text("root: book/index\n")
    with pytest.raises(GxdError, match="GXD-B008") as caught:
        built_pages(tmp_path, tmp_path / "html")
    assert "gxd book html --force" in caught.value.ja


def test_the_reference_is_looked_up_not_handed_out() -> None:
    """Only the reference is left out of the handout."""
    assert is_reference(BuiltPage("book/reference/names-base", "", Path()))
    assert not is_reference(BuiltPage("book/back/references", "", Path()))
