"""What a cell showed, as it may stand in a notebook that an instructor opens.

It was sent by somebody else's program: only the fields and kinds of the notebook format are kept
(https://nbformat.readthedocs.io), with values that fit them, and nothing that runs.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["KINDS", "count_of", "said", "tidy", "without_controls"]

KINDS: dict[str, dict[str, type]] = {
    "stream": {"name": str, "text": str},
    "error": {"ename": str, "evalue": str, "traceback": list},
    "display_data": {"data": dict, "metadata": dict},
    "execute_result": {"data": dict, "metadata": dict},
}
_TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex")
_PICTURES = ("image/png", "image/jpeg")
# Possessive: a blank that fits in two places would be tried in both.
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*+={0,2}\s*+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_MOST_CELLS_RUN = 1_000_000
# TeX that reaches out of its formula: links, styles, packages.
_REACHING = re.compile(
    r"\\(href|url|require|class|cssId|style|bbox|unicode|mmlToken|html\w*|data|includegraphics)\b"
)


def said(name: str, text: str) -> dict[str, Any]:
    """A text on ``stdout`` or ``stderr``.

    >>> said("stdout", "3 kg")["text"]
    '3 kg\\n'
    """
    return {"output_type": "stream", "name": name, "text": text + "\n"}


def tidy(output: dict[str, Any]) -> dict[str, Any]:
    """An output in the notebook format, whatever the sandbox sent; no active content.

    >>> tidy({"output_type": "display_data", "metadata": {}, "data": {
    ...     "text/plain": "3 kg", "application/javascript": "alert(1)"}})["data"]
    {'text/plain': '3 kg'}
    """
    kind = output.get("output_type")
    fields = KINDS.get(kind) if isinstance(kind, str) else None
    if fields is None or not all(isinstance(output.get(n), t) for n, t in fields.items()):
        return said("stderr", "?")
    kept: dict[str, Any] = {"output_type": kind} | {name: output[name] for name in fields}
    if kind == "stream" and kept["name"] not in ("stdout", "stderr"):
        kept["name"] = "stderr"
    if kind == "error":
        kept["traceback"] = [line for line in kept["traceback"] if isinstance(line, str)]
    if "data" in kept:
        kept["data"] = {form: _shown(form, value) for form, value in kept["data"].items()
                        if form in (*_TEXTS, *_PICTURES) and isinstance(value, str)}  # fmt: skip
        kept["metadata"] = {}
    if kind == "execute_result":
        kept["execution_count"] = count_of(output.get("execution_count"))
    return kept


def count_of(count: object) -> int | None:
    """A cell's number as the format allows it."""
    return count if type(count) is int and 0 <= count <= _MOST_CELLS_RUN else None


def _shown(form: str, value: str) -> str:
    if form in _PICTURES:  # stands in an attribute of the page
        return value if _BASE64.fullmatch(value) else ""
    if form in ("text/latex", "text/markdown", "text/html"):  # all three are searched for formulas
        return _REACHING.sub(r"\\text{?}", value)
    return value


def without_controls(text: str, most: int) -> str:
    """Text without the characters that steer a terminal or turn the writing round, cut to `most`.

    >>> without_controls("a\\x1b[2J\\u202eb", 10)
    'a[2Jb'
    """
    plain = _CONTROLS.sub("", text)
    return plain if len(plain) <= most else plain[:most] + " …"
