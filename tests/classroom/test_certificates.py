"""Records of completion, and the number on them."""

from __future__ import annotations

import re
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gxd_teach.classroom.course import Participant
from gxd_teach.classroom.reports.certificates import Record, certificates, draw_record
from gxd_teach.classroom.reports.class_book import Answer, ClassBook, Paper
from gxd_teach.classroom.reports.completion import completions
from gxd_teach.classroom.reports.roster_details import attendance_percent
from gxd_teach.classroom.reports.verification import verification_number, verify
from gxd_teach.errors import GxdError, ProblemsError
from tests.classroom.test_report_class import NAME, by_hand, small

__all__ = ["small"]  # fixtures
DAY = date(2026, 11, 27)


def issued(course, **options):
    return {one.completion.participant: one for one in certificates(course, [NAME], day=DAY, **options)}  # fmt: skip


class TestWho:
    """Who completed, and why somebody did not."""

    def test_pass_mark_missing_and_waiting(self, small):
        """3/3 completes; 2/3 is below 70 %; an open score waits; nothing handed in is nothing."""
        found = issued(small)
        assert found["anna"].file.name == "anna.pdf"
        assert "66.6 %" in str(found["bert"])
        assert "採点待ち" in str(found["carl"])
        assert "未提出" in str(found["dora"])
        assert sorted(p.name for p in found["anna"].file.parent.iterdir()) == ["anna.pdf", "certificates.csv"]  # fmt: skip

    def test_the_mark_can_be_set_and_points_by_hand_count(self, small):
        """At 60 % Bert completes; at 70 % with half a point by hand he does too (2.5 of 3)."""
        assert issued(small, pass_percent=60)["bert"].file is not None
        by_hand(small, "bert", "judge-04b", 0.5)
        assert issued(small)["bert"].file is not None

    def test_exactly_the_mark_completes(self):
        """7 of 10 points are 70 %."""
        answers = tuple(Answer(f"c{i}", f"q{i}", float(i < 7), 1.0) for i in range(10))
        book = ClassBook(("x",), {"p": Participant("p")}, {("x", "p"): Paper("p", "x", answers)}, {"x": 10.0})  # fmt: skip
        assert completions(book)[0].completed

    def test_tests_before_and_after_do_not_count(self):
        """A pretest is there to be failed."""
        good = (Answer("c", "q", 1.0, 1.0),)
        bad = (Answer("c", "q", 0.0, 1.0),)
        papers = {("x", "p"): Paper("p", "x", good), ("x-pre", "p"): Paper("p", "x-pre", bad)}
        book = ClassBook(("x", "x-pre"), {"p": Participant("p")}, papers, {"x": 1.0, "x-pre": 1.0})
        assert completions(book)[0].percent == 100.0

    def test_a_record_is_taken_away_with_its_reason(self, small):
        """Who no longer completes leaves no PDF behind."""
        assert issued(small, pass_percent=60)["bert"].file.exists()
        assert issued(small)["bert"].file is None
        assert not (small.grading / "certificates" / "bert.pdf").exists()

    @pytest.mark.parametrize("mark", [0.7, 1, 170, -5])
    def test_a_pass_mark_that_is_no_percentage(self, small, mark):
        """0.7 could mean 70 % or less than one: it is asked back."""
        with pytest.raises(GxdError, match="GXD-C150"):
            issued(small, pass_percent=mark)

    def test_attendance_where_asked_for(self, small, tmp_path):
        """80 % unless said otherwise; nobody is taken to have been there."""
        roster = tmp_path / "r.csv"
        roster.write_text(
            "id,attendance\nanna,3/4\nbert,\ncarl,出席\ndora,欠席\n", encoding="utf-8"
        )
        found = issued(small, least_attendance=80, roster=roster)
        assert "75 %" in str(found["anna"])
        assert "出席の記録" in str(found["bert"])
        assert issued(small, least_attendance=75, roster=roster)["anna"].file is not None
        with pytest.raises(GxdError, match="GXD-C132"):
            issued(small, least_attendance=80)

    def test_how_attendance_is_written(self):
        """A count, a percentage with its sign, a word; a bare number is ambiguous."""
        people = {
            "a": {"attendance": "4/5"}, "b": {"attendance": "８０％"}, "c": {"attendance": "○"},
            "d": {"attendance": "no"}, "e": {"attendance_percent": "62.5"}, "f": {"attendance": ""},
        }  # fmt: skip
        assert attendance_percent(people) == {"a": 80, "b": 80, "c": 100, "d": 0, "e": 62.5}
        for typed in ("0.8", "85", "5/4", "4/0", "-10 %", "?"):
            with pytest.raises(ProblemsError, match="読めません"):
                attendance_percent({"a": {"attendance": typed}})


class TestRecord:
    """The sheet of paper."""

    def record(self, name="髙橋 はなこ"):
        return Record(
            name, "講座 $a$", "2026.11", DAY, "2026.11-20261127-AAAA-BBBB-CCCC", 12, "FICT"
        )

    def test_it_is_a_pdf_with_its_letters_inside(self):
        """A4 landscape; the Japanese font is embedded."""
        pdf = draw_record(self.record())
        assert pdf.startswith(b"%PDF-")
        width, height = map(
            float, re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf).groups()
        )
        assert (round(width), round(height)) == (842, 595)
        assert b"IPAexGothic" in pdf
        assert b"/FontFile2" in pdf

    def test_it_never_says_certified(self, monkeypatch):
        """The wording is 修了 and completed; a qualification is not attested."""
        from gxd_teach.classroom.reports.certificates import _drawn
        from gxd_teach.classroom.reports.lettering import drawing

        for language, word in (("ja", "修了"), ("en", "completed")):
            monkeypatch.setenv("GXD_LANG", language)
            with drawing():
                text = " ".join(one.get_text() for one in _drawn(self.record()).texts)
            assert word in text
            assert not re.search(r"認定|certif", text, re.IGNORECASE)
            for said in ("髙橋 はなこ", "講座 $a$", "2026.11", "12", "AAAA-BBBB-CCCC", "FICT"):
                assert said in text

    def test_the_same_record_is_the_same_file(self):
        """No date of making is in it."""
        assert draw_record(self.record()) == draw_record(self.record())

    def test_a_long_name_stays_on_the_sheet(self):
        """It is written smaller, never cut."""
        from gxd_teach.classroom.reports.certificates import _drawn
        from gxd_teach.classroom.reports.lettering import drawing

        with drawing():
            figure = _drawn(self.record("長い名前" * 20))
            (name,) = [text for text in figure.texts if "長い名前" in text.get_text()]
            box = name.get_window_extent(figure.canvas.get_renderer())
        assert box.width <= 0.81 * figure.bbox.width
        assert name.get_text() == "長い名前" * 20 + " 様"

    def test_a_name_the_font_cannot_write_is_told(self, small):
        """Nobody gets a record with a box in place of their name."""
        file = small.grading / "roster.csv"
        file.write_text("id,name\nanna,\U00020bb7野\n", encoding="utf-8")
        assert "\U00020bb7" in str(issued(small)["anna"])
        assert issued(small)["anna"].file is None


class TestNumber:
    """The number on a record."""

    def test_it_says_whose_it_is(self, small):
        """Typed in small letters, with spaces, O for 0."""
        number = issued(small)["anna"].number
        typed = f" {number.lower().replace('-', ' - ')} "
        person, edition, day = verify(small, typed)
        assert (person, edition, day) == (Participant("anna", "青木"), small.edition, DAY)

    def test_another_date_or_letter_is_not_ours(self, small):
        """Whoever changes it has another number."""
        number = issued(small)["anna"].number
        last = "A" if number[-1] != "A" else "B"
        assert verify(small, number[:-1] + last) is None
        assert verify(small, number.replace("20261127", "20261128")) is None
        assert verify(small, f"2027.05{number[len(small.edition) :]}") is None

    def test_another_course_could_not_have_made_it(self, small):
        """It hangs on the course's secret."""
        number = issued(small)["anna"].number
        (small.grading / "course-secret").write_text("ab" * 32 + "\n", encoding="ascii")
        assert verify(small, number) is None

    @pytest.mark.parametrize("number", ["", "abc", "2026.11-20261399-AAAA-BBBB-CCCC", "-" * 9, "1-2-3-4-5"])  # fmt: skip
    def test_what_is_no_number(self, small, number):
        """The form is told."""
        with pytest.raises(GxdError, match="GXD-C161"):
            verify(small, number)

    @given(st.text(alphabet="abc-._0", min_size=1, max_size=12), st.dates(date(2020, 1, 1), date(2099, 1, 1)))  # fmt: skip
    def test_everybody_has_their_own(self, who, day):
        """Other id, other number; an edition with a hyphen does not matter."""
        one = verification_number(b"secret", "2026-winter", who, day)
        assert one != verification_number(b"secret", "2026-winter", who + "x", day)
        assert re.fullmatch(r"2026-winter-\d{8}(-[0-9A-HJKMNP-TV-Z]{4}){3}", one)

    def test_no_secret_no_number(self):
        """A number that anybody could make is none."""
        with pytest.raises(GxdError, match="GXD-C160"):
            verification_number(b"", "2026.11", "p", DAY)
