"""The glossary: one list of terms in two languages, each linked where it first stands on a page.

`book/back/terms.csv` is the only place where a term is explained. The directive ``{terms}`` lays the
list out in the order of the Japanese reading, each with the chapter that teaches it; on every other
page the first occurrence of a term in running text becomes a link to it. Headings, code, formulas,
links and the questions' own forms stay as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective

PAGE = "book/back/glossary"
LIST = "book/back/terms.csv"
COLUMNS = ("term", "reading", "also", "english", "meaning", "chapter")
#: What a term is not looked for in: a link in it would be wrong or would harm it.
CLOSED = (
    nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block,
    nodes.raw, nodes.term, nodes.caption, nodes.rubric, nodes.field_name, nodes.comment,
    addnodes.pending_xref, addnodes.glossary, addnodes.download_reference,
)  # fmt: skip
#: Pages of lists and of code, where links to terms would be noise.
PLAIN = ("book/back/", "book/reference/")


class GlossaryError(SphinxError):
    """The list of terms has a fault."""

    category = "glossary"


@dataclass(frozen=True)
class Term:
    """One term: how it is written, read, also written, called in English, and what it means."""

    term: str
    reading: str
    also: tuple[str, ...]
    english: str
    meaning: str
    chapter: str


def read_terms(file: Path) -> list[Term]:
    """The terms in the order of their reading; a row that is not whole is named."""
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise GlossaryError(f"{file.name}: the columns must be {', '.join(COLUMNS)}")
        rows = list(reader)
    seen: dict[str, int] = {}
    terms = []
    for number, row in enumerate(rows, start=2):
        if None in row or not all((row[name] or "").strip() for name in COLUMNS if name != "also"):
            raise GlossaryError(
                f"{file.name} line {number}: a cell is missing or there is one too many"
            )
        also = tuple(name for name in row["also"].split(";") if name)
        for name in (row["term"], *also):
            if name in seen:
                raise GlossaryError(
                    f"{file.name} line {number}: '{name}' stands in line {seen[name]} already"
                )
            seen[name] = number
        terms.append(Term(row["term"], row["reading"], also, row["english"], row["meaning"], row["chapter"]))  # fmt: skip
    return sorted(terms, key=lambda term: term.reading)


def pattern_of(terms: list[Term]) -> re.Pattern[str]:
    """All written forms, the longest first; a form in Latin letters only as a whole word."""
    forms = sorted({form for term in terms for form in (term.term, *term.also)}, key=len)
    return re.compile("|".join(_bounded(form) for form in reversed(forms)))


def _bounded(form: str) -> str:
    """The form, not inside a longer word of Latin letters or of katakana."""
    before = r"(?<![A-Za-z0-9_-])" if form[0].isascii() else ""
    after = r"(?![A-Za-z0-9_-])" if form[-1].isascii() else ""
    if re.match("[ァ-ヶ]", form):
        before = "(?<![ァ-ヶー])"
    if re.search("[ァ-ヶー]$", form):
        after = "(?![ァ-ヶー])"
    return before + re.escape(form) + after


class Terms(SphinxDirective):
    """``{terms}``: the whole glossary."""

    def run(self) -> list[nodes.Node]:
        """A definition list that Sphinx knows as a glossary."""
        file = Path(self.env.srcdir) / LIST
        self.env.note_dependency(str(file))
        lines = [":::{glossary}"]
        for term in read_terms(file):
            also = f"({'、'.join(term.also)})" if term.also else ""
            page = f" → {{doc}}`/book/{term.chapter}`" if self._page(term.chapter) else ""
            lines += [term.term, f"  *{term.english}*{also} — {term.meaning}{page}", ""]
        lines.append(":::")
        around = nodes.Element()
        self.state.nested_parse(StringList(lines, str(file)), 0, around)
        return around.children

    def _page(self, chapter: str) -> bool:
        return f"book/{chapter}" in self.env.found_docs


def link_terms(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Make the first occurrence of each term on this page a link to the glossary."""
    places = _places(app.env)
    if not places or page == PAGE or page.startswith(PLAIN) or app.builder.format != "html":
        return
    terms = read_terms(Path(app.srcdir) / LIST)
    known = {form: term for term in terms for form in (term.term, *term.also)}
    pattern = pattern_of(terms)
    linked: set[str] = set()
    for text in list(_open_text(doctree)):
        pieces: list[nodes.Node] = []
        done = 0
        words = text.astext()
        for found in pattern.finditer(words):
            term = known[found[0]]
            if term.term in linked or term.term not in places:
                continue
            linked.add(term.term)
            pieces += [nodes.Text(words[done : found.start()]), _link(app, page, term, found[0], places)]  # fmt: skip
            done = found.end()
        if pieces:
            pieces.append(nodes.Text(words[done:]))
            text.parent.replace(
                text, [p for p in pieces if not (isinstance(p, nodes.Text) and not p)]
            )


def _open_text(doctree: nodes.document) -> Iterator[nodes.Text]:
    """The running text of a page, in order."""
    waiting: list[nodes.Node] = [doctree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Text):
            if not isinstance(node.parent, nodes.document):
                yield node
        elif not isinstance(node, CLOSED) and "no-terms" not in getattr(node, "attributes", {}).get(
            "classes", ()
        ):
            waiting.extend(reversed(node.children))


def _link(app: Sphinx, page: str, term: Term, form: str, places: dict[str, str]) -> nodes.Node:
    """A link to the term, its meaning as what is shown when one points at it."""
    address = f"{app.builder.get_relative_uri(page, PAGE)}#{places[term.term]}"
    link = nodes.reference("", form, internal=True, refuri=address, classes=["term-link"])
    link["reftitle"] = f"{term.english}: {term.meaning}"
    return link


def _places(env: BuildEnvironment) -> dict[str, str]:
    """Where each term stands on the glossary's page, by the term."""
    objects = env.get_domain("std").objects  # type: ignore[attr-defined]
    return {name: label for (kind, name), (doc, label) in objects.items() if kind == "term" and doc == PAGE}  # fmt: skip


def relink_when_changed(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """All pages are written anew when the list has changed."""
    file = Path(env.srcdir) / LIST
    mark = file.read_text(encoding="utf-8") if file.is_file() else ""
    before, env.gxd_terms = getattr(env, "gxd_terms", None), mark  # type: ignore[attr-defined]
    return [] if before in (None, mark) else sorted(env.found_docs)


def setup(app: Sphinx) -> dict[str, bool]:
    """The directive, and the links once a page's references are resolved."""
    app.add_directive("terms", Terms)
    app.connect("env-get-outdated", relink_when_changed)
    app.connect("doctree-resolved", link_terms, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
