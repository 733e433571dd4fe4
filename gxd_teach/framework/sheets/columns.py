"""Activities in columns: a sheet of a million rows without a million Python objects.

`ActivityColumns` reads like a tuple of `Activity` and makes each one when it is asked for.
What rows have in common (stage, unit, factor, …) stands once, in a template; what differs
(flow, amount, a factor's own value) stands in NumPy arrays. Emissions are the same product
of the same three floats as `Activity.kg_co2e`, for all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from gxd_teach.framework.activity import Activity
from gxd_teach.framework.contribution import LARGEST_KG, Contribution, ContributionTable
from gxd_teach.units import kg_co2e_scale

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

__all__ = ["ActivityColumns", "ContributionColumns"]


@dataclass(frozen=True)
class Template:
    """What a group of rows has in common; `own_value` where each row states its factor's value."""

    activity: Activity
    own_value: bool
    own_name: bool  # the factor's name is the row's value as text


@dataclass(frozen=True, eq=False)
class ActivityColumns(Sequence[Activity]):
    """Activities as columns; all arrays have one entry a row."""

    flows: tuple[str, ...]
    templates: tuple[Template, ...]
    flow_codes: NDArray[numpy.int64]  # into flows
    template_codes: NDArray[numpy.int64]  # into templates
    amounts: NDArray[numpy.float64]
    factor_values: NDArray[numpy.float64]

    def __len__(self) -> int:
        return len(self.amounts)

    @overload
    def __getitem__(self, index: int) -> Activity: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Activity, ...]: ...
    def __getitem__(self, index: int | slice) -> Activity | tuple[Activity, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        template = self.templates[self.template_codes[index]]
        kind, factor = template.activity, template.activity.factor
        if template.own_value:
            value = float(self.factor_values[index])
            name = f"{value:g}" if template.own_name else factor.name
            factor = replace(factor, name=name, value=value)
        flow, amount = self.flows[self.flow_codes[index]], float(self.amounts[index])
        return replace(kind, flow=flow, amount=amount, factor=factor)

    def __iter__(self) -> Iterator[Activity]:
        return (self[i] for i in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (ActivityColumns, tuple)):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<ActivityColumns: {len(self):,} activities>"

    @cached_property
    def kg_co2e(self) -> NDArray[numpy.float64]:
        """Emissions of every row, kg CO2e."""
        import numpy

        scales = [kg_co2e_scale(t.activity.unit, t.activity.factor.unit) for t in self.templates]
        scale = numpy.asarray(scales, dtype=float)[self.template_codes]
        with numpy.errstate(over="ignore", invalid="ignore"):  # `uncountable` names the row
            kg: NDArray[numpy.float64] = self.amounts * self.factor_values * scale
        return kg

    def scaled(self, amount: float) -> ActivityColumns:
        """The same rows for `amount` times as much."""
        return replace(self, amounts=self.amounts * amount)

    def split(self, stage: str) -> tuple[ActivityColumns, ActivityColumns]:
        """The rows outside and inside a stage."""
        import numpy

        inside = numpy.asarray([t.activity.stage == stage for t in self.templates], dtype=bool)
        chosen = inside[self.template_codes]
        return self._where(~chosen), self._where(chosen)

    def _where(self, mask: NDArray[numpy.bool_]) -> ActivityColumns:
        if mask.all():
            return self
        return replace(
            self,
            flow_codes=self.flow_codes[mask],
            template_codes=self.template_codes[mask],
            amounts=self.amounts[mask],
            factor_values=self.factor_values[mask],
        )

    def contributions(self, *, yield_rate: float = 1.0) -> ContributionColumns:
        """What the rows add to a footprint, in columns too."""
        return ContributionColumns(self, yield_rate)


@dataclass(frozen=True, eq=False)
class ContributionColumns(ContributionTable):
    """The contributions of activities in columns, each made when it is asked for."""

    activities: ActivityColumns
    yield_rate: float = 1.0

    def __len__(self) -> int:
        return len(self.activities)

    @overload
    def __getitem__(self, index: int) -> Contribution: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Contribution, ...]: ...
    def __getitem__(self, index: int | slice) -> Contribution | tuple[Contribution, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        return self.activities[index].contribution(yield_rate=self.yield_rate)

    def __iter__(self) -> Iterator[Contribution]:
        return (self[i] for i in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (ContributionColumns, tuple)):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<ContributionColumns: {len(self):,} contributions>"

    @cached_property
    def kg_co2e(self) -> NDArray[numpy.float64]:
        """Emissions of every row, kg CO2e per declared unit."""
        import numpy

        with numpy.errstate(over="ignore", invalid="ignore"):
            kg: NDArray[numpy.float64] = self.activities.kg_co2e / self.yield_rate
        return kg

    @cached_property
    def _samples(self) -> list[Contribution]:
        """For each template, one contribution that shows its stage, boundary, supplier …."""
        return [template.activity.contribution() for template in self.activities.templates]

    def total(self) -> float:
        """Sum of the emissions, kg CO2e."""
        return float(self.kg_co2e.sum())

    def primary_data_share(self) -> float:
        """Percent of the emissions that rest on primary data."""
        import numpy

        weights = numpy.abs(self.kg_co2e)
        weight = float(weights.sum())
        if weight == 0:
            return 0.0
        shares = numpy.asarray([sample.primary_data_share for sample in self._samples])
        return float((weights * shares[self.activities.template_codes]).sum() / weight)

    def grouped(self, field: str) -> dict[Any, float]:
        """Emissions (kg CO2e) by a field, in the order its values first appear."""
        import numpy

        keys, codes = self._codes(field)
        sums = numpy.bincount(codes, weights=self.kg_co2e, minlength=len(keys))
        return {keys[code]: float(sums[code]) for code in _in_order(codes)}

    def _codes(self, field: str) -> tuple[Sequence[Any], NDArray[numpy.int64]]:
        """The values a field has, and which of them each row has."""
        import numpy

        if field == "flow":
            return self.activities.flows, self.activities.flow_codes
        values = [getattr(sample, field) for sample in self._samples]
        keys = list(dict.fromkeys(values))
        position = {key: code for code, key in enumerate(keys)}
        codes = numpy.asarray([position[value] for value in values], dtype=numpy.int64)
        return keys, codes[self.activities.template_codes]

    def flows_by_boundary(self) -> dict[str, list[str]]:
        """The flows whose factors have each boundary, in order."""
        boundaries, codes = self._codes("boundary")
        flows, flow_codes = self._codes("flow")
        found: dict[str, list[str]] = {}
        for pair in _in_order(codes * len(flows) + flow_codes):
            boundary, flow = divmod(int(pair), len(flows))
            found.setdefault(boundaries[boundary], []).append(flows[flow])
        return found

    def uncountable(self) -> int | None:
        """The place of the first contribution that is no number, or beyond `LARGEST_KG`."""
        import numpy

        if not len(self) or numpy.abs(self.kg_co2e).max() <= LARGEST_KG:
            return None
        return int(numpy.flatnonzero(~(numpy.abs(self.kg_co2e) <= LARGEST_KG))[0])

    def largest(self, count: int) -> list[Contribution]:
        """The contributions that emit most."""
        import numpy

        order = numpy.argsort(-numpy.abs(self.kg_co2e), kind="stable")[:count]
        return [self[int(index)] for index in order]


def _in_order(codes: NDArray[numpy.int64]) -> list[int]:
    """The distinct codes in the order they first appear."""
    import pandas

    return [int(code) for code in pandas.unique(codes)]
