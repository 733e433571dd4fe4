"""Records in which nothing is wrong, of every version, to be spoilt one fault at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

TODAY = "2026-11-23"
DELETED = object()

V3: dict[str, Any] = {
    "id": "f81d4fae-7dec-41d0-8765-00a0c91e6bf6",
    "specVersion": "3.0.3",
    "created": "2026-05-01T00:00:00Z",
    "status": "Active",
    "validityPeriodStart": "2026-04-01T00:00:00Z",
    "validityPeriodEnd": "2029-04-01T00:00:00Z",
    "companyName": "FICT-CHASSIS",
    "companyIds": ["urn:pact:company:customcode:vendor-assigned:FICT-1"],
    "productDescription": "FICT laptop chassis of aluminium with a wooden inlay",
    "productIds": ["urn:pact:fict-chassis.example:product-id:CH-100", "urn:gtin:4912345678904"],
    "productClassifications": ["urn:cpc:45220"],
    "productNameCompany": "FICT-CHASSIS 100",
    "comment": "fictitious",
    "pcf": {
        "declaredUnitOfMeasurement": "piece",
        "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": "1.2",
        "referencePeriodStart": "2025-04-01T00:00:00Z",
        "referencePeriodEnd": "2026-04-01T00:00:00Z",
        "geographyCountry": "JP",
        "boundaryProcessesDescription": "cradle-to-gate",
        "pcfExcludingBiogenicUptake": "13.00",
        "pcfIncludingBiogenicUptake": "11.90",
        "fossilCarbonContent": "0.1",
        "biogenicCarbonContent": "0.3",
        "recycledCarbonContent": "0.05",
        "fossilGhgEmissions": "12.34",
        "landUseChangeGhgEmissions": "0.66",
        "landManagementFossilGhgEmissions": "0.5",
        "biogenicCO2Uptake": "-1.10",
        "aircraftGhgEmissions": "0.2",
        "packagingEmissionsIncluded": True,
        "packagingGhgEmissions": "0.4",
        "outboundLogisticsGhgEmissions": "0.8",
        "ccsTechnologicalCO2CaptureIncluded": False,
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067", "PACT-3.0"],
        "productOrSectorSpecificRules": [{"operator": "PEF", "ruleNames": ["FICT rule"]}],
        "exemptedEmissionsPercent": "1.5",
        "exemptedEmissionsDescription": "auxiliary materials",
        "allocationRulesDescription": "by mass",
        "secondaryEmissionFactorSources": [{"name": "FICT-DB", "version": "1"}],
        "primaryDataShare": "40",
        "dqi": {"technologicalDQR": "2.6", "geographicalDQR": "1.5", "temporalDQR": "2"},
        "verification": {
            "coverage": "product level",
            "providerName": "FICT-VERIFIER",
            "completedAt": "2026-06-01T00:00:00Z",
        },
    },
}
_CODE = {
    "urn:pathfinder": (
        "urn:pathfinder:company:customcode:vendor-assigned:FICT-1",
        "urn:pathfinder:product:customcode:vendor-assigned:CH-100",
    ),
    "urn:pact": (
        "urn:pact:company:customcode:vendor-assigned:FICT-1",
        "urn:pact:fict-chassis.example:product-id:CH-100",
    ),
}


def v2(version: str = "2.3") -> dict[str, Any]:
    """A correct record of a v2 edition, of 2025, so with everything that is due since then."""
    company, product = _CODE["urn:pact" if version == "2.3" else "urn:pathfinder"]
    pcf: dict[str, Any] = {
        "declaredUnit": "kilogram",
        "unitaryProductAmount": "1.2",
        "pCfExcludingBiogenic": "10.3",
        "pCfIncludingBiogenic": "9.9",
        "fossilGhgEmissions": "10.1",
        "fossilCarbonContent": "0.1",
        "biogenicCarbonContent": "0.15",
        "dLucGhgEmissions": "0.15",
        "landManagementGhgEmissions": "0",
        "otherBiogenicGhgEmissions": "0.05",
        "biogenicCarbonWithdrawal": "-0.55",
        "aircraftGhgEmissions": "0.2",
        "characterizationFactors": "AR6",
        "crossSectoralStandardsUsed": ["ISO Standard 14067"],
        "biogenicAccountingMethodology": "ISO",
        "boundaryProcessesDescription": "cradle-to-gate",
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2026-01-01T00:00:00+00:00",
        "geographyCountrySubdivision": "JP-13",
        "secondaryEmissionFactorSources": [{"name": "FICT-DB", "version": "1"}],
        "exemptedEmissionsPercent": 4.5,
        "exemptedEmissionsDescription": "auxiliary materials",
        "packagingEmissionsIncluded": False,
        "allocationRulesDescription": "by mass",
        "primaryDataShare": 56.5,
        "dqi": {
            "coveragePercent": 90,
            "technologicalDQR": 1.5,
            "temporalDQR": 2,
            "geographicalDQR": 1,
            "completenessDQR": 2,
            "reliabilityDQR": 3,
        },
        "assurance": {
            "assurance": True,
            "coverage": "product level",
            "level": "limited",
            "providerName": "FICT-VERIFIER",
            "completedAt": "2026-03-01T00:00:00Z",
        },
    }
    if version in ("2.2", "2.3"):
        pcf["ipccCharacterizationFactorsSources"] = ["AR6"]
    if version == "2.3":
        pcf |= {"crossSectoralStandards": ["ISO14067"], "productMassPerDeclaredUnit": "1"}
    return {
        "id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "specVersion": {"2.0": "2.0.1", "2.1": "2.1.0", "2.2": "2.2.0", "2.3": "2.3.3"}[version],
        "version": 1,
        "created": "2026-02-01T00:00:00Z",
        "updated": "2026-02-02T00:00:00Z",
        "status": "Active",
        "companyName": "FICT-CHASSIS",
        "companyIds": [company],
        "productDescription": "FICT aluminium",
        "productIds": [product],
        "productCategoryCpc": "45220",
        "productNameCompany": "FICT-AL 7",
        "comment": "",
        "pcf": pcf,
    }


@pytest.fixture
def good_v3() -> dict[str, Any]:
    """A correct record of v3."""
    return copy.deepcopy(V3)


@pytest.fixture
def good_v2() -> Callable[..., dict[str, Any]]:
    """A correct record of a v2 edition."""
    return v2


@pytest.fixture
def good() -> Callable[[str], dict[str, Any]]:
    """A correct record of any version, by its name."""
    return lambda version: copy.deepcopy(V3) if version == "3.0" else v2(version)


@pytest.fixture
def spoil() -> Callable[..., dict[str, Any]]:
    """Change a record at one or several paths; `DELETED` takes a property away."""

    def change(record: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
        spoilt: dict[str, Any] = copy.deepcopy(record)
        for path, value in changes.items():
            *way, last = path.split(".")
            part = spoilt
            for step in way:
                part = part[step]
            if value is DELETED:
                part.pop(last, None)
            else:
                part[last] = copy.deepcopy(value)
        return spoilt

    return change


@pytest.fixture
def deleted() -> object:
    """The mark that takes a property away."""
    return DELETED


@pytest.fixture
def today() -> str:
    """The day on which the records are looked over."""
    return TODAY
