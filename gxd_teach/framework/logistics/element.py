"""Transport chain elements (TCE): one move, or one handling at a hub, bound to its category.

After ISO 14083:2023 and the GLEC Framework v3, with the names and limits of iLEAP
(https://github.com/sine-fdn/ileap-extension). Emissions of an element = transport activity
(mass_kg × km / 1000, in tkm) × the TOC's intensity, or mass × the HOC's intensity per tonne. An
intensity holds for one kind of distance (actual, great circle `gcd`, shortest feasible `sfd`); a
distance adjustment factor (DAF) leads from one kind to another and is the caller's to give.
"""

from __future__ import annotations

from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_object
from gxd_teach.framework.logistics.distance import Distance, transport_activity
from gxd_teach.framework.logistics.operation import HOC, TOC

__all__ = ["TCE"]


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
        for category, kind in ((self.toc, TOC), (self.hoc, HOC)):
            if category is not None:
                checked_object(category, kind, f"{self.tce_id}, {kind.__name__.lower()}")
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
