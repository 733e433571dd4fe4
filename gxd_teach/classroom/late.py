"""Late submissions: a due date, and a part of the score taken off for each day begun after it.

The due date stands in nbgrader's gradebook and the penalty is worked out by its own
LateSubmissionPlugin (https://nbgrader.readthedocs.io/en/stable/plugins/late-plugin.html), so
that `nbgrader autograde` and its exports agree. When something was handed in is told by
nbgrader's timestamp.txt; where there is none, nothing is taken off.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole

__all__ = [
    "LateRule",
    "apply_late_rules",
    "late_rules",
    "penalty_points",
    "read_due",
    "set_late_rule",
]

_DAY = 86_400.0


@dataclass(frozen=True)
class LateRule:
    """Due at `after` (ISO 8601 with its zone); `percent_per_day` of the score for a day begun."""

    after: str
    percent_per_day: float


def penalty_points(score: float, seconds_late: float, percent_per_day: float) -> float:
    """The points taken off: `percent_per_day` % of `score` for each day begun, never more than it.

    >>> penalty_points(10.0, 1, 10), penalty_points(10.0, 86_401, 10), penalty_points(10.0, 1e9, 10)
    (1.0, 2.0, 10.0)
    """
    days = math.ceil(max(0.0, seconds_late) / _DAY)
    return min(score, round(score * days * percent_per_day / 100, 6))


def read_due(text: str) -> str:
    """A due date as typed, made exact: a day ends at its midnight, without a zone it is local.

    GXD-C210 for what is no date.

    >>> read_due("2026-11-30T18:00+09:00")
    '2026-11-30T18:00:00+09:00'
    """
    try:
        if len(text.strip()) == 10:
            day = date.fromisoformat(text.strip()) + timedelta(days=1)
            when = datetime(day.year, day.month, day.day)
        else:
            when = datetime.fromisoformat(text.strip())
        return (when if when.tzinfo else when.astimezone()).isoformat()
    except (ValueError, OverflowError):
        raise GxdError(
            "GXD-C210",
            f"期限「{text}」が読めません。2026-11-30 か 2026-11-30T18:00+09:00 のように書いてください",
            f"the due date '{text}' cannot be read: write it like 2026-11-30 or 2026-11-30T18:00+09:00",
        ) from None


def late_rules(course: Course) -> dict[str, LateRule]:
    """The rules of a class by assignment, as they were set; empty without any."""
    try:
        said = json.loads((course.grading / "late.json").read_text(encoding="utf-8"))
        return {name: LateRule(**rule) for name, rule in said.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as cause:
        raise GxdError(
            "GXD-C212",
            "late.json が壊れています。消してから、--late-after と --late-percent を付け直してください",
            "late.json is broken: delete it, and give --late-after and --late-percent again",
            where="_grading/late.json",
        ) from cause


def set_late_rule(
    course: Course, names: Iterable[str], after: str, percent_per_day: float
) -> LateRule:
    """Set the due date of assignments, and what a day late costs in percent (0 to 100).

    GXD-C210 for what is no date, GXD-C211 for a percentage out of range.
    """
    if not 0 <= percent_per_day <= 100:
        raise GxdError(
            "GXD-C211",
            f"1 日あたりの減点 {percent_per_day:g} % は 0 から 100 までにしてください",
            f"{percent_per_day:g} % a day late: give something from 0 to 100",
        )
    rule = LateRule(read_due(after), percent_per_day)
    rules = {**late_rules(course), **dict.fromkeys(names, rule)}
    text = json.dumps({name: asdict(one) for name, one in rules.items()}, indent=1)
    write_whole(course.grading / "late.json", text + "\n")
    return rule


def apply_late_rules(course: Course, names: Iterable[str]) -> dict[tuple[str, str], float]:
    """Write due dates and penalties into the gradebook, for all that is in it; who lost points.

    Doing it again changes nothing. Keys are (assignment, participant), values points.
    """
    rules = {name: rule for name, rule in late_rules(course).items() if name in set(names)}
    taken: dict[tuple[str, str], float] = {}
    if not rules:
        return taken
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(course.gradebook_url, "gxd") as book:
        for name, rule in rules.items():
            try:
                assignment: Any = book.find_assignment(name)
            except MissingEntry:
                continue
            due = datetime.fromisoformat(rule.after).astimezone(UTC)
            assignment.duedate = due.replace(tzinfo=None)  # nbgrader's times are UTC, unmarked
            book.db.flush()
            for submission in assignment.submissions:
                late = submission.total_seconds_late
                for notebook in submission.notebooks:
                    points = penalty_points(notebook.score, late, rule.percent_per_day)
                    notebook.late_submission_penalty = points or None
                    if points:
                        key = (name, submission.student.id)
                        taken[key] = taken.get(key, 0.0) + points
        book.db.commit()
    return taken
