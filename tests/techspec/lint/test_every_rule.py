"""Every code of the catalogue: a record it fires on, beside the same record without the fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gxd_teach.techspec.lint import LintReport, catalogue, lint_record, lint_records

GONE = "<gone>"  # takes a property away
Spoil = Callable[..., dict[str, Any]]
Good = Callable[[str], dict[str, Any]]

ID = "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"
OTHER = "0b5f4c5e-6a55-4c0e-9d3a-6f1e2d3c4b5a"
GXD = "https://github.com/Green-x-Digital-Consortium/data-model-extensions/blob/main/specs/GxD_schema_en.json"
BY_ORGANIZATION = {
    "calcMethod": "1",
    "FWedition": "2.0",
    "organization": {f"scope{n}DistributionLevel": "site" for n in (1, 2, 3)},
}


def extension(data: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return [{"specVersion": "2.0.0", "dataSchema": GXD, "data": data} | more]


# code, version, what is changed in the good record, where the finding stands
SPOILT: list[tuple[str, str, dict[str, Any], str]] = [
    # schema
    ("GXD-R002", "3.0", {"companyName": GONE}, "companyName"),
    ("GXD-R003", "3.0", {"comment": None}, "comment"),
    ("GXD-R004", "3.0", {"pcf.fossilGhgEmissions": 12.34}, "pcf.fossilGhgEmissions"),
    ("GXD-R005", "3.0", {"pcf.exemptedEmissionsPercent": True}, "pcf.exemptedEmissionsPercent"),
    ("GXD-R007", "3.0", {"id": "no-uuid"}, "id"),
    ("GXD-R008", "3.0", {"companyIds": ["FICT-1"]}, "companyIds[0]"),
    ("GXD-R009", "3.0", {"pcf.secondaryEmissionFactorSources": []}, "pcf.secondaryEmissionFactorSources"),
    ("GXD-R010", "3.0", {"productIds": ["urn:gtin:4912345678904"] * 2}, "productIds"),
    ("GXD-R011", "3.0", {"created": "2026-05-01"}, "created"),
    ("GXD-R012", "3.0", {"created": "2026-05-01T00:00:00"}, "created"),
    ("GXD-R013", "3.0", {"pcf.geographyCountrySubdivision": "JP-13"}, "pcf.geographyCountrySubdivision"),
    ("GXD-R014", "3.0", {"pcf.geographyCountry": "Japan"}, "pcf.geographyCountry"),
    ("GXD-R015", "3.0", {"productNameCompany": 7}, "productNameCompany"),
    ("GXD-R016", "3.0", {"pcf.declaredUnitOfMeasurement": "kg"}, "pcf.declaredUnitOfMeasurement"),
    ("GXD-R017", "3.0", {"companyName": ""}, "companyName"),
    ("GXD-R018", "3.0", {"specVersion": "three"}, "specVersion"),
    ("GXD-R050", "2.3", {"pcf.primaryDataShare": "56.5"}, "pcf.primaryDataShare"),
    ("GXD-R051", "2.3", {"pcf.dqi.temporalDQR": 9}, "pcf.dqi.temporalDQR"),
    # dialects
    ("GXD-L001", "3.0", {"specVersion": "9.9.9"}, "specVersion"),
    ("GXD-L001", "2.3", {"specVersion": "2.4.0"}, "specVersion"),
    ("GXD-L002", "3.0", {"specVersion": "2.3.0"}, "specVersion"),
    ("GXD-L002", "2.3", {"specVersion": "3.0.3"}, "specVersion"),
    ("GXD-L003", "3.0", {"version": 2}, "version"),
    ("GXD-L003", "3.0", {"pcf.dLucGhgEmissions": "0.66"}, "pcf.dLucGhgEmissions"),
    ("GXD-L004", "2.3", {"pcf.biogenicCO2Uptake": "-0.55"}, "pcf.biogenicCO2Uptake"),
    ("GXD-L005", "3.0", {"pcf.primaryDataShare": 40}, "pcf.primaryDataShare"),
    ("GXD-L005", "2.1", {"pcf.exemptedEmissionsPercent": "4.5"}, "pcf.exemptedEmissionsPercent"),
    ("GXD-L006", "3.0", {"pcf.dqi.completenessDQR": "2"}, "pcf.dqi.completenessDQR"),
    ("GXD-L006", "2.3", {"pcf.dqi.temporalDQR": 4}, "pcf.dqi.temporalDQR"),
    ("GXD-L007", "3.0", {"pcf.crossSectoralStandards": ["ISO Standard 14067"]}, "pcf.crossSectoralStandards[0]"),
    ("GXD-L007", "2.3", {"pcf.crossSectoralStandardsUsed": ["ISO14067"]}, "pcf.crossSectoralStandardsUsed[0]"),
    ("GXD-L008", "3.0", {"pcf.verification.coverage": "PCF system"}, "pcf.verification.coverage"),
    ("GXD-L009", "3.0", {"pcf.PrimaryDataShare": "40"}, "pcf.PrimaryDataShare"),
    ("GXD-L009", "3.0", {"productids": []}, "productids"),
    ("GXD-L010", "3.0", {"specVersion": "3.0.0", "pcf.crossSectoralStandards": ["PAS2050"]}, "pcf.crossSectoralStandards[0]"),
    # values
    ("GXD-L020", "3.0", {"pcf.fossilGhgEmissions": "about two"}, "pcf.fossilGhgEmissions"),
    ("GXD-L020", "2.3", {"pcf.fossilGhgEmissions": "1,5"}, "pcf.fossilGhgEmissions"),
    ("GXD-L020", "2.0", {"pcf.fossilCarbonContent": "1E-7"}, "pcf.fossilCarbonContent"),
    ("GXD-L021", "3.0", {"pcf.fossilGhgEmissions": "-12.34"}, "pcf.fossilGhgEmissions"),
    ("GXD-L021", "2.3", {"pcf.pCfExcludingBiogenic": "-1"}, "pcf.pCfExcludingBiogenic"),
    ("GXD-L022", "3.0", {"pcf.biogenicCO2Uptake": "1.10"}, "pcf.biogenicCO2Uptake"),
    ("GXD-L022", "2.1", {"pcf.biogenicCarbonWithdrawal": "0.55"}, "pcf.biogenicCarbonWithdrawal"),
    ("GXD-L023", "3.0", {"specVersion": "3.0.1", "pcf.technologicalCO2Removals": "1"}, "pcf.technologicalCO2Removals"),
    ("GXD-L024", "3.0", {"pcf.declaredUnitAmount": "0"}, "pcf.declaredUnitAmount"),
    ("GXD-L024", "2.3", {"pcf.unitaryProductAmount": "-1"}, "pcf.unitaryProductAmount"),
    ("GXD-L025", "3.0", {"pcf.primaryDataShare": "140"}, "pcf.primaryDataShare"),
    ("GXD-L026", "3.0", {"pcf.dqi.temporalDQR": "9"}, "pcf.dqi.temporalDQR"),
    ("GXD-L027", "3.0", {"pcf.aircraftGhgEmissions": "0." + "1" * 80}, "pcf.aircraftGhgEmissions"),
    ("GXD-L028", "3.0", {"companyName": "　"}, "companyName"),
    # periods
    ("GXD-L030", "3.0", {"pcf.referencePeriodStart": "2026-04-01T00:00:00Z"}, "pcf.referencePeriodEnd"),
    ("GXD-L030", "2.3", {"pcf.referencePeriodStart": "2027-01-01T00:00:00Z"}, "pcf.referencePeriodEnd"),
    ("GXD-L031", "3.0", {"pcf.referencePeriodStart": "2015-04-01T00:00:00Z"}, "pcf.referencePeriodEnd"),
    ("GXD-L032", "3.0", {"pcf.referencePeriodStart": "1970-01-01T00:00:00Z"}, "pcf.referencePeriodStart"),
    ("GXD-L033", "3.0", {"validityPeriodStart": "2026-03-31T23:59:59Z"}, "validityPeriodStart"),
    ("GXD-L034", "3.0", {"validityPeriodEnd": "2029-04-01T00:00:01Z"}, "validityPeriodEnd"),
    ("GXD-L035", "3.0", {"validityPeriodEnd": "2026-04-01T00:00:00Z"}, "validityPeriodEnd"),
    ("GXD-L036", "3.0", {"validityPeriodEnd": "2026-11-23T00:00:00Z"}, "validityPeriodEnd"),
    ("GXD-L037", "2.2", {"created": "2026-02-01T09:00:00+09:00"}, "created"),
    ("GXD-L038", "3.0", {"created": "2026-05-01T09:00:00+09:00"}, "created"),
    ("GXD-L039", "3.0", {"created": "2026-11-25T00:00:00Z"}, "created"),
    ("GXD-L040", "3.0", {"created": "2025-10-01T00:00:00Z"}, "created"),
    ("GXD-L041", "2.3", {"updated": "2026-02-01T00:00:00Z"}, "updated"),
    # quality
    ("GXD-L050", "2.3", {"pcf.dLucGhgEmissions": GONE}, "pcf.dLucGhgEmissions"),
    ("GXD-L050", "2.0", {"pcf.biogenicAccountingMethodology": GONE}, "pcf.biogenicAccountingMethodology"),
    ("GXD-L051", "2.3", {"pcf.dqi": GONE}, "pcf.dqi"),
    ("GXD-L052", "3.0", {"pcf.primaryDataShare": GONE}, "pcf.primaryDataShare"),
    ("GXD-L053", "3.0", {"pcf.dqi": GONE}, "pcf.dqi"),
    ("GXD-L054", "3.0", {"pcf.dqi.technologicalDQR": "1"}, "pcf.dqi.technologicalDQR"),
    ("GXD-L055", "3.0", {"pcf.ipccCharacterizationFactors": ["AR5"]}, "pcf.ipccCharacterizationFactors[0]"),
    ("GXD-L055", "2.3", {"pcf.ipccCharacterizationFactorsSources": ["AR6", "AR9"]}, "pcf.ipccCharacterizationFactorsSources[1]"),
    ("GXD-L056", "2.3", {"pcf.characterizationFactors": "AR5"}, "pcf.characterizationFactors"),
    # what is left out or taken in
    ("GXD-L060", "2.3", {"pcf.exemptedEmissionsPercent": 5.1}, "pcf.exemptedEmissionsPercent"),
    ("GXD-L061", "3.0", {"pcf.exemptedEmissionsPercent": "3.1"}, "pcf.exemptedEmissionsPercent"),
    ("GXD-L062", "3.0", {"pcf.exemptedEmissionsDescription": GONE}, "pcf.exemptedEmissionsDescription"),
    ("GXD-L063", "3.0", {"pcf.packagingEmissionsIncluded": False}, "pcf.packagingGhgEmissions"),
    ("GXD-L063", "2.3", {"pcf.packagingGhgEmissions": "0"}, "pcf.packagingGhgEmissions"),
    ("GXD-L064", "3.0", {"pcf.packagingEmissionsIncluded": GONE}, "pcf.packagingEmissionsIncluded"),
    ("GXD-L065", "3.0", {"pcf.secondaryEmissionFactorSources": GONE}, "pcf.secondaryEmissionFactorSources"),
    ("GXD-L066", "2.3", {"pcf.primaryDataShare": 100}, "pcf.secondaryEmissionFactorSources"),
    ("GXD-L067", "3.0", {"pcf.verification.providerName": GONE}, "pcf.verification.providerName"),
    ("GXD-L068", "2.3", {"extensions": []}, "extensions"),
    ("GXD-L068", "3.0", {"extensions": []}, "extensions"),
    ("GXD-L069", "3.0", {"pcf.productOrSectorSpecificRules": [{"operator": "Other", "ruleNames": ["x"]}]}, "pcf.productOrSectorSpecificRules[0].otherOperatorName"),
    ("GXD-L070", "2.3", {"pcf.crossSectoralStandards": GONE}, "pcf.crossSectoralStandards"),
    ("GXD-L071", "3.0", {"pcf.ccuCarbonContent": "0.1", "pcf.technologicalCO2CaptureOrigin": "FICT kiln"}, "pcf.ccuCalculationApproach"),
    # identifiers and places
    ("GXD-L080", "3.0", {"companyIds": ["urn:"]}, "companyIds[0]"),
    ("GXD-L080", "2.3", {"productIds": ["urn:gtin:"]}, "productIds[0]"),
    ("GXD-L081", "2.3", {"companyIds": ["urn:pathfinder:company:customcode:vendor-assigned:1"]}, "companyIds[0]"),
    ("GXD-L081", "2.2", {"companyIds": ["urn:pact:company:customcode:vendor-assigned:1"]}, "companyIds[0]"),
    ("GXD-L082", "3.0", {"productIds": ["urn:pact:CH-100"]}, "productIds[0]"),
    ("GXD-L083", "3.0", {"productIds": ["urn:gtin:TEST"]}, "productIds[0]"),
    ("GXD-L083", "2.3", {"id": "00000000-0000-0000-0000-000000000000"}, "id"),
    ("GXD-L084", "3.0", {"productIds": ["urn:gtin:a1", "urn:GTIN:A1"]}, "productIds[1]"),
    ("GXD-L085", "2.3", {"id": "3fa85f64-5717-1562-b3fc-2c963f66afa6"}, "id"),
    ("GXD-L086", "3.0", {"precedingPfIds": [ID.upper()]}, "precedingPfIds[0]"),
    ("GXD-L087", "2.1", {"productCategoryCpc": "chassis"}, "productCategoryCpc"),
    ("GXD-L090", "3.0", {"pcf.geographyCountry": "XX"}, "pcf.geographyCountry"),
    ("GXD-L090", "2.3", {"pcf.geographyCountrySubdivision": "JP-48"}, "pcf.geographyCountrySubdivision"),
    ("GXD-L091", "3.0", {"pcf.geographicScope": "Global"}, "pcf.geographicScope"),
    # sums
    ("GXD-L100", "3.0", {"pcf.landUseChangeGhgEmissions": "6.6"}, "pcf.pcfExcludingBiogenicUptake"),
    ("GXD-L101", "3.0", {"pcf.pcfIncludingBiogenicUptake": "13.00"}, "pcf.pcfIncludingBiogenicUptake"),
    ("GXD-L102", "3.0", {"pcf.landManagementFossilGhgEmissions": "12.35"}, "pcf.landManagementFossilGhgEmissions"),
    ("GXD-L103", "3.0", {"pcf.aircraftGhgEmissions": "13.01"}, "pcf.aircraftGhgEmissions"),
    ("GXD-L103", "2.3", {"pcf.aircraftGhgEmissions": "11"}, "pcf.aircraftGhgEmissions"),
    ("GXD-L104", "3.0", {"pcf.outboundLogisticsGhgEmissions": "14"}, "pcf.outboundLogisticsGhgEmissions"),
    ("GXD-L105", "2.3", {"pcf.fossilGhgEmissions": "10.4"}, "pcf.fossilGhgEmissions"),
    ("GXD-L106", "2.3", {"pcf.dLucGhgEmissions": "0", "pcf.otherBiogenicGhgEmissions": "0", "pcf.biogenicCarbonWithdrawal": "0", "pcf.biogenicCarbonContent": "0"}, "pcf.pCfIncludingBiogenic"),
    # mass and carbon
    ("GXD-L110", "3.0", {"pcf.fossilCarbonContent": "0.91"}, "pcf.fossilCarbonContent"),
    ("GXD-L110", "2.0", {"pcf.fossilCarbonContent": "0.86"}, "pcf.fossilCarbonContent"),
    ("GXD-L111", "2.0", {"pcf.fossilCarbonContent": "10.1"}, "pcf.fossilCarbonContent"),
    ("GXD-L112", "3.0", {"pcf.biogenicCO2Uptake": "-0.3"}, "pcf.biogenicCO2Uptake"),
    ("GXD-L113", "3.0", {"pcf.biogenicCO2Uptake": GONE}, "pcf.biogenicCO2Uptake"),
    ("GXD-L113", "3.0", {"pcf.biogenicCarbonContent": GONE}, "pcf.biogenicCarbonContent"),
    ("GXD-L114", "2.3", {"pcf.biogenicCarbonWithdrawal": "-0.15"}, "pcf.biogenicCarbonWithdrawal"),
    ("GXD-L115", "3.0", {"pcf.recycledCarbonContent": "0.41"}, "pcf.recycledCarbonContent"),
    ("GXD-L116", "3.0", {"pcf.declaredUnitOfMeasurement": "kilogram"}, "pcf.productMassPerDeclaredUnit"),
    ("GXD-L116", "2.3", {"pcf.productMassPerDeclaredUnit": "1.2"}, "pcf.productMassPerDeclaredUnit"),
    ("GXD-L117", "3.0", {"pcf.declaredUnitOfMeasurement": "hour"}, "pcf.productMassPerDeclaredUnit"),
    ("GXD-L118", "3.0", {"pcf.productMassPerDeclaredUnit": "0"}, "pcf.productMassPerDeclaredUnit"),
    ("GXD-L119", "3.0", {"pcf.declaredUnitOfMeasurement": "liter", "pcf.productMassPerDeclaredUnit": "1200"}, "pcf.productMassPerDeclaredUnit"),
    ("GXD-L120", "3.0", {"pcf.productMassPerDeclaredUnit": "0.0"}, "pcf.fossilCarbonContent"),
    ("GXD-L121", "3.0", {"pcf.productMassPerDeclaredUnit": "0.012"}, "pcf.pcfExcludingBiogenicUptake"),
    ("GXD-L121", "2.3", {"pcf.pCfExcludingBiogenic": "10300"}, "pcf.pCfExcludingBiogenic"),
    ("GXD-L122", "2.3", {"pcf.declaredUnit": "ton kilometer"}, "pcf.pCfExcludingBiogenic"),
    ("GXD-L123", "3.0", {"pcf.pcfExcludingBiogenicUptake": "0", "pcf.fossilGhgEmissions": "0"}, "pcf.pcfExcludingBiogenicUptake"),
    ("GXD-L124", "3.0", {"pcf.primaryDataShare": "0.4"}, "pcf.primaryDataShare"),
    # extensions
    ("GXD-L140", "2.3", {"extensions": extension({"calcMethod": "1", "FWedition": "2.0"})}, "extensions[0].data.organization"),
    ("GXD-L141", "2.3", {"extensions": extension(BY_ORGANIZATION)}, "extensions[0].data"),
    ("GXD-L142", "2.3", {"extensions": extension({"calcMethod": "0", "FWedition": "2.0"}, specVersion="latest")}, "extensions[0].specVersion"),
]  # fmt: skip

# code, version, the earlier version's changes, the later one's
CHANGED: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("GXD-L130", "2.3", {"pcf.pCfExcludingBiogenic": "10.2"}, {}),
    ("GXD-L131", "2.3", {"version": 0, "comment": "old"}, {}),
    ("GXD-L132", "2.3", {"version": 0, "pcf.geographyCountrySubdivision": "JP-14"}, {}),
    ("GXD-L133", "2.3", {"version": 0, "status": "Deprecated"}, {}),
    ("GXD-L134", "3.0", {"comment": "old"}, {}),
    ("GXD-L135", "3.0", {"id": OTHER}, {}),
]
# code, what is changed in each record of a list
LISTS: list[tuple[str, list[dict[str, Any]]]] = [
    ("GXD-L150", [{}, {}]),
    ("GXD-L151", [{}, {"id": OTHER}]),
    ("GXD-L152", [{"precedingPfIds": [OTHER]}]),
    ("GXD-L153", [{"precedingPfIds": [OTHER]}, {"id": OTHER}]),
    ("GXD-L154", [{"precedingPfIds": [OTHER]}, {"id": OTHER, "precedingPfIds": [ID]}]),
    (
        "GXD-L155",
        [
            {"precedingPfIds": [OTHER]},
            {"id": OTHER, "created": "2026-05-02T00:00:00Z", "status": "Deprecated"},
        ],
    ),
]
# Codes whose fault does not fit into the tables: each has a test of its own below.
APART = {"GXD-R001", "GXD-R006", "GXD-R019", "GXD-L156"}


def found(report: LintReport, code: str) -> list[str]:
    return [one.path for one in report.findings if one.code == code]


def changes(table: dict[str, Any], deleted: object) -> dict[str, Any]:
    return {path: deleted if value == GONE else value for path, value in table.items()}


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "2.3", "3.0"])
def test_a_good_record_has_no_finding(good: Good, version: str, today: str) -> None:
    """A record in which nothing is wrong is told so: no finding at any level."""
    report = lint_record(good(version), today=today)
    assert report.findings == ()
    assert report.dialects == (version,)
    assert report.ok


@pytest.mark.parametrize(("code", "version", "table", "path"), SPOILT)
def test_each_fault_is_found_where_it_is(
    code: str,
    version: str,
    table: dict[str, Any],
    path: str,
    good: Good,
    spoil: Spoil,
    deleted: object,
    today: str,
) -> None:
    """One fault put into a good record is found by its code, at its place."""
    report = lint_record(spoil(good(version), changes(table, deleted)), today=today)
    assert path in found(report, code)


@pytest.mark.parametrize(("code", "version", "before", "after"), CHANGED)
def test_a_forbidden_change_is_found(
    code: str,
    version: str,
    before: dict[str, Any],
    after: dict[str, Any],
    good: Good,
    spoil: Spoil,
    today: str,
) -> None:
    """Beside its earlier version a record shows what must not have changed."""
    now, then = spoil(good(version), after), spoil(good(version), before)
    assert found(lint_record(now, previous=then, today=today), code)
    assert not found(lint_record(now, previous=now, today=today), code)


@pytest.mark.parametrize(("code", "each"), LISTS)
def test_faults_between_records_are_found(
    code: str, each: list[dict[str, Any]], good_v3: dict[str, Any], spoil: Spoil, today: str
) -> None:
    """Some faults are seen only where several records stand side by side."""
    assert found(lint_records([spoil(good_v3, one) for one in each], today=today), code)
    assert not found(lint_records([good_v3], today=today), code)


def test_a_list_of_two_versions_is_told(good: Good, today: str) -> None:
    """Records of v2 and v3 do not belong into one list."""
    assert found(lint_records([good("2.3"), good("3.0")], today=today), "GXD-L156")
    assert not found(lint_records([good("2.2"), good("2.3")], today=today), "GXD-L156")


def test_what_is_no_json_is_a_finding() -> None:
    """A text that cannot be read is said to be so, not thrown."""
    report = lint_record("{")
    assert report.codes == ("GXD-R001",)
    assert not report.ok


def test_every_code_has_an_example() -> None:
    """No rule stands in the catalogue without a record that it fires on."""
    shown = {code for code, *_ in SPOILT} | {code for code, *_ in CHANGED}
    shown |= {code for code, _ in LISTS} | APART
    assert {one.code for one in catalogue()} == shown


def test_every_rule_speaks_both_languages() -> None:
    """A code has a title and a reason in Japanese and in English."""
    for one in catalogue():
        for text in (one.title, one.why):
            assert text.ja
            assert text.en.isascii(), one.code
        assert one.level in ("schema", "specification", "plausibility")
        assert one.severity in ("error", "warning", "note")
