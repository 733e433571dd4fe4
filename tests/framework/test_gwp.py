"""Gases become CO2e by the report that was chosen, and nothing ambiguous is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.framework.gases import (
    accepts_report,
    check_report,
    co2e,
    combine,
    gwp100,
    potential,
)
from gxd_teach.framework.gases.names import gas_name, split_origin
from gxd_teach.framework.rules import PACT_V2, PACT_V3

MIXTURE = {"CH4": 2, "N2O": 0.5, "SF6": 0.01}


class TestValues:
    """The published numbers, each with its source."""

    @pytest.mark.parametrize(
        ("gas", "report", "origin", "value"),
        [
            ("CH4", "AR4", None, 25),
            ("CH4", "AR5", None, 28),
            ("CH4", "AR6", "fossil", 29.8),
            ("CH4", "AR6", "non-fossil", 27.0),
            ("N2O", "AR5", None, 265),
            ("N2O", "AR6", None, 273),
            ("HFC-134a", "AR6", None, 1530),
            ("SF6", "AR5", None, 23500),
            ("NF3", "AR6", None, 17400),
            ("CO2", "AR6", None, 1),
        ],
    )
    def test_values_of_the_reports(self, gas, report, origin, value):
        """GWP100 as IPCC printed them (AR6 methane: WGI Table 7.15)."""
        assert gwp100(gas, report, origin) == value

    def test_the_report_of_today_is_ar6(self):
        """Without a report, AR6 is meant."""
        assert gwp100("N2O") == 273

    def test_the_row_tells_its_source(self):
        """A value can be traced to where it was published."""
        row = potential("CH4", "AR6", "fossil")
        assert (row.name, row.source) == ("CH4 (fossil)", "IPCC AR6 WGI Table 7.15")

    def test_ar5_has_28_and_30_for_fossil_methane(self):
        """AR5's 28 is what SHK counts with; its 30 holds where the methane is said to be fossil."""
        assert gwp100("CH4", "AR5") == gwp100("CH4", "AR5", "non-fossil") == 28
        assert gwp100("CH4", "AR5", "fossil") == gwp100("化石メタン", "AR5") == 30

    def test_ar4_has_one_value_for_both_origins(self):
        """An origin does no harm where the report does not tell it apart."""
        assert gwp100("CH4", "AR4", "fossil") == gwp100("CH4", "AR4") == 25


class TestNames:
    """One gas, many spellings."""

    @pytest.mark.parametrize(
        ("written", "gas"),
        [
            ("CH₄", "CH4"), ("ＣＨ４", "CH4"), ("ch4", "CH4"), ("メタン", "CH4"), ("Methane", "CH4"),
            ("二酸化炭素", "CO2"), ("一酸化二窒素", "N2O"), ("亜酸化窒素", "N2O"),
            ("nitrous oxide", "N2O"), ("R-134a", "HFC-134a"), ("HFC 134a", "HFC-134a"),
            ("r32", "HFC-32"), ("PFC-14", "CF4"), ("六フッ化硫黄", "SF6"), ("NF₃", "NF3"),
        ],
    )  # fmt: skip
    def test_spellings(self, written, gas):
        """Subscripts, full width, Japanese, English and refrigerant numbers are understood."""
        assert gas_name(written) == gas

    @pytest.mark.parametrize(
        ("written", "origin"),
        [
            ("化石由来メタン", "fossil"), ("非化石由来のメタン", "non-fossil"),
            ("CH4 (fossil)", "fossil"), ("CH4, non-fossil", "non-fossil"),
            ("biogenic methane", "non-fossil"), ("fossil CH4", "fossil"), ("バイオメタン", "non-fossil"),
        ],
    )  # fmt: skip
    def test_the_origin_may_stand_in_the_name(self, written, origin):
        """Non-fossil is not mistaken for fossil, though the word is in it."""
        assert split_origin(written)[1] == origin
        assert gwp100(written) == {"fossil": 29.8, "non-fossil": 27.0}[origin]


class TestRefusals:
    """What has two answers is asked back, with both."""

    @pytest.mark.parametrize(
        ("call", "code", "words"),
        [
            (lambda: gwp100("CH4"), "GXD-G003", ("fossil 29.8", "non-fossil 27")),
            (lambda: gwp100("SF6"), "GXD-G005", ("25200", "24300")),
            (lambda: gwp100("SF6", source="the web"), "GXD-G006", ("25200", "24300")),
            (lambda: gwp100("xenon"), "GXD-G001", ("CH4",)),
            (lambda: gwp100("R-410A"), "GXD-G001", ("混合",)),
            (lambda: gwp100("CH4", "AR7"), "GXD-G002", ("AR4", "AR6")),
            (lambda: gwp100("CH4", origin="green"), "GXD-G004", ("fossil",)),
            (lambda: gwp100("fossil CH4", origin="biogenic"), "GXD-G004", ()),
            (lambda: gwp100("CO2", origin="biogenic"), "GXD-G010", ("uptake",)),
            (lambda: co2e({"N2O": -1}), "GXD-G007", ("N2O",)),
            (lambda: co2e({"N2O": float("nan")}), "GXD-N001", ("N2O",)),
        ],
    )
    def test_refused_by_name(self, call, code, words):
        """The sentence holds the code and what there is to choose from."""
        with pytest.raises(GxdError, match=code) as caught:
            call()
        for word in words:
            assert word in str(caught.value)

    def test_the_source_decides_between_two_published_values(self):
        """SF6 in AR6 is 25,200 or 24,300: a piece of the source's name, or the value, decides."""
        assert gwp100("SF6", source="IPCC") == 24300
        assert gwp100("SF6", source="globalwarmingpotentials") == 25200
        assert gwp100("SF6", source="25,200") == 25200


class TestSums:
    """Several gases at once."""

    @pytest.mark.parametrize(
        ("report", "by_hand"),
        [("AR4", 2 * 25 + 0.5 * 298 + 0.01 * 22800), ("AR5", 2 * 28 + 0.5 * 265 + 0.01 * 23500)],
    )
    def test_the_mixture_under_the_earlier_reports(self, report, by_hand):
        """2 kg CH4 + 0.5 kg N2O + 0.01 kg SF6: 427.0 kg by AR4, 423.5 kg by AR5."""
        assert co2e(MIXTURE, report).kg_co2e == pytest.approx(by_hand)

    @pytest.mark.parametrize(("origin", "by_hand"), [("fossil", 448.1), ("non-fossil", 442.5)])
    def test_the_mixture_under_ar6_says_which_methane(self, origin, by_hand):
        """59.6 or 54.0 + 136.5 + 252 = 448.1 kg (fossil), 442.5 kg (non-fossil) with SF6 25,200."""
        total = co2e(MIXTURE, "AR6", origin=origin, source="25200")
        assert total.kg_co2e == pytest.approx(by_hand)

    def test_both_methanes_in_one_sum(self):
        """1 kg of each: 29.8 + 27.0 = 56.8 kg."""
        total = co2e({"CH4 (fossil)": 1, "CH4 (non-fossil)": 1})
        assert total.kg_co2e == pytest.approx(56.8)
        assert [line.potential.name for line in total.lines] == ["CH4 (fossil)", "CH4 (non-fossil)"]

    def test_mixing_reports_is_said(self):
        """A sum over two reports is refused, or disclosed with both named."""
        old, new = co2e({"N2O": 1}, "AR5"), co2e({"CO2": 1}, "AR6")
        with pytest.raises(GxdError, match=r"GXD-G009.*AR5.*AR6"):
            combine(old, new)
        mixed = combine(old, new, allow_mixed=True)
        assert (mixed.kg_co2e, mixed.reports) == (266, ("AR5", "AR6"))
        assert "AR5(N2O)" in mixed.disclosure.ja
        assert combine(new, new).disclosure is None

    def test_the_table_has_a_row_for_each_gas(self):
        """A reviewer sees mass, GWP and source of each gas."""
        frame = co2e({"N2O": 2, "CO2": 3}).to_frame()
        assert frame.iloc[:, 3].tolist() == [546, 3]

    @given(st.floats(0, 1e6), st.floats(0, 1e3))
    def test_twice_the_gas_twice_the_co2e(self, kg, times):
        """CO2e is proportional to the mass of gas."""
        once, more = co2e({"N2O": kg}), co2e({"N2O": kg * times})
        assert more.kg_co2e == pytest.approx(once.kg_co2e * times, rel=1e-9)


def test_which_reports_an_edition_accepts():
    """PACT v2 takes AR5 or AR6, v3 the latest one; AR4 is history."""
    assert [accepts_report(r, PACT_V2) for r in ("AR4", "AR5", "AR6")] == [False, True, True]
    assert [accepts_report(r, PACT_V3) for r in ("AR4", "AR5", "AR6")] == [False, False, True]
    assert check_report("第5次評価報告書", PACT_V2) == "AR5"
    with pytest.raises(GxdError, match=r"GXD-G008.*AR5.*AR6"):
        check_report("AR5")
