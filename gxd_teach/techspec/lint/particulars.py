"""The particulars: who has verified, who operates a rule, by which standard, what was captured.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), CarbonFootprint and its parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V3, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.problems import shown


@rule(
    "GXD-L067",
    "plausibility",
    "warning",
    ALL,
    ("検証者の名がない検証", "a verification without a verifier"),
    (
        "この教材の妥当性:誰が検証したかが分からなければ、検証を信じられない",
        "this course's plausibility: a verification is worth what its verifier is worth",
    ),
)
def nameless_verifier(record: Subject) -> Iterator[Hit]:
    """Who has verified must be named."""
    name = "verification" if record.major == 3 else "assurance"
    part = record.part(name)
    claims = bool(part) and (record.major == 3 or part.get("assurance") is not False)
    provider = part.get("providerName")
    if claims and not (isinstance(provider, str) and provider.strip()):
        yield hit(
            f"pcf.{name}.providerName",
            "" if provider is None else shown(provider),
            ("検証機関の名前", "the name of the verifier"),
            (
                "名前を書く。検証を受けていなければ項目ごと消す",
                "write the name, or delete the whole if nothing was verified",
            ),
        )


@rule(
    "GXD-L068",
    "specification",
    "error",
    ALL,
    ("空の extensions", "an empty extensions"),
    (
        "PACT Technical Specifications、extensions:拡張がなければ項目ごと書かない",
        "PACT Technical Specifications, extensions: left out where there are none",
    ),
)
def empty_extensions(record: Subject) -> Iterator[Hit]:
    """An empty list says nothing; leave it out."""
    if record.data.get("extensions") == []:
        yield hit(
            "extensions", "[]", ("1 つ以上", "at least one"), ("項目ごと消す", "leave it out")
        )


@rule(
    "GXD-L069",
    "specification",
    "error",
    ALL,
    ("規則の運営者の名がない", "the operator of a rule is not named"),
    (
        "PACT Technical Specifications、ProductOrSectorSpecificRule:operator が Other なら otherOperatorName",
        "PACT Technical Specifications, ProductOrSectorSpecificRule: operator Other needs otherOperatorName",
    ),
)
def unnamed_operator(record: Subject) -> Iterator[Hit]:
    """`Other` is nobody; a named operator needs no other name."""
    for path, one in record.objects("pcf.productOrSectorSpecificRules"):
        other = one.get("otherOperatorName")
        if one.get("operator") == "Other" and not (isinstance(other, str) and other.strip()):
            yield hit(
                f"{path}.otherOperatorName",
                "" if other is None else shown(other),
                ("運営者の名前", "the operator's name"),
                ("otherOperatorName を書く", "give otherOperatorName"),
            )
        elif one.get("operator") in ("PEF", "EPD International") and other is not None:
            yield hit(
                f"{path}.otherOperatorName",
                shown(other),
                ("operator が Other のときだけ", "only where operator is Other"),
                ("どちらかを直す", "mend one of the two"),
                "warning",
            )


@rule(
    "GXD-L070",
    "specification",
    "error",
    ("2.3",),
    ("crossSectoralStandards がない", "no crossSectoralStandards"),
    (
        "PACT Technical Specifications v2.3、CarbonFootprint:本文では必須、公開スキーマでは任意",
        "PACT Technical Specifications v2.3, CarbonFootprint: mandatory in the text, optional in the schema",
    ),
)
def standards_of_2_3(record: Subject) -> Iterator[Hit]:
    """2.3's text makes mandatory what its schema leaves optional."""
    if record.pcf and not record.has("crossSectoralStandards"):
        yield hit(
            "pcf.crossSectoralStandards",
            "",
            ("ISO14067 などの配列", "an array such as ISO14067"),
            (
                "crossSectoralStandardsUsed と並べて書く",
                "write it beside crossSectoralStandardsUsed",
            ),
        )


@rule(
    "GXD-L071",
    "specification",
    "warning",
    V3,
    ("CO2 の回収・利用の説明が足りない", "captured carbon without its particulars"),
    (
        "PACT v3 の規則:回収(CCS)と利用(CCU)では、由来、計算方法、認証も報告する",
        "PACT v3 rule: with CCS and CCU the origin, the approach and its certificate are reported too",
    ),
)
def capture(record: Subject) -> Iterator[Hit]:
    """Where carbon was captured, the receiver asks from where and how it was counted."""
    stored = record.number("ccsTechnologicalCO2Capture")
    used = record.number("ccuCarbonContent")
    if (stored or used) and not record.has("technologicalCO2CaptureOrigin"):
        yield _lacking("technologicalCO2CaptureOrigin", "CO2 の由来", "where the CO2 came from")
    if used and not record.has("ccuCalculationApproach"):
        yield _lacking("ccuCalculationApproach", "Cut-off か Credit", "Cut-off or Credit")
    if record.pcf.get("ccuCalculationApproach") == "Credit" and not record.has(
        "ccuCreditCertification"
    ):
        yield _lacking("ccuCreditCertification", "認証の URI", "the URI of the certificate")
    if stored and record.pcf.get("ccsTechnologicalCO2CaptureIncluded") is False:
        yield hit(
            "pcf.ccsTechnologicalCO2Capture",
            record.shown("pcf.ccsTechnologicalCO2Capture"),
            ("フラグが false なら項目がない", "nothing, as the flag says false"),
            ("フラグか値を直す", "mend the flag or the value"),
        )


def _lacking(name: str, ja: str, en: str) -> Hit:
    return hit(f"pcf.{name}", "", (ja, en), (f"{name} を書く", f"give {name}"))
