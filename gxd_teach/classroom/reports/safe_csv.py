"""Tables for spreadsheets in which no cell is a formula, whatever somebody is called.

A spreadsheet runs a text that begins with = + - @ (also in full width) or with a tab or a line
break (https://owasp.org/www-community/attacks/CSV_Injection): such a text gets an apostrophe
before it. Numbers are written as numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from gxd_teach.files import write_whole_bytes

__all__ = ["csv_bytes", "harmless", "runs_in_a_sheet", "write_csv"]

_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"


def runs_in_a_sheet(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula.

    >>> runs_in_a_sheet("=1+1"), runs_in_a_sheet(" =1+1"), runs_in_a_sheet("p001")
    (True, True, False)
    """
    # Some programs cut leading spaces before they look.
    return text.startswith(tuple(_STARTS)) or text.lstrip().startswith(tuple(_STARTS))


def harmless(cell: object) -> str:
    """A cell as it is written: numbers short and exact, None as nothing, texts made harmless.

    >>> harmless("=HYPERLINK(1)"), harmless(-0.5), harmless(3.0), harmless(None)
    ("'=HYPERLINK(1)", '-0.5', '3', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return f"{cell:.10g}"
    text = str(cell).replace("\x00", "")
    return f"'{text}" if runs_in_a_sheet(text) else text


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, excel: bool = False
) -> bytes:
    """A CSV in UTF-8; `excel` puts the mark before it by which Excel knows that it is."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n" if excel else "\n")
    table.writerow(map(harmless, headings))
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig" if excel else "utf-8")


def write_csv(
    file: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], *, excel: bool = False
) -> Path:
    """The same into a file, whole or not at all."""
    return write_whole_bytes(file, csv_bytes(headings, rows, excel=excel))
