"""Allocation: what one process emits, shared out over the products that come out of it.

The order of questions is the edition's. PACT v3 rule: a sector rule (PCR) that meets the
safeguards; else avoid allocation (subdivide; system expansion by substitution, only with one
dominant identifiable substitute); else the ratio of values. PACT v2 rule, on which FW Ed. 2.0 is
aligned: avoid first, then the sector rule, then the ratio. Highest over lowest value above 5:
economic allocation; otherwise physical, if that shows the underlying relation, else economic
(PACT Methodology Alignment Checklists, https://github.com/wbcsd/tr).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from math import fsum
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.allocation_tree import (
    ECONOMIC,
    PHYSICAL,
    QUESTIONS,
    Answer,
    Question,
    decision_tree,
)
from gxd_teach.framework.coproducts import (
    CoProduct,
    SectorRule,
    Substitute,
    co_products_from,
    read_co_products,
)
from gxd_teach.framework.rules import PACT_V3, Rules, exact
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = [
    "QUESTIONS",
    "Allocation",
    "Answer",
    "CoProduct",
    "Question",
    "SectorRule",
    "Substitute",
    "allocate",
    "co_products_from",
    "decision_tree",
    "value_ratio",
]


@dataclass(frozen=True)
class Allocation:
    """The outcome: the share of each product, the branch taken, and how it was reached.

    `shares` are fractions of 1 (their exact sum is 1, see `exact_shares`); they are empty where
    subdivision was chosen without figures, because then nothing is left to allocate. `branch` is
    sector rule, subdivision, system expansion, economic or physical.
    """

    branch: str
    exact_shares: Mapping[str, Fraction]
    path: tuple[Answer, ...]
    description: Text
    ratio: float | None = None
    ratio_of: str = ""
    rules: Rules = field(default=PACT_V3, repr=False)

    @property
    def shares(self) -> dict[str, float]:
        """Product → fraction of the emissions, 0–1."""
        return _split(self.exact_shares, 1.0)

    @property
    def percent(self) -> dict[str, float]:
        """Product → percent of the emissions."""
        return _split(self.exact_shares, 100.0)

    def of(self, total_kg_co2e: float) -> dict[str, float]:
        """The emissions of each product, kg CO2e; together they are the total again.

        >>> allocate(co_products_from(masses={"A": 8, "B": 2}, prices={"A": 3, "B": 2})).of(100)
        {'A': 80.0, 'B': 20.0}
        """
        if not self.exact_shares:
            raise GxdError(
                "GXD-A010",
                "分割した工程ごとの排出量がありません。subdivision= に製品ごとの値を入れてください",
                "the subdivided process needs its figures: give subdivision= a value per product",
            )
        return _split(self.exact_shares, total_kg_co2e)

    def to_frame(self) -> pandas.DataFrame:
        """One row a product: its share in percent."""
        import pandas

        return pandas.DataFrame(
            list(self.percent.items()),
            columns=[say("製品", "product"), say("配分率 [%]", "share [%]")],
        )

    def __str__(self) -> str:
        return str(self.description)

    def _repr_html_(self) -> str:
        steps = "".join(f"<li>{escape(str(answer))}</li>" for answer in self.path)
        rows = [[name, f"{percent:.4g}"] for name, percent in self.percent.items()]
        heads = [say("製品", "product"), say("配分率 [%]", "share [%]")]
        return f"<ol>{steps}</ol>{html_table(heads, rows, numeric=(1,))}<p>{escape(str(self))}</p>"


def value_ratio(co_products: Iterable[CoProduct]) -> float:
    """Highest over lowest co-product value: of prices per unit, or of total values.

    Where quantities are known, prices per kilogram (or other unit) are compared, as in "3 and 2
    a kilogram: 1.5"; a total value with a mass is turned into a price first, so that the same
    products give the same ratio however they are written. Values without any mass are compared
    as they stand: 500, 10 and 400 give 50.

    >>> value_ratio([CoProduct("A", value=500), CoProduct("B", value=10), CoProduct("C", value=400)])
    50.0
    """
    return float(_ratio(read_co_products(co_products))[0])


def allocate(
    co_products: Iterable[CoProduct],
    *,
    rules: Rules = PACT_V3,
    sector_rule: SectorRule | None = None,
    subdivision: Mapping[str, float] | bool = False,
    substitutes: Iterable[Substitute] = (),
    total_kg_co2e: float | None = None,
    physical_relation: bool = True,
) -> Allocation:
    """Walk the edition's tree and share out: shares, branch, path, and the sentence for the record.

    Economic shares are price × mass (or the total values given); physical shares are the
    masses, in whatever unit they are counted. The options answer the earlier questions: a
    `sector_rule`; `subdivision` with the emissions of each product's own sub-process, kg CO2e;
    `substitutes`, which need `total_kg_co2e`. `physical_relation` says whether the mass (or
    other quantity) shows the underlying relation. The outcome's `description` is the sentence
    for `allocationRulesDescription`.

    Errors: GXD-A001 fewer than two products, A002 one name twice, A003 a mass, price or value
    that is not above 0, A004 mixed units, A005 price, mass or value missing, A006 price × mass
    and value disagree, A007 names that do not fit, A008 no total for the substitution, A009
    more is substituted than was emitted.

    >>> made = allocate(co_products_from(masses={"A": 8, "B": 2}, prices={"A": 1, "B": 10}))
    >>> made.branch, made.ratio, {name: round(share, 3) for name, share in made.shares.items()}
    ('economic', 10.0, {'A': 0.286, 'B': 0.714})
    """
    products = read_co_products(co_products)
    expansion = _expansion(products, tuple(substitutes))
    answers: dict[str, Callable[[], bool]] = {
        "sector rule?": lambda: (
            sector_rule is not None
            and (sector_rule.safeguards_met or not rules.sector_rule_safeguards)
        ),
        "subdivision?": lambda: subdivision is not False and subdivision is not None,
        "system expansion?": lambda: expansion is not None,
        "ratio?": lambda: _ratio(products)[0] > exact(rules.allocation_ratio),
        "physical relation?": lambda: physical_relation,
    }
    tree = {question.key: question for question in decision_tree(rules)}
    path: list[Answer] = []
    step = next(iter(tree))
    while step in tree:
        yes = answers[step]()
        path.append(Answer(step, tree[step].text, yes))
        step = tree[step].yes if yes else tree[step].no
    asked_ratio = any(answer.key == "ratio?" for answer in path)
    ratio, ratio_of = _ratio(products) if asked_ratio else (None, Text("", ""))

    method = ""
    if step == "sector rule" and sector_rule is not None:
        method = sector_rule.name
        shares = _by_sector_rule(products, sector_rule)
    elif step == "subdivision":
        shares = _by_subdivision(products, subdivision)
    elif step == "system expansion" and expansion is not None:
        shares = _by_substitution(products, expansion, total_kg_co2e)
        method = "、".join(f"{item.co_product} ← {item.substitute}" for item in expansion)
    else:
        shares = _economic(products) if step == ECONOMIC else _physical(products)
    description = _describe(step, shares, products, rules, ratio, ratio_of, method)
    return Allocation(
        step, shares, tuple(path), description,
        None if ratio is None else float(ratio), ratio_of.en, rules,
    )  # fmt: skip


def _normal(amounts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    whole = sum(amounts.values(), Fraction(0))
    return {name: amount / whole for name, amount in amounts.items()}


def _economic(products: tuple[CoProduct, ...]) -> dict[str, Fraction]:
    return _normal({product.name: product.total_value() for product in products})


def _physical(products: tuple[CoProduct, ...]) -> dict[str, Fraction]:
    return _normal({product.name: product.quantity() for product in products})


def _ratio(products: tuple[CoProduct, ...]) -> tuple[Fraction, Text]:
    """Highest ÷ lowest, and of what: prices per unit where quantities are known, else values."""
    only_values = all(p.value is not None and p.mass is None and p.price is None for p in products)
    if only_values:
        values = [product.total_value() for product in products]
        return max(values) / min(values), Text("総額", "total values")
    prices = [product.unit_price() for product in products]
    unit = products[0].unit
    return max(prices) / min(prices), Text(f"{unit}あたりの価格", f"prices per {unit}")


def _expansion(
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
    unknown = [name for name in named if name not in known]
    if unknown:
        raise GxdError(
            "GXD-A007",
            f"「{'」「'.join(unknown)}」は連産品にありません。あるもの: {'、'.join(known)}",
            f"{', '.join(unknown)} is not among the co-products: {', '.join(known)}",
        )


def _by_sector_rule(products: tuple[CoProduct, ...], rule: SectorRule) -> dict[str, Fraction]:
    if isinstance(rule.method, str):
        return _economic(products) if rule.method == ECONOMIC else _physical(products)
    return _given(products, rule.method, rule.name)


def _by_subdivision(
    products: tuple[CoProduct, ...], subdivision: Mapping[str, float] | bool
) -> dict[str, Fraction]:
    if isinstance(subdivision, bool):
        return {}
    return _given(products, subdivision, "subdivision")


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


def _by_substitution(
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


def _split(shares: Mapping[str, Fraction], total: float) -> dict[str, float]:
    """Parts of a total as floats; the largest takes up what rounding leaves."""
    parts = {name: float(share * Fraction(total)) for name, share in shares.items()}
    if parts:
        largest = max(parts, key=lambda name: abs(parts[name]))
        parts[largest] = fsum([total, *(-part for name, part in parts.items() if name != largest)])
    return parts


def _describe(
    branch: str,
    shares: Mapping[str, Fraction],
    products: tuple[CoProduct, ...],
    rules: Rules,
    ratio: Fraction | None,
    ratio_of: Text,
    method: str,
) -> Text:
    """The sentence for `allocationRulesDescription`."""
    limit = f"{rules.allocation_ratio:g}"
    why_ja = why_en = ""
    if ratio is not None:
        above = ratio > exact(rules.allocation_ratio)
        why_ja = (
            f"{ratio_of.ja}の最高÷最低は {float(ratio):.4g}({limit} {'超' if above else '以下'})。"
        )
        why_en = (
            f"Highest over lowest of the {ratio_of.en} is {float(ratio):.4g} "
            f"({'above' if above else 'not above'} {limit}). "
        )
        if branch == ECONOMIC and not above:
            why_ja += "物理量は本来の関係を表さない。"
            why_en += "No physical quantity shows the underlying relation. "
    unit = products[0].unit
    physical_ja, physical_en = ("質量", "mass") if unit in {"kg", "t", "g"} else (unit, unit)
    ja, en = {
        "sector rule": (f"製品分野の算定ルール「{method}」による", f"By the sector rule {method}"),
        "subdivision": ("工程を製品ごとに分割し、配分を避けた", "The process was subdivided by product"),
        "system expansion": (f"代替によるシステム拡張({method})", f"System expansion by substitution ({method})"),
        ECONOMIC: ("経済的配分(価格×量の価値)", "Economic allocation (value: price times quantity)"),
        PHYSICAL: (f"物理的配分({physical_ja})", f"Physical allocation ({physical_en})"),
    }[branch]  # fmt: skip
    listed = [f"{name} {float(100 * share):.4g} %" for name, share in shares.items()]
    return Text(
        f"{rules.name}: {why_ja}{ja}。" + (f"配分率: {'、'.join(listed)}。" if listed else ""),
        f"{rules.name}: {why_en}{en}." + (f" Shares: {', '.join(listed)}." if listed else ""),
    )
