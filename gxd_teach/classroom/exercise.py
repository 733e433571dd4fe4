"""A question, declared once: what it asks, its data, its answer, and the known mistakes.

From one declaration come the released numbers, the self-check, the judgement, the feedback
and the tests of the exercise itself. A *misconception* is a mistake in reasoning that people
make: a function that computes the wrong answer it leads to, with the sentence that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from gxd_teach.classroom.answers import Interval, UnreadableError, fits, unanswered
from gxd_teach.classroom.draw import PUBLIC, Draw, seed_for
from gxd_teach.classroom.in_words import in_words
from gxd_teach.classroom.shapes.values import Kind, Shape, Values
from gxd_teach.classroom.slips import slips
from gxd_teach.classroom.words import Clean
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Given", "Misconception", "Part", "Question", "Verdict"]

Data = dict[str, Any]
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
    answer: Callable[[Data], Any]


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
        return self.kind(data) if callable(self.kind) else self.kind


@dataclass(frozen=True)
class Verdict:
    """What was found in an answer: ``right``, ``wrong``, ``unanswered`` or ``unreadable``.

    `points` of the question's, and for each part of it the sentence to show. `mistakes` names
    the misconceptions that were met, `answered` what was given, as text for a person to read.
    """

    outcome: str
    points: float
    sentences: tuple[Text, ...]
    mistakes: tuple[str, ...] = field(default=(), compare=False)
    answered: Text = field(default=Text("", ""), compare=False)

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
    `read_more` is the place in the book to go back to. `shape` says how an answer is taken apart
    where it is a table, a function, a figure or a record; it may depend on the data and, for a
    function, on whether the hidden calls are meant: ``lambda data, hidden: Calls(…)``.
    `by_hand` is the rubric of a question that an instructor grades; it has no parts.

    >>> from gxd_teach.classroom.answers import Number
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
    draw: Callable[[Draw], Data]
    reference: Callable[[Data], Any]
    objective: str
    read_more: str
    parts: dict[str, Part] = field(default_factory=dict)
    shape: Shape | Callable[[Data, bool], Shape] = Values()  # noqa: RUF009 (frozen)
    by_hand: Text | None = None
    points: float = 1.0
    hints: tuple[Text, ...] = ()
    misconceptions: list[Misconception] = field(default_factory=list)

    def misconception(
        self, sentence: Text
    ) -> Callable[[Callable[[Data], Any]], Callable[[Data], Any]]:
        """Declare a known mistake: decorates the function that computes its answer."""

        def declare(answer: Callable[[Data], Any]) -> Callable[[Data], Any]:
            self.misconceptions.append(Misconception(answer.__name__, sentence, answer))
            return answer

        return declare

    def shape_for(self, data: Data, hidden: bool) -> Shape:
        """How an answer is taken apart, with what depends on the data filled in."""
        return self.shape(data, hidden) if callable(self.shape) else self.shape

    def instance(self, *, edition: str, participant: str = PUBLIC, secret: bytes = b"") -> Instance:
        """The question with one participant's numbers.

        Draws again, from the same seed, until the right answer and every mistake can be told
        apart; GXD-C010 when that does not happen.
        """
        draw = Draw(seed_for(self.id, edition=edition, participant=participant, secret=secret))
        for _ in range(_TRIES):
            made = Instance(self, self.draw(draw))
            graded = made.as_graded()
            if made.tells_apart() and (graded is made or graded.tells_apart()):
                return made
        raise GxdError(
            "GXD-C010",
            f"問 {self.id}: 正解と誤答を区別できるデータが引けません。draw の範囲を見直してください",
            f"question {self.id}: no draw tells the right answer from the mistakes; widen draw",
        )


@dataclass(frozen=True)
class Instance:
    """A question with its numbers: ready to be shown, sealed and judged.

    `hidden`: judged by the calls of a function that a participant is not shown.
    """

    question: Question
    data: Data
    hidden: bool = False

    @cached_property
    def shape(self) -> Shape:
        """How an answer is taken apart."""
        return self.question.shape_for(self.data, self.hidden)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each part."""
        made = self.shape.kinds()
        if made is not None:
            return made
        return {name: part.kind_for(self.data) for name, part in self.question.parts.items()}

    def label(self, part: str) -> Text | None:
        """What a part is called; None where there is but one."""
        declared = self.question.parts.get(part)
        if declared is not None:
            return declared.label
        return Text(part, part) if part else None

    @cached_property
    def _graded(self) -> Instance:
        # Where the shape does not depend on it, nothing is hidden.
        if self.hidden or not callable(self.question.shape):
            return self
        return replace(self, hidden=True)

    def as_graded(self) -> Instance:
        """The same with what a participant is not shown."""
        return self._graded

    # The author's functions may build whole inventories: each is called once an instance.

    @cached_property
    def _expected(self) -> Mapping[str, Any]:
        given = self.shape.expected(self.question.reference(self.data), list(self.kinds))
        return {**self.shape.anyway(), **given}

    @cached_property
    def _mistaken(self) -> dict[Misconception, Mapping[str, Any]]:
        return {}

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[Interval | str, Text, bool], ...]]:
        return {}

    def expected(self) -> Mapping[str, Any]:
        """The right answer, part by part."""
        return dict(self._expected)

    def mistaken(self, mistake: Misconception) -> Mapping[str, Any]:
        """The answer a known mistake leads to, part by part."""
        kept = self._mistaken
        if mistake not in kept:
            kept[mistake] = self.shape.expected(mistake.answer(self.data), list(self.kinds))
        return dict(kept[mistake])

    def answered(self, mistake: Misconception | None = None) -> object:
        """An answer as somebody could give it: right, or right but for one known mistake."""
        parts = dict(self.expected())
        if mistake is not None:
            parts |= self.mistaken(mistake)
        return self.shape.put_together(parts, self.question.reference(self.data))

    def known_answers(self, part: str) -> list[tuple[Interval | str, Text, bool]]:
        """For one part: what is accepted, the sentence it gets, and whether it is right.

        Of a joint answer, a mistake that is right in this part is left out of it.
        """
        if part not in self._known:
            self._known[part] = tuple(self._known_of(part))
        return list(self._known[part])

    def _known_of(self, part: str) -> list[tuple[Interval | str, Text, bool]]:
        kind = self.kinds[part]
        right = kind.accepted(self._expected[part])
        known: list[tuple[Interval | str, Text, bool]] = [(right, RIGHT, True)]
        for mistake in self.question.misconceptions:
            answer = self.mistaken(mistake)
            if part in answer:
                accepted = kind.accepted(answer[part])
                if not (self.shape.joint and _same(accepted, right)):
                    known.append((accepted, mistake.sentence, False))
        for slip, sentence in slips(kind, self._expected[part]):
            if not any(_same(slip, other) for other, _, _ in known):
                known.append((slip, sentence, False))
        return known

    def tells_apart(self) -> bool:
        """Whether no known answer could be taken for another one.

        In each of its parts; of a joint answer, in at least one.
        """
        if self.shape.joint:
            answers = [self.expected(), *map(self.mistaken, self.question.misconceptions)]
            return all(
                any(not _same(self.kinds[part].accepted(one[part]),
                              self.kinds[part].accepted(other[part])) for part in self.kinds)
                for i, one in enumerate(answers) for other in answers[i + 1 :]
            )  # fmt: skip
        for part in self.kinds:
            accepted = [entry[0] for entry in self.known_answers(part)]
            for i, first in enumerate(accepted):
                if any(_same(first, second) for second in accepted[i + 1 :]):
                    return False
        return True

    def judge(self, answer: object) -> Verdict:
        """Judge an answer: points by parts, the mistake named where it is known."""
        try:
            given = self.shape.take_apart(answer, list(self.kinds))
        except UnreadableError as error:
            told = (Text(error.ja, error.en),)
            line = in_words(answer)
            return Verdict("unreadable", 0.0, told, answered=Text(line, line))
        if all(unanswered(value) for value in given.values()):
            return Verdict("unanswered", 0.0, (UNANSWERED,))
        found = [self._judge_part(part, given.get(part)) for part in self.kinds]
        outcome, share, sentences = summed_up(found, joint=self.shape.joint)
        named = [
            _with(None if self.shape.joint else self.label(part), sentence)
            for part, sentence in zip(self.kinds, sentences, strict=False)
        ]
        points = self.question.points if share == 1 else round(self.question.points * share, 6)
        return Verdict(outcome, points, tuple(named), self._mistakes(sentences), self._told(given))

    def _mistakes(self, sentences: Sequence[Text]) -> tuple[str, ...]:
        """The misconceptions behind the sentences, each once; of two that say the same, the first."""
        known: dict[Text, str] = {}
        for mistake in self.question.misconceptions:
            known.setdefault(mistake.sentence, mistake.name)
        return tuple(dict.fromkeys(known[text] for text in sentences if text in known))

    def _told(self, given: Mapping[str, object]) -> Text:
        """What was given, part by part, as a line for a person to read."""
        shown = {p: value for p, value in given.items() if not isinstance(self.kinds[p], Clean)}
        labels = {part: self.label(part) or Text(part, part) for part in shown}
        return Text(
            in_words({labels[part].ja: value for part, value in shown.items()}),
            in_words({labels[part].en: value for part, value in shown.items()}),
        )

    def _judge_part(self, part: str, value: object) -> tuple[str, list[Text]]:
        if unanswered(value):
            return "unanswered", [UNANSWERED]
        try:
            read = self.kinds[part].read(value)
        except UnreadableError as error:
            return "unreadable", [Text(error.ja, error.en)]
        fitting = [
            (sentence, right)
            for accepted, sentence, right in self.known_answers(part)
            if fits(read, accepted)
        ]
        if any(right for _, right in fitting):
            return "right", [RIGHT]
        if isinstance(self.kinds[part], Clean):
            return "wrong", [Text(str(read), str(read))]
        return "wrong", [sentence for sentence, _ in fitting] or [WRONG]


def summed_up(
    found: Sequence[tuple[str, Sequence[Text]]], *, joint: bool
) -> tuple[str, float, list[Text]]:
    """The parts' outcomes as one: outcome, share of the points, and a sentence a part.

    Joint parts are right or wrong together; the mistake is the one that fits all that are wrong.

    >>> a, b = Text("あ", "a"), Text("い", "b")
    >>> summed_up([("right", [RIGHT]), ("wrong", [a, b]), ("wrong", [b])], joint=True)[2][0].en
    'b'
    """
    outcomes = {outcome for outcome, _ in found}
    if outcomes == {"right"}:
        return "right", 1.0, [RIGHT] if joint else [RIGHT] * len(found)
    outcome = "unreadable" if outcomes == {"unreadable"} else "wrong"
    if not joint:
        right = sum(one == "right" for one, _ in found)
        return outcome, right / len(found), [sentences[0] for _, sentences in found]
    wrong = [sentences for one, sentences in found if one != "right"]
    common = [text for text in wrong[0] if all(text in others for others in wrong)]
    return outcome, 0.0, [common[0] if common else WRONG]


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
