"""A table, taken apart by its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gxd_teach.classroom.answers import UnreadableError, unanswered
from gxd_teach.classroom.shapes.values import Kind

__all__ = ["Table"]


@dataclass(frozen=True)
class Table:
    """A table with known rows and columns; every cell is a part, named ``row / column``.

    Taken are a pandas DataFrame (rows by its index, or by its first column), a dict of dicts by
    row, or a list of dicts in the order of the rows.

    >>> from gxd_teach.classroom import Number
    >>> table = Table(("電力", "輸送"), {"kg": Number("kg-CO2e")})
    >>> table.take_apart({"電力": {"kg": 5}, "輸送": {"kg": 2}}, list(table.kinds()))
    {'電力 / kg': 5, '輸送 / kg': 2}
    """

    rows: tuple[str, ...]
    columns: Mapping[str, Kind]
    joint: bool = False

    def kinds(self) -> dict[str, Kind]:
        """The cells, row by row."""
        return {f"{row} / {name}": kind for row in self.rows for name, kind in self.columns.items()}

    def take_apart(self, answer: object, parts: Sequence[str]) -> dict[str, object]:
        """The cells of whatever kind of table it is; GXD-C006 for what is none."""
        if unanswered(answer):
            return dict.fromkeys(parts)
        by_row = self._by_row(answer)
        return {
            f"{row} / {name}": by_row.get(row, {}).get(name)
            for row in self.rows
            for name in self.columns
        }

    def _by_row(self, answer: Any) -> dict[str, Mapping[str, object]]:
        if hasattr(answer, "columns") and hasattr(answer, "to_dict"):
            frame = answer
            if not set(map(str, frame.index)) & set(self.rows):
                frame = frame.set_index(frame.columns[0])
            return {str(row): dict(zip(frame.columns, values, strict=True))
                    for row, values in zip(frame.index, frame.to_numpy(object).tolist(), strict=True)}  # fmt: skip
        if isinstance(answer, Mapping) and all(isinstance(v, Mapping) for v in answer.values()):
            return {str(row): values for row, values in answer.items()}
        if isinstance(answer, (list, tuple)) and all(isinstance(v, Mapping) for v in answer):
            return dict(zip(self.rows, answer, strict=False))
        raise UnreadableError(
            "GXD-C006",
            f"表(DataFrame)を入れてください。行は {'、'.join(self.rows)}、列は {'、'.join(self.columns)} です",
            f"a table is asked for, with the rows {', '.join(self.rows)} and the columns {', '.join(self.columns)}",
        )

    def expected(self, answer: Any, parts: Sequence[str]) -> dict[str, Any]:
        """The cells that an answer (in any of the forms) gives; cells it leaves out are left out."""
        cells = self.take_apart(answer, parts)
        return {name: value for name, value in cells.items() if value is not None}

    def anyway(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def put_together(self, parts: Mapping[str, Any], reference: Any) -> object:
        """A dict of dicts by row."""
        return {
            row: {name: parts.get(f"{row} / {name}") for name in self.columns} for row in self.rows
        }

    def describe(self) -> dict[str, Any]:
        """Rows and columns."""
        said = {"shape": "table", "rows": list(self.rows),
                "columns": {name: kind.describe() for name, kind in self.columns.items()}}  # fmt: skip
        return said | {"joint": True} if self.joint else said
