"""Slides say what the built pages say, fit the screen, and open without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from gxd_teach.cli import main
from gxd_teach.errors import GxdError
from gxd_teach.seminar.built.pages import BuiltPage
from gxd_teach.seminar.built.pieces import make_still
from gxd_teach.seminar.slides.build import build_slides, chosen
from gxd_teach.seminar.slides.deck import Slide, deck
from gxd_teach.widgets import PANELS, panel

TOC = "format: jb-book\nroot: book/index\nparts:\n  - caption: 第I部\n    chapters:\n"
OVERFLOW = """() => [...document.querySelectorAll('.slides > section')].map(slide => {
  const style = slide.style.cssText, hidden = slide.hidden;
  slide.hidden = false;
  slide.style.cssText += ';display:flex!important;visibility:hidden;top:0;transform:none';
  const frame = slide.getBoundingClientRect(), scale = frame.width / 1280;
  let low = 0, right = 0;
  for (const piece of slide.querySelectorAll('.gxd-body *')) {
    if (piece.closest('aside, mjx-assistive-mml')) continue;
    const box = piece.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    low = Math.max(low, (box.bottom - frame.top) / scale);
    right = Math.max(right, (box.right - frame.left) / scale);
  }
  slide.style.cssText = style;
  slide.hidden = hidden;
  return [slide.dataset.title, Math.round(low), Math.round(right)];
}).filter(([, low, right]) => low > 716 || right > 1276)"""


def page(body: str) -> Any:
    """A built page with this body, parsed."""
    html = f"<article class='bd-article'><section><h1>第1章 試し</h1>{body}</section></article>"
    return BeautifulSoup(html, "html.parser").article


def quiet(line: str) -> None:
    """No progress in tests."""


@pytest.fixture
def small_book(tmp_path: Path, course_root: Path) -> Callable[..., Path]:
    """A checkout whose book is built already: these chapters, and chapter 4 as it really is."""

    def make(**chapters: str) -> Path:
        root = tmp_path / "course"
        built = root / "_build" / "html"
        (built / "_static").mkdir(parents=True)
        (built / "book" / "part").mkdir(parents=True)
        (built / "_static" / "pygments.css").write_text("")
        (root / "_config.yml").write_text("title: 試しの本\n")
        (root / "book").mkdir()
        shutil.copytree(course_root / "book" / "_offline", root / "book" / "_offline")
        shell = "<html lang='ja'><article class='bd-article'>{}</article></html>"
        (built / "book" / "index.html").write_text(shell.format("<section><h1>表紙</h1></section>"))
        toc = TOC
        for slug, body in chapters.items():
            name = slug.replace("_", "-").lstrip("-")
            (built / "book" / "part" / f"{name}.html").write_text(shell.format(body))
            toc += f"      - file: book/part/{name}\n"
        (root / "_toc.yml").write_text(toc)
        return root

    return make


def ready(root: Path, progress: Any) -> Path:
    """The book needs no building."""
    return root / "_build" / "html"


LONG = (
    "<section id='a'><h1>第1章 長い</h1><section id='b'><h2>長い表</h2><p>前置き。</p><table><thead>"
    "<tr><th>番</th><th>文</th></tr></thead><tbody>"
    + "".join(
        f"<tr><td>row{i:03d}.</td><td>{'排出量の説明が続きます。' * 4}</td></tr>" for i in range(40)
    )
    + "</tbody></table></section><section id='c'><h2>長い出力</h2><div class='cell'>"
    "<div class='cell_output'><div class='output'><div class='highlight'><pre>"
    + "\n".join(f"line{i:03d}. {'x' * 60}" for i in range(90))
    + "</pre></div></div></div></div></section><section id='d'><h2>長い箱</h2>"
    "<div class='warning admonition'><p class='admonition-title'>よくある間違い</p><ul>"
    + "".join(f"<li>item{i:03d}. {'誤り' * 40}</li>" for i in range(30))
    + "</ul></div><div class='note admonition'><p class='admonition-title'>作る人へ</p><p>box000.</p><pre>"
    + "\n".join(f"form{i:03d}." for i in range(9))
    + "</pre><table><thead><tr><th>欄</th></tr></thead><tbody>"
    + "".join(f"<tr><td>cell{i:03d}.</td></tr>" for i in range(9))
    + "</tbody></table><ul>"
    + "".join(f"<li>last{i:03d}. {'文' * 60}</li>" for i in range(6))
    + "</ul></div></section></section>"
)


def test_prose_is_said_and_pieces_are_seen() -> None:
    """A section shows its first sentence, tables and bold results; the speaker has all its prose."""
    slides = deck(
        page(
            "<section><h2>節</h2><p>まず一文(例。)です。つぎの文。</p><table><tr><td>9.6</td></tr></table>"
            "<p>説明だけの段落です。</p><p>前置き。合計は <strong>12.372 kg</strong> です。</p></section>"
        )
    )
    body = BeautifulSoup(slides[1].body, "html.parser")
    for note in body.select("aside"):
        note.extract()
    assert body.get_text(" ", strip=True) == "まず一文(例。)です。 9.6 合計は 12.372 kg です。"
    said = " ".join(slides[1].notes)
    for sentence in ("つぎの文。", "説明だけの段落です。", "前置き。"):
        assert sentence in said


def test_a_question_is_asked_and_not_answered() -> None:
    """A question is a slide of its own: its text, its data, a gap with the unit; no form, no seal."""
    data = (
        '{"entry": {"parts": {"": {"kind": "number", "unit": "tkm", "label": null,'
        ' "sealed": {"entries": ["SECRET"]}}}}}'
    )
    (_, question) = deck(
        page(
            "<section><h2>輸送</h2><div class='gxd-check'><script class='gxd-check-data' "
            f"type='application/json'>{data}</script><noscript><p>JavaScript が要ります</p></noscript>"
            "<p class='gxd-check-title'>04-q2 輸送の数量</p><p>何 tkm ですか。</p></div></section>"
        )
    )
    assert (question.kind, question.title, question.above) == (
        "question",
        "04-q2 輸送の数量",
        "輸送",
    )
    text = BeautifulSoup(question.body, "html.parser").get_text(" ", strip=True)
    assert "何 tkm ですか。 答え ? tkm" in text
    assert "本のページで答えましょう" in text
    assert "SECRET" not in question.body
    assert "JavaScript" not in question.body


def test_graded_questions_stay_in_the_exercises() -> None:
    """Of a chapter's exercises the list is shown; the questions to solve on the page are not."""
    slides = deck(
        page(
            "<section><h2>演習</h2><p><a class='exercise-download' href='../../exercises/04.zip'>取る</a>"
            "</p><section><h3>このページで解く</h3><div class='gxd-check'>"
            "<p class='gxd-check-title'>04a</p></div></section></section>"
        )
    )
    assert [slide.kind for slide in slides] == ["title", "section"]
    assert "配布ファイル 04.zip" in slides[1].body


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_becomes_its_still_figure(name: str) -> None:
    """Without its sliders each panel of the course keeps a figure and its words, and no script."""
    article = make_still(page(f"<section><h2>節</h2>{panel(name)._repr_html_()}</section>"))
    figure = article.select_one("figure.gxd-still")
    assert figure.select_one("svg, img") is not None
    assert figure.select_one(".gxd-panel-title").get_text(strip=True)
    assert not article.select("script, input, button, select, noscript, .gxd-panel")


def test_chapters_are_named_by_number_or_by_name() -> None:
    """`4`, `04` and `case-textile` each name one chapter; a wrong one is told what there is."""
    every = [BuiltPage(f"book/x/{slug}", "", Path()) for slug in ("04-product", "case-textile")]
    assert [one.slug for one in chosen(every, ["4", "04"])] == ["04-product"]
    assert [one.slug for one in chosen(every, ["case-textile"])] == ["case-textile"]
    with pytest.raises(GxdError, match="GXD-B009") as caught:
        chosen(every, ["17"])
    assert "04-product case-textile" in caught.value.ja


def test_only_changed_decks_are_made_again(small_book: Callable[..., Path]) -> None:
    """A deck is made once; again when its page changes; it goes when its chapter goes."""
    part = "<section><h1>第1章 甲</h1><section><h2>節</h2><p>文。</p></section></section>"
    root = small_book(_01_first=part, _02_second=part, case_third=part, glossary=part)
    index = build_slides(root, progress=quiet, book=ready)
    made = sorted(path.name for path in index.parent.glob("*.html"))
    decks = ["01-first", "02-second", "case-third"]
    expected = [f"{deck}{end}.html" for deck in decks for end in ("-notes", "")]
    assert made == sorted([*expected, "index.html"])
    lines: list[str] = []
    build_slides(root, progress=lines.append, book=ready)
    assert lines == ["スライドは最新です(作り直しません)"]
    chapter = root / "_build/html/book/part/02-second.html"
    chapter.write_text(chapter.read_text().replace("甲", "乙"))
    build_slides(root, progress=lines.append, book=ready)
    assert lines[1].strip().startswith("第1章 乙")
    assert len(lines) == 3
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text().replace("      - file: book/part/01-first\n", ""))
    build_slides(root, progress=quiet, book=ready)
    assert not (index.parent / "01-first.html").exists()


def test_nothing_is_cut_off_and_nothing_lost(
    small_book: Callable[..., Path], chromium: Any
) -> None:
    """Forty rows, ninety lines and a long box go on over several slides: all there, none too tall.

    A table's head stands on each of its slides; each slide that continues says so.
    """
    root = small_book(_01_long=LONG)
    index = build_slides(root, progress=quiet, book=ready)
    shown, faults = opened(chromium, index.parent / "01-long.html")
    assert faults == []
    assert shown.evaluate(OVERFLOW) == []
    text = shown.evaluate("document.querySelector('.slides').textContent")
    counts = {"row": 40, "line": 90, "item": 30, "box": 1, "form": 9, "cell": 9, "last": 6}
    for word, count in counts.items():
        found = re.findall(rf"{word}\d\d\d\.", text)
        assert found == [f"{word}{number:03d}." for number in range(count)]
    heads = shown.evaluate("[...document.querySelectorAll('table')].map(t => t.tHead?.rows.length)")
    assert len(heads) > 2
    assert set(heads) == {1}
    assert text.count("(続き)") >= 6
    assert shown.evaluate("document.querySelector('[style*=zoom]')") is None
    shown.context.close()


def test_a_real_chapter_fits_and_its_speaker_sees_the_notes(
    small_book: Callable[..., Path], built_book: Path, chromium: Any
) -> None:
    """Chapter 4 from a file, without a network: no slide too tall, formulas set, notes in step."""
    root = small_book(_04_product="")
    source = built_book / "book/framework/04-product.html"
    text = source.read_text(encoding="utf-8").replace("../../_images/", "../../_pictures/")
    (root / "_build/html/book/part/04-product.html").write_text(text, encoding="utf-8")
    shutil.copytree(built_book / "_images", root / "_build/html/_pictures")
    index = build_slides(root, ["4"], progress=quiet, book=ready)
    shown, faults = opened(chromium, index.parent / "04-product.html")
    assert shown.evaluate(OVERFLOW) == []
    assert shown.evaluate("document.querySelectorAll('mjx-container').length") > 0
    assert shown.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    with shown.context.expect_page() as opening:
        shown.keyboard.press("s")
    speaker = opening.value
    speaker.wait_for_selector(".speaker-controls-notes:not(.hidden) p")
    shown.keyboard.press("ArrowRight")
    speaker.wait_for_function("document.body.textContent.includes('環境担当')")
    assert faults == []
    shown.context.close()
    notes = (index.parent / "04-product-notes.html").read_text(encoding="utf-8")
    assert "歩留まり" in notes


def test_decks_ask_for_nothing_outside(small_book: Callable[..., Path]) -> None:
    """Every script, style and picture of a deck lies beside it."""
    root = small_book(_01_long=LONG)
    folder = build_slides(root, progress=quiet, book=ready).parent
    for file in folder.glob("*.html"):
        for name in re.findall(r"(?:src|href)=\"([^\"#?]+)", file.read_text(encoding="utf-8")):
            assert name == "data:," or (folder / name).is_file(), (file.name, name)


def test_a_slide_knows_its_notes() -> None:
    """What is said is apart from what is seen."""
    soup = BeautifulSoup("<p>見る</p><aside><p>話す</p></aside>", "html.parser")
    assert Slide("section", "節", pieces=list(soup.children)).notes == ["<p>話す</p>"]


def opened(chromium: Any, file: Path) -> tuple[Any, list[str]]:
    """The deck in a browser without a network, and what goes wrong on it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    shown = context.new_page()
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    shown.goto(file.as_uri())
    shown.evaluate("window.gxdSlides")
    return shown, faults


def test_the_command_makes_the_deck_of_one_chapter(
    course_root: Path, built_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`gxd book slides 4` says where the list of slides is, and the chapter's deck is there."""
    assert main(["book", "slides", "4", "--course", str(course_root)]) in (0, None)
    index = Path(capsys.readouterr().out.strip().splitlines()[-1])
    assert index == course_root / "_build/slides/index.html"
    assert "04-product.html" in index.read_text(encoding="utf-8")
    assert (index.parent / "04-product.html").is_file()


def test_only_slides_are_made_of_single_chapters(capsys: pytest.CaptureFixture[str]) -> None:
    """A chapter's number with another kind of book is refused with a sentence."""
    with pytest.raises(SystemExit):
        main(["book", "pdf", "4"])
    assert "章を選べるのは slides だけです" in capsys.readouterr().err
