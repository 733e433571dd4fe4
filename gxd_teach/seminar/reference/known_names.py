"""All public names together: what an entry of the reference needs to know about the others."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.seminar.reference.docstrings import has_example, more_examples, shown
from gxd_teach.seminar.reference.names import PublicName
from gxd_teach.seminar.reference.raised import codes_in

__all__ = ["Names", "own_doc", "public_members", "source_of"]


@dataclass(frozen=True)
class Names:
    """All public names, with what one entry needs to know about the others."""

    names: tuple[PublicName, ...]
    makers: Mapping[str, list[PublicName]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: tuple[PublicName, ...]) -> Names:
        """With the functions that return each class, those with an example."""
        makers: dict[str, list[PublicName]] = {}
        for one in names:
            for word in _returned(one.thing):
                if has_example(one.thing):
                    makers.setdefault(word, []).append(one)
        return cls(names, makers)

    def imports(self, one: PublicName) -> list[str]:
        """What to import before the examples of its docstrings can be typed in."""
        homes = {id(other.thing): (other.module, other.name) for other in self.names}
        wanted = {one.module: {one.name}}  # the names by the module they come from
        space = vars(inspect.getmodule(one.thing)) if hasattr(one.thing, "__module__") else {}
        for word in _words_of_examples(one.thing):
            thing = space.get(word)
            if thing is None or thing is one.thing:
                continue
            if inspect.ismodule(thing):
                room, _, name = thing.__name__.rpartition(".")
            elif id(thing) in homes:
                room, name = homes[id(thing)]
            elif hasattr(thing, "__module__"):
                room, name = thing.__module__, word
            else:
                continue
            wanted.setdefault(room, set()).add(name)
        return [
            f"from {room} import {', '.join(sorted(names))}" if room else f"import {names.pop()}"
            for room, names in sorted(wanted.items(), key=lambda way: (way[0] != "", way[0]))
        ]

    def raisers(self) -> dict[str, list[str]]:
        """Full names of what is public, by the codes named in its source."""
        found: dict[str, list[str]] = {}
        for one in self.names:
            for code in codes_in(source_of(one.thing)):
                found.setdefault(code, []).append(f"{one.module}.{one.name}")
        return found

    def example_of(self, one: PublicName) -> str | list[PublicName] | None:
        """An example written for it, or the names in whose examples it is made."""
        return more_examples().get(f"{one.module}.{one.name}") or self.makers.get(one.name)


def _words_of_examples(thing: Any) -> set[str]:
    """The names that the examples of a function, or of a class and its methods, read."""
    docs = [inspect.getdoc(thing)] if own_doc(thing) else []
    if inspect.isclass(thing):
        docs += [inner.__doc__ for _, _, inner in public_members(thing)]
    read: set[str] = set()
    for example in (example for doc in docs for example in shown(doc).examples):
        code = "\n".join(
            line[4:] for line in example.split("\n") if line.startswith((">>> ", "... "))
        )
        nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
        made = {node.id for node in nodes if not isinstance(node.ctx, ast.Load)}
        read |= {node.id for node in nodes} - made
    return read


def _returned(thing: Any) -> set[str]:
    functions = [thing] if inspect.isroutine(thing) else []
    if inspect.isclass(thing):
        functions = [
            getattr(member, "__func__", None) or getattr(member, "fget", None) or member
            for name, member in vars(thing).items()
            if not name.startswith("_")
        ]
    notes = [getattr(f, "__annotations__", {}).get("return", "") for f in functions]
    return {word for note in notes for word in re.findall(r"\w+", str(note))}


def own_doc(thing: Any) -> bool:
    """Not the docstring that a class without one inherits."""
    return not inspect.isclass(thing) or bool(vars(thing).get("__doc__"))


def public_members(thing: type) -> Iterator[tuple[str, Any, Any]]:
    """Methods and properties written in the class, each with the function behind it."""
    for name, member in vars(thing).items():
        inner = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
        inner = getattr(inner, "func", inner)
        ours = str(getattr(inner, "__module__", "")).startswith("gxd_teach")
        if not name.startswith("_") and ours and inspect.isfunction(inner) and inner.__doc__:
            yield name, member, inner


def source_of(thing: Any) -> str:
    """The source of a function or class; empty for anything else.

    >>> source_of(own_doc).split("(")[0]
    'def own_doc'
    """
    try:
        return inspect.getsource(thing)
    except (OSError, TypeError):
        return ""
