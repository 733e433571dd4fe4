"""Energy certificates (証書): which electricity they stand for, and who has used them already.

A certificate (非化石証書, グリーン電力証書, a J-credit from renewable power) moves the attribute of
one kilowatt-hour to whoever claims it, once. Contractual certificates count in a footprint only
if quality criteria are met (PACT v3 rule, Alignment Checklists, https://github.com/wbcsd/tr).
The check of the period is this course's reading: without a stated validity, the electricity was
generated within the period in which it is said to have been consumed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import fsum

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.basis import not_negative

__all__ = ["Certificate", "Claim", "find_double_use", "fiscal_year"]

_DUST = 1e-9  # relative, what adding floats may leave
_SERIAL = re.compile(r"(.*?)(\d+)$")
_RANGE = re.compile(r"\s*(?:\.\.+|~|〜)\s*")


def fiscal_year(year: int) -> tuple[date, date]:
    """The Japanese fiscal year as a period, both days inclusive.

    >>> [str(day) for day in fiscal_year(2025)]
    ['2025-04-01', '2026-03-31']
    """
    return date(year, 4, 1), date(year + 1, 4, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """`kwh` of electricity by serial number, and the days it was generated (both inclusive).

    A block of serials is `serial` to `serial_to`, or ``"NF-0001..NF-0100"``. `valid_from` and
    `valid_to`, where the scheme states them, are the days whose consumption it may be used for.
    Days are dates or ISO text. `kg_per_kwh` is the factor it stands for, `upstream_kg_per_kwh`
    the upstream of that electricity where it is known. GXD-E010 for days or serials that do not
    read.

    >>> Certificate("NF-0001..NF-0100", 100_000, "2025-04-01", "2025-06-30").last
    100
    """

    serial: str
    kwh: float
    generated_from: date | str
    generated_to: date | str
    valid_from: date | str | None = None
    valid_to: date | str | None = None
    kind: str = ""
    serial_to: str = ""
    kg_per_kwh: float = 0.0
    upstream_kg_per_kwh: float | None = None

    def __post_init__(self) -> None:
        for name in ("generated_from", "generated_to", "valid_from", "valid_to"):
            day = getattr(self, name)
            object.__setattr__(self, name, None if day is None else _day(day, self.serial))
        _in_order(self.generated, self.serial)
        if (self.valid_from is None) != (self.valid_to is None):
            raise _unread(
                "有効期間は始めと終わりの両方が要ります", "a validity needs both days", self.serial
            )
        if self.valid is not None:
            _in_order(self.valid, self.serial)
        object.__setattr__(self, "kwh", not_negative(self.kwh, self.serial))
        _read_serials(self)

    @property
    def generated(self) -> tuple[date, date]:
        """The days of generation."""
        return self.generated_from, self.generated_to  # type: ignore[return-value]

    @property
    def valid(self) -> tuple[date, date] | None:
        """The days whose consumption it may be used for, where the scheme states them."""
        if self.valid_from is None:
            return None
        return self.valid_from, self.valid_to  # type: ignore[return-value]

    @property
    def prefix(self) -> str:
        """The serial without its running number."""
        return _read_serials(self)[0]

    @property
    def first(self) -> int:
        """The first running number."""
        return _read_serials(self)[1]

    @property
    def last(self) -> int:
        """The last running number, inclusive."""
        return _read_serials(self)[2]

    @property
    def label(self) -> str:
        """The serial or block, as written."""
        return f"{self.serial}..{self.serial_to}" if self.serial_to else self.serial

    def fits(self, period: tuple[date, date]) -> bool:
        """Whether consumption of this period may be covered by it."""
        if self.valid is not None:
            return self.valid[0] <= period[0] and period[1] <= self.valid[1]
        return period[0] <= self.generated[0] and self.generated[1] <= period[1]


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
        for name in ("period_from", "period_to"):
            object.__setattr__(self, name, _day(getattr(self, name), self.claimant))
        _in_order(self.period, self.claimant)

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

    >>> first = Certificate("NF-001..NF-100", 100, "2025-04-01", "2025-06-30")
    >>> second = Certificate("NF-100..NF-150", 50, "2025-04-01", "2025-06-30")
    >>> found = find_double_use([Claim("A", first, *fiscal_year(2025), 500),
    ...                          Claim("B", second, *fiscal_year(2025), 500)])
    >>> [problem.code for problem in found]
    ['GXD-E011']
    """
    listed = list(claims)
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
            told = ", ".join(f"{kwh:g}" for kwh in sorted(stated))
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
                    f"証書 {claimed:g} kWh が使用量 {max(stated):g} kWh を超えています",
                    f"certificates of {claimed:g} kWh exceed the consumption of {max(stated):g} kWh",
                )
            )
    return problems


def _read_serials(certificate: Certificate) -> tuple[str, int, int]:
    """Prefix, first and last running number; a serial without digits stands for itself."""
    ends = _RANGE.split(unicodedata.normalize("NFKC", certificate.serial).strip().upper())
    if certificate.serial_to:
        ends.append(unicodedata.normalize("NFKC", certificate.serial_to).strip().upper())
    read = [_SERIAL.match(end) for end in ends]
    if len(ends) == 1:
        found = read[0]
        return (found[1], int(found[2]), int(found[2])) if found else (ends[0], 0, 0)
    first, last = read[0], read[-1]
    if len(ends) != 2 or not (first and last) or last[1] not in ("", first[1]):
        raise _unread(
            "番号の範囲を読めません", "the range of serials is not read", certificate.serial
        )
    if int(last[2]) < int(first[2]):
        raise _unread(
            "番号の範囲が逆です", "the range of serials runs backwards", certificate.serial
        )
    return first[1], int(first[2]), int(last[2])


def _day(day: date | str, where: str) -> date:
    try:
        if isinstance(day, datetime):
            return day.date()
        return day if isinstance(day, date) else date.fromisoformat(str(day).strip())
    except ValueError:
        raise _unread(
            f"日付「{day}」を読めません。2025-04-01 のように書いてください",
            f"the day '{day}' is not read: write it like 2025-04-01",
            where,
        ) from None


def _in_order(days: tuple[date, date], where: str) -> None:
    if days[1] < days[0]:
        raise _unread(
            f"期間が逆です({days[0]}〜{days[1]})",
            f"the period runs backwards ({days[0]} to {days[1]})",
            where,
        )


def _unread(ja: str, en: str, where: str) -> GxdError:
    return GxdError("GXD-E010", ja, en, where=where)
