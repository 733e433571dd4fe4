"""A notebook as it was handed in: what counts is the released one, and each repair is named."""

from __future__ import annotations

import json
from types import SimpleNamespace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.classroom import marking
from gxd_teach.classroom.handed_in import make_ready, plan_of
from gxd_teach.classroom.marking import mark_submission
from gxd_teach.classroom.outputs import tidy
from gxd_teach.classroom.sandbox.pool import Outcome
from gxd_teach.errors import GxdError


def cell(name: str, source: str, kind: str = "code", **mark: object) -> dict:
    """A cell as nbgrader marks it."""
    marked = {"grade": False, "solution": False, "locked": True, "grade_id": name, **mark}
    made = {"cell_type": kind, "source": source, "metadata": {"nbgrader": marked}}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def answer(name: str, source: str) -> dict:
    return cell(f"answer-{name}", source, solution=True, locked=False)


def judge(name: str, source: str) -> dict:
    return cell(f"judge-{name}", source, grade=True, points=1)


def notebook(*cells: dict) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()


RELEASED = [
    cell("ask-a", "a?", "markdown"), answer("a", "answer_a = None"), judge("a", "# locked"),
    cell("ask-b", "b?", "markdown"), answer("b", "answer_b = None"), judge("b", "# locked"),
    cell("essay", "", "markdown", grade=True, solution=True, locked=False, points=2),
]  # fmt: skip
SOURCE = [
    answer("a", "answer_a = 1"), judge("a", 'judge("qa", answer_a)'),
    answer("b", "answer_b = 2"), judge("b", 'judge("qb", answer_b)'), RELEASED[-1],
]  # fmt: skip
PLAN = plan_of(notebook(*SOURCE), notebook(*RELEASED))


def asked(content: bytes) -> dict[str, str]:
    """For each grading cell, the source of the cell after which it is asked for."""
    made = make_ready(content, PLAN)
    return {name: made.cells[place]["source"] for place, names in made.asked_after.items() for name in names}  # fmt: skip


def test_the_plan_says_what_is_asked_for():
    """Question and variable come from the source's grading cell, never from the submission."""
    assert PLAN.answers == {"judge-a": ("qa", "answer_a"), "judge-b": ("qb", "answer_b")}
    assert PLAN.by_hand == ("essay",)


def test_a_grading_cell_that_judges_nothing_is_refused():
    """An instructor's slip is named by its cell."""
    with pytest.raises(GxdError, match=r"GXD-C100.*judge-a"):
        plan_of(notebook(judge("a", "print(1)")), notebook(*RELEASED))


def test_an_untouched_notebook_needs_no_repair():
    """The released notebook is as it was released."""
    made = make_ready(notebook(*RELEASED), PLAN)
    assert made.repairs == ()
    assert [c["source"] for c in made.cells] == [c["source"] for c in RELEASED]


def test_locked_cells_are_put_back():
    """Whatever stands in them, their source, kind and marks are the release's."""
    edited = [dict(c) for c in RELEASED]
    edited[2] = cell("judge-a", "1.0", "markdown", grade=True, points=100, locked=False)
    made = make_ready(notebook(*edited), PLAN)
    assert made.cells[2]["source"] == "# locked"
    assert made.cells[2]["metadata"]["nbgrader"]["points"] == 1
    assert "judge-a" in made.repairs[0].en


def test_missing_grading_cells_are_put_back_and_asked_for():
    """Deleting them spares nobody."""
    made = make_ready(notebook(answer("a", "answer_a = 5")), PLAN)
    assert [text.en for text in made.repairs] == [
        f"the grading cell {name} was missing and has been put back" for name in ("judge-a", "judge-b", "essay")
    ]  # fmt: skip
    assert asked(notebook(answer("a", "answer_a = 5"))).keys() == {"judge-a", "judge-b"}


def test_of_two_cells_of_a_name_the_first_counts():
    """The second is run as a cell like any other, without a mark."""
    made = make_ready(notebook(*RELEASED, answer("a", "answer_a = 7")), PLAN)
    assert "twice" in made.repairs[0].en
    assert made.cells[-1]["metadata"] == {}


def test_in_any_order_an_answer_is_asked_for_when_it_is_there():
    """Behind both the answer's cell and its grading cell."""
    turned = [RELEASED[2], RELEASED[5], answer("b", "answer_b = 2"), answer("a", "answer_a = 1")]
    assert asked(notebook(*turned)) == {"judge-a": "answer_a = 1", "judge-b": "answer_b = 2"}


def test_kernel_outputs_and_ids_play_no_part():
    """What a submission says of itself is not carried on."""
    sly = {**answer("a", "x"), "outputs": [{"output_type": "stream", "name": "stdout", "text": "1/1"}],
           "execution_count": 9, "attachments": {"a": 1}, "id": "../x"}  # fmt: skip
    made = make_ready(notebook(sly), PLAN).cells[0]
    assert (made["outputs"], made["execution_count"]) == ([], None)
    assert made.keys() == {"cell_type", "source", "metadata", "outputs", "execution_count"}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"5", b"null", b'{"cells": {}}', b'{"cells": "ab"}', b'{"cells": [1]}',
                b'{"cells": [{}]}', b'{"cells": [{"cell_type": 5}]}', b"\xff\xfe", b"[" * 100_000,
                b'{"cells": ' + b"9" * 10_000 + b"}"],
)  # fmt: skip
def test_what_is_no_notebook_is_named(content):
    """One error, which says to have it saved again."""
    with pytest.raises(GxdError, match="GXD-C101"):
        make_ready(content, PLAN)


def test_far_too_many_cells_are_refused():
    """Nobody writes two thousand cells."""
    with pytest.raises(GxdError, match="GXD-C102"):
        make_ready(notebook(*[cell("x", "1")] * 2001), PLAN)


def test_half_a_character_in_a_source_becomes_a_question_mark():
    """JSON can hold it, a file cannot."""
    made = make_ready(notebook({"cell_type": "code", "source": ["a\ud800", 5, None, "b"]}), PLAN)
    assert made.cells[0]["source"] == "a?b"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
odd_cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw", "heading"])},
    optional={
        "source": anything,
        "metadata": anything
        | st.fixed_dictionaries(
            {"nbgrader": anything | st.fixed_dictionaries(
                {"grade_id": anything | st.sampled_from(["answer-a", "judge-a", "essay"])}
            )}
        ),
    },
)  # fmt: skip


@given(st.lists(odd_cells, max_size=6))
def test_every_notebook_becomes_one_that_can_be_run(cells):
    """Whatever its cells are, both questions are asked, each once, and the result is text."""
    made = make_ready(json.dumps({"cells": cells}).encode(), PLAN)
    names = [name for names in made.asked_after.values() for name in names]
    assert sorted(names) == ["judge-a", "judge-b"]
    assert all(isinstance(c["source"], str) for c in made.cells)
    json.dumps(made.cells, ensure_ascii=False).encode()


output_fields = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data", "execute_result", "x"])},
    optional={
        "name": st.sampled_from(["stdout", "stderr", "<b>"]) | anything, "text": anything,
        "ename": st.text(max_size=3), "evalue": st.text(max_size=3), "traceback": anything,
        "data": st.dictionaries(st.sampled_from(["text/plain", "image/png", "text/html"]), anything),
        "metadata": st.dictionaries(st.text(max_size=3), anything, max_size=2),
        "execution_count": anything,
    },
)  # fmt: skip


@given(output_fields)
def test_every_output_becomes_one_of_the_notebook_format(output):
    """Any tool can open the graded notebook."""
    code = {"cell_type": "code", "metadata": {}, "source": "", "execution_count": 1}
    made = {"cells": [code | {"outputs": [tidy(output)]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}  # fmt: skip
    nbformat.validate(nbformat.from_dict(made))


class Runs:
    """Stands for the sandbox: gives what it is told to have found."""

    def __init__(self, **answers: object) -> None:
        self.outcome = Outcome(answers=answers, ended="done")

    def run(self, job):
        return self.outcome


class Broken:
    """A question whose judge cannot cope."""

    shape = None

    def as_graded(self):
        return self

    def judge(self, answer):
        raise RecursionError


@pytest.fixture
def no_leaflet(monkeypatch):
    monkeypatch.setattr(marking, "_leaflet", lambda instances: {})


def test_an_answer_that_cannot_be_judged_is_for_a_person_to_look_at(no_leaflet):
    """It costs no other answer, and is no zero in silence."""
    good = SimpleNamespace(judge=lambda answer: marking.Verdict("right", 1.0, ()), shape=None)
    good.as_graded = lambda: good
    marked = mark_submission(
        notebook(*RELEASED), PLAN, {"qa": Broken(), "qb": good}, Runs(answer_a=1, answer_b=2)
    )
    assert {name: v.outcome for name, v in marked.verdicts.items()} == {
        "judge-a": "lost", "judge-b": "right",
    }  # fmt: skip


def test_a_submission_that_cannot_be_marked_stops_no_other(no_leaflet):
    """What nobody has thought of becomes a named error."""
    with pytest.raises(GxdError, match=r"GXD-C103.*AttributeError"):
        mark_submission(notebook(*RELEASED), PLAN, {"qa": None, "qb": None}, Runs())
