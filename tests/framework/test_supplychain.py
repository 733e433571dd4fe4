"""A supply chain: every product's footprint, where it comes from, and what would change it."""

from __future__ import annotations

import numpy as np
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from gxd_teach.cli import main
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.supplychain import exact as chain_exact
from gxd_teach.framework.supplychain import loops as chain_loops
from gxd_teach.framework.supplychain import solve as chain_solve
from gxd_teach.framework.supplychain.chain import SupplyChain
from gxd_teach.framework.supplychain.plain import plain_footprints

# The PC case of the course: two layers of suppliers, fictitious factors, public electricity.
PC_LINKS = [
    ("PC", "chassis", 1, "piece"),
    ("PC", "board", 1, "piece"),
    ("PC", "power", 12, "kWh"),
    ("PC", "cardboard", 400, "g"),
    ("chassis", "Al", 1.2, "kg"),
    ("chassis", "resin", 300, "g"),
    ("chassis", "power", 5, "kWh"),
    ("chassis", "truck", 0.6, "tkm"),
]
PC_DIRECT = [
    {"product": "PC", "kg_co2e": 0, "unit": "piece", "primary_data_share": 0},
    {"product": "chassis", "kg_co2e": 0, "unit": "piece", "primary_data_share": 0},
    {"product": "board", "kg_co2e": 3.60, "unit": "piece", "primary_data_share": 30},
    {"product": "power", "kg_co2e": 0.423, "unit": "kWh", "primary_data_share": 0},
    {"product": "cardboard", "kg_co2e": 0.9, "unit": "kg", "primary_data_share": 0},
    {"product": "Al", "kg_co2e": 8.0, "unit": "kg", "primary_data_share": 40},
    {"product": "resin", "kg_co2e": 2.0, "unit": "kg", "primary_data_share": 25},
    {"product": "truck", "kg_co2e": 0.09531, "unit": "tkm", "primary_data_share": 0},
]


def pc_chain() -> SupplyChain:
    return SupplyChain(PC_LINKS, PC_DIRECT)


class TestTextbooks:
    """Answers printed in books, or worked out on paper from them."""

    def test_electricity_and_fuel(self):
        """1,000 kWh at 0.1 kg CO2, from 0.2 L of fuel at 0.1 kg CO2 each, emit 120 kg.

        Heijungs and Suh 2002, chapter 2: 2 L of fuel make 10 kWh and emit 1 kg CO2; making
        100 L of fuel emits 10 kg CO2; the inventory of 1,000 kWh is 120 kg CO2.
        """
        links = [("electricity", "fuel", 2 / 10)]
        chain = SupplyChain(links, {"electricity": 1 / 10, "fuel": 10 / 100})
        assert 1000 * chain.footprints()["electricity"] == pytest.approx(120, rel=1e-12)
        # Their scaling factors: 100 times 10 kWh, 2 times 100 L.
        assert (1000 * chain.needs("electricity")).tolist() == pytest.approx([1000, 200])

    def test_fuel_that_needs_electricity(self):
        """With 0.5 kWh in a litre of fuel the loop gives 1/(1 - 0.2 x 0.5) = 10/9 of it all."""
        links = [("electricity", "fuel", 0.2), ("fuel", "electricity", 0.5)]
        chain = SupplyChain(links, {"electricity": 0.1, "fuel": 0.1})
        assert chain.footprints()["electricity"] == pytest.approx(0.12 * 10 / 9, rel=1e-12)
        assert chain.footprints()["fuel"] == pytest.approx((0.1 + 0.05) * 10 / 9, rel=1e-12)

    def test_two_sector_economy(self):
        """A = [[.15 .25] [.20 .05]] needs 1.2541, 0.2640 and 0.3300, 1.1221 of both sectors.

        Miller and Blair 2009, section 2.3: a demand of 600 and 1,500 takes 1,247.5 and 1,841.6.
        """
        links = [
            ("agriculture", "agriculture", 0.15),
            ("agriculture", "manufacturing", 0.20),
            ("manufacturing", "agriculture", 0.25),
            ("manufacturing", "manufacturing", 0.05),
        ]
        chain = SupplyChain(links, {"agriculture": 1.0, "manufacturing": 1.0})
        first, second = chain.needs("agriculture"), chain.needs("manufacturing")
        assert first.tolist() == pytest.approx([1.2541, 0.2640], abs=5e-5)
        assert second.tolist() == pytest.approx([0.3300, 1.1221], abs=5e-5)
        assert (600 * first + 1500 * second).tolist() == pytest.approx([1247.5, 1841.6], abs=0.05)

    def test_the_pc(self):
        """Chassis 12.372 + board 3.60 + 12 kWh + 0.4 kg cardboard = 21.408 kg, grams as kilograms."""
        prints = pc_chain().footprints()
        assert prints["chassis"] == pytest.approx(1.2 * 8 + 0.3 * 2 + 5 * 0.423 + 0.6 * 0.09531)
        assert prints["PC"] == pytest.approx(21.408, abs=5e-4)
        assert prints.rounds == pc_chain().tiers == 2

    def test_primary_data_goes_through_the_chain(self):
        """The chassis has 32.25 % and the PC 23.68 %: weighted by emissions, tier by tier."""
        chain = pc_chain()
        shares = chain.primary_data_shares()
        assert shares[chain.number("chassis")] == pytest.approx(32.25, abs=5e-3)
        assert shares[chain.number("PC")] == pytest.approx(23.68, abs=5e-3)


class TestContributions:
    """Four ways to cut one footprint, each of which adds up to it."""

    def test_by_supplier(self):
        """The chassis brings 57.8 % of the PC, the assembly's electricity 5.076 kg."""
        table = pc_chain().by_supplier("PC")
        kg = dict(zip(table.iloc[:, 0], table.iloc[:, 3], strict=True))
        assert kg["chassis"] == pytest.approx(12.372, abs=5e-4)
        assert kg["power"] == pytest.approx(5.076)
        assert table.iloc[:, 3].sum() == pytest.approx(21.408, abs=5e-4)
        assert table.iloc[1, 4] == pytest.approx(100 * 12.372 / 21.408, abs=5e-3)

    def test_by_tier(self):
        """Nothing at the PC maker itself, 9.036 kg at tier 1, the chassis maker's inputs at tier 2."""
        table = pc_chain().by_tier("PC")
        assert table.iloc[:, 1].tolist() == pytest.approx(
            [0, 3.6 + 5.076 + 0.36, 12.372186], abs=1e-9
        )

    def test_by_origin(self):
        """17 kWh of electricity are used in all: 7.191 kg, wherever in the chain."""
        table = pc_chain().by_origin("PC")
        assert table.iloc[0, 0] == "Al"
        row = table[table.iloc[:, 0] == "power"].iloc[0]
        assert (row.iloc[1], row.iloc[2]) == (17, "kWh")
        assert row.iloc[3] == pytest.approx(7.191)
        assert table.iloc[:, 3].sum() == pytest.approx(21.408, abs=5e-4)

    def test_by_path(self):
        """The largest path is PC <- chassis <- Al with 9.6 kg; paths come in order."""
        table = pc_chain().by_path("PC", most=3)
        assert table.iloc[:, 0].tolist() == ["PC ← chassis ← Al", "PC ← power", "PC ← board"]
        assert table.iloc[:, 3].tolist() == pytest.approx([9.6, 5.076, 3.6])
        every = pc_chain().by_path("PC", most=100, cut_off_percent=0)
        assert every.iloc[:, 3].sum() == pytest.approx(21.408, abs=5e-4)

    def test_paths_round_a_loop(self):
        """Each turn of a loop of 0.1 is a path of its own, a tenth of the one before."""
        chain = SupplyChain([("A", "B", 0.2), ("B", "A", 0.5)], {"A": 1.0, "B": 0.0})
        table = chain.by_path("A", most=3)
        assert table.iloc[:, 0].tolist() == ["A", "A ← B ← A", "A ← B ← A ← B ← A"]
        assert table.iloc[:, 3].tolist() == pytest.approx([1, 0.1, 0.01])

    def test_tiers_of_a_loop_go_on(self):
        """Beyond the tiers that are listed one row holds the rest, so that all adds up."""
        chain = SupplyChain([("A", "A", 0.5)], {"A": 1.0})
        table = chain.by_tier("A", most=2)
        assert table.iloc[:, 1].tolist() == pytest.approx([1, 0.5, 0.25, 0.25])

    @pytest.mark.parametrize(("most", "cut_off"), [(0, 1), (3, -1), (3, 100)])
    def test_senseless_questions_about_paths(self, most, cut_off):
        """No paths, or a cut-off of everything, is not a question."""
        with pytest.raises(GxdError, match="GXD-Y011"):
            pc_chain().by_path("PC", most=most, cut_off_percent=cut_off)


class TestWhatIf:
    """A change answered without calculating the chain anew."""

    @pytest.mark.parametrize("of", [None, "PC"])
    def test_which_action_cuts_more(self, of):
        """Aluminium at 5.9 saves 2.52 kg of the PC; green electricity in assembly 5.076 kg.

        The hot spot is not always the better action: it takes the calculation.
        """
        chain = pc_chain()
        recycled = chain.replace_footprint("Al", 5.9, of=of)["PC"]
        assert recycled.difference == pytest.approx(-2.52)
        certificates = chain.change_amount("PC", "power", 0, of=of)["PC"]
        assert certificates.difference == pytest.approx(-5.076)
        assert certificates.before == pytest.approx(21.408, abs=5e-4)
        assert certificates.percent == pytest.approx(-100 * 5.076 / 21.408, abs=1e-3)

    @pytest.mark.parametrize("of", [None, "PC"])
    def test_a_factor_is_swapped_everywhere(self, of):
        """A tenth less in the electricity factor saves a tenth of 17 kWh x 0.423."""
        change = pc_chain().scale_factor("power", 0.9, of=of)["PC"]
        assert change.difference == pytest.approx(-0.1 * 17 * 0.423)

    def test_only_what_lies_downstream_changes(self):
        """A new board changes the PC and itself, and nobody else."""
        result = pc_chain().change_direct("board", 2.6)
        assert set(result.to_frame().iloc[:, 0]) == {"PC", "board"}
        assert result["chassis"].difference == 0

    def test_a_gap_is_filled(self):
        """A resin of 2.0 kg/kg put into its gap adds 0.6 kg to the PC."""
        direct = [row for row in PC_DIRECT if row["product"] != "resin"]
        chain = SupplyChain(PC_LINKS, direct)
        assert chain.footprints()["PC"] == pytest.approx(20.808, abs=5e-4)
        filled = chain.change_direct("resin", 2.0 / 1000)  # declared in g, as the link says
        assert filled["PC"].after == pytest.approx(21.408, abs=5e-4)

    def test_asked_for_one_product_only(self):
        """An answer for the PC says nothing about the chassis."""
        with pytest.raises(GxdError, match="GXD-Y012"):
            pc_chain().change_direct("Al", 1.0, of="PC")["chassis"]

    def test_an_amount_that_closes_an_endless_loop(self):
        """Twice 0.5 is one: power that needs itself whole can not be made."""
        chain = SupplyChain([("steel", "power", 2.0)], {"steel": 1.0, "power": 1.0})
        assert chain.change_amount("power", "steel", 0.25)["power"].after == pytest.approx(2.5)
        with pytest.raises(GxdError, match="GXD-Y009"):
            chain.change_amount("power", "steel", 0.5)

    @pytest.mark.parametrize("bad", [float("nan"), float("inf")])
    def test_values_are_finite(self, bad):
        """Infinite emissions are nobody's."""
        with pytest.raises(GxdError, match="GXD-Y013"):
            pc_chain().change_direct("Al", bad)


class TestGapsInViews:
    """A gap is blank wherever it is shown, and nothing is calculated with it unsaid."""

    def chain(self) -> SupplyChain:
        return SupplyChain([("PC", "Al", 2), ("PC", "board", 1)], {"PC": 4, "Al": 8})

    def test_a_gap_has_no_footprint(self):
        """16 + 4 kg are known of the PC; of the board nothing is, which is not 0 kg."""
        prints = self.chain().footprints()
        known = dict(zip(self.chain().products, prints.known.tolist(), strict=True))
        assert known == {"PC": 20, "Al": 8, "board": pytest.approx(np.nan, nan_ok=True)}
        assert prints["PC"] == 20

    def test_by_supplier_leaves_it_blank(self):
        """Own 4 kg, aluminium 16 kg, and a board without figures, last."""
        table = self.chain().by_supplier("PC")
        assert table.iloc[:, 0].tolist()[1:] == ["Al", "board"]
        assert table.iloc[:2, 3].tolist() == [4, 16]
        assert np.isnan(table.iloc[2, 3])
        assert np.isnan(table.iloc[2, 4])
        assert np.isnan(SupplyChain([("PC", "Al", 2)], {"Al": 8}).by_supplier("PC").iloc[0, 3])

    @pytest.mark.parametrize(
        "ask",
        [
            lambda chain: chain.scale_factor("board", 0.5),
            lambda chain: chain.change_amount("PC", "board", 2),
            lambda chain: chain.change_amount("PC", "board", 0, of="PC"),
        ],
    )
    def test_a_what_if_about_a_gap_is_refused(self, ask):
        """Half of what nobody knows, or twice as much of it, is not "no change"."""
        with pytest.raises(GxdError, match=r"GXD-Y015.*board"):
            ask(self.chain())

    def test_a_gap_can_be_filled_first(self):
        """With 3 kg for the board the PC has 23 kg."""
        assert self.chain().replace_footprint("board", 3)["PC"].after == 23

    def test_the_shell_leaves_it_blank(self, tmp_path, capsys):
        """`gxd chain`: no 0.0 beside the word gap, and only the gaps of the product asked for."""
        links, direct = tmp_path / "links.csv", tmp_path / "direct.csv"
        links.write_text(
            "buyer,supplier,amount\nPC,Al,2\nPC,board,1\ncar,tyre,4\n", encoding="utf-8"
        )
        direct.write_text("product,kg_co2e\nPC,4\nAl,8\ncar,1\n", encoding="utf-8")
        assert main(["chain", str(links), str(direct)]) == 0
        said = capsys.readouterr().out.splitlines()
        assert next(line for line in said if line.split()[0] == "board").split() == [
            "board",
            "False",
        ]
        assert main(["chain", str(links), str(direct), "--product", "PC"]) == 0
        said = capsys.readouterr().out
        assert "欠けを含まない" in said
        assert next(line for line in said.splitlines() if line.split()[0] == "board").split() == [
            "board", "1.0",
        ]  # fmt: skip
        assert "tyre" not in said
        assert main(["chain", str(links), str(direct), "--product", "board"]) == 0
        assert "board: 値がありません" in capsys.readouterr().out


class TestBadQuestions:
    """Whatever is typed gets a sentence, never a traceback."""

    @pytest.mark.parametrize(
        ("ask", "code"),
        [
            (lambda: SupplyChain(None, {"A": 1}), "GXD-Y002"),
            (lambda: SupplyChain("links.csv", {"A": 1}), "GXD-Y002"),
            (lambda: SupplyChain([("A", "B", 1)], 3), "GXD-Y002"),
            (lambda: SupplyChain([("A", "B")], {"A": 1}), "GXD-Y002"),
            (lambda: SupplyChain([{"buyer": "A"}, ("A", "B", 1)], {"A": 1}), "GXD-Y002"),
            (
                lambda: SupplyChain(
                    [{"buyer": "A", "supplier": "B", "amount": 1, "数量": 2}], {"A": 1}
                ),
                "GXD-Y002",
            ),
            (lambda: SupplyChain.from_csv("/", "/"), "GXD-Y001"),
            (lambda: SupplyChain.from_arrays("2", [0], [1], [1.0], [1, 2]), "GXD-Y007"),
            (lambda: SupplyChain.from_arrays(2, [0], [1], ["x"], [1, 2]), "GXD-Y007"),
            (lambda: SupplyChain.from_arrays(2, [0], [1], [1.0], ["a", "b"]), "GXD-Y007"),
            (lambda: pc_chain().footprints()[["PC"]], "GXD-Y008"),
            (lambda: pc_chain().by_tier("PC", most="all"), "GXD-Y011"),
            (lambda: pc_chain().by_origin("PC", most=0), "GXD-Y011"),
            (lambda: pc_chain().by_path("PC", cut_off_percent="1"), "GXD-Y011"),
            (lambda: pc_chain().scale_factor("Al", "half"), "GXD-Y013"),
            (lambda: pc_chain().scale_factor("Al", -1), "GXD-Y004"),
            (lambda: pc_chain().change_amount("PC", "power", None), "GXD-Y013"),
            (lambda: pc_chain().with_direct({"Al": "eight"}), "GXD-Y007"),
            (lambda: pc_chain().part(["PC"]), "GXD-Y007"),
            (lambda: pc_chain().primary_data_shares(rules="v4"), "GXD-F011"),
        ],
    )
    def test_refused_by_name(self, ask, code):
        """Another kind of thing, another shape, a word that is none."""
        with pytest.raises(GxdError, match=code):
            ask()

    def test_rows_may_state_a_unit_or_not(self):
        """A link without its unit stands beside one with it."""
        chain = SupplyChain(
            [("A", "B", 1), ("A", "C", 500, "g")], [("A", 1), ("B", 2), ("C", 3, "kg")]
        )
        assert chain.footprints()["A"] == pytest.approx(1 + 2 + 1.5)

    def test_headings_in_capitals(self):
        """Buyer, SUPPLIER and Amount are the same headings."""
        frame = pandas.DataFrame([["A", "B", 3]], columns=["Buyer", "SUPPLIER", "Amount"])
        assert SupplyChain(frame, {"A": 1, "B": 2}).footprints()["A"] == 7

    def test_a_chain_too_large_to_count_names_where(self):
        """A million of each in 60 tiers is 1e360: the product it overflows at is named."""
        links = [(f"p{i}", f"p{i + 1}", 1e6) for i in range(60)]
        with pytest.raises(GxdError, match=r"GXD-Y010.*p\d"):
            SupplyChain(links, {f"p{i}": 1.0 for i in range(61)}).footprints()


class TestLoops:
    """Products that need each other."""

    @pytest.mark.parametrize("line", [3, 100, 1000])
    def test_a_loop_that_explodes_is_named_beside_a_long_line(self, line):
        """1e6 x 1e6 units of itself overflow in some rounds; it is still the loop that is named."""
        links = [(f"p{i}", f"p{i + 1}", 1.0) for i in range(line)]
        links += [("A", "B", 1e6), ("B", "A", 1e6), ("p1", "A", 1.0)]
        direct = {name: 1.0 for link in links for name in link[:2]}
        with pytest.raises(GxdError, match=r"GXD-Y009.*(A ← B ← A|B ← A ← B).*1e\+12"):
            SupplyChain(links, direct).footprints()

    @pytest.mark.parametrize(
        "links",
        [
            [("A", "B", 0.5), ("B", "A", 2.0)],
            [("A", "B", 0.5), ("B", "A", 3.0)],
            [("A", "A", 1.0)],
            [("A", "B", 1.0), ("B", "C", 1.0), ("C", "A", 1.0)],
        ],
    )
    @pytest.mark.parametrize("emissions", [1.0, 0.0])
    def test_needing_itself_whole_is_refused_by_name(self, links, emissions):
        """A product that needs a unit or more of itself can not be made, emitting or not."""
        inside = sorted({name for link in links for name in link[:2]})
        around = [("shop", "A", 1.0), ("A", "ore", 3.0)]
        direct = {name: emissions for name in [*inside, "shop", "ore"]}
        with pytest.raises(GxdError, match="GXD-Y009") as caught:
            SupplyChain([*links, *around], direct).footprints()
        for name in inside:
            assert name in str(caught.value)
        assert "shop" not in str(caught.value)
        assert "ore" not in str(caught.value)

    def test_loops_that_are_too_much_only_together(self):
        """Half of B and half of C go round into A: 0.5 + 0.5 is one whole A."""
        links = [("A", "B", 1), ("B", "A", 0.5), ("A", "C", 1), ("C", "A", 0.5)]
        with pytest.raises(GxdError, match="GXD-Y009") as caught:
            SupplyChain(links, {"A": 1, "B": 1, "C": 1}).footprints()
        assert all(name in str(caught.value) for name in "ABC")

    @pytest.mark.parametrize("gain", [0.5, 0.99, 0.9999, 0.999999])
    def test_nearly_endless_is_not_endless(self, gain):
        """A loop that gives back 99 % is 1/(1 - 0.99) = 100 times itself, and fine."""
        chain = SupplyChain([("A", "B", 2.0), ("B", "A", gain / 2)], {"A": 1.0, "B": 0.0})
        assert chain.footprints()["A"] == pytest.approx(1 / (1 - gain), rel=1e-9)

    @pytest.mark.parametrize("strength", [0.5, 0.9, 0.99])
    def test_one_loop_of_thousands(self, strength):
        """Where everybody buys from everybody the footprints still fulfil p = e + M p."""
        random = np.random.default_rng(7)
        n = 3000
        places = random.integers(0, n, (2, 5 * n))
        links = chain_solve.link_matrix(n, *places, random.random(5 * n))
        weight = np.ones(n)
        for _ in range(200):
            weight = links @ weight
            gain = weight.sum()
            weight /= gain
        links.data *= strength / gain
        own = random.random(n)
        exact = sparse.linalg.spsolve(sparse.eye_array(n, format="csc") - links.tocsc(), own)
        found = chain_solve.solve(links, own).values
        assert np.abs(found / exact - 1).max() < 1e-9
        assert np.abs(chain_exact.solve_exactly(links, own) / exact - 1).max() < 1e-9
        links.data *= 1.001 / strength
        with pytest.raises(chain_loops.DivergingLoop):
            chain_solve.solve(links, own)

    def test_a_thousand_little_loops_in_a_row(self):
        """Each pair gives back half: the chain is solved pair by pair, exactly."""
        n = 2000
        links = [(i, i + 1, 0.5) for i in range(n - 1)]
        links += [(i + 1, i, 1.0) for i in range(0, n - 1, 2)]
        buyer, supplier, amount = zip(*links, strict=True)
        chain = SupplyChain.from_arrays(n, buyer, supplier, amount, np.ones(n))
        found = chain.footprints().kg_co2e
        assert np.abs(1 + chain.matrix @ found - found).max() <= 1e-12 * found.max()
        assert chain.tiers is None


class TestDepth:
    """Long chains; nothing here calls itself."""

    @pytest.mark.parametrize("loop", [False, True])
    def test_fifty_thousand_tiers(self, loop):
        """A pass-through chain of 50,000 tiers carries every tier's kilogram to the top."""
        n = 50_000
        buyer, supplier = list(range(n - 1)), list(range(1, n))
        amount = [1.0] * (n - 1)
        if loop:  # the first supplier needs half a product
            buyer, supplier, amount = [*buyer, n - 1], [*supplier, 0], [*amount, 0.5]
        chain = SupplyChain.from_arrays(n, buyer, supplier, amount, np.ones(n))
        assert chain.footprints().kg_co2e[0] == pytest.approx(2 * n if loop else n, rel=1e-9)
        assert chain.tiers == (None if loop else n - 1)
        assert chain.needs(0)[n - 1] == pytest.approx(2 if loop else 1)
        assert chain.by_path(0, most=3, cut_off_percent=0.01).iloc[0, 3] == pytest.approx(1)
        change = chain.change_direct(n - 1, 2.0)[0]
        assert change.difference == pytest.approx(2 if loop else 1)

    def test_the_rounds_are_the_tiers(self):
        """Three tiers of suppliers take three rounds of reading their footprints."""
        links = [("car", "engine", 1), ("engine", "steel", 90), ("steel", "ore", 1.5)]
        chain = SupplyChain(links, {"car": 1, "engine": 1, "steel": 1, "ore": 1})
        assert chain.footprints().rounds == chain.tiers == 3

    @pytest.mark.parametrize("length", [2, 60, 399])
    def test_only_the_last_supplier_emits(self, length):
        """What one supplier emits at the end of the line takes as many rounds as there are tiers."""
        links = [(f"p{i}", f"p{i + 1}", 1) for i in range(length)]
        chain = SupplyChain(links, {f"p{i}": float(i == length) for i in range(length + 1)})
        assert chain.footprints().rounds == chain.tiers == length
        assert chain.footprints()["p0"] == 1


class TestGaps:
    """A supplier without a footprint is named, with what it leaves uncovered."""

    def test_a_missing_supplier_is_a_gap(self):
        """0.3 of the chassis' 1.5 kg of materials has no footprint: 20 %, one input of four."""
        direct = [row for row in PC_DIRECT if row["product"] != "resin"]
        (gap,) = SupplyChain(PC_LINKS, direct).gaps()
        assert (gap.buyer, gap.supplier, gap.amount, gap.unit) == ("chassis", "resin", 300, "g")
        assert gap.inputs_percent == 25
        assert gap.amount_percent == pytest.approx(20)
        assert not gap.partial

    def test_a_gap_is_seen_from_every_product_above_it(self):
        """One PC holds 300 g of the missing resin, through its chassis; the board has no gap."""
        direct = [row for row in PC_DIRECT if row["product"] != "resin"]
        chain = SupplyChain(PC_LINKS, direct)
        table = chain.gaps("PC")
        assert table.iloc[0, :2].tolist() == ["resin", "chassis"]
        assert table.iloc[0, -1] == pytest.approx(300)
        assert chain.gaps("board").empty
        complete = chain.footprints().to_frame().iloc[:, -1].tolist()
        assert dict(zip(chain.products, complete, strict=True)) == {
            "PC": False, "chassis": False, "resin": False, "board": True, "power": True,
            "cardboard": True, "Al": True, "truck": True,
        }  # fmt: skip

    def test_a_maker_without_its_own_emissions_is_a_partial_gap(self):
        """What goes into the chassis is known, what its maker emits is not."""
        direct = [row for row in PC_DIRECT if row["product"] != "chassis"]
        (gap,) = SupplyChain(PC_LINKS, direct).gaps()
        assert (gap.supplier, gap.buyer, gap.partial) == ("chassis", "PC", True)

    def test_a_blank_cell_is_a_gap_and_zero_is_not(self):
        """An empty cell says unknown; a 0 says nothing is emitted."""
        rows = [{"product": "A", "kg_co2e": ""}, {"product": "B", "kg_co2e": "0"}]
        gaps = SupplyChain([("C", "A", 1), ("C", "B", 1)], [*rows, {"product": "C", "kg_co2e": 1}])
        assert [gap.supplier for gap in gaps.gaps()] == ["A"]

    def test_a_product_that_nobody_buys_can_have_a_gap_too(self):
        """The last product's own process may be the one that is missing."""
        (gap,) = SupplyChain([("PC", "Al", 1)], {"Al": 8}).gaps()
        assert (gap.supplier, gap.buyer) == ("PC", None)
        assert "PC" in str(gap)

    def test_unknown_shares_count_as_nothing_primary(self):
        """A part without a stated share has 0 % (PACT v3 rule), and stays in the denominator."""
        rows = [
            {"product": "PC", "kg_co2e": 5, "primary_data_share": 100},
            {"product": "Al", "kg_co2e": 5, "primary_data_share": ""},
        ]
        chain = SupplyChain([("PC", "Al", 1)], rows)
        assert chain.primary_data_shares().tolist() == pytest.approx([50, 0])


class TestTables:
    """What people bring: a sheet, a CSV file, arrays."""

    def test_a_frame_and_rows_are_the_same(self):
        """DataFrames, tuples and mappings hold the same chain."""
        frame = pandas.DataFrame(PC_LINKS, columns=["buyer", "supplier", "amount", "unit"])
        chain = SupplyChain(frame, pandas.DataFrame(PC_DIRECT))
        assert chain.footprints()["PC"] == pc_chain().footprints()["PC"]
        assert list(frame.columns) == ["buyer", "supplier", "amount", "unit"]

    @pytest.mark.parametrize(
        "direct",
        [
            {"A": 1, "B": 2},
            pandas.Series({"A": 1, "B": 2}),
            [("A", 1), ("B", 2)],
            [("A", 1, "piece"), ("B", 2, "kg")],
            [{"製品": "A", "直接排出量": "1"}, {"製品": "B", "直接排出量": 2}],
        ],
    )
    def test_direct_emissions_in_any_shape(self, direct):
        """A mapping, a series, tuples or rows with Japanese headings."""
        assert SupplyChain([("A", "B", 3)], direct).footprints()["A"] == 7

    @pytest.mark.parametrize("rows", [[1, 2], [("A", "B", 1, "kg", 0, 0)]])
    def test_rows_of_another_shape_are_refused(self, rows):
        """A row that is not buyer, supplier, amount and unit is no link."""
        with pytest.raises(GxdError, match="GXD-Y002"):
            SupplyChain(rows, {"A": 1})

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
    def test_csv_with_japanese_headings(self, tmp_path, encoding):
        """買い手, 供給者, 数量, 単位 and 製品, 直接排出量, 宣言単位, in Excel's encodings."""
        links, direct = tmp_path / "取引.csv", tmp_path / "製品.csv"
        links.write_text(
            "買い手,供給者,数量,単位\n筐体,アルミ板,1200,g\n筐体,樹脂,0.3,kg\n", encoding=encoding
        )
        direct.write_text(
            "製品,直接排出量,宣言単位\n筐体,2.1,個\nアルミ板,8.0,kg\n樹脂,2.0,kg\n",
            encoding=encoding,
        )
        chain = SupplyChain.from_csv(links, direct)
        assert chain.footprints()["筐体"] == pytest.approx(2.1 + 9.6 + 0.6)

    def test_every_bad_cell_is_reported_with_its_row(self, tmp_path):
        """A negative amount, a comma, a blank name and a product given twice, all at once."""
        links, direct = tmp_path / "links.csv", tmp_path / "direct.csv"
        links.write_text('buyer,supplier,amount\nA,B,-1\nA,,2\nA,C,"1,5"\n', encoding="utf-8")
        direct.write_text("product,kg_co2e\nB,1\nB,2\nC,x\n", encoding="utf-8")
        with pytest.raises(ProblemsError) as caught:
            SupplyChain.from_csv(links, direct)
        found = {(problem.code, problem.where) for problem in caught.value.problems}
        assert found == {
            ("GXD-Y003", "links.csv 3行目「supplier」"),
            ("GXD-Y004", "links.csv 2行目「amount」"),
            ("GXD-N003", "links.csv 4行目「amount」"),
            ("GXD-Y005", "direct.csv 3行目「product」"),
            ("GXD-N004", "direct.csv 4行目「kg_co2e」"),
        }

    def test_units_that_do_not_fit_are_refused_with_the_product(self):
        """Litres of something declared in kilograms need a density first."""
        direct = [{"product": "oil", "kg_co2e": 3, "unit": "kg"}]
        with pytest.raises(ProblemsError, match="GXD-U003") as caught:
            SupplyChain([("A", "oil", 1, "L"), ("B", "oil", 1, "kg")], direct)
        assert [problem.where for problem in caught.value.problems] == ["links 1行目「unit」"]
        assert "oil" in str(caught.value)

    def test_without_a_declared_unit_the_first_link_tells_it(self):
        """A product bought in kg here and in g there is counted in kg, the first that is stated."""
        links = [("A", "Al", 2, "kg"), ("B", "Al", 500, "g")]
        chain = SupplyChain(links, {"A": 0, "B": 0, "Al": 8})
        assert chain.footprints()["B"] == pytest.approx(4)

    def test_links_given_twice_add_up(self):
        """1 kg in one row and 2 kg in another are 3 kg."""
        chain = SupplyChain([("A", "B", 1), ("A", "B", 2)], {"A": 0, "B": 1})
        assert chain.footprints()["A"] == 3
        assert chain.by_supplier("A").iloc[1, 1] == 3

    def test_a_missing_column_is_named(self):
        """A table without amounts is not a table of links."""
        with pytest.raises(GxdError, match="amount"):
            SupplyChain(pandas.DataFrame({"buyer": ["A"], "supplier": ["B"]}), {"B": 1})

    def test_a_misspelt_product_gets_a_suggestion(self):
        """chasis is probably chassis."""
        with pytest.raises(GxdError, match="chassis"):
            pc_chain().footprints()["chasis"]

    def test_products_may_be_numbers(self):
        """A part number is a name too, typed as a number or as text."""
        chain = SupplyChain([(100, 200, 2)], {100: 1, 200: 3})
        assert chain.footprints()[100] == chain.footprints()["100"] == 7

    def test_a_chain_without_links_is_its_direct_emissions(self):
        """Nobody buys anything: every footprint is its own."""
        chain = SupplyChain([], {"A": 1.5})
        assert chain.footprints()["A"] == 1.5
        assert chain.footprints().rounds == chain.tiers == 0

    def test_empty_tables_say_so(self):
        """No products, no footprints."""
        with pytest.raises(GxdError, match="GXD-Y014"):
            SupplyChain([], {})

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"buyer": [2]}, "GXD-Y007"),
            ({"supplier": [-1]}, "GXD-Y007"),
            ({"buyer": [0.5]}, "GXD-Y007"),
            ({"amount": [-1.0]}, "GXD-Y004"),
            ({"amount": [float("nan")]}, "GXD-Y004"),
            ({"amount": [1.0, 2.0]}, "GXD-Y007"),
            ({"direct": [1.0]}, "GXD-Y007"),
            ({"direct": [1.0, float("inf")]}, "GXD-Y007"),
            ({"primary_data_share": [0, 101]}, "GXD-Y006"),
            ({"products": ["A", "A"]}, "GXD-Y007"),
        ],
    )
    def test_arrays_are_looked_at_once(self, change, code):
        """Numbers outside, negative amounts and wrong shapes are refused with their place."""
        arrays = {"buyer": [0], "supplier": [1], "amount": [1.0], "direct": [1.0, 1.0]}
        with pytest.raises(GxdError, match=code):
            SupplyChain.from_arrays(2, **{**arrays, **change})

    def test_uptake_may_be_negative(self):
        """Wood that takes up 1.4 kg lowers the table's footprint; the shares stay in 0 to 100."""
        rows = [
            {"product": "table", "kg_co2e": 2, "primary_data_share": 100},
            {"product": "wood", "kg_co2e": -1.4, "primary_data_share": 50},
        ]
        chain = SupplyChain([("table", "wood", 1)], rows)
        assert chain.footprints()["table"] == pytest.approx(0.6)
        # |2| at 100 % and |-1.4| at 50 %: 270 / 3.4.
        assert chain.primary_data_shares()[0] == pytest.approx(270 / 3.4)


@st.composite
def chains(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """A small chain, dense and with loops, each product's inputs below one unit together."""
    n = draw(st.integers(2, 7))
    amount = st.one_of(st.just(0.0), st.floats(0.01, 5))
    emitted = st.one_of(st.just(0.0), st.floats(1e-6, 100))
    links = np.array(draw(st.lists(amount, min_size=n * n, max_size=n * n))).reshape(n, n)
    links *= draw(st.floats(0.1, 0.99)) / max(1e-9, links.sum(axis=1).max())
    scale = np.array(draw(st.lists(st.sampled_from([0.001, 1, 1000]), min_size=n, max_size=n)))
    own = np.array(draw(st.lists(emitted, min_size=n, max_size=n)))
    return links * scale[:, None] / scale[None, :], own * scale


def chain_of(links: np.ndarray, own: np.ndarray, share: np.ndarray | None = None) -> SupplyChain:
    buyer, supplier = np.nonzero(links)
    amounts = links[buyer, supplier]
    return SupplyChain.from_arrays(
        len(own), buyer, supplier, amounts, own, primary_data_share=share
    )


def near(expected: np.ndarray | list[float]) -> object:
    """Equal within 1e-9, or within what rounding the largest of them leaves beside a zero."""
    dust = 1e-13 * max(1.0, float(np.abs(expected).max()))
    return pytest.approx(expected, rel=1e-9, abs=dust)


def dense(links: np.ndarray, own: np.ndarray) -> np.ndarray:
    return np.linalg.solve(np.eye(len(own)) - links, own)


class TestProperties:
    """What holds for every chain."""

    @given(chains())
    @settings(max_examples=150, deadline=None)
    def test_equal_to_a_dense_solve_and_to_the_plain_version(self, chain):
        """Three ways to the same footprints."""
        links, own = chain
        found = chain_of(links, own).footprints().kg_co2e
        assert found == near(dense(links, own))
        names = [str(i) for i in range(len(own))]
        bought = {
            names[i]: {names[j]: float(links[i, j]) for j in np.flatnonzero(links[i])}
            for i in range(len(names))
        }
        plain = plain_footprints(bought, dict(zip(names, own.tolist(), strict=True)))
        assert [plain[name] for name in names] == near(found.tolist())

    @given(chains(), st.floats(0.1, 10))
    @settings(deadline=None)
    def test_linear_in_the_direct_emissions(self, chain, times):
        """Twice the emissions everywhere are twice the footprints; parts add up."""
        links, own = chain
        once = chain_of(links, own)
        assert once.with_direct(own * times).footprints().kg_co2e == near(
            once.footprints().kg_co2e * times
        )
        first = np.where(np.arange(len(own)) % 2, own, 0)
        parts = [once.with_direct(part).footprints().kg_co2e for part in (first, own - first)]
        assert parts[0] + parts[1] == near(once.footprints().kg_co2e)

    @given(chains(), st.randoms(use_true_random=False))
    @settings(deadline=None)
    def test_the_order_of_the_rows_does_not_matter(self, chain, random):
        """Products listed in another order have the same footprints."""
        links, own = chain
        order = list(range(len(own)))
        random.shuffle(order)
        moved = chain_of(links[order][:, order], own[order]).footprints().kg_co2e
        assert moved == near(chain_of(links, own).footprints().kg_co2e[order])

    @given(chains(), st.data())
    @settings(deadline=None)
    def test_primary_data_share_stays_between_0_and_100(self, chain, data):
        """No chain, loops and uptake included, leaves the scale."""
        links, own = chain
        size = len(own)
        share = np.array(data.draw(st.lists(st.floats(0, 100), min_size=size, max_size=size)))
        sign = np.array(data.draw(st.lists(st.sampled_from([1, -1]), min_size=size, max_size=size)))
        for emissions in (own, own * sign):
            shares = chain_of(links, emissions, share).primary_data_shares()
            assert np.all((shares >= 0) & (shares <= 100))
            assert np.all(shares <= share.max() + 1e-6)

    @given(chains())
    @settings(deadline=None)
    def test_every_cut_adds_up(self, chain):
        """By supplier, by tier and by origin make the same footprint."""
        links, own = chain
        made = chain_of(links, own)
        total = made.footprints()[0]
        for table in (made.by_supplier(0), made.by_tier(0, most=5), made.by_origin(0)):
            assert table.iloc[:, -2].sum() == pytest.approx(total, rel=1e-9, abs=1e-12)

    @given(chains(), st.data())
    @settings(max_examples=150, deadline=None)
    def test_what_ifs_equal_a_recalculation(self, chain, data):
        """Each answer is what one gets by changing the table and calculating everything."""
        links, own = chain
        made = chain_of(links, own)
        size = len(own)
        one, other, asked = (data.draw(st.integers(0, size - 1)) for _ in range(3))
        value = data.draw(st.floats(0, 200)) * max(own[one], 1e-3)

        direct = own.copy()
        direct[one] = value
        expected = {"change_direct": (dense(links, direct), (one, value))}
        direct = own.copy()
        direct[one] *= 0.3
        expected["scale_factor"] = (dense(links, direct), (one, 0.3))
        direct, cut = own.copy(), links.copy()
        direct[one], cut[one] = value, 0
        expected["replace_footprint"] = (dense(cut, direct), (one, value))
        changed = links.copy()
        changed[one, other] *= 0.4
        expected["change_amount"] = (dense(changed, own), (one, other, changed[one, other]))
        for name, (after, arguments) in expected.items():
            close = {"rel": 1e-7, "abs": 1e-9 * max(1.0, float(np.abs(after).max()))}
            result = getattr(made, name)(*arguments)
            assert [result[i].after for i in range(size)] == pytest.approx(after.tolist(), **close)
            single = getattr(made, name)(*arguments, of=asked)[asked]
            assert single.after == pytest.approx(float(after[asked]), **close)
