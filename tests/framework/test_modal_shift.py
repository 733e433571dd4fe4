"""The same consignment by other modes."""

from __future__ import annotations

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.framework.logistics import (
    HOC,
    TCE,
    TOC,
    Leg,
    Option,
    TransportChain,
    compare,
    improved_tonne_km_method,
    option_from_chain,
    saving_percent,
)

TRUCK = Option("truck", (Leg("truck", 549),), tonnes=10)
RAIL = Option(
    "rail",
    (Leg("truck", 10, role="collection"), Leg("rail", 122), Leg("truck", 10, role="delivery")),
    tonnes=10,
)


def test_the_saving_is_a_share_of_the_base():
    """(549 - 142) / 549 = 74.1 %, not 549 / 142 = 386.6 %."""
    assert saving_percent(549, 142) == pytest.approx(100 * 407 / 549)
    assert round(saving_percent(549, 142), 1) == 74.1


def test_from_truck_to_rail():
    """549 kg against 122 + 20 kg, collection and delivery included."""
    shift = compare(TRUCK, RAIL)
    assert shift.saving_kg() == pytest.approx(407)
    assert shift.saving_percent("rail") == pytest.approx(74.13, abs=5e-3)
    assert RAIL.by_mode() == {"truck": 20, "rail": 122}
    assert shift.best is RAIL


def test_the_published_rail_route():
    """Tokyo to Osaka: 552 km of rail at 22 g/tkm are 121 of 142 kg; the truck way is 549 kg."""
    road = Option("truck", (Leg.of("truck", improved_tonne_km_method(10, 576, 100, 10_000)),))
    main = Leg.by_tonne_km("rail", 10, 552, 22)
    rail = Option("rail", (main, Leg("truck", 142 - main.kg_co2e, role="collection")))
    assert main.kg_co2e == pytest.approx(121.44)
    assert round(compare(road, rail).saving_percent()) == 74


def test_an_option_may_emit_more():
    """By air the saving is negative, and the base stays the best."""
    shift = compare(TRUCK, Option("air", (Leg("air", 1098),)))
    assert shift.saving_percent() == pytest.approx(-100)
    assert shift.best is TRUCK
    assert "100.0 %" in str(shift)


def test_several_alternatives_side_by_side():
    """Each has its own saving."""
    shift = compare(TRUCK, RAIL, Option("ship", (Leg("ship", 274.5),)))
    assert shift.saving_percent("ship") == pytest.approx(50)
    with pytest.raises(GxdError, match=r"GXD-M008.*ship"):
        shift.saving_kg("barge")


def test_the_table_shows_legs_and_sums():
    """Four legs and two sums; the base saves nothing."""
    frame = compare(TRUCK, RAIL).to_frame()
    assert len(frame) == 6
    assert frame.iloc[1, 6] == 0
    assert frame.iloc[5, 4] == 142
    assert frame.iloc[5, 6] == pytest.approx(74.13, abs=5e-3)
    assert "<table" in compare(TRUCK, RAIL)._repr_html_()


def test_ttw_is_not_compared_with_wtw():
    """Unless one says so; then the result says it too."""
    rail = Option("rail", (Leg("rail", 142, "WTW"),))
    with pytest.raises(GxdError, match=r"GXD-M007.*TTW.*WTW"):
        compare(TRUCK, rail)
    shift = compare(TRUCK, rail, allow_mixed_boundaries=True)
    assert "WTW" in shift.cautions[0]


def test_legs_of_two_boundaries_do_not_add_up():
    """Within one option there is no way around."""
    with pytest.raises(GxdError, match=r"GXD-M004.*rail"):
        Option("rail", (Leg("rail", 1, "WTW"), Leg("truck", 1, "TTW")))


def test_a_comparison_tank_to_wheel_says_so():
    """The upstream of the fuel is not in it."""
    assert "TTW" in compare(TRUCK, RAIL).cautions[0]


def test_a_chain_is_an_option_in_either_boundary():
    """1,000 tkm x 0.03 and 10 t x 1.2 at a hub: 42 kg WTW, 24 kg TTW."""
    chain = TransportChain(
        [
            TCE("1", toc=TOC("train", "Rail", 0.03, 0.02), tonne_km=1000),
            TCE("2", 10_000, hoc=HOC("dc", "Warehouse", 1.2, 0.4)),
        ]
    )
    wtw = option_from_chain("rail", chain)
    assert (wtw.kg_co2e, wtw.boundary) == (pytest.approx(42), "WTW")
    assert [leg.role for leg in wtw.legs] == ["main", "hub"]
    assert option_from_chain("rail", chain, "TTW").kg_co2e == pytest.approx(24)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: compare(TRUCK), "GXD-M005"),
        (lambda: compare(TRUCK, TRUCK), "GXD-M005"),
        (lambda: compare(TRUCK, Option("rail", (Leg("rail", 1),), tonnes=5)), "GXD-M006"),
        (lambda: compare(Option("none", (Leg("truck", 0),)), RAIL), "GXD-M001"),
        (lambda: saving_percent(0, 1), "GXD-M001"),
        (lambda: Leg("rail", -1), "GXD-M001"),
        (lambda: Leg("rail", 1, "tank"), "GXD-M002"),
        (lambda: Leg("rail", 1, "TTW", "middle"), "GXD-M002"),
        (lambda: Option("rail", ()), "GXD-M003"),
        (lambda: Option("rail", (Leg("rail", 1),), tonnes=0), "GXD-M001"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, code):
    """No alternative, other consignments, a base of nothing, words that are none."""
    with pytest.raises(GxdError, match=code):
        call()
