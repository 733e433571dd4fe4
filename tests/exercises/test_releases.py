"""What is committed in exercises/ is what a release of these sources makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.leaflet import describe
from gxd_teach.classroom.selfcheck import check_entry
from gxd_teach.classroom.standing import stands

COURSE = Course(Path(__file__).resolve().parents[2])


def leaflet(assignment: str) -> dict[str, Any]:
    """The committed leaflet of an assignment."""
    text = (COURSE.exercises / assignment / "questions.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(text)
    return made


@pytest.mark.parametrize("assignment", COURSE.assignments())
def test_a_release_is_of_these_sources(assignment: str) -> None:
    """Neither notebook nor bank has changed since the release that is committed."""
    assert stands(COURSE, assignment), f"run 'make release': {assignment} is stale"


@pytest.mark.parametrize("assignment", COURSE.assignments())
def test_a_release_asks_what_its_bank_asks(assignment: str) -> None:
    """The same questions with the same numbers, and the right answer opens what is sealed."""
    released = leaflet(assignment)
    bank = load_bank(COURSE, assignment)
    assert released["edition"] == COURSE.edition
    assert list(released["questions"]) == list(bank)
    for id_, question in bank.items():
        instance = question.instance(edition=COURSE.edition)
        entry = released["questions"][id_]
        shown = json.loads(json.dumps(entry))
        for part in shown["parts"].values():
            part.pop("sealed", None)
        assert shown == json.loads(json.dumps(describe(instance))), id_
        assert check_entry(id_, entry, instance.answered()).outcome == "right", id_
