"""Where an instructor stumbled who had only the guide: each step says what to do, or works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gxd_teach.classroom.answer_key import answer_key
from gxd_teach.classroom.collecting.whose import People
from gxd_teach.classroom.collecting.wrapping import Piece
from gxd_teach.classroom.course import Course, edition_of, name_edition, read_roster
from gxd_teach.classroom.release import release_roster
from gxd_teach.classroom.reports.class_book import read_class
from gxd_teach.errors import GxdError

NAME = "04-product"
ROSTER = "id,name,email\np001,山田 太郎,taro@fict.example\np002,Hanako Sato,hanako@fict.example\n"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A file as an instructor writes it."""
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER, encoding="utf-8")
    return file


class TestAnotherClass:
    """What one class did is never judged by another's numbers."""

    def test_an_edition_is_not_changed_over_work_that_was_handed_in(self, course: Course) -> None:
        """The folder is to be kept first; the same edition again is fine."""
        work = course.grading / "submitted" / "p001" / NAME / f"{NAME}.ipynb"
        work.parent.mkdir(parents=True)
        work.write_text("{}")
        before = edition_of(course.root)
        with pytest.raises(GxdError, match="GXD-C027") as error:
            name_edition(course.root, "2027-spring")
        assert before in error.value.ja
        assert edition_of(course.root) == before
        name_edition(course.root, before)

    def test_without_work_an_edition_may_be_named(self, course: Course) -> None:
        """As at the beginning of a class."""
        name_edition(course.root, "2027-spring")
        assert edition_of(course.root) == "2027-spring"

    def test_a_lost_secret_is_told(self, course: Course, roster: Path) -> None:
        """Nobody is graded, and nobody's numbers are drawn anew."""
        release_roster(course, [NAME], roster, progress=lambda line: None)
        (course.grading / "course-secret").unlink()
        for call in (
            lambda: course.seeds_of("p001"),
            lambda: list(answer_key(course, "p001", NAME)),
            lambda: release_roster(course, [NAME], roster, progress=lambda line: None),
        ):
            with pytest.raises(GxdError, match="GXD-C028"):
                call()
        assert course.seeds_of("somebody else") == ("public", b"")


class TestRosters:
    """As Excel saves them, and as slips leave them."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
    def test_any_encoding_of_excel(self, tmp_path: Path, encoding: str) -> None:
        """CSV and CSV UTF-8."""
        file = tmp_path / "roster.csv"
        file.write_text("id,name\np001,髙橋 一郎\n".replace("髙", "高"), encoding=encoding)
        assert read_roster(file)["p001"].name == "高橋 一郎"

    def test_signs_that_turn_the_writing_are_left_out(self, tmp_path: Path) -> None:
        """A name stands in reports, CSVs and on a terminal."""
        file = tmp_path / "roster.csv"
        file.write_text("id,name\np001,a\u202eb\x1b[2J\n", encoding="utf-8")
        assert read_roster(file)["p001"].name == "ab[2J"

    def test_one_person_under_two_ids_is_pointed_out(self, course: Course, tmp_path: Path) -> None:
        """Excel makes 12 of 0012; the corrected roster is added to the first."""
        said: list[str] = []
        for id_ in ("12", "0012"):
            file = tmp_path / f"{id_}.csv"
            file.write_text(f"id,name,email\n{id_},田中,t@fict.example\n", encoding="utf-8")
            release_roster(course, [NAME], file, progress=said.append)
        (line,) = [line for line in said if "t@fict.example" in line]
        assert "12、0012" in line
        assert "roster.csv" in line


class TestNames:
    """Files called as the guide asks for."""

    @pytest.mark.parametrize(
        "name",
        ["p001-answers-04.json", "p001_answers-04.json", "p001 answers-04 (1).json",
         "p001_04-product.ipynb", "p001-answers.json"],
    )  # fmt: skip
    def test_an_id_before_the_name(self, course: Course, name: str) -> None:
        """In one folder for all."""
        course.grading.mkdir(exist_ok=True)
        (course.grading / "roster.csv").write_text(ROSTER, encoding="utf-8")
        assert People(course).of(Piece((), name), Path("in")) == "p001"


class TestPartOfTheCourse:
    """A class that has some of the chapters is a whole class."""

    def test_what_was_not_given_out_is_not_missing(self, course: Course, roster: Path) -> None:
        """Reports, exports and certificates count what this class had."""
        other = course.solutions / "05-other"
        other.mkdir()
        (other / "questions.py").write_text("", encoding="utf-8")
        assert course.given_out() == [NAME, "05-other"]
        release_roster(course, [NAME], roster, progress=lambda line: None)
        assert course.given_out() == [NAME]
        assert list(read_class(course).assignments) == [NAME]


def test_an_unfinished_assignment_is_pointed_out(course: Course, roster: Path) -> None:
    """Without names everything goes out, drafts too."""
    said: list[str] = []
    release_roster(course, [NAME], roster, progress=said.append)
    assert not [line for line in said if "TODO" in line]
    bank = course.solutions / NAME / "questions.py"
    bank.write_text(bank.read_text("utf-8") + "\n# TODO say where this comes from\n", "utf-8")
    release_roster(course, [NAME], roster, progress=said.append)
    assert [line for line in said if "TODO" in line and NAME in line]


def test_an_id_nobody_has_gets_advice_that_works(course: Any) -> None:
    """There is no --public for a key."""
    course.grading.mkdir(exist_ok=True)
    course.secret(create=True)
    (course.grading / "roster.csv").write_text(ROSTER, encoding="utf-8")
    with pytest.raises(GxdError, match="GXD-C061") as error:
        list(answer_key(course, "p0001"))
    assert "--public" not in error.value.ja
    assert "p001" in error.value.ja
