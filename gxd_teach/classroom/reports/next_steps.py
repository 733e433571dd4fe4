"""What an instructor should do next, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gxd_teach.classroom.reports.items import HARD, WEAK
from gxd_teach.classroom.reports.mistakes import brief
from gxd_teach.classroom.reports.paper import Html, element, number
from gxd_teach.language import say

if TYPE_CHECKING:
    from gxd_teach.classroom.reports.class_report import ClassReport

__all__ = ["next_steps", "steps"]

_MOST_NAMES = 12
_OFTEN = 0.2  # of the class: worth a word to all
_MOST_MISTAKES = 3


def next_steps(report: ClassReport) -> Html:
    """The list, or a sentence that there is nothing to do."""
    found = [element("li", element("strong", head), " ", rest) for head, rest in steps(report)]
    heading = element("h2", say("次にすること", "What to do next"))
    if not found:
        calm = say("いま待っているものはありません。", "Nothing waits for you.")
        return element("section", heading, element("p", calm))
    return element("section", heading, element("ol", *found, class_="todo"))


def _names(report: ClassReport, people: list[str]) -> str:
    shown = say("、", ", ").join(map(report.book.name, people[:_MOST_NAMES]))
    more = len(people) - _MOST_NAMES
    return shown + (say(f" ほか {more} 人", f" and {more} more") if more > 0 else "")


def steps(report: ClassReport) -> Iterator[tuple[str, str]]:
    """(what, the particulars) of each step."""
    book = report.book
    for name in book.assignments:
        if waits := report.waits(name):
            yield (say(f"{name}: {len(waits)} 人分を手で採点する。", f"{name}: grade {len(waits)} by hand."),
                   say(f"formgrader で開きます: {_names(report, waits)}", f"In formgrader: {_names(report, waits)}"))  # fmt: skip
        ungraded = [who for assignment, who in book.ungraded if assignment == name]
        if ungraded:
            yield (say(f"{name}: {len(ungraded)} 人分がまだ採点されていない。", f"{name}: {len(ungraded)} not graded yet."),
                   say(f"gxd class grade を実行し、理由を見ます: {_names(report, ungraded)}",
                       f"Run gxd class grade and read the reasons: {_names(report, ungraded)}"))  # fmt: skip
        missing = [person.id for person in book.missing(name)]
        if missing:
            yield (say(f"{name}: {len(missing)} 人が未提出。", f"{name}: {len(missing)} missing."),
                   say(f"声をかけます: {_names(report, missing)}", f"Ask them: {_names(report, missing)}"))  # fmt: skip
    often = [one for one in report.mistakes if one.count / one.n >= _OFTEN and one.count > 1]
    for mistake in often[:_MOST_MISTAKES]:
        yield (say(f"次の回で取り上げる: {mistake.question} {mistake.n} 人中 {mistake.count} 人。",
                   f"Take up in class: {mistake.question}, {mistake.count} of {mistake.n}."), brief(mistake.sentence))  # fmt: skip
    for item in report.items:
        title = report.titles.get((item.assignment, item.question), "")
        if item.difficulty is not None and item.difficulty < HARD and item.n > 1:
            yield (say(f"{item.question} を見直す。", f"Look at {item.question} again."),
                   say(f"{title}: 得点の割合が {100 * item.difficulty:.0f} % です。", f"{title}: only {100 * item.difficulty:.0f} % of the points were earned."))  # fmt: skip
        elif item.discrimination is not None and item.discrimination < WEAK and item.n_whole:
            yield (say(f"{item.question} の問い方を見直す。", f"Look at the wording of {item.question}."),
                   say(f"{title}: 識別力が {number(item.discrimination)} です。", f"{title}: its discrimination is {number(item.discrimination)}."))  # fmt: skip
    if report.alike:
        yield (say(f"よく似た提出を見比べる({len(report.alike)} 組)。", f"Look at {len(report.alike)} pairs that are alike."),
               say("下の「よく似た提出」にあります。", "They are listed below."))  # fmt: skip
