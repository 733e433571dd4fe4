"""A new case: page, data, exercises and instructor's page with TODO where its author writes.

Everything works straight away, so that an author only ever replaces; `gxd case check` says what is left.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.new_assignment import new_assignment
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import say

__all__ = ["KINDS", "NewCase", "new_case"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 40
_FIRST, _LAST = 21, 99  # chapters have the numbers before


@dataclass(frozen=True)
class Kind:
    """A kind of case: its Japanese name, the public fact of it, its request, its first exercises."""

    ja: str
    fact: str
    ask: str
    exercises: tuple[str, ...]


KINDS = {
    "user": Kind(
        "利用企業",
        "コンソーシアムは「ユーザ事例」を、フレームワークを用いた算定の事例として集め、公表する計画を示した",
        "何を計算して、何を決めたいのか。期限、予算、報告の形",
        ("numbers", "choice"),
    ),
    "solution": Kind(
        "ソリューション",
        "コンソーシアムは「ソリューション事例」を、フレームワークや技術仕様を組み込んだ道具の事例として集め、公表する計画を示した",
        "どの道具を、何に照らして試すのか。だれが直し、だれが決めるのか",
        ("choices", "number"),
    ),
    "consulting": Kind(
        "コンサルティング",
        "コンソーシアムは「コンサルティング事例」を、算定や技術仕様の実装を助けた事例として集め、公表する計画を示した",
        "何を審査して、何を渡すのか。重大さの線と、しないこと",
        ("table", "numbers"),
    ),
}


@dataclass(frozen=True)
class NewCase:
    """What was made: the `files`, and the line each table of contents needs once it is written."""

    name: str
    files: tuple[Path, ...]
    contents: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        lines = [*map(str, self.files)]
        lines.append(say("TODO を書き換えたら、目次に 1 行ずつ足します:",
                         "write over what says TODO, then add a line to each table of contents:"))  # fmt: skip
        lines += [f"  {toc}:  - file: {page}" for toc, page in self.contents]
        check = f"gxd class release {self.files[-1].name} && gxd case check {self.name}"
        return "\n".join([*lines, say(f"調べる: {check}", f"check: {check}")])


def new_case(course: Course, name: str, kind: str) -> NewCase:
    """Make the case `name` (``battery-2027``) of a kind among KINDS; nothing is overwritten.

    The assignment gets the next free number (``24-case-battery-2027``). GXD-B031 for a name that
    will not do, GXD-B032 for a kind that there is not, GXD-B033 when something of that name is
    there, GXD-B034 when the numbers are used up. What was begun is taken away when it fails.
    """
    if kind not in KINDS:
        raise GxdError("GXD-B032", f"事例の種類「{kind}」はありません。{', '.join(KINDS)} から選びます",
                       f"there is no kind of case '{kind}'; choose among {', '.join(KINDS)}")  # fmt: skip
    plain = name.removeprefix("case-")
    if not _NAME.fullmatch(plain) or len(plain) > _LONGEST:
        raise GxdError("GXD-B031", f"事例の名前「{name}」は使えません。battery-2027 のように、英小文字と数字を - でつなぎ、{_LONGEST} 字までにします",
                       f"'{name}' cannot name a case: lower-case letters and digits with hyphens, like battery-2027, {_LONGEST} characters at most")  # fmt: skip
    stem = f"case-{plain}"
    root, assignment = course.root, f"{_number(course)}-{stem}"
    page, guide, data = (root / "book/cases" / f"{stem}.md", root / "book/instructor" / f"{assignment}.md",
                         root / "datasets" / f"{stem}.csv")  # fmt: skip
    package = root / "datasets" / "datapackage.json"
    described = package.read_text(encoding="utf-8")
    listed = json.loads(described)
    for there in (page, guide, data, *course.solutions.glob(f"*-{stem}")):
        if there.exists():
            raise _taken(there.relative_to(root).as_posix())
    if any(one["name"] == stem for one in listed["resources"]):
        raise _taken(f"datapackage.json, {stem}")
    folder = new_assignment(course, assignment, KINDS[kind].exercises)
    try:
        _lead_back(folder / "questions.py", stem)
        ids = list(load_bank(course, assignment))
        marks = _marks(kind, stem, assignment, ids)
        write_whole(page, _filled("case.md", marks))
        write_whole(guide, _filled("instructor.md", marks))
        write_whole(data, _filled("data.csv", marks))
        listed["resources"].append(json.loads(_filled("resource.json", marks)))
        write_whole(package, json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        for file in (page, guide, data):
            file.unlink(missing_ok=True)
        write_whole(package, described)
        raise
    contents = (("_toc.yml", f"book/cases/{stem}"), ("book/instructor/_toc.yml", assignment))
    return NewCase(plain, (page, guide, data, package, folder), contents)


def _number(course: Course) -> str:
    """The next number that no assignment and no instructor's page has."""
    used = {one[:2] for one in course.assignments()}
    used |= {page.name[:2] for page in (course.root / "book/instructor").glob("[0-9][0-9]-*.md")}
    for number in range(_FIRST, _LAST + 1):
        if str(number) not in used:
            return str(number)
    raise GxdError("GXD-B034", f"事例の番号({_FIRST}〜{_LAST})を使い切りました。古い事例を外します",
                   f"the numbers of cases ({_FIRST} to {_LAST}) are used up: take old cases out")  # fmt: skip


def _taken(what: str) -> GxdError:
    return GxdError("GXD-B033", "もうあります。上書きはしません。別の名前にしてください",
                    "is there already and is not overwritten: take another name", where=what)  # fmt: skip


def _lead_back(bank: Path, stem: str) -> None:
    """The questions send their reader to the case's page, which the starters cannot know."""
    text = bank.read_text(encoding="utf-8")
    text = re.sub(r'read_more="[^"]*",.*', f'read_more="book/cases/{stem}",', text)
    write_whole(bank, text)


def _marks(kind: str, stem: str, assignment: str, ids: list[str]) -> dict[str, str]:
    return {
        "@KIND_JA@": KINDS[kind].ja,
        "@KIND_FACT@": KINDS[kind].fact,
        "@KIND_ASK@": KINDS[kind].ask,
        "@STEM@": stem,
        "@ASSIGNMENT@": assignment,
        "@IDS@": "、".join(ids),
        "@EXERCISE_ROWS@": "\n".join(f"| {one} | TODO |" for one in ids),
        "@CHECKS@": "\n\n".join(f"```{{check}} {one}\n```" for one in ids),
        "@MISTAKE_ROWS@": "\n".join(f"| {one} | TODO | TODO | TODO |" for one in ids),
        "@SOLUTION_ROWS@": "\n".join(f"- **{one}** — TODO" for one in ids),
    }


def _filled(template: str, marks: dict[str, str]) -> str:
    text = files("gxd_teach.seminar").joinpath("templates", "case", template).read_text("utf-8")
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text
