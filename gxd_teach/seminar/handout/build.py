"""The handout: the whole participants' book as one PDF, with page numbers in its contents.

The document is printed, the pages on which its headings came to stand are read from that print,
written into the contents, and it is printed again. What comes out is tagged, has an outline, and
carries its fonts: it reads and prints the same everywhere.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from gxd_teach import __version__
from gxd_teach.errors import GxdError
from gxd_teach.language import current, say
from gxd_teach.seminar.book.assets import vendor_assets
from gxd_teach.seminar.book.build import build_book, course_checkout
from gxd_teach.seminar.book.fingerprint import fingerprint
from gxd_teach.seminar.built.chromium import Page, find_browser, open_browser
from gxd_teach.seminar.built.pages import book_title, built_pages, is_reference
from gxd_teach.seminar.handout.pages import Entry, Handout, compile_handout

__all__ = ["build_handout", "page_numbers", "print_handout"]

SEMINAR = Path(__file__).parent.parent
MAKERS = ("handout", "built", "templates/handout.html", "templates/handout.css")
#: Prints until the numbers in the contents are those of the pages; they are after the second.
MOST_PRINTS = 4
#: In the page: formulas are set, pictures are there, what is short is kept in one piece.
SETTLE = """(async () => {
  await MathJax.startup.promise;
  await document.fonts.ready;
  await Promise.all([...document.images].map(i => i.decode().catch(() => null)));
  for (const t of document.querySelectorAll("table")) if (t.rows.length <= 14) t.classList.add("short");
  for (const p of document.querySelectorAll("pre")) {
    if (p.textContent.trim().split("\\n").length <= 24) p.classList.add("short");
  }
  const broken = [...document.images].filter(i => !i.naturalWidth).map(i => i.src);
  const raw = document.querySelectorAll("mjx-merror").length;
  return {broken, raw};
})()"""
NUMBER = """(numbers => { for (const place of document.querySelectorAll("[data-to]")) {
  place.textContent = numbers[place.dataset.to] || "";
} })"""


def build_handout(
    root: Path,
    *,
    force: bool = False,
    reference: bool = False,
    progress: Callable[[str], None] = print,
    book: Callable[..., Path] = build_book,
) -> Path:
    """Make the PDF of the participants' book, when a page has changed; return its file.

    The reference (every code, command and name, some hundreds of pages to look things up in) is
    left out unless `reference` asks for it.
    """
    root = course_checkout(root)
    find_browser()  # said before minutes are spent on the book
    built = book(root, progress=progress)
    pages = [page for page in built_pages(root, built) if reference or not is_reference(page)]
    folder = root / "_build" / "pdf"
    name = f"gxd-seminar-{__version__}" + ("-with-reference" if reference else "")
    file, stamp = folder / f"{name}.pdf", folder / f".{name}"
    inputs = [page.file.relative_to(built).as_posix() for page in pages]
    facts = [current(), __version__, book_title(root), fingerprint(SEMINAR, MAKERS)]
    wanted = fingerprint(built, [*inputs, "_images"], also=facts)
    if not force and file.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        progress(say("配布資料は最新です(作り直しません)", "the handout is up to date"))
        return file
    begun = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    assets = vendor_assets(root, progress)
    progress(say(f"  {len(pages)} ページ分をまとめる", f"  putting {len(pages)} pages together"))
    handout = compile_handout(pages, built, assets, title=book_title(root), edition=__version__)
    count = print_handout(handout, file, root / "_build" / ".work", progress)
    stamp.write_text(wanted)
    seconds = time.monotonic() - begun
    progress(
        say(
            f"配布資料ができました({count} ページ、{seconds:.0f} 秒)",
            f"the handout is made ({count} pages, {seconds:.0f} s)",
        )
    )
    return file


def print_handout(
    handout: Handout, file: Path, work: Path, progress: Callable[[str], None] = print
) -> int:
    """Print until the numbers in the contents are right; return the number of pages."""
    work.mkdir(parents=True, exist_ok=True)
    source, draft = work / "handout.html", work / "handout.pdf"
    source.write_text(handout.html, encoding="utf-8")
    with open_browser() as page:
        page.open(source)
        _check(page.evaluate(SETTLE))
        written: dict[str, int] = {}
        for turn in range(1, MOST_PRINTS + 1):
            progress(say(f"  印刷 {turn} 回目", f"  printing, turn {turn}"))
            page.print(draft)
            numbers, count = page_numbers(draft, handout.entries)
            if numbers == written:
                break
            _write(page, numbers)
            written = numbers
        else:
            raise GxdError(
                "GXD-B018",
                "目次のページ番号が定まりませんでした。GXD_BROWSER で別のブラウザーを指定してください。",
                "the page numbers of the contents do not settle. Name another browser in GXD_BROWSER.",
                where=file.name,
            )
    draft.replace(file)
    source.unlink()
    return count


def _write(page: Page, numbers: dict[str, int]) -> None:
    page.evaluate(f"{NUMBER}({json.dumps(numbers)})")


def _check(found: dict[str, object]) -> None:
    """A picture that is not there or a formula that cannot be set is a fault of the book."""
    if found["broken"] or found["raw"]:
        raise GxdError(
            "GXD-B019",
            f"配布資料に入らないものがあります。読めない図: {found['broken']}、"
            f"組めない数式: {found['raw']} 個。章を直し、gxd book html で作り直してください。",
            f"something cannot be printed. Pictures that cannot be read: {found['broken']}, formulas "
            f"that cannot be set: {found['raw']}. Mend the chapter and run gxd book html again.",
            where="gxd book pdf",
        )


def page_numbers(file: Path, entries: list[Entry]) -> tuple[dict[str, int], int]:
    """On which page each line of the contents leads, and how many pages there are.

    GXD-B018 when a heading is missing from the print.
    """
    reader = PdfReader(file)
    places = {
        name.lstrip("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }
    numbers = {}
    for entry in (line for top in entries for line in (top, *top.below)):
        if entry.anchor not in places:
            raise GxdError(
                "GXD-B018",
                f"印刷したものに見出し「{entry.title}」が見つかりません。"
                "GXD_BROWSER で別のブラウザーを指定してください。",
                f"the print lacks the heading {entry.title!r}. Name another browser in GXD_BROWSER.",
                where=file.name,
            )
        numbers[entry.anchor] = places[entry.anchor]
    return numbers, len(reader.pages)
