"""Answers that are more than a number: sets, tables, functions, figures, records."""

from __future__ import annotations

import json

import matplotlib.figure
import pandas
import pytest

from gxd_teach.classroom.answers import Choice, Number
from gxd_teach.classroom.choices import Choices
from gxd_teach.classroom.exercise import Part, Question
from gxd_teach.classroom.leaflet import make_leaflet
from gxd_teach.classroom.sandbox.plain_values import from_plain, to_plain
from gxd_teach.classroom.selfcheck import check
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.figure import Figure
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.classroom.shapes.said import shape_from
from gxd_teach.classroom.shapes.table import Table
from gxd_teach.language import Text

FLOWS = ("アルミ板", "電力", "輸送")
ABOUT = {
    "title": Text("題", "title"),
    "ask": Text("問い", "ask"),
    "given": (),
    "objective": "o",
    "read_more": "book/index",
}


def scope3(text: str) -> list[Text]:
    """A judge of records as a bank names one: negative footprints are refused."""
    found = json.loads(text)
    return [Text("負の値です", "negative")] if float(found["pcf"]["x"]) < 0 else []


def of_set() -> Question:
    question = Question(
        "90a", parts={"": Part(Choices(FLOWS))}, draw=lambda d: {"n": d.whole(1, 9)},
        reference=lambda data: ["アルミ板", "輸送"], **ABOUT,
    )  # fmt: skip

    @question.misconception(Text("輸送を忘れています", "transport is forgotten"))
    def without_transport(data):
        return ["アルミ板"]

    return question


def of_table() -> Question:
    question = Question(
        "90b", shape=Table(FLOWS, {"kg": Number("kg-CO2e"), "段階": Choice(("原材料", "製造"))}),
        draw=lambda d: {"kwh": d.whole(5, 9)},
        reference=lambda data: {
            "アルミ板": {"kg": 8.0, "段階": "原材料"},
            "電力": {"kg": data["kwh"] * 0.423, "段階": "製造"},
            "輸送": {"kg": 0.5, "段階": "原材料"},
        },
        **ABOUT,
    )  # fmt: skip

    @question.misconception(Text("電力を t のまま書いています", "electricity left in tonnes"))
    def in_tonnes(data):
        return {"電力": {"kg": data["kwh"] * 0.000423}}

    return question


def of_function() -> Question:
    def calls(data, hidden):
        shown = ((10.0, 0.5), (8.0, 1.0))
        return Calls((*shown, (12.0, 0.8)) if hidden else shown, Number("kg-CO2e"))

    question = Question(
        "90c", shape=calls, draw=lambda d: {"n": d.whole(1, 9)},
        reference=lambda data: lambda kg, rate: kg / rate, **ABOUT,
    )  # fmt: skip

    @question.misconception(Text("歩留まりは割り算です", "divide by the yield"))
    def multiplies(data):
        return lambda kg, rate: kg * rate

    return question


def of_figure() -> Question:
    question = Question(
        "90d", shape=Figure("bar", FLOWS, Number("kg-CO2e"), y_says=("kg-CO2e", "kgCO2e")),
        draw=lambda d: {"n": d.whole(5, 9)},
        reference=lambda data: {"アルミ板": 8.0, "電力": float(data["n"]), "輸送": 0.5}, **ABOUT,
    )  # fmt: skip

    @question.misconception(Text("電力の単位が違います", "the unit of electricity is off"))
    def power_in_grams(data):
        return {"電力": data["n"] * 1000.0}

    return question


def of_record() -> Question:
    question = Question(
        "90e", shape=Record("tests.classroom.test_shapes:scope3", {"pcf.x": Number("kg-CO2e")}),
        draw=lambda d: {"n": d.whole(5, 9)}, reference=lambda data: {"pcf": {"x": str(data["n"] * 1.5)}},
        **ABOUT,
    )  # fmt: skip

    @question.misconception(Text("宣言単位で割っていません", "not per declared unit"))
    def whole_lot(data):
        return {"pcf.x": data["n"] * 15.0}

    return question


def drawn(labels: dict[str, float], y: str, kind: str = "bar") -> object:
    axes = matplotlib.figure.Figure().subplots()
    getattr(axes, kind)(list(labels), list(labels.values()))
    axes.set_ylabel(y)
    return axes


def outcome(question: Question, answer: object) -> tuple[str, str]:
    verdict = question.instance(edition="e").judge(answer)
    return verdict.outcome, str(verdict)


class TestSets:
    """Several options at once."""

    @pytest.mark.parametrize(
        "answer",
        [
            ["輸送", "アルミ板"],
            {"アルミ板", "輸送"},
            "輸送、アルミ板",
            (1, 3),
            ["輸送"] * 2 + ["アルミ板"],
        ],
    )
    def test_order_and_wrapping_do_not_matter(self, answer):
        """A set is a set."""
        assert outcome(of_set(), answer)[0] == "right"

    def test_one_too_few_is_named(self):
        """The known mistake hears its sentence."""
        assert outcome(of_set(), "アルミ板") == ("wrong", "輸送を忘れています")

    def test_an_unknown_option_is_no_verdict(self):
        """It is said what may be chosen."""
        assert outcome(of_set(), ["水"])[0] == "unreadable"


class TestTables:
    """A table is judged cell by cell."""

    def rows(self, question):
        kwh = question.instance(edition="e").data["kwh"]
        return [("アルミ板", 8.0, "原材料"), ("電力", kwh * 0.423, "製造"), ("輸送", 0.5, "原材料")]

    def test_every_usual_form_of_a_table(self):
        """By index, by a first column, rows in another order, dicts."""
        question = of_table()
        rows = self.rows(question)
        frame = pandas.DataFrame(rows, columns=["項目", "kg", "段階"])
        forms = [
            frame,
            frame.set_index("項目"),
            frame.iloc[::-1],
            frame.set_index("項目").T.to_dict(),
        ]
        forms.append([{"kg": kg, "段階": stage} for _, kg, stage in rows])
        for form in forms:
            assert outcome(question, form)[0] == "right", form

    def test_a_wrong_cell_costs_its_share_and_is_named(self):
        """Five of six cells are right."""
        question = of_table()
        frame = pandas.DataFrame(self.rows(question), columns=["項目", "kg", "段階"])
        frame.loc[1, "kg"] /= 1000
        verdict = question.instance(edition="e").judge(frame)
        assert verdict.points == pytest.approx(5 / 6)
        assert "電力 / kg: 電力を t のまま" in str(verdict)

    def test_no_table_is_told_what_is_wanted(self):
        """Rows and columns are named."""
        assert "アルミ板" in outcome(of_table(), 12)[1]


class TestFunctions:
    """A function is judged by what it returns."""

    def test_right_and_known_wrong(self):
        """The mistake is found where all results fit it."""
        assert outcome(of_function(), lambda kg, rate: kg / rate)[0] == "right"
        assert outcome(of_function(), lambda kg, rate: kg * rate) == (
            "wrong",
            "歩留まりは割り算です",
        )

    def test_hard_coded_results_fail_on_the_hidden_calls(self):
        """What is shown can be listed; what is not shown has to be calculated."""
        known = {10.0: 20.0, 8.0: 8.0}
        instance = of_function().instance(edition="e")
        assert instance.judge(lambda kg, rate: known.get(kg, 0)).outcome == "right"
        assert instance.as_graded().judge(lambda kg, rate: known.get(kg, 0)).points == 0

    def test_an_error_in_it_is_a_sentence(self):
        """No traceback, and the call that failed."""
        found, told = outcome(of_function(), lambda kg, rate: kg / 0)
        assert (found, "(10.0, 0.5)" in told, "ZeroDivisionError" in told) == (
            "unreadable",
            True,
            True,
        )

    def test_no_function(self):
        """A number where a function is asked for."""
        assert outcome(of_function(), 20.0)[0] == "unreadable"


class TestFigures:
    """A figure is judged by what it shows."""

    def values(self):
        return {
            "アルミ板": 8.0,
            "電力": float(of_figure().instance(edition="e").data["n"]),
            "輸送": 0.5,
        }

    def test_right_whatever_its_looks(self):
        """The figure or its axes, labels in any order."""
        axes = drawn(dict(reversed(self.values().items())), "排出量 [kg-CO₂e]")
        assert outcome(of_figure(), axes)[0] == "right"
        assert outcome(of_figure(), axes.figure)[0] == "right"

    def test_the_missing_unit_and_the_wrong_kind_cost_their_part(self):
        """Three values of five parts stay."""
        verdict = of_figure().instance(edition="e").judge(drawn(self.values(), "排出量", "plot"))
        assert verdict.points == pytest.approx(3 / 5)

    def test_it_leaves_the_sandbox_as_data(self):
        """What comes out is judged as the figure itself."""
        axes = drawn(self.values() | {"電力": 6000.0}, "kg-CO2e")
        there = outcome(of_figure(), from_plain(json.loads(json.dumps(to_plain(axes)))))
        assert there == outcome(of_figure(), axes)
        assert there[0] == "wrong"


class TestRecords:
    """A record is judged by a lint and by its values."""

    def record(self, factor):
        return {"pcf": {"x": str(of_record().instance(edition="e").data["n"] * factor)}}

    def test_right_wrong_and_the_lint(self):
        """The lint's sentence is the participant's."""
        assert outcome(of_record(), self.record(1.5))[0] == "right"
        assert "宣言単位で割っていません" in outcome(of_record(), self.record(15))[1]
        assert "負の値です" in outcome(of_record(), json.dumps(self.record(-1.5)))[1]

    def test_no_json(self):
        """Said, not judged."""
        assert outcome(of_record(), "{")[0] == "unreadable"


@pytest.mark.parametrize("make", [of_set, of_table, of_function, of_figure, of_record])
class TestEachOfThem:
    """What holds for every shape."""

    def test_the_self_check_and_the_judge_agree(self, make, tmp_path, monkeypatch):
        """Right, each mistake, and nothing: the same outcome and sentence from a leaflet."""
        question = make()
        leaflet = make_leaflet([question], assignment="90-x", edition="e", iterations=10)
        (tmp_path / "questions.json").write_text(json.dumps(leaflet), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        instance = question.instance(edition="e")
        answers = [instance.answered(), None]
        answers += [instance.answered(mistake) for mistake in question.misconceptions]
        for answer in answers:
            said = check(question.id, answer)
            verdict = instance.judge(answer)
            assert said.outcome == verdict.outcome
            assert said.sentences == tuple(map(str, verdict.sentences))

    def test_the_leaflet_rebuilds_the_shape(self, make):
        """What a self-check knows of a shape gives the same parts."""
        instance = make().instance(edition="e")
        assert list(shape_from(instance.shape.describe()).kinds() or [""]) == list(instance.kinds)

    def test_the_leaflet_tells_no_answer(self, make):
        """Neither reference nor mistake stands in it in clear."""
        instance = make().instance(edition="e")
        text = json.dumps(make_leaflet([make()], assignment="90-x", edition="e", iterations=10))
        for value in instance.expected().values():
            if isinstance(value, float) and value != int(value):
                assert repr(value) not in text
