"""What a case demands of an answer, and how it ends when the answer does not give it.

The demands on statuses and media types are PACT's v2 and v3 rules for the HTTP REST API. A
demand that is not met raises `Failed` with a sentence in both languages.
"""

from __future__ import annotations

from typing import Any, NoReturn

from gxd_teach.errors import Problem
from gxd_teach.language import Text
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.verdicts import Failed, Skipped, Undecided

__all__ = ["Demands"]

Record = dict[str, Any]


class Demands:
    """Collects warnings and findings of the present case; demands raise what ends it."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.major = version[0]
        self.warnings: list[Text] = []
        self.findings: list[Problem] = []

    def records_of(self, call: Call, *, statuses: tuple[int, ...] = ()) -> list[Record]:
        """The footprints of a good list answer; `Failed` when it is none."""
        good = statuses or ((200, 202) if self.major == "2" else (200,))
        self.require_status(call, *good)
        self.require_json(call)
        data = call.member("data")
        self.require(
            isinstance(data, list) and all(isinstance(one, dict) for one in data),
            "本文に data の配列がありません({data: […]} のはずです。空でも [] です)",
            "the body has no array data: expected {data: […]}, and [] when empty",
        )
        return list(data)

    def require_status(self, call: Call, *wanted: int) -> None:
        """The status is one of those wanted."""
        expected = "/".join(str(status) for status in wanted)
        self.require(
            call.status in wanted,
            f"HTTP {expected} のはずが {call.status or call.failure} でした",
            f"expected HTTP {expected}, got {call.status or call.failure}",
        )

    def require_json(self, call: Call) -> None:
        """The answer calls itself application/json and is JSON."""
        found = call.header("content-type") or "-"
        self.require(
            call.media_type == "application/json",
            f"Content-Type が application/json ではなく {found} です",
            f"the Content-Type is {found}, not application/json",
        )
        try:
            call.json()
        except ValueError as error:
            raise Failed(f"本文が JSON ではありません({error})", f"not JSON ({error})") from None

    def require(self, fits: object, ja: str, en: str) -> None:
        """`Failed` with these sentences unless it fits."""
        if not fits:
            raise Failed(ja, en)

    def warn(self, ja: str, en: str) -> None:
        """Say something that does not make the case fail."""
        self.warnings.append(Text(ja, en))

    def skip(self, ja: str, en: str) -> NoReturn:
        """Leave the case unasked, with the reason."""
        raise Skipped(ja, en)

    def undecided(self, ja: str, en: str) -> NoReturn:
        """Leave the case open, with the reason."""
        raise Undecided(ja, en)
