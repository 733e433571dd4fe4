"""One process, several products: the tree, the shares, and the sentence for the record."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.allocation import (
    CoProduct,
    SectorRule,
    Substitute,
    allocate,
    co_products_from,
    decision_tree,
    value_ratio,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3

MASSES = {"A": 8, "B": 2}


def with_prices(a: float, b: float) -> tuple[CoProduct, ...]:
    return co_products_from(masses=MASSES, prices={"A": a, "B": b})


class TestRatio:
    """Highest over lowest value: above 5 economic, otherwise physical."""

    def test_below_five_the_mass_decides(self):
        """Prices 3 and 2: ratio 1.5, so 8 kg and 2 kg share 80 to 20."""
        made = allocate(with_prices(3, 2))
        assert (made.branch, made.ratio, made.of(100)) == ("physical", 1.5, {"A": 80, "B": 20})

    def test_above_five_the_value_decides(self):
        """Prices 1 and 10: ratio 10; values 8 × 1 and 2 × 10 give 28.6 and 71.4 %."""
        made = allocate(with_prices(1, 10))
        assert (made.branch, made.ratio) == ("economic", 10)
        assert made.percent == pytest.approx({"A": 800 / 28, "B": 2000 / 28})

    @pytest.mark.parametrize("prices", [(5, 1), (0.35, 0.07), (1.5, 0.3)])
    def test_exactly_five_is_not_above(self, prices):
        """At 5 the mass decides, whatever binary floats make of 0.35 / 0.07."""
        assert allocate(with_prices(*prices)).branch == "physical"
        assert allocate(with_prices(*prices), physical_relation=False).branch == "economic"

    def test_the_ratio_is_highest_over_lowest(self):
        """500, 10 and 400: 50, not the 1.25 of the first and the last."""
        products = co_products_from(values={"copper": 500, "stone": 10, "silver": 400})
        made = allocate(products)
        assert (made.branch, made.ratio) == ("economic", 50)
        assert made.shares["stone"] == pytest.approx(10 / 910)

    def test_a_total_value_is_read_as_its_price(self):
        """3 a kilogram for 8 kg is a value of 24: the same products, the same branch."""
        as_prices = with_prices(3, 2)
        as_values = co_products_from(masses=MASSES, values={"A": 24, "B": 4})
        assert value_ratio(as_prices) == value_ratio(as_values) == 1.5
        assert allocate(as_prices).shares == allocate(as_values).shares

    def test_the_mine_by_value_and_by_price(self):
        """Prices 500, 10, 400 with masses 0.12, 2.4, 0.04 give 60, 24 and 16 %."""
        products = co_products_from(
            masses={"a": 0.12, "b": 2.4, "c": 0.04}, prices={"a": 500, "b": 10, "c": 400}
        )
        assert allocate(products).percent == pytest.approx({"a": 60, "b": 24, "c": 16})


class TestTree:
    """The order of the questions is the edition's."""

    def test_v3_asks_the_sector_rule_first_v2_avoids_first(self):
        """The ratio comes last in both."""
        v3 = [question.key for question in decision_tree(PACT_V3)]
        v2 = [question.key for question in decision_tree(PACT_V2)]
        assert v3[:3] == ["sector rule?", "subdivision?", "system expansion?"]
        assert v2[:3] == ["subdivision?", "system expansion?", "sector rule?"]
        assert v2[3:] == v3[3:] == ["ratio?", "physical relation?"]

    def test_both_possible_the_edition_decides(self):
        """With a sector rule and a subdivision at hand, v3 takes the rule and v2 subdivides."""
        options = {"sector_rule": SectorRule("PCR 1", "mass"), "subdivision": {"A": 30, "B": 10}}
        assert allocate(with_prices(1, 10), rules=PACT_V3, **options).branch == "sector rule"
        assert allocate(with_prices(1, 10), rules=PACT_V2, **options).branch == "subdivision"

    def test_the_path_holds_the_questions_and_answers(self):
        """No three times, then the ratio, leads to economic allocation."""
        made = allocate(with_prices(1, 10))
        assert [answer.yes for answer in made.path] == [False, False, False, True]
        assert "5" in made.path[-1].question.en

    def test_a_sector_rule_needs_the_safeguards_in_v3(self):
        """Without them the tree goes on; v2 does not ask."""
        rule = SectorRule("PCR 1", "mass", safeguards_met=False)
        assert allocate(with_prices(1, 10), sector_rule=rule).branch == "economic"
        assert allocate(with_prices(1, 10), sector_rule=rule, rules=PACT_V2).of(100)["A"] == 80

    def test_a_sector_rule_may_have_its_own_weights(self):
        """Weights 3 to 1 are 75 and 25 %."""
        made = allocate(with_prices(1, 10), sector_rule=SectorRule("PCR 2", {"A": 3, "B": 1}))
        assert made.percent == {"A": 75, "B": 25}

    def test_subdivision_gives_each_product_its_own_process(self):
        """30 and 10 kg in the sub-processes: 75 and 25 %."""
        assert allocate(with_prices(3, 2), subdivision={"A": 30, "B": 10}).percent == {
            "A": 75,
            "B": 25,
        }

    def test_subdivision_without_figures_has_nothing_to_share_out(self):
        """The branch is named, the figures are asked for."""
        made = allocate(with_prices(3, 2), subdivision=True)
        assert (made.branch, made.shares) == ("subdivision", {})
        with pytest.raises(GxdError, match="GXD-A010"):
            made.of(100)

    def test_substitution_with_one_dominant_substitute(self):
        """The by-product carries the 20 kg it saves elsewhere, the main product the other 80."""
        heat = Substitute("B", "heat from a gas boiler", 20)
        made = allocate(with_prices(1, 10), substitutes=[heat], total_kg_co2e=100)
        assert (made.branch, made.of(100)) == ("system expansion", {"A": 80, "B": 20})

    @pytest.mark.parametrize(
        "substitutes",
        [
            [Substitute("B", "gas", 20, dominant=False)],
            [Substitute("B", "gas", 20), Substitute("B", "oil", 30)],
            [Substitute("A", "x", 20), Substitute("B", "gas", 20)],
        ],
    )
    def test_without_it_the_tree_goes_on(self, substitutes):
        """Two candidates, or none that dominates: no substitution."""
        made = allocate(with_prices(3, 2), substitutes=substitutes, total_kg_co2e=100)
        assert made.branch == "physical"


class TestDescription:
    """The sentence for allocationRulesDescription."""

    def test_it_says_rule_ratio_method_and_shares(self):
        """In both languages."""
        said = allocate(with_prices(1, 10)).description
        for word in ("10", "5 超", "経済的配分", "28.57 %"):
            assert word in said.ja
        for word in ("10", "above 5", "Economic", "71.43 %"):
            assert word in said.en

    def test_at_five_it_says_not_above(self):
        """And why physical was not taken, where it was not."""
        said = allocate(with_prices(5, 1), physical_relation=False).description
        assert "5 以下" in said.ja
        assert "物理量は本来の関係を表さない" in said.ja


class TestRefusals:
    """By name, with what to do."""

    @pytest.mark.parametrize(
        ("products", "code", "word"),
        [
            (lambda: [CoProduct("A", 8, 3)], "GXD-A001", "1"),
            (lambda: [CoProduct("A", 8, 3), CoProduct("A", 2, 2)], "GXD-A002", "A"),
            (
                lambda: [CoProduct("A", 8, 3), CoProduct("sludge", 2, 0)],
                "GXD-A003",
                "sludge.*廃棄物",
            ),
            (lambda: [CoProduct("A", 8, 3), CoProduct("B", 2, -2)], "GXD-A003", "B"),
            (lambda: [CoProduct("A", 0, 3), CoProduct("B", 2, 2)], "GXD-A003", "A.*質量"),
            (lambda: [CoProduct("A", -8, 3), CoProduct("B", 2, 2)], "GXD-A003", "A.*質量"),
            (lambda: [CoProduct("A", 8, 3), CoProduct("B", 2, 2, unit="t")], "GXD-A004", "B"),
            (lambda: [CoProduct("A", 8, 3), CoProduct("B", 2, 2, currency="USD")], "GXD-A004", "B"),
            (lambda: [CoProduct("A", 8, 3), CoProduct("B", 2)], "GXD-A005", "B.*価格"),
            (lambda: [CoProduct("A", price=9), CoProduct("B", price=1)], "GXD-A005", "質量"),
            (lambda: [CoProduct("A", 8, 3, value=25), CoProduct("B", 2, 2)], "GXD-A006", "A"),
            (lambda: [CoProduct("A", 8, float("nan")), CoProduct("B", 2, 2)], "GXD-N001", "A"),
        ],
    )
    def test_products_that_cannot_be_shared_between(self, products, code, word):
        """The product is in the sentence."""
        with pytest.raises(GxdError, match=f"{code}.*{word}"):
            allocate(products())

    def test_options_that_do_not_fit(self):
        """Unknown names, no total, more substituted than emitted."""
        with pytest.raises(GxdError, match="GXD-A007"):
            allocate(with_prices(3, 2), subdivision={"A": 1, "C": 1})
        with pytest.raises(GxdError, match="GXD-A007"):
            allocate(with_prices(3, 2), subdivision={"A": 1})
        with pytest.raises(GxdError, match="GXD-A008"):
            allocate(with_prices(3, 2), substitutes=[Substitute("B", "gas", 20)])
        with pytest.raises(GxdError, match="GXD-A009"):
            allocate(
                with_prices(3, 2), substitutes=[Substitute("B", "gas", 200)], total_kg_co2e=100
            )


positive = st.floats(1e-3, 1e6)


@given(
    st.lists(st.tuples(positive, positive), min_size=2, max_size=8),
    st.floats(0, 1e9),
    st.booleans(),
    st.sampled_from([PACT_V2, PACT_V3]),
)
def test_allocation_conserves(rows, total, physical, rules):
    """Whatever the branch, the shares are one and the parts are the total."""
    products = [CoProduct(str(i), mass, price) for i, (mass, price) in enumerate(rows)]
    made = allocate(products, physical_relation=physical, rules=rules)
    assert sum(made.exact_shares.values()) == 1
    assert all(share > 0 for share in made.exact_shares.values())
    assert math.fsum(made.shares.values()) == pytest.approx(1, abs=1e-15)
    assert math.fsum(made.of(total).values()) == pytest.approx(total, rel=1e-14)
    assert made.branch == ("economic" if made.ratio > 5 or not physical else "physical")
