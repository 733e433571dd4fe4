"""Submissions that are unusually alike: a reason to look, and nothing more.

Three signs, each of which also has innocent causes (people learn together, and may be allowed
to): the same wrong answer that no known mistake explains; a wrong answer that would be right
with another person's numbers; code that is nearly the same once spaces, comments and names are
set aside. Where many share a thing, it is no sign.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from gxd_teach.classroom.answers import Number
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Question
from gxd_teach.classroom.reports.class_book import ClassBook
from gxd_teach.classroom.reports.code_likeness import alike_code
from gxd_teach.classroom.reports.mistakes import unexplained
from gxd_teach.language import Text

__all__ = ["Alike", "alike", "digits_of", "same_wrong_answers"]

_FEW = 3  # shared by more than these (or by a tenth of the class) is common, and no sign
_DIGITS = 4  # significant digits that two answers hardly share by chance
_LARGEST_CLASS = 500  # beyond it, others' numbers are not tried
_NUMBER = re.compile(r"\d[\d,]*\.?\d*")


@dataclass(frozen=True)
class Alike:
    """Two submissions of an assignment to look at, and what was seen: a sentence a sign.

    `weight` orders them: what is rarer by chance comes first.
    """

    assignment: str
    first: str
    second: str
    signs: tuple[Text, ...]
    weight: float


def digits_of(answer: str) -> int:
    """Significant digits of the longest number in an answer; 0 where it has none.

    >>> digits_of("12.372 kg"), digits_of("0.050"), digits_of("電力")
    (5, 1, 0)
    """
    found = (number.replace(",", "") for number in _NUMBER.findall(answer))
    sizes = []
    for number in found:
        plain = number.replace(".", "").lstrip("0")
        # a written-out .0 or 00 says nothing
        sizes.append(len(plain.rstrip("0")))
    return max(sizes, default=0)


def same_wrong_answers(
    book: ClassBook, assignment: str, own_numbers: Container[str]
) -> dict[tuple[str, str], dict[str, str]]:
    """Pairs that gave the same unexplained wrong answer: {(a, b): {question: answer}}.

    Kept are pairs that share answers with a number in two questions, or, where both have their
    own numbers, one answer of at least four significant digits. (With the same numbers, the same
    slip gives the same answer.) An answer that many give is left out.
    """
    most = max(_FEW, len(book.of(assignment)) // 10)
    shared: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    questions = {a.question for paper in book.of(assignment) for a in paper.answers}
    for question in sorted(questions):
        who_gave: dict[str, list[str]] = defaultdict(list)
        for who, answer in unexplained(book, assignment, question):
            if digits_of(answer.ja):
                who_gave[answer.ja].append(who)
        for answer_, people in who_gave.items():
            if 2 <= len(people) <= most:
                for pair in combinations(people, 2):
                    shared[pair][question] = answer_
    return {
        pair: found
        for pair, found in shared.items()
        if len(found) >= 2
        or (
            all(who in own_numbers for who in pair)
            and any(digits_of(one) >= _DIGITS for one in found.values())
        )
    }


def alike(
    course: Course, book: ClassBook, banks: Mapping[str, Mapping[str, Question]]
) -> list[Alike]:
    """Every pair with a sign, the weightiest first."""
    found = []
    roster = course.roster()
    for name in book.assignments:
        signs: dict[tuple[str, str], list[tuple[Text, float]]] = defaultdict(list)
        for pair, shared in same_wrong_answers(book, name, roster).items():
            told = ", ".join(f"{question}: {answer}" for question, answer in shared.items())
            text = Text(f"同じ誤答(既知の誤りではないもの) {told}",
                        f"the same wrong answer, by no known mistake: {told}")  # fmt: skip
            signs[pair].append((text, float(sum(map(digits_of, shared.values())))))
        for who, other, question in _others_numbers(course, book, name, banks[name]):
            text = Text(f"{question}: {who} の誤答は、{other} の数値なら正解になる",
                        f"{question}: the wrong answer of {who} is right with the numbers of {other}")  # fmt: skip
            signs[min(who, other), max(who, other)].append((text, 6.0))
        for (a, b), share in alike_code(course, book, name).items():
            text = Text(f"コードの {share:.0%} が同じ(空白、コメント、名前の違いを除いて)",
                        f"{share:.0%} of the code is the same (spaces, comments and names aside)")  # fmt: skip
            signs[min(a, b), max(a, b)].append((text, 5.0 * share))
        for (first, second), seen in signs.items():
            texts = tuple(dict.fromkeys(text for text, _ in seen))
            found.append(Alike(name, first, second, texts, sum(weight for _, weight in seen)))
    return sorted(found, key=lambda one: (-one.weight, one.first, one.second))


def _others_numbers(
    course: Course, book: ClassBook, assignment: str, questions: Mapping[str, Question]
) -> Iterator[tuple[str, str, str]]:
    """(who, whose numbers, question) where a wrong answer is right with another's numbers.

    Only questions with one number as their answer, and only where everyone has their own.
    """
    roster = course.roster()
    people = [paper.participant for paper in book.of(assignment) if paper.participant in roster]
    if not 2 <= len(people) <= _LARGEST_CLASS:
        return
    secret = course.secret()
    for id_, question in questions.items():
        wrong = [(who, text) for who, text in unexplained(book, assignment, id_) if who in roster]
        if not wrong:
            continue
        instances = {
            who: question.instance(edition=course.edition, participant=who, secret=secret)
            for who in people
        }
        any_instance = instances[people[0]]
        kind = next(iter(any_instance.kinds.values()))
        if not (len(any_instance.kinds) == 1 and isinstance(kind, Number)):
            continue
        rights = sorted((float(one.expected()[""]), who) for who, one in instances.items()
                        if "" in one.expected())  # fmt: skip
        values = [value for value, _ in rights]
        for who, text in wrong:
            number = _number(text.ja)
            if number is None or digits_of(text.ja) < _DIGITS:
                continue
            near = rights[bisect_left(values, number * 0.98) : bisect_right(values, number * 1.02)]
            fit = [other for _, other in near
                   if other != who and instances[other].judge(text.ja).outcome == "right"]  # fmt: skip
            if len(fit) == 1:  # where several fit, it is chance
                yield who, fit[0], id_


def _number(text: str) -> float | None:
    found = _NUMBER.findall(text)
    return float(found[0].replace(",", "")) if len(found) == 1 else None
