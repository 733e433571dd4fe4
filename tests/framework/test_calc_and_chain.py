"""`gxd calc` and `gxd chain` as a user types them: what is wrong is said in a sentence."""

from __future__ import annotations

import pytest

from gxd_teach.cli import main


@pytest.fixture
def sheet(course_root):
    """The template, filled in."""
    return str(course_root / "datasets" / "activity-template.csv")


@pytest.mark.parametrize(("option", "word"), [("--mass", "heavy"), ("--yield", "０．９５")])
def test_an_option_that_is_no_number(sheet, option, word, capsys):
    """The option is named, with how to write it, and not Python's word for it."""
    with pytest.raises(SystemExit) as ended:
        main(["calc", sheet, option, word])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert option in said and word in said  # noqa: PT018
    assert "float" not in said


def test_a_yield_from_the_shell(sheet, capsys):
    """95 % good products: 12.372 / 0.95 = 13.023."""
    assert main(["calc", sheet, "--yield", "0.95"]) == 0
    assert "13.023" in capsys.readouterr().out
    assert main(["calc", sheet, "--yield", "95"]) == 1
    assert "GXD-I008" in capsys.readouterr().err


def test_a_place_that_cannot_be_written(tmp_path, capsys):
    """A file stands where the folder should be: GXD-Z002, and no traceback."""
    (tmp_path / "links.csv").write_text("buyer,supplier,amount\nPC,Al,2\n", encoding="utf-8")
    (tmp_path / "direct.csv").write_text("product,kg_co2e\nPC,1\nAl,8\n", encoding="utf-8")
    words = ["chain", str(tmp_path / "links.csv"), str(tmp_path / "direct.csv")]
    assert main([*words, "--csv", str(tmp_path / "links.csv" / "out.csv")]) == 1
    assert "GXD-Z002" in capsys.readouterr().err
    assert main([*words, "--csv", str(tmp_path / "out.csv")]) == 0
    assert "17" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_a_chain_with_a_loop_that_grows(tmp_path, capsys):
    """2 × 0.6: each needs more than one unit of itself; both products are named."""
    (tmp_path / "links.csv").write_text("buyer,supplier,amount\na,b,2\nb,a,0.6\n", encoding="utf-8")
    (tmp_path / "direct.csv").write_text("product,kg_co2e\na,1\nb,1\n", encoding="utf-8")
    assert main(["chain", str(tmp_path / "links.csv"), str(tmp_path / "direct.csv")]) == 1
    said = capsys.readouterr().err
    assert "GXD-Y009" in said and "a ← b ← a" in said  # noqa: PT018
