"""A class from release to feedback, with the real nbgrader."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.collecting import collect
from gxd_teach.classroom.course import Course, read_roster
from gxd_teach.classroom.draw import PUBLIC
from gxd_teach.classroom.feedback import feedback
from gxd_teach.classroom.grading import grade
from gxd_teach.classroom.release import release, release_all, release_roster
from gxd_teach.errors import GxdError

NAME = "04-product"
QUIET = {"progress": lambda line: None}


def filled(notebook: Path, answers: dict[str, str]) -> str:
    """A released notebook whose answer cells hold this code, as a participant saves it."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        question_id = cell["id"].removeprefix("answer-")
        if cell["id"].startswith("answer-") and question_id in answers:
            cell["source"] = answers[question_id]
    return json.dumps(content, ensure_ascii=False)


def right(course: Course, participant: str = PUBLIC, secret: bytes = b"") -> dict[str, str]:
    """Right answers, typed as numbers, as somebody with a pocket calculator does."""
    made = {}
    for id_, question in load_bank(course, NAME).items():
        instance = question.instance(edition=course.edition, participant=participant, secret=secret)
        expected = dict(instance.expected())
        made[id_] = f"answer_{id_} = {expected.get('', expected)!r}"
    return made


def hand_in(course: Course, participant: str, content: str) -> None:
    folder = course.root / "handed-in" / participant / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(content, encoding="utf-8")


class TestRelease:
    """What participants get."""

    def test_the_committed_release_is_in_step_with_its_source(self, course, course_root):
        """Releasing again gives the very files in exercises/."""
        release_all(course.root, progress=lambda line: None)
        made = {p.name: p.read_bytes() for p in (course.exercises / NAME).iterdir()}
        committed = {p.name: p.read_bytes() for p in (course_root / "exercises" / NAME).iterdir()}
        assert made.keys() == committed.keys()
        for name in made:
            assert made[name] == committed[name], f"run 'make release': {name} is stale"

    def test_a_release_holds_no_solution(self, course_root):
        """No solution, hidden test, bank, misconception or drawn answer in exercises/."""
        course = Course(course_root)
        files = [path for path in course.exercises.rglob("*") if path.is_file()]
        assert {path.suffix for path in files} == {".ipynb", ".json"}
        assert sorted({path.parent.name for path in files}) == course.assignments()
        text = "\n".join(path.read_text(encoding="utf-8") for path in files)
        for word in ("SOLUTION", "HIDDEN", "judge(", "misconception", "hot_spot = max"):
            assert word not in text
        tried = 0
        for assignment in course.assignments():
            own = "\n".join(
                path.read_text(encoding="utf-8") for path in files if path.parent.name == assignment
            )
            for question in load_bank(course, assignment).values():
                instance = question.instance(edition=course.edition)
                for value in instance.expected().values():
                    form = f"{value:.2f}" if isinstance(value, float) else ""
                    if len(form.replace(".", "").strip("-0")) >= 4:  # fewer stand by chance
                        tried += 1
                        assert not re.search(rf"(?<![\d.]){re.escape(form)}(?!\d)", own), (
                            question.id
                        )
        assert tried > 20

    def test_nothing_is_made_again_when_nothing_changed(self, course):
        """The second release is a look at the clock; a changed bank releases again."""
        assert release(course, [NAME], **QUIET) == [NAME]
        assert release(course, [NAME], **QUIET) == []
        bank = course.solutions / NAME / "questions.py"
        bank.write_text(bank.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
        assert release(course, [NAME], **QUIET) == [NAME]

    def test_an_unknown_assignment_names_the_known(self, course):
        """A typing slip is easy to put right."""
        with pytest.raises(GxdError, match=r"GXD-C060.*04-product"):
            release(course, ["04-produkt"])

    def test_a_failed_release_leaves_the_old_one(self, course):
        """A source that nbgrader refuses does not take the release away."""
        release(course, [NAME], **QUIET)
        before = (course.exercises / NAME / f"{NAME}.ipynb").read_bytes()
        source = course.solutions / NAME / f"{NAME}.ipynb"
        source.write_text(
            source.read_text(encoding="utf-8").replace("### END SOLUTION", ""), encoding="utf-8"
        )
        with pytest.raises(GxdError, match="GXD-C070"):
            release(course, [NAME], **QUIET)
        assert (course.exercises / NAME / f"{NAME}.ipynb").read_bytes() == before
        assert not list((course.root / "_build").glob("release-*"))


class TestRoster:
    """Everyone's own numbers."""

    @pytest.fixture
    def handed_out(self, course):
        roster = course.root / "roster.csv"
        roster.write_text("id,name\np1,青木\np2,Baker\n", encoding="utf-8-sig")
        release_roster(course, [NAME], roster, **QUIET)
        return course

    def test_each_zip_holds_ones_own_leaflet(self, handed_out):
        """The same notebook, other numbers, one's own name."""
        leaflets, notebooks = {}, set()
        for who in ("p1", "p2"):
            with zipfile.ZipFile(handed_out.grading / "handout" / f"{who}.zip") as archive:
                names = archive.namelist()
                assert sorted(Path(name).name for name in names) == [
                    f"{NAME}.ipynb", "participant.json", "questions.json",
                ]  # fmt: skip
                leaflets[who] = json.loads(archive.read(f"{who}/{NAME}/questions.json"))
                named = json.loads(archive.read(f"{who}/{NAME}/participant.json"))
                assert named["participant"] == who
                notebooks.add(archive.read(f"{who}/{NAME}/{NAME}.ipynb"))
        given = {
            who: str([q["given"] for q in leaf["questions"].values()])
            for who, leaf in leaflets.items()
        }
        assert given["p1"] != given["p2"]
        assert len(notebooks) == 1

    def test_the_secret_is_kept_and_kept_private(self, handed_out):
        """One secret for the whole class; nobody else on the machine reads it; git ignores it."""
        file = handed_out.grading / "course-secret"
        assert file.stat().st_mode & 0o077 == 0
        before = handed_out.secret()
        release_roster(handed_out, [NAME], handed_out.root / "roster.csv", **QUIET)
        assert handed_out.secret() == before != b""

    def test_public_sources_do_not_reveal_the_numbers(self, handed_out):
        """Without the secret, the seeds of a roster cannot be drawn."""
        bank = load_bank(handed_out, NAME)["04a"]
        own = bank.instance(
            edition=handed_out.edition, participant="p1", secret=handed_out.secret()
        )
        guessed = bank.instance(edition=handed_out.edition, participant="p1")
        assert own.data != guessed.data

    def test_a_shorter_roster_forgets_nobody(self, handed_out):
        """Who was on the roster can still be graded."""
        roster = handed_out.root / "roster.csv"
        roster.write_text("id,name\np3,\n", encoding="utf-8")
        release_roster(handed_out, [NAME], roster, **QUIET)
        assert sorted(handed_out.roster()) == ["p1", "p2", "p3"]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "GXD-C021"),
            ("name\nA\n", "GXD-C021"),
            ("id\n../etc\n", "GXD-C022"),
            ("id\n\n ,\n", "GXD-C022"),
            ("id\npublic\n", "GXD-C022"),
            ("id\np1\nP1\n", "GXD-C023"),
        ],
    )
    def test_a_bad_roster_is_refused_by_row(self, tmp_path, text, code):
        """Nothing is made from a roster with a fault."""
        file = tmp_path / "roster.csv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(GxdError) as caught:
            read_roster(file)
        assert caught.value.code == code


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course_root):
    """A class of four, graded once: all right, one mistake, untouched, a crash."""
    root = tmp_path_factory.mktemp("class") / "course"
    root.mkdir()
    for name in ("solutions/04-product", "datasets"):
        shutil.copytree(course_root / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(course_root / name, root / name)
    course = Course.at(root)
    roster = root / "roster.csv"
    roster.write_text("id,name\nrostered,山田\n", encoding="utf-8")
    release_roster(course, [NAME], roster, **QUIET)
    notebook = course.exercises / NAME / f"{NAME}.ipynb"
    answers = right(course)
    data = load_bank(course, NAME)["04b"].instance(edition=course.edition).data
    multiplied = data["begun_kg"] * data["yield_percent"] / 100
    hand_in(course, "all-right", filled(notebook, answers))
    hand_in(course, "rostered", filled(notebook, right(course, "rostered", course.secret())))
    hand_in(course, "public-answers", filled(notebook, answers))
    hand_in(
        course, "multiplied", filled(notebook, {**answers, "04b": f"answer_04b = {multiplied}"})
    )
    hand_in(course, "untouched", notebook.read_text(encoding="utf-8"))
    broken = {**answers, "04b": "answer_04b = 1 / 0"}
    hand_in(course, "crashed", filled(notebook, broken))
    with roster.open("a", encoding="utf-8") as file:
        file.write("public-answers,\n")
    release_roster(course, [NAME], roster, **QUIET)
    assert collect(course, [root / "handed-in"], public=True) == []
    results = {result.participant: result for result in grade(course, public=True, **QUIET)}
    return course, results


class TestGrading:
    """What the gradebook says."""

    @pytest.mark.parametrize(
        ("who", "score"),
        [("all-right", 3), ("rostered", 3), ("multiplied", 2), ("untouched", 0), ("crashed", 2)],
    )
    def test_scores(self, graded, who, score):
        """Right is right, a mistake costs its question, a crash costs no other question."""
        _, results = graded
        assert (results[who].score.score, results[who].score.max_score) == (score, 3)

    def test_the_public_numbers_are_worth_nothing_on_a_roster(self, graded):
        """Another person's right answers are wrong for oneself (the hot spot may coincide)."""
        _, results = graded
        assert results["public-answers"].score.score <= 0.5

    def test_nothing_is_graded_twice(self, graded):
        """A second call finds everything done."""
        course, results = graded
        lines: list[str] = []
        again = grade(course, public=True, progress=lines.append)
        assert lines == []
        assert {r.participant: r.score for r in again} == {p: r.score for p, r in results.items()}

    def test_plain_nbgrader_gives_the_same_scores(self, graded):
        """`nbgrader autograde` and `nbgrader export`, as anybody types them."""
        course, results = graded
        clean = {key: value for key, value in os.environ.items() if key != "GXD_COURSE_ROOT"}
        nbgrader = Path(sys.executable).parent / "nbgrader"
        for command in (["autograde", NAME, "--force"], ["export", "--to", "scores.csv"]):
            done = subprocess.run(
                [nbgrader, *command], cwd=course.root, env=clean, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
        with open(course.root / "scores.csv", encoding="utf-8") as file:
            exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
        assert exported == {who: result.score.score for who, result in results.items()}

    def test_the_feedback_page_names_the_mistake(self, graded):
        """Everyone gets a page; the one with the mistake hears of it."""
        course, results = graded
        pages = {page.parent.parent.name: page for page in feedback(course, **QUIET)}
        assert pages.keys() == results.keys()
        assert "歩留まりは割り算" in pages["multiplied"].read_text(encoding="utf-8")
        assert "歩留まりは割り算" not in pages["all-right"].read_text(encoding="utf-8")
        for page in pages.values():
            assert "Content-Security-Policy" in page.read_text(encoding="utf-8")
            assert not re.search(r"(src|href)=.https?:", page.read_text(encoding="utf-8"))

    def test_a_submission_that_cannot_be_graded_is_no_zero(self, graded):
        """A notebook that ends its kernel is named for a person to look; nobody else suffers."""
        course, _ = graded
        notebook = course.exercises / NAME / f"{NAME}.ipynb"
        killer = filled(notebook, {"04a": "import os; os._exit(1)"})
        folder = course.root / "late" / "killer" / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(killer, encoding="utf-8")
        assert collect(course, [course.root / "late"], public=True) == []
        results = {result.participant: result for result in grade(course, public=True, **QUIET)}
        assert "要確認: judge-04a" in str(results["killer"])
        assert "プログラムが終了しました" in str(results["killer"])
        again = {result.participant: result for result in grade(course, public=True, **QUIET)}
        assert "要確認: judge-04a" in str(again["killer"])  # asked again, it is still no zero
        assert "要確認" not in str(again["all-right"])
        from nbgrader.api import Gradebook

        with Gradebook(course.gradebook_url) as book:
            grade_ = book.find_grade("judge-04a", NAME, NAME, "killer")
            assert grade_.needs_manual_grade
        assert "Traceback" not in str(results["killer"])
        assert results["all-right"].score.score == 3


def test_the_answer_key_is_what_is_judged(course):
    """The instructor sees a participant's own numbers and answers, nobody else's."""
    from gxd_teach.classroom.answer_key import answer_key

    secret = course.secret(create=True)
    (course.grading / "roster.csv").write_text("id,name\np1,\n", encoding="utf-8")
    bank = load_bank(course, NAME)
    own = bank["04b"].instance(edition=course.edition, participant="p1", secret=secret)
    lines = "\n".join(answer_key(course, "p1", NAME))
    assert f"= {own.expected()['']:.6g}" in lines
    assert str(own.data["begun_kg"]) in lines
    assert lines != "\n".join(answer_key(course))
    with pytest.raises(GxdError, match=r"GXD-C061.*p1"):
        list(answer_key(course, "P1"))


class TestCollecting:
    """Submissions as they come in."""

    @pytest.mark.parametrize("kind", ["notebook", "folder", "zip"])
    def test_one_persons_work_in_any_wrapping(self, course, course_root, tmp_path, kind):
        """The notebook, its folder, or a zip of it, with --participant."""
        source = tmp_path / "work" / NAME
        source.mkdir(parents=True)
        shutil.copy(course_root / "exercises" / NAME / f"{NAME}.ipynb", source)
        place = {"notebook": source / f"{NAME}.ipynb", "folder": source}.get(kind)
        if place is None:
            place = Path(shutil.make_archive(str(tmp_path / "w"), "zip", source.parent))
        assert collect(course, [place], "p1") == []
        assert (course.grading / "submitted" / "p1" / NAME / f"{NAME}.ipynb").exists()

    @pytest.mark.parametrize("name", ["work.ipynb", "04-product (1).ipynb", "提出.ipynb"])
    def test_a_renamed_notebook_is_known_by_its_grading_cells(
        self, course, course_root, tmp_path, name
    ):
        """A browser's second download, or a name of one's own."""
        shutil.copy(course_root / "exercises" / NAME / f"{NAME}.ipynb", tmp_path / name)
        assert collect(course, [tmp_path / name], "p1") == []
        assert (course.grading / "submitted" / "p1" / NAME / f"{NAME}.ipynb").exists()

    def test_in_a_class_folder_too(self, course, course_root, tmp_path):
        """Nothing handed in is passed over in silence."""
        folder = tmp_path / "alice" / NAME
        folder.mkdir(parents=True)
        shutil.copy(
            course_root / "exercises" / NAME / f"{NAME}.ipynb", folder / f"{NAME} (1).ipynb"
        )
        assert collect(course, [tmp_path]) == []
        assert (course.grading / "submitted" / "alice" / NAME / f"{NAME}.ipynb").exists()
        shutil.copy(course_root / "exercises" / NAME / f"{NAME}.ipynb", folder)
        (said,) = collect(course, [tmp_path])
        assert f"{NAME} (1).ipynb" in said
        assert "alice" in said

    @pytest.mark.parametrize(
        ("layout", "words"),
        [
            ({"p1/other/my-work.ipynb": '{"cells": []}'}, "--assignment"),
            ({f"p1/{NAME}/{NAME}.ipynb": "{"}, "壊れて"),
            ({f"p1/{NAME}/{NAME}.ipynb": '{"cells": [1]}'}, "壊れて"),
            ({f"-rf/{NAME}/{NAME}.ipynb": '{"cells": []}'}, "id は使えません"),
            ({"readme.txt": ""}, "--participant"),
        ],
    )
    def test_what_is_not_taken_is_said(self, course, tmp_path, layout, words):
        """Whose, which file, why, and what to do."""
        for name, text in layout.items():
            file = tmp_path / "in" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (said,) = collect(course, [tmp_path / "in"])
        assert words in said
        if "/" in next(iter(layout)):
            assert next(iter(layout)).split("/")[0] in said
        assert not (course.grading / "submitted").exists()

    def test_a_file_that_is_no_zip_or_not_there(self, course, tmp_path):
        """A sentence, no traceback."""
        (tmp_path / "a.zip").write_bytes(b"no zip")
        broken, missing = collect(course, [tmp_path / "a.zip", tmp_path / "nowhere"], "p1")
        assert "開けません" in broken
        assert "ありません" in missing

    def test_an_id_cannot_leave_the_course(self, course, course_root, tmp_path):
        """An id with a path in it writes nothing anywhere."""
        notebook = course_root / "exercises" / NAME / f"{NAME}.ipynb"
        (said,) = collect(course, [notebook], "../../escaped")
        assert "id は使えません" in said
        assert not list(tmp_path.rglob("escaped"))

    def test_who_is_not_on_the_roster_is_asked_back(self, course, course_root):
        """A slip in an id never becomes a bad mark; the nearest id is offered."""
        course.secret(create=True)
        (course.grading / "roster.csv").write_text("id,name\nalice,\n", encoding="utf-8")
        notebook = course_root / "exercises" / NAME / f"{NAME}.ipynb"
        for slip in ("Alice", "alise"):
            (said,) = collect(course, [notebook], slip)
            assert "もしかして: alice" in said
        assert collect(course, [notebook], "someone-else", public=True) == []
        (result,) = grade(course, **QUIET)
        assert result.score is None
        assert "名簿にない" in str(result)

    @pytest.mark.parametrize(("change", "words"), [("drop", "補いました"), ("double", "2 つ")])
    def test_grading_cells_that_were_touched_are_mended_and_named(
        self, course, course_root, tmp_path, change, words
    ):
        """A missing or doubled grading cell costs nobody a mark: it is put right and named."""
        content = json.loads(
            (course_root / "exercises" / NAME / f"{NAME}.ipynb").read_text("utf-8")
        )
        for cell in content["cells"]:
            if cell["id"] == "answer-04b":
                cell["source"] = right(course)["04b"]
        (place,) = [i for i, cell in enumerate(content["cells"]) if cell["id"] == "judge-04b"]
        if change == "drop":
            del content["cells"][place]
        else:
            content["cells"].append(content["cells"][place])
        file = tmp_path / f"{NAME}.ipynb"
        file.write_text(json.dumps(content), encoding="utf-8")
        assert collect(course, [file], "p1") == []
        (result,) = grade(course, **QUIET)
        assert result.score.score == 1
        assert "judge-04b" in str(result)
        assert words in str(result)

    def test_grading_nothing_says_what_to_do(self, course):
        """The sentence tells where submissions are expected."""
        with pytest.raises(GxdError, match="GXD-C080"):
            grade(course)


def test_another_edition_has_other_numbers_and_is_kept(course, capsys):
    """`--edition` names the class: all that follows draws, names and refuses by it."""
    from gxd_teach.cli import main

    usual = load_bank(course, "04-product")["04b"].instance(edition=course.edition).data
    assert main(["class", "release", "04-product", "--edition", "2026-winter"]) == 0
    named = Course.at(course.root)
    assert named.edition == "2026-winter"
    sheet = json.loads((named.exercises / "04-product" / "questions.json").read_text("utf-8"))
    assert sheet["edition"] == "2026-winter"
    drawn = load_bank(named, "04-product")["04b"].instance(edition=named.edition).data
    assert {line["name"]: line["value"] for line in sheet["questions"]["04b"]["given"]}.items() <= drawn.items()  # fmt: skip
    assert drawn != usual
    capsys.readouterr()
    assert main(["class", "release", "--edition", "../x"]) != 0
    assert "GXD-C026" in capsys.readouterr().err
    assert Course.at(course.root).edition == "2026-winter"


def test_what_is_released_is_sealed_as_slowly_as_promised(course, tmp_path):
    """Every part of the public release and of a participant's: 200,000 rounds, a salt of its own."""
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\np001,A\n", encoding="utf-8")
    release_roster(course, ["04-product"], roster, progress=lambda line: None)
    places = [course.exercises, course.grading / "handout" / "p001"]
    salts = []
    for place in places:
        sheet = json.loads((place / "04-product" / "questions.json").read_text("utf-8"))
        parts = [p["sealed"] for q in sheet["questions"].values() for p in q["parts"].values()]
        assert {part["iterations"] for part in parts} == {200_000}
        salts += [part["salt"] for part in parts]
    assert len(set(salts)) == len(salts)
    # Released again, nothing has changed, and nothing was derived anew.
    before = [(place / "04-product" / "questions.json").read_bytes() for place in places]
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr("gxd_teach.classroom.sealed.seal", None)
        release(course, ["04-product"], force=True, progress=lambda line: None)
        release_roster(course, ["04-product"], roster, progress=lambda line: None)
    assert [(p / "04-product" / "questions.json").read_bytes() for p in places] == before
    # What was kept is not believed where it is damaged, and tells nothing without the secret.
    kept = course.grading / "sealed" / "p001" / "04-product.json"
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text('{"x": {"entries": 5}}', encoding="utf-8")
    release_roster(course, ["04-product"], roster, progress=lambda line: None)
    assert [(p / "04-product" / "questions.json").read_bytes() for p in places] == before


def test_a_new_gradebook_has_the_version_that_nbgrader_gives_it(course):
    """The newest of nbgrader's revisions, without starting another Python for it."""
    import nbgrader

    release(course, ["04-product"], progress=lambda line: None)
    with sqlite3.connect(course.grading / "gradebook.db") as book:
        (version,) = book.execute("select version_num from alembic_version").fetchone()
    texts = [f.read_text("utf-8") for f in Path(nbgrader.__file__).parent.glob("alembic/versions/*.py")]  # fmt: skip
    known = {re.search(r"^revision\W+(\w+)", text, re.M)[1] for text in texts}
    followed = {re.search(r"^down_revision\W+(\w+)", text, re.M)[1] for text in texts}
    assert {version} == known - followed
