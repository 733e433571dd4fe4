"""The `gxd` command: sentences and exit codes."""

from __future__ import annotations

import json
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
        ["calc", "--help"],
        ["chain", "--help"],
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


class TestCalculating:
    """Part I from the shell."""

    @pytest.mark.parametrize("name", ["activity-template.csv", "activity-template.xlsx"])
    def test_a_sheet_becomes_a_footprint(self, course_root, name, capsys):
        """Total, rows and what the factors leave out."""
        assert main(["calc", str(course_root / "datasets" / name)]) == 0
        said = capsys.readouterr().out
        assert "12.372" in said
        assert "注意" in said

    def test_as_json(self, course_root, capsys):
        """Machine-readable, with the same total."""
        assert (
            main(["calc", str(course_root / "datasets" / "activity-template.csv"), "--json"]) == 0
        )
        assert round(json.loads(capsys.readouterr().out)["total"], 3) == 12.372

    def test_as_a_pact_record(self, course_root, tmp_path, capsys):
        """Everything the record needs is asked for by name; then it can be read back."""
        from gxd_teach.techspec import ProductFootprint

        out = tmp_path / "record.json"
        sheet = str(course_root / "datasets" / "activity-template.csv")
        words = ["calc", sheet, "--mass", "1.3", "--pact", str(out)]
        assert main(words) == 1
        assert "--company-urn" in capsys.readouterr().err
        assert not out.exists()
        words += ["--company", "FICT", "--company-urn", "urn:gln:4912345000009"]
        words += ["--product-urn", "urn:gtin:4912345678904", "--fossil-carbon", "0.22"]
        words += ["--period-start", "2025-04-01", "--period-end", "2026-04-01"]
        assert main(words) == 0
        record = ProductFootprint.from_json(out.read_bytes())
        assert str(record.pcf.pcfExcludingBiogenicUptake) == "12.372186"

    def test_a_bad_sheet_names_its_cells(self, tmp_path, capsys):
        """All faults, no traceback, exit status 1."""
        sheet = tmp_path / "a.csv"
        text = (
            "項目,段階,数量,単位,排出係数,係数の単位,データ種別\nA,製造,１２,kg,8,kg-CO2e/kg,一次\n"
        )
        sheet.write_text(text, encoding="cp932")
        assert main(["calc", str(sheet)]) == 1
        said = capsys.readouterr().err
        assert "GXD-N002" in said
        assert "Traceback" not in said

    def test_a_chain_and_its_gap(self, tmp_path, capsys):
        """1.2 kg x 8.0 + 2.77 = 12.37; 12.37 + 5.4 = 17.77; the board is named as missing."""
        links, direct = tmp_path / "links.csv", tmp_path / "direct.csv"
        links.write_text(
            "buyer,supplier,amount,unit\nPC,chassis,1,piece\nPC,board,1,piece\nchassis,Al,1.2,kg\n",
            encoding="utf-8",
        )
        direct.write_text(
            "product,kg_co2e,unit\nPC,5.4,piece\nchassis,2.77,piece\nAl,8,kg\n", encoding="utf-8"
        )
        assert main(["chain", str(links), str(direct)]) == 0
        said = capsys.readouterr().out
        assert "17.77" in said
        assert "12.37" in said
        assert "board" in said.split("欠け")[-1]
        assert main(["chain", str(links), str(direct), "--product", "PC"]) == 0
        assert "chassis" in capsys.readouterr().out


@pytest.mark.parametrize(
    "task",
    ["new", "lint", "kit", "release", "grade", "answers", "feedback", "report", "export",
     "certificates", "verify", "questionnaire", "pretest", "posttest"],
)  # fmt: skip
def test_every_task_of_a_class_is_offered(task, capsys):
    """What the changelog and the guide name can be typed."""
    with pytest.raises(SystemExit) as ended:
        main(["class", task, "--help"])
    assert ended.value.code == 0
    assert f"gxd class {task}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", ["lint", "convert", "conformance", "exchange", "calc", "chain", "seminar", "book"]
)
def test_every_command_is_offered(command, capsys):
    """The same for the commands themselves."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"gxd {command}" in capsys.readouterr().out
