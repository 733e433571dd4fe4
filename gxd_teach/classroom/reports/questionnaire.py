"""What participants say of the course: answers to a questionnaire, beside the item statistics.

A CSV with the columns question and answer, and id where people were asked for it; or, as forms on
the web write it, a row a person and a column a question. An answer is a mark from 1 to 5 or free
text. Who said what is kept out of every report.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.files import text_of, write_whole
from gxd_teach.numerals import understand_number

__all__ = ["Opinion", "about", "opinions", "read_questionnaire", "take_in"]

_MOST_BYTES = 5 * 1024 * 1024
_LONGEST = 2000  # characters of one answer
_LINE = "\0line"  # where a form's row stands in its file
# What Google's and Microsoft's forms put beside the questions: when, and who.
_STAMPS = ("タイムスタンプ", "timestamp", "開始時刻", "完了時刻", "start time", "completion time")
_PERSON = ("最終変更時刻", "last modified time", "メール", "メールアドレス", "email", "email address",
           "ユーザー名", "username", "名前", "name")  # fmt: skip


@dataclass(frozen=True)
class Opinion:
    """One question of the questionnaire: how often each mark from 1 to 5, and what was written."""

    question: str
    marks: tuple[int, int, int, int, int]
    texts: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many gave a mark."""
        return sum(self.marks)

    @property
    def mean(self) -> float | None:
        """The mean of the marks, 1 to 5; None without any."""
        if not self.n:
            return None
        return math.fsum(mark * count for mark, count in enumerate(self.marks, start=1)) / self.n


def read_questionnaire(file: Path) -> list[tuple[str, str, int | str]]:
    """(id, question, mark or text) of each answer; blank ones are left out.

    GXD-C120 a file or column that is missing; together: GXD-C121 a number that is no mark from
    1 to 5, GXD-C122 a question left blank, GXD-C123 a person who answers the same question twice.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise OSError
        text = text_of(file.read_bytes())
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise GxdError(
            "GXD-C120",
            "アンケートを読めません。CSV(UTF-8 か Shift_JIS。列 question, answer。あれば id)にしてください",
            "the questionnaire cannot be read: make it a CSV (UTF-8 or Shift_JIS) with the columns question, answer (and id)",
            where=file.name,
        ) from cause
    rows = [*_one_a_row(rows)] if rows and _from_a_form(rows[0]) else rows
    if not rows or not {"question", "answer"} <= rows[0].keys():
        found = "、".join(str(name) for name in rows[0]) if rows else "-"
        raise GxdError(
            "GXD-C120",
            f"アンケートに列 question と answer が要ります(1 行目の見出し: {found})",
            f"the questionnaire needs the columns question and answer (headings found: {found})",
            where=file.name,
        )
    answers: list[tuple[str, str, int | str]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows, start=2):
        who, question = (row.get("id") or "").strip(), " ".join((row["question"] or "").split())
        typed = (row["answer"] or "").strip()
        where = f"{file.name} {row.get(_LINE) or line}"
        if not typed:
            continue
        if not question:
            problems.append(Problem("GXD-C122", where, "question が空です", "question is blank"))
        elif who and (who, question) in seen:
            problems.append(
                Problem("GXD-C123", where, f"{seen[who, question]} 行目と同じ人の同じ質問です",
                        f"the same person and question as in row {seen[who, question]}")
            )  # fmt: skip
        elif (mark := _mark(typed)) is None:
            problems.append(
                Problem("GXD-C121", where, f"「{typed}」は 1〜5 の整数ではありません。文章なら数字だけにしないでください",
                        f"'{typed}' is no whole mark from 1 to 5; a text must be more than a number")
            )  # fmt: skip
        else:
            seen[who, question] = line
            answers.append((who, question, mark))
    if problems:
        raise ProblemsError(file.name, problems)
    return answers


def _plain(heading: str | None) -> str:
    return "".join((heading or "").casefold().split())


def _from_a_form(row: dict[str, str]) -> bool:
    """Whether a row is a person's: a form notes the time."""
    named = {_plain(heading) for heading in row}
    return bool(named & set(map(_plain, _STAMPS))) and not {"question", "answer"} <= named


def _one_a_row(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """A form's rows with one answer each, question by question."""
    beside = {"id", *map(_plain, (*_STAMPS, *_PERSON))}
    people = [{**row, _LINE: str(line)} for line, row in enumerate(rows, start=2)]
    ids = [next((str(row[name]) for name in row if _plain(name) == "id"), "") for row in people]
    for question in (
        name for name in people[0] if name not in (None, _LINE) and _plain(name) not in beside
    ):
        for who, row in zip(ids, people, strict=True):
            yield {"id": who, "question": question, "answer": row[question] or "", _LINE: row[_LINE]}  # fmt: skip


def _mark(typed: str) -> int | str | None:
    """A mark, a text, or None for a number that is no mark."""
    number = understand_number(typed)
    if number is None:
        return typed[:_LONGEST]
    return int(number) if number == int(number) and 1 <= number <= 5 else None


def take_in(course: Course, file: Path) -> Path:
    """Put a questionnaire's answers into `_grading/questionnaire/`; the same name replaces it.

    The ids are not kept: the report needs the answers, not who gave them.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("question", "answer"))
    table.writerows((question, answer) for _, question, answer in read_questionnaire(file))
    return write_whole(course.grading / "questionnaire" / f"{file.stem}.csv", text.getvalue())


def opinions(course: Course) -> list[Opinion]:
    """All that was taken in, question by question in the order they first stand."""
    folder = course.grading / "questionnaire"
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return summed(answer for file in files for answer in read_questionnaire(file))


def summed(answers: Iterable[tuple[str, str, int | str]]) -> list[Opinion]:
    """Answers by question."""
    marks: dict[str, list[int]] = {}
    texts: dict[str, list[str]] = {}
    for _, question, answer in answers:
        counts = marks.setdefault(question, [0] * 5)
        if isinstance(answer, int):
            counts[answer - 1] += 1
        else:
            texts.setdefault(question, []).append(answer)
    return [
        Opinion(question, (c[0], c[1], c[2], c[3], c[4]), tuple(texts.get(question, ())))
        for question, c in marks.items()
    ]


def about(found: Iterable[Opinion], item: str) -> list[Opinion]:
    """The opinions on one item: their question is its id, or begins with it (``04a 難しさ``)."""
    return [one for one in found if one.question.split(" ")[0].rstrip(":\uff1a") == item]
