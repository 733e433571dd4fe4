"""In JupyterLab the panel's own widgets are shown; in a page never one that nobody can move."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gxd_teach.widgets import PANELS, panel
from gxd_teach.widgets import live as live_module
from gxd_teach.widgets.page import still

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("name", PANELS)
def test_moving_a_widget_draws_the_position(name: str) -> None:
    """Each control taken to its last value shows what the page shows there."""
    one = panel(name)
    title, *moved, figure = one.live().children
    assert one.title.ja in title.value
    at = [control["start"] for control in one.payload["controls"]]
    assert figure.value == still(one.payload, at, "ja", controls=True)
    for place, widget in enumerate(moved):
        last = len(one.payload["controls"][place]["words"]) - 1
        widget.value = bool(last) if one.controls[place].kind == "tick" else last
        at[place] = last
        assert figure.value == still(one.payload, at, "ja", controls=True)


def test_a_page_gets_no_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the book is built, or no kernel listens, there is the page's version alone."""
    bundle = panel("yield")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}  # no kernel in a test
    monkeypatch.setattr(live_module, "_has_kernel", lambda: True)
    monkeypatch.setenv("GXD_PANELS", "static")
    assert VIEW not in panel("yield")._repr_mimebundle_()


def test_a_notebook_gets_the_widget_and_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a kernel, JupyterLab is offered the widget; whoever cannot show it has the figure."""
    monkeypatch.setattr(live_module, "_has_kernel", lambda: True)
    monkeypatch.delenv("GXD_PANELS", raising=False)
    bundle = panel("yield")._repr_mimebundle_()
    assert bundle[VIEW]["model_id"]
    assert "gxd-panel-figure" in bundle["text/html"]


def test_english_is_spoken_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """GXD_LANG=en turns the live panel's words."""
    monkeypatch.setenv("GXD_LANG", "en")
    _, first, *_, figure = panel("yield").live().children
    assert first.description == "yield"
    assert "For one good one" in figure.value


def test_a_kernel_is_found_by_asking_ipython(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython in a terminal has no kernel; Jupyter has one."""
    import IPython

    for shell, has in ((None, False), (SimpleNamespace(kernel=object()), True)):
        monkeypatch.setattr(IPython, "get_ipython", lambda shell=shell: shell)
        assert live_module._has_kernel() is has
