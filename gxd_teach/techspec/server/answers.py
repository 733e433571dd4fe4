"""Answers in JSON: bytes that are ready, and small ones made on the spot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

__all__ = ["Ready", "json_answer"]

# Exactly this type: "application/json; charset=utf-8" fails PACT's conformance tests.
_JSON = "application/json"
_HEADER = (b"content-type", _JSON.encode())


class Ready(Response):
    """A JSON body that is already bytes, with as little as possible around it.

    >>> Ready(b"{}").raw_headers
    [(b'content-type', b'application/json'), (b'content-length', b'2')]
    """

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.status_code = 200
        self.background = None
        self.raw_headers = [_HEADER, (b"content-length", b"%d" % len(body))]


def json_answer(
    content: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Plain values as a JSON answer."""
    return Response(json.dumps(content).encode(), status, headers, media_type=_JSON)
