"""How much of a footprint rests on primary data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework import Contribution, Footprint
from gxd_teach.framework.quality.primary_data import (
    Component,
    direct_emissions,
    explain,
    from_activity,
    grid_average_electricity,
    primary_data_share,
    purchased,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3


def test_the_share_is_weighted_by_emissions():
    """(800 x 36 + 1000 x 100) / 4290 = 30.0 %, not the simple mean 34.0 %."""
    parts = [
        purchased("A", 800, 36),
        purchased("B", 2400, 0),
        from_activity("C", 90, activity_primary=True, factor_primary=False),
        direct_emissions("own boiler", 1000),
    ]
    assert primary_data_share(parts) == pytest.approx(128_800 / 4290)
    assert round(primary_data_share(parts), 1) == 30.0


@pytest.mark.parametrize(
    ("activity", "factor", "share"),
    [(True, True, 100), (True, False, 0), (False, True, 0), (False, False, 0)],
)
def test_both_halves_must_be_primary(activity, factor, share):
    """Metered amounts with a database factor are not primary data."""
    part = from_activity("x", 1, activity_primary=activity, factor_primary=factor)
    assert part.primary_data_share == share


def test_own_direct_emissions_are_primary_and_grid_average_electricity_is_not():
    """100 % and 0 %: half the weight each gives 50 %."""
    parts = [direct_emissions("boiler", 3), grid_average_electricity("press", 3)]
    assert primary_data_share(parts) == 50


def test_an_unknown_share_counts_as_nothing_and_stays_in_the_denominator():
    """60 kg at 50 % and 40 kg unknown: 30 %, not 50 %."""
    assert primary_data_share([(60, 50), (40, None)]) == pytest.approx(30)
    assert primary_data_share([(60, 50), (40, float("nan"))]) == pytest.approx(30)


def test_a_removal_weighs_by_its_size():
    """+10 kg (50 %) and -2 kg (100 %): (500 + 200) / 12 = 58.3 %, not the signed 37.5 %."""
    assert primary_data_share([(10, 50), (-2, 100)]) == pytest.approx(700 / 12)


def test_the_suppliers_shares_pass_through_the_chain():
    """The PC case: chassis 32.25 % of Al 40 % and resin 25 %, then the PC 23.68 %."""
    chassis = primary_data_share(
        [
            purchased("aluminium", 9.6, 40),
            purchased("resin", 0.6, 25),
            grid_average_electricity("electricity", 2.115),
            purchased("truck", 0.0572, 0),
        ]
    )
    assert round(chassis, 2) == 32.25
    pc = primary_data_share(
        [
            purchased("chassis", 12.372, chassis),
            purchased("board", 3.6, 30),
            grid_average_electricity("assembly", 5.076),
            purchased("cardboard", 0.36),
        ]
    )
    assert pc == pytest.approx(23.68, abs=5e-3)


def test_the_table_shows_what_each_part_adds():
    """The points add up to the share, and the unknown part says so."""
    share = explain([("A", 800, 36), ("B", 2400, None), ("own", 1000, 100)])
    frame = share.to_frame()
    assert list(frame.iloc[:, 0]) == ["A", "B", "own"]
    assert frame.iloc[:, 4].sum() == pytest.approx(share.percent)
    assert frame.iloc[:, 2].sum() == pytest.approx(100)
    assert share.unknown == ["B"]
    assert "0 %" in frame.iloc[1, 5]
    assert "<table" in share._repr_html_()


def test_a_footprint_and_this_rule_agree():
    """The parts of a Footprint may be handed in as they are."""
    parts = (Contribution("Al", "raw_material", 9.6, 40), Contribution("kWh", "production", 2.4, 0))
    assert primary_data_share(parts) == Footprint("x", parts).primary_data_share == 32
    assert explain(parts).components[0].name == "Al"


def test_both_editions_weigh_alike():
    """v2 and v3 have the same formula."""
    parts = [(10, 50), (-2, None)]
    assert primary_data_share(parts, rules=PACT_V2) == primary_data_share(parts, rules=PACT_V3)


def test_a_footprint_of_nothing_has_no_primary_data():
    """Zero kilograms: nothing rests on anything."""
    assert primary_data_share([(0, 100)]) == 0


@pytest.mark.parametrize("share", [-1, 100.1, "a third", "３６", True])
def test_a_share_outside_0_to_100_is_refused_by_name(share):
    """The sentence names the component."""
    with pytest.raises(GxdError, match=r"GXD-P001.*resin"):
        Component("resin", 1, share)


def test_emissions_must_be_a_number():
    """Blank or infinite kilograms are refused."""
    for kg in (None, float("inf"), "9,6"):
        with pytest.raises(GxdError, match=r"GXD-P002.*resin"):
            Component("resin", kg, 10)


@pytest.mark.parametrize(("components", "code"), [([], "GXD-P003"), ([5], "GXD-P002")])
def test_what_is_not_a_list_of_components_is_refused(components, code):
    """No components, or bare numbers."""
    with pytest.raises(GxdError, match=code):
        primary_data_share(components)


@given(
    st.lists(
        st.tuples(st.floats(-1e9, 1e9), st.none() | st.floats(0, 100)), min_size=1, max_size=30
    )
)
def test_the_share_lies_between_0_and_100(components):
    """Whatever the signs and sizes."""
    assert 0 <= primary_data_share(components) <= 100


@given(st.lists(st.tuples(st.floats(0.01, 1e6), st.floats(0, 100)), min_size=2, max_size=10))
def test_grouping_by_supplier_first_changes_nothing(components):
    """The share of a sum is that of its parts, so shares may be passed along the chain."""
    head, tail = components[:1], components[1:]
    nested = [*head, (sum(kg for kg, _ in tail), primary_data_share(tail))]
    assert primary_data_share(nested) == pytest.approx(primary_data_share(components), abs=1e-6)
