"""The sums a footprint must keep: its totals are made of its parts.

PACT Technical Specifications v3.0.3 (WBCSD), notes to the schema of CarbonFootprint: the
footprint *excluding* biogenic uptake is fossil emissions plus land use change, land
management, technological removals and biogenic non-CO2 gases; *including* adds the uptake.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gxd_teach.errors import Problem
from gxd_teach.techspec.wire import plain

if TYPE_CHECKING:
    from gxd_teach.techspec.record import ProductFootprint

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
# Decimals add up exactly; a sender that computed with floats is allowed its last digits.
_DUST = Decimal("1e-9")


def check_sums(record: ProductFootprint) -> list[Problem]:
    """The totals that are not the sum of their parts (a part left out counts as 0).

    GXD-R031: excluding; GXD-R032: including. Kg CO2e for the whole declared unit.
    """
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
    return [problem for problem in found if problem is not None]


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
