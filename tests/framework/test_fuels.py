"""Fuel becomes CO2 by the legal table of its year; combustion is not the life cycle."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.energy import (
    Emissions,
    add_emissions,
    basis_of,
    combust,
    fuel_factor,
    fuel_names,
    table_for,
)
from gxd_teach.framework.footprint import Contribution


class TestFactors:
    """GJ per unit × tC per GJ × 44/12."""

    @pytest.mark.parametrize(
        ("fuel", "table", "t_co2"),
        [
            ("軽油", "2023", 2.619), ("揮発油", "2023", 2.290), ("灯油", "2023", 2.503),
            ("A重油", "2023", 2.753), ("LPG", "2023", 2.994), ("LNG", "2023", 2.788),
            ("都市ガス", "2023", 2.053), ("軽油", "before-2023", 2.585),
            ("ガソリン", "before-2023", 2.322), ("都市ガス", "before-2023", 2.23),
        ],
    )  # fmt: skip
    def test_the_legal_tables(self, fuel, table, t_co2):
        """t-CO2 per unit as the tables print them, to three decimals."""
        assert fuel_factor(fuel, table).t_co2_per_unit == pytest.approx(t_co2, abs=5.001e-4)

    def test_unrounded(self):
        """The factor itself is not rounded: 38.0 × 0.0188 × 44/12 = 2.619466…"""
        assert fuel_factor("diesel").t_co2_per_unit == pytest.approx(38.0 * 0.0188 * 44 / 12)

    @pytest.mark.parametrize(
        "name",
        ["軽油", "diesel", "Diesel", "ディーゼル", "FUEL-DIESEL-2023", " 軽油 ", "diesel fuel"],
    )
    def test_one_fuel_many_names(self, name):
        """Japanese, English and the id mean the same row."""
        assert fuel_factor(name).factor_id == "FUEL-DIESEL-2023"

    def test_every_fuel_is_found_by_each_of_its_names(self):
        """No name of the table is ambiguous with another row's."""
        for table in ("2023", "before-2023"):
            for name in fuel_names(table):
                assert fuel_factor(name, table).name == name

    @pytest.mark.parametrize(
        ("name", "words"), [("重油", ("A重油", "B・C重油")), ("coal", ("一般炭",))]
    )
    def test_an_ambiguous_fuel_is_asked_back(self, name, words):
        """重油 may be A or B・C: neither is guessed."""
        with pytest.raises(GxdError, match="GXD-H001") as caught:
            fuel_factor(name)
        for word in words:
            assert word in str(caught.value)

    def test_the_former_table_holds_five_fuels(self):
        """What it does not hold is refused, not taken from the other table."""
        with pytest.raises(GxdError, match="GXD-H001"):
            fuel_factor("LNG", "before-2023")


class TestTables:
    """Which table holds in which fiscal year."""

    @pytest.mark.parametrize(
        ("year", "table"),
        [
            (2022, "before-2023"), (2023, "2023"), ("FY2022", "before-2023"), ("2024年度", "2023"),
            (date(2023, 3, 31), "before-2023"), (date(2023, 4, 1), "2023"), (date(2024, 1, 1), "2023"),
        ],
    )  # fmt: skip
    def test_the_fiscal_year_begins_in_april(self, year, table):
        """March 2023 belongs to fiscal year 2022."""
        assert table_for(year) == table

    @pytest.mark.parametrize("bad", [23, "令和5", "", True, 20233])
    def test_what_is_no_year(self, bad):
        """A year is four digits."""
        with pytest.raises(GxdError, match="GXD-H003"):
            table_for(bad)

    def test_table_and_year_must_agree(self):
        """Two statements that differ are not resolved silently."""
        with pytest.raises(GxdError, match="GXD-H002"):
            combust("軽油", 1, "L", "2023", fiscal_year=2022)
        with pytest.raises(GxdError, match="GXD-H002"):
            fuel_factor("FUEL-DIESEL-BEFORE2023", "2023")
        with pytest.raises(GxdError, match=r"GXD-H002.*fiscal_year"):
            fuel_factor("軽油", "2022")


class TestCombustion:
    """Amounts in the units that fuels are counted in."""

    def test_diesel(self):
        """1,200 L: 1.2 kL × 2.6195 = 3.143 t; by the former table 3.102 t."""
        assert combust("軽油", 1200, "L").kg_co2e == pytest.approx(3143, abs=0.5)
        assert combust("軽油", 1200, "L", "before-2023").kg_co2e == pytest.approx(3102, abs=0.5)

    def test_city_gas(self):
        """5,000 m3: 10.27 t; by the former table 11.15 t."""
        assert combust("都市ガス", 5000, "m3").t_co2e == pytest.approx(10.267, abs=5e-4)
        assert combust("都市ガス", 5000, "m3", fiscal_year=2022).t_co2e == pytest.approx(11.15)

    @pytest.mark.parametrize(
        ("fuel", "amount", "unit", "same_amount", "same_unit"),
        [
            ("軽油", 1200, "L", 1.2, "kL"), ("軽油", 1, "m3", 1000, "リットル"), ("軽油", 1, "ＫＬ", 1, "kL"),
            ("LPG", 50, "kg", 0.05, "t"), ("都市ガス", 500, "㎥", 0.5, "千m3"), ("天然ガス", 1, "1000m3", 1000, "m3"),
        ],
    )  # fmt: skip
    def test_units_do_not_change_the_emissions(self, fuel, amount, unit, same_amount, same_unit):
        """1,200 L are 1.2 kL."""
        first, second = combust(fuel, amount, unit), combust(fuel, same_amount, same_unit)
        assert first.kg_co2e == pytest.approx(second.kg_co2e)

    @pytest.mark.parametrize(
        ("fuel", "unit", "repair"),
        [
            ("軽油", "kg", "密度"), ("LPG", "L", "密度"), ("LPG", "m3", "密度"), ("都市ガス", "Nm3", "m3"),
            ("都市ガス", "L", "m3"), ("軽油", "GJ", "単位発熱量"), ("軽油", "", "kL"),
        ],
    )  # fmt: skip
    def test_a_unit_that_does_not_fit_names_the_repair(self, fuel, unit, repair):
        """A mass of diesel needs a density; a normal cubic metre is not the table's."""
        with pytest.raises(GxdError, match="GXD-H004") as caught:
            combust(fuel, 1, unit)
        assert repair in str(caught.value)

    @pytest.mark.parametrize(
        ("bad", "code"), [(-1, "GXD-H005"), (None, "GXD-N001"), ("1,200", "GXD-N003")]
    )
    def test_amounts_that_cannot_be(self, bad, code):
        """The fuel is named in the sentence."""
        with pytest.raises(GxdError, match=f"{code}.*軽油"):
            combust("軽油", bad, "L")


class TestBasis:
    """Combustion (TTW), upstream (WTT) and life cycle (WTW) are kept apart."""

    def test_fuel_is_combustion_only_and_says_so(self):
        """The legal tables hold no upstream."""
        burned = combust("軽油", 1, "L")
        assert burned.basis == "combustion"
        assert burned.cautions

    def test_combustion_and_life_cycle_are_not_added_unnoticed(self):
        """Both groups are named in the refusal."""
        with pytest.raises(GxdError, match="GXD-H007") as caught:
            add_emissions([combust("軽油", 1, "L"), (2.0, "WTW")])
        assert "軽油" in str(caught.value)
        assert "2 kg" in str(caught.value)

    def test_mixing_has_to_be_said_and_stays_visible(self):
        """The sum is marked as mixed."""
        mixed = add_emissions([(3.0, "TTW"), (2.0, "WTW")], allow_mixed=True)
        assert (mixed.kg_co2e, mixed.basis) == (5.0, "mixed")
        assert mixed.cautions

    def test_the_same_basis_adds_up(self):
        """Combustion at the wheel and generation of electricity are the same kind of part."""
        parts = [(1.0, "tank-to-wheel"), (2.0, "generation"), (3.0, "combustion")]
        assert add_emissions(parts).basis == "combustion"

    def test_a_footprints_contributions_can_be_added(self):
        """What an inventory made carries its factor's boundary."""
        part = Contribution("電力", "production", 2.0, 0, boundary="generation")
        assert add_emissions([part, (1.0, "TTW")]).kg_co2e == 3.0
        with pytest.raises(GxdError, match="GXD-H007"):
            add_emissions([part, (1.0, "cradle-to-gate")])

    def test_upstream_completes_combustion(self):
        """TTW 2.62 + WTT 0.62 = WTW 3.24; only combustion can be completed, and only upwards."""
        whole = Emissions(2.62, "TTW").with_upstream(0.62)
        assert (whole.kg_co2e, whole.basis) == (pytest.approx(3.24), "life-cycle")
        with pytest.raises(GxdError, match="GXD-H008"):
            whole.with_upstream(0.1)
        with pytest.raises(GxdError, match="GXD-H005"):
            Emissions(2.62, "TTW").with_upstream(-0.1)

    def test_an_unknown_basis_is_refused(self):
        """Nothing is assumed about a word."""
        with pytest.raises(GxdError, match="GXD-H006"):
            basis_of("well-to-gate")

    @given(st.floats(0, 1e6), st.floats(0, 1e6))
    def test_the_life_cycle_is_never_below_combustion(self, ttw, wtt):
        """WTW ≥ TTW."""
        assert Emissions(ttw, "TTW").with_upstream(wtt).kg_co2e >= ttw
