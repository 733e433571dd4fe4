"""How a server says no: PACT's `{code, message}`, whatever went wrong on the way.

PACT Technical Specifications v3.0.3 (WBCSD), error responses. A traceback, an HTML page or a
framework's own error shape never leaves the server.
"""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

__all__ = ["PactError", "Refusal", "refusal", "refuse_by_pact"]

_log = logging.getLogger(__name__)


class Refusal(BaseModel):
    """PACT's answer to a request that fails."""

    code: str
    message: str


class PactError(Exception):
    """A refusal on its way out: HTTP status, PACT's code, a sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, code, message)
        self.status, self.code, self.message = status, code, message


def refusal(status: int, code: str, message: str, headers: Any = None) -> Response:
    """A refusal as an HTTP response.

    >>> refusal(404, "NotFound", "there is no such footprint").body
    b'{"code":"NotFound","message":"there is no such footprint"}'
    """
    return JSONResponse({"code": code, "message": message}, status, headers)


def refuse_by_pact(app: FastAPI) -> None:
    """Give every failure of the application PACT's shape."""
    app.add_exception_handler(PactError, _on_pact_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_unreadable)
    app.add_exception_handler(Exception, _on_surprise)


def _on_pact_error(request: Request, error: Any) -> Response:
    headers = {"WWW-Authenticate": 'Bearer realm="pact"'} if error.status == 401 else None
    return refusal(error.status, error.code, error.message, headers)


def _on_http_error(request: Request, error: Any) -> Response:
    # No such path (404) or method (405); PACT has no code of its own for the latter.
    code = {404: "NotFound", 403: "AccessDenied"}.get(error.status_code, "BadRequest")
    return refusal(error.status_code, code, str(error.detail), error.headers)


def _on_unreadable(request: Request, error: Any) -> Response:
    return refusal(400, "BadRequest", "the request cannot be read")


def _on_surprise(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return refusal(500, "InternalError", "something went wrong here; it has been logged")
