"""The instructor's report of a class: one page and its tables, what to do next at the top.

`gather` reads and counts, `write_report` writes `index.html` and CSV files. The page runs
nothing and fetches nothing; its figures are inside it.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.reports import sections, tables
from gxd_teach.classroom.reports.class_book import ClassBook, read_class
from gxd_teach.classroom.reports.items import FEWEST, Item, items
from gxd_teach.classroom.reports.likeness import Alike, alike
from gxd_teach.classroom.reports.mistakes import MistakeCount, banks, mistakes, unexplained
from gxd_teach.classroom.reports.objectives import Gain, Objective, gains, objectives
from gxd_teach.classroom.reports.paper import page
from gxd_teach.classroom.reports.questionnaire import Opinion, opinions
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import Text, say

__all__ = ["ClassReport", "gather", "write_report"]

PASS_PERCENT = 70.0


@dataclass(frozen=True)
class ClassReport:
    """All that is known of a class, counted; `str()` says the most important in a few lines.

    `unexplained` counts, by (assignment, question), the wrong answers that no known mistake
    explains; `fewest` is the number of papers below which no discrimination is shown.
    """

    edition: str
    book: ClassBook
    items: tuple[Item, ...]
    mistakes: tuple[MistakeCount, ...]
    unexplained: dict[tuple[str, str], int]
    objectives: tuple[Objective, ...]
    gains: tuple[Gain, ...]
    alike: tuple[Alike, ...]
    opinions: tuple[Opinion, ...]
    titles: dict[tuple[str, str], Text]
    pass_percent: float = PASS_PERCENT
    fewest: int = FEWEST

    def percents(self, assignment: str) -> list[float]:
        """The known scores of an assignment in percent."""
        found = (paper.percent for paper in self.book.of(assignment))
        return [percent for percent in found if percent is not None]

    def waits(self, assignment: str) -> list[str]:
        """Whose paper of an assignment waits for a person."""
        papers = self.book.of(assignment)
        return [p.participant for p in papers if any(a.waits for a in p.answers)]

    def __str__(self) -> str:
        lines = []
        for name in self.book.assignments:
            percents = self.percents(name)
            middle = f"{statistics.median(percents):.0f} %" if percents else "－"
            lines.append(
                say(
                    f"{name}: 提出 {len(self.book.of(name))} 人、未提出 {len(self.book.missing(name))} 人、"
                    f"採点待ち {len(self.waits(name))} 人、中央値 {middle}",
                    f"{name}: {len(self.book.of(name))} handed in, {len(self.book.missing(name))} missing, "
                    f"{len(self.waits(name))} wait for grading, median {middle}",
                )
            )
        lines += [f"  {one.question} {one}" for one in self.mistakes[:3]]
        return "\n".join(lines)


def gather(
    course: Course,
    names: Sequence[str] | None = None,
    *,
    pass_percent: float = PASS_PERCENT,
    fewest: int = FEWEST,
) -> ClassReport:
    """Read a class and count. GXD-C082 where nothing has been graded, GXD-C060 for an unknown name."""
    book = read_class(course, names)
    if not book.papers:
        raise GxdError(
            "GXD-C082",
            "採点の済んだ提出がありません。先に gxd class grade を実行してください",
            "nothing has been graded: run gxd class grade first",
        )
    questions = banks(course, book)
    unknown = {
        (name, id_): len(unexplained(book, name, id_)) for name in book.assignments
        for id_ in questions[name]
    }  # fmt: skip
    return ClassReport(
        course.edition,
        book,
        tuple(items(book, fewest=fewest)),
        tuple(mistakes(book, questions)),
        {key: count for key, count in unknown.items() if count},
        tuple(objectives(book, questions)),
        tuple(gains(book, questions)),
        tuple(alike(course, book, questions)),
        tuple(opinions(course)),
        {(name, id_): q.title for name in book.assignments for id_, q in questions[name].items()},
        pass_percent,
        fewest,
    )


def write_report(report: ClassReport, folder: Path, *, excel: bool = False) -> Path:
    """Write the page and its tables into a folder; the page.

    `excel` marks the tables for Excel, which otherwise misreads Japanese.
    """
    tables.write_tables(report, folder, excel=excel)
    title = say("クラスのまとめ", "Class report")
    return write_whole(folder / "index.html", page(title, *sections.sections(report, title)))
