"""The exercise room: questions declared once, a self-check that names the mistake, grading.

A participant's notebook uses three functions, `question`, `check` and `hint`. A bank
(`solutions/NN-name/questions.py`) declares with `Question`, `Part`, `Number`, `Choice`,
`Given`. `judge` belongs to the grading cells. Everything is loaded when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gxd_teach.classroom.answers import Choice, Number
    from gxd_teach.classroom.checked import progress
    from gxd_teach.classroom.choices import Choices
    from gxd_teach.classroom.draw import Draw
    from gxd_teach.classroom.exercise import Given, Part, Question
    from gxd_teach.classroom.judging import judge
    from gxd_teach.classroom.selfcheck import check, hint, question
    from gxd_teach.classroom.shapes.calls import Calls
    from gxd_teach.classroom.shapes.figure import Figure
    from gxd_teach.classroom.shapes.record import Record
    from gxd_teach.classroom.shapes.table import Table
    from gxd_teach.language import Text

_HOME = {
    "Calls": "shapes.calls",
    "Choice": "answers",
    "Choices": "choices",
    "Draw": "draw",
    "Figure": "shapes.figure",
    "Given": "exercise",
    "Number": "answers",
    "Part": "exercise",
    "Question": "exercise",
    "Record": "shapes.record",
    "Table": "shapes.table",
    "check": "selfcheck",
    "hint": "selfcheck",
    "judge": "judging",
    "progress": "checked",
    "question": "selfcheck",
}
__all__ = [
    "Calls",
    "Choice",
    "Choices",
    "Draw",
    "Figure",
    "Given",
    "Number",
    "Part",
    "Question",
    "Record",
    "Table",
    "Text",
    "check",
    "hint",
    "judge",
    "progress",
    "question",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name == "Text":
        return importlib.import_module("gxd_teach.language").Text
    if name in _HOME:
        home = importlib.import_module(f"gxd_teach.classroom.{_HOME[name]}")
        value = getattr(home, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'gxd_teach.classroom' has no attribute '{name}'")
