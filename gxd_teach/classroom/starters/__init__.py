"""What a new assignment begins with: for each kind of answer a short question that works.

Each starter is a declaration for `questions.py` and the cells for the notebook. The values are
invented. ``TODO`` marks what the author puts in place of them; ``@ID@`` is the question's id.
"""

from __future__ import annotations

import json

from gxd_teach.classroom.starters.choice import CHOICE
from gxd_teach.classroom.starters.choices import CHOICES
from gxd_teach.classroom.starters.figure import FIGURE
from gxd_teach.classroom.starters.function import FUNCTION
from gxd_teach.classroom.starters.number import NUMBER
from gxd_teach.classroom.starters.numbers import NUMBERS
from gxd_teach.classroom.starters.record import RECORD
from gxd_teach.classroom.starters.starter import HEAD, Starter
from gxd_teach.classroom.starters.table import TABLE
from gxd_teach.classroom.starters.text import TEXT
from gxd_teach.language import Text

__all__ = ["HEAD", "STARTERS", "Starter", "positive_record"]

STARTERS: dict[str, Starter] = {
    "number": NUMBER,
    "numbers": NUMBERS,
    "choice": CHOICE,
    "choices": CHOICES,
    "table": TABLE,
    "function": FUNCTION,
    "record": RECORD,
    "figure": FIGURE,
    "text": TEXT,
}


def positive_record(text: str) -> list[Text]:
    """What is wrong with a record at first sight: amounts in `pcf` that are not above zero.

    >>> [str(one.en) for one in positive_record('{"pcf": {"declaredUnitAmount": "0"}}')]
    ['pcf.declaredUnitAmount must be above zero']
    """
    try:
        found = json.loads(text)["pcf"]
        amount = float(found["declaredUnitAmount"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return [
            Text("pcf.declaredUnitAmount が数ではありません", "pcf.declaredUnitAmount is no number")
        ]
    if amount > 0:
        return []
    return [
        Text(
            "pcf.declaredUnitAmount は 0 より大きくします",
            "pcf.declaredUnitAmount must be above zero",
        )
    ]
