"""Options of transport (輸送の案): legs of one consignment, added up within one boundary.

A rail or ship option has its collection and delivery legs by truck, which belong to it. Legs are
tank-to-wheel (TTW, as the Japanese methods give) or well-to-wheel (WTW, as ISO 14083 asks), and
the two are not added up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_object, checked_rows, checked_word
from gxd_teach.framework.energy.basis import COMBUSTION, LIFE_CYCLE, by_basis, mixture
from gxd_teach.framework.logistics.chain import TransportChain
from gxd_teach.framework.logistics.japanese_methods import TransportEmissions, tonne_km_method
from gxd_teach.language import Text

__all__ = ["BOUNDARIES", "ROLES", "Leg", "Option", "option_from_chain"]

BOUNDARIES = ("TTW", "WTW")
_BY_BASIS = {COMBUSTION: "TTW", LIFE_CYCLE: "WTW"}
ROLES = {
    "main": Text("幹線", "main leg"),
    "collection": Text("集荷", "collection"),
    "delivery": Text("配達", "delivery"),
    "hub": Text("拠点", "hub"),
}


@dataclass(frozen=True)
class Leg:
    """One leg of an option: its mode, emissions in kg CO2e, their boundary, and its role.

    The boundary is TTW or WTW, in any of its words (tank-to-wheel, life-cycle). Roles: main,
    collection, delivery, hub. GXD-M001 for kilograms that cannot be, GXD-M002 for an unknown
    boundary or role.

    >>> Leg("rail", 121.44).boundary
    'TTW'
    """

    mode: str
    kg_co2e: float
    boundary: str = "TTW"
    role: str = "main"

    def __post_init__(self) -> None:
        kg = checked_number(self.kg_co2e, f"{self.mode}, kg_co2e", least=0, code="GXD-M001")
        object.__setattr__(self, "kg_co2e", kg)
        object.__setattr__(self, "boundary", _boundary(self.boundary, f"{self.mode}, boundary"))
        checked_word(self.role, tuple(ROLES), "GXD-M002", f"{self.mode}, role")

    @classmethod
    def of(cls, mode: str, emissions: TransportEmissions, role: str = "main") -> Leg:
        """A leg from a result of one of the Japanese methods: always TTW, and CO2 is its only gas.

        >>> from gxd_teach.framework.logistics.japanese_methods import improved_tonne_km_method
        >>> round(Leg.of("truck", improved_tonne_km_method(10, 576, 100, 10_000)).kg_co2e)
        549
        """
        checked_object(emissions, TransportEmissions, f"{mode}, emissions")
        return cls(mode, emissions.kg_co2, "TTW", role)

    @classmethod
    def by_tonne_km(
        cls,
        mode: str,
        tonnes: float,
        km: float,
        g_per_tkm: float,
        boundary: str = "TTW",
        role: str = "main",
    ) -> Leg:
        """A leg from tonnes, kilometres and grams per tonne-kilometre of the stated boundary.

        >>> round(Leg.by_tonne_km("rail", 10, 552, 22).kg_co2e, 2)
        121.44
        """
        return cls(mode, tonne_km_method(tonnes, km, g_per_tkm).kg_co2, boundary, role)


@dataclass(frozen=True)
class Option:
    """One way to carry the consignment: its legs, collection and delivery included.

    `tonnes` is the consignment's mass, so that only like is compared with like; None if not said.
    GXD-M003 without legs, GXD-M004 when its own legs mix boundaries.

    >>> Option("by rail", (Leg("rail", 121.4), Leg("truck", 20.6, role="collection"))).kg_co2e
    142.0
    """

    name: str
    legs: tuple[Leg, ...]
    tonnes: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "legs", checked_rows(self.legs, Leg, f"{self.name}, legs"))
        if not self.legs:
            raise GxdError(
                "GXD-M003",
                "区間がありません。Leg を 1 つ以上渡してください",
                "there are no legs: give at least one",
                where=self.name,
            )
        if self.tonnes is not None:
            mass = checked_number(self.tonnes, f"{self.name}, tonnes", above=0, code="GXD-M001")
            object.__setattr__(self, "tonnes", mass)
        if mixed := mixture(by_basis((leg.mode, leg.boundary) for leg in self.legs)):
            raise GxdError(
                "GXD-M004",
                f"範囲の違う区間は足せません({mixed.ja})。TTW か WTW にそろえてください",
                f"legs of different boundaries do not add up ({mixed.en}): bring them to one",
                where=self.name,
            )

    @property
    def kg_co2e(self) -> float:
        """Emissions of all legs, kg CO2e, within `boundary`."""
        return math.fsum(leg.kg_co2e for leg in self.legs)

    @property
    def boundary(self) -> str:
        """TTW or WTW, the same for every leg."""
        return self.legs[0].boundary

    def by_mode(self) -> dict[str, float]:
        """Mode -> kg CO2e, in the order the modes first appear."""
        sums: dict[str, float] = {}
        for leg in self.legs:
            sums[leg.mode] = sums.get(leg.mode, 0.0) + leg.kg_co2e
        return sums


def option_from_chain(name: str, chain: TransportChain, boundary: str = "WTW") -> Option:
    """An option from an ISO 14083 chain, each element a leg, in one of its two boundaries.

    >>> from gxd_teach.framework.logistics import TCE, TOC, TransportChain
    >>> chain = TransportChain([TCE("1", toc=TOC("a", "Rail", 0.03, 0.02), tonne_km=1000)])
    >>> option_from_chain("by rail", chain).kg_co2e
    30.0
    """
    boundary = _boundary(boundary, "boundary")
    checked_object(chain, TransportChain, "chain")
    legs = []
    for element in chain.elements:
        _, kind, *_ = element.bound()
        kg = element.wtw_kg_co2e if boundary == "WTW" else element.ttw_kg_co2e
        legs.append(Leg(kind, kg, boundary, "main" if element.toc else "hub"))
    return Option(name, tuple(legs))


def _boundary(word: str, where: str) -> str:
    """TTW or WTW, however it is written; GXD-M002."""
    (basis,) = by_basis([("", word)])
    return checked_word(_BY_BASIS.get(basis, word), BOUNDARIES, "GXD-M002", where)
