"""The answers of case B, worked again by hand from what a participant is shown."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)
BANK = load_bank(COURSE, "22-case-solution")


def instances(question_id: str, count: int = 12):
    """The question as the public and some participants get it."""
    return [
        BANK[question_id].instance(edition=COURSE.edition, participant=who, secret=b"a class")
        for who in people(count)
    ]


def mistakes(question_id: str) -> dict:
    """The wrong ways of a question by name."""
    return {mistake.name: mistake.answer for mistake in BANK[question_id].misconceptions}


def test_22a_what_changes_a_figure_blocks_whatever_the_tools_say():
    """Two block, two are repaired, one is advice; a blocking one passes the public test."""
    harm = (
        "台帳では",
        "値が違う",
        "分の値が",
        "二重に",
        "大きく出て",
        "倍になる",
        "一覧が読める",
        "届かない",
    )
    for instance in instances("22a"):
        right = instance.expected()
        said = {key: instance.data[key] for key in right}
        for key, weight in right.items():
            if "すべて" in said[key]:
                assert weight.startswith("助言")
            elif any(word in said[key] for word in harm) and "値そのもの" not in said[key]:
                assert weight.startswith("止める"), said[key]
                assert "公開の試験: 合格" in said[key]
            else:
                assert weight.startswith("交換の前に直す"), said[key]
        weights = [weight.split(" ")[0] for weight in right.values()]
        assert sorted(weights) == sorted(
            ["止める", "止める", "交換の前に直す", "交換の前に直す", "助言"]
        )


def test_22a_a_blocking_finding_is_no_error_of_the_lint():
    """At least one that blocks is a warning or nothing to the lint, so severity does not decide."""
    for instance in instances("22a"):
        blocking = [
            instance.data[key] for key, one in instance.expected().items() if "止める" in one
        ]
        assert any("リント: 警告" in one or "指摘なし" in one for one in blocking)


def test_22b_packaging_within_uptake_negative_share_in_percent():
    """The register's total, less the carbon as CO2; the year's gap is packaging and twice the uptake."""
    for instance in instances("22b"):
        data, right = instance.data, instance.expected()
        uptake = data["carbon"] * 44 / 12
        assert float(data["stated_uptake"]) == pytest.approx(uptake, abs=6e-4)
        assert data["stated_excluding"] == pytest.approx(data["fossil"] + data["packaging"])
        assert data["stated_including"] == pytest.approx(data["stated_excluding"] + uptake)
        assert right["excluding"] == pytest.approx(data["fossil"])
        assert right["including"] == pytest.approx(data["fossil"] - uptake)
        assert 0 < right["including"] < right["excluding"]
        assert right["share"] == pytest.approx(100 * float(data["stated_share"]))
        gap = (data["packaging"] + 2 * uptake) * data["pieces"] / 1000
        assert right["year"] == pytest.approx(gap)


def test_22c_the_two_lists_are_held_against_each_other():
    """First only is mended, both is left over, second only is new; a MUST asks for another test."""
    decisions = set()
    for instance in instances("22c", 30):
        data, right = instance.data, instance.expected()
        first = [one.split(" ")[0] for one in data["first"].split("、")]
        second = [one.split(" ")[0] for one in data["second"].split("、")]
        mended, left, new = (
            {one.split(" ")[0] for one in right[part]} for part in ("mended", "left", "new")
        )
        assert mended == {one for one in first if one not in second}
        assert left == {one for one in first if one in second}
        assert new == {one for one in second if one not in first}
        assert all(right[part] for part in ("mended", "left", "new"))
        wanted = "直して再試験" if "[MUST]" in data["second"] else "助言を付けて"
        assert right["decision"].startswith(wanted)
        decisions.add(wanted)
        neither = [one for one in data["shown"] if one.split(" ")[0] not in first + second]
        assert len(neither) == 1
    assert len(decisions) == 2


def test_22_quick_checks():
    """A comma dropped makes a thousandfold; causes are counted by lines, not by hits."""
    for instance in instances("22-q2"):
        data, right = instance.data, instance.expected()
        read = float(data["written"].replace(",", ""))
        assert read == pytest.approx(1000 * data["value"])
        assert right["total"] == pytest.approx(data["rest"] + read)
        assert right["short"] == pytest.approx(
            100 - 100 * data["rest"] / (data["rest"] + data["value"])
        )
    for instance in instances("22-q3"):
        lines = [instance.data[f"l{place}"] for place in range(1, 6)]
        told = [line for line in lines if line != "―"]
        assert instance.expected()[""] == len(told)
        hits = sum(int(line.split(": ")[1].split(" ")[0]) for line in told)
        assert mistakes("22-q3")["all_hits"](instance.data) == hits
    assert all("出し直して" in instance.expected()[""] for instance in instances("22-q1"))


def test_the_exported_records_have_the_faults_that_the_case_tells_of():
    """By hand from the two files: screws of one in a box of a thousand, and one computer's casing."""
    data = json.loads((ROOT / "datasets/case-solution-records.json").read_text(encoding="utf-8"))
    with (ROOT / "datasets/case-solution-register.csv").open(encoding="utf-8") as file:
        register = {row["item_id"][5:]: row for row in csv.DictReader(file)}
    written: dict[str, list] = {}
    for record in data["data"]:
        written.setdefault(record["productIds"][0][-4:], []).append(record)
    assert len(register) == len(written) == 10
    assert len(written["C-09"]) == 2
    screws = written["C-10"][0]["pcf"]
    assert 1000 * Decimal(screws["pcfExcludingBiogenicUptake"]) == Decimal(
        register["C-10"]["pcf_excluding_kg"]
    )
    assert written["C-04"][0]["pcf"]["pcfExcludingBiogenicUptake"] == "0,840"
    speaker = written["C-07"][0]["pcf"]
    assert Decimal(speaker["pcfExcludingBiogenicUptake"]) == Decimal(
        speaker["fossilGhgEmissions"]
    ) + Decimal(speaker["packagingGhgEmissions"])
    tray = written["C-05"][0]["pcf"]
    assert 12 * Decimal(tray["biogenicCO2Uptake"]) == 44 * Decimal(tray["biogenicCarbonContent"])
    casing = sum(
        Decimal(row["pcf_excluding_kg"])
        / Decimal(row["declared_amount"])
        * Decimal(row["pieces_per_pc"])
        for row in register.values()
    )
    assert casing == Decimal("8.2784")
    assert all("架空" in record["comment"] for record in data["data"])
