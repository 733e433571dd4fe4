"""What is kept of a judgement, and a class read back from gradebook and kept judgements.

The class of forty that the other tests of reports lean on is made here, by seed: who makes which
mistake is decided before anything is judged, and entered by the grader's own functions.
"""

from __future__ import annotations

import functools
import json
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Verdict
from gxd_teach.classroom.gradebook import Register
from gxd_teach.classroom.grading import _mark_file, _plan, _stamp, grade
from gxd_teach.classroom.marking import Marked
from gxd_teach.classroom.release import release
from gxd_teach.classroom.reports.class_book import read_class
from gxd_teach.classroom.reports.judged import keep_judged, read_judged
from gxd_teach.files import write_whole
from gxd_teach.language import Text

NAME = "04-product"
ROOT = Path(__file__).resolve().parents[2]
QUIET = {"progress": lambda line: None}
PEOPLE = [f"p{number:02d}" for number in range(1, 43)]
HANDED_IN, ABSENT = PEOPLE[:40], PEOPLE[40:]

# Who does what, decided here: 40 people, of whom exactly so many make each mistake.
PLAN_04A = {"net_mass": 12, "kilogram_kilometres": 3, "other": 5, "right": 20}
PLAN_04B = {"multiplied": 23, "rejects_added": 5, "nothing": 2, "other": 2, "right": 8}
PLAN_04C = {"share_of_mass": 6, "right": 34}


def new_course(folder: Path) -> Course:
    """A copy of the course's sources, released, without a class."""
    folder.mkdir(parents=True)
    for name in ("solutions/04-product", "datasets"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "book" / "framework").mkdir(parents=True)
    shutil.copy(ROOT / "book/framework/04-product.md", folder / "book/framework/04-product.md")
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    course = Course.at(folder)
    release(course, [NAME], **QUIET)
    return course


def untouched(tmp_path: Path) -> Course:
    """A released course without a class, of its own."""
    shutil.copytree(_released().root, tmp_path / "course")
    return Course.at(tmp_path / "course")


@functools.cache
def _released() -> Course:
    return new_course(Path(tempfile.mkdtemp(prefix="gxd-class-")) / "course")


def enroll(course: Course, people: dict[str, str]) -> None:
    """Put people on the class's roster."""
    course.secret(create=True)
    lines = "".join(f"{who},{name}\n" for who, name in people.items())
    write_whole(course.grading / "roster.csv", "id,name\n" + lines)


def instances_of(course: Course, who: str, name: str = NAME) -> dict[str, Any]:
    seeds, secret = course.seeds_of(who)
    return {
        id_: question.instance(edition=course.edition, participant=seeds, secret=secret)
        for id_, question in load_bank(course, name).items()
    }


def enter(
    course: Course,
    register: Register,
    who: str,
    answers: dict[str, Any],
    *,
    name: str = NAME,
    code: dict[str, str] | None = None,
    lost: tuple[str, ...] = (),
    timestamp: str | None = None,
) -> Marked:
    """Judge answers by question and enter them, as the grader does with what left the sandbox."""
    plan = _plan(course, name)
    notebook = json.loads((course.exercises / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        mark = cell["metadata"].get("nbgrader", {})
        if (code or {}).get(mark.get("grade_id")):
            cell["source"] = code[mark["grade_id"]]
    folder = course.grading / "submitted" / who / name
    write_whole(folder / f"{name}.ipynb", json.dumps(notebook))
    if timestamp is not None:
        write_whole(folder / "timestamp.txt", timestamp)
    instances = instances_of(course, who, name)
    verdicts = {
        cell: instances[id_].as_graded().judge(answers.get(id_))
        for cell, (id_, _) in plan.answers.items()
    }
    gone = Text("取り出せませんでした。", "It could not be taken out.")
    verdicts |= {cell: Verdict("lost", 0.0, (gone,)) for cell in lost}
    marked = Marked(verdicts, notebook)

    def once_safe() -> None:
        keep_judged(course, name, who, plan, marked)
        write_whole(_mark_file(course, name, who), _stamp(course, name, who))

    register.record(name, who, plan, marked, once_safe=once_safe)
    return marked


def _spread(plan: dict[str, int], seed: int) -> list[str]:
    """Who does what: by ability, with chance in it, so that questions go together as in life."""
    chance = random.Random(seed)
    able = sorted(range(len(HANDED_IN)), key=lambda place: place + chance.gauss(0, 12))
    what = [kind for kind, count in plan.items() for _ in range(count)]
    return [kind for _, kind in sorted(zip(able, what, strict=True))]


def _answer(instance: Any, kind: str, number: int) -> Any:
    if kind == "nothing":
        return None
    if kind == "other":  # wrong for a reason that nobody has named
        return round(137.31 + 1.7 * number, 2)
    expected = dict(instance.expected())
    if kind == "right":
        return expected.get("", expected)
    (mistake,) = [m for m in instance.question.misconceptions if m.name == kind]
    wrong = dict(instance.mistaken(mistake))
    return wrong.get("", {**expected, **wrong})


@functools.cache
def class_of_forty() -> Course:
    """Forty papers on one's own numbers, and two people who handed in nothing. Only to be read."""
    course = untouched(Path(tempfile.mkdtemp(prefix="gxd-class-")))
    enroll(course, {who: f"受講 {who[1:]}" for who in PEOPLE})
    kinds = {"04a": _spread(PLAN_04A, 1), "04b": _spread(PLAN_04B, 2), "04c": _spread(PLAN_04C, 3)}
    with Register(course) as register:
        for number, who in enumerate(HANDED_IN):
            instances = instances_of(course, who)
            answers = {id_: _answer(instances[id_], kinds[id_][number], number) for id_ in kinds}
            enter(course, register, who, answers)
    return course


@pytest.fixture
def forty() -> Course:
    return class_of_forty()


@pytest.fixture
def small(tmp_path: Path) -> Course:
    """A class of its own, to be changed: all right, one mistake, one lost answer, one absent."""
    shutil.copytree(_class_of_three().root, tmp_path / "course")
    return Course.at(tmp_path / "course")


@functools.cache
def _class_of_three() -> Course:
    course = untouched(Path(tempfile.mkdtemp(prefix="gxd-class-")))
    enroll(course, {"anna": "青木", "bert": "Baker", "carl": "陳", "dora": "=1+1"})
    with Register(course) as register:
        for who in ("anna", "bert", "carl"):
            instances = instances_of(course, who)
            answers = {id_: _answer(instances[id_], "right", 0) for id_ in ("04a", "04b", "04c")}
            if who == "bert":
                answers["04b"] = _answer(instances["04b"], "multiplied", 0)
            lost = ("judge-04a",) if who == "carl" else ()
            when = "2026-11-20 09:30:00 UTC" if who == "anna" else None
            enter(course, register, who, answers, lost=lost, timestamp=when)
    return course


def by_hand(course: Course, who: str, cell: str, points: float | None, comment: str = "") -> None:
    """What an instructor does in formgrader: points and a comment."""
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook_url) as book:
        given = book.find_grade(cell, NAME, NAME, who)
        if points is not None:
            given.manual_score = points
            given.needs_manual_grade = False
        if comment:
            place = cell.replace("judge-", "answer-")
            book.find_comment(place, NAME, NAME, who).manual_comment = comment
        book.db.commit()


class TestKept:
    """`_grading/judged/<id>/<assignment>.json`"""

    def test_it_says_what_was_answered_and_which_mistake_was_met(self, small):
        """Question, answer in words, outcome, points, the mistake's name, its sentence, when, edition."""
        kept = read_judged(small, NAME, "bert")
        assert (kept.participant, kept.edition) == ("bert", small.edition)
        (cell,) = [one for one in kept.cells if one.question == "04b"]
        assert (cell.outcome, cell.points, cell.max_points) == ("wrong", 0.0, 1.0)
        assert cell.mistakes == ("multiplied",)
        assert "歩留まりは割り算" in cell.sentences[0].ja
        data = instances_of(small, "bert")["04b"].data
        assert float(cell.answered.ja) == pytest.approx(
            data["begun_kg"] * data["yield_percent"] / 100
        )
        assert read_judged(small, NAME, "anna").handed_in == "2026-11-20T09:30:00Z"
        assert kept.handed_in is None

    def test_answers_of_several_parts_are_written_part_by_part(self, small):
        """The parts have their labels, in both languages."""
        (cell,) = [c for c in read_judged(small, NAME, "anna").cells if c.question == "04c"]
        assert cell.answered.ja.startswith("項目: ")
        assert "/ share: " in cell.answered.en

    def test_the_same_judgement_gives_the_same_bytes(self, small):
        """A class graded twice leaves the same files."""
        file = small.grading / "judged" / "bert" / f"{NAME}.json"
        before = file.read_bytes()
        with Register(small) as register:
            answers = {i: _answer(x, "right", 0) for i, x in instances_of(small, "bert").items()}
            answers["04b"] = _answer(instances_of(small, "bert")["04b"], "multiplied", 0)
            enter(small, register, "bert", answers)
        assert file.read_bytes() == before

    def test_a_broken_file_is_as_none(self, small):
        """The gradebook's points still count; only the reasons are gone."""
        file = small.grading / "judged" / "bert" / f"{NAME}.json"
        for text in ("{", "[]", '{"format": 99}', '{"format": 1}'):
            file.write_text(text, encoding="utf-8")
            assert read_judged(small, NAME, "bert") is None
        paper = read_class(small, [NAME]).papers[NAME, "bert"]
        assert paper.score == 2.0
        assert not any(answer.mistakes for answer in paper.answers)

    def test_nothing_handed_in_is_asked_for_its_own_words(self):
        """An object's repr is never called: what has no plain form is named by its type."""
        from gxd_teach.classroom.in_words import in_words

        class Loud(float):
            def __repr__(self):
                raise AssertionError("asked")

            __str__ = __repr__

        assert in_words(Loud(1)) == "(Loud)"
        assert in_words([Loud(1), 2.5]) == "(Loud), 2.5"
        assert in_words(10**5000) == "(int)"

    @pytest.mark.parametrize("value", [["x" * 10**6], {"k": "y" * 10**6}, list(range(10**5))])
    def test_a_long_answer_is_cut(self, value):
        """A report stays readable, whatever was handed in."""
        from gxd_teach.classroom.in_words import LONGEST, in_words

        assert len(in_words(value)) <= LONGEST

    def test_the_real_grader_keeps_it(self, tmp_path):
        """One submission through the sandbox leaves the file, and forgets it when graded by nbgrader."""
        course = untouched(tmp_path)
        instance = instances_of(course, "someone")["04b"]
        wrong = instance.data["begun_kg"] * instance.data["yield_percent"] / 100
        source = json.loads((course.exercises / NAME / f"{NAME}.ipynb").read_text("utf-8"))
        for cell in source["cells"]:
            if cell["id"] == "answer-04b":
                cell["source"] = f"answer_04b = {wrong!r}"
        folder = course.grading / "submitted" / "someone" / NAME
        write_whole(folder / f"{NAME}.ipynb", json.dumps(source))
        (result,) = grade(course, [NAME], public=True, **QUIET)
        assert result.score.score == 0
        kept = {cell.question: cell for cell in read_judged(course, NAME, "someone").cells}
        assert kept["04b"].mistakes == ("multiplied",)
        assert kept["04a"].outcome == "unanswered"


class TestClass:
    """Gradebook, kept judgements and roster as one."""

    def test_points_by_hand_count_before_the_automatic_ones(self, small):
        """An instructor's 0.5 on a question judged wrong makes 2.5 of 3."""
        by_hand(small, "bert", "judge-04b", 0.5)
        paper = read_class(small, [NAME]).papers[NAME, "bert"]
        assert (paper.score, paper.max_score) == (2.5, 3.0)
        (answer,) = [a for a in paper.answers if a.question == "04b"]
        assert answer.by_hand
        assert answer.mistakes == ("multiplied",)

    def test_what_could_not_be_had_is_no_zero(self, small):
        """A lost answer waits for a person; until then there is no score."""
        paper = read_class(small, [NAME]).papers[NAME, "carl"]
        assert paper.score is None
        assert [a.question for a in paper.answers if a.waits] == ["04a"]
        by_hand(small, "carl", "judge-04a", 1.0)
        assert read_class(small, [NAME]).papers[NAME, "carl"].score == 3.0

    def test_a_judgement_that_the_gradebook_has_overtaken_is_left_out(self, small):
        """After another autograde the points are the gradebook's, and the old reasons are not shown."""
        from nbgrader.api import Gradebook

        with Gradebook(small.gradebook_url) as book:
            book.find_grade("judge-04b", NAME, NAME, "bert").auto_score = 1.0
            book.db.commit()
        paper = read_class(small, [NAME]).papers[NAME, "bert"]
        (answer,) = [a for a in paper.answers if a.question == "04b"]
        assert (answer.points, answer.mistakes, answer.sentences) == (1.0, (), ())

    def test_who_is_missing(self, small):
        """On the roster, and nothing handed in."""
        book = read_class(small, [NAME])
        assert [person.id for person in book.missing(NAME)] == ["dora"]

    def test_reading_makes_nothing(self, tmp_path):
        """No gradebook is made by looking for one."""
        course = untouched(tmp_path)
        shutil.rmtree(course.grading)
        assert read_class(course).papers == {}
        assert not course.grading.exists()

    def test_the_late_penalty_is_taken_off(self, small):
        """Points less penalty, never below zero."""
        from nbgrader.api import Gradebook

        with Gradebook(small.gradebook_url) as book:
            book.find_submission_notebook(NAME, NAME, "bert").late_submission_penalty = 0.5
            book.find_submission_notebook(NAME, NAME, "anna").late_submission_penalty = 9.0
            book.db.commit()
        papers = read_class(small, [NAME]).papers
        assert (papers[NAME, "bert"].raw_score, papers[NAME, "bert"].score) == (2.0, 1.5)
        assert papers[NAME, "anna"].score == 0.0


def test_what_a_person_grades_is_kept_with_its_lines(small):
    """A written answer keeps its line breaks and loses control marks; an empty one is blank."""
    from gxd_teach.classroom.handed_in import Plan

    def cell(name: str, source: str) -> dict[str, Any]:
        mark = {"grade_id": name, "points": 2, "grade": True, "solution": True, "locked": False}
        return {"cell_type": "markdown", "source": source, "metadata": {"nbgrader": mark}}

    stub = "ここに答えを書いてください"
    names = ("answer-04d", "answer-04e", "answer-04f")
    plan = Plan({name: cell(name, stub) for name in names}, {}, {}, names)
    written = [cell("answer-04d", "一行目\n二行目\x1b[31m\u202e\ud800"), cell("answer-04e", stub)]
    keep_judged(small, "essay", "anna", plan, Marked({}, {"cells": written}))
    kept = {one.question: one for one in read_judged(small, "essay", "anna").cells}
    assert kept["04d"].answered.ja == "一行目\n二行目[31m"
    assert (kept["04d"].outcome, kept["04d"].points) == ("by hand", None)
    assert (kept["04e"].outcome, kept["04e"].points) == ("blank", 0.0)
    assert kept["04f"].outcome == "blank"
