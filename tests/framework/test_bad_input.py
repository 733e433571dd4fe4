"""Whatever is typed into a public function gets a sentence with a code, never a traceback."""

from __future__ import annotations

import math

import pytest

from gxd_teach import datasets, framework
from gxd_teach.errors import GxdError
from gxd_teach.framework import *  # noqa: F403  every public name is called below
from gxd_teach.framework.allocation import CoProduct, SectorRule, co_products_from
from gxd_teach.framework.distribution import ScopeTotal
from gxd_teach.framework.energy import Certificate, fiscal_year
from gxd_teach.framework.inputs import material, tonne_km
from gxd_teach.framework.logistics import TCE, TOC, Leg, Option
from gxd_teach.framework.organization import organization_extension
from gxd_teach.framework.rules import edition

F = framework
FACTOR = F.EmissionFactor("R", 2.0, "kg-CO2e/kg")
ROW = F.Activity("a", "raw_material", 1.0, "kg", FACTOR, True)
SHEET = datasets.folder() / "activity-template.csv"
SHARES = {"A": 97.6, "B": 2.4}
PAIR = co_products_from(masses={"A": 8, "B": 2}, prices={"A": 3, "B": 2})
SCOPES = [F.ScopeEmissions(n, 10, "site", "unit", 1, 4) for n in (1, 2, 3)]
TOTAL = ScopeTotal(1, 200, "site", "unit", 1000)
ROAD = Option("road", (Leg("truck", 5),))
BLOCK = Certificate("NF-1..NF-9", 100, "2025-04-01", "2025-06-30")

# Public name: what may be typed wrong, each with the code that answers.
WRONG = {
    "Activity": [
        (lambda: F.Activity("a", "s", 1.0, "kg", 2.0, True), "GXD-F010"),
        (lambda: F.Activity("a", "s", "1", "kg", FACTOR, True), "GXD-F010"),
        (lambda: F.Inventory("x", [F.Activity("a", "s", math.nan, "kg", FACTOR, True)]).footprint(),
         "GXD-I038"),
    ],
    "Contribution": [(lambda: F.Footprint("x", [F.Contribution("a", "s", "9.6", 0)]), "GXD-I038")],
    "EmissionFactor": [
        (lambda: F.EmissionFactor("R", "2.0", "kg-CO2e/kg"), "GXD-F003"),
        (lambda: F.EmissionFactor("R", math.nan, "kg-CO2e/kg"), "GXD-F003"),
        (lambda: F.EmissionFactor("R", 2.0, "kg-CO2e/kg", primary_data_share="40"), "GXD-F002"),
        (lambda: F.EmissionFactor("R", 2.0, None), "GXD-F010"),
    ],
    "EmissionFactors": [
        (lambda: F.EmissionFactors([2.0]), "GXD-F010"),
        (lambda: F.EmissionFactors.load()["FICT-RESIM"], "GXD-F001"),
        (lambda: F.EmissionFactors.load()[None], "GXD-F010"),
    ],
    "Footprint": [
        (lambda: F.Footprint("x", 12.0), "GXD-F010"),
        (lambda: F.Footprint("x", ()).hot_spots("3"), "GXD-I034"),
        (lambda: F.Footprint("x", ()).hot_spots(by="colour"), "GXD-I034"),
    ],
    "Inventory": [
        (lambda: F.Inventory("x", [1.2]), "GXD-F010"),
        (lambda: F.Inventory.from_rows([]), "GXD-I001"),
        (lambda: F.Inventory.from_rows(["アルミ板"]), "GXD-F010"),
        (lambda: F.Inventory.from_rows([{}], factors={"AL": 8.0}), "GXD-F010"),
        (lambda: F.Inventory("x", [ROW]).footprint(yield_rate=95), "GXD-I008"),
        (lambda: F.Inventory("x", [ROW]).scaled("2"), None),  # a number typed as text is one
        (lambda: F.Inventory("x", [ROW]).scaled("two"), "GXD-I037"),
        (lambda: F.Inventory("x", [ROW], declared_amount=0).footprint(), "GXD-I023"),
    ],
    "Process": [
        (lambda: F.Process("", [ROW]), "GXD-I030"),
        (lambda: F.Process(None, [ROW]), "GXD-I030"),
        (lambda: F.Process("p", [1.2]), "GXD-F010"),
        (lambda: F.Process("p", [ROW], takes="one"), "GXD-I032"),
        (lambda: F.Process.of_batch("p", [ROW], begun="many", good=95), "GXD-I035"),
        (lambda: F.Process.of_batch("p", [ROW], begun=95, good=100), "GXD-I035"),
    ],
    "ProductSystem": [
        (lambda: F.ProductSystem("s", [ROW]), "GXD-F010"),
        (lambda: F.ProductSystem("s", []), "GXD-I030"),
        (lambda: F.ProductSystem("s", [F.Process("p", [ROW])]).footprint(rules="v9"), "GXD-F011"),
    ],
    "Rules": [(lambda: edition("v1"), "GXD-F011"), (lambda: edition(3), "GXD-F011")],
    "ScopeEmissions": [
        (lambda: F.ScopeEmissions(4, 10, "site", "unit", 1, 4), "GXD-O006"),
        (lambda: F.ScopeEmissions(1, "ten", "site", "unit", 1, 4), "GXD-O004"),
        (lambda: F.ScopeEmissions(1, 10, "site", "unit", None, 4), "GXD-O003"),
        (lambda: F.ScopeEmissions(1, 10, "site", "unit", 1, 0), "GXD-O002"),
        (lambda: F.ScopeEmissions(1, 10, "office", "unit", 1, 4), "GXD-O001"),
    ],
    "SupplyChain": [(lambda: F.SupplyChain([("A", "B")], {"A": 1}), "GXD-Y002")],
    "TransportChain": [
        (lambda: F.TransportChain([1.0]), "GXD-F010"),
        (lambda: F.TransportChain([]), "GXD-T016"),
        (lambda: TCE("1", "heavy", toc=TOC("a", "Road", 0.1, 0.08)), "GXD-T001"),
    ],
    "UncertainInventory": [(lambda: F.UncertainInventory(3), "GXD-Y105")],
    "add_emissions": [
        (lambda: F.add_emissions([9.6]), "GXD-F010"),
        (lambda: F.add_emissions([("9.6 kg", "TTW")]), "GXD-H005"),
        (lambda: F.add_emissions([(9.6, "TTX")]), "GXD-H006"),
        (lambda: F.add_emissions([(9.6, "TTW"), (1.0, "WTW")]), "GXD-H007"),
    ],
    "allocate": [
        (lambda: F.allocate([1, 2]), "GXD-F010"),
        (lambda: F.allocate(PAIR[:1]), "GXD-A001"),
        (lambda: F.allocate(PAIR, sector_rule="PCR"), "GXD-F010"),
        (lambda: F.allocate(PAIR, sector_rule=SectorRule("PCR", {"A": 1})), "GXD-A007"),
        (lambda: F.allocate(PAIR, subdivision=[60, 40]), "GXD-F010"),
        (lambda: F.allocate(PAIR).of("all"), "GXD-A008"),
        (lambda: CoProduct("A", -8, 3), "GXD-A003"),
        (lambda: SectorRule("PCR", "by weight"), "GXD-A007"),
        (lambda: co_products_from(masses=[8, 2]), "GXD-F010"),
    ],
    "assurance_due": [
        (lambda: F.assurance_due("2026"), "GXD-V001"),
        (lambda: F.assurance_due(2026, rules="v4"), "GXD-F011"),
    ],
    "CarbonParts": [
        (lambda: F.CarbonParts(fossil=2.0, uptake=1.4), "GXD-J001"),
        (lambda: F.CarbonParts(fossil="much"), "GXD-J001"),
        (lambda: F.CarbonParts(fossil=1.0, of_which_land_management_fossil=2.0), "GXD-J002"),
    ],
    "biogenic_carbon_percent": [
        (lambda: F.biogenic_carbon_percent(2, 1), "GXD-J003"),
        (lambda: F.biogenic_carbon_percent("much", 1), "GXD-N004"),
    ],
    "biogenic_due": [
        (lambda: F.biogenic_due(-1, 0), "GXD-J004"),
        (lambda: F.biogenic_due("much", 0), "GXD-N004"),
        (lambda: F.biogenic_due(6, 0, rules=None), "GXD-F011"),
    ],
    "calc_file": [
        (lambda: F.calc_file("no-such-file.csv"), "GXD-I002"),
        (lambda: F.calc_file(None), "GXD-F010"),
        (lambda: F.calc_file(SHEET, encoding=8), "GXD-F010"),
        (lambda: F.calc_file(SHEET, factors=[2.0]), "GXD-F010"),
    ],
    "check_packaging": [(lambda: F.check_packaging(True, "much"), None)],  # a finding, no error
    "classify": [(lambda: F.classify("?"), "GXD-W001"), (lambda: F.classify(3), "GXD-F010")],
    "classify_all": [(lambda: F.classify_all([None]), "GXD-F010")],
    "co2e": [
        (lambda: F.co2e({"XY9": 1}), "GXD-G001"),
        (lambda: F.co2e({"CO2": -1}), "GXD-G007"),
        (lambda: F.co2e({"CO2": "ten"}), "GXD-N004"),
        (lambda: F.co2e(10), "GXD-F010"),
        (lambda: F.co2e(["CO2"]), "GXD-G007"),
    ],
    "combine": [(lambda: F.combine(1.0), "GXD-F010")],
    "combust": [
        (lambda: F.combust("coal dust", 1, "t"), "GXD-H001"),
        (lambda: F.combust("軽油", -1, "L"), "GXD-H005"),
        (lambda: F.combust("軽油", None, "L"), "GXD-N001"),
        (lambda: F.combust("軽油", 1, "barrel"), "GXD-H004"),
        (lambda: F.combust("軽油", 1, "L", fiscal_year="last"), "GXD-H003"),
    ],
    "compare": [
        (lambda: F.compare(ROAD, 142), "GXD-F010"),
        (lambda: F.compare(ROAD), "GXD-M005"),
        (lambda: Option("rail", (142,)), "GXD-F010"),
    ],
    "compare_levels": [
        (lambda: F.compare_levels(1, SCOPES, units=1), "GXD-F010"),
        (lambda: F.compare_levels(SCOPES, SCOPES, units="one"), "GXD-O005"),
    ],
    "conserves": [
        (lambda: F.conserves("all", {"A": 1}), "GXD-O010"),
        (lambda: F.conserves(100, {"A": math.nan}), "GXD-O010"),
        (lambda: F.conserves(100, 60), "GXD-F010"),
    ],
    "data_quality": [
        (lambda: F.data_quality([(1, 2)]), "GXD-F010"),
        (lambda: F.data_quality([]), "GXD-Q009"),
    ],
    "data_quality_rating": [
        (lambda: F.data_quality_rating([(3, 9)]), "GXD-Q002"),
        (lambda: F.data_quality_rating([3, 1]), "GXD-Q009"),
        (lambda: F.data_quality_rating([(3, 1)], rules="ISO"), "GXD-F011"),
    ],
    "distribute": [
        (lambda: F.distribute([200], {"A": 1}), "GXD-F010"),
        (lambda: F.distribute([TOTAL], [("A", 600)]), "GXD-F010"),
        (lambda: F.distribute([TOTAL], {"A": "most"}), "GXD-O013"),
        (lambda: F.distribute([TOTAL], {"A": {1: 1200}}), "GXD-O012"),
    ],
    "electricity_factor": [
        (lambda: F.electricity_factor("北極電力"), "GXD-E001"),
        (lambda: F.electricity_factor(None), "GXD-F010"),
        (lambda: F.electricity_factor("代替値", supplier=3), "GXD-F010"),
    ],
    "exclusion_allowed": [
        (lambda: F.exclusion_allowed([97.6, 2.4], ["B"]), "GXD-F010"),
        (lambda: F.exclusion_allowed(SHARES, ["C"]), "GXD-W002"),
        (lambda: F.exclusion_allowed(SHARES, None), "GXD-F010"),
        (lambda: F.exclusion_allowed({}, []), "GXD-W004"),
        (lambda: F.exclusion_allowed({"A": math.nan}, []), "GXD-N001"),
        (lambda: F.exclusion_allowed(SHARES, [], "5 %"), "GXD-F011"),
    ],
    "exempted_emissions_percent": [
        (lambda: F.exempted_emissions_percent(-1), "GXD-W008"),
        (lambda: F.exempted_emissions_percent("few"), "GXD-N004"),
    ],
    "export_workbook": [(lambda: F.export_workbook([ROW], "x.xlsx"), "GXD-F010")],
    "find_double_use": [(lambda: F.find_double_use([BLOCK]), "GXD-F010")],
    "footprint_json": [
        (lambda: F.footprint_json({"total": 1}), "GXD-F010"),
        (lambda: F.footprint_json(F.Footprint("x", ()), hot_spots=-1), "GXD-I034"),
    ],
    "fuel_economy_method": [(lambda: F.fuel_economy_method(576, 0), "GXD-M013")],
    "fuel_factor": [
        (lambda: F.fuel_factor("diesel", "1999"), "GXD-H002"),
        (lambda: F.fuel_factor(None), "GXD-H001"),
    ],
    "fuel_method": [
        (lambda: F.fuel_method(-1), "GXD-M013"),
        (lambda: F.fuel_method(1, fuel="EV"), "GXD-M012"),
    ],
    "gwp100": [
        (lambda: F.gwp100("CH4"), "GXD-G003"),
        (lambda: F.gwp100("CH4", origin=3), "GXD-G004"),
        (lambda: F.gwp100("N2O", "AR9"), "GXD-G002"),
    ],
    "import_sheet": [
        (lambda: F.import_sheet(SHEET, hidden_rows="maybe"), "GXD-I027"),
        (lambda: F.import_sheet(3), "GXD-F010"),
    ],
    "improved_tonne_km_method": [
        (lambda: F.improved_tonne_km_method(10, 576, 0.5, 10_000), "GXD-M016"),
        (lambda: F.improved_tonne_km_method(10, 576, 50, 10), "GXD-M017"),
        (lambda: F.improved_tonne_km_method("ten", 576, 50, 10_000), "GXD-M013"),
    ],
    "largest_exclusion": [
        (lambda: F.largest_exclusion(SHARES, by="size"), "GXD-W006"),
        (lambda: F.largest_exclusion(SHARES, by=["count"]), "GXD-W006"),
    ],
    "location_based": [
        (lambda: F.location_based(-1), "GXD-H005"),
        (lambda: F.location_based(100, 423), "GXD-E003"),
    ],
    "market_based": [
        (lambda: F.market_based(100, [BLOCK], residual=0.4), "GXD-E006"),
        (lambda: F.market_based(100, [BLOCK], residual=0.4, period="soon"), "GXD-H003"),
        (lambda: F.market_based(100, ["NF-1"], residual=0.4, period=2025), "GXD-F010"),
        (lambda: F.market_based(100), "GXD-E005"),
    ],
    "mass_balance": [
        (lambda: F.mass_balance(3, {}, baseline_per_unit=2, actual_per_unit=1), "GXD-F010"),
        (lambda: F.mass_balance(
            {"A": 1}, {"A": 3}, baseline_per_unit=2, actual_per_unit=1), "GXD-V013"),
    ],
    "material_kg_co2e": [
        (lambda: F.material_kg_co2e(
            -1, 50, virgin_kg_co2e_per_kg=8, recycled_kg_co2e_per_kg=1), "GXD-H005"),
    ],
    "organization_footprint": [
        (lambda: F.organization_footprint([], units=1), "GXD-O017"),
        (lambda: F.organization_footprint(SCOPES, units=0), "GXD-O005"),
        (lambda: F.organization_footprint(SCOPES, units=1, primary_data_share="all"), "GXD-O018"),
        (lambda: organization_extension(SCOPES, scope3_categories=[16]), "GXD-O009"),
    ],
    "power_usage_effectiveness": [
        (lambda: F.power_usage_effectiveness([1000], {"A": 1.2}), "GXD-F010"),
        (lambda: F.power_usage_effectiveness({"A": 1000}, {"A": 0.5}), "GXD-V015"),
    ],
    "primary_data_share": [
        (lambda: F.primary_data_share([]), "GXD-P003"),
        (lambda: F.primary_data_share(3), "GXD-P002"),
        (lambda: F.primary_data_share([(10, 140)]), "GXD-P001"),
        (lambda: F.primary_data_share([(math.nan, 40)]), "GXD-P002"),
    ],
    "quality_duties": [(lambda: F.quality_duties("now"), "GXD-V001")],
    "recycled_content_factor": [
        (lambda: F.recycled_content_factor(
            130, virgin_kg_co2e_per_kg=8, recycled_kg_co2e_per_kg=1), "GXD-J012"),
    ],
    "reduced_emissions": [(lambda: F.reduced_emissions("two", 1, 1), "GXD-V011")],
    "sensitivity": [(lambda: F.sensitivity([]), "GXD-Y105")],
    "simulate": [(lambda: F.simulate([ROW]), "GXD-Y105")],
    "tonne_km_method": [(lambda: F.tonne_km_method(10, 552, 0.022), "GXD-M015")],
    "uptake_kg_co2e": [(lambda: F.uptake_kg_co2e(-0.3), "GXD-H005")],
    "waste_treatment": [
        (lambda: F.waste_treatment(2, 0.5, "space"), "GXD-J013"),
        (lambda: F.waste_treatment(2, 0.5, None), "GXD-J013"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_wrong_input_is_refused_by_name(name, language, monkeypatch):
    """Another kind of thing, nothing, too little, not a number, an unknown word: each has its code."""
    monkeypatch.setenv("GXD_LANG", language)
    for ask, code in WRONG[name]:
        if code is None:
            ask()
            continue
        with pytest.raises(GxdError) as refused:
            ask()
        found = refused.value
        assert code in {found.code, *(p.code for p in getattr(found, "problems", ()))}, str(found)
        assert len(str(found)) > 15


def test_every_public_name_is_tried():
    """A function that joins the public ones is tried with wrong input too."""
    constants = {"PACT_V2", "PACT_V3"}
    assert set(framework.__all__) - constants == set(WRONG)


def test_editions_go_by_their_names():
    """ "v2" is PACT v2, as a reader of a paper would type it."""
    for name in ("v2", "PACT v2", "2", "PACT Methodology v2", "V2.0"):
        assert edition(name) is F.PACT_V2
    assert edition("v3") is edition(F.PACT_V3) is F.PACT_V3
    assert F.exempted_emissions_percent(4, rules="v2") == 4.0


def test_one_row_is_a_row():
    """A single part need not be put into a list."""
    assert Option("road", Leg("truck", 5)).kg_co2e == 5
    assert F.Inventory("x", ROW).footprint().total_kg_co2e == 2
    assert F.organization_footprint(SCOPES[0], units=1).total_kg_co2e == 2500
    assert F.TransportChain(TCE("1", toc=TOC("a", "Road", 0.1, 0.08), tonne_km=10)).wtw_kg_co2e == 1


def test_a_fiscal_year_in_the_ways_it_is_written():
    """2025, FY2025 and 2025年度 are one year."""
    assert fiscal_year("FY2025") == fiscal_year("2025年度") == fiscal_year(2025)
    with pytest.raises(GxdError, match="GXD-H003"):
        fiscal_year("Reiwa 7")


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, None, "heavy"])
def test_inputs_of_a_process_are_numbers_of_zero_or_more(bad):
    """An amount, a mass and a distance."""
    for ask in (
        lambda: material("a", bad, "kg", FACTOR),
        lambda: tonne_km(bad, 400),
        lambda: tonne_km(1.5, bad),
    ):
        with pytest.raises(GxdError, match="GXD-I005"):
            ask()
