"""Files written whole or not at all, and zips that are the same whenever the content is."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["text_of", "write_whole", "write_whole_bytes", "zip_bytes"]

_UMASK = os.umask(0)
os.umask(_UMASK)  # reading it means setting it
_NEVER = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can carry


def text_of(content: bytes) -> str:
    """The text of a CSV as people save it: UTF-8 with or without a mark, else Shift_JIS.

    `UnicodeDecodeError` where it is neither.

    >>> text_of("氏名".encode("cp932")), text_of(b"\\xef\\xbb\\xbfid")
    ('氏名', 'id')
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def write_whole(file: Path, text: str, *, mode: int | None = None) -> Path:
    """Write a text file (UTF-8) beside its place and put it there: never half of it is seen.

    `mode` sets the permissions before anything is written.
    """
    return write_whole_bytes(file, text.encode("utf-8"), mode=mode)


def write_whole_bytes(file: Path, content: bytes, *, mode: int | None = None) -> Path:
    """The same for bytes; several writers at once each put a whole file in place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes a name of its own that only this user may read.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as fresh:
            fresh.write(content)
        if os.name == "posix":
            os.chmod(name, mode if mode is not None else 0o666 & ~_UMASK)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return file


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
