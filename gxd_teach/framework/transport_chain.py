"""Transport chains (輸送チェーン): elements bound to an operation category, WTW and TTW apart.

After ISO 14083:2023 and the GLEC Framework v3, with the names and limits of iLEAP
(https://github.com/sine-fdn/ileap-extension): a transport chain (TC) is split into elements (TCE);
each is bound to a transport operation category (TOC) or a hub operation category (HOC), never
both. Emissions of an element = transport activity (mass_kg × km / 1000, in tkm) × the TOC's
intensity, or mass × the HOC's intensity per tonne; the chain's are their sum. An intensity holds
for one kind of distance (actual, great circle `gcd`, shortest feasible `sfd`); a distance adjustment
factor (DAF) leads from one kind to another and is the caller's to give. All in kg CO2e.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.transport_distance import (
    DISTANCE_KINDS,
    Distance,
    transport_activity,
)
from gxd_teach.framework.transport_limits import checked_number
from gxd_teach.framework.transport_operation import (
    HOC,
    HUB_TYPES,
    MODES,
    TOC,
    EnergyCarrier,
    FuelUse,
    intensity_from_fuel,
    intensity_from_vehicle,
)
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "DISTANCE_KINDS",
    "HOC",
    "HUB_TYPES",
    "MODES",
    "TCE",
    "TOC",
    "Distance",
    "EnergyCarrier",
    "FuelUse",
    "TransportChain",
    "intensity_from_fuel",
    "intensity_from_vehicle",
    "transport_activity",
]


@dataclass(frozen=True)
class TCE:
    """One element of a chain: a mass moved over a distance (TOC), or handled at a hub (HOC).

    `daf` adjusts a distance whose kind is not the TOC's. Where only the activity is known, give
    `tonne_km` (of the TOC's kind of distance) in place of mass and distance. Refused: both or
    none of TOC and HOC (GXD-T014), a transport without distance or a hub with one (GXD-T015),
    and what `Distance.to` refuses.

    >>> truck = TOC("truck", "Road", 0.1, 0.08)
    >>> round(TCE("leg 1", 87, Distance(423, "actual"), toc=truck).wtw_kg_co2e, 4)
    3.6801
    """

    tce_id: str
    mass_kg: float | None = None
    distance: Distance | None = None
    toc: TOC | None = None
    hoc: HOC | None = None
    daf: float | None = None
    tonne_km: float | None = None

    def __post_init__(self) -> None:
        if (self.toc is None) == (self.hoc is None):
            raise GxdError(
                "GXD-T014",
                "要素は TOC(輸送)か HOC(拠点)のどちらか 1 つに結び付けてください",
                "bind the element to a TOC (transport) or a HOC (hub): one of them, not both",
                where=self.tce_id,
            )
        for name in ("mass_kg", "tonne_km", "daf"):
            if getattr(self, name) is not None:
                number = checked_number(getattr(self, name), f"{self.tce_id}, {name}", least=0)
                object.__setattr__(self, name, number)
        moved = self.mass_kg is not None and isinstance(self.distance, Distance)
        only_mass = self.mass_kg is not None and self.distance is None and self.tonne_km is None
        only_activity = self.mass_kg is None and self.distance is None and self.daf is None
        if self.toc and not (moved if self.tonne_km is None else only_activity):
            raise self._incomplete(
                "輸送には質量 kg と Distance(km, 種類)を書いてください(または tonne_km だけ)",
                "a transport needs mass_kg and Distance(km, kind), or tonne_km alone",
            )
        if self.hoc and not (only_mass and self.daf is None):
            raise self._incomplete(
                "拠点作業には質量 kg だけを書いてください。距離はありません",
                "a hub operation has a mass_kg and no distance",
            )
        self.distance_km  # noqa: B018  a distance of the wrong kind is refused now, not at the sum

    def _incomplete(self, ja: str, en: str) -> GxdError:
        return GxdError("GXD-T015", ja, en, where=self.tce_id)

    @property
    def distance_km(self) -> float | None:
        """The kilometres that count: of the kind that the TOC's intensity holds for."""
        if self.toc is None or self.distance is None:
            return None
        try:
            return self.distance.to(self.toc.distance_kind, self.daf).km
        except GxdError as error:
            raise GxdError(error.code, error.ja, error.en, where=self.tce_id) from None

    @property
    def transport_activity_tkm(self) -> float:
        """Transport activity, tkm; 0 at a hub."""
        if self.distance_km is not None and self.mass_kg is not None:
            return transport_activity(self.mass_kg, self.distance_km)
        return self.tonne_km or 0.0

    def bound(self) -> tuple[str, str, float, float, float]:
        """Category, its mode or hub, the amount (tkm, or t at a hub), and its WTW and TTW intensity."""
        if self.toc is not None:
            toc, amount = self.toc, self.transport_activity_tkm
            return toc.toc_id, toc.mode, amount, toc.wtw_kg_per_tkm, toc.ttw_kg_per_tkm
        assert self.hoc is not None  # __post_init__ has seen to it
        hoc, amount = self.hoc, (self.mass_kg or 0.0) / 1000
        return hoc.hoc_id, hoc.hub_type, amount, hoc.wtw_kg_per_tonne, hoc.ttw_kg_per_tonne

    @property
    def wtw_kg_co2e(self) -> float:
        """Well-to-wheel: with the upstream of the energy."""
        _, _, amount, wtw, _ = self.bound()
        return amount * wtw

    @property
    def ttw_kg_co2e(self) -> float:
        """Tank-to-wheel: in the vehicle or at the hub only."""
        _, _, amount, _, ttw = self.bound()
        return amount * ttw


@dataclass(frozen=True)
class TransportChain:
    """The elements of one consignment's way, in order, and their sums.

    GXD-T016 for a chain without elements, GXD-T017 for two elements of one name.

    >>> legs = [TCE("1", toc=TOC("a", "Road", 0.1, 0.08), tonne_km=36.801),
    ...         TCE("2", toc=TOC("b", "Road", 0.17, 0.14), tonne_km=27.927)]
    >>> print(TransportChain(legs))
    輸送チェーン(2 要素、64.728 tkm): WTW 8.428 kg-CO2e、TTW 6.854 kg-CO2e、WTW 0.1302 kg-CO2e/tkm
    """

    elements: tuple[TCE, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", tuple(self.elements))
        names = [element.tce_id for element in self.elements]
        if not names:
            raise GxdError(
                "GXD-T016",
                "要素(TCE)がありません。1 つ以上渡してください",
                "the chain has no elements: give at least one TCE",
            )
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise GxdError(
                "GXD-T017",
                f"要素「{'、'.join(twice)}」が 2 回あります。二重計上でなければ別の名前にしてください",
                f"element {', '.join(twice)} is there twice: rename it unless it is counted twice",
            )

    @property
    def wtw_kg_co2e(self) -> float:
        """Well-to-wheel emissions of the chain, kg CO2e: what ISO 14083 and PACT ask for."""
        return math.fsum(element.wtw_kg_co2e for element in self.elements)

    @property
    def ttw_kg_co2e(self) -> float:
        """Tank-to-wheel emissions, kg CO2e: a part of the well-to-wheel ones, never added to them."""
        return math.fsum(element.ttw_kg_co2e for element in self.elements)

    @property
    def transport_activity_tkm(self) -> float:
        """Sum of the elements' transport activities, tkm; hubs add none."""
        return math.fsum(element.transport_activity_tkm for element in self.elements)

    @property
    def wtw_kg_per_tkm(self) -> float:
        """Intensity of the chain: its emissions over its activity, not the mean of intensities."""
        return self.wtw_kg_co2e / self._activity()

    @property
    def ttw_kg_per_tkm(self) -> float:
        """The same for tank-to-wheel."""
        return self.ttw_kg_co2e / self._activity()

    def _activity(self) -> float:
        activity = self.transport_activity_tkm
        if activity == 0:
            raise GxdError(
                "GXD-T018",
                "輸送活動量が 0 tkm なので、tkm あたりの原単位は決まりません",
                "the transport activity is 0 tkm, so there is no intensity per tkm",
            )
        return activity

    @property
    def cautions(self) -> list[str]:
        """What a reader must know: tonne-kilometres of different kinds of distance in one sum."""
        kinds = sorted({element.toc.distance_kind for element in self.elements if element.toc})
        if len(kinds) < 2:
            return []
        return [
            say(
                f"距離の種類({'、'.join(kinds)})が混ざっています。tkm あたりの原単位は目安です",
                f"kinds of distance are mixed ({', '.join(kinds)}): the intensity per tkm is a guide",
            )
        ]

    def by_element(self) -> dict[str, tuple[float, float]]:
        """Element -> (WTW, TTW) in kg CO2e, in the order of the chain."""
        return {
            element.tce_id: (element.wtw_kg_co2e, element.ttw_kg_co2e) for element in self.elements
        }

    def to_frame(self) -> pandas.DataFrame:
        """One row an element: category, mode or hub, tkm, WTW and TTW in kg CO2e."""
        import pandas

        columns = [
            say("要素", "element"),
            "TOC / HOC",
            say("モード・拠点", "mode or hub"),
            say("輸送活動量 [tkm]", "transport activity [tkm]"),
            "WTW [kg-CO2e]",
            "TTW [kg-CO2e]",
        ]
        rows = [
            (
                element.tce_id,
                *element.bound()[:2],
                element.transport_activity_tkm,
                element.wtw_kg_co2e,
                element.ttw_kg_co2e,
            )
            for element in self.elements
        ]
        return pandas.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        activity = self.transport_activity_tkm
        head = say(
            f"輸送チェーン({len(self.elements)} 要素、{activity:.3f} tkm)",
            f"transport chain ({len(self.elements)} elements, {activity:.3f} tkm)",
        )
        sums = [f"WTW {self.wtw_kg_co2e:.3f} kg-CO2e", f"TTW {self.ttw_kg_co2e:.3f} kg-CO2e"]
        if activity:
            sums.append(f"WTW {self.wtw_kg_per_tkm:.4f} kg-CO2e/tkm")
        return f"{head}: {say('、', ', ').join(sums)}"

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            [*row[:3], *(f"{value:.3f}" for value in row[3:])]
            for row in frame.itertuples(index=False)
        ]
        notes = "".join(f"<li>{note}</li>" for note in self.cautions)
        table = html_table(list(frame.columns), rows, numeric=(3, 4, 5))
        return f"<p><strong>{self}</strong></p>{table}" + (f"<ul>{notes}</ul>" if notes else "")
