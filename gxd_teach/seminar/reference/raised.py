"""Where the package raises which code, read from its sources without running them.

Every string constant that is a code alone counts, wherever it stands: in a `GxdError`, a
`Problem`, a rule, or handed on as ``code="GXD-…"``. The sentences beside it are kept as forms,
with … for what is filled in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gxd_teach

__all__ = ["CODE", "Raised", "codes_in", "raised_codes", "sentence_forms"]

CODE = re.compile(r"GXD-[A-Z]\d{3}")
GAP = "…"


@dataclass(frozen=True)
class Raised:
    """One place: the file within the package, the line, the forms of the sentences beside it."""

    file: str
    line: int
    forms: tuple[str, ...]


@cache
def raised_codes(root: Path | None = None) -> dict[str, tuple[Raised, ...]]:
    """All places by code, in the package or in another folder of sources.

    >>> [place.file for place in raised_codes()["GXD-U001"]]
    ['units.py']
    """
    folder = root or Path(gxd_teach.__file__).parent
    places: dict[str, list[Raised]] = {}
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for constant, call in _constants(tree):
            forms = tuple(_forms(call)) if call is not None else ()
            name = file.relative_to(folder).as_posix()
            places.setdefault(str(constant.value), []).append(Raised(name, constant.lineno, forms))
    return {code: tuple(found) for code, found in sorted(places.items())}


def _constants(tree: ast.AST) -> Iterator[tuple[ast.Constant, ast.Call | None]]:
    """Each constant that is a code, with the innermost call it stands in."""
    waiting: list[tuple[ast.AST, ast.Call | None]] = [(tree, None)]
    while waiting:
        node, call = waiting.pop()
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node, call
            continue
        inside = node if isinstance(node, ast.Call) else call
        waiting.extend((child, inside) for child in reversed(list(ast.iter_child_nodes(node))))


def _forms(call: ast.Call) -> Iterator[str]:
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        form = _form(argument)
        if form and not CODE.fullmatch(form) and form.strip(GAP):
            yield form


def _form(node: ast.AST) -> str:
    """A literal text, with a gap for each value that is filled in; empty for anything else.

    >>> _form(ast.parse('f"{n} は負です"', mode="eval").body)
    '… は負です'
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_form(part) or GAP for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (_form(node.left) or GAP) + (_form(node.right) or GAP)
    return ""


def sentence_forms(folder: Path) -> frozenset[str]:
    """Every literal text in a folder of sources, as forms.

    >>> "… は負です。0 以上の数を入れてください" in sentence_forms(Path(gxd_teach.__file__).parent)
    True
    """
    forms = set()
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
                forms.add(_form(node))
    return frozenset(forms - {""})


def codes_in(text: str) -> list[str]:
    """The codes named in a text, each once, in order.

    >>> codes_in("GXD-U004 and GXD-U001, GXD-U004")
    ['GXD-U001', 'GXD-U004']
    """
    return sorted(set(CODE.findall(text)))
