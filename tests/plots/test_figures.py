"""What each figure shows: values worked by hand."""

from __future__ import annotations

import matplotlib
import numpy
import pytest

matplotlib.use("agg")

from matplotlib import pyplot

from gxd_teach import plots
from gxd_teach.framework import Contribution, Footprint, Inventory
from gxd_teach.framework.logistics import Leg, Option, compare
from gxd_teach.framework.supplychain.chain import SupplyChain
from gxd_teach.framework.uncertainty.first_order import sensitivity
from gxd_teach.framework.uncertainty.inventory import Distribution, UncertainInventory, UncertainRow
from gxd_teach.plots.chain_layout import read_chain


@pytest.fixture(autouse=True)
def _closed():
    yield
    pyplot.close("all")


def _footprint(**kg: float) -> Footprint:
    parts = (Contribution(name, "production", value, 0) for name, value in kg.items())
    return Footprint("PC", tuple(parts))


def test_the_waterfall_steps_from_one_total_to_the_other():
    """10 kg, −3 kg of aluminium, +1 kg of power: the bars start where the last one ended."""
    axes = plots.waterfall(_footprint(Al=8, kWh=2), _footprint(Al=5, kWh=3), labels=("24", "25"))
    bars = sorted(axes.patches, key=lambda bar: bar.get_y())
    assert [(bar.get_x(), bar.get_width()) for bar in bars] == [(0, 10), (10, -3), (7, 1), (0, 8)]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["24", "Al", "kWh", "25"]
    said = [text.get_text() for text in axes.texts]
    assert "−3.000 kg (−30.0 %)" in said
    assert "+1.000 kg (+10.0 %)" in said


def test_increase_and_decrease_differ_in_grey():
    """An increase is hatched, a decrease is plain, and the signs say the same."""
    axes = plots.waterfall(_footprint(Al=8, kWh=2), _footprint(Al=5, kWh=3))
    fall, rise = sorted(axes.patches, key=lambda bar: bar.get_y())[1:3]
    assert (fall.get_hatch() or "", rise.get_hatch()) == ("", "//")


def test_an_axis_that_does_not_begin_at_zero_says_so():
    """A change of 1 % would vanish on an axis from 0; the cut is written on the axis."""
    axes = plots.waterfall(_footprint(Al=100), _footprint(Al=99))
    assert axes.get_xlim()[0] > 0
    assert "0 から" in axes.get_xlabel()


def test_a_flow_of_one_year_only_is_a_change():
    """What came and what went are steps like the others; what stayed has none."""
    said = plots.describe_waterfall(_footprint(old=3, same=1), _footprint(same=1, new=2))
    assert "old −3.000 kg (−75.0 %)、new +2.000 kg (+50.0 %)" in said
    assert "変化なし 1 件" in said


def test_pareto_names_those_who_reach_eighty_percent():
    """50 + 30 = 80 %: the first two are enough, the third is not needed."""
    axes = plots.pareto(_footprint(c=15, a=50, b=30, d=5))
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a", "b", "c", "d"]
    assert [bar.get_hatch() or "" for bar in axes.patches] == ["", "", "//", "//"]
    assert axes.lines[0].get_xdata() == pytest.approx([50, 80, 95, 100])
    assert "上位 2 件で 80 % に達します(80.0 %)" in plots.describe_pareto(
        _footprint(c=15, a=50, b=30, d=5)
    )


def test_tiers_stand_in_order_with_their_running_share():
    """Own 5, tier 1 15, tier 2 30 of 50 kg: 10 %, 40 %, 100 %."""
    said = plots.describe_tiers({2: 30, "0": 5, 1: 15})
    assert "自社 (Tier 0) 5.000 kg (10.0 %、累積 10.0 %)" in said
    assert said.index("Tier 1") < said.index("Tier 2")
    assert "累積 40.0 %" in said


def test_a_supply_chain_gives_its_tiers_and_its_flows():
    """PC: own 5; case 1 × (2 + 1.5 × 8) = 14, of which aluminium 12: 19 kg in all."""
    chain = SupplyChain([("PC", "case", 1), ("case", "Al", 1.5)], {"PC": 5, "case": 2, "Al": 8})
    assert [float(b.get_width()) for b in plots.tier_chart(chain.by_tier("PC")).patches] == [
        5,
        2,
        12,
    ]
    flows = plots.supply_chain_flows(chain, "PC")
    assert flows == [("case", "PC", 14.0), ("Al", "case", 12.0)]
    assert read_chain(flows, {"PC": 5.0}).total == 19
    assert "Al 12.000 kg (63.2 %)" in plots.describe_pareto(chain.by_origin("PC"))


def test_bands_are_as_wide_as_their_emissions():
    """A band of 9 kg is three times as wide as one of 3 kg, at both ends."""
    axes = plots.chain_sankey([("a", "p", 9.0), ("b", "p", 3.0)])
    bands = [patch for patch in axes.patches if hasattr(patch, "_path") and patch.get_zorder() == 1]
    widths = sorted(
        band.get_path().vertices[7][1] - band.get_path().vertices[0][1] for band in bands
    )
    assert widths[1] == pytest.approx(3 * widths[0])


def test_small_suppliers_are_gathered_without_losing_a_gram():
    """Forty suppliers of 1 kg and one of 100: seven bars in the column, 140 kg in all."""
    rows = [("big", "p", 100.0), *((f"s{i}", "p", 1.0) for i in range(40))]
    chain = read_chain(rows, None)
    column = [node for node in chain.nodes if node.tier == 1]
    assert len(column) == 7
    assert sum(node.kg_co2e for node in column) == pytest.approx(140)
    assert sum(link.kg_co2e for link in chain.links) == pytest.approx(140)


def test_the_narrowest_link_of_a_loop_is_left_out():
    """Scrap that goes back to the smelter does not make the smelter the end of the chain."""
    rows = [("Al", "case", 12.0), ("case", "PC", 14.0), ("case", "Al", 0.5)]
    chain = read_chain(rows, None)
    assert chain.looped == 1
    assert {node.name: node.tier for node in chain.nodes} == {"PC": 0, "case": 1, "Al": 2}
    assert "循環する取引 1 件を省略" in plots.describe_chain(rows)


def test_a_stated_product_is_the_end_of_the_chain():
    """Only what leads to it is drawn, whatever it is sold into."""
    rows = [("Al", "case", 12.0), ("case", "PC", 14.0), ("case", "phone", 3.0)]
    chain = read_chain(rows, None, "case")
    assert {node.name: node.tier for node in chain.nodes} == {"case": 0, "Al": 1}


def test_a_very_deep_chain_is_drawn():
    """Ten thousand tiers in a row: five columns, and no recursion."""
    rows = [(str(i + 1), str(i), 1.0) for i in range(10_000)]
    chain = read_chain(rows, None)
    assert (chain.columns, chain.deeper, len(chain.nodes)) == (5, True, 5)


def test_quantiles_of_the_samples_are_marked():
    """Of 0, 1, …, 1000 kg the 2.5 % point is 25, the median 500, the 97.5 % point 975."""
    said = plots.describe_uncertainty(numpy.arange(1001.0))
    assert "2.5 %: 25.000 kg-CO2e、50 %: 500.0 kg-CO2e、97.5 %: 975.0 kg-CO2e" in said
    marks = [line.get_xdata()[0] for line in plots.uncertainty(numpy.arange(1001.0)).lines]
    assert marks == pytest.approx([25, 500, 975])


def test_every_run_is_counted():
    """The bars of the histogram add up to the runs, when none lies outside the figure."""
    axes = plots.uncertainty(numpy.arange(1001.0))
    assert sum(bar.get_height() for bar in axes.patches) == 1001


def test_quantiles_may_be_percent_or_fractions():
    """2.5 % is 0.025: no one states only quantiles below one percent."""
    percent = plots.describe_uncertainty({2.5: 1.0, 97.5: 3.0})
    assert percent == plots.describe_uncertainty({0.025: 1.0, 0.975: 3.0})


def test_the_widest_input_is_on_top_of_the_tornado():
    """Aluminium moves the result by 10 kg, the distance by 0.2 kg."""
    axes = plots.tornado({"km": (21.3, 21.5), "Al": (16.0, 26.0)}, 21.4)
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["Al", "km"]


def test_a_sensitivity_is_drawn_one_standard_deviation_around_the_mean():
    """1.2 kg × (8 ± 0.8) kg/kg = 9.6 ± 0.96; 5 ± 1 kWh × 0.4 = 2 ± 0.4; together 11.6 kg."""
    normal, fixed = Distribution.normal, Distribution.fixed
    rows = (
        UncertainRow("Al", fixed(1.2), normal(8, 0.8), "AL"),
        UncertainRow("kWh", normal(5, 1), fixed(0.4), "POWER"),
    )
    said = plots.describe_tornado(sensitivity(UncertainInventory(rows)))
    assert "基準 11.600 kg" in said
    assert "AL (排出係数) 10.640〜12.560 kg、kWh (数量) 11.200〜12.000 kg" in said


def test_a_simulation_is_drawn_as_its_total():
    """The sum of the products in each run: as many runs as were made."""
    row = UncertainRow("Al", Distribution.fixed(1.2), Distribution.normal(8, 0.8))
    axes = plots.uncertainty(UncertainInventory((row,)).simulate(500, seed=1))
    assert "500 回" in axes.get_title()


def test_modal_shift_tells_the_saving_in_kg_and_percent():
    """549 kg by road against 142 kg by rail: 407 kg, 74.1 % (Nippon Express' example)."""
    rail = Option("rail", (Leg("truck", 20.56, role="collection"), Leg("rail", 121.44)))
    axes = plots.modal_shift(compare(Option("road", (Leg("truck", 549.0),)), rail))
    assert [text.get_text() for text in axes.texts] == [
        "549.0 kg",
        "142.0 kg\n407.0 kg (74.1 %) の削減",
    ]
    assert [float(bar.get_width()) for bar in axes.patches] == pytest.approx([549, 20.56, 121.44])


def test_a_dearer_option_is_an_increase():
    """A sign is never the only word: what emits more says so."""
    shift = compare(Option("road", (Leg("truck", 100.0),)), Option("air", (Leg("air", 150.0),)))
    assert "50.000 kg (50.0 %) の増加" in plots.describe_modal_shift(shift)


def test_forty_flows_are_gathered_and_the_sum_stays():
    """Twenty bars, the last of which holds the small ones: nothing is lost."""
    made = _footprint(**{f"f{i}": float(i + 1) for i in range(40)})
    for axes in (plots.stage_breakdown(made), plots.pareto(made)):
        widths = [bar.get_width() for bar in axes.patches]
        assert len(widths) == 20
        assert sum(widths) == pytest.approx(820)  # 40 × 41 / 2


def test_inputs_of_one_name_are_two_bars():
    """Two rows called kWh, of 2 kg each and 10 % unsure, do not become one."""
    rows = [UncertainRow("kWh", Distribution.normal(5, 0.5), 0.4) for _ in range(2)]
    axes = plots.tornado(sensitivity(rows))
    assert len(axes.get_yticklabels()) == 2
    ends = sorted({round(bar.get_x() + bar.get_width(), 9) for bar in axes.patches})
    assert ends == [3.8, 4.2]


def test_an_input_whose_mean_is_zero_still_matters():
    """A residue of 0 ± 2 kg at 3 kg CO2e per kg moves the footprint by 6 kg either way."""
    rows = [UncertainRow("residue", Distribution.normal(0, 2), 3.0), UncertainRow("Al", 1.0, 9.0)]
    axes = plots.tornado(sensitivity(rows))
    assert [tick.get_text().split("\n")[0] for tick in axes.get_yticklabels()] == ["residue (数量)"]
    assert sorted(bar.get_x() + bar.get_width() for bar in axes.patches) == [3, 15]


def test_a_gap_is_no_bar_of_zero():
    """A supplier without a footprint is left out of the Pareto, which shows what is known."""
    chain = SupplyChain([("PC", "Al", 2), ("PC", "board", 1)], {"PC": 4, "Al": 8})
    axes = plots.pareto(chain.by_supplier("PC"))
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["Al", "(自社)"]


def test_bands_beside_each_other_are_parted_in_grey():
    """Two bands into one product have white edges; a thin one would vanish under them."""
    axes = plots.chain_sankey([("a", "P", 6.0), ("b", "P", 4.0), ("c", "P", 0.01)])
    edges = [patch for patch in axes.patches if not patch.get_fill()]
    assert len(edges) == 4
    assert {patch.get_edgecolor() for patch in edges} == {(1.0, 1.0, 1.0, 1.0)}


def test_a_long_sheet_shows_its_largest_rows(tmp_path):
    """Of 3,000 rows kept in columns the 19 largest are drawn, and the rest as one bar."""
    sheet = tmp_path / "long.csv"
    rows = "".join(f"part {i},raw_material,{i},kg,1,kg-CO2e/kg,primary\n" for i in range(1, 3001))
    head = "flow,stage,amount,unit,factor,factor_unit,data\n"
    sheet.write_text(head + rows, encoding="utf-8")
    axes = plots.stage_breakdown(Inventory.from_file(sheet).footprint())
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    assert names[0] == "part 3000"
    assert (len(names), names[-1]) == (20, "その他 (2981 件)")
    assert sum(bar.get_width() for bar in axes.patches) == pytest.approx(3000 * 3001 / 2)
