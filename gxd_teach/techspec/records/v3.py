"""A product's carbon footprint as companies exchange it: the record of PACT v3.

PACT Technical Specifications v3.0.3 (WBCSD), data model: ProductFootprint, CarbonFootprint
and what they hold. What is mandatory here is what the specification's schema makes
mandatory; what its rules ask for beyond that belongs to a later check.

Attributes carry the JSON names (`record.pcf.fossilGhgEmissions`), not Python-style ones:
whoever reads the specification, a JSON file and this code meets one word for one thing.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, ValidationInfo, field_validator

from gxd_teach.techspec.records.document import Part, Record, Text, Texts, Urns, Uuids
from gxd_teach.techspec.records.identifiers import (
    Assessment,
    CountryCode,
    Region,
    SubdivisionCode,
    Unit,
    Uri,
    Uuid,
    one_geography,
)
from gxd_teach.techspec.records.parts import (
    DataModelExtension,
    ProductOrSectorSpecificRule,
    SecondaryEmissionFactorSource,
)
from gxd_teach.techspec.records.problems import fault
from gxd_teach.techspec.records.v3_editions import (
    NEGATIVE_REMOVALS,
    SPELLED_EXTENSION_VERSION,
    edition_of,
    with_spec_version,
)
from gxd_teach.techspec.records.wire import (
    AnyAmount,
    Maybe,
    Moment,
    NotNegative,
    NotPositive,
    Positive,
    Rating,
    distinct,
    plain,
)

__all__ = [
    "SPEC_VERSION",
    "CarbonFootprint",
    "DataModelExtension",
    "DataQualityIndicators",
    "ProductFootprint",
    "ProductOrSectorSpecificRule",
    "SecondaryEmissionFactorSource",
    "Verification",
]

SPEC_VERSION = "3.0.3"


class DataQualityIndicators(Part):
    """How well the data fit technology, place and time: 1 (best) to 5 in v3."""

    technologicalDQR: Rating
    geographicalDQR: Rating
    temporalDQR: Rating


class Verification(Part):
    """Who has verified the footprint, how much of it, and by which standard."""

    coverage: Maybe[Literal["PCF calculation model", "PCF program", "product level"]] = None
    providerName: Maybe[str] = None
    completedAt: Maybe[Moment] = None
    standardName: Maybe[str] = None
    comments: Maybe[str] = None


class CarbonFootprint(Part):
    """Carbon footprint of the declared unit, which is *amount x unit* (12.5 liter, say).

    Emissions are in kg CO2e and carbon contents in kg C, both for the whole declared unit.
    """

    declaredUnitOfMeasurement: Unit
    declaredUnitAmount: Positive
    productMassPerDeclaredUnit: AnyAmount = Field(description="kg, without packaging")
    referencePeriodStart: Moment = Field(description="inclusive")
    referencePeriodEnd: Moment = Field(description="exclusive")
    geographyRegionOrSubregion: Maybe[Region] = None
    geographyCountry: Maybe[CountryCode] = None
    geographyCountrySubdivision: Maybe[SubdivisionCode] = None
    boundaryProcessesDescription: Maybe[str] = None

    # The two totals, and the carbon in the product itself
    pcfExcludingBiogenicUptake: AnyAmount = Field(description="kg CO2e")
    pcfIncludingBiogenicUptake: AnyAmount = Field(description="kg CO2e: excluding + uptake")
    fossilCarbonContent: NotNegative = Field(description="kg C, not CO2")
    biogenicCarbonContent: Maybe[NotNegative] = Field(default=None, description="kg C")
    recycledCarbonContent: Maybe[NotNegative] = Field(default=None, description="kg C")

    # What the totals are made of, kg CO2e
    fossilGhgEmissions: NotNegative
    landUseChangeGhgEmissions: Maybe[NotNegative] = None
    landCarbonLeakage: Maybe[NotNegative] = None
    landManagementFossilGhgEmissions: Maybe[NotNegative] = Field(
        default=None, description="already inside fossilGhgEmissions: never add it"
    )
    landManagementBiogenicCO2Emissions: Maybe[NotNegative] = None
    landManagementBiogenicCO2Removals: Maybe[NotPositive] = None
    biogenicCO2Uptake: Maybe[NotPositive] = None
    biogenicNonCO2Emissions: Maybe[NotNegative] = None
    landAreaOccupation: Maybe[NotNegative] = Field(default=None, description="square meter year")

    # Shares that are named separately, kg CO2e
    aircraftGhgEmissions: Maybe[NotNegative] = None
    packagingEmissionsIncluded: Maybe[StrictBool] = None
    packagingGhgEmissions: Maybe[NotNegative] = None
    packagingBiogenicCarbonContent: Maybe[NotNegative] = Field(default=None, description="kg C")
    outboundLogisticsGhgEmissions: Maybe[NotNegative] = None

    # Captured carbon: stored (CCS) or used (CCU)
    ccsTechnologicalCO2CaptureIncluded: Maybe[StrictBool] = None
    ccsTechnologicalCO2Capture: Maybe[NotPositive] = None
    technologicalCO2CaptureOrigin: Maybe[str] = None
    technologicalCO2Removals: Maybe[AnyAmount] = None  # its sign is the edition's: see below
    ccuCarbonContent: Maybe[NotNegative] = Field(default=None, description="kg C")
    ccuCalculationApproach: Maybe[Literal["Cut-off", "Credit"]] = None
    ccuCreditCertification: Maybe[Uri] = None

    # By which rules, and how good the data are
    ipccCharacterizationFactors: Annotated[tuple[Assessment, ...], AfterValidator(distinct)]
    crossSectoralStandards: Texts  # an open list: an unknown standard is accepted
    productOrSectorSpecificRules: Maybe[
        Annotated[tuple[ProductOrSectorSpecificRule, ...], AfterValidator(distinct)]
    ] = None
    exemptedEmissionsPercent: AnyAmount
    exemptedEmissionsDescription: Maybe[str] = None
    allocationRulesDescription: Maybe[str] = None
    secondaryEmissionFactorSources: Maybe[
        Annotated[tuple[SecondaryEmissionFactorSource, ...], AfterValidator(distinct)]
    ] = None
    primaryDataShare: Maybe[AnyAmount] = Field(
        default=None, description="percent of pcfExcludingBiogenicUptake"
    )
    dqi: Maybe[DataQualityIndicators] = None
    verification: Maybe[Verification] = None

    @field_validator("geographyCountry", "geographyCountrySubdivision", mode="after")
    @classmethod
    def _one_geography(cls, value: str | None, info: ValidationInfo) -> str | None:
        return one_geography(value, info.data)


class ProductFootprint(Record):
    """One footprint of one product of one company, immutable once published.

    >>> from gxd_teach.errors import ProblemsError
    >>> try:
    ...     ProductFootprint.from_json('{"id": 1}')
    ... except ProblemsError as error:
    ...     print(error.problems[0].where, error.problems[0].code)
    id GXD-R007
    """

    id: Uuid
    specVersion: Annotated[str, Field(pattern=r"^3\.[0-9]+\.[0-9]+(-[0-9]{8})?$")] = SPEC_VERSION
    precedingPfIds: Maybe[Uuids] = None
    created: Moment
    status: Literal["Active", "Deprecated"]
    validityPeriodStart: Maybe[Moment] = Field(default=None, description="inclusive")
    validityPeriodEnd: Maybe[Moment] = Field(
        default=None, description="exclusive; neither given: 3 years from referencePeriodEnd"
    )
    companyName: Text
    companyIds: Urns
    productDescription: str
    productIds: Urns
    productClassifications: Maybe[Urns] = None
    productNameCompany: Text
    comment: Maybe[str] = None
    pcf: CarbonFootprint
    extensions: Maybe[Annotated[tuple[DataModelExtension, ...], AfterValidator(distinct)]] = None

    @field_validator("pcf", mode="after")
    @classmethod
    def _removals_by_edition(cls, pcf: CarbonFootprint, info: ValidationInfo) -> CarbonFootprint:
        removals = pcf.technologicalCO2Removals
        edition = edition_of(info.data.get("specVersion"))
        # Until 3.0.1 the text wanted them positive: what was written then is still readable.
        if removals is not None and removals > 0 and edition and edition >= NEGATIVE_REMOVALS:
            raise fault(
                "GXD-R006",
                f"{plain(removals)} です。0 以下の値にしてください",
                f"is {plain(removals)}: must be 0 or less",
                at=("technologicalCO2Removals",),
            )
        return pcf

    @field_validator("extensions", mode="before")
    @classmethod
    def _misspelled_by_edition(cls, extensions: Any, info: ValidationInfo) -> Any:
        edition = edition_of(info.data.get("specVersion"))
        if edition and edition < SPELLED_EXTENSION_VERSION and isinstance(extensions, list):
            return [with_spec_version(extension) for extension in extensions]
        return extensions
