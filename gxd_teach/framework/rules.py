"""The rules by edition: every threshold of the methodology stands here once, with its source.

`PACT_V2` is the edition on which the CO2 Visualization Framework Edition 2.0 is aligned
(https://www.carbon-transparency.org/resources/co2-visualization-framework); `PACT_V3` is the
current one. Functions take ``rules=``; a new edition is a new object, not a new branch.

Sources: PACT Methodology Alignment Checklists and How-to Guide PACT Methodology v3.0
(https://github.com/wbcsd/tr, websitedocs/).
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PACT_V2", "PACT_V3", "Rules"]


@dataclass(frozen=True)
class Rules:
    """The thresholds of one edition. Percentages are 0–100.

    >>> PACT_V3.exemption_total_percent, PACT_V2.exemption_total_percent
    (3.0, 5.0)
    """

    name: str
    gwp_reports: tuple[str, ...]  # IPCC assessment reports it accepts, the preferred one last
    exemption_total_percent: float  # of the cradle-to-gate total, at most
    exemption_process_percent: float | None  # a process above it must be in; None: no such rule
    allocation_ratio: float  # highest over lowest co-product value; above it: economic
    data_quality_indicators: tuple[str, ...]
    data_quality_best: int
    data_quality_worst: int  # also what an unknown rating counts as
    unknown_primary_data_share: float  # percent
    biogenic_carbon_percent: float  # of the product's mass; above it the biogenic part is due
    land_emissions_percent: float  # of the footprint; above it the biogenic part is due
    validity_years: int
    change_percent: float  # a larger change needs a new footprint
    outbound_separate: bool  # transport and storage after the gate are reported apart


PACT_V2 = Rules(
    name="PACT Methodology v2",
    gwp_reports=("AR5", "AR6"),
    exemption_total_percent=5.0,
    exemption_process_percent=1.0,
    allocation_ratio=5.0,
    data_quality_indicators=(
        "technology",
        "geography",
        "time",
        "completeness",
        "reliability",
    ),
    data_quality_best=1,
    data_quality_worst=3,
    unknown_primary_data_share=0.0,
    # v2 counts the biogenic part always: any share is above nothing.
    biogenic_carbon_percent=0.0,
    land_emissions_percent=0.0,
    validity_years=3,
    change_percent=10.0,
    outbound_separate=False,
)

PACT_V3 = Rules(
    name="PACT Methodology v3",
    gwp_reports=("AR6",),
    exemption_total_percent=3.0,
    exemption_process_percent=None,
    allocation_ratio=5.0,
    data_quality_indicators=("technology", "geography", "time"),
    data_quality_best=1,
    data_quality_worst=5,
    unknown_primary_data_share=0.0,
    biogenic_carbon_percent=5.0,
    land_emissions_percent=3.0,
    validity_years=3,
    change_percent=10.0,
    outbound_separate=True,
)
