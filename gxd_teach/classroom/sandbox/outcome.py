"""What came out of the sandbox for one submission, taken in piece by piece.

Whatever is not of the agreed shape is as if it had not been sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.classroom.outputs import KINDS
from gxd_teach.classroom.sandbox.plain_values import Opaque, from_plain

__all__ = ["Outcome", "take", "take_answers"]

# What JSON and a traceback may add to the text of a cell that shows as much as it may.
_OVERHEAD = 128 * 1024
_EACH = 64  # characters that an output counts for by being there
_MOST, _ALL = 1_000, 5_000  # outputs of a cell, of a submission: each takes lines in the notebook


@dataclass
class Outcome:
    """What came out: outputs by cell, answers by name, lost cells with the reason.

    `ended` is "done", or why it was stopped: "time", "memory", "died", "too much", "broken".
    An answer that is not in `answers` was never sent; one that was not asked for is not there.
    """

    outputs: dict[int, tuple[list[dict[str, Any]], int]] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    lost: dict[int, str] = field(default_factory=dict)
    ended: str = "broken"

    def forget(self) -> None:
        """What came so far no longer counts: the notebook is run again."""
        self.outputs.clear()
        self.answers.clear()
        self.lost.clear()


def take(message: dict[str, Any], outcome: Outcome, room: int) -> None:
    """Take one message; `room`: the characters a cell may show."""
    cell, lost, name = message.get("cell"), message.get("lost"), message.get("answer")
    if type(cell) is int and isinstance(message.get("outputs"), list):
        count = message.get("count")
        others = sum(len(shown) for at, (shown, _) in outcome.outputs.items() if at != cell)
        outputs = _that_fit(message["outputs"], room)[: max(0, _ALL - others)]
        outcome.outputs[cell] = outputs, count if type(count) is int else 0
    elif type(lost) is int:
        outcome.lost[lost] = "time" if message.get("why") == "time" else "died"
    elif isinstance(name, str) and "value" in message:
        outcome.answers[name] = message["value"]


def _that_fit(outputs: list[Any], room: int) -> list[dict[str, Any]]:
    """The first outputs of a cell, as many as it may show: who counts inside may be made to lie."""
    left = 2 * room + _OVERHEAD
    kept: list[dict[str, Any]] = []
    for output in outputs:
        try:
            size = len(json.dumps(output, ensure_ascii=False))
        except RecursionError:
            continue
        left -= _EACH + size
        if left < 0 or len(kept) == _MOST:
            break
        kind = output.get("output_type") if isinstance(output, dict) else None
        if isinstance(kind, str) and kind in KINDS:
            kept.append(output)
    return kept


def take_answers(asked: Iterable[tuple[str, bool]], outcome: Outcome) -> None:
    """Turn what was sent for the answers asked for into values, and drop the rest.

    `asked`: each name, and whether a function's results are meant.
    """
    sent, outcome.answers = outcome.answers, {}
    for name, is_function in asked:
        if name in sent:
            data = sent[name]
            value = from_plain(data)
            called = isinstance(data, dict) and data.keys() == {"$results"}
            if is_function and isinstance(value, list) and not called:
                value = Opaque("list")  # a list of results is not a function that returns them
            outcome.answers[name] = value
