"""Cut-off: recycled material as it comes, no credit for what happens later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.circularity import (
    check_packaging,
    material_kg_co2e,
    recycled_content_factor,
    waste_treatment,
)

MATERIAL = {"virgin_kg_co2e_per_kg": 8.0, "recycled_kg_co2e_per_kg": 1.0}


class TestRecycledContent:
    """(1 − r) × virgin + r × recycled."""

    def test_thirty_percent_recycled(self):
        """0.7 × 8.0 + 0.3 × 1.0 = 5.9 kg-CO2e/kg."""
        assert recycled_content_factor(30, **MATERIAL) == 5.9

    @pytest.mark.parametrize(("percent", "factor"), [(0, 8.0), (100, 1.0), (50, 4.5)])
    def test_the_ends_and_the_middle(self, percent, factor):
        """All virgin, all recycled, half and half."""
        assert recycled_content_factor(percent, **MATERIAL) == factor

    def test_a_mass_of_it(self):
        """1.2 kg × 5.9 = 7.08 kg."""
        assert material_kg_co2e(1.2, 30, **MATERIAL) == pytest.approx(7.08)

    def test_no_credit_for_recycling_after_use(self):
        """The next product counts it; here it would count twice."""
        with pytest.raises(GxdError, match=r"GXD-J011.*カットオフ"):
            recycled_content_factor(30, **MATERIAL, later_recycling_credit_kg_co2e_per_kg=2.0)

    @pytest.mark.parametrize("bad", [-1, 100.1])
    def test_a_percentage_is_between_0_and_100(self, bad):
        """The figure is in the sentence."""
        with pytest.raises(GxdError, match="GXD-J012"):
            recycled_content_factor(bad, **MATERIAL)

    @given(st.floats(0, 100), st.floats(0, 50), st.floats(0, 50))
    def test_between_virgin_and_recycled(self, percent, virgin, recycled):
        """A mixture never lies outside its two materials."""
        made = recycled_content_factor(
            percent, virgin_kg_co2e_per_kg=virgin, recycled_kg_co2e_per_kg=recycled
        )
        assert min(virgin, recycled) * (1 - 1e-9) <= made <= max(virgin, recycled) * (1 + 1e-9)


class TestWaste:
    """Who counts the treatment of waste."""

    @pytest.mark.parametrize(
        ("route", "approach", "own", "passed_on"),
        [
            ("landfill", "cut-off", 1.0, 0.0),
            ("単純焼却", "cut-off", 1.0, 0.0),
            ("排水処理", "cut-off", 1.0, 0.0),
            ("リサイクル", "cut-off", 0.0, 1.0),
            ("energy recovery", "cut-off", 0.0, 1.0),
            ("energy recovery", "polluter pays", 1.0, 0.0),
            ("recycling", "polluter pays", 0.0, 1.0),
        ],
    )
    def test_routes(self, route, approach, own, passed_on):
        """2 kg × 0.5 kg-CO2e/kg = 1 kg, counted once."""
        made = waste_treatment(2, 0.5, route, approach=approach)
        assert (made.kg_co2e, made.passed_on_kg_co2e) == (own, passed_on)

    def test_nothing_is_credited_for_what_is_displaced(self):
        """Neither for material nor for energy."""
        with pytest.raises(GxdError, match="GXD-J011"):
            waste_treatment(2, 0.5, "energy recovery", avoided_kg_co2e=0.3)

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ({"route": "elsewhere"}, "GXD-J013"),
            ({"approach": "credit"}, "GXD-J014"),
            ({"kg": -1}, "GXD-H005"),
        ],
    )
    def test_refused(self, options, code):
        """What is not known is not guessed."""
        fields = {"kg": 2, "kg_co2e_per_kg": 0.5, "route": "landfill", **options}
        with pytest.raises(GxdError, match=code):
            waste_treatment(**fields)


class TestPackaging:
    """The flag and the value belong together."""

    @pytest.mark.parametrize(
        ("included", "value", "codes"),
        [
            (True, 0.36, []),
            (True, None, []),
            (False, None, []),
            (False, 0.36, ["GXD-J015"]),
            (False, 0, ["GXD-J015"]),
            (None, None, ["GXD-J016"]),
            (True, -0.1, ["GXD-J017"]),
            (True, 5.0, ["GXD-J018"]),
        ],
    )
    def test_flag_and_value(self, included, value, codes):
        """A value under a flag of false is invalid, even if it is 0."""
        found = check_packaging(included, value, total_kg_co2e=4.0)
        assert [problem.code for problem in found] == codes
