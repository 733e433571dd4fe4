"""nbgrader's gradebook, written by our grader: scores where nbgrader keeps them.

What its own autograder leaves behind is left behind here as well, so that formgrader, feedback
and exports work: the autograded notebook, the submission with its time, an
automatic score a grading cell, and "needs grading" where a person has to look. A score that an
instructor has given by hand stays, and is marked for another look (https://nbgrader.readthedocs.io).
"""

from __future__ import annotations

import hashlib
import json
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.handed_in import Plan
from gxd_teach.classroom.marking import Marked
from gxd_teach.files import write_whole

__all__ = ["Register"]

_TOGETHER = 25  # entries to a commit, or as many as come in
_SECONDS = 1.0


@dataclass(frozen=True)
class _Paper:
    """What the gradebook knows of one notebook of an assignment: ids of it and its cells."""

    notebook: str
    graded: tuple[tuple[str, str], ...]  # id and name
    commented: tuple[tuple[str, str], ...]


class Register:
    """The gradebook of a course, open for writing: ``with Register(course) as register``.

    What is recorded is kept together and committed by `settle`, which also runs what was to be
    done once an entry is safe; leaving the ``with`` settles.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._book: Any = None
        self._papers: dict[str, tuple[str, tuple[_Paper, ...]]] = {}
        self._after: list[Callable[[], object]] = []
        self._settled = time.monotonic()

    def __enter__(self) -> Register:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from nbgrader.api import Gradebook

            self._book = Gradebook(self._course.gradebook_url, "gxd")
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.settle()
        finally:
            self._book.close()

    def settle(self) -> None:
        """Commit what was recorded, and do what waited for that."""
        self._book.db.commit()
        self._settled = time.monotonic()
        after, self._after = self._after, []
        for done in after:
            done()

    def record(
        self,
        assignment: str,
        participant: str,
        plan: Plan,
        marked: Marked,
        *,
        once_safe: Callable[[], object] = lambda: None,
    ) -> None:
        """Enter one submission. `once_safe` is called when the entry has been committed."""
        cells = {c["metadata"]["nbgrader"]["grade_id"]: c
                 for c in marked.notebook["cells"] if c["metadata"].get("nbgrader")}  # fmt: skip
        grades, comments = self._submission(assignment, participant)
        for name, grade in grades:
            self._score(grade, name, plan, marked, cells)
        for name, comment in comments:
            comment.auto_comment = "No response." if _untouched(cells.get(name)) else None
        self._write(assignment, participant, marked)
        self._after.append(once_safe)
        if len(self._after) >= _TOGETHER or time.monotonic() - self._settled > _SECONDS:
            self.settle()

    def _submission(
        self, assignment: str, participant: str
    ) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
        """A submission's grades and comments by cell; made where there is none yet."""
        from nbgrader import api

        db = self._book.db
        assignment_id, papers = self._papers_of(assignment)
        if db.get(api.Student, participant) is None:
            db.add(api.Student(id=participant))
        when = _timestamp(self._course.grading / "submitted" / participant / assignment)
        found = (
            db.query(api.SubmittedAssignment)
            .filter_by(assignment_id=assignment_id, student_id=participant)
            .one_or_none()
        )
        submission = found or api.SubmittedAssignment(
            id=api.new_uuid(), assignment_id=assignment_id, student_id=participant
        )
        submission.timestamp = when or submission.timestamp
        db.add(submission)
        grades, comments = [], []
        for paper in papers:
            key = {"notebook_id": paper.notebook, "assignment_id": submission.id}
            notebook = found and db.query(api.SubmittedNotebook).filter_by(**key).one_or_none()
            if notebook is None:
                notebook = api.SubmittedNotebook(id=api.new_uuid(), **key)
                db.add(notebook)
            grades += self._rows(api.Grade, paper.graded, notebook.id, bool(found))
            comments += self._rows(api.Comment, paper.commented, notebook.id, bool(found))
        return grades, comments

    def _rows(
        self, kind: Any, cells: tuple[tuple[str, str], ...], notebook: str, known: bool
    ) -> list[tuple[str, Any]]:
        """The grades or comments of one handed-in notebook, with the names of their cells."""
        db = self._book.db
        stored = db.query(kind).filter_by(notebook_id=notebook).all() if known else []
        by_cell = {row.cell_id: row for row in stored}
        rows = []
        for id_, name in cells:
            row = by_cell.get(id_) or kind(cell_id=id_, notebook_id=notebook)
            db.add(row)
            rows.append((name, row))
        return rows

    def _papers_of(self, assignment: str) -> tuple[str, tuple[_Paper, ...]]:
        if assignment not in self._papers:
            found = self._book.find_assignment(assignment)
            self._papers[assignment] = (
                found.id,
                tuple(
                    _Paper(
                        notebook.id,
                        tuple(
                            (c.id, c.name) for c in (*notebook.grade_cells, *notebook.task_cells)
                        ),
                        tuple(
                            (c.id, c.name) for c in (*notebook.solution_cells, *notebook.task_cells)
                        ),
                    )
                    for notebook in found.notebooks
                ),
            )
        return self._papers[assignment]

    def _score(
        self,
        grade: Any,
        name: str,
        plan: Plan,
        marked: Marked,
        cells: Mapping[str, dict[str, Any]],
    ) -> None:
        verdict = marked.verdicts.get(name)
        if verdict is not None:
            grade.auto_score = verdict.points
        else:
            grade.auto_score = 0.0 if _untouched(cells.get(name)) else None
        lost = verdict is not None and verdict.outcome == "lost"
        grade.needs_manual_grade = (
            grade.manual_score is not None or grade.auto_score is None or lost
        )

    def _write(self, assignment: str, participant: str, marked: Marked) -> None:
        folder = self._course.grading / "autograded" / participant / assignment
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(marked.notebook, ensure_ascii=False, indent=1) + "\n"
        write_whole(folder / f"{assignment}.ipynb", text)


def _timestamp(folder: Path) -> Any:
    """When it was handed in, by nbgrader's timestamp.txt; None where there is none."""
    from nbgrader.utils import parse_utc

    file = folder / "timestamp.txt"
    try:
        return parse_utc(file.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None


def _untouched(cell: Mapping[str, Any] | None) -> bool:
    """Whether a cell is as it was released, by nbgrader's own checksum."""
    if cell is None:
        return True
    mark = cell["metadata"]["nbgrader"]
    digest = hashlib.md5(usedforsecurity=False)
    parts = [cell["source"], cell["cell_type"], str(mark["grade"]), str(mark["solution"]),
             str(mark["locked"]), mark["grade_id"]]  # fmt: skip
    if mark["grade"]:
        parts.append(str(float(mark["points"])))
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest() == mark.get("checksum")
