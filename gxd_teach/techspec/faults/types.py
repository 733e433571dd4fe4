"""Faults of a record that its schema sees: wrong types, wrong forms, missing properties.

PACT v2 and v3 rule: data model. The public suite finds these on the first footprint.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from gxd_teach.techspec.faults.fault import fault

__all__ = ["DECIMALS", "change", "pcf_of"]

Record = dict[str, Any]
Act = Callable[[Record, str, random.Random], None]

# Decimals that a good record always has, by version.
DECIMALS = {
    "2": ("unitaryProductAmount", "pCfExcludingBiogenic", "fossilGhgEmissions",
          "fossilCarbonContent", "biogenicCarbonContent"),
    "3": ("declaredUnitAmount", "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake",
          "fossilGhgEmissions", "fossilCarbonContent"),
}  # fmt: skip
_SEEN = ("TC3", "TC4", "TC13")


def pcf_of(record: Record) -> Record:
    """The carbon footprint inside a record; an empty one where there is none."""
    pcf = record.get("pcf")
    return pcf if isinstance(pcf, dict) else {}


def change(
    name: str, ja: str, en: str, act: Act, *found_by: str, seen: bool = False, **how: Any
) -> None:
    """Register a change of every record; `seen` when the public suite's schema sees it."""
    act.__doc__ = f"{en}."
    codes = (*(_SEEN if seen else ()), "GXD-K100", *found_by)
    fault(name, ja, en, place="record", found_by=codes, **how)(act)


def _decimal_as_number(record: Record, major: str, rng: random.Random) -> None:
    name = rng.choice(DECIMALS[major])
    pcf_of(record)[name] = float(pcf_of(record)[name])


def _optional_null(record: Record, major: str, rng: random.Random) -> None:
    names = {"2": ("allocationRulesDescription", "uncertaintyAssessmentDescription"),
             "3": ("allocationRulesDescription", "boundaryProcessesDescription")}  # fmt: skip
    pcf_of(record)[rng.choice(names[major])] = None


def _twice(record: Record, major: str, rng: random.Random) -> None:
    record["productIds"] = record["productIds"] + record["productIds"][:1]


def _no_urn(record: Record, major: str, rng: random.Random) -> None:
    record["companyIds"] = [one.removeprefix("urn:") for one in record["companyIds"]]


def _no_zone(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    name = rng.choice(("referencePeriodStart", "referencePeriodEnd"))
    pcf[name] = str(pcf[name]).removesuffix("Z")


def _date_only(record: Record, major: str, rng: random.Random) -> None:
    record["created"] = str(record["created"])[:10]


def _two_geographies(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record).update(geographyCountry="JP", geographyRegionOrSubregion="Eastern Asia")


def _unit(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["declaredUnit" if major == "2" else "declaredUnitOfMeasurement"] = "kg"


def _no_ipcc(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record).pop("characterizationFactors", None)
    pcf_of(record).pop("ipccCharacterizationFactors", None)


def _no_standards(record: Record, major: str, rng: random.Random) -> None:
    name = "crossSectoralStandardsUsed" if major == "2" else "crossSectoralStandards"
    pcf_of(record).pop(name, None)


def _empty_sources(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["secondaryEmissionFactorSources"] = []


def _empty_rules(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["productOrSectorSpecificRules"] = []


def _schema_no_uri(record: Record, major: str, rng: random.Random) -> None:
    data = {"specVersion": "2.0.0", "dataSchema": "GxD_schema.json", "data": {}}
    record["extensions"] = [data]


def _status(record: Record, major: str, rng: random.Random) -> None:
    record["status"] = str(record["status"]).lower()


def _no_company(record: Record, major: str, rng: random.Random) -> None:
    record.pop("companyName", None)


def _text_flag(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    pcf["packagingEmissionsIncluded"] = str(pcf.get("packagingEmissionsIncluded", True)).lower()


change("decimal-as-number", "小数が文字列でなく数値", "A decimal is a number, not a string",
       _decimal_as_number, "GXD-R004", seen=True)  # fmt: skip
change("optional-null", "値のない項目が null", "A property without a value is null",
       _optional_null, "GXD-R003", seen=True)  # fmt: skip
change("product-id-twice", "productIds に同じ URN が 2 つ", "A product id appears twice", _twice,
       "GXD-R010", seen=True)  # fmt: skip
change("company-id-without-urn", "companyIds が urn: で始まらない",
       "A company id does not begin with urn:", _no_urn, seen=True)  # fmt: skip
change("time-without-zone", "日時に時間帯がない", "A date-time has no zone", _no_zone, "GXD-R012",
       seen=True)  # fmt: skip
change("date-only", "日時が日付だけ", "A date-time is a date only", _date_only, "GXD-R011",
       seen=True)  # fmt: skip
change("two-geographies", "地理的範囲が 2 つ", "There are two geographies", _two_geographies,
       "GXD-R013", seen=True)  # fmt: skip
change("unit-kg", '宣言単位が "kg"', 'The declared unit is "kg"', _unit, "GXD-R016",
       seen=True)  # fmt: skip
change("assessment-report-missing", "IPCC 評価報告書の版がない",
       "The IPCC characterization factors are missing", _no_ipcc, "GXD-R002", seen=True)  # fmt: skip
change("standards-missing", "準拠した規格がない", "The cross-sectoral standards are missing",
       _no_standards, "GXD-R002", seen=True)  # fmt: skip
change("sources-empty", "二次データの出典が空の配列", "The sources of secondary data are []",
       _empty_sources, "GXD-R009", seen=True)  # fmt: skip
change("rules-empty", "製品別のルールが空の配列", "The product rules are []", _empty_rules,
       "GXD-R009", seen=True)  # fmt: skip
change("extension-schema-no-uri", "拡張の dataSchema が URI でない",
       "An extension's dataSchema is no URI", _schema_no_uri, "GXD-R014", seen=True)  # fmt: skip
change("status-in-small-letters", "status が小文字", "The status is in small letters", _status,
       "GXD-R016", seen=True)  # fmt: skip
change("company-name-missing", "companyName がない", "companyName is missing", _no_company,
       "GXD-R002", seen=True)  # fmt: skip
change("flag-as-text", '真偽値が文字列 "true"', 'A boolean is the text "true"', _text_flag,
       "GXD-R015", seen=True)  # fmt: skip
