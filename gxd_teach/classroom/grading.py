"""Grade what was handed in: run in a sandbox, judged outside it, entered in nbgrader's gradebook.

Submissions wait in `_grading/submitted/<id>/<name>/` (see `collecting`). One that cannot be
graded is named with the reason and never passes for a zero. Stopped half-way, the same call
goes on where it was; what has not changed is not graded again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from gxd_teach.classroom import page_answers
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.collecting import not_listed
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.exercise import Instance
from gxd_teach.classroom.gradebook import Register
from gxd_teach.classroom.handed_in import Plan, plan_of
from gxd_teach.classroom.history import begin_regrade, finish_regrade
from gxd_teach.classroom.late import apply_late_rules
from gxd_teach.classroom.leaflet import FILE
from gxd_teach.classroom.marking import Marked, mark_submission
from gxd_teach.classroom.nbgrader_door import Score, autograde, read_scores
from gxd_teach.classroom.release import must_exist, release
from gxd_teach.classroom.reports.judged import forget_judged, keep_judged
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.pool import Pool
from gxd_teach.classroom.scheduling import Paper, Task, marked_on_cluster
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole, write_whole_bytes
from gxd_teach.language import Text, say

__all__ = ["Graded", "How", "grade", "is_graded", "waiting"]

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Graded:
    """One submission after grading: its score, or the reason there is none.

    `notes` say what was mended in it, `lost` which answers could not be had and why: they have
    no points, and wait in formgrader for a person to look.
    """

    assignment: str
    participant: str
    score: Score | None
    problem: str | None = None
    notes: tuple[Text, ...] = ()
    lost: tuple[Text, ...] = ()

    def __str__(self) -> str:
        if self.score is None or self.score.score is None:
            why = self.problem or say(
                "手で点を付ける問いが残っています(formgrader で付けます)",
                "questions wait to be marked by hand (in formgrader)",
            )
            line = f"{say('採点できません', 'NOT GRADED')}: {why}"
        else:
            line = f"{self.score.score:g}/{self.score.max_score:g}"
            if self.lost:
                told = "; ".join(map(str, self.lost))
                line += say(f"  要確認: {told}", f"  TO BE LOOKED AT: {told}")
        notes = f"  ({'; '.join(map(str, self.notes))})" if self.notes else ""
        return f"{self.assignment}  {self.participant}  {line}{notes}"


@dataclass(frozen=True)
class How:
    """How to grade: so many at a time, within limits, in a sandbox (`walls`) unless trusted.

    `with_nbgrader` grades by nbgrader's own autograder instead: one after the other, and
    without a sandbox. `scheduler` is the address of a Dask cluster to mark on (``tcp://…``).
    """

    jobs: int = 2
    limits: Limits = field(default_factory=Limits)
    walls: bool = True
    with_nbgrader: bool = False
    scheduler: str = ""


def _submitted(course: Course, assignment: str, participant: str) -> Path:
    """What was handed in: answers given in a page where there are such, else the notebook."""
    folder = course.grading / "submitted" / participant / assignment
    page = folder / page_answers.FILE
    return page if page.exists() else folder / f"{assignment}.ipynb"


def waiting(course: Course, names: Sequence[str]) -> list[tuple[str, str]]:
    """(assignment, participant) of everything handed in."""
    folder = course.grading / "submitted"
    files = (*folder.glob("*/*/*.ipynb"), *folder.glob(f"*/*/{page_answers.FILE}"))
    pairs = {(file.parent.name, file.parent.parent.name) for file in files}
    return sorted(pair for pair in pairs if pair[0] in names)


def grade(
    course: Course,
    names: Sequence[str] | None = None,
    *,
    force: bool = False,
    public: bool = False,
    how: How | None = None,
    reason: str = "",
    progress: Progress = print,
) -> list[Graded]:
    """Grade everything handed in that changed since it was last graded; one result each.

    With a roster, who is not on it is not graded unless `public`. Why something is graded again
    (`reason`) is kept with the old and new score, see `history`. GXD-C080 where nothing was
    handed in, GXD-C090 where no sandbox can be had.
    """
    for name in names or ():
        must_exist(course, name)
    found = waiting(course, list(names or course.assignments()))
    names = list(names or dict.fromkeys(name for name, _ in found))
    if not found:
        raise GxdError(
            "GXD-C080",
            "提出がありません。gxd class grade のあとに、提出物のフォルダーを書いてください",
            "nothing was handed in: name the folder of submissions after gxd class grade",
            where=str(course.grading / "submitted"),
        )
    how = how or How()
    results: dict[tuple[str, str], Graded] = {}
    stale = []
    for pair in found:
        problem = None if public else not_listed(course, pair[1])
        if problem is not None:
            results[pair] = Graded(*pair, None, problem)
        elif force or not is_graded(course, *pair):
            stale.append(pair)
    release(course, names, progress=progress)  # what is graded against
    grader = _by_nbgrader if how.with_nbgrader else _on_cluster if how.scheduler else _in_sandbox
    before = {name: read_scores(course, name) for name in {pair[0] for pair in stale}}
    begin_regrade(course, stale, before, reason)
    pages = [pair for pair in stale if _submitted(course, *pair).name == page_answers.FILE]
    books = [pair for pair in stale if pair not in pages]
    graders = (_from_pages(course, pages), grader(course, books, how) if books else ())
    for count, result in enumerate(chain.from_iterable(graders), start=1):
        results[result.assignment, result.participant] = result
        progress(f"[{count}/{len(stale)}] {result.assignment} {result.participant}")
    late = apply_late_rules(course, names)
    scores = {name: read_scores(course, name) for name in names}
    finish_regrade(course, [pair for pair in stale if is_graded(course, *pair)], scores)
    return [
        _with_score(results.get(pair) or Graded(*pair, None), scores, late.get(pair, 0.0))
        for pair in found
    ]


def _with_score(result: Graded, scores: dict[str, dict[str, Score]], late: float) -> Graded:
    if result.problem is not None:
        return result
    if late:
        told = Text(f"遅れて提出: −{late:g} 点", f"handed in late: −{late:g}")
        result = replace(result, notes=(*result.notes, told))
    score = scores[result.assignment].get(result.participant)
    # Graded earlier, why it was lost is not known any more; that it was, the gradebook says.
    lost = result.lost or tuple(
        Text(f"{cell}: 人が見る必要があります", f"{cell}: somebody has to look at it")
        for cell in (score.to_look_at if score is not None else ())
    )
    return Graded(result.assignment, result.participant, score, notes=result.notes, lost=lost)


def _stamp(course: Course, assignment: str, participant: str) -> str:
    """What a grade depends on: the submission, the bank, the source notebook, whose numbers."""
    digest = hashlib.sha256()
    source = course.solutions / assignment
    submitted = _submitted(course, assignment, participant)
    for file in (submitted, source / "questions.py", source / f"{assignment}.ipynb"):
        digest.update(file.read_bytes())
    numbers = (course.edition, *course.seeds_of(participant))
    digest.update("|".join(map(str, numbers)).encode())
    return digest.hexdigest()


def _mark_file(course: Course, assignment: str, participant: str) -> Path:
    return course.grading / "graded" / participant / assignment


def is_graded(course: Course, assignment: str, participant: str) -> bool:
    """Whether a submission has been graded as it, the bank and the numbers are now."""
    mark = _mark_file(course, assignment, participant)
    return mark.exists() and mark.read_text() == _stamp(course, assignment, participant)


def _by_nbgrader(course: Course, pairs: list[tuple[str, str]], how: How) -> Iterator[Graded]:
    for pair in pairs:
        stamp = _stamp(course, *pair)
        mark = _mark_file(course, *pair)
        mark.unlink(missing_ok=True)
        forget_judged(course, *pair)
        problem = autograde(course, *pair)
        if problem is None:
            write_whole(mark, stamp)
        yield Graded(*pair, None, problem)


def _from_pages(course: Course, pairs: list[tuple[str, str]]) -> Iterator[Graded]:
    """Judge what was answered in the book's pages: texts, so nothing is run."""
    plans = {name: _plan(course, name) for name, _ in pairs}
    if not pairs:
        return
    with Register(course) as register:
        for pair in pairs:
            stamp = _stamp(course, *pair)
            job: Future[Marked] = Future()
            try:
                job.set_result(_mark_page(course, *pair, plans[pair[0]]))
            except GxdError as error:
                job.set_exception(error)
            yield _entered(course, register, plans[pair[0]], pair, stamp, job)


def _mark_page(course: Course, name: str, participant: str, plan: Plan) -> Marked:
    """Judge one; the notebook made up from it is laid beside it, for plain nbgrader."""
    file = _submitted(course, name, participant)
    page = page_answers.read_answers(file.read_bytes())
    page_answers.must_belong(page, course, participant)
    released = (course.exercises / name / f"{name}.ipynb").read_bytes()
    instances = _instances(course, name, participant)
    made = page_answers.notebook_with(page, plan, instances, released)
    write_whole_bytes(file.with_name(f"{name}.ipynb"), made)
    return page_answers.mark_answers(page, plan, instances, released)


def _in_sandbox(course: Course, pairs: list[tuple[str, str]], how: How) -> Iterator[Graded]:
    """Mark in parallel, enter one by one; a submission that cannot be marked stops no other."""
    plans = {name: _plan(course, name) for name, _ in pairs}
    with ExitStack() as stack:
        folders = tuple(course.exercises / name for name in plans)
        pool = stack.enter_context(
            Pool(min(how.jobs, len(pairs)), limits=how.limits, walls=how.walls, folders=folders)
        )
        copies = {name: _beside(course, name, place, how) for place, name in enumerate(plans)}
        workers = stack.enter_context(ThreadPoolExecutor(how.jobs))
        register = stack.enter_context(Register(course))
        todo = iter(pairs)
        running: dict[Future[Marked], tuple[tuple[str, str], str]] = {}

        def start_next() -> None:
            pair = next(todo, None)
            if pair is not None:
                name, participant = pair
                stamp = _stamp(course, *pair)
                content = _submitted(course, *pair).read_bytes()
                instances = _instances(course, name, participant)
                job = workers.submit(
                    mark_submission, content, plans[name], instances, pool, copy=copies[name]
                )
                running[job] = pair, stamp

        for _ in range(how.jobs + 1):  # one more than can run, so that none of them waits
            start_next()
        while running:
            for job in wait(running, return_when=FIRST_COMPLETED).done:
                pair, stamp = running.pop(job)
                start_next()
                yield _entered(course, register, plans[pair[0]], pair, stamp, job)


def _on_cluster(course: Course, pairs: list[tuple[str, str]], how: How) -> Iterator[Graded]:
    """Mark on the workers of a cluster, enter here."""
    plans = {name: _plan(course, name) for name, _ in pairs}
    tasks = {name: _task(course, name, plans[name], how) for name in plans}
    stamps: dict[tuple[str, str], str] = {}

    def papers() -> Iterator[Paper]:
        for name, participant in pairs:
            stamps[name, participant] = _stamp(course, name, participant)
            content = _submitted(course, name, participant).read_bytes()
            instances = _instances(course, name, participant)
            data = {id_: dict(instance.data) for id_, instance in instances.items()}
            yield Paper((name, participant), name, content, data)

    with Register(course) as register:
        for key, found in marked_on_cluster(how.scheduler, tasks, papers()):
            pair: tuple[str, str] = key  # type: ignore[assignment]
            job: Future[Marked] = Future()
            if isinstance(found, GxdError):
                job.set_exception(found)
            else:
                job.set_result(found)
            yield _entered(course, register, plans[pair[0]], pair, stamps.pop(pair), job)


def _task(course: Course, name: str, plan: Plan, how: How) -> Task:
    """What a worker needs to know of an assignment."""
    bank = (course.solutions / name / "questions.py").read_text(encoding="utf-8")
    folder, left_out = course.exercises / name, {FILE, f"{name}.ipynb"}
    files = {
        file.name: file.read_bytes()
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name not in left_out
    }
    return Task(name, bank, plan, files, how.limits, how.walls)


def _entered(
    course: Course, register: Register, plan: Plan, pair: tuple[str, str], stamp: str,
    job: Future[Marked],
) -> Graded:  # fmt: skip
    try:
        marked = job.result()
    except GxdError as error:
        return Graded(*pair, None, str(error))
    mark = _mark_file(course, *pair)
    mark.unlink(missing_ok=True)

    def once_safe() -> None:
        keep_judged(course, *pair, plan, marked)
        write_whole(mark, stamp)

    register.record(*pair, plan, marked, once_safe=once_safe)
    lost = tuple(
        Text(f"{cell}: {verdict.sentences[0].ja}", f"{cell}: {verdict.sentences[0].en}")
        for cell, verdict in marked.verdicts.items()
        if verdict.outcome == "lost"
    )
    stopped = (marked.stopped,) if marked.stopped is not None and not lost else ()
    return Graded(*pair, None, notes=(*marked.repairs, *stopped), lost=lost)


def _plan(course: Course, name: str) -> Plan:
    source = course.solutions / name / f"{name}.ipynb"
    released = course.exercises / name / f"{name}.ipynb"
    return plan_of(source.read_bytes(), released.read_bytes())


def _instances(course: Course, name: str, participant: str) -> dict[str, Instance]:
    seeds, secret = course.seeds_of(participant)
    return {
        id_: question.instance(edition=course.edition, participant=seeds, secret=secret)
        for id_, question in load_bank(course, name).items()
    }


def _beside(course: Course, name: str, place: int, how: How) -> tuple[str, ...]:
    """The files released beside the notebook, as they are called where it runs."""
    folder = course.exercises / name
    inside = f"/gxd/{place}" if how.walls else str(folder)
    left_out = {FILE, f"{name}.ipynb"}
    return tuple(
        f"{inside}/{file.name}"
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name not in left_out
    )
