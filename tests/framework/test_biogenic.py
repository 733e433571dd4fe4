"""Excluding and including uptake, with the right signs; and when the biogenic part is due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.biogenic import (
    CarbonParts,
    biogenic_carbon_percent,
    biogenic_due,
    uptake_kg_co2e,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3

WOOD = {"fossil": 2.0, "land_use_change": 0.1, "biogenic_non_co2": 0.05, "uptake": -1.4}


class TestTwoTotals:
    """The identity of PACT v3."""

    def test_excluding_and_including_uptake(self):
        """2.0 + 0.1 + 0.05 = 2.15 kg; with an uptake of −1.4 it is 0.75 kg."""
        parts = CarbonParts(**WOOD)
        assert (parts.excluding_uptake, parts.including_uptake) == (2.15, 0.75)

    def test_every_part_has_its_place(self):
        """3 + 0.4 + 0.3 + 0.2 − 0.1 − 0.05 − 0.15 = 3.6 kg excluding, 3.1 kg including −0.5."""
        parts = CarbonParts(
            fossil=3, land_use_change=0.4, land_management_biogenic_co2=0.3, biogenic_non_co2=0.2,
            land_management_removals=-0.1, technological_removals=-0.05, ccs_capture=-0.15,
            uptake=-0.5, of_which_land_management_fossil=1.0,
        )  # fmt: skip
        assert (parts.excluding_uptake, parts.including_uptake) == (3.6, 3.1)

    def test_fossil_land_management_is_not_added_again(self):
        """fossilGhgEmissions already contains it."""
        parts = CarbonParts(fossil=2.0, of_which_land_management_fossil=0.5)
        assert parts.excluding_uptake == 2.0
        with pytest.raises(ProblemsError, match="GXD-J002"):
            CarbonParts(fossil=2.0, of_which_land_management_fossil=2.5)

    def test_the_names_of_the_record(self):
        """Totals and parts as PACT v3 calls them."""
        made = CarbonParts(**WOOD).to_pact()
        assert made["pcfExcludingBiogenicUptake"] == 2.15
        assert made["pcfIncludingBiogenicUptake"] == 0.75
        assert made["biogenicCO2Uptake"] == -1.4

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("uptake", 1.4), ("land_management_removals", 0.1), ("technological_removals", 0.1),
            ("ccs_capture", 0.1), ("fossil", -2.0), ("land_use_change", -0.1),
            ("biogenic_non_co2", -0.05), ("land_management_biogenic_co2", -0.1),
        ],
    )  # fmt: skip
    def test_a_wrong_sign_is_refused_by_name(self, field, value):
        """An uptake of +1.4 would make 3.55 out of 0.75."""
        with pytest.raises(ProblemsError) as caught:
            CarbonParts(**{**WOOD, field: value})
        (problem,) = caught.value.problems
        assert (problem.code, problem.where) == ("GXD-J001", field)
        assert f"{-value:g}" in problem.en

    def test_all_wrong_signs_are_named_at_once(self):
        """Two faults, two findings."""
        with pytest.raises(ProblemsError) as caught:
            CarbonParts(fossil=-1, uptake=1)
        assert len(caught.value.problems) == 2

    @given(st.floats(0, 1e3), st.floats(0, 1e3), st.floats(0, 1e3))
    def test_including_is_never_above_excluding(self, fossil, other, uptake):
        """The uptake is all that lies between the two."""
        parts = CarbonParts(fossil=fossil, biogenic_non_co2=other, uptake=-uptake)
        assert parts.including_uptake <= parts.excluding_uptake
        assert parts.excluding_uptake - parts.including_uptake == pytest.approx(uptake, abs=1e-8)


class TestUptake:
    """Carbon in the product was CO2 in the air."""

    def test_carbon_times_44_over_12(self):
        """0.3 kg of carbon: −1.1 kg of CO2."""
        assert uptake_kg_co2e(0.3) == -1.1

    def test_no_carbon_no_uptake(self):
        """And no negative zero in the record."""
        assert str(uptake_kg_co2e(0)) == "0.0"

    def test_carbon_content_is_not_negative(self):
        """The sign comes with the uptake."""
        with pytest.raises(GxdError, match="GXD-H005"):
            uptake_kg_co2e(-0.3)


class TestDue:
    """When the biogenic part must be calculated."""

    def test_six_percent_of_carbon(self):
        """0.06 kg of biogenic carbon in 1 kg are 6 %, above 5 %."""
        assert biogenic_due(biogenic_carbon_percent(0.06, 1), 0)

    @pytest.mark.parametrize(
        ("carbon", "land", "due"),
        [
            (0, 0, False), (5, 3, False), (5.01, 0, True), (0, 3.01, True), (6, 4, True),
            (4, 4, True), (6, 2, True), (None, 0, True), (0, None, True), (0.1 + 0.2 + 4.7, 3, False),
        ],
    )  # fmt: skip
    def test_left_out_only_when_both_are_at_or_below(self, carbon, land, due):
        """Carbon above 5 % or land emissions above 3 %: due (checklist, not the guide's "or")."""
        assert bool(biogenic_due(carbon, land, PACT_V3)) is due

    def test_v2_counts_it_always(self):
        """Any biogenic carbon at all is due."""
        assert biogenic_due(0.1, 0, PACT_V2)

    def test_the_reasons_are_named(self):
        """One for each limit exceeded."""
        assert len(biogenic_due(6, 4).reasons) == 2
        assert "6 %" in biogenic_due(6, 0).reasons[0].ja

    def test_land_emissions_of_a_footprint(self):
        """0.1 of 2.15 kg are 4.7 %: due, even without biogenic carbon."""
        parts = CarbonParts(**WOOD)
        assert parts.land_emissions_percent == pytest.approx(100 * 0.1 / 2.15)
        assert biogenic_due(0, parts.land_emissions_percent)

    @pytest.mark.parametrize("call", [lambda: biogenic_due(-1, 0), lambda: biogenic_due(101, 0)])
    def test_percentages_that_cannot_be(self, call):
        """A share of the mass lies between 0 and 100."""
        with pytest.raises(GxdError, match="GXD-J004"):
            call()

    @pytest.mark.parametrize(("carbon", "mass"), [(1.1, 1), (-0.1, 1), (0.1, 0)])
    def test_carbon_is_a_part_of_the_mass(self, carbon, mass):
        """1.1 kg of carbon are not in 1 kg of product."""
        with pytest.raises(GxdError, match="GXD-J003"):
            biogenic_carbon_percent(carbon, mass)
