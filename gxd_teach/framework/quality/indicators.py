"""Indicators of data quality, their scale, and one indicator over a whole footprint.

PACT v3 rule: three indicators (technology, geography, time), scored 1–5; an unknown one counts 5.
PACT v2 rule, on which FW Ed. 2.0 is aligned: five (also completeness and reliability), scored
1–3. Both weigh by absolute emissions: DQR = Σ(|PCF_i| · DQR_i) / Σ|PCF_i|. Source: How-to Guide
PACT Methodology v3.0 and PACT Methodology Alignment Checklists (https://github.com/wbcsd/tr,
websitedocs/).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows, refuse_huge
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.language import Text, say
from gxd_teach.numerals import read_number

__all__ = [
    "INDICATORS",
    "data_quality_rating",
    "kilograms",
    "no_parts",
    "score_on_scale",
    "weighted",
]

# Our name of an indicator: PACT's field, and how a reader says it.
INDICATORS = {
    "technology": ("technologicalDQR", Text("技術", "technology")),
    "time": ("temporalDQR", Text("時間", "time")),
    "geography": ("geographicalDQR", Text("地理", "geography")),
    "completeness": ("completenessDQR", Text("完全性", "completeness")),
    "reliability": ("reliabilityDQR", Text("信頼性", "reliability")),
}


def data_quality_rating(parts: Iterable[tuple[object, ...]], rules: Rules = PACT_V3) -> float:
    """One indicator over the whole footprint: mean of the scores weighted by absolute emissions.

    `parts`: (kg CO2e without biogenic uptake, score or None), a name in front if you like; an
    unknown score counts as the worst. The result lies between the best and the worst score.
    GXD-Q002 for a score outside the scale, GXD-Q009 for no parts or kilograms that are none.

    >>> round(data_quality_rating([(12.372, 2), (3.6, 3), (5.076, 2), (0.36, 4)]), 2)
    2.2
    >>> data_quality_rating([(3, 1), (1, None)])
    2.0
    """
    rules = edition(rules)
    indicator = rules.data_quality_indicators[0]
    rated = []
    for number, part in enumerate(checked_rows(parts, object, "parts"), start=1):
        if not isinstance(part, (tuple, list)) or len(part) not in (2, 3):
            raise GxdError(
                "GXD-Q009",
                "(排出量 kg-CO2e, 評価) の組で書いてください。名前を前に置いても構いません",
                "write (kg CO2e, score), with a name in front if you like",
                where=say(f"項目 {number}", f"part {number}"),
            )
        name = str(part[0]) if len(part) == 3 else say(f"項目 {number}", f"part {number}")
        kg, score = part[-2:]
        rated.append((kilograms(kg, name), score_on_scale(score, name, indicator, rules)))
    if not rated:
        raise no_parts()
    return weighted(rated, rules)


def weighted(parts: Collection[tuple[float, float | None]], rules: Rules) -> float:
    """Mean of the scores by absolute weight; unknown, and nothing to weigh, are the worst."""
    worst = float(rules.data_quality_worst)
    total = math.fsum(abs(kg) for kg, _ in parts)
    if total == 0:
        return worst
    mean = math.fsum(abs(kg) * (worst if score is None else score) for kg, score in parts) / total
    return min(max(mean, float(rules.data_quality_best)), worst)


def score_on_scale(value: object, part: str, indicator: str, rules: Rules) -> float | None:
    """A score on the edition's scale, or None when unknown; GXD-Q002 outside it."""
    if value is None or value != value:  # NaN is pandas' blank
        return None
    try:
        score = read_number(value)
    except GxdError:
        score = math.nan
    best, worst = rules.data_quality_best, rules.data_quality_worst
    if not best <= score <= worst:
        raise GxdError(
            "GXD-Q002",
            f"評価「{value}」は {rules.name} の {best}〜{worst} の数で書いてください。不明なら None です",
            f"the score '{value}' must be a number from {best} to {worst} in {rules.name}; None if unknown",
            where=f"{part}, {indicator}",
        )
    return score


def kilograms(value: object, name: str) -> float:
    """Kilograms of CO2e as a number, negative ones too; GXD-Q009."""
    try:
        number = read_number(value)
        refuse_huge(number, None, "GXD-Q009")
        return number
    except GxdError as error:
        raise GxdError(
            "GXD-Q009", f"排出量(kg-CO2e): {error.ja}", f"kg CO2e: {error.en}", where=name
        ) from None


def no_parts() -> GxdError:
    """GXD-Q009, for a footprint without parts."""
    return GxdError(
        "GXD-Q009",
        "項目がありません。排出量(kg-CO2e)と評価を 1 つ以上渡してください",
        "there are no parts: give at least one with kg CO2e and its rating",
    )
