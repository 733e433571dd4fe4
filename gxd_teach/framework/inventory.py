"""An inventory: the rows of activity behind one product, before they become a footprint.

Product-based calculation (製品ベース算定): for each process, an amount (1.2 kg of aluminium
sheet) and the emission factor that goes with it. Units are checked here, where people type
them; every row that does not fit is refused by its number, all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.checks import checked_number, checked_rows
from gxd_teach.framework.contribution import OUTBOUND_STAGE, Contribution, stage_label
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.footprint import Footprint
from gxd_teach.framework.sheets.columns import ActivityColumns
from gxd_teach.framework.sheets.header_block import check_yield
from gxd_teach.framework.sheets.sheet import read_activities
from gxd_teach.language import current, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["Inventory"]


@dataclass(frozen=True)
class Inventory:
    """The activity rows for `declared_amount` × `declared_unit` of one product.

    `yield_rate` (良品率) is what the sheet itself states; amounts are per product begun.
    `notices` are sentences about the reading that go with the footprint.

    >>> rows = [{"flow": "アルミ板", "stage": "raw_material", "amount": "1.2", "unit": "kg",
    ...          "factor": "8.0", "factor_unit": "kg-CO2e/kg", "data": "primary"}]
    >>> print(Inventory.from_rows(rows, name="シャーシ").footprint().total_kg_co2e)
    9.6
    """

    name: str
    activities: Sequence[Activity]
    declared_unit: str = "piece"
    declared_amount: float = 1.0
    product_mass_kg: float | None = None
    yield_rate: float = 1.0
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.activities, ActivityColumns):  # a million need no second look
            rows = checked_rows(self.activities, Activity, f"{self.name}, activities")
            object.__setattr__(self, "activities", rows)

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
    def from_file(
        cls,
        path: str | Path,
        sheet: str | None = None,
        *,
        name: str | None = None,
        factors: EmissionFactors | None = None,
        declared_unit: str | None = None,
        declared_amount: float | None = None,
        product_mass_kg: float | None = None,
        yield_rate: float | None = None,
        hidden_rows: str = "refuse",
        encoding: str | None = None,
    ) -> Inventory:
        """Read an Excel (.xlsx) or CSV activity sheet; its content says which it is.

        The headings may stand in any row and order, in Japanese or English. What stands above
        them (製品名, 宣言単位, 宣言数量, 製品の質量, 良品率) is read where it is not given here.
        `sheet` names a worksheet; `hidden_rows` is "refuse", "include" or "skip"; `encoding`
        is needed only where it cannot be found out. A long CSV is kept in columns.

        Raises `ProblemsError` with one `Problem` for every cell that does not fit, by its
        address (``計算!C12``) or row and heading; GXD-I002 unreadable, GXD-I003 no headings,
        GXD-I010 another kind of file, GXD-I011 too large, GXD-I012 no such sheet.

        >>> template = datasets.folder() / "activity-template.csv"
        >>> Inventory.from_file(template).footprint().total_kg_co2e > 0
        True
        """
        from gxd_teach.framework.sheets.import_sheet import import_sheet

        read = import_sheet(
            path, sheet=sheet, factors=factors, hidden_rows=hidden_rows, encoding=encoding
        )
        head = read.header
        return cls(
            name or head.name or Path(path).stem,
            read.activities,
            declared_unit or head.declared_unit or "piece",
            (head.declared_amount or 1.0) if declared_amount is None else declared_amount,
            head.product_mass_kg if product_mass_kg is None else product_mass_kg,
            (head.yield_rate or 1.0) if yield_rate is None else check_yield(yield_rate),
            read.notices,
        )

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        *,
        name: str | None = None,
        factors: EmissionFactors | None = None,
        declared_unit: str | None = None,
        declared_amount: float | None = None,
        product_mass_kg: float | None = None,
    ) -> Inventory:
        """Read a CSV file; the same as `from_file`, whose options it leaves at their defaults."""
        return cls.from_file(
            path,
            name=name,
            factors=factors,
            declared_unit=declared_unit,
            declared_amount=declared_amount,
            product_mass_kg=product_mass_kg,
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

    def footprint(self, *, yield_rate: float | None = None) -> Footprint:
        """Multiply each amount by its factor and add up: kg CO2e per declared unit.

        `yield_rate` (良品率) is good products per product begun, 0 < y ≤ 1: what went into the
        rejected ones is carried by the good ones, so emissions are divided by it. Without it,
        the inventory's own holds. Outbound transport is reported apart, in no total.
        GXD-I008 outside that range; GXD-I038 for a row whose emissions are no finite number.
        """
        rate = check_yield(self.yield_rate if yield_rate is None else yield_rate)
        inside: Sequence[Contribution]
        outbound: Sequence[Contribution]
        if isinstance(self.activities, ActivityColumns):
            within, after = self.activities.split(OUTBOUND_STAGE)
            inside, outbound = within.contributions(yield_rate=rate), after.contributions()
        else:
            inside = tuple(
                row.contribution(yield_rate=rate)
                for row in self.activities
                if row.stage != OUTBOUND_STAGE
            )
            # Only good products are shipped: the yield does not touch what comes after the gate.
            outbound = tuple(
                row.contribution() for row in self.activities if row.stage == OUTBOUND_STAGE
            )
        return Footprint(
            self.name,
            inside,
            self.declared_unit,
            self.declared_amount,
            self.product_mass_kg,
            outbound if len(outbound) else (),
            self.notices,
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
        """The inventory of `amount` times as many declared units; GXD-I037 unless above 0."""
        amount = checked_number(amount, f"{self.name}, scaled", above=0, code="GXD-I037")
        activities: Sequence[Activity]
        if isinstance(self.activities, ActivityColumns):
            activities = self.activities.scaled(amount)
        else:
            activities = tuple(replace(row, amount=row.amount * amount) for row in self.activities)
        mass = None if self.product_mass_kg is None else self.product_mass_kg * amount
        return replace(
            self,
            activities=activities,
            declared_amount=self.declared_amount * amount,
            product_mass_kg=mass,
        )

    def __add__(self, other: Inventory) -> Inventory:
        """The rows of both, for the same declared unit, amount and yield (GXD-I009 otherwise)."""
        mine = (self.declared_unit, self.declared_amount)
        theirs = (other.declared_unit, other.declared_amount)
        if mine != theirs:
            raise GxdError(
                "GXD-I009",
                f"宣言単位が違う表は足せません({mine[1]:g} {mine[0]} と {theirs[1]:g} {theirs[0]})",
                f"declared units differ: {mine[1]:g} {mine[0]} and {theirs[1]:g} {theirs[0]}",
            )
        if self.yield_rate != other.yield_rate:
            raise GxdError(
                "GXD-I009",
                f"良品率が違う表は足せません({self.yield_rate:g} と {other.yield_rate:g})",
                f"yields differ: {self.yield_rate:g} and {other.yield_rate:g}",
            )
        return replace(
            self,
            activities=(*self.activities, *other.activities),
            notices=self.notices + other.notices,
        )
