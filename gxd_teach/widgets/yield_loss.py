"""Chapter 4: good products carry the rejects, and losses compound from process to process.

Kilograms are those of `gxd_teach.framework.ProductSystem`.
"""

from __future__ import annotations

from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.product import Process, ProductSystem
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Row
from gxd_teach.widgets.controls import choice, slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["yield_loss"]

CHASSIS = Text("ノートPC用シャーシ", "the notebook PC chassis")


def yield_loss(dataset: str = "pc-chassis", *, name: Text = CHASSIS) -> Panel:
    """The product of a data set (called `name`), made in one to three processes of one yield (%).

    All that goes in, goes into the first process. Errors are those of `Inventory.from_dataset`.

    >>> made = yield_loss()
    >>> made.at().numbers["good"], made.at(processes=3).numbers["good"]
    ('13.023', '14.430')
    """
    inventory = Inventory.from_dataset(dataset)
    begun = inventory.footprint().total_kg_co2e

    def calculate(yield_percent: float, processes: int) -> Shown:
        rate = yield_percent / 100
        later = [Process(f"工程 {n}", (), rate) for n in range(2, processes + 1)]
        system = ProductSystem(
            inventory.name, [Process("工程 1", inventory.activities, rate), *later]
        )
        good = system.footprint().total_kg_co2e
        units = system.units_begun()["工程 1"]
        numbers = {
            "begun": number(begun, 3),
            "good": number(good, 3),
            "wrong": number(begun / units, 3),
        }
        if rate == 1:
            said = Verdict(
                Text(
                    "全部が良品なら、良品 1 個は着手 1 個と同じ {0} kg-CO2e です。",
                    "With no rejects, a good one is a begun one: {0} kg CO2e.",
                ),
                (numbers["good"],),
                "good",
            )
        else:
            said = Verdict(
                Text(
                    "良品 1 個のために {0} 個を作りはじめます。良品 1 個は {1} kg-CO2e({0} 倍)。掛けてしまうと {2} kg に減り、誤りです。",
                    "For one good one, {0} are begun: {1} kg CO2e ({0} times). Multiplied instead, it would shrink to {2} kg, which is wrong.",
                ),
                (number(units, 3), numbers["good"], numbers["wrong"]),
            )
        return Shown(numbers, (said,))

    counts = {
        1: Text("1 つ", "1"), 2: Text("2 つ", "2"), 3: Text("3 つ", "3")
    }  # fmt: skip
    good = Row("good", Text("良品 1 個(割り算)", "a good one (divided)"))
    wrong = Row("wrong", Text("掛けた値(誤り)", "multiplied (wrong)"), "wrong")
    return Panel(
        "yield",
        Text("良品率が下がると、良品 1 個の排出量はどうなるか", "What a good product carries as the yield falls"),
        (
            slider(
                "yield_percent", Text("良品率", "yield"), range(60, 101), 95, Text("%", "%")
            ),
            choice("processes", Text("続く工程の数", "processes in a row"), counts, 1),
        ),
        (
            Bars(
                Text("1 個あたりの排出量", "emissions of one"),
                "kg-CO2e",
                (Row("begun", Text("着手 1 個", "one begun"), "pale"), good, wrong),
            ),
            Curve(
                Text("良品率と排出量", "emissions by yield"), "kg-CO2e", "yield_percent", (good, wrong)
            ),
        ),
        calculate,
        Text(
            f"{name.ja}(架空の係数を含みます)。どの工程も同じ良品率で、材料と電力は最初の工程に入れます。",
            f"{name.en[:1].upper()}{name.en[1:]} (with invented factors); every process has this yield, and all goes into the first.",
        ),
    )  # fmt: skip
