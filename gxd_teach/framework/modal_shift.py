"""Modal shift (モーダルシフト): the same consignment by other modes, and what that saves.

The saving is told in kg and in percent of the base (today's way): 142 kg in place of 549 kg save
74.1 %. A rail or ship option has its collection and delivery legs by truck, which belong to it.
Options are compared within one boundary: tank-to-wheel (TTW, as the Japanese methods give) or
well-to-wheel (WTW, as ISO 14083 asks), not one against the other.

The published example https://www.nittsu.co.jp/corporate/environment/modal_shift.html has nine routes of
10 t: by rail or ship with 20 km and more of collection and delivery, against truck (with a ferry
to Hokkaido). It may serve as a model for options of one's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.transport_chain import TransportChain
from gxd_teach.framework.transport_jp import TransportEmissions, tonne_km_method
from gxd_teach.framework.transport_limits import checked_number, checked_word
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "BOUNDARIES",
    "ROLES",
    "Leg",
    "ModalShift",
    "Option",
    "compare",
    "option_from_chain",
    "saving_percent",
]

BOUNDARIES = ("TTW", "WTW")
ROLES = {
    "main": Text("幹線", "main leg"),
    "collection": Text("集荷", "collection"),
    "delivery": Text("配達", "delivery"),
    "hub": Text("拠点", "hub"),
}


def saving_percent(base_kg: float, alternative_kg: float) -> float:
    """What the alternative saves, in percent of the base; negative when it emits more.

    GXD-M001 when the base is not above 0.

    >>> round(saving_percent(549, 142), 1)
    74.1
    """
    base = checked_number(base_kg, "base_kg", above=0, code="GXD-M001")
    return 100 * (base - checked_number(alternative_kg, "alternative_kg", code="GXD-M001")) / base


@dataclass(frozen=True)
class Leg:
    """One leg of an option: its mode, emissions in kg CO2e, their boundary, and its role.

    Roles: main, collection, delivery, hub. GXD-M001 for kilograms that cannot be, GXD-M002 for
    an unknown boundary or role.

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
        checked_word(self.boundary, BOUNDARIES, "GXD-M002", f"{self.mode}, boundary")
        checked_word(self.role, tuple(ROLES), "GXD-M002", f"{self.mode}, role")

    @classmethod
    def of(cls, mode: str, emissions: TransportEmissions, role: str = "main") -> Leg:
        """A leg from a result of one of the Japanese methods: always TTW, and CO2 is its only gas.

        >>> from gxd_teach.framework.transport_jp import improved_tonne_km_method
        >>> round(Leg.of("truck", improved_tonne_km_method(10, 576, 100, 10_000)).kg_co2e)
        549
        """
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
        object.__setattr__(self, "legs", tuple(self.legs))
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
        if len({leg.boundary for leg in self.legs}) > 1:
            raise GxdError(
                "GXD-M004",
                "TTW の区間と WTW の区間は足せません。どちらかにそろえてください",
                "legs in TTW and legs in WTW do not add up: bring them to one boundary",
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

    >>> from gxd_teach.framework.transport_chain import TCE, TOC
    >>> chain = TransportChain([TCE("1", toc=TOC("a", "Rail", 0.03, 0.02), tonne_km=1000)])
    >>> option_from_chain("by rail", chain).kg_co2e
    30.0
    """
    checked_word(boundary, BOUNDARIES, "GXD-M002", "boundary")
    legs = []
    for element in chain.elements:
        _, kind, *_ = element.bound()
        kg = element.wtw_kg_co2e if boundary == "WTW" else element.ttw_kg_co2e
        legs.append(Leg(kind, kg, boundary, "main" if element.toc else "hub"))
    return Option(name, tuple(legs))


def compare(
    base: Option, *alternatives: Option, allow_mixed_boundaries: bool = False
) -> ModalShift:
    """Compare today's way with others for the same consignment.

    Refused: no alternative or two options of one name (GXD-M005), different consignments
    (GXD-M006), TTW against WTW unless `allow_mixed_boundaries` says that you know
    (GXD-M007), a base without emissions (GXD-M001).

    >>> print(compare(Option("truck", (Leg("truck", 549),)), Option("rail", (Leg("rail", 142),))))
    truck 549.0 kg-CO2e → rail 142.0 kg-CO2e: 407.0 kg (74.1 %) の削減
    """
    options = (base, *alternatives)
    names = [option.name for option in options]
    if not alternatives or len(set(names)) < len(names):
        raise GxdError(
            "GXD-M005",
            "比べる案が要ります。基準と、名前の違う案を 1 つ以上渡してください",
            "give the base and at least one alternative, each with a name of its own",
        )
    masses = {option.tonnes for option in options if option.tonnes is not None}
    if len(masses) > 1:
        raise GxdError(
            "GXD-M006",
            f"貨物の重量が違います({'、'.join(f'{mass:g} t' for mass in sorted(masses))})。同じ貨物どうしを比べてください",
            f"the consignments differ ({', '.join(f'{mass:g} t' for mass in sorted(masses))}): "
            "compare the same one",
        )
    if len({option.boundary for option in options}) > 1 and not allow_mixed_boundaries:
        said = "、".join(f"{option.name} {option.boundary}" for option in options)
        raise GxdError(
            "GXD-M007",
            f"範囲が違います({said})。TTW か WTW にそろえてください",
            f"the boundaries differ ({said}): bring them all to TTW or to WTW",
        )
    saving_percent(base.kg_co2e, 0)  # a base of nothing is refused by name
    return ModalShift(base, tuple(alternatives))


@dataclass(frozen=True)
class ModalShift:
    """A comparison: the base, and the alternatives in the order given."""

    base: Option
    alternatives: tuple[Option, ...]

    def saving_kg(self, name: str | None = None) -> float:
        """What an alternative saves, kg CO2e; the first one when no name is given."""
        return self.base.kg_co2e - self._find(name).kg_co2e

    def saving_percent(self, name: str | None = None) -> float:
        """The same in percent of the base."""
        return saving_percent(self.base.kg_co2e, self._find(name).kg_co2e)

    @property
    def best(self) -> Option:
        """The option with the lowest emissions, which may be the base itself."""
        return min((self.base, *self.alternatives), key=lambda option: option.kg_co2e)

    def _find(self, name: str | None) -> Option:
        for option in self.alternatives:
            if name in (None, option.name):
                return option
        known = "、".join(option.name for option in self.alternatives)
        raise GxdError(
            "GXD-M008",
            f"「{name}」という案はありません。あるもの: {known}",
            f"there is no alternative '{name}'; there are: {known}",
        )

    def to_frame(self) -> pandas.DataFrame:
        """One row a leg, then a row with each option's sum and its saving in kg and percent."""
        import pandas

        columns = [
            say("案", "option"),
            say("区分", "role"),
            say("モード", "mode"),
            say("範囲", "boundary"),
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("削減量 [kg-CO2e]", "saving [kg-CO2e]"),
            say("削減率 [%]", "saving [%]"),
        ]
        rows: list[tuple[object, ...]] = []
        for option in (self.base, *self.alternatives):
            rows += [
                (option.name, str(ROLES[leg.role]), leg.mode, leg.boundary, leg.kg_co2e, None, None)
                for leg in option.legs
            ]
            kg = self.base.kg_co2e - option.kg_co2e
            percent = saving_percent(self.base.kg_co2e, option.kg_co2e)
            total = say("合計", "total")
            rows.append((option.name, total, "", option.boundary, option.kg_co2e, kg, percent))
        return pandas.DataFrame(rows, columns=columns)

    @property
    def cautions(self) -> list[str]:
        """What to say with the comparison."""
        boundaries = {option.boundary for option in (self.base, *self.alternatives)}
        if len(boundaries) > 1:
            return [say("TTW と WTW を比べています", "TTW is compared with WTW")]
        if boundaries == {"TTW"}:
            return [
                say(
                    "走行時の燃焼のみ(TTW)の比較です。燃料の上流を含みません",
                    "compared tank-to-wheel (TTW) only: the upstream of the fuel is not in it",
                )
            ]
        return []

    def __str__(self) -> str:
        return "\n".join(_line(self.base, option) for option in self.alternatives)

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            [
                *row[:4],
                f"{row[4]:.1f}",
                *("" if value != value else f"{value:.1f}" for value in row[5:]),
            ]
            for row in frame.itertuples(index=False)
        ]
        notes = "".join(f"<p>{note}</p>" for note in self.cautions)
        return html_table(list(frame.columns), rows, numeric=(4, 5, 6)) + notes


def _line(base: Option, option: Option) -> str:
    saved = base.kg_co2e - option.kg_co2e
    percent = abs(saving_percent(base.kg_co2e, option.kg_co2e))
    word = say("の削減", "saved") if saved >= 0 else say("の増加", "more")
    ways = f"{base.name} {base.kg_co2e:.1f} kg-CO2e → {option.name} {option.kg_co2e:.1f} kg-CO2e"
    return f"{ways}: {abs(saved):.1f} kg ({percent:.1f} %) {word}"
