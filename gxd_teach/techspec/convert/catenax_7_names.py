"""What Catena-X PCF 7.0.0 calls what PACT v2 has: name beside name, word beside word.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0), io.catenax.pcf/7.0.0.
"""

from __future__ import annotations

__all__ = [
    "CODES",
    "CPC_DEFAULT",
    "NUMBERS",
    "PERCENTS",
    "PERIOD",
    "SPEC_VERSION_7",
    "STANDARDS",
    "TEXTS",
    "TIMES",
    "TOP",
]

SPEC_VERSION_7 = "urn:io.catenax.pcf:datamodel:version:7.0.0"
CPC_DEFAULT = "011-99000"  # what Catena-X writes where nobody has looked a code up
# Catena-X, PACT v2
NUMBERS = (
    ("unitaryProductAmount", "unitaryProductAmount"),
    ("productMassPerDeclaredUnit", "productMassPerDeclaredUnit"),
    ("pcfExcludingBiogenic", "pCfExcludingBiogenic"),
    ("pcfIncludingBiogenic", "pCfIncludingBiogenic"),
    ("fossilGhgEmissions", "fossilGhgEmissions"),
    ("biogenicCarbonEmissionsOtherThanCO2", "otherBiogenicGhgEmissions"),
    ("biogenicCarbonWithdrawal", "biogenicCarbonWithdrawal"),
    ("dlucGhgEmissions", "dLucGhgEmissions"),
    ("extTFS_luGhgEmissions", "landManagementGhgEmissions"),
    ("aircraftGhgEmissions", "aircraftGhgEmissions"),
    ("extWBCSD_packagingGhgEmissions", "packagingGhgEmissions"),
    ("extWBCSD_fossilCarbonContent", "fossilCarbonContent"),
    ("carbonContentBiogenic", "biogenicCarbonContent"),
)
PERCENTS = ("exemptedEmissionsPercent", "primaryDataShare")
TEXTS = (
    ("declaredUnit", "declaredUnit"),
    ("exemptedEmissionsDescription", "exemptedEmissionsDescription"),
    ("boundaryProcessesDescription", "boundaryProcessesDescription"),
    ("extWBCSD_characterizationFactors", "characterizationFactors"),
    ("extWBCSD_allocationRulesDescription", "allocationRulesDescription"),
)
TOP = (
    ("extWBCSD_pfStatus", "status"),
    ("companyName", "companyName"),
    ("productName", "productNameCompany"),
    ("extWBCSD_productCodeCpc", "productCategoryCpc"),
    ("productDescription", "productDescription"),
)
TIMES = ("created", "validityPeriodStart", "validityPeriodEnd")
PERIOD = ("referencePeriodStart", "referencePeriodEnd")
# Catena-X's words and PACT v2's: only a capital letter tells the first two apart.
STANDARDS = {
    "GHG Protocol Product Standard": "GHG Protocol Product standard",
    "ISO Standard 14067": "ISO Standard 14067",
    "ISO Standard 14044": "ISO Standard 14044",
}
CODES = {
    "Pathfinder v1": "PACT-1.0", "Pathfinder v2": "PACT-2.0", "PEF": "PEF",
    "ISO Standard 14040": "ISO14040-44", "ISO Standard 14041": "ISO14040-44",
    "ISO Standard 14042": "ISO14040-44", "ISO Standard 14043": "ISO14040-44",
}  # fmt: skip
