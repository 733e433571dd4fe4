"""Primary data share (一次データ比率): how much of a footprint rests on primary data, in percent.

PACT v3 rule, and PACT v2 rule, on which FW Ed. 2.0 is aligned: PDS = Σ(|PCF_i| · PDS_i) / Σ|PCF_i|,
with the absolute footprint without biogenic uptake as weight. A part is primary only if both its
activity data and its emission factor are primary; the company's own direct emissions count
100 %, grid-average electricity 0 %, a purchased input the share its supplier states, and a
share nobody states 0 %. Source: How-to Guide PACT Methodology v3.0 and PACT Methodology
Alignment Checklists (https://github.com/wbcsd/tr, websitedocs/).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_flag, refuse_huge
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.language import say
from gxd_teach.numerals import read_number
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Component",
    "PrimaryDataShare",
    "direct_emissions",
    "explain",
    "from_activity",
    "grid_average_electricity",
    "primary_data_share",
    "purchased",
]


class _HasShare(Protocol):
    """What a `Component` and a `footprint.Contribution` have in common."""

    @property
    def kg_co2e(self) -> float: ...
    @property
    def primary_data_share(self) -> float | None: ...


@dataclass(frozen=True)
class Component:
    """One part of a footprint: kg CO2e without biogenic uptake, and its share in percent (0–100).

    `primary_data_share` None means nobody stated one. Refused: a share outside 0–100
    (GXD-P001), emissions that are not a number (GXD-P002).

    >>> Component("resin", 0.6, 25).primary_data_share
    25.0
    """

    name: str
    kg_co2e: float
    primary_data_share: float | None = None

    def __post_init__(self) -> None:
        where = self.name or None
        try:
            object.__setattr__(self, "kg_co2e", read_number(self.kg_co2e))
            refuse_huge(self.kg_co2e, None, "GXD-P002")
        except GxdError as error:
            raise GxdError(
                "GXD-P002",
                f"排出量(kg-CO2e)を数値で書いてください。{error.ja}",
                f"the emissions must be a number of kg CO2e: {error.en}",
                where=where,
            ) from None
        share = self.primary_data_share
        if share is None or share != share:  # NaN is pandas' blank
            object.__setattr__(self, "primary_data_share", None)
            return
        try:
            percent = read_number(share)
        except GxdError:
            percent = math.nan
        if not 0 <= percent <= 100:
            raise GxdError(
                "GXD-P001",
                f"一次データ比率「{share}」は 0〜100 (%) の数で書いてください。分からなければ None にします",
                f"the primary data share '{share}' must be a number from 0 to 100 (%); None if unknown",
                where=where,
            )
        object.__setattr__(self, "primary_data_share", percent)


def direct_emissions(name: str, kg_co2e: float) -> Component:
    """The company's own direct emissions (fuel burnt, process gas): 100 %.

    >>> direct_emissions("boiler", 1000).primary_data_share
    100.0
    """
    return Component(name, kg_co2e, 100)


def grid_average_electricity(name: str, kg_co2e: float) -> Component:
    """Electricity with a grid-average factor: 0 %, though the kWh are metered.

    >>> grid_average_electricity("press line", 2.115).primary_data_share
    0.0
    """
    return Component(name, kg_co2e, 0)


def purchased(name: str, kg_co2e: float, supplier_share_percent: float | None = None) -> Component:
    """A purchased input with the supplier's footprint: the supplier's share passes on.

    `supplier_share_percent` None when the supplier cannot state it; it then counts as 0 %.

    >>> purchased("aluminium", 9.6, 40).primary_data_share
    40.0
    """
    return Component(name, kg_co2e, supplier_share_percent)


def from_activity(
    name: str, kg_co2e: float, *, activity_primary: bool, factor_primary: bool
) -> Component:
    """Activity data times emission factor: 100 % only if both are primary, else 0 %.

    >>> from_activity("resin", 90, activity_primary=True, factor_primary=False).primary_data_share
    0.0
    """
    primary = checked_flag(activity_primary, f"{name}, activity_primary")
    primary &= checked_flag(factor_primary, f"{name}, factor_primary")
    return Component(name, kg_co2e, 100 if primary else 0)


def primary_data_share(
    components: Iterable[Component | _HasShare | tuple[object, ...]], rules: Rules = PACT_V3
) -> float:
    """The primary data share of a footprint, in percent (0–100).

    `components`: `Component`s, contributions of a `Footprint`, or tuples (kg CO2e, share in
    percent or None), with the name in front if you like. Kilograms are without biogenic uptake
    and may be negative (a removal weighs by its size). A footprint of nothing has 0.
    GXD-P003 when there is no component at all.

    >>> round(primary_data_share([(800, 36), (2400, 0), (90, 0), (1000, 100)]), 1)
    30.0
    >>> round(primary_data_share([(10, 50), (-2, 100)]), 1), primary_data_share([(8, 100), (2, None)])
    (58.3, 80.0)
    """
    return explain(components, rules).percent


def explain(
    components: Iterable[Component | _HasShare | tuple[object, ...]], rules: Rules = PACT_V3
) -> PrimaryDataShare:
    """The same calculation with its table: what each part adds to the share.

    >>> print(explain([("aluminium", 9.6, 40), ("electricity", 2.4, 0)]))
    一次データ比率 32.00 % (2 項目)
    """
    rules = edition(rules)
    if isinstance(components, (str, bytes, Component)) or not isinstance(components, Iterable):
        components = (components,)
    parts = tuple(_component(item, number) for number, item in enumerate(components, start=1))
    if not parts:
        raise GxdError(
            "GXD-P003",
            "項目がありません。(排出量 kg-CO2e, 一次データ比率 %) を 1 つ以上渡してください",
            "there are no components: give at least one (kg CO2e, primary data share %)",
        )
    return PrimaryDataShare(parts, rules)


def _component(item: object, number: int) -> Component:
    """A component from what a person may hand in; an unnamed one is named by its place."""
    name = say(f"項目 {number}", f"component {number}")
    if isinstance(item, Component):
        return item
    if hasattr(item, "kg_co2e") and hasattr(item, "primary_data_share"):
        return Component(getattr(item, "flow", name), item.kg_co2e, item.primary_data_share)
    if isinstance(item, (tuple, list)) and len(item) in (2, 3):
        return Component(str(item[0]) if len(item) == 3 else name, *item[-2:])
    raise GxdError(
        "GXD-P002",
        "(排出量 kg-CO2e, 一次データ比率 %) の組で書いてください",
        "write it as (kg CO2e, primary data share in percent)",
        where=name,
    )


@dataclass(frozen=True)
class PrimaryDataShare:
    """A share with its trail: the components, and the rules they were weighed by."""

    components: tuple[Component, ...]
    rules: Rules = PACT_V3

    @property
    def percent(self) -> float:
        """The share, 0–100."""
        total = math.fsum(abs(part.kg_co2e) for part in self.components)
        if total == 0:
            return 0.0
        weighted = math.fsum(abs(part.kg_co2e) * self._counts(part) for part in self.components)
        return min(weighted / total, 100.0)  # the last bit must not carry it past 100

    @property
    def unknown(self) -> list[str]:
        """Names of the components whose share nobody states: whom to ask next."""
        return [part.name for part in self.components if part.primary_data_share is None]

    def _counts(self, part: Component) -> float:
        """The share that counts: the stated one, or what the rules say of an unknown one."""
        share = part.primary_data_share
        return self.rules.unknown_primary_data_share if share is None else share

    def _rows(self) -> list[tuple[Component, float, float, float]]:
        """Component, weight in percent, share that counts, points it adds to the share."""
        total = math.fsum(abs(part.kg_co2e) for part in self.components)
        made = []
        for part in self.components:
            counts = self._counts(part)
            weight = abs(part.kg_co2e) / total if total else 0.0
            made.append((part, 100 * weight, counts, weight * counts))
        return made

    def to_frame(self) -> pandas.DataFrame:
        """One row a component: kg CO2e, weight in percent, share, points it adds (they sum up)."""
        import pandas

        columns = [
            say("項目", "component"),
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("重み [%]", "weight [%]"),
            say("一次データ比率 [%]", "primary data share [%]"),
            say("寄与 [ポイント]", "contribution [points]"),
            say("備考", "note"),
        ]
        unknown = say("不明のため 0 %", "unknown, counts as 0 %")
        rows = [
            (
                part.name,
                part.kg_co2e,
                weight,
                counts,
                points,
                unknown if part.primary_data_share is None else "",
            )
            for part, weight, counts, points in self._rows()
        ]
        return pandas.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        noted = say(f"、不明 {len(self.unknown)}", f", {len(self.unknown)} unknown")
        return say(
            f"一次データ比率 {self.percent:.2f} % ({len(self.components)} 項目",
            f"primary data share {self.percent:.2f} % ({len(self.components)} components",
        ) + (f"{noted})" if self.unknown else ")")

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            [row[0], f"{row[1]:.3f}", f"{row[2]:.1f}", f"{row[3]:.1f}", f"{row[4]:.2f}", row[5]]
            for row in frame.itertuples(index=False)
        ]
        table = html_table(list(frame.columns), rows, numeric=(1, 2, 3, 4))
        return f"<p><strong>{self}</strong></p>{table}"
