"""Regions of the world as the United Nations name them: the words a footprint's geography uses.

Standard country or area codes for statistical use (M49 of the United Nations): the regions and
subregions that the data model of PACT v2 and v3 chooses from.
"""

from __future__ import annotations

__all__ = ["UN_REGIONS"]

UN_REGIONS = (
    "Africa", "Americas", "Asia", "Europe", "Oceania", "Australia and New Zealand",
    "Central Asia", "Eastern Asia", "Eastern Europe", "Latin America and the Caribbean",
    "Melanesia", "Micronesia", "Northern Africa", "Northern America", "Northern Europe",
    "Polynesia", "South-eastern Asia", "Southern Asia", "Southern Europe",
    "Sub-Saharan Africa", "Western Asia", "Western Europe",
)  # fmt: skip
