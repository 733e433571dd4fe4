"""A CSV file as text: which encoding, which delimiter, and where its headings stand.

Nothing is taken for granted. UTF-8 (with or without its mark) and UTF-16 decode strictly or
not at all; Shift_JIS (cp932, as Japanese Excel writes "CSV") is accepted only when it decodes
strictly, yields the headings, and the text shows Japanese that no other encoding would give.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from gxd_teach.errors import GxdError
from gxd_teach.framework.sheets.headings import (
    NEEDED,
    HeadingRow,
    find_heading_row,
    missing_columns,
)

__all__ = ["MAX_TEXT_BYTES", "TextTable", "filled", "read_text_table"]

MAX_TEXT_BYTES = 500_000_000
_DELIMITERS = (",", "\t", ";")
_SEARCHED_ROWS = 200  # headings stand near the top
# Kana of two bytes begin with 0x82 or 0x83 in cp932: bytes that EUC-JP never holds, and that a
# Western text has only as rare marks.
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # what cp932 makes of bytes that are no Japanese


@dataclass(frozen=True)
class TextTable:
    """A delimited text and the row that holds its headings; rows count from 1, as in Excel.

    `width` is how many cells the heading row has, blank ones too.
    """

    text: str
    delimiter: str
    heading: HeadingRow
    width: int
    name: str

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row, blank ones too, with its number; GXD-I002 where a quote does not fit."""
        return _records(self.text, self.delimiter, where=self.name)

    def body_start(self) -> int:
        """Where, in the text, the row after the headings begins."""
        lines = io.StringIO(self.text, newline="")
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        for _ in range(self.heading.number):
            next(reader)
        lines = io.StringIO(self.text, newline="")
        for _ in range(reader.line_num):
            lines.readline()
        return lines.tell()


def _records(text: str, delimiter: str, *, where: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as cause:
            raise GxdError(
                "GXD-I002",
                f'{number + 1} 行目から先を読めません。引用符 " が閉じているか確かめてください',
                f'cannot be read from row {number + 1} on: see whether every quote " is closed',
                where=where,
            ) from cause
        number += 1
        yield number, record


def read_text_table(content: bytes, *, where: str, encoding: str | None = None) -> TextTable:
    """Decode, find the delimiter and the headings.

    GXD-I001 when there is nothing in it, GXD-I002 when the encoding cannot be known
    (`encoding` then says it), GXD-I003 when the headings are not there, GXD-I011 when it is
    too large, GXD-I013 when a heading stands twice.
    """
    if len(content) > MAX_TEXT_BYTES:
        raise GxdError(
            "GXD-I011",
            f"大きすぎます({MAX_TEXT_BYTES // 1_000_000} MB まで)。分けてください",
            f"is too large (up to {MAX_TEXT_BYTES // 1_000_000} MB): split it",
            where=where,
        )
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise GxdError("GXD-I001", "ファイルが空です", "is empty", where=where)
    for text, is_sure in _decodings(content, encoding):
        heading, delimiter = _find_headings(text, where)
        if heading is not None and not heading.missing:
            if is_sure or _is_japanese(text, heading):
                records = _records(text, delimiter, where=where)
                width = next(len(record) for n, record in records if n == heading.number)
                return TextTable(text, delimiter, heading, width, where)
        elif is_sure:
            raise missing_columns(heading.missing if heading else NEEDED, where=where)
    raise GxdError(
        "GXD-I002",
        "文字コードが分かりません(UTF-8 でも Shift_JIS でも読めないか、見出しが現れません)。"
        "Excel では「CSV UTF-8(コンマ区切り)」で保存してください",
        "its encoding cannot be known (neither UTF-8 nor Shift_JIS yields the headings); "
        "in Excel, save as 'CSV UTF-8 (Comma delimited)'",
        where=where,
    )


def _decodings(content: bytes, encoding: str | None) -> Iterator[tuple[str, bool]]:
    """The texts these bytes may be, surest first; whether the decoding itself is sure."""
    names: list[tuple[str, bool]]
    if encoding is not None:
        names = [(encoding, True)]
    elif content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        names = [("utf-32", True)]
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = [("utf-16", True)]
    elif b"\0" in content[:4000]:  # UTF-16 without its mark: every other byte of ASCII is 0
        names = [("utf-16-le", False), ("utf-16-be", False)]
    else:
        names = [("utf-8", True), ("cp932", False)]
    for name, is_sure in names:
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        yield text.removeprefix("\ufeff"), is_sure


def _find_headings(text: str, where: str) -> tuple[HeadingRow | None, str]:
    """The heading row and the delimiter that yields it; else the nearest one there is."""
    nearest: HeadingRow | None = None
    for delimiter in _DELIMITERS:
        top = []
        with suppress(GxdError):  # a quote that does not fit: said when that row is read
            for number, record in islice(_records(text, delimiter, where=where), _SEARCHED_ROWS):
                top.append((number, filled(record)))
        heading = find_heading_row(top, where=where)
        if heading is not None and not heading.missing:
            return heading, delimiter
        if heading and (nearest is None or len(heading.positions) > len(nearest.positions)):
            nearest = heading
    return nearest, ","


def filled(record: list[str]) -> dict[int, object]:
    """The cells of a row that hold something, by position from 1."""
    return {position: cell for position, cell in enumerate(record, 1) if cell.strip()}


def _is_japanese(text: str, heading: HeadingRow) -> bool:
    """Whether a text that may be Japanese is: by its headings, or by kana no other gives."""
    if _PRIVATE.search(text):
        return False
    headings = "".join(heading.texts.values())
    return not headings.isascii() or bool(_KANA.search(text)) or text.isascii()
