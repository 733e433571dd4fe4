"""The words of both versions of PACT: which property belongs to which, and its counterpart.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), data model. Also the sign each decimal
of a CarbonFootprint may have.
"""

from __future__ import annotations

__all__ = [
    "PCF_V2_NAMES",
    "PCF_V3_NAMES",
    "SIGNS_V2",
    "SIGNS_V3",
    "TOP_V2_NAMES",
    "V2_NUMBERS",
    "known_names",
    "signs",
]

# v2 name -> what v3 has in its place ("" where there is no single counterpart)
TOP_V2_NAMES = {
    "version": "",
    "updated": "",
    "statusComment": "comment",
    "productCategoryCpc": "productClassifications",
}
PCF_V2_NAMES = {
    "declaredUnit": "declaredUnitOfMeasurement",
    "unitaryProductAmount": "declaredUnitAmount",
    "pCfExcludingBiogenic": "pcfExcludingBiogenicUptake",
    "pCfIncludingBiogenic": "pcfIncludingBiogenicUptake",
    "dLucGhgEmissions": "landUseChangeGhgEmissions",
    "landManagementGhgEmissions": "",
    "otherBiogenicGhgEmissions": "",
    "iLucGhgEmissions": "",
    "biogenicCarbonWithdrawal": "biogenicCO2Uptake",
    "characterizationFactors": "ipccCharacterizationFactors",
    "ipccCharacterizationFactorsSources": "ipccCharacterizationFactors",
    "crossSectoralStandardsUsed": "crossSectoralStandards",
    "biogenicAccountingMethodology": "",
    "uncertaintyAssessmentDescription": "",
    "assurance": "verification",
}
PCF_V3_NAMES = {
    "declaredUnitOfMeasurement": "declaredUnit",
    "declaredUnitAmount": "unitaryProductAmount",
    "pcfExcludingBiogenicUptake": "pCfExcludingBiogenic",
    "pcfIncludingBiogenicUptake": "pCfIncludingBiogenic",
    "landUseChangeGhgEmissions": "dLucGhgEmissions",
    "biogenicCO2Uptake": "biogenicCarbonWithdrawal",
    "ipccCharacterizationFactors": "ipccCharacterizationFactorsSources",
    "verification": "assurance",
    "recycledCarbonContent": "",
    "landCarbonLeakage": "",
    "landManagementFossilGhgEmissions": "",
    "landManagementBiogenicCO2Emissions": "",
    "landManagementBiogenicCO2Removals": "",
    "biogenicNonCO2Emissions": "",
    "landAreaOccupation": "",
    "packagingBiogenicCarbonContent": "",
    "outboundLogisticsGhgEmissions": "",
    "ccsTechnologicalCO2CaptureIncluded": "",
    "ccsTechnologicalCO2Capture": "",
    "technologicalCO2CaptureOrigin": "",
    "technologicalCO2Removals": "",
    "ccuCarbonContent": "",
    "ccuCalculationApproach": "",
    "ccuCreditCertification": "",
}

# The sign of each decimal: ">" above 0, "+" 0 or more, "-" 0 or less, "" either.
_BOTH = {
    "fossilGhgEmissions": "+",
    "fossilCarbonContent": "+",
    "biogenicCarbonContent": "+",
    "aircraftGhgEmissions": "+",
    "packagingGhgEmissions": "+",
    "productMassPerDeclaredUnit": "+",
}
SIGNS_V2 = _BOTH | {
    "unitaryProductAmount": ">",
    "pCfExcludingBiogenic": "+",
    "pCfIncludingBiogenic": "",
    "dLucGhgEmissions": "+",
    "landManagementGhgEmissions": "",
    "otherBiogenicGhgEmissions": "+",
    "iLucGhgEmissions": "+",
    "biogenicCarbonWithdrawal": "-",
}
SIGNS_V3 = _BOTH | {
    "declaredUnitAmount": ">",
    "pcfExcludingBiogenicUptake": "",
    "pcfIncludingBiogenicUptake": "",
    "recycledCarbonContent": "+",
    "landUseChangeGhgEmissions": "+",
    "landCarbonLeakage": "+",
    "landManagementFossilGhgEmissions": "+",
    "landManagementBiogenicCO2Emissions": "+",
    "landManagementBiogenicCO2Removals": "-",
    "biogenicCO2Uptake": "-",
    "biogenicNonCO2Emissions": "+",
    "landAreaOccupation": "+",
    "packagingBiogenicCarbonContent": "+",
    "outboundLogisticsGhgEmissions": "+",
    "ccsTechnologicalCO2Capture": "-",
    "technologicalCO2Removals": "-",
    "ccuCarbonContent": "+",
}
# JSON numbers in v2, decimal strings in v3
V2_NUMBERS = ("exemptedEmissionsPercent", "primaryDataShare")

_SHARED_TOP = (
    "id", "specVersion", "precedingPfIds", "created", "status", "validityPeriodStart",
    "validityPeriodEnd", "companyName", "companyIds", "productDescription", "productIds",
    "productClassifications", "productNameCompany", "comment", "pcf", "extensions",
)  # fmt: skip
_SHARED_PCF = (
    "referencePeriodStart", "referencePeriodEnd", "geographyRegionOrSubregion",
    "geographyCountry", "geographyCountrySubdivision", "boundaryProcessesDescription",
    "packagingEmissionsIncluded", "crossSectoralStandards", "productOrSectorSpecificRules",
    "exemptedEmissionsPercent", "exemptedEmissionsDescription", "allocationRulesDescription",
    "secondaryEmissionFactorSources", "primaryDataShare", "dqi",
)  # fmt: skip


def signs(major: int) -> dict[str, str]:
    """The decimals of a CarbonFootprint with their signs, of version 2 or 3.

    >>> signs(3)["biogenicCO2Uptake"], signs(2)["unitaryProductAmount"]
    ('-', '>')
    """
    return SIGNS_V3 if major == 3 else SIGNS_V2


def known_names(inside_pcf: bool) -> dict[str, str]:
    """Every property of either version by its lower-case spelling.

    >>> known_names(True)["pcfexcludingbiogenic"]
    'pCfExcludingBiogenic'
    """
    if inside_pcf:
        names = [*_SHARED_PCF, *PCF_V2_NAMES, *PCF_V3_NAMES, *_BOTH]
    else:
        names = [*_SHARED_TOP, *TOP_V2_NAMES]
    return {name.lower(): name for name in names}
