"""The question bank of an assignment: `solutions/NN-name/questions.py`, read once.

A bank is the instructor's own Python; it is never part of a release.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Question
from gxd_teach.errors import GxdError

__all__ = ["find_question", "load_bank", "read_bank"]


def load_bank(course: Course, assignment: str) -> dict[str, Question]:
    """The questions of an assignment by id, in the order they are declared.

    GXD-C030 when there is no such bank, GXD-C031 when two questions share an id.
    """
    file = course.solutions / assignment / "questions.py"
    if not file.is_file():
        raise GxdError(
            "GXD-C030",
            f"課題「{assignment}」の問題集がありません。あるもの: {', '.join(course.assignments())}",
            f"there is no bank for '{assignment}'; there are: {', '.join(course.assignments())}",
            where=str(file),
        )
    return read_bank(file)


def read_bank(file: Path) -> dict[str, Question]:
    """The questions that a bank declares, by id; GXD-C031 when two share an id."""
    return dict(_read(file, file.stat().st_mtime_ns))


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> dict[str, Question]:
    """Run a bank and collect its questions; `changed` makes an edited file a new one."""
    name = f"gxd_bank_{file.parent.name.replace('-', '_')}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {file}")
    module = importlib.util.module_from_spec(spec)
    keep = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # no __pycache__ among the sources
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = keep
    questions: dict[str, Question] = {}
    for value in vars(module).values():
        if isinstance(value, Question):
            if value.id in questions:
                raise GxdError(
                    "GXD-C031",
                    f"問 {value.id} が 2 つあります",
                    f"two questions have the id {value.id}",
                    where=str(file),
                )
            questions[value.id] = value
    return questions


def find_question(course: Course, question_id: str, assignment: str | None = None) -> Question:
    """A question by id, in `assignment` or in whichever has it; GXD-C032 when none has."""
    names = [assignment] if assignment in course.assignments() else course.assignments()
    for name in names:
        bank = load_bank(course, str(name))
        if question_id in bank:
            return bank[question_id]
    raise GxdError(
        "GXD-C032",
        f"問「{question_id}」はありません",
        f"there is no question '{question_id}'",
    )
