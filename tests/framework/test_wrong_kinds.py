"""Whatever kind of thing stands in whatever place: a sentence with a code, or a finite number."""

from __future__ import annotations

import math

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.framework import (
    PACT_V3,
    Activity,
    EmissionFactor,
    Footprint,
    Inventory,
    Process,
    SupplyChain,
)
from gxd_teach.framework import allocation as A
from gxd_teach.framework import distribution as D
from gxd_teach.framework import energy as E
from gxd_teach.framework import gases as G
from gxd_teach.framework import inputs as I
from gxd_teach.framework import logistics as L
from gxd_teach.framework import organization as O
from gxd_teach.framework import quality as Q
from gxd_teach.framework import uncertainty as U
from gxd_teach.framework.biogenic import biogenic_carbon_percent, biogenic_due, uptake_kg_co2e
from gxd_teach.framework.boundary import classify, classify_all
from gxd_teach.framework.carbon_parts import CarbonParts
from gxd_teach.framework.circularity import (
    check_packaging,
    material_kg_co2e,
    recycled_content_factor,
    waste_treatment,
)
from gxd_teach.framework.exemption import (
    exclusion_allowed,
    exempted_emissions_percent,
    largest_exclusion,
)
from gxd_teach.framework.rules import edition, exact
from gxd_teach.framework.supplychain import plain_footprints
from gxd_teach.framework.supplychain.uncertainty import simulate_chain
from gxd_teach.framework.uncertainty import Distribution

WRONG = (
    None, "", "abc", "１２", math.nan, math.inf, -1, 1e308, 10**400, [], {}, object(), b"x",
    [None], ["a"], {"a": "b"}, {None: 1}, [(1,)],
)  # fmt: skip
FACTOR = EmissionFactor("R", 2.0, "kg-CO2e/kg")
ROW = Activity("a", "raw_material", 1.0, "kg", FACTOR, True)
PAIR = A.co_products_from(masses={"A": 8, "B": 2}, prices={"A": 3, "B": 2})
SCOPES = [O.ScopeEmissions(n, 10, "site", "unit", 1, 4) for n in (1, 2, 3)]
SHARED = D.distribute([D.ScopeTotal(1, 200, "site", "unit", 1000)], {"A": 600})
TOC = L.TOC("a", "Road", 0.1, 0.08)
LEG = L.Leg("truck", 5)
SHIFT = L.compare(L.Option("road", LEG), L.Option("rail", L.Leg("rail", 2)))
BLOCK = E.Certificate("NF-1..NF-9", 100, "2025-04-01", "2025-06-30")
SHARES = {"A": 97.4, "B": 1.4, "C": 0.7, "D": 0.5}
CHAIN = SupplyChain([("PC", "case", 1), ("case", "Al", 1.2)], {"PC": 1, "case": 2, "Al": 8})
NORMAL = Distribution.normal(1, 0.1)
UNCERTAIN = U.UncertainInventory([U.UncertainRow("a", NORMAL, 2)])
SIMULATION = U.simulate(UNCERTAIN, 10)
TOC_RECORD = {
    "tocId": "T", "mode": "Road", "co2eIntensityWTW": "0.1", "co2eIntensityTTW": "0.08",
    "transportActivityUnit": "tkm", "energyCarriers": [{"relativeShare": "1"}],
}  # fmt: skip

# What is called rightly; then each argument in turn is made wrong.
CALLS = [
    (A.CoProduct, ("A", 8, 3), {"value": None, "unit": "kg"}),
    (A.SectorRule, ("PCR", "mass"), {"safeguards_met": True}),
    (A.Substitute, ("B", "grid", 1.0), {"dominant": True}),
    (A.co_products_from, (), {"masses": {"A": 8, "B": 2}, "prices": {"A": 3, "B": 2}}),
    (A.allocate, (PAIR,), {"rules": PACT_V3, "sector_rule": None, "physical_relation": True}),
    (A.allocate, (PAIR,), {"subdivision": {"A": 60, "B": 40}}),
    (A.allocate, (PAIR,),
     {"substitutes": [A.Substitute("B", "x", 10.0)], "total_kg_co2e": 100}),
    (A.allocate(PAIR).of, (100,), {}),
    (A.value_ratio, (PAIR,), {}),
    (A.decision_tree, (PACT_V3,), {}),
    (uptake_kg_co2e, (0.3,), {}),
    (biogenic_carbon_percent, (0.06, 1), {}),
    (biogenic_due, (6, 0, PACT_V3), {}),
    (classify, ("電力", PACT_V3), {}),
    (classify_all, (["電力"], PACT_V3), {}),
    (CarbonParts, (), {"fossil": 2, "land_use_change": 0.1, "uptake": -1.4,
                       "of_which_land_management_fossil": 0.5}),
    (recycled_content_factor, (30,),
     {"virgin_kg_co2e_per_kg": 8, "recycled_kg_co2e_per_kg": 1}),
    (material_kg_co2e, (2, 30), {"virgin_kg_co2e_per_kg": 8, "recycled_kg_co2e_per_kg": 1}),
    (waste_treatment, (2, 0.5, "landfill"), {"approach": "cut-off", "avoided_kg_co2e": 0}),
    (check_packaging, (True, 0.3), {"total_kg_co2e": 1}),
    (D.ScopeTotal, (1, 200, "site", "unit", 1000), {}),
    (D.distribute, ([D.ScopeTotal(1, 200, "site", "unit", 1000)], {"A": 600}), {}),
    (SHARED.footprint, ("A",), {"units": 100}),
    (SHARED.t_co2e, ("A",), {}),
    (E.Certificate, ("NF-1..NF-9", 100, "2025-04-01", "2025-06-30"), {"valid_from": None}),
    (E.Claim, ("me", BLOCK, "2025-04-01", "2026-03-31", 1000), {}),
    (E.find_double_use, ([E.Claim("me", BLOCK, "2025-04-01", "2026-03-31", 1000)],), {}),
    (E.electricity_factor, ("代替値",), {"supplier": None, "fiscal_year": None}),
    (E.kg_per_kwh, ("0.000423 t-CO2/kWh",), {}),
    (E.location_based, (100, 0.423), {"upstream": 0.05}),
    (E.market_based, (10_000, [BLOCK]), {"residual": 0.457, "period": 2025, "upstream": 0.05}),
    (E.add_emissions, ([(1, "TTW")],), {}),
    (E.Emissions, (1, "TTW"), {}),
    (E.combust, ("軽油", 100, "L", "2023"), {"fiscal_year": None}),
    (E.combust("軽油", 100, "L").with_upstream, (5,), {}),
    (E.kind_of, ("基礎",), {}),
    (E.kinds_for, ("基礎排出量",), {}),
    (E.check_kind, ("基礎", "基礎排出量"), {}),
    (E.fiscal_year, (2025,), {}),
    (E.table_for, (2024,), {}),
    (E.basis_of, ("TTW",), {}),
    (G.gwp100, ("CH4", "AR6", "fossil"), {"source": None}),
    (G.check_report, ("AR6", PACT_V3), {}),
    (G.co2e, ({"CO2": 1, "N2O": 2}, "AR6"), {"origin": "fossil", "source": None}),
    (G.combine, (G.co2e({"CO2": 1}),), {}),
    (exclusion_allowed, (SHARES, ["D"], PACT_V3), {"total": None}),
    (largest_exclusion, (SHARES, PACT_V3), {"by": "share", "total": 100}),
    (exempted_emissions_percent, (SHARES, ["D"], PACT_V3), {"total": 100}),
    (exempted_emissions_percent, (2.6,), {}),
    (EmissionFactor, ("R", 2.0, "kg-CO2e/kg"), {"primary_data_share": 40}),
    (I.material, ("a", 1, "kg", FACTOR), {"primary": True}),
    (I.tonne_km, (1, 2), {}),
    (I.transport_leg, ("a", 1, 2, EmissionFactor("T", 0.1, "kg-CO2e/tkm")), {"primary": True}),
    (Inventory("x", [ROW]).footprint, (), {"yield_rate": 0.9}),
    (Inventory("x", [ROW]).scaled, (2,), {}),
    (Footprint, ("x", ()), {"declared_unit": "piece", "declared_amount": 1,
                            "product_mass_kg": 1}),
    (Footprint("x", ()).hot_spots, (3,), {"by": "flow"}),
    (Process, ("p", [ROW]), {"yield_rate": 0.9, "takes": 1}),
    (Process.of_batch, ("p", [ROW]), {"begun": 100, "good": 95}),
    (L.transport_activity, (1, 2), {}),
    (L.Distance(1, "gcd").to, ("actual", 1.1), {}),
    (L.TCE, ("1", 87, L.Distance(423, "gcd"), TOC), {"daf": 1.1}),
    (L.TOC, ("a", "Road", 0.1, 0.08),
     {"load_factor": 0.5, "energy_carriers": (L.EnergyCarrier("D", 1),)}),
    (L.HOC, ("a", "Warehouse", 0.1, 0.08), {}),
    (L.FuelUse, ("D", 1000, 3.2, 2.6), {}),
    (L.intensity_from_fuel, ([L.FuelUse("D", 1000, 3.2, 2.6)], 40_000), {}),
    (L.intensity_from_vehicle, (),
     {"fuel_per_km": 0.3, "wtw_kg_per_unit": 3.2, "ttw_kg_per_unit": 2.6,
      "max_payload_kg": 10_000, "load_factor": 0.6, "empty_distance_factor": 0.2}),
    (L.fuel_method, (100, 2.6), {"fuel": "diesel"}),
    (L.fuel_economy_method, (100, 3.5, 2.6), {}),
    (L.tonne_km_method, (10, 500, 22), {}),
    (L.improved_tonne_km_method, (10, 576, 100, 10_000, "diesel", 2.6), {}),
    (L.mode_coefficient, ("ship", 2021), {"source": None}),
    (L.lint_transport_records, ([TOC_RECORD],), {}),
    (L.lint_transport_records, (TOC_RECORD,), {}),
    (L.saving_percent, (549, 142), {}),
    (L.Leg, ("t", 5, "TTW", "main"), {}),
    (L.Leg.of, ("t", L.fuel_method(1)), {}),
    (L.Option, ("x", (LEG,)), {"tonnes": 1}),
    (SHIFT.saving_kg, ("rail",), {}),
    (O.ScopeEmissions, (1, 10, "site", "unit", 1, 4), {}),
    (O.organization_footprint, (SCOPES,), {"units": 10, "primary_data_share": 30}),
    (O.compare_levels, (SCOPES, SCOPES), {"units": 10}),
    (O.conserves, (100, {"A": 50}), {}),
    (Q.assurance_due, (2026, False, PACT_V3), {}),
    (Q.renewal_due, (2025, 2026, 12), {}),
    (Q.quality_duties, (2026, PACT_V3), {}),
    (Q.data_quality_rating, ([(1, 2)], PACT_V3), {}),
    (Q.Component, ("a", 1, 40), {}),
    (Q.from_activity, ("a", 1), {"activity_primary": True, "factor_primary": True}),
    (Q.primary_data_share, ([("a", 1, 40)], PACT_V3), {}),
    (Q.data_quality, ([Q.RatedPart("a", 1, {"time": 2})], PACT_V3), {}),
    (Q.ratings_from_pact, ({"technologicalDQR": "1", "temporalDQR": "1"}, PACT_V3), {}),
    (Q.score_time, ("2023-12-31", "2024-12-31", PACT_V3), {}),
    (Q.score_geography, ("JP", "JP"), {"countries_with_subdivisions": None}),
    (Q.score_technology, ("average",), {"primary": False}),
    (edition, ("v2",), {}),
    (exact, (1.0,), {}),
    (Distribution.normal, (10, 1), {}),
    (Distribution.lognormal, (), {"median": 10, "geometric_sd": 1.2}),
    (Distribution.lognormal, (), {"mean": 10, "relative_sd": 0.2}),
    (Distribution.triangular, (1, 2, 3), {}),
    (NORMAL.scaled, (2,), {}),
    (U.simulate, (UNCERTAIN, 10), {"seed": 0}),
    (U.sensitivity, (UNCERTAIN, None), {}),
    (SIMULATION.quantiles, ((5, 50),), {}),
    (plain_footprints, ({"PC": {"Al": 1.0}}, {"PC": 1.0, "Al": 2.0}), {}),
    (SupplyChain, ([("PC", "Al", 1.0, "kg")], {"PC": 1.0, "Al": 2.0}), {}),
    (SupplyChain.from_arrays, (2, [0], [1], [1.0], [1.0, 2.0]), {"products": ["a", "b"]}),
    (CHAIN.with_direct, ({"Al": 3},), {}),
    (CHAIN.by_path, ("PC",), {"most": 10, "cut_off_percent": 0.01}),
    (CHAIN.replace_footprint, ("Al", 3), {"of": "PC"}),
    (CHAIN.scale_factor, (["Al"], 0.5), {"of": "PC"}),
    (CHAIN.change_amount, ("PC", "case", 2), {"of": None}),
    (simulate_chain, (CHAIN, "PC"),
     {"direct": NORMAL, "spreads": {"Al": NORMAL}, "same_factor": {"Al": "x"}, "runs": 10}),
]  # fmt: skip


def answer(function, arguments, named):
    """What comes back: a result, or the refusal."""
    try:
        return function(*arguments, **named)
    except GxdError as refused:
        return refused


def with_one_wrong(arguments, named):
    """The call with one thing wrong: an argument, one entry of a mapping, one row too many."""
    for place, right in enumerate(arguments):
        for wrong in WRONG:
            yield (*arguments[:place], wrong, *arguments[place + 1 :]), named
            if isinstance(right, dict):
                changed = {**right, next(iter(right)): wrong}
                yield (*arguments[:place], changed, *arguments[place + 1 :]), named
            if isinstance(right, list):
                yield (*arguments[:place], [*right, wrong], *arguments[place + 1 :]), named
    for name in named:
        for wrong in WRONG:
            yield arguments, {**named, name: wrong}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: getattr(call[0], "__qualname__", "?"))
@pytest.mark.filterwarnings("error")
def test_no_traceback_and_no_number_that_is_none(call):
    """Each answer prints; one that is a number is finite; a refusal has a code and two sentences."""
    function, arguments, named = call
    assert function(*arguments, **named) is not None
    for wrong_arguments, wrong_named in with_one_wrong(arguments, named):
        found = answer(function, wrong_arguments, wrong_named)
        if isinstance(found, GxdError):
            assert found.code.startswith("GXD-")
            assert min(len(found.ja), len(found.en)) > 5
        assert str(found)
        if isinstance(found, float):
            assert math.isfinite(found), (wrong_arguments, wrong_named)


@pytest.mark.parametrize("word", ["no", "secondary", "いいえ", "False", None, math.nan, 2, []])
def test_a_word_is_not_taken_for_yes(word):
    """In Python "no" counts as true: where yes or no is asked, only True and False answer."""
    for ask in (
        lambda: I.material("a", 1, "kg", FACTOR, primary=word),
        lambda: Q.from_activity("a", 1, activity_primary=word, factor_primary=True),
        lambda: Q.assurance_due(2026, word),
        lambda: A.allocate(PAIR, physical_relation=word),
        lambda: A.SectorRule("PCR", "mass", safeguards_met=word),
        lambda: A.Substitute("B", "grid", 1.0, dominant=word),
    ):
        with pytest.raises(GxdError, match="GXD-F012"):
            ask()
    assert Q.assurance_due(2026, True).sme is True


def test_a_declared_amount_of_zero_is_not_overlooked(tmp_path):
    """0 is refused; it is not taken for "as the sheet says"."""
    sheet = tmp_path / "a.csv"
    sheet.write_text(
        "flow,stage,amount,unit,factor,factor_unit,data\nAl,raw_material,1,kg,8,kg-CO2e/kg,primary\n",
        encoding="utf-8",
    )
    with pytest.raises(GxdError, match="GXD-I023"):
        Inventory.from_file(sheet, declared_amount=0).footprint()


def test_places_and_fuels_in_full_width():
    """ＪＰ is JP, ＥＶ is an electric vehicle."""
    assert Q.score_geography("ＪＰ－１３", "ＪＰ") == 1
    with pytest.raises(GxdError, match="GXD-M012"):
        L.fuel_intensity(50, 4000, "ＥＶ")
    assert L.kg_co2_per_litre("Ｄｉｅｓｅｌ") == L.kg_co2_per_litre("軽油")


def test_an_intensity_needs_some_energy():
    """No fuel at all is no vehicle without emissions: electricity is a carrier, too."""
    with pytest.raises(GxdError, match="GXD-T019"):
        L.intensity_from_fuel([], 40_000)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"co2eIntensityTTW": "-0.1"}, "GXD-T040", "co2eIntensityTTW"),
        ({"energyCarriers": "Diesel"}, "GXD-T041", "energyCarriers"),
        ({"energyCarriers": ["Diesel"]}, "GXD-T041", "energyCarriers[1]"),
        ({"tces": [3]}, "GXD-T041", "tces[1]"),
    ],
)
def test_a_transport_record_of_another_shape(change, code, place):
    """A negative intensity, and text where a list or an object belongs, are findings."""
    found = L.lint_transport_records([{**TOC_RECORD, **change}])
    assert code in {problem.code for problem in found}
    assert place in {problem.where.split(", ")[-1] for problem in found}
