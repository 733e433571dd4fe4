"""Errors that a person can act on: a stable code, where it happened, what to do.

Every error of this package derives from `GxdError`. In a notebook it shows its sentence,
not a traceback: the reader is learning about footprints, not about Python's stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gxd_teach.language import say

__all__ = ["GxdError", "Problem", "ProblemsError"]


class GxdError(Exception):
    """One thing that is wrong, said in Japanese and English.

    `code` is stable (``GXD-U003``), `where` names the file, row, cell or JSON path.

    >>> print(GxdError("GXD-U001", "単位が空です", "the unit is blank", where="row 3").code)
    GXD-U001
    """

    def __init__(self, code: str, ja: str, en: str, *, where: str | None = None) -> None:
        super().__init__(code, ja, en, where)
        self.code = code
        self.ja = ja
        self.en = en
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"[{self.code}] {place}{say(self.ja, self.en)}"

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [str(self)]


@dataclass(frozen=True)
class Problem:
    """One finding among several: the same fields as an error, but not raised.

    >>> Problem("GXD-I002", "row 2, amount", "空欄です", "is blank").where
    'row 2, amount'
    """

    code: str
    where: str
    ja: str
    en: str

    def __str__(self) -> str:
        return f"[{self.code}] {self.where}: {say(self.ja, self.en)}"


class ProblemsError(GxdError):
    """Several problems found in one reading, all reported together.

    `problems` holds them in the order of the file; `code` is the first one's.
    """

    def __init__(self, subject: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(
            self.problems[0].code,
            f"{subject} に直すところが {count} 件あります",
            f"{subject} has {count} problem{'s' if count > 1 else ''}",
        )

    def __str__(self) -> str:
        lines = [say(self.ja, self.en)]
        lines += [f"  {problem}" for problem in self.problems]
        return "\n".join(lines)
