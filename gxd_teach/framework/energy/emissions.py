"""Emissions that know which part of the life cycle they cover, and are added only to their like.

A combustion-only value and a life-cycle value can be added up, but not unnoticed (`basis` has the
words). PACT (https://github.com/wbcsd/tr) and ISO 14083 ask for the life cycle (WTW).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_rows
from gxd_teach.framework.energy.basis import (
    BASIS_NAMES,
    COMBUSTION,
    DIRECT,
    LIFE_CYCLE,
    MIXED,
    UNSPECIFIED,
    UPSTREAM,
    basis_of,
    by_basis,
    missing_upstream,
    mixture,
    not_negative,
)
from gxd_teach.language import say
from gxd_teach.tables import html_table

__all__ = ["Emissions", "add_emissions"]


@dataclass(frozen=True)
class Emissions:
    """Kilograms of CO2e that know which part of the life cycle they cover (`basis`).

    GXD-H005 for kilograms that are no number, GXD-H006 for a basis that is not known.

    >>> diesel = Emissions(2.62, "TTW", "diesel")
    >>> diesel.basis, diesel.with_upstream(0.5).basis
    ('combustion', 'life-cycle')
    """

    kg_co2e: float
    basis: str
    label: str = ""
    calculation: str = ""
    source: str = ""
    parts: tuple[Emissions, ...] = ()

    def __post_init__(self) -> None:
        kg = checked_number(self.kg_co2e, self.label, code="GXD-H005")
        object.__setattr__(self, "kg_co2e", kg)
        object.__setattr__(self, "basis", basis_of(self.basis))

    @property
    def t_co2e(self) -> float:
        """The same in tonnes."""
        return self.kg_co2e / 1000

    def with_upstream(self, kg_co2e: float, *, source: str = "") -> Emissions:
        """The life cycle (WTW) of the same fuel: this combustion and its upstream, kg CO2e.

        GXD-H008 when this is not combustion-only, GXD-H005 for a negative upstream (WTW is
        never below TTW).
        """
        if self.basis != COMBUSTION:
            raise GxdError(
                "GXD-H008",
                f"上流を足せるのは燃焼のみの値です。これは{BASIS_NAMES[self.basis].ja}です",
                f"upstream goes with a combustion-only value; this is {BASIS_NAMES[self.basis].en}",
                where=self.label or None,
            )
        upstream = Emissions(not_negative(kg_co2e, self.label), UPSTREAM, self.label, source=source)
        return replace(
            self, kg_co2e=self.kg_co2e + upstream.kg_co2e, basis=LIFE_CYCLE, parts=(self, upstream)
        )

    @property
    def cautions(self) -> list[str]:
        """What the reader must be told before the value is passed on."""
        groups = by_basis(
            (part.label or f"{part.kg_co2e:g} kg", part.basis) for part in self.parts or (self,)
        )
        if self.basis == MIXED:
            said = mixture(groups) or BASIS_NAMES[MIXED]
            return [
                say(
                    f"範囲の違う排出量を合わせています({said.ja})",
                    f"different parts of the life cycle are added together ({said.en})",
                )
            ]
        if self.basis == COMBUSTION and (missing := missing_upstream(groups)):
            return [str(missing)]
        return []

    def __str__(self) -> str:
        label = f"{self.label}: " if self.label else ""
        return f"{label}{self.kg_co2e:.6g} kg-CO2e ({BASIS_NAMES[self.basis]})"

    def _repr_html_(self) -> str:
        heads = [say("項目", "item"), "kg-CO2e", say("範囲", "basis"), say("計算", "calculation")]
        rows = [
            [part.label, f"{part.kg_co2e:.6g}", str(BASIS_NAMES[part.basis]), part.calculation]
            for part in (self.parts or (self,))
        ]
        return f"<p><strong>{escape(str(self))}</strong></p>{html_table(heads, rows, numeric=(1,))}"


def add_emissions(parts: Iterable[Any], allow_mixed: bool = False) -> Emissions:
    """Add emissions up; parts of different basis are refused (GXD-H007) unless that is stated.

    A part is an `Emissions`, a `Contribution` of a footprint, or a pair (kg CO2e, basis).
    Combustion and upstream of one fuel make its life cycle by `Emissions.with_upstream`;
    everything else that differs is a mixture, and with `allow_mixed` the sum says so.

    >>> add_emissions([(3.0, "TTW"), (2.0, "combustion")]).kg_co2e
    5.0
    >>> add_emissions([(3.0, "TTW"), (2.0, "WTW")], allow_mixed=True).basis
    'mixed'
    """
    if isinstance(parts, Emissions):
        parts = (parts,)
    read = tuple(_part(part) for part in checked_rows(parts, object, "parts"))
    groups = by_basis((part.label or f"{part.kg_co2e:g} kg", part.basis) for part in read)
    total = sum(part.kg_co2e for part in read)
    said = mixture(groups)
    if said is None:
        # Direct emissions have no upstream that could be missing: they go with either.
        whole = [basis for basis in groups if basis != DIRECT] or list(groups) or [UNSPECIFIED]
        return Emissions(total, whole[0], parts=read)
    if not allow_mixed:
        raise GxdError(
            "GXD-H007",
            f"範囲の違う排出量です({said.ja})。上流を加えてそろえるか、"
            "allow_mixed=True で混在を明示してください",
            f"these cover different parts of the life cycle ({said.en}): add the upstream, or say "
            "allow_mixed=True",
        )
    return Emissions(total, MIXED, parts=read)


def _part(part: Any) -> Emissions:
    if isinstance(part, Emissions):
        return part
    if isinstance(part, tuple) and len(part) == 2:
        return Emissions(checked_number(part[0], "kg_co2e", code="GXD-H005"), part[1])
    if not hasattr(part, "boundary"):
        raise GxdError(
            "GXD-F010",
            f"{part!r} ではなく、Emissions か (kg-CO2e, 範囲) の組を渡してください",
            f"give Emissions or a pair (kg CO2e, basis), not {part!r}",
        )
    # A footprint's contribution calls the basis its factor's boundary.
    return Emissions(part.kg_co2e, part.boundary, part.flow, part.factor_text, part.source)
