"""What the front doors promise is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gxd_teach import __version__


def blocks(file: Path, language: str) -> list[str]:
    """The fenced code blocks of a Markdown file in one language."""
    return re.findall(rf"```{language}\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", [0, 1])
def test_readme_examples_run(course_root, number):
    """Each Python example of the README runs in an interpreter of its own."""
    example = blocks(course_root / "README.md", "python")[number]
    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "12.372" in done.stdout


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "CONTRIBUTING.md"])
def test_every_command_in_the_docs_exists(course_root, name):
    """Each `make` target and each `gxd` command that is named can be called."""
    text = "\n".join(blocks(course_root / name, "console"))
    makefile = (course_root / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for words in re.findall(r"bin/gxd ((?:[a-z]+ ?){1,2})", text):
        done = subprocess.run(
            [Path(sys.executable).parent / "gxd", *words.split()[:2], "--help"], capture_output=True
        )
        assert done.returncode == 0, words


def test_the_readme_names_every_target_a_user_needs(course_root):
    """`make seminar` and `make test` stand in both languages."""
    for name in ("README.md", "README.ja.md"):
        text = (course_root / name).read_text(encoding="utf-8")
        assert "make seminar" in text
        assert "make test" in text


def test_the_changelog_knows_this_edition(course_root):
    """The version of the package has its entry."""
    assert f"## {__version__}" in (course_root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_registry_is_named(course_root):
    """The lock pins by hash alone; no tracked file tells where packages are fetched."""
    lock = (course_root / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock
    pages = (course_root / "book" / "_offline" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in pages


def test_the_wheel_carries_data_and_templates(course_root, tmp_path):
    """Installed alone, without the checkout, the package finds its datasets."""
    made = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path],
        cwd=course_root,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert "gxd_teach/_datasets/datapackage.json" in names
    assert "gxd_teach/seminar/templates/exchange.html" in names
    assert not [name for name in names if name.startswith(("solutions", "tests", "book"))]
    code = (
        "import gxd_teach.datasets as d; from gxd_teach.framework import Inventory; "
        "assert '_datasets' in str(d.folder()), d.folder(); "
        "print(round(Inventory.from_dataset('pc-chassis').footprint().total_kg_co2e, 3))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "12.372", done.stderr
