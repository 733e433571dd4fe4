"""The questions of the real chapters, from a file and from the seminar's server, end to end."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from gxd_teach.classroom.answers import Interval, Number
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.choices import Choices
from gxd_teach.classroom.collecting import collect
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.exercise import Instance
from gxd_teach.classroom.grading import grade
from gxd_teach.classroom.release import release_roster
from gxd_teach.seminar.site.serve import reserve_port
from gxd_teach.seminar.site.site import create_site

NAME = "04-product"
PAGE = "book/framework/04-product.html"
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@pytest.fixture(scope="module")
def served(course_root: Path, built_book: Path) -> Iterator[str]:
    """The book as the seminar serves it, with its content policy."""
    taken = reserve_port(0)
    config = uvicorn.Config(create_site(course_root, None), log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{taken.getsockname()[1]}/{PAGE}"
    server.should_exit = True
    thread.join(timeout=10)
    taken.close()


@pytest.fixture(scope="module")
def instances(course_root: Path) -> dict[str, Instance]:
    """The public questions of the chapter, with their answers."""
    course = Course(course_root)
    bank = load_bank(course, NAME)
    return {id_: question.instance(edition=course.edition) for id_, question in bank.items()}


class Chapter:
    """The chapter, open in a browser; what goes wrong on it is noted."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self._heard(message))
        page.goto(address)
        page.wait_for_selector("#check-04-q1 form")
        page.wait_for_load_state("networkidle")

    def _heard(self, message: Any) -> None:
        # From a file, the theme may not load its icon font; that is not of the questions.
        icons = "webfonts" in message.text or "ERR_FAILED" in message.text
        if message.type == "error" and not (icons and self.page.url.startswith("file:")):
            self.faults.append(message.text)

    def answer(self, instance: Instance, parts: dict[str, Any], form: Any = None) -> str:
        """Type an answer part by part, press the button; outcome and what was said."""
        box = self.page.locator(f"#check-{instance.question.id}")
        for checkbox in box.locator("input[type=checkbox]").all():
            checkbox.set_checked(False)
        fields = iter(box.locator("input[type=text]").all())
        for name, kind in instance.kinds.items():
            if isinstance(kind, Number):
                next(fields).fill(form(parts[name]) if form else str(parts[name]))
            elif isinstance(kind, Choices):
                for option in parts[name]:
                    box.locator(f'input[value="{option}"]').check()
            else:
                box.locator(f'input[value="{parts[name]}"]').check()
        box.locator("button[type=submit]").click()
        status = f"check-{instance.question.id}-status"
        self.page.wait_for_function(
            "(id) => document.getElementById(id).dataset.outcome", arg=status
        )
        found = self.page.locator(f"#{status}")
        return f"{found.get_attribute('data-outcome')}: {found.inner_text()}"


@pytest.fixture(params=["file", "server"])
def chapter(request, chromium, built_book, served) -> Iterator[Chapter]:
    """The chapter from a file and from the server; once it is open, the network is cut."""
    address = (built_book / PAGE).as_uri() if request.param == "file" else served
    context = chromium.new_context(locale="ja-JP", accept_downloads=True)
    one = Chapter(context.new_page(), address)
    context.set_offline(True)
    yield one
    assert one.faults == []
    context.close()


def test_right_answers_are_right(chapter, instances):
    """Quick checks and exercises: as a number, full-width with the unit, rounded as asked."""
    assert {"04-q1", "04-q2", "04-q3", "04a", "04b", "04c"} <= set(instances)
    for instance in instances.values():
        right = dict(instance.expected())
        kinds = [kind for kind in instance.kinds.values() if isinstance(kind, Number)]
        forms = [None]
        if kinds:
            unit = kinds[0].unit
            forms += [lambda v, u=unit: f"{v:,.3f}{u}".translate(WIDE), lambda v: f"{v:.3f}"]
        for form in forms:
            said = chapter.answer(instance, right, form)
            assert said.startswith("right: ○"), (instance.question.id, said)


def test_every_known_mistake_is_named(chapter, instances):
    """Each misconception of each question hears its own sentence, and no other's."""
    for instance in instances.values():
        for mistake in instance.question.misconceptions:
            parts = {**dict(instance.expected()), **dict(instance.mistaken(mistake))}
            said = chapter.answer(instance, parts)
            assert said.startswith("wrong:"), (mistake.name, said)
            assert mistake.sentence.ja in said
            others = [m.sentence.ja for m in instance.question.misconceptions if m is not mistake]
            assert not any(other in said for other in others)


def test_nonsense_and_another_unit(chapter, instances):
    """A sentence with what to do; nothing is called wrong that could not be read."""
    for typed, words in (
        ("x", "数値として読めません"),
        ("12,3", "数値として読めません"),
        ("5 kWh", "tkm に直せません"),
        ("", "まだ答えがありません"),
    ):
        said = chapter.answer(instances["04-q2"], {"": typed})
        assert words in said
        assert not said.startswith(("wrong", "right"))


def test_check_and_grader_agree_at_the_edge(chapter, instances):
    """The sealed interval ends to the digit where the bank's does."""
    instance = instances["04-q3"]
    (accepted,) = [known for known, _, right in instance.known_answers("") if right]
    assert isinstance(accepted, Interval)
    little = Decimal("1e-9")
    for value in (accepted.low, accepted.high, accepted.low - little, accepted.high + little):
        said = chapter.answer(instance, {"": f"{value:f}"})
        assert said.split(":")[0] == instance.judge(value).outcome


def test_the_copy_buttons_are_untouched(chapter):
    """Every code cell still has its button, named for a screen reader; no question has one."""
    page = chapter.page
    cells = page.locator("div.cell_input div.highlight").count()
    page.wait_for_function("() => document.querySelector('button.copybtn')")
    assert page.locator("div.cell_input button.copybtn").count() == cells > 5
    assert page.locator(".gxd-check .copybtn").count() == 0


def test_a_phone_is_wide_enough(chromium, built_book):
    """At 360 pixels the chapter does not scroll sideways."""
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    Chapter(page, (built_book / PAGE).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_a_question_is_found_by_the_search(chromium, served):
    """The words of a quick check lead to its chapter; no key of it is in the index."""
    page = chromium.new_page(locale="ja-JP")
    page.goto(served.replace(PAGE, "search.html?q=端材になる分"))
    page.wait_for_selector("#search-results li a")
    assert "04-product" in (page.locator("#search-results li a").first.get_attribute("href") or "")
    page.close()


def test_no_sentence_of_a_mistake_and_no_answer_in_the_page(built_book, instances):
    """The page's source holds the sealed keys, and nothing they hide."""
    text = (built_book / PAGE).read_text(encoding="utf-8")
    data = re.findall(
        r'<script type="application/json" class="gxd-check-data">(.+?)</script>', text
    )
    assert sorted(json.loads(one)["id"] for one in data) == sorted(instances)
    for instance in instances.values():
        for mistake in instance.question.misconceptions:
            assert mistake.sentence.ja not in text
            assert mistake.sentence.en not in text


def test_from_the_handout_to_the_gradebook_without_python(
    chromium, built_book, course_root, tmp_path
):
    """A rostered participant solves in the page with their own files; the answers are graded 3/3."""
    root = tmp_path / "course"
    root.mkdir()
    for name in ("solutions/04-product", "datasets"):
        shutil.copytree(course_root / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(course_root / name, root / name)
    course = Course.at(root)
    (root / "roster.csv").write_text("id,name\np1,青木\n", encoding="utf-8")
    release_roster(course, [NAME], root / "roster.csv", progress=lambda line: None)
    kit = course.grading / "handout" / "p1" / NAME

    context = chromium.new_context(locale="ja-JP", accept_downloads=True)
    chapter = Chapter(context.new_page(), (built_book / PAGE).as_uri())
    context.set_offline(True)
    chapter.page.set_input_files(
        "#gxd-check-files", [str(kit / "participant.json"), str(kit / "questions.json")]
    )
    chapter.page.wait_for_selector("#gxd-check-message[data-outcome=right]")
    bank = load_bank(course, NAME)
    for id_ in ("04a", "04b", "04c"):
        own = bank[id_].instance(edition=course.edition, participant="p1", secret=course.secret())
        assert own.data != bank[id_].instance(edition=course.edition, participant=PUBLIC).data
        said = chapter.answer(own, dict(own.expected()), lambda value: f"{value:.3f}")
        assert said.startswith("right"), said
    with chapter.page.expect_download() as download:
        chapter.page.click("#gxd-check-save")
    assert download.value.suggested_filename == "answers-04.json"
    saved = tmp_path / "answers-04.json"
    download.value.save_as(saved)
    assert chapter.faults == []
    context.close()

    assert collect(course, [saved], "p1") == []
    (result,) = grade(course, progress=lambda line: None)
    assert (result.score.score, result.score.max_score) == (3, 3)
