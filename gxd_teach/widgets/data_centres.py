"""Chapter 16: the PUE of two sites together is no average of two ratios.

The joint value is that of `gxd_teach.framework.power_usage_effectiveness`.
"""

from __future__ import annotations

from gxd_teach.framework.reduction_value import power_usage_effectiveness
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Row
from gxd_teach.widgets.controls import slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["data_centres"]


def data_centres(*, pue_a: float = 1.2, total_it_mwh: float = 4000) -> Panel:
    """Two sites: how the IT energy (MWh) is shared between them, and the second one's PUE.

    Errors are those of `power_usage_effectiveness`.

    >>> data_centres().at().numbers["both"]
    '1.65'
    """

    def calculate(pue_b: float, share_b: float) -> Shown:
        it_b = total_it_mwh * share_b / 100
        energy, pue = {"A": total_it_mwh - it_b, "B": it_b}, {"A": pue_a, "B": pue_b}
        both, mean = power_usage_effectiveness(energy, pue), (pue_a + pue_b) / 2
        numbers = {"both": number(both, 2), "mean": number(mean, 2)}
        filled = (numbers["both"], numbers["mean"])
        if numbers["both"] == numbers["mean"]:
            text, tone = (
                Text(
                    "合わせた PUE は {0}。この配分では、単純平均とたまたま同じです。",
                    "Together {0}: here the plain mean happens to be the same.",
                ),
                "plain",
            )
        else:
            text, tone = (
                Text(
                    "合わせた PUE は {0}。2 つの PUE を平均した {1} ではありません。電力を足してから割ります。",
                    "Together {0}, not {1}, the mean of the two: add up the energy, then divide.",
                ),
                "plain",
            )
        return Shown(numbers, (Verdict(text, filled, tone),))

    row = Row("both", Text("合わせた PUE(正しい)", "together (right)"))
    mean = Row("mean", Text("単純平均(誤り)", "plain mean (wrong)"), "wrong")
    return Panel(
        "data-centres",
        Text("2 つの拠点の PUE を合わせると", "The PUE of two sites together"),
        (
            slider("pue_b", Text("B の PUE", "PUE of B"), [n / 10 for n in range(10, 26)], 1.8, Text("", ""), 1),
            slider("share_b", Text("IT の電力のうち B の割合", "B's share of the IT energy"),
                   range(5, 96, 5), 75, Text("%", "%")),
        ),
        (
            Bars(Text("PUE", "PUE"), "", (row, mean), most=2.5),
            Curve(Text("B の割合と PUE", "PUE by B's share"), "", "share_b", (row, mean), most=2.5),
        ),
        calculate,
        Text(f"A の PUE は {pue_a:g}、IT の電力は合わせて {total_it_mwh:,.12g} MWh(架空の値)。",
             f"PUE of A: {pue_a:g}; {total_it_mwh:,.12g} MWh of IT energy in all (invented)."),
    )  # fmt: skip
