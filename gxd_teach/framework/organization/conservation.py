"""Conservation: the parts of all customers together are never more than the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import fsum

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_rows
from gxd_teach.language import say

__all__ = ["Conservation", "conserves"]

_DUST = 1e-9  # relative: what adding floats may leave, far below any meter's precision


@dataclass(frozen=True)
class Conservation:
    """Whether parts stay within the total; `excess` (same unit) is what there is too much of."""

    total: float
    distributed: float

    @property
    def excess(self) -> float:
        """How far the parts exceed the total; 0 where they do not."""
        over = self.distributed - self.total
        return over if over > _DUST * abs(self.total) else 0.0

    @property
    def remaining(self) -> float:
        """What no part has taken; 0 where nothing is left."""
        return max(0.0, self.total - self.distributed)

    def __bool__(self) -> bool:
        return self.excess == 0

    def __str__(self) -> str:
        if self:
            return say(
                f"{self.distributed:,.12g} ≤ {self.total:,.12g}: 保存されています",
                f"{self.distributed:,.12g} ≤ {self.total:,.12g}: conserved",
            )
        return say(
            f"{self.distributed:,.12g} は全体 {self.total:,.12g} を {self.excess:,.12g} 超えています",
            f"{self.distributed:,.12g} exceeds the whole {self.total:,.12g} by {self.excess:,.12g}",
        )

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


def conserves(total: float, parts: Mapping[str, float] | Iterable[float]) -> Conservation:
    """Whether the parts of all customers together stay within the total (any one unit).

    True or false in a condition; `excess` says by how much it fails. GXD-O010 for a negative
    part, which would hide an excess.

    >>> bool(conserves(100, {"A": 60, "B": 40})), conserves(100, {"A": 60, "B": 45}).excess
    (True, 5.0)
    """
    whole = checked_number(total, "total", code="GXD-O010")
    rows = parts if isinstance(parts, Mapping) else checked_rows(parts, object, "parts")
    given = rows.items() if isinstance(rows, Mapping) else enumerate(rows, start=1)
    named = {str(name): checked_number(part, str(name), code="GXD-O010") for name, part in given}
    for name, part in named.items():
        if not part >= 0:
            raise GxdError(
                "GXD-O010",
                f"「{name}」の分 {part:g} は 0 以上の数です",
                f"the part of {name} is {part:g}; it must be 0 or more",
                where=name,
            )
    return Conservation(whole, fsum(named.values()))
