"""Where Catena-X PCF 9.0.0 keeps what PACT v3 keeps: path beside path, word beside word.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0), io.catenax.pcf/9.0.0.
"""

from __future__ import annotations

__all__ = [
    "ASSESSED",
    "CODES",
    "COMPANY",
    "DATA",
    "DISTRIBUTION",
    "FLAGS",
    "METHOD",
    "NUMBERS",
    "PACKAGING",
    "PRODUCT",
    "PRODUCTION",
    "RATINGS",
    "SINGLE",
    "SPEC_VERSION_9",
    "STAGES",
    "STANDARDS",
    "TEXTS",
    "TIMES",
]

SPEC_VERSION_9 = "urn:io.catenax.pcf:datamodel:version:9.0.0"
COMPANY = "companyAndProductInformation.companyInformation"
PRODUCT = "companyAndProductInformation.productInformation"
ASSESSED = "pcfAssessmentAndMethodology.pcfAssessmentInformation"
DATA = "pcfAssessmentAndMethodology.dataSourcesAndQuality"
METHOD = "pcfAssessmentAndMethodology.pcfMethodology"
STAGES = "productLifeCycleStagesAndEmissions"
PRODUCTION, PACKAGING = f"{STAGES}.productionStage", f"{STAGES}.packagingStage"
DISTRIBUTION = f"{STAGES}.distributionStage"
# Catena-X path, PACT v3 path
TEXTS = (
    (f"{COMPANY}.companyName", "companyName"),
    (f"{PRODUCT}.productNameCompany", "productNameCompany"),
    (f"{PRODUCT}.productDescription", "productDescription"),
    (f"{ASSESSED}.idAndVersion.status", "status"),
    ("general.comment", "comment"),
    (f"{PRODUCT}.declaredUnitOfMeasurement", "pcf.declaredUnitOfMeasurement"),
    (f"{ASSESSED}.technology.boundaryProcessesDescription", "pcf.boundaryProcessesDescription"),
    (f"{ASSESSED}.boundarySpecifications.exemptedEmissionsDescription",
     "pcf.exemptedEmissionsDescription"),
    (f"{METHOD}.allocationInForeground.allocationRulesDescription",
     "pcf.allocationRulesDescription"),
)  # fmt: skip
TIMES = (
    (f"{ASSESSED}.time.created", "created"),
    (f"{ASSESSED}.time.validityPeriodStart", "validityPeriodStart"),
    (f"{ASSESSED}.time.validityPeriodEnd", "validityPeriodEnd"),
    (f"{ASSESSED}.time.referencePeriodStart", "pcf.referencePeriodStart"),
    (f"{ASSESSED}.time.referencePeriodEnd", "pcf.referencePeriodEnd"),
)
FLAGS = (
    (f"{PACKAGING}.packagingEmissionsIncluded", "pcf.packagingEmissionsIncluded"),
    (f"{ASSESSED}.technology.ccsTechnologicalCO2CaptureIncluded",
     "pcf.ccsTechnologicalCO2CaptureIncluded"),
)  # fmt: skip
NUMBERS = (
    (f"{PRODUCT}.declaredUnitAmount", "pcf.declaredUnitAmount"),
    (f"{PRODUCT}.productMassPerDeclaredUnit", "pcf.productMassPerDeclaredUnit"),
    (f"{PRODUCTION}.pcfExcludingBiogenicUptake", "pcf.pcfExcludingBiogenicUptake"),
    (f"{PRODUCTION}.pcfIncludingBiogenicUptake", "pcf.pcfIncludingBiogenicUptake"),
    (f"{PRODUCTION}.fossilGhgEmissions", "pcf.fossilGhgEmissions"),
    (f"{PRODUCTION}.landUseChangeGhgEmissions", "pcf.landUseChangeGhgEmissions"),
    (f"{PRODUCTION}.landManagementBiogenicCO2Emissions",
     "pcf.landManagementBiogenicCO2Emissions"),
    (f"{PRODUCTION}.landManagementBiogenicCO2Removals",
     "pcf.landManagementBiogenicCO2Removals"),
    (f"{PRODUCTION}.biogenicNonCO2Emissions", "pcf.biogenicNonCO2Emissions"),
    (f"{PRODUCTION}.biogenicCO2Uptake", "pcf.biogenicCO2Uptake"),
    (f"{PRODUCTION}.aircraftGhgEmissions", "pcf.aircraftGhgEmissions"),
    (f"{PACKAGING}.packagingPcfExcludingBiogenicUptake", "pcf.packagingGhgEmissions"),
    (f"{DISTRIBUTION}.distributionStagePcfExcludingBiogenicUptake",
     "pcf.outboundLogisticsGhgEmissions"),
    ("carbonContent.fossilCarbonContent", "pcf.fossilCarbonContent"),
    ("carbonContent.biogenicCarbonContent", "pcf.biogenicCarbonContent"),
    ("carbonContent.recycledCarbonContent", "pcf.recycledCarbonContent"),
    ("carbonContent.packagingBiogenicCarbonContent", "pcf.packagingBiogenicCarbonContent"),
    (f"{ASSESSED}.boundarySpecifications.exemptedEmissionsPercent",
     "pcf.exemptedEmissionsPercent"),
    (f"{DATA}.primaryDataShare", "pcf.primaryDataShare"),
)  # fmt: skip
RATINGS = ("technologicalDQR", "geographicalDQR", "temporalDQR")
STANDARDS = {
    "ISO 14067": "ISO14067", "ISO 14083": "ISO14083", "ISO 14040": "ISO14040-44",
    "ISO 14044": "ISO14040-44", "ISO 14040-44": "ISO14040-44", "PEF": "PEF",
    "GHG Protocol Product Standard": "GHGP-Product", "PAS 2050": "PAS2050",
}  # fmt: skip
CODES = {code: text for text, code in reversed(STANDARDS.items())} | {"ISO14040-44": "ISO 14044"}
SINGLE = ("AR6", "AR5", "AR4")
