"""The kit: everything a participant needs, and nothing that is not for participants."""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.release import release, release_roster
from gxd_teach.commands.class_tools import add_kit
from gxd_teach.errors import GxdError
from gxd_teach.seminar.kit import make as seminar_kit
from gxd_teach.seminar.kit.make import make_kit, must_be_clean

PLANTED = "FICT-PLANTED"  # in everything that is not for participants
QUIET = {"progress": lambda line: None}


@pytest.fixture(scope="module")
def seminar(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course with a released assignment, two ready books, and planted words in its secrets."""
    root = tmp_path_factory.mktemp("kit") / "course"
    root.mkdir()
    leave = shutil.ignore_patterns("__pycache__", "node_modules", "vendor")
    for name in ("solutions/04-product", "datasets", "gxd_teach"):
        shutil.copytree(course_root / name, root / name, ignore=leave)
    for name in ("_config.yml", "nbgrader_config.py", "pyproject.toml", "requirements.lock",
                 "README.md", "LICENSE", "NOTICE", ".gitignore"):  # fmt: skip
        shutil.copy(course_root / name, root / name)
    bank = root / "solutions" / "04-product" / "questions.py"
    bank.write_text(bank.read_text(encoding="utf-8") + f"# {PLANTED}\n", encoding="utf-8")
    notebook = root / "solutions" / "04-product" / "04-product.ipynb"
    text = notebook.read_text(encoding="utf-8")
    for word in ("### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS"):
        assert word in text
        text = text.replace(word, f"{word}\\n# {PLANTED}")
    notebook.write_text(text, encoding="utf-8")
    for secret in ("solutions/04-product/notes.md", "book/instructor/index.md",
                   "_grading/gradebook.db", "_build/instructor/index.html"):  # fmt: skip
        (root / secret).parent.mkdir(parents=True, exist_ok=True)
        (root / secret).write_text(f"{PLANTED}\n")
    (root / "_build" / "html" / "book").mkdir(parents=True)
    (root / "_build" / "html" / "book" / "index.html").write_text("<h1>表紙</h1>")
    (root / "_build" / "html" / ".gxd-built").write_text("x")
    (root / "_grading" / "gradebook.db").unlink()  # nbgrader makes its own
    course = Course.at(root)
    roster = root / "roster.csv"
    roster.write_text("id,name\np001,FICT\n", encoding="utf-8")
    release(course, course.assignments(), **QUIET)
    release_roster(course, course.assignments(), roster, **QUIET)
    with pytest.MonkeyPatch.context() as patch:
        # The books themselves are tested where they are built.
        made = {"html": root / "_build" / "html", "instructor": root / "_build" / "instructor"}
        patch.setattr(seminar_kit, "build_book", lambda root, kind, progress: made[kind])
        yield root


def members(content: bytes, place: str = "") -> dict[str, bytes]:
    """Every file of a zip, also inside the zips and wheels in it."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            name, inner = f"{place}{entry.filename}", archive.read(entry)
            found[name] = inner
            if name.endswith((".zip", ".whl")):
                found |= members(inner, f"{name}!")
    return found


@pytest.fixture(scope="module")
def kit(seminar: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A participant's kit, without other people's packages."""
    out = tmp_path_factory.mktemp("out") / "kit.zip"
    return make_kit(seminar, "participant", out=out, **QUIET)


def test_a_participants_kit_has_what_a_participant_needs(kit):
    """Book, exercises, data, our package, both READMEs, three start scripts."""
    found = {name.partition("/")[2] for name in members(kit.read_bytes())}
    assert {
        "index.html", "pages/book/index.html", "exercises/04-product/04-product.ipynb",
        "exercises/04-product/questions.json", "datasets/datapackage.json", "README.ja.txt",
        "README.en.txt", "start-mac-linux.sh", "start-windows.bat", "start-windows.ps1",
        "start/open_seminar.py", "start/prepare.py", "start/requirements.txt",
    } <= found  # fmt: skip
    assert any(name.startswith("wheels/gxd_teach-") for name in found)


def test_a_participants_kit_holds_nothing_secret(seminar, kit):
    """No planted word in any file, also inside the wheel; no file of solutions/ or of a class."""
    found = members(kit.read_bytes())
    contents = set(found.values())
    for name, content in found.items():
        assert PLANTED.encode() not in content, name
        assert not content.startswith(b"SQLite"), name
        parts = name.replace("!", "/").split("/")
        assert not {"solutions", "instructor", "_grading", "questions.py", "course-secret",
                    "nbgrader_config.py", "notes.md", "roster.csv"} & set(parts), name  # fmt: skip
        for mark in (b"### BEGIN SOLUTION", b"### BEGIN HIDDEN TESTS"):
            assert mark not in content, name
    for file in (seminar / "solutions").rglob("*"):
        assert not file.is_file() or file.read_bytes() not in contents
    secret = (seminar / "_grading" / "course-secret").read_bytes().strip()
    assert not any(secret in content for content in contents)


def test_the_same_course_gives_the_same_bytes(seminar, kit, tmp_path):
    """A kit made again is the same file."""
    again = make_kit(seminar, "participant", out=tmp_path / "again.zip", **QUIET)
    assert again.read_bytes() == kit.read_bytes()


def test_ones_own_kit_has_ones_own_numbers(seminar, tmp_path):
    """With `participant`, the exercises are that person's handout, and nobody else's."""
    mine = make_kit(seminar, "participant", participant="p001", out=tmp_path / "p.zip", **QUIET)
    found = {
        name.partition("/")[2]: content for name, content in members(mine.read_bytes()).items()
    }
    assert json.loads(found["exercises/04-product/participant.json"])["participant"] == "p001"
    sheet = json.loads(found["exercises/04-product/questions.json"])
    assert sheet["participant"] == "p001"
    assert "p001" in found["README.ja.txt"].decode("utf-8-sig")


@pytest.mark.parametrize("who", ["p999", "../p001", "p001/04-product", ""])
def test_nobody_elses_numbers(seminar, tmp_path, who):
    """Who is not on the roster has no kit of their own."""
    with pytest.raises(GxdError, match="GXD-B016"):
        make_kit(seminar, "participant", participant=who, out=tmp_path / "p.zip", **QUIET)
    assert not (tmp_path / "p.zip").exists()


def test_an_instructors_kit_has_everything(seminar, tmp_path):
    """The participants' parts, and sources, guide, settings and a roster to fill in."""
    made = make_kit(seminar, "instructor", out=tmp_path / "i.zip", **QUIET)
    found = {name.partition("/")[2] for name in members(made.read_bytes())}
    assert {
        "pages/book/index.html", "course/solutions/04-product/questions.py",
        "course/solutions/04-product/04-product.ipynb", "course/guide/index.html",
        "course/nbgrader_config.py", "course/roster-template.csv",
    } <= found  # fmt: skip
    assert not any("gradebook" in name or "course-secret" in name
                   for name in found if "gxd_teach" not in name)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["exercises/04-product/questions.py", "pages/instructor/index.html",
             "datasets/solutions/x.csv", "datasets/roster.csv"],
)  # fmt: skip
def test_a_file_of_such_a_name_stops_the_kit(seminar, name):
    """Whatever brought it there: no kit is better than that kit."""
    with pytest.raises(GxdError, match="GXD-B017") as caught:
        must_be_clean({"README": b"x", name: b"x"}, seminar)
    assert caught.value.where == name


def test_a_solution_under_another_name_stops_the_kit(seminar):
    """A copied source, a notebook with a solution in it, and either inside a zip."""
    source = (seminar / "solutions" / "04-product" / "04-product.ipynb").read_bytes()
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("a.ipynb", source)
    for name, content in (("pages/x.txt", source), ("exercises/a.ipynb", b"### BEGIN SOLUTION"),
                          ("exercises/a.zip", nested.getvalue())):  # fmt: skip
        with pytest.raises(GxdError, match="GXD-B017"):
            must_be_clean({name: content}, seminar)


def test_a_release_that_is_missing_is_said(seminar, tmp_path):
    """Every assignment has to be released before a kit is made."""
    (seminar / "solutions" / "99-new").mkdir()
    (seminar / "solutions" / "99-new" / "questions.py").write_text("")
    try:
        with pytest.raises(GxdError, match=r"GXD-B016.*99-new"):
            make_kit(seminar, "participant", out=tmp_path / "k.zip", **QUIET)
    finally:
        shutil.rmtree(seminar / "solutions" / "99-new")


def test_windows_files_end_their_lines_as_windows_does(kit):
    """CR LF in scripts and READMEs, ASCII in the scripts, and nothing of the kind for a shell."""
    found = {name.partition("/")[2]: content for name, content in members(kit.read_bytes()).items()}
    for name in ("start-windows.bat", "start-windows.ps1", "README.ja.txt", "README.en.txt"):
        assert found[name].count(b"\n") == found[name].count(b"\r\n") > 5
    for name in ("start-windows.bat", "start-windows.ps1"):
        assert found[name].isascii()
        assert b"NOT TESTED" in found[name]
    assert b"\r" not in found["start-mac-linux.sh"]


def test_the_shell_script_is_one_and_may_be_run(kit):
    """Its mode says so, and a shell can read it."""
    with zipfile.ZipFile(kit) as archive:
        (entry,) = [one for one in archive.infolist() if one.filename.endswith(".sh")]
        assert entry.external_attr >> 16 == 0o100755
        text = archive.read(entry)
    assert subprocess.run(["sh", "-n"], input=text, check=False).returncode == 0


def test_the_command_writes_where_it_is_told(seminar, tmp_path, capsys):
    """`gxd class kit participant --out FILE.zip`."""
    parser = argparse.ArgumentParser()
    add_kit(parser)
    out = tmp_path / "k.zip"
    options = parser.parse_args(["participant", "--course", str(seminar), "--out", str(out)])
    assert not options.run(options)
    assert out.exists()
    assert str(out) in capsys.readouterr().out


def test_a_platform_nobody_knows_is_refused_first(seminar, tmp_path):
    """Before anything is built."""
    with pytest.raises(GxdError, match="GXD-B011"):
        make_kit(seminar, "participant", wheels=["windows"], out=tmp_path / "k.zip", **QUIET)
    with pytest.raises(GxdError, match="GXD-B015"):
        make_kit(seminar, "teacher", out=tmp_path / "k.zip", **QUIET)
    with pytest.raises(GxdError, match="GXD-B015"):
        make_kit(seminar, "instructor", participant="p001", out=tmp_path / "k.zip", **QUIET)
