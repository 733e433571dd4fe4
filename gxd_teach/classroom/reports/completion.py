"""Who has completed the course, and who has not and why.

Completed has who reaches the pass mark over all its assignments together (what was not handed
in counts as nothing), with everything graded, and, where attendance is asked for, was there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gxd_teach.classroom.reports.class_book import ClassBook
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["PASS_PERCENT", "Completion", "completions", "counted"]

PASS_PERCENT = 70.0
ATTENDANCE_PERCENT = 80.0


@dataclass(frozen=True)
class Completion:
    """One person: the percentage over all assignments, and the reasons against, if any."""

    participant: str
    name: str
    percent: float
    reasons: tuple[Text, ...]

    @property
    def completed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


def counted(book: ClassBook) -> tuple[str, ...]:
    """The assignments that count: all but tests before and after the course."""
    return tuple(name for name in book.assignments if not name.endswith(("-pre", "-post")))


def completions(
    book: ClassBook,
    *,
    pass_percent: float = PASS_PERCENT,
    attendance: Mapping[str, float] | None = None,
    least_attendance: float = ATTENDANCE_PERCENT,
) -> list[Completion]:
    """Everyone in the book; `attendance` in percent by id, None where it does not count.

    GXD-C150 for a pass mark or attendance that is no percentage (a share such as 0.7 included).
    """
    for value in (pass_percent, least_attendance):
        if not 1 < value <= 100 and value != 0:
            raise GxdError(
                "GXD-C150",
                f"{value:g} は % ではありません。70 のように、1 より大きく 100 までで書いてください",
                f"{value:g} is no percentage: write it like 70, above 1 and up to 100",
            )
    names = counted(book)
    most = math.fsum(book.max_scores.get(name, 0.0) for name in names)
    found = []
    for who in book.people:
        papers = {name: book.papers.get((name, who)) for name in names}
        scores = [paper.score for paper in papers.values() if paper is not None]
        percent = 100 * math.fsum(s for s in scores if s is not None) / most if most else 0.0
        reasons = []
        waits = [n for n, paper in papers.items() if paper is not None and paper.score is None]
        waits += [name for name, other in book.ungraded if other == who and name in names]
        if waits:
            told = ", ".join(waits)
            reasons.append(Text(f"採点待ちの課題があります({told})", f"grading is not finished ({told})"))  # fmt: skip
        elif percent < pass_percent - 1e-9:
            reasons.append(
                Text(f"得点 {_down(percent)} % が {pass_percent:g} % に届きません",
                     f"{_down(percent)} % is below {pass_percent:g} %")
            )  # fmt: skip
            missing = [name for name, paper in papers.items() if paper is None]
            if missing:
                told = ", ".join(missing)
                reasons.append(Text(f"未提出の課題があります({told})", f"not handed in: {told}"))
        if attendance is not None:
            reasons += _attendance(attendance.get(who), least_attendance)
        found.append(Completion(who, book.name(who), percent, tuple(reasons)))
    return found


def _down(percent: float) -> str:
    """A percentage below a mark never reads as if it reached it: 69.99 is 69.9."""
    return f"{math.floor(percent * 10 + 1e-9) / 10:g}"


def _attendance(percent: float | None, least: float) -> list[Text]:
    if percent is None:
        return [Text("出席の記録がありません", "no attendance is written down")]
    if percent < least - 1e-9:
        return [Text(f"出席 {_down(percent)} % が {least:g} % に届きません",
                     f"attendance of {_down(percent)} % is below {least:g} %")]  # fmt: skip
    return []
