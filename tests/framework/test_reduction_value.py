"""What was cut, and who may say so: reductions, mass balance, data centres."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.reduction_value import (
    mass_balance,
    power_usage_effectiveness,
    reduced_emissions,
)

amounts = st.floats(0.01, 1e6)


def test_reduced_emissions_of_a_thousand_tonnes() -> None:
    """2.0 before, 1.2 now, 1,000 t: 800 t; a rise is a negative reduction and is not hidden."""
    assert reduced_emissions(2.0, 1.2, 1000) == pytest.approx(800)
    assert reduced_emissions(1.0, 1.5, 10) == pytest.approx(-5)


def test_all_of_a_reduction_on_a_part_of_the_product() -> None:
    """800 t on 400 t of product: those are at 0, the other 600 at the baseline, 1,200 t in all."""
    balance = mass_balance(
        {"claimed": 400, "rest": 600}, {"claimed": 2.0}, baseline_per_unit=2.0, actual_per_unit=1.2
    )
    assert balance.per_unit == {"claimed": 0.0, "rest": 2.0}
    assert balance.total == pytest.approx(1200)
    assert balance.total == pytest.approx(balance.physically)


@given(st.dictionaries(st.sampled_from("ABCDE"), amounts, min_size=1), amounts, st.data())
def test_nothing_is_counted_twice(
    lots: dict[str, float], baseline: float, data: st.DataObject
) -> None:
    """Whatever is claimed, all lots together carry at least what was physically emitted."""
    actual = data.draw(st.floats(0, baseline))
    achieved = (baseline - actual) * sum(lots.values())
    share = data.draw(st.floats(0, 1))
    first = min(lots)
    claim = min(baseline, achieved * share / lots[first])
    balance = mass_balance(lots, {first: claim}, baseline_per_unit=baseline, actual_per_unit=actual)
    assert balance.total >= balance.physically * (1 - 1e-6) - 1e-6
    assert balance.unclaimed == pytest.approx(achieved - claim * lots[first], rel=1e-6, abs=1e-3)


@pytest.mark.parametrize(
    ("claims", "code"),
    [({"A": 2.1}, "GXD-V013"), ({"A": 2.0, "B": 1.0}, "GXD-V014"), ({"C": 1}, "GXD-V012"),
     ({"A": -1}, "GXD-V011"), ({"A": "２。０"}, "GXD-V011")],
)  # fmt: skip
def test_a_claim_that_cannot_be_is_refused(claims: dict[str, float], code: str) -> None:
    """Above the baseline, above what was achieved, for no lot, negative, or no number."""
    with pytest.raises(GxdError) as caught:
        mass_balance({"A": 400, "B": 600}, claims, baseline_per_unit=2.0, actual_per_unit=1.2)
    assert caught.value.code == code


def test_sites_are_combined_by_their_energy() -> None:
    """1,000 MWh at 1.2 and 3,000 at 1.8 are 1.65, not the mean of 1.5."""
    both = power_usage_effectiveness({"A": 1000, "B": 3000}, {"A": 1.2, "B": 1.8})
    assert both == pytest.approx(1.65)


@pytest.mark.parametrize(
    ("energy", "pue", "code"),
    [({"A": 0}, {"A": 1.2}, "GXD-V015"), ({"A": 1}, {"A": 0.9}, "GXD-V015"),
     ({"A": 1}, {"B": 1.2}, "GXD-V016"), ({}, {}, "GXD-V016")],
)  # fmt: skip
def test_a_site_that_cannot_be_is_refused(energy, pue, code) -> None:
    """No IT energy, a PUE below one, or different sites."""
    with pytest.raises(GxdError) as caught:
        power_usage_effectiveness(energy, pue)
    assert caught.value.code == code


def test_a_footprint_balance_prints_for_people() -> None:
    """As a line and as a table, in Japanese."""
    balance = mass_balance({"A": 1}, {}, baseline_per_unit=2, actual_per_unit=1)
    assert "合計" in str(balance)
    assert "<table" in balance._repr_html_()
