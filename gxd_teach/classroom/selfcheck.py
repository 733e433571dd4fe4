"""What a participant types in a notebook: `question`, `check`, `hint`.

They read the leaflet (`questions.json`) beside the notebook. While a submission is graded,
the bank stands in for the leaflet, so that a notebook handed in alone still runs.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gxd_teach.classroom.answers import UnreadableError, unanswered
from gxd_teach.classroom.checked import note
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.exercise import RIGHT, UNANSWERED, WRONG, summed_up
from gxd_teach.classroom.judging import graded_instance, place_of_grading
from gxd_teach.classroom.leaflet import FILE, FORMAT, describe
from gxd_teach.classroom.sealed import open_sealed
from gxd_teach.classroom.shapes.said import kind_from, shape_from
from gxd_teach.classroom.sheet import Sheet, said
from gxd_teach.classroom.words import Clean, Says
from gxd_teach.errors import GxdError
from gxd_teach.language import Text, say

__all__ = ["Feedback", "Sheet", "check", "check_entry", "hint", "question"]


@dataclass(frozen=True)
class Feedback:
    """What a self-check found: right, wrong with its reason, unanswered, or unreadable."""

    outcome: str
    sentences: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.outcome == "right"

    def __str__(self) -> str:
        marks = {"right": "○", "wrong": "×", "unanswered": "－", "unreadable": "？"}
        return f"{marks[self.outcome]} " + " / ".join(self.sentences)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        colours = {
            "right": "#0b6b3a",
            "wrong": "#a33b00",
            "unanswered": "#555",
            "unreadable": "#555",
        }
        colour = colours[self.outcome]
        return (
            f"<div role='status' style='border-left:4px solid {colour};padding:.3em .8em'>"
            f"{html.escape(str(self))}</div>"
        )


def question(question_id: str) -> Sheet:
    """Show a question with the participant's own numbers.

    Reads the leaflet beside the notebook; inside a course's checkout, the public release.

    >>> question("04b")["yield_percent"] in range(86, 95)
    True
    """
    return Sheet(question_id, _entry(question_id))


def check(question_id: str, answer: object = None) -> Feedback:
    """Say whether an answer is right and, where it is not, which known mistake leads to it.

    >>> sheet = question("04b")
    >>> bool(check("04b", sheet["begun_kg"] / (sheet["yield_percent"] / 100)))
    True
    >>> print(check("04b", None))
    － まだ答えがありません。
    """
    if place_of_grading() is not None:
        verdict = graded_instance(question_id).judge(answer)
        return Feedback(verdict.outcome, tuple(str(text) for text in verdict.sentences))
    leaflet = _leaflet(question_id)
    if leaflet.get("grading"):
        silent = Text("採点中は自己チェックをしません。", "No self-check while grading.")
        return Feedback("unanswered", (str(silent),))
    found = check_entry(question_id, _entry(question_id), answer)
    if (Path.cwd() / FILE).exists():  # one's own folder, not a course's checkout
        note(Path.cwd(), leaflet, question_id, found.outcome)
    return found


def check_entry(question_id: str, entry: Mapping[str, Any], answer: object) -> Feedback:
    """Check an answer against one question of a leaflet."""
    parts = entry["parts"]
    shape = shape_from(entry.get("shape"))
    try:
        given = shape.take_apart(answer, list(parts))
    except UnreadableError as error:
        return Feedback("unreadable", (say(error.ja, error.en),))
    if all(unanswered(value) for value in given.values()):
        return Feedback("unanswered", (str(UNANSWERED),))
    found = [_check_part(question_id, name, parts[name], given[name]) for name in parts]
    outcome, _, sentences = summed_up(found, joint=shape.joint)
    if {one for one, _ in found} == {"unanswered"}:
        outcome = "unanswered"
    labels = [None] if shape.joint else [part["label"] for part in parts.values()]
    told = [
        f"{said(label)}: {sentence}" if label else str(sentence)
        for label, sentence in zip(labels, sentences, strict=False)
    ]
    return Feedback(outcome, tuple(told))


def _check_part(
    question_id: str, name: str, part: Mapping[str, Any], value: object
) -> tuple[str, list[Text]]:
    """Outcome of one part, and the sentences that fit it."""
    if unanswered(value):
        return "unanswered", [UNANSWERED]
    kind = kind_from(part)
    try:
        read = kind.read(value)
    except UnreadableError as error:
        return "unreadable", [Text(error.ja, error.en)]
    if isinstance(kind, Says):
        return ("right", [RIGHT]) if read == kind.words[0] else ("wrong", [WRONG])
    if isinstance(kind, Clean):
        return ("right", [RIGHT]) if read == "ok" else ("wrong", [Text(str(read), str(read))])
    opened = open_sealed(part["sealed"], read, context=f"{question_id}/{name}")
    if any(known["right"] for known in opened):
        return "right", [RIGHT]
    return "wrong", [Text(known["ja"], known["en"]) for known in opened] or [WRONG]


def hint(question_id: str, level: int = 1) -> str:
    """One of the question's hints, the first by default, a stronger one by `level=2`.

    >>> hint("04b") != hint("04b", 2)
    True
    """
    hints = _entry(question_id)["hints"]
    if not hints:
        return say("この問にヒントはありません。", "This question has no hints.")
    wanted = level if isinstance(level, int) else 1
    return said(hints[min(max(wanted, 1), len(hints)) - 1])


def _entry(question_id: str) -> Mapping[str, Any]:
    """What the leaflet says of a question; during grading, what the bank says."""
    if place_of_grading() is not None:
        return describe(graded_instance(question_id))
    leaflet = _leaflet(question_id)
    try:
        found: Mapping[str, Any] = leaflet["questions"][question_id]
    except KeyError:
        known = ", ".join(leaflet["questions"])
        raise GxdError(
            "GXD-C051",
            f"この課題に問「{question_id}」はありません。あるもの: {known}",
            f"this assignment has no question '{question_id}'; it has: {known}",
        ) from None
    return found


def _leaflet(question_id: str) -> Mapping[str, Any]:
    """Read the leaflet beside the notebook, for the participant named there."""
    file = Path.cwd() / FILE
    if not file.exists():
        file = _public_leaflet(question_id) or file
    try:
        leaflet: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if leaflet["format"] != FORMAT or not isinstance(leaflet["participant"], str):
            raise ValueError(leaflet["format"])
        for entry in leaflet["questions"].values():
            whole = [entry["ask"], entry["given"], entry["hints"]]
            if not leaflet.get("grading"):
                sealed = (part.get("sealed") for part in entry["parts"].values())
                whole += [one["entries"] for one in sealed if one is not None]
    except FileNotFoundError:
        raise GxdError(
            "GXD-C052",
            f"{FILE} がノートブックと同じフォルダーにありません。"
            "配布された zip を展開し、その中のノートブックを開いてください",
            f"{FILE} is not beside the notebook: unpack the zip you were given "
            "and open the notebook inside it",
            where=str(Path.cwd()),
        ) from None
    except (ValueError, KeyError, TypeError) as cause:
        raise GxdError(
            "GXD-C053",
            f"{FILE} を読めません。配布された zip からもう一度取り出してください",
            f"{FILE} cannot be read: take it from the zip again",
            where=str(file),
        ) from cause
    if not leaflet.get("grading"):
        _same_participant(leaflet)
    return leaflet


def _public_leaflet(question_id: str) -> Path | None:
    """Inside a course's checkout, the public release that has the question."""
    try:
        released = Course.at().exercises.glob(f"{question_id[:2]}-*/{FILE}")
    except GxdError:
        return None
    return next(iter(sorted(released)), None)


def _same_participant(leaflet: Mapping[str, Any]) -> None:
    """GXD-C054 when participant.json names somebody else than the leaflet."""
    file = Path.cwd() / "participant.json"
    try:
        named = json.loads(file.read_text(encoding="utf-8"))["participant"]
    except FileNotFoundError:
        named = PUBLIC
    except (ValueError, KeyError, TypeError):
        named = "?"
    if named != leaflet["participant"]:
        raise GxdError(
            "GXD-C054",
            f"participant.json は「{named}」、{FILE} は「{leaflet['participant']}」のものです。"
            "自分あての zip を展開し直してください",
            f"participant.json is for '{named}' but {FILE} for '{leaflet['participant']}': "
            "unpack the zip made for you again",
        )
