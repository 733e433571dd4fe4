"""Read a long CSV sheet column by column: the same inventory, a hundred times sooner.

pandas splits the text; numbers are converted a column at a time; and of all rows that share
stage, unit, factor and the like, the cell-by-cell reader looks at one. A row that it would
refuse, or that is no activity, is left to the cell-by-cell reader, so that what is said about
it is the same to the letter.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.columns import ActivityColumns, Template
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.rows import (
    MAX_ROWS,
    RowSorter,
    first_gap,
    is_total,
    read_rows,
    text_row,
    too_many_rows,
)
from gxd_teach.framework.sheet import RowReader
from gxd_teach.framework.text_table import TextTable
from gxd_teach.numerals import read_number

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

__all__ = ["FastReading", "read_fast"]

_STATED = "factor stated"  # beside the columns: whether the factor is a number
_CHUNK = 20_000
_NUMBER_BYTES = b"0123456789.+-eE"
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')


@dataclass(frozen=True)
class FastReading:
    """What the fast path read: activities in columns, and what the slow one said of the rest."""

    activities: ActivityColumns
    problems: list[Problem]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _Texts:
    """A column of text: the distinct texts, stripped, and which of them each row has."""

    texts: list[str]
    codes: NDArray[numpy.int64]

    def each(self, test: Any) -> NDArray[numpy.bool_]:
        """A test of the distinct texts, as an answer for every row."""
        import numpy

        return numpy.asarray([test(text) for text in self.texts], dtype=bool)[self.codes]


@dataclass(frozen=True)
class _Numbers:
    """A column of numbers: NaN where a cell is none; `ok` where it is 0 or more."""

    values: NDArray[numpy.float64]
    ok: NDArray[numpy.bool_]
    blank: NDArray[numpy.bool_]


def read_fast(
    table: TextTable, factors: EmissionFactors, problems: list[Problem]
) -> FastReading | None:
    """Read the rows below the headings; None where only the cell-by-cell reader can."""
    import numpy

    cells = _split(table)
    start, count = table.heading.number + 1, len(cells[0])
    if start + count - 1 > MAX_ROWS:
        raise too_many_rows(table.name)
    raw = {column: cells[place - 1] for column, place in table.heading.positions.items()}
    amounts, values = _numbers(raw.pop("amount")), _numbers(raw["factor"])
    stated = ~numpy.isnan(values.values) & ~_is_a_name(raw["factor"], factors)
    raw["factor"] = numpy.where(stated, "", raw["factor"])  # a number is no text to compare
    texts = {column: _texts(column_cells) for column, column_cells in raw.items()}
    flows = texts.pop("flow")

    no_surplus = _texts(cells[-1]).each(_is_empty)
    ok = amounts.ok & (values.ok | ~stated) & flows.each(_is_flow) & no_surplus
    alike = {**texts, _STATED: _Texts(["", _STATED], stated.astype(numpy.int64))}
    group_codes, firsts = _groups(alike, numpy.flatnonzero(ok))
    templates = [_template(alike, first, factors) for first in firsts]
    known = numpy.asarray([template is not None for template in templates], dtype=bool)
    ok[ok] = known[group_codes]
    codes = (numpy.cumsum(known) - 1)[group_codes[known[group_codes]]]

    has_number = ~(amounts.blank & values.blank)
    filled = has_number.copy()
    for column in (flows, *texts.values()):
        filled |= column.each(bool)
    last = start + int(numpy.flatnonzero(has_number)[-1]) if has_number.any() else 0
    after = numpy.flatnonzero(filled) + start
    sorter = RowSorter(last, first_gap(last, after[after > last].tolist()))
    leftover = (
        text_row(start + int(i), [column[i] for column in cells], table)
        for i in numpy.flatnonzero(~ok & filled)
    )
    if read_rows(leftover, sorter, factors, problems):
        return None  # rows that only the slow reader understands belong among the others
    activities = _columns(flows, flows.codes[ok], templates, codes, amounts, values, ok)
    return FastReading(activities, problems, sorter.notices())


def _columns(
    flows: _Texts,
    flow_codes: NDArray[numpy.int64],
    templates: list[Template | None],
    codes: NDArray[numpy.int64],
    amounts: _Numbers,
    values: _Numbers,
    ok: NDArray[numpy.bool_],
) -> ActivityColumns:
    """The rows that are in order, as columns."""
    import numpy

    kept = tuple(template for template in templates if template is not None)
    fixed = numpy.asarray([template.activity.factor.value for template in kept], dtype=float)
    own = numpy.asarray([template.own_value for template in kept], dtype=bool)
    return ActivityColumns(
        flows=tuple(flows.texts),
        templates=kept,
        flow_codes=flow_codes,
        template_codes=codes,
        amounts=amounts.values[ok],
        factor_values=numpy.where(own[codes], values.values[ok], fixed[codes]),
    )


def _split(table: TextTable) -> list[NDArray[Any]]:
    """The cells below the headings: one array of text a column, and one for what is beyond."""
    import numpy
    import pandas

    width = table.heading.width
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
    whole = re.compile(rf"(?<![^{ends}]){_QUOTED.pattern}(?![^{ends}])")
    return '"' not in whole.sub("", lined)


def _texts(cells: NDArray[Any]) -> _Texts:
    """The distinct texts of a column, without the blanks around them."""
    import numpy
    import pandas

    codes, distinct = pandas.factorize(cells)
    places: dict[str, int] = {}
    merged = [places.setdefault(text.strip(), len(places)) for text in distinct]
    if len(places) < len(merged):
        codes = numpy.asarray(merged, dtype=numpy.int64)[codes]
    return _Texts(list(places), codes)


def _numbers(cells: NDArray[Any]) -> _Numbers:
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
    return _Numbers(values, values >= 0, blank)


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


def _is_a_name(cells: NDArray[Any], factors: EmissionFactors) -> NDArray[numpy.bool_]:
    """Where a factor is named like a number ("2.0"): the name counts."""
    import numpy

    names = {factor.name for factor in factors if re.fullmatch(r"[0-9.+\-eE]+", factor.name)}
    if not names:
        return numpy.zeros(len(cells), dtype=bool)
    return _texts(cells).each(names.__contains__)


def _is_flow(text: str) -> bool:
    return bool(text) and "\ufffd" not in text and not is_total(text)


def _is_empty(text: str) -> bool:
    return not text


def _groups(
    texts: dict[str, _Texts], rows: NDArray[numpy.int64]
) -> tuple[NDArray[numpy.int64], list[int]]:
    """Rows that have all their texts in common: the group of each row, each group's first row."""
    import numpy
    import pandas

    key = numpy.zeros(len(rows), dtype=numpy.int64)
    size = 1
    for column in texts.values():
        if size * len(column.texts) >= 2**62:
            key = pandas.factorize(key)[0].astype(numpy.int64)
            size = len(rows)
        key = key * len(column.texts) + column.codes[rows]
        size *= len(column.texts)
    codes, distinct = pandas.factorize(key)
    firsts = numpy.zeros(len(distinct), dtype=numpy.int64)
    firsts[codes[::-1]] = rows[::-1]  # written last: the first row of each group
    return codes.astype(numpy.int64), firsts.tolist()


def _template(texts: dict[str, _Texts], row: int, factors: EmissionFactors) -> Template | None:
    """What a group's rows have in common, read by the cell-by-cell reader; None if it refuses."""
    cells: dict[str, object] = {
        column: text for column, found in texts.items() if (text := found.texts[found.codes[row]])
    }
    own_value = bool(cells.pop(_STATED, ""))
    if own_value:
        cells["factor"] = 1.0
    if is_total(cells.get("stage")):
        return None
    refused: list[Problem] = []
    reader = RowReader({**cells, "flow": "-", "amount": 1.0}, str, factors, refused)
    activity = reader.read()
    if activity is None:
        return None
    return Template(activity, own_value, own_value and "factor_name" not in cells)
