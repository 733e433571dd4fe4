"""The `gxd` command: sentences and exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gxd_teach import __version__
from gxd_teach.cli import main


def test_the_version_is_the_edition(capsys):
    """`gxd --version` names the edition."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["seminar", "--help"],
        ["book", "--help"],
        ["class", "--help"],
        ["class", "release", "--help"],
        ["class", "grade", "--help"],
        ["class", "feedback", "--help"],
        ["class", "answers", "--help"],
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_command_explains_itself(words, language, capsys, monkeypatch):
    """In both languages, every option with a word of help."""
    monkeypatch.setenv("GXD_LANG", language)
    with pytest.raises(SystemExit) as done:
        main(words)
    assert done.value.code == 0
    assert "usage: gxd" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["class", "release"], "GXD-C020"),
        (["class", "grade"], "GXD-C020"),
        (["book", "html"], "GXD-C020"),
        (["seminar"], "GXD-C020"),
    ],
)
def test_outside_a_course_each_command_says_where_to_go(words, code, tmp_path, monkeypatch, capsys):
    """One sentence on stderr, exit status 1, no traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GXD_COURSE_ROOT", raising=False)
    assert main(words) == 1
    said = capsys.readouterr().err
    assert code in said
    assert "Traceback" not in said


def test_a_wrong_assignment_is_named(course_root, monkeypatch, capsys):
    """The known ones are listed."""
    monkeypatch.chdir(course_root)
    assert main(["class", "release", "99-nothing"]) == 1
    assert "04-product" in capsys.readouterr().err


def test_the_command_itself_starts_quickly_enough_to_be_light():
    """`gxd --version` imports nothing heavy."""
    code = (
        "import sys\nfrom gxd_teach.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numpy', 'pint', 'pydantic', 'nbgrader', 'starlette'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
