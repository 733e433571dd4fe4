"""A submission that broke off is run again without the cell at which it did.

Inside, a cell that hangs or dies costs only itself (see `cells`). A cell can still cut the line
to the grader, or use so much that everything is stopped; then nothing behind it was heard.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from gxd_teach.classroom.sandbox.job import Cell, Job
from gxd_teach.classroom.sandbox.outcome import Outcome

__all__ = ["broke_off_at", "to_the_end"]

_MOST = 3  # cells that may break off before the rest is given up


def to_the_end(run: Callable[[Job], Outcome], job: Job, seconds: float) -> Outcome:
    """What `run` makes of `job`, run again without each cell that breaks it off.

    Those cells are lost, with the reason; begun again only within `seconds`.
    """
    until = time.monotonic() + seconds
    lost: dict[int, str] = {}
    while True:
        outcome = run(job)
        outcome.lost.update(lost)
        cell = broke_off_at(job, outcome)
        if cell is None or outcome.ended == "time" or len(lost) == _MOST:
            return outcome
        if time.monotonic() > until:
            return outcome
        lost[cell.index] = outcome.ended if outcome.ended in ("memory", "too much") else "died"
        job = replace(job, cells=[one for one in job.cells if one.index != cell.index])


def broke_off_at(job: Job, outcome: Outcome) -> Cell | None:
    """The first cell of the participant's of which not all was heard, and which is not lost.

    >>> cells = [Cell(0, "a = 1"), Cell(1, "b = 2")]
    >>> broke_off_at(Job(cells), Outcome(outputs={0: ([], 1)})).index
    1
    """
    for cell in job.cells:
        shown = cell.index in outcome.outputs or not cell.source.strip()
        heard = shown and all(ask.name in outcome.answers for ask in cell.asks)
        if not heard and cell.index not in outcome.lost:
            return cell if cell.guarded else None
    return None
