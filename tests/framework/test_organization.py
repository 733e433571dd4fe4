"""A customer's share of an organization's emissions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework import ScopeEmissions, organization_footprint


def board_scopes() -> list[ScopeEmissions]:
    return [
        ScopeEmissions(
            int(row["scope"]),
            float(row["emissions_t_co2e"]),
            row["distribution_level"],
            row["distribution_index"],
            float(row["customer_amount"]),
            float(row["total_amount"]),
        )
        for row in datasets.rows("pc-board")
    ]


def test_the_board_of_the_pc_case():
    """(200 + 900) t x 100,000/1,000,000 + 12,500 t x 2 % = 360 t; per piece 3.60 kg."""
    footprint = organization_footprint(board_scopes(), units=100_000)
    assert footprint.total_kg_co2e == pytest.approx(3.60)


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=20).filter(lambda parts: sum(parts) > 0),
    st.floats(0, 1e6),
)
def test_customers_never_get_more_than_there_is(parts, tonnes):
    """The shares of all customers add up to the organization's emissions."""
    total = sum(parts)
    shares = [
        ScopeEmissions(1, tonnes, "site", "unit", min(part, total), total).customer_t_co2e
        for part in parts
    ]
    assert sum(shares) == pytest.approx(tonnes, rel=1e-9)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"level": "factory"}, "GXD-O001"),
        ({"index": "revenue"}, "GXD-O001"),
        ({"total": 0}, "GXD-O002"),
        ({"customer": 11}, "GXD-O003"),
        ({"customer": -1}, "GXD-O003"),
        ({"t_co2e": -5}, "GXD-O004"),
    ],
)
def test_what_cannot_be_is_refused_by_scope(change, code):
    """The sentence names the scope and the figure."""
    fields = {"scope": 2, "t_co2e": 5, "level": "site", "index": "unit", "customer": 1, "total": 10}
    with pytest.raises(GxdError, match=f"{code}.*Scope 2"):
        ScopeEmissions(**{**fields, **change})


def test_units_must_be_delivered():
    """Nothing delivered, no footprint per piece."""
    with pytest.raises(GxdError, match="GXD-O005"):
        organization_footprint(board_scopes(), units=0)
