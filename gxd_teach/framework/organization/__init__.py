"""Organization-based calculation (組織ベース算定): Scope 1, 2 and 3 cut out for a customer."""

from gxd_teach.framework.organization.conservation import Conservation, conserves
from gxd_teach.framework.organization.extension import organization_extension
from gxd_teach.framework.organization.levels import LevelComparison, compare_levels
from gxd_teach.framework.organization.scopes import (
    INDEXES,
    LEVELS,
    ScopeEmissions,
    organization_footprint,
)

__all__ = [
    "INDEXES",
    "LEVELS",
    "Conservation",
    "LevelComparison",
    "ScopeEmissions",
    "compare_levels",
    "conserves",
    "organization_extension",
    "organization_footprint",
]
