"""What holds for every figure, in Japanese and in English, with small and with large data."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace

import matplotlib
import numpy
import pytest

matplotlib.use("agg")

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.text import Text

from gxd_teach import plots
from gxd_teach.cases import pc
from gxd_teach.errors import GxdError
from gxd_teach.framework import Contribution, Footprint
from gxd_teach.framework.logistics import Leg, Option, compare

LONG = "アルミダイカスト筐体の切削加工と表面処理 long flow name with $ and $ 😀 髙﨑"
STAGES = ("raw_material", "production", "transport", "packaging", "waste", "organization", "検査")


@pytest.fixture(autouse=True)
def _closed():
    yield
    pyplot.close("all")


def _many(seed: int = 0, rows: int = 45) -> Footprint:
    kg = numpy.random.default_rng(seed).lognormal(3, 1.5, rows)
    parts = (
        Contribution(f"{i} {LONG[: 8 + 7 * i % 60]}", STAGES[i % 7], float(one), 0)
        for i, one in enumerate(kg)
    )
    return Footprint(LONG, tuple(parts))


def _removals() -> Footprint:
    parts = (
        Contribution("木材", "raw_material", 5, 0),
        Contribution("_吸収", "raw_material", -9, 0),
    )
    return Footprint("net removal", parts)


def _chassis(times: tuple[float, ...]) -> Footprint:
    made = pc.footprints()["fict-chassis"]
    parts = zip(made.contributions, times, strict=True)
    return replace(
        made, contributions=tuple(replace(part, kg_co2e=part.kg_co2e * by) for part, by in parts)
    )


def _chain() -> list[tuple[str, str, float]]:
    made = pc.footprints()
    chassis, board = list(made["fict-pc"].by_flow())[:2]
    return [
        *plots.footprint_flows(made["fict-pc"]),
        *plots.footprint_flows(made["fict-chassis"], buyer=chassis),
        *plots.footprint_flows(made["fict-board"], buyer=board),
    ]


def _wide_chain() -> list[tuple[str, str, float]]:
    rows = [("0-0", "製品", 100.0), ("製品", "2-1", 1.0)]  # the second closes a loop
    for tier in range(1, 8):
        rows += [
            (
                f"{tier}-{i} {LONG[: 3 * i]}",
                f"{tier - 1}-{i // 2} {LONG[: 3 * (i // 2)]}",
                90.0 / (i + 1),
            )
            for i in range(2 * tier + 3)
        ]
    return rows


def _shift() -> object:
    road = Option("トラック(東京〜大阪)", (Leg("truck", 549.0),))
    rail = Option(LONG, (Leg("truck", 20.6, role="collection"), Leg("rail", 121.4)))
    air = Option("air", (Leg("air", 2231.4), Leg("_van", 1.0, role="delivery")))
    return compare(road, rail, air)


def _shifts() -> object:
    others = (Option(f"案 {i}", tuple(Leg(f"m{j}", i + j) for j in range(12))) for i in range(40))
    return compare(Option("base", (Leg("truck", 50.0),)), *others)


_rng = numpy.random.default_rng(7)
FIGURES = {
    "stages": ("stage_breakdown", "describe_stages", lambda: (_chassis((1, 1, 1, 1)),)),
    "stages-many": ("stage_breakdown", "describe_stages", lambda: (_many(),)),
    "stages-removals": ("stage_breakdown", "describe_stages", lambda: (_removals(),)),
    "waterfall": ("waterfall", "describe_waterfall",
                  lambda: (_chassis((1, 1, 1, 1)), _chassis((0.8, 1, 0.5, 1.9)))),
    "waterfall-small": ("waterfall", "describe_waterfall",
                        lambda: (_chassis((1, 1, 1, 1)), _chassis((0.98, 1.1, 0.95, 1.9)))),
    "waterfall-many": ("waterfall", "describe_waterfall", lambda: (_many(0), _many(1))),
    "waterfall-same": ("waterfall", "describe_waterfall", lambda: (_many(0), _many(0))),
    "waterfall-sign": ("waterfall", "describe_waterfall",
                       lambda: (replace(_chassis((1, 1, 1, 1))), replace(_removals()))),
    "chain": ("chain_sankey", "describe_chain", lambda: (_chain(),)),
    "chain-wide": ("chain_sankey", "describe_chain", lambda: (_wide_chain(),)),
    "tiers": ("tier_chart", "describe_tiers", lambda: ({0: 5.4, 1: 5.7, 2: 10.3},)),
    "tiers-many": ("tier_chart", "describe_tiers", lambda: (list(_rng.lognormal(6, 1, 40)),)),
    "pareto": ("pareto", "describe_pareto", lambda: (_chassis((1, 1, 1, 1)),)),
    "pareto-many": ("pareto", "describe_pareto", lambda: (_many(),)),
    "pareto-removals": ("pareto", "describe_pareto", lambda: (_removals(),)),
    "uncertainty": ("uncertainty", "describe_uncertainty", lambda: (_rng.normal(21, 2, 10_000),)),
    "uncertainty-tail": ("uncertainty", "describe_uncertainty",
                         lambda: (_rng.lognormal(0, 1.8, 10_000),)),
    "uncertainty-one": ("uncertainty", "describe_uncertainty", lambda: ([5.0],)),
    "uncertainty-zero": ("uncertainty", "describe_uncertainty", lambda: ([0.0, 0.0],)),
    "quantiles": ("uncertainty", "describe_uncertainty", lambda: ({2.5: 18, 50: 21, 97.5: 26},)),
    "tornado": ("tornado", "describe_tornado",
                lambda: ({"電力": (19.8, 23.0), LONG: (24.5, 19.9), "same": (21.4, 21.4)}, 21.4)),
    "tornado-many": ("tornado", "describe_tornado",
                     lambda: ({f"入力 {i}": (-i, 2.0 * i) for i in range(50)}, 0.0)),
    "modal-shift": ("modal_shift", "describe_modal_shift", lambda: (_shift(),)),
    "modal-shift-many": ("modal_shift", "describe_modal_shift", lambda: (_shifts(),)),
    "empty": ("pareto", "describe_pareto", lambda: (Footprint("empty", ()),)),
    "empty-years": ("waterfall", "describe_waterfall",
                    lambda: (Footprint("empty", ()), Footprint("empty", ()))),
}  # fmt: skip


@pytest.fixture(params=["ja", "en"])
def language(request, monkeypatch):
    """Both languages."""
    monkeypatch.setenv("GXD_LANG", request.param)
    return request.param


def _texts(figure):
    """Every text that is drawn; matplotlib keeps ticks beyond the axis, and does not draw them."""
    hidden = set()
    for axes in figure.findobj(Axes):
        for axis in (axes.xaxis, axes.yaxis):
            shown = {tick.label1 for tick in axis._update_ticks()} if axes.axison else set()
            shown |= {tick.label2 for tick in axis._update_ticks()} if axes.axison else set()
            hidden |= set(axis.findobj(Text)) - shown - {axis.label, axis.offsetText}
            hidden |= {axis.label, axis.offsetText} if not axes.axison else set()
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden
    ]


@pytest.mark.parametrize("case", FIGURES)
def test_every_label_is_there_whole_and_large_enough(case, language):
    """No missing glyph, no warning, nothing cut at the edge, 9 points or more, phone width."""
    draw, _, data = FIGURES[case]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = getattr(plots, draw)(*data()).figure
        figure.canvas.draw()
    assert figure.get_size_inches()[0] <= 7.2
    edge = figure.bbox
    for text in _texts(figure):
        box = text.get_window_extent()
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= edge.x1 + 1 and box.y1 <= edge.y1 + 1
        assert inside, (text.get_text(), box)
        assert text.get_fontsize() >= 9


@pytest.mark.parametrize("case", FIGURES)
def test_no_label_lies_on_another(case, language):
    """Every label can be read."""
    draw, _, data = FIGURES[case]
    figure = getattr(plots, draw)(*data()).figure
    figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in _texts(figure)]
    for place, (one, box) in enumerate(boxes):
        for other, near in boxes[place + 1 :]:
            wide = min(box.x1, near.x1) - max(box.x0, near.x0)
            high = min(box.y1, near.y1) - max(box.y0, near.y0)
            assert wide <= 1.5 or high <= 1.5, (one, other)


@pytest.mark.parametrize("case", FIGURES)
def test_thirty_bars_or_more_are_gathered(case):
    """A figure never has more than 29 rows."""
    draw, _, data = FIGURES[case]
    assert len(getattr(plots, draw)(*data()).get_yticklabels()) < 30


@pytest.mark.parametrize("case", FIGURES)
def test_the_words_are_of_the_language(case, language):
    """Each figure has its alternative text, in Japanese or in English."""
    _, describe, data = FIGURES[case]
    said = getattr(plots, describe)(*data())
    assert len(said) > 15
    assert ("。" in said) == (language == "ja")
    assert "nan" not in said


GOOD = Footprint("good", (Contribution("x", "production", 1.0, 0),))
WRONG = {
    "pareto nan": ("pareto", ({"a": math.nan},), "GXD-Z101"),
    "pareto text": ("pareto", ({"a": "many"},), "GXD-Z101"),
    "pareto empty": ("pareto", ({},), "GXD-Z102"),
    "pareto kind": ("pareto", (3,), "GXD-Z102"),
    "waterfall units": ("waterfall", (GOOD, replace(GOOD, declared_amount=10.0)), "GXD-Z104"),
    "tiers nan": ("tier_chart", ({0: math.nan},), "GXD-Z101"),
    "tiers inf": ("tier_chart", ([1.0, math.inf],), "GXD-Z101"),
    "tiers empty": ("tier_chart", ([],), "GXD-Z102"),
    "tiers kind": ("tier_chart", ("12",), "GXD-Z102"),
    "chain nan": ("chain_sankey", ([("a", "b", math.nan)],), "GXD-Z101"),
    "chain empty": ("chain_sankey", ([],), "GXD-Z102"),
    "chain zero": ("chain_sankey", ([("a", "b", 0.0)],), "GXD-Z102"),
    "chain row": ("chain_sankey", ([("a", "b")],), "GXD-Z108"),
    "chain text": ("chain_sankey", (["abc"],), "GXD-Z108"),
    "chain self": ("chain_sankey", ([("a", "a", 1.0)],), "GXD-Z108"),
    "chain removal": ("chain_sankey", ([("a", "b", -1.0)],), "GXD-Z109"),
    "samples nan": ("uncertainty", ([1.0, math.nan],), "GXD-Z101"),
    "samples empty": ("uncertainty", ([],), "GXD-Z105"),
    "samples square": ("uncertainty", ([[1.0], [2.0]],), "GXD-Z105"),
    "samples text": ("uncertainty", (["a"],), "GXD-Z105"),
    "quantiles fall": ("uncertainty", ({2.5: 3.0, 97.5: 2.0},), "GXD-Z105"),
    "quantiles one": ("uncertainty", ({50: 3.0},), "GXD-Z105"),
    "tornado nan": ("tornado", ({"a": (1.0, math.nan)}, 1.0), "GXD-Z101"),
    "tornado base": ("tornado", ({"a": (1.0, 2.0)}, math.nan), "GXD-Z101"),
    "tornado no base": ("tornado", ({"a": (1.0, 2.0)},), "GXD-Z101"),
    "tornado one": ("tornado", ({"a": 1.0}, 1.0), "GXD-Z106"),
    "tornado empty": ("tornado", ({}, 1.0), "GXD-Z102"),
    "stages kind": ("stage_breakdown", (None,), "GXD-Z107"),
    "waterfall kind": ("waterfall", (GOOD, 3.0), "GXD-Z107"),
    "modal shift": ("modal_shift", (GOOD,), "GXD-Z107"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_drawn_is_refused_by_name(case):
    """A sentence with a code, never a Python exception."""
    draw, given, code = WRONG[case]
    with pytest.raises(GxdError) as refused:
        getattr(plots, draw)(*given)
    assert refused.value.code == code


@pytest.mark.parametrize("size", [0.0, 1e-12, 1e12, -3.0])
@pytest.mark.parametrize("draw", ["stage_breakdown", "pareto", "waterfall", "tier_chart"])
def test_extreme_sizes_still_make_a_figure(draw, size):
    """Nothing, next to nothing, gigatonnes and removals are drawn like anything else."""
    made = Footprint("x", (Contribution("a", "production", size, 0),))
    given = {"waterfall": (GOOD, made), "tier_chart": ([size, size],)}.get(draw, (made,))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        getattr(plots, draw)(*given).figure.canvas.draw()


def test_a_figure_can_stand_beside_another():
    """Every figure draws into axes that are given, and touches no other."""
    figure, places = pyplot.subplots(3, 3, figsize=(24, 24), layout="constrained")
    first = {draw: (draw, data) for _, (draw, _, data) in reversed(FIGURES.items())}
    for (draw, data), ax in zip(first.values(), places.flat, strict=False):
        assert getattr(plots, draw)(*data(), ax=ax) is ax
    figure.canvas.draw()
