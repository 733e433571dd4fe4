"""What is wrong with an assignment's notebook: with its cells, when it is run, with its release.

Cells are known by nbgrader's marks (https://nbgrader.readthedocs.io).
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copy, copytree
from typing import TYPE_CHECKING

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Question
from gxd_teach.classroom.leaflet import FILE, make_leaflet, write_json
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

if TYPE_CHECKING:
    from gxd_teach.classroom.sandbox.pool import Pool

__all__ = ["notebook_faults", "release_faults"]


def notebook_faults(course: Course, name: str, bank: Mapping[str, Question]) -> list[Text]:
    """What does not fit together between a source notebook and its bank."""
    file = course.solutions / name / f"{name}.ipynb"
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        marks = [dict(cell["metadata"].get("nbgrader") or {}) for cell in cells]
        sources = ["".join(cell["source"]) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [Text(f"{name}.ipynb を読めません", f"{name}.ipynb cannot be read")]
    faults = []
    for label, ids in (("id", [cell.get("id") for cell in cells]),
                       ("grade_id", [mark.get("grade_id") for mark in marks])):  # fmt: skip
        for twice in sorted({str(one) for one in ids if one and ids.count(one) > 1}):
            faults.append(Text(f"{label} の {twice} が 2 つのセルにあります",
                               f"two cells have the {label} {twice}"))  # fmt: skip
    written = {
        name
        for mark, source in zip(marks, sources, strict=True)
        if mark.get("solution")
        for name in _set_in(source)
    }
    graded: dict[str, float] = {}
    for cell, mark, source in zip(cells, marks, sources, strict=True):
        if not mark.get("grade"):
            continue
        cell_id, points = str(mark.get("grade_id")), float(mark.get("points") or 0)
        if mark.get("solution") or cell["cell_type"] == "markdown":
            graded[cell_id.removeprefix("answer-")] = points
        else:
            faults += _grading_cell(cell_id, source, bank, written)
            for id_, _ in _calls(source):
                graded[id_] = graded.get(id_, 0) + points
    return faults + list(_against_bank(name, bank, graded, sources))


def _set_in(source: str) -> set[str]:
    """The names a cell sets; none where it is no plain Python (a text, a magic)."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}  # fmt: skip


def _grading_cell(
    cell_id: str, source: str, bank: Mapping[str, Question], written: set[str]
) -> Iterator[Text]:
    """One call of `judge`, of a question in the bank, with a variable that is answered."""
    calls = list(_calls(source))
    if len(calls) != 1:
        yield Text(f'採点セル {cell_id} には judge("問の id", 変数) が 1 つ要ります',
                   f'the grading cell {cell_id} needs one judge("question id", variable)')  # fmt: skip
    for id_, variable in calls:
        if id_ not in bank:
            yield Text(f"採点セル {cell_id} の問 {id_} は問題集にありません",
                       f"the grading cell {cell_id} judges {id_}, which is not in the bank")  # fmt: skip
        if variable not in written:
            yield Text(f"採点セル {cell_id} の変数 {variable} に答えを入れるセルがありません",
                       f"the grading cell {cell_id} judges {variable}, which no answer cell sets")  # fmt: skip


def _against_bank(
    name: str, bank: Mapping[str, Question], graded: Mapping[str, float], sources: Sequence[str]
) -> Iterator[Text]:
    """Every question has its cells and its points, and a quick check of the book has none."""
    everything = "\n".join(sources)
    for id_, question in bank.items():
        quick = id_.startswith(f"{name[:2]}-q")
        if quick:
            if id_ in graded or question.points:
                yield Text(f"確認問題 {id_} に点は付けられません", f"the quick check {id_} can carry no points")  # fmt: skip
            continue
        if id_ not in graded:
            yield Text(f"問 {id_} の採点セルがありません", f"question {id_} has no grading cell")
        elif graded[id_] != question.points:
            yield Text(f"問 {id_} の配点が、ノートブックは {graded[id_]:g}、問題集は {question.points:g} です",
                       f"question {id_} has {graded[id_]:g} points in the notebook and {question.points:g} in the bank")  # fmt: skip
        wanted = ["question"] if question.by_hand is not None else ["question", "check"]
        for call in wanted:
            if f'{call}("{id_}"' not in everything and f"{call}('{id_}'" not in everything:
                yield Text(f'{call}("{id_}") のセルがありません', f'no cell calls {call}("{id_}")')


def _calls(source: str) -> Iterator[tuple[str, str]]:
    from gxd_teach.classroom.handed_in import judged

    try:
        yield from judged(source)
    except SyntaxError:
        return


def release_faults(
    course: Course, banks: Mapping[str, Mapping[str, Question]], *, walls: bool
) -> dict[str, list[Text]]:
    """For each assignment: release it aside, compare, run its reference notebook.

    All of them in one course aside and behind one wall: both take longer to put up than to use.
    """
    from gxd_teach.classroom.sandbox.pool import Pool

    faults: dict[str, list[Text]] = {name: [] for name in banks}
    with _aside(course, banks) as copied:
        for name in banks:
            _try(faults[name], partial(_released, course, copied, name, banks[name]))
        released = [name for name in banks if not faults[name]]
        folders = tuple(copied.exercises / name for name in released)
        try:
            with Pool(1, walls=walls, folders=folders) as pool:
                for place, name in enumerate(released):
                    inside = f"/gxd/{place}" if walls else str(folders[place])
                    _try(faults[name], partial(_run, copied, name, banks[name], pool, inside))
        except GxdError as error:  # no sandbox can be had
            for name in released:
                faults[name].append(Text(error.ja, error.en))
    return faults


def _try(faults: list[Text], look: Callable[[], Iterable[Text]]) -> None:
    """Add what is found; what cannot be looked at is a fault as well."""
    try:
        faults += look()
    except GxdError as error:
        faults.append(Text(error.ja, error.en))


def _released(
    course: Course, copied: Course, name: str, bank: Mapping[str, Question]
) -> Iterator[Text]:
    """Release it aside, and compare with what is released; not released yet is no fault."""
    from gxd_teach.classroom.nbgrader_door import generate_assignment

    generate_assignment(copied, name, copied.exercises)
    folder = copied.exercises / name
    if (course.exercises / name).is_dir():
        sheet = make_leaflet(bank.values(), assignment=name, edition=course.edition,
                             kept=course.root / "_build" / "sealed" / f"{name}.json")  # fmt: skip
        write_json(folder / FILE, sheet)
        yield from _in_step(course.exercises / name, folder)


def _run(
    copied: Course, name: str, bank: Mapping[str, Question], pool: Pool, inside: str
) -> Iterator[Text]:
    """The reference notebook gets full points."""
    from gxd_teach.classroom.handed_in import plan_of
    from gxd_teach.classroom.marking import mark_submission

    folder = copied.exercises / name
    source = (copied.solutions / name / f"{name}.ipynb").read_bytes()
    plan = plan_of(source, (folder / f"{name}.ipynb").read_bytes())
    instances = {id_: q.instance(edition=copied.edition) for id_, q in bank.items()}
    beside = [file for file in sorted(folder.iterdir()) if file.name not in (FILE, f"{name}.ipynb")]
    copy = tuple(f"{inside}/{file.name}" for file in beside)
    marked = mark_submission(source, plan, instances, pool, copy=copy)
    for cell, (id_, _) in plan.answers.items():
        verdict = marked.verdicts.get(cell)
        if verdict is None or verdict.points != bank[id_].points:
            told = verdict.sentences[0] if verdict and verdict.sentences else Text("-", "-")
            yield Text(f"解答のノートブックが問 {id_} で満点になりません: {told.ja}",
                       f"the reference notebook does not get full points for {id_}: {told.en}")  # fmt: skip


@contextmanager
def _aside(course: Course, names: Iterable[str]) -> Iterator[Course]:
    """A copy of these assignments in a course of its own, so that no gradebook hears of it."""
    with tempfile.TemporaryDirectory(prefix="gxd-lint-") as folder:
        root = Path(folder)
        for name in names:
            copytree(course.solutions / name, root / "solutions" / name)
        for file in ("_config.yml", "nbgrader_config.py"):
            copy(course.root / file, root / file)
        yield Course(root, course.edition)


def _in_step(released: Path, fresh: Path) -> list[Text]:
    """Whether the release is what its source gives now."""
    there = {file.name: file.read_bytes() for file in released.iterdir() if file.is_file()}
    wanted = {file.name: file.read_bytes() for file in fresh.iterdir() if file.is_file()}
    stale = sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))  # fmt: skip
    if not stale:
        return []
    named = ", ".join(stale)
    return [Text(f"配布用が古くなっています({named})。gxd class release を実行してください",
                 f"the release is out of step ({named}): run gxd class release")]  # fmt: skip
