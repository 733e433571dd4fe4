"""A finding: what is wrong with a record, where, by which rule, and how to repair it.

Three levels, from what everyone sees to what only a careful reader sees: *schema* (what PACT's
official suite checks), *specification* (what the text of the PACT Technical Specifications
demands beyond that) and *plausibility* (sums, mass and carbon: this course's reading).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gxd_teach.language import Text, say

__all__ = ["LEVELS", "SEVERITIES", "Finding", "Hit", "hit", "level_word", "severity_word", "short"]

LEVELS = ("schema", "specification", "plausibility")
SEVERITIES = ("error", "warning", "note")

_LEVEL_WORDS = {
    "schema": Text("スキーマ", "schema"),
    "specification": Text("仕様", "specification"),
    "plausibility": Text("妥当性", "plausibility"),
}
_SEVERITY_WORDS = {
    "error": Text("誤り", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("参考", "note"),
}


@dataclass(frozen=True)
class Finding:
    """One finding. `path` is the JSON path in the record, `record` says which record of several.

    `expected`, `why` and `repair` are sentences in both languages; `found` is the value as it
    stood in the JSON.

    >>> found = Finding("GXD-L021", "specification", "error", "pcf.fossilGhgEmissions", '"-1"',
    ...     Text("負でない", "negative"), Text("0 以上", "0 or more"),
    ...     Text("PACT の規則", "PACT's rule"), Text("符号を直す", "mend the sign"))
    >>> found.code, found.expected.en
    ('GXD-L021', '0 or more')
    """

    code: str
    level: str
    severity: str
    path: str
    found: str
    title: Text
    expected: Text
    why: Text
    repair: Text
    record: str = ""

    def __str__(self) -> str:
        place = f"{self.record} {self.path}".strip()
        end = say("。", ".")
        told = end.join(str(part) for part in (self.expected, self.repair) if str(part))
        found = f" {self.found}" if self.found else ""
        return (
            f"[{self.code}] {severity_word(self.severity)} {place}:{found} – {self.title}"
            f" → {told} ({self.why})"
        )

    def to_json(self) -> dict[str, Any]:
        """The finding as plain values; sentences in both languages."""
        plain = {
            "code": self.code,
            "level": self.level,
            "severity": self.severity,
            "record": self.record,
            "path": self.path,
            "found": self.found,
        }
        texts = ("title", "expected", "why", "repair")
        return plain | {
            name: {"ja": getattr(self, name).ja, "en": getattr(self, name).en} for name in texts
        }


@dataclass(frozen=True)
class Hit:
    """What a rule tells of one place; code, level and reason it shares with the whole rule."""

    path: str
    found: str
    expected: Text
    repair: Text
    severity: str | None = None  # where it differs from the rule's own


def hit(
    path: str,
    found: str,
    expected: tuple[str, str],
    repair: tuple[str, str],
    severity: str | None = None,
) -> Hit:
    """A hit from pairs of sentences (Japanese, English).

    >>> hit("id", "1", ("UUID", "a UUID"), ("直す", "mend it")).expected.en
    'a UUID'
    """
    return Hit(path, found, Text(*expected), Text(*repair), severity)


def short(number: Decimal) -> str:
    """A calculated number as a finding writes it: six significant digits, no exponent.

    >>> short(Decimal("1.1") * 3), short(Decimal("0.00000123"))
    ('3.3', '0.00000123')
    """
    return format(Decimal(f"{number:.6g}"), "f")


def level_word(level: str) -> str:
    """A level in the current language."""
    return str(_LEVEL_WORDS[level])


def severity_word(severity: str) -> str:
    """A severity in the current language."""
    return str(_SEVERITY_WORDS[severity])
