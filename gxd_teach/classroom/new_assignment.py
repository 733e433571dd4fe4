"""A new assignment: a notebook and a question bank that work at once, to be written over.

The notebook is an nbgrader source (https://nbgrader.readthedocs.io): its solutions and grading
cells are taken out when it is released.
"""

from __future__ import annotations

import json
import re
import shutil
import string
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.starters.every import STARTERS
from gxd_teach.classroom.starters.starter import HEAD
from gxd_teach.errors import GxdError

__all__ = ["KINDS", "new_assignment"]

KINDS = tuple(STARTERS)
_NAME = re.compile(r"([0-9]{2})-[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60
_NAMES = ("Calls", "Choice", "Choices", "Draw", "Figure", "Given", "Number", "Part", "Question",
          "Record", "Table", "Text")  # fmt: skip
# Never in one piece in this file: it travels to participants in the wheel.
_BEGIN_SOLUTION, _END_SOLUTION = (f"### {word} SOLUTION" for word in ("BEGIN", "END"))
_BEGIN_HIDDEN, _END_HIDDEN = (f"### {word} HIDDEN TESTS" for word in ("BEGIN", "END"))


def new_assignment(course: Course, name: str, kinds: Iterable[str] = ("number",)) -> Path:
    """Make `solutions/NAME/` with one question of each kind wanted; the folder.

    `name` begins with the chapter's two digits (``05-transport``); the questions are ``05a``,
    ``05b``, … from the first letter no other assignment has. `kinds` are among KINDS, in the
    order wanted. Nothing is there before all of it is. GXD-C190 a name that will not do,
    GXD-C191 one that is taken, GXD-C192 an unknown kind, GXD-C193 no letters left.
    """
    chapter = _chapter(name)
    folder = course.solutions / name
    _must_be_free(course, name)
    wanted = _wanted(kinds)
    ids = _free_ids(course, chapter, len(wanted))
    questions = list(zip(ids, wanted, strict=True))
    bank = _bank(name, questions, read_more=_page(course, chapter))
    notebook = _notebook(name, questions)
    course.solutions.mkdir(exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".new-", dir=course.solutions))
    try:
        aside.chmod(0o755)
        (aside / "questions.py").write_text(bank, encoding="utf-8", newline="\n")
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        (aside / f"{name}.ipynb").write_text(text, encoding="utf-8", newline="\n")
        _must_be_free(course, name)  # somebody else may have made it in the meantime
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return folder


def _chapter(name: str) -> str:
    found = _NAME.fullmatch(name) if len(name) <= _LONGEST else None
    if found is None:
        raise GxdError(
            "GXD-C190",
            f"課題の名前「{name}」は使えません。05-transport のように、数字 2 桁、ハイフン、"
            f"小文字の英数字で、{_LONGEST} 文字までにしてください",
            f"'{name}' cannot name an assignment: two digits, a hyphen and lower-case letters or "
            f"digits, like 05-transport, {_LONGEST} characters at most",
        )
    return found[1]


def _must_be_free(course: Course, name: str) -> None:
    for folder in (course.solutions / name, course.exercises / name):
        if folder.exists() or folder.is_symlink():
            raise GxdError(
                "GXD-C191",
                f"{folder.parent.name}/{name} はもうあります。上書きはしません。別の名前にしてください",
                f"{folder.parent.name}/{name} is there already and is not overwritten: take another name",
            )


def _wanted(kinds: Iterable[str]) -> list[str]:
    wanted = kinds.split(",") if isinstance(kinds, str) else list(kinds)
    wanted = [kind.strip() for kind in wanted]
    unknown = [kind for kind in wanted if kind not in STARTERS]
    if unknown or not wanted:
        named = ", ".join(unknown) or "-"
        raise GxdError(
            "GXD-C192",
            f"問題の種類「{named}」はありません。{', '.join(KINDS)} から選んでください",
            f"there is no kind of question '{named}'; choose among {', '.join(KINDS)}",
        )
    return wanted


def _free_ids(course: Course, chapter: str, count: int) -> list[str]:
    taken = {id_ for name in course.assignments() if name.startswith(f"{chapter}-")
             for id_ in load_bank(course, name)}  # fmt: skip
    free = [f"{chapter}{x}" for x in string.ascii_lowercase if f"{chapter}{x}" not in taken]
    if len(free) < count:
        raise GxdError(
            "GXD-C193",
            f"第 {chapter} 章の問の id({chapter}a〜{chapter}z)が足りません。あと {len(free)} 問です",
            f"chapter {chapter} has only {len(free)} question ids left ({chapter}a to {chapter}z)",
        )
    return free[:count]


def _page(course: Course, chapter: str) -> str:
    """The chapter's page in the book where there is one, else its cover."""
    book = course.root / "book"
    pages = sorted(
        page.relative_to(course.root).with_suffix("").as_posix()
        for page in book.glob(f"*/{chapter}-*.md")
        if page.parent.name != "instructor"
    )
    return pages[0] if pages else "book/index"


def _fill(text: str, id_: str, read_more: str = "") -> str:
    values = {"@ID@": id_, "@NN@": id_[:2], "@LETTER@": id_[2:], "@READ_MORE@": read_more}
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _bank(name: str, questions: Sequence[tuple[str, str]], *, read_more: str) -> str:
    body = "\n".join(_fill(STARTERS[kind].bank, id_, read_more) for id_, kind in questions)
    used = [word for word in _NAMES if re.search(rf"\b{word}\(", body)]
    line = ", ".join(used)
    if len(line) > 64:  # as the formatter would have it
        line = "(\n" + "".join(f"    {word},\n" for word in used) + ")"
    return HEAD.replace("@NAME@", name).replace("@USED@", line) + body


def _notebook(name: str, questions: Sequence[tuple[str, str]]) -> dict[str, Any]:
    intro = (
        f"# TODO {name} — 演習\n\n"
        "1. 上から順に、セルを選んで **Shift + Enter** で実行します。\n"
        "2. 「答え」のセルの `None` を、自分の答えに書き換えて実行します。\n"
        "3. `check(...)` を実行すると、正解か、どこで間違えたかが表示されます。何度でも試せます。\n"
        f'4. わからないときは `hint("{questions[0][0]}")` を実行します。\n'
        "5. 保存して(Ctrl + S)、このファイルを提出します。"
    )
    cells = [
        _cell("markdown", "intro", intro),
        _cell("code", "setup", "from gxd_teach.classroom import check, hint, question"),
    ]
    for id_, kind in questions:
        cells += _question_cells(id_, kind)
    end = f"お疲れさまでした。保存してから、このファイル(`{name}.ipynb`)を提出してください。"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [*cells, _cell("markdown", "end", end)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _question_cells(id_: str, kind: str) -> list[dict[str, Any]]:
    """Ask, show, answer, check, judge; of a text only ask, show and what is written."""
    starter = STARTERS[kind]
    cells = [
        _cell("markdown", f"ask-{id_}", f"## {id_} TODO 題\n\nTODO {starter.ask}"),
        _cell("code", f"show-{id_}", f'question("{id_}")'),
    ]
    solution = _fill(starter.solution, id_)
    if starter.by_hand:
        return [*cells, _cell("markdown", f"answer-{id_}", solution, solution=True, points=1)]
    answer = [_fill(starter.stub, id_), "", _BEGIN_SOLUTION, f'q = question("{id_}")', solution]
    judge = [
        "# 採点用のセルです。編集や削除をしないでください。",
        _BEGIN_HIDDEN,
        "from gxd_teach.classroom import judge",
        "",
        f'judge("{id_}", answer_{id_})',
        _END_HIDDEN,
    ]
    return [
        *cells,
        _cell("code", f"answer-{id_}", "\n".join([*answer, _END_SOLUTION]), solution=True),
        _cell("code", f"check-{id_}", f'check("{id_}", answer_{id_})'),
        _cell("code", f"judge-{id_}", "\n".join(judge), points=1),
    ]


def _cell(
    cell_type: str, name: str, source: str, *, solution: bool = False, points: int | None = None
) -> dict[str, Any]:
    """A cell marked for nbgrader; with `points` it is graded, and locked unless it is answered."""
    mark: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": name,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        mark["points"] = points
    made: dict[str, Any] = {"cell_type": cell_type, "id": name, "metadata": {"nbgrader": mark},
                            "source": source.splitlines(keepends=True)}  # fmt: skip
    return made | ({"execution_count": None, "outputs": []} if cell_type == "code" else {})
