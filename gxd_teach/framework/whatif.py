"""What if? The answer before and after one change, without calculating the chain anew.

One unit more emitted at a product raises every footprint by the amount of that product it
needs. So a change anywhere is answered by multiplying: with ``of="PC"`` by the needs of the
PC (one transposed solve, kept), else by solving only for the products downstream. A changed
amount is Sherman and Morrison's formula (The Annals of Mathematical Statistics 21, 1950,
124-127), a loop through the changed product included.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.language import say

if TYPE_CHECKING:
    import numpy as np
    import pandas

    from gxd_teach.framework.supplychain import SupplyChain

__all__ = [
    "Change",
    "WhatIf",
    "change_amount",
    "change_direct",
    "replace_footprint",
    "scale_factor",
]


@dataclass(frozen=True)
class Change:
    """One product's footprint `before` and `after`, kg CO2e per declared unit.

    >>> Change("PC", 20.0, 15.0).percent
    -25.0
    """

    product: object
    before: float
    after: float

    @property
    def difference(self) -> float:
        """After minus before, kg CO2e: negative is a reduction."""
        return self.after - self.before

    @property
    def percent(self) -> float:
        """The difference in percent of the footprint before; NaN where that was 0."""
        return 100 * self.difference / self.before if self.before else math.nan

    def __str__(self) -> str:
        return (
            f"{self.product}: {self.before:.6g} → {self.after:.6g} kg-CO2e ({self.percent:+.2f} %)"
        )


@dataclass(frozen=True)
class WhatIf:
    """What one change does: `numbers` of the products it reaches, their `before` and `after`.

    `what_if["PC"]` is the `Change` of one product; a product that the change does not reach
    is unchanged. With ``of=`` only that product was asked for and only it can be read.
    """

    chain: SupplyChain
    numbers: np.ndarray
    before: np.ndarray
    after: np.ndarray
    only: int | None = None

    def __getitem__(self, product: object) -> Change:
        import numpy as np

        number = self.chain.number(product)
        if self.only is not None and number != self.only:
            raise GxdError(
                "GXD-Y012",
                f"「{self.chain.products[self.only]}」についてだけ計算しました。of= を外してください",
                f"this was calculated for '{self.chain.products[self.only]}' only: leave out of=",
            )
        place = np.flatnonzero(self.numbers == number)
        if not len(place):
            same = self.chain.footprints()[product]
            return Change(product, same, same)
        return Change(product, float(self.before[place[0]]), float(self.after[place[0]]))

    def to_frame(self) -> pandas.DataFrame:
        """The products that change, the largest change first."""
        import numpy as np
        import pandas

        difference = self.after - self.before
        order = np.argsort(-np.abs(difference), kind="stable")
        percent = np.full(len(order), np.nan)
        np.divide(100 * difference, self.before, out=percent, where=self.before != 0)
        return pandas.DataFrame(
            {
                say("製品", "product"): [self.chain.products[self.numbers[i]] for i in order],
                say("変更前 [kg-CO2e]", "before [kg-CO2e]"): self.before[order],
                say("変更後 [kg-CO2e]", "after [kg-CO2e]"): self.after[order],
                say("差 [kg-CO2e]", "difference [kg-CO2e]"): difference[order],
                say("差 [%]", "difference [%]"): percent[order],
            }
        )

    def _repr_html_(self) -> str:
        html: str = self.to_frame().to_html(max_rows=20, index=False)
        return html


def replace_footprint(
    chain: SupplyChain, product: object, kg_co2e: float, *, of: object | None = None
) -> WhatIf:
    """What if the supplier of `product` stated `kg_co2e` per declared unit instead?

    Its own chain no longer matters; in a loop it stays at that value too. For a gap this
    fills in the missing value. GXD-Y013 for a value that is not a finite number.

    >>> from gxd_teach.framework.supplychain import SupplyChain
    >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.2)], {"PC": 5, "case": 1, "Al": 8})
    >>> print(chain.replace_footprint("case", 4.0)["PC"])
    PC: 15.6 → 9 kg-CO2e (-42.31 %)
    """
    number = chain.number(product)
    step = _finite(kg_co2e) - chain.footprints()[product]
    # Of the change at the product itself, the loops it stands in would give some back.
    return _spread(chain, {number: step / _own_need(chain, number)}, of)


def change_direct(
    chain: SupplyChain, product: object, kg_co2e: float, *, of: object | None = None
) -> WhatIf:
    """What if the product's own emissions were `kg_co2e` per declared unit?

    A product whose direct emissions were a gap is taken to have had 0.

    >>> from gxd_teach.framework.supplychain import SupplyChain
    >>> chain = SupplyChain([("PC", "power", 12)], {"PC": 1, "power": 0.423})
    >>> round(chain.change_direct("power", 0.0, of="PC")["PC"].difference, 3)
    -5.076
    """
    number = chain.number(product)
    return _spread(chain, {number: _finite(kg_co2e) - _direct(chain, number)}, of)


def scale_factor(
    chain: SupplyChain, products: Any, times: float, *, of: object | None = None
) -> WhatIf:
    """What if one emission factor, or several together, were `times` as high?

    The factor is the direct emissions of the product that stands for it (a kilowatt-hour,
    a kilogram of sheet); `products` is one name or several. GXD-Y013 as above.

    >>> from gxd_teach.framework.supplychain import SupplyChain
    >>> chain = SupplyChain([("PC", "power", 10)], {"PC": 6, "power": 0.4})
    >>> chain.scale_factor("power", 0.5)["PC"].after
    8.0
    """
    several = not isinstance(products, (str, bytes)) and isinstance(products, Iterable)
    numbers = {chain.number(product) for product in (products if several else [products])}
    share = _finite(times) - 1
    return _spread(chain, {number: share * _direct(chain, number) for number in numbers}, of)


def change_amount(
    chain: SupplyChain,
    buyer: object,
    supplier: object,
    amount: float,
    *,
    of: object | None = None,
) -> WhatIf:
    """What if one unit of `buyer` used `amount` of `supplier` (its declared unit)?

    0 drops the link; a link that was not there is made. GXD-Y009 if that closes a loop
    that needs a unit or more of itself, GXD-Y004 for a negative amount.

    >>> from gxd_teach.framework.supplychain import SupplyChain
    >>> chain = SupplyChain([("PC", "Al", 2)], {"PC": 4, "Al": 8})
    >>> chain.change_amount("PC", "Al", 1.5)["PC"].after
    16.0
    """
    if _finite(amount) < 0:
        raise GxdError(
            "GXD-Y004",
            f"負の数量 {amount:g} です。買う量は 0 以上で書いてください",
            f"the amount {amount:g} is negative: what is bought is 0 or more",
        )
    here, there = chain.number(buyer), chain.number(supplier)
    suppliers, amounts = chain.row(here)
    more = amount - float(amounts[suppliers == there].sum())
    back = more * float(chain.needs(supplier)[here])
    if back >= 1 - 1e-13:
        raise GxdError(
            "GXD-Y009",
            f"{buyer} ← {supplier} を {amount:g} にすると、ループが 1 単位を作るのに自分自身を"
            " 1 単位以上要するようになります",
            f"with {amount:g} of {supplier} in {buyer}, a loop would need at least one unit of "
            "itself for one unit",
        )
    return _spread(chain, {here: more * chain.footprints()[supplier] / (1 - back)}, of)


def _finite(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise GxdError("GXD-Y013", f"{value} は有限の数ではありません", f"{value} is not finite")
    return number


def _direct(chain: SupplyChain, number: int) -> float:
    value = float(chain.direct[number])
    return 0.0 if math.isnan(value) else value


def _own_need(chain: SupplyChain, number: int) -> float:
    """How much of a product one unit of it needs in all: 1, or more where it stands in a loop."""
    loops = chain.loops
    alike = (loops.label == loops.label[number]).sum()
    suppliers, _ = chain.row(number)
    if alike == 1 and number not in suppliers:
        return 1.0
    return float(chain.needs(chain.products[number])[number])


def _spread(chain: SupplyChain, steps: dict[int, float], of: object | None) -> WhatIf:
    """What a step in emissions at some products does to one footprint, or to all downstream."""
    import numpy as np

    values = chain.footprints().kg_co2e
    if of is not None:
        asked = chain.number(of)
        need = chain.needs(of)
        difference = sum(float(need[number]) * step for number, step in steps.items())
        before = values[asked : asked + 1].copy()
        return WhatIf(chain, np.array([asked]), before, before + difference, asked)
    reached = _downstream(chain, list(steps))
    own = np.zeros(len(reached))
    own[np.searchsorted(reached, list(steps))] = list(steps.values())
    links = chain.matrix[reached][:, reached]
    from gxd_teach.framework.chain_solve import solve

    more = solve(links, np.maximum(own, 0), refuse_idle_loops=False).values
    less = solve(links, np.maximum(-own, 0), refuse_idle_loops=False).values
    before = values[reached]
    return WhatIf(chain, reached, before, before + (more - less))


def _downstream(chain: SupplyChain, numbers: list[int]) -> np.ndarray:
    """These products and all that buy from them, however far down, in ascending order."""
    import numpy as np

    links = chain.buyers
    seen = np.zeros(len(chain), dtype=bool)
    front = np.unique(np.asarray(numbers, dtype=np.intp))
    seen[front] = True
    while len(front):
        counts = links.indptr[front + 1] - links.indptr[front]
        skipped = np.cumsum(counts) - counts
        places = np.arange(counts.sum()) + np.repeat(links.indptr[front] - skipped, counts)
        found = np.unique(links.indices[places])
        front = found[~seen[found]]
        seen[front] = True
    return np.flatnonzero(seen)
