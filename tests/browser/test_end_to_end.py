"""The whole seminar, as a participant and an instructor use it: in a browser and a notebook."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbclient
import nbformat
import pytest

from gxd_teach.techspec import Credentials, ExchangeClient

NAME = "04-product"
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def seminar(course_root: Path, built_book: Path) -> Iterator[str]:
    """The running seminar's address; ended by Ctrl-C, which has to be clean."""
    port = free_port()
    server = subprocess.Popen(
        [BIN / "gxd", "seminar", "--port", str(port)],
        cwd=course_root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert server.stdout is not None
    watchdog = threading.Timer(300, server.kill)
    watchdog.start()
    said = []
    for line in server.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    else:
        pytest.fail("the seminar did not start:\n" + "".join(said))
    yield f"http://127.0.0.1:{port}"
    server.send_signal(signal.SIGINT)
    rest = server.communicate(timeout=60)[0]
    watchdog.cancel()
    assert server.returncode == 0, rest
    assert "Traceback" not in rest


@pytest.fixture(scope="module")
def handout(seminar: str, chromium, tmp_path_factory) -> Path:
    """What a participant has after clicking the chapter's download link and unpacking."""
    page = chromium.new_page()
    page.goto(f"{seminar}/book/framework/04-product.html")
    with page.expect_download() as download:
        page.click("a.exercise-download")
    folder = tmp_path_factory.mktemp("downloads")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    page.close()
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder / NAME


def solved(course_root: Path, handout: Path, changed: dict[str, str] | None = None):
    """The downloaded notebook with the reference solution typed in, run in its folder."""
    source = nbformat.read(course_root / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    answers = {cell.id: cell.source for cell in source.cells if cell.id.startswith("answer-")}
    notebook = nbformat.read(handout / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id in answers:
            cell.source = (changed or {}).get(cell.id, answers[cell.id])
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(handout)}}
    )
    return client.execute()


def said_by_check(notebook, question_id: str) -> str:
    """The text of the check cell's output."""
    for cell in notebook.cells:
        if cell.id == f"check-{question_id}":
            return str(cell.outputs[0]["data"]["text/plain"])
    raise AssertionError(question_id)


def test_the_chapter_shows_figure_and_result(seminar, chromium):
    """From the front page to chapter 4: its figure is drawn and 12.372 stands in the text."""
    page = chromium.new_page(locale="ja-JP")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{seminar}/")
    assert page.url.endswith("/book/index.html")
    page.click("article >> text=第4章 >> nth=0")
    assert page.url.endswith("/book/framework/04-product.html")
    assert "12.372" in page.inner_text("article")
    assert "21.408" in page.inner_text("article")
    figure = page.locator("article figure img").first
    assert figure.evaluate("image => image.complete && image.naturalWidth > 300")
    assert "アルミ板" in (figure.get_attribute("alt") or "")
    assert not faults
    page.close()


def test_no_word_of_a_participants_answer_in_the_book(built_book, course_root):
    """An exercise draws other numbers: no drawn answer stands on its chapter's page.

    Of four digits or more: a share of 5.0 % stands in many places.
    """
    from gxd_teach.classroom.bank import load_bank
    from gxd_teach.classroom.course import Course

    course = Course(course_root)
    tried = 0
    for assignment in course.assignments():
        for question in load_bank(course, assignment).values():
            page = built_book / f"{question.read_more}.html"
            text = page.read_text(encoding="utf-8")
            assert question.points == 0 or question.id in text  # the search does see the page
            for value in question.instance(edition=course.edition).expected().values():
                if not isinstance(value, float):
                    continue
                for form in (f"{value:.3f}", f"{value:.2f}", f"{value:.1f} %"):
                    digits = form.replace(".", "").strip("-0 %")
                    if len(digits) >= 4:
                        tried += 1
                        assert not re.search(rf"(?<![\d.]){re.escape(form)}(?!\d)", text), (
                            question.id,
                            form,
                        )
    assert tried > 50


def test_nothing_of_the_instructors_is_served(seminar, course_root):
    """Every address that can be reached by links, zips opened: no solution, bank or guide."""
    import io
    import re
    from urllib.parse import urldefrag, urljoin

    import httpx2

    from gxd_teach.classroom.bank import load_bank
    from gxd_teach.classroom.course import Course

    course = Course(course_root)
    # The reference explains the instructor's commands and functions, and so names these.
    words = ["BEGIN SOLUTION", "BEGIN HIDDEN", "judge(", "questions.py", "course-secret"]
    words += ["講師の手引き", "予想される誤答", "模範解答", "solutions/04"]
    sentences: list[str] = []
    for assignment in course.assignments():
        for question in load_bank(course, assignment).values():
            sentences += [mistake.sentence.ja for mistake in question.misconceptions]
    waiting = [f"{seminar}/", f"{seminar}/exercises/", f"{seminar}/exchange/"]
    waiting += [f"{seminar}/searchindex.js", f"{seminar}/search.html", f"{seminar}/objects.inv"]
    seen: set[str] = set()
    with httpx2.Client(follow_redirects=True) as client:
        while waiting:
            url = urldefrag(waiting.pop())[0]
            if url in seen or not url.startswith(seminar):
                continue
            seen.add(url)
            answer = client.get(url)
            assert answer.status_code == 200, url
            texts = [answer.content.decode("utf-8", "ignore")]
            if url.endswith(".zip"):
                with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
                    texts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
            forbidden = sentences + ([] if "/book/reference/" in url else words)
            for text in texts:
                assert not [word for word in forbidden if word in text], url
            if "html" in answer.headers["content-type"]:
                links = re.findall(r'(?:href|src)="([^"#][^"]*)"', texts[0])
                waiting += [urljoin(str(answer.url), link) for link in links]
    assert any(url.endswith(".zip") for url in seen)
    assert any(url.endswith("04-product.html") for url in seen)


def test_the_exchange_page_shows_what_the_companies_offer(seminar, chromium):
    """Five companies, the chassis at 12.372, and no button that could change anything."""
    page = chromium.new_page(locale="ja-JP")
    page.goto(f"{seminar}/exchange/")
    text = page.inner_text("main")
    assert text.count("FICT") >= 5
    assert "12.372" in text
    assert page.locator("form, button:not(#pause), input").count() == 0
    page.close()


def test_a_notebook_reads_from_the_running_exchange(seminar, course_root):
    """The credentials laid out for learners open the supplier's record over HTTPS."""
    port = seminar.rsplit(":", 1)[1]
    file = course_root / "_build" / "exchange" / port / "fict-pc-reads-fict-chassis.json"
    with ExchangeClient(Credentials.load(file)) as client:
        found = list(client.footprints())
    assert [str(record.pcf.pcfExcludingBiogenicUptake) for record in found] == ["12.372186"]


def test_the_downloaded_assignment_says_right(course_root, handout):
    """Solved as a participant solves it, every check is green."""
    notebook = solved(course_root, handout)
    for question_id in ("04a", "04b", "04c"):
        assert said_by_check(notebook, question_id).startswith("○")


def test_the_downloaded_assignment_names_the_mistake(course_root, handout):
    """Yield multiplied instead of divided: the notebook says so."""
    wrong = 'q = question("04b")\nanswer_04b = q["begun_kg"] * q["yield_percent"] / 100'
    notebook = solved(course_root, handout, {"answer-04b": wrong})
    assert "歩留まりは割り算" in said_by_check(notebook, "04b")
    assert said_by_check(notebook, "04a").startswith("○")


def test_an_untouched_download_runs_and_says_unanswered(handout):
    """Run before anything is typed, nothing breaks."""
    notebook = nbformat.read(handout / f"{NAME}.ipynb", as_version=4)
    where = {"metadata": {"path": str(handout)}}
    done = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where)
    done.execute()
    for question_id in ("04a", "04b", "04c"):
        assert "まだ答えがありません" in said_by_check(notebook, question_id)


def test_handed_in_graded_and_given_back(course_root, handout, chromium, tmp_path):
    """3/3 under plain `nbgrader autograde`, and the feedback page opens without a network."""
    root = tmp_path / "course"
    root.mkdir()
    for name in (f"solutions/{NAME}", "datasets"):
        shutil.copytree(course_root / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(course_root / name, root / name)
    clean = {key: value for key, value in os.environ.items() if key != "GXD_COURSE_ROOT"}

    def run(*command: str) -> str:
        program = [str(BIN / command[0]), *command[1:]]
        done = subprocess.run(program, cwd=root, env=clean, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("gxd", "class", "release")
    work = root / "_grading" / "submitted" / "alice" / NAME
    work.mkdir(parents=True)
    nbformat.write(solved(course_root, handout), work / f"{NAME}.ipynb")
    run("nbgrader", "autograde", NAME)
    run("nbgrader", "export", "--to", "scores.csv")
    with open(root / "scores.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["student_id"], float(row["score"]), float(row["max_score"])) for row in rows] == [
        ("alice", 3, 3)
    ]
    assert "alice  3/3" in run("gxd", "class", "grade")
    feedback = Path(run("gxd", "class", "feedback").splitlines()[-1])
    page = chromium.new_page()
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.goto(feedback.as_uri())
    assert "3 / 3" in page.inner_text("body")
    assert "正解" in page.inner_text("body")
    assert [url for url in outside if url.startswith("http")] == []
    page.close()


def test_the_leaflet_in_the_download_is_the_public_one(handout):
    """Who practises alone has the public numbers and no participant file."""
    leaflet = json.loads((handout / "questions.json").read_text(encoding="utf-8"))
    assert leaflet["participant"] == "public"
    assert not (handout / "participant.json").exists()
