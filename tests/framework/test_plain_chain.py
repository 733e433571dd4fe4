"""The plain version that learners read: the same answers, loops and long chains included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.supplychain.plain import plain_footprints, suppliers_first

PC = {
    "PC": {"chassis": 1, "board": 1, "power": 12, "cardboard": 0.4},
    "chassis": {"Al": 1.2, "resin": 0.3, "power": 5, "truck": 0.6},
}
PC_DIRECT = {
    "PC": 0, "chassis": 0, "board": 3.6, "power": 0.423, "cardboard": 0.9, "Al": 8, "resin": 2,
    "truck": 0.09531,
}  # fmt: skip


class TestAnswers:
    """Numbers one can check with a pencil."""

    def test_the_pc(self):
        """Chassis 12.372 + board 3.60 + 12 kWh + 0.4 kg cardboard = 21.408 kg."""
        assert plain_footprints(PC, PC_DIRECT)["PC"] == pytest.approx(21.408, abs=5e-4)

    def test_electricity_and_fuel(self):
        """1,000 kWh emit 120 kg (Heijungs and Suh 2002, chapter 2)."""
        found = plain_footprints({"electricity": {"fuel": 0.2}}, {"electricity": 0.1, "fuel": 0.1})
        assert 1000 * found["electricity"] == pytest.approx(120)

    @pytest.mark.parametrize("gain", [0.1, 0.9, 0.99, 0.999])
    def test_a_loop_adds_a_geometric_series(self, gain):
        """A loop that gives back the part r multiplies by 1/(1 - r)."""
        links = {"steel": {"power": 0.5}, "power": {"steel": gain / 0.5}}
        found = plain_footprints(links, {"steel": 1.0, "power": 0.0})
        assert found["steel"] == pytest.approx(1 / (1 - gain), rel=1e-9)

    def test_a_product_of_its_own(self):
        """A mill that uses a tenth of its own flour makes 1/0.9."""
        assert plain_footprints({"flour": {"flour": 0.1}}, {"flour": 0.9})[
            "flour"
        ] == pytest.approx(1)


class TestOrder:
    """Who can calculate first."""

    @given(st.permutations(list(PC_DIRECT)))
    def test_suppliers_come_before_their_buyers(self, products):
        """In whatever order the products are listed."""
        order = suppliers_first(PC, dict.fromkeys(products, 1.0))
        for buyer, bought in PC.items():
            assert all(order.index(supplier) < order.index(buyer) for supplier in bought)

    def test_a_loop_does_not_hold_up_the_rest(self):
        """What feeds a loop is calculated before it, and its customers after one of it has begun."""
        links = {"shop": {"A": 1}, "A": {"B": 0.1, "ore": 1}, "B": {"A": 0.1}}
        order = suppliers_first(links, dict.fromkeys(["shop", "A", "B", "ore"], 1.0))
        assert order[0] == "ore"
        assert order[1] in {"A", "B"}
        assert order.index("shop") > order.index("A")

    @pytest.mark.parametrize("top_first", [True, False])
    @pytest.mark.parametrize("gain", [0.0, 0.5])
    def test_fifty_thousand_tiers(self, top_first, gain):
        """No recursion: a chain of 50,000 tiers, open or closed to a ring, in either order."""
        n = 50_000
        names = [f"p{i}" for i in range(n)]
        links = {names[i]: {names[i + 1]: 1.0} for i in range(n - 1)}
        if gain:
            links[names[-1]] = {names[0]: gain}
        listed = names if top_first else names[::-1]
        found = plain_footprints(links, dict.fromkeys(listed, 1.0))
        assert found["p0"] == pytest.approx(n / (1 - gain), rel=1e-9)


class TestRefusals:
    """What can not be made, or not be meant."""

    @pytest.mark.parametrize(("there", "back"), [(0.5, 2.0), (0.5, 2.1), (1e6, 1e6), (10, 0.1)])
    def test_a_loop_that_needs_itself_whole_is_named(self, there, back):
        """The loop's products stand in the sentence, its customers and suppliers do not."""
        links = {"shop": {"A": 1}, "A": {"B": there, "ore": 5}, "B": {"A": back}}
        with pytest.raises(GxdError, match="GXD-Y009") as caught:
            plain_footprints(links, dict.fromkeys(["shop", "A", "B", "ore"], 1.0))
        said = str(caught.value)
        assert "A ← B ← A" in said or "B ← A ← B" in said
        assert "shop" not in said
        assert "ore" not in said

    @pytest.mark.parametrize("amount", [-0.1, float("nan"), float("inf")])
    def test_amounts_are_zero_or_more(self, amount):
        """Nobody buys minus a tenth of a kilogram."""
        with pytest.raises(GxdError, match="GXD-Y004"):
            plain_footprints({"A": {"B": amount}}, {"A": 1, "B": 1})

    @pytest.mark.parametrize(
        ("inputs", "direct", "code"),
        [
            (None, {}, "GXD-Y002"),
            ({"A": ["B"]}, {"A": 1}, "GXD-Y002"),
            ({"A": {"B": "1"}}, {"A": 1}, "GXD-Y004"),
            ({"A": {"B": 1}}, {"A": float("nan")}, "GXD-Y013"),
            ({"A": {"B": 1}}, {"A": "x"}, "GXD-Y013"),
        ],
    )
    def test_other_things_are_refused_by_name(self, inputs, direct, code):
        """Lists, texts and what is not known: each gets its sentence."""
        with pytest.raises(GxdError, match=code):
            plain_footprints(inputs, direct)

    def test_what_overflows_without_a_loop_is_no_loop(self):
        """A million of each in 60 tiers is too much to count, and nobody needs itself."""
        links = {f"p{i}": {f"p{i + 1}": 1e6} for i in range(60)}
        with pytest.raises(GxdError, match="GXD-Y010"):
            plain_footprints(links, {f"p{i}": 1.0 for i in range(61)})
