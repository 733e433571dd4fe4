"""HTML and Markdown of somebody else, as a page that an instructor opens may show it.

nbgrader's templates turn the text of a Markdown cell into HTML as it stands, scripts with it. What
is dangerous comes into being only there (a link to ``javascript:``), so the HTML is cleaned, not
the text. Outputs pass the same filter: nbconvert's own turns paragraphs and tables into text full
of tags. Cleaned by bleach (https://bleach.readthedocs.io).
"""

from __future__ import annotations

import re

__all__ = ["safe_html", "safe_markdown"]

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_EVERYWHERE = frozenset({"class", "title", "lang", "dir"})
_CELLS = frozenset({"colspan", "rowspan", "scope", "align"})
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*+")
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def safe_markdown(source: str) -> str:
    """Markdown as HTML without scripts, handlers, forms, frames and links that run something.

    >>> safe_markdown("**3 kg** <script>alert(1)</script>[x](javascript:alert(1))").strip()
    '<p><strong>3 kg</strong> <a>x</a></p>'
    """
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    return safe_html(markdown2html_mistune(source))


def safe_html(html: str) -> str:
    """HTML with its paragraphs, tables, pictures inside it and plain links; nothing else.

    >>> safe_html('<p onclick="x()">3 kg<img src="https://fict.example/x.png"></p><style>p {}</style>')
    '<p>3 kg<img></p>'
    """
    import bleach

    cleaned: str = bleach.clean(
        _without("style", _without("script", html)),
        tags=_TAGS,
        attributes=_allowed,
        protocols=["http", "https", "mailto", "data"],
        strip=True,
        strip_comments=True,
    )
    return cleaned


def _allowed(tag: str, name: str, value: str) -> bool:
    if name in _EVERYWHERE or (tag == "img" and name in ("alt", "width", "height")):
        return True
    if tag == "a" and name == "href":
        return _LINK.match(value.strip()) is not None
    if tag == "img" and name == "src":
        return _PICTURE.fullmatch(value.strip()) is not None
    return tag in ("td", "th", "col", "colgroup") and name in _CELLS


def _without(tag: str, html: str) -> str:
    """Without what stands in such a tag: bleach takes the tag away and would leave its text."""
    kept, at, lower = [], 0, html.lower()
    while (begin := lower.find(f"<{tag}", at)) >= 0:
        kept.append(html[at:begin])
        end = lower.find(f"</{tag}", begin)
        closed = lower.find(">", end) if end >= 0 else -1
        if closed < 0:
            return "".join(kept)
        at = closed + 1
    return "".join((*kept, html[at:]))
