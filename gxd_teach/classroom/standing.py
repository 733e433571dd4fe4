"""Releases that stand: committed with the course, made from the very sources beside them.

`solutions/released.json` says for each assignment from which sources its release was made. So a
fresh checkout is served at once: nothing is drawn, sealed and written that lies there already. The
tests see to it that what is committed is what a release would make.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.files import write_whole

__all__ = ["note_release", "stands"]

FILE = "released.json"


def stands(course: Course, name: str) -> bool:
    """Whether exercises/NAME was released from the sources that lie in solutions/NAME now."""
    folder = course.exercises / name
    there = (folder / f"{name}.ipynb").is_file() and (folder / "questions.json").is_file()
    return there and _noted(course).get(name) == _sources(course, name)


def note_release(course: Course, name: str) -> None:
    """Write down from which sources an assignment has just been released."""
    noted = {one: mark for one, mark in _noted(course).items() if one in course.assignments()}
    noted[name] = _sources(course, name)
    text = json.dumps(dict(sorted(noted.items())), indent=1) + "\n"
    write_whole(course.solutions / FILE, text)


def _noted(course: Course) -> dict[str, str]:
    try:
        noted = json.loads((course.solutions / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _sources(course: Course, name: str) -> str:
    folder: Path = course.solutions / name
    digest = hashlib.sha256(course.edition.encode())
    for file in (folder / f"{name}.ipynb", folder / "questions.py"):
        digest.update(b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
