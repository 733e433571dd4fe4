"""The totals of a footprint in both dialects: what "excluding" leaves out differs.

PACT Technical Specifications v3.0.3 (WBCSD), notes to CarbonFootprint: excluding *uptake* is
fossil emissions plus land use change, land management, technological removals and biogenic
non-CO2 gases. v2's *excluding biogenic* has no such note; that it leaves all of these out and
equals the fossil emissions is this course's reading (as iLEAP's mapping and Catena-X 7.0.0
have it), and a record whose numbers say otherwise is taken at its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gxd_teach.techspec.convert.arithmetic import adds_up, plus

__all__ = ["excluding_uptake"]


def excluding_uptake(
    excluding: Decimal, fossil: Decimal, parts: Sequence[Decimal]
) -> tuple[Decimal, bool]:
    """v3's total excluding uptake, and whether v2's was the total without the biogenic parts.

    `excluding` is v2's pCfExcludingBiogenic, `parts` are land use change, land management
    and other biogenic emissions; all kg CO2e of the same amount.

    >>> excluding_uptake(Decimal(10), Decimal(10), [Decimal(1), Decimal("0.5")])
    (Decimal('11.5'), True)
    >>> excluding_uptake(Decimal("11.5"), Decimal(10), [Decimal(1), Decimal("0.5")])
    (Decimal('11.5'), False)
    """
    # The parts stand on both sides, so that the tolerance is that of the whole footprint.
    if adds_up(plus([excluding, *parts]), [fossil, *parts]):
        return plus([excluding, *parts]), True
    return excluding, False
