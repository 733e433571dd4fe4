"""Faults of dialect and form that the suite's schema lets pass: decimals, versions, identifiers.

PACT v2 and v3 rule: basic data types. A decimal has no exponent and no comma; a record says
the version it follows; what v3 has dropped does not appear in it.
"""

from __future__ import annotations

import random
from typing import Any

from gxd_teach.techspec.faults.types import DECIMALS, change, pcf_of

__all__: list[str] = []

Record = dict[str, Any]


def _exponent(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["fossilCarbonContent"] = "1E-7"


def _comma(record: Record, major: str, rng: random.Random) -> None:
    name = rng.choice(DECIMALS[major][1:3])
    pcf_of(record)[name] = str(pcf_of(record)[name]).replace(".", ",")


def _words(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["fossilCarbonContent"] = "about two"


def _spec_version(record: Record, major: str, rng: random.Random) -> None:
    record["specVersion"] = "9.9.9"


def _bare_urn(record: Record, major: str, rng: random.Random) -> None:
    record["companyIds"] = ["urn:"]


def _obsolete(record: Record, major: str, rng: random.Random) -> None:
    record |= {"version": 1, "updated": record["created"]}


def _no_extensions(record: Record, major: str, rng: random.Random) -> None:
    record["extensions"] = []


def _offset(record: Record, major: str, rng: random.Random) -> None:
    record["created"] = str(record["created"]).removesuffix("Z") + "+09:00"


def _rating_off_scale(record: Record, major: str, rng: random.Random) -> None:
    dqi = pcf_of(record).get("dqi")
    if isinstance(dqi, dict):
        dqi["temporalDQR"] = 9 if major == "2" else "9"


def _carbon_as_co2(record: Record, major: str, rng: random.Random) -> None:
    # 44/12, and more carbon than product: the unit was mistaken.
    pcf = pcf_of(record)
    pcf["biogenicCarbonContent"] = f"{float(pcf['biogenicCarbonContent']) * 44 / 12:.4f}"


change("decimal-with-exponent", "小数が指数で書いてある", "A decimal has an exponent", _exponent,
       "GXD-L020")  # fmt: skip
change("decimal-with-comma", "小数点がコンマ", "A decimal has a comma", _comma, "GXD-L020")
change("decimal-in-words", "小数が言葉で書いてある", "A decimal is written in words", _words,
       "GXD-L020")  # fmt: skip
change("spec-version-unknown", "specVersion が 9.9.9", "specVersion is 9.9.9", _spec_version,
       "GXD-K101")  # fmt: skip
change("company-id-bare-urn", 'companyIds が "urn:" だけ', 'A company id is "urn:" and no more',
       _bare_urn, "GXD-L080", v3=("TC21", "TC29"))  # fmt: skip
change("v2-properties-in-v3", "v3 の記録に v2 の項目がある", "A v3 record holds v2's properties",
       _obsolete, "GXD-L003", versions=("3",), warned=True)  # fmt: skip
change("extensions-empty", "extensions が空の配列", "extensions is []", _no_extensions, "GXD-L068")
change("offset-in-v2", "v2 の日時が UTC でない", "A date-time in v2 is not in UTC", _offset,
       "GXD-L037", versions=("2",))  # fmt: skip
change("rating-off-scale", "データ品質の点が尺度の外(9)", "A data quality rating of 9",
       _rating_off_scale, v2=("TC3", "TC4", "TC13", "GXD-R051"), v3=("GXD-L026",))  # fmt: skip
change("carbon-as-co2", "炭素の量が CO2 の量で書いてある", "A carbon content is stated as CO2",
       _carbon_as_co2, v2=("GXD-L110",), v3=("GXD-L112",))  # fmt: skip
