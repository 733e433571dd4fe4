"""Faults of paging: links that lead elsewhere, pages that are lost, limits that do not hold.

PACT v2 and v3 rule: `limit`, and the Link header (RFC 8288), absolute and on the same host.
The public suite follows one link once; what happens on the way to the last page it never sees.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Answer, Asked, json_answer

__all__: list[str] = []


def _page(asked: Asked, answer: Answer) -> bool:
    return asked.kind == "list" and answer.status == 200


def _more(asked: Asked, answer: Answer) -> bool:
    return _page(asked, answer) and bool(answer.link)


@fault("limit-ignored", "limit を無視し、全部を一度に返す",
       "The limit is ignored: the whole list comes at once", place="request",
       found_by=("TC5", "GXD-K020"))  # fmt: skip
def no_limit(asked: Asked, server: Any) -> Asked:
    """The query parameter is not read."""
    if asked.kind != "list":
        return asked
    return asked.with_query([pair for pair in asked.pairs() if pair[0] != "limit"])


@fault("limit-one-too-many", "limit より 1 件多く返す", "One footprint more than the limit comes",
       place="request", found_by=("GXD-K020",))  # fmt: skip
def one_more(asked: Asked, server: Any) -> Asked:
    """Counting begins at 0."""
    if asked.kind != "list" or not asked.values("limit") or _linked(asked, server):
        return asked
    return asked.with_query(
        [(k, str(int(v) + 1) if k == "limit" and v.isdigit() else v) for k, v in asked.pairs()]
    )


def _linked(asked: Asked, server: Any) -> bool:
    """Whether the request follows a link (its parameters are the server's own)."""
    return any(name not in _PUBLIC for name, _ in asked.pairs())


_PUBLIC = frozenset({
    "limit", "$filter", "productId", "companyId", "geography", "classification", "validOn",
    "validAfter", "validBefore", "status",
})  # fmt: skip


@fault("bad-limit-fails", "だめな limit で失敗する", "A bad limit makes the server fail",
       place="request", found_by=("GXD-K028", "GXD-K036"))  # fmt: skip
def bad_limit(asked: Asked, server: Any) -> Asked | Answer:
    """The number is not checked before it is used."""
    wrong = [value for value in asked.values("limit") if not value.isdigit() or len(value) > 18]
    if asked.kind == "list" and wrong:
        return json_answer(500, {"code": "InternalError", "message": "invalid literal"})
    return asked


@fault("link-missing", "続きがあるのに Link がない", "There is more, and no link says so",
       place="answer", found_by=("TC5", "GXD-K021", "GXD-K025"))  # fmt: skip
def no_link(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The rest of the list cannot be reached."""
    return answer.linking(None) if _page(asked, answer) else answer


@fault("link-relative", "Link が相対アドレス", "The link is relative", place="answer",
       found_by=("GXD-K021",))  # fmt: skip
def relative(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Scheme and host are left out."""
    if not _more(asked, answer):
        return answer
    parts = urlsplit(answer.link)
    return answer.linking(urlunsplit(("", "", parts.path, parts.query, "")))


@fault("link-to-another-host", "Link が別のホストを指す", "The link leads to another host",
       place="answer", found_by=("TC5", "GXD-K022"))  # fmt: skip
def other_host(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The server behind the proxy tells its own name."""
    if not _more(asked, answer):
        return answer
    parts = urlsplit(answer.link)
    return answer.linking(urlunsplit(parts._replace(netloc="pcf-backend.fict.example:8080")))


@fault("link-by-http", "Link が http を指す", "The link leads to http", place="answer",
       found_by=("TC5", "GXD-K022"))  # fmt: skip
def by_http(asked: Asked, answer: Answer, server: Any) -> Answer:
    """TLS ends at a proxy, and the server does not know."""
    if not _more(asked, answer):
        return answer
    return answer.linking(urlunsplit(urlsplit(answer.link)._replace(scheme="http")))


@fault("link-unquoted", "Link の rel に引用符がない", "The link's rel has no quotes",
       place="answer", found_by=("TC5", "GXD-K023"))  # fmt: skip
def unquoted(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Allowed by RFC 8288, and not read by all."""
    if not _more(asked, answer):
        return answer
    return answer.with_header("link", f"<{answer.link}>; rel=next")


@fault("link-for-one-use", "Link が 1 度しか使えない", "The link works only once", place="request",
       found_by=("GXD-K024",))  # fmt: skip
def one_use(asked: Asked, server: Any) -> Asked | Answer:
    """The place in the list is forgotten when it was used."""
    if asked.kind == "list" and _linked(asked, server):
        used = server.memory.setdefault("used", {})
        used[asked.query] = used.get(asked.query, 0) + 1
        if used[asked.query] == 3:  # a client may try each page twice
            return json_answer(400, {"code": "BadRequest", "message": "the link has expired"})
    return asked


@fault("link-in-a-circle", "Link が同じページへ戻る", "The link leads back to its own page",
       place="answer", found_by=("GXD-K025", "GXD-K027"))  # fmt: skip
async def circle(asked: Asked, answer: Answer, server: Any) -> Answer:
    """From the second page on nobody gets further."""
    if not _page(asked, answer) or not _linked(asked, server):
        return answer
    host = asked.header("host")
    return answer.linking(f"https://{host}{asked.path}?{asked.query}")


@fault("page-lost", "途中の 1 ページが欠ける", "A page is lost on the way", place="answer",
       found_by=("GXD-K025",))  # fmt: skip
async def page_lost(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The first link leads past the second page."""
    if not _more(asked, answer) or _linked(asked, server):
        return answer
    following = await server.inner(server.at(asked, answer.link))
    return answer.linking(following.link) if following.link else answer


@fault("page-doubled", "同じページが 2 度来る", "A page comes twice", place="answer",
       found_by=("GXD-K025",))  # fmt: skip
async def page_doubled(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The second page repeats the first, its own footprints never come."""
    if not _page(asked, answer):
        return answer
    if not _linked(asked, server):
        server.memory["first"] = answer.records
        return answer
    first = server.memory.get("first")
    server.memory["first"] = None
    return answer.saying({"data": first}) if first else answer


@fault("last-footprint-lost", "最後のページの最後の 1 件が欠ける",
       "The last footprint of the last page is lost", place="answer",
       found_by=("GXD-K025",))  # fmt: skip
def last_lost(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Off by one where the list ends."""
    last = _page(asked, answer) and not answer.link and _linked(asked, server)
    if last and len(answer.records) >= 1:
        return answer.saying({"data": answer.records[:-1]})
    return answer


@fault("order-changes", "一覧の順が毎回変わる", "The order of the list changes", place="answer",
       found_by=("GXD-K026",))  # fmt: skip
def order_changes(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The database was not told in which order."""
    if not _page(asked, answer) or asked.query:
        return answer
    server.memory["count"] = server.memory.get("count", 0) + 1
    if server.memory["count"] % 2 or len(answer.records) < 3:
        return answer
    first, *rest = answer.records  # the first stays
    return answer.saying({"data": [first, *rest[::-1]]})


@fault("list-shrinks", "2 度目の一覧で 1 件減る", "The second list has one footprint less",
       place="answer", found_by=("TC4",))  # fmt: skip
def shrinks(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A cache keeps less than was asked for."""
    if not _page(asked, answer) or asked.query or len(answer.records) < 2:
        return answer
    server.memory["count"] = server.memory.get("count", 0) + 1
    return answer if server.memory["count"] == 1 else answer.saying({"data": answer.records[:-1]})
