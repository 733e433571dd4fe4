"""Chapter 5: where the ratio of values crosses 5, allocation changes from mass to value.

The ratio, the branch and the shares are those of `gxd_teach.framework.allocate`.
"""

from __future__ import annotations

from gxd_teach.framework.allocation import allocate, co_products_from
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Limit, Row
from gxd_teach.widgets.controls import choice, slider, tick
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["allocation_ratio"]


def allocation_ratio(*, mass_a: float = 8, price_a: float = 1000, rules: Rules = PACT_V3) -> Panel:
    """Two co-products; the price of B moves, A's price (JPY/kg) and mass (kg) stay.

    Errors are those of `allocate`.

    >>> made = allocation_ratio()
    >>> [made.at(price_b=price).numbers["b"] for price in (5000, 5100)]
    ['20.0', '56.0']
    """  # fmt: skip
    edition_ = edition(rules)
    limit = edition_.allocation_ratio

    def calculate(price_b: float, mass_b: float, physical: bool) -> Shown:
        made = allocate(
            co_products_from(
                masses={"A": mass_a, "B": mass_b}, prices={"A": price_a, "B": price_b}
            ),
            rules=edition_,
            physical_relation=physical,
        )
        ratio = f"{made.ratio:.4g}"
        numbers = {
            "ratio": ratio,
            "a": number(made.percent["A"], 1),
            "b": number(made.percent["B"], 1),
        }
        high, low = max(price_a, price_b), min(price_a, price_b)
        filled = (f"{high:,.12g}", f"{low:,.12g}", ratio, f"{limit:g}", numbers["b"])
        sums = "最高 ÷ 最低 = {0} ÷ {1} = {2}", "highest ÷ lowest = {0} ÷ {1} = {2}"
        if made.branch == "physical":
            ja, en, tone = (
                "、{3} 以下です → 物理的配分(質量)。B は {4} % を引き受けます。",
                ", not above {3} → physical allocation (mass). B carries {4} %.",
                "plain",
            )
        elif edition_.allocation_ratio < made.ratio:  # type: ignore[operator]
            ja, en, tone = (
                "、{3} を超えました → 経済的配分(価格 × 量)。B は {4} % を引き受けます。",
                ", above {3} → economic allocation (price × mass). B carries {4} %.",
                "over",
            )
        else:
            ja, en, tone = (
                "、{3} 以下ですが、質量は関係を表しません → 経済的配分。B は {4} % を引き受けます。",
                ", not above {3}, but mass shows no relation → economic allocation. B carries {4} %.",
                "plain",
            )
        return Shown(numbers, (Verdict(Text(sums[0] + ja, sums[1] + en), filled, tone),))

    border = Text(f"境目 {limit:g}", f"border {limit:g}")
    yen = Text("円/kg", "JPY/kg")
    prices = [step * price_a / 10 for step in range(1, 101)]
    return Panel(
        "allocation-ratio",
        Text("価格の比が境目を越えると、配分はどう変わるか", "Allocation where the ratio of prices crosses the border"),
        (
            slider("price_b", Text("B の価格", "price of B"), prices, price_a * 4, yen),
            choice(
                "mass_b",
                Text("B の質量", "mass of B"),
                {kg: Text(f"{kg} kg", f"{kg} kg") for kg in (2, 5)},
                2,
            ),
            tick(
                "physical",
                Text("質量が本来の関係を表す", "mass shows the underlying relation"),
                True,
            ),
        ),
        (
            Bars(
                Text("価格の比", "ratio of prices"),
                "",
                (Row("ratio", Text("最高 ÷ 最低", "highest ÷ lowest"), "pale"),),
                most=10,
                limits=(Limit(limit, border),),
            ),
            Bars(
                Text("引き受ける割合", "share carried"),
                "%",
                (
                    Row("a", Text(f"A({mass_a:g} kg)", f"A ({mass_a:g} kg)"), "pale"),
                    Row("b", Text("B", "B")),
                ),
                most=100,
            ),
            Curve(
                Text("B の価格と、B の割合", "B's share by B's price"),
                "%",
                "price_b",
                (Row("b", Text("B", "B")),),
                most=100,
                limits=(
                    Limit(price_a * limit, Text(f"比 {limit:g}", f"ratio {limit:g}")),
                ),
                breaks=True,
            ),
        ),
        calculate,
        Text(
            f"A は {mass_a:g} kg、{price_a:,.12g} 円/kg(架空の値)。{edition_.name} の規則。",
            f"A: {mass_a:g} kg at JPY {price_a:,.12g}/kg (invented). Rules of {edition_.name}.",
        ),
    )  # fmt: skip
