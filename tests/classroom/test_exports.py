"""Scores for other systems."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gxd_teach.classroom.reports.exports import export
from gxd_teach.classroom.reports.safe_csv import csv_bytes, harmless
from gxd_teach.errors import GxdError
from tests.classroom.test_report_class import NAME, by_hand, forty, small

__all__ = ["forty", "small"]  # fixtures


def rows(file: Path) -> list[dict[str, str]]:
    with open(file, encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


class TestFormats:
    """What each format holds."""

    def test_the_columns_of_a_generic_lms(self, small):
        """Score, most, percent, when, late; who is absent has a row without a score."""
        found = {row["id"]: row for row in rows(export(small, "lms", [NAME]))}
        assert found["bert"] == {
            "id": "bert", "name": "Baker", "assignment": NAME, "score": "2", "max": "3",
            "percent": "66.67", "handed_in": "yes", "late": "no",
        }  # fmt: skip
        assert found["anna"]["handed_in"] == "2026-11-20T09:30:00Z"
        assert (found["dora"]["score"], found["dora"]["handed_in"]) == ("", "no")

    def test_what_waits_is_no_zero(self, small):
        """Carl's score is open until somebody looks."""
        for format_, column in (("lms", "score"), ("moodle", NAME), ("nbgrader-csv", "score")):
            key = {"moodle": "idnumber", "nbgrader-csv": "student_id"}.get(format_, "id")
            found = {row[key]: row for row in rows(export(small, format_, [NAME]))}
            assert found["carl"][column] == ""
        by_hand(small, "carl", "judge-04a", 1.0)
        found = {row["idnumber"]: row for row in rows(export(small, "moodle", [NAME]))}
        assert found["carl"] == {"idnumber": "carl", NAME: "3"}

    def test_nbgraders_columns_and_scores(self, forty, tmp_path):
        """The same as `nbgrader export` writes for everybody it knows."""
        import shutil

        root = tmp_path / "course"
        shutil.copytree(forty.root, root)
        clean = {key: value for key, value in os.environ.items() if key != "GXD_COURSE_ROOT"}
        nbgrader = Path(sys.executable).parent / "nbgrader"
        done = subprocess.run([nbgrader, "export", "--to", "theirs.csv"], cwd=root, env=clean,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stderr
        theirs = rows(root / "theirs.csv")
        ours = rows(export(forty, "nbgrader-csv", [NAME], to=tmp_path / "ours.csv"))
        assert list(ours[0]) == list(theirs[0])
        scores = {row["student_id"]: float(row["score"]) for row in ours}
        for row in theirs:
            assert scores[row["student_id"]] == float(row["score"])

    def test_json_holds_the_questions(self, small):
        """Points, outcome and mistakes of each, and who is missing."""
        said = json.loads(export(small, "json", [NAME]).read_text(encoding="utf-8"))
        (bert,) = [paper for paper in said["papers"] if paper["id"] == "bert"]
        (yield_,) = [q for q in bert["questions"] if q["question"] == "04b"]
        assert (yield_["points"], yield_["mistakes"]) == (0.0, ["multiplied"])
        assert said["missing"] == {NAME: ["dora"]}

    def test_moodle_by_email(self, small, tmp_path):
        """The column is chosen; a roster that has it is named."""
        roster = tmp_path / "with-mail.csv"
        people = ("anna", "bert", "carl", "dora")
        lines = "".join(f"{who},{who},{who}@example.com\n" for who in people)
        roster.write_text("id,name,email\n" + lines, encoding="utf-8")
        found = rows(export(small, "moodle", [NAME], identifier="email", roster=roster))
        assert found[1] == {"email": "bert@example.com", NAME: "2"}

    def test_for_excel(self, small):
        """With the mark by which Excel reads Japanese."""
        file = export(small, "lms", [NAME], excel=True)
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert "青木" in file.read_text(encoding="utf-8-sig")


class TestRefusals:
    """What is not written."""

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            ({"format": "xls"}, "GXD-C140"),
            ({"format": "moodle", "identifier": "phone"}, "GXD-C141"),
            ({"format": "moodle", "identifier": "email"}, "GXD-C142"),
            ({"format": "lms", "names": ["nothing"]}, "GXD-C060"),
        ],
    )
    def test_by_name(self, small, arguments, code):
        """Each with what there is instead."""
        with pytest.raises(GxdError) as caught:
            export(small, **arguments)
        assert caught.value.code == code

    def test_an_identifier_that_is_a_formula(self, small, tmp_path):
        """It cannot be made harmless without naming somebody else: the row is named."""
        roster = tmp_path / "r.csv"
        roster.write_text("id,username\nanna,=1+1\nbert,b\ncarl,c\ndora,d\n", encoding="utf-8")
        with pytest.raises(GxdError, match=r"GXD-C143.*anna"):
            export(small, "moodle", [NAME], identifier="username", roster=roster)


class TestNoFormula:
    """No cell runs in a spreadsheet."""

    def test_a_name_that_is_a_formula(self, small):
        """Dora is called =1+1 on the roster."""
        found = {row["id"]: row for row in rows(export(small, "lms", [NAME]))}
        assert found["dora"]["name"] == "'=1+1"

    @given(st.text(max_size=30))
    def test_whatever_a_text_is(self, text):
        """What a spreadsheet reads never begins as a formula does, in half or full width."""
        written = csv_bytes(["x"], [[text]]).decode("utf-8")
        cells = [row[0] if row else "" for row in csv.reader(io.StringIO(written, newline=""))]
        assert (
            not cells[1].lstrip(" \u3000").startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"))
        )

    def test_numbers_stay_numbers(self):
        """A negative number is no formula."""
        assert harmless(-1.5) == "-1.5"
        assert harmless("-1.5") == "'-1.5"
