"""The book is built when something changed, and says what is wrong when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.seminar.book import build as book
from gxd_teach.seminar.book.build import build_book

Course = Callable[[str], Path]


def quiet(line: str) -> None:
    """No progress in tests."""


def test_a_fault_in_a_chapter_is_named_every_time(tiny_course: Course) -> None:
    """A broken link stops the build with the chapter's name, also when nothing was changed."""
    root = tiny_course("# 章\n\n[どこにもない](nowhere.md)\n")
    for _ in range(2):
        with pytest.raises(GxdError) as caught:
            build_book(root, progress=quiet)
        assert caught.value.code == "GXD-B004"
        assert "framework/01.md" in caught.value.ja
        assert "_build/logs/book-html.log" in caught.value.ja
        assert not (root / "_build/html/.gxd-built").exists()


def test_nothing_changed_nothing_done(tiny_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build starts no program, and a removed chapter leaves no page behind."""
    root = tiny_course("# 章\n\n本文。\n")
    (root / "_build/html/book/framework").mkdir(parents=True)
    (root / "_build/html/book/framework/99-old.html").write_text("gone")
    lines: list[str] = []
    output = build_book(root, progress=lines.append)
    assert (output / "book/framework/01.html").is_file()
    assert not (output / "book/framework/99-old.html").exists()
    assert any("01" in line for line in lines)
    monkeypatch.setattr(book, "run_watched", lambda *args, **keys: pytest.fail("started"))
    assert build_book(root, progress=quiet) == output


@pytest.mark.parametrize(
    "changed",
    ["book/framework/01.md", "datasets/factors.csv", "gxd_teach/units.py", "_toc.yml"],
)
def test_every_source_counts(tiny_course: Course, changed: str) -> None:
    """A changed chapter, dataset, module or table of contents makes the book old."""
    root = tiny_course("# 章\n")
    edition = book.PARTICIPANTS
    before = book.fingerprint(root, edition.inputs, edition.ignore)
    (root / changed).write_text("changed")
    assert book.fingerprint(root, edition.inputs, edition.ignore) != before


def test_the_guide_is_no_part_of_the_book(tiny_course: Course) -> None:
    """The participants' book does not depend on the instructor's guide."""
    root = tiny_course("# 章\n")
    edition = book.PARTICIPANTS
    before = book.fingerprint(root, edition.inputs, edition.ignore)
    (root / "book/instructor").mkdir()
    (root / "book/instructor/index.md").write_text("# 講師\n")
    assert book.fingerprint(root, edition.inputs, edition.ignore) == before


def test_not_a_checkout(tmp_path: Path) -> None:
    """Elsewhere than in a checkout a sentence says where to go."""
    with pytest.raises(GxdError, match="GXD-B003"):
        build_book(tmp_path)


def test_a_changed_style_reaches_the_pages(tiny_course: Course) -> None:
    """A new style sheet is copied even when no chapter has changed."""
    root = tiny_course("# 章\n")
    build_book(root, progress=quiet)
    (root / "book/_static/custom.css").write_text("body { color: teal }")
    output = build_book(root, progress=quiet)
    assert (output / "_static/custom.css").read_text() == "body { color: teal }"
