"""Electricity by location and by market: the average of the grid, or what was bought.

Location- and market-based are the GHG Protocol's words. Japan publishes for each supplier 未調整
(not for reporting), 基礎 (after the FIT adjustment and certificates) and 調整後 (after other credits
too), menus with their residual, a national average and a 代替値
(https://policies.env.go.jp/earth/ghg-santeikohyo/). All are CO2 at generation: the upstream of
the fuels is missing, and PACT v3 asks for the life cycle of the supply, so the result names what
is missing until an upstream factor is given. Which kind suits a product footprint is this
course's reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import fsum

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.checks import checked_rows
from gxd_teach.framework.energy.basis import not_negative
from gxd_teach.framework.energy.certificates import Certificate, read_day
from gxd_teach.framework.energy.claims import Claim, find_double_use
from gxd_teach.framework.energy.coefficients import (
    ElectricityFactor,
    electricity_factor,
    is_written,
    kg_per_kwh,
)
from gxd_teach.framework.energy.electricity_lines import ElectricityEmissions, ElectricityLine
from gxd_teach.framework.energy.kinds import check_kind
from gxd_teach.framework.energy.years import fiscal_year
from gxd_teach.language import say

__all__ = ["location_based", "market_based"]


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
        listed = list(checked_rows(certificates, Certificate, "certificates"))
        for certificate in _checked(listed, amount, period):
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
                f"証書のない {rest:,.12g} kWh の係数がありません。residual= に供給者の残差かメニューの係数を"
                "入れてください(平均を使うと、他社の証書の分を二重に数えます)",
                f"{rest:,.12g} kWh have no certificate: give the supplier's residual or menu factor as "
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
    if isinstance(period, (tuple, list)) and len(period) == 2:
        days = read_day(period[0], "period"), read_day(period[1], "period")
    else:
        days = fiscal_year(period)
    who = say("使用者", "consumer")
    problems = find_double_use(Claim(who, item, *days, kwh) for item in certificates)
    if problems:
        raise ProblemsError(say("証書", "certificates"), problems)
    return certificates


def _within(covered: float, kwh: float) -> None:
    if covered > kwh * (1 + 1e-9):
        raise GxdError(
            "GXD-E013",
            f"証書 {covered:,.12g} kWh が使用量 {kwh:,.12g} kWh を超えています",
            f"certificates of {covered:,.12g} kWh exceed the consumption of {kwh:,.12g} kWh",
        )


def _factor(
    factor: ElectricityFactor | float | str, purpose: str, upstream: float | str | None
) -> ElectricityFactor:
    """The coefficient, of a kind that suits the purpose, with the upstream where it is given."""
    if isinstance(factor, str) and not is_written(factor):
        factor = electricity_factor(factor)
    used = (
        factor if isinstance(factor, ElectricityFactor) else ElectricityFactor(kg_per_kwh(factor))
    )
    if used.kind != "unspecified":
        check_kind(used.kind, purpose)
    return used if upstream is None else used.with_upstream(upstream)
