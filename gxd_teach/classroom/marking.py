"""Marking one submission: run it in the sandbox, take its answers, judge them here.

The bank and the right answers stay on this side; what comes out of the sandbox is data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gxd_teach.classroom.exercise import Instance, Verdict
from gxd_teach.classroom.handed_in import HandedIn, Plan, make_ready
from gxd_teach.classroom.leaflet import FILE, FORMAT, describe
from gxd_teach.classroom.outputs import count_of, said, tidy, without_controls
from gxd_teach.classroom.readable import fit_to_judge
from gxd_teach.classroom.sandbox.pool import Ask, Cell, Job, Outcome, Pool
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Marked", "mark_submission", "notebook_of"]

_LOST = {
    "time": Text("時間内に終わらず、このセルの実行を止めました。",
                 "This cell did not end in time and was stopped."),
    "died": Text("このセルの実行中にプログラムが終了しました。", "The program ended while this cell ran."),
    "memory": Text("メモリーを使いすぎたので止めました。", "It used too much memory and was stopped."),
    "too much": Text("出力が多すぎるので止めました。", "It put out too much and was stopped."),
    "broken": Text("実行できませんでした。", "It could not be run."),
}  # fmt: skip
NO_ANSWER = Text("答えが取り出せませんでした。", "The answer could not be taken out.")
NOT_JUDGED = Text("この答えは判定できませんでした。", "This answer could not be judged.")
_LONGEST = 1_000  # characters of a sentence, which may quote the answer


@dataclass(frozen=True)
class Marked:
    """A submission after judgement: a verdict for each grading cell, and the notebook to show.

    `stopped` is None where it ran to its end, else why and what that cost.
    """

    verdicts: Mapping[str, Verdict]
    notebook: dict[str, Any] = field(repr=False)
    repairs: tuple[Text, ...] = ()
    stopped: Text | None = None


def mark_submission(
    content: bytes,
    plan: Plan,
    instances: Mapping[str, Instance],
    pool: Pool,
    *,
    copy: tuple[str, ...] = (),
) -> Marked:
    """Run and judge one submission; `instances` are its participant's questions by id.

    GXD-C101 for what is no notebook, GXD-C102 for one of too many cells, GXD-C103 for one that
    cannot be marked for a reason that nobody has thought of: it stops no other.
    """
    try:
        return _marked(content, plan, instances, pool, copy)
    except GxdError:
        raise
    except Exception as cause:
        raise GxdError(
            "GXD-C103",
            f"採点できませんでした({type(cause).__name__})。ノートブックを開いて確かめてください",
            f"could not be marked ({type(cause).__name__}): open the notebook and have a look",
        ) from cause


def _marked(
    content: bytes,
    plan: Plan,
    instances: Mapping[str, Instance],
    pool: Pool,
    copy: tuple[str, ...],
) -> Marked:
    handed = make_ready(content, plan)
    outcome = pool.run(_job(handed, plan, instances, copy))
    gone = _lost_cells(handed, outcome)
    verdicts = {
        cell: _judge(instances[question], variable, outcome, gone.get(plan.answer_cells[cell]))
        for cell, (question, variable) in plan.answers.items()
    }
    stopped = None
    if outcome.ended != "done":
        stopped = _LOST.get(outcome.ended, _LOST["died"])
    return Marked(verdicts, notebook_of(handed, outcome, verdicts), handed.repairs, stopped)


def _job(
    handed: HandedIn, plan: Plan, instances: Mapping[str, Instance], copy: tuple[str, ...]
) -> Job:
    cells = []
    for place, cell in enumerate(handed.cells):
        names = handed.asked_after.get(place, ())
        if cell["cell_type"] != "code" and not names:
            continue
        locked = cell["metadata"].get("nbgrader", {}).get("locked", False)
        asks = tuple(_ask(plan.answers[name], instances) for name in names)
        source = cell["source"] if cell["cell_type"] == "code" else ""
        cells.append(Cell(place, source, guarded=not locked or bool(asks), asks=asks))
    return Job(cells, {FILE: json.dumps(_leaflet(instances), ensure_ascii=False)}, copy)


def _ask(answer: tuple[str, str], instances: Mapping[str, Instance]) -> Ask:
    """What to take out for a question: its variable, or what its function returns."""
    question, variable = answer
    shape = instances[question].as_graded().shape
    return Ask(variable, shape.arguments if isinstance(shape, Calls) else None)


def _leaflet(instances: Mapping[str, Instance]) -> dict[str, Any]:
    """The questions with this participant's numbers, and nothing sealed: `check` is silent."""
    return {
        "format": FORMAT, "participant": "grading", "grading": True,
        "questions": {name: describe(instance) for name, instance in instances.items()},
    }  # fmt: skip


def _lost_cells(handed: HandedIn, outcome: Outcome) -> dict[str, Text]:
    """The marked cells that were stopped, with the reason."""
    found = {}
    for place, why in outcome.lost.items():
        if 0 <= place < len(handed.cells):
            mark = handed.cells[place]["metadata"].get("nbgrader", {})
            found[str(mark.get("grade_id", ""))] = _LOST[why]
    return found


def _judge(instance: Instance, variable: str, outcome: Outcome, lost: Text | None) -> Verdict:
    """Judge one answer; what could not be had is "lost", which is not the same as wrong."""
    if variable not in outcome.answers:
        reason = _LOST.get(outcome.ended, NO_ANSWER)
        return Verdict("lost", 0.0, (lost or reason,))
    graded, answer = instance.as_graded(), outcome.answers[variable]
    try:
        # The text of a record is long, and read by a parser.
        ready = answer if isinstance(graded.shape, Record) else fit_to_judge(answer)
        verdict = _tamed(graded.judge(ready))
    except Exception:  # a person looks; the other answers count
        return Verdict("lost", 0.0, (NOT_JUDGED,))
    if lost is not None and verdict.outcome == "unanswered":
        return Verdict("lost", 0.0, (lost,))
    return verdict


def _tamed(verdict: Verdict) -> Verdict:
    """The verdict, whose sentences may quote what was handed in, fit for terminal and page."""
    sentences = tuple(
        Text(without_controls(text.ja, _LONGEST), without_controls(text.en, _LONGEST))
        for text in verdict.sentences
    )
    return replace(verdict, sentences=sentences)


def notebook_of(
    handed: HandedIn, outcome: Outcome, verdicts: Mapping[str, Verdict]
) -> dict[str, Any]:
    """The notebook to show to the instructor: what each cell put out, and the judgement."""
    cells = [dict(cell) for cell in handed.cells]
    for place, (outputs, count) in outcome.outputs.items():
        if 0 <= place < len(cells) and cells[place]["cell_type"] == "code":
            cells[place] |= {
                "outputs": list(map(tidy, outputs)),
                "execution_count": count_of(count),
            }
    for place, why in outcome.lost.items():
        if 0 <= place < len(cells) and cells[place]["cell_type"] == "code":
            cells[place]["outputs"] = [said("stderr", str(_LOST[why]))]
    for cell in cells:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in verdicts:
            verdict = verdicts[name]
            most = cell["metadata"]["nbgrader"]["points"]
            cell["outputs"] = [said("stdout", f"{verdict} ({verdict.points:g}/{most:g})")]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 4,
    }
