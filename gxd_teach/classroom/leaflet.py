"""The leaflet that goes out with a released notebook: `questions.json`.

It holds what a participant may see: each question's text and numbers, hints, and the sealed
feedback. It never holds an answer, a tolerance or a misconception in clear.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from gxd_teach.classroom.answers import Choice, Number
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.exercise import Instance, Question, spelled
from gxd_teach.classroom.sealed import ITERATIONS, seal
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
) -> dict[str, Any]:
    """The leaflet of an assignment for one participant (PUBLIC: who practises alone)."""

    salt_key = hmac.new(secret, f"{edition}|{participant}".encode(), hashlib.sha256).digest()

    def one(question: Question) -> dict[str, Any]:
        instance = question.instance(edition=edition, participant=participant, secret=secret)
        entry = describe(instance)
        for name, part in entry["parts"].items():
            part["sealed"] = _sealed(instance, name, salt_key, iterations)
        return entry

    questions = list(questions)
    with ThreadPoolExecutor(max_workers=4) as pool:  # key derivation lets go of the GIL
        made = list(pool.map(one, questions))
    return {
        "format": FORMAT,
        "edition": edition,
        "assignment": assignment,
        "participant": participant,
        "questions": {question.id: entry for question, entry in zip(questions, made, strict=True)},
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
        "parts": {
            name: {
                **_kind(part.kind_for(data)),
                "label": _text(part.label) if part.label else None,
            }
            for name, part in question.parts.items()
        },
    }


def _sealed(instance: Instance, part: str, salt_key: bytes, iterations: int) -> dict[str, Any]:
    """The sealed feedback of one part of a question."""
    kind = instance.question.parts[part].kind_for(instance.data)
    context = f"{instance.question.id}/{part}"
    return seal(
        instance.known_answers(part),
        context=context,
        salt=hmac.new(salt_key, context.encode(), hashlib.sha256).digest()[:16],
        digits=kind.digits if isinstance(kind, Number) else 0,
        iterations=iterations,
    )


def _kind(kind: Number | Choice) -> dict[str, Any]:
    if isinstance(kind, Number):
        return {"kind": "number", "unit": kind.unit}
    return {"kind": "choice", "options": list(kind.options)}


def _text(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}


def write_json(file: Path, content: dict[str, Any]) -> None:
    """Write a JSON file whole or not at all; the same content gives the same bytes."""
    write_whole(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
