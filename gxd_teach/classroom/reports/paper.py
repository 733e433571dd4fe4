"""A page that stands alone: HTML in which nothing handed in can become active.

Elements are made by `element`; every text in them is escaped there, and only what `element`
made goes in as it is. The page carries its style sheet and a Content-Security-Policy that
allows this style and embedded pictures: no script, nothing fetched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from gxd_teach.language import current

__all__ = ["Html", "element", "join", "number", "page", "picture", "table"]

_VOID = {"img", "br", "hr", "meta", "col"}


class Html(str):
    """Text that is HTML already: what `element` made."""

    __slots__ = ()


def element(name: str, /, *content: object, **attributes: object) -> Html:
    """One element; a trailing or inner ``_`` of an attribute's name is dropped or made ``-``.

    >>> element("p", "1 < 2", element("b", "&"), class_="note")
    '<p class="note">1 &lt; 2<b>&amp;</b></p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(content)}</{name}>")


def join(parts: Iterable[object], between: str = "") -> Html:
    """Several pieces in a row: texts escaped, elements as they are."""
    made = (
        part if isinstance(part, Html) else escape(str(part)) for part in parts if part is not None
    )
    return Html(escape(between).join(made))


def table(
    headings: Sequence[object], rows: Iterable[Sequence[object]], *, numeric: Sequence[int] = (),
    caption: str | None = None,
) -> Html:  # fmt: skip
    """A table with a heading row; the first cell of a row heads it. It scrolls on a narrow screen."""

    def cells(row: Sequence[object]) -> Iterable[Html]:
        for place, cell in enumerate(row):
            side = "number" if place in numeric else None
            scope = "row" if place == 0 else None
            yield element("th" if place == 0 else "td", cell, scope=scope, class_=side)

    head = element("tr", *(element("th", h, scope="col", class_="number" if i in numeric else None)
                           for i, h in enumerate(headings)))  # fmt: skip
    body = element("tbody", *(element("tr", *cells(row)) for row in rows))
    title = element("caption", caption) if caption else None
    whole = element("table", title, element("thead", head), body)
    return element("div", whole, class_="wide", tabindex=0, role="region",
                   aria_label=caption or str(headings[0]))  # fmt: skip


def picture(svg: bytes, words: str) -> Html:
    """A drawing inside the page, with the same said in words: for who does not see it."""
    data = base64.b64encode(svg).decode("ascii")
    return element("img", src=f"data:image/svg+xml;base64,{data}", alt=words)


def number(value: float | None, digits: int = 2) -> str:
    """A number as the page writes it; a dash for none, a true minus."""
    return "－" if value is None else f"{value:.{digits}f}".replace("-", "−")


def page(title: str, *content: object) -> str:
    """The whole page as text."""
    allowed = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        Html(f"<style>{STYLE}</style>"),
    )
    body = element("body", element("main", *content))
    return f"<!DOCTYPE html>\n{_html(head, body)}\n"


def _html(head: Html, body: Html) -> Html:
    return element("html", head, "\n", body, lang=current())


STYLE = """
:root { --ink: #1d2733; --soft: #566373; --line: #d3d9e0; --ground: #f5f7f9; --blue: #0b5a94;
  --good: #0b6b3a; --bad: #a33b00; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.7; overflow-wrap: anywhere;
  font-family: "Hiragino Sans", "Yu Gothic UI", "Yu Gothic", Meiryo, "Noto Sans CJK JP",
    "IPAexGothic", system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.35; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.4; margin: 2.4rem 0 .6rem; padding-top: .9rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1.02rem; margin: 1.5rem 0 .3rem; }
p, ul, ol, dl, table { margin: .4rem 0 .8rem; }
a { color: var(--blue); }
img { display: block; width: 100%; max-width: 42rem; height: auto; margin: .6rem 0; }
.soft { color: var(--soft); font-size: .9rem; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .6rem 0 1rem; padding: 0; }
.facts div { min-width: 5rem; }
.facts dt { color: var(--soft); font-size: .85rem; }
.facts dd { margin: 0; font-size: 1.35rem; font-weight: 600; line-height: 1.3; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .93rem; }
caption { text-align: left; color: var(--soft); font-size: .9rem; padding-bottom: .2rem; }
th, td { padding: .28rem .8rem .28rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: break-word; }
td:not(.number) { min-width: 7.5rem; }
thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.todo { padding-left: 1.3rem; }
.todo li { margin: .5rem 0; }
.todo strong { color: var(--bad); }
.question { border-top: 1px solid var(--line); margin-top: 1.4rem; padding-top: .9rem; }
.question h2 { border: 0; margin: 0 0 .3rem; padding: 0; }
.mark { font-weight: 600; margin-right: .8rem; white-space: nowrap; }
.right { color: var(--good); } .wrong { color: var(--bad); }
.found { border-left: 4px solid var(--line); padding: .1rem 0 .1rem .8rem; margin: .5rem 0; }
.found.right { border-color: var(--good); color: inherit; }
.found.wrong { border-color: var(--bad); color: inherit; }
.answered { background: var(--ground); padding: .1rem .4rem; white-space: pre-wrap; }
.written { background: var(--ground); padding: .5rem .8rem; white-space: pre-wrap; margin: .4rem 0; }
.comment { background: #fff8e1; border-left: 4px solid #c79100; padding: .3rem .8rem;
  white-space: pre-wrap; margin: .5rem 0; }
@media (max-width: 34rem) { main { padding: 1rem .8rem 2rem; } h1 { font-size: 1.35rem; } }
@media print {
  @page { size: A4; margin: 16mm 15mm; }
  html { font-size: 9.5pt; } body { line-height: 1.5; } img { max-width: 12.5cm; } main { max-width: none; padding: 0; }
  .wide { overflow: visible; } td:not(.number) { min-width: 0; }
  h2, h3 { break-after: avoid; } tr, img, .found, li { break-inside: avoid; }
  th, td { padding-top: .12rem; padding-bottom: .12rem; } h2 { margin-top: 1.4rem; }
  .answered, .written, .comment { border: 1px solid var(--line); }
}
"""
