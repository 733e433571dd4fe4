"""A supply chain: every product's footprint from who buys what, and what each emits itself.

A company's footprint is its own emissions plus, for each input, the amount times the
supplier's footprint: ``p = e + M p``. Solving it for all products at once is what the
exchange of footprints between companies does tier by tier (PACT Methodology; the same
sum is Leontief's inverse in W. Leontief, The Structure of the American Economy, 1941, and
R. Heijungs and S. Suh, The Computational Structure of Life Cycle Assessment, 2002).
`plain` is the same in a dozen lines of plain Python, to be read first.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.framework.supplychain.footprints import Footprints
from gxd_teach.framework.supplychain.links import ChainLinks
from gxd_teach.framework.supplychain.views import ChainViews

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from gxd_teach.framework.supplychain.gaps import Gap

__all__ = ["Footprints", "SupplyChain"]


class SupplyChain(ChainLinks, ChainViews):
    """Products, the links between them, and their own emissions.

    `links` is a DataFrame or rows with buyer, supplier, amount and, where units are used,
    unit: how much of the supplier's product goes into one declared unit of the buyer's.
    `direct` is a mapping of product to kg CO2e per declared unit, or a DataFrame or rows
    with product, kg_co2e and optionally unit (the declared unit) and primary_data_share (percent
    of the direct emissions that rest on primary data). Links given twice add up. Products
    without direct emissions become gaps (`gaps`), not zeros.

    Raises `ProblemsError` with one `Problem` a cell that does not fit (GXD-Y…, GXD-N…,
    GXD-U…). Source of the sum: Heijungs and Suh 2002, chapter 2.

    >>> links = [("PC", "chassis", 1.0), ("chassis", "Al", 1.2)]
    >>> chain = SupplyChain(links, {"PC": 5.0, "chassis": 2.0, "Al": 8.0})
    >>> chain.footprints()["PC"], chain.footprints().rounds
    (16.6, 2)
    """

    def __init__(self, links: Any, direct: Any) -> None:
        from gxd_teach.framework.supplychain import table as chain_table

        self._take_table(chain_table.read_tables(links, direct))

    @classmethod
    def from_csv(cls, links: str | Path, direct: str | Path) -> SupplyChain:
        """Read both tables from CSV files (UTF-8 or Shift_JIS), English or Japanese headings.

        Rows count from the heading, which is row 1. Raises as the class; GXD-Y001 where a file
        cannot be read.
        """
        from gxd_teach.framework.supplychain import table as chain_table

        tables = chain_table.read_csv_table(links), chain_table.read_csv_table(direct)
        names = Path(links).name, Path(direct).name
        chain = cls.__new__(cls)
        chain._take_table(chain_table.read_tables(*tables, sources=names, first=2))
        return chain

    @classmethod
    def from_arrays(
        cls,
        n: int,
        buyer: Any,
        supplier: Any,
        amount: Any,
        direct: Any,
        *,
        primary_data_share: Any = None,
        products: Sequence[object] | None = None,
    ) -> SupplyChain:
        """The fast door: `n` products by number, links as three arrays of one length.

        `direct` has shape (n,), kg CO2e per declared unit, NaN where unknown;
        `primary_data_share` (n,) is in percent; `products` names them (0 … n-1 when not
        given). GXD-Y007 for shapes or numbers out of range, GXD-Y004 for a negative amount.

        >>> SupplyChain.from_arrays(2, [0], [1], [3.0], [1.0, 2.0]).footprints().kg_co2e.tolist()
        [7.0, 2.0]
        """
        from gxd_teach.framework.supplychain import array_checks

        chain = cls.__new__(cls)
        share = primary_data_share
        arrays = array_checks.checked(n, buyer, supplier, amount, direct, share, products)
        chain._take(*arrays, units=None)
        return chain

    def _take_table(self, table: Any) -> None:
        from gxd_teach.framework.supplychain.solve import link_matrix

        n = len(table.products)
        matrix = link_matrix(n, table.buyer, table.supplier, table.amount)
        self._take(table.products, matrix, table.direct, table.primary_data_share, table.units)

    def with_direct(self, direct: Any) -> SupplyChain:
        """The same links with other direct emissions: an array (n,) or a mapping for some products.

        For a recalculation of everything after factors changed; for one product's result
        the what-ifs below are quicker.

        >>> chain = SupplyChain([("PC", "Al", 2.0)], {"PC": 1.0, "Al": 8.0})
        >>> chain.with_direct({"Al": 1.0}).footprints()["PC"]
        3.0
        """
        from gxd_teach.framework.supplychain import array_checks

        chain = type(self).__new__(type(self))
        own = array_checks.replaced(self, direct)
        chain._take(self.products, self.matrix, own, self.direct_primary_share, self.units)
        chain.loops_known = self.loops_known
        chain.proved = self.proved
        if "_numbers" in self.__dict__:
            chain.__dict__["_numbers"] = self._numbers
        return chain

    def footprints(self) -> Footprints:
        """All footprints by tier expansion; calculated once, then kept.

        A loop that needs a unit or more of itself is refused by name (GXD-Y009). Products
        whose direct emissions are not known count as 0 here and are listed by `gaps`.
        """
        values, rounds = self._solved
        return Footprints(self, values, rounds)

    @cached_property
    def _solved(self) -> tuple[np.ndarray, int]:
        # Not the Footprints themselves: they hold the chain, and a ring of two is freed late.
        from gxd_teach.framework.supplychain import arrays as chain_arrays

        found = chain_arrays.footprints(self)
        self.loops_known = not found.ended
        self.proved = True
        return found.values, found.rounds

    def primary_data_shares(self, *, rules: Rules = PACT_V3) -> np.ndarray | None:
        """The primary data share of every product through its chain, percent (n,).

        Each product's share is the mean of the shares of its direct emissions and of its
        inputs, weighted by their absolute emissions; an unknown share counts as the rules
        say (0 %). PACT v3 rule (v2 alike), source: https://github.com/wbcsd/tr
        (websitedocs/20260202_How-to-Guide_PACT_v3.0.pdf). None where no shares were given.

        >>> direct = [{"product": "PC", "kg_co2e": 5, "primary_data_share": 0},
        ...           {"product": "Al", "kg_co2e": 5, "primary_data_share": 80}]
        >>> SupplyChain([("PC", "Al", 3)], direct).primary_data_shares().tolist()
        [60.0, 80.0]
        """
        from gxd_teach.framework.supplychain import arrays as chain_arrays

        rules = edition(rules)
        if self.direct_primary_share is None:
            return None
        return chain_arrays.primary_data_shares(self, rules)

    def gaps(self, product: object | None = None) -> Any:
        """The gaps of the chain as `Gap`s; of one product: a table of those up its chain.

        The table adds how much of the missing product goes into one declared unit of
        `product` in all (its footprint rises by that times the missing value).
        """
        from gxd_teach.framework.supplychain import arrays as chain_arrays
        from gxd_teach.framework.supplychain import gaps as chain_gaps

        if product is None:
            found: tuple[Gap, ...] = chain_gaps.find_gaps(self)
            return found
        return chain_arrays.gaps_upstream(self, self.number(product))

    def needs(self, product: object) -> np.ndarray:
        """How much of every product goes into one declared unit of this one, itself included.

        Shape (n,), each in its own declared unit. It is the transposed solve, kept for what
        follows: ``needs @ direct`` is the footprint.

        >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.2), ("PC", "Al", 0.3)],
        ...                     {"PC": 0, "case": 0, "Al": 8})
        >>> chain.needs("PC").tolist()
        [1.0, 1.0, 1.5]
        """
        from gxd_teach.framework.supplychain import arrays as chain_arrays

        number = self.number(product)
        if number not in self._needs:
            while len(self._needs) >= 8:  # a vector is 8 MB for a million products
                self._needs.pop(next(iter(self._needs)))
            self._needs[number] = chain_arrays.needs(self, number)
        return self._needs[number]

    @cached_property
    def _needs(self) -> dict[int, np.ndarray]:
        return {}
