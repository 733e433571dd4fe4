"""What a class can do: objectives mastered, and what was learned between two tests.

An objective is *mastered* by who has 80 % of the points of its questions. The *normalized gain*
is the share of what was still missing before that was won: (after - before) / (1 - before), of
the class's means (Hake's gain), over those who sat both tests.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gxd_teach.classroom.exercise import Question
from gxd_teach.classroom.reports.class_book import ClassBook, Paper
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["MASTERED", "Gain", "Objective", "gains", "normalized_gain", "objectives"]

MASTERED = 0.8  # of the points of an objective's questions (this course's choice)
BEFORE, AFTER = "-pre", "-post"
Banks = Mapping[str, Mapping[str, Question]]


@dataclass(frozen=True)
class Objective:
    """One objective: `mastered` of the `n` papers with all its points known, and their mean share."""

    assignment: str
    id: str
    titles: tuple[Text, ...]
    questions: tuple[str, ...]
    mastered: int
    n: int
    mean_share: float | None

    @property
    def share(self) -> float | None:
        """Share of the class that masters it, 0 to 1."""
        return self.mastered / self.n if self.n else None


@dataclass(frozen=True)
class Gain:
    """One objective before and after, as mean shares of the points of the `n` who sat both."""

    assignment: str
    id: str
    titles: tuple[Text, ...]
    n: int
    before: float
    after: float

    @property
    def gain(self) -> float | None:
        """The normalized gain; None where nothing was missing before."""
        return normalized_gain(self.before, self.after)


def normalized_gain(before: float, after: float) -> float | None:
    """The share of what was missing before that was won; below zero where something was lost.

    Both are shares, 0 to 1 (GXD-C111 for a percentage); None where nothing was missing.

    >>> normalized_gain(0.25, 0.75), normalized_gain(1.0, 1.0)
    (0.6666666666666666, None)
    """
    for value in (before, after):
        if not 0 <= value <= 1:
            raise GxdError(
                "GXD-C111",
                f"{value:g} は 0〜1 の割合ではありません。% なら 100 で割ってください",
                f"{value:g} is no share from 0 to 1: divide a percentage by 100",
            )
    return None if before >= 1 else (after - before) / (1 - before)


def _shares(paper: Paper, questions: Mapping[str, Question]) -> dict[str, float]:
    """Share of the points of each objective; left out where points are still to come."""
    points: dict[str, list[tuple[float | None, float]]] = {}
    for answer in paper.answers:
        question = questions.get(answer.question)
        if question is not None and answer.max_points > 0:
            points.setdefault(question.objective, []).append((answer.points, answer.max_points))
    return {
        objective: math.fsum(p or 0.0 for p, _ in pairs) / math.fsum(most for _, most in pairs)
        for objective, pairs in points.items()
        if all(p is not None for p, _ in pairs)
    }


def _titles(questions: Mapping[str, Question], objective: str) -> tuple[tuple[Text, str], ...]:
    return tuple((q.title, q.id) for q in questions.values()
                 if q.objective == objective and q.points > 0)  # fmt: skip


def objectives(book: ClassBook, banks: Banks) -> list[Objective]:
    """Every objective of every assignment, the least mastered first."""
    found = []
    for name in book.assignments:
        shares = [_shares(paper, banks[name]) for paper in book.of(name)]
        for id_ in dict.fromkeys(q.objective for q in banks[name].values() if q.points > 0):
            known = [one[id_] for one in shares if id_ in one]
            titles = _titles(banks[name], id_)
            found.append(
                Objective(
                    name, id_, tuple(t for t, _ in titles), tuple(q for _, q in titles),
                    sum(share >= MASTERED - 1e-9 for share in known), len(known),
                    math.fsum(known) / len(known) if known else None,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.share is None, one.share))


def gains(book: ClassBook, banks: Banks) -> list[Gain]:
    """What was learned between `NAME-pre` and `NAME-post`, by objective, the least first."""
    found = []
    for name in book.assignments:
        later = name.removesuffix(BEFORE) + AFTER
        if not name.endswith(BEFORE) or later not in book.assignments:
            continue
        first = {paper.participant: _shares(paper, banks[name]) for paper in book.of(name)}
        second = {paper.participant: _shares(paper, banks[later]) for paper in book.of(later)}
        for id_ in dict.fromkeys(q.objective for q in banks[name].values()):
            both = [
                (first[who][id_], second[who][id_])
                for who in first
                if who in second and id_ in first[who] and id_ in second[who]
            ]
            if both:
                means = (math.fsum(column) / len(both) for column in zip(*both, strict=True))
                # extra credit may take a mean above what can be had
                before, after = (min(max(mean, 0.0), 1.0) for mean in means)
                titles = tuple(title for title, _ in _titles(banks[name], id_))
                base = name.removesuffix(BEFORE)
                found.append(Gain(base, id_, titles, len(both), before, after))
    return sorted(found, key=lambda one: (one.gain is None, one.gain))
