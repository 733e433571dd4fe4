"""Every record that the server hands out, read as closely as the lint reads.

The public suite sees the schema only. The lint adds the rules of PACT's text and the sense of
the numbers; its codes (GXD-R…, GXD-L…) stand in the report beside the record and the path.
"""

from __future__ import annotations

from typing import Any

from gxd_teach.errors import Problem
from gxd_teach.language import Text
from gxd_teach.techspec.conformance.case import ALL, case
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX = Text(
    "gxd lint で記録を読み、示された項目を直してください",
    "read the records by gxd lint, and mend what it names",
)


@case("GXD-K100", "どの記録も lint で誤りがない", rule="lint", repair=_FIX, deeper=ALL)
def records_make_sense(run: Run) -> None:
    """No record has an error that the lint sees."""
    errors = warnings = 0
    for finding in _lint(run):
        if finding.severity == "note":
            continue
        run.findings.append(_problem(run, finding))
        errors += finding.severity == "error"
        warnings += finding.severity == "warning"
    run.require(
        not errors,
        f"{len(run.everything)} 件の記録に誤りが {errors} 件あります",
        f"{errors} errors in {len(run.everything)} footprints",
    )
    if warnings:
        run.warn(f"警告が {warnings} 件あります", f"there are {warnings} warnings")


def _lint(run: Run) -> list[Any]:
    from gxd_teach.techspec.lint import lint_records

    # v2 has four editions, and a record says which it is; v3 has one.
    dialect = "3.0" if run.major == "3" else None
    return list(lint_records(run.everything, dialect=dialect).findings)


def _problem(run: Run, finding: Any) -> Problem:
    place = finding.record.strip("[]")
    name = run.everything[int(place)].get("id") if place.isdigit() else finding.record
    where = f"{name} {finding.path}".strip()
    ja, en = (
        f"{getattr(finding.title, word)}: {finding.found} → {getattr(finding.expected, word)}"
        for word in ("ja", "en")
    )
    return Problem(finding.code, where, ja, en)


@case("GXD-K101", "specVersion は求めた版のもの", rule="schema", deeper=ALL, repair=Text(
    "/2 では 2.x.x、/3 では 3.x.x の記録だけを返してください",
    "return records of 2.x.x under /2 and of 3.x.x under /3 only"))  # fmt: skip
def spec_version_is_the_paths(run: Run) -> None:
    """A record's specVersion is the version asked for."""
    for record in run.everything:
        said = str(record.get("specVersion"))
        run.require(
            said.split(".")[0] == run.major,
            f"記録 {record.get('id')} の specVersion は {said} です(/{run.major} で返ったもの)",
            f"record {record.get('id')} says specVersion {said}, under /{run.major}",
        )
        if not said.startswith(f"{run.version}."):
            run.warn(
                f"specVersion は {said} で、{run.version} ではありません",
                f"specVersion is {said}, not {run.version}",
            )
            return
