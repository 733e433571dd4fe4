"""What is public in the package, by the room it stands in.

Public is what a room puts into its ``__all__`` (and its sub-rooms into theirs), what the modules
of the ground floor and of the cases put into theirs, and whatever else a chapter imports. The
kit's own machinery (`seminar`, `commands`) is not for notebooks; its commands have a page.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import gxd_teach

__all__ = ["PublicName", "imported_by_chapters", "public_names", "rooms"]

CLOSED = ("cli", "commands", "seminar")
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.M | re.S)


@dataclass(frozen=True)
class PublicName:
    """One thing, the shortest way to import it, the other ways, the chapters that do so."""

    name: str
    module: str
    thing: Any
    also: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()

    @property
    def room(self) -> str:
        """The room it is found in: ``framework`` …, or ``base`` for the ground floor."""
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 and _is_room(parts[1]) else "base"


def _is_room(name: str) -> bool:
    return (Path(gxd_teach.__file__).parent / name).is_dir()


@cache
def public_modules() -> tuple[str, ...]:
    """The modules whose ``__all__`` is public, a room before its sub-rooms.

    >>> "gxd_teach.framework.gases" in public_modules(), "gxd_teach.seminar" in public_modules()
    (True, False)
    """
    found = []
    for info in pkgutil.walk_packages(gxd_teach.__path__, "gxd_teach."):
        parts = info.name.split(".")[1:]
        if parts[0] in CLOSED or any(part.startswith("_") for part in parts):
            continue
        beside = importlib.import_module(f"gxd_teach.{parts[0]}")
        without_list = len(parts) == 2 and not hasattr(beside, "__all__")
        if (info.ispkg or len(parts) == 1 or without_list) and hasattr(
            importlib.import_module(info.name), "__all__"
        ):
            found.append(info.name)
    return tuple(sorted(found, key=lambda name: (name.count("."), name)))


def imported_by_chapters(root: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """What the cells of the book's chapters import: (module, name) and the chapters."""
    found: dict[tuple[str, str], list[str]] = {}
    listed = re.findall(r"file: (book/\S+)", (root / "_toc.yml").read_text(encoding="utf-8"))
    for page in listed:
        file = root / f"{page}.md"
        if not file.is_file() or page.startswith("book/reference/"):
            continue
        for module, name in _imports(file.read_text(encoding="utf-8")):
            pages = found.setdefault((module, name), [])
            if page not in pages:
                pages.append(page)
    return {key: tuple(pages) for key, pages in found.items()}


def _imports(chapter: str) -> Iterator[tuple[str, str]]:
    for cell in CELL.findall(chapter):
        lines = [line for line in cell.splitlines() if not line.startswith((":", "%", "!", "---"))]
        try:
            tree = ast.parse("\n".join(lines))
        except SyntaxError:  # a cell that shows a mistake on purpose
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gxd_teach"):
                for alias in node.names:
                    yield str(node.module), alias.name


def public_names(root: Path) -> tuple[PublicName, ...]:
    """Every public name once, in the order of the rooms' own lists."""
    chapters = imported_by_chapters(root)
    wanted = [
        (module, name)
        for module in public_modules()
        for name in importlib.import_module(module).__all__
    ]
    wanted += [key for key in chapters if key not in wanted]
    ways: dict[int, list[tuple[str, str]]] = {}
    things: dict[int, Any] = {}
    for module, name in wanted:
        room = importlib.import_module(module)
        # What a room lists it must have; a chapter may name a module that is not loaded yet.
        thing = (
            getattr(room, name) if name in vars(room).get("__all__", ()) else vars(room).get(name)
        )
        if thing is None or inspect.ismodule(thing) or name.startswith("_"):
            continue
        things[id(thing)] = thing
        ways.setdefault(id(thing), []).append((module, name))
    return tuple(_public(things[key], found, chapters) for key, found in ways.items())


def _public(
    thing: Any,
    found: list[tuple[str, str]],
    chapters: dict[tuple[str, str], tuple[str, ...]],
) -> PublicName:
    (module, name), *others = sorted(found, key=lambda way: way[0].count("."))
    pages = dict.fromkeys(page for way in found for page in chapters.get(way, ()))
    return PublicName(name, module, thing, tuple(f"{m}.{n}" for m, n in others), tuple(pages))


def rooms(names: tuple[PublicName, ...]) -> dict[str, list[PublicName]]:
    """The names by room, the ground floor first."""
    found: dict[str, list[PublicName]] = {"base": []}
    for one in names:
        found.setdefault(one.room, []).append(one)
    return found
