"""The exchange at `/exchange/`: who offers what, who asks whom, and what has just happened.

The page is whole as it is sent, for a browser without JavaScript and for print. Its script
adds what comes in afterwards, and fetches the page again when companies or footprints change:
there is one template, and no second way to write a table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gxd_teach.seminar.live.askings import askings
from gxd_teach.seminar.live.lines import newest_lines, told
from gxd_teach.seminar.live.live import Live
from gxd_teach.seminar.live.offers import offerings
from gxd_teach.seminar.site.pages import language_of, page

__all__ = ["exchange_routes"]

MOST_LINES = 100
# Stricter than for the book: nothing within this page is a script.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_PARTS = {
    "live.js": "text/javascript",
    "picture.js": "text/javascript",
    "live.css": "text/css",
}


def exchange_routes(exchange: Any | None) -> list[Route]:
    """The addresses below `/exchange/`; `exchange` may be None, or one without a `store`.

    The latter has a page that lists what it offers, and nothing that moves.
    """
    live = Live(exchange) if getattr(exchange, "store", None) is not None else None

    def companies(request: Request) -> Response:
        answer = page(request, "exchange.html", **_shown(request, exchange, live))
        answer.headers["Content-Security-Policy"] = _POLICY
        return answer

    def overview(request: Request) -> Response:
        found = exchange.overview() if exchange else []
        text = json.dumps(list(found), ensure_ascii=False, indent=2, default=str)
        return Response(text, media_type="application/json")

    def part(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        text = files("gxd_teach.seminar").joinpath("templates", name).read_bytes()
        return Response(text, media_type=_PARTS[name])

    routes = [
        Route("/exchange", lambda request: RedirectResponse("/exchange/")),
        Route("/exchange/", companies),
        Route("/exchange/index.html", companies),
        Route("/exchange/overview.json", overview),
        *(Route(f"/exchange/{name}", part) for name in _PARTS),
    ]
    if live is not None:
        routes.append(Route("/exchange/stream", live))
    return routes


def _shown(request: Request, exchange: Any | None, live: Live | None) -> dict[str, Any]:
    """What the template shows; the log's stand is read first, so that nothing is missed."""
    language = language_of(request)
    after, state = live.stamp() if live else ("", "")
    found = offerings(exchange) if exchange is not None else None
    asked = request.query_params.get("company", "")
    chosen = next((one.id for one in found or () if one.id == asked), None)
    pairs, lines = [], []
    if live is not None and exchange is not None:
        tell = told(exchange.store)
        newest = newest_lines(exchange.store, most=MOST_LINES, company=chosen)
        lines = [tell(line, language) for line in newest]
        pairs = [one for one in askings(exchange.store) if chosen in (None, one.asker, one.asked)]
    folder = getattr(exchange, "folder", None)
    keys = sorted(folder.glob("*-reads-*.json")) if folder else []
    return {
        "companies": found,
        "shown": [one for one in found or () if chosen in (None, one.id)],
        "names": {one.id: one.name for one in found or ()},
        "chosen": chosen,
        "unknown": asked[:64] if asked and chosen is None else None,
        "address": lambda company: _address(request, company),
        "kept": f"&{urlencode({'company': chosen})}" if chosen else "",
        "pairs": pairs,
        "lines": lines,
        "most_lines": MOST_LINES,
        "live": {"run": live.run, "after": after, "state": state} if live else None,
        "keys": [key.as_posix() for key in keys],
        "local": local_time,
    }


def _address(request: Request, company: str | None) -> str:
    """This page with only one company, or with all of them."""
    asked: Mapping[str, str] = request.query_params
    kept = {"lang": asked["lang"]} if asked.get("lang") in ("ja", "en") else {}
    query = kept | ({"company": company} if company else {})
    return f"?{urlencode(query)}" if query else "/exchange/"


def local_time(moment: str) -> str:
    """A moment in this computer's time zone, which is the reader's as well; else as it is.

    >>> len(local_time("2026-04-01T00:00:00Z"))
    25
    >>> local_time("in spring")
    'in spring'
    """
    try:
        return datetime.fromisoformat(moment).astimezone().isoformat(" ", "seconds")
    except (ValueError, OverflowError, OSError):
        return moment
