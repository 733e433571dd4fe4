"""What was found in a submission, kept for the reports: `_grading/judged/<id>/<assignment>.json`.

The gradebook holds points; this file holds why: what was answered, which known mistake was met,
the sentences. It is written whole, after the gradebook is safe, and holds no right answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.handed_in import Plan
from gxd_teach.classroom.marking import Marked
from gxd_teach.files import write_whole
from gxd_teach.language import Text

__all__ = ["JudgedCell", "JudgedPaper", "forget_judged", "keep_judged", "read_judged"]

FORMAT = 1
_LONGEST = 4000  # characters of what a person reads and grades


@dataclass(frozen=True)
class JudgedCell:
    """One grading cell: what was answered and what was found.

    `outcome` is a verdict's, ``lost`` where no answer could be had, ``by hand`` where a person
    grades, ``blank`` where such a cell was left as it was released. `written_in` is the cell
    that holds the answer: comments hang there.
    """

    cell: str
    question: str
    outcome: str
    points: float | None
    max_points: float
    answered: Text
    written_in: str = ""
    mistakes: tuple[str, ...] = ()
    sentences: tuple[Text, ...] = ()


@dataclass(frozen=True)
class JudgedPaper:
    """One submission as it was judged; `handed_in` is UTC in ISO 8601, where it is known."""

    participant: str
    assignment: str
    edition: str
    handed_in: str | None
    cells: tuple[JudgedCell, ...]


def _file(course: Course, assignment: str, participant: str) -> Path:
    return course.grading / "judged" / participant / f"{assignment}.json"


def forget_judged(course: Course, assignment: str, participant: str) -> None:
    """Take away what was kept: it is about to be judged again, or not by us."""
    _file(course, assignment, participant).unlink(missing_ok=True)


def keep_judged(
    course: Course, assignment: str, participant: str, plan: Plan, marked: Marked
) -> Path:
    """Write what was found in one submission; the same judgement gives the same bytes."""
    paper = JudgedPaper(
        participant, assignment, course.edition,
        _handed_in(course.grading / "submitted" / participant / assignment),
        tuple(_cells(plan, marked)),
    )  # fmt: skip
    text = json.dumps({"format": FORMAT, **asdict(paper)}, ensure_ascii=False, indent=1)
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair fits no file
    return write_whole(_file(course, assignment, participant), whole + "\n")


def _cells(plan: Plan, marked: Marked) -> list[JudgedCell]:
    written = {c["metadata"]["nbgrader"]["grade_id"]: c
               for c in marked.notebook["cells"] if c["metadata"].get("nbgrader")}  # fmt: skip
    found = []
    for name, cell in plan.cells.items():  # in the order of the notebook
        most = float(cell["metadata"]["nbgrader"].get("points", 0))
        if name in plan.answers:
            verdict = marked.verdicts[name]
            found.append(
                JudgedCell(
                    name, plan.answers[name][0], verdict.outcome, verdict.points, most,
                    verdict.answered, plan.answer_cells[name], verdict.mistakes, verdict.sentences,
                )
            )  # fmt: skip
        elif name in plan.by_hand:
            source = _source(written[name]) if name in written else ""
            blank = not source.strip() or source == _source(cell)
            text = "" if blank else _readable(source)
            found.append(
                JudgedCell(name, name.rpartition("-")[2], "blank" if blank else "by hand",
                           0.0 if blank else None, most, Text(text, text), name)
            )  # fmt: skip
    return found


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _readable(source: str) -> str:
    """What a person wrote, with its lines, without other control marks, cut where it is long."""
    lines = source[: _LONGEST + 1].expandtabs(4).splitlines()
    text = "\n".join("".join(c for c in line if c.isprintable()) for line in lines).strip()
    return text if len(source) <= _LONGEST else text[:_LONGEST] + "…"


def _handed_in(folder: Path) -> str | None:
    """When it was handed in, by the timestamp.txt that nbgrader keeps beside a submission."""
    from nbgrader.utils import parse_utc

    try:
        when = parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
    return f"{when.isoformat(timespec='seconds')}Z"


def read_judged(course: Course, assignment: str, participant: str) -> JudgedPaper | None:
    """What was kept of a submission; None where nothing (readable) was."""
    try:
        said = json.loads(_file(course, assignment, participant).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            return None
        return JudgedPaper(
            said["participant"], said["assignment"], said["edition"], said["handed_in"],
            tuple(map(_cell, said["cells"])),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _cell(said: Mapping[str, Any]) -> JudgedCell:
    return JudgedCell(
        said["cell"], said["question"], said["outcome"], said["points"], said["max_points"],
        Text(**said["answered"]), said["written_in"], tuple(said["mistakes"]),
        tuple(Text(**one) for one in said["sentences"]),
    )  # fmt: skip
