"""A fault: its name, what it does, which versions can have it, and what finds it.

Most faults are those that were tried, one at a time, against PACT's public conformance suite
(https://github.com/wbcsd/pact-conformance-service): some it sees, many it does not. A fault
is a function at one of four places: on the way in, on the way out, on a record, or on an
event that the server sends.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Fault", "Place", "describe", "fault", "fault_named", "names"]

Place = Literal["request", "answer", "record", "sending"]

# The modules that hold faults, in the order in which a class meets them.
_ROOMS = (
    "tokens", "refusals", "pages", "lists", "filters", "odata", "events", "sending",
    "types", "dialects", "sense", "quality",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault. `found_by` names cases (TC5, GXD-K020) and codes of findings (GXD-R004).

    What finds it in one version only stands in `found_in_v2` and `found_in_v3`. `plain_http`
    says that it shows only where the server also listens without TLS, `warned` that what it
    breaks is no more than a warning.
    """

    name: str
    title: Text
    place: Place
    act: Callable[..., Any]
    versions: tuple[str, ...]
    found_by: tuple[str, ...]
    found_in_v2: tuple[str, ...] = ()
    found_in_v3: tuple[str, ...] = ()
    plain_http: bool = False
    warned: bool = False

    def found_in(self, major: str) -> frozenset[str]:
        """What has to find it in a version, "2" or "3"."""
        own = self.found_in_v2 if major == "2" else self.found_in_v3
        return frozenset(self.found_by + own)


_FAULTS: dict[str, Fault] = {}


def fault(
    name: str,
    ja: str,
    en: str,
    *,
    place: Place,
    found_by: tuple[str, ...] = (),
    versions: tuple[str, ...] = ("2", "3"),
    v2: tuple[str, ...] = (),
    v3: tuple[str, ...] = (),
    plain_http: bool = False,
    warned: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as a fault; `v2` and `v3` add to what finds it there."""

    def register(act: Callable[..., Any]) -> Callable[..., Any]:
        if name in _FAULTS:
            raise ValueError(f"two faults are called {name}")
        _FAULTS[name] = Fault(
            name, Text(ja, en), place, act, versions, found_by, v2, v3, plain_http, warned
        )
        return act

    return register


def _all() -> dict[str, Fault]:
    for room in _ROOMS:
        import_module(f"gxd_teach.techspec.faults.{room}")
    return _FAULTS


def names(version: str | None = None) -> tuple[str, ...]:
    """Every fault's name, or those that a version ("2.3", "3") can have.

    >>> "limit-ignored" in names("3.0")
    True
    """
    major = None if version is None else str(version).lower().removeprefix("v")[:1]
    return tuple(one.name for one in _all().values() if major is None or major in one.versions)


def fault_named(name: str) -> Fault:
    """The fault of a name; GXD-K195 with those that are spelled alike."""
    known = _all()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3) or sorted(known)[:3]
        raise GxdError(
            "GXD-K195",
            f"「{name}」という故障はありません。近いもの: {'、'.join(near)}",
            f"there is no fault called '{name}'; near it: {', '.join(near)}",
            where="--fault",
        )
    return known[name]


def describe(name: str) -> Text:
    """What a fault does, and what finds it: for the instructor, not for the class.

    >>> describe("limit-ignored").en
    'The limit is ignored: the whole list comes at once. Found by TC5, GXD-K020.'
    """
    one = fault_named(name)
    found = list(one.found_by)
    found += [f"{code} (v2)" for code in one.found_in_v2]
    found += [f"{code} (v3)" for code in one.found_in_v3]
    return Text(
        f"{one.title.ja}。見つけるもの: {'、'.join(found)}。",
        f"{one.title.en}. Found by {', '.join(found)}.",
    )
