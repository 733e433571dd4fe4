"""What a roster says beyond id and name: e-mail, user name, attendance.

Columns: `email`, `username`, `attendance` or `attendance_percent`. An attendance is a
percentage with its sign (``80 %``), a count (``4/5``), or 出席/欠席, yes/no, ○/×; a bare number is
only understood in the column `attendance_percent`.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from gxd_teach.classroom.course import Course, read_roster
from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.numerals import understand_number

__all__ = ["attendance_percent", "details"]

_THERE = {"出席", "yes", "y", "true", "○", "◯", "〇"}
_AWAY = {"欠席", "no", "n", "false", "×", "✕"}


def details(course: Course, roster: Path | None = None) -> dict[str, dict[str, str]]:
    """Every column of the roster by id: of `roster`, else of the class's own.

    Empty without any. GXD-C021 to C023 as for every roster.
    """
    file = roster or course.grading / "roster.csv"
    if roster is None and not file.exists():
        return {}
    read_roster(file)  # the one place that knows what a good roster is
    with open(file, encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle, restval=""))
    return {
        (row["id"] or "").strip(): {
            str(key).strip(): (value or "").strip()
            for key, value in row.items()
            if isinstance(value, str) or value is None
        }
        for row in rows
    }


def attendance_percent(people: Mapping[str, Mapping[str, str]]) -> dict[str, float]:
    """Attendance in percent by id; who has none written down is left out.

    GXD-C131 (all together) for what cannot be read or is not from 0 to 100 %, GXD-C132 where no
    roster has such a column.
    """
    if not any({"attendance", "attendance_percent"} & row.keys() for row in people.values()):
        raise GxdError(
            "GXD-C132",
            "名簿に列 attendance がありません。--roster で、出席の列のある名簿を示してください",
            "the roster has no column attendance: name one that has it with --roster",
        )
    found: dict[str, float] = {}
    problems = []
    for who, row in people.items():
        plain = row.get("attendance_percent", "")
        typed = plain or row.get("attendance", "")
        if not typed:
            continue
        percent = _percent(typed, bare=bool(plain))
        if percent is None or not 0 <= percent <= 100:
            problems.append(
                Problem("GXD-C131", who, f"出席「{typed}」が読めません。80 %、4/5、出席 のように書いてください",
                        f"the attendance '{typed}' cannot be read: write it like 80 %, 4/5 or yes")
            )  # fmt: skip
        else:
            found[who] = percent
    if problems:
        raise ProblemsError("roster", problems)
    return found


def _percent(typed: str, *, bare: bool) -> float | None:
    text = unicodedata.normalize("NFKC", typed).strip()
    if text.casefold() in _THERE or typed in _THERE:
        return 100.0
    if text.casefold() in _AWAY or typed in _AWAY:
        return 0.0
    if "/" in text:
        part, _, whole = text.partition("/")
        there, all_ = understand_number(part), understand_number(whole)
        return float(100 * there / all_) if there is not None and all_ else None
    number = understand_number(text.removesuffix("%"))
    return float(number) if number is not None and (bare or text.endswith("%")) else None
