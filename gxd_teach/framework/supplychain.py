"""A supply chain: every product's footprint from who buys what, and what each emits itself.

A company's footprint is its own emissions plus, for each input, the amount times the
supplier's footprint: ``p = e + M p``. Solving it for all products at once is what the
exchange of footprints between companies does tier by tier (PACT Methodology; the same
sum is Leontief's inverse in W. Leontief, The Structure of the American Economy, 1941, and
R. Heijungs and S. Suh, The Computational Structure of Life Cycle Assessment, 2002).
`plain_chain` is the same in a dozen lines of plain Python, to be read first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gxd_teach.framework.chain_views import ChainViews
from gxd_teach.framework.rules import PACT_V3, Rules
from gxd_teach.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas

    from gxd_teach.framework.chain_gaps import Gap

__all__ = ["Footprints", "SupplyChain"]


@dataclass(frozen=True)
class Footprints:
    """The footprints of all products, kg CO2e per declared unit; `footprints["PC"]` is one.

    `kg_co2e` and `primary_data_share` (percent, None where no shares were given) have one
    entry a product, in the order of `products`. `rounds` is how often every company read
    its suppliers' footprints until nothing changed: without loops, the tiers that emissions
    come from. It is 1 where rounds would have been too many and all was solved in one pass.
    """

    chain: SupplyChain
    kg_co2e: np.ndarray
    rounds: int

    def __getitem__(self, product: object) -> float:
        return float(self.kg_co2e[self.chain.number(product)])

    def __len__(self) -> int:
        return len(self.kg_co2e)

    @property
    def primary_data_share(self) -> np.ndarray | None:
        """Percent (n,); see `SupplyChain.primary_data_shares`."""
        return self.chain.primary_data_shares()

    def to_frame(self) -> pandas.DataFrame:
        """A row a product: footprint, own emissions, primary data share, and if it is complete."""
        import numpy as np
        import pandas

        from gxd_teach.framework import chain_gaps

        share = self.primary_data_share
        known = self.kg_co2e.copy()
        # A product that nobody gave a figure for has no footprint; zero would be one.
        known[(known == 0) & np.isnan(np.asarray(self.chain.direct, dtype=float))] = np.nan
        columns: dict[str, Any] = {
            say("製品", "product"): list(self.chain.products),
            say("フットプリント [kg-CO2e]", "footprint [kg-CO2e]"): known,
            say("うち直接排出 [kg-CO2e]", "of it direct [kg-CO2e]"): self.chain.direct,
            say("宣言単位", "declared unit"): list(self.chain.units),
        }
        if share is not None:
            columns[say("一次データ比率 [%]", "primary data share [%]")] = share
        columns[say("上流に欠けなし", "no gap upstream")] = ~chain_gaps.incomplete(self.chain)
        return pandas.DataFrame(columns)

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        html: str = frame.to_html(max_rows=20, index=False, float_format="{:,.6g}".format)
        return html


class SupplyChain(ChainViews):
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
        from gxd_teach.framework import chain_table

        self._take_table(chain_table.read_tables(links, direct))

    @classmethod
    def from_csv(cls, links: str | Path, direct: str | Path) -> SupplyChain:
        """Read both tables from CSV files (UTF-8 or Shift_JIS), English or Japanese headings.

        Rows count from the heading, which is row 1. Raises as the class; GXD-Y001 where a file
        cannot be read.
        """
        from gxd_teach.framework import chain_table

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
        from gxd_teach.framework import chain_arrays

        chain = cls.__new__(cls)
        share = primary_data_share
        arrays = chain_arrays.checked(n, buyer, supplier, amount, direct, share, products)
        chain._take(*arrays, units=None)
        return chain

    def _take_table(self, table: Any) -> None:
        from gxd_teach.framework.chain_solve import link_matrix

        n = len(table.products)
        matrix = link_matrix(n, table.buyer, table.supplier, table.amount)
        self._take(table.products, matrix, table.direct, table.primary_data_share, table.units)

    def _take(self, products: Any, matrix: Any, direct: Any, share: Any, units: Any) -> None:
        self.products: Sequence[Any] = products
        self.matrix, self.direct, self.direct_primary_share = matrix, direct, share
        self.units: Any = units if units is not None else _Blank(len(direct))
        self.loops_known = False  # set when the first solve met loops
        self.proved = False  # set when every loop has been seen to need less than itself

    def with_direct(self, direct: Any) -> SupplyChain:
        """The same links with other direct emissions: an array (n,) or a mapping for some products.

        For a recalculation of everything after factors changed; for one product's result
        the what-ifs below are quicker.

        >>> chain = SupplyChain([("PC", "Al", 2.0)], {"PC": 1.0, "Al": 8.0})
        >>> chain.with_direct({"Al": 1.0}).footprints()["PC"]
        3.0
        """
        from gxd_teach.framework import chain_arrays

        chain = type(self).__new__(type(self))
        own = chain_arrays.replaced(self, direct)
        chain._take(self.products, self.matrix, own, self.direct_primary_share, self.units)
        chain.loops_known = self.loops_known
        chain.proved = self.proved
        if "_numbers" in self.__dict__:
            chain.__dict__["_numbers"] = self._numbers
        return chain

    def __len__(self) -> int:
        return len(self.direct)

    def __repr__(self) -> str:
        links = self.matrix.nnz
        return say(
            f"SupplyChain({len(self):,} 製品, {links:,} 取引)",
            f"SupplyChain({len(self):,} products, {links:,} links)",
        )

    @cached_property
    def _numbers(self) -> dict[object, int]:
        return {product: number for number, product in enumerate(self.products)}

    def number(self, product: object) -> int:
        """The place of a product in the arrays; GXD-Y008 for a name the chain does not have."""
        if isinstance(self.products, range):
            if isinstance(product, int) or hasattr(product, "__index__"):
                place = int(product)
                if 0 <= place < len(self):
                    return place
        elif product in self._numbers:
            return self._numbers[product]
        elif str(product) in self._numbers:  # tables hold names as text, numbers among them
            return self._numbers[str(product)]
        from gxd_teach.framework import chain_arrays

        raise chain_arrays.unknown_product(product, self.products)

    def row(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """The suppliers (numbers) and amounts of one product."""
        begin, end = self.matrix.indptr[number], self.matrix.indptr[number + 1]
        return self.matrix.indices[begin:end], self.matrix.data[begin:end]

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
        from gxd_teach.framework import chain_arrays

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
        from gxd_teach.framework import chain_arrays

        if self.direct_primary_share is None:
            return None
        return chain_arrays.primary_data_shares(self, rules)

    def gaps(self, product: object | None = None) -> Any:
        """The gaps of the chain as `Gap`s; of one product: a table of those up its chain.

        The table adds how much of the missing product goes into one declared unit of
        `product` in all (its footprint rises by that times the missing value).
        """
        from gxd_teach.framework import chain_arrays, chain_gaps

        if product is None:
            found: tuple[Gap, ...] = chain_gaps.find_gaps(self)
            return found
        return chain_arrays.gaps_upstream(self, self.number(product))

    def part(self, numbers: Any) -> SupplyChain:
        """The chain of some products, by number in ascending order; other links are left out.

        >>> chain = SupplyChain([("PC", "Al", 2), ("shop", "PC", 1)], {"PC": 4, "Al": 8})
        >>> chain.part([0, 1]).products
        ('PC', 'Al')
        """
        import numpy as np

        wanted = np.asarray(numbers, dtype=np.intp)
        some = type(self).__new__(type(self))
        share = self.direct_primary_share
        some._take(
            tuple(self.products[number] for number in wanted.tolist()),
            self.matrix[wanted][:, wanted],
            self.direct[wanted],
            None if share is None else share[wanted],
            tuple(self.units[number] for number in wanted.tolist()),
        )
        return some

    @cached_property
    def tiers(self) -> int | None:
        """How many tiers of suppliers the longest way up has; None where there are loops.

        >>> SupplyChain([("PC", "Al", 1), ("Al", "power", 15)], {"power": 0.4}).tiers
        2
        """
        from gxd_teach.framework import chain_loops

        return chain_loops.depth(self.matrix)

    def needs(self, product: object) -> np.ndarray:
        """How much of every product goes into one declared unit of this one, itself included.

        Shape (n,), each in its own declared unit. It is the transposed solve, kept for what
        follows: ``needs @ direct`` is the footprint.

        >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.2), ("PC", "Al", 0.3)],
        ...                     {"PC": 0, "case": 0, "Al": 8})
        >>> chain.needs("PC").tolist()
        [1.0, 1.0, 1.5]
        """
        from gxd_teach.framework import chain_arrays

        number = self.number(product)
        if number not in self._needs:
            while len(self._needs) >= 8:  # a vector is 8 MB for a million products
                self._needs.pop(next(iter(self._needs)))
            self._needs[number] = chain_arrays.needs(self, number)
        return self._needs[number]

    @cached_property
    def _needs(self) -> dict[int, np.ndarray]:
        return {}

    @cached_property
    def buyers(self) -> Any:
        """The links seen from the supplier: the transposed matrix."""
        return self.matrix.T.tocsr()

    @cached_property
    def loops(self) -> Any:
        """The products sorted into loops (`chain_loops.Loops`)."""
        from gxd_teach.framework import chain_loops

        return chain_loops.Loops.of(self.matrix)


class _Blank:
    """A million blank units that take no room."""

    def __init__(self, n: int) -> None:
        self.n = n

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, place: int) -> str:
        if not -self.n <= place < self.n:
            raise IndexError(place)
        return ""
