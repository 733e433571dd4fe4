"""Biogenic carbon: what the product holds, what was taken up for it, and when it must be counted.

PACT v3 rule: uptake = −biogenic carbon × 44/12, and two totals are reported, excluding and
including it (`carbon_parts`). The biogenic part is due when the product's biogenic carbon
exceeds 5 % or the land emissions exceed 3 %, and may be left out only when both do not
(Alignment Checklists, https://github.com/wbcsd/tr; the v3 data model,
https://github.com/wbcsd/data-exchange-protocol). PACT v2 rule, on which FW Ed. 2.0 is aligned:
it is always calculated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from gxd_teach.errors import GxdError
from gxd_teach.framework.carbon_parts import CarbonParts
from gxd_teach.framework.energy.basis import not_negative
from gxd_teach.framework.factors import CARBON_TO_CO2
from gxd_teach.framework.rules import PACT_V3, Rules, edition, exact
from gxd_teach.language import Text, say

__all__ = [
    "BiogenicDue",
    "CarbonParts",
    "biogenic_carbon_percent",
    "biogenic_due",
    "uptake_kg_co2e",
]


@dataclass(frozen=True)
class BiogenicDue:
    """Whether the biogenic part must be calculated, and every reason for it. True when due."""

    reasons: tuple[Text, ...]
    rules: Rules = field(repr=False)

    @property
    def due(self) -> bool:
        """Whether it must be calculated."""
        return bool(self.reasons)

    def __bool__(self) -> bool:
        return self.due

    def __str__(self) -> str:
        if self.due:
            return f"{say('算定が必要', 'due')}: {'; '.join(map(str, self.reasons))}"
        return say("算定を省ける(どちらも基準以下)", "may be left out (both at or below the limit)")

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


def uptake_kg_co2e(biogenic_carbon_kg: float) -> float:
    """The CO2 that the biogenic carbon in a product was taken from the air as: negative, kg.

    −carbon × 44/12, with `biogenic_carbon_kg` in kg C per declared unit. GXD-H005 when negative.

    >>> uptake_kg_co2e(0.3)
    -1.1
    """
    carbon = not_negative(biogenic_carbon_kg, "biogenicCarbonContent")
    return 0.0 - float(f"{carbon * CARBON_TO_CO2:.12g}")


def biogenic_carbon_percent(biogenic_carbon_kg: float, product_kg: float) -> float:
    """The biogenic carbon in percent of the product's mass (both in kg).

    GXD-J003 where the mass is not above 0 or the carbon exceeds it.

    >>> biogenic_carbon_percent(0.06, 1)
    6.0
    """
    carbon, mass = exact(biogenic_carbon_kg), exact(product_kg)
    if mass <= 0:
        raise GxdError(
            "GXD-J003",
            f"製品の質量 {product_kg} kg は 0 より大きい数です",
            f"the product's mass of {product_kg} kg must be above 0",
        )
    if not 0 <= carbon <= mass:
        raise GxdError(
            "GXD-J003",
            f"生物起源炭素 {biogenic_carbon_kg} kg は、製品の質量 {product_kg} kg 以下で 0 以上の数です",
            f"the biogenic carbon {biogenic_carbon_kg} kg must lie between 0 and the product's "
            f"mass {product_kg} kg",
        )
    return float(100 * carbon / mass)


def biogenic_due(
    biogenic_carbon_percent: float | None,
    land_emissions_percent: float | None,
    rules: Rules = PACT_V3,
) -> BiogenicDue:
    """Whether the biogenic part must be calculated, from two percentages (0–100).

    Due when the biogenic carbon (of the product's mass) or the land emissions (of the footprint)
    are above the edition's limits; it may be left out only when both are at or below. What is
    not known (None) cannot be left out. PACT v2 counts it always: its limits are 0. (The How-to
    Guide says "or" for leaving out; the checklist, followed here, means "and".) GXD-J004 for a
    percentage below 0, or of carbon above 100.

    >>> bool(biogenic_due(6, 0)), bool(biogenic_due(5, 3)), bool(biogenic_due(0, 3.1))
    (True, False, True)
    """
    rules = edition(rules)
    asked = (
        (biogenic_carbon_percent, rules.biogenic_carbon_percent,
         Text("生物起源炭素", "biogenic carbon")),
        (land_emissions_percent, rules.land_emissions_percent,
         Text("土地由来の排出", "land emissions")),
    )  # fmt: skip
    reasons = []
    for percent, limit, noun in asked:
        if percent is None:
            reasons.append(
                Text(f"{noun.ja}の割合が分からない", f"the share of {noun.en} is not known")
            )
            continue
        share = exact(percent)
        # Land emissions can exceed a footprint from which removals are netted; carbon cannot.
        if share < 0 or (noun.en == "biogenic carbon" and share > 100):
            raise GxdError(
                "GXD-J004",
                f"{noun.ja} {percent} % はありえません。{'0〜100' if share > 100 else '0 以上'} の百分率を入れてください",
                f"{noun.en} of {percent} % cannot be: give a percentage of "
                + ("0 to 100" if share > 100 else "0 or more"),
            )
        if share > exact(limit):
            reasons.append(
                Text(
                    f"{noun.ja} {float(share):g} % が {limit:g} % を超える",
                    f"{noun.en} of {float(share):g} % is above {limit:g} %",
                )
            )
    return BiogenicDue(tuple(reasons), rules)
