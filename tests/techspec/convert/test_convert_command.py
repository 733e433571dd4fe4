"""`gxd convert`: a whole file in another dialect, and the report of what it lost."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.commands.convert import add_convert
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.convert.sheet_template import template_csv

Make = Callable[..., dict[str, Any]]


def run(*arguments: object) -> None:
    """The command as the shell calls it."""
    parser = argparse.ArgumentParser()
    add_convert(parser)
    options = parser.parse_args([str(one) for one in arguments])
    options.run(options)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Any], Path]:
    """Write JSON into a file."""

    def write(content: Any) -> Path:
        path = tmp_path / "in.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path

    return write


def test_a_record_goes_to_stdout_and_its_report_to_stderr(
    file: Callable[[Any], Path], v2: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that the JSON can be piped on."""
    run(file(v2()), "--to", "3.0")
    shown = capsys.readouterr()
    assert json.loads(shown.out)["specVersion"] == "3.0.3"
    assert "PACT 2.3 -> PACT 3.0" in shown.err


def test_the_shape_of_the_file_is_kept(
    file: Callable[[Any], Path], v2: Make, v3: Make, tmp_path: Path
) -> None:
    """A record stays one, an array an array, an envelope an envelope; mixed dialects are fine."""
    out = tmp_path / "out.json"
    run(file([v2(), v3()]), "--to", "3.0", "--out", out)
    assert [one["specVersion"] for one in json.loads(out.read_bytes())] == ["3.0.3", "3.0.3"]
    run(file({"data": [v3()]}), "--to", "2.1", "--out", out)
    assert json.loads(out.read_bytes())["data"][0]["specVersion"] == "2.1.0"
    run(file(json.dumps(v2()) + "\n" + json.dumps(v3())), "--to", "2.3", "--out", out)
    assert len(json.loads(out.read_bytes())) == 2
    run(file([]), "--to", "2.3", "--out", out)
    assert json.loads(out.read_bytes()) == []


def test_nothing_is_written_when_one_record_cannot_be(
    file: Callable[[Any], Path], v3: Make, tmp_path: Path
) -> None:
    """A list with gaps would be taken for the whole: every bad record is named, no file is made."""
    out, report = tmp_path / "out.json", tmp_path / "report.csv"
    hour = v3(declaredUnitOfMeasurement="hour")
    with pytest.raises(ProblemsError) as caught:
        run(file([v3(), hour]), "--to", "2.3", "--out", out, "--report", report)
    assert caught.value.problems[0].where == "[1].pcf.declaredUnitOfMeasurement"
    with pytest.raises(ProblemsError) as caught:
        run(file([v3(status="x"), v3(created="x")]), "--to", "2.3", "--out", out)
    assert [one.where for one in caught.value.problems] == ["[0].status", "[1].created"]
    assert not out.exists()
    assert not report.exists()


@pytest.mark.parametrize("name", ["report.csv", "report.json", "report.txt"])
def test_the_report_may_be_a_file(
    file: Callable[[Any], Path], v2: Make, tmp_path: Path, name: str
) -> None:
    """A table, data, or text; a formula in a stranger's text stays text."""
    report = tmp_path / name
    bad = v2(statusComment="=HYPERLINK(1)")
    run(file(bad), "--to", "3.0", "--out", tmp_path / "o", "--report", report)
    text = report.read_text("utf-8-sig")
    assert "pcf.dqi" in text
    if name.endswith(".csv"):
        assert ",'=HYPERLINK" in text
    if name.endswith(".json"):
        assert {one["kind"] for one in json.loads(text)} >= {"dropped", "changed"}


def test_a_sheet_goes_in_too(tmp_path: Path) -> None:
    """One row a product, to any target."""
    path = tmp_path / "fict.csv"
    path.write_text(template_csv(), "utf-8")
    out = tmp_path / "out.json"
    run(path, "--to", "catenax", "--out", out, "--report", tmp_path / "r.txt")
    assert len(json.loads(out.read_bytes())) == 2


def test_ouranos_rows_come_and_go(file: Callable[[Any], Path], v3: Make, tmp_path: Path) -> None:
    """Four rows a part; what Ouranos does not know comes by --fill."""
    rows, fill, out = tmp_path / "rows.json", tmp_path / "fill.json", tmp_path / "out.json"
    run(file([v3(), v3(id="c1e2a9de-5d4c-4c5e-9f5e-0f4a5d3f2b11", productIds=["urn:gtin:1"])]),
        "--to", "ouranos", "--out", rows)  # fmt: skip
    assert len(json.loads(rows.read_bytes())) == 8
    fill.write_text(json.dumps(v3(id=None)), "utf-8")
    run(rows, "--to", "3.0", "--fill", fill, "--out", out)
    made = json.loads(out.read_bytes())
    assert [one["pcf"]["pcfExcludingBiogenicUptake"] for one in made] == ["2.87500", "2.87500"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.json", "--to", "3.0"], "GXD-R167"),
        (["{in}", "--to", "4.0"], "GXD-R170"),
        (["{in}", "--to", "3.0", "--report", "-"], "GXD-R171"),
        (["{in}", "--to", "3.0", "--out", "{in}/x.json"], "GXD-R172"),
        (["{in}", "--to", "3.0", "--fill", "missing.json"], "GXD-R167"),
    ],
)
def test_a_wrong_call_gets_a_sentence(
    file: Callable[[Any], Path], v2: Make, arguments: list[str], code: str
) -> None:
    """Not a traceback."""
    path = file(v2())
    with pytest.raises(GxdError) as caught:
        run(*(one.replace("{in}", str(path)) for one in arguments))
    found = caught.value.problems[0].code if isinstance(caught.value, ProblemsError) else ""
    assert code in (caught.value.code, found)


@pytest.mark.parametrize("text", ["", "no JSON", '"{"'])
def test_a_broken_json_file_is_not_taken_for_a_sheet(
    file: Callable[[Any], Path], text: str
) -> None:
    """By its name it holds JSON: that is what is missing, and no heading row."""
    with pytest.raises(ProblemsError) as caught:
        run(file(text), "--to", "3.0")
    assert {problem.code[:6] for problem in caught.value.problems} <= {"GXD-R0", "GXD-R1"}
    assert "GXD-R160" not in str(caught.value)
