"""Submissions put in place: one a person and assignment, and a sentence for all that was not.

Of several notebooks of one assignment the one by its own name is taken, unless a copy of it is
newer and different: then a person has to say which.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom import page_answers
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.collecting.beside import Beside
from gxd_teach.classroom.collecting.contents import (
    cells_of,
    grade_ids,
    other_language,
    read_notebook,
    ready_to_keep,
)
from gxd_teach.classroom.collecting.whose import People, not_listed
from gxd_teach.classroom.collecting.wrapping import Piece, Unwrapping, is_work
from gxd_teach.classroom.course import Course, usable_id
from gxd_teach.classroom.in_words import one_line
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole, write_whole_bytes
from gxd_teach.language import Text, say

__all__ = ["collect"]

_LONGEST = 2_000  # characters of a line that quotes names
_SAME_TIME = 2.0  # seconds: as finely as a zip knows
_SUBMISSIONS = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".html", ".htm", ".py", ".rtf",
                ".odt", ".txt", ".md", ".pages", ".numbers", ".jpg", ".jpeg", ".png", ".heic",)  # fmt: skip
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".lzh", ".zipx")


@dataclass(frozen=True)
class _Work:
    """One notebook or page's answers that may be taken: whose, of which assignment."""

    piece: Piece
    participant: str
    assignment: str
    sources: str = ""  # a digest of the cells' sources: two notebooks that say the same

    @property
    def from_page(self) -> bool:
        return self.piece.name.lower().endswith(".json")


def collect(
    course: Course,
    sources: Sequence[Path],
    participant: str | None = None,
    *,
    assignment: str | None = None,
    public: bool = False,
) -> list[str]:
    """Put submissions in place; a sentence for each that was not taken, or wants a look.

    A source is a folder or a zip: ``<id>/<assignment>/<notebook>``, a folder or a zip for each
    person, Moodle's download; or, with `participant`, that person's own notebook, folder or zip.
    `assignment` says which one a notebook without grading cells belongs to. Where the class has
    a roster, an id that is not on it is refused, unless `public` says that it practises with the
    public numbers.
    """
    collecting = _Collecting(course, participant, assignment, public)
    for source in map(Path, sources):
        collecting.take_from(source)
    return collecting.said


class _Collecting:
    """One call: what was taken, and what is to be said."""

    def __init__(
        self, course: Course, participant: str | None, assignment: str | None, public: bool
    ) -> None:
        self._course, self._participant = course, participant
        self._assignment, self._public = assignment, public
        self._people = People(course)
        self._known = {name: self._ids_of(name) for name in course.assignments()}
        self._taken: dict[tuple[str, str], str] = {}
        submitted = course.grading / "submitted"
        there = sorted(submitted.iterdir()) if submitted.is_dir() else []
        self._spelled = {folder.name.casefold(): folder.name for folder in there}
        self.said: list[str] = []

    def _ids_of(self, name: str) -> frozenset[str]:
        try:
            content = (self._course.solutions / name / f"{name}.ipynb").read_bytes()
        except OSError:
            return frozenset()
        notebook = read_notebook(content)
        return frozenset(grade_ids([] if isinstance(notebook, Text) else notebook["cells"]))

    def take_from(self, source: Path) -> None:
        """Take what one source holds."""
        if not source.exists():
            self.said.append(f"{source}: {self._not_there(str(source))}")
            return
        self._course.grading.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._course.grading, prefix="incoming-") as aside:
            course = self._course
            own = [course.solutions, course.exercises, course.grading, course.root]
            pieces = list(Unwrapping(Path(aside), own).pieces(source))
            beside = Beside(pieces, timed=source.is_dir())
            whose = [self._whose(piece, source) for piece in pieces]
            works = list(self._works(source, pieces, whose, beside))
            by_key: dict[tuple[str, str], list[_Work]] = {}
            for work in works:
                by_key.setdefault((work.participant, work.assignment), []).append(work)
            for group in by_key.values():
                self._take_one(source, group, beside)
            self._say_others(source, pieces, whose)

    def _not_there(self, named: str) -> str:
        if named in self._known:  # release takes assignments there, so people type them here
            return say(
                f"そういうフォルダーや zip はありません。課題を選ぶには --assignment {named} と書きます",
                f"there is no such folder or zip; to choose an assignment, write --assignment {named}",
            )
        return say("ありません", "does not exist")

    def _whose(self, piece: Piece, source: Path) -> str | Text:
        return self._participant or self._people.of(piece, source)

    def _say(self, source: Path, piece: Piece, who: str | Text, why: str) -> None:
        person = f"{who}/" if isinstance(who, str) and who not in piece.folders else ""
        # Names of files and folders are somebody's own words, and end in a terminal.
        self.said.append(one_line(f"{source}: {person}{piece}: {why}", _LONGEST))

    def _works(
        self, source: Path, pieces: Sequence[Piece], whose: Sequence[str | Text], beside: Beside
    ) -> Iterator[_Work]:
        """What can be taken; the reason is said for the rest."""
        asked = [i for i, piece in enumerate(pieces) if is_work(piece.name) or piece.problem]
        spellings: dict[str, set[str]] = {}
        for i in asked:
            who = whose[i]
            if isinstance(who, str):
                spellings.setdefault(who.casefold(), set()).add(who)
        for i in asked:
            piece, who = pieces[i], whose[i]
            try:
                found = self._work(piece, who, spellings, beside)
            except GxdError as error:
                place = f"{error.where}: " if error.where else ""
                found = Text(f"{place}{error.ja}", f"{place}{error.en}")
            except Exception as error:  # one file never stops a class
                found = Text(f"読めません({type(error).__name__})。出し直してもらってください",
                             f"cannot be read ({type(error).__name__}): have it handed in again")  # fmt: skip
            if isinstance(found, _Work):
                yield found
            else:
                self._say(source, piece, who, str(found))

    def _work(
        self, piece: Piece, who: str | Text, spellings: dict[str, set[str]], beside: Beside
    ) -> _Work | Text | str:
        if isinstance(who, Text):
            return piece.problem or who
        if not usable_id(who):
            return Text("この id は使えません。英数字と . _ @ - で 64 文字までにしてください",
                        "this id cannot be used: letters, digits and . _ @ -, up to 64")  # fmt: skip
        if not self._public and (why := not_listed(self._course, who)):
            return why
        alike = spellings.get(who.casefold(), {who}) | {self._spelled.get(who.casefold(), who)}
        if len(alike) > 1:
            names = ", ".join(sorted(alike))
            return Text(f"大文字と小文字だけが違う id があります({names})。どちらの人かを確かめ、--participant ID で 1 人ずつ集めてください",
                        f"ids that differ only in case ({names}): check who it is, and rename the folder")  # fmt: skip
        if piece.problem is not None:
            return piece.problem
        strange = beside.why_not(piece, self._course.edition, who)
        if strange is not None:
            return strange
        if piece.name.lower().endswith(".json"):
            return self._page(piece, who)
        return self._notebook(piece, who)

    def _notebook(self, piece: Piece, who: str) -> _Work | Text:
        notebook = read_notebook(piece.content)
        if isinstance(notebook, Text):
            return notebook
        metadata = notebook.get("metadata")
        mark = metadata.get("gxd") if isinstance(metadata, dict) else None
        edition = mark.get("edition") if isinstance(mark, dict) else None
        if isinstance(edition, str) and edition != self._course.edition:
            return Beside.other_edition(edition, self._course.edition)
        name = self._assignment_of(piece, grade_ids(notebook["cells"]))
        if isinstance(name, Text):
            return name
        if not notebook["cells"]:
            return Text("セルが 1 つもありません。配布したノートブックで解き直してもらってください",
                        "it has no cells at all: have the released notebook filled in")  # fmt: skip
        return _Work(piece, who, name, _sources(notebook["cells"]))

    def _assignment_of(self, piece: Piece, ids: Sequence[str]) -> str | Text:
        """The assignment whose grading cells it has; by option, file or folder among several."""
        named = [
            name
            for name in (self._assignment, Path(piece.name).stem, *reversed(piece.folders))
            if name in self._known
        ]
        shared = {name: len(known & set(ids)) for name, known in self._known.items()}
        most = max(shared.values(), default=0)
        fitting = [name for name, count in shared.items() if most and count == most]
        for name in named:
            if name is not None and (name in fitting or not fitting):
                return name
        if len(fitting) == 1:
            return fitting[0]
        return Text("どの課題のノートブックか分かりません。--assignment 課題名 を付けてください",
                    "it is not clear which assignment it is: add --assignment NAME")  # fmt: skip

    def _page(self, piece: Piece, who: str) -> _Work | Text:
        page = page_answers.read_answers(piece.content)
        page_answers.must_belong(page, self._course, who)
        folder = piece.folders[-1] if piece.folders else ""
        named = [name for name in (self._assignment, folder) if name in self._known]
        # Quick checks, without points, are no assignment's work.
        with_work = [
            name
            for name in self._known
            if any(
                q.points and q.id in page.answers for q in load_bank(self._course, name).values()
            )
        ]
        names = [name for name in named if name in with_work][:1] or with_work
        if len(names) != 1:
            return Text("採点する問への答えがないか、課題が 1 つに決まりません。--assignment 課題名 を付けてください",
                        "it answers no graded question, or those of several assignments: add --assignment NAME")  # fmt: skip
        return _Work(piece, who, str(names[0]))

    def _take_one(self, source: Path, group: Sequence[_Work], beside: Beside) -> None:
        """Of one person's files for one assignment, take the one that counts."""
        pages = _ranked([work for work in group if work.from_page])
        books = _ranked([work for work in group if not work.from_page])
        key = (group[0].participant, group[0].assignment)
        chosen = (pages or books)[0]
        if not pages and _unclear(books):
            for work in books:
                other = next(str(one.piece) for one in books if one is not work)
                self._say(source, work.piece, key[0], say(
                    f"同じ課題の違うノートブックがほかにもあり({other})、どれが新しいか決まりません。1 つにしてください",
                    f"there is another, different notebook of that assignment ({other}), and it is not clear which counts: keep one"))  # fmt: skip
            return
        if key in self._taken:
            self._say(source, chosen.piece, key[0], _another(self._taken[key]))
        else:
            self._keep(chosen, beside)
            self._taken[key] = str(chosen.piece)
            if not chosen.from_page:
                self._say_language(source, chosen)
        # Pages first: a kit's notebook, never touched, may lie beside the answers.
        for work in (*pages, *books):
            idle = pages and not work.from_page and self._untouched(work)
            if work is not chosen and not idle:
                self._say(source, work.piece, key[0], _another(self._taken[key]))

    def _keep(self, work: _Work, beside: Beside) -> None:
        folder = self._course.grading / "submitted" / work.participant / work.assignment
        content = work.piece.content
        target = folder / (page_answers.FILE if work.from_page else f"{work.assignment}.ipynb")
        if not work.from_page:
            notebook = read_notebook(content)
            assert not isinstance(notebook, Text)  # it was read before
            content = ready_to_keep(content, notebook)
        changed = not target.exists() or target.read_bytes() != content
        if changed and work.from_page:
            (folder / f"{work.assignment}.ipynb").unlink(missing_ok=True)
        if changed:
            write_whole_bytes(target, content)
        if not work.from_page:
            (folder / page_answers.FILE).unlink(missing_ok=True)
        when = beside.timestamp(work.piece)
        if when is not None:
            write_whole(folder / "timestamp.txt", when)
        elif changed:  # what is known of an earlier one is not true of this
            (folder / "timestamp.txt").unlink(missing_ok=True)
        self._spelled[work.participant.casefold()] = work.participant

    def _say_language(self, source: Path, work: _Work) -> None:
        notebook = read_notebook(work.piece.content)
        language = None if isinstance(notebook, Text) else other_language(notebook)
        if language is not None:
            self._say(source, work.piece, work.participant, say(
                f"受け取りましたが、{language} のカーネルで保存されています。Python として採点します",
                f"taken, but it was saved with a kernel for {language}: it is graded as Python"))  # fmt: skip

    def _untouched(self, work: _Work) -> bool:
        """Whether a notebook is still as it was released."""
        name = work.assignment
        try:
            content = (self._course.exercises / name / f"{name}.ipynb").read_bytes()
        except OSError:
            return False
        released = read_notebook(content)
        cells = None if isinstance(released, Text) else cells_of(released)
        return cells is not None and work.sources == _sources(cells)

    def _say_others(
        self, source: Path, pieces: Sequence[Piece], whose: Sequence[str | Text]
    ) -> None:
        """Name what is no notebook, where its person has handed in nothing else."""
        with_work = {_group(p, w) for p, w in zip(pieces, whose, strict=True)
                     if is_work(p.name) or p.problem}  # fmt: skip
        found: dict[str, tuple[Piece, str | Text]] = {}
        for piece, who in zip(pieces, whose, strict=True):
            suffix = Path(piece.name).suffix.lower()
            if piece.problem or is_work(piece.name):
                continue
            if suffix in _PACKED:
                self._say(source, piece, who, say(
                    "この圧縮形式は開けません。zip にしてもらってください", "this kind of archive is not opened: have it zipped"))  # fmt: skip
            elif suffix in _SUBMISSIONS and _group(piece, who) not in with_work:
                found.setdefault(_group(piece, who), (piece, who))
        # A lone readme among many people's work is nobody's submission.
        named = [(p, w) for p, w in found.values() if p.folders or self._participant]
        packed = any(Path(piece.name).suffix.lower() in _PACKED for piece in pieces)
        for piece, who in named:
            self._say(source, piece, who, say(
                "ノートブック(.ipynb)も answers.json もありません。保存したノートブックを出してもらってください",
                "no notebook (.ipynb) or answers.json with it: have the saved notebook handed in"))  # fmt: skip
        if not (with_work or named or packed):
            self.said.append(f"{source}: {_nothing(self._participant)}")


def _group(piece: Piece, who: str | Text) -> str:
    return who if isinstance(who, str) else "/".join(piece.folders[:1])


def _nothing(participant: str | None) -> str:
    if participant is None:
        return say(
            "<id>/<課題>/<課題>.ipynb(または answers.json)の形のフォルダーがありません。"
            "1 人分なら --participant ID を付けてください",
            "no <id>/<assignment>/<assignment>.ipynb (or answers.json) in it; "
            "for one person add --participant ID",
        )
    return say(
        "ノートブック(.ipynb)も answers.json もありません",
        "no notebook (.ipynb) or answers.json in it",
    )


def _another(taken: str) -> str:
    return say(
        f"同じ課題の提出がほかにもあります。{taken} を受け取りました。違うときは 1 つにしてください",
        f"there is another submission of that assignment: {taken} was taken; if that is wrong, keep one",
    )


def _own_name(work: _Work) -> bool:
    name = page_answers.FILE if work.from_page else f"{work.assignment}.ipynb"
    return work.piece.name.casefold() == name.casefold()


def _ranked(works: Sequence[_Work]) -> list[_Work]:
    """Its own name first, then the newest."""
    return sorted(works, key=lambda work: (not _own_name(work), -work.piece.changed))


def _unclear(books: Sequence[_Work]) -> bool:
    """Whether another notebook may be the one that was meant."""
    first, *others = books
    rivals = [work for work in others if work.sources != first.sources]
    if not _own_name(first):
        return bool(rivals)
    return any(_own_name(r) or r.piece.changed > first.piece.changed + _SAME_TIME for r in rivals)


def _sources(cells: Sequence[dict[str, object]]) -> str:
    digest = hashlib.sha256()
    for cell in cells:
        digest.update(_source(cell).encode("utf-8", "replace") + b"\0\0")
    return digest.hexdigest()


def _source(cell: dict[str, object]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
