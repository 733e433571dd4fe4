"""The parts of a footprint by the v3 identity: fossil, land, removals, uptake, and two totals.

PACT v3 rule: excluding uptake = fossil + land-use change + biogenic CO2 of land management +
removals and capture (each ≤ 0) + biogenic gases other than CO2; including = excluding + uptake
(≤ 0). Source: the v3 data model, https://github.com/wbcsd/data-exchange-protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.checks import checked_number
from gxd_teach.framework.rules import exact
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

__all__ = ["CarbonParts"]

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
                value = checked_number(value, key, code="GXD-J001")
            except GxdError as error:
                problems.append(Problem(error.code, key, error.ja, error.en))
                continue
            object.__setattr__(self, key, value)
            if value * sign < 0:
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
        where, part = "of_which_land_management_fossil", 0.0
        try:
            part = checked_number(self.of_which_land_management_fossil, where, code="GXD-J002")
            object.__setattr__(self, where, part)
        except GxdError as error:
            problems.append(Problem(error.code, where, error.ja, error.en))
        if not problems and not 0 <= part <= self.fossil:
            problems.append(
                Problem(
                    "GXD-J002",
                    where,
                    f"{part:g} は、それを含む化石由来 {self.fossil:g} 以下で 0 以上の数です",
                    f"{part:g} is part of the fossil {self.fossil:g}: it must be from 0 to that",
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
    def land_emissions_percent(self) -> float | None:
        """The land emissions in percent of the footprint excluding uptake; 0 for none at all.

        None where there are some and the footprint is zero: no percentage says how much.
        """
        whole = abs(self.excluding_uptake)
        if whole:
            return 100 * self.land_emissions / whole
        return None if self.land_emissions else 0.0

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
