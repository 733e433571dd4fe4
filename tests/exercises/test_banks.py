"""Every question of every bank, tested as the instrument it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gxd_teach.classroom.answers import Interval
from gxd_teach.classroom.bank import find_question, load_bank
from gxd_teach.classroom.choices import SEPARATOR
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance, Question
from gxd_teach.classroom.instrument import examine, people
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.errors import GxdError

COURSE = Course(Path(__file__).resolve().parents[2])
QUESTIONS = [
    pytest.param(question, id=question.id)
    for assignment in COURSE.assignments()
    for question in load_bank(COURSE, assignment).values()
]
PEOPLE = people(20)


def instances(question: Question) -> list[Instance]:
    """The question as the public and twenty participants get it."""
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in PEOPLE
    ]


def whole(instance: Instance, parts) -> object:
    """An answer as a participant types it."""
    return parts if list(instance.kinds) != [""] else parts[""]


def middle(accepted: Interval | str) -> object:
    if isinstance(accepted, Interval):
        return (accepted.low + accepted.high) / 2
    if accepted == "":  # the empty set
        return []
    return accepted.split(SEPARATOR) if SEPARATOR in accepted else accepted


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_tells_right_from_wrong_and_says_why(question):
    """For everyone: right in every form, every known mistake named, nothing earned by nonsense."""
    found = examine(question, edition=COURSE.edition, root=COURSE.root, who=PEOPLE)
    assert [str(fault) for fault in found.faults] == []
    assert found.score == 100
    assert found.tried == len(PEOPLE) * len(question.misconceptions)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_person_always_gets_the_same_numbers(question):
    """Drawn again, nothing has changed."""
    assert [one.data for one in instances(question)] == [one.data for one in instances(question)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_mistake_costs_the_parts_it_concerns(question):
    """A known mistake earns nothing for its parts, and the others keep their points."""
    for instance in instances(question):
        for mistake in question.misconceptions:
            answer = dict(instance.mistaken(mistake))
            verdict = instance.judge(instance.answered(mistake))
            assert verdict.outcome == "wrong"
            kept = 0 if instance.shape.joint else 1 - len(answer) / len(instance.kinds)
            if isinstance(instance.shape, Record):  # its lint may object to the mistake, too
                assert verdict.points <= question.points * kept + 1e-6
                continue
            # points are kept to six decimals: a third is 0.333333
            assert verdict.points == pytest.approx(question.points * kept, abs=1e-6)


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


def test_quick_checks_have_no_points_and_no_cell():
    """`NN-q1…` are answered in the book's page: public numbers, nothing to earn, not in a notebook."""
    for parameter in QUESTIONS:
        question = parameter.values[0]
        quick = "-q" in question.id
        assert (question.points == 0) is quick
        if quick:
            chapter = (COURSE.root / f"{question.read_more}.md").read_text(encoding="utf-8")
            assert f"{{check}} {question.id}\n" in chapter
            for notebook in COURSE.solutions.glob("*/*.ipynb"):
                assert question.id not in notebook.read_text(encoding="utf-8")


def test_04_quick_checks_by_hand():
    """The tonne-kilometres and the primary data share are what plain arithmetic gives."""
    for instance in instances(find_question(COURSE, "04-q2")):
        data = instance.data
        assert instance.expected()[""] == pytest.approx(data["kg"] * data["km"] / 1000)
    for instance in instances(find_question(COURSE, "04-q3")):
        d = instance.data
        share = d["material_kg"] * d["supplier_pds"] / 100 / (d["material_kg"] + d["power_kg"])
        assert instance.expected()[""] == pytest.approx(100 * share)
    for instance in instances(find_question(COURSE, "04-q1")):
        assert len(instance.expected()[""]) == 4
        assert len(instance.data["flows"]) == 6


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
                assert isinstance(middle(accepted), (Decimal, str, list))
