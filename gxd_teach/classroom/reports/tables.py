"""The class report's tables as CSV, one file a subject."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.classroom.reports.items import KINDS
from gxd_teach.classroom.reports.safe_csv import write_csv

if TYPE_CHECKING:
    from gxd_teach.classroom.reports.class_report import ClassReport

__all__ = ["write_tables"]

Rows = list[Sequence[object]]


def write_tables(report: ClassReport, folder: Path, *, excel: bool = False) -> list[Path]:
    """Write every table that has something to say; the files.

    A file of an earlier report whose subject is now empty is written with its headings alone.
    """
    made = {
        "scores": (("id", "name", "assignment", "score", "max", "percent", "handed_in_utc", "late", "waits"), _scores(report)),
        "items": (("assignment", "question", "title", "n", "difficulty", "n_discrimination", "discrimination", *KINDS), _items(report)),
        "mistakes": (("assignment", "question", "mistake", "count", "n", "sentence"), _mistakes(report)),
        "objectives": (("assignment", "objective", "questions", "mastered", "n", "mean_share"), _objectives(report)),
        "gains": (("assignment", "objective", "n", "before", "after", "normalized_gain"), _gains(report)),
        "likeness": (("assignment", "first", "second", "what_to_look_at"), _alike(report)),
        "todo": (("assignment", "id", "name", "what"), _todo(report)),
        "questionnaire": (("question", "n", "mean", "1", "2", "3", "4", "5", "texts"), _opinions(report)),
    }  # fmt: skip
    files = []
    for name, (headings, rows) in made.items():
        file = folder / f"{name}.csv"
        if rows or file.exists():
            files.append(write_csv(file, headings, rows, excel=excel))
    return files


def _scores(report: ClassReport) -> Rows:
    book = report.book
    rows: Rows = []
    for name in book.assignments:
        for who, person in book.people.items():
            paper = book.papers.get((name, who))
            if paper is None:
                rows.append((who, person.name, name, None, book.max_scores.get(name), None, None, None, None))  # fmt: skip
                continue
            when = paper.handed_in.isoformat(timespec="seconds") if paper.handed_in else None
            waits = any(answer.waits for answer in paper.answers)
            rows.append((who, person.name, name, paper.score, paper.max_score, paper.percent, when,
                         paper.late, waits))  # fmt: skip
    return rows


def _items(report: ClassReport) -> Rows:
    return [
        (i.assignment, i.question, report.titles.get((i.assignment, i.question), ""), i.n, i.difficulty,
         i.n_whole, i.discrimination, *(i.kinds[kind] for kind in KINDS))
        for i in report.items
    ]  # fmt: skip


def _mistakes(report: ClassReport) -> Rows:
    return [(m.assignment, m.question, m.name, m.count, m.n, m.sentence) for m in report.mistakes]


def _objectives(report: ClassReport) -> Rows:
    return [
        (o.assignment, o.id, " ".join(o.questions), o.mastered, o.n, o.mean_share)
        for o in report.objectives
    ]


def _gains(report: ClassReport) -> Rows:
    return [(g.assignment, g.id, g.n, g.before, g.after, g.gain) for g in report.gains]


def _alike(report: ClassReport) -> Rows:
    return [(a.assignment, a.first, a.second, "; ".join(map(str, a.signs))) for a in report.alike]


def _todo(report: ClassReport) -> Rows:
    book = report.book
    rows: Rows = []
    for name in book.assignments:
        rows += [(name, who, book.name(who), "waits for grading by hand") for who in report.waits(name)]  # fmt: skip
        rows += [(name, who, book.name(who), "handed in, not graded")
                 for assignment, who in book.ungraded if assignment == name]  # fmt: skip
        rows += [(name, p.id, book.name(p.id), "missing") for p in book.missing(name)]
    return rows


def _opinions(report: ClassReport) -> Rows:
    return [(o.question, o.n, o.mean, *o.marks, " | ".join(o.texts)) for o in report.opinions]
