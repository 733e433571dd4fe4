"""A question examined as the instrument it is: does it tell right from wrong, and say why?

For everyone's numbers: the right answer gets full points in every form a person may type it,
every known mistake fails with its own sentence and no other's, no two of them can be mistaken
for each other, nothing and nonsense earn nothing, and the self-check says what the grader says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from gxd_teach.classroom.answers import Number
from gxd_teach.classroom.draw import PUBLIC, Draw, seed_for
from gxd_teach.classroom.exercise import Instance, Question
from gxd_teach.classroom.instrument_forms import hard_coded, near_misses, right_forms, typed
from gxd_teach.classroom.leaflet import make_leaflet
from gxd_teach.classroom.selfcheck import check_entry
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["Examination", "examine", "people"]

NONSENSE: tuple[Any, ...] = ("x", [], {}, object(), float("nan"), True, -1e9, 10**400)
_WIDEST = 0.02  # of the value, each way: beyond it a wrong way of reckoning gets through
_SECRET = b"a class"


@dataclass
class Examination:
    """What was found: so many known mistakes tried, so many caught, and every fault in words."""

    question: Question
    tried: int = 0
    caught: int = 0
    faults: list[Text] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @property
    def score(self) -> float:
        """The share of known mistakes that were caught and named, percent; 100 is expected."""
        return 100.0 * self.caught / self.tried if self.tried else 100.0

    def fault(self, ja: str, en: str) -> None:
        """Note a fault, once."""
        said = Text(ja, en)
        if said not in self.faults:
            self.faults.append(said)


def people(count: int = 20) -> list[str]:
    """The public and so many participants."""
    return [PUBLIC, *(f"p{number:03}" for number in range(count))]


def examine(
    question: Question, *, edition: str, root: Path | None = None, who: Iterable[str] = ()
) -> Examination:
    """Examine one question with everyone's numbers; `root` is where `read_more` is looked for.

    >>> from gxd_teach.classroom.answers import Number
    >>> from gxd_teach.classroom.exercise import Part
    >>> empty = Question("00a", title=Text("題", "title"), ask=Text("問", "ask"), given=(),
    ...     parts={"": Part(Number("kg"))}, draw=lambda d: {"x": d.whole(1, 99)},
    ...     reference=lambda data: data["x"], objective="", read_more="")
    >>> [str(fault.en) for fault in examine(empty, edition="e").faults][:2]
    ['it names no known mistake', 'it needs two hints']
    """
    found = Examination(question)
    _complete(found, root)
    try:
        _examine(found, edition, list(who) or people())
    except GxdError as error:
        found.fault(error.ja, error.en)
    except Exception as error:  # the author's own functions: whatever they raise is a fault
        said = f"{type(error).__name__}: {error}"
        found.fault(f"調べている途中でエラーになりました({said})",
                    f"examining it ended in an error ({said})")  # fmt: skip
    return found


def _examine(found: Examination, edition: str, who: Sequence[str]) -> None:
    question = found.question
    try:
        instances = [
            question.instance(edition=edition, participant=one, secret=_SECRET) for one in who
        ]
    except GxdError:
        drawn = question.draw(Draw(seed_for(question.id, edition=edition, participant=who[0], secret=_SECRET)))  # fmt: skip
        if not _alike(found, Instance(question, drawn)):
            raise
        return
    for name in sorted({line.name for line in question.given} - set(instances[0].data)):
        found.fault(
            f"given の {name} が draw にありません", f"given names {name}, which is not drawn"
        )
    different = {repr(sorted(one.data.items(), key=str)) for one in instances}
    if len(different) < 0.8 * len(instances):
        found.fault("同じ数値の人が多すぎます", "too many people get the same numbers")
    if question.by_hand is not None:
        return
    for instance in instances:
        _right(found, instance)
        _mistakes(found, instance)
        _nothing(found, instance)
    for instance in instances[:3]:
        _near_misses(found, instance)
        _hidden_calls(found, instance)
    _tolerance(found, instances[0])
    _self_check(found, edition)


def _alike(found: Examination, instance: Instance) -> bool:
    """Name the mistakes that lead to the same answer, or to the right one."""
    before = len(found.faults)
    known = [("", instance.expected())]
    known += [(one.name, instance.mistaken(one)) for one in instance.question.misconceptions]
    for (first, one), (second, other) in combinations(known, 2):
        shared = [part for part in instance.kinds if part in one and part in other]
        same = [_taken_for(instance.kinds[part], one[part], other[part]) for part in shared]
        if not same or not (all(same) if instance.shape.joint else any(same)):
            continue
        if first:
            found.fault(f"誤解 {first} と {second} を区別できません",
                        f"the mistakes {first} and {second} cannot be told apart")  # fmt: skip
        else:
            found.fault(f"誤解 {second} は正解と区別できません",
                        f"the mistake {second} cannot be told from the right answer")  # fmt: skip
    return len(found.faults) > before


def _taken_for(kind: Any, one: Any, other: Any) -> bool:
    first, second = kind.accepted(one), kind.accepted(other)
    return first.overlaps(second) if isinstance(kind, Number) else first == second


def _complete(found: Examination, root: Path | None) -> None:
    """Both languages, two hints, an objective, a place to read on, known mistakes."""
    question = found.question
    if not question.misconceptions and question.by_hand is None:
        found.fault("誤解が 1 つも書かれていません", "it names no known mistake")
    if len(question.hints) != 2:
        found.fault("ヒントは 2 つ要ります", "it needs two hints")
    if not question.objective:
        found.fault("学習目標がありません", "it has no objective")
    if root is not None and not (root / f"{question.read_more}.md").exists():
        found.fault(f"読み返す所がありません: {question.read_more}",
                    f"there is no such place to read on: {question.read_more}")  # fmt: skip
    sentences = [mistake.sentence for mistake in question.misconceptions]
    texts = [question.title, question.ask, *question.hints, *sentences]
    texts += [line.label for line in question.given]
    texts += [question.by_hand] if question.by_hand is not None else []
    texts += [part.label for part in question.parts.values() if part.label is not None]
    if not all(text.ja.strip() and text.en.strip() for text in texts):
        found.fault("日本語か英語の文が空です", "a sentence is missing in one language")
    if len({text.ja for text in sentences}) < len(sentences):
        found.fault("2 つの誤解が同じ文です", "two mistakes have the same sentence")


def _right(found: Examination, instance: Instance) -> None:
    """Full points for the reference, and for it in every equivalent form."""
    for form in right_forms(instance):
        verdict = instance.judge(form)
        if verdict.outcome != "right" or verdict.points != instance.question.points:
            found.fault(f"正解の別の書き方が通りません: {form!r:.80}",
                        f"an equivalent right answer does not pass: {form!r:.80}")  # fmt: skip


def _mistakes(found: Examination, instance: Instance) -> None:
    """Every known mistake fails, with its own sentence and nobody else's."""
    others = instance.question.misconceptions
    for mistake in others:
        found.tried += 1
        verdict = instance.as_graded().judge(typed(instance, mistake))
        said = str(verdict)
        if verdict.outcome != "wrong" or verdict.points >= max(instance.question.points, 1e-9):
            found.fault(
                f"誤解 {mistake.name} が通ってしまいます", f"the mistake {mistake.name} passes"
            )
        elif str(mistake.sentence) not in said:
            found.fault(f"誤解 {mistake.name} の文が出ません",
                        f"the mistake {mistake.name} is not named")  # fmt: skip
        elif any(str(one.sentence) in said for one in others if one is not mistake):
            found.fault(f"誤解 {mistake.name} に別の誤解の文が出ます",
                        f"the mistake {mistake.name} is named as another")  # fmt: skip
        else:
            found.caught += 1


def _nothing(found: Examination, instance: Instance) -> None:
    """Nothing is unanswered, nonsense is wrong or unreadable, and neither earns or crashes."""
    for nothing in (None, ..., ""):
        if instance.judge(nothing).outcome != "unanswered":
            found.fault("空の答えが未回答になりません", "a blank answer is not unanswered")
    for nonsense in NONSENSE:
        if instance.judge(nonsense).points and instance.question.points:
            found.fault(f"無意味な答えに点が付きます: {nonsense!r:.40}",
                        f"nonsense earns points: {nonsense!r:.40}")  # fmt: skip


def _near_misses(found: Examination, instance: Instance) -> None:
    """What is close to the right answer and is not it, is not taken for it."""
    for answer in near_misses(instance):
        if instance.judge(answer).outcome == "right":
            found.fault(f"正解ではない答えが通ります: {answer!r:.80}",
                        f"an answer that is not right passes: {answer!r:.80}")  # fmt: skip


def _hidden_calls(found: Examination, instance: Instance) -> None:
    """Of a function: results written down for the calls that are shown do not pass."""
    if not isinstance(instance.shape, Calls):
        return
    if instance.as_graded().judge(hard_coded(instance)).outcome == "right":
        found.fault("見せた引数の結果を並べただけの関数が通ります。hidden のときの引数を足してください",
                    "a function with the shown results written into it passes: "
                    "add calls for hidden")  # fmt: skip


def _tolerance(found: Examination, instance: Instance) -> None:
    """Four digits are enough, and two in a hundred are too many."""
    expected = instance.expected()
    for name, kind in instance.kinds.items():
        if not isinstance(kind, Number) or name not in expected or not float(expected[name]):
            continue
        value = float(expected[name])
        interval = kind.interval(value)
        where = f"({name})" if name else ""
        if kind.read(float(f"{value:.3e}")) not in interval:
            found.fault(f"許容幅が狭すぎます{where}: 4 桁に丸めた正解が通りません",
                        f"the tolerance is too narrow {where}: the answer in four digits fails")  # fmt: skip
        if float(interval.high - interval.low) > 2 * _WIDEST * abs(value):
            found.fault(f"許容幅が広すぎます{where}: 正解の 2 % を超えます",
                        f"the tolerance is too wide {where}: more than 2 % of the answer")  # fmt: skip


def _self_check(found: Examination, edition: str) -> None:
    """What is sealed for a participant says what the grader says; also at the tolerance's edge."""
    question = found.question
    leaflet = make_leaflet([question], assignment="-", edition=edition, iterations=10)
    entry = leaflet["questions"][question.id]
    instance = question.instance(edition=edition)
    answers = [None, *right_forms(instance), *near_misses(instance)]
    answers += [instance.answered(mistake) for mistake in question.misconceptions]
    for name, kind in instance.kinds.items():
        if isinstance(kind, Number) and float(instance.expected()[name]):
            parts = dict(instance.expected())
            edge = kind.interval(float(parts[name]))
            outside = edge.high + (edge.high - edge.low) / 1000
            beyond = {**parts, name: outside}
            answers.append(instance.shape.put_together(beyond, question.reference(instance.data)))
    for answer in answers:
        if check_entry(question.id, entry, answer).outcome != instance.judge(answer).outcome:
            found.fault(f"自己チェックと採点が食い違います: {answer!r:.80}",
                        f"self-check and grader differ: {answer!r:.80}")  # fmt: skip
