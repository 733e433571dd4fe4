"""Grading: ours, nbgrader's autograde and otter-grader on the same submissions, side by side.

    .venv/bin/python benchmarks/grading.py [--ours 1000] [--nbgrader 10] [--otter 3]

Everything is timed as a person would wait for it: a fresh process, its start included. Otter
lives in an environment of its own under _build/bench-otter, made at the first run; where it
cannot be installed, the reason stands in its row.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import venv
import zipfile
from importlib.metadata import version
from pathlib import Path

import psutil
import setting

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.release import release

NAME = "04-product"
CHECKOUT = setting.HERE.parent
OTTER = CHECKOUT / "_build" / "bench-otter"
OURS = """
import sys
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.grading import How, grade
import time
said = []
how = How(jobs=int(sys.argv[2]))
grade(Course.at(sys.argv[1]), public=True, force=True, how=how,
      progress=lambda line: said.append(time.perf_counter()))
said = said[5:]
print((said[-1] - said[0]) / (len(said) - 1))
"""
OTTER_TEST = """OK_FORMAT = True
test = {{"name": "{id}", "points": 1, "suites": [{{"type": "doctest", "scored": True, "cases": [
    {{"code": ">>> answer_{id} == {right}\\nTrue", "hidden": False, "locked": False}}]}}]}}
"""


def classroom(root: Path, count: int) -> Course:
    """A released course and as many right submissions."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for name in (f"solutions/{NAME}", "datasets"):
        shutil.copytree(CHECKOUT / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(CHECKOUT / name, root / name)
    course = Course.at(root)
    release(course, [NAME], progress=lambda line: None)
    released = json.loads((course.exercises / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    for cell in released["cells"]:
        id_ = cell["id"].removeprefix("answer-")
        if cell["id"].startswith("answer-"):
            cell["source"] = f"answer_{id_} = {right(course)[id_]!r}"
    for number in range(count):
        folder = course.grading / "submitted" / f"s{number:05d}" / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(released), encoding="utf-8")
    return course


def right(course: Course) -> dict[str, object]:
    """The right answers to the public questions."""
    answers: dict[str, object] = {}
    for id_, question in load_bank(course, NAME).items():
        expected = dict(question.instance(edition=course.edition).expected())
        answers[id_] = expected.get("", expected)
    return answers


def watched(command: list[str], folder: Path, **environment: str) -> dict[str, float | str]:
    """Run a command: seconds, the most memory of all its processes together, its last line."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, text=True, env={**os.environ, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    most = 0
    said = ""
    while True:
        try:
            said, _ = process.communicate(timeout=0.25)
            break
        except subprocess.TimeoutExpired:
            most = max(most, memory(process.pid))
    if process.returncode != 0:
        raise RuntimeError(said.strip().splitlines()[-1][:200])
    seconds = time.perf_counter() - begin
    last = (said.strip().splitlines() or [""])[-1]
    return {"seconds": seconds, "peak_mb": most / 2**20, "said": last}


def memory(pid: int) -> int:
    """Bytes held by a process and all below it, shared pages counted by their share."""
    held = 0
    try:
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0
    for process in processes:
        try:
            held += process.memory_full_info().pss
        except psutil.Error:
            continue
    return held


def ours(course: Course, count: int, jobs: int) -> list[str]:
    """A row of the table: ours."""
    found = watched(
        [sys.executable, "-c", OURS, str(course.root), str(jobs)],
        course.root,
        PYTHONPATH=str(CHECKOUT),
    )
    once = float(found["said"]) * 1000
    return [*row(f"ours, {jobs} job{'s' if jobs > 1 else ''}", count, found), f"{once:,.0f} ms"]


def nbgrader(course: Course, count: int) -> list[str]:
    """A row of the table: nbgrader autograde."""
    command = [str(Path(sys.executable).parent / "nbgrader"), "autograde", NAME, "--force"]
    found = watched(command, course.root, PYTHONPATH=str(CHECKOUT))
    return [*row(f"nbgrader {version('nbgrader')} autograde", count, found), "–"]


def otter(course: Course, count: int) -> list[str]:
    """A row of the table: otter run, one process a submission."""
    python = OTTER / "bin" / "python"
    if not python.exists():
        venv.create(OTTER, with_pip=True, clear=True)
    if not (OTTER / "bin" / "otter").exists():
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "otter-grader"], check=True)
        site = next((OTTER / "lib").glob("python*/site-packages"))
        # Behind its own packages, those the notebooks import.
        (site / "course.pth").write_text(f"{CHECKOUT}\n{Path(psutil.__file__).parents[1]}\n")
    archive = course.root / "autograder.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("otter_config.json", "{}")
        for id_, value in right(course).items():
            zipped.writestr(f"files/tests/{id_}.py", OTTER_TEST.format(id=id_, right=value))
            zipped.writestr(f"tests/{id_}.py", OTTER_TEST.format(id=id_, right=value))
    total: dict[str, float | str] = {"seconds": 0.0, "peak_mb": 0.0}
    for number in range(count):
        notebook = course.grading / "submitted" / f"s{number:05d}" / NAME / f"{NAME}.ipynb"
        command = [
            str(OTTER / "bin" / "otter"),
            "run",
            "--no-logo",
            "-a",
            str(archive),
            str(notebook),
        ]
        found = watched(command, course.root, GXD_COURSE_ROOT=str(course.root))
        score = json.loads((course.root / "results.json").read_text(encoding="utf-8"))
        if sum(test.get("score", 0) for test in score["tests"]) < 3:
            raise RuntimeError(f"otter did not give full points: {found['said']}")
        total["seconds"] = float(total["seconds"]) + float(found["seconds"])
        total["peak_mb"] = max(float(total["peak_mb"]), float(found["peak_mb"]))
    shown = subprocess.run(
        [str(python), "-c", "from importlib.metadata import version as v; print(v('otter-grader'))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [*row(f"otter-grader {shown.stdout.strip()} run", count, total), "–"]


def row(name: str, count: int, found: dict[str, float | str]) -> list[str]:
    each = float(found["seconds"]) / count * 1000
    return [name, str(count), f"{found['seconds']:.1f} s", f"{each:,.0f} ms", f"{found['peak_mb']:,.0f} MB"]  # fmt: skip


def times_nbgrader(rows: list[list[str]], place: int) -> str:
    """How many times nbgrader's submissions a second, as it was just before and just after."""

    def each(row: list[str]) -> float | None:
        found = row[3].split()[0].replace(",", "")
        return float(found) if found != "–" else None

    mine = each(rows[place])
    if rows[place][0].startswith("nbgrader") or mine is None:
        return "1 x" if mine is not None else "–"
    beside = [
        each(row) for row in rows[max(place - 1, 0) : place + 2] if row[0].startswith("nbgrader")
    ]
    known = [one for one in beside if one is not None]
    return f"{sum(known) / len(known) / mine:.1f} x"


def run(options: argparse.Namespace) -> None:
    place = setting.WORK / "grading"
    many = classroom(place / "many", options.ours)
    few = classroom(place / "few", options.nbgrader)
    loads = [os.getloadavg()[0]]
    rows = [nbgrader(few, options.nbgrader)]
    # Between two runs of nbgrader each, because other work comes and goes on a machine.
    for jobs in (1, 2):
        rows.append(ours(many, options.ours, jobs))
        loads.append(os.getloadavg()[0])
        rows.append(nbgrader(few, options.nbgrader))
        loads.append(os.getloadavg()[0])
    try:
        rows.append(otter(few, min(options.otter, options.nbgrader)))
    except (RuntimeError, OSError, subprocess.CalledProcessError, KeyError) as why:
        rows.append([f"otter-grader: {why}", "–", "–", "–", "–", "–"])
    loads.append(os.getloadavg()[0])
    for place, one in enumerate(rows):
        one.append(times_nbgrader(rows, place))
    headings = ["grader", "submissions", "in all", "each", "peak, all processes",
                "each, once it runs", "per second, nbgrader = 1"]  # fmt: skip
    setting.keep("grading", setting.table(headings, rows))
    told = ", ".join(f"{load:.1f}" for load in loads)
    setting.keep(
        "grading-setting",
        f"{setting.machine()}. {setting.versions('nbgrader', 'ipython')}. One assignment of three "
        f"questions, all answered right. Load before, between and after: {told}.",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=int, default=1000)
    parser.add_argument("--nbgrader", type=int, default=10)
    parser.add_argument("--otter", type=int, default=3)
    run(parser.parse_args())
