"""Where records lie: a file, a folder of files, or an address; all of them looked over together.

A file holds one record, an array, the envelope ``{"data": [...]}`` of PACT's ListFootprints, or
one record a line (NDJSON). A line that is no JSON is a finding; a file in which nothing can be
read is told apart (`LintReport.unread`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.lint.check import lint_values
from gxd_teach.techspec.lint.finding import Finding
from gxd_teach.techspec.lint.reading import records_in
from gxd_teach.techspec.lint.report import LintReport
from gxd_teach.techspec.lint.schema_rules import unreadable

__all__ = ["lint_source", "records_in"]

SUFFIXES = (".json", ".jsonl", ".ndjson")


def lint_source(
    source: Path | str,
    *,
    credentials: Path | str | None = None,
    ca_file: Path | str | None = None,
    dialect: str | None = None,
    today: date | datetime | str | None = None,
) -> LintReport:
    """Look over a file, a folder (with its subfolders) or an https address.

    With `credentials` (a file written by `Credentials.save`) a partner's whole list is read as
    its customer would; without, the address must be public. `ca_file` is a certificate
    authority to trust. What cannot be read is in `unread`: GXD-L193 no such file, GXD-L194 no
    JSON in it, GXD-L195 no records there, and GXD-X… for an address.

    >>> report = lint_source("no-such-file.json")
    >>> report.unread[0].code, report.exit_status
    ('GXD-L193', 2)
    """
    labelled: list[tuple[str, Any]] = []
    broken: list[Finding] = []
    unread: list[GxdError] = []
    try:
        for name, content in _contents(source, credentials, ca_file, dialect):
            if isinstance(content, GxdError):
                unread.append(content)
                continue
            try:
                values, problems = records_in(content)
            except GxdError as error:
                unread.append(GxdError(error.code, error.ja, error.en, where=name))
                continue
            labelled += [(_label(name, place), value) for place, value in values]
            broken += [unreadable(found, _label(name, place)) for place, found in problems]
    except GxdError as error:
        unread.append(error)
    report = lint_values(labelled, dialect=dialect, today=today)
    return replace(
        report,
        findings=tuple(broken) + report.findings,
        records=report.records + len(broken),
        unread=tuple(unread),
    )


def _contents(
    source: Path | str,
    credentials: Path | str | None,
    ca_file: Path | str | None,
    dialect: str | None,
) -> Iterator[tuple[str, bytes | GxdError]]:
    """Every text that the source holds, with its name."""
    if isinstance(source, str) and "://" in source[:10]:
        from gxd_teach.techspec.lint.web import pages

        yield from pages(source, credentials=credentials, ca_file=ca_file, dialect=dialect)
        return
    place = Path(source)
    if not place.is_dir():
        yield (str(place), _read(place))
        return
    files = sorted(
        file
        for file in place.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(place).parts)
        and file.is_file()
    )
    if not files:
        raise GxdError(
            "GXD-L195",
            f"{'、'.join(SUFFIXES)} のファイルがありません",
            f"holds no file that ends with {', '.join(SUFFIXES)}",
            where=str(place),
        )
    for file in files:
        yield file.relative_to(place).as_posix(), _read(file)


def _read(file: Path) -> bytes | GxdError:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        return GxdError(
            "GXD-L193",
            f"ファイルを読めません({told})。名前と場所を確かめてください",
            f"cannot be read ({told}): check its name and place",
            where=str(file),
        )


def _label(name: str, place: str) -> str:
    return f"{name} {place}".strip()
