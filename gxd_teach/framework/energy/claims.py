"""Claims (証書の利用): who has used which certificate for which consumption, and what is wrong with it.

A certificate counts once. Contractual certificates count in a footprint only if quality criteria
are met (PACT v3 rule, Alignment Checklists, https://github.com/wbcsd/tr). That a certificate must
fit the period of consumption, and a claimant's certificates its consumption, is this course's
reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import fsum

from gxd_teach.errors import Problem
from gxd_teach.framework.checks import checked_object, checked_rows, checked_text
from gxd_teach.framework.energy.basis import not_negative
from gxd_teach.framework.energy.certificates import Certificate, days_in_order, read_day

__all__ = ["Claim", "find_double_use"]

_DUST = 1e-9  # relative, what adding floats may leave


@dataclass(frozen=True)
class Claim:
    """A certificate used by somebody for the consumption of a period (days inclusive).

    `consumption_kwh` is the claimant's whole consumption of that period, where it is known.
    """

    claimant: str
    certificate: Certificate
    period_from: date | str
    period_to: date | str
    consumption_kwh: float | None = None

    def __post_init__(self) -> None:
        checked_text(self.claimant, "Claim, claimant")
        checked_object(self.certificate, Certificate, self.claimant)
        if self.consumption_kwh is not None:
            kwh = not_negative(self.consumption_kwh, self.claimant)
            object.__setattr__(self, "consumption_kwh", kwh)
        for name in ("period_from", "period_to"):
            object.__setattr__(self, name, read_day(getattr(self, name), self.claimant))
        days_in_order(self.period, self.claimant)

    @property
    def period(self) -> tuple[date, date]:
        """The days of consumption."""
        return self.period_from, self.period_to  # type: ignore[return-value]


def find_double_use(claims: Iterable[Claim]) -> tuple[Problem, ...]:
    """Everything that is wrong with a list of claims; empty where nothing is.

    GXD-E011: a serial claimed twice, blocks that overlap included (a certificate shared by two
    sites is split into blocks first). GXD-E012: a period it does not cover. GXD-E013: one
    claimant's certificates for a period exceed its consumption. GXD-E014: that consumption is
    stated with different figures.

    >>> from gxd_teach.framework.energy import fiscal_year
    >>> first = Certificate("NF-001..NF-100", 100, "2025-04-01", "2025-06-30")
    >>> second = Certificate("NF-100..NF-150", 50, "2025-04-01", "2025-06-30")
    >>> found = find_double_use([Claim("A", first, *fiscal_year(2025), 500),
    ...                          Claim("B", second, *fiscal_year(2025), 500)])
    >>> [problem.code for problem in found]
    ['GXD-E011']
    """
    listed = list(checked_rows(claims, Claim, "claims"))
    return (*_used_twice(listed), *_out_of_period(listed), *_beyond_consumption(listed))


def _used_twice(claims: list[Claim]) -> list[Problem]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.certificate.prefix, []).append(claim)
    problems = []
    for group in groups.values():
        ordered = sorted(group, key=lambda claim: claim.certificate.first)
        for position, one in enumerate(ordered):
            for other in ordered[position + 1 :]:
                if other.certificate.first > one.certificate.last:
                    break
                kinds = {one.certificate.kind, other.certificate.kind} - {""}
                if len(kinds) < 2:  # two schemes may number alike
                    problems.append(_twice(one, other))
    return problems


def _twice(one: Claim, other: Claim) -> Problem:
    a, b = one.certificate, other.certificate
    start, end = b.first, min(a.last, b.last)
    count = end - start + 1
    same = (a.first, a.last) == (b.first, b.last)
    ja = "同じ番号が" if same else f"番号の範囲が {count} 番分({start}〜{end})重なり、"
    en = "the same serial" if same else f"{count} serials ({start} to {end}) overlap and"
    verb = "is" if same else "are"
    return Problem(
        "GXD-E011",
        f"{a.label}, {b.label}" if not same else a.label,
        f"{ja}「{one.claimant}」と「{other.claimant}」で 2 回使われています",
        f"{en} {verb} used twice, by {one.claimant} and by {other.claimant}",
    )


def _out_of_period(claims: list[Claim]) -> list[Problem]:
    problems = []
    for claim in claims:
        certificate = claim.certificate
        if certificate.fits(claim.period):
            continue
        days = certificate.valid or certificate.generated
        noun_ja, noun_en = (
            ("有効期間", "validity") if certificate.valid else ("発電期間", "generation")
        )
        problems.append(
            Problem(
                "GXD-E012",
                certificate.label,
                f"{noun_ja} {days[0]}〜{days[1]} が、「{claim.claimant}」の使用期間 "
                f"{claim.period[0]}〜{claim.period[1]} に合いません",
                f"its {noun_en} {days[0]} to {days[1]} does not fit the consumption of "
                f"{claim.claimant}, {claim.period[0]} to {claim.period[1]}",
            )
        )
    return problems


def _beyond_consumption(claims: list[Claim]) -> list[Problem]:
    groups: dict[tuple[str, tuple[date, date]], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.claimant, claim.period), []).append(claim)
    problems = []
    for (claimant, period), group in groups.items():
        stated = {c.consumption_kwh for c in group if c.consumption_kwh is not None}
        if len(stated) > 1:
            told = ", ".join(f"{kwh:,.12g}" for kwh in sorted(stated))
            problems.append(
                Problem(
                    "GXD-E014",
                    claimant,
                    f"{period[0]}〜{period[1]} の使用量が行によって違います({told} kWh)",
                    f"the consumption of {period[0]} to {period[1]} differs by row ({told} kWh)",
                )
            )
        claimed = fsum(claim.certificate.kwh for claim in group)
        if stated and claimed > max(stated) * (1 + _DUST):
            problems.append(
                Problem(
                    "GXD-E013",
                    claimant,
                    f"証書 {claimed:,.12g} kWh が使用量 {max(stated):,.12g} kWh を超えています",
                    f"certificates of {claimed:,.12g} kWh exceed the consumption of {max(stated):,.12g} kWh",
                )
            )
    return problems
