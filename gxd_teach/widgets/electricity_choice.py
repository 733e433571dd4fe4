"""Chapter 7: one amount of electricity, many coefficients; some may not stand for the rest.

Kilograms, and the refusals, are those of `gxd_teach.framework.location_based` and `market_based`.
"""

from __future__ import annotations

from collections.abc import Mapping

from gxd_teach.errors import GxdError
from gxd_teach.framework.energy import (
    KINDS,
    ElectricityFactor,
    electricity_factor,
    location_based,
    market_based,
)
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Row
from gxd_teach.widgets.controls import choice, slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["electricity_choice"]

#: The invented residual of the chapter, then published coefficients by id.
FICT = "FICT"
PUBLISHED = {
    "ELEC-YONDEN-UNADJUSTED-FY2024": Text("四国電力 未調整", "Shikoku Electric, unadjusted"),
    "ELEC-UPOWER-ALL-FY2024": Text("U-POWER 基礎", "U-POWER, basic"),
    "ELEC-HOKURIKU-ADJUSTED-FY2023": Text("北陸電力 調整後", "Hokuriku Electric, adjusted"),
    "ELEC-YONDEN-MENU-C-FY2024": Text("四国電力 メニューC", "Shikoku Electric, menu C"),
    "ELEC-FPS-RESIDUAL-FY2024": Text("FPS 残差", "FPS, residual"),
    "ELEC-JP-SUBSTITUTE-FY2024": Text("代替値", "substitute value"),
    "ELEC-JP-AVERAGE-FY2024": Text("全国平均", "national average"),
}


def electricity_choice(*, kwh: float = 10_000, residual: float = 0.457) -> Panel:
    """`kwh` of electricity: certificates for a part, a coefficient for the rest.

    `residual` (kg per kWh) is the invented supplier's. Errors are those of `market_based`.

    >>> made = electricity_choice()
    >>> made.at().numbers["market"], made.at(factor="ELEC-JP-AVERAGE-FY2024").numbers["market"]
    ('2,742', None)
    """
    factors: dict[str, ElectricityFactor] = {
        FICT: ElectricityFactor(residual, "residual", name="FICT 電力 残差")
    } | {name: electricity_factor(name) for name in PUBLISHED}
    names: Mapping[str, Text] = {
        FICT: Text("FICT 電力 残差(架空)", "FICT Power, residual (invented)")
    } | PUBLISHED
    average = location_based(kwh).kg_co2e

    def calculate(factor: str, share: float) -> Shown:
        used = factors[factor]
        covered = kwh * share / 100
        try:
            market = market_based(kwh, covered, residual=used)
        except GxdError as refused:
            numbers: dict[str, str | None] = {"market": None, "location": number(average, 0)}
            said = Verdict(
                Text(f"断られました: {refused.ja}。", f"Refused: {refused.en}."), (), "bad"
            )
            return Shown(numbers, (said,))
        numbers = {"market": number(market.kg_co2e, 0), "location": number(average, 0)}
        filled = (
            number(covered, 0), number(kwh - covered, 0), f"{used.kg_per_kwh:g}",
            number(market.kg_co2e, 0),
        )  # fmt: skip
        kind = KINDS[used.kind].name
        if share == 100:
            text = Text(
                "全部の {0} kWh に証書があり、マーケット基準は {3} kg。残りがないので係数は使いません。ロケーション基準は変わりません。",
                "All {0} kWh are certified: {3} kg market-based, no coefficient used. Location-based stays.",
            )
        else:
            text = Text(
                f"証書 {{0}} kWh は 0、残り {{1}} kWh × {{2}}({kind.ja})= {{3}} kg(マーケット基準)。ロケーション基準は変わりません。",
                f"{{0}} kWh certified count 0; {{1}} kWh × {{2}} ({kind.en}) = {{3}} kg market-based. Location-based stays.",
            )
        return Shown(numbers, (Verdict(text, filled, "good"),))

    market_row = Row("market", Text("マーケット基準", "market-based"))
    return Panel(
        "electricity",
        Text("残りの係数と証書で、排出量はどう変わるか", "Emissions by coefficient and certificates"),
        (
            choice("factor", Text("残りの電気の係数", "coefficient of the rest"), dict(names), FICT),
            slider("share", Text("証書の割合", "share certified"), range(0, 101, 5), 40, Text("%", "%")),
        ),
        (
            Bars(
                Text(f"{kwh:,.12g} kWh の排出量", f"emissions of {kwh:,.12g} kWh"),
                "kg-CO2",
                (market_row, Row("location", Text("ロケーション基準(全国平均)", "location-based (average)"), "pale")),
            ),
            Curve(
                Text("証書の割合と排出量", "emissions by share certified"),
                "kg-CO2",
                "share",
                (market_row, Row("location", Text("ロケーション基準", "location-based"), "pale")),
            ),
        ),
        calculate,
        Text("公表値は発電時のみで、上流を含みません。北陸電力は 2023 年度、ほかは 2024 年度の実績。",
             "Published values are at generation, without the upstream; Hokuriku FY2023, others FY2024."),
    )  # fmt: skip
