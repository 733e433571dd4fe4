"""A Sankey diagram straight from a supply chain: nothing of the footprint is lost on the way."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from gxd_teach.errors import GxdError
from gxd_teach.framework import SupplyChain
from gxd_teach.plots import chain_sankey, describe_chain, supply_chain_flows


@pytest.fixture
def chain():
    """5 + 1 × (2 + 1.5 × 8) = 19 kg."""
    return SupplyChain([("PC", "case", 1), ("case", "Al", 1.5)], {"PC": 5, "case": 2, "Al": 8})


def test_the_whole_is_the_footprint(chain):
    """The product's own 5 kg are in the title, which the flows alone leave at 14."""
    assert "19.000 kg" in describe_chain(chain, product="PC")
    assert "14.000 kg" in describe_chain(supply_chain_flows(chain, "PC"))
    axes = chain_sankey(chain, product="PC")
    assert "19.000" in axes.get_title(loc="left") + axes.get_title()
    plt.close(axes.figure)


def test_own_emissions_may_be_said_otherwise(chain):
    """`direct` wins over what the chain holds."""
    assert "15.000 kg" in describe_chain(chain, product="PC", direct={"PC": 1})


def test_a_gap_is_no_zero_and_no_number():
    """A product whose own emissions nobody gave is drawn with what flows in."""
    chain = SupplyChain([("PC", "Al", 1.5)], {"Al": 8})
    assert "12.000 kg" in describe_chain(chain, product="PC")


@pytest.mark.parametrize(("product", "code"), [(None, "GXD-Z110"), ("NB", "GXD-Y008")])
def test_whose_chain_is_asked(chain, product, code):
    """Without a product, and for one that is not in the chain."""
    with pytest.raises(GxdError, match=code):
        chain_sankey(chain, product=product)
