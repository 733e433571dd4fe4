"""Part I of the course: calculate a footprint as the CO2 Visualization Framework asks.

An `Inventory` of activity rows, multiplied by `EmissionFactors`, is a `Footprint`; where a
product's rows are not known, `organization` cuts a customer's share out of Scope 1, 2 and 3.
"""

from gxd_teach.framework.activity import Activity
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.framework.footprint import Contribution, Footprint
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.organization import ScopeEmissions, organization_footprint

__all__ = [
    "Activity",
    "Contribution",
    "EmissionFactor",
    "EmissionFactors",
    "Footprint",
    "Inventory",
    "ScopeEmissions",
    "organization_footprint",
]
