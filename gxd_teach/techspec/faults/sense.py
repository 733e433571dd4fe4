"""Faults of sense: signs, sums, periods that no schema sees and no footprint can have.

PACT v2 and v3 rule: signs, reference period and validity; in v3 the sums of the totals. The
public suite passes every one of these.
"""

from __future__ import annotations

import random
from typing import Any

from gxd_teach.techspec.faults.types import change, pcf_of

__all__: list[str] = []

Record = dict[str, Any]


def _shifted(value: Any, by: float) -> str:
    return f"{float(value) + by:.6f}"


def _negative_fossil(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    pcf["fossilGhgEmissions"] = f"-{pcf['fossilGhgEmissions']}"


def _negative_total(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    pcf["pCfExcludingBiogenic"] = f"-{pcf['pCfExcludingBiogenic']}"


def _uptake_positive(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    name = "biogenicCarbonWithdrawal" if major == "2" else "biogenicCO2Uptake"
    pcf[name] = str(pcf.get(name, "-1")).lstrip("-")


def _reversed(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    start, end = pcf["referencePeriodStart"], pcf["referencePeriodEnd"]
    pcf |= {"referencePeriodStart": end, "referencePeriodEnd": start}


def _ten_years(record: Record, major: str, rng: random.Random) -> None:
    end = str(pcf_of(record)["referencePeriodEnd"])
    record["validityPeriodStart"] = end
    record["validityPeriodEnd"] = f"{int(end[:4]) + 10}{end[4:]}"


def _valid_too_early(record: Record, major: str, rng: random.Random) -> None:
    record["validityPeriodStart"] = pcf_of(record)["referencePeriodStart"]


def _future(record: Record, major: str, rng: random.Random) -> None:
    record["created"] = "2094-04-01T00:00:00Z"


def _sum(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    if major == "2":
        pcf["fossilGhgEmissions"] = _shifted(pcf["pCfExcludingBiogenic"], 7)
        return
    for name in ("pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake"):
        pcf[name] = _shifted(pcf[name], 7)


def _identity(record: Record, major: str, rng: random.Random) -> None:
    pcf = pcf_of(record)
    pcf["pcfIncludingBiogenicUptake"] = _shifted(pcf["pcfIncludingBiogenicUptake"], 5)


def _outweighs(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["fossilCarbonContent"] = "50"


def _own_predecessor(record: Record, major: str, rng: random.Random) -> None:
    record["precedingPfIds"] = [record["id"]]


def _amount_zero(record: Record, major: str, rng: random.Random) -> None:
    pcf_of(record)["unitaryProductAmount" if major == "2" else "declaredUnitAmount"] = "0"


change("fossil-negative", "化石由来の排出が負", "Fossil emissions are negative", _negative_fossil,
       "GXD-L021")  # fmt: skip
change("total-negative", "PCF が負", "The footprint is negative", _negative_total, "GXD-L021",
       versions=("2",))  # fmt: skip
change("uptake-positive", "吸収の符号が逆", "The uptake has the wrong sign", _uptake_positive,
       "GXD-L022")  # fmt: skip
change("period-reversed", "対象期間の始めと終わりが逆", "The reference period is reversed",
       _reversed, "GXD-L030")  # fmt: skip
change("validity-of-ten-years", "有効期間が 10 年", "The validity lasts ten years", _ten_years,
       "GXD-L034")  # fmt: skip
change("valid-too-early", "有効期間が対象期間の中から始まる",
       "The validity begins within the reference period", _valid_too_early, "GXD-L033")  # fmt: skip
change("created-in-the-future", "作成日時が未来", "The record is made in the future", _future,
       "GXD-L039")  # fmt: skip
change("sums-broken", "内訳の和が合わない", "The parts do not add up", _sum,
       v2=("GXD-L105",), v3=("GXD-L100",))  # fmt: skip
change("identity-broken", "吸収を含む値と含まない値が合わない",
       "Including is not excluding plus uptake", _identity, "GXD-L101", versions=("3",))  # fmt: skip
change("carbon-outweighs-the-product", "炭素が製品より重い", "The carbon outweighs the product",
       _outweighs, "GXD-L110")  # fmt: skip
change("own-predecessor", "自分を前の記録として挙げる", "A record names itself as predecessor",
       _own_predecessor, "GXD-L086")  # fmt: skip
change("amount-zero", "宣言単位の量が 0", "The declared amount is zero", _amount_zero,
       "GXD-L024")  # fmt: skip
