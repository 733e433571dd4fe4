"""Chapter 10: how unsure inputs make the footprint unsure, and which of them matters.

The spread is that of `gxd_teach.framework.simulate` (Monte Carlo, one seed), the shares those of
`gxd_teach.framework.sensitivity`.
"""

from __future__ import annotations

from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.uncertainty import Distribution, UncertainInventory, sensitivity, simulate
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Columns, Row
from gxd_teach.widgets.controls import slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["uncertain_inputs"]

LOW, HIGH, COLUMNS = 6.0, 24.0, 36  # kg CO2e: half a kilogram a column
ALUMINIUM = "FICT-AL-SHEET"


def uncertain_inputs(*, runs: int = 4000, seed: int = 1) -> Panel:
    """The chassis, with spreads (relative sd, %) of the aluminium's factor and of the others.

    Errors of `runs` and `seed` are those of `simulate`.

    >>> narrow, wide = (uncertain_inputs().at(aluminium=spread).numbers for spread in (5, 40))
    >>> float(wide["high"]) - float(wide["low"]) > 4 * (float(narrow["high"]) - float(narrow["low"]))
    True
    """
    inventory = Inventory.from_dataset("pc-chassis")

    def calculate(aluminium: float, others: float) -> Shown:
        around = {
            name: Distribution.lognormal(mean=1, relative_sd=percent / 100)
            for name, percent in (("aluminium", aluminium), ("others", others))
        }
        uncertain = UncertainInventory.from_inventory(
            inventory, factors=around["others"], spreads={ALUMINIUM: around["aluminium"]}
        )
        simulation = simulate(uncertain, runs, seed=seed)
        low, middle, high = simulation.quantiles([2.5, 50, 97.5]).values()
        of_aluminium = sum(
            one.variance_percent
            for one in sensitivity(uncertain).inputs
            if one.name == ALUMINIUM and one.kind == "factor"
        )
        numbers: dict[str, str | None] = {
            "low": number(low, 1), "middle": number(middle, 1), "high": number(high, 1),
            "aluminium": number(of_aluminium, 0), "others": number(100 - of_aluminium, 0),
        }  # fmt: skip
        numbers |= _columns(simulation.total)
        first = "アルミ板の係数", "the aluminium's factor"
        if of_aluminium < 50:
            first = "ほかの係数", "the other factors"
        filled = tuple(str(numbers[key]) for key in ("low", "high", "aluminium"))
        return Shown(numbers, (Verdict(
            Text(
                f"100 回のうち 95 回は {{0}}〜{{1}} kg-CO2e に入ります。ばらつきの {{2}} % はアルミ板の係数から。先に確かめるのは{first[0]}です。",
                f"95 runs of 100 lie from {{0}} to {{1}} kg CO2e. {{2}} % of the variance comes from the aluminium's factor; look first at {first[1]}.",
            ),
            filled,
        ),))  # fmt: skip

    percent = Text("%", "%")
    return Panel(
        "uncertainty",
        Text("係数のばらつきは、シャーシの値をどれだけ揺らすか", "How unsure factors make the chassis unsure"),
        (
            slider("aluminium", Text("アルミ板の係数のばらつき", "spread of the aluminium's factor"),
                   range(5, 51, 5), 20, percent),
            slider("others", Text("ほかの係数のばらつき", "spread of the other factors"),
                   range(0, 51, 10), 10, percent),
        ),
        (
            Columns(
                Text("1 個あたりの値の分布", "distribution of the value of one"),
                "kg-CO2e",
                tuple(f"c{place}" for place in range(COLUMNS)),
                LOW,
                HIGH,
                (
                    Row("low", Text("2.5 %:", "2.5 %:")),
                    Row("middle", Text("中央値:", "median:"), "pale"),
                    Row("high", Text("97.5 %:", "97.5 %:")),
                ),
                most=30,
            ),
            Bars(
                Text("ばらつき(分散)は、どこから来るか", "where the variance comes from"),
                "%",
                (
                    Row("aluminium", Text("アルミ板の係数", "the aluminium's factor")),
                    Row("others", Text("ほかの係数", "the other factors"), "pale"),
                ),
                most=100,
            ),
        ),
        calculate,
        Text(f"モンテカルロ法 {runs:,} 回、対数正規分布。ばらつきは標準偏差 ÷ 平均で、この図のための仮の値です。柱の高さは 30 % まで。",
             f"Monte Carlo, {runs:,} runs, lognormal; spreads are sd over mean, assumed for this figure. Columns end at 30 %."),
    )  # fmt: skip


def _columns(total: object) -> dict[str, str]:
    """The percentage of the runs in each column; those beyond an end count in its last column."""
    import numpy

    values = numpy.clip(numpy.asarray(total), LOW, HIGH)
    counts, _ = numpy.histogram(values, bins=COLUMNS, range=(LOW, HIGH))
    return {f"c{n}": f"{100 * count / len(values):.3g}" for n, count in enumerate(counts)}
