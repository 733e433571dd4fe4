"""Parameters of a distribution: numbers that can be, and the sentence for those that cannot."""

from __future__ import annotations

from itertools import pairwise
from numbers import Real

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import is_finite

__all__ = ["LARGEST_RATIO", "above_zero", "at_least", "at_most", "finite", "in_order"]

LARGEST_RATIO = 1e10  # the mean is a number still; data that spread by 100 are rare


def finite(kind: str, **values: float) -> tuple[float, ...]:
    """The values as floats; GXD-Y101 names the one that is no finite number.

    >>> finite("normal", mean=10, sd=1)
    (10.0, 1.0)
    """
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, Real) or not is_finite(value):
            shown = repr(value)[:30]
            raise GxdError(
                "GXD-Y101",
                f"{kind} の {name} は有限の数です({shown} が来ました)",
                f"{name} of {kind} must be a finite number, not {shown}",
            )
    return tuple(float(value) for value in values.values())


def at_least(kind: str, name: str, value: float, least: float) -> None:
    """GXD-Y102 for a value below the least that is possible."""
    if not value >= least:
        raise GxdError(
            "GXD-Y102",
            f"{kind} の {name} = {value:g} はありえません。{least:g} 以上です",
            f"{name} = {value:g} is impossible for {kind}: it is at least {least:g}",
        )


def at_most(kind: str, name: str, value: float, most: float) -> None:
    """GXD-Y102 for a ratio so large that percent were meant, or digits slipped."""
    if value > most:
        raise GxdError(
            "GXD-Y102",
            f"{kind} の {name} = {value:g} は大きすぎます。比で書きます(2 割の幅なら geometric_sd は"
            " 1.2、relative_sd は 0.2)",
            f"{name} = {value:g} is too large for {kind}: it is a ratio (for a fifth, a geometric_sd "
            "of 1.2, a relative_sd of 0.2)",
        )


def above_zero(kind: str, name: str, value: float) -> None:
    """GXD-Y102 for a value that is not above 0."""
    if not value > 0:
        raise GxdError(
            "GXD-Y102",
            f"{kind} の {name} = {value:g} はありえません。0 より大きい数です",
            f"{name} = {value:g} is impossible for {kind}: it is above 0",
        )


def in_order(kind: str, **values: float) -> None:
    """GXD-Y102 for values that do not rise in the order they are given."""
    names = list(values)
    for one, two in pairwise(names):
        if not values[one] <= values[two]:
            raise GxdError(
                "GXD-Y102",
                f"{kind} の {one} = {values[one]:g} が {two} = {values[two]:g} より大きいです",
                f"{one} = {values[one]:g} is above {two} = {values[two]:g}, impossible for {kind}",
            )
