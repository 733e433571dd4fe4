"""The exercises of a case: that there are enough, that they are sound, that the page leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.linting import lint
from gxd_teach.errors import GxdError, Problem
from gxd_teach.seminar.case.page import Page

__all__ = ["question_faults"]

FEWEST = 2
HINTS = 2
_PEOPLE = 3  # `gxd class lint` tries more


def question_faults(course: Course, assignment: str, stem: str, page: Page) -> Iterator[Problem]:
    """What is missing in the exercises of the case `stem`; `assignment` is empty where it has none."""
    if not assignment:
        yield Problem("GXD-B028", "solutions", f"課題 NN-{stem} がありません。gxd class new で作ります",
                      f"there is no assignment NN-{stem}: make it by gxd class new")  # fmt: skip
        return
    where = f"solutions/{assignment}"
    try:
        bank = load_bank(course, assignment)
    except GxdError as error:
        yield Problem(error.code, where, error.ja, error.en)
        return
    graded = [one for one in bank.values() if one.points]
    if len(graded) < FEWEST:
        yield Problem("GXD-B028", where, f"点のある演習が {len(graded)} 問です。{FEWEST} 問以上にします",
                      f"has {len(graded)} exercises with points: {FEWEST} are the least")  # fmt: skip
    for one in bank.values():
        if len(one.hints) != HINTS:
            yield Problem("GXD-B028", f"{where}, {one.id}", f"ヒントが {len(one.hints)} つです。ちょうど {HINTS} つにします",
                          f"has {len(one.hints)} hints: there are to be {HINTS}")  # fmt: skip
        if one.read_more != f"book/cases/{stem}":
            yield Problem("GXD-B028", f"{where}, {one.id}", f"read_more が「{one.read_more}」です。book/cases/{stem} にします",
                          f"sends its reader to '{one.read_more}' (read_more): it is to be book/cases/{stem}")  # fmt: skip
    yield from _in_the_page(assignment, stem, page, [one.id for one in bank.values()],
                            [one.id for one in graded])  # fmt: skip
    for line in lint(course, [assignment], count=_PEOPLE, run=False).lines:
        for fault in line.faults:
            named = f"{where}, {line.question}" if line.question else where
            yield Problem("GXD-B028", named, fault.ja, fault.en)
    if not (course.exercises / assignment).is_dir():
        yield Problem("GXD-B028", f"exercises/{assignment}",
                      f"配布用がまだありません。gxd class release {assignment} を実行します",
                      f"is not released yet: run gxd class release {assignment}")  # fmt: skip


def _in_the_page(
    assignment: str, stem: str, page: Page, every: list[str], graded: list[str]
) -> Iterator[Problem]:
    where = f"book/cases/{stem}.md"
    for id_ in graded:
        if not re.search(rf"^\| *{id_} *\|", page.text, re.M):
            yield Problem("GXD-B028", where, f"演習の表に「| {id_} | … |」の行がありません",
                          f"the table of exercises has no row '| {id_} | … |'")  # fmt: skip
    for id_ in every:
        if id_ not in graded and id_ not in page.checks:
            yield Problem("GXD-B028", where, f"確認問題 {id_} がページにありません(```{{check}} {id_})",
                          f"the quick check {id_} is not in the page (```{{check}} {id_})")  # fmt: skip
    for id_ in page.checks:
        if id_ not in every:
            yield Problem("GXD-B028", where, f"ページの {{check}} {id_} が問題集にありません",
                          f"the page asks {id_}, which is not in the bank")  # fmt: skip
    if f"exercises/{assignment}.zip" not in page.text:
        yield Problem("GXD-B028", where, f"配布用 exercises/{assignment}.zip へのリンクがありません",
                      f"does not link to exercises/{assignment}.zip")  # fmt: skip
