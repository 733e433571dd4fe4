"""`gxd class report`, `feedback`, `export`, `certificates`, `verify`, `questionnaire`, `pretest`."""

from __future__ import annotations

import argparse

import pytest

from gxd_teach.commands import class_reports
from tests.classroom.test_report_class import NAME, small

__all__ = ["small"]  # fixtures


@pytest.fixture
def run(monkeypatch, small, capsys):
    """A subcommand as the command line calls it; its exit status and what it printed."""
    monkeypatch.setenv("GXD_LANG", "ja")

    def called(name: str, *words: str, phase: str | None = None) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        add = getattr(class_reports, name)
        add(parser, phase) if phase else add(parser)
        options = parser.parse_args([*words, "--course", str(small.root)])
        return int(options.run(options) or 0), capsys.readouterr().out

    return called


def test_report(run, small):
    """Says the most important and where the page is."""
    status, said = run("add_report", NAME, "--out", str(small.root / "out"))
    assert status == 0
    assert "未提出 1 人" in said
    assert (small.root / "out" / "index.html").exists()
    assert said.strip().endswith("index.html")


def test_feedback_in_english(run):
    """A page a line."""
    status, said = run("add_feedback", "--language", "en")
    assert (status, len(said.splitlines())) == (0, 3)
    with open(said.splitlines()[0], encoding="utf-8") as page:
        assert '<html lang="en">' in page.read()


def test_export(run):
    """The file it wrote."""
    status, said = run("add_export", "--format", "moodle", "--excel")
    assert status == 0
    assert said.strip().endswith("moodle.csv")


def test_certificates_and_verify(run, small):
    """Everybody is listed; the number of the one record says whose it is, another says it is not."""
    status, said = run("add_certificates", "--date", "2026-11-27", "--hours", "6")
    assert status == 0
    assert len(said.splitlines()) == 4
    table = (small.grading / "certificates" / "certificates.csv").read_text(encoding="utf-8")
    number = table.splitlines()[1].split(",")[5]
    status, said = run("add_verify", number)
    assert (status, "anna" in said) == (0, True)
    status, said = run("add_verify", number[:-2] + "ZZ")
    assert (status, "発行したものではありません" in said) == (1, True)


def test_questionnaire(run, small):
    """Taken in for the next report."""
    asked = small.root / "asked.csv"
    asked.write_text("question,answer\n速さ,4\n", encoding="utf-8")
    assert run("add_questionnaire", str(asked))[0] == 0
    assert (small.grading / "questionnaire" / "asked.csv").exists()


@pytest.mark.parametrize("phase", ["pre", "post"])
def test_tests_before_and_after(run, small, phase):
    """The folder of the new assignment."""
    status, said = run("add_phase_test", NAME, phase=phase)
    assert status == 0
    assert said.strip().endswith(f"{NAME}-{phase}")


def test_help_can_be_shown():
    """Percent signs in the help texts do not break it."""
    for name in ("add_report", "add_export", "add_certificates", "add_feedback", "add_verify"):
        parser = argparse.ArgumentParser()
        getattr(class_reports, name)(parser)
        assert parser.format_help()
