"""Which known mistakes a class made, and how often: "40 人中 23 人".

Counted is each person once for each misconception of a question, whatever the part it was met
in. What no known mistake explains is counted beside it: often it is one that has no name yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Question
from gxd_teach.classroom.reports.class_book import ClassBook
from gxd_teach.language import Text, current, say

__all__ = ["MistakeCount", "banks", "brief", "mistakes", "unexplained"]

_END = {"ja": re.compile(r"(?<=。)"), "en": re.compile(r"(?<=\.)\s+(?=[A-Z])|(?<=:)\s+")}


@dataclass(frozen=True)
class MistakeCount:
    """A misconception of a question: `count` of the `n` who handed in made it; `who` they are."""

    assignment: str
    question: str
    name: str
    sentence: Text
    who: tuple[str, ...]
    n: int

    @property
    def count(self) -> int:
        """How many."""
        return len(self.who)

    def __str__(self) -> str:
        return say(
            f"{self.n} 人中 {self.count} 人: {brief(self.sentence)}",
            f"{self.count} of {self.n}: {brief(self.sentence)}",
        )


def brief(sentence: Text) -> str:
    """The sentence's first clause, which names the mistake; the rest says what to do.

    >>> brief(Text("掛けています。歩留まりは割り算です。", "It was multiplied. Divide."))
    '掛けています'
    """
    text = str(sentence)
    first = _END[current()].split(text, maxsplit=1)[0].strip()
    return first.rstrip("。.:") or text


def banks(course: Course, book: ClassBook) -> dict[str, dict[str, Question]]:
    """The questions of the book's assignments."""
    return {name: load_bank(course, name) for name in book.assignments}


def mistakes(
    book: ClassBook, questions: Mapping[str, Mapping[str, Question]]
) -> list[MistakeCount]:
    """Every misconception that was met, the most frequent first."""
    found = []
    for assignment in book.assignments:
        papers = book.of(assignment)
        for id_, question in questions[assignment].items():
            for mistake in question.misconceptions:
                who = tuple(
                    paper.participant
                    for paper in papers
                    if any(a.question == id_ and mistake.name in a.mistakes for a in paper.answers)
                )
                if who:
                    found.append(
                        MistakeCount(
                            assignment, id_, mistake.name, mistake.sentence, who, len(papers)
                        )
                    )
    return sorted(found, key=lambda one: (-one.count / one.n, one.assignment, one.question))


def unexplained(book: ClassBook, assignment: str, question: str) -> list[tuple[str, Text]]:
    """(participant, answer) of what was wrong by no known mistake."""
    return [
        (paper.participant, answer.answered)
        for paper in book.of(assignment)
        for answer in paper.answers
        if answer.question == question
        and answer.outcome in ("wrong", "unreadable")
        and not answer.mistakes
    ]
