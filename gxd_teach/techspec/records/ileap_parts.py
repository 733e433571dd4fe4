"""Parts of logistics emissions data: distances, places, energy carriers and their feedstocks.

iLEAP Technical Specifications 1.0.0 (https://github.com/sine-fdn/ileap-extension), on
ISO 14083:2023 and the GLEC Framework v3.1. Decimals are strings, as in PACT.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gxd_teach.techspec.records.document import Part, Text
from gxd_teach.techspec.records.identifiers import CountryCode
from gxd_teach.techspec.records.wire import AnyAmount, Maybe, NotNegative, bound

__all__ = [
    "EmptyShare",
    "EnergyCarrier",
    "EnergyCarrierWithFactors",
    "Feedstock",
    "GlecDistance",
    "Location",
    "Share",
    "Temperature",
    "TransportMode",
]

TransportMode = Literal["Road", "Rail", "Air", "Sea", "InlandWaterway"]
Temperature = Literal["ambient", "refrigerated", "mixed"]

Share = Annotated[
    AnyAmount, bound(lambda v: 0 < v <= 1, "0 より大きく 1 以下の", "above 0 and at most 1")
]
EmptyShare = Annotated[
    AnyAmount, bound(lambda v: 0 <= v < 1, "0 以上 1 未満の", "from 0 to below 1")
]


class GlecDistance(Part):
    """A distance in km: actual, great circle (gcd) or shortest feasible (sfd)."""

    actual: Maybe[NotNegative] = None
    gcd: Maybe[NotNegative] = None
    sfd: Maybe[NotNegative] = None


class Location(Part):
    """A place of a transport: city and country, and what names it more closely."""

    city: Text
    country: CountryCode
    street: Maybe[str] = None
    zip: Maybe[str] = None
    iata: Maybe[str] = None
    locode: Maybe[str] = None
    uic: Maybe[str] = None
    lat: Maybe[AnyAmount] = Field(default=None, description="degrees; goes with lng")
    lng: Maybe[AnyAmount] = None


class Feedstock(Part):
    """What an energy carrier was made from."""

    feedstock: Literal["Fossil", "Natural gas", "Grid", "Renewable electricity", "Cooking oil"]
    feedstockShare: Maybe[Share] = None
    regionProvenance: Maybe[str] = None


class EnergyCarrier(Part):
    """A fuel or electricity, and its share of the energy (the shares of a list sum to 1)."""

    energyCarrier: Literal[
        "Diesel", "HVO", "Petrol", "CNG", "LNG", "LPG", "HFO", "MGO", "Aviation fuel",
        "Hydrogen", "Methanol", "Electric",
    ]  # fmt: skip
    relativeShare: Share
    feedstocks: Maybe[tuple[Feedstock, ...]] = None
    energyConsumption: Maybe[NotNegative] = None
    energyConsumptionUnit: Maybe[Literal["l", "kg", "kWh", "MJ"]] = None
    emissionFactorWTW: Maybe[AnyAmount] = None
    emissionFactorTTW: Maybe[AnyAmount] = None


class EnergyCarrierWithFactors(EnergyCarrier):
    """The same in a transport or hub operation category, where its emission factors are needed."""

    emissionFactorWTW: AnyAmount
    emissionFactorTTW: AnyAmount
