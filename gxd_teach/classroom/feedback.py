"""Feedback: one page a participant and assignment, that runs nothing and fetches nothing.

Ours by default; nbgrader's own page (the notebook with its outputs) where asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.grading import is_graded, waiting
from gxd_teach.classroom.nbgrader_door import generate_feedback
from gxd_teach.classroom.release import must_exist
from gxd_teach.classroom.reports.class_book import ClassBook, read_class
from gxd_teach.classroom.reports.feedback_page import feedback_page
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import say

__all__ = ["feedback"]

Progress = Callable[[str], None]
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'\">"
)
_FETCHED_SCRIPT = re.compile(r'<script[^>]*\ssrc="https?://[^>]*>\s*</script>')


def feedback(
    course: Course,
    names: Sequence[str] | None = None,
    *,
    with_nbgrader: bool = False,
    progress: Progress = print,
) -> list[Path]:
    """Write a feedback page for every graded submission; the pages.

    What was not graded, or has changed since, gets none and is named. GXD-C081 where nbgrader
    cannot make its page, GXD-C082 where nothing has been graded.
    """
    names = list(names or course.assignments())
    for name in names:
        must_exist(course, name)
    book = read_class(course, names)
    pages = []
    for assignment, participant in waiting(course, names):
        why = _not_yet(course, book, assignment, participant)
        if why is not None:
            progress(f"{assignment} {participant}: {why}")
            continue
        page = course.grading / "feedback" / participant / assignment / f"{assignment}.html"
        if with_nbgrader:
            _by_nbgrader(course, assignment, participant, page)
        else:
            write_whole(page, _page(course, book, assignment, participant))
        pages.append(page)
    if not pages:
        raise GxdError(
            "GXD-C082",
            "採点の済んだ提出がありません。先に gxd class grade を実行してください",
            "nothing has been graded: run gxd class grade first",
        )
    return pages


def _not_yet(course: Course, book: ClassBook, assignment: str, participant: str) -> str | None:
    """Why there can be no page; None where there can."""
    graded = (course.grading / "graded" / participant / assignment).exists()
    if not graded or (assignment, participant) not in book.papers:
        return say("まだ採点していません", "not graded yet")
    if not is_graded(course, assignment, participant):
        return say(
            "採点のあとに、提出物か問題が変わりました。gxd class grade をもう一度実行してください",
            "the submission or its questions changed since it was graded: run gxd class grade again",
        )
    return None


def _page(course: Course, book: ClassBook, assignment: str, participant: str) -> str:
    seeds, secret = course.seeds_of(participant)
    instances = {
        id_: question.instance(edition=course.edition, participant=seeds, secret=secret)
        for id_, question in load_bank(course, assignment).items()
    }
    paper = book.papers[assignment, participant]
    return feedback_page(course, paper, book.name(participant), instances)


def _by_nbgrader(course: Course, assignment: str, participant: str, page: Path) -> None:
    problem = generate_feedback(course, assignment, participant)
    if problem is not None or not page.exists():
        raise GxdError(
            "GXD-C081",
            f"フィードバックを作れませんでした。\n{problem}",
            f"the feedback could not be made.\n{problem}",
            where=f"{assignment} {participant}",
        )
    _make_harmless(page)


def _make_harmless(page: Path) -> None:
    """Let a feedback page run no script and fetch nothing: what it shows was handed in.

    nbgrader links MathJax on the internet, and a submission's Markdown may hold anything.
    """
    text = _FETCHED_SCRIPT.sub("", page.read_text(encoding="utf-8"))
    write_whole(page, text.replace("<head>", f"<head>{_POLICY}", 1))
