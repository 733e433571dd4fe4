"""What `check` notes beside the notebook and `progress()` shows: for the participant alone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from gxd_teach.classroom import check, progress
from gxd_teach.classroom import progress as progress_again
from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.checked import FILE, note, read_progress
from gxd_teach.classroom.leaflet import FILE as LEAFLET
from gxd_teach.classroom.leaflet import make_leaflet, write_json
from gxd_teach.errors import GxdError


@pytest.fixture
def mine(course, tmp_path, monkeypatch):
    """A participant's folder, and the right answers of its questions."""
    bank = load_bank(course, "04-product")
    folder = tmp_path / "mine"
    folder.mkdir()
    made = make_leaflet(
        bank.values(), assignment="04-product", edition=course.edition, iterations=100
    )
    write_json(folder / LEAFLET, made)
    monkeypatch.chdir(folder)
    return folder, bank["04b"].instance(edition=course.edition).expected()[""]


def noted(name: str) -> Any:
    return next(one for one in progress().questions if one.question == name)


def test_it_is_the_function_and_not_its_module():
    """`from gxd_teach.classroom import progress` gives what one calls in a notebook."""
    assert callable(progress)
    assert progress_again is progress


def test_before_anything_was_checked_all_questions_are_listed(mine):
    """In the assignment's order, with their titles, none of them done; nothing is written."""
    folder, _ = mine
    shown = progress()
    assert [one.question for one in shown.questions][:3] == ["04a", "04b", "04c"]
    assert "良品率を入れる" in str(shown)
    assert shown.right == 0
    assert not (folder / FILE).exists()


def test_a_check_is_noted_with_its_outcome_and_its_time(mine):
    """First wrong, then right: two tries, right, just now."""
    _, right = mine
    began = datetime.now().astimezone().replace(microsecond=0)
    assert not check("04b", right / 2)
    assert (noted("04b").outcome, noted("04b").tries, noted("04b").ever_right) == (
        "wrong",
        1,
        False,
    )
    assert check("04b", right)
    one = noted("04b")
    assert (one.outcome, one.tries, one.ever_right) == ("right", 2, True)
    assert one.when >= began
    assert progress().right == 1


def test_a_right_answer_is_remembered_after_a_slip(mine):
    """Right before, wrong now: the table says both."""
    _, right = mine
    check("04b", right)
    check("04b", 1)
    assert (noted("04b").outcome, noted("04b").ever_right) == ("wrong", True)
    assert "前に ○" in str(progress())


def test_the_table_in_both_languages_and_as_a_frame(mine, monkeypatch):
    """HTML with headings, text, and a DataFrame with one row a question."""
    _, right = mine
    check("04b", right)
    html = progress()._repr_html_()
    assert "<table" in html
    assert "結果" in html
    assert "7 問中 1 問正解" in html
    frame = progress().to_frame()
    assert frame.loc["04b", "outcome"] == "right"
    assert next(iter(frame.index)) == "04a"
    monkeypatch.setenv("GXD_LANG", "en")
    assert "1 of 7 right" in str(progress())
    assert "Bring in the yield" in progress()._repr_html_()


def test_a_folder_that_cannot_be_written_is_no_trouble(mine, monkeypatch):
    """The check answers as ever; only the table stays as it was."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("gxd_teach.classroom.checked.write_whole", refuse)
    assert check("04b", mine[1])
    assert noted("04b").outcome is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"format": 1}',
        '{"format": 1, "edition": "1999.01", "participant": "public", "questions": {"04b": {}}}',
        "x" * 300_000,
    ],
)
def test_a_file_that_is_broken_or_anothers_counts_for_nothing(mine, content):
    """It is passed over, and the next check begins a new one."""
    folder, right = mine
    (folder / FILE).write_text(content, encoding="utf-8")
    assert progress().right == 0
    assert check("04b", right)
    assert noted("04b").tries == 1


@pytest.mark.parametrize(
    "entry",
    [
        None,
        5,
        {"outcome": "perfect", "when": "2026-11-23T10:00:00", "tries": 1},
        {"outcome": "right", "when": "yesterday", "tries": 1},
        {"outcome": "right", "when": "2026-11-23T10:00:00", "tries": -1},
        {"outcome": ["right"], "when": 5, "tries": "1"},
    ],
)
def test_a_forged_note_is_as_if_it_were_not_there(mine, entry):
    """What does not fit is passed over; the other notes stand."""
    folder, right = mine
    check("04a", 1)
    file = folder / FILE
    content = json.loads(file.read_text(encoding="utf-8"))
    content["questions"]["04b"] = entry
    file.write_text(json.dumps(content), encoding="utf-8")
    assert noted("04b").outcome is None
    assert noted("04a").outcome == "wrong"
    assert check("04b", right)


def test_a_course_checkout_stays_clean(course, course_root, monkeypatch):
    """Checked from the checkout with the public release, nothing is written anywhere."""
    monkeypatch.chdir(course_root)
    before = {path for path in course_root.glob(FILE)}
    check("04b", 1)
    assert {path for path in course_root.glob(FILE)} == before


def test_without_a_leaflet_it_says_what_to_do(tmp_path, monkeypatch):
    """The same sentence as `check`: unpack the zip."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GxdError, match="GXD-C052"):
        progress()


def test_it_plays_no_part_in_grading(tmp_path, monkeypatch):
    """In a submission's folder it is an empty table, and no error."""
    folder = tmp_path / "submitted" / "p1" / "04-product"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert progress().questions == ()


def test_two_participants_on_one_computer_do_not_mix(tmp_path):
    """A note of another participant's leaflet is not shown."""
    entry = {"title": {"ja": "題", "en": "t"}}
    first = {"edition": "e", "participant": "p1", "questions": {"04a": entry}}
    note(tmp_path, first, "04a", "right")
    assert read_progress(tmp_path, first).right == 1
    assert read_progress(tmp_path, {**first, "participant": "p2"}).right == 0
    assert read_progress(tmp_path, {**first, "edition": "f"}).right == 0
