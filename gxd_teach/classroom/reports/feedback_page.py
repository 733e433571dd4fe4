"""One participant's feedback on one assignment, as a page that stands alone.

For each question: what was asked with their numbers, what they answered, what was found, where
to read on, and what the instructor wrote. It never holds a right answer, nor another's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance, spelled
from gxd_teach.classroom.reports.class_book import Answer, Paper
from gxd_teach.classroom.reports.paper import Html, element, join, page, table
from gxd_teach.language import Text, say

__all__ = ["feedback_page", "place_in_book"]

_STATES = {
    "right": ("right", Text("○ 正解", "○ right")),
    "partly": ("wrong", Text("△ 一部正解", "△ partly right")),
    "wrong": ("wrong", Text("× 不正解", "× not right")),
    "unanswered": ("", Text("－ 無回答", "－ not answered")),
    "unreadable": ("wrong", Text("？ 読み取れない答え", "？ could not be read")),
    "lost": ("", Text("？ 答えを取り出せませんでした", "？ the answer could not be had")),
    "waits": ("", Text("… 採点待ち", "… waits for grading")),
    "by hand": ("", Text("講師が採点", "graded by the instructor")),
}


def feedback_page(
    course: Course, paper: Paper, name: str, instances: Mapping[str, Instance]
) -> str:
    """The page's HTML. `instances` are the participant's own questions by id."""
    title = say(f"フィードバック: {paper.assignment}", f"Feedback: {paper.assignment}")
    return page(
        f"{title} – {name}",
        element("h1", title),
        element("p", name, class_="soft"),
        _score(paper),
        *(_question(course, answer, instances.get(answer.question)) for answer in paper.answers),
        _general(paper),
    )


def points_of(value: float | None) -> str:
    """Points as people write them; a dash for none yet."""
    return "－" if value is None else f"{round(value, 2):g}"


def _score(paper: Paper) -> Html:
    facts = [(say("得点", "score"), f"{points_of(paper.score)} / {points_of(paper.max_score)}")]
    if paper.percent is not None:
        facts.append((say("割合", "share"), f"{paper.percent:.0f} %"))
    if paper.penalty:
        facts.append((say("遅れによる減点", "late penalty"), f"−{points_of(paper.penalty)}"))
    if paper.handed_in is not None:
        when = paper.handed_in.strftime("%Y-%m-%d %H:%M UTC")
        facts.append((say("提出", "handed in"), when))
    made = element("dl", *(element("div", element("dt", what), element("dd", value))
                           for what, value in facts), class_="facts")  # fmt: skip
    if paper.score is not None:
        return made
    wait = say("講師の採点を待っている問があります。得点はそのあとに決まります。",
               "Some questions wait for the instructor: the score comes after that.")  # fmt: skip
    return join([made, element("p", wait)])


def _state(answer: Answer) -> str:
    if answer.points is None:
        return "lost" if answer.outcome == "lost" else "waits"
    if answer.outcome == "unanswered" and not answer.points:
        return "unanswered"
    if answer.outcome == "unreadable" and not answer.points:
        return "unreadable"
    if answer.by_hand and answer.outcome in ("by hand", "blank", ""):
        return "by hand"
    if answer.points >= answer.max_points:
        return "right"
    return "partly" if answer.points > 0 else "wrong"


def _question(course: Course, answer: Answer, instance: Instance | None) -> Html:
    colour, told = _STATES[_state(answer)]
    heading = answer.question
    asked: list[Html] = []
    if instance is not None:
        heading = f"{answer.question} {instance.question.title}"
        asked = list(_asked(instance))
    points = f"{points_of(answer.points)} / {points_of(answer.max_points)}"
    line = element("p", element("span", told, class_=f"mark {colour}".strip()),
                   say(f"{points} 点", f"{points} points"),
                   say("(講師が付けた点)", " (given by the instructor)") if answer.by_hand else "")  # fmt: skip
    return element(
        "section",
        element("h2", heading),
        *asked,
        _answered(answer),
        line,
        _found(answer, colour),
        _comment(answer.comment),
        _read_more(course, answer, instance),
        class_="question",
    )


def _asked(instance: Instance) -> Iterator[Html]:
    yield element("p", spelled(instance.question.ask, instance.data))
    lines = [
        (str(line.label), f"{instance.data[line.name]} {line.unit}".strip())
        for line in instance.question.given
    ]
    if lines:
        headings = (say("項目", "item"), say("値", "value"))
        yield table(headings, lines, numeric=(1,), caption=say("あなたの数値", "Your numbers"))


def _answered(answer: Answer) -> Html | None:
    said = str(answer.answered)
    if not said:
        return None
    label = say("あなたの答え: ", "Your answer: ")
    if answer.outcome == "by hand":
        return join([element("p", label), element("div", said, class_="written")])
    return element("p", label, element("span", said, class_="answered"))


def _found(answer: Answer, colour: str) -> Html | None:
    """The sentences; none where a person gave full points against them."""
    overruled = answer.by_hand and answer.share is not None and answer.share >= 1
    if not answer.sentences or (overruled and answer.outcome != "right"):
        return None
    lines = join(element("p", sentence) for sentence in dict.fromkeys(answer.sentences))
    return element("div", lines, class_=f"found {colour}".strip())


def _comment(comment: str) -> Html | None:
    if not comment:
        return None
    return element("div", element("strong", say("講師から: ", "From the instructor: ")), comment,
                   class_="comment")  # fmt: skip


def _read_more(course: Course, answer: Answer, instance: Instance | None) -> Html | None:
    right = answer.share is not None and answer.share >= 1
    if instance is None or right or not instance.question.read_more:
        return None
    title, place = place_in_book(course, instance.question.read_more)
    told = f"{title} ({place})" if title else place
    return element("p", say("もどって読むところ: ", "Where to read on: "), told, class_="soft")


def place_in_book(course: Course, read_more: str) -> tuple[str, str]:
    """(title, page) of a place in the book: its first heading, and where it stands in the kit."""
    source, _, anchor = read_more.partition("#")
    place = f"{source}.html" + (f"#{anchor}" if anchor else "")
    for suffix in (".md", ".ipynb"):
        file = course.root / f"{source}{suffix}"
        inside = file.resolve().is_relative_to(course.root.resolve())
        if inside and file.is_file() and (title := _title(file)):
            return title, place
    return "", place


def _title(file: Path) -> str:
    """A page's first heading of the first level."""
    found = re.search(r'^\s*"?# (.+?)(?:\\n",?)?$', file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found else ""


def _general(paper: Paper) -> Html | None:
    if not paper.comments:
        return None
    return element("section", element("h2", say("全体について", "In general")),
                   *(_comment(comment) for comment in paper.comments), class_="question")  # fmt: skip
