"""Before and after: what one change does to the footprints of a chain, as a result that prints."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.language import say

if TYPE_CHECKING:
    import numpy as np
    import pandas

    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["Change", "WhatIf"]


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
