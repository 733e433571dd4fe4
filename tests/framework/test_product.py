"""Product-based calculation: processes in sequence, their yields, scrap, and what is reported apart."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework import EmissionFactor, Footprint, Inventory
from gxd_teach.framework.inputs import (
    direct_emissions,
    energy,
    material,
    packaging,
    scrap_treatment,
    tonne_km,
    transport_leg,
)
from gxd_teach.framework.product import Process, ProductSystem
from gxd_teach.framework.report import FORMAT, footprint_json
from gxd_teach.framework.rules import PACT_V2

AL, RESIN, CARDBOARD = "FICT-AL-SHEET", "FICT-RESIN", "FICT-CARDBOARD"
POWER, TRUCK = "ELEC-JP-AVERAGE-FY2024", "TRUCK-10T-DIESEL-FULL"
LANDFILL = EmissionFactor("FICT-LANDFILL", 0.05, "kg-CO2e/kg")
CHASSIS_KG = 9.6 + 0.6 + 2.115 + 0.6 * 0.09531  # = 12.372186


def chassis(yield_rate: float = 1.0) -> ProductSystem:
    """Exercise 4a: 1.2 kg Al, 0.3 kg resin, 5 kWh, 1.5 kg over 400 km by a full 10 t truck."""
    inputs = [
        material("アルミ板", 1.2, "kg", AL, supplier="FICT アルミ製造"),
        material("樹脂", 0.3, "kg", RESIN, supplier="FICT 樹脂製造"),
        energy("電力", 5, "kWh", POWER),
        transport_leg("材料の輸送", 1.5, 400, TRUCK),
    ]
    return ProductSystem("シャーシ", [Process("成形", inputs, yield_rate)], product_mass_kg=1.3)


def computer() -> ProductSystem:
    """The PC of the course: chassis, board, 12 kWh of own electricity, 0.4 kg of cardboard."""
    part = EmissionFactor("FICT-CHASSIS", CHASSIS_KG, "kg-CO2e/piece", "cradle-to-gate", 32.25)
    board = EmissionFactor("FICT-BOARD", 3.60, "kg-CO2e/piece", "cradle-to-gate", 30)
    inputs = [
        material("シャーシ", 1, "piece", part, supplier="FICT シャーシ製造"),
        material("基板", 1, "piece", board, supplier="FICT 基板製造"),
        energy("組立の電力", 12, "kWh", POWER),
        packaging("段ボール箱", 0.4, "kg", CARDBOARD, primary=False),
    ]
    return ProductSystem("ノートPC", [Process("組立", inputs)])


class TestExercises:
    """Exercises 4a to 4c and the capstone's golden numbers."""

    def test_4a_the_chassis(self):
        """9.6 + 0.6 + 2.115 + 0.0572 = 12.372 kg; by net mass 11.012 would be wrong."""
        footprint = chassis().footprint()
        assert footprint.total_kg_co2e == pytest.approx(CHASSIS_KG, rel=1e-12)
        assert round(CHASSIS_KG, 3) == 12.372

    def test_4b_the_yield_divides(self):
        """12.372 / 0.95 = 13.023 kg; multiplied it would be 11.754."""
        assert chassis(0.95).footprint().total_kg_co2e == pytest.approx(13.023, abs=5e-4)

    def test_4c_the_hot_spot_is_chosen_by_emissions(self):
        """Aluminium, 77.6 %."""
        flow, _, share = chassis(0.95).footprint().hot_spots(1)[0]
        assert (flow, round(share, 1)) == ("アルミ板", 77.6)

    def test_15a_the_computer(self):
        """12.372 + 3.60 + 5.076 + 0.36 = 21.408 kg; primary data share 23.68 %."""
        footprint = computer().footprint()
        assert footprint.total_kg_co2e == pytest.approx(21.408, abs=5e-4)
        assert footprint.primary_data_share == pytest.approx(23.68, abs=0.01)

    def test_gate_to_gate_is_the_own_electricity(self):
        """5.076 kg: cardboard is bought, so 5.436 would be wrong."""
        assert computer().footprint().gate_to_gate_kg_co2e == pytest.approx(12 * 0.423)

    def test_packaging_is_in_the_total_and_on_its_own(self):
        """0.4 kg of cardboard x 0.9 = 0.36 kg."""
        footprint = computer().footprint()
        assert footprint.packaging_kg_co2e == pytest.approx(0.36)
        assert sum(footprint.by_stage().values()) == pytest.approx(footprint.total_kg_co2e)

    def test_the_processes_and_the_sheet_agree(self):
        """The chassis as a process, and as the rows of the dataset, emit the same."""
        rows = Inventory.from_dataset("pc-chassis").footprint()
        assert chassis().footprint().total_kg_co2e == pytest.approx(rows.total_kg_co2e)


class TestSequence:
    """Several processes, one after another."""

    def test_losses_compound_upstream(self):
        """Yields 0.9 and 0.8: 1/0.8 begun in the second, 1/0.72 in the first.

        8 kg / 0.72 + 1 kWh x 0.423 / 0.8 = 11.1111 + 0.52875 = 11.63986 kg.
        """
        system = ProductSystem(
            "x",
            [
                Process("圧延", [material("アルミ", 1, "kg", AL)], yield_rate=0.9),
                Process("プレス", [energy("電力", 1, "kWh", POWER)], yield_rate=0.8),
            ],
        )
        assert system.units_begun() == pytest.approx({"圧延": 1 / 0.72, "プレス": 1.25})
        footprint = system.footprint()
        assert footprint.by_process() == pytest.approx({"圧延": 8 / 0.72, "プレス": 0.423 / 0.8})
        assert footprint.total_kg_co2e == pytest.approx(11.63986, abs=1e-5)

    def test_a_process_takes_so_much_of_the_one_before(self):
        """1.2 kg of sheet a piece, rolled at 0.5 kWh a kg with 90 % yield: 0.5 x 1.2/0.9 kWh."""
        system = ProductSystem(
            "x",
            [
                Process("圧延", [energy("電力", 0.5, "kWh", POWER)], yield_rate=0.9),
                Process("プレス", [energy("電力", 2, "kWh", POWER)], takes=1.2),
            ],
        )
        by_hand = (0.5 * 1.2 / 0.9 + 2) * 0.423
        assert system.footprint().total_kg_co2e == pytest.approx(by_hand, rel=1e-12)

    def test_a_batch_is_read_as_the_shop_floor_records_it(self):
        """1,000 begun, 950 good, 5,000 kWh: 5,000 x 0.423 / 950 kg a good piece."""
        process = Process.of_batch(
            "成形", [energy("電力", 5000, "kWh", POWER)], begun=1000, good=950
        )
        total = ProductSystem("x", [process]).footprint().total_kg_co2e
        assert total == pytest.approx(5000 * 0.423 / 950, rel=1e-12)

    def test_scrap_and_rejects_are_rows_of_their_own(self):
        """0.2 kg of off-cuts a piece begun; rejects weigh 1.3 kg: 0.05 x (0.2 + 0.05 x 1.3)/0.95."""
        process = Process(
            "成形",
            [material("アルミ板", 1.2, "kg", AL)],
            0.95,
            scrap=[scrap_treatment("端材の処理", 0.2, LANDFILL)],
            rejects=[scrap_treatment("不良品の処理", 1.3, LANDFILL)],
        )
        stages = ProductSystem("x", [process]).footprint().by_stage()
        assert stages["raw_material"] == pytest.approx(9.6 / 0.95)
        assert stages["waste"] == pytest.approx(0.05 * (0.2 + 0.05 * 1.3) / 0.95, rel=1e-12)

    def test_by_supplier(self):
        """What a supplier's parts carry; the own rows stand under no name."""
        suppliers = computer().footprint().by_supplier()
        assert suppliers["FICT 基板製造"] == pytest.approx(3.6)
        assert suppliers[""] == pytest.approx(5.076 + 0.36)

    def test_hot_spots_by_process_or_supplier(self):
        """The same ranking over another grouping; an unknown one is refused."""
        footprint = computer().footprint()
        assert footprint.hot_spots(1, by="supplier")[0][0] == "FICT シャーシ製造"
        assert footprint.hot_spots(1, by="process")[0][2] == pytest.approx(100)
        with pytest.raises(GxdError, match="GXD-I034"):
            footprint.hot_spots(by="colour")

    def test_an_outsourced_process_is_not_between_the_own_gates(self):
        """Plating elsewhere is in the total and not in gate-to-gate."""
        system = ProductSystem(
            "x",
            [
                Process("めっき", [energy("電力", 1, "kWh", POWER)], outsourced=True),
                Process("組立", [energy("電力 2", 2, "kWh", POWER), direct_emissions("ガス", 0.3)]),
            ],
        )
        footprint = system.footprint()
        assert footprint.total_kg_co2e == pytest.approx(3 * 0.423 + 0.3)
        assert footprint.gate_to_gate_kg_co2e == pytest.approx(2 * 0.423 + 0.3)

    def test_own_direct_emissions_are_primary_data(self):
        """PACT How-to Guide v3.0, p. 63: own direct emissions count 100 %."""
        process = Process("溶接", [direct_emissions("ガス", 1.0), energy("電力", 1, "kWh", POWER)])
        share = ProductSystem("x", [process]).footprint().primary_data_share
        assert share == pytest.approx(100 / 1.423)


class TestOutbound:
    """Transport after the gate."""

    def outbound(self, rate: float = 0.5) -> ProductSystem:
        process = Process("組立", [energy("電力", 1, "kWh", POWER)], rate)
        leg = transport_leg("出荷", 2, 500, TRUCK)
        return ProductSystem("x", [process], outbound=[leg])

    def test_it_is_reported_apart_and_in_no_total(self):
        """2 kg x 500 km = 1 tkm x 95.31 g = 0.09531 kg; only good products are shipped."""
        footprint = self.outbound().footprint()
        assert footprint.outbound_kg_co2e == pytest.approx(0.09531)
        assert footprint.total_kg_co2e == pytest.approx(0.423 / 0.5)
        assert any("出荷輸送" in caution for caution in footprint.cautions)

    def test_under_v2_it_lies_outside_the_boundary(self):
        """Left out, and named as left out."""
        footprint = self.outbound().footprint(rules=PACT_V2)
        assert footprint.outbound_kg_co2e == 0
        assert "出荷" in footprint.notices[0]
        assert footprint.total_kg_co2e == pytest.approx(0.423 / 0.5)

    def test_a_sheet_may_hold_it_as_a_stage(self):
        """A row 出荷輸送 in a sheet is reported apart as well."""
        row = {
            "flow": "出荷",
            "stage": "出荷輸送",
            "amount": 1,
            "unit": "tkm",
            "factor": TRUCK,
            "data": "二次",
        }
        other = {
            "flow": "電力",
            "stage": "製造",
            "amount": 1,
            "unit": "kWh",
            "factor": POWER,
            "data": "一次",
        }
        footprint = Inventory.from_rows([row, other]).footprint(yield_rate=0.9)
        assert footprint.total_kg_co2e == pytest.approx(0.423 / 0.9)
        assert footprint.outbound_kg_co2e == pytest.approx(0.09531)

    def test_it_is_no_input_of_a_process(self):
        """A leg after the gate among the inputs is refused."""
        with pytest.raises(GxdError, match="GXD-I033"):
            Process("組立", [transport_leg("出荷", 2, 500, TRUCK, outbound=True)])


amounts = st.floats(0, 1e4)
yields = st.floats(0.01, 1)
steps = st.lists(st.tuples(amounts, yields, st.floats(0.01, 100)), min_size=1, max_size=5)


def system_of(parts) -> ProductSystem:
    return ProductSystem(
        "x",
        [
            Process(
                f"工程{i}",
                [energy("電力", kwh, "kWh", POWER), material("樹脂", kwh / 7, "kg", RESIN)],
                rate,
                rejects=[scrap_treatment("不良", 1, LANDFILL)],
                takes=takes,
            )
            for i, (kwh, rate, takes) in enumerate(parts)
        ],
    )


class TestProperties:
    """What holds for every product."""

    @given(steps)
    def test_the_total_is_the_sum_of_the_processes(self, parts):
        """Nothing is lost between processes, stages, suppliers and the total."""
        footprint = system_of(parts).footprint()
        for view in (footprint.by_process(), footprint.by_stage(), footprint.by_supplier()):
            assert math.fsum(view.values()) == pytest.approx(
                footprint.total_kg_co2e, rel=1e-9, abs=1e-12
            )

    @given(steps, st.data())
    def test_a_better_yield_never_emits_more(self, parts, data):
        """In whichever process it improves."""
        place = data.draw(st.integers(0, len(parts) - 1))
        kwh, rate, takes = parts[place]
        better = [*parts]
        better[place] = (kwh, data.draw(st.floats(rate, 1)), takes)
        before = system_of(parts).footprint().total_kg_co2e
        assert system_of(better).footprint().total_kg_co2e <= before * (1 + 1e-9)

    @given(steps, st.floats(1e-3, 1e3))
    def test_scaling(self, parts, times):
        """So many products emit so many times as much."""
        inventory = system_of(parts).inventory()
        once, more = inventory.footprint(), inventory.scaled(times).footprint()
        assert more.total_kg_co2e == pytest.approx(times * once.total_kg_co2e, rel=1e-9, abs=1e-12)

    @given(amounts, yields, yields)
    def test_two_yields_in_a_row_are_their_product(self, kwh, first, second):
        """For what goes into the first process."""
        rows = [energy("電力", kwh, "kWh", POWER)]
        one = ProductSystem("x", [Process("前", rows, first * second)])
        two = ProductSystem("x", [Process("前", rows, first), Process("後", (), second)])
        assert one.footprint().total_kg_co2e == pytest.approx(
            two.footprint().total_kg_co2e, rel=1e-9, abs=1e-12
        )


class TestRefusals:
    """What no process can be."""

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            (lambda: Process("", ()), "GXD-I030"),
            (lambda: Process("a", (), 95), "GXD-I008"),
            (lambda: Process("a", (), 0), "GXD-I008"),
            (lambda: Process("a", (), takes=0), "GXD-I032"),
            (lambda: Process.of_batch("a", (), begun=10, good=11), "GXD-I035"),
            (lambda: Process.of_batch("a", (), begun=0, good=0), "GXD-I035"),
            (lambda: ProductSystem("x", ()), "GXD-I030"),
            (lambda: ProductSystem("x", [Process("a", ()), Process("a", ())]), "GXD-I031"),
            (lambda: transport_leg("x", -1, 400, TRUCK), "GXD-I005"),
            (lambda: transport_leg("x", 1, math.nan, TRUCK), "GXD-I005"),
            (lambda: material("x", -1, "kg", AL), "GXD-I005"),
            (lambda: material("x", 1, "L", AL), "GXD-U004"),
            (lambda: material("x", 1, "kg", "FICT-GOLD"), "GXD-F001"),
        ],
    )
    def test_by_name(self, make, code):
        """Each has its code."""
        with pytest.raises(GxdError, match=code):
            make()

    def test_kilograms_are_not_tonnes(self):
        """230 kg over 700 km is 161 tkm, not 161,000."""
        assert tonne_km(230, 700) == 161


class TestJson:
    """The footprint as data."""

    def test_its_names_are_stable(self):
        """What programs build on, in the order it is written."""
        data = footprint_json(computer().footprint())
        assert list(data) == [
            "format", "name", "total", "unit", "declared", "product_mass_kg",
            "primary_data_share_percent", "by_stage", "by_process", "by_supplier", "hot_spots",
            "packaging_kg_co2e", "gate_to_gate_kg_co2e", "outbound_kg_co2e", "cautions", "rows",
            "outbound_rows",
        ]  # fmt: skip
        assert list(data["rows"][0]) == [
            "flow", "stage", "process", "supplier", "amount", "factor", "kg_co2e",
            "share_percent", "primary_data_share_percent", "boundary", "source",
        ]  # fmt: skip
        assert data["format"] == FORMAT == "gxd-footprint/1"

    def test_its_numbers_are_the_footprints(self):
        """Total, stages, hot spots and shares, in kg CO2e and percent."""
        data = footprint_json(computer().footprint())
        assert json.loads(json.dumps(data)) == data
        assert data["total"] == pytest.approx(21.408, abs=5e-4)
        assert [group["key"] for group in data["by_stage"]] == [
            "raw_material", "production", "packaging"
        ]  # fmt: skip
        assert data["by_stage"][0]["label"] == "原材料調達"
        assert sum(group["share_percent"] for group in data["by_stage"]) == pytest.approx(100)
        assert [spot["key"] for spot in data["hot_spots"]] == ["シャーシ", "組立の電力", "基板"]
        assert len(data["rows"]) == 4

    def test_a_footprint_of_nothing_has_no_shares(self):
        """0 kg is 0 %, not an error."""
        assert footprint_json(Footprint("x", ()))["total"] == 0
