"""A large class graded in one go, and the same killed twice and taken up again.

    .venv/bin/python benchmarks/grading_scale.py [--count 1000] [--jobs 2]

Six questions, everybody's own answers (right, known mistakes, blanks, crashes). A kill is SIGKILL
to the whole process group, after a third and two thirds of the submissions.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import setting

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.new_assignment import new_assignment
from gxd_teach.classroom.release import release

NAME = "90-scale"
CHECKOUT = setting.HERE.parent


def classroom(root: Path, count: int) -> Course:
    """A released course with one assignment of six questions, and `count` submissions to it."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "solutions").mkdir(parents=True)
    shutil.copytree(CHECKOUT / "datasets", root / "datasets")
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(CHECKOUT / name, root / name)
    course = Course.at(root)
    new_assignment(course, NAME, ["number"] * 6)
    release(course, [NAME], progress=lambda line: None)
    released = json.loads((course.exercises / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    bank = load_bank(course, NAME)
    for number in range(count):
        for place, (id_, question) in enumerate(bank.items()):
            instance = question.instance(edition=course.edition)
            known = [None, *question.misconceptions]
            kind = (number * 7 + place) % (len(known) + 2)
            if kind < len(known):
                code = f"answer_{id_} = {instance.answered(known[kind])!r}"
            else:
                code = "1 / 0" if kind == len(known) else f"answer_{id_} = None"
            for cell in released["cells"]:
                if cell["id"] == f"answer-{id_}":
                    cell["source"] = code
        folder = course.grading / "submitted" / f"p{number:05d}" / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(released), encoding="utf-8")
    return course


def run(course: Course, jobs: int, until: int | None = None) -> dict[str, float]:
    """`gxd class grade` in a process of its own; killed with its group once `until` are done."""
    command = [sys.executable, "-m", "gxd_teach.cli", "class", "grade", "--course",
               str(course.root), "--public", "--jobs", str(jobs)]  # fmt: skip
    begin = time.perf_counter()
    said = course.root / "errors.txt"
    with said.open("w") as errors, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(CHECKOUT)},
    ) as process:  # fmt: skip
        peak, over = [0.0], threading.Event()
        watch = threading.Thread(target=_watch, args=(process.pid, peak, over))
        watch.start()
        done = 0
        assert process.stdout is not None
        for line in process.stdout:
            done += line.startswith("[")
            if until is not None and done >= until:
                os.killpg(process.pid, signal.SIGKILL)
                break
        process.wait()
        over.set()
        watch.join()
    if until is None and process.returncode not in (0, 1):
        raise RuntimeError(said.read_text())
    return {"done": done, "seconds": time.perf_counter() - begin, "peak_mib": peak[0]}


def _watch(pid: int, peak: list[float], over: threading.Event) -> None:
    """Memory of the process and all below it, proportional where it is shared (PSS)."""
    while not over.wait(0.5):
        total = 0
        try:
            tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        for one in tree:
            try:
                total += one.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        peak[0] = max(peak[0], total / 2**20)


def book(course: Course) -> list[tuple[object, ...]]:
    """The whole gradebook, but for the numbers that are drawn for its rows."""
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook_url, "gxd") as gradebook:
        return sorted(
            (sub.student.id, grade.name, grade.auto_score, grade.manual_score,
             grade.needs_manual_grade, grade.max_score)
            for sub in gradebook.assignment_submissions(NAME)
            for notebook in sub.notebooks for grade in notebook.grades
        )  # fmt: skip


def disturbed_and_not(work: Path, count: int, jobs: int) -> dict[str, object]:
    """Grade the same class twice, once killed twice; what was measured, and whether it is equal."""
    calm = classroom(work / "calm", count)
    rough = Course.at(shutil.copytree(calm.root, work / "rough", dirs_exist_ok=True))
    straight = run(calm, jobs)
    runs = [run(rough, jobs, count // 3), run(rough, jobs, count // 3), run(rough, jobs)]
    one, other = book(calm), book(rough)
    return {"straight": straight, "runs": runs, "entries": len(one), "equal": one == other,
            "people": len({row[0] for row in one})}  # fmt: skip


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    work = setting.WORK / "grading-scale"
    shutil.rmtree(work, ignore_errors=True)
    found = disturbed_and_not(work, options.count, options.jobs)
    rows = []
    names = ["undisturbed", "until the 1st kill", "until the 2nd kill", "to the end"]
    for name, one in zip(names, [found["straight"], *found["runs"]], strict=True):  # type: ignore[list-item, misc]
        each = 1000 * one["seconds"] / max(one["done"], 1)
        rows.append([name, f"{one['done']:.0f}", f"{one['seconds']:.1f}", f"{each:.1f}",
                     f"{one['peak_mib']:.0f}"])  # fmt: skip
    heads = ["run", "submissions", "seconds", "ms each, start included", "peak memory (MiB)"]
    text = setting.table(heads, rows)
    equal = "equal" if found["equal"] else "NOT EQUAL"
    text += f"\n\n{found['entries']} entries of {found['people']} people; the two gradebooks are {equal}."
    setting.keep("grading-scale", f"{setting.machine()}\n\n{text}")


if __name__ == "__main__":
    main()
