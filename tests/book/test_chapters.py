"""Every chapter has what a chapter must have, and nothing of the course is out of reach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Question

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)


def pages() -> list[str]:
    """The pages of the participants' book in their order, without `.md`."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [entry["file"] for part in toc["parts"] for entry in part["chapters"]]


CHAPTERS = [page for page in pages() if re.match(r"\d\d-", page.rsplit("/", 1)[1])]
CASES = [page for page in pages() if page.rsplit("/", 1)[1].startswith("case-")]
TEACHING = CHAPTERS + CASES


def text_of(page: str) -> str:
    return (ROOT / f"{page}.md").read_text(encoding="utf-8")


def questions() -> list[tuple[str, Question]]:
    """Every question of the course with its assignment's name."""
    return [
        (name, one) for name in COURSE.assignments() for one in load_bank(COURSE, name).values()
    ]


def test_the_chapters_are_sixteen() -> None:
    """Chapters 1 to 16 stand in the table of contents, in their order."""
    assert [int(page.rsplit("/", 1)[1][:2]) for page in CHAPTERS] == list(range(1, 17))


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_has_all_its_parts(page: str) -> None:
    """What one will be able to do, a question, mistakes, a summary, exercises, sources."""
    text = text_of(page)
    number = int(page.rsplit("/", 1)[1][:2])
    assert re.search(rf"^# 第{number}章 \S", text, re.M)
    assert "この章を終えると、できること" in text
    assert re.search(r"^## 問い", text, re.M)
    assert re.search(r"^## まとめ", text, re.M)
    assert "壁に貼る" in text
    assert re.search(r"^## 演習", text, re.M)
    assert re.search(r"^## 出典", text, re.M)
    assert len(re.findall(r"よくある間違い", text)) >= 2
    assert "準備中" not in text


@pytest.mark.parametrize("page", TEACHING)
def test_a_page_shows_and_tabulates(page: str) -> None:
    """At least one figure with its description and one table; code is run, not pasted."""
    text = text_of(page)
    cells = re.findall(r"```\{code-cell\}.*?\n```", text, re.S)
    assert cells
    figures = [cell for cell in cells if "\n  figure:" in cell]
    assert figures, "no figure with a name and a caption"
    for cell in figures:
        assert re.search(r"^    alt: *\S.{19,}", cell, re.M), (
            f"no description in words: {cell[:200]}"
        )
    assert re.search(r"^\|[ :|-]+\|$", text, re.M), "no table"


@pytest.mark.parametrize("page", CHAPTERS)
def test_three_quick_checks_a_chapter(page: str) -> None:
    """Who has no Python practises too: at least three questions answered in the page."""
    number = page.rsplit("/", 1)[1][:2]
    assert len(set(re.findall(rf"^```\{{check\}} ({number}-q\d+)$", text_of(page), re.M))) >= 3


def test_every_exercise_is_reached_from_its_chapter() -> None:
    """Each question stands on the page that it sends its reader back to, with its file to download."""
    for assignment, question in questions():
        text = text_of(question.read_more)
        in_page = f"{{check}} {question.id}\n" in text
        in_table = re.search(rf"^\| *{question.id} *\|", text, re.M)
        assert in_page or (in_table and question.points), question.id
        if question.points:
            assert in_table, f"{question.id} is in no table of exercises"
            assert f"exercises/{assignment}.zip" in text, f"{assignment} cannot be downloaded"


def test_every_question_of_points_has_two_hints() -> None:
    """A ladder of two: where to look, then how to do it; nobody is left alone with a number."""
    for _, question in questions():
        assert len(question.hints) == 2, question.id


def test_sixteen_assignments_and_three_of_cases() -> None:
    """Every chapter and every case has its assignment, with at least three (two) exercises."""
    counts: dict[str, int] = {}
    for assignment, question in questions():
        counts[assignment] = counts.get(assignment, 0) + bool(question.points)
    chapters = {page.rsplit("/", 1)[1] for page in CHAPTERS}
    assert chapters <= set(counts)
    assert all(counts[name] >= 3 for name in chapters)
    assert sum(counts[name] for name in chapters) >= 61
    cases = set(counts) - chapters
    assert len(cases) == len(CASES)
    assert all(counts[name] >= 2 for name in cases)


@pytest.mark.parametrize("page", TEACHING)
def test_the_instructor_has_a_plan_for_it(page: str) -> None:
    """A page of the guide: minutes, three kinds of listeners, each exercise, three formats."""
    # A chapter's page is called as the chapter; a case's, as its assignment.
    slug = next(name for name, question in questions() if question.read_more == page)
    text = (ROOT / "book/instructor" / f"{slug}.md").read_text(encoding="utf-8")
    toc = (ROOT / "book/instructor/_toc.yml").read_text(encoding="utf-8")
    assert f"file: {slug}\n" in toc
    assert "分の計画" in text
    for word in (
        "環境",
        "IT",
        "コンサル",
        "話し合い",
        "板書",
        "半日",
        "1 日",
        "オンライン",
        "誤答",
    ):
        assert word in text, word
    for _, question in questions():
        if question.read_more == page and question.points:
            assert question.id in text, question.id


def test_terms_are_used_and_known() -> None:
    """No term of the glossary is strange to the book, and each names a page that there is."""
    from csv import DictReader

    book = "\n".join(text_of(page) for page in pages() if not page.startswith("book/back"))
    with (ROOT / "book/back/terms.csv").open(encoding="utf-8") as file:
        for row in DictReader(file):
            forms = [row["term"], *filter(None, row["also"].split(";"))]
            assert any(form in book for form in forms), f"{row['term']} occurs nowhere"
            assert (ROOT / "book" / f"{row['chapter']}.md").is_file(), row["term"]
