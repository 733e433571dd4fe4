"""The course's exercises, proved: every question as an instrument, every notebook as a whole.

`lint` examines each question (see `instrument`), then the notebook around it: cells and bank fit
together, the reference notebook gets full points when it is run, the release is in step.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Question
from gxd_teach.classroom.instrument import examine, people
from gxd_teach.classroom.linting_notebook import notebook_faults, release_faults
from gxd_teach.classroom.release import must_exist
from gxd_teach.classroom.shapes.values import Values
from gxd_teach.errors import GxdError
from gxd_teach.language import Text, say

if TYPE_CHECKING:
    import pandas

__all__ = ["Line", "Linted", "lint"]


@dataclass(frozen=True)
class Line:
    """What was found in one question, or in a notebook (then `question` is empty)."""

    assignment: str
    question: str
    kinds: str
    tried: int
    caught: int
    faults: tuple[Text, ...]

    @property
    def score(self) -> float:
        """Known mistakes that were caught and named, percent."""
        return 100.0 * self.caught / self.tried if self.tried else 100.0

    @property
    def ok(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.faults and self.caught == self.tried


@dataclass(frozen=True)
class Linted:
    """Every line, and the course's score: the share of known mistakes caught, percent."""

    lines: tuple[Line, ...]

    @property
    def score(self) -> float:
        """Over all questions; 100 is expected."""
        tried = sum(line.tried for line in self.lines)
        return 100.0 * sum(line.caught for line in self.lines) / tried if tried else 100.0

    @property
    def ok(self) -> bool:
        """Whether every line is."""
        return all(line.ok for line in self.lines)

    def rows(self) -> list[dict[str, Any]]:
        """One plain row a line."""
        return [
            {
                "assignment": line.assignment,
                "question": line.question,
                "kinds": line.kinds,
                "tried": line.tried,
                "caught": line.caught,
                "score": round(line.score, 1),
                "faults": [str(fault) for fault in line.faults],
            }
            for line in self.lines
        ]

    def to_frame(self) -> pandas.DataFrame:
        """The lines as a table."""
        import pandas

        return pandas.DataFrame(self.rows())

    def to_json(self) -> str:
        """The lines, the course's score, and whether all is well."""
        content = {"ok": self.ok, "score": round(self.score, 1), "lines": self.rows()}
        return json.dumps(content, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        head = say(
            "問       種類               誤解  判別    点",
            "question kinds           mistakes caught score",
        )
        shown = [head]
        for line in self.lines:
            if line.question:
                shown.append(f"{line.question:8} {line.kinds:18} {line.tried:5d} {line.caught:5d} {line.score:6.1f}%")  # fmt: skip
            else:
                state = "ok" if line.ok else say("要修正", "to mend")
                shown.append(f"{line.assignment}.ipynb  {state}")
            shown += [f"    - {fault}" for fault in line.faults]
        total = say("コース全体", "the course")
        return "\n".join([*shown, f"{total}: {self.score:.1f}%"])


def lint(
    course: Course,
    names: Sequence[str] | None = None,
    *,
    count: int = 20,
    run: bool = True,
    walls: bool = True,
) -> Linted:
    """Examine the named assignments (all, unless named) with `count` people's numbers.

    `run` also releases each aside and runs its reference notebook, in a sandbox where `walls`
    (its own author's code: it may be run without).
    GXD-C060 for a name that is no assignment. Nothing in the course is changed.
    """
    names = list(names or course.assignments())
    for name in names:
        must_exist(course, name)
    root = course.root if (course.root / "book").is_dir() else None
    lines: list[Line] = []
    seen: dict[str, str] = {}
    whole: dict[str, dict[str, Question]] = {}  # without a fault so far, to be run
    for name in names:
        bank, faults = _bank(course, name)
        for question in bank.values():
            found = examine(question, edition=course.edition, root=root, who=people(count))
            lines.append(Line(name, question.id, _kinds(question, course), found.tried,
                              found.caught, tuple(found.faults)))  # fmt: skip
            if question.id in seen:
                faults.append(Text(f"問 {question.id} は {seen[question.id]} にもあります",
                                   f"question {question.id} is in {seen[question.id]} as well"))  # fmt: skip
            seen[question.id] = name
        faults += notebook_faults(course, name, bank)
        if not faults and all(line.ok for line in lines if line.assignment == name):
            whole[name] = bank
        lines.append(Line(name, "", "", 0, 0, tuple(faults)))
    if run and whole:
        found_in = release_faults(course, whole, walls=walls)
        lines = [
            replace(line, faults=(*line.faults, *found_in.get(line.assignment, ())))
            if not line.question
            else line
            for line in lines
        ]
    return Linted(tuple(lines))


def _bank(course: Course, name: str) -> tuple[dict[str, Question], list[Text]]:
    """The bank; none, with the reason, where its Python cannot be read."""
    try:
        return load_bank(course, name), []
    except GxdError as error:
        return {}, [Text(error.ja, error.en)]
    except Exception as error:  # whatever the author's module raises
        said = f"{type(error).__name__}: {error}"
        return {}, [
            Text(f"questions.py を読めません({said})", f"questions.py cannot be read ({said})")
        ]


def _kinds(question: Question, course: Course) -> str:
    """What is asked for: the shape where there is one, else the kinds of its parts."""
    if question.by_hand is not None:
        return "text"
    try:
        instance = question.instance(edition=course.edition)
        if not isinstance(instance.shape, Values):
            return str(instance.shape.describe()["shape"])
        kinds = (str(kind.describe()["kind"]) for kind in instance.kinds.values())
        return ", ".join(dict.fromkeys(kinds))
    except Exception:  # the examination has said why
        return "?"
