"""A customer's share of an organization's emissions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework import ScopeEmissions, market_based, organization_footprint
from gxd_teach.framework.distribution import ScopeTotal, conserves, distribute
from gxd_teach.framework.organization import compare_levels, organization_extension


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
        ({"t_co2e": math.nan}, "GXD-O004"),
        ({"total": math.nan}, "GXD-O002"),
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


def test_a_scope_is_one_two_or_three():
    """There is no Scope 4."""
    with pytest.raises(GxdError, match=r"GXD-O006.*Scope 4"):
        ScopeEmissions(4, 5, "site", "unit", 1, 10)


def whole_organization() -> list[ScopeEmissions]:
    return [
        ScopeEmissions(scope, tonnes, "organization", "production", 2, 100)
        for scope, tonnes in ((1, 500), (2, 2000), (3, 12_500))
    ]


class TestLevels:
    """Another level is another number for the same delivery, and never silently."""

    def test_all_at_organization_level(self):
        """(500 + 2,000 + 12,500) t x 2 % = 300 t; per piece 3.0 kg."""
        footprint = organization_footprint(whole_organization(), units=100_000)
        assert footprint.total_kg_co2e == pytest.approx(3.0)

    def test_the_gap_is_explained_by_scope(self):
        """3.6 kg by site, 3.0 kg by organization: -0.1 kg in Scope 1, -0.5 kg in Scope 2."""
        gap = compare_levels(board_scopes(), whole_organization(), units=100_000)
        assert (gap.first_kg_co2e, gap.second_kg_co2e) == pytest.approx((3.6, 3.0))
        assert gap.difference_kg_co2e == pytest.approx(-0.6)
        assert [text.ja[:7] for text in gap.explanation] == ["Scope 1", "Scope 2"]
        assert gap.to_frame().iloc[:, 5].tolist() == pytest.approx([-0.1, -0.5, 0.0])


class TestExtension:
    """The organization object of the consortium's extension."""

    def test_levels_and_indexes_of_the_three_scopes(self):
        """Text throughout, the categories too."""
        made = organization_extension(board_scopes(), scope3_categories=[1, 4], level_comment="S1")
        assert made == {
            "scope3Category": ["1", "4"],
            "scope1DistributionLevel": "site",
            "scope1DistributionIndex": "unit",
            "scope2DistributionLevel": "site",
            "scope2DistributionIndex": "unit",
            "scope3DistributionLevel": "organization",
            "scope3DistributionIndex": "production",
            "distributionLevelComment": "S1",
        }

    def test_what_the_object_cannot_say_is_refused(self):
        """All three levels are mandatory, one each; categories run from 1 to 15."""
        scopes = board_scopes()
        with pytest.raises(GxdError, match=r"GXD-O007.*Scope 3"):
            organization_extension(scopes[:2])
        with pytest.raises(GxdError, match=r"GXD-O008.*Scope 1"):
            organization_extension([*scopes, *whole_organization()])
        with pytest.raises(GxdError, match="GXD-O009"):
            organization_extension(scopes, scope3_categories=[16])


def totals() -> list[ScopeTotal]:
    return [
        ScopeTotal(1, 200, "site", "unit", 1_000_000),
        ScopeTotal(2, 900, "site", "unit", 1_000_000),
        ScopeTotal(3, 12_500, "organization", "production", 100),
    ]


class TestDistribution:
    """Several customers of one organization."""

    def test_two_customers(self):
        """A takes 100,000 of a million and 2 %: 20 + 90 + 250 = 360 t, 3.6 kg a piece."""
        made = distribute(
            totals(),
            {"A": {1: 100_000, 2: 100_000, 3: 2}, "B": {1: 500_000, 2: 500_000, 3: 50}},
        )
        assert made.by_customer == pytest.approx({"A": 360, "B": 100 + 450 + 6250})
        assert made.kg_co2e_per_unit("A", units=100_000) == pytest.approx(3.6)
        assert made.remaining_t_co2e == pytest.approx(13_600 - 360 - 6_800)

    def test_customers_who_take_more_than_there_is_are_named(self):
        """60 % and 50 % of production: 10 too much, in Scope 3."""
        with pytest.raises(GxdError, match=r"GXD-O012.*Scope 3.*A 60, B 50.*10 "):
            distribute(totals()[2:], {"A": 60, "B": 50})

    def test_tenths_add_up_to_one(self):
        """0.1 + 0.2 + 0.7 of 1.0 is all of it, whatever binary floats make of it."""
        scope = ScopeTotal(1, 100, "site", "volume", 1.0)
        made = distribute([scope], {"A": 0.1, "B": 0.2, "C": 0.7})
        assert made.remaining_t_co2e == pytest.approx(0, abs=1e-9)

    @pytest.mark.parametrize(
        ("amounts", "code"),
        [
            ({1: 100, 2: 100}, "GXD-O013"),
            (100, "GXD-O013"),
            ({1: 100, 2: 100, 3: 2, 4: 1}, "GXD-O014"),
            ({1: 100, 2: 100, 3: -2}, "GXD-O010"),
        ],
    )
    def test_what_is_not_said_is_not_assumed(self, amounts, code):
        """A missing amount is not zero, and one number does not fit two indexes."""
        with pytest.raises(GxdError, match=f"{code}.*A"):
            distribute(totals(), {"A": amounts})

    def test_a_scope_at_two_levels_counts_twice(self):
        """The organization's Scope 1 holds the site's."""
        both = [*totals(), ScopeTotal(1, 500, "organization", "production", 100)]
        with pytest.raises(GxdError, match=r"GXD-O015.*Scope 1"):
            distribute(both, {})

    def test_two_sites_are_told_apart_by_name(self):
        """Each customer buys from each site what it buys there."""
        sites = [
            ScopeTotal(1, 100, "site", "unit", 10, name="東"),
            ScopeTotal(1, 300, "site", "unit", 20, name="西"),
        ]
        made = distribute(sites, {"A": {"東": 5, "西": 4}})
        assert made.by_customer == {"A": 50 + 60}
        with pytest.raises(GxdError, match="GXD-O016"):
            distribute([sites[0], sites[0]], {})

    def test_an_unknown_customer_is_refused(self):
        """The known ones are listed."""
        with pytest.raises(GxdError, match=r"GXD-O011.*A"):
            distribute(totals()[2:], {"A": 60}).t_co2e("Z")

    @given(
        st.lists(st.floats(0, 1e6), min_size=1, max_size=12).filter(lambda parts: sum(parts) > 0),
        st.floats(0, 1e6),
        st.floats(1, 3),
    )
    def test_the_sum_over_customers_never_exceeds_the_organization(self, parts, tonnes, spare):
        """By construction, for any customers that fit into the whole."""
        scope = ScopeTotal(1, tonnes, "site", "unit", sum(parts) * spare)
        made = distribute([scope], {str(i): part for i, part in enumerate(parts)})
        assert conserves(made.total_t_co2e, made.by_customer)


class TestConservation:
    """The sum over the customers against the organization."""

    @pytest.mark.parametrize(
        ("parts", "kept"),
        [
            ({"A": 60, "B": 40}, True),
            ({"A": 60, "B": 30}, True),
            ({"A": 60, "B": 41}, False),
            ({"A": 60}, True),
            ([0.1] * 1000, True),
            ([], True),
        ],
    )
    def test_true_or_false(self, parts, kept):
        """All customers count, not only one."""
        assert bool(conserves(100, parts)) is kept

    def test_the_excess_is_named(self):
        """60 and 45 of 100 are 5 too much."""
        verdict = conserves(100, {"A": 60, "B": 45})
        assert verdict.excess == 5
        assert "5" in str(verdict)

    def test_a_negative_part_would_hide_an_excess(self):
        """It is refused by name."""
        with pytest.raises(GxdError, match=r"GXD-O010.*B"):
            conserves(100, {"A": 110, "B": -10})


def test_nothing_and_an_impossible_share_are_refused():
    """No scopes is no footprint of zero, and 140 % is no share."""
    with pytest.raises(GxdError, match="GXD-O017"):
        organization_footprint([], units=1)
    with pytest.raises(GxdError, match="GXD-O018"):
        organization_footprint(board_scopes(), units=1, primary_data_share=140)


def test_a_million_pieces_are_written_out():
    """1,234,567 pieces are read as that in every table and sentence, never as 1.23457e+06."""
    scope = ScopeEmissions(1, 1_234_567, "site", "unit", 234_567, 1_234_567)
    assert "234,567/1,234,567" in organization_footprint([scope], units=1)._repr_html_()
    assert "1,234,567 ≤ 2,000,000" in str(conserves(2_000_000, [1_234_567]))
    with pytest.raises(GxdError, match=r"A 1,234,567.*34,567 "):
        distribute([ScopeTotal(1, 200, "site", "unit", 1_200_000)], {"A": 1_234_567})
    with pytest.raises(GxdError, match=r"1,234,567 kWh"):
        market_based(1_000_000, 1_234_567)
