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
from itertools import pairwise
from numbers import Real
from typing import Any

from gxd_teach.errors import GxdError

__all__ = ["Distribution"]


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
        return cls("fixed", _finite("fixed", value=value))

    @classmethod
    def normal(cls, mean: float, sd: float) -> Distribution:
        """The normal distribution by mean and standard deviation (GXD-Y102 for a negative sd).

        >>> Distribution.normal(10, 2).mean
        10.0
        """
        values = _finite("normal", mean=mean, sd=sd)
        _at_least("normal", "sd", sd, 0)
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
        sd below 1 or a negative relative sd.

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
            values = _finite("lognormal", median=median, geometric_sd=geometric_sd)
            _above_zero("lognormal", "median", median)
            _at_least("lognormal", "geometric_sd", geometric_sd, 1)
            return cls("lognormal", values)
        assert mean is not None and relative_sd is not None  # noqa: PT018
        centre, spread = _finite("lognormal", mean=mean, relative_sd=relative_sd)
        _above_zero("lognormal", "mean", mean)
        _at_least("lognormal", "relative_sd", relative_sd, 0)
        variance = math.log1p(spread**2)
        return cls("lognormal", (centre * math.exp(-variance / 2), math.exp(math.sqrt(variance))))

    @classmethod
    def triangular(cls, low: float, mode: float, high: float) -> Distribution:
        """From `low` over the likeliest `mode` to `high` (GXD-Y102 in another order).

        >>> Distribution.triangular(1, 2, 6).mean
        3.0
        """
        values = _finite("triangular", low=low, mode=mode, high=high)
        _in_order("triangular", low=low, mode=mode, high=high)
        return cls("triangular", values)

    @classmethod
    def uniform(cls, low: float, high: float) -> Distribution:
        """Anything from `low` to `high` alike (GXD-Y102 in another order).

        >>> Distribution.uniform(1, 3).mean
        2.0
        """
        values = _finite("uniform", low=low, high=high)
        _in_order("uniform", low=low, high=high)
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

        `times` may be 0 (then it is fixed) but not negative (GXD-Y102).

        >>> Distribution.normal(1, 0.1).scaled(8).sd
        0.8
        """
        _at_least("scaled", "times", times, 0)
        if times == 0:
            return Distribution.fixed(0.0)
        if self.kind == "lognormal":
            median, geometric_sd = self.parameters
            return Distribution("lognormal", (median * times, geometric_sd))
        return Distribution(self.kind, tuple(value * times for value in self.parameters))

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


def _tidy(value: float) -> float:
    """Take the dust of binary arithmetic off a standard deviation such as 2.0000000000000004."""
    return float(f"{value:.14g}")


def _finite(kind: str, **values: float) -> tuple[float, ...]:
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
            raise GxdError(
                "GXD-Y101",
                f"{kind} の {name} は有限の数です({value!r} が来ました)",
                f"{name} of {kind} must be a finite number, not {value!r}",
            )
    return tuple(float(value) for value in values.values())


def _at_least(kind: str, name: str, value: float, least: float) -> None:
    if not value >= least:
        raise GxdError(
            "GXD-Y102",
            f"{kind} の {name} = {value:g} はありえません。{least:g} 以上です",
            f"{name} = {value:g} is impossible for {kind}: it is at least {least:g}",
        )


def _above_zero(kind: str, name: str, value: float) -> None:
    if not value > 0:
        raise GxdError(
            "GXD-Y102",
            f"{kind} の {name} = {value:g} はありえません。0 より大きい数です",
            f"{name} = {value:g} is impossible for {kind}: it is above 0",
        )


def _in_order(kind: str, **values: float) -> None:
    names = list(values)
    for one, two in pairwise(names):
        if not values[one] <= values[two]:
            raise GxdError(
                "GXD-Y102",
                f"{kind} の {one} = {values[one]:g} が {two} = {values[two]:g} より大きいです",
                f"{one} = {values[one]:g} is above {two} = {values[two]:g}, impossible for {kind}",
            )
