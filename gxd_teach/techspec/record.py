"""A product's carbon footprint as companies exchange it: the record of PACT v3.

PACT Technical Specifications v3.0.3 (WBCSD), data model: ProductFootprint, CarbonFootprint
and what they hold. What is mandatory here is what the specification's schema makes
mandatory; what its rules ask for beyond that belongs to a later check.

Attributes carry the JSON names (`record.pcf.fossilGhgEmissions`), not Python-style ones:
whoever reads the specification, a JSON file and this code meets one word for one thing.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import from_json

from gxd_teach.errors import ProblemsError
from gxd_teach.techspec.identifiers import (
    Assessment,
    CountryCode,
    Region,
    SubdivisionCode,
    Unit,
    Uri,
    Urn,
    Uuid,
)
from gxd_teach.techspec.problems import fault, not_json, problems_of
from gxd_teach.techspec.wire import (
    AnyAmount,
    Maybe,
    Moment,
    NotNegative,
    NotPositive,
    Positive,
    Rating,
    distinct,
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

Text = Annotated[str, Field(min_length=1)]
Urns = Annotated[tuple[Urn, ...], AfterValidator(distinct)]
Uuids = Annotated[tuple[Uuid, ...], AfterValidator(distinct)]
Texts = Annotated[tuple[Text, ...], AfterValidator(distinct)]


class _Part(BaseModel):
    # Immutable, as PACT v3 wants a footprint to be. What we do not know is kept and passed
    # on: a receiver must accept properties that a later edition adds.
    model_config = ConfigDict(frozen=True, extra="allow")


class ProductOrSectorSpecificRule(_Part):
    """A product category rule, and who operates it."""

    operator: Literal["PEF", "EPD International", "Other"]
    ruleNames: Texts
    otherOperatorName: Maybe[Text] = None


class SecondaryEmissionFactorSource(_Part):
    """A database of secondary emission factors, by name and version."""

    name: Text
    version: Text


class DataQualityIndicators(_Part):
    """How well the data fit technology, place and time: 1 (best) to 5 in v3."""

    technologicalDQR: Rating
    geographicalDQR: Rating
    temporalDQR: Rating


class Verification(_Part):
    """Who has verified the footprint, how much of it, and by which standard."""

    coverage: Maybe[Literal["PCF calculation model", "PCF program", "product level"]] = None
    providerName: Maybe[str] = None
    completedAt: Maybe[Moment] = None
    standardName: Maybe[str] = None
    comments: Maybe[str] = None


class DataModelExtension(_Part):
    """Further data agreed between the two sides, described by a JSON schema of its own."""

    specVersion: str
    dataSchema: Uri
    documentation: Maybe[Uri] = None
    data: dict[str, Any]


class CarbonFootprint(_Part):
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
    technologicalCO2Removals: Maybe[NotPositive] = None  # 0 or more before v3.0.2
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
        before = [name for name in info.data if name.startswith("geography") and info.data[name]]
        if value is not None and before:
            raise fault(
                "GXD-R013",
                f"{before[0]} もあります。地理的範囲は 1 つの項目だけで書きます",
                f"stands beside {before[0]}: give the geography by one property only",
            )
        return value


class ProductFootprint(_Part):
    """One footprint of one product of one company, immutable once published.

    `to_json` and `from_json` are each other's inverse: what was read is written again.
    """

    id: Uuid
    specVersion: Annotated[str, Field(pattern=r"^3\.\d+\.\d+(-\d{8})?$")] = SPEC_VERSION
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
    _received: bytes | None = PrivateAttr(default=None)

    @classmethod
    def from_json(cls, text: bytes | str) -> ProductFootprint:
        """Read a record; `ProblemsError` lists everything that is wrong with it at once.

        >>> try:
        ...     ProductFootprint.from_json('{"id": 1}')
        ... except ProblemsError as error:
        ...     print(error.problems[0].where, error.problems[0].code)
        id GXD-R007
        """
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        try:
            from_json(data, allow_inf_nan=False)  # NaN is no JSON, yet most parsers take it
            record = cls.model_validate_json(data)
        except ValidationError as error:
            raise ProblemsError("ProductFootprint", problems_of(error)) from None
        except ValueError as error:
            raise ProblemsError("ProductFootprint", [not_json(str(error))]) from None
        record._received = data
        return record

    def to_json(self) -> bytes:
        """The record as JSON (UTF-8): decimals as strings, times with Z, no null."""
        return self.model_dump_json(exclude_none=True).encode()

    @property
    def raw(self) -> bytes:
        """The very bytes the record was read from; `to_json()` when it was made here."""
        return self._received if self._received is not None else self.to_json()

    def model_copy(self, **how: Any) -> ProductFootprint:
        """A changed copy; it no longer claims the bytes its original was read from."""
        copy = super().model_copy(**how)
        copy._received = None
        return copy

    def __eq__(self, other: object) -> bool:
        # What two records say counts, not from which bytes they were read.
        if not isinstance(other, ProductFootprint):
            return NotImplemented
        return self.model_dump(exclude_none=True) == other.model_dump(exclude_none=True)

    def __hash__(self) -> int:
        return hash(self.id)
