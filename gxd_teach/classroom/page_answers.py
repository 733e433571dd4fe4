"""Answers given in the book's pages: `answers.json`, judged without running anything.

A page hands over what was typed, question by question, and never a verdict. It is text, so no
sandbox is needed; it is judged by the same bank, with the same numbers, as a notebook's answers.
For formgrader and feedback the released notebook is made up with the answers typed in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.exercise import Instance, Verdict
from gxd_teach.classroom.handed_in import Plan, make_ready
from gxd_teach.classroom.in_words import one_line
from gxd_teach.classroom.marking import NO_ANSWER, Marked, notebook_of
from gxd_teach.classroom.outputs import without_controls
from gxd_teach.classroom.readable import fit_to_judge
from gxd_teach.classroom.sandbox.pool import Outcome
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.figure import Figure
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.classroom.shapes.table import Table
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["FILE", "PageAnswers", "mark_answers", "must_belong", "notebook_with", "read_answers"]

FILE = "answers.json"
FORMAT = 1
_LARGEST = 1_000_000  # bytes of one file
_MOST = 500  # questions, parts of one, options of one
_LONGEST = 5_000  # characters of one answer, as long as the page lets anybody write
Typed = str | list[str]
IN_NOTEBOOK = Text(
    "この問は、ページでは答えられません。ノートブックで解いてください。",
    "This question cannot be answered in the page: use the notebook.",
)


@dataclass(frozen=True)
class PageAnswers:
    """One `answers.json`: for each question, by part, what was typed or chosen.

    `participant` is whose numbers the page showed, `saved_at` what the page's clock said.
    """

    edition: str
    participant: str
    answers: Mapping[str, Mapping[str, Typed]]
    saved_at: str = ""


def read_answers(content: bytes) -> PageAnswers:
    """Read an `answers.json`; the text of the file, nothing judged.

    GXD-C180 for what is no such file, GXD-C181 for one of another format, GXD-C182 for an entry
    that is no text, with its place.

    >>> page = read_answers(b'{"format": 1, "edition": "2026.11", "participant": "p1", '
    ...                     b'"answers": {"04a": {"": "12.372 kg"}}}')
    >>> page.participant, page.answers["04a"]
    ('p1', {'': '12.372 kg'})
    """
    try:
        if len(content) > _LARGEST:
            raise ValueError(len(content))
        said = json.loads(content.decode("utf-8-sig"))
        edition, participant, answers = said["edition"], said["participant"], said["answers"]
        if not (isinstance(edition, str) and isinstance(participant, str)):
            raise TypeError
        if not isinstance(answers, dict):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise GxdError(
            "GXD-C180",
            f"{FILE} として読めません。ページの「答えを保存する」で作ったファイルを出してもらってください",
            f"cannot be read as {FILE}: have the file handed in that the page's 'Save' makes",
        ) from None
    if said.get("format") != FORMAT or isinstance(said["format"], bool):
        raise GxdError(
            "GXD-C181",
            f"{FILE} の形式が {_shown(said.get('format'))} です。この版が読めるのは {FORMAT} です",
            f"{FILE} has format {_shown(said.get('format'))}; this edition reads {FORMAT}",
        )
    read = {_clean(name): _parts(_shown(name), given) for name, given in answers.items()}
    if len(read) > _MOST:
        raise _no_text("answers")
    when = said.get("saved_at")
    return PageAnswers(
        _clean(edition), _clean(participant), read, _shown(when) if isinstance(when, str) else ""
    )


def _parts(question: str, given: object) -> dict[str, Typed]:
    if not isinstance(given, dict) or len(given) > _MOST:
        raise _no_text(question)
    found: dict[str, Typed] = {}
    for part, typed in given.items():
        where = f"{question}/{_shown(part)}" if part else question
        if isinstance(typed, str) and len(typed) <= _LONGEST:
            found[_clean(part)] = _clean(typed)
        elif isinstance(typed, list) and len(typed) <= _MOST:
            if not all(isinstance(one, str) and len(one) <= _LONGEST for one in typed):
                raise _no_text(where)
            found[_clean(part)] = [_clean(one) for one in typed]
        elif typed is not None:
            raise _no_text(where)
    return found


def _no_text(where: str) -> GxdError:
    return GxdError(
        "GXD-C182",
        f"{FILE} に、答えの文字でないものがあります(1 つ {_LONGEST:,} 字まで、選択肢は文字の並び)。"
        "手で直さず、ページで保存したものを出してもらってください",
        f"{FILE} holds something that is no text (up to {_LONGEST:,} characters) and no list of "
        "options: have it handed in as the page saved it",
        where=where,
    )


def _clean(text: str) -> str:
    """Text that can stand in a file: half a surrogate pair stands in JSON and nowhere else."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _shown(value: object) -> str:
    return one_line(_clean(str(value)[:200]), 40)


def must_belong(page: PageAnswers, course: Course, participant: str) -> None:
    """GXD-C183 for another edition's answers, GXD-C184 for answers to another's numbers."""
    if page.edition != course.edition:
        raise GxdError(
            "GXD-C183",
            f"{FILE} は {_shown(page.edition)} 版のものです。この講座は {course.edition} 版なので、"
            "数値が違います。この版のページで解き直してもらってください",
            f"{FILE} is of edition {_shown(page.edition)}; this course is {course.edition}, with "
            "other numbers: have it answered in this edition's page",
        )
    meant, _ = course.seeds_of(participant)
    if page.participant == meant:
        return
    named = _shown(page.participant)
    if page.participant == PUBLIC:
        ja = (
            f"公開の数値で解かれています。「{participant}」の participant.json と questions.json を"
        )
        ja += "ページで読み込んで、解き直してもらってください"
        en = "it was answered with the public numbers: have the participant.json and "
        en += f"questions.json of '{participant}' loaded in the page"
    elif page.participant == participant:
        ja = f"「{named}」自身の数値で解かれていますが、「{named}」は名簿にありません。名簿を確かめてください"
        en = (
            f"it was answered with the own numbers of '{named}', who is not on the roster: check it"
        )
    else:
        ja = f"「{named}」の答えです。「{participant}」の提出物としては受け取れません。提出者を確かめてください"
        en = f"these are the answers of '{named}', not of '{participant}': check whose they are"
    raise GxdError("GXD-C184", f"{FILE}: {ja}", f"{FILE}: {en}")


def mark_answers(
    page: PageAnswers, plan: Plan, instances: Mapping[str, Instance], released: bytes
) -> Marked:
    """Judge the answers against their participant's questions, without running anything.

    `released` is the released notebook. Questions that only a notebook can answer are unanswered.
    """
    notebook = notebook_with(page, plan, instances, released)
    handed = make_ready(notebook, plan)
    verdicts = {
        cell: _judge(page, instances[question]) for cell, (question, _) in plan.answers.items()
    }
    unknown = [_shown(name) for name in page.answers if name not in instances]
    notes = handed.repairs
    if unknown:
        listed = ", ".join(unknown[:5])
        notes += (Text(f"この課題にない問への答えは見ていません: {listed}",
                       f"answers to questions this assignment does not have: {listed}"),)  # fmt: skip
    return Marked(verdicts, notebook_of(handed, Outcome(ended="done"), verdicts), notes)


def _judge(page: PageAnswers, instance: Instance) -> Verdict:
    """Judge one answer; what cannot be judged is "lost", for a person to look at."""
    if isinstance(instance.shape, Calls | Figure | Record):
        return Verdict("unanswered", 0.0, (IN_NOTEBOOK,))
    answer = _answer(instance, page.answers.get(instance.question.id, {}))
    try:
        verdict = instance.as_graded().judge(fit_to_judge(answer))
    except Exception:  # one odd answer stops no other
        return Verdict("lost", 0.0, (NO_ANSWER,))
    told = (Text(without_controls(s.ja, 1_000), without_controls(s.en, 1_000))
            for s in verdict.sentences)  # fmt: skip
    return replace(verdict, sentences=tuple(told))


def _answer(instance: Instance, typed: Mapping[str, Typed]) -> Any:
    """What was typed, put together as a notebook's variable would hold it."""
    shape = instance.shape
    if isinstance(shape, Table):
        cells = {
            row: {name: typed.get(f"{row} / {name}") for name in shape.columns}
            for row in shape.rows
        }
        return cells if any(typed.values()) else None
    parts = list(instance.kinds)
    return typed.get("") if parts == [""] else {part: typed.get(part) for part in parts}


def notebook_with(
    page: PageAnswers, plan: Plan, instances: Mapping[str, Instance], released: bytes
) -> bytes:
    """The released notebook with the answers typed in: for formgrader, feedback and nbgrader."""
    written: dict[str, str] = {}
    for cell, (question, variable) in plan.answers.items():
        typed = page.answers.get(question)
        if typed and not isinstance(instances[question].shape, Calls | Figure | Record):
            answer = _answer(instances[question], typed)
            written[plan.answer_cells[cell]] = f"# {FILE}\n{variable} = {answer!r}"
    for cell in plan.by_hand:
        text = page.answers.get(cell.rpartition("-")[2], {}).get("", "")
        if isinstance(text, str) and text.strip():
            written[cell] = text
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in written:
            cell["source"] = written[name]
    return json.dumps(notebook, ensure_ascii=False).encode()
