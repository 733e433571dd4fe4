"""The carbon footprint inside a PACT v2 record: emissions per *one* declared unit.

PACT Technical Specifications v2.0 to v2.3 (WBCSD), data model CarbonFootprint: the dialect
that the Green x Digital Consortium's extension adds to. Mandatory is what the schema of the
edition makes mandatory; what its text asks for beyond that (signs, what is due from 2025,
exempted emissions up to 5 %) belongs to a later check.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, ValidationInfo, field_validator

from gxd_teach.techspec.records.document import Part, Text
from gxd_teach.techspec.records.identifiers import (
    Assessment,
    CountryCode,
    Region,
    SubdivisionCode,
    one_geography,
)
from gxd_teach.techspec.records.parts import (
    ProductOrSectorSpecificRule,
    SecondaryEmissionFactorSource,
)
from gxd_teach.techspec.records.v2_editions import left_out, mandatory
from gxd_teach.techspec.records.wire import (
    AnyAmount,
    Maybe,
    Moment,
    Percent,
    RatingV2,
    distinct,
)

__all__ = [
    "STANDARDS",
    "STANDARDS_USED",
    "AssuranceV2",
    "CarbonFootprintV2",
    "DataQualityIndicatorsV2",
    "UnitV2",
]

UnitV2 = Literal[
    "liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer",
    "square meter",
]  # fmt: skip
StandardUsed = Literal["GHG Protocol Product standard", "ISO Standard 14067", "ISO Standard 14044"]
Standard = Literal[
    "ISO14067", "ISO14083", "ISO14040-44", "GHGP-Product", "PEF", "PACT-1.0", "PACT-2.0",
    "PACT-3.0",
]  # fmt: skip
STANDARDS_USED: tuple[str, ...] = StandardUsed.__args__  # type: ignore[attr-defined]
STANDARDS: tuple[str, ...] = Standard.__args__  # type: ignore[attr-defined]


class DataQualityIndicatorsV2(Part):
    """How good the data are, in v2: five ratings from 1 (best) to 3, numbers, and a coverage."""

    coveragePercent: Percent
    technologicalDQR: RatingV2
    temporalDQR: RatingV2
    geographicalDQR: RatingV2
    completenessDQR: RatingV2
    reliabilityDQR: RatingV2


class AssuranceV2(Part):
    """Who has assured the footprint, how deeply, and by which standard."""

    assurance: Annotated[Maybe[StrictBool], mandatory(since=(2, 1, 0))] = Field(
        default_factory=left_out, validate_default=True
    )
    coverage: Annotated[
        Maybe[Literal["corporate level", "product line", "PCF system", "product level"]],
        mandatory(until=(2, 1, 0)),
    ] = Field(default_factory=left_out, validate_default=True)
    level: Maybe[Literal["limited", "reasonable"]] = None
    boundary: Maybe[Literal["Gate-to-Gate", "Cradle-to-Gate"]] = None
    providerName: Text
    completedAt: Maybe[Moment] = None
    standardName: Maybe[str] = None
    comments: Maybe[str] = None


class CarbonFootprintV2(Part):
    """Carbon footprint per one declared unit, of which a product holds `unitaryProductAmount`.

    Emissions are in kg CO2e and carbon contents in kg C per one declared unit, so a bottle of
    12 liter has unitaryProductAmount 12 and emissions per liter (in v3: for all 12 liter).
    """

    # A part made by hand is checked again when its record says which edition it follows.
    model_config = ConfigDict(revalidate_instances="always")

    declaredUnit: UnitV2
    unitaryProductAmount: AnyAmount = Field(description="declared units in the product")
    productMassPerDeclaredUnit: Maybe[AnyAmount] = Field(
        default=None, description="kg, without packaging; since 2.3"
    )

    # The two totals and their parts, kg CO2e; carbon contents, kg C
    pCfExcludingBiogenic: AnyAmount
    pCfIncludingBiogenic: Maybe[AnyAmount] = None
    fossilGhgEmissions: AnyAmount
    fossilCarbonContent: AnyAmount = Field(description="kg C, not CO2 (the text of 2.0 erred)")
    biogenicCarbonContent: AnyAmount = Field(description="kg C, not CO2 (the text of 2.0 erred)")
    dLucGhgEmissions: Maybe[AnyAmount] = None
    landManagementGhgEmissions: Maybe[AnyAmount] = None
    otherBiogenicGhgEmissions: Maybe[AnyAmount] = None
    iLucGhgEmissions: Maybe[AnyAmount] = None
    biogenicCarbonWithdrawal: Maybe[AnyAmount] = Field(default=None, description="0 or less")
    aircraftGhgEmissions: Maybe[AnyAmount] = None

    # By which rules
    characterizationFactors: Literal["AR5", "AR6"]
    ipccCharacterizationFactorsSources: Annotated[
        Maybe[Annotated[tuple[Assessment, ...], AfterValidator(distinct)]],
        mandatory(since=(2, 2, 0)),
    ] = Field(default_factory=left_out, validate_default=True)
    crossSectoralStandardsUsed: Annotated[tuple[StandardUsed, ...], AfterValidator(distinct)]
    # Mandatory in the text of 2.3, optional in its schema
    crossSectoralStandards: Maybe[Annotated[tuple[Standard, ...], AfterValidator(distinct)]] = None
    productOrSectorSpecificRules: Maybe[
        Annotated[tuple[ProductOrSectorSpecificRule, ...], AfterValidator(distinct)]
    ] = None
    biogenicAccountingMethodology: Maybe[Literal["PEF", "ISO", "GHGP", "Quantis"]] = None

    # Of what, when and where
    boundaryProcessesDescription: Annotated[Maybe[str], mandatory(since=(2, 0, 1))] = Field(
        default_factory=left_out, validate_default=True
    )
    referencePeriodStart: Moment = Field(description="inclusive")
    referencePeriodEnd: Moment = Field(description="exclusive")
    geographyRegionOrSubregion: Maybe[Region] = None
    geographyCountry: Maybe[CountryCode] = None
    geographyCountrySubdivision: Maybe[SubdivisionCode] = None

    # What was left out or named apart, and how good the data are
    secondaryEmissionFactorSources: Maybe[
        Annotated[tuple[SecondaryEmissionFactorSource, ...], AfterValidator(distinct)]
    ] = None
    exemptedEmissionsPercent: Percent
    exemptedEmissionsDescription: str
    packagingEmissionsIncluded: StrictBool
    packagingGhgEmissions: Maybe[AnyAmount] = None
    allocationRulesDescription: Maybe[str] = None
    uncertaintyAssessmentDescription: Maybe[str] = None
    primaryDataShare: Maybe[Percent] = None
    dqi: Maybe[DataQualityIndicatorsV2] = None
    assurance: Maybe[AssuranceV2] = None

    @field_validator("geographyCountry", "geographyCountrySubdivision", mode="after")
    @classmethod
    def _one_geography(cls, value: str | None, info: ValidationInfo) -> str | None:
        return one_geography(value, info.data)
