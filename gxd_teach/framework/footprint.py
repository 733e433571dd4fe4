"""A footprint: kilograms of CO2e per declared unit, and where each of them comes from.

Product-based calculation (ISO 14067, PACT Methodology) adds up activity times emission
factor over the processes from cradle to gate. The result keeps its trail: every
contribution names its row, its factor and the factor's source.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows, checked_text, is_finite
from gxd_teach.framework.contribution import (
    PACKAGING_STAGE,
    STAGES,
    UNITS,
    Contribution,
    ContributionTable,
    refuse_uncountable,
    stage_label,
)
from gxd_teach.framework.energy.basis import by_basis, missing_upstream
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["STAGES", "UNITS", "Contribution", "Footprint", "stage_label"]

_SHOWN_ROWS = 50


@dataclass(frozen=True)
class Footprint:
    """The footprint of `declared_amount` × `declared_unit` of a product, in kg CO2e.

    `outbound` holds what happens after the gate: it is reported, and in no total. `notices`
    are sentences about the making of this footprint that travel with it. Refused: emissions that
    are no finite number (GXD-I038), a declared amount that is not above 0 or a mass below it (GXD-I023).

    >>> parts = (Contribution("Al", "raw_material", 9.6, 40), Contribution("kWh", "production", 2.4, 0))
    >>> footprint = Footprint("chassis", parts)
    >>> footprint.total_kg_co2e, footprint.primary_data_share
    (12.0, 32.0)
    """

    name: str
    contributions: Sequence[Contribution]
    declared_unit: str = "piece"
    declared_amount: float = 1.0
    product_mass_kg: float | None = None
    outbound: Sequence[Contribution] = ()
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for noun in ("contributions", "outbound"):
            parts = getattr(self, noun)
            if not isinstance(parts, ContributionTable):
                parts = checked_rows(parts, Contribution, f"{self.name}, {noun}")
                object.__setattr__(self, noun, parts)
            refuse_uncountable(parts, self.name)
        checked_text(self.declared_unit, f"{self.name}, declared_unit")
        _refuse_size(self.declared_amount, self.name, "宣言数量", "declared amount", zero=False)
        if self.product_mass_kg is not None:
            _refuse_size(self.product_mass_kg, self.name, "製品の質量(kg)", "mass (kg)", zero=True)

    @property
    def total_kg_co2e(self) -> float:
        """Sum of all contributions, kg CO2e per declared unit; outbound transport is not in it."""
        if isinstance(self.contributions, ContributionTable):
            return self.contributions.total()
        return sum(part.kg_co2e for part in self.contributions)

    @property
    def primary_data_share(self) -> float:
        """Percentage (0–100) of the footprint that rests on primary data.

        The mean of the parts' shares weighted by their absolute emissions (PACT Methodology
        v3, v2 alike); 0 for a footprint of nothing.
        """
        if isinstance(self.contributions, ContributionTable):
            return self.contributions.primary_data_share()
        weight = sum(abs(part.kg_co2e) for part in self.contributions)
        if weight == 0:
            return 0.0
        shares = sum(abs(part.kg_co2e) * part.primary_data_share for part in self.contributions)
        return shares / weight

    def by_stage(self) -> dict[str, float]:
        """Emissions by life-cycle stage, kg CO2e, in the order the stages first appear."""
        return self._grouped("stage")

    def by_flow(self) -> dict[str, float]:
        """Emissions by flow, kg CO2e, in the order of the inventory."""
        return self._grouped("flow")

    def by_process(self) -> dict[str, float]:
        """Emissions by process, kg CO2e; rows that name none stand under ""."""
        return self._grouped("process")

    def by_supplier(self) -> dict[str, float]:
        """Emissions by supplier, kg CO2e; rows that name none stand under ""."""
        return self._grouped("supplier")

    def _grouped(self, field: str) -> dict[Any, float]:
        if isinstance(self.contributions, ContributionTable):
            return self.contributions.grouped(field)
        groups: dict[Any, float] = {}
        for part in self.contributions:
            key = getattr(part, field)
            groups[key] = groups.get(key, 0.0) + part.kg_co2e
        return groups

    @property
    def packaging_kg_co2e(self) -> float:
        """The packaging's part of the total, kg CO2e: PACT's packagingGhgEmissions."""
        return self.by_stage().get(PACKAGING_STAGE, 0.0)

    @property
    def gate_to_gate_kg_co2e(self) -> float:
        """The own processes' part of the total, kg CO2e: direct emissions and the energy used.

        This is the course's reading of gate-to-gate; purchased inputs, packaging among them,
        are upstream.
        """
        return float(self._grouped("gate_to_gate").get(True, 0.0))

    @property
    def outbound_kg_co2e(self) -> float:
        """Outbound transport, kg CO2e: reported apart (PACT v3 rule), not part of the total."""
        return sum(part.kg_co2e for part in self.outbound)

    def hot_spots(self, count: int = 3, *, by: str = "flow") -> list[tuple[str, float, float]]:
        """The largest flows: (flow, kg CO2e, share of the total in percent).

        `by` may also be stage, process or supplier; GXD-I034 for anything else, and for a
        `count` that is none.

        >>> Footprint("x", (Contribution("a", "s", 1, 0), Contribution("b", "s", 3, 0))).hot_spots(1)
        [('b', 3.0, 75.0)]
        """
        if isinstance(count, bool) or not isinstance(count, Integral) or count < 0:
            raise GxdError(
                "GXD-I034",
                f"件数 count={count!r} は 0 以上の整数です",
                f"count={count!r} must be a whole number of 0 or more",
            )
        if by not in ("flow", "stage", "process", "supplier"):
            raise GxdError(
                "GXD-I034",
                f"「{by}」では並べられません。flow、stage、process、supplier のどれかです",
                f"'{by}' is not one of flow, stage, process, supplier",
            )
        total = self.total_kg_co2e
        ranked = sorted(self._grouped(by).items(), key=lambda item: -abs(item[1]))[:count]
        return [(key, kg, 100 * kg / total if total else 0.0) for key, kg in ranked]

    @property
    def cautions(self) -> list[str]:
        """What a reader must know before passing the figure on: parts of the life cycle missing."""
        boundaries = self._flows_by_boundary().items()
        missing = missing_upstream(
            by_basis((flow, boundary) for boundary, flows in boundaries for flow in flows)
        )
        cautions = [] if missing is None else [str(missing)]
        if self.outbound:
            cautions.append(
                say(
                    f"出荷輸送 {self.outbound_kg_co2e:.3g} kg-CO2e は合計に入れず、別に示しています",
                    f"outbound transport, {self.outbound_kg_co2e:.3g} kg-CO2e, is reported apart "
                    "and not in the total",
                )
            )
        return [*cautions, *self.notices]

    def _flows_by_boundary(self) -> dict[str, list[str]]:
        if isinstance(self.contributions, ContributionTable):
            return self.contributions.flows_by_boundary()
        found: dict[str, dict[str, None]] = {}
        for part in self.contributions:
            found.setdefault(part.boundary, {})[part.flow] = None
        return {boundary: list(flows) for boundary, flows in found.items()}

    def to_frame(self) -> pandas.DataFrame:
        """The contributions as a table: one row a flow, kg CO2e and share in percent."""
        return self._frame(self.contributions)

    def _frame(self, parts: Sequence[Contribution]) -> pandas.DataFrame:
        import pandas

        total = self.total_kg_co2e
        columns = [
            say("項目", "flow"),
            say("段階", "stage"),
            say("数量", "amount"),
            say("排出係数", "factor"),
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("割合 [%]", "share [%]"),
            say("一次データ比率 [%]", "primary data share [%]"),
        ]
        rows = [
            (
                part.flow,
                stage_label(part.stage),
                part.amount_text,
                part.factor_text,
                part.kg_co2e,
                100 * part.kg_co2e / total if total else 0.0,
                part.primary_data_share,
            )
            for part in parts
        ]
        return pandas.DataFrame(rows, columns=columns)

    @property
    def declared(self) -> str:
        """The declared amount and unit, as a reader says them: ``個``, ``12 L``."""
        amount = "" if self.declared_amount == 1 else f"{self.declared_amount:g} "
        return f"{amount}{UNITS.get(self.declared_unit, self.declared_unit)}"

    def __str__(self) -> str:
        share = say("一次データ比率", "primary data share")
        return (
            f"{self.name}: {self.total_kg_co2e:.3f} kg-CO2e / {self.declared} "
            f"({share} {self.primary_data_share:.2f} %)"
        )

    def _repr_html_(self) -> str:
        parts, count = self.contributions, len(self.contributions)
        shortened = ""
        if isinstance(parts, ContributionTable):  # a page cannot hold them all
            parts = parts.largest(_SHOWN_ROWS)
            shortened = say(
                f"<p>全 {count:,} 行のうち、排出量の大きい {len(parts)} 行を示します。</p>",
                f"<p>The {len(parts)} largest of {count:,} rows.</p>",
            )
        frame = self._frame(parts)
        rows = [
            [*map(str, row[:4]), f"{row[4]:.3f}", f"{row[5]:.1f}", f"{row[6]:.1f}"]
            for row in frame.itertuples(index=False)
        ]
        table = html_table(list(frame.columns), rows, numeric=(4, 5, 6))
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.cautions)
        notes = f"<ul>{notes}</ul>" if notes else ""
        return f"<p><strong>{html.escape(str(self))}</strong></p>{shortened}{table}{notes}"


def _refuse_size(value: Any, where: str, ja: str, en: str, *, zero: bool) -> None:
    """GXD-I023 for an amount or a mass that is none; energy and transport may weigh nothing."""
    number = float(value) if isinstance(value, Real) and is_finite(value) else -1.0
    if number > 0 or (number == 0 and zero):
        return
    least_ja, least_en = ("0 以上の数", "of 0 or more") if zero else ("0 より大きい数", "above 0")
    raise GxdError(
        "GXD-I023",
        f"{ja} {value} は{least_ja}で書いてください",
        f"the {en} {value} must be a number {least_en}",
        where=where,
    )
