"""The whole seminar as one zip to take away: book, exercises, data, and what starts them.

A participant's kit holds no solution, hidden test, question bank or note for instructors: every
file of it is looked at before the zip is written, and one that should not be there stops it.
The same course gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from gxd_teach import __version__
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes
from gxd_teach.language import say
from gxd_teach.seminar.book.build import STAMP, build_book, course_checkout
from gxd_teach.seminar.kit import prepare, start
from gxd_teach.seminar.kit import wheels as bundle
from gxd_teach.seminar.kit.texts import FRONT_PAGE, readmes, scripts
from gxd_teach.seminar.site.kits import find_kits

__all__ = ["WHO", "make_kit", "must_be_clean"]

WHO = ("participant", "instructor")
EVERYWHERE = ("win_amd64", "manylinux_2_28_x86_64", "macosx_14_0_arm64")  # whom the lock serves
Files = dict[str, bytes]
_NEVER = (1980, 1, 1, 0, 0, 0)
# In pieces: this file travels in the kit, in our wheel, and would find itself.
_MARKS = tuple(
    f"### {word}".encode() for word in ("BEGIN " + "SOLUTION", "BEGIN " + "HIDDEN TESTS")
)
_NAMES = {"questions.py", "gradebook.db", "course-secret", "nbgrader_config.py", "roster.csv"}
_FOLDERS = {"solutions", "instructor", "_grading"}


def make_kit(
    root: Path,
    who: str,
    *,
    wheels: Sequence[str] = (),
    participant: str | None = None,
    out: Path | None = None,
    progress: Callable[[str], None] = print,
) -> Path:
    """Write the kit for a ``"participant"`` or an ``"instructor"``; the zip.

    `wheels` names the platforms whose packages are bundled (``win_amd64``); `participant` is an id
    of the roster, whose own numbers then stand in the exercises. GXD-B015 for another kind of kit,
    GXD-B016 where something is missing, GXD-B017 for a file that must not be in it.
    """
    root = course_checkout(root)
    if who not in WHO or (participant is not None and who != "participant"):
        raise GxdError(
            "GXD-B015",
            "キットは participant か instructor です。--participant は participant のときだけ使えます",
            "a kit is for participant or instructor; --participant goes with participant only",
        )
    for platform in wheels:
        bundle.target(platform)  # before anything slow
    exercises = _exercises(root, participant)
    pages = build_book(root, kind="html", progress=progress)
    files: Files = {"index.html": FRONT_PAGE.encode("utf-8"), **scripts(), **exercises}
    files |= _tree(pages, "pages")
    files |= _tree(root / "datasets", "datasets")
    files |= _tree_of(root, ("LICENSE", "NOTICE"))
    files |= readmes(__version__, instructor=who == "instructor", participant=participant,
                     platforms=list(wheels))  # fmt: skip
    own, packages = _packages(root, wheels, progress)
    files |= _start(root, own, wheels) | packages
    must_be_clean(files, root)
    if who == "instructor":
        guide = build_book(root, kind="instructor", progress=progress)
        files |= _for_instructor(root, guide)
    folder = f"gxd-seminar-{who}-{__version__}"
    target = (
        out or root / "_build" / "kits" / f"{folder}{f'-{participant}' if participant else ''}.zip"
    )
    write_whole_bytes(target, _zip({f"{folder}/{name}": files[name] for name in files}))
    return target


def _exercises(root: Path, participant: str | None) -> Files:
    """The public release, or one participant's own; nothing hidden, nothing through a link."""
    from gxd_teach.classroom.course import Course

    course = Course.at(root)
    home = course.exercises
    if participant is not None:
        home = course.grading / "handout" / participant
        if participant not in course.roster() or not home.is_dir():
            raise GxdError(
                "GXD-B016",
                f"{participant} さん用の演習がありません。gxd class release --roster 名簿.csv で作ってください",
                f"there are no exercises for {participant}: make them by gxd class release --roster roster.csv",
            )
    kits = find_kits(home)
    missing = sorted(set(course.assignments()) - {kit.name for kit in kits})
    if not kits or missing:
        raise GxdError(
            "GXD-B016",
            f"配布用の演習がありません({', '.join(missing)})。先に gxd class release を実行してください",
            f"exercises are not released yet ({', '.join(missing)}): run gxd class release first",
            where=str(home),
        )
    return {
        f"exercises/{kit.name}/{name}": path.read_bytes()
        for kit in kits
        for name, path in kit.files
    }


def _packages(
    root: Path, wheels: Sequence[str], progress: Callable[[str], None]
) -> tuple[str, Files]:
    """Our wheel's name, and the folder `wheels`."""
    with tempfile.TemporaryDirectory(prefix="gxd-kit-") as aside:
        own = bundle.build_wheel(root, Path(aside) / "own")
        found = [own]
        if wheels:
            progress(say("パッケージを取り寄せています…", "fetching the packages …"))
            found += bundle.download(root, wheels, Path(aside) / "wheels")
        return own.name, {f"wheels/{file.name}": file.read_bytes() for file in found}


def _start(root: Path, own: str, wheels: Sequence[str]) -> Files:
    """What the start scripts call, and the packages they install."""
    needed = bundle.closure(root, dict.fromkeys((*EVERYWHERE, *wheels)))
    lines = "".join(one.line() + "\n" for one in needed)
    about = {"edition": __version__, "platforms": list(wheels), "python": bundle.PYTHON,
             "wheel": own}  # fmt: skip
    return {
        "start/kit.json": (json.dumps(about, indent=1) + "\n").encode(),
        "start/open_seminar.py": Path(start.__file__).read_bytes(),
        "start/prepare.py": Path(prepare.__file__).read_bytes(),
        "start/requirements.txt": lines.encode(),
    }


def _for_instructor(root: Path, guide: Path) -> Files:
    """Sources with solutions, guide, settings, and a roster to fill in."""
    made = _tree(root / "solutions", "course/solutions") | _tree(guide, "course/guide")
    made |= {f"course/{name}": content for name, content in
             _tree_of(root, ("nbgrader_config.py", "_config.yml")).items()}  # fmt: skip
    header = b"\xef\xbb\xbf" + "id,name\r\np001,FICT 太郎\r\n".encode()
    return made | {"course/roster-template.csv": header}


def _tree(folder: Path, place: str) -> Files:
    """The files below a folder: nothing hidden, nothing made by the way, nothing through a link."""
    made: Files = {}
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        linked = any((folder / Path(*parts[:n])).is_symlink() for n in range(1, len(parts) + 1))
        if file.is_file() and not hidden and not linked and file.name != STAMP:
            made["/".join((place, *parts))] = file.read_bytes()
    return made


def _tree_of(root: Path, names: Iterable[str]) -> Files:
    return {name: (root / name).read_bytes() for name in names if (root / name).is_file()}


def must_be_clean(files: Mapping[str, bytes], root: Path) -> None:
    """GXD-B017 for a file of the solutions, the guide or a class, also inside a zip or wheel."""
    secrets = {
        hashlib.sha256(path.read_bytes()).digest()
        for folder in ("solutions", "book/instructor")
        for path in (root / folder).rglob("*")
        # Data beside a source notebook is released with it.
        if path.is_file() and path.suffix in {".ipynb", ".py", ".md"} and path.stat().st_size
    }
    for name, content in files.items():
        _clean(name, content, secrets)


def _clean(name: str, content: bytes, secrets: set[bytes], place: str = "") -> None:
    shown = f"{place}{name}"
    *folders, file = name.split("/")
    # Other people's wheels may have such names; their content is their own.
    ours = not shown.startswith("wheels/") or shown.startswith("wheels/gxd_teach-")
    bad = ours and (file in _NAMES or bool(_FOLDERS & set(folders)))
    bad |= hashlib.sha256(content).digest() in secrets
    bad |= ours and any(mark in content for mark in _MARKS)
    if bad:
        raise GxdError(
            "GXD-B017",
            "受講者に渡してはいけないファイルがあるので、キットを作りませんでした。取り除いてください",
            "no kit was made: this file must not reach participants. Remove it",
            where=shown,
        )
    if ours and (file.endswith((".zip", ".whl"))):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.infolist():
                if not inner.is_dir():
                    _clean(inner.filename, archive.read(inner), secrets, f"{shown}!")


def _zip(files: Files) -> bytes:
    """The files in the order of their names; scripts may be run, wheels are packed already."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=_NEVER)
            entry.create_system = 3
            entry.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
            packed = name.endswith((".whl", ".zip", ".png", ".woff2"))
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=6)
    return buffer.getvalue()
