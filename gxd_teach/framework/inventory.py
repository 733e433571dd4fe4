"""An inventory: the rows of activity behind one product, before they become a footprint.

Product-based calculation (製品ベース算定): for each process, an amount (1.2 kg of aluminium
sheet) and the emission factor that goes with it. Units are checked here, where people type
them; every row that does not fit is refused by its number, all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.footprint import Contribution, Footprint, stage_label
from gxd_teach.framework.sheet import read_activities, read_csv_rows
from gxd_teach.language import current, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["Inventory"]


@dataclass(frozen=True)
class Inventory:
    """The activity rows for `declared_amount` × `declared_unit` of one product.

    >>> rows = [{"flow": "アルミ板", "stage": "raw_material", "amount": "1.2", "unit": "kg",
    ...          "factor": "8.0", "factor_unit": "kg-CO2e/kg", "data": "primary"}]
    >>> print(Inventory.from_rows(rows, name="シャーシ").footprint().total_kg_co2e)
    9.6
    """

    name: str
    activities: tuple[Activity, ...]
    declared_unit: str = "piece"
    declared_amount: float = 1.0
    product_mass_kg: float | None = None

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Mapping[str, object]],
        *,
        name: str = "product",
        factors: EmissionFactors | None = None,
        declared_unit: str = "piece",
        declared_amount: float = 1.0,
        product_mass_kg: float | None = None,
        source: str = "rows",
        first_row: int = 1,
    ) -> Inventory:
        """Read rows with the columns flow, stage, amount, unit, factor, factor_unit, data.

        `factor` is a number (with `factor_unit`) or the name of a factor in `factors` (the
        course's own when not given). `data` is primary or secondary. Raises `ProblemsError`
        with one `Problem` for every cell that does not fit: GXD-I… , GXD-N… , GXD-U… , GXD-F….
        """
        known = EmissionFactors.load() if factors is None else factors
        activities = read_activities(rows, known, source=source, first_row=first_row)
        return cls(name, activities, declared_unit, declared_amount, product_mass_kg)

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        *,
        name: str | None = None,
        factors: EmissionFactors | None = None,
        declared_unit: str = "piece",
        declared_amount: float = 1.0,
        product_mass_kg: float | None = None,
    ) -> Inventory:
        """Read a CSV file (UTF-8), with English or Japanese headings; rows count from the heading.

        Raises as `from_rows`; GXD-I002 where the file cannot be read, GXD-I003 where a
        column is missing.
        """
        path = Path(path)
        return cls.from_rows(
            read_csv_rows(path),
            name=name or path.stem,
            factors=factors,
            declared_unit=declared_unit,
            declared_amount=declared_amount,
            product_mass_kg=product_mass_kg,
            source=path.name,
            first_row=2,
        )

    @classmethod
    def from_dataset(
        cls,
        dataset: str,
        *,
        name: str | None = None,
        factors: EmissionFactors | None = None,
        declared_unit: str = "piece",
        declared_amount: float = 1.0,
        product_mass_kg: float | None = None,
    ) -> Inventory:
        """The inventory of one of the course's cases, such as ``"pc-chassis"``.

        >>> chassis = Inventory.from_dataset("pc-chassis", name="シャーシ")
        >>> round(chassis.footprint().total_kg_co2e, 3)
        12.372
        """
        rows = datasets.rows(dataset)
        if current() == "en":
            rows = [{**row, "flow": row["flow_en"]} for row in rows]
        return cls.from_rows(
            rows,
            name=name or dataset,
            factors=factors,
            declared_unit=declared_unit,
            declared_amount=declared_amount,
            product_mass_kg=product_mass_kg,
            source=datasets.path(dataset).name,
            first_row=2,
        )

    def footprint(self, *, yield_rate: float = 1.0) -> Footprint:
        """Multiply each amount by its factor and add up: kg CO2e per declared unit.

        `yield_rate` (良品率) is good products per product begun, 0 < y ≤ 1: what went into the
        rejected ones is carried by the good ones, so emissions are divided by it.
        GXD-I008 outside that range.
        """
        if not 0 < yield_rate <= 1:
            raise GxdError(
                "GXD-I008",
                f"良品率 {yield_rate} は 0 より大きく 1 以下の数です(95 % なら 0.95)",
                f"the yield {yield_rate} must be above 0 and at most 1 (0.95 for 95 %)",
            )
        parts = tuple(_contribution(activity, yield_rate) for activity in self.activities)
        return Footprint(
            self.name, parts, self.declared_unit, self.declared_amount, self.product_mass_kg
        )

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a table: what was put in, before anything is multiplied."""
        import pandas

        columns = [
            say("項目", "flow"),
            say("段階", "stage"),
            say("数量", "amount"),
            say("単位", "unit"),
            say("排出係数", "factor"),
            say("係数の単位", "factor's unit"),
            say("係数の名前", "factor's name"),
        ]
        rows = [
            (
                row.flow,
                stage_label(row.stage),
                row.amount,
                row.unit,
                row.factor.value,
                row.factor.unit,
                row.factor.name,
            )
            for row in self.activities
        ]
        return pandas.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            [row[0], row[1], f"{row[2]:g}", row[3], f"{row[4]:g}", row[5], row[6]]
            for row in frame.itertuples(index=False)
        ]
        return html_table(list(frame.columns), rows, numeric=(2, 4))

    def scaled(self, amount: float) -> Inventory:
        """The inventory of `amount` times as many declared units."""
        activities = tuple(replace(row, amount=row.amount * amount) for row in self.activities)
        mass = None if self.product_mass_kg is None else self.product_mass_kg * amount
        return replace(
            self,
            activities=activities,
            declared_amount=self.declared_amount * amount,
            product_mass_kg=mass,
        )

    def __add__(self, other: Inventory) -> Inventory:
        """The rows of both, for the same declared unit and amount (GXD-I009 otherwise)."""
        mine = (self.declared_unit, self.declared_amount)
        theirs = (other.declared_unit, other.declared_amount)
        if mine != theirs:
            raise GxdError(
                "GXD-I009",
                f"宣言単位が違う表は足せません({mine[1]:g} {mine[0]} と {theirs[1]:g} {theirs[0]})",
                f"declared units differ: {mine[1]:g} {mine[0]} and {theirs[1]:g} {theirs[0]}",
            )
        return replace(self, activities=self.activities + other.activities)


def _contribution(activity: Activity, yield_rate: float) -> Contribution:
    factor = activity.factor
    return Contribution(
        flow=activity.flow,
        stage=activity.stage,
        kg_co2e=activity.kg_co2e / yield_rate,
        primary_data_share=activity.primary_data_share,
        amount_text=f"{activity.amount:g} {activity.unit}",
        factor_text=f"{factor.value:g} {factor.unit}",
        boundary=factor.boundary,
        source=factor.source,
    )
