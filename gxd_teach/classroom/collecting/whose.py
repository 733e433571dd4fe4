"""Whose a submission is: by the folders around it, matched with the roster.

A folder or zip is named by an id, by Moodle (``Name_12345_assignsubmission_file_``), or by a
person's name, e-mail or user name as the roster has them. What fits nobody, or two people, is
given to nobody. Moodle's names: https://docs.moodle.org/en/Assignment_FAQ
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from pathlib import Path

from gxd_teach.classroom.collecting.wrapping import Piece
from gxd_teach.classroom.course import Course, Participant
from gxd_teach.language import Text, say

__all__ = ["People", "near_id", "not_listed"]

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+(_.*)?", re.DOTALL)
# Possessive, and no two alternatives that begin alike: a name is read once, however it ends.
_COPY = re.compile(
    r"(?:\s*+\(\d{1,2}\)|\s*+-\s*+(?:copy|コピー)\d*+(?:\s*+\(\d+\))?+|\s*+のコピー)++$",
    re.IGNORECASE,
)
_LONGEST = 255  # characters of a name on any disk
_WRAPPERS = {
    "exercises",
    "submitted",
    "submission",
    "submissions",
    "handout",
    "課題",
    "提出",
    "提出物",
}
_COLUMNS = ("email", "e-mail", "mail", "username", "user name", "participant number", "moodle_id",
            "学籍番号", "社員番号", "メール", "メールアドレス")  # fmt: skip


def not_listed(course: Course, participant: str) -> str | None:
    """Why an id is refused: the class has a roster and it is not on it."""
    roster = course.roster()
    if not roster or participant in roster:
        return None
    return near_id(course, participant) + say(
        "公開の数値で解いたものなら --public を付けてください",
        "If it was solved with the public numbers, add --public",
    )


def near_id(course: Course, participant: str) -> str:
    """That an id is not on the roster, and which one was probably meant."""
    roster = course.roster()
    folded = {name.casefold(): name for name in roster}
    plain = _plain(participant)
    # Excel makes 7 of 007.
    short = [name for name in folded if name.lstrip("0") == plain.lstrip("0")]
    near = short or difflib.get_close_matches(plain, list(folded), n=1, cutoff=0.6)
    hint_ja = f"もしかして: {folded[near[0]]}。" if near else ""
    hint_en = f"did you mean {folded[near[0]]}? " if near else ""
    return say(f"名簿にない id です。{hint_ja}", f"not on the roster. {hint_en}")


def _plain(text: str) -> str:
    """A name as one compares it: one spelling, one case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name_key(text: str) -> str:
    """A person's name whichever of its parts comes first."""
    words = re.split(r"[\s,、・_]+", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(sorted(filter(None, words)))


class People:
    """The class, ready to be asked whose a folder or file is."""

    def __init__(self, course: Course) -> None:
        self._roster = course.roster()
        self._assignments = {_plain(name) for name in course.assignments()}
        self._by_name: dict[str, set[str]] = {}
        for person in self._roster.values():
            for key in _keys(person):
                self._by_name.setdefault(key, set()).add(person.id)

    def of(self, piece: Piece, source: Path) -> str | Text:
        """The id that a piece belongs to, or why that cannot be said."""
        if self._roster:
            return self._listed(piece, source)
        folders = piece.folders
        moodle = next((name for name in folders if _MOODLE.fullmatch(name)), None)
        if moodle is not None or _MOODLE.fullmatch(piece.name):
            return Text("Moodle の名前から受講者が分かりません。先に gxd class release --roster で名簿を登録してください",
                        "no roster to match Moodle's names with: give one to gxd class release --roster first")  # fmt: skip
        label = self._by_layout(folders, piece.zips)
        return label if label is not None else _WHOSE

    def _by_layout(self, folders: tuple[str, ...], zips: frozenset[int]) -> str | None:
        """Without a roster: the folder around the assignment's, else the outermost."""
        first_zip = min(zips, default=len(folders))
        outer = folders[:first_zip] or folders[: first_zip + 1]
        for place, name in enumerate(outer):
            if _plain(name) in self._assignments:
                outer = outer[:place]
                break
        else:
            outer = outer[:1]
        while outer and outer[-1].casefold() in _WRAPPERS:
            outer = outer[:-1]
        return outer[-1].strip() if outer else None

    def _listed(self, piece: Piece, source: Path) -> str | Text:
        """With a roster: who is named by the folders around it; by its own name where none is."""
        label = self._by_layout(piece.folders, piece.zips)
        outside = self._of_the_instructor(piece)
        if outside and not any(map(self._who, outside)):
            # Whoever made the zip inside may call it, and what is in it, after anybody.
            moodle = next((name for name in outside if _MOODLE.fullmatch(name)), None)
            return _unknown_to_moodle(moodle) if moodle else outside[-1].strip()
        # What lies in a folder of Moodle's was handed in by whom Moodle names, whatever it says
        # of itself.
        from_moodle = next((name for name in piece.folders if _MOODLE.fullmatch(name)), None)
        if from_moodle is not None and not self._who(from_moodle):
            return _unknown_to_moodle(from_moodle)
        # A file or source named after somebody counts only where no folder names anybody.
        others = ((Path(piece.name).stem,), (source.stem,)) if label is None else ()
        for labels in (piece.folders, *others):
            found: set[str] = set()
            for named in labels:
                who = self._who(named)
                if len(who) > 1:
                    return _several(named, who)
                found |= who
            if len(found) > 1:
                return _several(str(piece), found)
            if found:
                return found.pop()
        if _MOODLE.fullmatch(label or piece.name):
            return _unknown_to_moodle(label or piece.name)
        return label if label is not None else _WHOSE

    def _of_the_instructor(self, piece: Piece) -> tuple[str, ...]:
        """The folders around the first zip that could be a person's: made where it was collected."""
        first_zip = min(piece.zips, default=len(piece.folders))
        if not piece.zips:
            return ()
        return tuple(
            name
            for name in piece.folders[:first_zip]
            if name.casefold() not in _WRAPPERS and _plain(name) not in self._assignments
        )

    def _who(self, label: str) -> set[str]:
        """Everybody that a folder, zip or file may be named after."""
        if len(label) > _LONGEST:
            return set()
        moodle = _MOODLE.fullmatch(label)
        if moodle is not None:
            name = moodle["name"]
            return self._named(name) or self._named(moodle["number"])
        exact = unicodedata.normalize("NFKC", label).strip()
        if exact in self._roster:
            return {exact}
        if _plain(label) in self._assignments:
            return set()
        return self._named(label) or self._in_parts(label)

    def _named(self, name: str) -> set[str]:
        exact = unicodedata.normalize("NFKC", name).strip()
        if exact in self._roster:
            return {exact}
        return set(self._by_name.get(_plain(name)) or self._by_name.get(_name_key(name)) or ())

    def _in_parts(self, label: str) -> set[str]:
        """Somebody's id or name with the assignment's around it: ``p001_04-product (1)``."""
        rest = _COPY.sub("", unicodedata.normalize("NFKC", label).strip())
        for name in self._assignments:
            rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
        rest = re.sub(r"[\s_-]answers(?:-\d{2})?$", " ", rest, flags=re.IGNORECASE)
        rest = rest.strip(" _-")
        # A label without an assignment in it names a person only as a whole.
        return self._named(rest) if rest and rest != label else set()


def _keys(person: Participant) -> set[str]:
    columns = {key.strip().casefold(): value for key, value in person.others.items()}
    known = {person.name, *(columns.get(key, "") for key in _COLUMNS)}
    for first, last in (("first name", "last name"), ("firstname", "lastname"),
                        ("first_name", "last_name"), ("名", "姓")):  # fmt: skip
        if columns.get(first) and columns.get(last):
            known.add(f"{columns[first]} {columns[last]}")
            known.add(f"{columns[last]}{columns[first]}")
    known.discard("")
    return {_plain(name) for name in known} | {_name_key(name) for name in known}


_WHOSE = Text("誰のものか分かりません。<id>/<課題>/<課題>.ipynb の形に置くか、1 人分なら --participant ID を付けてください",
              "it is not clear whose it is: lay it out as <id>/<assignment>/<assignment>.ipynb, or for one person add --participant ID")  # fmt: skip


def _unknown_to_moodle(label: str) -> Text:
    moodle = _MOODLE.fullmatch(label)
    name = moodle["name"] if moodle is not None else label
    return Text(f"「{name}」が名簿にないか、1 人に決まりません。名簿の name, email, username のどれかを Moodle と同じにするか、--participant ID を付けてください",
                f"'{name}' is not on the roster, or not the only one: give its name, email or username as in Moodle, or add --participant ID")  # fmt: skip


def _several(label: str, who: set[str]) -> Text:
    names = ", ".join(sorted(who))
    return Text(f"「{label}」は 1 人に決まりません({names})。--participant ID を付けて 1 人ずつ集めてください",
                f"'{label}' may be several people ({names}): collect one by one with --participant ID")  # fmt: skip
