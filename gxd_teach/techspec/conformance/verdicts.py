"""How a case ends: passed, failed, warning, skipped or pending, as the public suite says it.

A case function that returns has passed; to end otherwise it raises one of these. They never
leave the runner.
"""

from __future__ import annotations

from enum import StrEnum

from gxd_teach.language import Text

__all__ = ["Aborted", "Failed", "Outcome", "Skipped", "Undecided", "Verdict"]


class Verdict(StrEnum):
    """The word for how a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    WARNING = "warning"
    SKIPPED = "skipped"
    PENDING = "pending"

    @property
    def shown(self) -> Text:
        """The verdict as a person reads it.

        >>> Verdict.FAILED.shown.en
        'failed'
        """
        return Text(_JAPANESE[self.value], self.value)


_JAPANESE = {
    "passed": "合格",
    "failed": "不合格",
    "warning": "注意",
    "skipped": "省略",
    "pending": "未決",
}


class Outcome(Exception):
    """An end of a case other than passing, with its reason."""

    verdict = Verdict.FAILED

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.said = Text(ja, en)


class Failed(Outcome):
    """The answer breaks the rule."""


class Skipped(Outcome):
    """The question could not be asked here."""

    verdict = Verdict.SKIPPED


class Undecided(Outcome):
    """The question was asked, and its answer cannot be seen from here."""

    verdict = Verdict.PENDING


class Aborted(Outcome):
    """The run cannot begin: no token, or nothing to look at."""
