"""A panel in JupyterLab: sliders that calculate while Python runs.

Whether somebody can move them is found out here: a kernel must be listening, and nobody may
have asked for pages (`GXD_PANELS=static`, as the book's build does).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from gxd_teach.language import current
from gxd_teach.widgets.marks import word
from gxd_teach.widgets.page import still

if TYPE_CHECKING:
    from gxd_teach.widgets.declaration import Panel

__all__ = ["live", "view_of"]

VIEW = "application/vnd.jupyter.widget-view+json"


def view_of(panel: Panel) -> Any:
    """What JupyterLab shows of the live panel, or None where nobody can move one."""
    if os.environ.get("GXD_PANELS") == "static" or not _has_kernel():
        return None
    try:
        made = live(panel)
    except ImportError:
        return None
    return made._repr_mimebundle_()[VIEW]


def _has_kernel() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None


def live(panel: Panel) -> Any:
    """The panel's controls over its figure, as an ipywidgets box.

    One change draws one figure; the browser sends the next only when it has come.
    """
    import ipywidgets

    data, language = panel.payload, current()
    wide = ipywidgets.Layout(width="100%", max_width="34rem")
    style = {"description_width": "initial"}
    moved = []
    for control in data["controls"]:
        options = [(word(one, language), place) for place, one in enumerate(control["words"])]
        label = word(control["label"], language)
        start = control["start"]
        if control["kind"] == "tick":
            moved.append(ipywidgets.Checkbox(value=bool(start), description=label, indent=False,
                                             layout=wide, style=style))  # fmt: skip
        else:
            kind = (
                ipywidgets.SelectionSlider if control["kind"] == "slider" else ipywidgets.Dropdown
            )
            moved.append(kind(options=options, value=start, description=label, layout=wide,
                              style=style))  # fmt: skip
    title = ipywidgets.HTML(f"<strong>{word(data['title'], language)}</strong>")
    figure = ipywidgets.HTML(layout=wide)

    def draw(_: object = None) -> None:
        figure.value = still(data, [int(one.value) for one in moved], language, controls=True)

    for one in moved:
        one.observe(draw, names="value")
    draw()
    return ipywidgets.VBox([title, *moved, figure])
