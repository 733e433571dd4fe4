"""What the panels say is what the rules say: by hand, and at every position."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from decimal import Decimal
from functools import lru_cache
from itertools import product

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.framework import location_based, market_based
from gxd_teach.language import Text
from gxd_teach.widgets import PANELS, Panel, panel
from gxd_teach.widgets.charts import Bars, Row
from gxd_teach.widgets.controls import slider, tick
from gxd_teach.widgets.drawing import said
from gxd_teach.widgets.shown import Shown, Verdict


@lru_cache
def made(name: str) -> Panel:
    return panel(name)


def shown(name: str, **at: object) -> dict[str, str | None]:
    return dict(made(name).at(**at).numbers)


@pytest.mark.parametrize(
    ("price", "mass", "ratio", "share"),
    [
        (4000, 2, "4", "20.0"),  # by mass: 2 of 10 kg
        (5000, 2, "5", "20.0"),  # exactly 5 is not above 5
        (5100, 2, "5.1", "56.0"),  # by value: 10,200 of 18,200
        (200, 2, "5", "20.0"),  # A is five times as dear
        (100, 2, "10", "2.4"),  # by value: 200 of 8,200
        (6000, 5, "6", "78.9"),  # by value: 30,000 of 38,000
    ],
)
def test_allocation_changes_above_five_and_not_at_five(
    price: int, mass: int, ratio: str, share: str
) -> None:
    """Up to a ratio of exactly 5 by mass, above it by value, whichever product is the dearer."""
    numbers = shown("allocation-ratio", price_b=price, mass_b=mass)
    assert (numbers["ratio"], numbers["b"]) == (ratio, share)


def test_without_a_relation_the_value_decides_below_five_too() -> None:
    """Where mass shows no relation, 2 kg at 4,000 beside 8 kg at 1,000 carry half."""
    assert shown("allocation-ratio", physical=False)["b"] == "50.0"


def test_every_set_is_judged_as_by_hand_under_both_editions() -> None:
    """v2: at most 5 % in all and none above 1 %; v3: at most 3 % in all; all 128 sets."""
    shares = [Decimal(text) for text in ("50", "30", "15", "2.4", "1.4", "0.7", "0.5")]
    one = made("exemption")
    for boxes in product([False, True], repeat=7):
        out = [share for share, ticked in zip(shares, boxes, strict=True) if ticked]
        v2, v3 = one.at(**{f"p{n}": ticked for n, ticked in enumerate(boxes)}).verdicts
        if not out:
            assert {v2.tone, v3.tone} == {"plain"}
            continue
        assert (v2.tone == "good") is (sum(out) <= 5 and max(out) <= 1), out
        assert (v3.tone == "good") is (sum(out) <= 3), out
        assert Decimal(one.at(**{f"p{n}": t for n, t in enumerate(boxes)}).numbers["total"]) == sum(
            out
        )


def test_four_small_ones_break_each_rule_for_its_own_reason() -> None:
    """2.4 + 1.4 + 0.7 + 0.5 is exactly 5: v2 refuses it for the single ones, v3 for the sum."""
    v2, v3 = map(str, made("exemption").at(p3=True, p4=True).verdicts)
    assert "1 % を超える" in v2
    assert "合計" not in v2
    assert "5 % が 3 % を超えます" in v3


def test_the_share_of_the_aluminium_reaches_the_pc_by_weight() -> None:
    """40, 25 and 30 % give 32.25 and 23.68 %; aluminium at 100 % gives (9.6 + 0.15 + 1.08)/21.408."""
    numbers = shown("primary-data")
    assert (numbers["chassis"], numbers["pc"]) == ("32.25", "23.68")
    assert shown("primary-data", aluminium=100)["pc"] == "50.59"
    assert shown("primary-data", aluminium=0, resin=0, board=0)["pc"] == "0.00"


def test_level_and_index_move_the_piece_and_not_the_emissions() -> None:
    """Site and pieces 0.2 + 0.9 + 2.5; organization 0.1 + 0.4 + 2.5; twice the area 2/11 of the site."""
    assert shown("organization-level")["total"] == "3.60"
    assert shown("organization-level", level="organization")["total"] == "3.00"
    assert shown("organization-level", size=2.0)["total"] == "3.60"
    by_area = shown("organization-level", size=2.0, index="volume")
    assert by_area["scope2"] == f"{900_000 * 2 / 11 / 100_000:.2f}"
    assert by_area["total"] == f"{1_100_000 * 2 / 11 / 100_000 + 2.5:.2f}"


@pytest.mark.parametrize(("rate", "processes"), [(95, 1), (95, 2), (80, 3), (100, 3)])
def test_losses_divide_and_compound(rate: int, processes: int) -> None:
    """The good one carries 12.372186 kg divided by the yield, once for each process."""
    expected = 12.372186 / (rate / 100) ** processes
    assert shown("yield", yield_percent=rate, processes=processes)["good"] == f"{expected:.3f}"


def test_certificates_count_zero_and_the_rest_the_residual() -> None:
    """4,000 of 10,000 kWh are certified: 6,000 × 0.457; with all certified nothing is left."""
    assert shown("electricity")["market"] == "2,742"
    assert shown("electricity", share=100)["market"] == "0"
    assert shown("electricity", share=100)["location"] == "4,230"


def test_what_may_not_stand_for_the_rest_is_refused_in_the_rules_own_words() -> None:
    """An average for the rest is refused with the sentence that `market_based` gives."""
    with pytest.raises(GxdError) as refused:
        market_based(10_000, 4_000, residual="全国平均")
    at = made("electricity").at(factor="ELEC-JP-AVERAGE-FY2024")
    assert at.numbers["market"] is None
    assert refused.value.ja in str(at.verdicts[0])
    for factor in ("UNADJUSTED-FY2024", "ADJUSTED-FY2023", "SUBSTITUTE-FY2024"):
        name = next(one for one in made("electricity").controls[0].values if one.endswith(factor))
        assert made("electricity").at(factor=name).numbers["market"] is None, factor
    assert made("electricity").at().numbers["location"] == f"{location_based(10_000).kg_co2e:,.0f}"


def test_half_a_load_costs_nearly_a_whole_trip() -> None:
    """The published 549 kg full; at 50 % 481.9 kg, which is 1.76 times as much per tonne."""
    assert shown("load-factor", load=100)["trip"] == "549.0"
    assert shown("load-factor", load=50)["trip"] == "481.9"
    assert "1.76 倍" in str(made("load-factor").at(load=50).verdicts[0])


def test_the_spread_is_that_of_the_lognormal() -> None:
    """With 20 % on the aluminium alone, 95 % lie where the distribution's formula puts them."""
    s = math.sqrt(math.log1p(0.2**2))
    median = 9.6 / math.sqrt(1.04)
    numbers = shown("uncertainty", others=0)
    for key, sign in (("low", -1), ("high", 1)):
        expected = 2.772186 + median * math.exp(sign * 1.959964 * s)
        assert float(str(numbers[key])) == pytest.approx(expected, abs=0.25), key
    assert numbers["aluminium"] == "100"


@pytest.mark.parametrize(("others", "first"), [(20, "アルミ板の係数"), (30, "ほかの係数")])
def test_what_to_look_at_first_changes_with_the_spreads(others: int, first: str) -> None:
    """5 % of 9.6 kg against a fifth, then three tenths, of 2.115, 0.6 and 0.057 kg."""
    said_there = str(made("uncertainty").at(aluminium=5, others=others).verdicts[0])
    assert f"先に確かめるのは{first}です" in said_there


def test_a_distribution_loses_no_run() -> None:
    """The columns of each position add up to all runs."""
    for at, one in made("uncertainty").grid:
        columns = [float(str(one.numbers[f"c{n}"])) for n in range(36)]
        assert sum(columns) == pytest.approx(100, abs=0.6), at


def test_empty_kilometres_are_in_the_intensity() -> None:
    """0.3 L × 3.2 kg over 10 t × 0.6 × 0.8 is 0.2 kg per tkm; without empty running 0.16."""
    assert shown("empty-running")["wtw"] == "0.200"
    assert shown("empty-running", empty=0)["wtw"] == "0.160"


def test_two_sites_are_added_before_they_are_divided() -> None:
    """(1,000 × 1.2 + 3,000 × 1.8) / 4,000 is 1.65, not 1.50."""
    assert shown("data-centres") == {"both": "1.65", "mean": "1.50"}


@pytest.mark.parametrize("name", PANELS)
def test_the_grid_is_what_the_panel_calculates(name: str) -> None:
    """Each row of the page's grid says, in both languages, what is calculated there anew."""
    one = made(name)
    data = one.payload
    keys = list(dict.fromkeys(key for chart in one.charts for key in chart.keys))
    for place, (at, _) in enumerate(one.grid):
        fresh = one.calculate(**at)
        assert data["points"][place][1] == [fresh.numbers[key] for key in keys]
        index = [control.place(at[control.name]) for control in one.controls]
        assert [text for _, text in said(data, index, "ja")] == [
            str(verdict) for verdict in fresh.verdicts
        ]
        for _, text in said(data, index, "en"):
            assert "{" not in text
            assert not any("\u3040" <= letter <= "\u9fff" for letter in text), text


@pytest.mark.parametrize("name", PANELS)
def test_no_control_is_dead(name: str) -> None:
    """Moving any one control, the others staying, changes what is shown somewhere."""
    one = made(name)
    for control in one.controls:
        seen: dict[str, set[str]] = {}
        for at, found in one.grid:
            others = str({key: value for key, value in at.items() if key != control.name})
            told = f"{dict(found.numbers)} {[str(verdict) for verdict in found.verdicts]}"
            seen.setdefault(others, set()).add(told)
        assert max(map(len, seen.values())) > 1, control.name


@pytest.mark.parametrize("name", PANELS)
def test_a_page_stays_light(name: str) -> None:
    """What a panel puts into a page is below 60 kB, and the same at every build."""
    html = made(name)._repr_html_()
    assert len(html.encode()) < 60_000
    assert html == panel(name)._repr_html_()
    assert json.loads(json.dumps(made(name).payload)) == made(name).payload


def test_parameters_change_the_panel() -> None:
    """Another distance, another price, another product give their own numbers."""
    assert panel("load-factor", km=1152).at(load=100).numbers["trip"] == "1,098.0"
    assert panel("allocation-ratio", price_a=2000).at(price_b=10_000).numbers["ratio"] == "5"
    assert panel("electricity", residual=0.5).at().numbers["market"] == "3,000"


def _broken(**changes: object) -> object:
    axis = slider("x", Text("量", "amount"), [1, 2], 1, Text("kg", "kg"))
    chart = Bars(Text("図", "chart"), "kg", (Row("kg", Text("量", "amount")),))
    parts = {"controls": (axis,), "charts": (chart,),
             "calculate": lambda x: Shown({"kg": str(x)}, (Verdict(Text("文", "a sentence")),))}  # fmt: skip
    return Panel("x", Text("題", "title"), **(parts | changes)).payload  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("GXD-Z201", lambda: panel("allocation")),
        ("GXD-Z201", lambda: panel(5)),  # type: ignore[arg-type]
        ("GXD-Z202", lambda: made("yield").at(good=95)),
        ("GXD-Z203", lambda: made("yield").at(yield_percent=0.95)),
        ("GXD-Z203", lambda: made("exemption").at(p0=1)),
        ("GXD-Z204", lambda: slider("x", Text("量", "x"), [2, 1], 1, Text("", ""))),
        ("GXD-Z204", lambda: slider("x", Text("量", "x"), range(500), 1, Text("", ""))),
        ("GXD-Z204", lambda: _broken(controls=(tick("y", Text("量", "amount")),))),
        ("GXD-Z205", lambda: _broken(calculate=lambda x: Shown({}, ()))),
        ("GXD-Z206", lambda: panel("yield", km=5)),
        ("GXD-A003", lambda: panel("allocation-ratio", mass_a=-8).payload),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(code: str, attempt: object) -> None:
    """A wrong name, value or parameter gets its code and both languages, never a traceback."""
    with pytest.raises(GxdError) as found:
        attempt()  # type: ignore[operator]
    assert found.value.code == code
    assert found.value.ja
    assert found.value.en


def test_the_panels_wait_for_nothing_heavy() -> None:
    """Importing them needs the standard library only: no pandas, no matplotlib, no ipywidgets."""
    heavy = "{'numpy', 'pandas', 'matplotlib', 'ipywidgets', 'IPython', 'pint'}"
    code = f"import sys, gxd_teach.widgets; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
