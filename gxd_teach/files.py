"""Files written whole or not at all, and zips that are the same whenever the content is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["write_whole", "zip_bytes"]

_NEVER = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can carry


def write_whole(file: Path, text: str, *, mode: int | None = None) -> Path:
    """Write a text file (UTF-8) beside its place and put it there: never half of it is seen.

    `mode` sets the permissions before anything is written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    if mode is not None:
        fresh.touch(mode=mode)
    fresh.write_text(text, encoding="utf-8", newline="\n")
    return fresh.replace(file)


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of (name, content) in the order given; the same files make the same bytes.

    >>> zip_bytes([("a.txt", b"x")]) == zip_bytes([("a.txt", b"x")])
    True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date_time=_NEVER)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()
