"""Part I of the course: calculate a footprint as the CO2 Visualization Framework asks.

An `Inventory` of activity rows, or a `ProductSystem` of processes, multiplied by
`EmissionFactors`, is a `Footprint`; where a product's rows are not known, an organization's
Scope 1, 2 and 3 are cut out for a customer (`organization_footprint`, `distribute`). What goes
into the rows has a room each:

- `gases`, `energy`: gas and fuel and electricity to kg CO2e;
- `organization`, `distribution`: Scope 1, 2 and 3, cut out for one customer or for all;
- `boundary`, `exemption`, `allocation`, `circularity`, `biogenic`: what belongs to the product;
- `reduction_value`: what was cut, kept apart from the footprint; data centres;
- `logistics`: transport by the four Japanese methods and by ISO 14083 chains;
- `quality`: primary data share, data quality ratings, assurance;
- `uncertainty`: Monte Carlo and sensitivity;
- `supplychain`: the footprints of a whole chain;
- `sheets`: CSV and Excel in, Excel with formulas out;
- `rules`: the thresholds, an object an edition.

Importing any of it needs the standard library only; pandas, NumPy, SciPy and openpyxl are
imported by the functions that stand on them.
"""

from gxd_teach.framework.activity import Activity
from gxd_teach.framework.allocation import allocate
from gxd_teach.framework.biogenic import biogenic_carbon_percent, biogenic_due, uptake_kg_co2e
from gxd_teach.framework.boundary import classify, classify_all
from gxd_teach.framework.carbon_parts import CarbonParts
from gxd_teach.framework.circularity import (
    check_packaging,
    material_kg_co2e,
    recycled_content_factor,
    waste_treatment,
)
from gxd_teach.framework.distribution import conserves, distribute
from gxd_teach.framework.energy import (
    add_emissions,
    combust,
    electricity_factor,
    find_double_use,
    fuel_factor,
    location_based,
    market_based,
)
from gxd_teach.framework.exemption import (
    exclusion_allowed,
    exempted_emissions_percent,
    largest_exclusion,
)
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.framework.footprint import Contribution, Footprint
from gxd_teach.framework.gases import co2e, combine, gwp100
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.logistics import (
    TransportChain,
    compare,
    fuel_economy_method,
    fuel_method,
    improved_tonne_km_method,
    tonne_km_method,
)
from gxd_teach.framework.organization import (
    ScopeEmissions,
    compare_levels,
    organization_footprint,
)
from gxd_teach.framework.product import Process, ProductSystem
from gxd_teach.framework.quality import (
    assurance_due,
    data_quality,
    data_quality_rating,
    primary_data_share,
    quality_duties,
)
from gxd_teach.framework.reduction_value import (
    mass_balance,
    power_usage_effectiveness,
    reduced_emissions,
)
from gxd_teach.framework.report import calc_file, footprint_json
from gxd_teach.framework.rules import PACT_V2, PACT_V3, Rules
from gxd_teach.framework.sheets.export_sheet import export_workbook
from gxd_teach.framework.sheets.import_sheet import import_sheet
from gxd_teach.framework.supplychain import SupplyChain
from gxd_teach.framework.uncertainty import UncertainInventory, sensitivity, simulate

__all__ = [
    "PACT_V2",
    "PACT_V3",
    "Activity",
    "CarbonParts",
    "Contribution",
    "EmissionFactor",
    "EmissionFactors",
    "Footprint",
    "Inventory",
    "Process",
    "ProductSystem",
    "Rules",
    "ScopeEmissions",
    "SupplyChain",
    "TransportChain",
    "UncertainInventory",
    "add_emissions",
    "allocate",
    "assurance_due",
    "biogenic_carbon_percent",
    "biogenic_due",
    "calc_file",
    "check_packaging",
    "classify",
    "classify_all",
    "co2e",
    "combine",
    "combust",
    "compare",
    "compare_levels",
    "conserves",
    "data_quality",
    "data_quality_rating",
    "distribute",
    "electricity_factor",
    "exclusion_allowed",
    "exempted_emissions_percent",
    "export_workbook",
    "find_double_use",
    "footprint_json",
    "fuel_economy_method",
    "fuel_factor",
    "fuel_method",
    "gwp100",
    "import_sheet",
    "improved_tonne_km_method",
    "largest_exclusion",
    "location_based",
    "market_based",
    "mass_balance",
    "material_kg_co2e",
    "organization_footprint",
    "power_usage_effectiveness",
    "primary_data_share",
    "quality_duties",
    "recycled_content_factor",
    "reduced_emissions",
    "sensitivity",
    "simulate",
    "tonne_km_method",
    "uptake_kg_co2e",
    "waste_treatment",
]
