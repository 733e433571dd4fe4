"""What participants get holds no answers and nothing of the instructor's."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

TEXTS = {".html", ".js", ".json", ".txt", ".inv", ".md", ".ipynb", ".py", ""}


def test_no_sources_are_shipped(built_book: Path) -> None:
    """No source of a page, notebook or question bank lies in the site's folder."""
    assert not (built_book / "_sources").exists()
    suffixes = {path.suffix for path in built_book.rglob("*") if path.is_file()}
    assert suffixes.isdisjoint({".md", ".ipynb", ".py"})


def test_no_page_of_the_guide(built_book: Path) -> None:
    """No page and no search entry belongs to the instructor's guide or to the solutions."""
    for path in built_book.rglob("*"):
        name = path.relative_to(built_book).as_posix()
        assert not name.startswith(("book/instructor", "solutions", "exercises")), name
        assert path.name != "questions.py"
    index = (built_book / "searchindex.js").read_text(encoding="utf-8")
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    assert found["docnames"]
    for name in found["docnames"]:
        assert name.startswith("book/")
        assert not name.startswith("book/instructor")


def test_no_line_of_a_question_bank(course_root: Path, built_book: Path) -> None:
    """No longer line of any question bank stands in any file of the site."""
    lines = {
        line.strip()
        for bank in (course_root / "solutions").rglob("questions.py")
        for line in bank.read_text(encoding="utf-8").splitlines()
        if "answer" in line and len(line.strip()) > 40 and not line.strip().startswith("#")
    }
    assert not [
        (path.name, line)
        for path in built_book.rglob("*")
        if path.is_file() and path.suffix in TEXTS and "_static" not in path.parts
        for text in [path.read_text(encoding="utf-8", errors="ignore")]
        for line in lines
        if line in text
    ]


def test_the_two_books_share_their_settings(course_root: Path) -> None:
    """The guide is built like the book: same extensions, same treatment of sources."""
    book = yaml.safe_load((course_root / "_config.yml").read_text(encoding="utf-8"))
    guide = yaml.safe_load((course_root / "book/instructor/_config.yml").read_text("utf-8"))
    assert list(book["sphinx"]["local_extensions"]) == list(guide["sphinx"]["local_extensions"])
    assert book["parse"] == guide["parse"]
    assert book["execute"] == guide["execute"]
    for one in (book, guide):
        assert one["sphinx"]["config"]["html_copy_source"] is False
    assert "book/instructor" in book["exclude_patterns"]
    assert "solutions" in book["exclude_patterns"]
