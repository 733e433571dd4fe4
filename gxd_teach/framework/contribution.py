"""One contribution to a footprint: what a row adds, in which stage, and the trail that led to it."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = [
    "GATE_TO_GATE_STAGE",
    "LARGEST_KG",
    "ORGANIZATION_STAGE",
    "OUTBOUND_STAGE",
    "PACKAGING_STAGE",
    "STAGES",
    "UNITS",
    "Contribution",
    "ContributionTable",
    "refuse_uncountable",
    "stage_label",
]

STAGES = {
    "raw_material": Text("原材料調達", "raw materials"),
    "production": Text("製造", "production"),
    "transport": Text("輸送", "transport"),
    "packaging": Text("包装", "packaging"),
    "waste": Text("廃棄物処理", "waste treatment"),
    "outbound": Text("出荷輸送", "outbound transport"),
    "organization": Text("組織の排出", "organization"),
}
PACKAGING_STAGE = "packaging"
ORGANIZATION_STAGE = "organization"
# Transport after the gate is no part of cradle-to-gate; PACT v3 reports it apart.
OUTBOUND_STAGE = "outbound"
# What a company emits between its own gates: direct emissions and the energy it uses. This is
# the course's reading; the consortium's framework may draw the line otherwise.
GATE_TO_GATE_STAGE = "production"
LARGEST_KG = 1e290  # beyond it sums and weights overflow, and a share becomes "not a number"
# PACT's units of measurement, as a reader says them.
UNITS = {
    "piece": Text("個", "piece"),
    "kilogram": Text("kg", "kg"),
    "liter": Text("L", "L"),
    "cubic meter": Text("m³", "m³"),
    "kilowatt hour": Text("kWh", "kWh"),
    "megajoule": Text("MJ", "MJ"),
    "ton kilometer": Text("tkm", "tkm"),
    "square meter": Text("m²", "m²"),
    "hour": Text("時間", "hour"),
    "megabit second": Text("Mb·s", "Mb·s"),
}


def stage_label(stage: str) -> str:
    """The name of a life-cycle stage in the current language; an own name stays as it is.

    >>> stage_label("検査")
    '検査'
    """
    return str(STAGES.get(stage, stage))


@dataclass(frozen=True)
class Contribution:
    """What one activity row adds: `kg_co2e`, and the trail that led to it.

    `primary_data_share` is in percent; `factor_text` reads like ``8.0 kg-CO2e/kg``.
    """

    flow: str
    stage: str
    kg_co2e: float
    primary_data_share: float
    amount_text: str = ""
    factor_text: str = ""
    boundary: str = "unspecified"
    source: str = ""
    process: str = ""
    supplier: str = ""
    gate_to_gate: bool = False


class ContributionTable(Sequence[Contribution]):
    """Contributions kept in columns: a million rows without a million Python objects.

    It reads like a tuple of `Contribution`, and answers what a `Footprint` asks of all of
    them at once; `gxd_teach.framework.sheets.columns` has the one in use.
    """

    @abstractmethod
    def total(self) -> float:
        """Sum of the emissions, kg CO2e."""

    @abstractmethod
    def primary_data_share(self) -> float:
        """Percent of the emissions that rest on primary data."""

    @abstractmethod
    def grouped(self, field: str) -> dict[Any, float]:
        """Emissions (kg CO2e) by a field, in the order its values first appear."""

    @abstractmethod
    def flows_by_boundary(self) -> dict[str, list[str]]:
        """The flows whose factors have each boundary, in order."""

    @abstractmethod
    def largest(self, count: int) -> list[Contribution]:
        """The contributions that emit most."""

    def uncountable(self) -> int | None:
        """The place of the first contribution that is no number, or beyond `LARGEST_KG`."""
        places = (place for place, part in enumerate(self) if not _countable(part.kg_co2e))
        return next(places, None)


def refuse_uncountable(parts: Sequence[Contribution], where: str) -> None:
    """GXD-I038 for a row whose emissions are no finite number, or more than can be added up.

    GXD-P001 for a primary data share outside 0–100.

    >>> try:
    ...     refuse_uncountable([Contribution("Al", "raw_material", float("inf"), 0)], "PC")
    ... except GxdError as error:
    ...     print(error.code, error.where)
    GXD-I038 PC, Al
    """
    if isinstance(parts, ContributionTable):
        place = parts.uncountable()
        parts = () if place is None else (parts[place],)
    for part in parts:
        if not _countable(part.kg_co2e):
            made = " × ".join(text for text in (part.amount_text, part.factor_text) if text)
            ja, en = (f"({made})", f" ({made})") if made else ("", "")
            raise GxdError(
                "GXD-I038",
                f"排出量{ja}が {part.kg_co2e} になり、計算できません。数量と排出係数の桁と単位"
                "(g と t など)、良品率を確かめてください",
                f"the emissions{en} come to {part.kg_co2e}, which cannot be calculated with: check "
                "the digits and the units (g, t …) of amount and factor, and the yield",
                where=_row(part, where),
            )
        share = part.primary_data_share
        if not isinstance(share, Real) or not 0 <= share <= 100:
            raise GxdError(
                "GXD-P001",
                f"一次データ比率「{share}」は 0〜100 (%) の数で書いてください",
                f"the primary data share '{share}' must be a number from 0 to 100 (%)",
                where=_row(part, where),
            )


def _row(part: Contribution, where: str) -> str:
    return ", ".join(name for name in (where, part.process, part.flow) if name)


def _countable(kg_co2e: Any) -> bool:
    try:
        return math.isfinite(kg_co2e) and abs(kg_co2e) <= LARGEST_KG
    except (TypeError, OverflowError):
        return False
