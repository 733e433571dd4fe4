"""A class's work as it stands: papers by person and assignment, with what counts in each.

Points come from nbgrader's gradebook: one given by hand counts before the automatic one. What
was judged comes from the kept files; where the two differ (a later autograde, say), the
gradebook is believed and the old judgement left out (https://nbgrader.readthedocs.io).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gxd_teach.classroom.course import Course, Participant
from gxd_teach.classroom.reports.judged import JudgedCell, read_judged
from gxd_teach.language import Text

__all__ = ["Answer", "ClassBook", "Paper", "read_class"]


@dataclass(frozen=True)
class Answer:
    """One question in one paper: the points that count, and what was found.

    `points` is None while a person has to look first. `outcome` is a verdict's, ``lost``,
    ``by hand``, ``blank``, or "" where only the points are known.
    """

    cell: str
    question: str
    points: float | None
    max_points: float
    outcome: str = ""
    answered: Text = Text("", "")  # noqa: RUF009 (frozen)
    mistakes: tuple[str, ...] = ()
    sentences: tuple[Text, ...] = ()
    by_hand: bool = False  # a person gave these points
    waits: bool = False  # a person has to look (again)
    comment: str = ""

    @property
    def share(self) -> float | None:
        """Points as a share of what can be had, 0 to 1; None while they wait, or without points."""
        if self.points is None or self.max_points <= 0:
            return None
        return self.points / self.max_points

    @property
    def nothing_given(self) -> bool:
        """Whether the question was left open."""
        return self.outcome in ("unanswered", "blank")


@dataclass(frozen=True)
class Paper:
    """One graded submission. `penalty` in points; `handed_in` in UTC where it is known."""

    participant: str
    assignment: str
    answers: tuple[Answer, ...]
    handed_in: datetime | None = None
    seconds_late: float = 0.0
    penalty: float = 0.0
    comments: tuple[str, ...] = ()  # on cells that belong to no question

    @property
    def raw_score(self) -> float | None:
        """The sum of the points; None while one of them waits."""
        points = [answer.points for answer in self.answers]
        return None if None in points else float(sum(p for p in points if p is not None))

    @property
    def score(self) -> float | None:
        """What counts: the points less the late penalty, never below zero."""
        raw = self.raw_score
        return None if raw is None else max(0.0, raw - self.penalty)

    @property
    def max_score(self) -> float:
        """The most that can be had."""
        return sum(answer.max_points for answer in self.answers)

    @property
    def percent(self) -> float | None:
        """The score in percent; None while it waits."""
        score = self.score
        return None if score is None or self.max_score <= 0 else 100 * score / self.max_score

    @property
    def late(self) -> bool:
        """Whether it came after the due date that the gradebook has."""
        return self.seconds_late > 0


@dataclass(frozen=True)
class ClassBook:
    """Everybody and everything of the assignments asked for.

    `people` are those on the roster, then those who handed in without being on it; `ungraded`
    was handed in and is in no gradebook yet.
    """

    assignments: tuple[str, ...]
    people: Mapping[str, Participant]
    papers: Mapping[tuple[str, str], Paper] = field(repr=False)
    max_scores: Mapping[str, float] = field(default_factory=dict)
    ungraded: tuple[tuple[str, str], ...] = ()

    def of(self, assignment: str) -> list[Paper]:
        """The papers of an assignment, by participant as on the roster."""
        found = (self.papers.get((assignment, who)) for who in self.people)
        return [paper for paper in found if paper is not None]

    def missing(self, assignment: str) -> list[Participant]:
        """Who has handed in nothing for an assignment."""
        there = {who for name, who in (*self.papers, *self.ungraded) if name == assignment}
        return [person for who, person in self.people.items() if who not in there]

    def name(self, participant: str) -> str:
        """The name to show: the roster's, or the id."""
        person = self.people.get(participant)
        return person.name if person is not None and person.name else participant


def read_class(course: Course, names: Sequence[str] | None = None) -> ClassBook:
    """Read gradebook, kept judgements and roster; nothing is changed and nothing is made.

    GXD-C060 for a name that is no assignment.
    """
    from gxd_teach.classroom.grading import waiting
    from gxd_teach.classroom.release import must_exist

    assignments = list(names or course.given_out())
    for name in assignments:
        must_exist(course, name)
    papers: dict[tuple[str, str], Paper] = {}
    most: dict[str, float] = {}
    if (course.grading / "gradebook.db").exists() or "sqlite" not in course.gradebook_url:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from nbgrader.api import Gradebook

            with Gradebook(course.gradebook_url, "gxd") as book:
                for name in assignments:
                    made, most[name] = _papers(course, book.db, name)
                    papers |= {(name, paper.participant): paper for paper in made}
    ungraded = tuple(pair for pair in waiting(course, assignments) if pair not in papers)
    people = dict(course.roster())
    for _, who in sorted({*papers, *ungraded}, key=lambda pair: pair[1]):
        people.setdefault(who, Participant(who))
    return ClassBook(tuple(assignments), people, papers, most, ungraded)


@dataclass(frozen=True)
class _Row:
    cell: str
    points: float | None
    max_points: float
    by_hand: bool
    waits: bool
    automatic: float | None


def _papers(course: Course, db: Any, name: str) -> tuple[list[Paper], float]:
    """Every graded paper of an assignment, in a handful of queries, and the most it can score."""
    from nbgrader import api

    assignment = db.query(api.Assignment).filter_by(name=name).one_or_none()
    if assignment is None:
        return [], 0.0
    cells: dict[str, tuple[str, float]] = {}
    names: dict[str, str] = {}
    for notebook in assignment.notebooks:
        for cell in (*notebook.grade_cells, *notebook.task_cells):
            cells[cell.id] = (cell.name, float(cell.max_score))
        names |= {c.id: c.name for c in (*notebook.solution_cells, *notebook.task_cells)}
    rows: dict[str, list[_Row]] = {}
    comments: dict[str, dict[str, str]] = {}
    penalties: dict[str, float] = {}
    notebooks = {}
    for notebook in (
        db.query(api.SubmittedNotebook)
        .join(api.SubmittedAssignment)
        .filter(api.SubmittedAssignment.assignment_id == assignment.id)
    ):
        notebooks[notebook.id] = notebook.assignment_id
        penalty = notebook.late_submission_penalty or 0.0
        penalties[notebook.assignment_id] = penalties.get(notebook.assignment_id, 0.0) + penalty
    for grade in _in_notebooks(db, api.Grade, cells):
        if grade.notebook_id in notebooks:
            row = _row(grade, *cells[grade.cell_id])
            rows.setdefault(notebooks[grade.notebook_id], []).append(row)
    for comment in _in_notebooks(db, api.Comment, names):
        if comment.notebook_id in notebooks and comment.manual_comment:
            told = comments.setdefault(notebooks[comment.notebook_id], {})
            told[names[comment.cell_id]] = comment.manual_comment
    papers = []
    for submission in db.query(api.SubmittedAssignment).filter_by(assignment_id=assignment.id):
        late = float(submission.total_seconds_late or 0)
        told = comments.get(submission.id, {})
        answers = _answers(course, name, submission.student_id, rows.get(submission.id, []), told)
        papers.append(
            Paper(
                submission.student_id, name, answers, submission.timestamp, late,
                penalties.get(submission.id, 0.0), tuple(told.values()),
            )
        )  # fmt: skip
    return papers, sum(most for _, most in cells.values())


def _in_notebooks(db: Any, kind: Any, cells: Iterable[str]) -> Iterable[Any]:
    """The grades or comments on these cells, without one query a row."""
    found: Iterable[Any] = db.query(kind).filter(kind.cell_id.in_(list(cells)))
    return found


def _row(grade: Any, name: str, most: float) -> _Row:
    """The points that count: those by hand, else the automatic; none while a person has to look."""
    by_hand = grade.manual_score is not None
    points = grade.manual_score if by_hand else grade.auto_score
    waits = bool(grade.needs_manual_grade)
    if points is None or (waits and not by_hand):
        return _Row(name, None, most, by_hand, True, grade.auto_score)
    points = float(points) + (grade.extra_credit or 0.0)
    return _Row(name, points, most, by_hand, waits, grade.auto_score)


def _answers(
    course: Course, assignment: str, participant: str, rows: list[_Row], told: dict[str, str]
) -> tuple[Answer, ...]:
    """The rows with what was judged, in the notebook's order; takes the comments it places."""
    judged = read_judged(course, assignment, participant)
    kept = {cell.cell: cell for cell in judged.cells} if judged is not None else {}
    order = {name: place for place, name in enumerate(kept)}
    rows = sorted(rows, key=lambda row: (order.get(row.cell, len(order)), row.cell))
    return tuple(_answer(row, kept.get(row.cell), told) for row in rows)


def _answer(row: _Row, kept: JudgedCell | None, told: dict[str, str]) -> Answer:
    comment = told.pop(kept.written_in if kept and kept.written_in in told else row.cell, "")
    question = kept.question if kept is not None else row.cell.rpartition("-")[2]
    if kept is None or kept.points not in (None, row.automatic):
        return Answer(row.cell, question, row.points, row.max_points, by_hand=row.by_hand,
                      waits=row.waits, comment=comment)  # fmt: skip
    return Answer(
        row.cell, question, row.points, row.max_points, kept.outcome, kept.answered,
        kept.mistakes, kept.sentences, row.by_hand, row.waits, comment,
    )  # fmt: skip
