"""A fingerprint of files: the same text for the same names and contents, another for any change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["fingerprint"]

#: Folders that hold nothing anybody wrote.
MADE = {"__pycache__", ".ipynb_checkpoints", "node_modules", "vendor"}


def fingerprint(
    root: Path, inputs: Iterable[str], ignore: Iterable[str] = (), also: Iterable[str] = ()
) -> str:
    """Hash the files and folders named in `inputs` (relative to `root`), missing ones included.

    What lies at or below a path in `ignore` is left out; `also` adds facts that are no files.

    >>> fingerprint(Path("."), [], also=["a"]) == fingerprint(Path("."), [], also=["b"])
    False
    """
    digest = hashlib.sha256()
    ignored = [(root / name).resolve() for name in ignore]
    for name in sorted(inputs):
        for path in _files((root / name).resolve(), ignored):
            place = Path(os.path.relpath(path, root)).as_posix()
            digest.update(place.encode())
            digest.update(b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for fact in also:
        digest.update(b"\1" + fact.encode())
    return digest.hexdigest()


def _files(path: Path, ignored: list[Path]) -> Iterator[Path]:
    if path in ignored or path.name in MADE or path.suffix == ".pyc":
        return
    if path.is_dir():
        for child in sorted(path.iterdir()):
            yield from _files(child, ignored)
    elif path.is_file():
        yield path
