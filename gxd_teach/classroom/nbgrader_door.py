"""The one door to nbgrader: its release, its autograder, its feedback, its gradebook.

nbgrader (https://nbgrader.readthedocs.io) is used through its own Python API, with the
course's `nbgrader_config.py`. What it logs is kept; what goes wrong is said in a sentence.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import say

__all__ = [
    "Score",
    "autograde",
    "generate_assignment",
    "generate_feedback",
    "knows_assignment",
    "read_scores",
]


@dataclass(frozen=True)
class Score:
    """What the gradebook holds for one submission; `None` where a cell has no score yet.

    `to_look_at` are the cells with a score that wait for a person all the same.
    """

    participant: str
    score: float | None
    max_score: float
    by_cell: dict[str, float | None]
    to_look_at: tuple[str, ...] = ()


@contextlib.contextmanager
def _api(course: Course, **changed: Any) -> Iterator[Any]:
    """nbgrader's API on this course, standing in the course's folder."""
    course.grading.mkdir(exist_ok=True)
    with warnings.catch_warnings(), _surroundings_kept():
        warnings.simplefilter("ignore")
        from nbgrader.apps import NbGraderAPI

        _version_of_gradebooks()
        from traitlets.config.loader import PyFileConfigLoader

        config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
        config.CourseDirectory.db_url = course.gradebook_url
        for name, value in changed.items():
            setattr(config.CourseDirectory, name, value)
        os.environ["GXD_COURSE_ROOT"] = str(course.root)  # for the kernels it starts
        logging.getLogger("traitlets").setLevel(logging.CRITICAL)
        os.chdir(course.root)
        yield NbGraderAPI(config=config)


@contextlib.contextmanager
def _surroundings_kept() -> Iterator[None]:
    """The folder, and the variables that the course's settings set while they are read, put back."""
    folder = Path.cwd()
    before = {name: os.environ.get(name) for name in ("GXD_COURSE_ROOT", "PATH")}
    try:
        yield
    finally:
        os.chdir(folder)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@cache
def _version_of_gradebooks() -> str:
    """The version of a new gradebook's tables, as nbgrader finds it for each.

    It starts another Python for it, which imports nbgrader once more; here that is done already.
    """
    import nbgrader.api
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    version = str(ScriptDirectory.from_config(config).get_current_head())
    nbgrader.api.get_alembic_version = lambda: version
    return version


@contextlib.contextmanager
def _kernel_talk_aside(course: Course) -> Iterator[None]:
    """Send what kernels write to this process's stderr into a log file.

    A kernel inherits the file descriptor itself, so `sys.stderr` alone would not do.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(course.grading / "kernels.log", "ab") as log:
            os.dup2(log.fileno(), 2)
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _reason(course: Course, log: str, what: str) -> str:
    """Why nbgrader gave up, in a sentence; its whole log is kept and named."""
    kept = course.grading / "logs" / f"{what}.log"
    write_whole(kept, log)
    known = {
        "DeadKernel": ("実行中にプログラムが止まりました", "the program ended while it ran"),
        "Kernel died": ("実行中にプログラムが止まりました", "the program ended while it ran"),
        "CellTimeoutError": ("時間切れになりました", "it ran out of time"),
        "NotJSONError": ("ノートブックを読めません", "the notebook cannot be read"),
        "ValidationError": ("ノートブックの形式が違います", "the notebook's format is not valid"),
    }
    for mark, sentences in known.items():
        if mark in log:
            reason = say(*sentences)
            break
    else:
        faults = [
            line.strip() for line in log.splitlines() if re.search(r"\w(Error|Exception)\b", line)
        ]
        reason = faults[-1] if faults else say("理由が分かりません", "for no known reason")
    where = kept.relative_to(course.root).as_posix()
    return say(f"{reason}(記録: {where})", f"{reason} (log: {where})")


def knows_assignment(course: Course, name: str) -> bool:
    """Whether the gradebook has the assignment; a file that is not there yet has none."""
    url = course.gradebook_url
    if url.startswith("sqlite:///"):
        # A look at the clock: nobody waits for nbgrader to be imported.
        return Path(url.removeprefix("sqlite:///")).exists()
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(url, "gxd") as gradebook:
        try:
            gradebook.find_assignment(name)
        except MissingEntry:
            return False
    return True


def generate_assignment(course: Course, name: str, target: Path) -> None:
    """nbgrader's release of one assignment into `target`; GXD-C070 with the reason."""
    with _api(course, release_directory=str(target)) as api:
        result = api.generate_assignment(name, force=True)
    if not result["success"]:
        reason = _reason(course, result["log"], f"release-{name}")
        raise GxdError(
            "GXD-C070",
            f"課題 {name} を配布用にできません。{reason}",
            f"{name} could not be released: {reason}",
        )


def autograde(course: Course, name: str, participant: str) -> str | None:
    """Grade one submission; None when it went through, else the reason."""
    with _api(course) as api, _kernel_talk_aside(course):
        result = api.autograde(name, participant, force=True, create=True)
    return None if result["success"] else _reason(course, result["log"], f"{participant}-{name}")


def generate_feedback(course: Course, name: str, participant: str) -> str | None:
    """Write one participant's feedback page; None when it went through, else the reason."""
    with _api(course) as api:
        result = api.generate_feedback(name, participant, force=True)
    return None if result["success"] else _reason(course, result["log"], f"feedback-{participant}")


def read_scores(course: Course, name: str) -> dict[str, Score]:
    """The gradebook's scores of an assignment, by participant."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(course.gradebook_url, "gxd") as gradebook:
        try:
            submissions = gradebook.assignment_submissions(name)
        except MissingEntry:
            return {}
        return {entry.student_id: _score(entry) for entry in submissions}


def _score(submission: Any) -> Score:
    cells: dict[str, float | None] = {}
    waiting = []
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            given = grade.manual_score if grade.manual_score is not None else grade.auto_score
            cells[grade.name] = given
            if grade.needs_manual_grade and given is not None:
                waiting.append(grade.name)
    known = [value for value in cells.values() if value is not None]
    complete = len(known) == len(cells)
    return Score(
        submission.student_id,
        submission.score if complete else None,
        submission.max_score,
        cells,
        tuple(waiting),
    )
