"""Figures: what they show, in a font that has every character."""

from __future__ import annotations

import warnings

import matplotlib
import pytest

matplotlib.use("agg")

from matplotlib import pyplot

from gxd_teach.cases import pc
from gxd_teach.framework import Contribution, Footprint
from gxd_teach.plots import describe_stages, stage_breakdown, use_japanese


@pytest.fixture(autouse=True)
def _closed():
    yield
    pyplot.close("all")


def test_one_bar_for_each_flow_as_long_as_its_emissions():
    """The figure shows the contributions, nothing else."""
    footprint = pc.footprints()["fict-chassis"]
    axes = stage_breakdown(footprint)
    assert [bar.get_width() for bar in axes.patches] == list(footprint.by_flow().values())
    assert [tick.get_text() for tick in axes.get_yticklabels()] == list(footprint.by_flow())
    assert "kg-CO₂e" in axes.get_xlabel()
    assert "12.372" in axes.get_title()


def test_stages_differ_in_grey_too():
    """Each stage has its own hatch, so that a copy in black and white still tells."""
    axes = stage_breakdown(pc.footprints()["fict-chassis"])
    assert len({bar.get_hatch() for bar in axes.patches}) == 3


def test_no_character_is_missing():
    """Kanji, the subscript of CO₂, units and marks are drawn without a warning."""
    use_japanese()
    parts = (Contribution("排出量 CO₂e m³ − ㎏ ① Σ ≥ µ 髙﨑 ～ ％ ・", "検査", 1.0, 0),)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stage_breakdown(Footprint("髙﨑 ㎏", parts)).figure.canvas.draw()


@pytest.mark.parametrize("parts", [(), (Contribution("x", "s", 0.0, 0),)])
def test_nothing_to_show_is_no_crash(parts):
    """An empty or a zero footprint still makes a figure."""
    stage_breakdown(Footprint("empty", parts)).figure.canvas.draw()


def test_the_figure_in_words_says_the_same():
    """Alternative text: every flow with its share, in either language."""
    said = describe_stages(pc.footprints()["fict-chassis"])
    assert "アルミ板 9.600 kg (77.6 %)" in said


def test_english_labels(monkeypatch):
    """GXD_LANG=en turns axes and stages."""
    monkeypatch.setenv("GXD_LANG", "en")
    axes = stage_breakdown(pc.footprints()["fict-chassis"])
    assert axes.get_xlabel().startswith("emissions")
    assert "aluminium sheet" in [tick.get_text() for tick in axes.get_yticklabels()]
