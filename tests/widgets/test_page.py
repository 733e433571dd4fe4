"""The panels in a page from a file: moved, read out, printed, without a network and without Python."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.widgets import PANELS, panel
from gxd_teach.widgets.drawing import description, drawn, said
from gxd_teach.widgets.page import chosen

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "book/_static"
DATA = {name: panel(name).payload for name in PANELS}
CHAPTERS = {
    "exemption": "03-boundary",
    "yield": "04-product",
    "allocation-ratio": "05-allocation",
    "organization-level": "06-organization",
    "electricity": "07-electricity",
    "primary-data": "09-primary-data",
    "uncertainty": "10-quality",
    "load-factor": "11-transport-jp",
    "empty-running": "12-transport-chain",
    "data-centres": "16-value",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with all panels, as a file."""
    body = "".join(panel(name)._repr_html_() for name in PANELS)
    page = tmp_path_factory.mktemp("page") / "panels.html"
    page.write_text(
        f'<!doctype html><html lang="ja" data-theme="light"><meta charset="utf-8"><title>panels</title>'
        f'<meta name="viewport" content="width=device-width">'
        f"<style>{(STATIC / 'panel.css').read_text(encoding='utf-8')}</style>"
        f"<main><h1>panels</h1>{body}</main>"
        f"<script>{(STATIC / 'panel.js').read_text(encoding='utf-8')}</script></html>",
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """The page in a browser that has nothing else; a fault of its script is a fault of the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    one = context.new_page()
    faults: list[str] = []
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.goto(address)
    yield one
    context.close()
    assert faults == []


MOVE = """(box, at) => {
  const inputs = box.querySelectorAll(".gxd-panel-control :is(input, select)");
  at.forEach((place, index) => {
    const input = inputs[index];
    if (input.type === "checkbox") input.checked = place === 1; else input.value = String(place);
    input.dispatchEvent(new Event(input.type === "range" ? "input" : "change", { bubbles: true }));
  });
  const svg = box.querySelector("svg");
  return {
    said: [...box.querySelectorAll(".gxd-panel-verdict p")].map((one) =>
      [one.dataset.tone, one.textContent.replace(/^. /u, "")]),
    chosen: box.querySelector(".gxd-panel-chosen").textContent,
    label: svg.getAttribute("aria-label"),
    box: svg.getAttribute("viewBox"),
    marks: [...svg.children].map((one) => [one.tagName,
      Object.fromEntries([...one.attributes].map(({ name, value }) => [name, value])), one.textContent]),
  };
}"""


def positions(data: dict[str, Any], most: int) -> list[list[int]]:
    """The start, both ends, and some in between (the same at each run)."""
    sizes = [len(control["words"]) for control in data["controls"]]
    some = random.Random(7)
    start = [control["start"] for control in data["controls"]]
    ends = [[0] * len(sizes), [size - 1 for size in sizes]]
    return [start, *ends, *([some.randrange(size) for size in sizes] for _ in range(most))]


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_what_python_shows(page: Any, name: str, language: str) -> None:
    """Wherever the controls are taken, sentence, figure and description are those of Python."""
    data = DATA[name]
    if language == "en":
        page.click(".gxd-panel-language >> nth=0")
    box = page.query_selector_all(".gxd-panel")[list(PANELS).index(name)]
    for at in positions(data, 12):
        found = box.evaluate(MOVE, at)
        assert [tuple(line) for line in found["said"]] == said(data, at, language)
        assert found["chosen"] == chosen(data, at, language)
        assert found["label"] == description(data, at, language)
        marks, height = drawn(data, at, language)
        assert found["box"] == f"0 0 360 {height}"
        assert found["marks"] == [[tag, attributes, text] for tag, attributes, text in marks]


def test_keys_move_a_slider_and_the_verdict_is_live(page: Any) -> None:
    """An arrow key takes the ratio from exactly 5 to above it, and the live region says so."""
    box = page.locator(".gxd-panel").nth(list(PANELS).index("allocation-ratio"))
    price = box.get_by_label("B の価格")
    price.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    status = box.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    assert price.get_attribute("aria-valuetext") == "5,000 円/kg"
    assert "物理的配分" in status.inner_text()
    page.keyboard.press("ArrowRight")
    assert price.get_attribute("aria-valuetext") == "5,100 円/kg"
    assert "経済的配分" in status.inner_text()
    box.get_by_role("button", name="はじめの値に戻す").click()
    assert price.get_attribute("aria-valuetext") == "4,000 円/kg"


def test_without_scripts_the_figure_stands(chromium: Any, address: str) -> None:
    """No script: every panel has its figure with a description and its sentence, and no control."""
    context = chromium.new_context(java_script_enabled=False)
    one = context.new_page()
    one.goto(address)
    assert one.locator(".gxd-panel svg[role=img]").count() == len(PANELS)
    assert one.locator(".gxd-panel :is(input, select, button)").count() == 0
    for number, data in enumerate(DATA.values()):
        start = [control["start"] for control in data["controls"]]
        text = one.locator(".gxd-panel").nth(number).inner_text()
        assert chosen(data, start, "ja") in text
        assert all(line in text for _, line in said(data, start, "ja"))
        assert "JavaScript" in text
    context.close()


def test_on_paper_the_controls_are_words(page: Any) -> None:
    """Printed, the panel says where it stands and shows the figure; nothing looks like a control."""
    page.emulate_media(media="print")
    box = page.locator(".gxd-panel").nth(list(PANELS).index("yield"))
    assert box.locator(".gxd-panel-chosen").inner_text() == "良品率: 95 %、続く工程の数: 1 つ"
    assert box.locator("svg").is_visible()
    assert not box.locator("input").first.is_visible()
    assert not box.locator("button").first.is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it_on_a_phone_too(page: Any, theme: str) -> None:
    """At 390 pixels nothing sticks out; names, roles and contrast are right, in the dark as well."""
    from axe_playwright_python.sync_playwright import Axe

    ground = {"light": ("#fff", "#222"), "dark": ("#14181e", "#ced6dd")}[theme]
    page.evaluate(
        """([theme, ground, ink]) => {
          document.documentElement.dataset.theme = theme;
          for (const [name, value] of [["background", ground], ["surface", ground], ["text-base", ink]])
            document.documentElement.style.setProperty(`--pst-color-${name}`, value);
          document.body.style.background = ground;
        }""",
        [theme, *ground],
    )
    page.add_style_tag(content="body { margin: 0 }")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = page.evaluate(
        """[...document.querySelectorAll(".gxd-panel-figure text")].filter((one) => {
          const box = one.closest("svg").getBoundingClientRect(), own = one.getBoundingClientRect();
          return own.right > box.right + 2 || own.left < box.left - 2;
        }).map((one) => one.textContent)"""
    )
    assert wide == []
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    found = Axe().run(page, context=".gxd-panel", options=rules).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found] == []


def test_each_panel_stands_where_its_rule_is_taught() -> None:
    """A chapter calls its panel in a cell, with a sentence before it that says what to try."""
    for name, chapter in CHAPTERS.items():
        part = "cases" if chapter.startswith("16") else "framework"
        text = (ROOT / f"book/{part}/{chapter}.md").read_text(encoding="utf-8")
        cell = re.search(
            rf'^(.+)\n\n```{{code-cell}} ipython3\n(?::tags:.*\n)?\n?from gxd_teach.widgets import panel\n\npanel\("{name}"\)\n```$',
            text,
            re.M,
        )
        assert cell, (name, chapter)
        assert re.search(r"みましょう|探し|確かめ|なります", cell[1]), cell[1]
