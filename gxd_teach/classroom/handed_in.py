"""A notebook as it was handed in, made ready to run: what counts is the released notebook.

Locked cells are put back as they were released, grading cells that are missing or stand twice
are mended, and each repair is named. Cells are known by nbgrader's grade_id. The notebook's own
outputs, kernel and points play no part.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["HandedIn", "Plan", "judged", "make_ready", "plan_of"]

Cells = list[dict[str, Any]]
_MOST = 2_000  # cells of one notebook


@dataclass(frozen=True)
class Plan:
    """What a released notebook asks for: its cells by grade_id, and where answers come from.

    `answers`: grading cell → (question id, name of the variable); `answer_cells`: grading cell →
    the cell the answer is written in; `by_hand`: cells an instructor grades.
    """

    cells: Mapping[str, dict[str, Any]]
    answers: Mapping[str, tuple[str, str]]
    answer_cells: Mapping[str, str]
    by_hand: tuple[str, ...]


@dataclass(frozen=True)
class HandedIn:
    """A submission ready to run: its cells, what was mended, and after which cell to ask for what."""

    cells: Cells
    repairs: tuple[Text, ...]
    asked_after: Mapping[int, tuple[str, ...]]  # place of a cell → grading cells


def _mark(cell: Mapping[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    # Half of a surrogate pair can stand in JSON, and in no file.
    return text.encode("utf-8", "replace").decode("utf-8")


def plan_of(source: bytes, released: bytes) -> Plan:
    """The plan of an assignment, from its source notebook and its release.

    A grading cell of the source calls ``judge("04a", answer_04a)``: that names question and
    variable. GXD-C100 for a grading cell without such a call that is not graded by hand.
    """
    marked = [(_mark(c), c) for c in json.loads(released)["cells"] if _mark(c)]
    cells = {mark["grade_id"]: cell for mark, cell in marked}
    answers: dict[str, tuple[str, str]] = {}
    answer_cells: dict[str, str] = {}
    by_hand = []
    before = ""
    for cell in json.loads(source)["cells"]:
        mark = _mark(cell)
        name = str(mark.get("grade_id", ""))
        if mark.get("solution"):
            before = name
        if not mark.get("grade"):
            continue
        if mark.get("solution") or cell["cell_type"] == "markdown":
            by_hand.append(name)
            continue
        call = next(judged(_source(cell)), None)
        if call is None:
            raise GxdError(
                "GXD-C100",
                f'採点セル {name} に judge("問の id", 変数) がありません',
                f'the grading cell {name} has no judge("question id", variable)',
            )
        answers[name], answer_cells[name] = call, before
    return Plan(cells, answers, answer_cells, tuple(by_hand))


def judged(source: str) -> Iterator[tuple[str, str]]:
    """Question id and variable of each ``judge("04a", answer_04a)`` in a cell."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "judge":
            match node.args:
                case [ast.Constant(value=str(question)), ast.Name(id=variable)]:
                    yield question, variable


def make_ready(content: bytes, plan: Plan) -> HandedIn:
    """The submission with the release's locked cells put back.

    GXD-C101 for what is no notebook, GXD-C102 for one of far too many cells.
    """
    handed = _cells(content)
    repairs: list[Text] = []
    seen: set[str] = set()
    cells: Cells = []
    for cell in handed:
        marked = _mark(cell).get("grade_id")
        name = marked if isinstance(marked, str) else ""
        known = plan.cells.get(name)
        if known is not None and name in seen:
            repairs.append(Text(f"セル {name} が 2 つあります。初めの方を使いました",
                                f"the cell {name} stands twice: the first was taken"))  # fmt: skip
            known = None
        seen.add(name)
        cells.append(_restored(cell, known, name, repairs))
    for name, cell in plan.cells.items():
        if name not in seen and (name in plan.answers or name in plan.by_hand):
            repairs.append(Text(f"採点用のセル {name} がないので、補いました",
                                f"the grading cell {name} was missing and has been put back"))  # fmt: skip
            cells.append(_clean(cell, _source(cell), _mark(cell)))
    places = {str(_mark(cell).get("grade_id", "")): place for place, cell in enumerate(cells)}
    asked: dict[int, tuple[str, ...]] = {}
    for name in plan.answers:
        # Behind both the answer and its grading cell, in whatever order they stand.
        place = max(places[name], places.get(plan.answer_cells[name], 0))
        asked[place] = (*asked.get(place, ()), name)
    return HandedIn(cells, tuple(repairs), asked)


def _cells(content: bytes) -> Cells:
    try:
        cells = json.loads(content)["cells"]
        if not isinstance(cells, list) or not all(
            isinstance(cell, dict) and isinstance(cell["cell_type"], str) for cell in cells
        ):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise GxdError(
            "GXD-C101",
            "ノートブックとして読めません。もう一度保存してもらってください",
            "cannot be read as a notebook: have it saved again",
        ) from None
    if len(cells) > _MOST:
        raise GxdError(
            "GXD-C102",
            f"セルが {len(cells):,} あります。{_MOST:,} までにしてもらってください",
            f"it has {len(cells):,} cells: have it cut down to {_MOST:,} at most",
        )
    return [cell for cell in cells if cell["cell_type"] in ("code", "markdown", "raw")]


def _restored(
    cell: dict[str, Any], known: dict[str, Any] | None, name: str, repairs: list[Text]
) -> dict[str, Any]:
    """A cell of the submission: its own where it may be edited, the release's where it may not."""
    if known is None:
        return _clean(cell, _source(cell), None)
    mark = _mark(known)
    if not mark.get("locked"):
        if cell["cell_type"] == known["cell_type"]:
            return _clean(known, _source(cell), mark)
        repairs.append(
            Text(f"セル {name} の種類を元に戻しました", f"the cell {name} had changed its type")
        )
        return _clean(known, _source(cell), mark)
    if _source(cell) != _source(known) or cell["cell_type"] != known["cell_type"]:
        repairs.append(Text(f"編集できないセル {name} を元に戻しました",
                            f"the locked cell {name} had been edited and was put back"))  # fmt: skip
    return _clean(known, _source(known), mark)


def _clean(cell: dict[str, Any], source: str, mark: dict[str, Any] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": cell["cell_type"], "metadata": {}, "source": source}
    if mark is not None:
        made["metadata"] = {"nbgrader": mark}
    if made["cell_type"] == "code":
        made |= {"execution_count": None, "outputs": []}
    return made
