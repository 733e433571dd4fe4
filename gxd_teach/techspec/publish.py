"""From a calculated footprint to the record that is exchanged.

PACT Technical Specifications v3.0.3 (WBCSD). In v3 every value is for the *whole* declared
unit, amount x unit: a footprint of 12.5 liter is stated for 12.5 liter, not for one.
Packaging is inside the total and named apart; outbound transport is named apart and in no
total. Decimals keep 12 significant digits: more than any emission factor has, and few enough
to leave the noise of binary arithmetic behind. A primary data share keeps two decimals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from uuid import UUID, uuid4

from pydantic import ValidationError

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.contribution import ORGANIZATION_STAGE, PACKAGING_STAGE
from gxd_teach.techspec.company import Company, Product, several
from gxd_teach.techspec.records.problems import problems_of
from gxd_teach.techspec.records.sums import check_sums
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.records.wire import moment_text, plain

__all__ = ["CalculatedFootprint", "decimal_of", "product_footprint"]

# Units that are no goods have no mass: PACT states "0" for energy, transport and services.
_MASSLESS = frozenset({"kilowatt hour", "megajoule", "ton kilometer", "hour", "megabit second"})


class CalculatedFootprint(Protocol):
    """What a calculation has to tell: all values for `declared_amount` x `declared_unit`.

    One that also knows its stages (packaging among them) and what happens after the gate
    (`by_stage`, `outbound`, `outbound_kg_co2e`, as the framework's `Footprint` does) has that
    stated in the record.
    """

    @property
    def name(self) -> str:
        """What was calculated."""

    @property
    def declared_unit(self) -> str:
        """The unit in PACT's words, such as "piece" or "kilogram"."""

    @property
    def declared_amount(self) -> float:
        """How many of that unit."""

    @property
    def total_kg_co2e(self) -> float:
        """Kg CO2e, all of it fossil in this course's cases."""

    @property
    def primary_data_share(self) -> float:
        """Percent, 0 to 100."""

    @property
    def product_mass_kg(self) -> float | None:
        """Kg of product without packaging, or None when unknown."""


def decimal_of(value: float | Decimal | str) -> Decimal:
    """A number as a decimal of 12 significant digits; GXD-R042 when it is none, or not finite.

    Text is PACT's way to write a decimal ("2.6", as `exempted_emissions_percent` has it).

    >>> decimal_of(0.1 + 0.2), format(decimal_of(1e-7), "f")
    (Decimal('0.3'), '0.0000001')
    """
    if isinstance(value, str):
        value = _written(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise GxdError(
            "GXD-R042",
            f"{value!r} は数ではありません。数を入れてください",
            f"{value!r} is no number: give one",
        )
    if not math.isfinite(value):
        raise GxdError(
            "GXD-R042",
            f"{value} は公開できません。計算の途中で 0 で割っていないか確かめてください",
            f"{value} cannot be published: look for a division by zero on the way",
        )
    if isinstance(value, Decimal):
        return value
    return Decimal(f"{value:.12g}") + 0  # + 0 turns -0 into 0


def _written(text: str) -> Decimal:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise GxdError(
            "GXD-R042",
            f"「{text}」は数として読めません。2.6 のように書いてください",
            f"'{text}' is no number: write it like 2.6",
        ) from None


def product_footprint(
    footprint: CalculatedFootprint,
    *,
    company: Company,
    product: Product,
    reference_period_start: date | datetime | str,
    reference_period_end: date | datetime | str,
    fossil_carbon_content_kg: float,
    geography_country: str | None = "JP",
    standards: Sequence[str] | str = ("ISO14067",),
    characterization_factors: Sequence[str] | str = ("AR6",),
    exempted_emissions_percent: float | str = 0.0,
    comment: str | None = None,
    preceding_ids: Sequence[UUID | str] = (),
    more: Mapping[str, Any] | None = None,
    id: UUID | str | None = None,
    created: datetime | str | None = None,
) -> ProductFootprint:
    """Write a calculated footprint as a PACT v3 record, ready to be published.

    The reference period's start is inclusive, its end exclusive; a plain date is its midnight
    in UTC. `fossil_carbon_content_kg` is kg of carbon (not CO2) in the product. Packaging rows
    make packagingEmissionsIncluded true and packagingGhgEmissions; without any, the flag is
    false, and an organization-based footprint, which cannot tell, has none. Outbound legs make
    outboundLogisticsGhgEmissions (PACT v3 rules). `more` holds further CarbonFootprint
    properties by their PACT names; they win over what stands here.
    GXD-R043: the product's mass is missing. `ProblemsError` lists whatever else does not fit.

    >>> from types import SimpleNamespace
    >>> calculated = SimpleNamespace(
    ...     name="筐体", declared_unit="piece", declared_amount=1.0, total_kg_co2e=0.1 + 0.2,
    ...     primary_data_share=40.0, product_mass_kg=1.2)
    >>> record = product_footprint(
    ...     calculated,
    ...     company=Company("fict-chassis", "架空シャーシ", "urn:gln:4912345000009"),
    ...     product=Product("筐体", "アルミ筐体", "urn:gtin:4912345678904"),
    ...     reference_period_start="2025-04-01", reference_period_end="2026-04-01",
    ...     fossil_carbon_content_kg=0.0)
    >>> record.pcf.pcfExcludingBiogenicUptake
    Decimal('0.3')
    """
    further = {name: _exact(value) for name, value in (more or {}).items()}
    total = decimal_of(footprint.total_kg_co2e)
    pcf = {
        "declaredUnitOfMeasurement": footprint.declared_unit,
        "declaredUnitAmount": decimal_of(footprint.declared_amount),
        "productMassPerDeclaredUnit": _mass(footprint),
        "referencePeriodStart": _moment(reference_period_start),
        "referencePeriodEnd": _moment(reference_period_end),
        "geographyCountry": geography_country,
        "pcfExcludingBiogenicUptake": total,
        "pcfIncludingBiogenicUptake": total + _uptake(further),
        "fossilCarbonContent": decimal_of(fossil_carbon_content_kg),
        "fossilGhgEmissions": total,
        "ipccCharacterizationFactors": several(characterization_factors),
        "crossSectoralStandards": several(standards),
        "exemptedEmissionsPercent": decimal_of(exempted_emissions_percent),
        "primaryDataShare": decimal_of(round(footprint.primary_data_share, 2)),
        **_named_apart(footprint),
    }
    if further.get("packagingEmissionsIncluded") is False:
        pcf.pop("packagingGhgEmissions", None)  # what is not included has no amount
    stated = {
        "id": id if id is not None else uuid4(),
        "created": _moment(created) if created is not None else datetime.now(UTC),
        "status": "Active",
        "precedingPfIds": tuple(preceding_ids) or None,
        "companyName": company.name,
        "companyIds": tuple(company.company_urns),
        "productNameCompany": product.name,
        "productDescription": product.description,
        "productIds": tuple(product.product_urns),
        "productClassifications": tuple(product.classification_urns) or None,
        "comment": comment,
        "pcf": pcf | further,
    }
    try:
        record = ProductFootprint.model_validate(stated)
    except ValidationError as error:
        raise ProblemsError("ProductFootprint", problems_of(error)) from None
    if problems := _doubts(record) + check_sums(record):
        raise ProblemsError("ProductFootprint", problems)
    return record


def _mass(footprint: CalculatedFootprint) -> Decimal:
    """Kg of product in the whole declared unit."""
    if footprint.product_mass_kg is not None:
        return decimal_of(footprint.product_mass_kg)
    if footprint.declared_unit == "kilogram":
        return decimal_of(footprint.declared_amount)
    if footprint.declared_unit in _MASSLESS:
        return Decimal(0)
    raise GxdError(
        "GXD-R043",
        f"宣言単位が {footprint.declared_unit} なので、製品の質量 product_mass_kg(kg)が要ります",
        f"a footprint per {footprint.declared_unit} needs the product's mass: give product_mass_kg",
        where=footprint.name,
    )


def _named_apart(footprint: Any) -> dict[str, Any]:
    """Packaging and outbound transport, as far as the calculation knows them."""
    found: dict[str, Any] = {}
    stages = footprint.by_stage() if hasattr(footprint, "by_stage") else {}
    if PACKAGING_STAGE in stages:
        found["packagingEmissionsIncluded"] = True
        found["packagingGhgEmissions"] = decimal_of(stages[PACKAGING_STAGE])
    elif stages and ORGANIZATION_STAGE not in stages:
        found["packagingEmissionsIncluded"] = False
    if getattr(footprint, "outbound", ()):
        found["outboundLogisticsGhgEmissions"] = decimal_of(footprint.outbound_kg_co2e)
    return found


def _moment(value: date | datetime | str) -> datetime | str:
    """A plain date is its midnight in UTC; everything else is read by the record."""
    if isinstance(value, str) and len(value) == len("2025-04-01"):
        return f"{value}T00:00:00Z"
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value


def _exact(value: Any) -> Any:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return decimal_of(value) if is_number else value


def _uptake(further: Mapping[str, Any]) -> Decimal:
    """The biogenic uptake, where it is one; what is no decimal, the record will refuse."""
    try:
        return Decimal(further.get("biogenicCO2Uptake") or 0)
    except (InvalidOperation, TypeError, ValueError):
        return Decimal(0)


def _doubts(record: ProductFootprint) -> list[Problem]:
    """What is well-formed and still no footprint."""
    pcf = record.pcf
    doubts = []
    if pcf.referencePeriodStart >= pcf.referencePeriodEnd:
        start, end = moment_text(pcf.referencePeriodStart), moment_text(pcf.referencePeriodEnd)
        doubts.append(
            Problem(
                "GXD-R044",
                "pcf.referencePeriodEnd",
                f"終わり {end} が始まり {start} より後になっていません",
                f"the end {end} is not after the start {start}",
            )
        )
    if not 0 <= pcf.exemptedEmissionsPercent <= 100:
        percent = plain(pcf.exemptedEmissionsPercent)
        doubts.append(
            Problem(
                "GXD-R045",
                "pcf.exemptedEmissionsPercent",
                f"{percent} % です。0 から 100 の間の値にしてください",
                f"is {percent} %: must be from 0 to 100",
            )
        )
    if pcf.primaryDataShare is not None and not 0 <= pcf.primaryDataShare <= 100:
        share = plain(pcf.primaryDataShare)
        doubts.append(
            Problem(
                "GXD-R045",
                "pcf.primaryDataShare",
                f"{share} % です。0 から 100 の間の値にしてください",
                f"is {share} %: must be from 0 to 100",
            )
        )
    return doubts
