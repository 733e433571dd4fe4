"""The footprints of all products of a chain, as one result that prints and becomes a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.language import say

if TYPE_CHECKING:
    import numpy as np
    import pandas

    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["Footprints"]


@dataclass(frozen=True)
class Footprints:
    """The footprints of all products, kg CO2e per declared unit; `footprints["PC"]` is one.

    What is not known counts as 0 in them; `known` and the table leave it blank.

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

    @property
    def known(self) -> np.ndarray:
        """The same as `kg_co2e` (n,), but NaN for a product nobody gave a figure for.

        Such a product has no footprint; zero would be one.
        """
        import numpy as np

        known = self.kg_co2e.copy()
        known[(known == 0) & np.isnan(np.asarray(self.chain.direct, dtype=float))] = np.nan
        return known

    def to_frame(self) -> pandas.DataFrame:
        """A row a product: footprint, own emissions, primary data share, and if it is complete."""
        import pandas

        from gxd_teach.framework.supplychain import gaps as chain_gaps

        share = self.primary_data_share
        columns: dict[str, Any] = {
            say("製品", "product"): list(self.chain.products),
            say("フットプリント [kg-CO2e]", "footprint [kg-CO2e]"): self.known,
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
