"""How each question did: how hard it was, and whether it tells apart who can from who cannot.

*Difficulty* is the share of its points that was earned: near 1 it was easy, near 0 hard.
*Discrimination* is the corrected item-total correlation: that of the question's points with the
points of all the other questions. Positive: who did well elsewhere did well here. Near zero or
negative: the question measures something else, or is unclear. With few papers it is chance, and
is not shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.classroom.reports.class_book import Answer, ClassBook, Paper
from gxd_teach.errors import GxdError

if TYPE_CHECKING:
    import pandas

__all__ = [
    "FEWEST",
    "KINDS",
    "Item",
    "difficulty",
    "discrimination",
    "items",
    "items_frame",
    "kind_of",
]

FEWEST = 15  # papers below which a correlation says nothing (this course's choice)
HARD, EASY, WEAK = 0.3, 0.95, 0.1  # where an instructor looks at a question again
KINDS = ("right", "partly", "known mistake", "other answer", "no answer", "waits")


@dataclass(frozen=True)
class Item:
    """One question of an assignment and what the class made of it.

    `difficulty` is a share of points, 0 to 1, over the `n` papers with points for it;
    `discrimination` is None where `n_whole` papers (graded in every question) are too few or
    where everybody got the same. `kinds` counts the answers by what they were (`KINDS`).
    """

    assignment: str
    cell: str
    question: str
    max_points: float
    n: int
    difficulty: float | None
    n_whole: int
    discrimination: float | None
    kinds: Mapping[str, int]

    @property
    def papers(self) -> int:
        """All that were handed in."""
        return sum(self.kinds.values())


def difficulty(points: Sequence[float | None], max_points: float) -> float | None:
    """The share of the points that was earned, 0 to 1; who has none yet (None) is left out.

    >>> difficulty([1, 0.5, 0, None], max_points=1)
    0.5
    """
    known = [p for p in points if p is not None]
    if not known or max_points <= 0:
        return None
    return math.fsum(known) / (len(known) * max_points)


def discrimination(item: Sequence[float], rest: Sequence[float]) -> float | None:
    """Pearson's correlation of a question's points with the points of the others.

    None where fewer than two papers, or where one of the two is the same for all. GXD-C110 for
    rows of different lengths.

    >>> round(discrimination([1, 1, 0, 0], [2, 1, 1, 0]), 4)
    0.7071
    """
    if len(item) != len(rest):
        raise GxdError(
            "GXD-C110",
            f"点の数がそろっていません({len(item)} と {len(rest)})。同じ人の順に並べてください",
            f"{len(item)} points against {len(rest)}: give both for the same papers",
        )
    n = len(item)
    if n < 2:
        return None
    here, there = math.fsum(item) / n, math.fsum(rest) / n
    own = [value - here for value in item]
    others = [value - there for value in rest]
    spread = math.sqrt(math.fsum(d * d for d in own) * math.fsum(d * d for d in others))
    if spread <= 1e-12 * max(1.0, *(abs(v) for v in (*item, *rest))):
        return None
    found = math.fsum(a * b for a, b in zip(own, others, strict=True)) / spread
    return max(-1.0, min(1.0, found))


def kind_of(answer: Answer) -> str:
    """What an answer was, for counting: one of `KINDS`."""
    if answer.points is None:
        return "waits"
    if answer.nothing_given and not answer.points:
        return "no answer"
    if answer.points >= answer.max_points:
        return "right"
    if answer.points > 0:
        return "partly"
    return "known mistake" if answer.mistakes else "other answer"


def items(book: ClassBook, *, fewest: int = FEWEST) -> list[Item]:
    """Every question's statistics, in the order of the assignments.

    A paper enters the discrimination when all its questions have points.
    """
    return [item for name in book.assignments for item in _of(book.of(name), name, fewest)]


def _of(papers: Sequence[Paper], assignment: str, fewest: int) -> list[Item]:
    cells: dict[str, Answer] = {}
    for paper in papers:
        for answer in paper.answers:
            cells.setdefault(answer.cell, answer)
    whole = [paper for paper in papers if paper.raw_score is not None]
    made = []
    for cell, any_answer in cells.items():
        if any_answer.max_points <= 0:
            continue
        answers = [a for paper in papers for a in paper.answers if a.cell == cell]
        points = [answer.points for answer in answers]
        own, rest = _against_the_rest(whole, cell)
        enough = len(own) >= fewest
        kinds = dict.fromkeys(KINDS, 0)
        for answer in answers:
            kinds[kind_of(answer)] += 1
        made.append(
            Item(
                assignment, cell, any_answer.question, any_answer.max_points,
                sum(p is not None for p in points), difficulty(points, any_answer.max_points),
                len(own), discrimination(own, rest) if enough else None, kinds,
            )
        )  # fmt: skip
    return made


def _against_the_rest(papers: Sequence[Paper], cell: str) -> tuple[list[float], list[float]]:
    own, rest = [], []
    for paper in papers:
        points = {answer.cell: answer.points or 0.0 for answer in paper.answers}
        if cell in points and len(points) > 1:
            own.append(points[cell])
            rest.append(math.fsum(value for name, value in points.items() if name != cell))
    return own, rest


def items_frame(found: Sequence[Item]) -> pandas.DataFrame:
    """The statistics as a DataFrame, a row a question."""
    import pandas

    return pandas.DataFrame(
        {
            "assignment": item.assignment, "question": item.question, "n": item.n,
            "difficulty": item.difficulty, "discrimination": item.discrimination,
            "n_discrimination": item.n_whole, **item.kinds,
        }
        for item in found
    )  # fmt: skip
