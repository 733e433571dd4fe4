"""Electricity: which of its many coefficients is for which purpose, by location and by market.

Japan publishes for each supplier 未調整 (not for reporting), 基礎 (after the FIT adjustment and
certificates) and 調整後 (after other credits too), menus with their residual, a national average
and a 代替値 (https://policies.env.go.jp/earth/ghg-santeikohyo/). All are CO2 at generation: the
upstream of the fuels is missing, and PACT v3 asks for the life cycle of the supply, so the
result names what is missing until an upstream factor is given. Location- and market-based are
the GHG Protocol's words. Which kind suits a product footprint is this course's reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from math import fsum
from typing import TYPE_CHECKING

from gxd_teach import datasets
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.basis import COMBUSTION, LIFE_CYCLE, MIXED, Emissions, not_negative
from gxd_teach.framework.electricity_kinds import KINDS, PURPOSES, check_kind, kind_of, kinds_for
from gxd_teach.framework.energy_certificates import (
    Certificate,
    Claim,
    find_double_use,
    fiscal_year,
)
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "KINDS",
    "PURPOSES",
    "Certificate",
    "Claim",
    "ElectricityEmissions",
    "ElectricityFactor",
    "ElectricityLine",
    "check_kind",
    "electricity_factor",
    "find_double_use",
    "fiscal_year",
    "kg_per_kwh",
    "kind_of",
    "kinds_for",
    "location_based",
    "market_based",
]

_WRITTEN = re.compile(
    r"(\d+(?:\.\d+)?)\s*(t|kg|g)\s*[-_ ]?\s*CO2\s*(?:-?e|-?eq)?\s*/\s*(kWh|MWh)", re.IGNORECASE
)
_TO_KG = {"t": 1000.0, "kg": 1.0, "g": 0.001}
# Below a gram or above five kilograms a kilowatt-hour, another unit was meant.
_PLAUSIBLE = (0.001, 5.0)


@dataclass(frozen=True)
class ElectricityFactor:
    """One coefficient, kg CO2 per kWh at generation, and its upstream where that is known."""

    kg_per_kwh: float
    kind: str = "unspecified"
    supplier: str = ""
    fiscal_year: int | None = None
    name: str = ""
    source: str = ""
    source_url: str = ""
    upstream_kg_per_kwh: float | None = None

    def with_upstream(self, upstream: float | str) -> ElectricityFactor:
        """The same with the upstream of the fuels (and losses), kg CO2e per kWh.

        >>> electricity_factor("national_average").with_upstream(0.06).upstream_kg_per_kwh
        0.06
        """
        return replace(self, upstream_kg_per_kwh=kg_per_kwh(upstream, tiny=True))


@dataclass(frozen=True)
class ElectricityLine:
    """Kilowatt-hours under one coefficient."""

    label: str
    kwh: float
    kg_per_kwh: float
    upstream_kg_per_kwh: float | None = None

    @property
    def kg_co2e(self) -> float:
        """Generation, and the upstream where it is known."""
        return self.kwh * (self.kg_per_kwh + (self.upstream_kg_per_kwh or 0.0))


@dataclass(frozen=True)
class ElectricityEmissions:
    """The emissions of an amount of electricity by one method, kg CO2e, line by line.

    `missing` names the lines without an upstream factor; `basis` is combustion (generation
    only), life-cycle, or mixed.
    """

    method: str
    lines: tuple[ElectricityLine, ...]

    @property
    def kwh(self) -> float:
        """The electricity consumed."""
        return fsum(line.kwh for line in self.lines)

    @property
    def kg_co2e(self) -> float:
        """The total: generation, and upstream as far as it was given."""
        return fsum(line.kg_co2e for line in self.lines)

    @property
    def kg_per_kwh(self) -> float:
        """The average over all lines; 0 for no electricity."""
        return self.kg_co2e / self.kwh if self.kwh else 0.0

    @property
    def basis(self) -> str:
        """Which part of the life cycle the total covers."""
        known = [line.upstream_kg_per_kwh is not None for line in self.lines if line.kwh]
        if known and all(known):
            return LIFE_CYCLE
        return MIXED if any(known) else COMBUSTION

    @property
    def missing(self) -> Text | None:
        """What is not in the total: the upstream, and of which lines; None when nothing is."""
        names = [line.label for line in self.lines if line.kwh and line.upstream_kg_per_kwh is None]
        if not names:
            return None
        return Text(
            f"{'、'.join(names)}: 発電時のみの係数で、燃料の採掘・輸送など上流の分が入っていません",
            f"{', '.join(names)}: generation only, the upstream of the fuels is not in it",
        )

    @property
    def emissions(self) -> Emissions:
        """The total with its basis, as `add_emissions` takes it."""
        return Emissions(self.kg_co2e, self.basis, f"{say('電力', 'electricity')} ({self.method})")

    def to_frame(self) -> pandas.DataFrame:
        """One row a line: kWh, both factors (kg per kWh), kg CO2e."""
        import pandas

        rows = [
            (x.label, x.kwh, x.kg_per_kwh, x.upstream_kg_per_kwh, x.kg_co2e) for x in self.lines
        ]
        return pandas.DataFrame(rows, columns=self._headings())

    def _headings(self) -> list[str]:
        return [
            say("内訳", "part"), "kWh", say("発電時 [kg/kWh]", "generation [kg/kWh]"),
            say("上流 [kg/kWh]", "upstream [kg/kWh]"), say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
        ]  # fmt: skip

    def __str__(self) -> str:
        note = f" ({self.missing})" if self.missing else ""
        return f"{self.method}: {self.kg_co2e:.6g} kg-CO2e{note}"

    def _repr_html_(self) -> str:
        unknown = say("不明", "not known")
        cells = [
            [x.label, f"{x.kwh:g}", f"{x.kg_per_kwh:g}",
             unknown if x.upstream_kg_per_kwh is None else f"{x.upstream_kg_per_kwh:g}",
             f"{x.kg_co2e:.6g}"]
            for x in self.lines
        ]  # fmt: skip
        table = html_table(self._headings(), cells, numeric=(1, 2, 3, 4))
        return f"<p><strong>{escape(str(self))}</strong></p>{table}"


def kg_per_kwh(value: float | str, *, tiny: bool = False) -> float:
    """A coefficient in kg per kWh: a number that is so already, or text with its unit.

    GXD-E003 for text without a readable unit, or for a number no electricity has: 0.000423
    comes from a list in t-CO2/kWh, 423 from one in g. `tiny` lets small values pass (upstream
    parts).

    >>> kg_per_kwh("0.000423 t-CO2/kWh"), kg_per_kwh(0.423)
    (0.423, 0.423)
    """
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).replace("−", "-").strip()
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise GxdError(
                "GXD-E003",
                f"「{value}」を読めません。0.000423 t-CO2/kWh のように単位を付けてください",
                f"'{value}' is not read: write it with its unit, like 0.000423 t-CO2/kWh",
            )
        number = float(found[1]) * _TO_KG[found[2].lower()]
        return float(f"{number / (1000 if found[3].lower() == 'mwh' else 1):.12g}")
    number = not_negative(value)
    if (0 < number < _PLAUSIBLE[0] and not tiny) or number > _PLAUSIBLE[1]:
        unit = "t" if number < 1 else "g"
        raise GxdError(
            "GXD-E003",
            f'{number:g} kg/kWh は電気の係数としてありえません。"{number:g} {unit}-CO2/kWh" ではありませんか',
            f'{number:g} kg per kWh is no electricity; did you mean "{number:g} {unit}-CO2/kWh"?',
        )
    return number


def electricity_factor(
    name: str, *, supplier: str | None = None, fiscal_year: int | None = None
) -> ElectricityFactor:
    """A published coefficient by its id, or by its kind with supplier and fiscal year.

    GXD-E004 when none or several fit: they are listed, with their years.

    >>> factor = electricity_factor("代替値")
    >>> factor.kg_per_kwh, factor.fiscal_year
    (0.416, 2024)
    """
    by_id = {row["factor_id"]: row for row in datasets.rows("electricity")}
    if name in by_id:
        return _read(by_id[name])
    kind = kind_of(name)
    fits = [
        row
        for row in by_id.values()
        if row["kind"] == kind
        and (supplier is None or _plain(supplier) in _plain(row["supplier"] + row["name_en"]))
        and (fiscal_year is None or row["fiscal_year"] == str(fiscal_year))
    ]
    if len(fits) == 1:
        return _read(fits[0])
    listed = fits or [row for row in by_id.values() if row["kind"] == kind]
    told = ", ".join(
        f"{row['factor_id']} ({row['supplier']}, {row['fiscal_year']})" for row in listed
    )
    raise GxdError(
        "GXD-E004",
        f"{KINDS[kind].name.ja}の係数が 1 つに決まりません。ID で選んでください: {told or 'なし'}",
        f"the coefficient is not one of a kind: choose by id among {told or 'none'}",
        where=name,
    )


def location_based(
    kwh: float,
    factor: ElectricityFactor | float | str | None = None,
    *,
    upstream: float | str | None = None,
) -> ElectricityEmissions:
    """Electricity at the average of the grid, whatever was bought: kg CO2e.

    `factor` (kg per kWh, text with a unit, or an `ElectricityFactor`) is the national average
    of the course's data unless given; one that is not an average is refused (GXD-E002).

    >>> result = location_based(10_000)
    >>> result.kg_co2e, result.basis
    (4230.0, 'combustion')
    """
    used = _factor("national_average" if factor is None else factor, "location-based", upstream)
    label = used.name or say("系統の平均", "grid average")
    amount = not_negative(kwh, "kWh")
    line = ElectricityLine(label, amount, used.kg_per_kwh, used.upstream_kg_per_kwh)
    return ElectricityEmissions("location-based", (line,))


def market_based(
    kwh: float,
    certificates: Iterable[Certificate] | float = (),
    *,
    residual: ElectricityFactor | float | str | None = None,
    period: tuple[date | str, date | str] | int | None = None,
    upstream: float | str | None = None,
    certificate_upstream: float | str | None = None,
) -> ElectricityEmissions:
    """Electricity by what was bought: certificates first, the rest at the residual factor; kg CO2e.

    `certificates` are `Certificate`s, which are checked against the `period` of consumption (two
    days inclusive, or a fiscal year) and each other, or simply the kWh they cover. `residual`
    is the supplier's menu or residual coefficient for the rest; an average is refused
    (GXD-E002), because it would count again what others have claimed. `upstream` completes the
    rest, `certificate_upstream` the certified part. GXD-E005 no residual, GXD-E006 no period,
    GXD-E013 more certificates than consumption, and the findings of `find_double_use`.

    >>> market_based(10_000, 4_000, residual=0.457).kg_co2e
    2742.0
    """
    amount = not_negative(kwh, "kWh")
    known = None if certificate_upstream is None else kg_per_kwh(certificate_upstream, tiny=True)
    lines = []
    if isinstance(certificates, (int, float)):
        covered = not_negative(certificates, say("証書", "certificates"))
        _within(covered, amount)
        if covered:
            lines.append(ElectricityLine(say("証書", "certificates"), covered, 0.0, known))
    else:
        for certificate in _checked(list(certificates), amount, period):
            own = certificate.upstream_kg_per_kwh
            lines.append(
                ElectricityLine(
                    f"{say('証書', 'certificate')} {certificate.label}", certificate.kwh,
                    certificate.kg_per_kwh, known if own is None else own,
                )
            )  # fmt: skip
    rest = amount - fsum(line.kwh for line in lines)
    if rest > 1e-9 * amount:
        if residual is None:
            raise GxdError(
                "GXD-E005",
                f"証書のない {rest:g} kWh の係数がありません。residual= に供給者の残差かメニューの係数を"
                "入れてください(平均を使うと、他社の証書の分を二重に数えます)",
                f"{rest:g} kWh have no certificate: give the supplier's residual or menu factor as "
                "residual= (an average counts again what others have claimed)",
            )
        used = _factor(residual, "market-based", upstream)
        label = used.name or say("残り(残差)", "rest (residual)")
        lines.append(ElectricityLine(label, rest, used.kg_per_kwh, used.upstream_kg_per_kwh))
    return ElectricityEmissions("market-based", tuple(lines))


def _checked(
    certificates: list[Certificate], kwh: float, period: tuple[date | str, date | str] | int | None
) -> list[Certificate]:
    if not certificates:
        return []
    if period is None:
        raise GxdError(
            "GXD-E006",
            "証書が合うか調べるために、使用期間が要ります。period=2025(年度)のように入れてください",
            "the period of consumption is needed to check the certificates: period=2025 (fiscal year)",
        )
    days = fiscal_year(period) if isinstance(period, int) else period
    who = say("使用者", "consumer")
    problems = find_double_use(Claim(who, item, *days, kwh) for item in certificates)
    if problems:
        raise ProblemsError(say("証書", "certificates"), problems)
    return certificates


def _within(covered: float, kwh: float) -> None:
    if covered > kwh * (1 + 1e-9):
        raise GxdError(
            "GXD-E013",
            f"証書 {covered:g} kWh が使用量 {kwh:g} kWh を超えています",
            f"certificates of {covered:g} kWh exceed the consumption of {kwh:g} kWh",
        )


def _factor(
    factor: ElectricityFactor | float | str, purpose: str, upstream: float | str | None
) -> ElectricityFactor:
    """The coefficient, of a kind that suits the purpose, with the upstream where it is given."""
    if isinstance(factor, str) and not _WRITTEN.fullmatch(
        unicodedata.normalize("NFKC", factor).strip()
    ):
        factor = electricity_factor(factor)
    used = (
        factor if isinstance(factor, ElectricityFactor) else ElectricityFactor(kg_per_kwh(factor))
    )
    if used.kind != "unspecified":
        check_kind(used.kind, purpose)
    return used if upstream is None else used.with_upstream(upstream)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")


def _read(row: dict[str, str]) -> ElectricityFactor:
    return ElectricityFactor(
        kg_per_kwh(f"{row['value']} {row['unit']}"), row["kind"], row["supplier"],
        int(row["fiscal_year"]), say(row["name_ja"], row["name_en"]),
        row["source"], row["source_url"],
    )  # fmt: skip
