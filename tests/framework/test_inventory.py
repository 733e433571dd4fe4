"""An inventory becomes a footprint, and says which cell is wrong when it cannot."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework import EmissionFactor, EmissionFactors, Footprint, Inventory

GOOD = {
    "flow": "軽油",
    "stage": "production",
    "amount": "10",
    "unit": "L",
    "factor": "2.62",
    "factor_unit": "t-CO2/kL",
    "data": "primary",
}


def chassis() -> Footprint:
    return Inventory.from_dataset("pc-chassis", name="chassis").footprint()


def problems_of(*rows: dict[str, object]) -> list[tuple[str, str]]:
    """Code and place of everything that is refused in these rows."""
    with pytest.raises(ProblemsError) as caught:
        Inventory.from_rows(rows)
    return [(problem.code, problem.where) for problem in caught.value.problems]


class TestGoldenNumbers:
    """The PC case of the course, worked out by hand."""

    def test_chassis_is_the_sum_of_its_four_rows(self):
        """1.2 kg x 8.0 + 0.3 kg x 2.0 + 5 kWh x 0.423 + 0.6 tkm x 0.09531 = 12.372 kg."""
        by_hand = 1.2 * 8.0 + 0.3 * 2.0 + 5 * 0.423 + 0.6 * 0.09531
        assert chassis().total_kg_co2e == pytest.approx(by_hand, rel=1e-12)
        assert round(by_hand, 3) == 12.372

    def test_primary_data_share_weights_by_emissions(self):
        """9.6 kg at 40 % and 0.6 kg at 25 %, the rest at 0 %, give 32.25 %."""
        assert chassis().primary_data_share == pytest.approx(32.25, abs=0.005)

    def test_pc_adds_the_suppliers_footprints(self):
        """Chassis 12.372 + board 3.60 + 12 kWh + 0.4 kg cardboard = 21.408 kg, PDS 23.68 %."""
        part = chassis()
        factors = EmissionFactors.load().including(
            EmissionFactor(
                "FICT-CHASSIS",
                part.total_kg_co2e,
                "kg-CO2e/piece",
                "cradle-to-gate",
                part.primary_data_share,
            ),
            EmissionFactor("FICT-BOARD", 3.60, "kg-CO2e/piece", "cradle-to-gate", 30),
        )
        pc = Inventory.from_dataset("pc-assembly", factors=factors).footprint()
        assert pc.total_kg_co2e == pytest.approx(21.408, abs=0.0005)
        assert pc.primary_data_share == pytest.approx(23.68, abs=0.005)

    def test_hot_spot_is_the_aluminium(self):
        """The aluminium sheet makes 77.6 % of the chassis."""
        flow, kg, share = chassis().hot_spots(1)[0]
        assert (flow, round(kg, 1), round(share, 1)) == ("アルミ板", 9.6, 77.6)

    def test_good_products_carry_the_rejected_ones(self):
        """At a yield of 95 % the footprint is divided: 12.372 / 0.95 = 13.023 kg."""
        inventory = Inventory.from_dataset("pc-chassis")
        assert inventory.footprint(yield_rate=0.95).total_kg_co2e == pytest.approx(13.023, abs=5e-4)

    def test_stages_add_up_to_the_total(self):
        """Nothing is lost between the table by stage and the total."""
        footprint = chassis()
        assert math.fsum(footprint.by_stage().values()) == pytest.approx(footprint.total_kg_co2e)
        assert list(footprint.by_stage()) == ["raw_material", "production", "transport"]

    def test_what_a_factor_leaves_out_is_said(self):
        """Electricity at generation and a truck's combustion are named as incomplete."""
        said = " ".join(chassis().cautions)
        assert "電力" in said
        assert "輸送" in said


amounts = st.floats(min_value=0, max_value=1e6, allow_nan=False)
factor_values = st.floats(min_value=0, max_value=1e4, allow_nan=False)
rows = st.lists(st.tuples(amounts, factor_values), min_size=1, max_size=6)


def inventory_of(pairs: list[tuple[float, float]], unit="kg", per="kg-CO2e/kg") -> Inventory:
    return Inventory.from_rows(
        {**GOOD, "amount": amount, "unit": unit, "factor": factor, "factor_unit": per}
        for amount, factor in pairs
    )


class TestProperties:
    """What holds for every inventory."""

    @given(rows, st.floats(min_value=1e-3, max_value=1e3))
    def test_scaling(self, pairs, times):
        """Twice the product has twice the footprint."""
        inventory = inventory_of(pairs)
        once, more = inventory.footprint(), inventory.scaled(times).footprint()
        assert more.total_kg_co2e == pytest.approx(once.total_kg_co2e * times, rel=1e-9)
        assert more.primary_data_share == pytest.approx(once.primary_data_share, abs=1e-9)

    @given(rows, rows)
    def test_additivity(self, first, second):
        """Two inventories together emit what they emit apart."""
        together = (inventory_of(first) + inventory_of(second)).footprint().total_kg_co2e
        apart = [inventory_of(pairs).footprint().total_kg_co2e for pairs in (first, second)]
        assert together == pytest.approx(sum(apart), rel=1e-9, abs=1e-12)

    @given(rows)
    def test_units_do_not_change_the_footprint(self, pairs):
        """Grams, kilograms and tonnes of the same amount emit the same."""
        in_kg = inventory_of(pairs).footprint().total_kg_co2e
        in_g = inventory_of([(a * 1000, f) for a, f in pairs], unit="g").footprint().total_kg_co2e
        per_t = inventory_of(pairs, per="t-CO2e/t").footprint().total_kg_co2e
        assert in_g == pytest.approx(in_kg, rel=1e-9, abs=1e-12)
        assert per_t == pytest.approx(in_kg, rel=1e-9, abs=1e-12)

    @given(rows, st.floats(min_value=0, max_value=100))
    def test_primary_data_share_stays_between_0_and_100(self, pairs, share):
        """No mixture of shares leaves the scale."""
        inventory = Inventory.from_rows(
            {**GOOD, "amount": a, "factor": f, "unit": "kg", "factor_unit": "kg-CO2e/kg",
             "factor_primary_share": share if i % 2 else 0}
            for i, (a, f) in enumerate(pairs)
        )  # fmt: skip
        assert 0 <= inventory.footprint().primary_data_share <= 100 + 1e-9


class TestBadRows:
    """A wrong cell is named, with its row, and nothing is guessed."""

    @pytest.mark.parametrize(
        ("change", "code", "column"),
        [
            ({"amount": ""}, "GXD-N001", "amount"),
            ({"amount": None}, "GXD-N001", "amount"),
            ({"amount": float("nan")}, "GXD-N001", "amount"),
            ({"amount": "１２．５"}, "GXD-N002", "amount"),
            ({"amount": "12,5"}, "GXD-N003", "amount"),
            ({"amount": "1,200"}, "GXD-N003", "amount"),
            ({"amount": "twelve"}, "GXD-N004", "amount"),
            ({"amount": "inf"}, "GXD-N004", "amount"),
            ({"amount": "-3"}, "GXD-I005", "amount"),
            ({"flow": " "}, "GXD-I004", "flow"),
            ({"unit": ""}, "GXD-I004", "unit"),
            ({"unit": "furlong per fortnite"}, "GXD-U002", "unit"),
            ({"unit": "kg"}, "GXD-U004", "unit"),
            ({"factor": "DEISEL"}, "GXD-F001", "factor"),
            ({"factor": "２．６"}, "GXD-N002", "factor"),
            ({"factor_unit": ""}, "GXD-I004", "factor_unit"),
            ({"data": "maybe"}, "GXD-I006", "data"),
            ({"factor_primary_share": "140"}, "GXD-F002", "factor_primary_share"),
        ],
    )
    def test_each_wrong_cell_has_its_own_sentence(self, change, code, column):
        """The code says what is wrong, the place says where."""
        assert problems_of({**GOOD, **change}) == [(code, f"1行目「{column}」")]

    def test_all_are_reported_at_once(self):
        """A sheet with three faults is put right in one go."""
        found = problems_of({**GOOD, "amount": ""}, GOOD, {**GOOD, "unit": "kg", "data": "x"})
        assert [where for _, where in found] == [
            "1行目「amount」",
            "3行目「data」",
            "3行目「unit」",
        ]

    @pytest.mark.parametrize(
        ("unit", "per", "words"),
        [
            ("L", "t-CO2/t", ("L", "t-CO2/t", "密度")),
            ("kg", "g-CO2/tkm", ("kg", "g-CO2/tkm", "輸送距離")),
            ("kWh", "kg-CO2", ("kWh", "kg-CO2/kWh", "何あたり")),
            ("kWh", "kg/kWh", ("CO2 がありません",)),
            ("kWh", "kWh/kg-CO2", ("向き",)),
            ("個", "kg-CO2e/kg", ("1 個あたりの質量",)),
        ],
    )
    def test_units_that_do_not_fit_name_the_repair(self, unit, per, words):
        """Both units and the likely repair stand in the sentence."""
        with pytest.raises(ProblemsError) as caught:
            Inventory.from_rows([{**GOOD, "unit": unit, "factor_unit": per}])
        for word in words:
            assert word in str(caught.value)

    def test_litres_and_kilolitres_are_not_confused(self):
        """10 L at 2.62 t-CO2/kL is 26.2 kg, not 26.2 t."""
        assert Inventory.from_rows([GOOD]).footprint().total_kg_co2e == pytest.approx(26.2)

    def test_tonnes_and_kilograms_are_not_confused(self):
        """2 t at 8 kg-CO2e/kg is 16,000 kg."""
        row = {**GOOD, "amount": 2, "unit": "t", "factor": 8, "factor_unit": "kg-CO2e/kg"}
        assert Inventory.from_rows([row]).footprint().total_kg_co2e == pytest.approx(16_000)

    @pytest.mark.parametrize("bad", [0, -0.5, 1.01, 95])
    def test_a_yield_is_a_share(self, bad):
        """95 is not a yield, 0.95 is."""
        with pytest.raises(GxdError, match="GXD-I008"):
            Inventory.from_rows([GOOD]).footprint(yield_rate=bad)

    def test_secondary_activity_is_never_primary(self):
        """A primary factor does not make an estimated amount primary."""
        row = {**GOOD, "data": "secondary", "factor_primary_share": 80}
        assert Inventory.from_rows([row]).footprint().primary_data_share == 0

    def test_inventories_of_different_units_do_not_add(self):
        """A piece and a kilogram are different products."""
        with pytest.raises(GxdError, match="GXD-I009"):
            Inventory.from_rows([GOOD]) + Inventory.from_rows([GOOD], declared_unit="kilogram")


class TestCsv:
    """The sheet as a file."""

    def test_japanese_headings_are_read(self, tmp_path):
        """項目, 段階, 数量 … stand for flow, stage, amount …; a BOM does not matter."""
        file = tmp_path / "表.csv"
        text = "項目,段階,数量,単位,排出係数,係数の単位,データ種別\nアルミ板,原材料調達,1.2,kg,8.0,kg-CO2e/kg,一次\n"
        file.write_text(text, encoding="utf-8-sig")
        footprint = Inventory.from_csv(file).footprint()
        assert footprint.total_kg_co2e == pytest.approx(9.6)
        assert footprint.by_stage() == {"raw_material": pytest.approx(9.6)}

    def test_a_missing_column_is_named(self, tmp_path):
        """The sentence lists what the first row must hold."""
        file = tmp_path / "a.csv"
        file.write_text("flow,stage,amount\nx,y,1\n", encoding="utf-8")
        with pytest.raises(GxdError, match="GXD-I003") as caught:
            Inventory.from_csv(file)
        assert "単位" in str(caught.value)

    def test_a_file_in_another_encoding_is_refused_with_the_way_out(self, tmp_path):
        """A Shift_JIS file gets Excel's words for saving it right."""
        file = tmp_path / "a.csv"
        file.write_bytes("項目,段階\n".encode("cp932"))
        with pytest.raises(GxdError, match="CSV UTF-8"):
            Inventory.from_csv(file)

    @pytest.mark.parametrize("text", ["", "flow,stage,amount,unit,factor,factor_unit,data\n"])
    def test_an_empty_file_says_so(self, tmp_path, text):
        """No rows, no silent zero."""
        file = tmp_path / "a.csv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(GxdError, match=r"GXD-I00[13]"):
            Inventory.from_csv(file)

    def test_a_file_that_is_not_there_is_named(self, tmp_path):
        """The path is in the sentence."""
        with pytest.raises(GxdError, match=r"nowhere\.csv"):
            Inventory.from_csv(tmp_path / "nowhere.csv")


class TestGuards:
    """What cannot be is refused before it is calculated."""

    def test_a_data_frame_is_rows_too(self):
        """The table a notebook already has."""
        import pandas

        frame = pandas.DataFrame([GOOD, {**GOOD, "amount": "20"}])
        assert Inventory.from_rows(frame).footprint().total_kg_co2e == pytest.approx(78.6)

    def test_every_blank_of_pandas_is_a_blank(self):
        """NA, NaN and NaT are asked for like an empty cell."""
        import pandas

        for blank in (pandas.NA, float("nan"), pandas.NaT):
            assert problems_of({**GOOD, "amount": blank}) == [("GXD-N001", "1行目「amount」")]

    def test_two_columns_of_one_meaning_are_asked_back(self):
        """数量 and 活動量 in one sheet: which one counts?"""
        row = {key: value for key, value in GOOD.items() if key != "amount"}
        with pytest.raises(GxdError, match=r"GXD-I036.*数量.*活動量"):
            Inventory.from_rows([{**row, "数量": "1", "活動量": "9"}])

    @pytest.mark.parametrize("times", [0, -1, float("nan"), float("inf")])
    def test_scaling_is_by_a_number_above_zero(self, times):
        """Half a product is one, minus one product is none."""
        with pytest.raises(GxdError, match="GXD-I037"):
            Inventory.from_rows([GOOD]).scaled(times)

    @pytest.mark.parametrize("rate", ["0.95", True])
    def test_a_yield_is_a_number(self, rate):
        """Text is not guessed at."""
        with pytest.raises(GxdError, match="GXD-I008"):
            Inventory.from_rows([GOOD]).footprint(yield_rate=rate)
