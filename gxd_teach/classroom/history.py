"""Grading again with the reason kept: `_grading/history/<id>/<assignment>.jsonl`, a line each time.

The old score is set aside before grading begins, so a run that is killed and taken up again
still writes the line it would have written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.nbgrader_door import Score
from gxd_teach.files import write_whole

__all__ = ["Regrade", "begin_regrade", "finish_regrade", "read_history"]

Scores = Mapping[str, Mapping[str, Score]]


@dataclass(frozen=True)
class Regrade:
    """One regrade: when (UTC, ISO 8601), why, and the scores before and after."""

    when: str
    reason: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]


def _folder(course: Course, participant: str) -> Path:
    return course.grading / "history" / participant


def begin_regrade(
    course: Course, pairs: Iterable[tuple[str, str]], scores: Scores, reason: str
) -> None:
    """Set aside the score of each (assignment, participant) that has one."""
    for assignment, participant in pairs:
        score = scores.get(assignment, {}).get(participant)
        aside = _folder(course, participant) / f".{assignment}.json"
        if score is not None and not aside.exists():
            said = {"reason": reason, "old": _told(score)}
            write_whole(aside, json.dumps(said, ensure_ascii=False))


def finish_regrade(course: Course, pairs: Iterable[tuple[str, str]], scores: Scores) -> None:
    """Write the line of each that has been graded again."""
    for assignment, participant in pairs:
        folder = _folder(course, participant)
        aside = folder / f".{assignment}.json"
        score = scores.get(assignment, {}).get(participant)
        if score is None or not aside.exists():
            continue
        said = json.loads(aside.read_text(encoding="utf-8"))
        when = datetime.now(UTC).isoformat(timespec="seconds")
        line = {"when": when, **said, "new": _told(score)}
        file = folder / f"{assignment}.jsonl"
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        write_whole(file, before + json.dumps(line, ensure_ascii=False) + "\n")
        aside.unlink()


def read_history(course: Course, assignment: str, participant: str) -> list[Regrade]:
    """Every regrade of a submission, the oldest first."""
    file = _folder(course, participant) / f"{assignment}.jsonl"
    if not file.exists():
        return []
    return [Regrade(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def _told(score: Score) -> dict[str, Any]:
    return {"score": score.score, "max_score": score.max_score, "by_cell": score.by_cell}
