"""An answer made fit to be judged: nothing in it may cost the judge more than its length.

A text is matched against patterns and a unit is worked out; both were written by somebody who may
want the grader to hang. What no answer needs is taken for unreadable before it gets there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from gxd_teach.classroom.sandbox.plain_values import Opaque

__all__ = ["fit_to_judge"]

_LONGEST = 1_000  # characters of a number, a choice, a label
_POWER = re.compile(r"(?:\^|\*\s*\*)[-+(.\s]*[0-9]")
# kg^2, m**-3: a letter raised once to one digit. Towers of powers take longer than a lifetime.
_SIMPLE_POWER = re.compile(r"(?<=[A-Za-z])\s*(?:\^|\*\*)\s*[-+]?[0-9](?![\w.^]|\s*(?:\^|\*\s*\*))")


def fit_to_judge(answer: Any) -> Any:
    """The answer, with texts that are no answer replaced by `Opaque`.

    >>> fit_to_judge((5, "kg^2")), fit_to_judge((5, "kg^9^9^9"))
    ((5, 'kg^2'), (5, Opaque(type_name='str')))
    """
    if isinstance(answer, str):
        return _text(answer)
    if isinstance(answer, Mapping):
        return {key: fit_to_judge(value) for key, value in answer.items()}
    if isinstance(answer, (list, tuple, set, frozenset)):
        return type(answer)(map(fit_to_judge, answer))
    if hasattr(answer, "map") and hasattr(answer, "index"):  # a DataFrame or a Series
        return answer.map(lambda value: _text(value) if isinstance(value, str) else value)
    return answer


def _text(text: str) -> object:
    if len(text) > _LONGEST:
        return Opaque("str")
    # Blanks in a row are one to every reader; to a pattern they are so many ways to try.
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    plain = unicodedata.normalize("NFKC", text)
    if _POWER.search(_SIMPLE_POWER.sub("", plain)):
        return Opaque("str")
    return text
