"""The result of a lint: all findings, how bad they are, and how usable each record is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.tables import html_table
from gxd_teach.techspec.lint.finding import (
    LEVELS,
    SEVERITIES,
    Finding,
    level_word,
    severity_word,
)
from gxd_teach.techspec.lint.table import findings_table
from gxd_teach.techspec.lint.usability import Usability

if TYPE_CHECKING:
    import pandas

__all__ = ["LintReport"]

_MOST_ROWS = 300  # a notebook page of more is no help; to_frame() has them all


@dataclass(frozen=True)
class LintReport:
    """The findings of one record or several, in their order.

    `dialects` and `usabilities` have an entry for each record that could be read as JSON.
    """

    findings: tuple[Finding, ...]
    records: int
    dialects: tuple[str, ...] = ()
    usabilities: tuple[Usability, ...] = ()
    unread: tuple[GxdError, ...] = ()  # files and addresses that could not be read at all

    @property
    def exit_status(self) -> int:
        """What a shell is told: 0 no error, 1 errors found, 2 something could not be read."""
        return 2 if self.unread else 0 if self.ok else 1

    @property
    def ok(self) -> bool:
        """Whether all was read and nothing is of severity *error*; warnings may be there."""
        return not self.unread and not any(one.severity == "error" for one in self.findings)

    @property
    def clean(self) -> bool:
        """Whether there is no finding at all."""
        return not self.findings

    @cached_property
    def by_level(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each level: schema, specification, plausibility."""
        return {
            level: tuple(one for one in self.findings if one.level == level) for level in LEVELS
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that were found, each once, in order."""
        return tuple(dict.fromkeys(one.code for one in self.findings))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of each severity."""
        counted = Counter(one.severity for one in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def usability(self) -> Usability | None:
        """How usable the record is, where there is exactly one."""
        return self.usabilities[0] if len(self.usabilities) == 1 else None

    def up_to(self, level: str) -> LintReport:
        """Only the findings up to a level; GXD-L191 for a level that there is not."""
        if level not in LEVELS:
            raise GxdError(
                "GXD-L191",
                f"「{level}」という段階はありません。{'、'.join(LEVELS)} のどれかです",
                f"there is no level '{level}': it is one of {', '.join(LEVELS)}",
            )
        wanted = LEVELS[: LEVELS.index(level) + 1]
        return replace(self, findings=tuple(one for one in self.findings if one.level in wanted))

    def summary(self) -> str:
        """One line: how many records, findings of each severity, and the usability levels."""
        counted = say("、", ", ").join(
            f"{severity_word(severity)} {number}" for severity, number in self.counts.items()
        )
        head = say(f"レコード {self.records} 件: {counted}", f"{self.records} record(s): {counted}")
        if self.unread:
            number = len(self.unread)
            head = say(f"読めないもの {number} 件。{head}", f"{number} unreadable; {head}")
        levels = Counter(str(one.word) for one in self.usabilities)
        told = say("、", ", ").join(
            f"{word} {number}" if self.records > 1 else word for word, number in levels.items()
        )
        return f"{head}{say('。使いやすさ: ', '; usability: ') + told if told else ''}"

    def __str__(self) -> str:
        parts = [findings_table(self.findings), *map(str, self.unread), self.summary()]
        if self.usability is not None and self.usability.missing:
            parts.append(self.usability.next_step())
        return "\n".join(part for part in parts if part)

    def _repr_html_(self) -> str:
        headings = [
            say("レコード", "record"),
            say("重さ", "severity"),
            say("コード", "code"),
            say("段階", "level"),
            say("場所", "path"),
            say("見つかった値", "found"),
            say("何が", "what"),
            say("期待", "expected"),
            say("直し方", "repair"),
            say("根拠", "why"),
        ]
        rows = [
            [
                one.record,
                severity_word(one.severity),
                one.code,
                level_word(one.level),
                one.path,
                one.found,
                str(one.title),
                str(one.expected),
                str(one.repair),
                str(one.why),
            ]
            for one in self.findings
        ]
        if not any(row[0] for row in rows):
            headings, rows = headings[1:], [row[1:] for row in rows]
        table = html_table(headings, rows[:_MOST_ROWS], []) if rows else ""
        rest = len(rows) - _MOST_ROWS
        more = say(f"ほか {rest} 件", f"and {rest} more") if rest > 0 else ""
        unread = "".join(f"<p>{escape(str(one))}</p>" for one in self.unread)
        return f"<p>{escape(self.summary())}</p>{unread}{table}<p>{more}</p>"

    def to_frame(self) -> pandas.DataFrame:
        """One row a finding; sentences in the current language."""
        import pandas

        columns = (
            "record", "code", "level", "severity", "path", "found", "title", "expected",
            "repair", "why",
        )  # fmt: skip
        rows = [{name: str(getattr(one, name)) for name in columns} for one in self.findings]
        return pandas.DataFrame(rows, columns=list(columns))

    def to_json(self) -> dict[str, Any]:
        """The report as plain values, sentences in both languages."""
        return {
            "ok": self.ok,
            "records": self.records,
            "counts": dict(self.counts),
            "unread": [
                {"code": one.code, "where": one.where, "ja": one.ja, "en": one.en}
                for one in self.unread
            ],
            "dialects": list(self.dialects),
            "findings": [one.to_json() for one in self.findings],
            "usability": [one.to_json() for one in self.usabilities],
        }
