"""The columns of a long CSV file: texts as codes, numbers as arrays, split as the csv module does.

pandas splits the text where it does so exactly as Python's csv module; elsewhere that module
does it. Numbers are read as `gxd_teach.numerals.read_number` reads each of them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.sheets.text_table import TextTable
from gxd_teach.numerals import read_number

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

__all__ = ["Numbers", "Texts", "numbers_of", "split_columns", "texts_of"]

_CHUNK = 20_000
_NUMBER_BYTES = b"0123456789.+-eE"
_QUOTED = r'"[^"]*(?:""[^"]*)*"'


@dataclass(frozen=True)
class Texts:
    """A column of text: the distinct texts, stripped, and which of them each row has."""

    texts: list[str]
    codes: NDArray[numpy.int64]

    def each(self, test: Any) -> NDArray[numpy.bool_]:
        """A test of the distinct texts, as an answer for every row."""
        import numpy

        return numpy.asarray([test(text) for text in self.texts], dtype=bool)[self.codes]


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: NaN where a cell is none; `ok` where it is 0 or more."""

    values: NDArray[numpy.float64]
    ok: NDArray[numpy.bool_]
    blank: NDArray[numpy.bool_]


def split_columns(table: TextTable) -> list[NDArray[Any]]:
    """The cells below the headings: one array of text a column, and one for what is beyond."""
    import numpy
    import pandas

    width = table.width
    body = table.text[table.body_start() :]
    if _is_plain(body, table.delimiter):
        try:
            frame = pandas.read_csv(
                io.BytesIO(body.encode("utf-8")),  # read faster than a text stream
                sep=table.delimiter,
                header=None,
                names=list(range(width + 1)),
                dtype=object,
                na_filter=False,
                skip_blank_lines=False,
                low_memory=False,
            )
        except pandas.errors.ParserError:
            pass  # a row with more cells than that: split below
        else:
            # A first row of more cells would have become an index.
            if isinstance(frame.index, pandas.RangeIndex):
                return [frame[place].to_numpy() for place in range(width + 1)]
    columns: list[list[str]] = [[] for _ in range(width + 1)]
    for number, record in table.records():
        if number > table.heading.number:
            padded = [*record[:width], *[""] * (width - len(record)), "".join(record[width:])]
            for column, cell in zip(columns, padded, strict=True):
                column.append(cell)
    return [numpy.asarray(column, dtype=object) for column in columns]


def _is_plain(body: str, delimiter: str) -> bool:
    """Whether pandas splits this text as the csv module does, for certain."""
    if "\0" in body or "\r" in body.replace("\r\n", "\n"):
        return False
    if '"' not in body:
        return True
    # Every quote must open or close a whole cell; then both follow RFC 4180.
    ends = f"\n{delimiter}"
    lined = body.replace("\r\n", "\n")
    whole = re.compile(rf"(?<![^{ends}]){_QUOTED}(?![^{ends}])")
    return '"' not in whole.sub("", lined)


def texts_of(cells: NDArray[Any]) -> Texts:
    """The distinct texts of a column, without the blanks around them."""
    import numpy
    import pandas

    codes, distinct = pandas.factorize(cells)
    places: dict[str, int] = {}
    merged = [places.setdefault(text.strip(), len(places)) for text in distinct]
    if len(places) < len(merged):
        codes = numpy.asarray(merged, dtype=numpy.int64)[codes]
    return Texts(list(places), codes)


def numbers_of(cells: NDArray[Any]) -> Numbers:
    """A column of numbers, as `read_number` reads each of them."""
    import numpy
    import pandas

    count = len(cells)
    values = numpy.full(count, numpy.nan)
    blank = numpy.zeros(count, dtype=bool)
    for start in range(0, count, _CHUNK):
        chunk = cells[start : start + _CHUNK]
        here = slice(start, start + len(chunk))
        plain = _plain_numbers(chunk)
        if plain is None:  # names, blanks or faults among them: look at each text once
            codes, distinct = pandas.factorize(chunk)
            blank[here] = numpy.asarray([not text.strip() for text in distinct])[codes]
            plain = numpy.asarray([_number(text) for text in distinct])[codes]
        values[here] = plain
    values[numpy.isinf(values)] = numpy.nan
    return Numbers(values, values >= 0, blank)


def _plain_numbers(cells: NDArray[Any]) -> NDArray[numpy.float64] | None:
    """Plain decimal numbers at once; None when one is anything else."""
    import numpy

    # Of these characters alone, float() accepts what read_number accepts, and no more.
    if "".join(cells).encode("utf-8", "replace").translate(None, _NUMBER_BYTES):
        return None
    try:
        return numpy.fromiter(map(float, cells), float, len(cells))
    except ValueError:
        return None


def _number(cell: str) -> float:
    if not cell:  # the commonest cell that is none
        return float("nan")
    try:
        return read_number(cell)
    except GxdError:
        return float("nan")
