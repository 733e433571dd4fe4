"""Messages over a socket that keeps message boundaries (SOCK_SEQPACKET).

A message is JSON, cut into pieces that fit; each piece says which message it belongs to and
whether it is the last. A process that is killed while it sends leaves an unfinished message,
which the reader drops: what the next process sends is not garbled by it.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from typing import Any

__all__ = ["FrameError", "pieces", "read_messages", "send"]

_PIECE = 60_000  # bytes; below every system's default for one packet
_MARK = {"more": b"+", "last": b"."}


class FrameError(Exception):
    """The other side sent something that is no message, or too much of it."""


def pieces(message: dict[str, Any]) -> Iterator[bytes]:
    """A message as packets: number of the message, ``+`` or ``.``, and a part of its JSON.

    >>> [piece[8:] for piece in pieces({"a": 1})]
    [b'.{"a": 1}']
    """
    number = os.urandom(8)
    data = json.dumps(message).encode("ascii")
    for start in range(0, len(data), _PIECE):
        last = start + _PIECE >= len(data)
        yield number + _MARK["last" if last else "more"] + data[start : start + _PIECE]


def send(to: socket.socket, message: dict[str, Any]) -> None:
    """Send one message."""
    for piece in pieces(message):
        to.send(piece)


def read_messages(source: socket.socket, most_bytes: int) -> Iterator[dict[str, Any]]:
    """Messages until the other side hangs up.

    `FrameError` for more than `most_bytes` in all, or for what is no JSON object;
    `TimeoutError` by the socket's own timeout.
    """
    room, number = most_bytes, b""
    parts: list[bytes] = []
    while True:
        piece = source.recv(_PIECE + 16)
        if not piece:
            return
        room -= len(piece)
        if room < 0:
            raise FrameError("too much")
        if len(piece) < 9:
            raise FrameError("no message")
        if piece[:8] != number:
            number, parts = piece[:8], []  # what was begun before is lost
        parts.append(piece[9:])
        if piece[8:9] == _MARK["last"]:
            yield _read(b"".join(parts))
            number, parts = b"", []


def _read(data: bytes) -> dict[str, Any]:
    try:
        message = json.loads(data.decode("utf-8"))
        if b"\\u" in data:  # half a surrogate pair is no character, and no file could hold it
            text = json.dumps(message, ensure_ascii=False)
            message = json.loads(text.encode("utf-8", "replace"))
    except (ValueError, RecursionError) as cause:
        raise FrameError("no JSON") from cause
    if not isinstance(message, dict):
        raise FrameError("no object")
    return message
