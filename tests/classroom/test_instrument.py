"""The examination of a question: faults planted in a declaration are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gxd_teach.classroom.answers import Choice, Number
from gxd_teach.classroom.choices import Choices
from gxd_teach.classroom.exercise import Given, Part, Question
from gxd_teach.classroom.instrument import Examination, examine, people
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.figure import Figure
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.classroom.shapes.table import Table
from gxd_teach.language import Text


def made(**changed: object) -> Question:
    """A sound question (a yield of x %), with some of its declaration changed."""
    declared: dict = {
        "title": Text("題", "title"),
        "ask": Text("良品率 {percent} %", "a yield of {percent} %"),
        "given": (Given("percent", Text("良品率", "yield"), "%"),),
        "parts": {"": Part(Number("kg-CO2e"))},
        "draw": lambda d: {"percent": d.whole(50, 90), "kg": d.step(8.05, 17.95, 0.05)},
        "reference": lambda data: data["kg"] / data["percent"] * 100,
        "objective": "o",
        "read_more": "book/index",
        "hints": (Text("一", "one"), Text("二", "two")),
    }
    mistakes = changed.pop("mistakes", {"multiplied": multiplied, "left_out": left_out})
    question = Question("91a", **(declared | changed))
    for number, (name, answer) in enumerate(mistakes.items()):
        answer.__name__ = name
        question.misconception(Text(f"誤解 {number}", f"mistake {number}"))(answer)
    return question


def multiplied(data):
    return data["kg"] * data["percent"] / 100


def left_out(data):
    return data["kg"]


def said(question: Question, count: int = 3) -> list[str]:
    return [fault.en for fault in examine(question, edition="e", who=people(count)).faults]


def test_a_sound_question_has_no_fault():
    """Every known mistake of everyone is caught: the score is 100 %."""
    found = examine(made(), edition="e")
    assert (found.faults, found.score, found.tried) == ([], 100.0, 2 * 21)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"hints": (Text("一", "one"),)}, "it needs two hints"),
        ({"objective": ""}, "it has no objective"),
        ({"title": Text("題", " ")}, "a sentence is missing in one language"),
        ({"mistakes": {}}, "it names no known mistake"),
        ({"given": (Given("kwh", Text("電力", "power")),)}, "given names kwh, which is not drawn"),
        ({"parts": {"": Part(Number("kg-CO2e", relative=1e-9))}},
         "the tolerance is too narrow : the answer in four digits fails"),
        ({"parts": {"": Part(Number("kg-CO2e", relative=0.04))}},
         "the tolerance is too wide : more than 2 % of the answer"),
        ({"draw": lambda d: {"percent": 80, "kg": 9.35}}, "too many people get the same numbers"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_named(changed, fault):
    """What is missing, too narrow, too wide or the same for all is said in a sentence."""
    assert fault in said(made(**changed))


def test_two_mistakes_that_lead_to_one_answer():
    """Nobody could say which of the two was made."""
    again: Callable = lambda data: data["kg"] * data["percent"] / 100  # noqa: E731
    question = made(mistakes={"multiplied": multiplied, "again": again})
    assert said(question) == ["the mistakes multiplied and again cannot be told apart"]


def test_a_mistake_that_is_right():
    """A known mistake with the reference's own answer is none."""
    right: Callable = lambda data: data["kg"] / (data["percent"] / 100)  # noqa: E731
    question = made(mistakes={"right": right, "left_out": left_out})
    assert said(question) == ["the mistake right cannot be told from the right answer"]


def test_two_mistakes_with_one_sentence():
    """Each mistake has its own sentence."""
    question = made(mistakes={})
    for mistake in (multiplied, left_out):
        question.misconception(Text("違います", "no"))(mistake)
    assert "two mistakes have the same sentence" in said(question)


def test_a_tolerance_that_swallows_a_mistake():
    """With half the answer as tolerance, the mistake cannot be told from the right answer."""
    question = made(parts={"": Part(Number("kg-CO2e", relative=0.5))})
    assert "the mistake left_out cannot be told from the right answer" in said(question)


@pytest.mark.parametrize("broken", ["draw", "reference"])
def test_an_error_in_the_declaration_is_a_fault(broken):
    """The author hears what went wrong, in a sentence."""
    question = made(**{broken: lambda data: 1 / 0})
    assert said(question) == [
        "examining it ended in an error (ZeroDivisionError: division by zero)"
    ]


def test_a_text_that_names_what_is_not_drawn():
    """A brace without a value would break the released question."""
    assert "KeyError" in said(made(ask=Text("{kwh}", "{kwh}")))[0]


def test_a_place_to_read_on_must_be_there(tmp_path):
    """`read_more` is a page of the book."""
    found = examine(made(), edition="e", root=tmp_path, who=["public"])
    assert [fault.en for fault in found.faults] == ["there is no such place to read on: book/index"]


class TestShapes:
    """Answers that are more than a number."""

    def function(self, hidden_calls: bool) -> Question:
        def calls(data, hidden):
            shown = ((data["kg"], 0.5), (8.0, 0.8))
            return Calls((*shown, (12.0, 0.7)) if hidden and hidden_calls else shown,
                         Number("kg-CO2e"))  # fmt: skip

        return made(
            parts={}, shape=calls, reference=lambda data: lambda kg, rate: kg / rate,
            mistakes={"multiplied": lambda data: lambda kg, rate: kg * rate},
        )  # fmt: skip

    def test_results_by_heart_need_hidden_calls(self):
        """Without a call that is not shown, a function could know the results by heart."""
        assert said(self.function(True)) == []
        assert said(self.function(False)) == [
            "a function with the shown results written into it passes: add calls for hidden"
        ]

    def test_by_heart_is_wrong_when_graded(self):
        """It passes the self-check, and not the grader."""
        instance = self.function(True).instance(edition="e")
        known = {(instance.data["kg"], 0.5): instance.data["kg"] / 0.5, (8.0, 0.8): 10.0}
        by_heart = lambda *given: known.get(given, 0)  # noqa: E731
        assert instance.judge(by_heart).outcome == "right"
        assert instance.as_graded().judge(by_heart).points == 0

    def test_a_mistake_that_only_hidden_calls_tell(self):
        """A mistake that agrees on all shown calls is refused: the self-check could not name it."""
        question = self.function(True)
        shown = lambda data: lambda kg, rate: kg * rate if rate == 0.7 else kg / rate  # noqa: E731
        question.misconception(Text("隠れた誤り", "hidden slip"))(shown)
        assert said(question)

    def test_a_table_is_tried_as_people_make_one(self):
        """As a DataFrame by its index, in another order, by a first column, and as rows."""
        question = made(
            parts={}, shape=Table(("電力", "輸送"), {"kg": Number("kg-CO2e"), "段階": Choice(("製造", "輸送"))}),
            reference=lambda data: {"電力": {"kg": data["kg"], "段階": "製造"},
                                    "輸送": {"kg": 2.5, "段階": "輸送"}},
            mistakes={"tonnes": lambda data: {"電力": {"kg": data["kg"] / 1000}}},
        )  # fmt: skip
        assert said(question) == []

    def test_a_figure_of_the_wrong_unit_is_a_near_miss(self):
        """Bars with their unit are right; the examination also tries one without."""
        question = made(
            parts={}, shape=Figure("bar", ("電力", "輸送"), Number("kg-CO2e"), y_says=("kg-CO2e",)),
            reference=lambda data: {"電力": data["kg"], "輸送": 2.5},
            mistakes={"grams": lambda data: {"電力": data["kg"] * 1000}},
        )  # fmt: skip
        assert said(question) == []
        everything = Figure("bar", ("電力", "輸送"), Number("kg-CO2e"), y_says=("",))
        question.shape = everything  # any label has nothing in it
        assert any("an answer that is not right passes" in fault for fault in said(question))

    def test_a_record_is_judged_by_lint_and_values(self):
        """The right record passes as a dict, as text and as bytes."""
        question = made(
            parts={}, shape=Record("gxd_teach.classroom.starters.record:positive_record",
                                   {"pcf.declaredUnitAmount": Number("kg")}),
            reference=lambda data: {"pcf": {"declaredUnitAmount": str(data["kg"])}},
            mistakes={"lot": lambda data: {"pcf.declaredUnitAmount": data["kg"] * 7}},
        )  # fmt: skip
        assert said(question) == []

    def test_a_set_with_one_too_many_is_wrong(self):
        """Every set one option off is tried."""
        question = made(
            parts={"": Part(Choices(("電力", "輸送", "廃棄")))},
            reference=lambda data: ["電力", "輸送"], mistakes={"less": lambda data: ["電力"]},
        )  # fmt: skip
        assert said(question) == []


def test_a_text_by_hand_needs_a_rubric_in_both_languages():
    """What an instructor grades by is read in two languages."""
    question = made(parts={}, mistakes={}, by_hand=Text("基準", ""))
    assert said(question) == ["a sentence is missing in one language"]


def test_a_fault_is_noted_once():
    """Twenty people with the same fault make one sentence."""
    found = Examination(made())
    for _ in range(20):
        found.fault("あ", "a")
    assert len(found.faults) == 1
