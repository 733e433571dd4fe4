"""The leaflet that goes out with a released notebook: `questions.json`.

It holds what a participant may see: each question's text and numbers, hints, and the sealed
feedback. It never holds an answer, a tolerance or a misconception in clear.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.exercise import Instance, Question, spelled
from gxd_teach.classroom.sealed import ITERATIONS
from gxd_teach.classroom.sealed_before import SealedBefore
from gxd_teach.classroom.words import Clean, Says
from gxd_teach.files import write_whole
from gxd_teach.language import Text

__all__ = ["FILE", "describe", "make_leaflet", "write_json"]

FILE = "questions.json"
FORMAT = 1


def make_leaflet(
    questions: Iterable[Question],
    *,
    assignment: str,
    edition: str,
    participant: str = PUBLIC,
    secret: bytes = b"",
    iterations: int = ITERATIONS,
    kept: Path | None = None,
) -> dict[str, Any]:
    """The leaflet of an assignment for one participant (PUBLIC: who practises alone).

    What was sealed is kept in the file `kept`, and not sealed again while it stays the same.
    """
    salt_key = hmac.new(secret, f"{edition}|{participant}".encode(), hashlib.sha256).digest()
    before = SealedBefore(kept, salt_key)

    def one(question: Question) -> dict[str, Any]:
        instance = question.instance(edition=edition, participant=participant, secret=secret)
        entry = describe(instance)
        for name, part in entry["parts"].items():
            if not isinstance(instance.kinds[name], Says | Clean):  # no secret, and not sealed
                part["sealed"] = _sealed(instance, name, salt_key, iterations, before)
        return entry

    made = {question.id: one(question) for question in questions}
    before.keep()
    return {
        "format": FORMAT,
        "edition": edition,
        "assignment": assignment,
        "participant": participant,
        "questions": made,
    }


def describe(instance: Instance) -> dict[str, Any]:
    """What a participant may see of a question with their numbers; nothing of its answer."""
    question, data = instance.question, instance.data
    return {
        "title": _text(question.title),
        "ask": _text(spelled(question.ask, data)),
        "given": [
            {
                "name": line.name,
                "label": _text(line.label),
                "value": data[line.name],
                "unit": line.unit,
            }
            for line in question.given
        ],
        "points": question.points,
        "read_more": question.read_more,
        "hints": [_text(spelled(hint, data)) for hint in question.hints],
        "shape": instance.shape.describe(),
        "parts": {
            name: {**kind.describe(), "label": _text(label) if label else None}
            for name, kind in instance.kinds.items()
            for label in [instance.label(name)]
        },
    }


def _sealed(
    instance: Instance, part: str, salt_key: bytes, iterations: int, before: SealedBefore
) -> dict[str, Any]:
    """The sealed feedback of one part of a question."""
    kind = instance.kinds[part]
    context = f"{instance.question.id}/{part}"
    return before.seal(
        instance.known_answers(part),
        context=context,
        salt=hmac.new(salt_key, context.encode(), hashlib.sha256).digest()[:16],
        digits=kind.digits,
        iterations=iterations,
    )


def _text(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}


def write_json(file: Path, content: dict[str, Any]) -> None:
    """Write a JSON file whole or not at all; the same content gives the same bytes."""
    write_whole(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
