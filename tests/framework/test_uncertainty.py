"""Monte Carlo and first-order sensitivity, held against what can be worked out on paper."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework import Inventory
from gxd_teach.framework.supplychain.chain import SupplyChain
from gxd_teach.framework.supplychain.uncertainty import simulate_chain
from gxd_teach.framework.uncertainty.first_order import sensitivity, variance_shares
from gxd_teach.framework.uncertainty.inventory import (
    Distribution,
    UncertainInventory,
    UncertainRow,
    simulate,
)

fixed, normal = Distribution.fixed, Distribution.normal
triangular, uniform, lognormal = (
    Distribution.triangular,
    Distribution.uniform,
    Distribution.lognormal,
)

# A sample of 200,000 has its mean within 4 sd / sqrt(200,000), about 0.9 % of the sd.
RUNS = 200_000


def row(name, amount, factor, factor_name="", product="", scale=1.0) -> UncertainRow:
    return UncertainRow(name, amount, factor, factor_name, product, scale)


class TestDistributions:
    """Mean and standard deviation by the textbook formulas; draws that agree with them."""

    @pytest.mark.parametrize(
        ("distribution", "mean", "sd"),
        [
            (fixed(3), 3, 0),
            (normal(10, 2), 10, 2),
            (triangular(1, 2, 6), 3, math.sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18)),
            (uniform(1, 3), 2, 2 / math.sqrt(12)),
            (lognormal(mean=10, relative_sd=0.3), 10, 3),
            (lognormal(median=1, geometric_sd=math.e), math.exp(0.5), math.sqrt(math.e**2 - math.e)),
            (triangular(2, 2, 2), 2, 0),
        ],
    )  # fmt: skip
    def test_mean_and_standard_deviation(self, distribution, mean, sd):
        """Each as its formula says, and as a large sample shows."""
        assert distribution.mean == pytest.approx(mean)
        assert distribution.sd == pytest.approx(sd)
        sample = distribution.draw(np.random.default_rng(3), RUNS)
        assert sample.mean() == pytest.approx(mean, abs=0.01 * sd + 1e-12)
        assert sample.std() == pytest.approx(sd, rel=0.03, abs=1e-12)

    def test_the_median_of_a_lognormal_is_not_its_mean(self):
        """With a geometric sd of 2 the mean lies 27 % above the median: exp(ln(2)²/2) = 1.2715."""
        assert lognormal(median=8, geometric_sd=2).mean == pytest.approx(8 * 1.27153, rel=1e-5)

    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (lambda: normal(1, -0.1), ("normal", "sd")),
            (lambda: triangular(3, 2, 4), ("triangular", "low", "mode")),
            (lambda: triangular(1, 5, 4), ("triangular", "mode", "high")),
            (lambda: uniform(2, 1), ("uniform", "low", "high")),
            (lambda: lognormal(median=0, geometric_sd=2), ("lognormal", "median")),
            (lambda: lognormal(median=1, geometric_sd=0.9), ("lognormal", "geometric_sd")),
            (lambda: lognormal(mean=-1, relative_sd=0.1), ("lognormal", "mean")),
            (lambda: lognormal(mean=1, relative_sd=-0.1), ("lognormal", "relative_sd")),
            (lambda: normal(float("nan"), 1), ("normal", "mean")),
            (lambda: uniform(0, float("inf")), ("uniform", "high")),
            (lambda: normal("1", 1), ("normal", "mean")),
            (lambda: normal(1, 0.1).scaled(-1), ("times",)),
        ],
    )
    def test_impossible_ones_are_refused_by_name(self, make, words):
        """The distribution, the parameter and its value stand in the sentence."""
        with pytest.raises(GxdError, match=r"GXD-Y10[12]") as caught:
            make()
        assert all(word in str(caught.value) for word in words)

    @pytest.mark.parametrize(
        "given",
        [{}, {"median": 1}, {"median": 1, "relative_sd": 0.1}, {"mean": 1, "geometric_sd": 1.1},
         {"mean": 1, "relative_sd": 0.1, "median": 1}],
    )  # fmt: skip
    def test_the_two_ways_of_a_lognormal_are_not_mixed(self, given):
        """Median with geometric sd, mean with relative sd, and no other pair."""
        with pytest.raises(GxdError, match="GXD-Y103"):
            lognormal(**given)


class TestClosedForms:
    """Sums and products whose distribution is known."""

    def test_a_sum_of_normals(self):
        """Independent sds of 3 and 4 make 5."""
        rows = [row("a", fixed(1), normal(10, 3)), row("b", fixed(1), normal(20, 4))]
        found = simulate(rows, RUNS, seed=1)
        assert found.mean == pytest.approx(30, abs=0.05)
        assert found.sd == pytest.approx(5, rel=0.01)
        assert found.quantile(97.5) == pytest.approx(30 + 1.959964 * 5, abs=0.1)
        assert sensitivity(UncertainInventory(rows)).sd == pytest.approx(5)

    def test_a_product_of_lognormals(self):
        """ln sds add in squares: geometric sds e^0.3 and e^0.4 make e^0.5, medians multiply."""
        rows = [
            row(
                "a",
                lognormal(median=2, geometric_sd=math.exp(0.3)),
                lognormal(median=5, geometric_sd=math.exp(0.4)),
            )
        ]
        found = simulate(rows, RUNS, seed=2)
        assert found.quantile(50) == pytest.approx(10, rel=0.01)
        assert found.quantile(97.5) == pytest.approx(10 * math.exp(1.959964 * 0.5), rel=0.02)
        exact = sensitivity(UncertainInventory(rows))
        assert exact.mean_kg_co2e == pytest.approx(10 * math.exp(0.125))
        assert exact.sd == pytest.approx(10 * math.exp(0.125) * math.sqrt(math.expm1(0.25)))
        assert exact.sd_first_order < exact.sd

    def test_two_suppliers_on_the_same_power(self):
        """Two rows with one factor are wrong together: sds of 1 and 1 make 2, not 1.41."""
        shared = [
            row("a", fixed(1), normal(10, 1), "GRID"),
            row("b", fixed(1), normal(10, 1), "GRID"),
        ]
        apart = [row("a", fixed(1), normal(10, 1)), row("b", fixed(1), normal(10, 1))]
        assert simulate(shared, RUNS, seed=3).sd == pytest.approx(2, rel=0.01)
        assert simulate(apart, RUNS, seed=3).sd == pytest.approx(math.sqrt(2), rel=0.01)
        assert sensitivity(UncertainInventory(shared)).sd == pytest.approx(2)
        assert sensitivity(UncertainInventory(apart)).sd == pytest.approx(math.sqrt(2))

    def test_a_shared_factor_and_uncertain_amounts(self):
        """Var = Var(A) Var(f) + Var(A) E(f)² + Var(f) E(A)² with A = a + 1000 b: exact."""
        rows = [
            row("a", normal(10, 1), normal(2, 0.2), "F"),
            row("b", normal(0.02, 0.002), normal(2, 0.2), "F", scale=1000),
        ]
        variance_of_amount, amount = 1 + 4, 30
        exact = math.sqrt(variance_of_amount * 0.04 + variance_of_amount * 4 + 0.04 * amount**2)
        assert sensitivity(UncertainInventory(rows)).sd == pytest.approx(exact)
        found = simulate(rows, RUNS, seed=4)
        assert found.sd == pytest.approx(exact, rel=0.01)
        assert found.mean == pytest.approx(60, rel=0.002)

    def test_sensitivities(self):
        """One percent more of a factor moves the footprint by its share: 80 % and 20 %."""
        rows = [
            row("Al", fixed(1), normal(8, 0.8), "AL"),
            row("kWh", normal(5, 0.5), fixed(0.4), "GRID"),
        ]
        found = {(one.name, one.kind): one for one in sensitivity(UncertainInventory(rows)).inputs}
        assert found["AL", "factor"].percent_per_percent == pytest.approx(0.8)
        assert found["kWh", "amount"].percent_per_percent == pytest.approx(0.2)
        assert found["AL", "factor"].variance_percent == pytest.approx(100 * 0.64 / 0.68)
        assert found["kWh", "amount"].variance_percent == pytest.approx(100 * 0.04 / 0.68)

    def test_variance_shares_add_up(self):
        """Rows of sd 3 and 4 carry 9/25 and 16/25 of the variance."""
        rows = [row("a", fixed(1), normal(10, 3)), row("b", fixed(1), normal(20, 4))]
        table = variance_shares(UncertainInventory(rows), RUNS, seed=5)
        assert table.iloc[:, 1].tolist() == ["b", "a"]
        assert table.iloc[:, 3].tolist() == pytest.approx([64, 36], abs=1)
        assert table.iloc[:, 3].sum() == pytest.approx(100)


class TestInventories:
    """From the course's own inventories, and of several products."""

    def test_an_inventory_with_spreads(self):
        """Al with 10 % and nothing else uncertain: 9.6 kg x 10 % = 0.96 kg."""
        chassis = Inventory.from_dataset("pc-chassis")
        al = next(part for part in chassis.activities if part.amount == 1.2)
        uncertain = UncertainInventory.from_inventory(chassis, spreads={al.flow: normal(1, 0.1)})
        assert uncertain.mean() == pytest.approx(chassis.footprint().total_kg_co2e)
        assert sensitivity(uncertain).sd == pytest.approx(0.96)
        assert simulate(uncertain, RUNS).sd == pytest.approx(0.96, rel=0.01)

    def test_rows_of_one_named_factor_share_it(self):
        """Electricity in kWh and in MWh is the same electricity: 5 + 20 kWh go wrong together."""
        rows = [
            {"flow": "press", "stage": "production", "amount": 5, "unit": "kWh",
             "factor": "ELEC-JP-AVERAGE-FY2024", "data": "primary"},
            {"flow": "paint", "stage": "production", "amount": 0.02, "unit": "MWh",
             "factor": "ELEC-JP-AVERAGE-FY2024", "data": "primary"},
        ]  # fmt: skip
        uncertain = UncertainInventory.from_inventory(
            Inventory.from_rows(rows), factors=normal(1, 0.1)
        )
        assert uncertain.mean() == pytest.approx(25 * 0.423)
        assert sensitivity(uncertain).sd == pytest.approx(0.1 * 25 * 0.423)

    def test_bare_numbers_are_not_shared(self):
        """Two rows that happen to have a factor of 2 do not have the same factor."""
        rows = [
            {"flow": name, "stage": "production", "amount": 1, "unit": "kg", "factor": 2,
             "factor_unit": "kg-CO2e/kg", "data": "primary"}
            for name in ("a", "b")
        ]  # fmt: skip
        uncertain = UncertainInventory.from_inventory(
            Inventory.from_rows(rows), factors=normal(1, 0.1)
        )
        assert sensitivity(uncertain).sd == pytest.approx(0.2 * math.sqrt(2))

    def test_a_spread_for_nothing_is_refused(self):
        """A misspelt name would leave its row exact, unnoticed."""
        with pytest.raises(GxdError, match="GXD-Y106"):
            UncertainInventory.from_inventory(
                Inventory.from_dataset("pc-chassis"), spreads={"alminium": normal(1, 0.1)}
            )

    def test_one_name_with_two_distributions_is_refused(self):
        """A factor that is drawn once has one distribution."""
        with pytest.raises(GxdError, match="GXD-Y104"):
            UncertainInventory(
                (row("a", fixed(1), normal(1, 0.1), "F"), row("b", fixed(1), normal(1, 0.2), "F"))
            )

    def test_products_side_by_side(self):
        """Two products of one factor keep their correlation: their difference is sure."""
        rows = [
            row("a", fixed(3), normal(2, 0.5), "F", "P"),
            row("b", fixed(1), normal(2, 0.5), "F", "Q"),
        ]
        found = simulate(rows, 1000, seed=6)
        assert found.products == ("P", "Q")
        assert np.allclose(found.kg_co2e[0], 3 * found.kg_co2e[1])
        assert found.of("P").mean == pytest.approx(3 * found.of("Q").mean)
        with pytest.raises(GxdError, match="GXD-Y106"):
            found.of("R")

    def test_the_same_seed_gives_the_same_runs(self):
        """A result can be repeated; another seed gives others."""
        rows = [row("a", normal(1, 0.1), normal(1, 0.1))]
        assert np.array_equal(simulate(rows, 50, seed=1).total, simulate(rows, 50, seed=1).total)
        assert not np.array_equal(
            simulate(rows, 50, seed=1).total, simulate(rows, 50, seed=2).total
        )

    @pytest.mark.parametrize("runs", [0, 1])
    def test_one_run_has_no_spread(self, runs):
        """At least two runs are needed."""
        with pytest.raises(GxdError, match="GXD-Y107"):
            simulate([row("a", fixed(1), fixed(1))], runs)

    @given(st.lists(st.tuples(st.floats(0.1, 10), st.floats(0, 0.5)), min_size=1, max_size=6))
    @settings(max_examples=30, deadline=None)
    def test_quantiles_stand_in_order(self, inputs):
        """2.5 % lies below the median and that below 97.5 %, and all within the draws."""
        rows = [
            row(str(i), fixed(mean), lognormal(mean=1, relative_sd=spread))
            for i, (mean, spread) in enumerate(inputs)
        ]
        found = simulate(rows, 200, seed=7)
        values = list(found.quantiles().values())
        assert values == sorted(values)
        assert found.total.min() <= values[0]
        assert values[-1] <= found.total.max()


class TestChains:
    """Uncertainty through a supply chain."""

    def chain(self) -> SupplyChain:
        links = [("PC", "case", 1), ("case", "Al", 1.5), ("PC", "board", 1), ("board", "power", 10)]
        return SupplyChain(links, {"PC": 0, "case": 0, "board": 0, "Al": 8, "power": 0.4})

    def test_direct_emissions(self):
        """12 kg and 4 kg at 10 % each, independent: sqrt(1.2² + 0.4²)."""
        found = simulate_chain(self.chain(), "PC", direct=normal(1, 0.1), runs=RUNS, seed=1)
        assert found.mean == pytest.approx(16, rel=0.002)
        assert found.sd == pytest.approx(math.hypot(1.2, 0.4), rel=0.01)

    def test_products_on_one_factor(self):
        """On the same factor they add up: 1.2 + 0.4."""
        found = simulate_chain(
            self.chain(), "PC", direct=normal(1, 0.1), runs=RUNS, seed=1,
            same_factor={"Al": "GRID", "power": "GRID"},
        )  # fmt: skip
        assert found.sd == pytest.approx(1.6, rel=0.01)

    def test_one_product_of_its_own(self):
        """Only the power is uncertain, by 50 %: 2 kg of the PC."""
        found = simulate_chain(
            self.chain(), "PC", spreads={"power": normal(1, 0.5)}, runs=RUNS, seed=2
        )
        assert found.sd == pytest.approx(2, rel=0.01)

    def test_amounts(self):
        """Links at 5 % each: two in a row to Al (12 kg), two to the power (4 kg).

        Each way is a product of two: relative variance 1.0025² - 1.
        """
        found = simulate_chain(self.chain(), "PC", amounts=normal(1, 0.05), runs=4000, seed=3)
        relative = math.sqrt(1.0025**2 - 1)
        assert found.mean == pytest.approx(16, rel=0.01)
        assert found.sd == pytest.approx(relative * math.hypot(12, 4), rel=0.06)

    def test_negative_amounts_are_not_drawn(self):
        """A normal spread of 100 % would buy less than nothing in one run of six."""
        with pytest.raises(GxdError, match="GXD-Y108"):
            simulate_chain(self.chain(), "PC", amounts=normal(1, 1), runs=100)

    def test_loops_take_part(self):
        """A loop of 0.5 doubles the emissions and their spread."""
        chain = SupplyChain([("A", "A", 0.5)], {"A": 1.0})
        found = simulate_chain(chain, "A", direct=normal(1, 0.1), runs=RUNS, seed=4)
        assert found.mean == pytest.approx(2, rel=0.002)
        assert found.sd == pytest.approx(0.2, rel=0.01)

    def test_amounts_that_are_all_twice_as_high(self):
        """A fixed spread of 2 on every link: 12 kg and 4 kg over two links are four times as much."""
        found = simulate_chain(self.chain(), "PC", amounts=fixed(2), runs=3)
        assert found.total.tolist() == pytest.approx([64] * 3)

    def test_one_factor_has_one_spread(self):
        """Any product of a factor may state its spread, two may not state different ones."""
        shared = {"Al": "GRID", "power": "GRID"}
        found = simulate_chain(
            self.chain(), "PC", spreads={"power": normal(1, 0.1)}, same_factor=shared, runs=RUNS
        )
        assert found.sd == pytest.approx(1.6, rel=0.01)
        with pytest.raises(GxdError, match=r"GXD-Y104.*GRID"):
            simulate_chain(
                self.chain(), "PC", same_factor=shared,
                spreads={"power": normal(1, 0.1), "Al": normal(1, 0.2)},
            )  # fmt: skip


class TestBadQuestions:
    """Whatever is typed gets a sentence, never a traceback."""

    ROW = UncertainRow("Al", 1.2, normal(8, 0.8), product="chassis")

    @pytest.mark.parametrize(
        ("ask", "code"),
        [
            (lambda row: UncertainRow("Al", "1.2", normal(8, 1)), "GXD-Y101"),
            (lambda row: UncertainRow("Al", 1.2, None), "GXD-Y101"),
            (lambda row: UncertainInventory(()), "GXD-Y105"),
            (lambda row: UncertainInventory([1.2]), "GXD-Y105"),
            (lambda row: simulate(Inventory.from_dataset("pc-chassis")), "GXD-Y105"),
            (lambda row: sensitivity(3), "GXD-Y105"),
            (lambda row: sensitivity([row], "PC"), "GXD-Y106"),
            (lambda row: simulate([row], "1000"), "GXD-Y107"),
            (lambda row: simulate([row], 2.5), "GXD-Y107"),
            (lambda row: simulate([row], 10, seed=-1), "GXD-Y109"),
            (lambda row: simulate([row], 10).quantile("97.5"), "GXD-Y107"),
            (lambda row: simulate([UncertainRow("x", 1e300, normal(1e300, 1))], 10), "GXD-Y010"),
            (
                lambda row: UncertainInventory.from_inventory(
                    Inventory.from_dataset("pc-chassis"), factors=0.1
                ),
                "GXD-Y101",
            ),
            (lambda row: UncertainInventory.from_inventory([row]), "GXD-F010"),
            (
                lambda row: simulate_chain(SupplyChain([], {"A": 1}), "A", direct=0.1),
                "GXD-Y101",
            ),
        ],
    )
    def test_refused_by_name(self, ask, code):
        """A text, a bare 10 %, another kind of table, no runs, no seed, too large a number."""
        with pytest.raises(GxdError, match=code):
            ask(self.ROW)

    def test_a_plain_number_is_exact(self):
        """1.2 kg without more said is 1.2 kg."""
        assert self.ROW.amount == fixed(1.2)

    def test_a_mean_of_zero_has_no_relative_spread(self):
        """A sum of nothing spreads by no percentage."""
        assert math.isnan(simulate([UncertainRow("x", 0.0, normal(1, 0.1))], 10).relative_sd)
