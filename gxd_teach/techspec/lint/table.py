"""Findings as an aligned table for a terminal: a kanji takes two columns, a letter one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from gxd_teach.language import say
from gxd_teach.techspec.lint.finding import Finding, level_word, severity_word

__all__ = ["cut", "findings_table", "padded", "width"]

_WIDEST = {"path": 44, "found": 26, "title": 60}


def width(text: str) -> int:
    """Half-width columns that a text takes.

    >>> width("kg"), width("質量")
    (2, 4)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns, on one line, without control characters.

    >>> cut("質量が違う", 6)
    '質量…'
    """
    flat = text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)
    if width(flat) <= columns:
        return flat
    kept, room = [], columns - 1
    for character in flat:
        room -= width(character)
        if room < 0:
            break
        kept.append(character)
    return f"{''.join(kept)}…"


def padded(text: str, columns: int) -> str:
    """The text filled up with blanks to so many columns.

    >>> padded("質量", 6) + "|"
    '質量  |'
    """
    return text + " " * (columns - width(text))


def findings_table(findings: Sequence[Finding]) -> str:
    """A block for each record: what was found where, and beneath it why and how to repair it."""
    blocks = []
    for record, group in groupby(findings, key=lambda one: one.record):
        lines = [f"== {record} =="] if record else []
        listed = list(group)
        rows = [
            (
                severity_word(one.severity),
                one.code,
                level_word(one.level),
                cut(one.path, _WIDEST["path"]),
                cut(one.found, _WIDEST["found"]),
                cut(str(one.title), _WIDEST["title"]),
            )
            for one in listed
        ]
        columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
        for one, row in zip(listed, rows, strict=True):
            cells = (padded(cell, size) for cell, size in zip(row, columns, strict=True))
            lines.append("  ".join(cells).rstrip())
            lines += (f"      {heading}: {cut(text, 200)}" for heading, text in _beneath(one))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _beneath(one: Finding) -> list[tuple[str, str]]:
    return [
        (say("期待", "expected"), str(one.expected)),
        (say("直し方", "repair"), str(one.repair)),
        (say("根拠", "why"), str(one.why)),
    ]
