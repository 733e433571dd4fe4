"""Complete records to be tested with: what a server offers while the conformance suite runs.

The suite takes the first footprint of the list as its specimen and asks for the page after it,
so there are three. Each is a pair for /3 and /2 in which everything that either version may ask
for is stated, so that a run sees the server and not what a record lacks. All is fictitious.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

if TYPE_CHECKING:
    from gxd_teach.techspec.company import Company
    from gxd_teach.techspec.records.v2 import ProductFootprintV2
    from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["specimens"]

_PERIOD = {
    "referencePeriodStart": "2025-04-01T00:00:00Z",
    "referencePeriodEnd": "2026-04-01T00:00:00Z",
    "geographyCountry": "JP",
}
_NONE = "0"


def specimens(
    company: Company, count: int = 3
) -> list[tuple[ProductFootprint, ProductFootprintV2]]:
    """So many pairs of one company, oldest first; the same at every call.

    >>> from gxd_teach.techspec import Company
    >>> new, old = specimens(Company("fict-a", "FICT-A", "urn:gln:4912345000009"))[0]
    >>> new.specVersion, old.specVersion, new.id == old.id
    ('3.0.3', '2.3.3', True)
    """
    return [_pair(company, number) for number in range(1, count + 1)]


def _pair(company: Company, number: int) -> tuple[ProductFootprint, ProductFootprintV2]:
    from gxd_teach.techspec.records.v2 import footprint_v2
    from gxd_teach.techspec.records.v3 import ProductFootprint

    urn = f"urn:pact:fict.example:product-id:{company.id}-test-{number}"
    shared: dict[str, Any] = {
        "id": UUID(bytes=uuid5(NAMESPACE_URL, urn).bytes, version=4),  # as v2's text asks
        "created": f"2026-05-0{number}T00:00:00Z",
        "status": "Active",
        "validityPeriodStart": "2026-04-01T00:00:00Z",
        "validityPeriodEnd": "2029-04-01T00:00:00Z",
        "companyName": company.name,
        "companyIds": list(company.company_urns),
        "productDescription": f"FICT test specimen {number}",
        "productIds": [urn],
        "productClassifications": ["urn:cpc:4291"],
        "productNameCompany": f"FICT test specimen {number}",
        "comment": "fictitious",
    }
    total = f"{number + 1}.5"
    new = ProductFootprint.model_validate({**shared, "pcf": _v3(total)})
    old = footprint_v2(**shared, productCategoryCpc="4291", pcf=_v2(total))
    return new, old


def _v3(total: str) -> dict[str, Any]:
    return {
        **_PERIOD,
        "declaredUnitOfMeasurement": "kilogram", "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": "1",
        "boundaryProcessesDescription": "cradle-to-gate",
        "pcfExcludingBiogenicUptake": total, "pcfIncludingBiogenicUptake": total,
        "fossilGhgEmissions": total, "fossilCarbonContent": _NONE,
        "biogenicCarbonContent": _NONE, "recycledCarbonContent": _NONE,
        "landUseChangeGhgEmissions": _NONE, "biogenicCO2Uptake": _NONE,
        "biogenicNonCO2Emissions": _NONE,
        "packagingEmissionsIncluded": True, "packagingGhgEmissions": _NONE,
        "ccsTechnologicalCO2CaptureIncluded": False,
        "ipccCharacterizationFactors": ["AR6"], "crossSectoralStandards": ["ISO14067"],
        "exemptedEmissionsPercent": _NONE, "exemptedEmissionsDescription": "none",
        "allocationRulesDescription": "none needed",
        "secondaryEmissionFactorSources": [{"name": "FICT-DB", "version": "2025"}],
        "primaryDataShare": "40",
        "dqi": {"technologicalDQR": "3", "geographicalDQR": "2", "temporalDQR": "2"},
    }  # fmt: skip


def _v2(total: str) -> dict[str, Any]:
    return {
        **_PERIOD,
        "declaredUnit": "kilogram", "unitaryProductAmount": "1", "productMassPerDeclaredUnit": "1",
        "pCfExcludingBiogenic": total, "pCfIncludingBiogenic": total, "fossilGhgEmissions": total,
        "fossilCarbonContent": _NONE, "biogenicCarbonContent": _NONE, "dLucGhgEmissions": _NONE,
        "landManagementGhgEmissions": _NONE, "otherBiogenicGhgEmissions": _NONE,
        "iLucGhgEmissions": _NONE, "biogenicCarbonWithdrawal": _NONE,
        "biogenicAccountingMethodology": "ISO", "packagingEmissionsIncluded": True,
        "packagingGhgEmissions": _NONE, "exemptedEmissionsDescription": "none",
        "allocationRulesDescription": "none needed",
        "secondaryEmissionFactorSources": [{"name": "FICT-DB", "version": "2025"}],
        "primaryDataShare": 40,
        "dqi": {"coveragePercent": 100, "technologicalDQR": 2, "temporalDQR": 2,
                "geographicalDQR": 2, "completenessDQR": 2, "reliabilityDQR": 2},
    }  # fmt: skip
