"""Scores for other systems: nbgrader's own CSV, Moodle's grade import, any LMS, JSON.

Scores are the gradebook's, with points by hand and late penalties in them; one that still waits
for a person is left empty, never written as a zero. No cell of a CSV is a formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.reports.class_book import ClassBook, read_class
from gxd_teach.classroom.reports.roster_details import details
from gxd_teach.classroom.reports.safe_csv import csv_bytes, runs_in_a_sheet
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes

__all__ = ["FORMATS", "IDENTIFIERS", "export"]

FORMATS = ("nbgrader-csv", "moodle", "lms", "json")
# The columns of a roster by which Moodle can know a person, and Moodle's words for them.
IDENTIFIERS = {"email": "email", "id": "idnumber", "username": "username"}


def export(
    course: Course,
    format: str,
    names: Sequence[str] | None = None,
    *,
    to: Path | None = None,
    identifier: str = "id",
    roster: Path | None = None,
    excel: bool = False,
) -> Path:
    """Write the scores of the assignments (all, unless named); the file.

    `identifier` is the roster's column that Moodle knows people by: id, email or username;
    `roster` a roster with more columns than the class's own. GXD-C140 an unknown format,
    GXD-C141 an unknown identifier, GXD-C142 people without one, GXD-C143 one that a spreadsheet
    would run as a formula, GXD-C144 nothing graded.
    """
    if format not in FORMATS:
        raise GxdError(
            "GXD-C140",
            f"形式「{format}」はありません。{'、'.join(FORMATS)} のどれかです",
            f"there is no format '{format}': it is one of {', '.join(FORMATS)}",
        )
    if identifier not in IDENTIFIERS:
        raise GxdError(
            "GXD-C141",
            f"「{identifier}」では人を示せません。{'、'.join(IDENTIFIERS)} のどれかです",
            f"'{identifier}' names no person: it is one of {', '.join(IDENTIFIERS)}",
        )
    book = read_class(course, names)
    if not book.papers:
        raise GxdError(
            "GXD-C144",
            "採点の済んだ提出がありません。先に gxd class grade を実行してください",
            "nothing has been graded: run gxd class grade first",
        )
    if format == "moodle":
        content = _moodle(book, _identifiers(course, book, identifier, roster), identifier, excel)
    else:
        content = _WRITERS[format](book, excel)
    suffix = "json" if format == "json" else "csv"
    return write_whole_bytes(to or course.grading / "export" / f"{format}.{suffix}", content)


def _time(when: datetime | None) -> str:
    return when.isoformat(timespec="seconds") + "Z" if when is not None else ""


def _nbgrader(book: ClassBook, excel: bool) -> bytes:
    """nbgrader's columns; who handed in nothing has 0 there, as it writes it."""
    headings = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
                "raw_score", "late_submission_penalty", "score", "max_score")  # fmt: skip
    rows: list[Sequence[object]] = []
    for name in book.assignments:
        for who, person in book.people.items():
            paper = book.papers.get((name, who))
            if paper is None:
                scores = (0.0, 0.0, 0.0) if (name, who) not in book.ungraded else (None, None, None)
                most = book.max_scores.get(name)
                rows.append((name, "", "", who, person.name, "", "", *scores, most))
            else:
                rows.append((name, "", str(paper.handed_in or ""), who, person.name, "", "",
                             paper.raw_score, paper.penalty, paper.score, paper.max_score))  # fmt: skip
    return csv_bytes(headings, rows, excel=excel)


def _lms(book: ClassBook, excel: bool) -> bytes:
    headings = ("id", "name", "assignment", "score", "max", "percent", "handed_in", "late")
    rows: list[Sequence[object]] = []
    for name in book.assignments:
        for who, person in book.people.items():
            paper = book.papers.get((name, who))
            if paper is None:
                there = (name, who) in book.ungraded
                rows.append((who, person.name, name, None, book.max_scores.get(name), None,
                             "yes" if there else "no", None))  # fmt: skip
            else:
                percent = None if paper.percent is None else round(paper.percent, 2)
                rows.append((who, person.name, name, paper.score, paper.max_score, percent,
                             _time(paper.handed_in) or "yes", paper.late))  # fmt: skip
    return csv_bytes(headings, rows, excel=excel)


def _identifiers(
    course: Course, book: ClassBook, identifier: str, roster: Path | None
) -> dict[str, str]:
    """Each person by what Moodle knows them by."""
    if identifier == "id":
        return {who: who for who in book.people}
    known = details(course, roster)
    given = {who: known.get(who, {}).get(identifier, "") for who in book.people}
    without = [who for who, value in given.items() if not value]
    if without:
        some = ", ".join(without[:5]) + (" …" if len(without) > 5 else "")
        raise GxdError(
            "GXD-C142",
            f"名簿に {identifier} のない人が {len(without)} 人います({some})。--roster で、その列のある名簿を示してください",
            f"{len(without)} people have no {identifier} on the roster ({some}): name a roster with that column by --roster",
        )
    for who, value in given.items():
        if runs_in_a_sheet(value):
            raise GxdError(
                "GXD-C143",
                f"{identifier}「{value}」は表計算ソフトで式として動くので、書き出しません。名簿を直してください",
                f"the {identifier} '{value}' would run as a formula in a spreadsheet: mend the roster",
                where=who,
            )
    return given


def _moodle(book: ClassBook, people: Mapping[str, str], identifier: str, excel: bool) -> bytes:
    """A row a person, a column an assignment; empty where there is no score (Moodle leaves it)."""
    headings = (IDENTIFIERS[identifier], *book.assignments)
    rows = []
    for who, named in people.items():
        papers = [book.papers.get((name, who)) for name in book.assignments]
        rows.append((named, *(paper.score if paper is not None else None for paper in papers)))
    return csv_bytes(headings, rows, excel=excel)


def _json(book: ClassBook, excel: bool) -> bytes:
    papers = [
        {
            "assignment": paper.assignment, "id": paper.participant, "name": book.name(paper.participant),
            "score": paper.score, "max": paper.max_score, "percent": paper.percent,
            "handed_in": _time(paper.handed_in) or None, "late": paper.late, "penalty": paper.penalty,
            "questions": [
                {"question": a.question, "points": a.points, "max": a.max_points, "outcome": a.outcome,
                 "mistakes": list(a.mistakes), "by_hand": a.by_hand, "waits": a.waits}
                for a in paper.answers
            ],
        }
        for name in book.assignments
        for paper in book.of(name)
    ]  # fmt: skip
    missing = {name: [person.id for person in book.missing(name)] for name in book.assignments}
    ungraded = [{"assignment": name, "id": who} for name, who in book.ungraded]
    said = {"format": 1, "papers": papers, "missing": missing, "not_graded": ungraded}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


_WRITERS: dict[str, Callable[[ClassBook, bool], bytes]] = {
    "nbgrader-csv": _nbgrader,
    "lms": _lms,
    "json": _json,
}
