"""The sums a footprint must keep: its totals are made of its parts.

PACT Technical Specifications v3.0.3 (WBCSD), notes to the schema of CarbonFootprint: the
footprint *excluding* biogenic uptake is fossil emissions plus land use change, land
management, technological removals and biogenic non-CO2 gases; *including* adds the uptake.
For v2 the course knows of no such formula; that a part does not exceed its whole, and that
two totals between which nothing lies are one, is this course's reading.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gxd_teach.errors import Problem
from gxd_teach.techspec.records.v3_editions import NEGATIVE_REMOVALS, edition_of
from gxd_teach.techspec.records.wire import plain

if TYPE_CHECKING:
    from gxd_teach.techspec.records.v2 import ProductFootprintV2
    from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["check_sums"]

_PARTS = (
    "fossilGhgEmissions",
    "landUseChangeGhgEmissions",
    "landManagementBiogenicCO2Emissions",
    "landManagementBiogenicCO2Removals",
    "technologicalCO2Removals",
    "ccsTechnologicalCO2Capture",
    "biogenicNonCO2Emissions",
)
# What v2 states of biogenic emissions and removals: the difference of its two totals.
_BIOGENIC_V2 = (
    "dLucGhgEmissions",
    "landManagementGhgEmissions",
    "otherBiogenicGhgEmissions",
    "iLucGhgEmissions",
    "biogenicCarbonWithdrawal",
    "biogenicCarbonContent",
)
# Decimals add up exactly; a sender that computed with floats is allowed its last digits.
_DUST = Decimal("1e-9")


def check_sums(record: ProductFootprint | ProductFootprintV2) -> list[Problem]:
    """The totals that do not go with their parts (a part left out counts as 0).

    v3: GXD-R031 excluding, GXD-R032 including; kg CO2e for the whole declared unit.
    v2: GXD-R058 fossil above the total that contains it, GXD-R059 totals that differ though
    nothing biogenic is stated; kg CO2e per declared unit.
    """
    if hasattr(record.pcf, "pCfExcludingBiogenic"):
        return _v2(record)  # type: ignore[arg-type]
    return _v3(record)


def _v3(record: ProductFootprint) -> list[Problem]:
    pcf = record.pcf
    parts = {name: getattr(pcf, name) for name in _PARTS if getattr(pcf, name) is not None}
    excluding = pcf.pcfExcludingBiogenicUptake
    uptake = pcf.biogenicCO2Uptake
    with_uptake = {"pcfExcludingBiogenicUptake": excluding}
    if uptake is not None:
        with_uptake["biogenicCO2Uptake"] = uptake
    including = pcf.pcfIncludingBiogenicUptake
    found = [
        _compare("GXD-R031", "pcfExcludingBiogenicUptake", excluding, parts),
        _compare("GXD-R032", "pcfIncludingBiogenicUptake", including, with_uptake),
    ]
    if found[0] is not None and _positive_removals(record):
        # Until 3.0.1 removals were written as an amount: what is removed, not what is added.
        turned = parts | {"technologicalCO2Removals": -parts["technologicalCO2Removals"]}
        found[0] = _compare("GXD-R031", "pcfExcludingBiogenicUptake", excluding, turned)
    return [problem for problem in found if problem is not None]


def _positive_removals(record: ProductFootprint) -> bool:
    edition = edition_of(record.specVersion)
    removals = record.pcf.technologicalCO2Removals
    early = edition is not None and edition < NEGATIVE_REMOVALS
    return early and removals is not None and removals > 0


def _v2(record: ProductFootprintV2) -> list[Problem]:
    pcf, found = record.pcf, []
    fossil, excluding = pcf.fossilGhgEmissions, pcf.pCfExcludingBiogenic
    including = pcf.pCfIncludingBiogenic
    if fossil - excluding > _DUST * max(abs(fossil), abs(excluding)):
        found.append(
            Problem(
                "GXD-R058",
                "pcf.fossilGhgEmissions",
                f"{plain(fossil)} です。これを含む pCfExcludingBiogenic の {plain(excluding)} を超えています",
                f"is {plain(fossil)}: it exceeds pCfExcludingBiogenic, {plain(excluding)}, of which it is a part",
            )
        )
    biogenic = any(getattr(pcf, name) for name in _BIOGENIC_V2)
    if including is not None and not biogenic:
        difference = abs(including - excluding)
        if difference > _DUST * max(abs(including), abs(excluding)):
            found.append(
                Problem(
                    "GXD-R059",
                    "pcf.pCfIncludingBiogenic",
                    f"{plain(including)} です。生物由来の排出・除去がないなら、"
                    f"pCfExcludingBiogenic の {plain(excluding)} と同じです",
                    f"is {plain(including)}: with nothing biogenic stated it equals "
                    f"pCfExcludingBiogenic, {plain(excluding)}",
                )
            )
    return found


def _compare(code: str, name: str, stated: Decimal, parts: dict[str, Decimal]) -> Problem | None:
    total = sum(parts.values(), Decimal(0))
    largest = max(abs(value) for value in (stated, *parts.values()))
    if abs(stated - total) <= _DUST * largest:
        return None
    names = " + ".join(parts)
    return Problem(
        code,
        f"pcf.{name}",
        f"{plain(stated)} ですが、{names} は {plain(total)} になります",
        f"is {plain(stated)}, but {names} makes {plain(total)}",
    )
