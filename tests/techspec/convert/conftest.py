"""Records to be converted: small ones with numbers that a person can follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

V2 = {
    "id": "f81d4fae-7dec-41d0-8765-00a0c91e6bf6",
    "specVersion": "2.3.0",
    "version": 4,
    "created": "2025-05-01T00:00:00Z",
    "updated": "2025-06-01T00:00:00Z",
    "status": "Active",
    "statusComment": "checked",
    "companyName": "FICT-WATER",
    "companyIds": ["urn:pact:company:customcode:vendor-assigned:FICT-1"],
    "productDescription": "12 liter bottle",
    "productIds": ["urn:gtin:4912345678904"],
    "productCategoryCpc": "24410",
    "productNameCompany": "水",
    "comment": "FICT",
    "pcf": {
        "declaredUnit": "liter",
        "unitaryProductAmount": "12",
        "productMassPerDeclaredUnit": "1.1",
        "pCfExcludingBiogenic": "0.25",
        "pCfIncludingBiogenic": "0.20",
        "fossilGhgEmissions": "0.25",
        "fossilCarbonContent": "0.01",
        "biogenicCarbonContent": "0.02",
        "dLucGhgEmissions": "0.03",
        "landManagementGhgEmissions": "-0.01",
        "otherBiogenicGhgEmissions": "0.005",
        "biogenicCarbonWithdrawal": "-0.075",
        "characterizationFactors": "AR6",
        "ipccCharacterizationFactorsSources": ["AR6"],
        "crossSectoralStandardsUsed": ["ISO Standard 14067"],
        "crossSectoralStandards": ["ISO14067"],
        "boundaryProcessesDescription": "cradle-to-gate",
        "referencePeriodStart": "2024-04-01T00:00:00Z",
        "referencePeriodEnd": "2025-04-01T00:00:00Z",
        "geographyCountry": "JP",
        "exemptedEmissionsPercent": 1.50,
        "exemptedEmissionsDescription": "",
        "packagingEmissionsIncluded": False,
        "primaryDataShare": 56.12,
        "dqi": {
            "coveragePercent": 100,
            "technologicalDQR": 1.5,
            "temporalDQR": 2,
            "geographicalDQR": 1,
            "completenessDQR": 2,
            "reliabilityDQR": 3,
        },
    },
}
V3 = {
    "id": "c1e2a9de-5d4c-4c5e-9f5e-0f4a5d3f2b10",
    "specVersion": "3.0.3",
    "created": "2026-05-01T00:00:00Z",
    "status": "Active",
    "companyName": "FICT-CHASSIS",
    "companyIds": ["urn:gln:4912345000009"],
    "productDescription": "aluminium case",
    "productIds": ["urn:gtin:4912345678911"],
    "productClassifications": ["urn:cpc:45291"],
    "productNameCompany": "筐体",
    "pcf": {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "4",
        "productMassPerDeclaredUnit": "4",
        "pcfExcludingBiogenicUptake": "11.5",
        "pcfIncludingBiogenicUptake": "9.5",
        "fossilGhgEmissions": "10",
        "landUseChangeGhgEmissions": "1",
        "biogenicNonCO2Emissions": "0.5",
        "biogenicCO2Uptake": "-2",
        "fossilCarbonContent": "0.4",
        "referencePeriodStart": "2025-04-01T00:00:00Z",
        "referencePeriodEnd": "2026-04-01T00:00:00Z",
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067"],
        "exemptedEmissionsPercent": "1.5",
        "primaryDataShare": "40",
    },
}


def _changed(content: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    copy = {**content, "pcf": dict(content["pcf"])}
    for name, value in changes.items():
        place = copy["pcf"] if name in copy["pcf"] or name.startswith("pcf_") else copy
        name = name.removeprefix("pcf_")
        if value is None:
            place.pop(name, None)
        else:
            place[name] = value
    return copy


@pytest.fixture
def v2() -> Callable[..., dict[str, Any]]:
    """A v2.3 record of 12 bottled liters; keywords change it (`pcf_` for a new pcf property)."""
    return lambda **changes: _changed(V2, changes)


@pytest.fixture
def v3() -> Callable[..., dict[str, Any]]:
    """A v3 record of 4 kg; keywords change it in the same way, None leaves a property out."""
    return lambda **changes: _changed(V3, changes)
