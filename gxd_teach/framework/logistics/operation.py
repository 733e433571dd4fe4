"""Operation categories (TOC, HOC): what a tonne-kilometre, or a tonne at a hub, emits.

After ISO 14083:2023 and the GLEC Framework v3, with the names and limits of iLEAP
(https://github.com/sine-fdn/ileap-extension). Intensities are kg CO2e, well-to-wheel (WTW) and
tank-to-wheel (TTW) apart; WTW has the upstream of the energy on top, so it is never the smaller.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_rows, checked_word, refuse_huge
from gxd_teach.framework.logistics.distance import DISTANCE_KINDS
from gxd_teach.framework.logistics.limits import empty_distance_factor as checked_empty
from gxd_teach.framework.logistics.limits import load_factor as checked_load
from gxd_teach.framework.logistics.truck_fuel import checked_payload

__all__ = [
    "HOC",
    "HUB_TYPES",
    "MODES",
    "TOC",
    "EnergyCarrier",
    "FuelUse",
    "intensity_from_fuel",
    "intensity_from_vehicle",
]

MODES = ("Road", "Rail", "Air", "Sea", "InlandWaterway")
HUB_TYPES = (
    "Transshipment",
    "StorageAndTransshipment",
    "Warehouse",
    "LiquidBulkTerminal",
    "MaritimeContainerTerminal",
)
SHARE_TOLERANCE = 1e-6  # of a sum of shares: the rounding of floats, not of people


@dataclass(frozen=True)
class EnergyCarrier:
    """One energy carrier of an operation and its share of the whole (a fraction above 0, at most 1).

    >>> EnergyCarrier("Diesel", 0.9).relative_share
    0.9
    """

    name: str
    relative_share: float

    def __post_init__(self) -> None:
        share = checked_number(self.relative_share, "relative_share", above=0)
        if share > 1:
            raise GxdError(
                "GXD-T007",
                f"構成比 {share:g} は 0〜1 の割合で書いてください(90 % なら 0.9)",
                f"the share {share:g} must be a fraction of 1 (0.9 for 90 %)",
                where=self.name,
            )
        object.__setattr__(self, "relative_share", share)


def _check_intensities(where: str, wtw: object, ttw: object) -> tuple[float, float]:
    """WTW and TTW as floats, of which the first is never the smaller; GXD-T008."""
    well = checked_number(wtw, f"{where}, WTW", least=0)
    tank = checked_number(ttw, f"{where}, TTW", least=0)
    if well < tank:
        raise GxdError(
            "GXD-T008",
            f"WTW {well:g} が TTW {tank:g} より小さくなっています。WTW は上流を含むので TTW 以上です。"
            "逆に書いていませんか",
            f"WTW {well:g} is below TTW {tank:g}; it has the upstream on top: are they swapped?",
            where=where,
        )
    return well, tank


def _check_shares(where: str, carriers: tuple[EnergyCarrier, ...]) -> None:
    """The shares of the energy carriers make up the whole; GXD-T009."""
    total = math.fsum(carrier.relative_share for carrier in carriers)
    if carriers and abs(total - 1) > SHARE_TOLERANCE:
        raise GxdError(
            "GXD-T009",
            f"エネルギーの構成比の合計が {total:g} です。1 にしてください",
            f"the shares of the energy carriers add up to {total:g}; they must make 1",
            where=where,
        )


@dataclass(frozen=True)
class TOC:
    """A transport operation category: intensities in kg CO2e per tkm of one kind of distance.

    `load_factor` in (0, 1] holds for the loaded distance, `empty_distance_factor` in [0, 1) is
    empty over total distance; both describe the category and are already in its intensities.
    GXD-T008 when WTW is below TTW, GXD-T009 when shares do not make 1, GXD-T010 and GXD-T011
    for the two factors, GXD-T002 and GXD-T012 for an unknown kind of distance or mode.

    >>> TOC("truck-40t", "Road", 0.1, 0.08).wtw_kg_per_tkm
    0.1
    """

    toc_id: str
    mode: str
    wtw_kg_per_tkm: float
    ttw_kg_per_tkm: float
    distance_kind: str = "actual"
    load_factor: float | None = None
    empty_distance_factor: float | None = None
    energy_carriers: tuple[EnergyCarrier, ...] = ()

    def __post_init__(self) -> None:
        checked_word(self.mode, MODES, "GXD-T012", f"{self.toc_id}, mode")
        checked_word(
            self.distance_kind, DISTANCE_KINDS, "GXD-T002", f"{self.toc_id}, distance_kind"
        )
        intensities = self.wtw_kg_per_tkm, self.ttw_kg_per_tkm
        wtw, ttw = _check_intensities(self.toc_id, *intensities)
        object.__setattr__(self, "wtw_kg_per_tkm", wtw)
        object.__setattr__(self, "ttw_kg_per_tkm", ttw)
        carriers = checked_rows(
            self.energy_carriers, EnergyCarrier, f"{self.toc_id}, energy_carriers"
        )
        object.__setattr__(self, "energy_carriers", carriers)
        _check_shares(self.toc_id, self.energy_carriers)
        if self.load_factor is not None:
            checked_load(self.load_factor, self.toc_id)
        if self.empty_distance_factor is not None:
            checked_empty(self.empty_distance_factor, self.toc_id)


@dataclass(frozen=True)
class HOC:
    """A hub operation category: intensities in kg CO2e per tonne that leaves the hub.

    GXD-T008 and GXD-T009 as for a TOC, GXD-T013 for an unknown type of hub.

    >>> HOC("DC-1", "Warehouse", 1.2, 0.4).wtw_kg_per_tonne
    1.2
    """

    hoc_id: str
    hub_type: str
    wtw_kg_per_tonne: float
    ttw_kg_per_tonne: float
    energy_carriers: tuple[EnergyCarrier, ...] = ()

    def __post_init__(self) -> None:
        checked_word(self.hub_type, HUB_TYPES, "GXD-T013", f"{self.hoc_id}, hub_type")
        intensities = self.wtw_kg_per_tonne, self.ttw_kg_per_tonne
        wtw, ttw = _check_intensities(self.hoc_id, *intensities)
        object.__setattr__(self, "wtw_kg_per_tonne", wtw)
        object.__setattr__(self, "ttw_kg_per_tonne", ttw)
        carriers = checked_rows(
            self.energy_carriers, EnergyCarrier, f"{self.hoc_id}, energy_carriers"
        )
        object.__setattr__(self, "energy_carriers", carriers)
        _check_shares(self.hoc_id, self.energy_carriers)


@dataclass(frozen=True)
class FuelUse:
    """A year's (or trip's) use of one energy carrier: amount, and kg CO2e per unit, WTW and TTW.

    The amount covers every kilometre of the category, the empty ones too.

    >>> FuelUse("Diesel", 1000, 3.2, 2.6).amount
    1000.0
    """

    carrier: str
    amount: float
    wtw_kg_per_unit: float
    ttw_kg_per_unit: float
    unit: str = "L"

    def __post_init__(self) -> None:
        amount = checked_number(self.amount, f"{self.carrier}, amount", least=0)
        wtw, ttw = _check_intensities(self.carrier, self.wtw_kg_per_unit, self.ttw_kg_per_unit)
        object.__setattr__(self, "amount", amount)
        object.__setattr__(self, "wtw_kg_per_unit", wtw)
        object.__setattr__(self, "ttw_kg_per_unit", ttw)


def intensity_from_fuel(fuels: Iterable[FuelUse], tonne_km: float) -> tuple[float, float]:
    """Intensities (WTW, TTW) in kg CO2e per tkm: all fuel, empty runs included, over the loaded tkm.

    `tonne_km` is the transport activity of the same vehicles and time; empty kilometres carry
    nothing and add none. GXD-T001 when it is not above 0, GXD-T019 without any fuel: electricity
    is a carrier too.

    >>> intensity_from_fuel([FuelUse("Diesel", 1000, 3.2, 2.6)], 40_000)
    (0.08, 0.065)
    """
    activity = checked_number(tonne_km, "tonne_km", above=0)
    used = checked_rows(fuels, FuelUse, "fuels")
    if not used:
        raise GxdError(
            "GXD-T019",
            "使ったエネルギーがありません。FuelUse を 1 つ以上渡してください(電気も 1 つのエネルギーです)",
            "there is no energy used: give at least one FuelUse (electricity is one, too)",
            where="fuels",
        )
    wtw = sum(fuel.amount * fuel.wtw_kg_per_unit for fuel in used) / activity
    return _intensities(wtw, sum(fuel.amount * fuel.ttw_kg_per_unit for fuel in used) / activity)


def intensity_from_vehicle(
    *,
    fuel_per_km: float,
    wtw_kg_per_unit: float,
    ttw_kg_per_unit: float,
    max_payload_kg: float,
    load_factor: float,
    empty_distance_factor: float = 0.0,
) -> tuple[float, float]:
    """Intensities (WTW, TTW) in kg CO2e per tkm, modelled from one vehicle.

    Fuel per km (mean over all kilometres) × kg CO2e per unit ÷ (payload in t × load factor ×
    (1 − empty distance factor)). The load factor, in (0, 1], holds for the loaded distance;
    the empty distance factor, in [0, 1), is empty over total distance.
    GXD-T010, GXD-T011 for the two factors, GXD-T001 for the rest, GXD-T008 for WTW below TTW, GXD-M017
    for a payload meant in tonnes.

    >>> wtw, ttw = intensity_from_vehicle(fuel_per_km=0.3, wtw_kg_per_unit=3.2, ttw_kg_per_unit=2.6,
    ...     max_payload_kg=10_000, load_factor=0.6, empty_distance_factor=0.2)
    >>> round(wtw, 4), round(ttw, 4)
    (0.2, 0.1625)
    """
    fuel = checked_number(fuel_per_km, "fuel_per_km", above=0)
    wtw, ttw = _check_intensities("vehicle", wtw_kg_per_unit, ttw_kg_per_unit)
    load = checked_load(load_factor, "vehicle")
    empty = checked_empty(empty_distance_factor, "vehicle")
    payload = checked_payload(max_payload_kg, code="GXD-T001")
    tonnes_per_km = payload / 1000 * load * (1 - empty)
    return _intensities(fuel * wtw / tonnes_per_km, fuel * ttw / tonnes_per_km)


def _intensities(wtw: float, ttw: float) -> tuple[float, float]:
    refuse_huge(wtw, "kg CO2e / tkm", "GXD-T001")
    return wtw, ttw
