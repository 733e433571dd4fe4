"""Rows for the Sankey diagram (supplier, buyer, kg CO2e) from results one has.

What a supplier passes on is the amount bought times its footprint per declared unit; in a
chain, times what one declared unit of the final product needs of the buyer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.footprint import Footprint
from gxd_teach.framework.supplychain.chain import SupplyChain
from gxd_teach.plots import checks

__all__ = ["Flow", "footprint_flows", "of_chain", "supply_chain_flows"]

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
    checks.checked_footprint(footprint)
    name = buyer if buyer is not None else footprint.name
    factor = checks.checked(times, "times")
    return [(flow, name, kg * factor) for flow, kg in footprint.by_flow().items()]


def supply_chain_flows(chain: SupplyChain, product: Any) -> list[Flow]:
    """The links up the chain of one product as rows (supplier, buyer, kg CO2e), widest first.

    Per declared unit of `product`. What comes back to the product itself is left out; other
    loops are passed as often as they are gone round, so a bar inside one can exceed the whole.
    Give the product's own emissions to `chain_sankey` as `direct`.

    >>> from gxd_teach.framework.supplychain.chain import SupplyChain
    >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.5)], {"PC": 5, "case": 2, "Al": 8})
    >>> supply_chain_flows(chain, "PC")
    [('case', 'PC', 14.0), ('Al', 'case', 12.0)]
    """
    import numpy

    checks.checked_result(chain, SupplyChain, "サプライチェーン(SupplyChain)", "a SupplyChain")
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


def of_chain(
    flows: Any, direct: Mapping[str, float] | None, product: Any
) -> tuple[Any, Mapping[str, float] | None, Any]:
    """A `SupplyChain` as its rows and its product's own emissions; rows stay as they are.

    GXD-Z110 where a chain is given without the product that is meant.

    >>> chain = SupplyChain([("PC", "Al", 1.2)], {"PC": 5, "Al": 8})
    >>> of_chain(chain, None, "PC")
    ([('Al', 'PC', 9.6)], {'PC': 5.0}, 'PC')
    """
    if not isinstance(flows, SupplyChain):
        return flows, direct, product
    if product is None:
        raise GxdError(
            "GXD-Z110",
            "どの製品の図かが決まりません。product= に最終製品の名前を渡してください",
            "it is not said whose chain to draw: give the final product as product=",
        )
    own = float(flows.direct[flows.number(product)])
    named = str(product)
    if direct is None and own == own:  # NaN is a gap, and no zero
        direct = {named: own}
    return supply_chain_flows(flows, product), direct, named
