"""What cannot be calculated, and what must not be mixed unnoticed, is said in a sentence."""

from __future__ import annotations

import math

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.framework import (
    Activity,
    Contribution,
    EmissionFactor,
    Footprint,
    Inventory,
    Process,
    ProductSystem,
    add_emissions,
    location_based,
)
from gxd_teach.framework.energy.basis import by_basis, missing_upstream, mixture
from gxd_teach.framework.logistics import Leg, Option, compare, fuel_method

HUGE = EmissionFactor("HUGE", 1e308, "kg-CO2e/kg")


def part(kg: float, share: float = 0, flow: str = "x", **more) -> Contribution:
    return Contribution(flow, "production", kg, share, **more)


class TestBeyondCalculation:
    """A footprint is a finite number, and so is everything told of it."""

    def test_an_overflowing_row_is_named(self):
        """1e308 kg of something that emits 1e308 kg per kg is a slip of the unit or the digits."""
        rows = [
            Activity(
                "Al", "raw_material", 1.2, "kg", EmissionFactor("AL", 8.0, "kg-CO2e/kg"), True
            ),
            Activity("resin", "raw_material", 1e308, "kg", HUGE, True),
        ]
        with pytest.raises(GxdError, match=r"GXD-I038.*chassis, resin.*1e\+308 kg") as caught:
            Inventory("chassis", rows).footprint()
        for word in ("digits", "units", "yield"):
            assert word in caught.value.en

    def test_the_same_in_a_long_sheet_kept_in_columns(self, tmp_path):
        """A CSV of thousands of rows is refused by the one row that overflows."""
        head = "flow,stage,amount,unit,factor,factor_unit,data\n"
        rows = [f"part {i},raw_material,1,kg,2,kg-CO2e/kg,primary\n" for i in range(3000)]
        rows[1234] = "part 1234,raw_material,1e308,kg,1e308,kg-CO2e/kg,primary\n"
        sheet = tmp_path / "long.csv"
        sheet.write_text(head + "".join(rows), encoding="utf-8")
        with pytest.raises(GxdError, match=r"GXD-I038.*part 1234"):
            Inventory.from_file(sheet).footprint()

    @pytest.mark.parametrize("kg", [math.nan, math.inf, -math.inf, 1e300, "12", None])
    def test_a_contribution_is_a_number_that_can_be_added_up(self, kg):
        """Not a number, endless, so large that sums overflow, a text, nothing at all."""
        with pytest.raises(GxdError, match="GXD-I038"):
            Footprint("PC", (part(1.0), part(kg)))
        with pytest.raises(GxdError, match="GXD-I038"):
            Footprint("PC", (part(1.0),), outbound=(part(kg),))

    def test_what_can_just_be_calculated_has_a_share(self):
        """The largest rows that pass still make a total and a primary data share that are numbers."""
        footprint = Footprint("PC", tuple(part(1e290, 100) for _ in range(1000)))
        assert math.isfinite(footprint.total_kg_co2e)
        assert footprint.primary_data_share == pytest.approx(100)

    @pytest.mark.parametrize("share", [-1, 101, math.nan, None, "40"])
    def test_a_share_is_a_percentage(self, share):
        """A primary data share lies between 0 and 100 %."""
        with pytest.raises(GxdError, match="GXD-P001"):
            Footprint("PC", (part(1.0, share),))

    @pytest.mark.parametrize("amount", [0, -1, math.nan, math.inf, "1"])
    def test_a_declared_amount_is_above_zero(self, amount):
        """A footprint of nothing, or of less, is no footprint of a product."""
        with pytest.raises(GxdError, match=r"GXD-I023.*PC"):
            Footprint("PC", (part(1.0),), declared_amount=amount)

    @pytest.mark.parametrize("mass", [-1, math.nan, math.inf])
    def test_a_mass_is_zero_or_more(self, mass):
        """Goods weigh something, energy and transport nothing, and none of them less."""
        assert Footprint("kWh", (part(1.0),), product_mass_kg=0.0).product_mass_kg == 0
        with pytest.raises(GxdError, match=r"GXD-I023.*PC"):
            Footprint("PC", (part(1.0),), product_mass_kg=mass)

    def test_losses_that_compound_beyond_counting(self):
        """A hundred processes of which one unit in 10,000 turns out good need 1e400 units begun."""
        line = [Process(f"step {i}", (), yield_rate=1e-4) for i in range(100)]
        with pytest.raises(GxdError, match=r"GXD-I038.*chassis, step 27"):
            ProductSystem("chassis", line).footprint()


class TestOneGuard:
    """Combustion-only and life-cycle values: the same words and sentences everywhere."""

    def test_words_of_several_tables_mean_one_part(self):
        """TTW of a truck, generation of electricity and combustion of a fuel are the same part."""
        found = by_basis([("truck", "tank-to-wheel"), ("kWh", "generation"), ("oil", "燃焼のみ")])
        assert found == {"combustion": ["truck", "kWh", "oil"]}

    def test_a_word_that_says_nothing_is_unspecified(self):
        """A boundary of one's own wording is not taken for anything."""
        assert by_basis([("x", "our plant")]) == {"unspecified": ["x"]}

    @pytest.mark.parametrize("word", ["combustion", "generation", "tank-to-wheel", "TTW", "発電時"])
    def test_a_footprint_says_so_however_the_sheet_writes_it(self, word):
        """The upstream is missing, whichever word the factor's boundary has."""
        (said,) = Footprint("PC", (part(1.0, flow="kWh", boundary=word),)).cautions
        assert said == str(missing_upstream({"combustion": ["kWh"]}))

    def test_all_say_it_in_the_same_sentence(self):
        """A fuel, a transport, electricity and a comparison of transports."""
        tail = missing_upstream({"combustion": [""]}).ja
        road, rail = Option("road", (Leg("truck", 2),)), Option("rail", (Leg("train", 1),))
        for said in (
            fuel_method(1).caution,
            location_based(1).missing.ja,
            location_based(1).emissions.cautions[0],
            compare(road, rail).cautions[0],
        ):
            assert said.endswith(tail)

    def test_a_long_list_is_cut(self):
        """Eight are named, and how many more there are."""
        groups = {"combustion": [f"f{i}" for i in range(11)]}
        assert "and 3 more" in missing_upstream(groups).en
        assert "ほか 3 件" in missing_upstream(groups).ja
        assert "f8" not in missing_upstream(groups).ja

    def test_direct_emissions_go_with_either(self):
        """Gas that a process lets out has no upstream that could be missing."""
        gas = part(1.0, flow="gas", boundary="direct")
        assert add_emissions([gas, (2.0, "WTW")]).basis == "life-cycle"
        assert add_emissions([gas, (2.0, "TTW")]).basis == "combustion"
        assert add_emissions([gas]).basis == "direct"
        assert mixture(by_basis([("gas", "direct"), ("Al", "WTW")])) is None

    def test_a_leg_may_use_any_word(self):
        """Tank-to-wheel is TTW, life cycle is WTW; upstream alone is no leg."""
        assert Leg("truck", 1, "tank-to-wheel").boundary == "TTW"
        assert Leg("truck", 1, "life-cycle").boundary == "WTW"
        with pytest.raises(GxdError, match="GXD-M002"):
            Leg("truck", 1, "WTT")
