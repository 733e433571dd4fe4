"""Slides: one deck for each chapter, a list of them, and the speaker's notes to print.

They are made from the built book, open from a file without a network, and are shown by reveal.js.
"""

from __future__ import annotations

import itertools
import json
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bs4 import Tag

from gxd_teach.errors import GxdError
from gxd_teach.language import current, say
from gxd_teach.seminar.book.assets import REVEAL, vendor_assets
from gxd_teach.seminar.book.build import build_book, course_checkout
from gxd_teach.seminar.book.fingerprint import fingerprint
from gxd_teach.seminar.built.pages import BuiltPage, book_title, built_pages, is_chapter
from gxd_teach.seminar.site.pages import TEMPLATES
from gxd_teach.seminar.slides.deck import deck

__all__ = ["build_slides", "chosen", "write_deck"]

STAMP = ".gxd-built"
SEMINAR = Path(__file__).parent.parent
#: What a deck is made by, besides its page.
MAKERS = (
    *("slides", "built", "templates/slides.html", "templates/slides_notes.html"),
    *("templates/slides.css", "templates/slides.js", "templates/notes.css"),
    "templates/slides_index.html",
)


def build_slides(
    root: Path,
    chapters: Sequence[str] = (),
    *,
    force: bool = False,
    progress: Callable[[str], None] = print,
    book: Callable[..., Path] = build_book,
) -> Path:
    """Make the decks of the named chapters (all without a name); return the list of slides.

    The book is built first where it is not up to date. A deck whose page has not changed stays.
    GXD-B009 for a chapter that is not there.
    """
    root = course_checkout(root)
    built = book(root, progress=progress)
    every = [page for page in built_pages(root, built) if is_chapter(page)]
    wanted = chosen(every, chapters)
    begun = time.monotonic()
    output = root / "_build" / "slides"
    output.mkdir(parents=True, exist_ok=True)
    copy_assets(root, built, output)
    stamp = output / STAMP
    known: dict[str, str] = json.loads(stamp.read_text()) if stamp.is_file() else {}
    makers = fingerprint(SEMINAR, MAKERS, also=[current(), book_title(root)])
    made = 0
    for page in wanted:
        mark = fingerprint(built, [page.file.relative_to(built).as_posix()], also=[makers])
        if not force and known.get(page.slug) == mark and (output / f"{page.slug}.html").is_file():
            continue
        title, count = write_deck(page, built, output, book_title(root))
        progress(say(f"  {title}: {count} 枚", f"  {title}: {count} slides"))
        known[page.slug] = mark
        made += 1
    names = {page.slug for page in every}
    for old in output.glob("*.html"):
        if old.stem.removesuffix("-notes") not in names and old.stem != "index":
            old.unlink()
    stamp.write_text(json.dumps({key: mark for key, mark in known.items() if key in names}))
    _write_index(every, output, book_title(root))
    seconds = time.monotonic() - begun
    if made:
        progress(say(f"スライドができました({made} 章、{seconds:.0f} 秒)", f"slides of {made} chapters are made ({seconds:.0f} s)"))  # fmt: skip
    else:
        progress(say("スライドは最新です(作り直しません)", "the slides are up to date"))
    return output / "index.html"


def chosen(every: Sequence[BuiltPage], names: Sequence[str]) -> list[BuiltPage]:
    """The chapters that are meant: by number (``4``, ``04``) or by the beginning of the name.

    >>> pages = [BuiltPage(f"book/x/{slug}", "", Path()) for slug in ("04-product", "case-bag")]
    >>> [page.slug for page in chosen(pages, ["4", "case"])]
    ['04-product', 'case-bag']
    """
    if not names:
        return list(every)
    found = []
    for name in names:
        start = f"{int(name):02d}-" if name.isascii() and name.isdecimal() else name
        these = [page for page in every if page.slug.startswith(start)] if start else []
        if not these:
            there = " ".join(page.slug for page in every)
            raise GxdError(
                "GXD-B009",
                f"「{name}」という章はありません。番号か名前で指定してください: {there}",
                f"there is no chapter {name!r}. Give a number or a name: {there}",
                where="gxd book slides",
            )
        found += [page for page in these if page not in found]
    return found


def write_deck(page: BuiltPage, built: Path, output: Path, book: str) -> tuple[str, int]:
    """Write a chapter's slides and notes; return its title and the number of sections shown."""
    article = page.article()
    _take_pictures(article, page.file.parent, output)
    slides = deck(article)
    words = {
        "t": say,
        "lang": current(),
        "book": book,
        "title": slides[0].title,
        "slug": page.slug,
        "slides": slides,
        "formulas": any("math" in str(slide.body) for slide in slides),
    }
    for name, template in ((page.slug, "slides.html"), (f"{page.slug}-notes", "slides_notes.html")):
        text = TEMPLATES.get_template(template).render(**words)
        (output / f"{name}.html").write_text(text, encoding="utf-8")
    return slides[0].title, len(slides)


def copy_assets(root: Path, built: Path, output: Path) -> None:
    """Put what all decks load into ``assets``: reveal.js, MathJax, styles."""
    vendor = vendor_assets(root)
    assets = output / "assets"
    shutil.rmtree(assets, ignore_errors=True)
    assets.mkdir()
    for name in REVEAL:
        shutil.copy(vendor / name, assets / Path(name).name)
    shutil.copy(vendor / ".reveal" / "LICENSE", assets / "reveal-LICENSE")
    shutil.copytree(vendor / "mathjax", assets / "mathjax")
    shutil.copy(built / "_static" / "pygments.css", assets)
    for name in ("slides.css", "slides.js", "notes.css"):
        shutil.copy(SEMINAR / "templates" / name, assets)


def _take_pictures(article: Tag, folder: Path, output: Path) -> None:
    """Copy the pictures of a page beside the slides, and point to them there."""
    for picture in article.select("img[src]"):
        source = str(picture["src"])
        if source.startswith(("data:", "http:", "https:")):
            continue
        file = (folder / source).resolve()
        (output / "pictures").mkdir(exist_ok=True)
        shutil.copy(file, output / "pictures" / file.name)
        picture["src"] = f"pictures/{file.name}"


def _write_index(every: Sequence[BuiltPage], output: Path, book: str) -> None:
    """The list of the decks that are there, by parts."""
    there = [page for page in every if (output / f"{page.slug}.html").is_file()]
    parts = [
        (part, [{"slug": page.slug, "title": page.title()} for page in pages])
        for part, pages in itertools.groupby(there, key=lambda page: page.part)
    ]
    text = TEMPLATES.get_template("slides_index.html").render(
        t=say, lang=current(), book=book, parts=parts
    )
    (output / "index.html").write_text(text, encoding="utf-8")
