"""How far one has come: which questions were checked, what was found, and when.

`check` notes it in a small file beside the notebook, `.gxd-progress.json`; `progress()` shows it
as a table. It is for the participant alone: it is never handed in, never graded, never trusted,
and where it cannot be written, nothing is lost but the table.
"""

from __future__ import annotations

import contextlib
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gxd_teach.files import write_whole
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["FILE", "Checked", "Progress", "note", "progress", "read_progress"]

FILE = ".gxd-progress.json"  # hidden: not part of a kit's zip, and not of a submission
FORMAT = 1
MARKS = {"right": "○", "wrong": "×", "unanswered": "－", "unreadable": "？"}
_LARGEST = 200_000  # bytes: a file above it was not written here
_MOST = 1_000_000  # tries


@dataclass(frozen=True)
class Checked:
    """One question: the last outcome (None: not checked yet), when, how often, and if ever right."""

    question: str
    title: str
    outcome: str | None = None
    when: datetime | None = None
    tries: int = 0
    ever_right: bool = False

    def cells(self) -> tuple[str, str, str, str, str]:
        """As a row of text."""
        outcome = MARKS.get(self.outcome or "", "－")
        if self.ever_right and self.outcome != "right":
            outcome += say("(前に ○)", " (○ before)")
        when = self.when.strftime("%Y-%m-%d %H:%M") if self.when else ""
        return (self.question, self.title, outcome, str(self.tries or ""), when)


@dataclass(frozen=True)
class Progress:
    """All questions of the assignment in their order, checked or not."""

    questions: Sequence[Checked]

    @property
    def right(self) -> int:
        """How many were right at the last check."""
        return sum(one.outcome == "right" for one in self.questions)

    def _headings(self) -> tuple[str, str, str, str, str]:
        return (say("問", "question"), say("題", "title"), say("結果", "result"),
                say("回数", "checks"), say("最後に確かめた時刻", "last checked"))  # fmt: skip

    def _summary(self) -> str:
        total = len(self.questions)
        return say(f"{total} 問中 {self.right} 問正解", f"{self.right} of {total} right")

    def __str__(self) -> str:
        lines = ["  ".join(filter(None, one.cells())) for one in self.questions]
        return "\n".join([self._summary(), *lines])

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        table = html_table(self._headings(), [one.cells() for one in self.questions], numeric=(3,))
        return f"<p>{html.escape(self._summary())}</p>{table}"

    def to_frame(self) -> pandas.DataFrame:
        """A table with one row a question: title, outcome, when, tries, ever_right."""
        import pandas

        rows = [(q.title, q.outcome, q.when, q.tries, q.ever_right) for q in self.questions]
        names = ["title", "outcome", "when", "tries", "ever_right"]
        index = pandas.Index([q.question for q in self.questions], name="question")
        return pandas.DataFrame(rows, columns=names, index=index)


def progress() -> Progress:
    """Show which questions of this notebook were checked, with what outcome and when.

    Needs the leaflet (`questions.json`) beside the notebook: GXD-C052 without it.

    >>> import os, tempfile
    >>> from gxd_teach.errors import GxdError
    >>> here = os.getcwd()
    >>> with tempfile.TemporaryDirectory() as elsewhere:
    ...     os.chdir(elsewhere)
    ...     try:
    ...         progress()
    ...     except GxdError as error:
    ...         print(error.code)
    ...     os.chdir(here)
    GXD-C052
    """
    from gxd_teach.classroom.judging import place_of_grading
    from gxd_teach.classroom.selfcheck import _leaflet

    if place_of_grading() is not None:  # it plays no part there
        return Progress(())
    return read_progress(Path.cwd(), _leaflet(""))


def read_progress(folder: Path, leaflet: Mapping[str, Any]) -> Progress:
    """What is noted in a folder for the questions of a leaflet; nothing for a file of another's."""
    noted = _read(folder / FILE, leaflet)
    return Progress(
        tuple(
            _checked(name, say(entry["title"]["ja"], entry["title"]["en"]), noted.get(name))
            for name, entry in leaflet["questions"].items()
        )
    )


def note(folder: Path, leaflet: Mapping[str, Any], question: str, outcome: str) -> None:
    """Note one check. Says nothing where it cannot: a folder may be read-only."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        noted = _read(folder / FILE, leaflet)
        before = _checked(question, "", noted.get(question))
        noted[question] = {
            "outcome": outcome,
            "when": datetime.now().astimezone().isoformat(timespec="seconds"),
            "tries": before.tries + 1,
            "ever_right": before.ever_right or outcome == "right",
        }
        content = {
            "format": FORMAT,
            "edition": leaflet["edition"],
            "participant": leaflet["participant"],
            "questions": noted,
        }
        write_whole(folder / FILE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _read(file: Path, leaflet: Mapping[str, Any]) -> dict[str, Any]:
    """The notes of this edition and participant; none where there is anything else."""
    try:
        if file.stat().st_size > _LARGEST:
            return {}
        said = json.loads(file.read_text(encoding="utf-8"))
        mine = all(said[name] == leaflet[name] for name in ("edition", "participant"))
        noted = said["questions"]
        return dict(noted) if said["format"] == FORMAT and mine and isinstance(noted, dict) else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _checked(question: str, title: str, noted: object) -> Checked:
    """A note as it may be believed: whatever does not fit is as if it had not been noted."""
    if not isinstance(noted, dict):
        return Checked(question, title)
    match noted:
        case {"outcome": str(outcome), "when": str(when), "tries": int(tries)} if (
            outcome in MARKS and 0 <= tries <= _MOST
        ):
            with contextlib.suppress(ValueError):
                ever = noted.get("ever_right") is True or outcome == "right"
                return Checked(
                    question, title, outcome, datetime.fromisoformat(when), int(tries), ever
                )
    return Checked(question, title)
