"""Grade what was handed in, by nbgrader's own autograder, and write the feedback pages.

Submissions wait in `_grading/submitted/<id>/<name>/` (see `collecting`). One that cannot be graded is named with the reason and never passes for a zero.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom.collecting import faulty_cells, not_listed
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.nbgrader_door import Score, autograde, generate_feedback, read_scores
from gxd_teach.classroom.release import must_exist
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import say

__all__ = ["Graded", "feedback", "grade"]

Progress = Callable[[str], None]
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; font-src data:\">"
)
_FETCHED_SCRIPT = re.compile(r'<script[^>]*\ssrc="https?://[^>]*>\s*</script>')


@dataclass(frozen=True)
class Graded:
    """One submission after grading: its score, or the reason there is none."""

    assignment: str
    participant: str
    score: Score | None
    problem: str | None = None

    def __str__(self) -> str:
        if self.score is None or self.score.score is None:
            why = self.problem or say("点数の付かないセルがあります", "some cells have no score")
            return f"{self.assignment}  {self.participant}  {say('採点できません', 'NOT GRADED')}: {why}"
        return (
            f"{self.assignment}  {self.participant}  {self.score.score:g}/{self.score.max_score:g}"
        )


def _submitted(course: Course, assignment: str, participant: str) -> Path:
    return course.grading / "submitted" / participant / assignment / f"{assignment}.ipynb"


def _waiting(course: Course, names: Sequence[str]) -> list[tuple[str, str]]:
    """(assignment, participant) of everything handed in."""
    files = (course.grading / "submitted").glob("*/*/*.ipynb")
    pairs = {(file.parent.name, file.parent.parent.name) for file in files}
    return sorted(pair for pair in pairs if pair[0] in names)


def _stamp(course: Course, assignment: str, participant: str) -> str:
    """What a grade depends on: the submission, the bank and the source notebook."""
    digest = hashlib.sha256()
    submitted = _submitted(course, assignment, participant)
    source = course.solutions / assignment
    for file in (submitted, source / "questions.py", source / f"{assignment}.ipynb"):
        digest.update(file.read_bytes())
    digest.update("|".join(map(str, course.seeds_of(participant))).encode())
    return digest.hexdigest()


def grade(
    course: Course,
    names: Sequence[str] | None = None,
    *,
    force: bool = False,
    public: bool = False,
    progress: Progress = print,
) -> list[Graded]:
    """Grade everything handed in that changed since it was last graded; one result each.

    With a roster, who is not on it is not graded unless `public`.

    Stopped half-way, the same call goes on where it was.
    """
    names = list(names or course.assignments())
    for name in names:
        must_exist(course, name)
    results = []
    waiting = _waiting(course, names)
    if not waiting:
        raise GxdError(
            "GXD-C080",
            "提出がありません。gxd class grade のあとに、提出物のフォルダーを書いてください",
            "nothing was handed in: name the folder of submissions after gxd class grade",
            where=str(course.grading / "submitted"),
        )
    for count, (assignment, participant) in enumerate(waiting, start=1):
        problem = None if public else not_listed(course, participant)
        problem = problem or faulty_cells(
            course, assignment, _submitted(course, assignment, participant).read_bytes()
        )
        if problem is not None:
            results.append(Graded(assignment, participant, None, problem))
            continue
        stamp = _stamp(course, assignment, participant)
        mark = course.grading / "graded" / participant / assignment
        if force or not mark.exists() or mark.read_text() != stamp:
            progress(
                say(
                    f"[{count}/{len(waiting)}] {assignment} {participant} を採点しています …",
                    f"[{count}/{len(waiting)}] grading {assignment} {participant} …",
                )
            )
            mark.unlink(missing_ok=True)
            problem = autograde(course, assignment, participant)
            if problem is not None:
                results.append(Graded(assignment, participant, None, problem))
                continue
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(stamp)
        score = read_scores(course, assignment).get(participant)
        results.append(Graded(assignment, participant, score))
    return results


def feedback(
    course: Course, names: Sequence[str] | None = None, *, progress: Progress = print
) -> list[Path]:
    """Write a feedback page for every graded submission; the pages."""
    names = list(names or course.assignments())
    for name in names:
        must_exist(course, name)
    pages = []
    for assignment, participant in _waiting(course, names):
        if not (course.grading / "graded" / participant / assignment).exists():
            progress(
                say(
                    f"{assignment} {participant}: まだ採点していません",
                    f"{assignment} {participant}: not graded yet",
                )
            )
            continue
        problem = generate_feedback(course, assignment, participant)
        page = course.grading / "feedback" / participant / assignment / f"{assignment}.html"
        if problem is not None or not page.exists():
            raise GxdError(
                "GXD-C081",
                f"フィードバックを作れませんでした。\n{problem}",
                f"the feedback could not be made.\n{problem}",
                where=f"{assignment} {participant}",
            )
        _make_harmless(page)
        pages.append(page)
    if not pages:
        raise GxdError(
            "GXD-C082",
            "採点の済んだ提出がありません。先に gxd class grade を実行してください",
            "nothing has been graded: run gxd class grade first",
        )
    return pages


def _make_harmless(page: Path) -> None:
    """Let a feedback page run no script and fetch nothing: what it shows was handed in.

    nbgrader links MathJax on the internet, and a submission's Markdown may hold anything.
    """
    text = _FETCHED_SCRIPT.sub("", page.read_text(encoding="utf-8"))
    write_whole(page, text.replace("<head>", f"<head>{_POLICY}", 1))
