"""Figures that people look at: readable in grey, safe for colour-blind eyes, in Japanese.

Every figure has a partner, `describe_…`, that says the same in words: the alternative text.
All give matplotlib's Axes and take kilograms of CO2e; `GXD_LANG` chooses the language.
"""

from __future__ import annotations

from gxd_teach.plots.chain import chain_sankey, describe_chain
from gxd_teach.plots.chain_flows import footprint_flows, supply_chain_flows
from gxd_teach.plots.fonts import use_japanese
from gxd_teach.plots.hot_spots import describe_pareto, pareto
from gxd_teach.plots.spread import describe_uncertainty, uncertainty
from gxd_teach.plots.stages import describe_stages, stage_breakdown
from gxd_teach.plots.tiers import describe_tiers, tier_chart
from gxd_teach.plots.tornado_chart import describe_tornado, tornado
from gxd_teach.plots.transport import describe_modal_shift, modal_shift
from gxd_teach.plots.years import describe_waterfall, waterfall

__all__ = [
    "chain_sankey",
    "describe_chain",
    "describe_modal_shift",
    "describe_pareto",
    "describe_stages",
    "describe_tiers",
    "describe_tornado",
    "describe_uncertainty",
    "describe_waterfall",
    "footprint_flows",
    "modal_shift",
    "pareto",
    "stage_breakdown",
    "supply_chain_flows",
    "tier_chart",
    "tornado",
    "uncertainty",
    "use_japanese",
    "waterfall",
]
