"""What a folder or a zip holds, however it is wrapped: folders, zips, zips in zips.

Nothing is unpacked at the place its entry names, so no entry leads out; what is read is counted,
so that a zip bomb ends in a sentence. The zip format: https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.9.TXT
"""

from __future__ import annotations

import lzma
import re
import stat
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gxd_teach.language import Text

__all__ = ["Piece", "Unwrapping", "is_work"]

LARGEST = 100 * 1024 * 1024  # bytes of one notebook, its outputs with it
_LARGEST_ZIP = 500 * 1024 * 1024  # of a zip in a zip
_TOTAL = 4 * 1024**3  # of all that is read out of one source
_RATIO, _SMALL = 200, 8 * 1024 * 1024  # to one, above so many bytes
_DEPTH = 3  # zips in each other
_MOST = 100_000  # entries of one zip
_MOST_INSIDE = 5_000  # entries of a zip in a zip, with all that is in it
# As the page names it, or with an id before it: alice-answers-04.json.
_ANSWERS = re.compile(r"(?:[^/]*[\s_-])?answers.*\.json", re.IGNORECASE)
_BESIDE = {"participant.json", "questions.json"}
_SKIPPED = {"__macosx", ".ipynb_checkpoints", "__pycache__", "thumbs.db", "desktop.ini"}
_PARTS, _LONGEST = 40, 255  # folders in each other; characters of one name
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, NotImplementedError,
           ValueError, struct.error)  # fmt: skip

_LINK = Text("リンクなので開いていません。ファイルそのものを出してもらってください",
             "a link, which is not followed: have the file itself handed in")  # fmt: skip
_TOO_LARGE = Text("100 MB を超えるので読んでいません。出力を消して保存し直してください",
                  "above 100 MB, and not read: clear the outputs and save it again")  # fmt: skip
_BOMB = Text("広げると異常に大きくなる zip なので、読んでいません(zip 爆弾)。中身だけを出してもらってください",
             "it unpacks to far too much (a zip bomb) and was not read: have the files handed in alone")  # fmt: skip
_DEEP = Text("zip の中の zip が深すぎます。1 回だけ圧縮して出してもらってください",
             "zips in zips, too deep: have it zipped just once")  # fmt: skip
_FAR = Text("フォルダーが深すぎるか、名前が長すぎます。課題のフォルダーだけを出してもらってください",
            "folders too deep, or names too long: have the assignment's folder handed in alone")  # fmt: skip
_OUT = Text("zip の外を指す名前です。フォルダーを圧縮し直してもらってください",
            "its name leads out of the zip: have the folder zipped again")  # fmt: skip
_LOCKED = Text("パスワード付きです。パスワードなしで圧縮し直してもらってください",
               "locked with a password: have it zipped again without one")  # fmt: skip
_NO_ZIP = Text(
    "開けません。壊れているか、zip ではありません", "cannot be opened: broken, or no zip"
)


def is_work(name: str) -> bool:
    """A notebook, or ``answers-04.json``, also as ``p001-answers-04 (1).json``.

    >>> is_work("04-PRODUCT.IPYNB"), is_work("p001_answers (1).json"), is_work("notes.txt")
    (True, True, False)
    """
    return name.lower().endswith(".ipynb") or bool(_ANSWERS.fullmatch(name))


@dataclass(frozen=True)
class Piece:
    """One file as it was found: the folders and zips around it, its name, where its content is.

    `zips` counts which of `folders` are zips; `problem` says why it was not read.
    """

    folders: tuple[str, ...]
    name: str
    file: Path | None = field(default=None, repr=False)
    problem: Text | None = None
    zips: frozenset[int] = frozenset()
    changed: float = 0.0

    def __str__(self) -> str:
        return "/".join((*self.folders, self.name))

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        return self.file.read_bytes() if self.file is not None else b""


class _Room:
    """What one zip may unpack to, all zips in it included: bytes and entries.

    Many small files make a bomb as well as a large one, and one person's zip among a class's
    may not use up what is there for the others.
    """

    def __init__(self, packed: int, around: _Room | None = None) -> None:
        self._bytes = max(2 * LARGEST, packed * _RATIO)
        self._entries = _MOST
        self._around = around
        if around is not None:
            self._bytes = min(self._bytes, _TOTAL // 8)
            self._entries = _MOST_INSIDE

    def spend(self, *, unpacked: int = 0, entries: int = 0) -> bool:
        """Whether there is room for so much more."""
        self._bytes -= unpacked
        self._entries -= entries
        if self._bytes < 0 or self._entries < 0:
            return False
        return self._around is None or self._around.spend(unpacked=unpacked, entries=entries)


class Unwrapping:
    """Goes through one source; what it takes out of zips waits in `aside`, a folder.

    `leave_out`: folders that are not looked into (the course itself, around the hand-ins).
    """

    def __init__(self, aside: Path, leave_out: Iterable[Path] = ()) -> None:
        self._aside, self._left = aside, _TOTAL
        self._leave_out = {path.resolve() for path in leave_out}

    def pieces(self, source: Path) -> Iterator[Piece]:
        """Every file in a folder, a zip, or the one file that `source` is."""
        if source.is_file():
            if source.suffix.lower() == ".zip":
                yield from self._zip(source, source.name, (), frozenset())
            else:
                yield self._on_disk(source, ())
            return
        yield from self._folder(source, ())

    def _folder(self, folder: Path, around: tuple[str, ...]) -> Iterator[Piece]:
        if len(around) > _PARTS:
            yield Piece(around[:_DEPTH], "…", None, _FAR)
            return
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            yield Piece(around, "", None, _NO_ZIP)
            return
        for path in entries:
            name = unicodedata.normalize("NFC", path.name)
            if _skipped(name):
                continue
            if path.is_symlink():
                yield Piece(around, name, None, _LINK)
            elif path.is_dir():
                if path.resolve() in self._leave_out:
                    continue
                yield from self._folder(path, (*around, name))
            elif path.is_file() and name.lower().endswith(".zip"):
                inside = frozenset({len(around)})
                yield from self._zip(path, name, (*around, name[:-4]), inside)
            elif path.is_file():
                yield self._on_disk(path, around)

    def _on_disk(self, path: Path, around: tuple[str, ...]) -> Piece:
        name = unicodedata.normalize("NFC", path.name)
        seen = path.stat()
        too_large = seen.st_size > LARGEST and is_work(name)
        return Piece(around, name, path, _TOO_LARGE if too_large else None, changed=seen.st_mtime)

    def _zip(
        self, file: Path, shown: str, around: tuple[str, ...], zips: frozenset[int],
        within: _Room | None = None,
    ) -> Iterator[Piece]:  # fmt: skip
        outside = around[:-1] if zips else around
        if len(zips) > _DEPTH:
            yield Piece(outside, shown, None, _DEEP)
            return
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                room = _Room(file.stat().st_size, within)
                if not room.spend(entries=len(entries)):
                    yield Piece(outside, shown, None, _BOMB)
                    return
                for entry in entries:
                    yield from self._entry(archive, entry, around, zips, room)
        except _BROKEN:
            yield Piece(outside, shown, None, _NO_ZIP)

    def _entry(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, around: tuple[str, ...],
        zips: frozenset[int], room: _Room,
    ) -> Iterator[Piece]:  # fmt: skip
        whole = _name(entry)
        parts = [part for part in whole.split("/") if part not in ("", ".")]
        if not parts or whole.endswith("/") or any(map(_skipped, parts)):
            return
        if len(around) + len(parts) > _PARTS or max(map(len, parts)) > _LONGEST:
            yield Piece(around, f"{parts[-1][:40]}…", None, _FAR, zips)
            return
        folders, name = (*around, *parts[:-1]), parts[-1]
        nested = name.lower().endswith(".zip")
        if not (nested or is_work(name) or name in _BESIDE):
            yield Piece(folders, name, zips=zips)
            return
        most = _LARGEST_ZIP if nested else LARGEST
        problem = self._why_not(entry, whole, most)
        if problem is not None:
            # What it claims to be called is no evidence of whose it is.
            led_out = problem is _OUT
            yield Piece(around if led_out else folders, whole if led_out else name, None,
                        problem, zips)  # fmt: skip
            return
        try:
            kept = self._take_out(archive, entry, most, room)
        except _BROKEN:
            yield Piece(folders, name, None, _NO_ZIP, zips)
            return
        if kept is None:
            yield Piece(folders, name, None, _BOMB, zips)
        elif nested:
            inner = frozenset({*zips, len(folders)})
            yield from self._zip(kept, name, (*folders, name[:-4]), inner, room)
        else:
            yield Piece(folders, name, kept, None, zips, _when(entry))

    def _why_not(self, entry: zipfile.ZipInfo, whole: str, most: int) -> Text | None:
        if whole.startswith("/") or re.match(r"[A-Za-z]:", whole) or ".." in whole.split("/"):
            return _OUT
        if stat.S_ISLNK(entry.external_attr >> 16):
            return _LINK
        if entry.flag_bits & 1:
            return _LOCKED
        ratio = entry.file_size / max(entry.compress_size, 1)
        if (entry.file_size > _SMALL and ratio > _RATIO) or entry.file_size > self._left:
            return _BOMB
        return _TOO_LARGE if entry.file_size > most else None

    def _take_out(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, room: _Room
    ) -> Path | None:
        """Copy an entry aside, counting what comes: what a zip says of its sizes may be a lie."""
        handle, name = tempfile.mkstemp(dir=self._aside)
        got = 0
        with open(handle, "wb") as target, archive.open(entry) as packed:
            while chunk := packed.read(1 << 20):
                got += len(chunk)
                if got > min(most, self._left) or not room.spend(unpacked=len(chunk)):
                    return None
                target.write(chunk)
        self._left -= got
        return Path(name)


def _skipped(name: str) -> bool:
    """What systems and editors leave behind, and no person has handed in."""
    return name.lower() in _SKIPPED or name.startswith("._") or name == ".DS_Store"


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name as it was meant: Windows writes code page 932 and backslashes."""
    name = entry.orig_filename
    if not entry.flag_bits & 0x800:  # not marked as UTF-8: Python has read it as code page 437
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp932"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name.split("\0")[0].replace("\\", "/"))


def _when(entry: zipfile.ZipInfo) -> float:
    from datetime import datetime

    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
