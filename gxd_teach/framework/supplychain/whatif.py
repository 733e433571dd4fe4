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
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import refuse_huge
from gxd_teach.framework.supplychain.change import WhatIf
from gxd_teach.numerals import read_number

if TYPE_CHECKING:
    import numpy as np

    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["change_amount", "change_direct", "replace_footprint", "scale_factor"]


def replace_footprint(
    chain: SupplyChain, product: object, kg_co2e: float, *, of: object | None = None
) -> WhatIf:
    """What if the supplier of `product` stated `kg_co2e` per declared unit instead?

    Its own chain no longer matters; in a loop it stays at that value too. For a gap this
    fills in the missing value. GXD-Y013 for a value that is not a finite number.

    >>> from gxd_teach.framework.supplychain.chain import SupplyChain
    >>> chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.2)], {"PC": 5, "case": 1, "Al": 8})
    >>> print(chain.replace_footprint("case", 4.0)["PC"])
    PC: 15.6 → 9 kg-CO2e (-42.31 %)
    """
    number = chain.number(product)
    step = _finite(kg_co2e, "kg_co2e") - chain.footprints()[product]
    # Of the change at the product itself, the loops it stands in would give some back.
    return _spread(chain, {number: step / _own_need(chain, number)}, of)


def change_direct(
    chain: SupplyChain, product: object, kg_co2e: float, *, of: object | None = None
) -> WhatIf:
    """What if the product's own emissions were `kg_co2e` per declared unit?

    A product whose direct emissions were a gap is taken to have had 0.

    >>> from gxd_teach.framework.supplychain.chain import SupplyChain
    >>> chain = SupplyChain([("PC", "power", 12)], {"PC": 1, "power": 0.423})
    >>> round(chain.change_direct("power", 0.0, of="PC")["PC"].difference, 3)
    -5.076
    """
    number = chain.number(product)
    return _spread(chain, {number: _finite(kg_co2e, "kg_co2e") - _direct(chain, number)}, of)


def scale_factor(
    chain: SupplyChain, products: Any, times: float, *, of: object | None = None
) -> WhatIf:
    """What if one emission factor, or several together, were `times` as high?

    The factor is the direct emissions of the product that stands for it (a kilowatt-hour,
    a kilogram of sheet); `products` is one name or several. GXD-Y013 as above, GXD-Y004 for
    less than 0 times, GXD-Y015 for a gap, whose factor is not known.

    >>> from gxd_teach.framework.supplychain.chain import SupplyChain
    >>> chain = SupplyChain([("PC", "power", 10)], {"PC": 6, "power": 0.4})
    >>> chain.scale_factor("power", 0.5)["PC"].after
    8.0
    """
    several = isinstance(products, Iterable) and not isinstance(products, (str, bytes))
    numbers = {chain.number(product) for product in (products if several else [products])}
    share = _not_below_zero(times, "倍率", "factor", "times") - 1
    steps = {
        number: share * _known(chain, number, float(chain.direct[number])) for number in numbers
    }
    return _spread(chain, steps, of)


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
    that needs a unit or more of itself, GXD-Y004 for a negative amount, GXD-Y015 for a supplier
    whose footprint is a gap.

    >>> from gxd_teach.framework.supplychain.chain import SupplyChain
    >>> chain = SupplyChain([("PC", "Al", 2)], {"PC": 4, "Al": 8})
    >>> chain.change_amount("PC", "Al", 1.5)["PC"].after
    16.0
    """
    amount = _not_below_zero(amount, "数量", "amount", "amount")
    here, there = chain.number(buyer), chain.number(supplier)
    footprint = _known(chain, there, float(chain.footprints().known[there]))
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
    return _spread(chain, {here: more * footprint / (1 - back)}, of)


def _finite(value: float, what: str) -> float:
    try:
        number = read_number(value)
        refuse_huge(number, what, "GXD-Y013")
        return number
    except GxdError:
        raise GxdError(
            "GXD-Y013",
            f"「{value}」は有限の数ではありません。{what} に数値を入れてください",
            f"'{value}' is not a finite number: give one as {what}",
        ) from None


def _not_below_zero(value: float, ja: str, en: str, what: str) -> float:
    number = _finite(value, what)
    if number < 0:
        raise GxdError(
            "GXD-Y004",
            f"負の{ja} {number:g} です。0 以上で書いてください",
            f"the {en} {number:g} is negative: it is 0 or more",
        )
    return number


def _known(chain: SupplyChain, number: int, value: float) -> float:
    """The value, or GXD-Y015: what is done to a gap cannot be told, and is not nothing."""
    if math.isnan(value):
        name = chain.products[number]
        raise GxdError(
            "GXD-Y015",
            f"「{name}」は値のない欠けです。先に replace_footprint か change_direct で値を入れてください",
            f"'{name}' is a gap without a value: fill it first, by replace_footprint or change_direct",
        )
    return value


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
    from gxd_teach.framework.supplychain.solve import solve

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
