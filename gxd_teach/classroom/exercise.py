"""A question, declared once: what it asks, its data, its answer, and the known mistakes.

From one declaration come the released numbers, the self-check, the judgement, the feedback
and the tests of the exercise itself. A *misconception* is a mistake in reasoning that people
make: a function that computes the wrong answer it leads to, with the sentence that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.classroom.answers import (
    Choice,
    Interval,
    Number,
    UnreadableError,
    fits,
    split_answer,
    unanswered,
)
from gxd_teach.classroom.draw import PUBLIC, Draw, seed_for
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Given", "Misconception", "Part", "Question", "Verdict"]

Data = dict[str, Any]
Kind = Number | Choice
_TRIES = 200  # draws before a question is called undrawable


@dataclass(frozen=True)
class Given:
    """One line of the numbers a question shows: label, value, unit; `name` to use in code."""

    name: str
    label: Text
    unit: str = ""


@dataclass(frozen=True)
class Misconception:
    """A known mistake: the answer it leads to (one or more parts) and the sentence naming it."""

    name: str
    sentence: Text
    answer: Callable[[Data], Mapping[str, Any]]


@dataclass(frozen=True)
class Part:
    """One value of an answer: its kind and, where there are several, its name and label.

    A question's options may come from its data (the flows of a table): then `kind` is a
    function of the data.
    """

    kind: Kind | Callable[[Data], Kind]
    label: Text | None = None

    def kind_for(self, data: Data) -> Kind:
        """The kind, with what depends on the data filled in."""
        return self.kind if isinstance(self.kind, (Number, Choice)) else self.kind(data)


@dataclass(frozen=True)
class Verdict:
    """What was found in an answer: ``right``, ``wrong``, ``unanswered`` or ``unreadable``.

    `points` of the question's, and for each part of it the sentence to show.
    """

    outcome: str
    points: float
    sentences: tuple[Text, ...]

    def __str__(self) -> str:
        return "\n".join(str(sentence) for sentence in self.sentences)


RIGHT = Text("正解です。", "Correct.")
WRONG = Text("まだ合っていません。", "Not right yet.")
UNANSWERED = Text("まだ答えがありません。", "Not answered yet.")


@dataclass
class Question:
    """One exercise of an assignment.

    `draw` makes the data from a `Draw`; `reference` computes the answer from the data, as a
    value, or as a dict with one entry for each of `parts`. `ask` may use the data in braces.
    `read_more` is the place in the book to go back to.

    >>> twice = Question(
    ...     "00a", title=Text("倍", "double"), ask=Text("{x} の 2 倍は", "twice {x} is"),
    ...     given=(), parts={"": Part(Number("kg"))}, objective="o", read_more="book/index",
    ...     draw=lambda d: {"x": d.whole(1, 9)}, reference=lambda data: 2 * data["x"])
    >>> @twice.misconception(Text("足しています", "that adds 2"))
    ... def adds(data):
    ...     return data["x"] + 2
    >>> instance = twice.instance(edition="2026.11")
    >>> instance.judge((2 * instance.data["x"], "kg")).outcome
    'right'
    """

    id: str
    title: Text
    ask: Text
    given: tuple[Given, ...]
    parts: dict[str, Part]
    draw: Callable[[Draw], Data]
    reference: Callable[[Data], Any]
    objective: str
    read_more: str
    points: float = 1.0
    hints: tuple[Text, ...] = ()
    misconceptions: list[Misconception] = field(default_factory=list)

    def misconception(
        self, sentence: Text
    ) -> Callable[[Callable[[Data], Any]], Callable[[Data], Any]]:
        """Declare a known mistake: decorates the function that computes its answer."""

        def declare(answer: Callable[[Data], Any]) -> Callable[[Data], Any]:
            made = Misconception(answer.__name__, sentence, lambda data: self._parts(answer(data)))
            self.misconceptions.append(made)
            return answer

        return declare

    def _parts(self, answer: Any) -> Mapping[str, Any]:
        return answer if isinstance(answer, Mapping) else {"": answer}

    def instance(self, *, edition: str, participant: str = PUBLIC, secret: bytes = b"") -> Instance:
        """The question with one participant's numbers.

        Draws again, from the same seed, until the right answer and every mistake can be told
        apart; GXD-C010 when that does not happen.
        """
        draw = Draw(seed_for(self.id, edition=edition, participant=participant, secret=secret))
        for _ in range(_TRIES):
            instance = Instance(self, self.draw(draw))
            if instance.tells_apart():
                return instance
        raise GxdError(
            "GXD-C010",
            f"問 {self.id}: 正解と誤答を区別できるデータが引けません。draw の範囲を見直してください",
            f"question {self.id}: no draw tells the right answer from the mistakes; widen draw",
        )


@dataclass(frozen=True)
class Instance:
    """A question with its numbers: ready to be shown, sealed and judged."""

    question: Question
    data: Data

    def expected(self) -> Mapping[str, Any]:
        """The right answer, part by part."""
        return self.question._parts(self.question.reference(self.data))

    def accepted(self, part: str, value: Any) -> Interval | str:
        """What counts as `value` in that part: an interval, or the very option."""
        kind = self.question.parts[part].kind_for(self.data)
        return kind.interval(value) if isinstance(kind, Number) else kind.read(value)

    def known_answers(self, part: str) -> list[tuple[Interval | str, Text, bool]]:
        """For one part: what is accepted, the sentence it gets, and whether it is right."""
        known = [(self.accepted(part, self.expected()[part]), RIGHT, True)]
        for mistake in self.question.misconceptions:
            answer = mistake.answer(self.data)
            if part in answer:
                known.append((self.accepted(part, answer[part]), mistake.sentence, False))
        return known

    def tells_apart(self) -> bool:
        """Whether no known answer could be taken for another one of the same part."""
        for part in self.question.parts:
            accepted = [entry[0] for entry in self.known_answers(part)]
            for i, first in enumerate(accepted):
                if any(_same(first, second) for second in accepted[i + 1 :]):
                    return False
        return True

    def judge(self, answer: object) -> Verdict:
        """Judge an answer: points by parts, the mistake named where it is known."""
        question = self.question
        given = split_answer(answer, question.parts)
        if all(unanswered(value) for value in given.values()):
            return Verdict("unanswered", 0.0, (UNANSWERED,))
        found = [self._judge_part(part, given.get(part)) for part in question.parts]
        right = sum(outcome == "right" for outcome, _ in found)
        outcomes = {outcome for outcome, _ in found}
        points = round(question.points * right / len(found), 6)
        if outcomes == {"right"}:
            outcome, points = "right", question.points
        else:
            outcome = "unreadable" if outcomes == {"unreadable"} else "wrong"
        return Verdict(outcome, points, tuple(sentence for _, sentence in found))

    def _judge_part(self, part: str, value: object) -> tuple[str, Text]:
        label = self.question.parts[part].label
        if unanswered(value):
            return "unanswered", _with(label, UNANSWERED)
        try:
            read = self.question.parts[part].kind_for(self.data).read(value)
        except UnreadableError as error:
            return "unreadable", _with(label, Text(error.ja, error.en))
        for accepted, sentence, right in self.known_answers(part):
            if fits(read, accepted):
                return "right" if right else "wrong", _with(label, sentence)
        return "wrong", _with(label, WRONG)


def _with(label: Text | None, sentence: Text) -> Text:
    """The sentence, led by the part's label where there is one."""
    if label is None:
        return sentence
    return Text(f"{label.ja}: {sentence.ja}", f"{label.en}: {sentence.en}")


def _same(first: Interval | str, second: Interval | str) -> bool:
    if isinstance(first, Interval) and isinstance(second, Interval):
        return first.overlaps(second)
    return first == second


def spelled(text: Text, data: Data) -> Text:
    """The text with the data filled in."""
    return Text(text.ja.format(**data), text.en.format(**data))
