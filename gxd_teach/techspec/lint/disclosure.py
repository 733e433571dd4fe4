"""What a footprint leaves out or takes in, and says so: exemptions, packaging, secondary data.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), CarbonFootprint; limits on exempted
emissions as in the editions of the PACT Methodology.
"""

from __future__ import annotations

from collections.abc import Iterator

from gxd_teach.framework.rules import PACT_V2, PACT_V3
from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.problems import shown


@rule(
    "GXD-L060",
    "specification",
    "error",
    V2,
    ("除外した排出が多すぎる", "too much is exempted"),
    (
        "PACT Technical Specifications v2、CarbonFootprint:exemptedEmissionsPercent は 0〜5",
        "PACT Technical Specifications v2, CarbonFootprint: exemptedEmissionsPercent is 0 to 5",
    ),
)
def exempted_v2(record: Subject) -> Iterator[Hit]:
    """v2's text allows 5 %; its schema allows 100."""
    yield from _exempted(record, PACT_V2.exemption_total_percent)


@rule(
    "GXD-L061",
    "specification",
    "warning",
    V3,
    ("除外した排出が多すぎる", "too much is exempted"),
    (
        "PACT v3 の規則(算定方法):除外は合計の 3 % まで。データ仕様には上限がない",
        "PACT v3 rule (methodology): at most 3 % of the total; the data model has no limit",
    ),
)
def exempted_v3(record: Subject) -> Iterator[Hit]:
    """v3's methodology allows 3 %; its data model says nothing."""
    yield from _exempted(record, PACT_V3.exemption_total_percent)


def _exempted(record: Subject, limit: float) -> Iterator[Hit]:
    percent = record.number("exemptedEmissionsPercent")
    if percent is not None and limit < percent <= 100:
        yield hit(
            "pcf.exemptedEmissionsPercent",
            record.shown("pcf.exemptedEmissionsPercent"),
            (f"{limit:g} 以下", f"{limit:g} at most"),
            ("除外した工程を計算に入れる", "take the exempted processes in"),
        )


@rule(
    "GXD-L062",
    "plausibility",
    "warning",
    ALL,
    ("除外の説明がない", "exemptions that are not explained"),
    (
        "この教材の妥当性:何を除外したかを言わない除外は、受け手が判断できない",
        "this course's plausibility: nobody can judge an exemption without knowing what was left out",
    ),
)
def unexplained(record: Subject) -> Iterator[Hit]:
    """Whoever exempts something says what."""
    percent = record.number("exemptedEmissionsPercent")
    said = record.pcf.get("exemptedEmissionsDescription")
    if percent is not None and percent > 0 and not (isinstance(said, str) and said.strip()):
        yield hit(
            "pcf.exemptedEmissionsDescription",
            "" if said is None else shown(said),
            (f"除外した {percent} % の説明", f"what the exempted {percent} % are"),
            ("除外した工程と理由を書く", "name the exempted processes and the reason"),
        )


@rule(
    "GXD-L063",
    "specification",
    "error",
    ALL,
    ("包装を含めないのに包装の排出がある", "packaging emissions of packaging that is not included"),
    (
        "PACT Technical Specifications、CarbonFootprint:packagingEmissionsIncluded が false なら書かない",
        "PACT Technical Specifications, CarbonFootprint: absent where packagingEmissionsIncluded is false",
    ),
)
def packaging(record: Subject) -> Iterator[Hit]:
    """Even a zero must not stand beside the flag false."""
    if record.pcf.get("packagingEmissionsIncluded") is False and record.has(
        "packagingGhgEmissions"
    ):
        yield hit(
            "pcf.packagingGhgEmissions",
            record.shown("pcf.packagingGhgEmissions"),
            ("項目がない", "no such property"),
            (
                "項目を消すか、包装を含めて計算しフラグを true にする",
                "delete it, or include the packaging and set the flag to true",
            ),
        )


@rule(
    "GXD-L064",
    "specification",
    "warning",
    V3,
    ("含めたかどうかの表示がない", "a flag that says what is included is missing"),
    (
        "PACT v3 の規則:packagingEmissionsIncluded と ccsTechnologicalCO2CaptureIncluded は必ず報告(SHALL)",
        "PACT v3 rule: packagingEmissionsIncluded and ccsTechnologicalCO2CaptureIncluded SHALL be reported",
    ),
)
def flags(record: Subject) -> Iterator[Hit]:
    """Without the flag, zero and left out look alike."""
    for name in ("packagingEmissionsIncluded", "ccsTechnologicalCO2CaptureIncluded"):
        if record.pcf and not record.has(name):
            yield hit(
                f"pcf.{name}",
                "",
                ("true か false", "true or false"),
                (
                    "含めたなら true、そうでなければ false と書く",
                    "write true if it is in, else false",
                ),
            )


@rule(
    "GXD-L065",
    "specification",
    "warning",
    ALL,
    ("二次データの出典がない", "secondary data without a source"),
    (
        "PACT Technical Specifications、secondaryEmissionFactorSources:v2 は二次データを使えば必須、v3 は推奨",
        "PACT Technical Specifications, secondaryEmissionFactorSources: required in v2 where used, SHOULD in v3",
    ),
)
def no_sources(record: Subject) -> Iterator[Hit]:
    """Less than 100 % primary data means emission factors from a database."""
    share = record.number("primaryDataShare")
    if share is not None and 0 <= share < 100 and not record.has("secondaryEmissionFactorSources"):
        yield hit(
            "pcf.secondaryEmissionFactorSources",
            "",
            (
                f"一次データが {share} % なので、二次データの名前と版",
                f"name and version of the secondary data, as only {share} % is primary",
            ),
            (
                "使ったデータベースの name と version を書く",
                "give name and version of each database",
            ),
            "error" if record.major == 2 else None,
        )


@rule(
    "GXD-L066",
    "specification",
    "warning",
    ALL,
    (
        "一次データ 100 % なのに二次データの出典がある",
        "sources of secondary data that were not used",
    ),
    (
        "PACT Technical Specifications v2、secondaryEmissionFactorSources:使わなければ書かない",
        "PACT Technical Specifications v2, secondaryEmissionFactorSources: absent where none were used",
    ),
)
def needless_sources(record: Subject) -> Iterator[Hit]:
    """A share of 100 % and a database contradict each other."""
    if record.number("primaryDataShare") == 100 and record.objects(
        "pcf.secondaryEmissionFactorSources"
    ):
        yield hit(
            "pcf.secondaryEmissionFactorSources",
            record.shown("pcf.secondaryEmissionFactorSources"),
            ("項目がない", "no such property"),
            (
                "二次データを使ったなら primaryDataShare を直す。使っていなければ消す",
                "if a database was used, mend primaryDataShare; else delete it",
            ),
            "error" if record.major == 2 else None,
        )
