"""A new assignment works at once, and is never there by half."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.collecting import collect
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.grading import grade
from gxd_teach.classroom.instrument import examine
from gxd_teach.classroom.linting import lint
from gxd_teach.classroom.new_assignment import KINDS, new_assignment
from gxd_teach.classroom.release import release
from gxd_teach.commands.class_tools import add_lint, add_new
from gxd_teach.errors import GxdError

NAME = "07-try"


def cells(notebook: Path) -> list[dict]:
    return json.loads(notebook.read_text(encoding="utf-8"))["cells"]


def hand_in(course: Course, who: str, content: bytes) -> Path:
    folder = course.root / "handed-in" / who / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_bytes(content)
    return course.root / "handed-in"


def test_straight_afterwards_it_is_linted_released_and_graded(course):
    """One question of every kind: nothing to mend; right answers get all points, untouched none."""
    kinds = [kind for kind in KINDS if kind != "text"]
    folder = new_assignment(course, NAME, kinds)
    found = lint(course, [NAME], count=3)
    assert found.ok, str(found)
    assert found.score == 100
    assert {line.question for line in found.lines} == {*load_bank(course, NAME), ""}
    assert release(course, [NAME], progress=lambda line: None) == [NAME]
    released = course.exercises / NAME / f"{NAME}.ipynb"
    hand_in(course, "p-untouched", released.read_bytes())
    place = hand_in(course, "p-right", (folder / f"{NAME}.ipynb").read_bytes())
    assert collect(course, [place], None, public=True) == []
    results = grade(course, [NAME], public=True, progress=lambda line: None)
    scores = {one.participant: one.score for one in results}
    assert scores["p-right"].score == scores["p-right"].max_score == len(kinds)
    assert scores["p-untouched"].score == 0


def test_a_text_waits_for_a_person(course):
    """By hand: the release holds no model answer, and grading leaves the points to an instructor."""
    folder = new_assignment(course, NAME, ["number", "text"])
    assert load_bank(course, NAME)["07b"].by_hand is not None
    assert lint(course, [NAME], count=2).ok
    release(course, [NAME], progress=lambda line: None)
    released = course.exercises / NAME / f"{NAME}.ipynb"
    assert "解答例" not in released.read_text(encoding="utf-8")
    written = (folder / f"{NAME}.ipynb").read_bytes()
    collect(course, [hand_in(course, "p001", written)], None, public=True)
    (result,) = grade(course, [NAME], public=True, progress=lambda line: None)
    assert result.score.by_cell["judge-07a"] == 1
    assert result.score.by_cell["answer-07b"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_starter_is_an_instrument(course, kind):
    """Two mistakes, two hints, both languages, TODO where the author is to write."""
    folder = new_assignment(course, NAME, [kind])
    (question,) = load_bank(course, NAME).values()
    assert len(question.misconceptions) == (0 if kind == "text" else 2)
    assert len(question.hints) == 2
    found = examine(question, edition=course.edition)
    assert found.faults == []
    assert "TODO" in (folder / "questions.py").read_text(encoding="utf-8")
    assert "@" not in (folder / f"{NAME}.ipynb").read_text(encoding="utf-8")


def test_ids_go_on_where_another_assignment_stopped(course):
    """No two assignments share a question's id."""
    new_assignment(course, "04-more", ["number", "number"])
    assert list(load_bank(course, "04-more")) == ["04d", "04e"]


def test_the_letters_of_a_chapter_run_out(course):
    """Twenty-six questions, and no twenty-seventh."""
    with pytest.raises(GxdError, match="GXD-C193"):
        new_assignment(course, NAME, ["number"] * 27)


@pytest.mark.parametrize(
    "name", ["", "transport", "5-transport", "05", "05-", "05-Transport", "05-輸送", "05-a b",
             "../05-a", "05-a/b", "05-a_b", "٠٥-a", "05-a\n", "05-" + "a" * 60],
)  # fmt: skip
def test_names_that_cannot_be_folders_are_refused(course, name):
    """Two digits, a hyphen, small letters; nothing is made."""
    before = sorted(course.solutions.iterdir())
    with pytest.raises(GxdError, match="GXD-C190"):
        new_assignment(course, name)
    assert sorted(course.solutions.iterdir()) == before


def test_nothing_is_overwritten(course):
    """Neither a source nor a release of that name."""
    with pytest.raises(GxdError, match="GXD-C191"):
        new_assignment(course, "04-product")
    (course.exercises / NAME).mkdir(parents=True)
    with pytest.raises(GxdError, match="GXD-C191"):
        new_assignment(course, NAME)


@pytest.mark.parametrize("kinds", [[], ["essay"], "number,,table", ["number", "Number"]])
def test_unknown_kinds_are_refused(course, kinds):
    """The known ones are listed, and nothing is made."""
    with pytest.raises(GxdError, match=r"GXD-C192.*choices"):
        new_assignment(course, NAME, kinds)
    assert not (course.solutions / NAME).exists()


def test_no_half_made_folder_is_left(course, monkeypatch):
    """A full disk in the middle leaves the course as it was."""
    before = sorted(course.solutions.iterdir())

    def full(*given, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        new_assignment(course, NAME)
    assert sorted(course.solutions.iterdir()) == before


class TestLintOfNotebooks:
    """What does not fit together between notebook, bank and release is said."""

    def change(self, course: Course, edit) -> list[str]:
        """Edit the cells of a new notebook, and lint without running it."""
        folder = new_assignment(course, NAME)
        file = folder / f"{NAME}.ipynb"
        content = json.loads(file.read_text(encoding="utf-8"))
        edit({cell["id"]: cell for cell in content["cells"]}, content["cells"])
        file.write_text(json.dumps(content), encoding="utf-8")
        found = lint(course, [NAME], count=1, run=False)
        return [fault.en for line in found.lines for fault in line.faults]

    def test_other_points_than_in_the_bank(self, course):
        """A notebook that gives two points where the bank gives one."""

        def edit(by_id, cells):
            by_id["judge-07a"]["metadata"]["nbgrader"]["points"] = 2

        assert self.change(course, edit) == [
            "question 07a has 2 points in the notebook and 1 in the bank"
        ]

    def test_another_variable_than_the_answer(self, course):
        """A grading cell that judges a name nobody sets."""

        def edit(by_id, cells):
            cell = by_id["judge-07a"]
            cell["source"] = "".join(cell["source"]).replace("answer_07a", "answr_07a")

        assert self.change(course, edit) == [
            "the grading cell judge-07a judges answr_07a, which no answer cell sets"
        ]

    def test_a_grading_cell_that_is_gone(self, course):
        """A question nobody can get points for."""
        said = self.change(course, lambda by_id, cells: cells.remove(by_id["judge-07a"]))
        assert said == ["question 07a has no grading cell"]

    def test_cells_with_one_id(self, course):
        """Two cells with one grade id are one cell to nbgrader."""

        def edit(by_id, cells):
            by_id["show-07a"]["metadata"]["nbgrader"]["grade_id"] = "ask-07a"

        assert self.change(course, edit) == ["two cells have the grade_id ask-07a"]

    def test_a_reference_notebook_that_is_wrong(self, course):
        """The solution divides by the pieces begun: it does not get its point."""
        folder = new_assignment(course, NAME)
        file = folder / f"{NAME}.ipynb"
        text = file.read_text(encoding="utf-8").replace('q[\\"good\\"]', 'q[\\"begun\\"]')
        file.write_text(text, encoding="utf-8")
        found = lint(course, [NAME], count=1)
        (fault,) = found.lines[-1].faults
        assert "does not get full points for 07a" in fault.en
        assert not found.ok

    def test_a_release_out_of_step(self, course):
        """An edited source says that it wants to be released again."""
        folder = new_assignment(course, NAME)
        release(course, [NAME], progress=lambda line: None)
        assert lint(course, [NAME], count=1).ok
        file = folder / f"{NAME}.ipynb"
        file.write_text(file.read_text(encoding="utf-8").replace("お疲れさま", "おつかれさま"))
        (fault,) = lint(course, [NAME], count=1).lines[-1].faults
        assert fault.en == f"the release is out of step ({NAME}.ipynb): run gxd class release"

    def test_no_gradebook_hears_of_it(self, course):
        """Linting leaves the course as it found it."""
        new_assignment(course, NAME)
        before = sorted(path.relative_to(course.root) for path in course.root.rglob("*"))
        lint(course, [NAME], count=1)
        assert sorted(path.relative_to(course.root) for path in course.root.rglob("*")) == before

    def test_a_bank_that_cannot_be_read(self, course):
        """A slip in questions.py is a line of the table, not a traceback."""
        folder = new_assignment(course, NAME)
        (folder / "questions.py").write_text("q = Question(", encoding="utf-8")
        assert "cannot be read (SyntaxError" in lint(course, [NAME]).lines[-1].faults[0].en


class TestCommands:
    """The words on the command line."""

    def call(self, add, *words: str) -> int:
        parser = argparse.ArgumentParser()
        add(parser)
        options = parser.parse_args(words)
        return int(options.run(options) or 0)

    def test_new_then_lint(self, course, capsys):
        """Both files are named; lint ends with 0, and with 1 once a hint is missing."""
        assert self.call(add_new, NAME, "--kinds", "choice") == 0
        assert "questions.py" in capsys.readouterr().out
        lint_it = (NAME, "--people", "1", "--no-run")
        assert self.call(add_lint, *lint_it, "--format", "json") == 0
        assert json.loads(capsys.readouterr().out)["score"] == 100.0
        bank = course.solutions / NAME / "questions.py"
        text = bank.read_text(encoding="utf-8").replace(
            '        Text("質量 × 排出係数を比べます。", "Compare mass times factor."),\n', ""
        )
        bank.write_text(text, encoding="utf-8")
        assert self.call(add_lint, *lint_it) == 1
        assert "ヒントは 2 つ要ります" in capsys.readouterr().out

    def test_a_table_for_who_wants_one(self, course):
        """One row a line."""
        shutil.rmtree(course.solutions / "04-product")
        new_assignment(course, NAME)
        frame = lint(course, count=1, run=False).to_frame()
        assert list(frame["question"]) == ["07a", ""]
