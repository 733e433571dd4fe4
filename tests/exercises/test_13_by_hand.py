"""Chapter 13 by hand: every expected answer against plain arithmetic, without the rules of the package."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from gxd_teach.classroom.bank import find_question
from gxd_teach.classroom.choices import SEPARATOR
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.instrument import people
from gxd_teach.techspec import footprint_v2, lint_record, v2_to_v3

COURSE = Course(Path(__file__).resolve().parents[2])
BASE = {
    "companyName": "FICT",
    "companyIds": ["urn:gln:4912345000023"],
    "productIds": ["urn:pact:cleaner.fict.example:product-id:can"],
    "productNameCompany": "can",
    "productCategoryCpc": "34131",
}


def instances(question_id: str):
    """The question as the public and eight participants get it."""
    question = find_question(COURSE, question_id)
    for who in people(8):
        yield question.instance(edition=COURSE.edition, participant=who, secret=b"a class")


def chosen(instance) -> set[str]:
    """The options of a right answer, by the Japanese that comes before the brackets."""
    kind = instance.kinds[""]
    options = kind.read(instance.expected()[""]).split(SEPARATOR)
    return {option.split(" (")[0] for option in options}


def test_the_published_numbers():
    """12 litres of bioethanol, 1.5 kg and 0.789 kg a litre in v2, are 18 and 9.468 in v3."""
    record = footprint_v2(
        **BASE,
        pcf={
            "declaredUnit": "liter",
            "unitaryProductAmount": "12",
            "productMassPerDeclaredUnit": "0.789",
            "pCfExcludingBiogenic": "1.5",
            "fossilGhgEmissions": "1.5",
            "fossilCarbonContent": "0",
            "biogenicCarbonContent": "0",
            "referencePeriodStart": "2024-01-01T00:00:00Z",
            "referencePeriodEnd": "2025-01-01T00:00:00Z",
        },
    )
    pcf = v2_to_v3(record).record.pcf
    assert pcf.declaredUnitAmount == 12
    assert pcf.pcfExcludingBiogenicUptake == Decimal("18")
    assert pcf.productMassPerDeclaredUnit == Decimal("9.468")


@pytest.mark.parametrize(
    ("until", "ok"), [("2028-03-31", True), ("2028-04-01", False), ("2028-10-01", False)]
)
def test_the_published_date(until, ok):
    """A period that ends on 2025-03-31 is good until 2028-03-31, whenever its use begins."""
    record = {
        "specVersion": "3.0.3",
        "validityPeriodStart": "2025-10-01T00:00:00Z",
        "validityPeriodEnd": f"{until}T00:00:00Z",
        "pcf": {"declaredUnitAmount": "1", "referencePeriodEnd": "2025-03-31T00:00:00Z"},
    }
    assert ("GXD-L034" not in lint_record(record, today="2026-11-23").codes) is ok


def test_13a_by_hand():
    """Kilograms per litre become kilograms of the whole can, times the litres; a percentage stays."""
    for instance in instances("13a"):
        d, expected = instance.data, instance.expected()
        for part, name in (("pcf", "per_unit"), ("mass", "kg"), ("carbon", "carbon")):
            assert expected[part] == pytest.approx(d[name] * d["amount"], rel=1e-12)
        assert expected["pds"] == d["pds"]


def test_13b_by_hand():
    """Every fault is found by reading the lines as a person with a calculator does."""
    for instance in instances("13b"):
        d = instance.data

        def said(name, d=d):
            return json.loads(d[name]) if d[name] != "(なし)" else None

        def number(name, said=said):
            return Decimal(str(said(f"pcf.{name}")))

        excluding, uptake = number("pcfExcludingBiogenicUptake"), number("biogenicCO2Uptake")
        faults = {
            "会社の識別子が URN でない": not said("companyIds")[0].startswith("urn:"),
            "有効期間が長すぎる": said("validityPeriodEnd") > "2029-04-01T00:00:00Z",
            "宣言単位が決められた語でない": said("pcf.declaredUnitOfMeasurement") != "liter",
            "中の炭素が製品の質量より重い": number("biogenicCarbonContent")
            > number("productMassPerDeclaredUnit"),
            "referencePeriodStart に時間帯がない": not said("pcf.referencePeriodStart").endswith("Z"),
            "取り込みを除く PCF が引用符のない数値": not d[
                "pcf.pcfExcludingBiogenicUptake"
            ].startswith('"'),
            "取り込みを除く合計が部分の和でない": excluding
            != number("fossilGhgEmissions") + number("biogenicNonCO2Emissions"),
            "包装を含めないのに包装の排出がある": said("pcf.packagingEmissionsIncluded") is False,
            "負にできない欄が負の値": number("fossilCarbonContent") < 0,
            "取り込みを含む合計が合わない": number("pcfIncludingBiogenicUptake")
            != excluding + uptake,
            "一次データ比率がない": said("pcf.primaryDataShare") is None,
        }  # fmt: skip
        found = {name for name, there in faults.items() if there}
        assert chosen(instance) == found
        assert 6 <= len(found) <= 8
        # An uptake is 44/12 of the carbon, and what looks wrong in it is right.
        assert uptake < 0
        assert -uptake == pytest.approx(
            number("biogenicCarbonContent") * 44 / 12, abs=Decimal("0.001")
        )


def test_13c_by_hand():
    """The end of the reference period, three years on, to the day."""
    for instance in instances("13c"):
        year, month, day = map(int, instance.data["period_end"][:10].split("-"))
        assert instance.expected() == {"year": year + 3, "month": month, "day": day}


def test_13d_by_hand():
    """In extensions beside pcf, wrapped in data, edition 2.0.0, numbers for categories, text for the rest."""
    for instance in instances("13d"):
        d, expected = instance.data, instance.expected()
        assert expected["place"].startswith("記録の直下の extensions")
        assert expected["version"] == '"2.0.0"'
        assert expected["schema"].endswith("/specs/GxD_schema_en.json")
        assert expected["method"] == '"1"'
        assert json.loads(expected["categories"]) == [
            int(one) for one in d["categories"].split("、")
        ]
        words = {"会社全体": "organization", "敷地": "site", "棟": "building", "ライン": "production line"}  # fmt: skip
        assert [word for said, word in words.items() if said in d["scope2"]] == [expected["level"]]


def test_the_quick_checks_by_hand():
    """Whole over amount; kilograms grow and percentages do not; signs, sums and commas pass; a gap stops one below."""
    for instance in instances("13-q1"):
        d = instance.data
        assert instance.expected()[""] == pytest.approx(d["pcf"] / d["amount"])
    for instance in instances("13-q2"):
        stays = ("primaryDataShare", "exemptedEmissionsPercent", "unitaryProductAmount")
        options = instance.data["options"]
        assert chosen(instance) == {one for one in options if not one.endswith(stays)}
    for instance in instances("13-q3"):
        seen = ("PCF が", "製品の識別子が", "宣言単位が", "対象期間の始まりに", "国と地域が")
        options = instance.data["options"]
        assert chosen(instance) == {
            one.split(" (")[0] for one in options if not one.startswith(seen)
        }
    levels = {"geographyCountry": 0, "productDescription": 0, "primaryDataShare": 1,
              "secondaryEmissionFactorSources": 1, "boundaryProcessesDescription": 2,
              "allocationRulesDescription": 2}  # fmt: skip
    for instance in instances("13-q4"):
        reached = min(levels[path.removeprefix("pcf.")] for path in instance.data["paths"])
        assert instance.expected()[""].startswith(f"レベル {reached} ")


def test_13e_by_hand():
    """Every field in kg is a litre's value times the litres; the uptake is below zero and added."""
    for instance in instances("13e"):
        data, right = instance.data, instance.expected()
        litres, fossil = data["litres"], data["fossil_per_litre"]
        assert float(right["pcf.declaredUnitAmount"]) == litres
        assert float(right["pcf.productMassPerDeclaredUnit"]) == pytest.approx(0.789 * litres)
        assert float(right["pcf.pcfExcludingBiogenicUptake"]) == pytest.approx(fossil * litres)
        assert float(right["pcf.biogenicCO2Uptake"]) == pytest.approx(-1.507 * litres)
        including = float(right["pcf.pcfIncludingBiogenicUptake"])
        assert including == pytest.approx((fossil - 1.507) * litres)


def test_13e_the_draft_is_refused_and_the_repair_is_not():
    """The lint finds errors in the draft; mended as a whole it is right, by the litre it is not."""
    from gxd_teach.techspec.lint.sound import errors_in

    question = find_question(COURSE, "13e")
    for instance in instances("13e"):
        right = question.reference(instance.data)
        assert errors_in(json.dumps(right)) == []
        assert instance.judge(right).outcome == "right"
        draft = json.loads(json.dumps(right))
        draft["pcf"]["biogenicCO2Uptake"] = str(instance.data["uptake_per_litre"])
        assert errors_in(json.dumps(draft))
        assert instance.judge(draft).outcome != "right"
