"""Release an assignment: from its source in solutions/ to what participants get.

nbgrader takes solutions and hidden tests out of the notebook; the leaflet (`questions.json`)
goes beside it. The public release stands in exercises/ and is committed. For a roster,
everyone gets a folder and a zip with their own numbers under `_grading/handout/`.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gxd_teach.classroom import leaflet
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course, Participant, read_roster
from gxd_teach.classroom.nbgrader_door import generate_assignment, knows_assignment
from gxd_teach.classroom.standing import note_release, stands
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole, write_whole_bytes, zip_bytes
from gxd_teach.language import say

__all__ = ["must_exist", "release", "release_all", "release_roster", "zip_folder"]

Progress = Callable[[str], None]
_ATTEMPTS = 20


def release_all(
    root: Path | str, *, force: bool = False, standing: bool = False, progress: Progress = print
) -> list[str]:
    """Release every assignment that changed since the last time; the names of those released.

    `standing`: what came with the checkout, released from these very sources, is left as it is.
    """
    course = Course.at(root)
    names = [name for name in course.assignments() if not (standing and stands(course, name))]
    return release(course, names, force=force, progress=progress)


def release(
    course: Course, names: Iterable[str], *, force: bool = False, progress: Progress = print
) -> list[str]:
    """Make exercises/NAME for each name; unchanged ones are left alone unless forced.

    Each is made aside and put in place whole. GXD-C060 for a name that is no assignment.
    """
    stamps = course.root / "_build" / "release.json"
    known: dict[str, str] = json.loads(stamps.read_text()) if stamps.exists() else {}
    made = []
    for name in names:
        must_exist(course, name)
        print_ = _fingerprint(course, name)
        if not force and known.get(name) == print_ and _is_there(course, name):
            continue
        progress(say(f"課題 {name} を配布用にしています …", f"releasing {name} …"))
        _release_one(course, name)
        known[name] = print_
        stamps.parent.mkdir(exist_ok=True)
        leaflet.write_json(stamps, known)
        made.append(name)
    return made


def must_exist(course: Course, name: str) -> None:
    """GXD-C060 for a name that is no assignment; the known ones are listed."""
    if name not in course.assignments():
        raise GxdError(
            "GXD-C060",
            f"課題「{name}」はありません。あるもの: {', '.join(course.assignments())}",
            f"there is no assignment '{name}'; there are: {', '.join(course.assignments())}",
        )


def _is_there(course: Course, name: str) -> bool:
    """Whether the release is in place and the gradebook knows the assignment."""
    folder = course.exercises / name
    files = (folder / f"{name}.ipynb", folder / leaflet.FILE)
    return all(file.exists() for file in files) and knows_assignment(course, name)


def _fingerprint(course: Course, name: str) -> str:
    """What a release depends on: its sources, the data, and the code that makes it."""
    package = Path(__file__).resolve().parent.parent
    files = [*(course.solutions / name).iterdir(), course.root / "nbgrader_config.py"]
    files += [*package.glob("classroom/*.py"), *package.glob("framework/*.py")]
    files += [*package.glob("*.py"), *(course.root / "datasets").glob("*.csv")]
    digest = hashlib.sha256(course.edition.encode())
    for file in sorted(file for file in files if file.is_file()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _release_one(course: Course, name: str) -> None:
    build = course.root / "_build"
    made = leaflet.make_leaflet(
        load_bank(course, name).values(), assignment=name, edition=course.edition,
        kept=build / "sealed" / f"{name}.json",
    )  # fmt: skip
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build, prefix="release-") as aside:
        generate_assignment(course, name, Path(aside))
        folder = Path(aside) / name
        leaflet.write_json(folder / leaflet.FILE, made)
        _put_in_place(folder, course.exercises / name)
    note_release(course, name)


def _put_in_place(fresh: Path, place: Path) -> None:
    """Swap a folder for a new one; the old one is only removed once the new one stands."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = fresh.with_name(f"{fresh.name}.old")
    for attempt in range(_ATTEMPTS):  # another release may swap at the same moment
        with contextlib.suppress(FileNotFoundError):
            place.replace(old)
        try:
            fresh.replace(place)
            break
        except OSError:
            if attempt == _ATTEMPTS - 1:
                raise
    shutil.rmtree(old, ignore_errors=True)


def release_roster(
    course: Course, names: Sequence[str], roster: Path, *, progress: Progress = print
) -> list[Path]:
    """Make everyone's own numbers: `_grading/handout/<id>.zip`, and return the zips.

    Whoever was on an earlier roster stays on it, so that their work can still be graded.
    """
    people = read_roster(roster)
    release(course, names, progress=progress)
    secret = course.secret(create=True)
    _remember(course, people)
    for line in (*_twice(course), *_unfinished(course, names)):
        progress(line)
    zips = []
    for count, person in enumerate(people.values(), start=1):
        folder = course.grading / "handout" / person.id
        for name in names:
            _hand_out(course, name, person, folder / name, secret)
        zips.append(zip_folder(folder, folder.with_suffix(".zip")))
        progress(f"[{count}/{len(people)}] {person.id}")
    return zips


def _twice(course: Course) -> Iterator[str]:
    """Who seems to be on the roster under two ids: Excel makes 12 of 0012, and a slip stays."""
    by_person: dict[str, list[str]] = {}
    for person in course.roster().values():
        mail = person.others.get("email", "").casefold()
        for key in {mail, person.name if not mail else ""} - {""}:
            by_person.setdefault(key, []).append(person.id)
    for key, ids in by_person.items():
        if len(ids) > 1:
            yield say(
                f"注意: id {'、'.join(ids)} は同じ人({key})のようです。違っていたら _grading/roster.csv から行を消し、"
                "その人の handout の zip も消してください",
                f"careful: the ids {', '.join(ids)} seem to be one person ({key}); take the wrong row "
                "out of _grading/roster.csv, and its zip out of handout",
            )


def _unfinished(course: Course, names: Iterable[str]) -> Iterator[str]:
    """Which assignments still have their author's marks: they go to everybody."""
    for name in names:
        files = (
            course.solutions / name / "questions.py",
            course.solutions / name / f"{name}.ipynb",
        )
        if any("TODO" in file.read_text(encoding="utf-8") for file in files if file.is_file()):
            yield say(
                f"注意: 課題 {name} には TODO が残っています。配るつもりでなければ、課題の名前を選んで gxd class release をやり直してください",
                f"careful: {name} still has a TODO in it; unless it is meant to go out, release again "
                "and name the assignments",
            )


def _remember(course: Course, people: dict[str, Participant]) -> None:
    file = course.grading / "roster.csv"
    everyone = {**course.roster(), **people}
    text = io.StringIO()
    others = list(dict.fromkeys(key for person in everyone.values() for key in person.others))
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("id", "name", *others))
    for person in everyone.values():
        table.writerow((person.id, person.name, *(person.others.get(key, "") for key in others)))
    write_whole(file, text.getvalue())


def _hand_out(course: Course, name: str, person: Participant, folder: Path, secret: bytes) -> None:
    """One participant's folder for one assignment, made aside and put in place."""
    bank = load_bank(course, name).values()
    made = leaflet.make_leaflet(
        # A quick check of the book's pages (no points) has the public numbers for everybody.
        (question for question in bank if question.points),
        assignment=name,
        edition=course.edition,
        participant=person.id,
        secret=secret,
        kept=course.grading / "sealed" / person.id / f"{name}.json",
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=course.grading, prefix="handout-") as aside:
        fresh = Path(aside) / name
        shutil.copytree(course.exercises / name, fresh)
        leaflet.write_json(fresh / leaflet.FILE, made)
        who = {"participant": person.id, "name": person.name, "edition": course.edition}
        leaflet.write_json(fresh / "participant.json", who)
        _put_in_place(fresh, folder)


def zip_folder(folder: Path, target: Path) -> Path:
    """Zip a folder's files, hidden ones left out, under the folder's name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    shown = [path for path in files if not path.name.startswith(".")]
    names = [f"{folder.name}/{path.relative_to(folder).as_posix()}" for path in shown]
    content = zip_bytes((name, path.read_bytes()) for name, path in zip(names, shown, strict=True))
    return write_whole_bytes(target, content)
