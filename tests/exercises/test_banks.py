"""Every question of every bank, tested as the instrument it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gxd_teach.classroom.answers import Interval, Number
from gxd_teach.classroom.bank import find_question, load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance, Question
from gxd_teach.errors import GxdError

COURSE = Course(Path(__file__).resolve().parents[2])
QUESTIONS = [
    pytest.param(question, id=question.id)
    for assignment in COURSE.assignments()
    for question in load_bank(COURSE, assignment).values()
]
PEOPLE = ["public", *(f"p{number:03}" for number in range(20))]


def instances(question: Question) -> list[Instance]:
    """The question as the public and twenty participants get it."""
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in PEOPLE
    ]


def whole(instance: Instance, parts) -> object:
    """An answer as a participant types it."""
    return parts if list(instance.question.parts) != [""] else parts[""]


def middle(accepted: Interval | str) -> object:
    return (accepted.low + accepted.high) / 2 if isinstance(accepted, Interval) else accepted


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_reference_gets_full_points(question):
    """The right answer is right, for everyone."""
    for instance in instances(question):
        verdict = instance.judge(whole(instance, dict(instance.expected())))
        assert (verdict.outcome, verdict.points) == ("right", question.points)


@pytest.mark.parametrize("question", QUESTIONS)
def test_equivalent_right_answers_pass(question):
    """Rounded as asked, as text, with its unit, in another unit, and at both tolerance edges."""
    for instance in instances(question):
        expected = dict(instance.expected())
        for name, part in question.parts.items():
            kind = part.kind_for(instance.data)
            if not isinstance(kind, Number):
                continue
            value = expected[name]
            interval = kind.interval(value)
            decimals = 1 if kind.unit == "%" else 3
            forms = [round(value, decimals), str(value), (value, kind.unit)]
            forms += [f"{value:.{decimals}f} {kind.unit}", interval.low, interval.high]
            if kind.unit == "kg-CO2e":
                forms += [(value, "kg"), (value * 1000, "g"), (value / 1000, "t-CO2e")]
            for form in forms:
                verdict = instance.judge(whole(instance, {**expected, name: form}))
                assert verdict.outcome == "right", (instance.data, name, form)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_misconception_fails_with_its_own_sentence(question):
    """A known mistake earns nothing for its part and hears what went wrong."""
    assert question.misconceptions
    for instance in instances(question):
        for mistake in question.misconceptions:
            answer = dict(mistake.answer(instance.data))
            verdict = instance.judge(whole(instance, {**dict(instance.expected()), **answer}))
            assert verdict.outcome == "wrong"
            assert verdict.points == pytest.approx(
                question.points * (1 - len(answer) / len(question.parts))
            )
            said = str(verdict)
            assert mistake.sentence.ja in said
            others = [m.sentence.ja for m in question.misconceptions if m is not mistake]
            assert not any(other in said for other in others)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_known_answer_can_be_taken_for_another(question):
    """Right answer and mistakes keep apart in every draw."""
    for instance in instances(question):
        assert instance.tells_apart()


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_and_nonsense_earn_nothing(question):
    """Untouched is unanswered; a wrong kind is unreadable; neither is a crash."""
    for instance in instances(question)[:3]:
        empty = dict.fromkeys(question.parts)
        for nothing in (None, ..., "", whole(instance, empty)):
            verdict = instance.judge(nothing)
            assert (verdict.outcome, verdict.points) == ("unanswered", 0)
        for nonsense in ("x", [], {}, object(), float("nan"), True, -1e9, 10**400):
            verdict = instance.judge(whole(instance, dict.fromkeys(question.parts, nonsense)))
            assert verdict.points == 0
            assert verdict.outcome in {"wrong", "unreadable"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_complete(question):
    """Both languages, a hint ladder of two, an objective, a place to read on, distinct sentences."""
    assert len(question.hints) == 2
    assert question.objective
    assert (COURSE.root / f"{question.read_more}.md").exists()
    texts = [question.title, question.ask, *question.hints]
    texts += [mistake.sentence for mistake in question.misconceptions]
    texts += [line.label for line in question.given]
    for text in texts:
        assert text.ja.strip()
        assert text.en.strip()
    for instance in instances(question)[:2]:
        assert {line.name for line in question.given} <= set(instance.data)


@pytest.mark.parametrize("question", QUESTIONS)
def test_people_get_different_numbers(question):
    """Twenty people share few draws, and the same person always gets the same."""
    drawn = [tuple(sorted(instance.data.items())) for instance in instances(question)]
    assert len(set(drawn)) > len(drawn) * 0.8
    assert drawn == [tuple(sorted(instance.data.items())) for instance in instances(question)]


def test_04a_by_hand():
    """The bank's answer is what plain arithmetic gives."""
    for instance in instances(find_question(COURSE, "04a")):
        data = instance.data
        kg = data["al_kg"] * 8.0 + data["resin_kg"] * 2.0 + data["kwh"] * 0.423
        kg += (data["al_kg"] + data["resin_kg"]) / 1000 * data["km"] * 0.09531
        assert instance.expected()[""] == pytest.approx(kg, rel=1e-12)


def test_04c_by_hand():
    """The share is of all four flows, electricity included."""
    for instance in instances(find_question(COURSE, "04c")):
        d = instance.data
        kg = [d["al_kg"] * 8, d["resin_kg"] * 2, d["steel_kg"] * 2.3, d["kwh"] * 0.423]
        assert instance.expected()["flow"] == "アルミ板"
        assert instance.expected()["share"] == pytest.approx(100 * kg[0] / sum(kg))


def test_partial_answers_earn_partial_points():
    """The right flow with a wrong share is half of 04c."""
    instance = find_question(COURSE, "04c").instance(edition=COURSE.edition)
    verdict = instance.judge({"flow": "アルミ板", "share": 1})
    assert (verdict.outcome, verdict.points) == ("wrong", 0.5)


def test_an_unknown_question_is_said_so():
    """A typing slip in an id gets a sentence."""
    with pytest.raises(GxdError, match="GXD-C032"):
        find_question(COURSE, "99z")


def test_the_middle_of_every_known_answer_is_itself():
    """What is accepted as a known answer is judged as that answer."""
    for parameter in QUESTIONS:
        question = parameter.values[0]
        instance = question.instance(edition=COURSE.edition)
        for name in question.parts:
            for accepted, sentence, right in instance.known_answers(name):
                answer = {**dict(instance.expected()), name: middle(accepted)}
                verdict = instance.judge(whole(instance, answer))
                assert (verdict.outcome == "right") is right
                assert sentence.ja in str(verdict)
                assert isinstance(middle(accepted), (Decimal, str))
