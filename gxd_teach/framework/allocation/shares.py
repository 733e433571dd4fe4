"""Shares of co-products by each way of allocating: exact fractions, whose sum is one.

Economic: price times quantity. Physical: the quantity. A sector rule: what it prescribes.
Subdivision: each product's own sub-process. System expansion: a by-product carries what its
substitute would have emitted, the main product the rest. Which of them is taken, `allocate` says
(PACT Methodology Alignment Checklists, https://github.com/wbcsd/tr).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from gxd_teach.errors import GxdError
from gxd_teach.framework.allocation.coproducts import CoProduct, SectorRule, Substitute
from gxd_teach.framework.allocation.tree import ECONOMIC
from gxd_teach.framework.rules import exact

__all__ = [
    "economic_shares",
    "fitting_substitutes",
    "physical_shares",
    "sector_rule_shares",
    "subdivision_shares",
    "substitution_shares",
]


def _normal(amounts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    whole = sum(amounts.values(), Fraction(0))
    return {name: amount / whole for name, amount in amounts.items()}


def economic_shares(products: tuple[CoProduct, ...]) -> dict[str, Fraction]:
    """In proportion to price times quantity, or to the total values given."""
    return _normal({product.name: product.total_value() for product in products})


def physical_shares(products: tuple[CoProduct, ...]) -> dict[str, Fraction]:
    """In proportion to the mass, or whatever quantity the products are counted in."""
    return _normal({product.name: product.quantity() for product in products})


def sector_rule_shares(products: tuple[CoProduct, ...], rule: SectorRule) -> dict[str, Fraction]:
    """As the rule prescribes: economic, physical, or its own weights."""
    if isinstance(rule.method, str):
        return economic_shares(products) if rule.method == ECONOMIC else physical_shares(products)
    return _given(products, rule.method, rule.name)


def subdivision_shares(
    products: tuple[CoProduct, ...], subdivision: Mapping[str, float] | bool
) -> dict[str, Fraction]:
    """In proportion to the sub-processes' emissions; empty where they were not given."""
    if isinstance(subdivision, bool):
        return {}
    return _given(products, subdivision, "subdivision")


def substitution_shares(
    products: tuple[CoProduct, ...], expansion: tuple[Substitute, ...], total: float | None
) -> dict[str, Fraction]:
    """A by-product carries what its substitute would have emitted; the main product the rest."""
    if total is None or exact(total) <= 0:
        raise GxdError(
            "GXD-A008",
            "代替による拡張には工程の総排出量が要ります。total_kg_co2e= を入れてください",
            "substitution needs the emissions of the process: give total_kg_co2e=",
        )
    credit = {item.co_product: exact(item.avoided_kg_co2e) / exact(total) for item in expansion}
    rest = 1 - sum(credit.values(), Fraction(0))
    if rest < 0:
        raise GxdError(
            "GXD-A009",
            f"代替品の排出量 {float((1 - rest) * exact(total)):g} kg が工程の総排出量 {total:g} kg を"
            "超えています。代替品と量を確かめてください",
            f"the substitutes' {float((1 - rest) * exact(total)):g} kg exceed the process's "
            f"{total:g} kg: check the substitute and its amount",
        )
    return {product.name: credit.get(product.name, rest) for product in products}


def _given(
    products: tuple[CoProduct, ...], amounts: Mapping[str, float], where: str
) -> dict[str, Fraction]:
    """Shares in proportion to amounts that were given product by product."""
    _check_names(products, amounts)
    missing = [product.name for product in products if product.name not in amounts]
    read = {name: exact(amount) for name, amount in amounts.items()}
    if missing or min(read.values()) < 0 or sum(read.values()) <= 0:
        raise GxdError(
            "GXD-A007",
            "すべての連産品に 0 以上の値を入れてください" + (f"(ない: {'、'.join(missing)})" if missing else ""),
            "every co-product needs a value of 0 or more" + (f" (missing: {', '.join(missing)})" if missing else ""),
            where=where,
        )  # fmt: skip
    return _normal({product.name: read[product.name] for product in products})


def fitting_substitutes(
    products: tuple[CoProduct, ...], substitutes: tuple[Substitute, ...]
) -> tuple[Substitute, ...] | None:
    """The substitutes, if every product but one has exactly one, and that one dominant."""
    if not substitutes:
        return None
    named = [item.co_product for item in substitutes]
    _check_names(products, named)
    fits = len(set(named)) == len(named) == len(products) - 1
    return substitutes if fits and all(item.dominant for item in substitutes) else None


def _check_names(products: tuple[CoProduct, ...], named: Iterable[str]) -> None:
    known = [product.name for product in products]
    unknown = [str(name) for name in named if name not in known]
    if unknown:
        raise GxdError(
            "GXD-A007",
            f"「{'」「'.join(unknown)}」は連産品にありません。あるもの: {'、'.join(known)}",
            f"{', '.join(unknown)} is not among the co-products: {', '.join(known)}",
        )
