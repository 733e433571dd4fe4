"""Faults of disclosure: too much left out, no word on data quality, flags that contradict.

PACT v2 and v3 rule: exempted emissions, primary data share and data quality from 2025,
packaging. The public suite passes every one of these.
"""

from __future__ import annotations

import random
from typing import Any

from gxd_teach.techspec.faults.types import change, pcf_of

__all__: list[str] = []

Record = dict[str, Any]


def _exempted(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["exemptedEmissionsPercent"] = 80


def _no_quality(record: Record, major: str, rng: random.Random) -> None:
    for name in ("primaryDataShare", "dqi"):
        pcf_of(record).pop(name, None)


def _packaging(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record).update(packagingEmissionsIncluded=False, packagingGhgEmissions="0.4")


def _share_above_all(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["primaryDataShare"] = "140"


def _other_scale(record: Record, major: str, rng: random.Random) -> None:
    dqi = {"2": {"technologicalDQR": "2", "geographicalDQR": "2", "temporalDQR": "1"},
           "3": {"coveragePercent": 100, "technologicalDQR": 2, "temporalDQR": 2,
                 "geographicalDQR": 1, "completenessDQR": 2, "reliabilityDQR": 2}}  # fmt: skip
    pcf_of(record)["dqi"] = dqi[major]


def _due_since_2025(record: Record, major: str, rng: random.Random) -> None:
    for name in ("dLucGhgEmissions", "biogenicAccountingMethodology"):
        pcf_of(record).pop(name, None)


def _no_country(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    for name in ("geographyRegionOrSubregion", "geographyCountrySubdivision"):
        pcf.pop(name, None)
    pcf["geographyCountry"] = "QZ"


change("exempted-80-percent", "排出の 80 % を除外している", "Eighty percent is exempted", _exempted,
       "GXD-L060", versions=("2",))  # fmt: skip
change("quality-not-stated", "一次データ比率もデータ品質もない",
       "Neither primary data share nor data quality is stated", _no_quality,
       v2=("GXD-L051",), v3=("GXD-L052",))  # fmt: skip
change("packaging-contradicted", "包装を含まないのに包装の排出がある",
       "Packaging is not included, and has emissions", _packaging, "GXD-L063")  # fmt: skip
change("share-above-100-percent", "一次データ比率が 140 %", "The primary data share is 140 %",
       _share_above_all, "GXD-L025", versions=("3",))  # fmt: skip
change("quality-on-the-other-scale", "データ品質がもう一方の版の尺度",
       "Data quality is on the other version's scale", _other_scale,
    seen=True,
    v2=("GXD-L005",),
    v3=("GXD-L006",),
)  # fmt: skip
change("due-since-2025-missing", "2025 年から必須の項目がない",
       "What is mandatory from 2025 is missing", _due_since_2025, "GXD-L050",
       versions=("2",))  # fmt: skip
change("country-unknown", "ない国の記号", "A country that does not exist", _no_country,
       "GXD-L090")  # fmt: skip
