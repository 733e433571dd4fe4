"""What each chapter promises, and the questions that show it: the directive ``{goals}``.

`book/objectives.csv` says which objectives belong to which promise of a chapter; the questions are
looked up by their objective in the banks. Only the instructor's guide shows it.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course

LIST = "book/objectives.csv"


def rows(root: Path) -> list[tuple[str, str, list[str], list[str]]]:
    """Chapter, promise, its quick checks and its exercises, in the order of the list."""
    course = Course.at(root)
    with (root / LIST).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    found = []
    for (chapter, goal), part in groupby(lines, key=lambda line: (line["chapter"], line["goal"])):
        wanted = [line["objective"] for line in part]
        asked = [one for one in load_bank(course, chapter).values() if one.objective in wanted]
        found.append((chapter, goal, [one.id for one in asked if not one.points],
                      [one.id for one in asked if one.points]))  # fmt: skip
    return found


class Goals(SphinxDirective):
    """``{goals}``: a table for each chapter."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Tables written in Markdown, so that they look like all others."""
        root = Path(__file__).resolve().parents[2]
        self.env.note_dependency(str(root / LIST))
        lines: list[str] = []
        for chapter, part in groupby(rows(root), key=lambda row: row[0]):
            lines += ["", f"**第 {int(chapter[:2])} 章** {{doc}}`{chapter}`", ""]
            lines += ["| できること | 確認問題 | 演習 |", "|---|---|---|"]
            for _, goal, checks, exercises in part:
                lines.append(
                    f"| {goal} | {' '.join(checks) or '–'} | {' '.join(exercises) or '–'} |"
                )
        box = nodes.container()
        self.state.nested_parse(StringList(lines, source=LIST), 0, box)
        return list(box.children)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("goals", Goals)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
