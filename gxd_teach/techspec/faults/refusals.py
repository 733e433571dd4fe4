"""Faults of saying no: the wrong status, the wrong code, a body that is not PACT's.

PACT v2 and v3 rule: error responses; since v3.0.3 and v2.3.2 the JSON body is only recommended
for failures of authentication.
"""

from __future__ import annotations

from typing import Any

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Answer, Asked, json_answer

__all__: list[str] = []

_DATA = ("list", "get", "events")


def _refused_token(asked: Asked, answer: Answer) -> bool:
    return asked.kind in _DATA and answer.status == 401


def _unknown(asked: Asked, answer: Answer) -> bool:
    return asked.kind == "get" and answer.status == 404


@fault("bad-token-403", "だめなトークンに 403", "A bad token gets 403", place="answer",
       found_by=("TC6", "TC7", "TC16"))  # fmt: skip
def bad_token_403(asked: Asked, answer: Answer, server: Any) -> Answer:
    """AccessDenied is for a good token that does not reach."""
    if not _refused_token(asked, answer):
        return answer
    return json_answer(403, {"code": "AccessDenied", "message": "access denied"})


@fault("bad-token-empty-body", "だめなトークンに本文のない 401", "A bad token gets an empty 401",
       place="answer", found_by=("GXD-K009",), v2=("TC16",))  # fmt: skip
def empty_body(asked: Asked, answer: Answer, server: Any) -> Answer:
    """As many a gateway does."""
    return Answer(401, (), b"") if _refused_token(asked, answer) else answer


@fault("bad-token-called-expired", "でたらめなトークンに TokenExpired",
       "A bogus token is called expired", place="answer", found_by=("GXD-K008",),
       v2=("TC16",))  # fmt: skip
def called_expired(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The expiry is read before the signature."""
    if not _refused_token(asked, answer):
        return answer
    return json_answer(401, {"code": "TokenExpired", "message": "the token has expired"})


@fault("wrong-secret-500", "違う秘密で失敗する", "A wrong secret makes the server fail",
       place="answer", found_by=("TC2", "GXD-K036"))  # fmt: skip
def secret_500(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The lookup of an unknown client is not caught."""
    if asked.kind != "token" or answer.status not in (400, 401):
        return answer
    return Answer(500, (("content-type", "text/plain"),), b"Internal Server Error")


@fault("errors-as-html", "エラーが HTML のページ", "Errors are HTML pages", place="answer",
       found_by=("TC8", "GXD-K035"))  # fmt: skip
def html(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A web server's own page stands where PACT's error belongs."""
    if asked.kind == "token" or answer.status < 400:
        return answer
    page = b"<!doctype html><html><head><title>Error</title></head><body>Error</body></html>"
    return Answer(answer.status, (("content-type", "text/html; charset=utf-8"),), page)


@fault("other-versions-not-found", "404 の code がもう一方の版のもの",
       "404 has the other version's code", place="answer",
       found_by=("TC8", "GXD-K033"))  # fmt: skip
def other_code(asked: Asked, answer: Answer, server: Any) -> Answer:
    """NotFound under /2, NoSuchFootprint under /3."""
    if not _unknown(asked, answer):
        return answer
    code = "NotFound" if asked.major == "2" else "NoSuchFootprint"
    return answer.saying({"code": code, "message": "no such footprint"})


@fault("unknown-id-403", "知らない id に 403", "An unknown id gets 403", place="answer",
       found_by=("TC8", "GXD-K033"))  # fmt: skip
def unknown_403(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Not found and not allowed are mixed up."""
    if not _unknown(asked, answer):
        return answer
    return json_answer(403, {"code": "AccessDenied", "message": "access denied"})


@fault("unknown-id-400", "知らない id に 400", "An unknown id gets 400", place="answer",
       found_by=("GXD-K033",))  # fmt: skip
def unknown_400(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The public suite lets BadRequest pass."""
    if not _unknown(asked, answer):
        return answer
    return json_answer(400, {"code": "BadRequest", "message": "bad request"})


@fault("unknown-id-200-null", "知らない id に 200 と null", "An unknown id gets 200 and null",
       place="answer", found_by=("TC8", "GXD-K033"))  # fmt: skip
def unknown_null(asked: Asked, answer: Answer, server: Any) -> Answer:
    """What was not found is handed out as nothing."""
    return json_answer(200, {"data": None}) if _unknown(asked, answer) else answer


@fault("malformed-id-500", "読めない id で失敗する", "A malformed id makes the server fail",
       place="answer", found_by=("GXD-K034", "GXD-K036"))  # fmt: skip
def malformed_500(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Only a UUID is expected."""
    if not _unknown(asked, answer) or len(asked.id) == 36:
        return answer
    return json_answer(500, {"code": "InternalError", "message": "badly formed UUID string"})


@fault("head-fails", "HEAD と OPTIONS で失敗する", "HEAD and OPTIONS make the server fail",
       place="request", found_by=("GXD-K090",))  # fmt: skip
def head_fails(asked: Asked, server: Any) -> Asked | Answer:
    """Only GET and POST were thought of."""
    if asked.method in ("HEAD", "OPTIONS") and asked.kind in _DATA:
        return json_answer(500, {"code": "InternalError", "message": "unexpected"})
    return asked
