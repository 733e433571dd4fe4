"""The links of a chain: who buys how much of what, as arrays; loops and tiers among them.

Products have numbers, 0 to n - 1, in the order of `products`; row i of the matrix holds what
product i buys of each supplier, in the supplier's declared unit.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from gxd_teach.errors import GxdError
from gxd_teach.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

__all__ = ["ChainLinks"]


class ChainLinks:
    """Products, links and direct emissions as arrays; `SupplyChain` is one of these."""

    def _take(self, products: Any, matrix: Any, direct: Any, share: Any, units: Any) -> None:
        self.products: Sequence[Any] = products
        self.matrix, self.direct, self.direct_primary_share = matrix, direct, share
        self.units: Any = units if units is not None else _Blank(len(direct))
        self.loops_known = False  # set when the first solve met loops
        self.proved = False  # set when every loop has been seen to need less than itself

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
        elif isinstance(product, Hashable) and product in self._numbers:
            return self._numbers[product]
        elif str(product) in self._numbers:  # tables hold names as text, numbers among them
            return self._numbers[str(product)]
        from gxd_teach.framework.supplychain import array_checks

        raise array_checks.unknown_product(product, self.products)

    def row(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """The suppliers (numbers) and amounts of one product."""
        begin, end = self.matrix.indptr[number], self.matrix.indptr[number + 1]
        return self.matrix.indices[begin:end], self.matrix.data[begin:end]

    def part(self, numbers: Any) -> Self:
        """The chain of some products, by number in ascending order; other links are left out.

        >>> from gxd_teach.framework.supplychain.chain import SupplyChain
        >>> chain = SupplyChain([("PC", "Al", 2), ("shop", "PC", 1)], {"PC": 4, "Al": 8})
        >>> chain.part([0, 1]).products
        ('PC', 'Al')
        """
        import numpy as np

        wanted = np.asarray(numbers)
        if not (np.issubdtype(wanted.dtype, np.integer) or not len(wanted)) or (
            len(wanted) and not (wanted.min() >= 0 and wanted.max() < len(self))
        ):
            raise GxdError(
                "GXD-Y007",
                f"製品の番号(0〜{len(self) - 1})を渡してください。名前からは number() で得られます",
                f"give product numbers (0 to {len(self) - 1}); number() finds one by its name",
            )
        wanted = wanted.astype(np.intp)
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

        >>> from gxd_teach.framework.supplychain.chain import SupplyChain
        >>> SupplyChain([("PC", "Al", 1), ("Al", "power", 15)], {"power": 0.4}).tiers
        2
        """
        from gxd_teach.framework.supplychain import loops as chain_loops

        return chain_loops.depth(self.matrix)

    @cached_property
    def buyers(self) -> Any:
        """The links seen from the supplier: the transposed matrix."""
        return self.matrix.T.tocsr()

    @cached_property
    def loops(self) -> Any:
        """The products sorted into loops (`chain_loops.Loops`)."""
        from gxd_teach.framework.supplychain import loops as chain_loops

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
