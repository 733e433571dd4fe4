"""Electricity: the coefficient for the purpose, certificates once, and the upstream by name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach import datasets
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework.energy import (
    KINDS,
    Certificate,
    Claim,
    add_emissions,
    check_kind,
    electricity_factor,
    find_double_use,
    fiscal_year,
    kg_per_kwh,
    kind_of,
    kinds_for,
    location_based,
    market_based,
)

YEAR = fiscal_year(2025)


def certificate(serial: str = "NF-001..NF-100", kwh: float = 4000, **more) -> Certificate:
    return Certificate(serial, kwh, "2025-04-01", "2025-09-30", **more)


def codes(*claims: Claim) -> list[str]:
    return [problem.code for problem in find_double_use(claims)]


class TestKinds:
    """Which coefficient is for which purpose."""

    def test_reporting_takes_the_coefficient_named_for_it(self):
        """基礎 for basic emissions, 調整後 for adjusted emissions."""
        assert kinds_for("基礎排出量")[0] == "basic"
        assert kinds_for("調整後排出量")[0] == "adjusted"

    @pytest.mark.parametrize(
        "purpose", ["基礎排出量", "調整後排出量", "location-based", "market-based", "PCF"]
    )
    def test_unadjusted_is_for_no_purpose(self, purpose):
        """未調整 is published, but not for reporting."""
        with pytest.raises(GxdError, match=r"GXD-E002.*未調整"):
            check_kind("未調整", purpose)

    def test_adjusted_is_kept_out_of_a_product_footprint(self):
        """It holds other credits, and a PCF may not."""
        with pytest.raises(GxdError, match=r"GXD-E002.*クレジット"):
            check_kind("調整後", "product footprint")
        assert check_kind("基礎", "PCF") == "basic"

    def test_reporting_alone_does_not_say_which(self):
        """The purpose is asked back."""
        with pytest.raises(GxdError, match=r"GXD-E007.*基礎排出量.*調整後排出量"):
            kinds_for("報告")

    def test_every_kind_of_the_data_is_known(self):
        """Names in the data and names in the course are the same."""
        assert {row["kind"] for row in datasets.rows("electricity")} <= set(KINDS)
        assert kind_of("メニュー") == "menu"
        with pytest.raises(GxdError, match="GXD-E001"):
            kind_of("特別")


class TestFactors:
    """Kilograms per kilowatt-hour, whatever the list prints."""

    @pytest.mark.parametrize(
        "written",
        ["0.000423 t-CO2/kWh", "0.423 kg-CO2/kWh", "423 g-CO2e/kWh", "0.423 t-CO2/MWh", 0.423,
         "０．０００４２３ t-CO₂/kWh"],
    )  # fmt: skip
    def test_the_same_coefficient(self, written):
        """0.000423 t is 0.423 kg is 423 g."""
        assert kg_per_kwh(written) == 0.423

    @pytest.mark.parametrize("bad", [0.000423, 423, "0.423", "0.423 kg", -0.4])
    def test_a_coefficient_no_electricity_has_is_refused(self, bad):
        """0.000423 kg per kWh is a list's t-CO2/kWh read wrong."""
        with pytest.raises(GxdError, match=r"GXD-(E003|H005)"):
            kg_per_kwh(bad)

    def test_published_ones_by_kind_supplier_and_year(self):
        """Several that fit are listed with their years, none is picked."""
        assert electricity_factor("代替値").kg_per_kwh == 0.416
        assert electricity_factor("未調整", supplier="四国", fiscal_year=2023).kg_per_kwh == 0.38
        with pytest.raises(GxdError, match=r"GXD-E004.*2023.*"):
            electricity_factor("未調整", supplier="四国電力")


class TestLocationBased:
    """The average of the grid, whatever was bought."""

    def test_national_average(self):
        """10,000 kWh × 0.423 = 4,230 kg."""
        assert location_based(10_000).kg_co2e == pytest.approx(4230)

    def test_other_kinds_are_not_an_average(self):
        """未調整 (3,760 kg) and 代替値 (4,160 kg) are refused by name."""
        for name in ("ELEC-YONDEN-UNADJUSTED-FY2024", "代替値"):
            with pytest.raises(GxdError, match="GXD-E002"):
                location_based(10_000, name)

    def test_the_missing_upstream_is_named(self):
        """The coefficient is at generation only, and the sum knows it."""
        result = location_based(100, 0.4)
        assert result.basis == "combustion"
        assert "上流" in result.missing.ja
        with pytest.raises(GxdError, match="GXD-H007"):
            add_emissions([result.emissions, (1.0, "life-cycle")])

    def test_an_upstream_factor_completes_it(self):
        """100 kWh × (0.40 + 0.06) = 46 kg over the life cycle."""
        result = location_based(100, 0.40, upstream=0.06)
        assert (result.kg_co2e, result.basis, result.missing) == (
            pytest.approx(46), "life-cycle", None,
        )  # fmt: skip


class TestMarketBased:
    """Certificates first, the rest at the supplier's residual."""

    def test_the_rest_at_the_residual(self):
        """4,000 kWh by certificate emit nothing; 6,000 × 0.457 = 2,742 kg."""
        assert market_based(10_000, 4000, residual=0.457).kg_co2e == pytest.approx(2742)

    def test_certificates_as_such(self):
        """The same, with serial and period checked."""
        result = market_based(10_000, [certificate()], residual=0.457, period=2025)
        assert result.kg_co2e == pytest.approx(2742)
        assert [line.kwh for line in result.lines] == [4000, 6000]

    def test_an_average_for_the_rest_counts_twice(self):
        """What others claimed by certificate is in the average."""
        with pytest.raises(GxdError, match="GXD-E002"):
            market_based(10_000, 4000, residual="national_average")
        with pytest.raises(GxdError, match="GXD-E005"):
            market_based(10_000, 4000)

    def test_nothing_is_left_when_all_is_certified(self):
        """10,000 of 10,000 kWh need no residual."""
        assert market_based(10_000, 10_000).kg_co2e == 0

    @pytest.mark.parametrize(
        ("certificates", "period", "code"),
        [
            (10_001, None, "GXD-E013"),
            ([certificate(kwh=10_001)], 2025, "GXD-E013"),
            ([certificate()], None, "GXD-E006"),
            ([certificate()], 2024, "GXD-E012"),
            ([certificate("A-1..A-5", 10), certificate("A-5", 10)], 2025, "GXD-E011"),
        ],
    )
    def test_certificates_that_do_not_hold(self, certificates, period, code):
        """Too many, no period, another year, one serial twice."""
        with pytest.raises((GxdError, ProblemsError), match=code):
            market_based(10_000, certificates, residual=0.457, period=period)

    def test_the_certified_part_has_an_upstream_too(self):
        """Known for the rest only, the certified part is named as missing."""
        result = market_based(10_000, 4000, residual=0.457, upstream=0.05)
        assert result.kg_co2e == pytest.approx(6000 * 0.507)
        assert result.basis == "mixed"
        assert "証書" in result.missing.ja
        whole = market_based(10_000, 4000, residual=0.457, upstream=0.05, certificate_upstream=0.01)
        assert (whole.kg_co2e, whole.basis) == (pytest.approx(6000 * 0.507 + 40), "life-cycle")

    @given(st.floats(0, 1e6), st.floats(0, 1), st.floats(0.01, 1))
    def test_more_certificates_never_emit_more(self, kwh, part, residual):
        """And what is consumed is what the lines add up to."""
        result = market_based(kwh, kwh * part, residual=residual)
        assert result.kg_co2e <= kwh * residual * (1 + 1e-9)
        assert result.kwh == pytest.approx(kwh, rel=1e-6)


class TestDoubleUse:
    """One certificate, one claim."""

    def test_sound_claims_have_no_finding(self):
        """Different blocks, the right year, less than the consumption."""
        first, second = certificate("NF-001..NF-100"), certificate("NF-101..NF-200")
        assert codes(Claim("A", first, *YEAR, 5000), Claim("B", second, *YEAR, 5000)) == []

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("NF-001", "NF-001"), ("NF-001..NF-100", "NF-050"), ("NF-001..NF-100", "NF-100..NF-150"),
            ("NF-001..NF-100", "NF-020..NF-030"), ("nf-7", "ＮＦ-007"), ("GREEN", "green"),
        ],
    )  # fmt: skip
    def test_a_serial_used_twice(self, one, other):
        """The same number, or blocks that overlap, however they are written."""
        claims = [
            Claim("A", certificate(one), *YEAR, 9000),
            Claim("B", certificate(other), *YEAR, 9000),
        ]
        assert codes(*claims) == ["GXD-E011"]
        assert "「A」と「B」" in find_double_use(claims)[0].ja

    def test_a_large_block_hides_none_of_the_small_ones(self):
        """1–100 overlaps with 2–3 and with 50, which do not overlap with each other."""
        serials = ["X-1..X-100", "X-2..X-3", "X-50"]
        assert (
            codes(*(Claim(s, certificate(s, 1), *YEAR, 9000) for s in serials)) == ["GXD-E011"] * 2
        )

    def test_two_schemes_may_number_alike(self):
        """The same number of another kind of certificate is another certificate."""
        first = certificate("1", kind="非化石証書")
        second = certificate("1", kind="グリーン電力証書")
        assert codes(Claim("A", first, *YEAR), Claim("B", second, *YEAR)) == []

    def test_the_wrong_period(self):
        """Generated in fiscal year 2025, claimed for 2024; a stated validity goes before."""
        assert codes(Claim("A", certificate(), *fiscal_year(2024), 5000)) == ["GXD-E012"]
        valid = certificate(valid_from="2024-04-01", valid_to="2026-03-31")
        assert codes(Claim("A", valid, *fiscal_year(2024), 5000)) == []
        assert codes(Claim("A", valid, *fiscal_year(2026), 5000)) == ["GXD-E012"]

    def test_more_certificates_than_consumption(self):
        """Two blocks of 3,000 kWh for a consumption of 5,000 kWh."""
        first, second = certificate("A-1", 3000), certificate("A-2", 3000)
        claims = [Claim("A", first, *YEAR, 5000), Claim("A", second, *YEAR, 5000)]
        assert codes(*claims) == ["GXD-E013"]
        differing = [claims[0], Claim("A", second, *YEAR, 6000)]
        assert codes(*differing) == ["GXD-E014"]

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Certificate("A-1", 1, "2025/04/01", "2025-09-30"),
            lambda: Certificate("A-1", 1, "2025-09-30", "2025-04-01"),
            lambda: Certificate("A-9..A-1", 1, "2025-04-01", "2025-09-30"),
            lambda: Certificate("A-1..B-9", 1, "2025-04-01", "2025-09-30"),
            lambda: Certificate("A-1", 1, "2025-04-01", "2025-09-30", valid_from="2025-04-01"),
        ],
    )
    def test_a_certificate_that_cannot_be_read(self, make):
        """The serial is in the sentence."""
        with pytest.raises(GxdError, match=r"GXD-E010.*A-"):
            make()

    def test_days_and_serials_of_a_block(self):
        """Text or dates, one field or two."""
        block = Certificate("A-0001", 1, date(2025, 4, 1), "2025-04-30", serial_to="A-0020")
        assert (block.first, block.last, block.generated[1]) == (1, 20, date(2025, 4, 30))
