"""The sheet people type: rows of text become activities, or a list of what to put right.

Every cell is looked at and every cell that does not fit is reported, by row and column, so
that a sheet is put right in one go. Headings may be English or Japanese.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.checks import checked_object, checked_rows
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.sheets.headings import NEEDED, column_of, missing_columns
from gxd_teach.framework.sheets.row_reader import RowReader
from gxd_teach.language import say

__all__ = ["MAX_PROBLEMS", "no_such_file", "read_activities", "read_csv_rows", "row_place"]

MAX_PROBLEMS = 1000  # a list longer than this is one wrong column, not a thousand wrong cells


def read_activities(
    rows: Iterable[Mapping[str, object]], factors: EmissionFactors, *, source: str, first_row: int
) -> tuple[Activity, ...]:
    """Read every row; `ProblemsError` with one `Problem` a cell when any does not fit."""
    if hasattr(rows, "to_dict") and hasattr(rows, "columns"):
        rows = rows.to_dict("records")  # a DataFrame is rows too
    checked_object(factors, EmissionFactors, "factors")
    activities: list[Activity] = []
    problems: list[Problem] = []
    for number, row in enumerate(checked_rows(rows, Mapping, source), start=first_row):  # type: ignore[type-abstract]
        _refuse_twins(row)
        headings = {column_of(key): str(key).strip() for key in row}
        cells = {column_of(key): value for key, value in row.items()}
        reader = RowReader(cells, row_place(number, headings), factors, problems)
        activity = reader.read()
        if activity is not None:
            activities.append(activity)
    if not activities and not problems:
        problems.append(Problem("GXD-I001", source, "データの行がありません", "has no data rows"))
    if problems:
        raise ProblemsError(source, problems)
    return tuple(activities)


def _refuse_twins(row: Mapping[str, object]) -> None:
    """GXD-I036 when two columns mean the same: which one counts cannot be known."""
    seen: dict[str, str] = {}
    for heading in map(str, row):
        column = column_of(heading)
        if column in seen:
            raise GxdError(
                "GXD-I036",
                f"列「{seen[column]}」と「{heading}」は同じ意味です。どちらか 1 つにしてください",
                f"the columns '{seen[column]}' and '{heading}' mean the same: keep one",
            )
        seen[column] = heading


def row_place(number: int, headings: Mapping[str, str]) -> Callable[[str], str]:
    """How a cell is named where there are no cell addresses: by row and heading."""

    def place(column: str) -> str:
        heading = headings.get(column, column)
        return say(f"{number}行目「{heading}」", f"row {number}, '{heading}'")

    return place


def read_csv_rows(path: Path) -> Sequence[Mapping[str, object]]:
    """The rows of a plain UTF-8 CSV file with its headings in row 1, and nothing else in it."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restkey="(余分)", restval="")
            rows = list(table)
            headings = [column_of(name) for name in table.fieldnames or []]
    except FileNotFoundError:
        raise no_such_file(path) from None
    except (UnicodeDecodeError, csv.Error) as cause:
        raise GxdError(
            "GXD-I002",
            "UTF-8 の CSV として読めません。Excel では「CSV UTF-8(コンマ区切り)」で保存してください",
            "is not a UTF-8 CSV file; in Excel, save as 'CSV UTF-8 (Comma delimited)'",
            where=str(path),
        ) from cause
    missing = [name for name in NEEDED if name not in headings]
    if missing:
        raise missing_columns(missing, where=path.name)
    return rows


def no_such_file(path: Path) -> GxdError:
    """GXD-I002, for a file that is not there."""
    return GxdError(
        "GXD-I002",
        "ファイルがありません。名前と場所を確かめてください",
        "there is no such file: check its name and place",
        where=str(path),
    )
