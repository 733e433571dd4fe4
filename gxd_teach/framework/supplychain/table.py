"""Two tables become a chain: who buys how much of what, and what each product emits itself.

The links: buyer, supplier, amount, unit (per declared unit of the buyer). The products:
product, direct emissions in kg CO2e per declared unit, declared unit, primary data share.
Units are checked here, once for each pair that occurs; every cell that does not fit is
refused by its row, all of them at once.

Stands on NumPy and pandas: import it where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.framework.supplychain.table_cells import Table
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
        except (OSError, ValueError, TypeError):  # a folder, a locked file, no table in it
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
    bought = Table(
        links, _LINKS, ("buyer", "supplier", "amount"), ("unit",), sources[0], first, problems
    )
    made = Table(
        products,
        _PRODUCTS,
        ("product", "kg_co2e"),
        ("unit", "primary_data_share"),
        sources[1],
        first,
        problems,
    )
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


def _in_declared_units(bought: Table, amount: Any, supplier: Any, declared: Any, names: Any) -> Any:
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
