"""A value that is not known exactly: what it may be, and how likely.

Fixed, normal, lognormal, triangular, uniform: the kinds that emission data come with. The
lognormal is stated in one of two ways that must not be confused: by its median and
geometric standard deviation (as life-cycle databases do), or by its mean and relative
standard deviation. Source of the formulas: IPCC 2006 Guidelines, vol. 1, chapter 3
(https://www.ipcc-nggip.iges.or.jp/public/2006gl/vol1.html).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import is_finite
from gxd_teach.framework.uncertainty.parameters import (
    LARGEST_RATIO,
    above_zero,
    at_least,
    at_most,
    finite,
    in_order,
)

__all__ = ["Distribution", "as_distribution", "as_spread"]


@dataclass(frozen=True)
class Distribution:
    """One uncertain value; make it with `fixed`, `normal`, `lognormal`, `triangular`, `uniform`.

    `kind` names it; `parameters` are, in this order: fixed (value), normal (mean, sd),
    lognormal (median, geometric sd), triangular (low, mode, high), uniform (low, high).
    """

    kind: str
    parameters: tuple[float, ...]

    @classmethod
    def fixed(cls, value: float) -> Distribution:
        """A value without uncertainty.

        >>> Distribution.fixed(1.2).sd
        0.0
        """
        return cls("fixed", finite("fixed", value=value))

    @classmethod
    def normal(cls, mean: float, sd: float) -> Distribution:
        """The normal distribution by mean and standard deviation (GXD-Y102 for a negative sd).

        >>> Distribution.normal(10, 2).mean
        10.0
        """
        values = finite("normal", mean=mean, sd=sd)
        at_least("normal", "sd", sd, 0)
        return cls("normal", values)

    @classmethod
    def lognormal(
        cls,
        *,
        median: float | None = None,
        geometric_sd: float | None = None,
        mean: float | None = None,
        relative_sd: float | None = None,
    ) -> Distribution:
        """By median and geometric sd (1.2: two thirds lie within ÷1.2 and ×1.2), or by mean and
        relative sd (0.2 for 20 %).

        GXD-Y103 for any other pair, GXD-Y102 for a centre that is not positive, a geometric
        sd below 1, a negative relative sd, or one of ten digits.

        >>> Distribution.lognormal(mean=10, relative_sd=0.2).sd
        2.0
        """
        pairs = (median, geometric_sd), (mean, relative_sd)
        given = [pair for pair in pairs if pair != (None, None)]
        if len(given) != 1 or None in given[0]:
            raise GxdError(
                "GXD-Y103",
                "lognormal は median と geometric_sd、または mean と relative_sd の組で与えます",
                "give lognormal either median and geometric_sd, or mean and relative_sd",
            )
        if median is not None and geometric_sd is not None:
            values = finite("lognormal", median=median, geometric_sd=geometric_sd)
            above_zero("lognormal", "median", median)
            at_least("lognormal", "geometric_sd", geometric_sd, 1)
            at_most("lognormal", "geometric_sd", geometric_sd, LARGEST_RATIO)
            return cls("lognormal", values)
        assert mean is not None and relative_sd is not None  # noqa: PT018
        centre, spread = finite("lognormal", mean=mean, relative_sd=relative_sd)
        above_zero("lognormal", "mean", mean)
        at_least("lognormal", "relative_sd", relative_sd, 0)
        at_most("lognormal", "relative_sd", relative_sd, LARGEST_RATIO)
        variance = math.log1p(spread**2)
        return cls("lognormal", (centre * math.exp(-variance / 2), math.exp(math.sqrt(variance))))

    @classmethod
    def triangular(cls, low: float, mode: float, high: float) -> Distribution:
        """From `low` over the likeliest `mode` to `high` (GXD-Y102 in another order).

        >>> Distribution.triangular(1, 2, 6).mean
        3.0
        """
        values = finite("triangular", low=low, mode=mode, high=high)
        in_order("triangular", low=low, mode=mode, high=high)
        return cls("triangular", values)

    @classmethod
    def uniform(cls, low: float, high: float) -> Distribution:
        """Anything from `low` to `high` alike (GXD-Y102 in another order).

        >>> Distribution.uniform(1, 3).mean
        2.0
        """
        values = finite("uniform", low=low, high=high)
        in_order("uniform", low=low, high=high)
        return cls("uniform", values)

    @property
    def mean(self) -> float:
        """The mean."""
        if self.kind == "lognormal":
            median, geometric_sd = self.parameters
            return median * math.exp(math.log(geometric_sd) ** 2 / 2)
        if self.kind in ("triangular", "uniform"):
            return math.fsum(self.parameters) / len(self.parameters)
        return self.parameters[0]

    @property
    def sd(self) -> float:
        """The standard deviation."""
        if self.kind == "normal":
            return self.parameters[1]
        if self.kind == "lognormal":
            variance = math.log(self.parameters[1]) ** 2
            return _tidy(self.mean * math.sqrt(math.expm1(variance)))
        if self.kind == "triangular":
            low, mode, high = self.parameters
            return math.sqrt(((high - low) ** 2 - (mode - low) * (high - mode)) / 18)
        if self.kind == "uniform":
            return (self.parameters[1] - self.parameters[0]) / math.sqrt(12)
        return 0.0

    def scaled(self, times: float) -> Distribution:
        """The distribution of `times` as much: a spread around 1 becomes one around a value.

        `times` may be 0 (then it is fixed) but not negative (GXD-Y102); GXD-Y010 where the values
        grow beyond what can be calculated.

        >>> Distribution.normal(1, 0.1).scaled(8).sd
        0.8
        """
        finite("scaled", times=times)
        at_least("scaled", "times", times, 0)
        if times == 0:
            return Distribution.fixed(0.0)
        size = self.parameters[:1] if self.kind == "lognormal" else self.parameters
        scaled = tuple(value * times for value in size)
        if not all(map(is_finite, scaled)):
            raise GxdError(
                "GXD-Y010",
                f"{times:g} 倍すると値が大きすぎて計算できません。桁と単位を確かめてください",
                f"{times:g} times as much is too large to calculate with: check digits and units",
            )
        return Distribution(self.kind, (*scaled, *self.parameters[len(size) :]))

    def draw(self, generator: Any, size: Any) -> Any:
        """`size` draws (an int or a shape) as a NumPy array, from a NumPy Generator.

        >>> import numpy
        >>> Distribution.uniform(1, 3).draw(numpy.random.default_rng(1), 4).shape
        (4,)
        """
        if self.kind == "normal":
            return self._stretched(generator.standard_normal(size), *self.parameters)
        if self.kind == "lognormal":
            import numpy

            median, geometric_sd = self.parameters
            draws = generator.standard_normal(size)
            draws = self._stretched(draws, math.log(median), math.log(geometric_sd))
            return numpy.exp(draws, out=draws)
        if self.kind == "uniform":
            low, high = self.parameters
            return self._stretched(generator.random(size), low, high - low)
        if self.kind == "triangular" and self.parameters[0] < self.parameters[2]:
            return generator.triangular(*self.parameters, size)
        import numpy

        return numpy.full(size, self.parameters[0])

    @staticmethod
    def _stretched(draws: Any, start: float, width: float) -> Any:
        draws *= width
        draws += start
        return draws


def as_distribution(value: Distribution | float, where: str = "") -> Distribution:
    """A distribution as it is, a plain number as one without uncertainty; GXD-Y101 else.

    >>> as_distribution(1.2).kind
    'fixed'
    """
    if isinstance(value, Distribution):
        return value
    if isinstance(value, Real) and not isinstance(value, bool) and is_finite(value):
        return Distribution.fixed(float(value))
    shown = repr(value)[:60]
    raise GxdError(
        "GXD-Y101",
        f"{shown} は分布でも有限の数でもありません。Distribution.normal(平均, 標準偏差) などで作ってください",
        f"{shown} is no distribution and no finite number: make one such as "
        "Distribution.normal(mean, sd)",
        where=where or None,
    )


def as_spread(value: Distribution | None, where: str = "") -> Distribution:
    """A distribution around 1; none is exact. GXD-Y101 for a bare number, which may mean anything.

    GXD-Y110 for one whose mean is below 0.5 or above 2: that is a value, not a ratio.

    >>> as_spread(None).parameters
    (1.0,)
    """
    if value is None:
        return Distribution.fixed(1.0)
    if not isinstance(value, Distribution):
        raise GxdError(
            "GXD-Y101",
            f"ばらつき {value!r} だけでは分布が決まりません。10 % なら "
            "Distribution.lognormal(mean=1, relative_sd=0.1) のように、1 を中心とする分布を書いてください",
            f"a spread of {value!r} does not say which distribution: give one around 1, for 10 % "
            "Distribution.lognormal(mean=1, relative_sd=0.1)",
            where=where or None,
        )
    if not 0.5 <= value.mean <= 2:
        raise GxdError(
            "GXD-Y110",
            f"ばらつきの平均が {value.mean:g} です。値そのものではなく、1 を中心とする比で書いてください"
            "(10 % なら Distribution.lognormal(mean=1, relative_sd=0.1))",
            f"a spread with the mean {value.mean:g} would shift the result: write a ratio around 1, "
            "not the value itself (for 10 % Distribution.lognormal(mean=1, relative_sd=0.1))",
            where=where or None,
        )
    return value


def _tidy(value: float) -> float:
    """Take the dust of binary arithmetic off a standard deviation such as 2.0000000000000004."""
    return float(f"{value:.14g}")
