"""The self-check, as a participant meets it: a notebook's folder and a leaflet."""

from __future__ import annotations

import json

import pytest

from gxd_teach.classroom import check, hint, judge, question
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.leaflet import FILE, make_leaflet, write_json
from gxd_teach.errors import GxdError


@pytest.fixture
def leaflet(course, tmp_path, monkeypatch):
    """A participant's folder with the public leaflet, and the instances behind it."""
    bank = load_bank(course, "04-product")
    folder = tmp_path / "mine"
    folder.mkdir()
    made = make_leaflet(
        bank.values(), assignment="04-product", edition=course.edition, iterations=100
    )
    write_json(folder / FILE, made)
    monkeypatch.chdir(folder)
    return {id_: entry.instance(edition=course.edition) for id_, entry in bank.items()}


def test_a_right_answer_is_right(leaflet):
    """With its unit, in another unit, as text."""
    value = leaflet["04a"].expected()[""]
    for answer in (value, (value, "kg"), (value / 1000, "t"), f"{value:.3f}"):
        assert check("04a", answer).outcome == "right"


def test_each_known_mistake_is_named(leaflet):
    """The sentence of the misconception, not just 'wrong'."""
    for question_id, instance in leaflet.items():
        for mistake in instance.question.misconceptions:
            answer = {**dict(instance.expected()), **dict(instance.mistaken(mistake))}
            found = check(question_id, answer.get("", answer))
            assert found.outcome == "wrong"
            assert mistake.sentence.ja in str(found)


def test_the_yield_multiplied_is_told_to_divide(leaflet):
    """The mistake the course is proudest of naming."""
    data = leaflet["04b"].data
    found = check("04b", data["begun_kg"] * data["yield_percent"] / 100)
    assert "歩留まりは割り算" in str(found)


def test_check_and_judgement_agree(leaflet):
    """At the edges of the tolerance and just outside, part by part."""
    instance = leaflet["04a"]
    interval = instance.kinds[""].accepted(instance.expected()[""])
    step = (interval.high - interval.low) / 1000
    for value in (interval.low, interval.high, interval.low - step, interval.high + step):
        assert check("04a", value).outcome == instance.judge(value).outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (None, "unanswered"),
        ("", "unanswered"),
        ("たぶん", "unreadable"),
        ([1], "unreadable"),
        (3, "wrong"),
    ],
)
def test_the_other_outcomes(leaflet, answer, outcome):
    """Not answered, not understood, wrong without a known reason."""
    assert check("04a", answer).outcome == outcome


def test_several_parts_are_answered_one_by_one(leaflet):
    """Half an answer is told which half is missing."""
    found = check("04c", {"flow": "アルミ板", "share": None})
    assert found.outcome == "wrong"
    assert "項目: 正解です。" in str(found)
    assert "割合: まだ答えがありません。" in str(found)
    assert check("04c", {"flow": None, "share": None}).outcome == "unanswered"


def test_a_question_shows_its_numbers(leaflet):
    """As a table, and by name in code."""
    sheet = question("04a")
    assert sheet["al_kg"] == leaflet["04a"].data["al_kg"]
    assert "アルミ板の投入量" in sheet._repr_html_()
    assert "t-CO2/kWh" in str(sheet)
    with pytest.raises(GxdError, match=r"GXD-C050.*al_kg"):
        sheet["aluminium"]


def test_hints_climb(leaflet):
    """The second hint says more; a third call stays there."""
    assert hint("04b") != hint("04b", 2) == hint("04b", 9)


def test_feedback_is_readable_without_colour(leaflet):
    """A mark and words, also as HTML with a status role."""
    found = check("04a", 3)
    assert str(found).startswith("×")
    assert "role='status'" in found._repr_html_()
    assert not found
    assert check("04a", leaflet["04a"].expected()[""])


def test_english_by_environment(leaflet, monkeypatch):
    """GXD_LANG=en answers in English."""
    monkeypatch.setenv("GXD_LANG", "en")
    data = leaflet["04b"].data
    assert "divide" in str(check("04b", data["begun_kg"] * data["yield_percent"] / 100))


def test_nothing_in_the_leaflet_gives_the_answer_away(leaflet):
    """Neither the answer nor a misconception's sentence nor a tolerance stands in it."""
    from pathlib import Path

    text = Path(FILE).read_text(encoding="utf-8")
    for instance in leaflet.values():
        for value in instance.expected().values():
            if isinstance(value, float):
                assert f"{value:.3f}" not in text
        for mistake in instance.question.misconceptions:
            assert mistake.sentence.ja not in text
            assert mistake.name not in text
    assert "tolerance" not in text


def test_a_missing_leaflet_says_to_unpack_the_zip(tmp_path, monkeypatch, course):
    """The commonest slip on Windows: opening the notebook inside the zip."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GxdError, match=r"GXD-C052.*展開"):
        question("04a")


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 99}', ""])
def test_a_broken_leaflet_says_so(leaflet, text):
    """Take it from the zip again."""
    from pathlib import Path

    Path(FILE).write_text(text, encoding="utf-8")
    with pytest.raises(GxdError, match="GXD-C053"):
        check("04a", 1)


def test_somebody_elses_leaflet_is_noticed(leaflet):
    """participant.json and questions.json belong together."""
    from pathlib import Path

    Path("participant.json").write_text(json.dumps({"participant": "p7"}), encoding="utf-8")
    with pytest.raises(GxdError, match=r"GXD-C054.*p7"):
        question("04a")


def test_an_unknown_id_lists_the_known_ones(leaflet):
    """A typing slip is easy to put right."""
    with pytest.raises(GxdError, match=r"GXD-C051.*04a, 04b, 04c"):
        check("4a", 1)


class TestJudging:
    """The call in the hidden cell."""

    @pytest.fixture
    def graded(self, course, monkeypatch):
        """The folder in which p1's submission is graded."""
        folder = course.grading / "autograded" / "p1" / "04-product"
        folder.mkdir(parents=True)
        monkeypatch.setenv("GXD_COURSE_ROOT", str(course.root))
        monkeypatch.chdir(folder)
        return course

    def test_points_for_the_public_numbers(self, graded, capsys):
        """Who is on no roster has the public numbers."""
        instance = load_bank(graded, "04-product")["04a"].instance(edition=graded.edition)
        assert judge("04a", instance.expected()[""]) == 1
        assert "正解" in capsys.readouterr().out

    def test_the_roster_and_the_secret_decide_the_numbers(self, graded):
        """On the roster, the public answer is worth nothing and the own one everything."""
        secret = graded.secret(create=True)
        (graded.grading / "roster.csv").write_text("id,name\np1,\n", encoding="utf-8")
        bank = load_bank(graded, "04-product")
        public = bank["04a"].instance(edition=graded.edition)
        own = bank["04a"].instance(edition=graded.edition, participant="p1", secret=secret)
        assert judge("04a", public.expected()[""]) == 0
        assert judge("04a", own.expected()[""]) == 1

    def test_a_submitted_file_decides_nothing(self, graded):
        """A forged participant.json or leaflet beside the notebook is not looked at."""
        from pathlib import Path

        Path("participant.json").write_text('{"participant": "p9"}', encoding="utf-8")
        Path(FILE).write_text("{}", encoding="utf-8")
        instance = load_bank(graded, "04-product")["04b"].instance(edition=graded.edition)
        assert judge("04b", instance.expected()[""]) == 1
        assert question("04b")["begun_kg"] == instance.data["begun_kg"]

    def test_no_warning_gets_out(self, graded, capsys):
        """nbgrader takes stderr for a failure."""
        judge("04a", "nonsense")
        assert capsys.readouterr().err == ""

    def test_without_the_environment_it_says_what_to_do(self, course, monkeypatch):
        """Grading by hand in a notebook is pointed to the commands."""
        monkeypatch.delenv("GXD_COURSE_ROOT", raising=False)
        with pytest.raises(GxdError, match="GXD-C040"):
            judge("04a", 1)
