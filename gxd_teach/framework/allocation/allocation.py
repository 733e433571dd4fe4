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
from fractions import Fraction

from gxd_teach.framework.allocation.coproducts import (
    CoProduct,
    SectorRule,
    Substitute,
    read_co_products,
)
from gxd_teach.framework.allocation.outcome import Allocation
from gxd_teach.framework.allocation.shares import (
    economic_shares,
    fitting_substitutes,
    physical_shares,
    sector_rule_shares,
    subdivision_shares,
    substitution_shares,
)
from gxd_teach.framework.allocation.tree import ECONOMIC, PHYSICAL, Answer, decision_tree
from gxd_teach.framework.checks import (
    checked_flag,
    checked_mapping,
    checked_object,
    checked_rows,
)
from gxd_teach.framework.rules import PACT_V3, Rules, edition, exact
from gxd_teach.language import Text

__all__ = ["allocate", "value_ratio"]


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

    >>> from gxd_teach.framework.allocation import co_products_from
    >>> made = allocate(co_products_from(masses={"A": 8, "B": 2}, prices={"A": 1, "B": 10}))
    >>> made.branch, made.ratio, {name: round(share, 3) for name, share in made.shares.items()}
    ('economic', 10.0, {'A': 0.286, 'B': 0.714})
    """
    rules = edition(rules)
    products = read_co_products(co_products)
    if sector_rule is not None:
        checked_object(sector_rule, SectorRule, "sector_rule")
    if subdivision is not None and not isinstance(subdivision, bool):
        checked_mapping(subdivision, "subdivision", '{"A": 60, "B": 40}')
    checked_flag(physical_relation, "physical_relation")
    substitutes = checked_rows(substitutes, Substitute, "substitutes")
    expansion = fitting_substitutes(products, tuple(substitutes))
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
        shares = sector_rule_shares(products, sector_rule)
    elif step == "subdivision":
        shares = subdivision_shares(products, subdivision)
    elif step == "system expansion" and expansion is not None:
        shares = substitution_shares(products, expansion, total_kg_co2e)
        method = "、".join(f"{item.co_product} ← {item.substitute}" for item in expansion)
    else:
        shares = economic_shares(products) if step == ECONOMIC else physical_shares(products)
    description = _describe(step, shares, products, rules, ratio, ratio_of, method)
    return Allocation(
        step, shares, tuple(path), description,
        None if ratio is None else float(ratio), ratio_of.en, rules,
    )  # fmt: skip


def _ratio(products: tuple[CoProduct, ...]) -> tuple[Fraction, Text]:
    """Highest ÷ lowest, and of what: prices per unit where quantities are known, else values."""
    only_values = all(p.value is not None and p.mass is None and p.price is None for p in products)
    if only_values:
        values = [product.total_value() for product in products]
        return max(values) / min(values), Text("総額", "total values")
    prices = [product.unit_price() for product in products]
    unit = products[0].unit
    return max(prices) / min(prices), Text(f"{unit}あたりの価格", f"prices per {unit}")


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
