"""The course on disk: where sources, releases and the class's own files are.

What a class makes (submissions, gradebook, roster, the course secret) lives in `_grading/`,
which git ignores. The secret enters the seeds of everyone on the roster: with it lost, their
numbers cannot be drawn again, so keep it with the gradebook.
"""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gxd_teach import __version__
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.errors import GxdError
from gxd_teach.files import text_of, write_whole

__all__ = ["Course", "Participant", "edition_of", "name_edition", "read_roster", "usable_id"]

_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,62}[A-Za-z0-9_@-])?")
_EDITION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows


@dataclass(frozen=True)
class Participant:
    """One person on the roster; `others` are its further columns (email, attendance …)."""

    id: str
    name: str = ""
    others: Mapping[str, str] = field(default_factory=dict, compare=False)


def edition_of(root: Path) -> str:
    """The edition that the class in this folder was released as; else the package's own."""
    try:
        named = (root / "_grading" / "edition").read_text(encoding="utf-8").strip()
    except OSError:
        return __version__
    return named if _EDITION.fullmatch(named) else __version__


def name_edition(root: Path, edition: str) -> None:
    """Name this class's edition; other names draw other numbers.

    GXD-C026 for what is no name, GXD-C027 where another edition's work lies here.
    """
    if not _EDITION.fullmatch(edition):
        raise GxdError(
            "GXD-C026",
            f"版の名前「{edition}」は使えません。2026-winter のように、英数字と . _ - で 40 文字までにしてください",
            f"'{edition}' cannot name an edition: letters, digits and . _ -, up to 40, "
            "such as 2026-winter",
        )
    if edition != edition_of(root):
        if any((root / "_grading" / "submitted").glob("*/*/*")):
            raise GxdError(
                "GXD-C027",
                f"_grading に、版 {edition_of(root)} の提出があります。数値の違う版では採点できません。"
                f"先に _grading を別の名前で保管してください(例 _grading-{edition_of(root)})",
                f"_grading holds work of edition {edition_of(root)}, done with other numbers: keep "
                f"that folder under another name first, such as _grading-{edition_of(root)}",
                where=edition,
            )
        write_whole(root / "_grading" / "edition", edition + "\n")


@dataclass(frozen=True)
class Course:
    """A course by its root folder; `edition` names its year and month."""

    root: Path
    edition: str = __version__

    @classmethod
    def at(cls, root: Path | str | None = None) -> Course:
        """The course in `root`, else of GXD_COURSE_ROOT, else around the current folder.

        GXD-C020 when there is none.
        """
        named = root or os.environ.get("GXD_COURSE_ROOT")
        start = Path(named).resolve() if named else Path.cwd()
        candidates = [start] if named else [start, *start.parents]
        for folder in candidates:
            if (folder / "solutions").is_dir() and (folder / "_config.yml").is_file():
                return cls(folder, edition_of(folder))
        raise GxdError(
            "GXD-C020",
            "コースのフォルダー(solutions と _config.yml がある所)ではありません。"
            "そこへ移るか、環境変数 GXD_COURSE_ROOT で示してください",
            "this is not a course (a folder with solutions and _config.yml): go there, "
            "or name it in the environment variable GXD_COURSE_ROOT",
            where=str(start),
        )

    @property
    def solutions(self) -> Path:
        """The sources of the assignments."""
        return self.root / "solutions"

    @property
    def exercises(self) -> Path:
        """The public releases."""
        return self.root / "exercises"

    @property
    def grading(self) -> Path:
        """What one class makes; git ignores it."""
        return self.root / "_grading"

    @property
    def gradebook_url(self) -> str:
        """nbgrader's gradebook, as SQLAlchemy names it: GXD_GRADEBOOK_URL, else a file."""
        named = os.environ.get("GXD_GRADEBOOK_URL", "").strip()
        if named:
            # The bare scheme would ask for a driver that this kit does not come with.
            return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", named)
        return f"sqlite:///{self.grading / 'gradebook.db'}"

    def assignments(self) -> list[str]:
        """The names of the assignments, in order: folders of solutions/ with a bank."""
        return sorted(path.parent.name for path in self.solutions.glob("*/questions.py"))

    def secret(self, *, create: bool = False) -> bytes:
        """The course secret; empty when the class has none (nobody on a roster).

        GXD-C028 where there is a roster and the secret is gone: any other one would draw other
        numbers for everybody.
        """
        file = self.grading / "course-secret"
        if not file.exists() and (self.grading / "roster.csv").exists():
            raise GxdError(
                "GXD-C028",
                "名簿の人の数値を決める鍵がありません。保管した写しを戻してください。"
                "新しいクラスなら、_grading を別の名前で保管してから始めます",
                "the secret that draws everybody's numbers is gone: put the kept copy back; for a "
                "new class, keep _grading under another name first",
                where=str(file),
            )
        if create and not file.exists():
            write_whole(file, secrets.token_hex(32) + "\n", mode=0o600)
        return bytes.fromhex(file.read_text(encoding="ascii")) if file.exists() else b""

    def given_out(self) -> list[str]:
        """The assignments of this class: handed out by roster or handed in; else all there are."""
        folders = (*self.grading.glob("handout/*/*/"), *self.grading.glob("submitted/*/*/"))
        found = {folder.name for folder in folders}
        return [name for name in self.assignments() if name in found] or self.assignments()

    def roster(self) -> dict[str, Participant]:
        """Everyone on the class's roster, by id; empty when there is none."""
        file = self.grading / "roster.csv"
        return read_roster(file) if file.exists() else {}

    def seeds_of(self, participant: str | None) -> tuple[str, bytes]:
        """Whose numbers count for a submission: (participant, secret), public when unlisted.

        Where there is a roster, `grading` refuses who is not on it, so that a slip in an id
        does not grade somebody against the public numbers.
        """
        if participant is not None and participant in self.roster():
            return participant, self.secret()
        return PUBLIC, b""


def usable_id(identifier: str) -> bool:
    """Whether an id can name a participant and a folder on every system.

    >>> usable_id("p001"), usable_id("../p001"), usable_id("con")
    (True, False, False)
    """
    named = _IDENTIFIER.fullmatch(identifier) and not _RESERVED.fullmatch(identifier)
    return bool(named) and identifier != PUBLIC


def _plain(text: str) -> str:
    """What a roster says, without signs that steer a terminal or turn the writing round."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip()


def read_roster(file: Path) -> dict[str, Participant]:
    """Read a roster: CSV (UTF-8, or Shift_JIS as Excel saves it) with the columns id and, if wanted, name.

    GXD-C021 a file or column that is missing, GXD-C022 an id that cannot name a folder,
    GXD-C023 an id that stands twice (also where only upper and lower case differ).
    """
    try:
        rows = list(csv.DictReader(io.StringIO(text_of(file.read_bytes()), newline=""), restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise GxdError(
            "GXD-C021",
            "受講者名簿を読めません。CSV(列 id, name。UTF-8 か Shift_JIS)にしてください",
            "the roster cannot be read: make it a CSV (UTF-8 or Shift_JIS) with the columns id, name",
            where=str(file),
        ) from cause
    if not rows or "id" not in rows[0]:
        found = "、".join(str(name) for name in rows[0]) if rows else ""
        raise GxdError(
            "GXD-C021",
            f"受講者名簿に列 id がないか、行がありません(1 行目の見出し: {found or 'なし'})",
            f"the roster has no column id, or no rows (headings found: {found or 'none'})",
            where=str(file),
        )
    people: dict[str, Participant] = {}
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        identifier = (row["id"] or "").strip()
        where = f"{file.name} {number}"
        if not usable_id(identifier):
            raise GxdError(
                "GXD-C022",
                f"id「{identifier}」は使えません。英数字と . _ @ - で 64 文字までにしてください",
                f"the id '{identifier}' cannot be used: letters, digits and . _ @ -, up to 64",
                where=where,
            )
        if identifier.casefold() in seen:
            raise GxdError(
                "GXD-C023",
                f"id「{identifier}」が {seen[identifier.casefold()]} 行目と重なっています",
                f"the id '{identifier}' also stands in row {seen[identifier.casefold()]}",
                where=where,
            )
        seen[identifier.casefold()] = number
        others = {
            key: _plain(value)
            for key, value in row.items()
            if key not in ("id", "name", None) and isinstance(value, str)
        }
        people[identifier] = Participant(identifier, _plain(row.get("name") or ""), others)
    return people
