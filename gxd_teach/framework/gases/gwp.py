"""How strongly each gas warms: its GWP100 by assessment report, with origin and source.

Values by IPCC assessment report, every row with its source, stand in `datasets/gwp100.csv`
(AR6: https://www.ipcc.ch/report/ar6/wg1/chapter/chapter-7/; AR4, AR5 and the other gases:
https://github.com/openclimatedata/globalwarmingpotentials). PACT v3 rule: the latest report,
AR6; PACT v2 rule, on which FW Ed. 2.0 is aligned: AR5 or AR6, declared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.gases.names import gas_name, origin_name, split_origin
from gxd_teach.framework.rules import PACT_V3, Rules, edition

__all__ = ["Potential", "accepts_report", "check_report", "gwp100", "is_ambiguous", "potential"]


@dataclass(frozen=True)
class Potential:
    """One published GWP100: kg CO2e per kg of `gas`, in one report, from one source.

    `origin` is "fossil" or "non-fossil" where the report tells them apart, else "".
    """

    gas: str
    report: str
    origin: str
    gwp100: float
    source: str
    source_url: str
    note: str = ""

    @property
    def name(self) -> str:
        """The gas, with its origin where that matters: ``CH4 (fossil)``."""
        return f"{self.gas} ({self.origin})" if self.origin else self.gas


def gwp100(
    gas: str, report: str | int = "AR6", origin: str | None = None, *, source: str | None = None
) -> float:
    """The GWP100 of a gas, kg CO2e per kg of gas.

    `gas` by formula or name, in Japanese or English (CH4, メタン, R-134a); its origin may
    stand in it (``"CH4 (fossil)"``). Nothing ambiguous is guessed: AR6 has two values for
    methane, told apart by `origin` (AR5 has 28, and 30 for fossil methane where that is said; AR4
    one for both), and two published ones for SF6, told apart by `source`
    (a piece of the source's name, or the value itself). Errors: GXD-G001 unknown gas, G002
    unknown report, G003 origin needed, G004 origin not understood, G005 source needed, G006
    no such source, G010 CO2 of biogenic origin.

    >>> gwp100("メタン", "AR5"), gwp100("CH4", "AR6", origin="fossil")
    (28.0, 29.8)
    """
    return potential(gas, report, origin, source=source).gwp100


def potential(
    gas: str, report: str | int = "AR6", origin: str | None = None, *, source: str | None = None
) -> Potential:
    """The same as `gwp100`, with the row it comes from: report, origin, source, note.

    >>> potential("非化石メタン").gwp100
    27.0
    """
    name, within = split_origin(str(gas))
    wanted = origin_name(origin) if origin is not None else within
    if origin is not None and within and within != wanted:
        raise GxdError(
            "GXD-G004",
            f"名前は {within}、origin は {wanted} で、食い違っています。どちらか一方にしてください",
            f"the name says {within}, origin says {wanted}: keep one of them",
            where=str(gas),
        )
    chemical = gas_name(name)
    if chemical == "CO2" and wanted == "non-fossil":
        raise GxdError(
            "GXD-G010",
            "生物起源のCO2は、この合計に入れず、吸収(uptake)と分けて算定します(biogenic を使う)",
            "biogenic CO2 does not go into this sum: account for it with the uptake (see biogenic)",
            where=str(gas),
        )
    edition = _report(report)
    rows = [p for p in _potentials() if (p.gas, p.report) == (chemical, edition)]
    return _chosen_source(_of_origin(rows, wanted), source)


def accepts_report(report: str | int, rules: Rules = PACT_V3) -> bool:
    """Whether an edition of the methodology accepts GWP100 of this assessment report.

    >>> from gxd_teach.framework.rules import PACT_V2
    >>> accepts_report("AR5", PACT_V2), accepts_report("AR5")
    (True, False)
    """
    return _report(report) in edition(rules).gwp_reports


def check_report(report: str | int, rules: Rules = PACT_V3) -> str:
    """The report's name as records write it, or GXD-G008 where the edition does not accept it.

    >>> check_report("ar6")
    'AR6'
    """
    if accepts_report(report, rules):
        return _report(report)
    rules = edition(rules)
    accepted = ", ".join(rules.gwp_reports)
    raise GxdError(
        "GXD-G008",
        f"{rules.name} で使える評価報告書は {accepted} です。ガスの質量から計算し直してください",
        f"{rules.name} accepts {accepted}: calculate again from the masses of the gases",
        where=_report(report),
    )


@lru_cache(maxsize=1)
def _potentials() -> tuple[Potential, ...]:
    return tuple(
        Potential(
            row["gas"], row["report"], row["origin"], float(row["gwp100"]),
            row["source"], row["source_url"], row["note"],
        )
        for row in datasets.rows("gwp100")
    )  # fmt: skip


def _report(report: str | int) -> str:
    known = list(dict.fromkeys(p.report for p in _potentials()))
    text = unicodedata.normalize("NFKC", str(report)).casefold()
    found = re.fullmatch(
        r"(?:ipcc)?\s*(?:ar|第)?\s*-?(\d)(?:次)?(?:\s*評価報告書|次報告書)?", text.strip()
    )
    if found and f"AR{found[1]}" in known:
        return f"AR{found[1]}"
    raise GxdError(
        "GXD-G002",
        f"評価報告書「{report}」はありません。{'、'.join(known)} のどれかです",
        f"there is no assessment report '{report}': it is one of {', '.join(known)}",
    )


def _of_origin(rows: list[Potential], origin: str) -> list[Potential]:
    """The rows of that origin, or those that hold for any where it has none of its own."""
    apart = [row for row in rows if row.origin]
    either = [row for row in rows if not row.origin]
    named = [row for row in apart if row.origin == origin]
    if named or either:
        return named or either
    ja = "、".join(f"{row.origin} {row.gwp100:g}" for row in apart)
    raise GxdError(
        "GXD-G003",
        f"{apart[0].report} は由来で値が違います({ja})。origin= で示してください",
        f"{apart[0].report} has one value for each origin ({ja.replace('、', ', ')}): say origin=",
        where=apart[0].gas,
    )


def is_ambiguous(gas: str, report: str | int) -> bool:
    """Whether one report's value of a gas is in circulation twice."""
    rows = [p for p in _potentials() if (p.gas, p.report) == (gas, _report(report))]
    return len({row.source for row in rows if not row.origin}) > 1


def _chosen_source(rows: list[Potential], source: str | None) -> Potential:
    told = "、".join(f"{row.gwp100:g}({row.source})" for row in rows)
    if source is None:
        if len(rows) == 1:
            return rows[0]
        raise GxdError(
            "GXD-G005",
            f"公表値が {len(rows)} つあります: {told}。source= で選び、出典を書いてください",
            f"{len(rows)} values are in circulation: {told.replace('、', ', ')}; choose by source=",
            where=f"{rows[0].gas}, {rows[0].report}",
        )
    text = str(source).strip().casefold().replace(",", "")
    fits = [
        row for row in rows if text and (text in row.source.casefold() or text == f"{row.gwp100:g}")
    ]
    if len(fits) == 1:
        return fits[0]
    raise GxdError(
        "GXD-G006",
        f"出典「{source}」では1つに決まりません。あるもの: {told}",
        f"the source '{source}' does not single one out; there are: {told.replace('、', ', ')}",
        where=f"{rows[0].gas}, {rows[0].report}",
    )
