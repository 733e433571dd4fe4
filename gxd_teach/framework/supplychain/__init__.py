"""A supply chain: the footprints of all its products at once, where they come from, and what if.

`SupplyChain` is the way in; `plain.plain_footprints` is the same in a dozen lines, to be read first.
"""

from gxd_teach.framework.supplychain.chain import SupplyChain
from gxd_teach.framework.supplychain.footprints import Footprints
from gxd_teach.framework.supplychain.plain import plain_footprints

__all__ = ["Footprints", "SupplyChain", "plain_footprints"]
