"""The answers of chapter 14, worked again by hand from what a participant is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])
BANK = load_bank(COURSE, "14-exchange")
READ = {"BadRequest": "400 か 401", "TokenExpired": "401", "AccessDenied": "403", "NotFound": "404"}


def instances(question_id: str, count: int = 12):
    """The question as the public and some participants get it."""
    return [
        BANK[question_id].instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(count)
    ]


def mistakes(question_id: str) -> dict:
    """The wrong ways of a question by name."""
    return {mistake.name: mistake.answer for mistake in BANK[question_id].misconceptions}


def test_14a_walks_the_shown_pages_to_the_one_without_a_link():
    """From limit=3 along the links: a short page is not the end, and an unlinked page not reached."""
    for instance in instances("14a"):
        shown = {}
        for number in range(1, 7):
            address, values, following = instance.data[f"page{number}"].split(" | ")
            shown[address] = ([float(kg) for kg in values.split(" + ")], following)
        assert len(shown) == 6
        walked, address = [], "limit=3"
        while address != "-":
            values, address = shown.pop(address)
            walked.append(values)
        assert len(shown) == 1  # last month's page
        assert all(1 <= len(page) <= 3 for page in walked)
        assert min(map(len, walked[:-1])) < 3
        right = instance.expected()
        assert right["count"] == sum(map(len, walked))
        assert right["total"] == pytest.approx(sum(map(sum, walked)))
        assert mistakes("14a")["first_page_only"](instance.data)["count"] == 3


def test_14b_each_situation_has_the_status_of_its_first_obstacle():
    """Unreadable 400 or 401, run out 401, not permitted 403, no such id 404: each stands once."""
    signs = {
        "400 か 401": ("abc123", "欠けた", "会社の名前"),
        "401": ("1 時間有効", "30 分有効", "有効は 1 時間"),
        "403": ("製造の一覧", "許可されていない"),
        "404": ("id の記録を 1 件", "その id の記録はない"),
    }
    for instance in instances("14b"):
        right = instance.expected()
        for part, answer in right.items():
            status, code = answer.split(" と ")
            assert READ[code.split()[0]] == status
            assert any(sign in instance.data[part] for sign in signs[status])
        assert len(set(right.values())) == 4


def test_14c_joins_answers_by_the_id_of_the_request():
    """Each request takes the answer that points to its id; one has none, and one answer is a stranger's."""
    for instance in instances("14c"):
        d, right = instance.data, instance.expected()
        pointing = {}
        for number in range(1, 5):
            said, to = d[f"answer{number}"].split(" / requestEventId: ")
            pointing[to] = said
        for number in range(1, 5):
            said = pointing.pop(d[f"request{number}"].split("id: ")[1], None)
            word = right[f"r{number}"]
            if said is None:
                assert word.startswith("返事待ち")
            elif "pfs: 0" in said:
                assert word.startswith("規則違反")
            else:
                assert ("fulfilled" in word) == said.startswith("Fulfilled")
                assert ("rejected" in word) == said.startswith("Rejected")
        assert len(pointing) == 1
        by_order = mistakes("14c")["by_order"](d)
        assert all(by_order[part] != right[part] for part in right)


def test_14d_shows_what_the_faulty_server_sends():
    """Status, Link and number of records in the excerpt contradict exactly the rule that is right."""
    expected = {
        "link-missing": ("data: 1 件", "Link"),
        "limit-ignored": ("data: 3 件", "limit より多く"),
        "http-answered": ("access_token", "HTTPS"),
        "bad-token-403": ("403", "読めないトークン"),
        "token-opens-every-company": ("200", "403"),
        "decimal-as-number": (": 12.37", "文字列"),
        "filter-without-result-404": ("404", "空の一覧"),
        "fulfilled-empty": ("pfs: [ ]", "1 件以上"),
        "events-202": ("202", "200 と空の本文"),
        "urn-as-footprint-id": ("200", "400"),
    }
    seen = set()
    for instance in instances("14d", 60):
        d, right = instance.data, instance.expected()
        got, rule = expected[d["fault"]]
        assert got in d["got"]
        assert rule in right["rule"]
        assert right["rule"] in d["rules"]
        assert right["repair"] in d["repairs"]
        assert len(set(d["rules"])) == len(set(d["repairs"])) == 5
        seen.add(d["fault"])
    assert len(seen) >= 8


def test_14d_names_faults_that_a_server_can_be_told_to_make():
    """Every fault of the exercise is one of the fault room's for version 3."""
    from gxd_teach.techspec.faults import names

    drawn = {instance.data["fault"] for instance in instances("14d", 60)}
    assert drawn <= set(names("3"))


def test_quick_checks():
    """Round up, by the page; (A or B) and JP; form and exchange, neither sums nor sense."""
    for instance in instances("14-q1"):
        d, right = instance.data, instance.expected()
        whole, rest = divmod(d["records"], d["page"])
        assert rest
        assert right["trips"] == whole + 1
        assert right["seconds"] == pytest.approx((whole + 1) * d["ms"] / 1000)
    for instance in instances("14-q3"):
        assert instance.expected()[""] == instance.data["a_jp"] + instance.data["b_jp"]
    for instance in instances("14-q2"):
        right = set(instance.expected()[""])
        assert right == set(instance.data["shown"]) - {
            instance.data["sums"],
            instance.data["sense"],
        }
        assert len(right) == 3
