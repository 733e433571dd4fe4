"""How figures write names and numbers, and what they do with too many of them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from gxd_teach.language import say
from gxd_teach.plots.fonts import characters

__all__ = ["gathered", "listed", "name", "number", "others", "share", "signed"]

MOST_BARS = 20  # a figure of more rows is a table
MOST_WORDS = 10  # the description names so many; the table has the rest
NAME_COLUMNS = 30  # a name's longest line, in half-width columns


def name(text: object, columns: int = NAME_COLUMNS, lines: int = 2) -> str:
    """A name as a figure writes it: at most `lines` lines of `columns` half-width columns.

    What no font has becomes 〓, and a $ stays a $ (matplotlib would read a formula).

    >>> name("検査", columns=2)
    '検\\n査'
    >>> name("a long flow name", columns=6)
    'a long\\nflow…'
    >>> name("ELEC-JP-AVERAGE-FY2024", columns=18)
    'ELEC-JP-\\nAVERAGE-FY2024'
    """
    flat = " ".join(str(text).split()) or say("(名前なし)", "(no name)")
    drawable = "".join(c if ord(c) in characters() else "〓" for c in flat)
    folded = _folded(drawable, columns)
    if 1 < len(folded) <= lines:  # as even as they can be: no last line of one letter
        even = range(width(drawable) // len(folded), columns)
        tried = (_folded(drawable, width) for width in even if width > 1)
        folded = next((one for one in tried if len(one) == len(folded)), folded)
    if len(folded) > lines:
        last = folded[lines - 1]
        while last and width(last) > columns - 1:
            last = last[:-1]
        folded = [*folded[: lines - 1], last + "…"]
    return "\n".join(folded).replace("$", r"\$")


def width(text: str) -> int:
    """Half-width columns that a text takes: two for a kanji, one for a letter."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _folded(text: str, columns: int) -> list[str]:
    """Lines broken after a space or a hyphen in the second half where there is one, else anywhere."""
    lines, line = [], ""
    for character in text:
        if line and width(line + character) > columns:
            cut = max(line.rfind(" "), line.rfind("-")) + 1
            if character == " " or cut <= len(line) // 2:
                cut = len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:].lstrip()
        line += character if line or character != " " else ""
    return [*lines, line]


def number(value: float) -> str:
    """A value in kg as people read it: three decimals when small, none when large.

    >>> [number(v) for v in (9.6, 549, 21408.2, -0.057186, 0)]
    ['9.600', '549.0', '21,408', '−0.057', '0']
    """
    size = abs(value)
    if size == 0:
        return "0"
    if size < 0.0005 or size >= 1e12:
        said = f"{size:.2e}"
    else:
        decimals = 3 if size < 100 else 1 if size < 1000 else 0
        said = f"{size:,.{decimals}f}"
    return f"−{said}" if value < 0 else said


def signed(value: float) -> str:
    """The same with its sign: ``+1.200``, ``−0.400``."""
    return f"+{number(value)}" if value > 0 else number(value)


def share(value: float, total: float, *, plus: bool = False) -> str:
    """`value` in percent of `total`, in brackets; nothing where a percentage says nothing.

    >>> share(9.6, 12.372186), share(1, 0)
    (' (77.6 %)', '')
    """
    if total <= 0:
        return ""
    percent = round(100 * value / total, 1) + 0.0
    if abs(percent) >= 1e6:
        return ""
    sign = "−" if percent < 0 else "+" if plus and percent > 0 else ""
    return f" ({sign}{abs(percent):,.1f} %)"


def others(count: int) -> str:
    """What the gathered small ones are called."""
    return say(f"その他 ({count} 件)", f"others ({count})")


def gathered(
    values: Iterable[tuple[str, float]], most: int = MOST_BARS
) -> tuple[list[tuple[str, float]], tuple[str, float] | None]:
    """The rows that are drawn one by one, in their order, and the small ones' sum as a row.

    >>> gathered([("a", 1.0), ("b", -5.0), ("c", 2.0)], most=2)[0]
    [('b', -5.0)]
    """
    rows = list(values)
    if len(rows) <= most:
        return rows, None
    ranked = sorted(range(len(rows)), key=lambda row: -abs(rows[row][1]))
    kept = set(ranked[: most - 1])
    rest = [rows[row][1] for row in ranked[most - 1 :]]
    return [rows[row] for row in sorted(kept)], (others(len(rest)), math.fsum(rest))


def listed(parts: Iterable[str]) -> str:
    """The first ten, and how many more there are."""
    said = list(parts)
    more = len(said) - MOST_WORDS
    if more > 0:
        said = [*said[:MOST_WORDS], say(f"ほか {more} 件", f"and {more} more")]
    return say("、", ", ").join(said)
