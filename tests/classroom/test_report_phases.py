"""A test before and after the course, from one bank."""

from __future__ import annotations

import json

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.gradebook import Register
from gxd_teach.classroom.release import release
from gxd_teach.classroom.reports.class_report import gather
from gxd_teach.classroom.reports.phases import make_phase
from gxd_teach.errors import GxdError
from tests.classroom.test_report_class import (
    NAME,
    QUIET,
    _answer,
    enroll,
    enter,
    instances_of,
    untouched,
)

PRE, POST = f"{NAME}-pre", f"{NAME}-post"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with both tests, made and released."""
    made = untouched(tmp_path_factory.mktemp("phases"))
    for phase in ("pre", "post"):
        make_phase(made, NAME, phase)
    release(made, [PRE, POST], **QUIET)
    enroll(made, {who: "" for who in ("anna", "bert", "carl", "dora")})
    return made


class TestTests:
    """The two assignments."""

    def test_they_ask_the_same_with_other_numbers(self, course):
        """Same questions and points; nobody meets the same numbers twice."""
        plain, pre, post = (load_bank(course, name) for name in (NAME, PRE, POST))
        asked = [id_ for id_, question in plain.items() if question.points > 0]
        assert list(pre) == list(post) == asked
        for id_ in asked:
            assert pre[id_].ask == plain[id_].ask
        data = {
            name: [str(one.data) for one in instances_of(course, "anna", name).values()]
            for name in (PRE, POST)
        }
        data[NAME] = [str(instances_of(course, "anna", NAME)[id_].data) for id_ in asked]
        assert len({*data[PRE], *data[POST], *data[NAME]}) == 3 * len(asked)

    def test_they_have_no_self_check(self, course):
        """It would teach what is to be measured; the grading cells are there."""
        cells = json.loads((course.exercises / PRE / f"{PRE}.ipynb").read_text("utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        assert not any(source.startswith("check(") for source in code)
        told = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        assert "`check(" not in told
        assert "`hint(" not in told
        assert f"`{NAME}.ipynb`" not in told
        graded = [c["metadata"]["nbgrader"]["grade_id"] for c in cells
                  if c["metadata"].get("nbgrader", {}).get("grade")]  # fmt: skip
        assert graded == ["pre-judge-04a", "pre-judge-04b", "pre-judge-04c"]

    def test_the_gain_is_shown_by_objective(self, course):
        """04b: none of four before, three after, of the four who sat both: g = 0.75."""
        people = ("anna", "bert", "carl", "dora")
        with Register(course) as register:
            for number, who in enumerate(people):
                for name, right in ((PRE, False), (POST, number < 3)):
                    instances = instances_of(course, who, name)
                    answers = {id_: _answer(one, "right", 0) for id_, one in instances.items()}
                    if not right:
                        answers["04b"] = _answer(instances["04b"], "multiplied", 0)
                    enter(course, register, who, answers, name=name)
        report = gather(course, [PRE, POST])
        gains = {one.id: one for one in report.gains}
        won = gains["04-yield-divides"]
        assert (won.assignment, won.n, won.before, won.after, won.gain) == (
            NAME,
            4,
            0.0,
            0.75,
            0.75,
        )
        assert gains["04-hot-spot"].gain is None  # nothing was missing before
        from gxd_teach.classroom.reports.class_report import write_report
        from tests.classroom.test_reports import Checker

        page = write_report(report, course.root / "out").read_text(encoding="utf-8")
        assert "事前テストと事後テスト" in Checker(page).text


class TestMaking:
    """`gxd class pretest NAME`"""

    def test_again_is_the_same(self, course):
        """Nothing changes where nothing changed."""
        folder = course.solutions / PRE
        before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        make_phase(course, NAME, "pre")
        after = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        assert after == before

    def test_a_changed_bank_asks_for_the_test_again(self, tmp_path):
        """A test from questions that are no longer asked is not given."""
        made = untouched(tmp_path)
        make_phase(made, NAME, "pre")
        bank = made.solutions / NAME / "questions.py"
        bank.write_text(bank.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
        with pytest.raises(GxdError, match=r"GXD-C172.*pretest"):
            load_bank(made, PRE)
        make_phase(made, NAME, "pre")
        assert load_bank(made, PRE)

    @pytest.mark.parametrize(
        ("name", "phase", "code"),
        [("nothing", "pre", "GXD-C060"), (NAME, "mid", "GXD-C170"), (PRE, "post", "GXD-C171")],
    )
    def test_refusals(self, course, name, phase, code):
        """Each by name."""
        with pytest.raises(GxdError) as caught:
            make_phase(course, name, phase)
        assert caught.value.code == code
