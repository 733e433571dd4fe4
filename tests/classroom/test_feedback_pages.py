"""The feedback page that a participant gets."""

from __future__ import annotations

import re

import pytest

from gxd_teach.classroom.feedback import feedback
from gxd_teach.classroom.gradebook import Register
from gxd_teach.classroom.reports.feedback_page import place_in_book
from gxd_teach.errors import GxdError
from tests.classroom.test_report_class import (
    NAME,
    _answer,
    by_hand,
    enter,
    forty,
    instances_of,
    small,
    untouched,
)
from tests.classroom.test_reports import Checker

__all__ = ["forty", "small"]  # fixtures


def page_of(course, who: str) -> str:
    pages = {p.parent.parent.name: p for p in feedback(course, [NAME], progress=lambda line: None)}
    return pages[who].read_text(encoding="utf-8")


class TestPage:
    """What stands on it."""

    def test_question_numbers_answer_mistake_and_where_to_read(self, small):
        """Bert, who multiplied by the yield, hears it and is sent back to the chapter."""
        text = Checker(page_of(small, "bert")).text
        data = instances_of(small, "bert")["04b"].data
        assert "Baker" in text
        assert "2 / 3" in text
        assert f"着手した 1 個あたりの排出量は {data['begun_kg']} kg-CO2e" in text
        assert f"{data['yield_percent']} %" in text
        assert f"{data['begun_kg'] * data['yield_percent'] / 100:.12g}" in text
        assert "歩留まりは割り算" in text
        assert "第4章 製品ベース算定 (book/framework/04-product.html)" in text

    def test_right_answers_are_not_sent_back_to_the_book(self, small):
        """Anna has nothing to read again, and hears of no mistake."""
        text = Checker(page_of(small, "anna")).text
        assert "もどって読むところ" not in text
        assert "歩留まりは割り算" not in text
        assert "2026-11-20 09:30 UTC" in text

    def test_points_and_comments_by_the_instructor(self, small):
        """What was said and given in formgrader, with its line breaks, as text."""
        by_hand(
            small, "bert", "judge-04b", 0.5, "考え方は合っています。\n<script>alert(1)</script>"
        )
        raw = page_of(small, "bert")
        text = Checker(raw).text
        assert "0.5 / 1 点(講師が付けた点)" in text
        assert "講師から: 考え方は合っています。\n<script>alert(1)</script>" in text
        assert "<script" not in raw

    def test_full_points_by_hand_silence_the_judgement(self, small):
        """Where a person says it is right, the page does not say it is wrong."""
        by_hand(small, "bert", "judge-04b", 1.0)
        text = Checker(page_of(small, "bert")).text
        assert "歩留まりは割り算" not in text
        assert "3 / 3" in text

    def test_what_could_not_be_had_waits(self, small):
        """No score, no zero, and why."""
        text = Checker(page_of(small, "carl")).text
        assert "－ / 3" in text
        assert "講師の採点を待っている" in text
        assert "取り出せませんでした" in text

    def test_in_english(self, small, monkeypatch):
        """The sentences and the question are in English, up to the names of the flows."""
        monkeypatch.setenv("GXD_LANG", "en")
        raw = page_of(small, "bert")
        assert '<html lang="en">' in raw
        assert "The yield was multiplied" in Checker(raw).text

    def test_it_runs_nothing_and_fetches_nothing(self, small):
        """A policy says so, and there is nothing to run or fetch anyway."""
        raw = page_of(small, "anna")
        assert re.search(r"Content-Security-Policy[^>]*default-src &#x27;none&#x27;", raw)
        assert not re.search(r"https?://", raw)
        assert "http-equiv" in raw

    def test_an_answer_full_of_markup_stays_text(self, small):
        """Whatever is handed in as an answer."""
        evil = "</span></main><script>alert(1)</script><svg onload=alert(1)>"
        with Register(small) as register:
            for answer in (evil, [evil], {evil: evil}):
                enter(small, register, "bert", {"04a": answer, "04c": {"flow": evil, "share": 1}})
        raw = page_of(small, "bert")
        assert "<script" not in raw
        assert "<svg" not in raw
        assert "<script>alert(1)</script>" in Checker(raw).text


class TestNobodyElse:
    """A page is of one person."""

    def test_no_right_answer_stands_on_it(self, forty):
        """Of those who were wrong, no page holds the right number to three decimals."""
        pages = feedback(forty, [NAME], progress=lambda line: None)
        assert len(pages) == 40
        for file in pages:
            who = file.parent.parent.name
            instances = instances_of(forty, who)
            for part in file.read_text(encoding="utf-8").split('<section class="question">')[1:]:
                id_ = part.partition("<h2>")[2][:3]
                if id_ in ("04a", "04b") and "○ 正解" not in part:
                    assert f"{instances[id_].expected()['']:.3f}" not in part, (who, id_)

    def test_no_other_participant_stands_on_it(self, forty):
        """Neither id nor name of anybody else."""
        for file in feedback(forty, [NAME], progress=lambda line: None)[:10]:
            who = file.parent.parent.name
            text = Checker(file.read_text(encoding="utf-8")).text
            names = set(re.findall(r"受講 (\d\d)", text))
            assert names == {who[1:]}
            assert not re.search(r"\bp\d\d\b", text)


class TestWhich:
    """Which pages are made."""

    def test_what_changed_since_it_was_graded_gets_none(self, small):
        """A page never shows old judgements beside a new submission: it is named instead."""
        file = small.grading / "submitted" / "bert" / NAME / f"{NAME}.ipynb"
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        said: list[str] = []
        pages = feedback(small, [NAME], progress=said.append)
        assert sorted(page.parent.parent.name for page in pages) == ["anna", "carl"]
        assert "bert" in said[0]
        assert "gxd class grade" in said[0]

    def test_nothing_graded(self, tmp_path):
        """The sentence names the command."""
        with pytest.raises(GxdError, match=r"GXD-C082.*gxd class grade"):
            feedback(untouched(tmp_path), progress=lambda line: None)

    def test_nbgraders_own_page_where_asked_for(self, small):
        """The notebook with its outputs, made harmless."""
        with Register(small) as register:
            right = {i: _answer(x, "right", 0) for i, x in instances_of(small, "anna").items()}
            enter(small, register, "anna", right)
        pages = feedback(small, [NAME], with_nbgrader=True, progress=lambda line: None)
        for page in pages:
            text = page.read_text(encoding="utf-8")
            assert "Content-Security-Policy" in text
            assert "お疲れさまでした" in text  # the notebook itself, to its last cell

    def test_a_place_outside_the_book_is_not_read(self, small):
        """read_more names a page of the course, never another file."""
        (small.root.parent / "outside.md").write_text("# secret\n", encoding="utf-8")
        assert place_in_book(small, "../outside") == ("", "../outside.html")
        assert place_in_book(small, "book/framework/04-product#yield") == (
            "第4章 製品ベース算定",
            "book/framework/04-product.html#yield",
        )
