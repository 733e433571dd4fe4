"""A test before and after the course, from the questions of an assignment with other numbers.

`make_phase` writes `solutions/NAME-pre/` (or `-post`): an assignment like any other, released,
handed in and graded the same way. Its questions are those of NAME, drawn anew for the phase;
the self-check is left out of it, because it would teach what is to be measured.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.draw import Draw
from gxd_teach.classroom.exercise import Question
from gxd_teach.classroom.release import must_exist
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import Text

__all__ = ["PHASES", "make_phase", "phase_questions"]

PHASES = {
    "pre": Text("事前テスト", "Test before the course"),
    "post": Text("事後テスト", "Test after the course"),
}
_BANK = '''"""{title} of {name}: the same questions, other numbers.

Made by `gxd class {phase}test {name}`; edit {name} and run that again.
"""

from pathlib import Path

from gxd_teach.classroom.reports.phases import phase_questions

globals().update(phase_questions(Path(__file__), "{name}", "{phase}", "{print_}"))
'''


_HELPS = re.compile(r"`(?:check|hint)\(")


def make_phase(course: Course, name: str, phase: str) -> Path:
    """Write the assignment of a phase ("pre" or "post"); its folder.

    Doing it again brings it up to date. GXD-C060 for an unknown assignment, GXD-C170 for
    another phase, GXD-C171 for an assignment that is such a test itself.
    """
    must_exist(course, name)
    if phase not in PHASES:
        raise GxdError(
            "GXD-C170",
            f"「{phase}」というテストはありません。pre(事前)か post(事後)です",
            f"there is no test '{phase}': it is pre or post",
        )
    if name.endswith(tuple(f"-{one}" for one in PHASES)):
        raise GxdError(
            "GXD-C171",
            f"{name} はすでに事前か事後のテストです。元の課題を指定してください",
            f"{name} is such a test already: name the assignment it comes from",
        )
    made = f"{name}-{phase}"
    folder = course.solutions / made
    bank = _BANK.format(
        title=PHASES[phase].en, name=name, phase=phase, print_=_print(course.solutions / name)
    )
    source = (course.solutions / name / f"{name}.ipynb").read_text(encoding="utf-8")
    notebook = json.dumps(_notebook(json.loads(source), name, phase), ensure_ascii=False, indent=1)
    write_whole(folder / f"{made}.ipynb", notebook + "\n")
    write_whole(folder / "questions.py", bank)
    return folder


def _print(folder: Path) -> str:
    """What the questions depend on: a changed bank asks for the test to be made again."""
    return hashlib.sha256((folder / "questions.py").read_bytes()).hexdigest()[:16]


def _notebook(source: dict[str, Any], name: str, phase: str) -> dict[str, Any]:
    """The notebook without its self-checks, its cells and its file named for the phase."""
    cells = []
    for cell in source["cells"]:
        if cell["cell_type"] == "code" and not _marked(cell) and _only_helps(_source(cell)):
            continue
        fresh = json.loads(json.dumps(cell))
        if cell["cell_type"] == "markdown":
            lines = _source(cell).replace(f"{name}.ipynb", f"{name}-{phase}.ipynb").split("\n")
            fresh["source"] = "\n".join(line for line in lines if not _HELPS.search(line))
        mark = fresh["metadata"].get("nbgrader")
        if mark:  # a renamed file is known by its cells
            mark["grade_id"] = f"{phase}-{mark['grade_id']}"
        cells.append(fresh)
    return {**source, "cells": [_heading(phase), *cells]}


def _marked(cell: dict[str, Any]) -> bool:
    mark = cell["metadata"].get("nbgrader", {})
    return bool(mark.get("solution") or mark.get("grade"))


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _only_helps(source: str) -> bool:
    """Whether a cell does nothing but call `check` or `hint`."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and all(
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Call)
        and getattr(line.value.func, "id", "") in ("check", "hint")
        for line in body
    )


def _heading(phase: str) -> dict[str, Any]:
    told = PHASES[phase]
    text = (
        f"**{told.ja}** — いまの力を測ります。自己採点(`check`)は使いません。分からない問は空けておいてください。\n\n"
        f"**{told.en}** — it measures where you are. There is no self-check; leave open what you do not know."
    )
    mark = {"grade": False, "grade_id": f"{phase}-test", "locked": True, "schema_version": 3,
            "solution": False, "task": False}  # fmt: skip
    return {"cell_type": "markdown", "id": f"{phase}-test", "metadata": {"nbgrader": mark},
            "source": text}  # fmt: skip


def phase_questions(file: Path, name: str, phase: str, print_: str) -> dict[str, Question]:
    """The questions of an assignment, drawn for a phase; called by the bank that was made.

    GXD-C172 where the assignment has changed since.
    """
    course = Course.at(file.resolve().parents[2])
    if _print(course.solutions / name) != print_:
        raise GxdError(
            "GXD-C172",
            f"元の課題 {name} が変わりました。gxd class {phase}test {name} をもう一度実行してください",
            f"{name} has changed since: run gxd class {phase}test {name} again",
            where=file.parent.name,
        )
    return {
        f"question_{place}": replace(question, draw=_drawn_for(phase, question.draw), hints=())
        for place, question in enumerate(load_bank(course, name).values())
        if question.points > 0
    }


def _drawn_for(
    phase: str, draw: Callable[[Draw], dict[str, Any]]
) -> Callable[[Draw], dict[str, Any]]:
    """The same draw from a seed of the phase's own: nobody meets the same numbers again."""

    def drawn(given: Draw) -> dict[str, Any]:
        return draw(Draw(f"{phase}\x1f{given.whole(0, 2**48)}".encode()))

    return drawn
