"""Chapter 1: the expected answers against dates and words written down here again."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people

COURSE = Course(Path(__file__).resolve().parents[2])


def drawn(question_id: str):
    """The public's instance and those of some participants."""
    question = find_question(COURSE, question_id)
    return [
        question.instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(8)
    ]


def test_01a_by_hand():
    """The framework came out on 2023-06-30 and 2024-07-29, the specification on 2023-08-04 and 2024-07-29."""
    words = {"FW": "会社 計算し 範囲", "仕様": "API 形式 通信", "物流": "輸送", "拡張": "PACT"}
    for instance in drawn("01a"):
        data, answer = instance.data, instance.expected()
        assert answer["FW / 公表"] == {"1.0": "2023-06-30", "2.0": "2024-07-29"}[data["fw"]]
        assert answer["仕様 / 公表"] == {"1.0": "2023-08-04", "2.0": "2024-07-29"}[data["spec"]]
        assert answer["物流 / 公表"] == "2024-09-27"
        assert answer["拡張 / 公表"] == "2025-03"
        for name, said in words.items():
            work = data[f"work_{'アイウエ'.index(answer[f'{name} / 仕事'])}"].split(" (")[0]
            assert any(word in work for word in said.split())
        assert len({answer[f"{name} / 仕事"] for name in words}) == 4


def test_01b_by_hand():
    """Specification v2 was usable until 31 March 2026; its methodology is until the end of 2027."""
    for instance in drawn("01b"):
        data = instance.data
        assert "2025-04-30" < data["before"] < "2026-04-01" <= data["after"] < "2027-12-31"
        assert instance.expected() == {
            "spec_before": "使える (usable)",
            "spec_after": "非推奨 (deprecated)",
            "methodology_after": "使える (usable)",
            "exchange": "変換がいる (needs conversion)",
        }


def test_01c_by_hand():
    """Three of the six sentences start from a company or a customer; the code is a string."""
    for instance in drawn("01c"):
        data, answer = instance.data, instance.expected()
        cut_out = [
            letter
            for letter, text in zip("アイウエオカ", data["statements"], strict=True)
            if "納入先" in text or "DistributionLevel" in text
        ]
        assert answer["organization"] == cut_out
        assert len(cut_out) == 3
        wanted = '"0"' if data["method"].startswith("製品") else '"1"'
        assert data[f"code_{answer['written']}"] == f'"calcMethod": {wanted}'


def test_01_quick_checks_by_hand():
    """A piece carries the site's emissions divided by all that the site makes."""
    for instance in drawn("01-q3"):
        data = instance.data
        assert instance.expected()[""] == pytest.approx(1000 * data["t"] / data["total"], rel=1e-9)
    for instance in drawn("01-q2"):
        assert len(instance.expected()[""]) == 3
        assert not any("検証" in text or "1 か所" in text for text in instance.expected()[""])
    topics = {"技術仕様": "API 項目", "物流": "輸送", "フレームワーク": "どこから 開示"}
    for instance in drawn("01-q1"):
        for place, document in instance.expected().items():
            words = next(said for name, said in topics.items() if document.startswith(name))
            assert any(word in instance.data[place] for word in words.split())


def test_the_two_values_of_the_chapter():
    """12.372 kg a chassis from below, 3.60 kg a board from above."""
    from gxd_teach.cases import pc

    made = pc.footprints()
    chassis = 1.2 * 8.0 + 0.3 * 2.0 + 5 * 0.423 + 0.6 * 0.09531
    board = ((200 + 900) * 100_000 / 1_000_000 + 12_500 * 0.02) * 1000 / 100_000
    assert made["fict-chassis"].total_kg_co2e == pytest.approx(chassis, rel=1e-9)
    assert made["fict-board"].total_kg_co2e == pytest.approx(board, rel=1e-9)
    assert (round(chassis, 3), round(board, 2)) == (12.372, 3.6)
