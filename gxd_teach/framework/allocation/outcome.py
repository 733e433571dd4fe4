"""The outcome of an allocation: each product's share, the branch taken, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from math import fsum
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.allocation.tree import Answer
from gxd_teach.framework.checks import checked_number
from gxd_teach.framework.rules import PACT_V3, Rules
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["Allocation"]


@dataclass(frozen=True)
class Allocation:
    """The outcome: the share of each product, the branch taken, and how it was reached.

    `shares` are fractions of 1 (their exact sum is 1, see `exact_shares`); they are empty where
    subdivision was chosen without figures, because then nothing is left to allocate. `branch` is
    sector rule, subdivision, system expansion, economic or physical.
    """

    branch: str
    exact_shares: Mapping[str, Fraction]
    path: tuple[Answer, ...]
    description: Text
    ratio: float | None = None
    ratio_of: str = ""
    rules: Rules = field(default=PACT_V3, repr=False)

    @property
    def shares(self) -> dict[str, float]:
        """Product → fraction of the emissions, 0–1."""
        return _split(self.exact_shares, 1.0)

    @property
    def percent(self) -> dict[str, float]:
        """Product → percent of the emissions."""
        return _split(self.exact_shares, 100.0)

    def of(self, total_kg_co2e: float) -> dict[str, float]:
        """The emissions of each product, kg CO2e; together they are the total again.

        >>> from gxd_teach.framework.allocation import allocate, co_products_from
        >>> allocate(co_products_from(masses={"A": 8, "B": 2}, prices={"A": 3, "B": 2})).of(100)
        {'A': 80.0, 'B': 20.0}
        """
        if not self.exact_shares:
            raise GxdError(
                "GXD-A010",
                "分割した工程ごとの排出量がありません。subdivision= に製品ごとの値を入れてください",
                "the subdivided process needs its figures: give subdivision= a value per product",
            )
        total = checked_number(total_kg_co2e, "total_kg_co2e", code="GXD-A008")
        return _split(self.exact_shares, total)

    def to_frame(self) -> pandas.DataFrame:
        """One row a product: its share in percent."""
        import pandas

        return pandas.DataFrame(
            list(self.percent.items()),
            columns=[say("製品", "product"), say("配分率 [%]", "share [%]")],
        )

    def __str__(self) -> str:
        return str(self.description)

    def _repr_html_(self) -> str:
        steps = "".join(f"<li>{escape(str(answer))}</li>" for answer in self.path)
        rows = [[name, f"{percent:.4g}"] for name, percent in self.percent.items()]
        heads = [say("製品", "product"), say("配分率 [%]", "share [%]")]
        return f"<ol>{steps}</ol>{html_table(heads, rows, numeric=(1,))}<p>{escape(str(self))}</p>"


def _split(shares: Mapping[str, Fraction], total: float) -> dict[str, float]:
    """Parts of a total as floats; the largest takes up what rounding leaves."""
    parts = {name: float(share * Fraction(total)) for name, share in shares.items()}
    if parts:
        largest = max(parts, key=lambda name: abs(parts[name]))
        parts[largest] = fsum([total, *(-part for name, part in parts.items() if name != largest)])
    return parts
