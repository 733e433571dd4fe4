"""Data quality rating (データ品質評価, DQR): how well the data fit what they stand for; 1 is best.

PACT v3 rule: three indicators (technology, geography, time), scored 1–5 by a matrix; an unknown
one counts 5. PACT v2 rule, on which FW Ed. 2.0 is aligned: five indicators (also completeness
and reliability), scored 1–3, for inputs above 5 % of the footprint, with the share assessed
(coveragePercent); its scoring matrix was not read for this course, so v2 scores are taken as
given and only checked. Both weigh by absolute emissions: DQR = Σ(|PCF_i| · DQR_i) / Σ|PCF_i|.
Source: How-to Guide PACT Methodology v3.0 and PACT Methodology Alignment Checklists
(https://github.com/wbcsd/tr, websitedocs/). The two scales do not convert into each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.checks import checked_mapping, checked_rows
from gxd_teach.framework.quality.indicators import (
    INDICATORS,
    kilograms,
    no_parts,
    score_on_scale,
    weighted,
)
from gxd_teach.framework.rules import PACT_V3, Rules, edition, exact
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["DataQuality", "RatedPart", "data_quality", "ratings_from_pact"]

_BY_FIELD = {pact: name for name, (pact, _) in INDICATORS.items()}


@dataclass(frozen=True)
class RatedPart:
    """One part of a footprint: kg CO2e without biogenic uptake, and its score by indicator.

    Indicators are named as in `INDICATORS` or as PACT's fields; None or absent means unknown.
    A supplier's own ratings pass on as they are (see `ratings_from_pact`), fractions included.

    >>> RatedPart("Al", 9.6, {"technology": 2, "geography": 1, "time": 1}).kg_co2e
    9.6
    """

    name: str
    kg_co2e: float
    ratings: Mapping[str, float | None] = field(default_factory=dict)


def data_quality(parts: Iterable[RatedPart], rules: Rules = PACT_V3) -> DataQuality:
    """The ratings of a footprint from those of its parts.

    v3: every part counts, an unknown score as 5. v2: a part above 5 % of the footprint must be
    rated, else it counts 3; a smaller one without any score is left out and lowers the coverage
    (this course's reading of coveragePercent). Every wrong score is reported at once
    (`ProblemsError`: GXD-Q001 unknown indicator, GXD-Q002 outside the scale); GXD-Q009 for none.

    >>> print(data_quality([RatedPart("Al", 3, {"technology": 1, "time": 2, "geography": 1}),
    ...                     RatedPart("resin", 1, {"technology": 3})]))
    DQR 技術 1.50 / 地理 2.00 / 時間 2.75
    """
    rules = edition(rules)
    problems: list[Problem] = []
    made = []
    for part in checked_rows(parts, RatedPart, "parts"):
        ratings: dict[str, float | None] = {}
        for key, value in checked_mapping(part.ratings, part.name, '{"technology": 2}').items():
            name = _BY_FIELD.get(key, key)
            try:
                if name not in rules.data_quality_indicators:
                    raise GxdError(
                        "GXD-Q001",
                        f"{rules.name} の指標は {'、'.join(rules.data_quality_indicators)} です",
                        f"the indicators of {rules.name} are {', '.join(rules.data_quality_indicators)}",
                        where=f"{part.name}, {key}",
                    )
                ratings[name] = score_on_scale(value, part.name, key, rules)
            except GxdError as error:
                problems.append(Problem(error.code, str(error.where), error.ja, error.en))
        made.append(RatedPart(part.name, kilograms(part.kg_co2e, part.name), ratings))
    if problems:
        raise ProblemsError(say("データ品質評価", "the data quality rating"), problems)
    if not made:
        raise no_parts()
    return DataQuality(tuple(made), rules)


def ratings_from_pact(dqi: Mapping[str, object], rules: Rules = PACT_V3) -> dict[str, float | None]:
    """The ratings in a received record's `dqi` (v2 numbers, v3 strings), for a `RatedPart`.

    GXD-Q010 when the record is of the other edition: 2 of 3 is not 2 of 5, so it is not copied.

    >>> ratings_from_pact({"technologicalDQR": "1.5", "temporalDQR": "2", "geographicalDQR": "1"})
    {'technology': 1.5, 'geography': 1.0, 'time': 2.0}
    """
    rules = edition(rules)
    checked_mapping(dqi, "dqi", '{"technologicalDQR": "2"}')
    is_v2 = any(key in dqi for key in ("coveragePercent", "completenessDQR", "reliabilityDQR"))
    if is_v2 != ("completeness" in rules.data_quality_indicators):
        raise GxdError(
            "GXD-Q010",
            f"この dqi は {rules.name} のものではありません。v2(1〜3)と v3(1〜5)は尺度が違い、写せません。"
            "評価し直すか、不明(None)にしてください",
            f"this dqi is not of {rules.name}: v2 (1-3) and v3 (1-5) are different scales; rate "
            "anew, or leave it unknown (None)",
        )
    return {
        name: score_on_scale(dqi.get(INDICATORS[name][0]), "dqi", INDICATORS[name][0], rules)
        for name in rules.data_quality_indicators
    }


@dataclass(frozen=True)
class DataQuality:
    """The ratings of a footprint with their trail: the parts and the rules."""

    parts: tuple[RatedPart, ...]
    rules: Rules = PACT_V3

    @property
    def ratings(self) -> dict[str, float]:
        """Indicator -> weighted rating."""
        counted = [part for part in self.parts if self._counts(part)]
        return {
            indicator: weighted(
                [(part.kg_co2e, part.ratings.get(indicator)) for part in counted], self.rules
            )
            for indicator in self.rules.data_quality_indicators
        }

    @property
    def coverage_percent(self) -> float:
        """Percentage of the footprint, by absolute emissions, whose parts were rated."""
        return min(math.fsum(self._percent(part) for part in self.parts if _is_rated(part)), 100.0)

    @property
    def missing(self) -> list[str]:
        """Names of the parts that should have been rated and were not; they count as the worst."""
        return [part.name for part in self.parts if self._counts(part) and not _is_rated(part)]

    def _percent(self, part: RatedPart) -> float:
        total = math.fsum(abs(other.kg_co2e) for other in self.parts)
        return 100 * abs(part.kg_co2e) / total if total else 0.0

    def _counts(self, part: RatedPart) -> bool:
        limit = self.rules.data_quality_assess_percent
        return limit is None or _is_rated(part) or exact(self._percent(part)) > exact(limit)

    def to_pact(self) -> dict[str, float | str]:
        """The `dqi` object of a PACT record: v2 numbers with coveragePercent, v3 strings.

        >>> data_quality([RatedPart("a", 1, {"technology": 1, "time": 2, "geography": 1})]).to_pact()
        {'technologicalDQR': '1.00', 'geographicalDQR': '1.00', 'temporalDQR': '2.00'}
        """
        named = {INDICATORS[name][0]: value for name, value in self.ratings.items()}
        if self.rules.data_quality_assess_percent is None:
            return {key: f"{value:.2f}" for key, value in named.items()}
        rounded = {key: round(value, 2) for key, value in named.items()}
        return {"coveragePercent": round(self.coverage_percent, 2), **rounded}

    def to_frame(self) -> pandas.DataFrame:
        """One row a part: kg CO2e, weight in percent, its scores; the last row is the footprint."""
        import pandas

        indicators = self.rules.data_quality_indicators
        columns = [
            say("項目", "part"),
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("重み [%]", "weight [%]"),
            *[str(INDICATORS[name][1]) for name in indicators],
        ]
        rows: list[tuple[object, ...]] = [
            (
                part.name,
                part.kg_co2e,
                self._percent(part),
                *[part.ratings.get(name) for name in indicators],
            )
            for part in self.parts
        ]
        total = math.fsum(part.kg_co2e for part in self.parts)
        rows.append((say("全体", "footprint"), total, 100.0, *self.ratings.values()))
        return pandas.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        shown = [f"{INDICATORS[name][1]} {value:.2f}" for name, value in self.ratings.items()]
        return "DQR " + " / ".join(shown)

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        unknown = say("不明", "unknown")
        rows = [
            [row[0], f"{row[1]:.3f}", f"{row[2]:.1f}"]
            + [unknown if value is None or value != value else f"{value:.2f}" for value in row[3:]]
            for row in frame.itertuples(index=False)
        ]
        table = html_table(list(frame.columns), rows, numeric=range(1, len(frame.columns)))
        return f"<p><strong>{self}</strong></p>{table}"


def _is_rated(part: RatedPart) -> bool:
    return any(value is not None for value in part.ratings.values())
