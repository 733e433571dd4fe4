"""Worked examples that an examiner from outside calculated by hand, where the package once failed.

Each was a figure that looked right, or an error without a sentence.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gxd_teach.cases import pc
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework import (
    Activity,
    EmissionFactor,
    Inventory,
    ScopeEmissions,
    organization_footprint,
)
from gxd_teach.framework.biogenic import biogenic_due
from gxd_teach.framework.boundary import exempted_emissions_percent
from gxd_teach.framework.carbon_parts import CarbonParts
from gxd_teach.framework.distribution import ScopeTotal, distribute
from gxd_teach.framework.energy.electricity import location_based, market_based
from gxd_teach.framework.gases.sums import co2e
from gxd_teach.framework.logistics.japanese_methods import fuel_economy_method
from gxd_teach.framework.logistics.modal_shift import saving_percent
from gxd_teach.framework.logistics.operation import (
    FuelUse,
    intensity_from_fuel,
    intensity_from_vehicle,
)
from gxd_teach.framework.quality.indicators import data_quality_rating
from gxd_teach.framework.quality.primary_data import primary_data_share
from gxd_teach.framework.reduction_value import mass_balance
from gxd_teach.framework.uncertainty import Distribution, UncertainInventory
from gxd_teach.techspec import Company, Product, product_footprint, supplier_factor, v3_to_v2

HEAD = "項目,段階,数量,単位,排出係数,係数の単位,データ種別\n"


def sheet(folder: Path, *lines: str, above: str = "") -> Inventory:
    """An activity sheet of these lines."""
    file = folder / "sheet.csv"
    file.write_text(f"製品名,FICT X\n{above}{HEAD}" + "\n".join(lines) + "\n", encoding="utf-8")
    return Inventory.from_file(file)


ALUMINIUM = "Al,原材料調達,1,kg,8,kg-CO2e/kg,一次"


class TestUncertainty:
    """A simulation is of the footprint, with its yield and without what is reported apart."""

    def test_its_mean_is_the_footprint(self, tmp_path):
        """8 kg at a yield of 0.8 are 10; the lorry after the gate is in neither."""
        delivery = "出荷,出荷輸送,10,tkm,0.1,kg-CO2e/tkm,一次"
        inventory = sheet(tmp_path, ALUMINIUM, delivery, above="良品率,0.8\n")
        spread = Distribution.lognormal(mean=1, relative_sd=0.1)
        uncertain = UncertainInventory.from_inventory(inventory, factors=spread)
        assert inventory.footprint().total_kg_co2e == pytest.approx(10)
        assert uncertain.mean() == pytest.approx(10)

    def test_a_value_is_no_spread(self, tmp_path):
        """normal(8, 0.8) around a factor of 8 would make 64."""
        with pytest.raises(GxdError, match="GXD-Y110"):
            UncertainInventory.from_inventory(
                sheet(tmp_path, ALUMINIUM), factors=Distribution.normal(8, 0.8)
            )


class TestStages:
    """A stage counts by what it means, not by how it is spelled."""

    @pytest.mark.parametrize(
        "stage",
        ["outbound", "Outbound", "outbound_transport", "ＯＵＴＢＯＵＮＤ", "出荷 輸送", "配送",
         "出荷後の輸送", "Delivery"],
    )  # fmt: skip
    def test_after_the_gate_is_apart(self, tmp_path, stage):
        """In no total, whichever word was used."""
        made = sheet(tmp_path, ALUMINIUM, f"x,{stage},10,tkm,0.1,kg-CO2e/tkm,一次").footprint()
        assert (made.total_kg_co2e, made.outbound_kg_co2e) == (8, 1)

    @pytest.mark.parametrize("stage", ["Production", "生産", "加工", "製造"])
    def test_between_the_gates(self, tmp_path, stage):
        """Own processes."""
        made = sheet(tmp_path, ALUMINIUM, f"x,{stage},2,kWh,0.5,kg-CO2e/kWh,一次").footprint()
        assert made.gate_to_gate_kg_co2e == pytest.approx(1)

    @pytest.mark.parametrize("stage", ["Packaging", "梱包", "包装材"])
    def test_packaging(self, stage):
        """Also in code, without a sheet."""
        paper = EmissionFactor("FICT-PAPER", 1.0, "kg-CO2e/kg")
        made = Inventory("x", (Activity("box", stage, 2, "kg", paper, primary=True),)).footprint()
        assert made.packaging_kg_co2e == pytest.approx(2)

    @pytest.mark.parametrize("stage", ["使用", "use phase", "設備", "通勤", "オフセット"])
    def test_what_is_not_counted_is_refused(self, tmp_path, stage):
        """At its cell."""
        with pytest.raises(ProblemsError) as caught:
            sheet(tmp_path, ALUMINIUM, f"x,{stage},2,kWh,0.5,kg-CO2e/kWh,一次")
        assert [one.code for one in caught.value.problems] == ["GXD-I039"]

    def test_a_stage_of_ones_own_stays(self, tmp_path):
        """It is shown as it was written."""
        made = sheet(tmp_path, ALUMINIUM, "x,検査,2,kWh,0.5,kg-CO2e/kWh,一次").footprint()
        assert set(made.by_stage()) == {"raw_material", "検査"}


def test_a_unit_that_is_a_thousand_times_too_large_is_refused_as_text_too():
    """0.423 t a kWh, where 423 was refused already."""
    for call in (
        lambda: location_based(1000, factor="0.423 t-CO2/kWh"),
        lambda: market_based(10_000, 4_000, residual="0.457 t-CO2/kWh"),
    ):
        with pytest.raises(GxdError, match="GXD-E003"):
            call()
    assert location_based(1000, factor="0.000423 t-CO2/kWh").kg_co2e == pytest.approx(423)


def test_shares_without_a_choice_say_nothing():
    """All shares and nothing left out would be 0 %, silently."""
    with pytest.raises(GxdError, match="GXD-W009"):
        exempted_emissions_percent({"E": 1.4, "F": 0.7, "G": 0.5})
    assert exempted_emissions_percent({"E": 99.3, "F": 0.7}, ["F"]) == "0.7"


class TestOrganization:
    """No scope is counted twice, and a gap is told."""

    SITE = ScopeEmissions(1, 200, "site", "unit", 100_000, 1_000_000)
    WHOLE = ScopeEmissions(1, 500, "organization", "production", 2, 100)

    @pytest.mark.parametrize(
        ("scopes", "code"), [([SITE, WHOLE], "GXD-O015"), ([SITE, SITE], "GXD-O016")]
    )
    def test_twice_is_refused(self, scopes, code):
        """As `distribute` refuses it."""
        with pytest.raises(GxdError, match=code):
            organization_footprint(scopes, units=100_000)

    def test_two_sites_may_be_alike(self):
        """Told apart by name, and by being two rows: 2 x 200 t, of which a tenth."""
        sites = [ScopeTotal(1, 200, "site", "unit", 1_000_000, name=name) for name in "AB"]
        shared = distribute(sites, {"X": 100_000})
        assert shared.footprint("X", units=100_000).total_kg_co2e == pytest.approx(0.4)

    def test_without_upstream_there_is_a_caution(self):
        """Scope 1 alone is no cradle-to-gate."""
        assert "Scope 3" in organization_footprint([self.SITE], units=100_000).cautions[-1]
        third = ScopeEmissions(3, 500, "organization", "production", 2, 100)
        assert not [
            one for one in organization_footprint([self.SITE, third], units=1).cautions
            if one.startswith("Scope 3(")
        ]  # fmt: skip


class TestRecords:
    """What one function returns, the next one takes."""

    def made(self, **more):
        """A record of the chassis."""
        return product_footprint(
            Inventory.from_dataset("pc-chassis", product_mass_kg=1.3).footprint(),
            company=Company("fict-chassis", "FICT", "urn:gln:4912345000009"),
            product=Product("x", "x", "urn:gtin:4912345678904"),
            reference_period_start="2025-04-01", reference_period_end="2026-04-01",
            **({"fossil_carbon_content_kg": 0.1} | more),
        ).pcf  # fmt: skip

    def test_a_lone_standard_stays_whole(self):
        """Not nine letters."""
        pcf = self.made(standards="ISO14067", characterization_factors="AR5")
        assert pcf.crossSectoralStandards == ("ISO14067",)
        assert pcf.ipccCharacterizationFactors == ("AR5",)

    def test_the_exempted_percentage_fits(self):
        """Text in v3, as the rule returns it."""
        pcf = self.made(exempted_emissions_percent=exempted_emissions_percent(2.6))
        assert str(pcf.exemptedEmissionsPercent) == "2.6"

    @pytest.mark.parametrize("value", ["a tenth", None, True])
    def test_what_is_no_number_gets_a_sentence(self, value):
        """No TypeError."""
        with pytest.raises(GxdError, match="GXD-R042"):
            self.made(fossil_carbon_content_kg=value)

    @pytest.mark.parametrize("percent", [-1, 101])
    def test_a_percentage_that_cannot_be_is_refused(self, percent):
        """Before anybody receives it."""
        with pytest.raises(ProblemsError):
            self.made(exempted_emissions_percent=percent)

    def test_a_suppliers_record_of_v2_is_a_factor_too(self):
        """Per one unit, as v2 states it: v2 has no pieces, so the chassis is told by its 1.3 kg."""
        v3 = pc.record("fict-chassis")
        old = supplier_factor("X", v3_to_v2(v3).record)
        assert old.value * 1.3 == pytest.approx(supplier_factor("X", v3).value)
        assert old.unit == "kg-CO2e/kg"


def test_land_emissions_beside_a_total_of_zero_are_not_zero_percent():
    """They are due, however much was captured elsewhere."""
    parts = CarbonParts(fossil=1, land_use_change=0.5, ccs_capture=-1.5)
    assert parts.land_emissions_percent is None
    assert biogenic_due(0, parts.land_emissions_percent)


def test_a_payload_in_tonnes_is_refused():
    """10 kg of payload give 160 kg a tonne-kilometre."""
    with pytest.raises(GxdError, match="GXD-M017"):
        intensity_from_vehicle(
            fuel_per_km=0.3, wtw_kg_per_unit=3.2, ttw_kg_per_unit=2.6,
            max_payload_kg=10, load_factor=0.6,
        )  # fmt: skip


def test_where_nothing_was_reduced_nothing_is_assigned():
    """400 handed over where 480 were emitted would lose 80."""
    with pytest.raises(GxdError, match="GXD-V017"):
        mass_balance({"g": 400}, {}, baseline_per_unit=1, actual_per_unit=1.2)


class TestAboveTheTable:
    """What stands above a table is read, or named."""

    @pytest.mark.parametrize("label", ["歩留まり率", "良品率(小数)", "歩留率", "Yield rate"])
    def test_the_yield_by_other_names(self, tmp_path, label):
        """8 / 0.8."""
        made = sheet(tmp_path, ALUMINIUM, above=f"{label},0.8\n").footprint()
        assert made.total_kg_co2e == pytest.approx(10)

    def test_a_mass_in_grams_is_named(self, tmp_path):
        """Not left out without a word."""
        with pytest.raises(ProblemsError) as caught:
            sheet(tmp_path, ALUMINIUM, above="製品の質量(g),500\n")
        assert [(one.code, one.where) for one in caught.value.problems] == [
            ("GXD-I040", "2行目 1列目")
        ]


@pytest.mark.parametrize(
    "call",
    [
        lambda: co2e({"N2O": 1e308}),
        lambda: co2e("N2O"),
        lambda: fuel_economy_method(1e100, 1e-300),
        lambda: saving_percent(1e-300, 1e99),
        lambda: intensity_from_fuel([FuelUse("Diesel", 1e99, 1e99, 1e99)], 1e-99),
        lambda: primary_data_share([(1e308, 10), (1e308, 20)]),
        lambda: data_quality_rating([(1e308, 1), (1e308, 2)]),
    ],
)
def test_what_is_too_large_gets_a_sentence(call):
    """No infinity, no OverflowError."""
    with pytest.raises(GxdError):
        call()
