"""The built book as parts and pages, in the order of ``_toc.yml``, ready to become another format.

Slides and handout are made from the pages that readers see, executed and linked, so they can never
say anything else than the book does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag

from gxd_teach.errors import GxdError

__all__ = ["BuiltPage", "book_title", "built_pages", "is_chapter", "is_reference", "toc_entries"]

CHAPTER = re.compile(r"(?:\d\d|case)-")


@dataclass(frozen=True)
class BuiltPage:
    """One page: its name (``book/framework/04-product``), its part, its file."""

    name: str
    part: str
    file: Path

    @property
    def slug(self) -> str:
        """The last piece of its name.

        >>> BuiltPage("book/framework/04-product", "第I部", Path("x.html")).slug
        '04-product'
        """
        return self.name.rpartition("/")[2]

    def article(self) -> Tag:
        """A fresh copy of what the page says, without the furniture around it."""
        soup = BeautifulSoup(self.file.read_text(encoding="utf-8"), "html.parser")
        article = soup.select_one("article.bd-article")
        if article is None or article.h1 is None:
            raise _unreadable(self.file)
        return article

    def title(self) -> str:
        """Its heading as plain text."""
        return heading_text(self.article().h1)


def heading_text(heading: Tag | None) -> str:
    """A heading without its link sign."""
    if heading is None:
        return ""
    return "".join(heading.stripped_strings).removesuffix("#")


def is_chapter(page: BuiltPage) -> bool:
    """Whether a page is taught: a numbered chapter or a case.

    >>> is_chapter(BuiltPage("book/cases/case-textile", "", Path()))
    True
    >>> is_chapter(BuiltPage("book/back/glossary", "", Path()))
    False
    """
    return CHAPTER.match(page.slug) is not None


def is_reference(page: BuiltPage) -> bool:
    """Whether a page is there to look things up in, not to be read.

    >>> is_reference(BuiltPage("book/reference/errors", "", Path()))
    True
    """
    return "/reference/" in page.name


def toc_entries(toc: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Part and page names in reading order, sections of chapters included.

    >>> toc = {"root": "a", "parts": [{"caption": "I", "chapters": [{"file": "b",
    ...        "sections": [{"file": "c"}]}]}]}
    >>> list(toc_entries(toc))
    [('', 'a'), ('I', 'b'), ('I', 'c')]
    """

    def below(part: str, entries: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
        for entry in entries:
            if "file" in entry:
                yield part, re.sub(r"\.(?:md|ipynb)$", "", entry["file"])
            yield from below(part, entry.get("sections", []))

    yield "", toc["root"]
    yield from below("", toc.get("chapters", []))
    for part in toc.get("parts", []):
        yield from below(part.get("caption", ""), part.get("chapters", []))


def built_pages(root: Path, built: Path) -> list[BuiltPage]:
    """All pages of the built book; GXD-B008 when one of ``_toc.yml`` is not there."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    pages = [BuiltPage(name, part, built / f"{name}.html") for part, name in toc_entries(toc)]
    for page in pages:
        if not page.file.is_file():
            raise _unreadable(page.file)
    return pages


def book_title(root: Path) -> str:
    """The book's title, as ``_config.yml`` has it."""
    return str(yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["title"])


def _unreadable(file: Path) -> GxdError:
    return GxdError(
        "GXD-B008",
        "テキストのページが読めません。gxd book html --force で作り直してください。",
        "a page of the book cannot be read. Build it again: gxd book html --force",
        where=str(file),
    )
