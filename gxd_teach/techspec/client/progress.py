"""How far a long list has been read: for a bar in a notebook, or a line on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from gxd_teach.language import say

__all__ = ["Progress", "reporter"]


@dataclass(frozen=True)
class Progress:
    """After each page: how many pages and footprints have come, and whether that was all."""

    pages: int
    footprints: int
    finished: bool

    def __str__(self) -> str:
        line = say(
            f"{self.pages} ページ、{self.footprints} 件",
            f"{self.pages} pages, {self.footprints} footprints",
        )
        return f"{line}{say('(完了)', ' (all)') if self.finished else ' …'}"


def reporter(progress: Callable[[Progress], object] | bool | None) -> Callable[[Progress], object]:
    """What to call after each page: a function of yours, a line on the screen for True, or nothing.

    >>> reporter(print)(Progress(1, 0, finished=False)) is None
    ... # doctest: +ELLIPSIS
    1 ...
    True
    """
    if callable(progress):
        return progress
    return _print_line if progress else _nothing


def _print_line(progress: Progress) -> None:
    end = "\n" if progress.finished else ""
    print(f"\r{progress}", end=end, file=sys.stderr, flush=True)


def _nothing(progress: Progress) -> None:
    return None
