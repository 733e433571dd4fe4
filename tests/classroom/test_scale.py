"""A class graded to the end whatever happens on the way."""

from __future__ import annotations

import sys

import pytest

from gxd_teach.classroom.sandbox.walls import why_no_walls


@pytest.mark.skipif(why_no_walls() is not None, reason="needs a sandbox")
def test_killed_twice_and_resumed_gives_the_same_gradebook(course_root, tmp_path, monkeypatch):
    """Sixty submissions of six questions, SIGKILL to the whole group after 20 and after 40."""
    monkeypatch.syspath_prepend(str(course_root / "benchmarks"))
    import grading_scale

    found = grading_scale.disturbed_and_not(tmp_path, 60, 2)
    sys.modules.pop("grading_scale", None)
    assert found["straight"]["done"] == 60
    assert [run["done"] for run in found["runs"][:2]] == [20, 20]
    assert 20 <= found["runs"][2]["done"] < 60
    assert found["people"] == 60
    assert found["entries"] == 60 * 6
    assert found["equal"]
