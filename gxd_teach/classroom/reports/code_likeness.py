"""How alike the code of two submissions is: by runs of tokens, names and numbers set aside.

What the release had in it already does not count, nor what many people write; what is left of
short code says nothing and is not compared. (Fingerprints by overlapping runs, as in winnowing.)
"""

from __future__ import annotations

import io
import json
import keyword
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.reports.class_book import ClassBook

__all__ = ["alike_code", "alike_runs", "runs_of"]

RUN = 7  # tokens
_ENOUGH = 20  # runs of one's own before a comparison says anything
ALIKE = 0.8  # of the smaller one's runs
_SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING, tokenize.ENDMARKER}


def runs_of(source: str) -> frozenset[tuple[str, ...]]:
    """The overlapping runs of seven tokens of a piece of code; none for what is no Python.

    >>> runs_of("total = a * b + c  # sum") == runs_of("summe=x*y+z")
    True
    """
    tokens = list(_tokens(source))
    return frozenset(tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1))


def _tokens(source: str) -> Iterator[str]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(source[:50_000]).readline):
            if token.type in _SKIPPED:
                continue
            if token.type == tokenize.NAME and not keyword.iskeyword(token.string):
                yield "name"
            elif token.type in (tokenize.NUMBER, tokenize.STRING):
                yield "value"
            elif token.type in (tokenize.INDENT, tokenize.DEDENT):
                yield tokenize.tok_name[token.type]
            else:
                yield token.string
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def alike_runs(runs: Mapping[str, frozenset[tuple[str, ...]]]) -> dict[tuple[str, str], float]:
    """Pairs that share at least 80 % of the smaller one's rare runs: {(a, b): share}.

    A run that more than three people and a tenth of the class have is common, and left out.
    """
    having: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for who, own in runs.items():
        for run in own:
            having[run].append(who)
    most = max(3, len(runs) // 10)
    rare: dict[str, int] = defaultdict(int)
    both: dict[tuple[str, str], int] = defaultdict(int)
    for people in having.values():
        if len(people) <= most:
            for who in people:
                rare[who] += 1
            for pair in combinations(sorted(people), 2):
                both[pair] += 1
    found = {}
    for (a, b), count in both.items():
        smaller = min(rare[a], rare[b])
        if smaller >= _ENOUGH and count / smaller >= ALIKE:
            found[a, b] = count / smaller
    return found


def alike_code(course: Course, book: ClassBook, assignment: str) -> dict[tuple[str, str], float]:
    """Pairs of an assignment whose answer cells are nearly the same code."""
    released = _cells(course.exercises / assignment / f"{assignment}.ipynb")
    stub = frozenset(run for source in released.values() for run in runs_of(source))
    runs = {}
    for paper in book.of(assignment):
        who = paper.participant
        cells = _cells(course.grading / "autograded" / who / assignment / f"{assignment}.ipynb")
        runs[who] = frozenset(r for source in cells.values() for r in runs_of(source)) - stub
    return alike_runs(runs)


def _cells(notebook: Path) -> dict[str, str]:
    """The code of the answer cells of a notebook, by grade_id; nothing where it cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return dict(_answers(cells))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _answers(cells: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        mark = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and mark.get("solution"):
            yield mark["grade_id"], "".join(cell["source"])
