"""The instructor's report: what it counts, what it says, and that its page is sound."""

from __future__ import annotations

import csv
import html.parser
import shutil

import pytest

from gxd_teach.classroom.course import Participant
from gxd_teach.classroom.gradebook import Register
from gxd_teach.classroom.reports.class_book import Answer, ClassBook, Paper, read_class
from gxd_teach.classroom.reports.class_report import gather, write_report
from gxd_teach.classroom.reports.code_likeness import alike_runs, runs_of
from gxd_teach.classroom.reports.items import difficulty, discrimination, items, items_frame
from gxd_teach.classroom.reports.likeness import alike, digits_of
from gxd_teach.classroom.reports.mistakes import banks
from gxd_teach.classroom.reports.objectives import normalized_gain
from gxd_teach.classroom.reports.paper import element, page
from gxd_teach.classroom.reports.questionnaire import about, opinions, read_questionnaire, take_in
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.language import Text
from tests.classroom.test_report_class import (
    ABSENT,
    NAME,
    PLAN_04A,
    PLAN_04B,
    PLAN_04C,
    _answer,
    by_hand,
    class_of_forty,
    enter,
    forty,
    instances_of,
    small,
)

__all__ = ["forty", "small"]  # fixtures


class Checker(html.parser.HTMLParser):
    """Holds a page to what this course's pages keep: closed elements, no scripts, nothing fetched."""

    VOID = frozenset({"meta", "img", "br", "hr", "col"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert tag not in {"script", "iframe", "object", "embed", "form", "link", "base", "a"}, tag
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), attrs
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"style", "href", "srcset", "action"}, name
            if name == "src":
                assert value.startswith("data:image/svg+xml;base64,"), value[:40]
        if tag == "img":
            assert dict(attrs)["alt"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


def paper(who: str, *points: float | None) -> Paper:
    answers = tuple(Answer(f"judge-{q}", q, p, 1.0) for q, p in zip("abc", points, strict=True))
    return Paper(who, "x", answers)


def book_of(*papers: Paper) -> ClassBook:
    people = {one.participant: Participant(one.participant) for one in papers}
    return ClassBook(("x",), people, {("x", one.participant): one for one in papers})


# Five papers, three questions of one point each:
#            a  b  c
FIVE = ((1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 0, 0), (0, 0, 1))


class TestItems:
    """Difficulty and discrimination."""

    def five(self) -> ClassBook:
        return book_of(*(paper(f"p{i}", *points) for i, points in enumerate(FIVE)))

    def test_difficulty_is_the_share_of_points(self):
        """a was earned by 3 of 5, b by 2, c by 3."""
        assert [item.difficulty for item in items(self.five())] == [0.6, 0.4, 0.6]

    def test_discrimination_by_hand(self):
        """a against b+c = 2,1,1,0,1: r = 1/√(1.2·2); b against a+c: 0.6/√(1.2·2.8); c against a+b: 0."""
        found = [item.discrimination for item in items(self.five(), fewest=5)]
        assert found == pytest.approx([1 / 2.4**0.5, 0.6 / 3.36**0.5, 0.0], abs=1e-12)

    def test_it_is_hidden_where_chance_outweighs_it(self):
        """Five papers are too few unless one insists; n is told all the same."""
        item = items(self.five())[0]
        assert (item.discrimination, item.n_whole) == (None, 5)

    def test_points_to_come_are_left_out(self):
        """Who waits for a person is in neither number."""
        book = book_of(*(paper(f"p{i}", *p) for i, p in enumerate(FIVE)), paper("w", None, 1, 1))
        item = items(book, fewest=5)[0]
        assert (item.n, item.difficulty, item.n_whole) == (5, 0.6, 5)
        assert item.discrimination == pytest.approx(1 / 2.4**0.5)
        assert item.kinds["waits"] == 1

    def test_where_all_are_the_same_there_is_none(self):
        """A question that everybody solves tells nobody apart."""
        assert discrimination([1, 1, 1], [0, 1, 2]) is None
        assert discrimination([1], [1]) is None
        assert difficulty([None], 1) is None

    def test_rows_of_different_lengths_are_refused(self):
        """They cannot be of the same people."""
        with pytest.raises(GxdError, match="GXD-C110"):
            discrimination([1, 0], [1])

    def test_as_a_table(self):
        """A row a question."""
        frame = items_frame(items(self.five()))
        assert list(frame["question"]) == ["a", "b", "c"]
        assert list(frame["difficulty"]) == [0.6, 0.4, 0.6]


class TestClassOfForty:
    """What was planned is what the report finds."""

    def test_every_mistake_is_found_as_often_as_it_was_made(self, forty):
        """23 of 40 multiplied by the yield; and so for each."""
        planned = {**PLAN_04A, **PLAN_04B, **PLAN_04C}
        for kind in ("right", "other", "nothing"):
            planned.pop(kind, None)
        report = gather(forty)
        assert {one.name: one.count for one in report.mistakes} == planned
        assert all(one.n == 40 for one in report.mistakes)
        assert str(report.mistakes[0]) == "40 人中 23 人: 良品率を掛けています"

    def test_the_other_answers_too(self, forty):
        """Right, unexplained and unanswered are counted by question."""
        report = gather(forty)
        kinds = {item.question: item.kinds for item in report.items}
        assert kinds["04a"]["right"] == PLAN_04A["right"]
        assert kinds["04a"]["other answer"] == PLAN_04A["other"]
        assert kinds["04b"]["no answer"] == PLAN_04B["nothing"]
        assert kinds["04b"]["known mistake"] == 23 + 5
        assert kinds["04c"]["partly"] == PLAN_04C["share_of_mass"]
        assert report.unexplained == {(NAME, "04a"): 5, (NAME, "04b"): 2}

    def test_difficulty_and_objectives_follow_from_it(self, forty):
        """04b: 8 of 40; 04c: 34 right and 6 with half the points."""
        report = gather(forty)
        hard = {item.question: item.difficulty for item in report.items}
        assert hard == pytest.approx({"04a": 0.5, "04b": 0.2, "04c": (34 + 6 * 0.5) / 40})
        assert [(one.questions, one.mastered, one.n) for one in report.objectives] == [
            (("04b",), 8, 40), (("04a",), 20, 40), (("04c",), 34, 40),
        ]  # fmt: skip

    def test_who_is_missing_is_named(self, forty):
        """Two on the roster handed in nothing."""
        assert [person.id for person in gather(forty).book.missing(NAME)] == ABSENT

    def test_answers_made_up_one_by_one_are_not_alike(self, forty):
        """Nobody is pointed at in a class that worked alone."""
        assert gather(forty).alike == ()

    def test_the_page_is_sound_and_says_it(self, forty, tmp_path):
        """Closed elements, no script, pictures with their words, the counts in the text."""
        written = write_report(gather(forty), tmp_path)
        checked = Checker(written.read_text(encoding="utf-8"))
        assert "40 人中 23 人" in checked.text
        assert "受講 41、受講 42" in checked.text
        assert {"table", "img", "h2"} <= checked.seen

    def test_the_same_class_gives_the_same_bytes(self, forty, tmp_path):
        """Figures carry no date."""
        first = write_report(gather(forty), tmp_path / "a").read_bytes()
        assert write_report(gather(forty), tmp_path / "b").read_bytes() == first

    def test_the_tables(self, forty, tmp_path):
        """A row for everyone, those absent with nothing in place of a score."""
        write_report(gather(forty), tmp_path, excel=True)
        assert (tmp_path / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        with open(tmp_path / "scores.csv", encoding="utf-8-sig", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        assert len(rows) == 42
        assert rows["p41"]["score"] == ""
        with open(tmp_path / "mistakes.csv", encoding="utf-8-sig", newline="") as file:
            counts = {row["mistake"]: int(row["count"]) for row in csv.DictReader(file)}
        assert counts["multiplied"] == 23

    def test_in_english(self, forty, tmp_path, monkeypatch):
        """No Japanese sentence of ours is left (names, titles and units aside)."""
        monkeypatch.setenv("GXD_LANG", "en")
        checked = Checker(write_report(gather(forty), tmp_path).read_text(encoding="utf-8"))
        assert "23 of 40" in checked.text
        assert "What to do next" in checked.text
        assert not set("がはをですません") & set(checked.text.replace("受講", ""))


class TestNextSteps:
    """What an instructor should do next."""

    def test_what_waits_comes_first(self, small):
        """First the paper to grade, then the one that is missing."""
        text = Checker(page("t", *_sections(small))).text
        assert text.index("1 人分を手で採点する") < text.index("1 人が未提出")
        assert "陳" in text

    def test_nothing_graded_says_what_to_do(self, tmp_path):
        """The sentence names the command."""
        shutil.copytree(class_of_forty().root, tmp_path / "c")
        shutil.rmtree(tmp_path / "c" / "_grading")
        from gxd_teach.classroom.course import Course

        with pytest.raises(GxdError, match=r"GXD-C082.*gxd class grade"):
            gather(Course.at(tmp_path / "c"))

    def test_names_and_answers_cannot_become_active(self, small):
        """A name, a comment, an answer and an opinion full of markup stay text."""
        evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        file = small.grading / "roster.csv"
        file.write_text(f'id,name\nanna,"{evil}"\nbert,B\ncarl,C\ndora,D\n', encoding="utf-8")
        asked = small.root / "q.csv"
        asked.write_text(f'question,answer\n"{evil}","{evil}"\n', encoding="utf-8")
        take_in(small, asked)
        checked = Checker(page(evil, *_sections(small)))
        assert "<script>alert(1)</script>" in checked.text


def _sections(course):
    from gxd_teach.classroom.reports.sections import sections

    return sections(gather(course), "t")


class TestLikeness:
    """A reason to look, with care."""

    def test_the_same_odd_wrong_answer_on_ones_own_numbers(self, small):
        """Two people with different numbers and one wrong 7.7731 are shown side by side."""
        with Register(small) as register:
            for who in ("anna", "bert"):
                right = {i: _answer(x, "right", 0) for i, x in instances_of(small, who).items()}
                enter(small, register, who, {**right, "04a": 7.7731})
        found = _alike(small)
        assert [(one.first, one.second) for one in found] == [("anna", "bert")]
        assert "7.7731" in found[0].signs[0].ja

    def test_an_answer_that_is_right_for_somebody_else(self, small):
        """Bert hands in Anna's right number."""
        with Register(small) as register:
            right = {i: _answer(x, "right", 0) for i, x in instances_of(small, "bert").items()}
            other = _answer(instances_of(small, "anna")["04a"], "right", 0)
            enter(small, register, "bert", {**right, "04a": other})
        (one,) = _alike(small)
        assert {one.first, one.second} == {"anna", "bert"}
        assert "anna の数値なら正解" in one.signs[0].ja

    def test_a_known_mistake_is_no_sign(self, small):
        """Two who multiply by the yield have only learned the same wrong thing."""
        with Register(small) as register:
            for who in ("anna", "bert"):
                instances = instances_of(small, who)
                answers = {i: _answer(x, "right", 0) for i, x in instances.items()}
                answers["04b"] = _answer(instances["04b"], "multiplied", 0)
                enter(small, register, who, answers)
        assert _alike(small) == []

    def test_code_is_compared_without_names_spaces_and_comments(self, small):
        """Renamed and reindented, it is still the same; another way of writing it is not."""
        code = "\n".join(
            f"x{i} = (a{i} * b{i} + c{i}) / d{i}"
            if i % 2
            else f"y{i} = [f(k, {i}) for k in range({i})]"
            for i in range(8)
        )
        renamed = code.replace("x", "summe").replace(" = ", "=").replace("a1", "q1") + "  # mine\n"
        with Register(small) as register:
            for who, source in (("anna", code), ("bert", renamed), ("carl", "total = 0\nfor i in z:\n    total += i\n" * 5)):  # fmt: skip
                right = {i: _answer(x, "right", 0) for i, x in instances_of(small, who).items()}
                enter(small, register, who, right, code={"answer-04a": source})
        (one,) = _alike(small)
        assert (one.first, one.second) == ("anna", "bert")
        assert "100%" in one.signs[0].ja.replace(" ", "")

    def test_what_many_write_is_no_sign(self):
        """Ten people with the same lines have read the same chapter."""
        same = runs_of("total = a * b + c * d - e / f\n" * 3 + "print(total, a, b, c)\n" * 3)
        assert alike_runs({f"p{i}": same for i in range(10)}) == {}

    def test_short_code_says_nothing(self):
        """One line that everybody would write is not compared."""
        assert alike_runs({"a": runs_of("answer = x / y"), "b": runs_of("answer = x / y")}) == {}

    @pytest.mark.parametrize("source", ["def (", "'", "\x00", "if x:\n  a\n b", "   " * 99])
    def test_what_is_no_python_is_compared_with_nothing(self, source):
        """A broken cell ends no report."""
        assert isinstance(runs_of(source), frozenset)

    def test_trailing_zeros_are_no_digits(self):
        """100000 has one significant digit, 12.372 five."""
        assert (digits_of("100000"), digits_of("12.372"), digits_of("1,234.5 kg")) == (1, 5, 5)

    def test_the_words_accuse_nobody(self, small, tmp_path):
        """The page says look and ask; it never says cheated, copied or 不正."""
        self.test_the_same_odd_wrong_answer_on_ones_own_numbers(small)
        text = write_report(gather(small), tmp_path).read_text(encoding="utf-8")
        assert "見比べて" in text
        assert not any(word in text for word in ("不正", "カンニング", "盗", "cheat", "copied"))


def _alike(course):
    book = read_class(course, [NAME])
    return alike(course, book, banks(course, book))


class TestQuestionnaire:
    """What participants say."""

    def write(self, folder, text):
        file = folder / "asked.csv"
        file.write_text(text, encoding="utf-8-sig")
        return file

    def test_means_and_texts(self, small, tmp_path):
        """(5 + 4 + 3) / 3 = 4; full width understood; texts are kept as they are."""
        text = "id,question,answer\na,速さ,5\nb,速さ,４\nc,速さ,3\na,感想,よかった\nb,感想,\n"
        take_in(small, self.write(tmp_path, text))
        pace, thoughts = opinions(small)
        assert (pace.mean, pace.n, pace.marks) == (4.0, 3, (0, 0, 1, 1, 1))
        assert (thoughts.mean, thoughts.texts) == (None, ("よかった",))

    def test_nobody_is_named_in_what_is_kept(self, small, tmp_path):
        """The ids are for finding doubles, and are not stored."""
        kept = take_in(small, self.write(tmp_path, "id,question,answer\nsecret-id,速さ,5\n"))
        assert "secret-id" not in kept.read_text(encoding="utf-8")

    def test_taking_it_in_again_replaces_it(self, small, tmp_path):
        """A corrected file does not count twice."""
        for mark in (1, 5):
            take_in(small, self.write(tmp_path, f"question,answer\n速さ,{mark}\n"))
        assert [one.mean for one in opinions(small)] == [5.0]

    def test_an_opinion_on_a_question_stands_in_its_row(self, small, tmp_path):
        """It begins with the question's id."""
        take_in(small, self.write(tmp_path, "question,answer\n04a 難しさ,2\n04ab,1\n"))
        assert [one.question for one in about(opinions(small), "04a")] == ["04a 難しさ"]
        written = write_report(gather(small), tmp_path / "out").read_text(encoding="utf-8")
        assert "2.0 (n = 1)" in written

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            ("a,速さ,7", "GXD-C121"),
            ("a,速さ,3.5", "GXD-C121"),
            ("a,速さ,0", "GXD-C121"),
            ("a,,4", "GXD-C122"),
            ("a,速さ,4\na,速さ,5", "GXD-C123"),
        ],
    )
    def test_what_is_ambiguous_is_refused_by_row(self, tmp_path, rows, code):
        """Nothing is taken in from a file with a fault."""
        with pytest.raises(ProblemsError) as caught:
            read_questionnaire(self.write(tmp_path, f"id,question,answer\n{rows}\n"))
        assert caught.value.code == code

    @pytest.mark.parametrize(
        "head",
        [
            "タイムスタンプ,メールアドレス",
            "Timestamp,Username",
            "ID,開始時刻,完了時刻,メール,名前",
            "ID,Start time,Completion time,Email,Name",
        ],
    )
    def test_as_a_form_on_the_web_writes_it(self, tmp_path, head):
        """A row a person, a column a question; whoever it was is left out, and so is when."""
        who = [",".join(f"{n}{place}" for place in range(head.count(",") + 1)) for n in "ab"]
        text = f"{head},04a 難しさ,自由に\n{who[0]},4,速い\n{who[1]},2,\n"
        file = self.write(tmp_path, text)
        said = [(question, answer) for _, question, answer in read_questionnaire(file)]
        assert said == [("04a 難しさ", 4), ("04a 難しさ", 2), ("自由に", "速い")]
        file = self.write(tmp_path, text.replace(",2,", ",7,"))
        with pytest.raises(ProblemsError, match=f"{file.name} 3"):
            read_questionnaire(file)

    @pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "question\nx\n"])
    def test_a_file_without_its_columns(self, tmp_path, text):
        """The columns it needs are named."""
        with pytest.raises(GxdError, match=r"GXD-C120.*question"):
            read_questionnaire(self.write(tmp_path, text))


class TestGain:
    """The normalized gain."""

    def test_by_hand(self):
        """From 40 % to 70 % half of the missing 60 % was won; from 50 % to 25 % half of what could be was lost."""
        assert normalized_gain(0.4, 0.7) == pytest.approx(0.5)
        assert normalized_gain(0.5, 0.25) == pytest.approx(-0.5)
        assert normalized_gain(1.0, 1.0) is None

    def test_a_percentage_is_refused(self):
        """40 is no share."""
        with pytest.raises(GxdError, match="GXD-C111"):
            normalized_gain(40, 70)


def test_elements_escape_whatever_they_are_given():
    """Texts, attributes and the texts of `Text` alike."""
    made = element("p", "<b>&\"'", Text("<i>", "<i>"), title='"><script>')
    assert "<b>" not in made
    assert "<script>" not in made
    assert "<i>" not in made


def test_points_by_hand_enter_the_statistics(small):
    """Half a point given by hand on 04b: 2.5 of 3 points there."""
    by_hand(small, "bert", "judge-04b", 0.5)
    (item,) = [one for one in gather(small).items if one.question == "04b"]
    assert item.difficulty == pytest.approx(2.5 / 3)
