"""One chapter as slides: what the eye needs on the screen, what is said in the speaker's notes.

Every section of the built page becomes a slide: its heading, its first sentence, and its tables,
figures, formulas, outputs and boxes. The running prose goes to the notes, beside the piece it
belongs to. How much fits on one screen is settled where it is shown (`templates/slides.js`
measures and continues on a further slide), since fonts differ from one computer to the next.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import NavigableString, Tag

from gxd_teach.language import say
from gxd_teach.seminar.built.pages import heading_text
from gxd_teach.seminar.built.pieces import element, looks, make_still
from gxd_teach.seminar.slides.words import first_sentence, plain_formula, sentences

__all__ = ["Slide", "deck"]

#: Code longer than this many lines stays on the book's page.
MOST_CODE_LINES = 6
#: A section of prose alone shows the first sentence of so many paragraphs.
MOST_POINTS = 4
EXERCISES = re.compile(r"演習|exercises?\b", re.IGNORECASE)
SOURCES = re.compile(r"出典|sources?\b", re.IGNORECASE)


@dataclass
class Slide:
    """A slide: its kind (``title``, ``section``, ``question``, ``sources``), headings, pieces.

    The pieces are HTML in reading order; a note is an ``<aside class="gxd-note">`` among them.
    """

    kind: str
    title: str
    above: str = ""
    pieces: list[Tag] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The pieces as HTML."""
        return "\n".join(str(piece) for piece in self.pieces)

    @property
    def notes(self) -> list[str]:
        """The notes as HTML."""
        return [piece.decode_contents() for piece in self.pieces if _is_note(piece)]


def deck(article: Tag) -> list[Slide]:
    """The slides of a page; `article` is used up.

    >>> from bs4 import BeautifulSoup
    >>> page = BeautifulSoup("<article><section><h1>章</h1><section><h2>節</h2><p>一文。二文。</p>"
    ...     "<table><tr><td>1</td></tr></table></section></section></article>", "html.parser")
    >>> [(slide.kind, slide.title, slide.notes) for slide in deck(page.article)]
    [('title', '章', []), ('section', '節', ['<p>一文。二文。</p>'])]
    """
    make_still(article)
    for link in article.select("a"):
        if not str(link.get("href", "")).startswith("http"):
            _unlink(link)
    for tag in article.select("[id]"):
        del tag["id"]
    heading = article.h1
    assert heading is not None
    assert heading.parent is not None
    title = Slide("title", heading_text(heading))
    slides = [title]
    rest = Slide("section", title.title)
    for child in _elements(heading.parent):
        if child.name == "section":
            slides += _section(child, "")
        elif child is not heading:
            goals = "admonition" in looks(child) and not title.pieces
            (title if goals else rest).pieces += _goals(child) if goals else _pieces(child)
    if _seen(rest):
        slides.insert(1, rest)
    elif rest.pieces:
        title.pieces += rest.pieces
    return [slide for slide in slides if slide.kind == "title" or _seen(slide)]


def _section(section: Tag, above: str) -> Iterator[Slide]:
    """The slides of one section and of those in it."""
    heading = section.find(re.compile(r"h[2-6]"), recursive=False)
    title = heading_text(heading if isinstance(heading, Tag) else None)
    exercises = bool(EXERCISES.match(title))
    kind = "sources" if SOURCES.match(title) else "section"
    slide = Slide(kind, title, above)
    slides = [slide]
    inner: list[Slide] = []
    paragraphs: list[Tag] = []
    for child in _elements(section):
        look = looks(child)
        if child is heading:
            continue
        if child.name == "section" and exercises:
            slide.pieces.append(_note(*_elements(child)))
        elif child.name == "section":
            inner += _section(child, title)
        elif "gxd-check" in look:
            slides.append(_question(child, title))
            slide = Slide(kind, title, above)
            slides.append(slide)
        else:
            if child.name == "p":
                paragraphs.append(child)
                slide.pieces += _prose(child, slide, first=len(paragraphs) == 1)
            else:
                slide.pieces += _pieces(child)
    _speak(slides, paragraphs)
    yield from _joined(slides)
    yield from inner


def _speak(slides: list[Slide], paragraphs: list[Tag]) -> None:
    """A section of prose alone shows the beginning of each paragraph."""
    own = [slide for slide in slides if slide.kind != "question"]
    if any(not _is_note(piece) and piece.name != "p" for slide in own for piece in slide.pieces):
        return
    if len(paragraphs) < 2 or not own:
        return
    points = element("ul", "gxd-points")
    for paragraph in paragraphs[:MOST_POINTS]:
        point = element("li")
        for node in first_sentence(paragraph):
            point.append(node)
        points.append(point)
    own[0].pieces = [points, *(piece for piece in own[0].pieces if _is_note(piece))]


def _joined(slides: list[Slide]) -> Iterator[Slide]:
    """What was only said between questions is said at the slide before."""
    last: Slide | None = None
    for slide in slides:
        if last is not None and not _seen(slide):
            last.pieces += slide.pieces
        else:
            last = slide
            yield slide


def _prose(paragraph: Tag, slide: Slide, *, first: bool) -> list[Tag]:
    """A paragraph: all of it in the notes; on the screen the first sentence, or a bold number."""
    shown: list[Tag] = []
    if paragraph.select_one(".exercise-download"):
        return [paragraph]
    if first:
        lead = element("p", "gxd-lead")
        for node in first_sentence(paragraph):
            lead.append(node)
        shown.append(lead)
    elif any(re.search(r"\d", strong.get_text()) for strong in paragraph.select("strong")):
        for sentence in sentences(paragraph):
            if any(isinstance(n, Tag) and _has_bold_number(n) for n in sentence):
                point = element("p", "gxd-point")
                for node in sentence:
                    point.append(node)
                shown.append(point)
                break
    return [*shown, _note(paragraph)]


def _has_bold_number(node: Tag) -> bool:
    bold = [node] if node.name == "strong" else node.select("strong")
    return any(re.search(r"\d", one.get_text()) for one in bold)


def _pieces(child: Tag) -> list[Tag]:
    """A block of the page as pieces of a slide."""
    look = looks(child)
    if child.name == "p":
        return [_note(child)]
    if child.name == "details":
        return [_note(child)]
    if "cell" not in look:
        return [child]
    pieces: list[Tag] = []
    for code in child.select(".cell_input"):
        lines = code.get_text().strip().count("\n") + 1
        if lines <= MOST_CODE_LINES:
            pieces.append(code)
        else:
            said = say(
                f"コード({lines} 行)は本のページにあります",
                f"the code ({lines} lines) is in the book",
            )
            pieces.append(element("p", "gxd-elsewhere", said))
    for output in child.select(".cell_output"):
        for one in list(_elements(output)):
            inside = list(_elements(one)) if "text_html" in looks(one) else []
            pieces += [part for part in inside if part.name != "style"] or [one]
    return pieces


def _question(check: Tag, above: str) -> Slide:
    """A question of the page: what is asked and given; it is answered on the page."""
    title = check.select_one(".gxd-check-title")
    said = title.get_text(" ", strip=True) if title else ""
    slide = Slide("question", said, above)
    for child in _elements(check):
        if child is title:
            continue
        if child.name == "p" and "gxd-answer" in looks(child):
            line = child.select_one(".gxd-answer-line")
            if line is not None:
                line.string = "?"
        slide.pieces.append(child)
    slide.pieces.append(
        element("p", "gxd-elsewhere", say("本のページで答えましょう", "Answer on the book's page"))
    )
    return slide


def _goals(box: Tag) -> list[Tag]:
    """The box at the chapter's beginning: its title and list seen, the rest said."""
    seen = [child for child in _elements(box) if child.name != "p" or looks(child)]
    said = [child for child in _elements(box) if child.name == "p" and not looks(child)]
    return [*seen, _note(*said)] if said else seen


def _seen(slide: Slide) -> bool:
    return any(not _is_note(piece) for piece in slide.pieces)


def _is_note(piece: Tag) -> bool:
    return piece.name == "aside"


def _note(*blocks: Tag) -> Tag:
    """Something to be said: plain, with formulas in words, since notes are shown elsewhere too."""
    note = element("aside", "gxd-note")
    for block in blocks:
        said = copy.copy(block)
        for math in said.select(".math"):
            math.replace_with(NavigableString(plain_formula(math.get_text())))
        for picture in said.select("img, svg, script, style"):
            picture.decompose()
        note.append(said)
    return note


def _unlink(link: Tag) -> None:
    """Text instead of a link to a page that may not be at hand; a download names its file."""
    if "exercise-download" in looks(link):
        name = str(link["href"]).rpartition("/")[2]
        link.name = "span"
        del link["href"]
        link["class"] = "exercise-download"
        link.string = say(f"配布ファイル {name}", f"file {name}")
        return
    link.unwrap()


def _elements(tag: Tag) -> list[Tag]:
    return [child for child in tag.children if isinstance(child, Tag)]
