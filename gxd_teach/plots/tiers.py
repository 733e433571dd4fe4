"""How far up the chain emissions arise: kg CO2e by tier, and their cumulative share.

Tier 0 is the company itself, Tier 1 its direct suppliers, and so on upstream. The chart says
how deep one must ask before most of the footprint is known from those who cause it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gxd_teach.language import say
from gxd_teach.plots import checks, words
from gxd_teach.plots.cumulative import Cumulative, draw_cumulative

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

__all__ = ["describe_tiers", "tier_chart"]

_MOST_TIERS = 15  # further tiers are drawn as one


def tier_chart(
    by_tier: Mapping[Any, float] | Sequence[float] | pandas.DataFrame,
    *,
    name: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw emissions by tier (kg CO2e), from the company itself upstream, and their running sum.

    `by_tier` maps the tier (0, 1, 2, … or a name) to kg CO2e, lists them from tier 0 on, or
    is the table of `SupplyChain.by_tier`; numbered tiers are put in order. Beyond 15 the last ones are drawn as one. GXD-Z101 for
    what is no number, GXD-Z102 for nothing.

    >>> [float(bar.get_width()) for bar in tier_chart({1: 12.0, 0: 5.0}).patches]
    [5.0, 12.0]
    """
    rows = _read(by_tier)
    return draw_cumulative(_title(rows, name), rows, ax)


def describe_tiers(
    by_tier: Mapping[Any, float] | Sequence[float] | pandas.DataFrame, *, name: str | None = None
) -> str:
    """The chart in words: each tier with its emissions and the share reached with it.

    >>> print(describe_tiers([5.0, 15.0]).split("。")[1])
    自社 (Tier 0) 5.000 kg (25.0 %、累積 25.0 %)、Tier 1 15.000 kg (75.0 %、累積 100.0 %)
    """
    rows = _read(by_tier)
    title, order = _title(rows, name), rows.in_words(cumulative=True)
    return say(f"{title}。{order}。{rows.note}", f"{title}: {order}. {rows.note}".rstrip())


def _title(rows: Cumulative, name: str | None) -> str:
    whose = f"{name}: " if name else ""
    kg = words.number(rows.sum_kg)
    return whose + say(f"階層別の排出量 計 {kg} kg-CO₂e", f"emissions by tier, {kg} kg-CO₂e")


def _read(by_tier: Mapping[Any, float] | Sequence[float] | pandas.DataFrame) -> Cumulative:
    given: Any = by_tier
    if isinstance(given, Sequence) and not isinstance(given, str):
        given = dict(enumerate(given))
    items = checks.checked_mapping(given, "階層ごとの kg-CO2e", "kg CO2e by tier")
    numbered = {key: value for key, value in items if _is_number(key)}
    named = [(str(key), value) for key, value in items if key not in numbered]
    order = sorted(numbered, key=float)
    rows = [(_tier(key), checks.checked(numbered[key], _tier(key))) for key in order]
    rows += [(key, checks.checked(value, key)) for key, value in named]
    if len(rows) > _MOST_TIERS:
        rest = rows[_MOST_TIERS - 1 :]
        last = say(f"さらに上流 ({len(rest)} 階層)", f"further upstream ({len(rest)} tiers)")
        rows = [*rows[: _MOST_TIERS - 1], (last, sum(kg for _, kg in rest))]
    return Cumulative.of(rows)


def _is_number(key: object) -> bool:
    try:
        return float(key) == int(float(key))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False


def _tier(key: int | str) -> str:
    tier = int(float(key))
    return say("自社 (Tier 0)", "own (Tier 0)") if tier == 0 else f"Tier {tier}"
