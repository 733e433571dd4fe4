"""What was sealed before: a part that has not changed since is not derived again.

Deriving keys is slow on purpose, a quarter of a minute for one assignment. So what was sealed is kept
beside the release, each part under a digest of all that went into it, the code included: for a class
released again, one person more on the roster, or a release that was stopped half-way.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gxd_teach.classroom import canonical, sealed
from gxd_teach.classroom.answers import Interval
from gxd_teach.files import write_whole

__all__ = ["SealedBefore"]


@cache
def _code() -> bytes:
    return b"".join(Path(str(module.__file__)).read_bytes() for module in (canonical, sealed))


class SealedBefore:
    """The parts kept in a file; without one, nothing is kept.

    `key` makes the digests, so that nobody can try answers on them, which would be quick.

    >>> from gxd_teach.language import Text
    >>> before, known = SealedBefore(), [("電力", Text("正解", "right"), True)]
    >>> part = before.seal(known, context="00a/", salt=b"salt", iterations=10)
    >>> part == sealed.seal(known, context="00a/", salt=b"salt", iterations=10)
    True
    """

    def __init__(self, file: Path | None = None, key: bytes = b"") -> None:
        self._file, self._key = file, key
        self._before = _read(file) if file is not None else {}
        self._now: dict[str, Any] = {}

    def seal(self, known: Sequence[sealed.Known], **how: Any) -> dict[str, Any]:
        """As `sealed.seal`, or what it gave before for the very same."""
        name = self._digest(known, how)
        part: dict[str, Any] = self._before.get(name) or sealed.seal(known, **how)
        self._now[name] = part
        return part

    def _digest(self, known: Sequence[sealed.Known], how: dict[str, Any]) -> str:
        accepted = [
            (str(one.low), str(one.high)) if isinstance(one, Interval) else one
            for one, _, _ in known
        ]
        said = [(text.ja, text.en, right) for _, text, right in known]
        recipe = repr((accepted, said, sorted(how.items()))).encode()
        return hmac.new(self._key + _code(), recipe, hashlib.sha256).hexdigest()

    def keep(self) -> None:
        """Write down what was asked for this time, and nothing older."""
        if self._file is not None and self._now != self._before:
            write_whole(self._file, json.dumps(self._now), mode=0o600)


def _read(file: Path) -> dict[str, Any]:
    """What is kept in a file; nothing where it is damaged."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {name: part for name, part in kept.items() if _whole(part)}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def _whole(part: Any) -> bool:
    return (
        isinstance(part, dict)
        and part.keys() == {"salt", "iterations", "digits", "entries"}
        and isinstance(part["entries"], list)
        and all(isinstance(entry, str) for entry in part["entries"])
    )
