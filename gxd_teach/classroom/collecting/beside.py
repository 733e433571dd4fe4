"""What lies beside a notebook and tells of it: `participant.json`, `questions.json`, `timestamp.txt`.

They are evidence against a mix-up, never of whose a submission is: anybody could write them.
The time is nbgrader's (https://nbgrader.readthedocs.io), and counts only in a folder: in a zip
it would be the participant's own word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gxd_teach.classroom.collecting.wrapping import Piece
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.language import Text

__all__ = ["Beside"]

_LARGEST = 5_000_000


class Beside:
    """The small files of a source by the folder they lie in; `timed`: it is a folder."""

    def __init__(self, pieces: Iterable[Piece], *, timed: bool) -> None:
        self._found: dict[tuple[str, ...], dict[str, Piece]] = {}
        self._timed = timed
        for piece in pieces:
            if piece.name in ("participant.json", "questions.json", "timestamp.txt"):
                self._found.setdefault(piece.folders, {})[piece.name] = piece

    def why_not(self, piece: Piece, edition: str, participant: str) -> Text | None:
        """Why a submission cannot be this participant's of this edition; None where it can."""
        for name in ("participant.json", "questions.json"):
            said = self._said(piece, name)
            named, of = said.get("participant"), said.get("edition")
            if isinstance(of, str) and of != edition:
                return self.other_edition(of, edition)
            if isinstance(named, str) and named not in (participant, PUBLIC):
                shown = named[:64]
                return Text(f"隣の {name} は「{shown}」のものです。「{participant}」の提出物としては受け取れません。提出者を確かめてください",
                            f"the {name} beside it is of '{shown}', not of '{participant}': check whose it is")  # fmt: skip
        return None

    @staticmethod
    def other_edition(found: str, edition: str) -> Text:
        """The sentence for work on another edition."""
        return Text(f"{found[:40]} 版のものです。この講座は {edition} 版なので、数値が違います。この版で解き直してもらってください",
                    f"it is of edition {found[:40]}; this course is {edition}, with other numbers: have it done in this edition")  # fmt: skip

    def _said(self, piece: Piece, name: str) -> dict[str, Any]:
        lies = self._found.get(piece.folders, {}).get(name)
        if lies is None or lies.file is None or lies.file.stat().st_size > _LARGEST:
            return {}
        try:
            said = json.loads(lies.content)
        except (ValueError, RecursionError, OSError):
            return {}
        return said if isinstance(said, dict) else {}

    def timestamp(self, piece: Piece) -> str | None:
        """nbgrader's time of handing in, where it can be relied on."""
        from nbgrader.utils import parse_utc

        lies = self._found.get(piece.folders, {}).get("timestamp.txt")
        if lies is None or lies.file is None or lies.zips or not self._timed:
            return None
        try:
            with lies.file.open("rb") as file:  # which may say that it is as long as a disk
                text = file.read(200).decode("utf-8").strip()
            parse_utc(text)
        except (ValueError, OSError, ArithmeticError):
            return None
        return text
