"""A small course of its own for tests that write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gxd_teach.classroom.course import Course


@pytest.fixture
def course(tmp_path: Path, course_root: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A copy of the course's sources, without releases and without a class."""
    root = tmp_path / "course"
    root.mkdir()
    # One assignment: a class takes as long as its course has chapters.
    for name in ("solutions/04-product", "datasets"):
        shutil.copytree(course_root / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(course_root / name, root / name)
    monkeypatch.delenv("GXD_COURSE_ROOT", raising=False)
    monkeypatch.chdir(root)
    return Course.at(root)
