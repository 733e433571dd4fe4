"""Two tables become a chain: who buys how much of what, and what each product emits itself.

The links: buyer, supplier, amount, unit (per declared unit of the buyer). The products:
product, direct emissions in kg CO2e per declared unit, declared unit, primary data share.
Units are checked here, once for each pair that occurs; every cell that does not fit is
refused by its row, all of them at once.

Stands on NumPy and pandas: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.language import say
from gxd_teach.numerals import read_number
from gxd_teach.units import convert

__all__ = ["ChainTable", "read_csv_table", "read_tables"]

_LINKS = {
    "買い手": "buyer", "購入者": "buyer", "買う製品": "buyer", "供給者": "supplier",
    "仕入先": "supplier", "調達品": "supplier", "数量": "amount", "単位": "unit",
}  # fmt: skip
_PRODUCTS = {
    "製品": "product", "品目": "product", "直接排出量": "kg_co2e", "排出量": "kg_co2e",
    "direct": "kg_co2e", "direct_kg_co2e": "kg_co2e", "宣言単位": "unit", "単位": "unit",
    "declared_unit": "unit", "一次データ比率": "primary_data_share", "pds": "primary_data_share",
}  # fmt: skip


@dataclass(frozen=True)
class ChainTable:
    """The chain as arrays: products by number, amounts in the supplier's declared unit.

    `direct` (n,) is NaN where nothing was given; `primary_data_share` (n,) is in percent,
    None when no table had such a column; `units` holds "" where no unit is known.
    """

    products: tuple[str, ...]
    buyer: np.ndarray
    supplier: np.ndarray
    amount: np.ndarray
    direct: np.ndarray
    primary_data_share: np.ndarray | None
    units: tuple[str, ...]


def read_csv_table(path: str | Path) -> pandas.DataFrame:
    """A CSV file as text cells; UTF-8, or Shift_JIS as Excel in Japan saves it.

    GXD-Y001 where it cannot be read.
    """
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return pandas.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding)
        except UnicodeDecodeError:
            continue
        except FileNotFoundError:
            raise GxdError(
                "GXD-Y001",
                "ファイルがありません。名前と場所を確かめてください",
                "there is no such file: check its name and place",
                where=str(path),
            ) from None
        except (pandas.errors.ParserError, pandas.errors.EmptyDataError):
            break
    raise GxdError(
        "GXD-Y001",
        "CSV として読めません。Excel では「CSV UTF-8(コンマ区切り)」で保存してください",
        "is not a CSV file that can be read; in Excel, save as 'CSV UTF-8 (Comma delimited)'",
        where=str(path),
    )


def read_tables(
    links: Any, products: Any, *, sources: tuple[str, str] = ("links", "products"), first: int = 1
) -> ChainTable:
    """Read both tables; `ProblemsError` with one `Problem` a cell that does not fit.

    `links` is a DataFrame or rows (mappings, or buyer-supplier-amount[-unit] tuples);
    `products` a DataFrame, rows, or a mapping of product to kg CO2e. `first` is the number
    of the first row, for the messages.
    """
    problems: list[Problem] = []
    bought = _Table(links, _LINKS, ("buyer", "supplier", "amount"), sources[0], first, problems)
    made = _Table(products, _PRODUCTS, ("product", "kg_co2e"), sources[1], first, problems)
    buyer, supplier = bought.names("buyer"), bought.names("supplier")
    product = made.names("product")
    amount = bought.numbers("amount", at_least_zero=True)
    direct = made.numbers("kg_co2e", blank=np.nan)
    share = None
    if made.has("primary_data_share"):
        share = made.numbers("primary_data_share", blank=np.nan, percent=True)
    made.refuse_twice(product)
    if problems:
        raise ProblemsError(" + ".join(sources), problems)

    if not len(product) and not len(buyer):
        raise GxdError(
            "GXD-Y014",
            "製品が 1 つもありません。表にデータの行があるか確かめてください",
            "there are no products: check that the tables have data rows",
            where=" + ".join(sources),
        )
    code, names = pandas.factorize(np.concatenate([product, buyer, supplier]))
    known, links_count = len(product), len(buyer)
    rows, columns = code[known : known + links_count], code[known + links_count :]
    own = np.full(len(names), np.nan)
    own[code[:known]] = direct
    shares = None
    if share is not None:
        shares = np.full(len(names), np.nan)
        shares[code[:known]] = share
    declared = np.full(len(names), "", dtype=object)
    declared[code[:known]] = made.text("unit")
    amount = _in_declared_units(bought, amount, columns, declared, names)
    if problems:
        raise ProblemsError(sources[0], problems)
    return ChainTable(
        tuple(map(str, names)), rows, columns, amount, own, shares, tuple(map(str, declared))
    )


def _in_declared_units(
    bought: _Table, amount: Any, supplier: Any, declared: Any, names: Any
) -> Any:
    """Amounts in the declared unit of the supplier, which the links tell where no row does."""
    unit = bought.text("unit")
    for place in np.flatnonzero((unit != "") & (declared[supplier] == "")):
        if not declared[supplier[place]]:  # the first link that states a unit
            declared[supplier[place]] = unit[place]
    given_code, given_units = pandas.factorize(unit)
    wanted_code, wanted_units = pandas.factorize(declared[supplier])
    pairs, where = np.unique(np.stack([given_code, wanted_code]), axis=1, return_inverse=True)
    scale = np.ones(len(amount))
    for number, (first, second) in enumerate(pairs.T.tolist()):
        given, wanted = str(given_units[first]), str(wanted_units[second])
        if given in ("", wanted):
            continue
        try:
            scale[where == number] = convert(1.0, given, wanted)
        except GxdError as error:
            for link in np.flatnonzero(where == number).tolist():
                bought.note(link, "unit", error, product=str(names[supplier[link]]))
    return amount * scale


class _Table:
    """One table, and where its problems are noted."""

    def __init__(
        self,
        table: Any,
        headings: Mapping[str, str],
        needed: tuple[str, ...],
        source: str,
        first: int,
        problems: list[Problem],
    ) -> None:
        self.frame = _frame(table, (*needed, "unit", "primary_data_share"), source)
        self.shown = {headings.get(str(name).strip(), str(name).strip()): str(name).strip()
                      for name in self.frame.columns}  # fmt: skip
        self.frame.columns = pandas.Index(list(self.shown))
        self.source, self.first, self.problems = source, first, problems
        missing = [name for name in needed if name not in self.frame.columns]
        if missing:
            raise GxdError(
                "GXD-Y002",
                f"列 {', '.join(missing)} がありません。見出し {', '.join(needed)} が要ります",
                f"column {', '.join(missing)} is missing; the headings are {', '.join(needed)}",
                where=source,
            )

    def has(self, column: str) -> bool:
        return column in self.frame.columns

    def note(self, place: int, column: str, error: GxdError, product: str = "") -> None:
        row, heading = place + self.first, self.shown.get(column, column)
        where = say(
            f"{self.source} {row}行目「{heading}」", f"{self.source} row {row}, '{heading}'"
        )
        about = f" ({product})" if product else ""
        self.problems.append(Problem(error.code, where, f"{error.ja}{about}", f"{error.en}{about}"))

    def text(self, column: str) -> Any:
        """The cells of a column as stripped text; "" where there is no such column."""
        if not self.has(column):
            return np.full(len(self.frame), "", dtype=object)
        cells = self.frame[column].astype(object)
        cells = cells.where(cells.notna(), "")
        return cells.astype(str).str.strip().to_numpy(dtype=object)

    def names(self, column: str) -> Any:
        cells = self.text(column)
        for place in np.flatnonzero(cells == "").tolist():
            self.note(
                place,
                column,
                GxdError("GXD-Y003", "製品の名前が空欄です", "the name of the product is blank"),
            )
        return cells

    def numbers(
        self,
        column: str,
        *,
        blank: float | None = None,
        at_least_zero: bool = False,
        percent: bool = False,
    ) -> Any:
        """The numbers of a column; `blank` is what an empty cell counts as (None: refused)."""
        cells = self.frame[column]
        values = pandas.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64, copy=True)
        for place in np.flatnonzero(~np.isfinite(values)).tolist():
            cell = cells.iloc[place]
            if blank is not None and (pandas.isna(cell) or not str(cell).strip()):
                values[place] = blank
                continue
            try:
                values[place] = read_number(cell)
            except GxdError as error:
                self.note(place, column, error)
                values[place] = 0.0
        bad = np.zeros(len(values), dtype=bool)
        if at_least_zero:
            bad = values < 0
        if percent:
            bad = (values < 0) | (values > 100)
        for place in np.flatnonzero(bad).tolist():
            self.note(place, column, _out_of_range(float(values[place]), percent))
        return values

    def refuse_twice(self, product: Any) -> None:
        again = pandas.Series(product).duplicated() & (product != "")
        for place in np.flatnonzero(again).tolist():
            error = GxdError(
                "GXD-Y005",
                f"「{product[place]}」が 2 行あります。1 製品 1 行にしてください",
                f"'{product[place]}' stands in two rows: give each product one row",
            )
            self.note(place, "product", error)


def _out_of_range(value: float, percent: bool) -> GxdError:
    if percent:
        return GxdError(
            "GXD-Y006",
            f"一次データ比率 {value:g} は 0〜100 (%) の外です",
            f"the primary data share {value:g} is outside 0 to 100 (%)",
        )
    return GxdError(
        "GXD-Y004",
        f"負の数量 {value:g} です。買う量は 0 以上で書いてください",
        f"the amount {value:g} is negative: what is bought is 0 or more",
    )


def _frame(table: Any, columns: tuple[str, ...], source: str) -> pandas.DataFrame:
    """Any of the accepted shapes as a DataFrame of our own."""
    if isinstance(table, pandas.DataFrame):
        return table.copy(deep=False)
    if isinstance(table, (Mapping, pandas.Series)):
        rows: list[Any] = list(table.items())
    else:
        rows = list(table) if isinstance(table, Iterable) else []
    if not rows:
        return pandas.DataFrame(columns=list(columns))
    if isinstance(rows[0], Mapping):
        return pandas.DataFrame(rows, dtype=object)
    try:
        return pandas.DataFrame(rows, columns=list(columns[: len(rows[0])]), dtype=object)
    except (TypeError, ValueError):
        raise GxdError(
            "GXD-Y002",
            f"行は ({', '.join(columns)}) の順の組か、見出し付きの辞書で書いてください",
            f"write each row as a tuple ({', '.join(columns)}) or as a mapping with headings",
            where=source,
        ) from None
