"""The report of a run: for every case what was sent, what came back, which rule, the repair.

It prints as a table, turns into plain values for JSON, and into one HTML page. Whether a
server is "PACT Conformant" is for PACT's own hosted service to say; this report says whether
all cases that are mandatory for the version passed here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import Problem
from gxd_teach.language import Text, say
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.case import Case
from gxd_teach.techspec.conformance.rules import SOURCE
from gxd_teach.techspec.conformance.verdicts import Verdict

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Report", "Result"]

_REQUIREMENTS = {
    "mandatory": Text("必須", "mandatory"),
    "optional": Text("任意", "optional"),
    "deeper": Text("深い確認", "deeper"),
}
_MOST_FINDINGS = 200  # in JSON
_SHOWN = 5  # in the table


@dataclass(frozen=True)
class Result:
    """How one case ended. `said` are the reasons; `findings` the places inside records."""

    case: Case
    requirement: str
    verdict: Verdict
    said: tuple[Text, ...] = ()
    findings: tuple[Problem, ...] = ()
    calls: tuple[Call, ...] = ()

    @property
    def requirement_shown(self) -> Text:
        """Mandatory, optional or deeper, as a person reads it."""
        return _REQUIREMENTS[self.requirement]

    def to_json(self) -> dict[str, Any]:
        """The result as plain values, secrets masked."""
        return {
            "case": self.case.number,
            "title": _both(self.case.title),
            "requirement": self.requirement,
            "strength": self.case.strength,
            "verdict": self.verdict.value,
            "said": [_both(one) for one in self.said],
            "rule": _both(self.case.rule),
            "repair": _both(self.case.repair),
            "findings": [
                {"code": one.code, "where": one.where, "ja": one.ja, "en": one.en}
                for one in self.findings[:_MOST_FINDINGS]
            ],
            "calls": [call.shown() for call in self.calls],
        }


def _both(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}


@dataclass(frozen=True)
class Report:
    """All results of a run; `aborted` says why it could not begin.

    `opening` are the calls before the first case.
    """

    base_url: str
    version: str
    results: tuple[Result, ...]
    aborted: Text | None = None
    opening: tuple[Call, ...] = ()

    def __getitem__(self, number: str) -> Result:
        for result in self.results:
            if result.case.number == number:
                return result
        raise KeyError(number)

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def count(self, verdict: str, requirement: str | None = None) -> int:
        """How many results have a verdict ("passed", "failed", …) in a kind of case."""
        return sum(
            one.verdict == verdict and requirement in (None, one.requirement)
            for one in self.results
        )

    @property
    def conformant(self) -> bool:
        """Whether every mandatory case passed (a warning is a pass)."""
        good = (Verdict.PASSED, Verdict.WARNING)
        mandatory = [one for one in self.results if one.requirement == "mandatory"]
        return bool(mandatory) and all(one.verdict in good for one in mandatory)

    @property
    def passed(self) -> bool:
        """Whether nothing failed and the run took place; what is undecided does not count."""
        return self.aborted is None and self.count("failed") == 0

    @property
    def codes(self) -> frozenset[str]:
        """Numbers of the cases that failed, and codes of the findings in them."""
        return self._codes(Verdict.FAILED)

    @property
    def noticed(self) -> frozenset[str]:
        """The same with the cases that passed with a warning."""
        return self._codes(Verdict.FAILED, Verdict.WARNING)

    def _codes(self, *verdicts: Verdict) -> frozenset[str]:
        chosen = [one for one in self.results if one.verdict in verdicts]
        numbers = {one.case.number for one in chosen}
        return frozenset(numbers | {found.code for one in chosen for found in one.findings})

    def to_json(self) -> dict[str, Any]:
        """The report as plain values, in both languages."""
        return {
            "base_url": self.base_url,
            "version": self.version,
            "specification": SOURCE,
            "conformant": self.conformant,
            "passed": self.passed,
            "aborted": _both(self.aborted) if self.aborted else None,
            "counts": {one.value: self.count(one) for one in Verdict},
            "opening": [call.shown() for call in self.opening],
            "results": [one.to_json() for one in self.results],
        }

    def to_html(self) -> str:
        """One self-contained page in both languages, readable without a network."""
        from gxd_teach.techspec.conformance.report_page import page

        return page(self)

    def to_frame(self) -> pd.DataFrame:
        """One row a case: number, title, requirement, verdict, what was said."""
        import pandas as pd

        rows = [
            (one.case.number, str(one.case.title), one.requirement, one.verdict.value,
             " ".join(map(str, one.said)))
            for one in self.results
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["case", "title", "requirement", "verdict", "said"])

    def _repr_html_(self) -> str:
        from gxd_teach.tables import html_table

        head = (say("番号", "case"), say("内容", "title"), say("種類", "kind"), say("判定", "verdict"),
                say("理由", "said"))  # fmt: skip
        return html_table(head, [self._row(one) for one in self.results], [])

    def _row(self, one: Result) -> tuple[str, str, str, str, str]:
        return (
            one.case.number,
            str(one.case.title),
            str(one.requirement_shown),
            str(one.verdict.shown),
            " ".join(map(str, one.said)),
        )

    @property
    def summary(self) -> Text:
        """One sentence on the whole."""
        if self.aborted is not None:
            return Text(
                f"始められませんでした: {self.aborted.ja}", f"could not begin: {self.aborted.en}"
            )
        mandatory = sum(one.requirement == "mandatory" for one in self.results)
        good = self.count("passed", "mandatory") + self.count("warning", "mandatory")
        failed, open_ = self.count("failed", "deeper"), self.count("pending")
        return Text(
            f"PACT {self.version}: 必須 {mandatory} 件のうち {good} 件合格、"
            f"深い確認の不合格 {failed} 件、未決 {open_} 件",
            f"PACT {self.version}: {good} of {mandatory} mandatory cases passed,"
            f" {failed} deeper checks failed, {open_} undecided",
        )

    def __str__(self) -> str:
        lines = []
        for one in self.results:
            number, title, kind, verdict, _ = self._row(one)
            row = f"{_pad(number, 10)}{_pad(verdict, 9)}{_pad(kind, 11)}{title}"
            lines.append(row.rstrip())
            if one.verdict in (Verdict.FAILED, Verdict.WARNING, Verdict.PENDING):
                lines += [f"            {reason}" for reason in one.said]
            if one.verdict is Verdict.FAILED:
                lines += [f"            {found}" for found in one.findings[:_SHOWN]]
                more = len(one.findings) - _SHOWN
                if more > 0:
                    lines.append(f"            {say(f'ほか {more} 件', f'and {more} more')}")
                lines.append(f"            {say('規則', 'rule')}: {one.case.rule}")
                lines.append(f"            {say('直し方', 'repair')}: {one.case.repair}")
        return "\n".join([*lines, str(self.summary)])


def _pad(text: str, width: int) -> str:
    """A text filled up to a width in which full-width characters count two."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(width - wide, 1)
