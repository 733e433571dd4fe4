"""Co-products: what comes out of one process together, with masses and economic values.

What has no economic value is waste and not a co-product (PACT v2 rule, on which FW Ed. 2.0 is
aligned; v3 applies the test of the EU waste directive: PACT Methodology Alignment Checklists,
https://github.com/wbcsd/tr). The economic value of a co-product is its price times its mass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import (
    checked_flag,
    checked_mapping,
    checked_rows,
    checked_text,
)
from gxd_teach.framework.rules import exact
from gxd_teach.language import Text

__all__ = ["CoProduct", "SectorRule", "Substitute", "co_products_from", "read_co_products"]


@dataclass(frozen=True)
class CoProduct:
    """One of the products of a process: its `mass`, and its `price` per unit or total `value`.

    `mass` is counted in `unit` (kg unless said; another quantity such as MJ serves as well), the
    price is per that unit, in `currency`. Not above 0 is refused by name (GXD-A003): what has no
    price is waste.

    >>> float(CoProduct("A", mass=8, price=3).total_value())
    24.0
    """

    name: str
    mass: float | None = None
    price: float | None = None
    value: float | None = None
    unit: str = "kg"
    currency: str = "JPY"

    def __post_init__(self) -> None:
        for key in ("name", "unit", "currency"):
            checked_text(getattr(self, key), f"CoProduct, {key}")
        nouns = {
            "mass": Text("質量", "mass"),
            "price": Text("価格", "price"),
            "value": Text("価値", "value"),
        }
        for key, noun in nouns.items():
            given = getattr(self, key)
            if given is None:
                continue
            try:
                fine = exact(given) > 0
            except GxdError as error:
                raise GxdError(
                    error.code, error.ja, error.en, where=f"{self.name}, {key}"
                ) from None
            if not fine:
                waste = key != "mass"
                raise GxdError(
                    "GXD-A003",
                    f"{noun.ja} {given} は 0 より大きい数です"
                    + ("。価値のないものは連産品ではなく廃棄物として扱います" if waste else ""),
                    f"the {noun.en} {given} must be above 0"
                    + ("; what has no value is waste, not a co-product" if waste else ""),
                    where=self.name,
                )
        if self.value is not None and self.price is not None:
            made = None if self.mass is None else exact(self.price) * exact(self.mass)
            stated = exact(self.value)
            if made is None or abs(made - stated) > stated / 10**6:
                raise GxdError(
                    "GXD-A006",
                    "価格(単価)と価値(総額)の両方があり、質量で結びつきません。どちらか一方にしてください",
                    "price and total value do not agree through the mass: give one of them",
                    where=self.name,
                )

    def quantity(self) -> Fraction:
        """The mass (or other quantity), exactly; GXD-A005 when it is not given."""
        if self.mass is None:
            raise self._missing("質量", "mass")
        return exact(self.mass)

    def total_value(self) -> Fraction:
        """The value as given, or price times mass; GXD-A005 when neither can be had."""
        if self.value is not None:
            return exact(self.value)
        if self.price is None:
            raise self._missing("価格(単価)か価値(総額)", "price or total value")
        return exact(self.price) * self.quantity()

    def unit_price(self) -> Fraction:
        """The price per unit: as given, or the total value over the mass."""
        if self.price is not None:
            return exact(self.price)
        if self.value is not None and self.mass is None:
            raise self._missing("質量", "mass", "。ほかの連産品には単価か質量があります")
        return self.total_value() / self.quantity()

    def _missing(self, ja: str, en: str, more: str = "") -> GxdError:
        return GxdError(
            "GXD-A005",
            f"{ja}がありません{more}。すべての連産品に同じ項目を入れてください",
            f"its {en} is missing: give every co-product the same items",
            where=self.name,
        )


@dataclass(frozen=True)
class SectorRule:
    """A product category rule or sector guidance: its name and what it prescribes.

    `method` is "physical" (or "mass"), "economic", or the rule's own weights by product.
    `safeguards_met`: whether it meets the methodology's safeguards, which PACT v3 asks for.
    """

    name: str
    method: str | Mapping[str, float]
    safeguards_met: bool = True

    def __post_init__(self) -> None:
        checked_text(self.name, "SectorRule, name")
        checked_flag(self.safeguards_met, f"{self.name}, safeguards_met")
        if isinstance(self.method, Mapping):
            return
        if self.method not in ("physical", "mass", "economic"):
            raise GxdError(
                "GXD-A007",
                f"配分方法「{self.method}」は physical、economic、または製品ごとの重みで書きます",
                f"the method '{self.method}' is physical, economic, or weights by product",
                where=self.name,
            )


@dataclass(frozen=True)
class Substitute:
    """What a by-product replaces elsewhere: `avoided_kg_co2e` is for all of the by-product.

    `dominant`: whether it is the one dominant, identifiable substitute.
    """

    co_product: str
    substitute: str
    avoided_kg_co2e: float
    dominant: bool = True

    def __post_init__(self) -> None:
        for key in ("co_product", "substitute"):
            checked_text(getattr(self, key), f"Substitute, {key}")
        checked_flag(self.dominant, f"{self.substitute}, dominant")
        if exact(self.avoided_kg_co2e) < 0:
            raise GxdError(
                "GXD-A003",
                f"代替品の排出量 {self.avoided_kg_co2e} が負です",
                f"the substitute's emissions of {self.avoided_kg_co2e} are negative",
                where=self.substitute,
            )


def co_products_from(
    *,
    masses: Mapping[str, float] | None = None,
    prices: Mapping[str, float] | None = None,
    values: Mapping[str, float] | None = None,
    unit: str = "kg",
    currency: str = "JPY",
) -> tuple[CoProduct, ...]:
    """Co-products from tables by name: masses, prices per unit, total values.

    >>> [product.name for product in co_products_from(values={"銅": 500, "石": 10})]
    ['銅', '石']
    """
    given = {"masses": masses, "prices": prices, "values": values}
    tables = [
        checked_mapping(table, name, '{"A": 8, "B": 2}')
        for name, table in given.items()
        if table is not None
    ]
    names = dict.fromkeys(name for table in tables for name in table)
    return tuple(
        CoProduct(
            name,
            (masses or {}).get(name),
            (prices or {}).get(name),
            (values or {}).get(name),
            unit,
            currency,
        )
        for name in names
    )


def read_co_products(co_products: Iterable[CoProduct]) -> tuple[CoProduct, ...]:
    """Two or more products of different names, counted in one unit and one currency.

    GXD-A001 for fewer, A002 for one name twice, A004 for mixed units.
    """
    products = checked_rows(co_products, CoProduct, "co_products")
    if len(products) < 2:
        raise GxdError(
            "GXD-A001",
            f"連産品が {len(products)} つでは配分は要りません。2 つ以上を入れてください",
            f"{len(products)} product needs no allocation: give two or more",
        )
    names = [product.name for product in products]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise GxdError(
            "GXD-A002",
            f"「{'」「'.join(twice)}」が 2 回あります。1 行にまとめてください",
            f"{', '.join(twice)} appears twice: make it one row",
        )
    for of_product in (lambda p: p.unit, lambda p: p.currency):
        units = dict.fromkeys(of_product(product) for product in products)
        if len(units) > 1:
            told = ", ".join(f"{product.name} [{of_product(product)}]" for product in products)
            raise GxdError(
                "GXD-A004",
                f"単位がそろっていません: {told}。同じ単位に直してください",
                f"the units are mixed: {told}; use one",
            )
    return products
