"""Answers handed in from the book's pages: taken in, judged like a notebook's, entered."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.classroom import Calls, Choices, Number, Part, Question, Table, Text
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.collecting import collect
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.feedback import feedback
from gxd_teach.classroom.grading import How, grade
from gxd_teach.classroom.handed_in import plan_of
from gxd_teach.classroom.page_answers import (
    PageAnswers,
    mark_answers,
    must_belong,
    notebook_with,
    read_answers,
)
from gxd_teach.classroom.release import release
from gxd_teach.errors import GxdError

NAME = "04-product"
QUIET = {"progress": lambda line: None}


def file_of(course: Course, answers: dict[str, Any], **changed: Any) -> bytes:
    """An `answers.json` as the page writes it."""
    content = {
        "format": 1,
        "edition": course.edition,
        "participant": PUBLIC,
        "answers": answers,
        "saved_at": "2026-11-23T10:00:00.000Z",
    }
    return json.dumps({**content, **changed}, ensure_ascii=False).encode()


def right(course: Course, participant: str = PUBLIC, secret: bytes = b"") -> dict[str, Any]:
    """Right answers as people type them: the unit on one, full-width digits on another."""
    found = {}
    for id_ in ("04a", "04b", "04c"):
        question = load_bank(course, NAME)[id_]
        found[id_] = question.instance(
            edition=course.edition, participant=participant, secret=secret
        ).expected()
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return {
        "04a": {"": f"{found['04a']['']:.3f} kg"},
        "04b": {"": f"{found['04b']['']:.3f}".translate(wide)},
        "04c": {"flow": found["04c"]["flow"], "share": f"{found['04c']['share']:.1f}%"},
    }


class TestReading:
    """What a page writes, and what anybody might."""

    def test_what_was_typed_is_kept_as_typed(self, course):
        """Text by question and part; a set as its options; when and whose."""
        page = read_answers(file_of(course, {"04a": {"": " １２ ｋｇ "}, "x": {"": ["a", "b"]}}))
        assert page.answers == {"04a": {"": " １２ ｋｇ "}, "x": {"": ["a", "b"]}}
        assert (page.participant, page.saved_at) == (PUBLIC, "2026-11-23T10:00:00.000Z")

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "GXD-C180"),
            (b"\xff\xfe", "GXD-C180"),
            (b"[]", "GXD-C180"),
            (b'{"questions": {}}', "GXD-C180"),
            (b"[" * 100_000, "GXD-C180"),
            (b" " * 1_000_001, "GXD-C180"),
            (b'{"format":1,"edition":"e","participant":"p","answers":[]}', "GXD-C180"),
            (b'{"format":1,"edition":1,"participant":"p","answers":{}}', "GXD-C180"),
            (b'{"format":2,"edition":"e","participant":"p","answers":{}}', "GXD-C181"),
            (b'{"format":true,"edition":"e","participant":"p","answers":{}}', "GXD-C181"),
            (b'{"format":1,"edition":"e","participant":"p","answers":{"04a":"5"}}', "GXD-C182"),
            (b'{"format":1,"edition":"e","participant":"p","answers":{"04a":{"":5}}}', "GXD-C182"),
            (
                b'{"format":1,"edition":"e","participant":"p","answers":{"04a":{"":[1]}}}',
                "GXD-C182",
            ),
            (
                b'{"format":1,"edition":"e","participant":"p","answers":{"04a":{"":{"ok":1}}}}',
                "GXD-C182",
            ),
            (
                json.dumps(
                    {
                        "format": 1,
                        "edition": "e",
                        "participant": "p",
                        "answers": {"04a": {"": "9" * 5_001}},
                    }
                ).encode(),
                "GXD-C182",
            ),
        ],
    )
    def test_anything_else_is_refused_by_name(self, content, code):
        """A sentence with its code and, where it is one entry, its place."""
        with pytest.raises(GxdError) as caught:
            read_answers(content)
        assert caught.value.code == code
        if code == "GXD-C182":
            assert caught.value.where == "04a"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=12,
        )
    )
    def test_no_json_breaks_the_reader(self, answers):
        """Whatever stands where the answers should be, it is read or refused, never a traceback."""
        content = {"format": 1, "edition": "e", "participant": "p", "answers": answers}
        with contextlib.suppress(GxdError):
            page = read_answers(json.dumps(content).encode())
            assert json.dumps(dict(page.answers), ensure_ascii=False).encode("utf-8")

    def test_half_a_character_can_be_written_to_a_file(self, course):
        """A lone surrogate, which JSON can hold and no file can, is replaced."""
        page = read_answers(rb'{"format":1,"edition":"e","participant":"p","answers":{"a":{"":"\ud800"}}}')  # fmt: skip
        assert page.answers == {"a": {"": "?"}}


class TestWhose:
    """The page says whose numbers it showed; the class knows whose they should be."""

    @pytest.fixture
    def rostered(self, course):
        course.secret(create=True)
        (course.grading / "roster.csv").write_text("id,name\np1,\np2,\n", encoding="utf-8")
        return course

    @pytest.mark.parametrize(
        ("named", "participant", "words"),
        [
            ("p2", "p1", "「p2」の答え"),
            (PUBLIC, "p1", "公開の数値"),
            ("guest", "guest", "名簿にありません"),
        ],
    )
    def test_anothers_numbers_are_refused(self, rostered, named, participant, words):
        """Both names are said, and what to do."""
        page = PageAnswers(rostered.edition, named, {})
        with pytest.raises(GxdError, match="GXD-C184") as caught:
            must_belong(page, rostered, participant)
        assert words in caught.value.ja
        assert "\x1b" not in caught.value.ja

    def test_ones_own_and_the_public_ones_are_taken(self, rostered):
        """Who is on the roster has their own numbers, everybody else the public ones."""
        must_belong(PageAnswers(rostered.edition, "p1", {}), rostered, "p1")
        must_belong(PageAnswers(rostered.edition, PUBLIC, {}), rostered, "guest")

    def test_another_edition_is_named(self, rostered):
        """Its numbers were others; both editions stand in the sentence."""
        with pytest.raises(GxdError, match=r"GXD-C183.*1999\.01.*" + rostered.edition):
            must_belong(PageAnswers("1999.01", "p1", {}), rostered, "p1")


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course_root):
    """A class that hands in pages, and one notebook: graded without a sandbox where it can be."""
    root = tmp_path_factory.mktemp("pages") / "course"
    root.mkdir()
    for name in ("solutions/04-product", "datasets"):
        shutil.copytree(course_root / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(course_root / name, root / name)
    course = Course.at(root)
    release(course, [NAME], **QUIET)
    secret = course.secret(create=True)
    (course.grading / "roster.csv").write_text("id,name\nowner,\n", encoding="utf-8")
    data = load_bank(course, NAME)["04b"].instance(edition=course.edition).data
    multiplied = data["begun_kg"] * data["yield_percent"] / 100
    answers = right(course)
    work = {
        "all-right": (answers, {}),
        "owner": (right(course, "owner", secret), {"participant": "owner"}),
        "multiplied": ({**answers, "04b": {"": f"{multiplied:.3f}"}}, {}),
        "half": ({"04c": {**answers["04c"], "share": "1"}, "04-q1": {"": []}}, {}),
        "nonsense": ({"04a": {"": "\x1b[2J9^9^9^9"}, "04b": {"x": "1"}, "99z": {"": "5"}}, {}),
    }
    for who, (given_, changed) in work.items():
        folder = root / "handed-in" / who / NAME
        folder.mkdir(parents=True)
        (folder / "answers.json").write_bytes(file_of(course, given_, **changed))
    assert collect(course, [root / "handed-in"], public=True) == []
    results = {r.participant: r for r in grade(course, public=True, **QUIET)}
    return course, results


class TestGrading:
    """The same judgement as a notebook's, in the same gradebook."""

    @pytest.mark.parametrize(
        ("who", "score"),
        [("all-right", 3), ("owner", 3), ("multiplied", 2), ("half", 0.5), ("nonsense", 0)],
    )
    def test_scores(self, graded, who, score):
        """Right is right however it was typed; parts earn parts; a page holds no verdict to trust."""
        _, results = graded
        assert (results[who].score.score, results[who].score.max_score) == (score, 3)

    def test_no_sandbox_is_asked_for(self, graded, monkeypatch):
        """Nothing of a page is run: it is graded where no sandbox can be had."""
        course, results = graded

        def no_pool(*_: object, **__: object) -> None:
            raise AssertionError("a sandbox was made")

        monkeypatch.setattr("gxd_teach.classroom.grading.Pool", no_pool)
        again = grade(course, public=True, force=True, **QUIET)
        assert {r.participant: r.score.score for r in again} == {
            who: result.score.score for who, result in results.items()
        }

    def test_nothing_is_graded_twice(self, graded):
        """A second call finds everything done."""
        course, _ = graded
        lines: list[str] = []
        grade(course, public=True, progress=lines.append)
        assert lines == []

    def test_what_the_assignment_does_not_ask_is_named(self, graded):
        """An id nobody knows is said; the terminal is not steered by it."""
        _, results = graded
        assert "99z" in str(results["nonsense"])
        assert "\x1b" not in str(results["nonsense"])
        assert "04-q1" not in str(results["half"])  # a quick check is known, and not graded

    def test_formgrader_and_feedback_show_the_answer(self, graded):
        """The notebook made up for them has what was typed, and the mistake is named."""
        course, _ = graded
        made = course.grading / "autograded" / "multiplied" / NAME / f"{NAME}.ipynb"
        cells = json.loads(made.read_text(encoding="utf-8"))["cells"]
        sources = "".join("".join(cell["source"]) for cell in cells)
        assert "kg'" in sources
        pages = {page.parent.parent.name: page for page in feedback(course, **QUIET)}
        assert "歩留まりは割り算" in pages["multiplied"].read_text(encoding="utf-8")

    def test_plain_nbgrader_gives_the_same_score(self, graded):
        """`nbgrader autograde` on the notebook laid beside the answers agrees."""
        course, results = graded
        clean = {key: value for key, value in os.environ.items() if key != "GXD_COURSE_ROOT"}
        nbgrader = Path(sys.executable).parent / "nbgrader"
        done = subprocess.run(
            [nbgrader, "autograde", NAME, "--force", "--student=multiplied"],
            cwd=course.root,
            env=clean,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        from gxd_teach.classroom.nbgrader_door import read_scores

        assert read_scores(course, NAME)["multiplied"].score == results["multiplied"].score.score

    def test_a_changed_edition_is_no_zero(self, graded):
        """Taken in under one edition and graded under another: named, and not scored."""
        course, _ = graded
        folder = course.grading / "submitted" / "late" / NAME
        folder.mkdir(parents=True)
        (folder / "answers.json").write_bytes(file_of(course, {}, edition="1999.01"))
        results = {r.participant: r for r in grade(course, public=True, **QUIET)}
        assert results["late"].score is None
        assert "1999.01" in str(results["late"])
        shutil.rmtree(folder)


class TestCollecting:
    """A file, a folder, a zip, and what is refused."""

    @pytest.mark.parametrize("kind", ["file", "renamed", "folder", "zip"])
    def test_one_persons_answers_in_any_wrapping(self, course, tmp_path, kind):
        """As the browser saved it, under another name, in its folder, in a zip."""
        folder = tmp_path / "work"
        folder.mkdir()
        name = {"renamed": "answers (2).json"}.get(kind, "answers.json")
        (folder / name).write_bytes(file_of(course, right(course)))
        place = folder if kind == "folder" else folder / name
        if kind == "zip":
            place = tmp_path / "w.zip"
            with zipfile.ZipFile(place, "w") as archive:
                archive.write(folder / name, f"p1/{name}")
        assert collect(course, [place], "p1") == []
        assert (course.grading / "submitted" / "p1" / NAME / "answers.json").exists()

    def test_another_persons_file_is_refused_by_name(self, course, tmp_path):
        """The file says p2, the command p1: both are named, nothing is taken."""
        course.secret(create=True)
        (course.grading / "roster.csv").write_text("id,name\np1,\np2,\n", encoding="utf-8")
        file = tmp_path / "answers.json"
        file.write_bytes(file_of(course, {"04a": {"": "1"}}, participant="p2"))
        (said,) = collect(course, [file], "p1")
        assert "p1" in said
        assert "p2" in said
        assert not (course.grading / "submitted").exists()

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"{", "answers.json"),
            (b'{"format":1,"edition":"1999.01","participant":"public","answers":{}}', "1999.01"),
            (b"", "answers.json"),
        ],
    )
    def test_what_is_not_taken_is_said(self, course, tmp_path, content, words):
        """Why, and which file."""
        file = tmp_path / "answers.json"
        file.write_bytes(content)
        (said,) = collect(course, [file], "p1")
        assert words in said

    def test_quick_checks_alone_are_no_submission(self, course, tmp_path):
        """They have no points: it is said that nothing graded is in the file."""
        file = tmp_path / "answers.json"
        file.write_bytes(file_of(course, {"04-q1": {"": ["x"]}}))
        (said,) = collect(course, [file], "p1")
        assert "採点する問" in said

    def test_an_untouched_notebook_beside_it_is_no_second_submission(
        self, course, course_root, tmp_path
    ):
        """Who zips the whole kit has its empty notebook in it; one that was worked on is named."""
        shutil.copytree(course_root / "exercises", course.exercises)
        kit = tmp_path / NAME
        shutil.copytree(course.exercises / NAME, kit)
        (kit / "answers.json").write_bytes(file_of(course, right(course)))
        assert collect(course, [kit], "p1") == []
        submitted = course.grading / "submitted" / "p1" / NAME
        assert [path.name for path in submitted.iterdir()] == ["answers.json"]
        notebook = kit / f"{NAME}.ipynb"
        notebook.write_text(
            notebook.read_text(encoding="utf-8").replace(
                "answer_04a = None", "answer_04a = 1"
            ),
            encoding="utf-8",
        )  # fmt: skip
        (said,) = collect(course, [kit], "p1")
        assert "answers.json" in said

    def test_what_is_handed_in_later_counts(self, course, course_root, tmp_path):
        """A notebook after the page replaces it, and the other way round."""
        (tmp_path / "answers.json").write_bytes(file_of(course, right(course)))
        shutil.copy(course_root / "exercises" / NAME / f"{NAME}.ipynb", tmp_path)
        submitted = course.grading / "submitted" / "p1" / NAME
        for name in ("answers.json", f"{NAME}.ipynb", "answers.json"):
            assert collect(course, [tmp_path / name], "p1") == []
            assert [path.name for path in submitted.iterdir()] == [name]


class TestShapes:
    """Tables and sets as a page sends them; what only a notebook can answer."""

    def question(self, id_: str, **declared: Any) -> Question:
        return Question(
            id_, title=Text("題", "t"), ask=Text("問", "q"), given=(), objective="o",
            read_more="r", draw=lambda draw: {}, **declared,
        )  # fmt: skip

    def notebook(self, *ids: str) -> bytes:
        """A released and at once a source notebook with an answer and a grading cell each."""
        cells: list[dict[str, Any]] = []
        for id_ in ids:
            for name, source, grade_ in (
                (f"answer-{id_}", f"answer_{id_} = None", False),
                (f"judge-{id_}", f'judge("{id_}", answer_{id_})', True),
            ):
                mark = {"grade_id": name, "grade": grade_, "locked": grade_, "solution": not grade_,
                        "points": 1, "schema_version": 3, "task": False}  # fmt: skip
                cells.append({"cell_type": "code", "id": name, "source": source, "outputs": [],
                              "execution_count": None, "metadata": {"nbgrader": mark}})  # fmt: skip
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()

    def verdicts(self, questions: list[Question], answers: dict[str, Any]) -> dict[str, Any]:
        """Judge a page against these questions."""
        notebook = self.notebook(*(question.id for question in questions))
        instances = {q.id: q.instance(edition="e") for q in questions}
        page = read_answers(json.dumps({"format": 1, "edition": "e", "participant": "public",
                                        "answers": answers}).encode())  # fmt: skip
        marked = mark_answers(page, plan_of(notebook, notebook), instances, notebook)
        return {cell: verdict.outcome for cell, verdict in marked.verdicts.items()}

    def test_a_table_by_its_cells_and_a_set_by_its_options(self):
        """A cell is named by row and column; the order of a set does not matter."""
        table = self.question(
            "t", shape=Table(("電力", "輸送"), {"kg": Number("kg")}), points=1,
            reference=lambda data: {"電力": {"kg": 5}, "輸送": {"kg": 2}},
        )  # fmt: skip
        some = self.question(
            "s", parts={"": Part(Choices(("a", "b", "c")))}, reference=lambda data: ["a", "b"]
        )
        answers = {"t": {"電力 / kg": "５", "輸送 / kg": "2000 g"}, "s": {"": ["b", "a"]}}
        found = self.verdicts([table, some], answers)
        assert found == {"judge-t": "right", "judge-s": "right"}
        found = self.verdicts([table, some], {"t": {"電力 / kg": "5"}, "s": {"": []}})
        assert found == {"judge-t": "wrong", "judge-s": "wrong"}
        assert self.verdicts([table, some], {}) == {
            "judge-t": "unanswered",
            "judge-s": "unanswered",
        }

    def test_a_function_is_for_the_notebook(self):
        """What is typed for it in a file by hand is not run, and not judged."""
        twice = self.question(
            "f", shape=Calls(((2,), (3,)), Number("kg")), reference=lambda data: lambda x: 2 * x
        )
        assert self.verdicts([twice], {"f": {"": "lambda x: 2 * x"}}) == {"judge-f": "unanswered"}
        assert self.verdicts([twice], {"f": {"(2)": "4", "(3)": "6"}}) == {"judge-f": "unanswered"}

    def test_the_notebook_made_up_holds_text_only(self):
        """Whatever was typed stands in it as a text, never as code."""
        one = self.question("n", parts={"": Part(Number("kg"))}, reference=lambda data: 5)
        notebook = self.notebook("n")
        evil = "'''\nimport os; os._exit(1)\n#"
        page = PageAnswers("e", PUBLIC, {"n": {"": evil}})
        plan = plan_of(notebook, notebook)
        made = json.loads(notebook_with(page, plan, {"n": one.instance(edition="e")}, notebook))
        names: dict[str, Any] = {}
        exec(made["cells"][0]["source"], names)
        assert names["answer_n"] == evil


def test_how_it_is_graded_with_nbgrader_too(course, course_root, tmp_path):
    """`--with-nbgrader` grades notebooks by nbgrader; pages are judged as ever."""
    file = tmp_path / "answers.json"
    file.write_bytes(file_of(course, right(course)))
    assert collect(course, [file], "p1") == []
    (result,) = grade(course, how=How(with_nbgrader=True), **QUIET)
    assert result.score.score == 3
