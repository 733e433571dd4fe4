"""Grade what was handed in, by nbgrader's own autograder, and write the feedback pages.

Submissions are first put where nbgrader looks for them (`_grading/submitted/<id>/<name>/`).
One that cannot be graded is named with the reason and never passes for a zero.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.nbgrader_door import Score, autograde, generate_feedback, read_scores
from gxd_teach.errors import GxdError
from gxd_teach.language import say

__all__ = ["Graded", "collect", "feedback", "grade"]

Progress = Callable[[str], None]
_FETCHED_SCRIPT = re.compile(r'<script[^>]*\ssrc="https?://[^>]*>\s*</script>')
_LARGEST = 20 * 1024 * 1024  # bytes of one notebook


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


def collect(course: Course, sources: Sequence[Path], participant: str | None = None) -> list[str]:
    """Put submissions where nbgrader looks for them; a sentence for each that was not taken.

    A source is a folder laid out as `<id>/<assignment>/<assignment>.ipynb`, or, with
    `participant`, that person's own notebook, folder or zip.
    """
    refused = []
    for source in sources:
        taken = 0
        if not source.exists():
            refused.append(f"{source}: {say('ありません', 'does not exist')}")
            continue
        for person, notebook in _notebooks(source, participant):
            why = _take(course, person, notebook)
            taken += why is None
            if why:
                refused.append(f"{source}: {why}")
        if not taken and not any(line.startswith(f"{source}:") for line in refused):
            refused.append(f"{source}: {_nothing(participant)}")
    return refused


def _nothing(participant: str | None) -> str:
    if participant is None:
        return say(
            "<id>/<課題>/<課題>.ipynb の形のフォルダーがありません。"
            "1 人分なら --participant ID を付けてください",
            "no <id>/<assignment>/<assignment>.ipynb in it; for one person add --participant ID",
        )
    return say("課題のノートブックがありません", "no notebook of an assignment in it")


def _notebooks(source: Path, participant: str | None) -> list[tuple[str, tuple[str, bytes]]]:
    """(participant, (assignment, content)) of every notebook a source holds."""
    found: list[tuple[str, tuple[str, bytes]]] = []
    if source.suffix == ".zip":
        if participant is not None:
            with zipfile.ZipFile(source) as archive:
                for entry in archive.infolist():
                    name = Path(entry.filename)
                    if name.suffix == ".ipynb" and entry.file_size <= _LARGEST:
                        found.append((participant, (name.stem, archive.read(entry))))
    elif source.is_file():
        if participant is not None and source.stat().st_size <= _LARGEST:
            found.append((participant, (source.stem, source.read_bytes())))
    else:
        pattern = "*.ipynb" if participant is not None else "*/*/*.ipynb"
        files = sorted(source.glob(pattern)) or (
            sorted(source.glob("*/*.ipynb")) if participant is not None else []
        )
        for file in files:
            if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
                continue
            person = participant or file.parent.parent.name
            if participant is not None or file.stem == file.parent.name:
                found.append((person, (file.stem, file.read_bytes())))
    return found


def _take(course: Course, participant: str, notebook: tuple[str, bytes]) -> str | None:
    """Copy one notebook into `_grading/submitted`; the reason when it is refused."""
    assignment, content = notebook
    if assignment not in course.assignments():
        return say(
            f"{assignment}.ipynb は課題のノートブックではありません(名前を変えていませんか)",
            f"{assignment}.ipynb is no assignment's notebook (was it renamed?)",
        )
    try:
        if not isinstance(json.loads(content)["cells"], list):
            raise ValueError("cells")
    except (ValueError, KeyError, TypeError):
        return say(f"{assignment}.ipynb が壊れています", f"{assignment}.ipynb is broken")
    folder = course.grading / "submitted" / participant / assignment
    target = folder / f"{assignment}.ipynb"
    if target.exists() and target.read_bytes() == content:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as fresh:
        fresh.write(content)
    shutil.move(fresh.name, target)
    return None


def _waiting(course: Course, names: Sequence[str]) -> list[tuple[str, str]]:
    """(assignment, participant) of everything handed in."""
    files = (course.grading / "submitted").glob("*/*/*.ipynb")
    pairs = {(file.parent.name, file.parent.parent.name) for file in files}
    return sorted(pair for pair in pairs if pair[0] in names)


def _stamp(course: Course, assignment: str, participant: str) -> str:
    """What a grade depends on: the submission, the bank and the source notebook."""
    digest = hashlib.sha256()
    submitted = course.grading / "submitted" / participant / assignment / f"{assignment}.ipynb"
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
    progress: Progress = print,
) -> list[Graded]:
    """Grade everything handed in that changed since it was last graded; one result each.

    Stopped half-way, the same call goes on where it was.
    """
    names = list(names or course.assignments())
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
        _needs_no_network(page)
        pages.append(page)
    return pages


def _needs_no_network(page: Path) -> None:
    """Take out nbgrader's link to MathJax on the internet: these pages have no formulas."""
    text = page.read_text(encoding="utf-8")
    page.write_text(_FETCHED_SCRIPT.sub("", text), encoding="utf-8")
