"""Hostile submissions: no point gained, nothing changed, nobody else the worse for it.

The gallery is in `hostile/`, one attack a file. All of it is graded in one class, with an honest
submission behind each attack.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.grading import Graded, How, grade
from gxd_teach.classroom.release import release
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.walls import why_no_walls

NAME = "04-product"
GALLERY = sorted((Path(__file__).parent / "hostile").glob("*.py.txt"))
SECRET = "canary-in-the-environment-of-the-grader"
LIMITS = Limits(cell_seconds=2, seconds=8, memory_mb=512, output_kb=64, sent_kb=2048)
LEFT_BEHIND = "987654"  # in the command line or the file name of all that an attack leaves behind


def need_walls() -> None:
    """Skipped loudly where no sandbox can be had; never in CI."""
    problem = why_no_walls()
    if problem is not None:
        if os.environ.get("CI"):
            pytest.fail(str(problem))
        pytest.skip(str(problem))


@dataclass
class Attack:
    """A file of the gallery."""

    name: str
    holds: list[str] = field(default_factory=list)
    graded: bool = True
    cells: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Attack:
        head, *cells = re.split(r"^# %% ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        holds = re.search(r"^# holds: (.*)$", head, flags=re.MULTILINE)
        assert head.startswith('"""'), f"{file.name}: say what it tries"
        return cls(
            file.name.removesuffix(".py.txt").replace("_", "-"),
            holds[1].split() if holds else [],
            "# not graded" not in head,
            dict(cell.split("\n", 1) for cell in cells),
        )

    def notebook(self, released: str, right: dict[str, str]) -> str:
        """The released notebook with the attack in it."""
        notebook: dict[str, Any] = json.loads(released)
        for cell in notebook["cells"]:
            question = cell["id"].removeprefix("answer-")
            if cell["id"].startswith("answer-"):
                cell["source"] = right[question] if question in self.holds else cell["source"]
                cell["source"] = self.cells.get(question, cell["source"])
        for place, where in (("first", 2), ("last", len(notebook["cells"]) + 1)):
            if place in self.cells:
                new = {"id": place, "metadata": {}, "outputs": [], "execution_count": None}
                notebook["cells"].insert(
                    where, new | {"cell_type": "code", "source": self.cells[place]}
                )
        exec(self.cells.get("notebook", ""), {"notebook": notebook})
        return json.dumps(notebook)


ATTACKS = [Attack.read(file) for file in GALLERY]


def right_answers(course: Course) -> dict[str, str]:
    """The code of right answers to the public questions."""
    made = {}
    for id_, question in load_bank(course, NAME).items():
        expected = dict(question.instance(edition=course.edition).expected())
        made[id_] = f"answer_{id_} = {expected.get('', expected)!r}"
    return made


def fingerprints(*folders: Path) -> dict[str, str]:
    """Every file below with its content."""
    return {
        str(file): hashlib.sha256(file.read_bytes()).hexdigest()
        for folder in folders for file in sorted(folder.rglob("*"))
        if file.is_file() and file.parent.name != "__pycache__"
    }  # fmt: skip


def small_course(root: Path, checkout: Path) -> Course:
    """A released copy of the course."""
    for name in (f"solutions/{NAME}", "datasets"):
        shutil.copytree(checkout / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(checkout / name, root / name)
    course = Course.at(root)
    release(course, [NAME], progress=lambda line: None)
    return course


def hand_in(course: Course, participant: str, notebook: str) -> None:
    folder = course.grading / "submitted" / participant / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(notebook, encoding="utf-8")


@dataclass
class Class:
    """What became of the class."""

    course: Course
    results: dict[str, Graded]
    before: dict[str, str]
    after: dict[str, str]
    left: list[str]

    def notebook(self, name: str) -> dict[str, Any]:
        file = self.course.grading / "autograded" / f"{name}" / NAME / f"{NAME}.ipynb"
        made: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return made


@pytest.fixture(scope="module")
def hostile_class(tmp_path_factory, course_root):
    """Everybody of the gallery and as many honest people, graded together."""
    need_walls()
    root = tmp_path_factory.mktemp("hostile") / "course"
    root.mkdir()
    course = small_course(root, course_root)
    course.secret(create=True)
    released = (course.exercises / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    right = right_answers(course)
    honest = Attack("honest", holds=list(right)).notebook(released, right)
    for attack in ATTACKS:
        hand_in(course, attack.name, attack.notebook(released, right))
        hand_in(course, f"{attack.name}-z-honest", honest)
    places = [course.solutions, course.exercises, course.root / "datasets",
              course.grading / "submitted", course_root / "gxd_teach" / "classroom" / "sandbox"]  # fmt: skip
    before = fingerprints(*places)
    there = set(psutil.Process().children(recursive=True))  # of an earlier test, maybe
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("GRADING_CANARY", SECRET)
        results = grade(
            course, [NAME], public=True, how=How(jobs=2, limits=LIMITS), progress=lambda line: None
        )
    left = [str(p) for p in psutil.Process().children(recursive=True) if p not in there]
    for process in psutil.process_iter(["cmdline"]):
        left += [str(process.pid)] if LEFT_BEHIND in " ".join(process.info["cmdline"] or ()) else []
    return Class(course, {r.participant: r for r in results}, before, fingerprints(*places), left)


def test_the_gallery_is_large():
    """Thirty attacks were asked for."""
    assert len(ATTACKS) >= 30


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_point_is_gained_and_none_lost(hostile_class, attack):
    """It gets the points of the right answers it holds, and no others."""
    result = hostile_class.results[attack.name]
    if not attack.graded:
        assert result.problem is not None
        assert result.score is None
        return
    cells = {name: points for name, points in result.score.by_cell.items() if points}
    assert cells == {f"judge-{question}": 1.0 for question in attack.holds}
    assert result.score.max_score == 3


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_next_submission_is_graded_right(hostile_class, attack):
    """Whoever comes behind it gets full marks, and no remark."""
    result = hostile_class.results[f"{attack.name}-z-honest"]
    assert result.score.score == 3
    assert not result.lost
    assert not result.notes


def test_nothing_outside_has_changed(hostile_class):
    """Solutions, releases, data, package and everybody's work are what they were."""
    assert hostile_class.after == hostile_class.before


def test_nobody_is_left_behind(hostile_class):
    """No process outlives its submission, no answer was unpickled."""
    assert hostile_class.left == []
    assert not list(Path("/tmp").glob(f"*{LEFT_BEHIND}*"))


def test_the_gradebook_holds_what_was_graded(hostile_class):
    """One row for each submission and grading cell; no score by hand, none above its most."""
    with sqlite3.connect(hostile_class.course.grading / "gradebook.db") as book:
        scores = book.execute("select auto_score, manual_score, extra_credit from grade").fetchall()
        (most,) = book.execute("select max(max_score) from grade_cells").fetchone()
        (students,) = book.execute("select count(*) from student").fetchone()
    graded = sum(attack.graded for attack in ATTACKS) + len(ATTACKS)
    assert (students, len(scores), most) == (graded, 3 * graded, 1)
    assert all(0 <= score <= 1 for score, _, _ in scores)
    assert all(manual is None and not extra for _, manual, extra in scores)


def test_a_loss_is_no_zero(hostile_class):
    """What was stopped is named for a person to look at, with the reason."""
    for name in ("endless-loop", "os-exit", "fork-bomb", "cannot-be-interrupted"):
        assert hostile_class.results[name].lost, name


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.graded], ids=lambda attack: attack.name)
def test_what_an_instructor_opens_is_harmless(hostile_class, attack):
    """A valid notebook of plain outputs, and a page made of it that runs nothing."""
    import nbformat
    from nbconvert import HTMLExporter

    notebook = hostile_class.notebook(attack.name)
    nbformat.validate(notebook)
    text = json.dumps(notebook, ensure_ascii=False)
    outputs = [one for cell in notebook["cells"] for one in cell.get("outputs", ())]
    assert len(json.dumps(outputs, ensure_ascii=False)) < 20 * LIMITS.output_kb * 1024
    for one in outputs:
        assert not {form for form in one.get("data", {}) if "script" in form or "svg" in form}
    for secret in (SECRET, hostile_class.course.secret().hex(), os.uname().nodename):
        assert secret not in text
    if attack.name in ("active-outputs", "half-characters", "odd-outputs"):
        page, _ = HTMLExporter(sanitize_html=True, template_name="basic").from_notebook_node(
            nbformat.from_dict(notebook)
        )
        tags = re.findall(r"<[a-z][^<>]*>", page)
        assert not [tag for tag in tags if re.match(r"<(script|iframe|form|meta|svg|object)", tag)]
        assert not [tag for tag in tags if re.search(r"\son\w+\s*=|javascript:", tag)]


def test_what_attacks_report_of_themselves(hostile_class):
    """Nothing was found, reached, written or made."""
    for name, said in [("reads-the-solutions", "FOUND []"), ("network", "REACHED []"),
                       ("writes-to-the-kit", "WRITTEN []"), ("another-room", "ROOMS False"),
                       ("looks-into-others", "KEYS -1 -1"), ("other-worlds", "WON []")]:  # fmt: skip
        assert said in json.dumps(hostile_class.notebook(name)), name
