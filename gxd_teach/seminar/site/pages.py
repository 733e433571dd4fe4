"""The site's own pages: small, in the reader's language, with everything inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

__all__ = ["language_of", "page"]

TEMPLATES = Environment(
    loader=PackageLoader("gxd_teach.seminar", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language_of(request: Request) -> str:
    """Japanese, unless the reader asks for English or reads English and no Japanese."""
    asked = request.query_params.get("lang", "")
    if asked in {"ja", "en"}:
        return asked
    accepted = request.headers.get("accept-language", "").lower()
    names = {part.split(";")[0].strip().split("-")[0] for part in accepted.split(",")}
    return "en" if "en" in names and "ja" not in names else "ja"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """One page; templates choose between two sentences with ``t(ja, en)``."""
    language = language_of(request)

    def t(ja: str, en: str) -> str:
        return en if language == "en" else ja

    def size(number_of_bytes: int) -> str:
        if number_of_bytes < 1000:
            return f"{number_of_bytes} B"
        return f"{number_of_bytes / 1000:,.0f} kB"

    chosen: dict[str, Callable[..., str] | Any] = {"t": t, "size": size, "lang": language}
    html = TEMPLATES.get_template(template).render(
        path=request.url.path, share=_share, **chosen, **values
    )
    return HTMLResponse(html, status_code=status, headers={"Content-Language": language})


def _share(percent: Any) -> str:
    """A primary data share as people write it."""
    return "" if percent in (None, "") else f"{percent} %"
