"""Logistics: the four Japanese methods, ISO 14083 transport chains, and modal shift."""

from gxd_teach.framework.logistics.chain import TransportChain
from gxd_teach.framework.logistics.distance import DISTANCE_KINDS, Distance, transport_activity
from gxd_teach.framework.logistics.element import TCE
from gxd_teach.framework.logistics.japanese_methods import (
    TransportEmissions,
    fuel_economy_method,
    fuel_method,
    improved_tonne_km_method,
    mode_coefficient,
    tonne_km_method,
)
from gxd_teach.framework.logistics.lint import lint_transport_records
from gxd_teach.framework.logistics.modal_shift import ModalShift, compare, saving_percent
from gxd_teach.framework.logistics.operation import (
    HOC,
    TOC,
    EnergyCarrier,
    FuelUse,
    intensity_from_fuel,
    intensity_from_vehicle,
)
from gxd_teach.framework.logistics.options import Leg, Option, option_from_chain
from gxd_teach.framework.logistics.truck_fuel import FUELS, fuel_intensity, kg_co2_per_litre

__all__ = [
    "DISTANCE_KINDS",
    "FUELS",
    "HOC",
    "TCE",
    "TOC",
    "Distance",
    "EnergyCarrier",
    "FuelUse",
    "Leg",
    "ModalShift",
    "Option",
    "TransportChain",
    "TransportEmissions",
    "compare",
    "fuel_economy_method",
    "fuel_intensity",
    "fuel_method",
    "improved_tonne_km_method",
    "intensity_from_fuel",
    "intensity_from_vehicle",
    "kg_co2_per_litre",
    "lint_transport_records",
    "mode_coefficient",
    "option_from_chain",
    "saving_percent",
    "tonne_km_method",
    "transport_activity",
]
