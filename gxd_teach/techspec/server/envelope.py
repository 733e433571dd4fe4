"""The envelope around footprints on the way: `{"data": …}`, packed and unpacked as bytes.

PACT Technical Specifications v3.0.3 (WBCSD), responses of ListFootprints and GetFootprint.
A server packs stored bytes without reading them again; a client cuts the same bytes out, so
that both sides hold, and can compare, the very same record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.decoder import WHITESPACE  # type: ignore[attr-defined]

__all__ = ["pack", "pack_list", "unpack", "unpack_list"]

_DECODER = json.JSONDecoder()


def pack(body: bytes) -> bytes:
    """One footprint in its envelope.

    >>> pack(b'{"id":"1"}')
    b'{"data":{"id":"1"}}'
    """
    return b'{"data":%b}' % body


def pack_list(bodies: Iterable[bytes]) -> bytes:
    """A page of footprints in its envelope; an empty page is ``[]``, never null.

    >>> pack_list([b"{}", b"{}"]), pack_list([])
    (b'{"data":[{},{}]}', b'{"data":[]}')
    """
    return b'{"data":[%b]}' % b",".join(bodies)


def unpack(answer: bytes) -> bytes:
    """The one footprint in an envelope, byte for byte; ValueError when there is none.

    >>> unpack(b'{ "more": 1, "data" : {"id": "1"} }')
    b'{"id": "1"}'
    """
    text = answer.decode("utf-8")
    start, end = _data(text)
    if text[start] != "{":
        raise ValueError("data is not an object")
    return text[start:end].encode()


def unpack_list(answer: bytes) -> list[bytes]:
    """The footprints of a page, each byte for byte; ValueError when it is no page.

    >>> unpack_list(b'{"data": [{"id": "1"}, {"id": "2"}]}')
    [b'{"id": "1"}', b'{"id": "2"}']
    """
    text = answer.decode("utf-8")
    start, end = _data(text)
    if text[start] != "[":
        raise ValueError("data is not an array")
    bodies = []
    at = _skip(text, start + 1)
    while at < end - 1:
        _, stop = _DECODER.raw_decode(text, at)
        bodies.append(text[at:stop].encode())
        at = _skip(text, stop)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return bodies


def _data(text: str) -> tuple[int, int]:
    """Where the value of the member `data` begins and ends."""
    whole = json.loads(text)
    if not isinstance(whole, dict) or "data" not in whole:
        raise ValueError("there is no data")
    found = (0, 0)
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, at) + 1)  # behind the colon
        _, at = _DECODER.raw_decode(text, start)
        if name == "data":
            found = (start, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _skip(text: str, at: int) -> int:
    return WHITESPACE.match(text, at).end()
