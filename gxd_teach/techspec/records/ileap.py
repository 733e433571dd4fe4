"""Logistics emissions as they are exchanged: a shipment, its chain, and the categories behind it.

iLEAP Technical Specifications 1.0.0 (https://github.com/sine-fdn/ileap-extension), on
ISO 14083:2023 and the GLEC Framework v3.1: ShipmentFootprint with its transport chain elements
(TCE), transport and hub operation categories (TOC, HOC), transport activity data (TAD). The
models are the shape; what the numbers must keep among each other tells `ileap_checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from gxd_teach.techspec.records.document import Part, Record, Text
from gxd_teach.techspec.records.ileap_parts import (
    EmptyShare,
    EnergyCarrier,
    EnergyCarrierWithFactors,
    Feedstock,
    GlecDistance,
    Location,
    Share,
    Temperature,
    TransportMode,
)
from gxd_teach.techspec.records.json_text import read_json
from gxd_teach.techspec.records.wire import (
    AnyAmount,
    Maybe,
    Moment,
    NotNegative,
    WholeNumber,
    distinct,
)

if TYPE_CHECKING:
    from gxd_teach.techspec.records.v2 import ProductFootprintV2
    from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = [
    "HOC",
    "TAD",
    "TCE",
    "TOC",
    "EnergyCarrier",
    "EnergyCarrierWithFactors",
    "Feedstock",
    "GlecDistance",
    "Location",
    "ShipmentFootprint",
    "ileap_of",
]

_Ids = Annotated[tuple[Text, ...], AfterValidator(distinct)]
_Carriers = Annotated[tuple[EnergyCarrierWithFactors, ...], AfterValidator(distinct)]


class TCE(Part):
    """One element of a transport chain: a leg (tocId) or a hub (hocId) of one shipment."""

    tceId: Text
    prevTceIds: Maybe[tuple[Text, ...]] = None
    tocId: Maybe[Text] = None
    hocId: Maybe[Text] = None
    shipmentId: Text
    consignmentId: Maybe[Text] = None
    mass: NotNegative = Field(description="kg")
    packagingOrTrEqType: Maybe[str] = None
    packagingOrTrEqAmount: Maybe[WholeNumber] = None
    distance: GlecDistance = Field(description="km")
    origin: Maybe[Location] = None
    destination: Maybe[Location] = None
    transportActivity: NotNegative = Field(description="tonne kilometer: km x kg / 1000")
    departureAt: Maybe[Moment] = None
    arrivalAt: Maybe[Moment] = None
    flightNo: Maybe[str] = None
    voyageNo: Maybe[str] = None
    incoterms: Maybe[str] = None
    co2eWTW: AnyAmount = Field(description="kg CO2e, well to wheel")
    co2eTTW: AnyAmount = Field(description="kg CO2e, tank to wheel")
    noxTTW: Maybe[AnyAmount] = Field(default=None, description="kg")
    soxTTW: Maybe[AnyAmount] = Field(default=None, description="kg")
    ch4TTW: Maybe[AnyAmount] = Field(default=None, description="kg")
    pmTTW: Maybe[AnyAmount] = Field(default=None, description="kg")


class ShipmentFootprint(Record):
    """The emissions of one shipment, element by element of its transport chain."""

    SUBJECT: ClassVar[str] = "ShipmentFootprint"

    mass: NotNegative = Field(description="kg")
    volume: Maybe[AnyAmount] = None
    shipmentId: Text
    tces: Annotated[tuple[TCE, ...], AfterValidator(distinct)]


class TOC(Record):
    """Transport operation category: like transports together, and their emission intensity."""

    SUBJECT: ClassVar[str] = "TOC"

    tocId: Text
    certifications: Maybe[tuple[Text, ...]] = None
    description: Maybe[str] = None
    mode: TransportMode
    loadFactor: Maybe[Share] = None
    emptyDistanceFactor: Maybe[EmptyShare] = None
    temperatureControl: Maybe[Temperature] = None
    truckLoadingSequence: Maybe[Literal["LTL", "FTL"]] = None
    airShippingOption: Maybe[Literal["belly freight", "freighter"]] = None
    flightLength: Maybe[Literal["short-haul", "long-haul"]] = Field(
        default=None, description="divided at 1500 km"
    )
    energyCarriers: _Carriers
    co2eIntensityWTW: AnyAmount = Field(description="kg CO2e per transportActivityUnit")
    co2eIntensityTTW: AnyAmount = Field(description="kg CO2e per transportActivityUnit")
    transportActivityUnit: Literal["tkm", "TEUkm"]


class HOC(Record):
    """Hub operation category: like hubs together, and their emission intensity."""

    SUBJECT: ClassVar[str] = "HOC"

    hocId: Text
    description: Maybe[str] = None
    certifications: Maybe[tuple[Text, ...]] = None
    hubType: Literal[
        "Transshipment", "StorageAndTransshipment", "Warehouse", "LiquidBulkTerminal",
        "MaritimeContainerTerminal",
    ]  # fmt: skip
    temperatureControl: Maybe[Temperature] = None
    hubLocation: Maybe[Location] = None
    inboundTransportMode: Maybe[TransportMode] = None
    outboundTransportMode: Maybe[TransportMode] = None
    packagingOrTrEqType: Maybe[str] = None
    packagingOrTrEqAmount: Maybe[WholeNumber] = None
    energyCarriers: _Carriers
    co2eIntensityWTW: AnyAmount = Field(description="kg CO2e per hubActivityUnit")
    co2eIntensityTTW: AnyAmount = Field(description="kg CO2e per hubActivityUnit")
    hubActivityUnit: Literal["tonnes", "TEU"]


class TAD(Record):
    """Transport activity data: what was driven, from which emissions are yet to be calculated."""

    SUBJECT: ClassVar[str] = "TAD"

    activityId: Text
    consignmentIds: _Ids
    distance: GlecDistance = Field(description="km")
    mass: Maybe[NotNegative] = Field(default=None, description="kg")
    loadFactor: Maybe[Share] = None
    emptyDistanceFactor: Maybe[EmptyShare] = None
    origin: Location
    destination: Location
    departureAt: Moment
    arrivalAt: Moment
    mode: TransportMode
    packagingOrTrEqType: Maybe[str] = None
    packagingOrTrEqAmount: Maybe[WholeNumber] = None
    energyCarriers: Maybe[tuple[EnergyCarrier, ...]] = None
    temperatureControl: Maybe[Temperature] = None


_BY_FILE: dict[str, type[ShipmentFootprint] | type[TOC] | type[HOC]] = {
    "shipment-footprint.json": ShipmentFootprint,
    "toc.json": TOC,
    "hoc.json": HOC,
}


def ileap_of(
    record: ProductFootprint | ProductFootprintV2 | Mapping[str, Any],
) -> ShipmentFootprint | TOC | HOC | None:
    """The logistics data in a PACT record's extensions, by their `dataSchema`; None without any.

    `ProblemsError` lists what is wrong with them.

    >>> ileap_of({"extensions": []}) is None
    True
    """
    content = read_json(record.to_json()) if isinstance(record, Record) else record
    extensions = content.get("extensions") if isinstance(content, Mapping) else None
    for extension in extensions if isinstance(extensions, list) else ():
        schema = extension.get("dataSchema") if isinstance(extension, Mapping) else None
        model = _BY_FILE.get(schema.rsplit("/", 1)[-1]) if isinstance(schema, str) else None
        if model is not None:
            return model.from_value(extension.get("data"))
    return None
