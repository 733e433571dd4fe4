"""Marking on a Dask cluster gives what marking here gives."""

from __future__ import annotations

import sys

import pytest

from gxd_teach.classroom.grading import How, grade
from gxd_teach.classroom.release import release_roster
from gxd_teach.classroom.sandbox.walls import why_no_walls
from gxd_teach.classroom.scheduling import marked_on_cluster
from gxd_teach.errors import GxdError

NAME = "04-product"
QUIET = {"progress": lambda line: None}


def test_an_address_that_is_none_says_how_to_write_it():
    """Host and port alone are not enough."""
    with pytest.raises(GxdError, match=r"GXD-C094.*tcp://"):
        next(marked_on_cluster("somewhere:8786", {}, []))


def test_without_dask_it_says_what_to_install(monkeypatch):
    """A thin extra, and no traceback without it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GxdError, match=r"GXD-C093.*gxd-teach\[cluster\]"):
        next(marked_on_cluster("tcp://127.0.0.1:8786", {}, []))


@pytest.mark.skipif(why_no_walls() is not None, reason="needs a sandbox")
def test_two_workers_mark_as_this_machine_does(course):
    """Own numbers, a broken file and all: the same results, one by one."""
    distributed = pytest.importorskip("distributed")
    roster = course.root / "roster.csv"
    roster.write_text("id\n" + "".join(f"p{n}\n" for n in range(4)), encoding="utf-8")
    release_roster(course, [NAME], roster, **QUIET)
    released = (course.exercises / NAME / f"{NAME}.ipynb").read_bytes()
    for number in range(4):
        folder = course.grading / "submitted" / f"p{number}" / NAME
        folder.mkdir(parents=True)
        line = b'answer_04b = (lambda q: q["begun_kg"] / q["yield_percent"] * 100)(question("04b"))'
        content = released.replace(b"answer_04b = None", line.replace(b'"', b'\\"'))
        (folder / f"{NAME}.ipynb").write_bytes(b"{" if number == 3 else content)
    here = list(map(str, grade(course, how=How(jobs=1), **QUIET)))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        how = How(scheduler=cluster.scheduler_address)
        there = list(map(str, grade(course, how=how, force=True, **QUIET)))
    assert there == here
    assert "1/" in here[0]
    assert "GXD-C101" in here[3]
