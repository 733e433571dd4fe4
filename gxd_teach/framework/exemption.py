"""Exemption (cut-off): which small processes may be left out of a footprint, and how many.

PACT v2 rule, on which FW Ed. 2.0 is aligned: what is left out is at most 5 % of the
cradle-to-gate total, and every process above 1 % is in. PACT v3 rule: at most 3 % of the total
(PACT Methodology Alignment Checklists, https://github.com/wbcsd/tr). Both limits are "at most":
exactly 5 %, 3 % or 1 % may still be left out. Shares are compared as they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from html import escape

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_mapping, checked_rows, checked_text
from gxd_teach.framework.exclusion_search import largest_sum, smallest_first
from gxd_teach.framework.rules import PACT_V3, Rules, edition, exact
from gxd_teach.language import Text

__all__ = ["Exclusion", "exclusion_allowed", "exempted_emissions_percent", "largest_exclusion"]


@dataclass(frozen=True)
class Exclusion:
    """A set of processes left out: its share of the total in percent, and what is said to it.

    True where it is allowed; otherwise `reasons` holds every rule it breaks.
    """

    excluded: tuple[str, ...]
    percent: float
    reasons: tuple[Text, ...]
    rules: Rules = field(repr=False)

    @property
    def allowed(self) -> bool:
        """Whether no rule is broken."""
        return not self.reasons

    def __bool__(self) -> bool:
        return self.allowed

    def __str__(self) -> str:
        said = [str(reason) for reason in self.reasons] or [str(Text("除外できます", "allowed"))]
        return f"{', '.join(self.excluded) or '–'}: {self.percent:g} % ({'; '.join(said)})"

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


def exclusion_allowed(
    shares: Mapping[str, float],
    excluded: Iterable[str],
    rules: Rules = PACT_V3,
    *,
    total: float | None = None,
) -> Exclusion:
    """Whether these processes may be left out, with every reason why not.

    `shares` is process → percent of the cradle-to-gate total, or process → emissions in any
    one unit; the whole is their sum (what is left out included), or `total` where the list does
    not hold everything or rounded percentages do not add up to 100. GXD-W002 for a name that
    is not in the list, W003 for a negative share, W004 for no emissions at all, W005 where
    rounding decides.

    >>> shares = {"A": 50, "B": 30, "C": 15, "D": 2.4, "E": 1.4, "F": 0.7, "G": 0.5}
    >>> from gxd_teach.framework.rules import PACT_V2
    >>> bool(exclusion_allowed(shares, ["D", "E", "F", "G"], PACT_V2))
    False
    >>> exclusion_allowed(shares, ["F", "G"], PACT_V2).percent
    1.2
    """
    rules = edition(rules)
    exact_shares = _read(shares)
    names = _named(exact_shares, excluded)
    return _judge(exact_shares, names, rules, total)


def largest_exclusion(
    shares: Mapping[str, float],
    rules: Rules = PACT_V3,
    *,
    by: str = "count",
    total: float | None = None,
) -> Exclusion:
    """The largest set that may be left out.

    `by="count"`: the most processes, smallest first while the limit holds (of several such
    sets, the one with the least emissions). `by="share"`: the most emissions, found exactly
    among all sets; of equal ones the one with more processes. The two differ: of 2.4, 1.4, 0.7
    and 0.5 %, v3 lets go three processes with 2.6 %, or two with 2.9 %. `shares` and `total` as
    in `exclusion_allowed`; GXD-W006 for another `by`, W007 where the search by share has too
    many candidates (about 30 of unlike size always work).

    >>> shares = {"A": 50, "B": 30, "C": 15, "D": 2.4, "E": 1.4, "F": 0.7, "G": 0.5}
    >>> largest_exclusion(shares).excluded, largest_exclusion(shares, by="share").excluded
    (('E', 'F', 'G'), ('D', 'G'))
    """
    rules = edition(rules)
    if by not in ("count", "share"):
        raise GxdError(
            "GXD-W006",
            f"by=「{by}」はありません。count(工程の数)か share(排出量)です",
            f"by='{by}' is not known: count (of processes) or share (of emissions)",
        )
    exact_shares = _read(shares)
    chosen = _largest(exact_shares, rules, by, _whole(exact_shares, total))
    if _rounded(exact_shares, total) and chosen != _largest(exact_shares, rules, by, Fraction(100)):
        raise _ask(exact_shares)
    return _judge(exact_shares, tuple(n for n in exact_shares if n in chosen), rules, total)


def exempted_emissions_percent(
    exempted: Exclusion | Mapping[str, float] | float,
    excluded: Iterable[str] | None = None,
    rules: Rules = PACT_V3,
    *,
    total: float | None = None,
) -> str | float:
    """The value of `exemptedEmissionsPercent`: decimal text in v3 ("2.6"), a number in v2.

    `exempted` is a verdict of `exclusion_allowed` (whose edition then holds), a percentage
    (2.6, not 0.026), or shares together with `excluded`. GXD-W008 where the set breaks a rule,
    GXD-W009 for shares without `excluded`.

    >>> from gxd_teach.framework.rules import PACT_V2
    >>> exempted_emissions_percent(2.6), exempted_emissions_percent(2.6, rules=PACT_V2)
    ('2.6', 2.6)
    """
    stated = edition(rules)
    if isinstance(exempted, Mapping):
        if excluded is None:
            raise GxdError(
                "GXD-W009",
                "どれを除くかが分かりません。全部の割合と、除くものの名前を "
                'excluded=["E", "F"] のように渡してください(除かないなら excluded=[])',
                "it is not said which are left out: give the shares of all, and the names of "
                'those by excluded=["E", "F"] (excluded=[] for none)',
                where="excluded",
            )
        exempted = exclusion_allowed(exempted, excluded, stated, total=total)
    if isinstance(exempted, Exclusion):
        reasons, holding, percent = exempted.reasons, exempted.rules, exact(exempted.percent)
    else:
        percent, holding = exact(exempted), stated
        reasons = _total_reasons(percent, holding)
    if percent < 0:
        reasons = (*reasons, Text("除外した割合が負です", "the exempted share is negative"))
    if reasons:
        raise GxdError(
            "GXD-W008",
            f"この除外は認められません: {'。'.join(reason.ja for reason in reasons)}",
            f"this exclusion is not allowed: {'; '.join(reason.en for reason in reasons)}",
            where="exemptedEmissionsPercent",
        )
    if not holding.exempted_percent_as_text:
        return float(percent)
    digits = (Decimal(percent.numerator) / percent.denominator).quantize(
        Decimal("0.000001"), ROUND_HALF_EVEN
    )
    return f"{digits:f}".rstrip("0").rstrip(".")


def _read(shares: Mapping[str, float]) -> dict[str, Fraction]:
    read = {}
    for name, share in checked_mapping(shares, "shares", '{"A": 97.6, "B": 2.4}').items():
        checked_text(name, "shares")
        try:
            read[name] = exact(share)
        except GxdError as error:
            raise GxdError(error.code, error.ja, error.en, where=name) from None
        if read[name] < 0:
            raise GxdError(
                "GXD-W003",
                f"割合 {share} が負です。吸収や除去は除いて、排出量だけで判断します",
                f"the share {share} is negative: the rule is about emissions, not removals",
                where=name,
            )
    return read


def _named(shares: Mapping[str, Fraction], excluded: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(checked_rows(excluded, str, "excluded")))
    unknown = [name for name in names if name not in shares]
    if unknown:
        raise GxdError(
            "GXD-W002",
            f"「{'」「'.join(map(str, unknown))}」は一覧にありません。あるもの: {'、'.join(shares)}",
            f"{', '.join(map(str, unknown))} not in the list; there are: {', '.join(shares)}",
        )
    return names


def _whole(shares: Mapping[str, Fraction], total: float | None) -> Fraction:
    added = sum(shares.values(), Fraction(0))
    whole = added if total is None else exact(total)
    # Rounded percentages may add up to a little more than 100.
    if whole <= 0 or (total is not None and added > whole * Fraction(101, 100)):
        raise GxdError(
            "GXD-W004",
            f"全体 {float(whole):g} は 0 より大きく、各工程の合計 {float(added):g} 以上の数です",
            f"the whole {float(whole):g} must be above 0 and hold the processes ({float(added):g})",
        )
    return whole


def _judge(
    shares: Mapping[str, Fraction], names: tuple[str, ...], rules: Rules, total: float | None
) -> Exclusion:
    verdict = _verdict(shares, names, rules, _whole(shares, total))
    if _rounded(shares, total):
        other = _verdict(shares, names, rules, Fraction(100))
        if other.allowed != verdict.allowed:
            raise _ask(shares)
    return verdict


def _rounded(shares: Mapping[str, Fraction], total: float | None) -> bool:
    """Whether these may be percentages that, rounded, add up to nearly 100."""
    added = sum(shares.values(), Fraction(0))
    return total is None and added != 100 and 99 <= added <= 101


def _ask(shares: Mapping[str, Fraction]) -> GxdError:
    """99.9 in all: rounded percentages, or kilograms? Asked only where it makes the difference."""
    added = float(sum(shares.values(), Fraction(0)))
    return GxdError(
        "GXD-W005",
        f"合計が {added:g} です。丸めた百分率なら total=100、排出量なら total={added:g} と"
        "書いてください(どちらかで判定が変わります)",
        f"the shares add up to {added:g}: say total=100 if they are rounded percentages, "
        f"total={added:g} if they are emissions; it decides",
    )


def _verdict(
    shares: Mapping[str, Fraction], names: tuple[str, ...], rules: Rules, whole: Fraction
) -> Exclusion:
    percents = {name: 100 * shares[name] / whole for name in names}
    out = sum(percents.values(), Fraction(0))
    reasons = list(_total_reasons(out, rules))
    single = rules.exemption_process_percent
    for name, percent in percents.items():
        if single is not None and percent > exact(single):
            reasons.append(
                Text(
                    f"「{name}」は {float(percent):.6g} % で、{single:g} % を超える工程は除外できません",
                    f"{name} is {float(percent):.6g} %: a process above {single:g} % must be in",
                )
            )
    return Exclusion(names, float(out), tuple(reasons), rules)


def _total_reasons(percent: Fraction, rules: Rules) -> tuple[Text, ...]:
    limit = rules.exemption_total_percent
    if percent <= exact(limit):
        return ()
    return (
        Text(
            f"除外の合計 {float(percent):.6g} % が上限 {limit:g} % を超えています",
            f"{float(percent):.6g} % in all is above the limit of {limit:g} %",
        ),
    )


def _largest(shares: Mapping[str, Fraction], rules: Rules, by: str, whole: Fraction) -> set[str]:
    limit = exact(rules.exemption_total_percent) * whole / 100
    single = rules.exemption_process_percent
    most = limit if single is None else min(limit, exact(single) * whole / 100)
    candidates = {name: share for name, share in shares.items() if share <= most}
    if sum(candidates.values(), Fraction(0)) <= limit:
        return set(candidates)
    return (smallest_first if by == "count" else largest_sum)(candidates, limit)
