"""What a chapter promises is tested by a question, and every question serves a promise."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)
with (ROOT / "book" / "objectives.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
CHAPTERS = sorted(
    page for page in (ROOT / "book").glob("*/*.md")
    if re.match(r"\d\d-", page.name) and page.parent.name != "instructor"
)  # fmt: skip


def promises(page: Path) -> list[str]:
    """The lines of a chapter's "what you will be able to do", without marks."""
    text = page.read_text(encoding="utf-8")
    box = re.search(r"この章を終えると、できること\n(.*?)\n:::", text, re.S)
    assert box, page.name
    return [re.sub(r"\*\*|`", "", one) for one in re.findall(r"^- (.*)$", box[1], re.M)]


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_every_promise_has_its_question(page: Path) -> None:
    """In the words of the chapter and in its order, each with a question of the chapter's bank."""
    listed = dict.fromkeys(row["goal"] for row in ROWS if row["chapter"] == page.stem)
    assert list(listed) == promises(page)
    objectives = {one.objective for one in load_bank(COURSE, page.stem).values()}
    for row in ROWS:
        if row["chapter"] == page.stem:
            assert row["objective"] in objectives, row


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_every_question_serves_a_promise(page: Path) -> None:
    """No question is asked for its own sake."""
    served = {row["objective"] for row in ROWS if row["chapter"] == page.stem}
    assert {one.objective for one in load_bank(COURSE, page.stem).values()} == served
