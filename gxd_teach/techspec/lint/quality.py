"""How good the data are: primary data share, data quality ratings, and what 2025 made mandatory.

PACT v2 rule, on which FW Ed. 2.0 is aligned: until 2025 the primary data share or the data
quality ratings, from 2025 both, and with them the biogenic properties. PACT v3 rule: the share
always, the ratings by the end of 2027.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from gxd_teach.framework.rules import PACT_V3
from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject, read_decimal

_FROM_2025 = (
    "pCfIncludingBiogenic",
    "dLucGhgEmissions",
    "landManagementGhgEmissions",
    "otherBiogenicGhgEmissions",
    "biogenicCarbonWithdrawal",
    "biogenicAccountingMethodology",
)


@rule(
    "GXD-L050",
    "specification",
    "error",
    V2,
    ("2025 年から必須の項目がない", "a property that is mandatory from 2025 is missing"),
    (
        "PACT Technical Specifications v2、CarbonFootprint:対象期間が 2025 年以後にかかれば必須",
        "PACT Technical Specifications v2, CarbonFootprint: mandatory once the reference period reaches 2025",
    ),
)
def missing_from_2025(record: Subject) -> Iterator[Hit]:
    """Optional only while the reference period lies wholly before 2025."""
    if record.includes_2025:
        for name in _FROM_2025:
            if not record.has(name):
                yield hit(
                    f"pcf.{name}",
                    "",
                    ("値が必要", "a value"),
                    (
                        '計算して書く。該当がなければ "0" と書く'
                        if name != "biogenicAccountingMethodology"
                        else "PEF、ISO、GHGP、Quantis のどれかを書く",
                        'state it; "0" where there is none'
                        if name != "biogenicAccountingMethodology"
                        else "write PEF, ISO, GHGP or Quantis",
                    ),
                )


@rule(
    "GXD-L051",
    "specification",
    "error",
    V2,
    ("一次データ比率かデータ品質評価がない", "primary data share or data quality ratings missing"),
    (
        "PACT v2 の規則(FW Ed. 2.0 が沿うもの):2025 年より前はどちらか、2025 年からは両方",
        "PACT v2 rule, on which FW Ed. 2.0 is aligned: one of them before 2025, both from 2025",
    ),
)
def quality_of_v2(record: Subject) -> Iterator[Hit]:
    """One of the two before 2025, both from 2025 on."""
    missing = [name for name in ("primaryDataShare", "dqi") if not record.has(name)]
    if record.includes_2025:
        for name in missing:
            # 2.0's own data model still had the share as plainly optional.
            mild = record.dialect == "2.0" and name == "primaryDataShare"
            yield hit(
                f"pcf.{name}",
                "",
                ("両方", "both"),
                _QUALITY_REPAIR[name],
                "warning" if mild else None,
            )
    elif len(missing) == 2 and record.moment("pcf.referencePeriodEnd") is not None:
        yield hit(
            "pcf.primaryDataShare",
            "",
            ("primaryDataShare か dqi", "primaryDataShare or dqi"),
            _QUALITY_REPAIR["primaryDataShare"],
        )


_QUALITY_REPAIR = {
    "primaryDataShare": (
        "一次データの割合(%)を計算して書く。不明な部分は 0 % と数える",
        "calculate the share of primary data in percent; what is unknown counts as 0 %",
    ),
    "dqi": (
        "データ品質評価を行って書く。不明は最も悪い値にする",
        "rate the data; what is unknown gets the worst rating",
    ),
}


@rule(
    "GXD-L052",
    "specification",
    "error",
    V3,
    ("一次データ比率がない", "no primary data share"),
    (
        "PACT v3 の規則:primaryDataShare は必ず報告する(SHALL)。スキーマは見ない",
        "PACT v3 rule: primaryDataShare SHALL be reported; no schema looks for it",
    ),
)
def share_of_v3(record: Subject) -> Iterator[Hit]:
    """v3's methodology wants the share always."""
    if record.pcf and not record.has("primaryDataShare"):
        yield hit(
            "pcf.primaryDataShare",
            "",
            ("0 から 100", "from 0 to 100"),
            _QUALITY_REPAIR["primaryDataShare"],
        )


@rule(
    "GXD-L053",
    "specification",
    "note",
    V3,
    ("データ品質評価がない", "no data quality ratings"),
    (
        "PACT v3 の規則:dqi は報告すべきで(SHOULD)、2027-12-31 までに必須(SHALL)",
        "PACT v3 rule: dqi SHOULD be reported, and SHALL by 2027-12-31",
    ),
)
def ratings_of_v3(record: Subject) -> Iterator[Hit]:
    """The ratings are advised now and demanded by the end of 2027."""
    if not record.pcf or record.has("dqi"):
        return
    made = record.moment("created") or record.today
    duty_from = next(day for day, duty in PACT_V3.data_quality_duties if duty == "shall")
    due = made >= datetime.fromisoformat(duty_from).replace(tzinfo=UTC)
    yield hit(
        "pcf.dqi",
        "",
        ("3 つの評価(1〜5)", "three ratings from 1 to 5"),
        _QUALITY_REPAIR["dqi"],
        "error" if due else None,
    )


@rule(
    "GXD-L054",
    "plausibility",
    "warning",
    V3,
    (
        "一次データ比率と技術の評価の矛盾",
        "a technology rating too good for the primary data share",
    ),
    (
        "この教材の妥当性:PACT v3 の評価表で技術の 1 と 2 は一次データだけ、二次データは 3 以上",
        "this course's plausibility: in PACT v3's matrix 1 and 2 for technology are for primary data only",
    ),
)
def share_against_rating(record: Subject) -> Iterator[Hit]:
    """With p percent primary, the mean rating is at least p x 1 + (1 - p) x 3."""
    share = record.number("primaryDataShare")
    rating = read_decimal(record.part("dqi").get("technologicalDQR"))
    if share is None or rating is None or not 0 <= share <= 100 or not 1 <= rating <= 5:
        return
    least = 3 - 2 * share / 100
    if rating < least - Decimal("0.05"):
        yield hit(
            "pcf.dqi.technologicalDQR",
            record.shown("pcf.dqi.technologicalDQR"),
            (
                f"一次データが {share} % なら {least:.2f} 以上",
                f"{least:.2f} or more where {share} % is primary data",
            ),
            ("評価か一次データ比率を見直す", "look again at the rating, or at the share"),
        )


@rule(
    "GXD-L055",
    "plausibility",
    "warning",
    ALL,
    ("受け入れられない IPCC 評価報告書", "an IPCC report that the methodology does not accept"),
    (
        "PACT の規則:v2 は AR5 か AR6、v3 は最新の AR6 の GWP100",
        "PACT's rule: GWP100 of AR5 or AR6 in v2, of the latest report (AR6) in v3",
    ),
)
def assessment_report(record: Subject) -> Iterator[Hit]:
    """Characterization factors come from a report that exists, and is accepted."""
    from gxd_teach.framework.rules import PACT_V2

    rules = PACT_V3 if record.major == 3 else PACT_V2
    name = (
        "ipccCharacterizationFactors" if record.major == 3 else "ipccCharacterizationFactorsSources"
    )
    for path, report in record.texts(f"pcf.{name}"):
        if report.startswith("AR") and report[2:].isdigit() and report not in rules.gwp_reports:
            accepted = "、".join(rules.gwp_reports), " or ".join(rules.gwp_reports)
            unknown = report not in {"AR4", "AR5", "AR6"}
            yield hit(
                path,
                f'"{report[:20]}"',
                accepted,
                (
                    "そのような報告書はまだない。どの GWP で計算したか確かめる"
                    if unknown
                    else f"{rules.gwp_reports[-1]} の GWP で計算し直すか、混在を comment に書く",
                    "there is no such report: see which GWP were used"
                    if unknown
                    else f"recalculate with the GWP of {rules.gwp_reports[-1]}, or disclose the mix",
                ),
                "error" if unknown else None,
            )


@rule(
    "GXD-L056",
    "plausibility",
    "warning",
    V2,
    ("2 つの項目で違う評価報告書", "two properties that name different IPCC reports"),
    (
        "PACT Technical Specifications v2.2 から:characterizationFactors は古い書き方で、同じことを言う",
        "PACT Technical Specifications since v2.2: characterizationFactors is the old way to say the same",
    ),
)
def reports_disagree(record: Subject) -> Iterator[Hit]:
    """The deprecated property and its successor say one thing."""
    old = record.pcf.get("characterizationFactors")
    new = [report for _, report in record.texts("pcf.ipccCharacterizationFactorsSources")]
    if isinstance(old, str) and new and old not in new:
        yield hit(
            "pcf.characterizationFactors",
            f'"{old[:20]}"',
            (f"{'、'.join(new)[:40]} のどれか", f"one of {', '.join(new)[:40]}"),
            ("同じ報告書を書く", "name the same report"),
        )
