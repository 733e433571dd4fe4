"""A case's page worked through: its code is run, and its typed numbers held against what came out.

The cells run as they would in the book, in a kernel of their own with the course's folder as
theirs; what `glue` keeps is read from the outputs (https://myst-nb.readthedocs.io/en/latest/render/glue.html).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gxd_teach.errors import Problem
from gxd_teach.language import Text
from gxd_teach.seminar.case.page import Page

__all__ = ["run_page", "typed_numbers", "worked_faults"]

_SECONDS = 300
_FEWEST_SHOWN = 2
_NUMBER = r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNIT = re.compile(r"\x02?\s*(kg-CO2e|kg-CO2|t-CO2e|t-CO2|kg|tkm|円|%)(?![\w/])")
_NEAR = Decimal("0.01")
_DIGITS = 4  # a number of so many digits that is also a result was not typed by chance


def worked_faults(page: Page, folder: Path, where: str) -> Iterator[Problem]:
    """What is wrong with the worked answer: that it runs, shows something, gives the prose its numbers.

    Every problem is a GXD-B026; `where` names the page, `folder` is where its code runs.
    """
    if sum(cell.shown for cell in page.cells) < _FEWEST_SHOWN:
        yield Problem("GXD-B026", where, f"解き方を実行して見せるセルが {_FEWEST_SHOWN} つ以上要ります",
                      f"{_FEWEST_SHOWN} cells or more must work the answer out before the reader")  # fmt: skip
        return
    values, failed = run_page(page, folder)
    if failed is not None:
        yield Problem("GXD-B026", where, failed.ja, failed.en)
        return
    if not page.glued:
        yield Problem("GXD-B026", where, "本文の結果の数が、計算から入っていません(glue を使います)",
                      "no result in the prose comes from the calculation: use glue")  # fmt: skip
    for name in page.glued:
        if name not in values:
            yield Problem("GXD-B026", where, f"glue の「{name}」を入れるセルがありません",
                          f"no cell glues '{name}'")  # fmt: skip
    for one in typed_numbers(page.with_values(values)):
        yield Problem("GXD-B026", where, f"手で打った結果の数: {one.ja}。glue で入れます",
                      f"a result typed by hand: {one.en}; glue it")  # fmt: skip


def run_page(page: Page, folder: Path) -> tuple[dict[str, str], Text | None]:
    """Run the cells; the glued values as text, and what went wrong with the line of its cell.

    Stops at the first cell that fails, as the book does.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.source) for cell in page.cells]
    )
    client = NotebookClient(
        book,
        timeout=_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    failed: Text | None = None
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        done = [one for one in book.cells if one.get("execution_count")]
        line = page.cells[max(len(done) - 1, 0)].line
        last = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1][:200]
        failed = Text(f"{line} 行目のセルが失敗します({last})", f"the cell of line {line} fails ({last})")  # fmt: skip
    return _glued(book), failed


def _glued(book: object) -> dict[str, str]:
    values: dict[str, str] = {}
    for cell in book.cells:  # type: ignore[attr-defined]
        for output in cell.get("outputs", ()):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            if name:
                plain = [
                    text for mime, text in output["data"].items() if mime.endswith("text/plain")
                ]
                values[name] = _unquoted(plain[0]) if plain else ""
    return values


def _unquoted(shown: str) -> str:
    """A string as it is said, not as it is written in Python."""
    try:
        return str(ast.literal_eval(shown))
    except (ValueError, SyntaxError):
        return shown


def typed_numbers(prose: str, *, copies: bool = True) -> list[Text]:
    """Numbers with a unit that were typed though the page computes them, or that contradict it.

    `prose` has each computed value between \\x01 and \\x02 (`Page.with_values`). A typed number
    is a fault when it is within 1 % of a computed one of its unit and no rounding of it, or, with
    `copies`, when it has four digits or more and is that very result.

    >>> found = typed_numbers("\\x0112.372\\x02 kg です。つまり 12.39 kg、約 12.4 kg です")
    >>> [one.en for one in found]
    ['12.39 kg is typed beside the computed 12.372']
    """
    computed: dict[str, set[str]] = {}
    typed: dict[tuple[str, str], str] = {}
    for found in re.finditer(rf"(\x01)?({_NUMBER})", prose):
        unit = _UNIT.match(prose, found.end())
        if unit is not None:
            kind = "kg" if unit[1].startswith("kg") else unit[1]
            if found[1]:
                computed.setdefault(kind, set()).add(found[2])
            else:
                typed.setdefault((kind, found[2]), unit[1])
    return [
        Text(f"{number} {unit}(計算した値は {other})",
             f"{number} {unit} is typed beside the computed {other}")
        for (kind, number), unit in sorted(typed.items())
        if (other := _fault(number, sorted(computed.get(kind, ())), copies))
    ]  # fmt: skip


def _fault(number: str, computed: list[str], copies: bool) -> str:
    """The computed number that a typed one should have been; nothing when it may stand."""
    value = _value(number)
    digits = len(number.replace(".", "").replace(",", "").strip("0"))
    if copies and number in computed and digits >= _DIGITS:
        return number
    near = [one for one in computed if abs(_value(one) - value) <= abs(_value(one)) * _NEAR]
    if near and not any(_agrees(number, one) for one in near):
        return near[0]
    return ""


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _agrees(typed: str, computed: str) -> bool:
    """Whether one is the other, rounded to as many decimals as both show."""
    places = min(len(text.partition(".")[2]) for text in (typed, computed))
    return abs(_value(typed) - _value(computed)) <= Decimal(1).scaleb(-places) / 2
