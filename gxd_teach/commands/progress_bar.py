"""Progress as a person watches it: a bar on a terminal, plain lines in a file or a pipe."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

from gxd_teach.language import say

__all__ = ["progress_bar"]

_COUNTED = re.compile(r"\[(\d+)/(\d+)\] (.*)")
_WIDE = 24  # characters of the bar


def progress_bar(
    to: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Callable[[str], None]:
    """What to give to a task that says ``[3/40] 04-product p003`` after each of its steps.

    Other lines are printed as they are. On a terminal the counted ones share one line, with the
    time that is left at the pace so far.

    >>> progress_bar()("[1/2] 04-product p001")
    [1/2] 04-product p001
    """
    out = to or sys.stdout
    begin: list[float] = []

    def plain(line: str) -> None:
        print(line, file=out, flush=True)

    def drawn(line: str) -> None:
        found = _COUNTED.fullmatch(line)
        if found is None:
            begin.clear()
            return plain(line)
        done, total = int(found[1]), int(found[2])
        if not begin:
            begin.append(clock())
        filled = _WIDE * done // max(total, 1)
        left = (clock() - begin[0]) * (total - done) / max(done - 1, 1)
        told = say(f"あと {_spoken(left)}", f"{_spoken(left)} left") if 1 < done < total else ""
        text = f"[{'█' * filled}{'·' * (_WIDE - filled)}] {done}/{total}  {told}  {found[3]}"
        # One line, however long a name is; then the rest of what stood there is cleared.
        out.write(f"\r{text[: shutil.get_terminal_size().columns - 1]}\x1b[K")
        if done >= total:
            out.write("\n")
            begin.clear()
        out.flush()

    return drawn if out.isatty() else plain


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return say(f"{rest} 秒", f"{rest} s")
    return say(f"{minutes} 分 {rest:02} 秒", f"{minutes} min {rest:02} s")
