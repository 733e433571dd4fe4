"""The catalogue of rules: each a small function with a code, a level and a reason.

A rule looks at one `Subject` (a record, read leniently) and yields a `Hit` for every place it
does not hold. Rules of a list look at several subjects at once. The catalogue is what the
reference page of the course is made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gxd_teach.language import Text
from gxd_teach.techspec.lint.finding import Finding, Hit

if TYPE_CHECKING:
    from gxd_teach.techspec.lint.subject import Subject

__all__ = [
    "ALL",
    "V2",
    "V3",
    "Rule",
    "catalogue",
    "finding_of",
    "list_rule",
    "list_rules",
    "record_rules",
    "rule",
]

V2 = ("2.0", "2.1", "2.2", "2.3")
V3 = ("3.0",)
ALL = V2 + V3

# Where rules are written, in the order in which their findings are shown.
_ROOMS = (
    "schema_rules",
    "versions",
    "dialects",
    "values",
    "periods",
    "validity",
    "quality",
    "disclosure",
    "particulars",
    "identifiers",
    "geography",
    "sums",
    "carbon",
    "mass",
    "magnitude",
    "lifecycle",
    "extensions",
    "lists",
    "predecessors",
)

RecordCheck = Callable[["Subject"], Iterable[Hit]]
ListCheck = Callable[[Sequence["Subject"]], Iterable[tuple["Subject", Hit]]]


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue; `dialects` are the versions of PACT it holds for.

    `check` and `check_list` are None for what the record models themselves check.
    """

    code: str
    level: str
    severity: str
    dialects: tuple[str, ...]
    title: Text
    why: Text
    check: RecordCheck | None = None
    check_list: ListCheck | None = None

    @property
    def room(self) -> str:
        """The module it stands in; the codes of the record models are listed by the first."""
        function = self.check or self.check_list
        return function.__module__.rpartition(".")[2] if function else _ROOMS[0]

    def to_json(self) -> dict[str, Any]:
        """The rule as plain values, for a reference page."""
        return {
            "code": self.code,
            "level": self.level,
            "severity": self.severity,
            "dialects": list(self.dialects),
            "title": {"ja": self.title.ja, "en": self.title.en},
            "why": {"ja": self.why.ja, "en": self.why.en},
        }


_REGISTER: dict[str, Rule] = {}


def _register(made: Rule) -> None:
    if made.code in _REGISTER:
        raise ValueError(f"two rules carry the code {made.code}")
    _REGISTER[made.code] = made


def model_rule(code: str, level: str, title: tuple[str, str], why: tuple[str, str]) -> None:
    """List a code of the record models in the catalogue."""
    _register(Rule(code, level, "error", ALL, Text(*title), Text(*why)))


def rule(
    code: str,
    level: str,
    severity: str,
    dialects: tuple[str, ...],
    title: tuple[str, str],
    why: tuple[str, str],
) -> Callable[[RecordCheck], RecordCheck]:
    """Register a function as the rule of one record; sentences are (Japanese, English)."""

    def put(check: RecordCheck) -> RecordCheck:
        _register(Rule(code, level, severity, dialects, Text(*title), Text(*why), check=check))
        return check

    return put


def list_rule(
    code: str, level: str, severity: str, title: tuple[str, str], why: tuple[str, str]
) -> Callable[[ListCheck], ListCheck]:
    """Register a function as a rule of several records together."""

    def put(check: ListCheck) -> ListCheck:
        _register(Rule(code, level, severity, ALL, Text(*title), Text(*why), check_list=check))
        return check

    return put


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes' rooms.

    >>> {rule.level for rule in catalogue()} == {"schema", "specification", "plausibility"}
    True
    """
    for room in _ROOMS:
        import_module(f"gxd_teach.techspec.lint.{room}")
    # Whoever needed one of the rooms before has put its rules first.
    return tuple(sorted(_REGISTER.values(), key=lambda one: _ROOMS.index(one.room)))


@cache
def record_rules(dialect: str) -> tuple[tuple[Rule, RecordCheck], ...]:
    """The rules of one record that hold for a dialect, with their functions."""
    return tuple(
        (one, one.check) for one in catalogue() if one.check is not None and dialect in one.dialects
    )


@cache
def list_rules() -> tuple[tuple[Rule, ListCheck], ...]:
    """The rules of several records, with their functions."""
    return tuple((one, one.check_list) for one in catalogue() if one.check_list is not None)


def finding_of(rule: Rule, hit: Hit, record: str = "") -> Finding:
    """A rule's hit as a finding."""
    return Finding(
        rule.code,
        rule.level,
        hit.severity or rule.severity,
        hit.path,
        hit.found,
        rule.title,
        hit.expected,
        rule.why,
        hit.repair,
        record,
    )
