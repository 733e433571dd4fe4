"""What a sandbox is given to run: the cells of a submission, and what to take out of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.classroom.sandbox.plain_values import to_plain

__all__ = ["Ask", "Cell", "Job"]


@dataclass(frozen=True)
class Ask:
    """What to take out after a cell: a variable; with `calls`, a function's results for them."""

    name: str
    calls: tuple[tuple[Any, ...], ...] | None = None


@dataclass(frozen=True)
class Cell:
    """One code cell: its place in the notebook, its source, and what to ask for after it.

    `guarded`: it is the participant's, and may hang or die without taking the others along.
    """

    index: int
    source: str
    guarded: bool = True
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Job:
    """A submission to run: cells, small text files for its folder, and files to copy there."""

    cells: Sequence[Cell]
    files: dict[str, str] = field(default_factory=dict)
    copy: tuple[str, ...] = ()

    def as_json(self, folder: str) -> dict[str, Any]:
        """The job as it travels into the sandbox; `folder` is where it works without walls."""
        cells = [
            {"index": cell.index, "source": cell.source, "guarded": cell.guarded,
             "asks": [
                 {"name": ask.name, "calls": None if ask.calls is None else to_plain([*ask.calls])}
                 for ask in cell.asks
             ]}
            for cell in self.cells
        ]  # fmt: skip
        return {
            "cells": cells, "files": self.files, "copy": list(self.copy),
            "folder": os.path.join(folder, "work"),
        }  # fmt: skip
