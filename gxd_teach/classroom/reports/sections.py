"""The sections of the class report's page, in the order an instructor needs them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gxd_teach.classroom.reports import figures
from gxd_teach.classroom.reports.items import EASY, HARD, WEAK, Item
from gxd_teach.classroom.reports.next_steps import next_steps
from gxd_teach.classroom.reports.paper import Html, element, join, number, picture, table
from gxd_teach.classroom.reports.questionnaire import about
from gxd_teach.language import say

if TYPE_CHECKING:
    from gxd_teach.classroom.reports.class_report import ClassReport

__all__ = ["sections"]

_MOST_TEXTS = 40  # of one question of the questionnaire


def sections(report: ClassReport, title: str) -> Iterator[Html]:
    """Everything on the page."""
    names = say("、", ", ").join(report.book.assignments)
    yield element("h1", title)
    edition = say(f"{report.edition} 版", f"edition {report.edition}")
    yield element("p", f"{edition} · {names}", class_="soft")
    yield next_steps(report)
    yield from _scores(report)
    yield from _questions(report)
    yield from _mistakes(report)
    yield from _objectives(report)
    yield from _opinions(report)
    yield from _alike(report)
    yield from _everybody(report)


def _facts(pairs: Sequence[tuple[str, str]]) -> Html:
    return element("dl", *(element("div", element("dt", what), element("dd", value))
                           for what, value in pairs), class_="facts")  # fmt: skip


def _scores(report: ClassReport) -> Iterator[Html]:
    for name in report.book.assignments:
        percents = report.percents(name)
        yield element("h2", say(f"得点: {name}", f"Scores: {name}"))
        facts = [
            (say("提出", "handed in"), str(len(report.book.of(name)))),
            (say("未提出", "missing"), str(len(report.book.missing(name)))),
            (say("採点待ち", "waiting"), str(len(report.waits(name)))),
        ]
        if percents:
            passed = sum(p >= report.pass_percent - 1e-9 for p in percents)
            facts += [
                (say("中央値", "median"), f"{statistics.median(percents):.0f} %"),
                (say("平均", "mean"), f"{statistics.fmean(percents):.0f} %"),
                (say(f"{report.pass_percent:g} % 以上", f"{report.pass_percent:g} % or more"), f"{passed} / {len(percents)}"),
            ]  # fmt: skip
        yield _facts(facts)
        if percents:
            yield picture(*figures.draw_scores(percents, report.pass_percent))


def _questions(report: ClassReport) -> Iterator[Html]:
    if not report.items:
        return
    yield element("h2", say("問ごとの成績", "Question by question"))
    for name in report.book.assignments:
        found = [item for item in report.items if item.assignment == name]
        if found:
            if len(report.book.assignments) > 1:
                yield element("h3", name)
            yield picture(*figures.draw_answers(found))
            yield _item_table(report, found)
    yield element(
        "p",
        say(
            "難易度は、得られた点の割合です(1 に近いほど易しい)。識別力は、その問の点と、ほかの問の点の合計との相関です。"
            "正なら、ほかがよくできた人ほどこの問もできています。0 に近いか負なら、問い方が分かりにくいか、別の力を"
            f"測っています。{report.fewest} 人より少ないときは偶然の方が大きいので表示しません。",
            "Difficulty is the share of the points earned (near 1: easy). Discrimination is the correlation of a "
            "question's points with the sum of all the others. Positive: who did well elsewhere did well here. Near "
            "zero or negative: the question is unclear, or measures something else. Below "
            f"{report.fewest} papers chance outweighs it, and it is not shown.",
        ),
        class_="soft",
    )


def _item_table(report: ClassReport, found: Sequence[Item]) -> Html:
    opinions = report.opinions
    marked = any(one.mean is not None for item in found for one in about(opinions, item.question))
    headings = [say("問", "question"), "", say("人数", "n"), say("難易度", "difficulty"),
                say("識別力", "discrimination"), say("見るところ", "look at")]  # fmt: skip
    if marked:
        headings.insert(5, say("アンケート(1〜5)", "questionnaire (1 to 5)"))
    rows: list[list[object]] = []
    for item in found:
        hidden = item.n_whole < report.fewest
        told = say(f"n = {item.n_whole}", f"n = {item.n_whole}") if hidden else number(item.discrimination)  # fmt: skip
        row: list[object] = [
            item.question, report.titles.get((item.assignment, item.question), ""), item.n,
            number(item.difficulty), told, _look(item),
        ]  # fmt: skip
        if marked:
            said = [f"{number(one.mean, 1)} (n = {one.n})" for one in about(opinions, item.question) if one.n]  # fmt: skip
            row.insert(5, join(said, ", "))
        rows.append(row)
    return table(headings, rows, numeric=(2, 3, 4), caption=say("問ごとの統計", "Item statistics"))


def _look(item: Item) -> str:
    if item.difficulty is not None and item.difficulty < HARD:
        return say("難しい", "hard")
    if item.discrimination is not None and item.discrimination < WEAK:
        return say("識別力が低い", "tells little apart")
    if item.difficulty is not None and item.difficulty > EASY:
        return say("ほぼ全員ができる", "nearly all can do it")
    return ""


def _mistakes(report: ClassReport) -> Iterator[Html]:
    yield element("h2", say("誤りの内訳", "Mistakes that were made"))
    if report.mistakes:
        yield picture(*figures.draw_mistakes(report.mistakes))
        rows = [
            (one.question, str(one.sentence), say(f"{one.n} 人中 {one.count} 人", f"{one.count} of {one.n}"))
            for one in report.mistakes
        ]  # fmt: skip
        headings = (say("問", "question"), say("誤り", "mistake"), say("人数", "people"))
        yield table(headings, rows, numeric=(2,), caption=say("既知の誤り", "Known mistakes"))
    else:
        yield element("p", say("既知の誤りはありませんでした。", "No known mistake was made."))
    if report.unexplained:
        told = say("、", ", ").join(
            say(f"{question}: {count} 人", f"{question}: {count}")
            for (_, question), count in sorted(report.unexplained.items(), key=lambda one: -one[1])
        )
        yield element("p", say(f"名前の付いた誤りで説明できない誤答 — {told}。多ければ、問題集に誤りを書き足すと次の回から名指しできます。",
                               f"Wrong answers that no known mistake explains: {told}. Where there are many, a new misconception in the bank lets the next class hear its name."))  # fmt: skip


def _objectives(report: ClassReport) -> Iterator[Html]:
    known = [one for one in report.objectives if one.share is not None]
    if known:
        yield element("h2", say("学習目標", "Objectives"))
        yield picture(*figures.draw_objectives(known))
        yield element("p", say("その目標の問で 80 % 以上の点を取った人を、到達したと数えます。",
                               "Who has 80 % or more of the points of an objective's questions has mastered it."), class_="soft")  # fmt: skip
    if report.gains:
        yield element("h2", say("事前テストと事後テスト", "Before and after"))
        yield picture(*figures.draw_gains(report.gains))
        yield element("p", say("g は、事前に足りなかった分のうち、取り戻した割合です(両方を受けた n 人の平均から。1 で満点、0 で変化なし)。",
                               "g is the share of what was missing before that was won (from the means of the n who sat both: 1 is all of it, 0 no change)."), class_="soft")  # fmt: skip


def _opinions(report: ClassReport) -> Iterator[Html]:
    if not report.opinions:
        return
    yield element("h2", say("アンケート", "Questionnaire"))
    rows = [(one.question, one.n, number(one.mean, 1), *one.marks) for one in report.opinions if one.n]  # fmt: skip
    if rows:
        headings = (say("質問", "question"), "n", say("平均", "mean"), "1", "2", "3", "4", "5")
        yield table(headings, rows, numeric=range(1, 8), caption=say("1〜5 の回答", "Answers from 1 to 5"))  # fmt: skip
    for one in report.opinions:
        if one.texts:
            yield element("h3", one.question)
            yield element("ul", *(element("li", text) for text in one.texts[:_MOST_TEXTS]))
            more = len(one.texts) - _MOST_TEXTS
            if more > 0:
                yield element("p", say(f"ほか {more} 件は questionnaire.csv にあります。",
                                       f"{more} more in questionnaire.csv."), class_="soft")  # fmt: skip


def _alike(report: ClassReport) -> Iterator[Html]:
    if not report.alike:
        return
    yield element("h2", say("よく似た提出", "Submissions that are alike"))
    yield element("p", say("似ているのは、いっしょに学んだからかもしれません。判断の前に、2 つを見比べて本人に聞いてください。",
                           "People who learn together write alike. Look at both and ask before you conclude anything."))  # fmt: skip
    rows = [
        (f"{report.book.name(one.first)} – {report.book.name(one.second)}", one.assignment, join(one.signs, "; "))
        for one in report.alike
    ]  # fmt: skip
    headings = (say("2 人", "two people"), say("課題", "assignment"), say("似ているところ", "what is alike"))  # fmt: skip
    yield table(headings, rows, caption=say("見比べる提出", "Look at these side by side"))


def _everybody(report: ClassReport) -> Iterator[Html]:
    book = report.book
    yield element("h2", say("全員の一覧", "Everybody"))
    rows = []
    for who in book.people:
        marks = []
        for name in book.assignments:
            paper = book.papers.get((name, who))
            if paper is None:
                ungraded = (name, who) in book.ungraded
                marks.append(say("未採点", "not graded") if ungraded else say("未提出", "missing"))
            elif paper.percent is None:
                marks.append(say("採点待ち", "waits"))
            else:
                late = say(" 遅れ", " late") if paper.late else ""
                marks.append(f"{paper.percent:.0f} %{late}")
        rows.append((who, book.people[who].name, *marks))
    headings = ("id", say("名前", "name"), *book.assignments)
    yield table(headings, rows, numeric=range(2, len(headings)), caption=say("得点(%)と提出", "Scores in percent, and what is missing"))  # fmt: skip
