"""The gases and how strongly they warm: kilograms of gas become kilograms of CO2e by GWP100.

Values by IPCC assessment report, every row with its source, stand in `datasets/gwp100.csv`
(AR6: https://www.ipcc.ch/report/ar6/wg1/chapter/chapter-7/; AR4, AR5 and the other gases:
https://github.com/openclimatedata/globalwarmingpotentials). PACT v3 rule: the latest report,
AR6; PACT v2 rule, on which FW Ed. 2.0 is aligned: AR5 or AR6, declared. Japan's statutory
reporting (SHK) counts with AR5, so its figure in CO2e is another figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.gases import gas_name, origin_name, split_origin
from gxd_teach.framework.rules import PACT_V3, Rules
from gxd_teach.language import Text, say
from gxd_teach.numerals import read_number
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "GasEmissions",
    "GasLine",
    "Potential",
    "accepts_report",
    "check_report",
    "co2e",
    "combine",
    "gwp100",
    "potential",
]


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


@dataclass(frozen=True)
class GasLine:
    """One gas of a sum: kilograms of gas, and what they make in kg CO2e."""

    potential: Potential
    kg: float

    @property
    def kg_co2e(self) -> float:
        """Kilograms of gas times GWP100."""
        return self.kg * self.potential.gwp100


@dataclass(frozen=True)
class GasEmissions:
    """A sum over gases with its trail: one line a gas, and the report behind each.

    >>> co2e({"CO2": 10, "N2O": 1}, "AR6").kg_co2e
    283.0
    """

    lines: tuple[GasLine, ...]

    @property
    def kg_co2e(self) -> float:
        """The total, kg CO2e."""
        return sum(line.kg_co2e for line in self.lines)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports used, each once; more than one is a mixture that has to be disclosed."""
        return tuple(sorted({line.potential.report for line in self.lines}))

    @property
    def disclosure(self) -> Text | None:
        """The sentence a reader must be given when reports are mixed, else None."""
        if len(self.reports) < 2:
            return None
        gases = {
            report: "、".join(
                line.potential.name for line in self.lines if line.potential.report == report
            )
            for report in self.reports
        }
        ja = "、".join(f"{report}({names})" for report, names in gases.items())
        en = "; ".join(
            f"{report} for {names.replace('、', ', ')}" for report, names in gases.items()
        )
        return Text(f"GWP100 の評価報告書が混ざっています: {ja}", f"GWP100 reports are mixed: {en}")

    def to_frame(self) -> pandas.DataFrame:
        """One row a gas: kg of gas, GWP100, kg CO2e, report, source."""
        import pandas

        return pandas.DataFrame(self._rows(), columns=self._headings())

    def __str__(self) -> str:
        return f"{self.kg_co2e:g} kg-CO2e (GWP100, {' + '.join(self.reports)})"

    def _headings(self) -> list[str]:
        return [
            say("ガス", "gas"),
            say("質量 [kg]", "mass [kg]"),
            "GWP100",
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("評価報告書", "report"),
            say("出典", "source"),
        ]

    def _rows(self) -> list[tuple[str, float, float, float, str, str]]:
        return [
            (p.name, line.kg, p.gwp100, line.kg_co2e, p.report, p.source)
            for line in self.lines
            for p in (line.potential,)
        ]

    def _repr_html_(self) -> str:
        cells = [
            [f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row]
            for row in self._rows()
        ]
        note = f"<p>{self.disclosure}</p>" if self.disclosure else ""
        return f"<p><strong>{self}</strong></p>{note}" + html_table(
            self._headings(), cells, numeric=(1, 2, 3)
        )


def gwp100(
    gas: str, report: str | int = "AR6", origin: str | None = None, *, source: str | None = None
) -> float:
    """The GWP100 of a gas, kg CO2e per kg of gas.

    `gas` by formula or name, in Japanese or English (CH4, メタン, R-134a); its origin may
    stand in it (``"CH4 (fossil)"``). Nothing ambiguous is guessed: AR6 has two values for
    methane, told apart by `origin`, and two published ones for SF6, told apart by `source`
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


def co2e(
    amounts: Mapping[str, float] | Iterable[tuple[str, float]],
    report: str | int = "AR6",
    *,
    origin: str | None = None,
    source: Mapping[str, str] | str | None = None,
) -> GasEmissions:
    """The total of several gases: `amounts` is gas → kg of gas, the result kg CO2e with its trail.

    `origin` holds for the methane of `amounts` that does not name its own; `source` is for a
    gas with two published values, by gas or for all. Raises as `gwp100`; GXD-G007 for an
    amount below 0, GXD-N00… for one that is no number.

    >>> total = co2e({"CH4 (fossil)": 2, "N2O": 0.5}, "AR6")
    >>> round(total.kg_co2e, 6), total.reports
    (196.1, ('AR6',))
    """
    pairs = amounts.items() if isinstance(amounts, Mapping) else amounts
    chosen = source if isinstance(source, Mapping) else {}
    by_gas = {gas_name(split_origin(gas)[0]): text for gas, text in chosen.items()}
    lines = []
    for gas, kg in pairs:
        name, within = split_origin(gas)
        chemical = gas_name(name)
        side = within or (origin if chemical == "CH4" else None)
        told = source if isinstance(source, str) and _ambiguous(chemical, report) else None
        row = potential(chemical, report, side, source=by_gas.get(chemical, told))
        lines.append(GasLine(row, _kilograms(gas, kg)))
    return GasEmissions(tuple(lines))


def combine(*sums: GasEmissions, allow_mixed: bool = False) -> GasEmissions:
    """Add sums up. Different reports are refused (GXD-G009) unless the mixing is stated.

    PACT v3 rule: after a new assessment report the next reporting year is one of grace, and a
    mixture must be disclosed; with `allow_mixed` the result carries that sentence in
    `disclosure`.

    >>> old, new = co2e({"N2O": 1}, "AR5"), co2e({"N2O": 1}, "AR6")
    >>> combine(old, new, allow_mixed=True).kg_co2e
    538.0
    """
    together = GasEmissions(tuple(line for part in sums for line in part.lines))
    if together.disclosure and not allow_mixed:
        raise GxdError(
            "GXD-G009",
            f"{together.disclosure.ja}。1つにそろえるか、allow_mixed=True で混在を開示してください",
            f"{together.disclosure.en}; use one, or disclose the mixture with allow_mixed=True",
        )
    return together


def accepts_report(report: str | int, rules: Rules = PACT_V3) -> bool:
    """Whether an edition of the methodology accepts GWP100 of this assessment report.

    >>> from gxd_teach.framework.rules import PACT_V2
    >>> accepts_report("AR5", PACT_V2), accepts_report("AR5")
    (True, False)
    """
    return _report(report) in rules.gwp_reports


def check_report(report: str | int, rules: Rules = PACT_V3) -> str:
    """The report's name as records write it, or GXD-G008 where the edition does not accept it.

    >>> check_report("ar6")
    'AR6'
    """
    if accepts_report(report, rules):
        return _report(report)
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
    """The rows of that origin; a report with one value for both needs none."""
    apart = [row for row in rows if row.origin]
    if not apart:
        return rows
    if origin:
        return [row for row in apart if row.origin == origin]
    ja = "、".join(f"{row.origin} {row.gwp100:g}" for row in apart)
    raise GxdError(
        "GXD-G003",
        f"{apart[0].report} は由来で値が違います({ja})。origin= で示してください",
        f"{apart[0].report} has one value for each origin ({ja.replace('、', ', ')}): say origin=",
        where=apart[0].gas,
    )


def _ambiguous(gas: str, report: str | int) -> bool:
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


def _kilograms(gas: str, kg: float) -> float:
    try:
        amount = read_number(kg)
    except GxdError as error:
        raise GxdError(error.code, error.ja, error.en, where=gas) from None
    if amount < 0:
        raise GxdError(
            "GXD-G007",
            f"ガスの質量 {amount:g} kg が負です。回収・除去した量はここで差し引きません",
            f"{amount:g} kg of gas is negative: what is recovered or removed is not netted here",
            where=gas,
        )
    return amount
