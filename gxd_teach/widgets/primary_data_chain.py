"""Chapter 9: what a material maker states reaches the last product, weighed by emissions.

Emissions are those of the course's PC case; shares are those of
`gxd_teach.framework.primary_data_share`.
"""

from __future__ import annotations

from gxd_teach import datasets
from gxd_teach.framework.contribution import Contribution
from gxd_teach.framework.factors import EmissionFactor, EmissionFactors
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.organization import ScopeEmissions, organization_footprint
from gxd_teach.framework.quality import primary_data_share
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Curve, Row
from gxd_teach.widgets.controls import slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["primary_data_chain"]


def primary_data_chain() -> Panel:
    """Aluminium, resin and board state their shares (%); the chassis and the PC follow.

    >>> start = primary_data_chain().at().numbers
    >>> start["chassis"], start["pc"]
    ('32.25', '23.68')
    """
    chassis, pc = _parts()

    def chain(aluminium: float, resin: float, board: float) -> tuple[float, float]:
        stated = {"アルミ板": aluminium, "樹脂": resin}
        of_chassis = primary_data_share(
            (row.kg_co2e, stated.get(flow, row.primary_data_share)) for flow, row in chassis.items()
        )
        stated = {"シャーシ": of_chassis, "基板": board}
        return of_chassis, primary_data_share(
            (row.kg_co2e, stated.get(flow, row.primary_data_share)) for flow, row in pc.items()
        )

    none, whole = chain(0, 0, 0)[1], chain(100, 0, 0)[1]
    point = number((whole - none) / 100, 2)

    def calculate(aluminium: float, resin: float, board: float) -> Shown:
        of_chassis, of_pc = chain(aluminium, resin, board)
        numbers = {
            "aluminium": number(aluminium, 0),
            "chassis": number(of_chassis, 2),
            "board": number(board, 0),
            "pc": number(of_pc, 2),
        }
        said = Verdict(
            Text(
                f"シャーシは {{0}} %、ノートPC は {{1}} %。アルミ板の 1 ポイントは、ノートPC の {point} ポイントです。",
                "Chassis {0} %, notebook PC {1} %. One point of the aluminium is "
                f"{point} points of the PC.",
            ),
            (numbers["chassis"], numbers["pc"]),
        )
        return Shown(numbers, (said,))

    percent = Text("%", "%")
    return Panel(
        "primary-data",
        Text("材料の会社の一次データ比率は、どこまで届くか", "How far a supplier's primary data share reaches"),
        (
            slider("aluminium", Text("アルミ板の申告", "aluminium states"), range(0, 101, 10), 40, percent),
            slider("resin", Text("樹脂の申告", "resin states"), range(0, 101, 25), 25, percent),
            slider("board", Text("基板の申告", "board states"), range(0, 101, 10), 30, percent),
        ),
        (
            Bars(
                Text("一次データ比率", "primary data share"),
                "%",
                (
                    Row("aluminium", Text("アルミ板(Tier 2)", "aluminium sheet (tier 2)"), "pale"),
                    Row("chassis", Text("シャーシ(Tier 1)", "chassis (tier 1)")),
                    Row("board", Text("基板(Tier 1)", "board (tier 1)"), "pale"),
                    Row("pc", Text("ノートPC(自社)", "notebook PC (own)")),
                ),
                most=100,
            ),
            Curve(
                Text("アルミ板の申告と、ノートPC の比率", "the PC's share by what the aluminium states"),
                "%",
                "aluminium",
                (Row("pc", Text("ノートPC", "notebook PC")),),
                most=100,
            ),
        ),
        calculate,
        Text("FICT のサプライチェーン(架空の値)。電力は全国平均の係数なので 0 %。",
             "The FICT supply chain (invented); electricity counts 0 % at the grid average."),
    )  # fmt: skip


def _parts() -> tuple[dict[str, Contribution], dict[str, Contribution]]:
    """What the chassis and the PC are made of, by flow, with the course's own numbers."""
    scopes = [
        ScopeEmissions(
            int(row["scope"]), float(row["emissions_t_co2e"]), row["distribution_level"],
            row["distribution_index"], float(row["customer_amount"]), float(row["total_amount"]),
        )
        for row in datasets.rows("pc-board")
    ]  # fmt: skip
    board = organization_footprint(scopes, units=scopes[0].customer)
    chassis = Inventory.from_dataset("pc-chassis").footprint()
    known = EmissionFactors.load().including(
        EmissionFactor("FICT-CHASSIS", chassis.total_kg_co2e, "kg-CO2e/piece"),
        EmissionFactor("FICT-BOARD", board.total_kg_co2e, "kg-CO2e/piece"),
    )
    pc = Inventory.from_dataset("pc-assembly", factors=known).footprint()
    by_flow = [{row.flow: row for row in made.contributions} for made in (chassis, pc)]
    return by_flow[0], by_flow[1]
