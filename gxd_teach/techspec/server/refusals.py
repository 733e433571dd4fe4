"""How a server says no: PACT's `{code, message}`, whatever went wrong on the way.

PACT Technical Specifications v2 and v3.0.3 (WBCSD), error responses. A traceback, an HTML page
or a framework's own error shape never leaves the server. What HTTP refuses and PACT has no
word for (a wrong method, a body too large, too many requests) is BadRequest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

__all__ = ["PactError", "not_found", "not_implemented", "refusal"]


class PactError(Exception):
    """A refusal on its way out: HTTP status, PACT's code, a sentence, further headers."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, code, message)
        self.status, self.code, self.message = status, code, message
        self.headers = dict(headers or {})
        if status == 401:
            self.headers.setdefault("WWW-Authenticate", 'Bearer realm="pact"')


def refusal(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A refusal as an HTTP response.

    >>> refusal(404, "NotFound", "there is no such footprint").body
    b'{"code":"NotFound","message":"there is no such footprint"}'
    """
    # A message may quote what was asked: a lone half of a character is shown, not sent.
    text = json.dumps({"code": code, "message": message}, ensure_ascii=False, separators=(",", ":"))
    body = text.encode("utf-8", "replace")
    return Response(body, status, dict(headers or {}), media_type="application/json")


def not_found(version: int, message: str) -> PactError:
    """No such footprint: each version of PACT has its own word for it.

    >>> not_found(2, "").code, not_found(3, "").code
    ('NoSuchFootprint', 'NotFound')
    """
    return PactError(404, "NoSuchFootprint" if version == 2 else "NotFound", message)


def not_implemented(version: int, message: str) -> PactError:
    """Nothing wrong with the question, but it is not answered here.

    >>> not_implemented(2, "").status, not_implemented(3, "").status
    (400, 501)
    """
    return PactError(400 if version == 2 else 501, "NotImplemented", message)
