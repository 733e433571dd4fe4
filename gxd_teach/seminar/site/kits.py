"""Assignments to take home: each folder of ``exercises/`` as a list of files and as a zip."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.files import zip_bytes

__all__ = ["Kit", "find_kits", "zip_kit"]

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Kit:
    """One released assignment: its name, its title, and its files (name, path)."""

    name: str
    title: str
    files: tuple[tuple[str, Path], ...]


def find_kits(folder: Path) -> list[Kit]:
    """The assignments of a release, in order; folders without a file are none."""
    kits = []
    for home in sorted(folder.iterdir()) if folder.is_dir() else []:
        if home.is_dir() and not home.is_symlink() and NAME.fullmatch(home.name):
            files = tuple(sorted(_files(home, home)))
            if files:
                kits.append(Kit(home.name, _title(files) or home.name, files))
    return kits


def _files(home: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """What a participant gets: no hidden file, no leftovers, nothing through a link."""
    for path in folder.iterdir():
        if path.is_symlink() or path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir():
            yield from _files(home, path)
        elif path.is_file():
            yield path.relative_to(home).as_posix(), path


def _title(files: tuple[tuple[str, Path], ...]) -> str | None:
    """The first heading of the first notebook."""
    for name, path in files:
        if name.endswith(".ipynb"):
            try:
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] != "code")
            except (OSError, ValueError, KeyError, TypeError):
                return None
            heading = re.search(r"^# +(.+)$", text, re.MULTILINE)
            return heading[1].strip() if heading else None
    return None


def zip_kit(kit: Kit) -> bytes:
    """The assignment in a folder of its name; the same files make the same bytes."""
    return zip_bytes((f"{kit.name}/{name}", path.read_bytes()) for name, path in kit.files)
