"""The book: built by Jupyter Book when something it is made of has changed, else at once.

A finished build leaves a mark with the fingerprint of everything it was made from. The mark goes
when a build begins (`book/_ext/clean_output.py`) and comes back when it has succeeded, so an
interrupted build never passes for a finished one.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.errors import GxdError
from gxd_teach.language import current, say
from gxd_teach.seminar.book.assets import vendor_assets
from gxd_teach.seminar.book.fingerprint import fingerprint
from gxd_teach.seminar.book.process import run_watched

__all__ = ["INSTRUCTOR", "PARTICIPANTS", "Edition", "build_book", "course_checkout"]

STAMP = ".gxd-built"
#: The log lines that matter on a terminal, and what is said of them.
LINES = [
    (re.compile(r"^reading sources\.\.\. \[ *(\d+)%\] (.+)$"), "章を読む", "reading"),
    (
        re.compile(r"(?:^|/)([^/]+\.(?:md|ipynb)): (Executing) notebook"),
        "章を実行する",
        "executing",
    ),
    (re.compile(r"^writing output\.\.\. \[ *(\d+)%\] (.+)$"), "ページを書く", "writing"),
]
FAULT = re.compile(r"WARNING:|ERROR|CRITICAL|Error:|error:|Exception", re.ASCII)
NOISE = re.compile(r"\[IPKernelApp\]|non-zero exit code|^=+$|\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Edition:
    """One of the two books: where its sources, its work and its pages lie."""

    source: str
    work: str
    output: str
    home: str
    inputs: tuple[str, ...]
    ignore: tuple[str, ...] = ()


COMMON: tuple[str, ...] = (
    *("book/_ext", "book/_static", "book/_offline/package-lock.json"),
    *("gxd_teach", "datasets", "requirements.lock", "exercises"),
)
PARTICIPANTS = Edition(
    source=".",
    work=".",
    output="_build/html",
    home="book/index.html",
    inputs=("_config.yml", "_toc.yml", "book", *COMMON),
    ignore=("book/instructor",),
)
INSTRUCTOR = Edition(
    source="book/instructor",
    work="_build/.work/instructor",
    output="_build/instructor",
    home="index.html",
    inputs=("book/instructor", "book/objectives.csv", "solutions", *COMMON),
)
#: Changes here cannot change a page.
NOT_BUILDING = ("built", "case", "handout", "kit", "live", "site", "slides", "templates")
ELSEWHERE = tuple(
    f"gxd_teach/{name}"
    for name in ("cli.py", "commands", *(f"seminar/{room}" for room in NOT_BUILDING))
)


def course_checkout(root: Path) -> Path:
    """The root of the checkout, resolved, or a sentence that it is none."""
    root = root.resolve()
    if not (root / "_config.yml").is_file() or not (root / "book").is_dir():
        raise GxdError(
            "GXD-B003",
            "セミナーの教材一式がここにありません(_config.yml と book/ が要ります)。"
            "リポジトリの一番上のフォルダーで実行してください。",
            "this is not the seminar's checkout (it needs _config.yml and book/). "
            "Run the command in the repository's top folder.",
            where=str(root),
        )
    return root


def build_book(
    root: Path,
    *,
    kind: str = "html",
    force: bool = False,
    progress: Callable[[str], None] = print,
) -> Path:
    """Build the participants' book (``"html"``) or the instructor's guide; return its folder.

    Nothing is done when nothing has changed. `force` executes and writes everything again.
    """
    root = course_checkout(root)
    edition = {"html": PARTICIPANTS, "instructor": INSTRUCTOR}[kind]
    output = root / edition.output
    wanted = fingerprint(root, edition.inputs, (*edition.ignore, *ELSEWHERE), also=[current()])
    if not force and _built(output, edition) == wanted:
        progress(say("本は最新です(作り直しません)", "the book is up to date"))
        return output
    vendor_assets(root, progress)
    work = root / edition.work / "_build"
    if force:
        for made in (work / "html", work / ".doctrees", work / ".jupyter_cache"):
            shutil.rmtree(made, ignore_errors=True)
    begun = time.monotonic()
    _jupyter_book(root, edition, kind, progress)
    if work / "html" != output:  # Jupyter Book insists on a folder _build/html of its own
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(work / "html", output)
    (output / STAMP).write_text(wanted)
    seconds = time.monotonic() - begun
    progress(say(f"本ができました({seconds:.0f} 秒)", f"the book is built ({seconds:.0f} s)"))
    return output


def _built(output: Path, edition: Edition) -> str | None:
    """The mark of the last finished build, if its pages are there."""
    try:
        return (output / STAMP).read_text() if (output / edition.home).is_file() else None
    except OSError:
        return None


def _jupyter_book(root: Path, edition: Edition, kind: str, progress: Callable[[str], None]) -> None:
    """Run Jupyter Book with warnings as errors, a full log, and a few lines for people."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build"]
    command += [edition.source, "--path-output", edition.work, "-W", "--keep-going"]
    environment = os.environ | {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    log = root / "_build" / "logs" / f"book-{kind}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    progress(say("本を作ります…", "building the book …"))
    lines: list[str] = []
    begun = time.monotonic()
    with log.open("w", encoding="utf-8") as file:

        def on_line(line: str) -> None:
            plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", line).strip()
            print(plain, file=file, flush=True)
            lines.append(plain)
            if said := _for_people(plain):
                progress(f"  {time.monotonic() - begun:4.0f} s {said}")

        status = run_watched(command, cwd=root, on_line=on_line, env=environment)
    if status:
        # Sphinx would not repeat the warnings of pages it has read: make it read them again.
        shutil.rmtree(root / edition.work / "_build" / ".doctrees", ignore_errors=True)
        raise _failure(lines, log.relative_to(root))


def _for_people(line: str) -> str | None:
    """A line of the log in a few words, or nothing."""
    for pattern, ja, en in LINES:
        if match := pattern.search(line):
            if match[2] == "Executing":
                return say(f"{ja}: {match[1]}", f"{en}: {match[1]}")
            return say(f"{ja} {match[1]:>3}%: {match[2]}", f"{en} {match[1]:>3}%: {match[2]}")
    return None


def _failure(lines: list[str], log: Path) -> GxdError:
    """What went wrong, in Sphinx's own words, and where the rest is."""
    useful = [line for line in lines if line and not NOISE.search(line)]
    faults = [line for line in useful if FAULT.search(line)] or useful
    last = "\n  ".join(faults[-8:])
    return GxdError(
        "GXD-B004",
        f"本を作れませんでした。次の行を直してください(全部の記録は {log.as_posix()}):\n  {last}",
        "the book could not be built. Mend what these lines name "
        f"(the whole log is {log.as_posix()}):\n  {last}",
        where="book/",
    )
