"""The judgement in a grading cell: `judge("04a", answer_04a)`.

The bank is found by the environment variable GXD_COURSE_ROOT, the participant by the folder
the notebook is graded in (`submitted/<id>/<assignment>`, `autograded/<id>/<assignment>`),
never by anything the submission holds.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance
from gxd_teach.errors import GxdError

__all__ = ["graded_instance", "judge", "place_of_grading"]


def place_of_grading(folder: Path | None = None) -> tuple[str, str] | None:
    """(participant, assignment) when the folder is one of a submission being graded."""
    parts = (folder or Path.cwd()).parts
    if len(parts) >= 3 and parts[-3] in {"submitted", "autograded"}:
        return parts[-2], parts[-1]
    return None


def graded_instance(question_id: str) -> Instance:
    """The question with the numbers of the participant whose folder this is.

    Outside such a folder (the source notebook itself) the public numbers are used.
    GXD-C040 when GXD_COURSE_ROOT is not set.
    """
    if not os.environ.get("GXD_COURSE_ROOT"):
        raise GxdError(
            "GXD-C040",
            "環境変数 GXD_COURSE_ROOT がありません。採点は gxd class grade か、"
            "コースのフォルダーでの nbgrader autograde で行ってください",
            "GXD_COURSE_ROOT is not set: grade with gxd class grade, or run nbgrader "
            "autograde in the course's folder",
        )
    course = Course.at()
    place = place_of_grading()
    participant, assignment = place or (None, Path.cwd().name)
    seeds, secret = course.seeds_of(participant)
    question = find_question(course, question_id, assignment)
    return question.instance(edition=course.edition, participant=seeds, secret=secret)


def judge(question_id: str, answer: object = None) -> float:
    """Print what was found in the answer and return its points, for nbgrader to record.

    A warning here would cost the mark (nbgrader reads any stderr as a failure), so none is
    let out.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        instance = graded_instance(question_id)
        verdict = instance.as_graded().judge(answer)
    print(f"{question_id}: {verdict} ({verdict.points:g}/{instance.question.points:g})")
    return verdict.points
