"""What one asks of a solved supply chain: where does it come from, and what if?

The methods of `SupplyChain` beside the footprints themselves; the answers are worked out in
`paths` and `whatif`, which are imported where they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas

    from gxd_teach.framework.supplychain.chain import SupplyChain
    from gxd_teach.framework.supplychain.change import WhatIf

__all__ = ["ChainViews"]


class ChainViews:
    """Contributions and what-ifs of a chain; `SupplyChain` is one of these."""

    @property
    def _chain(self) -> SupplyChain:
        return cast("SupplyChain", self)

    def by_supplier(self, product: object) -> pandas.DataFrame:
        """The footprint of one product by direct supplier, with its own emissions first.

        >>> from gxd_teach.framework.supplychain.chain import SupplyChain
        >>> chain = SupplyChain([("PC", "Al", 2.0)], {"PC": 4.0, "Al": 8.0})
        >>> chain.by_supplier("PC").iloc[:, -1].tolist()
        [20.0, 80.0]
        """
        from gxd_teach.framework.supplychain import paths as chain_paths

        return chain_paths.by_supplier(self._chain, self._chain.number(product))

    def by_tier(self, product: object, *, most: int = 30) -> pandas.DataFrame:
        """The footprint of one product by tier: 0 its own process, 1 its suppliers', …"""
        from gxd_teach.framework.supplychain import paths as chain_paths

        return chain_paths.by_tier(self._chain, self._chain.number(product), most)

    def by_origin(self, product: object, *, most: int | None = None) -> pandas.DataFrame:
        """The footprint of one product by the product that emits it, largest first."""
        from gxd_teach.framework.supplychain import paths as chain_paths

        return chain_paths.by_origin(self._chain, self._chain.number(product), most)

    def by_path(
        self, product: object, *, most: int = 10, cut_off_percent: float = 0.01
    ) -> pandas.DataFrame:
        """The `most` largest paths from one product to a process that emits, in order.

        Ways that carry less than `cut_off_percent` of the footprint are not followed.

        >>> from gxd_teach.framework.supplychain.chain import SupplyChain
        >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.2), ("PC", "Al", 0.3)],
        ...                     {"PC": 5, "case": 0, "Al": 8})
        >>> chain.by_path("PC", most=2).iloc[:, 0].tolist()
        ['PC ← case ← Al', 'PC']
        """
        from gxd_teach.framework.supplychain import paths as chain_paths

        return chain_paths.by_path(self._chain, self._chain.number(product), most, cut_off_percent)

    def replace_footprint(
        self, product: object, kg_co2e: float, *, of: object | None = None
    ) -> WhatIf:
        """What if this supplier's footprint were `kg_co2e`? See `whatif.replace_footprint`."""
        from gxd_teach.framework.supplychain import whatif

        return whatif.replace_footprint(self._chain, product, kg_co2e, of=of)

    def change_direct(self, product: object, kg_co2e: float, *, of: object | None = None) -> WhatIf:
        """What if its own emissions were `kg_co2e`? See `whatif.change_direct`."""
        from gxd_teach.framework.supplychain import whatif

        return whatif.change_direct(self._chain, product, kg_co2e, of=of)

    def scale_factor(self, products: Any, times: float, *, of: object | None = None) -> WhatIf:
        """What if these products' own emissions were `times` as high? See `whatif`."""
        from gxd_teach.framework.supplychain import whatif

        return whatif.scale_factor(self._chain, products, times, of=of)

    def change_amount(
        self, buyer: object, supplier: object, amount: float, *, of: object | None = None
    ) -> WhatIf:
        """What if the buyer used `amount` of this supplier? See `whatif.change_amount`."""
        from gxd_teach.framework.supplychain import whatif

        return whatif.change_amount(self._chain, buyer, supplier, amount, of=of)
