"""A case: one question to a server, with its number, the rule it stands on, and the repair.

Numbers, meaning and which cases are mandatory for which version follow PACT's public
conformance service (https://github.com/wbcsd/pact-conformance-service); numbers GXD-K… are
checks of this course that the service lacks. A case is a small function; `case` puts it into
the catalogue, and its docstring is its English title.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from gxd_teach.errors import GxdError
from gxd_teach.language import Text
from gxd_teach.techspec.conformance.rules import RULES

if TYPE_CHECKING:
    from gxd_teach.techspec.conformance.run import Run

__all__ = ["ALL", "V2", "V2_EVENTS", "V3", "VERSIONS", "Case", "case", "catalogue", "known_version"]

V2 = ("2.0", "2.1", "2.2", "2.3")
V2_EVENTS = ("2.2", "2.3")  # events are mandatory from 2.2
V3 = ("3.0",)
ALL = V2 + V3
VERSIONS = ALL

Requirement = Literal["mandatory", "optional", "deeper"]

# The modules that hold cases, in the order in which the suite asks.
_ROOMS = (
    "authentication", "authorization", "footprints", "pages", "over_http", "events", "answers", "answered_once",
    "filters_v2", "filters_v3", "filter_logic", "harmless", "records_check",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One question. `late` (1, then 2) ones are asked last: callbacks need time to come.

    `strength` is the word of the rule: "MUST", "SHOULD", or "course" for this course's reading.
    """

    number: str
    title: Text
    rule: Text
    repair: Text
    mandatory: tuple[str, ...]
    optional: tuple[str, ...]
    deeper: tuple[str, ...]
    strength: str
    late: int
    ask: Callable[[Run], None]

    def requirement(self, version: str) -> Requirement | None:
        """What the case is for a version: None when it does not belong to it.

        >>> {one.number: one.requirement("2.0") for one in catalogue("2.0")}["TC12"]
        'optional'
        """
        if version in self.mandatory:
            return "mandatory"
        if version in self.optional:
            return "optional"
        return "deeper" if version in self.deeper else None


_CASES: list[Case] = []


def case(
    number: str,
    ja: str,
    *,
    rule: str,
    repair: Text,
    mandatory: Collection[str] = (),
    optional: Collection[str] = (),
    deeper: Collection[str] = (),
    strength: str = "MUST",
    late: int = 0,
) -> Callable[[Callable[[Run], None]], Callable[[Run], None]]:
    """Register a function as a case; its docstring is the title in English."""

    def register(ask: Callable[[Run], None]) -> Callable[[Run], None]:
        title = Text(ja, (ask.__doc__ or "").strip().split("\n")[0].rstrip("."))
        _CASES.append(
            Case(
                number,
                title,
                RULES[rule],
                repair,
                tuple(mandatory),
                tuple(optional),
                tuple(deeper),
                strength,
                late,
                ask,
            )
        )
        return ask

    return register


def known_version(version: str) -> str:
    """The version as `2.3`; GXD-K190 names those that can be asked for.

    >>> known_version("v3.0.3"), known_version("2.3.1")
    ('3.0', '2.3')
    """
    short = ".".join(str(version).strip().lower().removeprefix("v").split(".")[:2])
    short = {"3": "3.0"}.get(short, short)
    if short not in VERSIONS:
        raise GxdError(
            "GXD-K190",
            f"版「{version}」は知りません。{'、'.join(VERSIONS)} から選んでください",
            f"there is no version '{version}' here: choose one of {', '.join(VERSIONS)}",
            where="--version",
        )
    return short


def catalogue(version: str | None = None, *, deeper: bool = True) -> tuple[Case, ...]:
    """All cases, or those of one version, the suite's first and in the order of their numbers.

    >>> [sum(1 for one in catalogue(v, deeper=False)) for v in ("2.0", "2.3", "3.0")]
    [22, 22, 41]
    """
    for room in _ROOMS:
        import_module(f"gxd_teach.techspec.conformance.{room}")
    wanted = None if version is None else known_version(version)
    chosen = [
        one
        for one in _CASES
        if (deeper or one.mandatory or one.optional)
        and (wanted is None or one.requirement(wanted) is not None)
    ]
    return tuple(sorted(chosen, key=_place))


def _place(one: Case) -> tuple[int, int, str]:
    """TC2 before TC10, TC14.A before TC14.B, and all of them before the deeper checks."""
    ours = one.number.startswith("GXD-K")
    digits = "".join(c for c in one.number.removeprefix("GXD-K") if c.isdigit())
    return (int(ours), int(digits), one.number)
