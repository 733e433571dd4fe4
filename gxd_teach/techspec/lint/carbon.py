"""Carbon: a product holds no more of it than it weighs, and what plants took up comes to it.

PACT Technical Specifications v2.1-2.3 and v3.0 (WBCSD), carbon contents in kg C; carbon becomes
CO2 by 44/12, the ratio of their molar masses. The uptake of a product is minus its biogenic
carbon content times 44/12 (PACT v3 rule). The rest is this course's plausibility.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gxd_teach.techspec.lint.finding import Hit, hit, short
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject

CO2_PER_CARBON = Decimal(44) / Decimal(12)
_NEAR = Decimal("0.01")  # 3.67 for 44/12, and a rounded content, are within it
_SLACK = Decimal("1.000001")


@rule(
    "GXD-L110",
    "plausibility",
    "error",
    ALL,
    ("製品より重い炭素", "carbon that outweighs the product"),
    (
        "この教材の妥当性:炭素は製品の一部なので、製品より重くならない",
        "this course's plausibility: the carbon is a part of the product and cannot outweigh it",
    ),
)
def outweighs(record: Subject) -> Iterator[Hit]:
    """Fossil and biogenic carbon together weigh no more than the product."""
    mass = record.mass_kg
    names = [n for n in ("fossilCarbonContent", "biogenicCarbonContent") if record.number(n)]
    carbon = sum((record.number(name) or Decimal(0) for name in names), Decimal(0))
    if mass is not None and mass > 0 and carbon > mass * _SLACK:
        largest = max(names, key=lambda name: record.number(name) or Decimal(0))
        yield hit(
            f"pcf.{largest}",
            record.shown(f"pcf.{largest}"),
            (
                f"炭素の合計 {short(carbon)} kg は製品の質量 {short(mass)} kg 以下",
                f"all carbon, {short(carbon)} kg, at most the product's {short(mass)} kg",
            ),
            (
                "kg-CO2 で書いていないか見る(kg-C = kg-CO2 × 12/44)",
                "see whether it is in kg CO2: kg C = kg CO2 x 12/44",
            ),
        )


@rule(
    "GXD-L111",
    "plausibility",
    "warning",
    ALL,
    ("排出と同じ値の炭素含有量", "a carbon content equal to the emissions"),
    (
        "PACT Technical Specifications v2.1 から:炭素含有量の単位は kg-C(2.0 の本文は kg-CO2e だった)",
        "PACT Technical Specifications since v2.1: carbon contents are in kg C (2.0's text said kg CO2e)",
    ),
)
def content_equals_emissions(record: Subject) -> Iterator[Hit]:
    """The carbon in the product and the gases emitted in making it are two things."""
    content, emitted = record.number("fossilCarbonContent"), record.number("fossilGhgEmissions")
    if content and emitted and content == emitted:
        yield hit(
            "pcf.fossilCarbonContent",
            record.shown("pcf.fossilCarbonContent"),
            (
                "製品に含まれる化石炭素 kg-C(排出ではない)",
                "fossil carbon in the product, kg C: no emissions",
            ),
            (
                "材料の炭素含有率 × 質量で計算する",
                "calculate the material's carbon share x its mass",
            ),
        )


@rule(
    "GXD-L112",
    "plausibility",
    "error",
    V3,
    ("生物由来炭素と合わない取り込み", "an uptake that does not fit the biogenic carbon"),
    (
        "PACT v3 の規則:biogenicCO2Uptake = −biogenicCarbonContent × 44/12",
        "PACT v3 rule: biogenicCO2Uptake = -biogenicCarbonContent x 44/12",
    ),
)
def uptake(record: Subject) -> Iterator[Hit]:
    """What plants took up is what the product holds, as CO2."""
    content, taken = record.number("biogenicCarbonContent"), record.number("biogenicCO2Uptake")
    if content is None or content < 0 or taken is None or taken > 0:
        return
    expected = content * CO2_PER_CARBON
    packaging = record.number("packagingBiogenicCarbonContent") or Decimal(0)
    both = expected + max(packaging, Decimal(0)) * CO2_PER_CARBON
    if any(abs(-taken - one) <= _NEAR * one for one in (expected, both)):
        return
    same = content and abs(-taken - content) <= _NEAR * content
    yield hit(
        "pcf.biogenicCO2Uptake",
        record.shown("pcf.biogenicCO2Uptake"),
        (f"−{short(expected)}", f"-{short(expected)}"),
        (
            "炭素(kg-C)を CO2 にする 44/12 を掛け忘れていないか見る"
            if same
            else "取り込みか炭素含有量を直す",
            "it looks as if the factor 44/12 from carbon to CO2 were missing"
            if same
            else "mend the uptake or the carbon content",
        ),
    )


@rule(
    "GXD-L113",
    "plausibility",
    "warning",
    V3,
    ("片方だけの生物由来炭素と取り込み", "biogenic carbon without its uptake, or the reverse"),
    (
        "PACT v3 の規則:biogenicCO2Uptake = −biogenicCarbonContent × 44/12",
        "PACT v3 rule: biogenicCO2Uptake = -biogenicCarbonContent x 44/12",
    ),
)
def one_of_two(record: Subject) -> Iterator[Hit]:
    """Carbon from plants came out of the air."""
    content, taken = record.number("biogenicCarbonContent"), record.number("biogenicCO2Uptake")
    if content is not None and content > 0 and not record.has("biogenicCO2Uptake"):
        value = f"-{short(content * CO2_PER_CARBON)}"
        yield _missing("biogenicCO2Uptake", value)
    elif taken is not None and taken < 0 and not record.has("biogenicCarbonContent"):
        yield _missing("biogenicCarbonContent", short(-taken / CO2_PER_CARBON))


def _missing(name: str, value: str) -> Hit:
    return hit(
        f"pcf.{name}",
        "",
        (f'"{value}" ほど', f'about "{value}"'),
        (
            f"{name} を書き、含む合計も計算し直す",
            f"give {name}, and recalculate the total including it",
        ),
    )


@rule(
    "GXD-L114",
    "plausibility",
    "warning",
    V2,
    ("製品の炭素より少ない取り込み", "less withdrawn than the product holds"),
    (
        "この教材の妥当性:製品の生物由来炭素は大気から取り込まれた(× 44/12 で CO2)",
        "this course's plausibility: a product's biogenic carbon came out of the air (x 44/12 as CO2)",
    ),
)
def withdrawal(record: Subject) -> Iterator[Hit]:
    """What the product holds, plants took out of the air first."""
    content = record.number("biogenicCarbonContent")
    taken = record.number("biogenicCarbonWithdrawal")
    if content is None or taken is None or content <= 0:
        return
    least = content * CO2_PER_CARBON
    if abs(taken) < least * (1 - _NEAR):
        yield hit(
            "pcf.biogenicCarbonWithdrawal",
            record.shown("pcf.biogenicCarbonWithdrawal"),
            (f"−{short(least)} かそれより小さい値", f"-{short(least)} or less"),
            ("取り込みか炭素含有量を直す", "mend the withdrawal or the carbon content"),
        )


@rule(
    "GXD-L115",
    "plausibility",
    "error",
    V3,
    ("全炭素より多い再生炭素", "more recycled carbon than carbon"),
    (
        "この教材の妥当性:再生材の炭素は、製品の炭素の一部である",
        "this course's plausibility: recycled carbon is a part of the product's carbon",
    ),
)
def recycled(record: Subject) -> Iterator[Hit]:
    """Recycled carbon is fossil or biogenic carbon."""
    part, fossil = record.number("recycledCarbonContent"), record.number("fossilCarbonContent")
    if part is None or fossil is None:
        return
    whole = fossil + (record.number("biogenicCarbonContent") or Decimal(0))
    if part > whole * _SLACK:
        yield hit(
            "pcf.recycledCarbonContent",
            record.shown("pcf.recycledCarbonContent"),
            (f"炭素の合計 {short(whole)} kg 以下", f"at most all carbon, {short(whole)} kg"),
            (
                "再生材の質量ではなく、その炭素の質量を書く",
                "state the mass of its carbon, not that of the recycled material",
            ),
        )


@rule(
    "GXD-L120",
    "plausibility",
    "warning",
    ALL,
    ("重さのない製品の炭素", "carbon in a product without mass"),
    (
        "この教材の妥当性:質量 0 のものに炭素は含まれない",
        "this course's plausibility: what has no mass holds no carbon",
    ),
)
def carbon_of_nothing(record: Subject) -> Iterator[Hit]:
    """Where there is no product, there is no carbon in it."""
    if record.number("productMassPerDeclaredUnit") != 0:
        return
    for name in ("fossilCarbonContent", "biogenicCarbonContent"):
        if (record.number(name) or 0) > 0:
            yield hit(
                f"pcf.{name}",
                record.shown(f"pcf.{name}"),
                ('"0"', '"0"'),
                (
                    '"0" と書くか、製品の質量を書く',
                    'write "0", or give the mass of the product',
                ),
            )
