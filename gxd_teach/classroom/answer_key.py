"""The answer key of one participant, for the instructor's eyes."""

from __future__ import annotations

from collections.abc import Iterator

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.collecting.whose import near_id
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance
from gxd_teach.classroom.release import must_exist
from gxd_teach.errors import GxdError

__all__ = ["answer_key"]


def answer_key(
    course: Course, participant: str | None = None, assignment: str | None = None
) -> Iterator[str]:
    """Lines with each question's numbers and right answer, for a participant or the public.

    GXD-C061 for an id that is not on the roster, GXD-C060 for an unknown assignment.
    """
    if participant is not None and participant not in course.roster():
        raise GxdError(
            "GXD-C061",
            f"id「{participant}」: {near_id(course, participant)}公開の数値を見るときは、id を付けずに実行してください",
            f"the id '{participant}': {near_id(course, participant)}for the public numbers, give no id",
        )
    if assignment is not None:
        must_exist(course, assignment)
    seeds, secret = course.seeds_of(participant)
    for name in [assignment] if assignment else course.assignments():
        for question in load_bank(course, name).values():
            instance = question.instance(edition=course.edition, participant=seeds, secret=secret)
            yield from _lines(instance)


def _lines(instance: Instance) -> Iterator[str]:
    question = instance.question
    yield f"{question.id} {question.title}"
    for given in question.given:
        yield f"    {given.label}: {instance.data[given.name]} {given.unit}".rstrip()
    for part, value in instance.expected().items():
        label = instance.label(part)
        shown = f"{value:.6g}" if isinstance(value, float) else str(value)
        yield f"  = {f'{label}: ' if label else ''}{shown}"
