"""Biogenic carbon: a footprint excluding and including the uptake, with the right signs.

PACT v3 rule: two totals are reported. Excluding uptake = fossil + land-use change + biogenic CO2
of land management + removals and capture (each ≤ 0) + biogenic gases other than CO2; including
= excluding + uptake (≤ 0), and uptake = −biogenic carbon × 44/12. The biogenic part is due when
the product's biogenic carbon exceeds 5 % or the land emissions exceed 3 %, and may be left out
only when both do not (Alignment Checklists, https://github.com/wbcsd/tr; the v3 data model,
https://github.com/wbcsd/data-exchange-protocol). PACT v2 rule, on which FW Ed. 2.0 is aligned:
it is always calculated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from html import escape

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.basis import not_negative
from gxd_teach.framework.factors import CARBON_TO_CO2
from gxd_teach.framework.rules import PACT_V3, Rules, exact
from gxd_teach.language import Text, say
from gxd_teach.numerals import read_number
from gxd_teach.tables import html_table

__all__ = [
    "BiogenicDue",
    "CarbonParts",
    "biogenic_carbon_percent",
    "biogenic_due",
    "uptake_kg_co2e",
]

# field → (PACT v3 property, sign); the identity is the sum of all but the uptake.
_FIELDS = {
    "fossil": ("fossilGhgEmissions", 1, Text("化石由来", "fossil")),
    "land_use_change": ("landUseChangeGhgEmissions", 1, Text("土地利用変化", "land-use change")),
    "land_management_biogenic_co2": (
        "landManagementBiogenicCO2Emissions", 1,
        Text("土地管理の生物起源CO2", "biogenic CO2 of land management"),
    ),
    "biogenic_non_co2": (
        "biogenicNonCO2Emissions", 1, Text("生物起源の非CO2", "biogenic gases other than CO2")
    ),
    "land_management_removals": (
        "landManagementBiogenicCO2Removals", -1, Text("土地管理による除去", "land-management removals")
    ),
    "technological_removals": (
        "technologicalCO2Removals", -1, Text("技術による除去", "technological removals")
    ),
    "ccs_capture": ("ccsTechnologicalCO2Capture", -1, Text("CCSによる回収", "capture with storage")),
    "uptake": ("biogenicCO2Uptake", -1, Text("生物によるCO2吸収", "biogenic CO2 uptake")),
}  # fmt: skip


@dataclass(frozen=True)
class CarbonParts:
    """The parts of a footprint by the v3 identity, all in kg CO2e per declared unit.

    Emissions are 0 or above; removals, capture and `uptake` are 0 or below. `fossil` already
    contains land management's fossil part, which is stated apart but not added again
    (`of_which_land_management_fossil`). A wrong sign is refused by its name (GXD-J001), all of
    them at once; GXD-J002 where that part exceeds the fossil emissions.

    >>> parts = CarbonParts(fossil=2.0, land_use_change=0.1, biogenic_non_co2=0.05, uptake=-1.4)
    >>> parts.excluding_uptake, parts.including_uptake
    (2.15, 0.75)
    """

    fossil: float = 0.0
    land_use_change: float = 0.0
    biogenic_non_co2: float = 0.0
    uptake: float = 0.0
    land_management_biogenic_co2: float = 0.0
    land_management_removals: float = 0.0
    technological_removals: float = 0.0
    ccs_capture: float = 0.0
    of_which_land_management_fossil: float = 0.0

    def __post_init__(self) -> None:
        problems = []
        for key, (_, sign, noun) in _FIELDS.items():
            value = getattr(self, key)
            try:
                wrong = read_number(value) * sign < 0
            except GxdError as error:
                problems.append(Problem(error.code, key, error.ja, error.en))
                continue
            if wrong:
                side_ja, side_en = (
                    ("0 以上", "0 or above") if sign > 0 else ("0 以下", "0 or below")
                )
                problems.append(
                    Problem(
                        "GXD-J001",
                        key,
                        f"{noun.ja} {value:g} は{side_ja}の数です({-value:g} ではありませんか)",
                        f"{noun.en} of {value:g} must be {side_en}; is it {-value:g}?",
                    )
                )
        if not problems and not 0 <= self.of_which_land_management_fossil <= self.fossil:
            problems.append(
                Problem(
                    "GXD-J002",
                    "of_which_land_management_fossil",
                    f"{self.of_which_land_management_fossil:g} は、それを含む化石由来 {self.fossil:g} "
                    "以下で 0 以上の数です",
                    f"{self.of_which_land_management_fossil:g} is part of the fossil {self.fossil:g}: "
                    "it must be from 0 to that",
                )
            )
        if problems:
            raise ProblemsError(say("排出量の内訳", "the parts"), problems)

    @property
    def excluding_uptake(self) -> float:
        """pcfExcludingBiogenicUptake, kg CO2e: everything but the uptake."""
        return float(self._exact() - exact(self.uptake))

    @property
    def including_uptake(self) -> float:
        """pcfIncludingBiogenicUptake, kg CO2e: excluding plus the (negative) uptake."""
        return float(self._exact())

    @property
    def land_emissions(self) -> float:
        """Land-use change and land management, kg CO2e (removals not netted)."""
        return (
            self.land_use_change
            + self.land_management_biogenic_co2
            + self.of_which_land_management_fossil
        )

    @property
    def land_emissions_percent(self) -> float:
        """The land emissions in percent of the footprint excluding uptake; 0 for none at all."""
        whole = abs(self.excluding_uptake)
        return 100 * self.land_emissions / whole if whole else 0.0

    def to_pact(self) -> dict[str, float]:
        """The parts and both totals under their PACT v3 names, as numbers in kg CO2e.

        >>> CarbonParts(fossil=2.0, uptake=-1.5).to_pact()["pcfIncludingBiogenicUptake"]
        0.5
        """
        made = {name: float(getattr(self, key)) for key, (name, _, _) in _FIELDS.items()}
        made["landManagementFossilGhgEmissions"] = float(self.of_which_land_management_fossil)
        made["pcfExcludingBiogenicUptake"] = self.excluding_uptake
        made["pcfIncludingBiogenicUptake"] = self.including_uptake
        return made

    def _exact(self) -> Fraction:
        return sum((exact(getattr(self, key)) for key in _FIELDS), Fraction(0))

    def __str__(self) -> str:
        return say(
            f"吸収を除く {self.excluding_uptake:g} / 含む {self.including_uptake:g} kg-CO2e",
            f"{self.excluding_uptake:g} excluding, {self.including_uptake:g} including uptake, kg-CO2e",
        )

    def _repr_html_(self) -> str:
        rows = [
            [str(noun), f"{getattr(self, key):g}"]
            for key, (_, _, noun) in _FIELDS.items()
            if getattr(self, key)
        ]
        rows.append([say("吸収を除く計", "excluding uptake"), f"{self.excluding_uptake:g}"])
        rows.append([say("吸収を含む計", "including uptake"), f"{self.including_uptake:g}"])
        return html_table([say("内訳", "part"), "kg-CO2e"], rows, numeric=(1,))


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
    if mass <= 0 or not 0 <= carbon <= mass:
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
                f"{noun.ja} {percent} % はありえません。0 以上の百分率を入れてください",
                f"{noun.en} of {percent} % cannot be: give a percentage of 0 or more",
            )
        if share > exact(limit):
            reasons.append(
                Text(
                    f"{noun.ja} {float(share):g} % が {limit:g} % を超える",
                    f"{noun.en} of {float(share):g} % is above {limit:g} %",
                )
            )
    return BiogenicDue(tuple(reasons), rules)
