"""Looking over a record: everything that is wrong with it, said at once.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD); each finding names the rule it stands
on. The record is read leniently, so that one fault does not hide the next, and nothing that
arrives raises an error: what is no JSON is a finding as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.lint.finding import Finding
from gxd_teach.techspec.lint.reading import as_value, records_in, records_of, unwrapped
from gxd_teach.techspec.lint.report import LintReport
from gxd_teach.techspec.lint.rule import ALL, finding_of, list_rules, record_rules
from gxd_teach.techspec.lint.schema_rules import schema_findings, unreadable
from gxd_teach.techspec.lint.subject import Subject, spoken_dialect
from gxd_teach.techspec.lint.usability import usability_of

__all__ = ["lint_record", "lint_records", "lint_values"]

_MAJORS = {"2": "2.3", "3": "3.0"}


def lint_record(
    data: Any,
    *,
    dialect: str | None = None,
    today: date | datetime | str | None = None,
    previous: Any = None,
) -> LintReport:
    """Everything that is wrong with one record.

    `data` is JSON text or bytes, a parsed object, or a record of this package. `dialect` ("2.3",
    "v3" …) says by which version to read it; left out, the record says so itself. `today` is
    what expiry is told by. `previous` is the record's earlier version, or a list of them, for
    the rules on changes. GXD-L190 for a dialect, GXD-L192 for a day that cannot be read.

    >>> report = lint_record('{"specVersion": "9.9.9", "pcf": {"fossilGhgEmissions": "-1"}}')
    >>> report.ok, {"GXD-L001", "GXD-L021"} <= set(report.codes)
    (False, True)
    """
    asked, day = _dialect(dialect), _today(today)
    try:
        value = unwrapped(as_value(data))
    except ProblemsError as error:
        return LintReport(tuple(unreadable(problem) for problem in error.problems), 1)
    record = Subject(value, dialect=asked, today=day, previous=_previous(previous))
    return LintReport(tuple(_findings(record)), 1, (record.dialect,), (usability_of(record),))


def lint_records(
    records: Iterable[Any],
    *,
    dialect: str | None = None,
    today: date | datetime | str | None = None,
) -> LintReport:
    """Everything that is wrong with several records, each alone and all together.

    Each is what `lint_record` takes; or all stand in one JSON text, as an array, in a list's
    envelope or one a line. Findings name a record by its place, ``[3]``. In v2 the versions of
    one id that stand in the list are held against each other.

    >>> lint_records([{"id": "1"}, {"id": "1"}], dialect="3.0").records
    2
    >>> lint_records('{"data": [{"id": "1"}, {"id": "1"}]}', dialect="3.0").records
    2
    """
    if isinstance(records, str | bytes | bytearray | Mapping):
        return _lint_text(records, dialect=dialect, today=today)
    readable: list[tuple[str, Any]] = []
    broken: list[Finding] = []
    number = -1
    for number, data in enumerate(records):
        try:
            readable.append((f"[{number}]", as_value(data)))
        except ProblemsError as error:
            broken += [unreadable(problem, f"[{number}]") for problem in error.problems]
    report = lint_values(readable, dialect=dialect, today=today)
    return LintReport(
        tuple(broken) + report.findings, number + 1, report.dialects, report.usabilities
    )


def _lint_text(records: Any, **how: Any) -> LintReport:
    """The records of one text, or of one object that holds them."""
    try:
        if isinstance(records, Mapping):
            return lint_values(records_of(as_value(records)), **how)
        text = records.encode("utf-8", "surrogatepass") if isinstance(records, str) else records
        values, problems = records_in(bytes(text))
    except ProblemsError as error:
        return LintReport(tuple(unreadable(problem) for problem in error.problems), 1)
    except GxdError as error:
        return LintReport((), 0, unread=(error,))
    broken = tuple(unreadable(problem, place) for place, problem in problems)
    report = lint_values(values, **how)
    return replace(report, findings=broken + report.findings, records=report.records + len(broken))


def lint_values(
    labelled: Sequence[tuple[str, Any]],
    *,
    dialect: str | None = None,
    today: date | datetime | str | None = None,
) -> LintReport:
    """The same for parsed values that have a label each (a file and line, say)."""
    asked, day = _dialect(dialect), _today(today)
    subjects = [
        Subject(unwrapped(value), dialect=asked, today=day, label=label)
        for label, value in labelled
    ]
    _know_earlier_versions(subjects)
    together: dict[int, list[Finding]] = {}
    for rule, check in list_rules():
        for record, hit in check(subjects):
            together.setdefault(id(record), []).append(finding_of(rule, hit, record.label))
    findings: list[Finding] = []
    for record in subjects:
        findings += _findings(record)
        findings += together.get(id(record), ())
    return LintReport(
        tuple(findings),
        len(subjects),
        tuple(record.dialect for record in subjects),
        tuple(usability_of(record) for record in subjects),
    )


def _findings(record: Subject) -> list[Finding]:
    """The model's findings, then the rules'; a fault is not told by both."""
    by_model = schema_findings(record)
    by_rules = [
        finding_of(rule, hit, record.label)
        for rule, check in record_rules(record.dialect)
        for hit in check(record)
    ]
    told = {one.path for one in by_rules if one.level == "specification"}
    kept = [one for one in by_model if one.level == "schema" or one.path not in told]
    return kept + by_rules


def _know_earlier_versions(records: Iterable[Subject]) -> None:
    """In v2 a list may hold several versions of an id: each knows the one before it."""
    versions: dict[str, list[tuple[int, Subject]]] = {}
    for record in records:
        identifier, version = record.data.get("id"), record.data.get("version")
        if record.major == 2 and isinstance(identifier, str) and isinstance(version, int):
            versions.setdefault(identifier.lower(), []).append((version, record))
    for several in versions.values():
        several.sort(key=lambda one: one[0])
        for (_, before), (_, after) in pairwise(several):
            after.previous = (dict(before.data),)


def _previous(given: Any) -> tuple[dict[str, Any], ...]:
    """The earlier versions as plain objects; what cannot be read is no earlier version."""
    if given is None:
        return ()
    several = given if isinstance(given, list | tuple) else [given]
    found = []
    for one in several:
        try:
            value = unwrapped(as_value(one))
        except ProblemsError:
            continue
        if isinstance(value, Mapping):
            found.append(dict(value))
    return tuple(found)


def _dialect(asked: str | None) -> str | None:
    if asked is None:
        return None
    name = str(asked).strip().lower().removeprefix("v").removeprefix("pact").strip(" -v")
    name = _MAJORS.get(name, name)
    found = name if name in ALL else spoken_dialect(name)
    if found is None:
        raise GxdError(
            "GXD-L190",
            f"「{asked}」という版はありません。{'、'.join(ALL)} のどれかです",
            f"there is no version '{asked}': it is one of {', '.join(ALL)}",
        )
    return found


def _today(given: date | datetime | str | None) -> datetime:
    if given is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise GxdError(
            "GXD-L192",
            f"「{given}」は日付として読めません。2026-11-23 のように書きます",
            f"'{given}' is no date: write it like 2026-11-23",
            where="today",
        ) from None
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
