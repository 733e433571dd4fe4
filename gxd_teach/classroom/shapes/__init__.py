"""Shapes of an answer: how what a person gives is taken apart into single values.

Most answers are one value or a few named ones (`Values`). A table is taken apart by its cells,
a function by what it returns for given arguments, a figure by what it shows, a record by the
values at its paths. Each single value is then read, sealed and judged by its kind.
"""

from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.figure import Figure
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.classroom.shapes.said import kind_from, shape_from
from gxd_teach.classroom.shapes.table import Table
from gxd_teach.classroom.shapes.values import Kind, Shape, Values

__all__ = [
    "Calls",
    "Figure",
    "Kind",
    "Record",
    "Shape",
    "Table",
    "Values",
    "kind_from",
    "shape_from",
]
