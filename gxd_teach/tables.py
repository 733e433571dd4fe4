"""A small HTML table for notebooks: numbers to the right, text to the left, room between them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["html_table"]


def html_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int]
) -> str:
    """The table as HTML; `numeric` holds the positions of the columns set to the right.

    Cells are text, escaped here.

    >>> html_table(["a"], [["<1"]], [0]).count("&lt;1")
    1
    """
    sides = ["right" if column in numeric else "left" for column in range(len(headings))]

    def line(cells: Sequence[str], tag: str) -> str:
        made = (
            f"<{tag} style='text-align:{side};padding:.25em .7em'>{escape(cell)}</{tag}>"
            for cell, side in zip(cells, sides, strict=True)
        )
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(line(row, "td") for row in rows)
    return f"<table><thead>{line(headings, 'th')}</thead><tbody>{body}</tbody></table>"
