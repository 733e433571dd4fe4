"""Whether a case has all its parts: what is missing is named, each with what to do.

Cases come in every year; what makes one is held here, so that it need not be remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.errors import GxdError, Problem
from gxd_teach.language import say
from gxd_teach.seminar.case.data import data_faults
from gxd_teach.seminar.case.exercises import question_faults
from gxd_teach.seminar.case.page import Page
from gxd_teach.seminar.case.run import worked_faults

__all__ = ["Checked", "cases", "check_case", "check_cases"]

CASES = "book/cases"
PARTS = (
    (r"^# 事例 \S", "題「# 事例 …」", "the title, '# 事例 …'"),
    (r"できるようになること", "「この事例で、できるようになること」の枠", "the box of what one will be able to do"),
    (r"^## 依頼", "「## 依頼」", "the request, '## 依頼'"),
    (r"^## 受け取ったもの", "「## 受け取ったもの」", "what was received, '## 受け取ったもの'"),
    (r"^## .*\(納品物\)", "納品物の節「## …(納品物)」", "what was delivered, '## …(納品物)'"),
    (r"^## 決まったこと", "「## 決まったこと」", "what was decided, '## 決まったこと'"),
    (r"^## まとめ", "「## まとめ」", "the summary, '## まとめ'"),
    (r"壁に貼る", "「壁に貼る 5 行」の枠", "the five lines for the wall"),
    (r"^## 演習", "「## 演習」", "the exercises, '## 演習'"),
    (r"^## 出典", "「## 出典」", "the sources, '## 出典'"),
    (r"よくある間違い(?s:.*)よくある間違い", "「よくある間違い」の枠 2 つ以上", "two boxes 'よくある間違い' or more"),
)  # fmt: skip
FICTION = re.compile(r"ここから先.*架空.*FICT|ここから先.*FICT.*架空")
PLAN = (
    "分の計画",
    "環境",
    "IT",
    "コンサル",
    "誤答",
    "話し合い",
    "板書",
    "半日",
    "1 日",
    "オンライン",
)
_ALT = 20  # characters of a description that says something
_TODO = re.compile(r"^.*TODO.*$", re.M)


@dataclass(frozen=True)
class Checked:
    """What was found in one case; `ok` when it has all its parts."""

    name: str
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is missing."""
        return not self.problems

    def __str__(self) -> str:
        if self.ok:
            return f"{self.name}: {say('そろっています', 'all its parts are there')}"
        head = say(f"足りないもの {len(self.problems)} 件", f"{len(self.problems)} to mend")
        return "\n".join([f"{self.name}: {head}", *(f"  {one}" for one in self.problems)])


def cases(course: Course) -> list[str]:
    """The names of the course's cases: ``case-user`` and so on."""
    return sorted(page.stem for page in (course.root / CASES).glob("case-*.md"))


def check_cases(
    course: Course, names: Sequence[str] = (), *, run: bool = True
) -> Iterator[Checked]:
    """Check the named cases, or all of them. GXD-B020 for a name that is no case's."""
    known = cases(course)
    for name in names or known:
        stem = f"case-{Path(name).stem.partition('case-')[2] or Path(name).stem}"
        if stem not in known:
            raise GxdError(
                "GXD-B020",
                f"事例「{name}」のページはありません。あるもの: {', '.join(known) or '-'}",
                f"there is no page of the case '{name}'; there are: {', '.join(known) or '-'}",
                where=f"{CASES}/{stem}.md",
            )
        yield check_case(course, stem, run=run)


def check_case(course: Course, stem: str, *, run: bool = True) -> Checked:
    """Check the case of this name (``case-user``); `run` also works its code through."""
    text = (course.root / CASES / f"{stem}.md").read_text(encoding="utf-8")
    page, where = Page(text), f"{CASES}/{stem}.md"
    assignment = next((one for one in course.assignments() if one.endswith(f"-{stem}")), "")
    found = [
        *_unfinished(course, stem, assignment),
        *_parts(page, where),
        *_facts(page, where),
        *data_faults(course, stem, page),
        *_figures(page, where),
        *question_faults(course, assignment, stem, page),
        *_instructor(course, stem),
        *_contents(course, stem),
        *(worked_faults(page, course.root, where) if run else ()),
    ]
    return Checked(stem, tuple(found))


def _unfinished(course: Course, stem: str, assignment: str) -> Iterator[Problem]:
    root = course.root
    files = [root / CASES / f"{stem}.md", *sorted((root / "datasets").glob(f"{stem}*.csv")),
             *sorted((root / "book/instructor").glob(f"*{stem}.md"))]  # fmt: skip
    if assignment:
        files += sorted((course.solutions / assignment).glob("*.*"))
    for file in files:
        text = file.read_text(encoding="utf-8")
        lines = [text.count("\n", 0, one.start()) + 1 for one in _TODO.finditer(text)]
        if lines:
            shown = ", ".join(map(str, lines[:8])) + (" …" if len(lines) > 8 else "")
            yield Problem("GXD-B021", file.relative_to(root).as_posix(),
                          f"TODO が {len(lines)} か所に残っています({shown} 行目)。書き換えて、TODO の字を消します",
                          f"TODO is left in {len(lines)} places (lines {shown}): write them over")  # fmt: skip


def _parts(page: Page, where: str) -> Iterator[Problem]:
    for pattern, ja, en in PARTS:
        if not re.search(pattern, page.text, re.M):
            yield Problem("GXD-B022", where, f"{ja}がありません", f"{en} is missing")


def _facts(page: Page, where: str) -> Iterator[Problem]:
    """Facts with date and source stand before the line from which everything is invented."""
    rows = page.table("公表されている事実")
    wanted = ("事実", "日付", "出典")
    places = [rows[0].index(word) for word in wanted if rows and word in rows[0]]
    if len(places) < len(wanted) or len(rows) < 2:
        yield Problem("GXD-B023", where,
                      "「## 公表されている事実」の下に、事実・日付・出典の列がある表が要ります",
                      "'## 公表されている事実' needs a table with the columns 事実, 日付 and 出典")  # fmt: skip
    else:
        for row in rows[1:]:
            lacking = [word for word, place in zip(wanted, places, strict=True)
                       if len(row) <= place or not row[place].strip("-―– ")]  # fmt: skip
            if lacking:
                yield Problem("GXD-B023", where,
                              f"事実の表の「{row[0][:24]}」の行に {'・'.join(lacking)} がありません",
                              f"the row '{row[0][:24]}' of the facts has no {', '.join(lacking)}")  # fmt: skip
    if not re.search(r"\]\(https?://", page.section("出典")):
        yield Problem("GXD-B023", where, "「## 出典」に、出典へのリンクが 1 つもありません",
                      "'## 出典' links to no source")  # fmt: skip
    said = FICTION.search(page.text)
    if said is None or said.start() < page.text.find("## 公表されている事実"):
        yield Problem("GXD-B024", where,
                      "事実の表の後に「ここから先の会社・製品・数値は、すべて架空(FICT)です」の 1 行が要ります",
                      "after the facts a line must say that from here on all is invented: "
                      "'ここから先の会社・製品・数値は、すべて架空(FICT)です'")  # fmt: skip


def _figures(page: Page, where: str) -> Iterator[Problem]:
    figures = [cell for cell in page.cells if re.search(r"^ *figure: *$", cell.options, re.M)]
    if not figures:
        yield Problem("GXD-B027", where, "名前と説明のある図(mystnb: figure:)がありません",
                      "there is no figure with a name and a caption (mystnb: figure:)")  # fmt: skip
    for cell in page.cells:
        if not cell.readable:
            yield Problem("GXD-B027", f"{where}, {cell.line}",
                          "セルの設定を読めません。文の中に「: 」があるときは、全体を \" で囲みます",
                          "the options of the cell cannot be read: put a text with ': ' in it between quotation marks")  # fmt: skip
    for cell in figures:
        if not cell.option("caption") or len(cell.option("alt")) < _ALT:
            yield Problem("GXD-B027", f"{where}, {cell.line}",
                          f"図に、説明(caption)と、目で見ない人に伝わる言葉(alt、{_ALT} 字以上)が要ります",
                          f"the figure needs a caption and a description in words (alt, {_ALT} characters or more)")  # fmt: skip


def _instructor(course: Course, stem: str) -> Iterator[Problem]:
    pages = sorted((course.root / "book/instructor").glob(f"*{stem}.md"))
    if not pages:
        yield Problem("GXD-B029", "book/instructor", f"講師のページ NN-{stem}.md がありません",
                      f"there is no instructor's page NN-{stem}.md")  # fmt: skip
        return
    text = pages[0].read_text(encoding="utf-8")
    lacking = [word for word in PLAN if word not in text]
    if lacking:
        yield Problem("GXD-B029", f"book/instructor/{pages[0].name}",
                      f"次の言葉がありません: {'、'.join(lacking)}",
                      f"says nothing of: {', '.join(lacking)}")  # fmt: skip


def _contents(course: Course, stem: str) -> Iterator[Problem]:
    """Both tables of contents name it: else nobody ever sees it."""
    guide = [page.stem for page in (course.root / "book/instructor").glob(f"*{stem}.md")]
    for toc, pages in (("_toc.yml", [f"{CASES}/{stem}"]), ("book/instructor/_toc.yml", guide)):
        text = (course.root / toc).read_text(encoding="utf-8")
        for name in _missing(text, pages):
            yield Problem("GXD-B030", toc, f"目次に「- file: {name}」の行がありません",
                          f"has no line '- file: {name}'")  # fmt: skip


def _missing(text: str, pages: Iterable[str]) -> list[str]:
    return [one for one in pages if not re.search(rf"^ *- file: {re.escape(one)} *$", text, re.M)]
