"""Ouranos' four figures of a part and PACT's one number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.convert.ouranos import ouranos_to_pact
from gxd_teach.techspec.convert.ouranos_out import pact_to_ouranos

Make = Callable[..., dict[str, Any]]
TRACE = "00000000-1111-4222-8333-444444444444"
FILL = {
    "companyName": "FICT-PART",
    "companyIds": ["urn:gln:4912345000009"],
    "productNameCompany": "部品",
    "created": "2026-05-01T00:00:00Z",
    "pcf": {
        "referencePeriodStart": "2025-04-01T00:00:00Z",
        "referencePeriodEnd": "2026-04-01T00:00:00Z",
        "fossilCarbonContent": "0",
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067"],
        "exemptedEmissionsPercent": "0",
    },
}


def rows(**figures: float | None) -> list[dict[str, Any]]:
    """CfpModel objects of one part, by cfpType."""
    return [
        {
            "cfpId": None, "traceId": TRACE, "ghgEmission": figure,
            "ghgDeclaredUnit": "kgCO2e/kilogram", "cfpType": kind,
            "dqrType": "preProcessing", "dqrValue": {"TeR": 2.1, "GeR": 0, "TiR": None},
        }
        for kind, figure in figures.items()
    ]  # fmt: skip


def test_the_four_figures_of_a_part_make_its_footprint() -> None:
    """0.1 + 0.2 + 0.3 + 0.4 kg per kilogram are exactly 1.0."""
    made = ouranos_to_pact(
        rows(preProduction=0.1, mainProduction=0.2, preComponent=0.3, mainComponent=0.4), FILL
    )
    pcf = made.record.pcf
    assert str(pcf.pcfExcludingBiogenicUptake) == "1.0"
    assert (pcf.declaredUnitOfMeasurement, pcf.declaredUnitAmount) == ("kilogram", 1)
    assert made.record.productIds == (f"urn:uuid:{TRACE}",)
    assert any(one.kind == "approximated" and "child parts" in one.reason.en for one in made.losses)
    assert any(one.path == "[0].dqrValue" and one.kind == "dropped" for one in made.losses)


def test_totals_over_the_tree_win_over_the_part_alone() -> None:
    """The …Total rows hold the child parts too."""
    made = ouranos_to_pact(
        rows(mainProduction=1, preProductionTotal=2, mainProductionTotal=3), FILL
    )
    assert made.record.pcf.pcfExcludingBiogenicUptake == 5


def test_what_ouranos_does_not_know_is_asked_for_at_once() -> None:
    """Company, period, standards …: each missing property by its path."""
    with pytest.raises(ProblemsError) as caught:
        ouranos_to_pact(rows(mainProduction=1))
    codes = {one.where: one.code for one in caught.value.problems}
    assert codes["companyName"] == codes["pcf.referencePeriodStart"] == "GXD-R121"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"ghgEmission": "1.5"}, "[0].ghgEmission"),
        ({"ghgDeclaredUnit": "kgCO2e/kg"}, "[0].ghgDeclaredUnit"),
        ({"traceId": "part-1"}, "[0].traceId"),
    ],
)
def test_a_row_that_does_not_fit_is_named(change: dict[str, Any], where: str) -> None:
    """By row and property."""
    (row,) = rows(mainProduction=1)
    with pytest.raises(ProblemsError) as caught:
        ouranos_to_pact([row | change], FILL)
    assert [one.where for one in caught.value.problems] == [where]


def test_rows_of_two_parts_are_not_added_up() -> None:
    """One part at a time."""
    one, other = rows(mainProduction=1, mainComponent=2)
    with pytest.raises(ProblemsError, match="GXD-R143"):
        ouranos_to_pact([one, other | {"traceId": TRACE.replace("0", "9")}], FILL)


def test_one_opaque_number_becomes_main_production(v3: Make) -> None:
    """11.5 kg for 4 kg are 2.875 per kilogram; how it splits, PACT does not say."""
    made = pact_to_ouranos(v3(), trace_id=TRACE)
    by_type = {one["cfpType"]: one for one in made.record}
    assert list(by_type) == ["preProduction", "mainProduction", "preComponent", "mainComponent"]
    assert Decimal(by_type["mainProduction"]["ghgEmission"]) == Decimal("2.875")
    assert by_type["mainProduction"]["ghgDeclaredUnit"] == "kgCO2e/kilogram"
    assert {one["traceId"] for one in made.record} == {TRACE}
    assert "companyName" in {one.path for one in made.of_kind("dropped")}


def test_a_company_that_knows_the_split_hands_it_over(v3: Make) -> None:
    """The four must make the total."""
    made = pact_to_ouranos(v3(), split={"mainProduction": 0.875, "mainComponent": 2})
    assert [Decimal(one["ghgEmission"]) for one in made.record] == [0, Decimal("0.875"), 0, 2]
    with pytest.raises(GxdError, match="GXD-R131"):
        pact_to_ouranos(v3(), split={"mainProduction": 1})


@pytest.mark.parametrize(
    "changes",
    [
        {"declaredUnitOfMeasurement": "hour"},
        {"pcfExcludingBiogenicUptake": "400000", "fossilGhgEmissions": "400000"},
        {"pcfExcludingBiogenicUptake": "-1"},
    ],
)
def test_what_ouranos_cannot_hold_makes_no_record(v3: Make, changes: dict[str, str]) -> None:
    """Its units, and figures from 0 to 99999.99999."""
    made = pact_to_ouranos(v3(**changes))
    assert made.record is None
    assert made.of_kind("missing")


def test_there_and_back_keeps_the_footprint(v3: Make) -> None:
    """A figure of five decimals comes back as it was, per one unit."""
    there = pact_to_ouranos(v3(), trace_id=TRACE)
    back = ouranos_to_pact(there.to_json(), FILL)
    assert back.record.pcf.pcfExcludingBiogenicUptake == Decimal("2.875")
