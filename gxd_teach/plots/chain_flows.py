"""Rows for the Sankey diagram (supplier, buyer, kg CO2e) from results one has.

What a supplier passes on is the amount bought times its footprint per declared unit; in a
chain, times what one declared unit of the final product needs of the buyer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gxd_teach.framework.footprint import Footprint
from gxd_teach.plots import checks

if TYPE_CHECKING:
    from gxd_teach.framework.supplychain import SupplyChain

__all__ = ["Flow", "footprint_flows", "supply_chain_flows"]

Flow = tuple[str, str, float]  # supplier, buyer, kg CO2e
_MOST_FLOWS = 5_000  # of a million links only the widest can be seen


def footprint_flows(
    footprint: Footprint, *, buyer: str | None = None, times: float = 1.0
) -> list[Flow]:
    """A footprint's flows as rows (flow, product, kg CO2e) for `chain_sankey`.

    `buyer` is the name under which the buyer lists the product, `times` how many declared
    units of it the chain holds. The rows of several footprints make a chain of several tiers.

    >>> from gxd_teach.framework import Contribution
    >>> footprint_flows(Footprint("PC", (Contribution("Al", "raw_material", 9.6, 0),)), times=2)
    [('Al', 'PC', 19.2)]
    """
    name = buyer if buyer is not None else footprint.name
    factor = checks.checked(times, "times")
    return [(flow, name, kg * factor) for flow, kg in footprint.by_flow().items()]


def supply_chain_flows(chain: SupplyChain, product: Any) -> list[Flow]:
    """The links up the chain of one product as rows (supplier, buyer, kg CO2e), widest first.

    Per declared unit of `product`. In a loop, what comes back to the product itself is left
    out. Give the product's own emissions to `chain_sankey` as `direct`.

    >>> from gxd_teach.framework.supplychain import SupplyChain
    >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.5)], {"PC": 5, "case": 2, "Al": 8})
    >>> supply_chain_flows(chain, "PC")
    [('case', 'PC', 14.0), ('Al', 'case', 12.0)]
    """
    import numpy

    needs = chain.needs(product)
    footprints = chain.footprints().kg_co2e
    links = chain.matrix.tocoo()
    kg = needs[links.row] * links.data * footprints[links.col]
    kg[links.col == chain.number(product)] = 0.0
    order = numpy.argsort(-numpy.abs(kg), kind="stable")[:_MOST_FLOWS]
    return [
        (
            str(chain.products[links.col[place]]),
            str(chain.products[links.row[place]]),
            float(kg[place]),
        )
        for place in order.tolist()
        if kg[place]
    ]
