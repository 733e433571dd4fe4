"""Read a long CSV sheet column by column: the same inventory, a hundred times sooner.

pandas splits the text; numbers are converted a column at a time; and of all rows that share
stage, unit, factor and the like, the cell-by-cell reader looks at one. A row that it would
refuse, or that is no activity, is left to the cell-by-cell reader, so that what is said about
it is the same to the letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import Problem
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.sheets.columns import ActivityColumns, Template
from gxd_teach.framework.sheets.row_reader import RowReader
from gxd_teach.framework.sheets.rows import (
    MAX_ROWS,
    RowSorter,
    first_gap,
    is_total,
    read_rows,
    text_row,
    too_many_rows,
)
from gxd_teach.framework.sheets.text_columns import (
    Numbers,
    Texts,
    numbers_of,
    split_columns,
    texts_of,
)
from gxd_teach.framework.sheets.text_table import TextTable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

__all__ = ["FastReading", "read_fast"]

_STATED = "factor stated"  # beside the columns: whether the factor is a number


@dataclass(frozen=True)
class FastReading:
    """What the fast path read: activities in columns, and what the slow one said of the rest."""

    activities: ActivityColumns
    problems: list[Problem]
    notices: tuple[str, ...]


def read_fast(
    table: TextTable, factors: EmissionFactors, problems: list[Problem]
) -> FastReading | None:
    """Read the rows below the headings; None where only the cell-by-cell reader can."""
    import numpy

    cells = split_columns(table)
    start, count = table.heading.number + 1, len(cells[0])
    if start + count - 1 > MAX_ROWS:
        raise too_many_rows(table.name)
    raw = {column: cells[place - 1] for column, place in table.heading.positions.items()}
    amounts, values = numbers_of(raw.pop("amount")), numbers_of(raw["factor"])
    stated = ~numpy.isnan(values.values) & ~_is_a_name(raw["factor"], factors)
    raw["factor"] = numpy.where(stated, "", raw["factor"])  # a number is no text to compare
    texts = {column: texts_of(column_cells) for column, column_cells in raw.items()}
    flows = texts.pop("flow")

    no_surplus = texts_of(cells[-1]).each(_is_empty)
    ok = amounts.ok & (values.ok | ~stated) & flows.each(_is_flow) & no_surplus
    alike = {**texts, _STATED: Texts(["", _STATED], stated.astype(numpy.int64))}
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
    flows: Texts,
    flow_codes: NDArray[numpy.int64],
    templates: list[Template | None],
    codes: NDArray[numpy.int64],
    amounts: Numbers,
    values: Numbers,
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


def _is_a_name(cells: NDArray[Any], factors: EmissionFactors) -> NDArray[numpy.bool_]:
    """Where a factor is named like a number ("2.0"): the name counts."""
    import numpy

    names = {factor.name for factor in factors if re.fullmatch(r"[0-9.+\-eE]+", factor.name)}
    if not names:
        return numpy.zeros(len(cells), dtype=bool)
    return texts_of(cells).each(names.__contains__)


def _is_flow(text: str) -> bool:
    return bool(text) and "\ufffd" not in text and not is_total(text)


def _is_empty(text: str) -> bool:
    return not text


def _groups(
    texts: dict[str, Texts], rows: NDArray[numpy.int64]
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


def _template(texts: dict[str, Texts], row: int, factors: EmissionFactors) -> Template | None:
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
