"""What belongs to a cradle-to-gate footprint, and what may be left out of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.boundary import (
    FLOW_KINDS,
    classify,
    classify_all,
    exclusion_allowed,
    exempted_emissions_percent,
    largest_exclusion,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3

SHARES = {"A": 50, "B": 30, "C": 15, "D": 2.4, "E": 1.4, "F": 0.7, "G": 0.5}


class TestFlows:
    """In, out, or reported separately."""

    @pytest.mark.parametrize(
        ("flow", "v2", "v3"),
        [
            ("原材料", "in", "in"), ("調達輸送", "in", "in"), ("inbound transport", "in", "in"),
            ("電力", "in", "in"), ("包装", "in", "in"), ("廃棄物処理", "in", "in"),
            ("process emissions", "in", "in"), ("capital goods", "out", "out"),
            ("通勤", "out", "out"), ("出張", "out", "out"), ("R&D", "out", "out"),
            ("研究開発", "out", "out"), ("出荷輸送", "out", "separate"),
            ("outbound storage", "out", "separate"), ("使用段階", "out", "out"),
            ("end-of-life", "out", "out"), ("クレジット", "out", "out"),
        ],
    )  # fmt: skip
    def test_verdicts(self, flow, v2, v3):
        """Only transport and storage after the gate differ: v3 reports them apart."""
        assert (classify(flow, PACT_V2).verdict, classify(flow, PACT_V3).verdict) == (v2, v3)

    def test_twelve_flows_sorted(self):
        """Capital goods, commuting and R&D are out; outbound transport is separate."""
        flows = ["原材料", "調達輸送", "電力", "燃料", "包装", "廃棄物処理", "冷媒の漏えい",
                 "資本財", "通勤", "研究開発", "出荷輸送", "製品の使用"]  # fmt: skip
        made = classify_all(flows)
        assert made["out"] == ["資本財", "通勤", "研究開発", "製品の使用"]
        assert made["separate"] == ["出荷輸送"]
        assert len(made["in"]) == 7

    @pytest.mark.parametrize(
        ("flow", "near"), [("輸送", "調達輸送"), ("保管", "出荷後の保管"), ("xyz", "原材料")]
    )
    def test_what_is_not_clear_is_asked_back(self, flow, near):
        """輸送 alone may be before or after the gate."""
        with pytest.raises(GxdError, match="GXD-W001") as caught:
            classify(flow)
        assert near in str(caught.value)

    def test_no_name_means_two_kinds(self):
        """Every word of the table belongs to one kind, and every kind has its reason."""
        for kind in FLOW_KINDS:
            assert kind.reason.ja
            assert kind.reason.en
            for word in (kind.key, kind.name.ja, kind.name.en, *kind.words):
                assert classify(word).kind == kind.key


class TestExclusion:
    """Exemption (cut-off)."""

    def test_v2_needs_every_process_above_one_percent(self):
        """{2.4, 1.4, 0.7, 0.5} is 5.0 % in all, but 2.4 and 1.4 are above 1 %."""
        verdict = exclusion_allowed(SHARES, list("DEFG"), PACT_V2)
        assert not verdict
        assert verdict.percent == 5.0
        assert [reason.ja[:3] for reason in verdict.reasons] == ["「D」", "「E」"]
        assert exclusion_allowed(SHARES, ["F", "G"], PACT_V2)

    def test_every_reason_is_given(self):
        """A set that breaks both rules hears of both."""
        assert len(exclusion_allowed(SHARES, ["C"], PACT_V2).reasons) == 2

    def test_v3_counts_the_total_only(self):
        """2.4 + 0.5 = 2.9 % is within 3 %; 2.4 + 0.7 = 3.1 % is not."""
        assert exclusion_allowed(SHARES, ["D", "G"])
        assert not exclusion_allowed(SHARES, ["D", "F"])

    @pytest.mark.parametrize(
        ("parts", "rules", "allowed"),
        [
            ((1.0, 1.0, 1.0, 1.0, 1.0), PACT_V2, True),  # exactly 5 %, each exactly 1 %
            ((1.01,), PACT_V2, False),
            ((1.0, 1.0, 1.0, 1.0, 1.0, 0.01), PACT_V2, False),
            ((0.7, 0.5, 1.8), PACT_V3, True),  # exactly 3 %
            ((0.1, 0.2, 2.7), PACT_V3, True),  # 3.0000000000000004 to a binary float
            ((3.01,), PACT_V3, False),
        ],
    )
    def test_the_limits_are_included(self, parts, rules, allowed):
        """At most means at most: exactly 5 %, 3 % or 1 % may be left out."""
        shares = {str(i): part for i, part in enumerate(parts)}
        assert bool(exclusion_allowed(shares, list(shares), rules, total=100)) is allowed

    def test_emissions_serve_as_well_as_percentages(self):
        """Kilograms are turned into shares of their sum."""
        kilograms = {name: share * 0.2 for name, share in SHARES.items()}
        assert exclusion_allowed(kilograms, ["E", "F", "G"]).percent == pytest.approx(2.6)

    def test_rounded_percentages_are_asked_about_where_it_decides(self):
        """3.0 of 99.9: 3.0 % of a hundred, or 3.003 % of the sum?"""
        shares = {"main": 96.9, "small": 3.0}
        with pytest.raises(GxdError, match=r"GXD-W005.*total=100"):
            exclusion_allowed(shares, ["small"])
        assert exclusion_allowed(shares, ["small"], total=100)
        assert not exclusion_allowed(shares, ["small"], total=99.9)

    @pytest.mark.parametrize(
        ("shares", "excluded", "code"),
        [
            (SHARES, ["H"], "GXD-W002"),
            ({"A": 99, "B": -1}, ["B"], "GXD-W003"),
            ({"A": 0, "B": 0}, ["B"], "GXD-W004"),
            ({"A": 80, "B": float("nan")}, ["B"], "GXD-N001"),
        ],
    )
    def test_what_cannot_be_judged_is_refused(self, shares, excluded, code):
        """The name or the figure is in the sentence."""
        with pytest.raises(GxdError, match=code):
            exclusion_allowed(shares, excluded)


class TestLargest:
    """The largest set that may be left out."""

    def test_smallest_first(self):
        """v3: 0.5 + 0.7 + 1.4 = 2.6 %; with 2.4 it would be 5.0 %. v2: 0.5 + 0.7 = 1.2 %."""
        v3, v2 = largest_exclusion(SHARES), largest_exclusion(SHARES, PACT_V2)
        assert (v3.excluded, v3.percent) == (("E", "F", "G"), 2.6)
        assert (v2.excluded, v2.percent) == (("F", "G"), 1.2)

    def test_most_emissions(self):
        """v3: 2.4 + 0.5 = 2.9 % is more than 2.6 %."""
        assert largest_exclusion(SHARES, by="share").excluded == ("D", "G")

    def test_of_equal_sums_the_one_with_more_processes(self):
        """3.0 alone, or 2.0 and 1.0."""
        shares = {"one": 3.0, "two": 2.0, "three": 1.0, "rest": 94}
        assert largest_exclusion(shares, by="share").excluded == ("two", "three")

    def test_too_many_candidates_are_refused_with_the_way_out(self):
        """Sixty processes of unlike size: the exact search says so, smallest first still works."""
        shares = {str(i): 1 + (i * 7919 % 1000) / 999983 for i in range(60)} | {"rest": 1000}
        with pytest.raises(GxdError, match=r"GXD-W007.*count"):
            largest_exclusion(shares, by="share")
        assert largest_exclusion(shares)

    @given(
        st.lists(st.integers(0, 60), min_size=1, max_size=9),
        st.sampled_from([PACT_V2, PACT_V3]),
    )
    def test_no_set_is_larger(self, tenths, rules):
        """Compared with every subset: no allowed one has more emissions, or more processes."""
        shares = {str(i): tenth / 10 for i, tenth in enumerate(tenths)} | {"rest": 500}
        allowed = [
            names
            for count in range(len(tenths) + 1)
            for names in combinations(list(shares)[:-1], count)
            if exclusion_allowed(shares, names, rules)
        ]
        most = max(sum(Fraction(str(shares[n])) for n in names) for names in allowed)
        by_share = largest_exclusion(shares, rules, by="share").excluded
        assert sum(Fraction(str(shares[n])) for n in by_share) == most
        assert len(largest_exclusion(shares, rules).excluded) == max(map(len, allowed))

    @given(
        st.lists(st.floats(0, 10), min_size=1, max_size=8),
        st.sampled_from([PACT_V2, PACT_V3]),
        st.data(),
    )
    def test_a_part_of_an_allowed_set_is_allowed(self, kilograms, rules, data):
        """Leaving out less is never forbidden where leaving out more is allowed."""
        shares = {str(i): kg for i, kg in enumerate(kilograms)} | {"rest": 200}
        names = data.draw(st.lists(st.sampled_from(list(shares)), unique=True))
        part = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
        if exclusion_allowed(shares, names, rules):
            assert exclusion_allowed(shares, part, rules)


class TestExemptedEmissionsPercent:
    """What the record says."""

    def test_text_in_v3_number_in_v2(self):
        """2.6 % is "2.6" in v3 and 2.6 in v2, never 0.026."""
        assert exempted_emissions_percent(2.6) == "2.6"
        assert exempted_emissions_percent(SHARES, ["E", "F", "G"]) == "2.6"
        assert exempted_emissions_percent(largest_exclusion(SHARES)) == "2.6"
        assert exempted_emissions_percent(SHARES, ["F", "G"], PACT_V2) == 1.2

    @pytest.mark.parametrize(
        ("percent", "text"), [(0, "0"), (3, "3"), (1e-5, "0.00001"), (Fraction(7, 3), "2.333333")]
    )
    def test_plain_decimals(self, percent, text):
        """No exponent, no trailing zeros."""
        assert exempted_emissions_percent(percent) == text

    @pytest.mark.parametrize("bad", [3.1, -1])
    def test_what_may_not_be_left_out_is_not_written_down(self, bad):
        """The reason is in the sentence."""
        with pytest.raises(GxdError, match="GXD-W008"):
            exempted_emissions_percent(bad)
