"""Kilograms of several gases become one sum of kg CO2e, which keeps its trail and its report.

Mass times GWP100, gas by gas (`gwp` has the values and their sources). PACT v3 rule: after a new
assessment report the next reporting year is one of grace, and a mixture of reports must be
disclosed (PACT Methodology Alignment Checklists, https://github.com/wbcsd/tr). Japan's statutory
reporting (SHK) counts with AR5, so its figure in CO2e is another figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows, refuse_huge
from gxd_teach.framework.gases.gwp import Potential, is_ambiguous, potential
from gxd_teach.framework.gases.names import gas_name, split_origin
from gxd_teach.language import Text, say
from gxd_teach.numerals import read_number
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["GasEmissions", "GasLine", "co2e", "combine"]


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
    if isinstance(amounts, str):
        raise GxdError(
            "GXD-G007",
            f'ガスごとの質量(kg)を {{"{amounts}": 1.0}} のように渡してください',
            f'give the kilograms by gas, like {{"{amounts}": 1.0}}',
        )
    pairs = amounts.items() if isinstance(amounts, Mapping) else amounts
    chosen = source if isinstance(source, Mapping) else {}
    by_gas = {gas_name(split_origin(str(gas))[0]): text for gas, text in chosen.items()}
    lines = []
    for pair in checked_rows(pairs, object, "amounts"):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise GxdError(
                "GXD-G007",
                f"{pair!r} は (ガス, kg) の組ではありません",
                f"{pair!r} is no pair (gas, kg)",
            )
        gas, kg = str(pair[0]), pair[1]
        name, within = split_origin(gas)
        chemical = gas_name(name)
        side = within or (origin if chemical == "CH4" else None)
        told = source if isinstance(source, str) and is_ambiguous(chemical, report) else None
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
    parts = checked_rows(sums, GasEmissions, "sums")
    together = GasEmissions(tuple(line for part in parts for line in part.lines))
    if together.disclosure and not allow_mixed:
        raise GxdError(
            "GXD-G009",
            f"{together.disclosure.ja}。1つにそろえるか、allow_mixed=True で混在を開示してください",
            f"{together.disclosure.en}; use one, or disclose the mixture with allow_mixed=True",
        )
    return together


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
    refuse_huge(amount, gas, "GXD-G007")
    return amount
