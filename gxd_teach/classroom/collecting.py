"""Submissions as they come in: whose they are, which assignment, and what was not taken.

Every notebook that is handed in is either put where nbgrader looks for it
(`_grading/submitted/<id>/<assignment>/`) or named with the reason: nothing is dropped in
silence, and nobody is graded under another's id.
"""

from __future__ import annotations

import difflib
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom.course import Course, usable_id
from gxd_teach.files import write_whole_bytes
from gxd_teach.language import say

__all__ = ["collect", "not_listed"]

_LARGEST = 20 * 1024 * 1024  # bytes of one notebook


@dataclass(frozen=True)
class _HandedIn:
    """One notebook: whose, from where, its content; `folder` is the name it lay in."""

    participant: str
    name: str
    folder: str
    content: bytes | None  # None: not read, because too large or a link


def collect(
    course: Course,
    sources: Sequence[Path],
    participant: str | None = None,
    *,
    assignment: str | None = None,
    public: bool = False,
) -> list[str]:
    """Put submissions in place; a sentence for each that was not taken.

    A source is a folder laid out as `<id>/<assignment>/<notebook>`, or, with `participant`,
    that person's own notebook, folder or zip. `assignment` says which one a renamed notebook
    belongs to; without it, its grading cells do. Where the class has a roster, an id that is
    not on it is refused, unless `public` says that it practises with the public numbers.
    """
    refused = []
    for source in sources:
        if not source.exists():
            refused.append(f"{source}: {say('ありません', 'does not exist')}")
            continue
        try:
            found = list(_notebooks(source, participant))
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            refused.append(
                f"{source}: {say('開けません。壊れているか、zip ではありません', 'cannot be opened: broken, or no zip')}"
            )
            continue
        if not found:
            refused.append(f"{source}: {_nothing(participant)}")
        taken: dict[tuple[str, str], str] = {}
        for work in found:
            why = _take(course, work, assignment, public, taken)
            if why:
                refused.append(f"{source}: {work.participant}/{work.name}: {why}")
    return refused


def _nothing(participant: str | None) -> str:
    if participant is None:
        return say(
            "<id>/<課題>/<課題>.ipynb の形のフォルダーがありません。"
            "1 人分なら --participant ID を付けてください",
            "no <id>/<assignment>/<assignment>.ipynb in it; for one person add --participant ID",
        )
    return say("ノートブック(.ipynb)がありません", "no notebook (.ipynb) in it")


def _notebooks(source: Path, participant: str | None) -> Iterator[_HandedIn]:
    """Every notebook a source holds, also those that will be refused."""
    if source.is_file() and participant is None:
        return
    if source.suffix.lower() == ".zip":
        with zipfile.ZipFile(source) as archive:
            for entry in archive.infolist():
                path = Path(entry.filename)
                if path.suffix == ".ipynb" and "__MACOSX" not in path.parts:
                    content = archive.read(entry) if entry.file_size <= _LARGEST else None
                    yield _HandedIn(str(participant), path.name, path.parent.name, content)
        return
    if source.is_file():
        yield _read(source, str(participant))
        return
    depth = "*/*/*.ipynb" if participant is None else "**/*.ipynb"
    for file in sorted(source.glob(depth)):
        if ".ipynb_checkpoints" not in file.parts:
            yield _read(file, participant or file.parent.parent.name)


def _read(file: Path, participant: str) -> _HandedIn:
    whole = file.is_file() and not file.is_symlink() and file.stat().st_size <= _LARGEST
    content = file.read_bytes() if whole else None
    return _HandedIn(participant, file.name, file.parent.name, content)


def _take(
    course: Course,
    work: _HandedIn,
    assignment: str | None,
    public: bool,
    taken: dict[tuple[str, str], str],
) -> str | None:
    """Put one notebook in place; the reason when it is refused."""
    if not usable_id(work.participant):
        return say(
            "この id は使えません。英数字と . _ @ - で 64 文字までにしてください",
            "this id cannot be used: letters, digits and . _ @ -, up to 64",
        )
    if not public and (why := not_listed(course, work.participant)):
        return why
    if work.content is None:
        return say(
            "リンクか、20 MB を超えるファイルです。出力を消して保存し直してください",
            "a link, or above 20 MB: clear the outputs and save it again",
        )
    cells = _cells(work.content)
    if cells is None:
        return say("壊れています。もう一度保存してください", "it is broken: save it again")
    name = _assignment_of(course, work, cells, assignment)
    if name is None:
        return say(
            "どの課題のノートブックか分かりません。--assignment 課題名 を付けてください",
            "it is not clear which assignment it is: add --assignment NAME",
        )
    if (work.participant, name) in taken:
        return say(
            f"同じ課題のノートブックがほかにもあります({taken[work.participant, name]})。1 つにしてください",
            f"there is another notebook of that assignment ({taken[work.participant, name]}): keep one",
        )
    taken[work.participant, name] = work.name
    target = course.grading / "submitted" / work.participant / name / f"{name}.ipynb"
    if not target.exists() or target.read_bytes() != work.content:
        write_whole_bytes(target, work.content)
    return None


def not_listed(course: Course, participant: str) -> str | None:
    """Why an id is refused: the class has a roster and it is not on it."""
    roster = course.roster()
    if not roster or participant in roster:
        return None
    folded = {name.casefold(): name for name in roster}
    near = difflib.get_close_matches(participant.casefold(), list(folded), n=1, cutoff=0.6)
    hint_ja = f"もしかして: {folded[near[0]]}。" if near else ""
    hint_en = f"did you mean {folded[near[0]]}? " if near else ""
    return say(
        f"名簿にない id です。{hint_ja}公開の数値で解いたものなら --public を付けてください",
        f"not on the roster. {hint_en}If it was solved with the public numbers, add --public",
    )


def _cells(content: bytes) -> list[dict[str, object]] | None:
    try:
        cells = json.loads(content)["cells"]
        return (
            cells if isinstance(cells, list) and all(isinstance(c, dict) for c in cells) else None
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _assignment_of(
    course: Course, work: _HandedIn, cells: list[dict[str, object]], named: str | None
) -> str | None:
    """The assignment by option, file name, folder name, or else by its grading cells."""
    known = course.assignments()
    for name in (named, Path(work.name).stem, work.folder):
        if name in known:
            return str(name)
    ids = grade_ids(cells)
    for name in known:
        source = _cells((course.solutions / name / f"{name}.ipynb").read_bytes()) or []
        if ids and set(ids) & set(grade_ids(source)):
            return name
    return None


def grade_ids(cells: Sequence[dict[str, object]]) -> list[str]:
    """The grading cells of a notebook, by nbgrader's grade_id, in their order."""
    found = []
    for cell in cells:
        metadata = cell.get("metadata")
        mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(mark, dict) and mark.get("grade") is True:
            found.append(str(mark.get("grade_id")))
    return found


def faulty_cells(course: Course, assignment: str, content: bytes) -> str | None:
    """What is wrong with a submission's grading cells against the source; None if nothing."""
    source = _cells((course.solutions / assignment / f"{assignment}.ipynb").read_bytes()) or []
    mine = grade_ids(_cells(content) or [])
    missing = [name for name in grade_ids(source) if name not in mine]
    doubled = sorted({name for name in mine if mine.count(name) > 1})
    if missing:
        return say(
            f"採点用のセル {'、'.join(missing)} がありません。配布されたノートブックに答えを写して、出し直してもらってください",
            f"the grading cells {', '.join(missing)} are missing: have the answers copied into the "
            "notebook as it was handed out, and handed in again",
        )
    if doubled:
        return say(
            f"採点用のセル {'、'.join(doubled)} が 2 つあります。余分なセルを消して、出し直してもらってください",
            f"the grading cells {', '.join(doubled)} stand twice: have the extra one removed",
        )
    return None
