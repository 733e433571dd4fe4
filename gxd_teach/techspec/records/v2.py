"""A product's carbon footprint in the dialect of PACT v2, on which FW Ed. 2.0 is aligned.

PACT Technical Specifications v2.0 to v2.3 (WBCSD), data model ProductFootprint. One model
reads all four editions: `specVersion` decides what is mandatory. Attributes carry the JSON
names. A record that `footprint_v2` makes holds what every edition asks for, so it passes as
any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import uuid4

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    ValidationError,
    model_validator,
)

from gxd_teach.errors import ProblemsError
from gxd_teach.techspec.records.document import Record, Text, Uuids
from gxd_teach.techspec.records.identifiers import LooseUrn, Uuid
from gxd_teach.techspec.records.parts import (
    DataModelExtension,
    ProductOrSectorSpecificRule,
    SecondaryEmissionFactorSource,
)
from gxd_teach.techspec.records.problems import problems_of
from gxd_teach.techspec.records.v2_carbon import (
    AssuranceV2,
    CarbonFootprintV2,
    DataQualityIndicatorsV2,
)
from gxd_teach.techspec.records.v2_editions import (
    EDITIONS,
    edition_of,
    read_spec_version,
    reading,
)
from gxd_teach.techspec.records.wire import Maybe, Moment, WholeNumber, distinct

__all__ = [
    "EDITIONS",
    "SPEC_VERSION_V2",
    "AssuranceV2",
    "CarbonFootprintV2",
    "DataModelExtension",
    "DataQualityIndicatorsV2",
    "ProductFootprintV2",
    "ProductOrSectorSpecificRule",
    "SecondaryEmissionFactorSource",
    "footprint_v2",
]

SPEC_VERSION_V2 = "2.3.3"

LooseUrns = Annotated[tuple[LooseUrn, ...], AfterValidator(distinct)]

# The words for a standard before 2.3, and since.
STANDARD_OF = {
    "GHG Protocol Product standard": "GHGP-Product",
    "ISO Standard 14067": "ISO14067",
    "ISO Standard 14044": "ISO14040-44",
}


class ProductFootprintV2(Record):
    """One footprint of one product of one company, in one of its versions.

    A minor change keeps the `id` and raises `version`; a major one is a new footprint.
    """

    model_config = ConfigDict(revalidate_instances="always")

    id: Uuid
    specVersion: Annotated[str, PlainValidator(read_spec_version, json_schema_input_type=str)]
    precedingPfIds: Maybe[Uuids] = None
    version: WholeNumber
    created: Moment
    updated: Maybe[Moment] = None
    status: Literal["Active", "Deprecated"]
    statusComment: Maybe[str] = None
    validityPeriodStart: Maybe[Moment] = Field(default=None, description="inclusive")
    validityPeriodEnd: Maybe[Moment] = Field(
        default=None, description="exclusive; neither given: 3 years from referencePeriodEnd"
    )
    companyName: Text
    companyIds: LooseUrns
    productDescription: str
    productIds: LooseUrns
    productClassifications: Maybe[LooseUrns] = Field(default=None, description="since 2.3")
    productCategoryCpc: Text
    productNameCompany: Text
    comment: str
    pcf: CarbonFootprintV2
    extensions: Maybe[tuple[DataModelExtension, ...]] = None

    @model_validator(mode="wrap")
    @classmethod
    def _by_edition(
        cls, data: Any, inner: ModelWrapValidatorHandler[ProductFootprintV2]
    ) -> ProductFootprintV2:
        given = data.get("specVersion") if isinstance(data, Mapping) else None
        token = reading.set(edition_of(getattr(data, "specVersion", given)))
        try:
            return inner(data)
        finally:
            reading.reset(token)

    def following(self, version: str) -> ProductFootprintV2:
        """The same footprint as a record of another edition: ``"2.0"``, ``"2.2.1"`` …

        `ProblemsError` names what that edition asks for and this record lacks.
        """
        spec_version = f"{version}.0" if version in EDITIONS else version
        return _made(self.model_dump(exclude_none=True) | {"specVersion": spec_version})


def _made(stated: Mapping[str, Any]) -> ProductFootprintV2:
    try:
        return ProductFootprintV2.model_validate(dict(stated))
    except ValidationError as error:
        raise ProblemsError("ProductFootprintV2", problems_of(error)) from None


def footprint_v2(*, pcf: Mapping[str, Any], **properties: Any) -> ProductFootprintV2:
    """Make a v2 record that passes as 2.0, 2.1, 2.2 and 2.3: whatever one edition wants is in.

    `properties` and `pcf` hold PACT's properties by name and win over what is filled in: a new
    id, now, version 0, Active, empty texts, nothing exempted, packaging not included, AR6 by
    both names, ISO 14067 by both names. None leaves an optional property out.
    `ProblemsError` lists what is missing or does not fit.

    >>> record = footprint_v2(
    ...     companyName="FICT-CHASSIS", companyIds=["urn:gln:4912345000009"],
    ...     productIds=["urn:gtin:4912345678904"], productNameCompany="筐体",
    ...     productCategoryCpc="45291",
    ...     pcf={"declaredUnit": "kilogram", "unitaryProductAmount": "1.2",
    ...          "pCfExcludingBiogenic": "10.3", "fossilGhgEmissions": "10.3",
    ...          "fossilCarbonContent": "0", "biogenicCarbonContent": "0",
    ...          "referencePeriodStart": "2024-04-01T00:00:00Z",
    ...          "referencePeriodEnd": "2025-04-01T00:00:00Z"})
    >>> [record.following(edition).specVersion for edition in EDITIONS]
    ['2.0.0', '2.1.0', '2.2.0', '2.3.0']
    """
    inner: dict[str, Any] = {
        "boundaryProcessesDescription": "cradle-to-gate",
        "exemptedEmissionsPercent": 0,
        "exemptedEmissionsDescription": "",
        "packagingEmissionsIncluded": pcf.get("packagingGhgEmissions") is not None,
        **_by_both_names(pcf),
        **pcf,
    }
    outer: dict[str, Any] = {
        "id": uuid4(),
        "specVersion": SPEC_VERSION_V2,
        "version": 0,
        "created": datetime.now(UTC),
        "status": "Active",
        "productDescription": "",
        "comment": "",
        **properties,
        "pcf": inner,
    }
    return _made(outer)


def _by_both_names(pcf: Mapping[str, Any]) -> dict[str, Any]:
    """Standards and characterization factors, in the words from before and since."""
    used = pcf.get("crossSectoralStandardsUsed")
    since = pcf.get("crossSectoralStandards")
    if used is None:
        known = {new: old for old, new in STANDARD_OF.items()}
        used = [known[word] for word in since or () if word in known] or ["ISO Standard 14067"]
    if since is None:
        since = [STANDARD_OF[word] for word in used if word in STANDARD_OF] or None
    factors = pcf.get("characterizationFactors")
    reports = pcf.get("ipccCharacterizationFactorsSources")
    if factors is None:
        factors = "AR5" if reports is not None and "AR6" not in reports else "AR6"
    return {
        "crossSectoralStandardsUsed": used,
        "crossSectoralStandards": since,
        "characterizationFactors": factors,
        "ipccCharacterizationFactorsSources": reports if reports is not None else [factors],
    }
