"""Records as hypothesis draws them: valid in every rule of the specification, sense aside.

`v2_records(version)` and `v3_records()` draw models, `v2_contents` and `v3_contents` the JSON
that a partner would send. Signs, periods, validity, geography, the sums of v3 and what is due
from 2025 are kept; whether 7 kg of carbon make sense in a product of 1 kg is not.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v2_carbon import STANDARDS, STANDARDS_USED
from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = [
    "amounts",
    "decimal_texts",
    "texts",
    "v2_contents",
    "v2_records",
    "v3_contents",
    "v3_records",
]

V2_UNITS = (
    "liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer",
    "square meter",
)  # fmt: skip
V3_UNITS = (*V2_UNITS, "piece", "hour", "megabit second")
_LETTERS = st.characters(exclude_categories=("Cs",))
texts = st.text(_LETTERS, max_size=20)
names = st.text(_LETTERS, min_size=1, max_size=20)
_codes = st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True)


def decimal_texts(low: int = -(10**9), high: int = 10**9) -> st.SearchStrategy[str]:
    """A decimal between two whole numbers as it stands on the wire: up to 9 decimals."""
    return st.builds(
        lambda whole, places: format(Decimal(whole).scaleb(-places), "f"),
        st.integers(low, high),
        st.integers(0, 9),
    )


amounts = decimal_texts(0)
_negative = st.builds(lambda text: text if Decimal(text) == 0 else f"-{text}", decimal_texts(0))
_positive = decimal_texts(1)


def _percents(highest: int) -> st.SearchStrategy[Decimal]:
    return st.builds(
        lambda whole, places: Decimal(whole).scaleb(-places),
        st.integers(0, highest),
        st.integers(0, 6),
    )


def _moment(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


@st.composite
def _times(draw: st.DrawFn) -> dict[str, Any]:
    """A reference period, when the footprint was made, and how long it holds."""
    start = draw(st.datetimes(datetime(2018, 1, 1), datetime(2026, 1, 1)))
    start = start.replace(tzinfo=UTC, microsecond=0)
    end = start + timedelta(days=draw(st.integers(1, 366)))
    created = end + timedelta(seconds=draw(st.integers(0, 10**7)))
    times: dict[str, Any] = {"start": start, "end": end, "created": created}
    if draw(st.booleans()):
        begins = draw(st.integers(0, 300))
        times["validityPeriodStart"] = _moment(end + timedelta(days=begins))
        times["validityPeriodEnd"] = _moment(end + timedelta(days=draw(st.integers(301, 1000))))
    return times


def _same(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


_geographies = st.sampled_from(
    [
        {},
        {"geographyCountry": "JP"},
        {"geographyCountrySubdivision": "JP-13"},
        {"geographyRegionOrSubregion": "Eastern Asia"},
        {"geographyRegionOrSubregion": "Europe"},
    ]
)
_rules = st.lists(
    st.fixed_dictionaries(
        {
            "operator": st.sampled_from(["PEF", "EPD International"]),
            "ruleNames": st.lists(names, min_size=1, max_size=2, unique=True),
        }
    )
    | st.fixed_dictionaries(
        {
            "operator": st.just("Other"),
            "otherOperatorName": names,
            "ruleNames": st.lists(names, min_size=1, max_size=2, unique=True),
        }
    ),
    min_size=1,
    max_size=2,
    unique_by=_same,
)
_sources = st.lists(
    st.fixed_dictionaries({"name": names, "version": names}),
    min_size=1,
    max_size=2,
    unique_by=_same,
)
_json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
_extensions = st.lists(
    st.fixed_dictionaries(
        {
            "specVersion": st.just("2.0.0"),
            "dataSchema": st.just("https://example.org/fict-schema.json"),
            "data": st.dictionaries(names, _json_values, max_size=2),
        },
        optional={"documentation": st.just("https://example.org/fict-schema")},
    ),
    min_size=1,
    max_size=2,
    unique_by=_same,
)


def _urns(prefix: str) -> st.SearchStrategy[list[str]]:
    return st.lists(_codes.map(f"urn:{prefix}".__add__), min_size=1, max_size=3, unique=True)


_preceding = st.lists(st.uuids(version=4).map(str), min_size=1, max_size=2, unique=True)


@st.composite
def v2_contents(draw: st.DrawFn, version: str = "2.3") -> dict[str, Any]:
    """A valid PACT v2 record as JSON; numbers that v2 writes as numbers are Decimals."""
    edition = int(version.split(".")[1])
    times = draw(_times())
    excluding = draw(amounts)
    fossil = draw(decimal_texts(0, 10**6))
    required = {
        "declaredUnit": st.sampled_from(V2_UNITS),
        "unitaryProductAmount": _positive,
        "pCfExcludingBiogenic": st.just(format(Decimal(excluding) + Decimal(fossil), "f")),
        "fossilGhgEmissions": st.just(fossil),
        "fossilCarbonContent": amounts,
        "biogenicCarbonContent": amounts,
        "characterizationFactors": st.sampled_from(["AR5", "AR6"]),
        "crossSectoralStandardsUsed": st.lists(
            st.sampled_from(STANDARDS_USED), min_size=1, unique=True
        ),
        "boundaryProcessesDescription": texts,
        "referencePeriodStart": st.just(_moment(times["start"])),
        "referencePeriodEnd": st.just(_moment(times["end"])),
        "exemptedEmissionsPercent": _percents(5),
        "exemptedEmissionsDescription": texts,
        "secondaryEmissionFactorSources": _sources,
    }
    optional: dict[str, st.SearchStrategy[Any]] = {
        "iLucGhgEmissions": amounts,
        "aircraftGhgEmissions": amounts,
        "productOrSectorSpecificRules": _rules,
        "allocationRulesDescription": texts,
        "uncertaintyAssessmentDescription": texts,
        "assurance": st.fixed_dictionaries(
            {
                "assurance": st.booleans(),
                "coverage": st.sampled_from(
                    ["corporate level", "product line", "PCF system", "product level"]
                ),
                "providerName": names,
            },
            optional={
                "level": st.sampled_from(["limited", "reasonable"]),
                "boundary": st.sampled_from(["Gate-to-Gate", "Cradle-to-Gate"]),
                "completedAt": st.just(_moment(times["created"])),
                "standardName": texts,
                "comments": texts,
            },
        ),
    }
    due_from_2025 = {
        "pCfIncludingBiogenic": decimal_texts(),
        "dLucGhgEmissions": amounts,
        # 2.0 wanted land management not negative and the withdrawal, wrongly, too: zero fits all
        "landManagementGhgEmissions": decimal_texts() if edition else amounts,
        "otherBiogenicGhgEmissions": amounts,
        "biogenicCarbonWithdrawal": _negative if edition else st.just("0"),
        "biogenicAccountingMethodology": st.sampled_from(["PEF", "ISO", "GHGP", "Quantis"]),
        "primaryDataShare": _percents(99),  # some secondary data, so their sources are stated
        "dqi": st.fixed_dictionaries(
            {"coveragePercent": _percents(100)}
            | {
                f"{name}DQR": st.integers(100, 300).map(lambda n: Decimal(n).scaleb(-2))
                for name in (
                    "technological",
                    "temporal",
                    "geographical",
                    "completeness",
                    "reliability",
                )
            }
        ),
    }
    is_due = times["end"] > datetime(2025, 1, 1, tzinfo=UTC)
    required |= due_from_2025 if is_due else {"primaryDataShare": due_from_2025["primaryDataShare"]}
    optional |= {} if is_due else due_from_2025
    if edition >= 2:
        required["ipccCharacterizationFactorsSources"] = st.sampled_from(
            [["AR5"], ["AR6"], ["AR5", "AR6"]]
        )
    if edition >= 3:
        required["crossSectoralStandards"] = st.lists(
            st.sampled_from(STANDARDS), min_size=1, max_size=3, unique=True
        )
        optional["productMassPerDeclaredUnit"] = amounts
    pcf = draw(st.fixed_dictionaries(required, optional=_only(optional, required)))
    pcf |= draw(_geographies)
    pcf["packagingEmissionsIncluded"] = draw(st.booleans())
    if pcf["packagingEmissionsIncluded"] and draw(st.booleans()):
        pcf["packagingGhgEmissions"] = draw(amounts)
    word = "pact" if edition >= 3 else "pathfinder"
    product = (
        "pact:fict.example:product-id:"
        if edition >= 3
        else ("pathfinder:product:customcode:vendor-assigned:")
    )
    head = {
        "id": st.uuids(version=4).map(str),
        "specVersion": st.sampled_from([f"{version}.0", f"{version}.1"]),
        "version": st.integers(0, 2**31 - 1),
        "created": st.just(_moment(times["created"])),
        "status": st.sampled_from(["Active", "Deprecated"]),
        "companyName": names,
        "companyIds": _urns(f"{word}:company:customcode:vendor-assigned:"),
        "productDescription": texts,
        "productIds": _urns(product),
        "productCategoryCpc": st.from_regex(r"[0-9]{3,5}", fullmatch=True),
        "productNameCompany": names,
        "comment": texts,
    }
    more: dict[str, st.SearchStrategy[Any]] = {
        "updated": st.just(_moment(times["created"] + timedelta(days=2))),
        "statusComment": texts,
        "precedingPfIds": _preceding,
        "extensions": _extensions,
    }
    if edition >= 3:
        more["productClassifications"] = _urns("cpc:")
    outer: dict[str, Any] = draw(st.fixed_dictionaries(head, optional=more))
    return outer | _validity(times) | {"pcf": pcf}


@st.composite
def v3_contents(draw: st.DrawFn) -> dict[str, Any]:
    """A valid PACT v3.0 record as JSON; its totals are the sums of its parts."""
    times = draw(_times())
    parts = draw(
        st.fixed_dictionaries(
            {"fossilGhgEmissions": amounts},
            optional={
                "landUseChangeGhgEmissions": amounts,
                "landManagementBiogenicCO2Emissions": amounts,
                "landManagementBiogenicCO2Removals": _negative,
                "technologicalCO2Removals": _negative,
                "ccsTechnologicalCO2Capture": _negative,
                "biogenicNonCO2Emissions": amounts,
            },
        )
    )
    excluding = sum(map(Decimal, parts.values()), Decimal(0))
    including = excluding
    if draw(st.booleans()):
        uptake = draw(_negative)
        including += Decimal(uptake)
        parts["biogenicCO2Uptake"] = uptake
    required = {
        "declaredUnitOfMeasurement": st.sampled_from(V3_UNITS),
        "declaredUnitAmount": _positive,
        "productMassPerDeclaredUnit": amounts,
        "referencePeriodStart": st.just(_moment(times["start"])),
        "referencePeriodEnd": st.just(_moment(times["end"])),
        "pcfExcludingBiogenicUptake": st.just(format(excluding, "f")),
        "pcfIncludingBiogenicUptake": st.just(format(including, "f")),
        "fossilCarbonContent": amounts,
        "ipccCharacterizationFactors": st.sampled_from([["AR6"], ["AR5", "AR6"]]),
        "crossSectoralStandards": st.lists(
            st.sampled_from([*STANDARDS, "PAS2050"]), min_size=1, max_size=3, unique=True
        ),
        "exemptedEmissionsPercent": decimal_texts(0, 3),
        "primaryDataShare": decimal_texts(0, 99),
        "secondaryEmissionFactorSources": _sources,
    }
    ratings = st.integers(100, 500).map(lambda n: format(Decimal(n).scaleb(-2), "f"))
    optional: dict[str, st.SearchStrategy[Any]] = {
        "boundaryProcessesDescription": texts,
        "biogenicCarbonContent": amounts,
        "recycledCarbonContent": amounts,
        "landCarbonLeakage": amounts,
        "landAreaOccupation": amounts,
        "aircraftGhgEmissions": amounts,
        "packagingBiogenicCarbonContent": amounts,
        "outboundLogisticsGhgEmissions": amounts,
        "technologicalCO2CaptureOrigin": texts,
        "ccuCarbonContent": amounts,
        "ccuCalculationApproach": st.sampled_from(["Cut-off", "Credit"]),
        "ccuCreditCertification": st.just("https://example.org/fict-credit"),
        "productOrSectorSpecificRules": _rules,
        "exemptedEmissionsDescription": texts,
        "allocationRulesDescription": texts,
        "dqi": st.fixed_dictionaries(
            dict.fromkeys(("technologicalDQR", "geographicalDQR", "temporalDQR"), ratings)
        ),
        "verification": st.fixed_dictionaries(
            {"providerName": names},
            optional={
                "coverage": st.sampled_from(
                    ["PCF calculation model", "PCF program", "product level"]
                ),
                "completedAt": st.just(_moment(times["created"])),
                "standardName": texts,
                "comments": texts,
            },
        ),
    }
    pcf = draw(st.fixed_dictionaries(required, optional=optional)) | parts | draw(_geographies)
    pcf["ccsTechnologicalCO2CaptureIncluded"] = "ccsTechnologicalCO2Capture" in parts
    pcf["packagingEmissionsIncluded"] = draw(st.booleans())
    if pcf["packagingEmissionsIncluded"] and draw(st.booleans()):
        pcf["packagingGhgEmissions"] = draw(amounts)
    if draw(st.booleans()):  # a part of the fossil emissions, not an addition to them
        pcf["landManagementFossilGhgEmissions"] = parts["fossilGhgEmissions"]
    outer: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {
                "id": st.uuids(version=4).map(str),
                "specVersion": st.sampled_from(["3.0.2", "3.0.3"]),
                "created": st.just(_moment(times["created"])),
                "status": st.sampled_from(["Active", "Deprecated"]),
                "companyName": names,
                "companyIds": _urns("pact:company:customcode:vendor-assigned:"),
                "productDescription": texts,
                "productIds": _urns("pact:fict.example:product-id:"),
                "productNameCompany": names,
            },
            optional={
                "comment": texts,
                "precedingPfIds": _preceding,
                "productClassifications": _urns("cpc:"),
                "extensions": _extensions,
            },
        )
    )
    return outer | _validity(times) | {"pcf": pcf}


def _only(
    optional: dict[str, st.SearchStrategy[Any]], required: dict[str, st.SearchStrategy[Any]]
) -> dict[str, st.SearchStrategy[Any]]:
    return {name: one for name, one in optional.items() if name not in required}


def _validity(times: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in times.items() if name.startswith("validity")}


def v2_records(version: str = "2.3") -> st.SearchStrategy[ProductFootprintV2]:
    """Valid PACT v2 records of one edition: ``"2.0"``, ``"2.1"``, ``"2.2"`` or ``"2.3"``."""
    return v2_contents(version).map(ProductFootprintV2.model_validate)


def v3_records() -> st.SearchStrategy[ProductFootprint]:
    """Valid PACT v3.0 records."""
    return v3_contents().map(ProductFootprint.model_validate)
