"""A docstring as a page shows it: its prose as MyST, its worked examples as they were run."""

from __future__ import annotations

import doctest
import inspect
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Shown", "escaped", "more_examples", "shown"]

_PARSER = doctest.DocTestParser()
_CODE = re.compile(r"(`+)(.+?)\1", re.S)
_MORE = Path(__file__).parent / "examples.txt"


@dataclass(frozen=True)
class Shown:
    """A docstring in two parts: prose in MyST, and examples (each a block of a session)."""

    prose: str
    examples: tuple[str, ...]


def escaped(text: str) -> str:
    r"""Text that MyST shows as it stands; what is between backticks stays code.

    >>> print(escaped("a < b, `x_1`, *args, [3]"))
    a &lt; b, `x_1`, \*args, \[3\]
    """
    pieces, done = [], 0
    for code in _CODE.finditer(text):
        pieces += [_plain(text[done : code.start()]), f"`{code[2].strip()}`"]
        done = code.end()
    return "".join([*pieces, _plain(text[done:])])


def _plain(text: str) -> str:
    text = re.sub(r"([\\*_{}\[\]$#|~^])", r"\\\1", text)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("`", r"\`")


def shown(docstring: str | None) -> Shown:
    """Prose and examples of a docstring.

    >>> shown("One.\\n\\n    >>> 1 + 1\\n    2\\n").examples
    ('>>> 1 + 1\\n2',)
    """
    prose: list[str] = []
    sessions: list[list[str]] = []
    following = False
    for part in _PARSER.parse(inspect.cleandoc(docstring or "")):
        if isinstance(part, doctest.Example):
            lines = part.source.rstrip("\n").split("\n")
            said = [f">>> {lines[0]}", *(f"... {line}".rstrip() for line in lines[1:])]
            said += part.want.rstrip("\n").split("\n") if part.want else []
            if following:
                sessions[-1] += said
            else:
                sessions.append(said)
            following = True
        elif part.strip():
            prose.append(part.strip("\n"))
            following = False
    text = "\n\n".join(prose)
    return Shown(_paragraphs(text), tuple("\n".join(lines) for lines in sessions))


def _paragraphs(text: str) -> str:
    """Paragraphs and bulleted lists; an indented line goes on with the one before."""
    return "\n".join(
        f"- {escaped(line.strip()[2:])}" if line.strip().startswith("- ") else escaped(line.strip())
        for line in text.split("\n")
    )


@cache
def more_examples() -> dict[str, str]:
    """The examples of names whose docstring has none, from ``examples.txt``, by full name.

    >>> all(name.startswith("gxd_teach.") for name in more_examples())
    True
    """
    text = _MORE.read_text(encoding="utf-8")
    parts = re.split(r"^(gxd_teach[\w.]+)\n-+\n", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def has_example(thing: Any) -> bool:
    """Whether a function or class, or a method of the class, has a worked example.

    >>> has_example(shown), has_example(Shown)
    (True, False)
    """
    if shown(inspect.getdoc(thing)).examples:
        return True
    members = vars(thing).values() if inspect.isclass(thing) else ()
    return any(shown(_doc_of(member)).examples for member in members)


def _doc_of(member: Any) -> str | None:
    inner = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
    inner = getattr(inner, "func", inner)  # a cached property
    doc = getattr(inner, "__doc__", None)
    return doc if isinstance(doc, str) and callable(inner) else None
