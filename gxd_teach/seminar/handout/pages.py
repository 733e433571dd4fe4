"""The whole book as one document to print: cover, contents, every page in its order.

One document and not one for each chapter, so that links between chapters become links in the PDF,
and its outline and its tags are whole. Ids get their page's number in front, links follow.
"""

from __future__ import annotations

import importlib.util
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import NavigableString, Tag

from gxd_teach.language import current, say
from gxd_teach.seminar.built.pages import BuiltPage, heading_text
from gxd_teach.seminar.built.pieces import element, looks, make_still
from gxd_teach.seminar.site.pages import TEMPLATES

__all__ = ["Entry", "Handout", "compile_handout"]

#: Sections that every chapter has, named in the contents by no line of their own.
UNLISTED = re.compile(r"(?:まとめ|演習|出典|Summary|Exercises?|Sources?)$")
#: Ids that styles within the page refer to.
STYLED = re.compile(r"T_")


@dataclass
class Entry:
    """A line of the contents: where it leads, what it says, the lines below it."""

    anchor: str
    title: str
    part: str = ""
    below: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Handout:
    """The document, and the lines of its contents."""

    html: str
    entries: list[Entry]


def compile_handout(
    pages: Sequence[BuiltPage], built: Path, assets: Path, *, title: str, edition: str
) -> Handout:
    """Put the pages together; pictures and styles are named by their places in the file system."""
    numbers = {page.name: f"p{number:02d}" for number, page in enumerate(pages, start=1)}
    articles: list[dict[str, Any]] = []
    entries: list[Entry] = []
    ids: set[str] = set()
    parts: set[str] = set()
    for page in pages:
        prefix = numbers[page.name]
        article = make_still(page.article())
        ids |= {prefix, *_rename(article, prefix)}
        entry = _entry(article, prefix)
        _lower_headings(article, 1 if page.part else 0)
        _find_pictures(article, page.file.parent)
        if page.part and page.part not in parts:
            parts.add(page.part)
            entry.part = page.part
        entries.append(entry)
        articles.append(
            {
                "prefix": prefix,
                "part": entry.part,
                "title": entry.title,
                "page": page,
                "tag": article,
            }
        )
    for item in articles:
        _follow_links(item["tag"], item["page"].name, item["prefix"], numbers, ids)
        item["html"] = item["tag"].decode_contents()
    html = TEMPLATES.get_template("handout.html").render(
        t=say,
        lang=current(),
        title=title,
        edition=edition,
        entries=entries,
        articles=articles,
        styles=[
            (built / "_static" / "pygments.css").resolve().as_uri(),
            (Path(__file__).parent.parent / "templates" / "handout.css").resolve().as_uri(),
        ],
        mathjax=(assets / "mathjax" / "tex-chtml.js").resolve().as_uri(),
        css_text=css_text,
        font=_japanese_font(),
    )
    return Handout(html, entries)


def _japanese_font() -> str:
    """The font that the figures are lettered in: for computers with no Japanese font of their own."""
    package = importlib.util.find_spec("matplotlib_fontja")
    assert package is not None
    assert package.origin is not None
    return next(Path(package.origin).parent.rglob("ipaexg.ttf")).as_uri()


def css_text(text: str) -> str:
    """A string for a style sheet.

    >>> css_text('第1章 "引用"')
    '"第1章 \\\\22 引用\\\\22 "'
    """
    for sign in ("\\", '"', "<", "\n"):
        text = text.replace(sign, f"\\{ord(sign):x} ")
    return f'"{text}"'


def _rename(article: Tag, prefix: str) -> list[str]:
    """Give every id the page's number in front; return the new ids."""
    renamed = []
    for tag in article.select("[id]"):
        name = str(tag["id"])
        if STYLED.match(name) or tag.find_parent("svg") is not None:
            continue
        renamed.append(f"{prefix}-{name}")
        tag["id"] = renamed[-1]
        for reference in ("aria-labelledby", "aria-describedby"):
            tag.attrs.pop(reference, None)
    return renamed


def _entry(article: Tag, prefix: str) -> Entry:
    """The page's lines in the contents: its title and its sections."""
    top = article.h1
    assert top is not None
    assert top.parent is not None
    entry = Entry(prefix, heading_text(top))
    for section in top.parent.find_all("section", recursive=False):
        heading = section.find("h2", recursive=False)
        if isinstance(heading, Tag) and section.get("id"):
            title = heading_text(heading)
            if not UNLISTED.match(title):
                entry.below.append(Entry(str(section["id"]), title))
    return entry


def _lower_headings(article: Tag, steps: int) -> None:
    """Below a part's heading the chapters' are one level down, so that the outline nests."""
    for heading in article.find_all(re.compile(r"^h[1-6]$")):
        level = int(heading.name[1])
        heading.attrs["class"] = " ".join([*looks(heading), f"was-h{level}"])
        heading.name = f"h{min(level + steps, 6)}"


def _find_pictures(article: Tag, folder: Path) -> None:
    for picture in article.select("img[src]"):
        if not str(picture["src"]).startswith(("data:", "http:", "https:")):
            picture["src"] = (folder / unquote(str(picture["src"]))).resolve().as_uri()


def _follow_links(
    article: Tag, name: str, prefix: str, numbers: dict[str, str], ids: set[str]
) -> None:
    """Links to the book's pages stay within the document; links to other files become text."""
    for link in article.select("a[href]"):
        href = str(link["href"])
        link.attrs.pop("title", None)
        if href.startswith(("http:", "https:", "mailto:")):
            if "://" not in link.get_text():
                link.insert_after(element("span", "gxd-address", f" ({href})"))
            continue
        path, _, anchor = href.partition("#")
        target = prefix
        if path:
            page = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
            target = numbers.get(page.removesuffix(".html"), "")
        if not target:
            link.replace_with(NavigableString(_file_words(link, path)))
            continue
        wanted = f"{target}-{unquote(anchor)}" if anchor else target
        link["href"] = f"#{wanted if wanted in ids else target}"


def _file_words(link: Tag, path: str) -> str:
    """What stands for a link to a file that is no page."""
    file = path.rpartition("/")[2]
    words = link.get_text()
    # A page that the handout leaves out (the reference) is no file to be looked for.
    return words if file in words or not file or file.endswith(".html") else f"{words} ({file})"
