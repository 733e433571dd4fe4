"""Panels of `gxd_teach.widgets` in the book: still while it is built, moved by a script of the page.

A build asks the chapters' kernels for pages, not for widgets that need Python; and only pages
that have a panel load its script.
"""

from __future__ import annotations

import os
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

SCRIPT, STYLE = "panel.js", "panel.css"


def ask_for_pages(app: Sphinx) -> None:
    """Kernels started by this build show panels as pages do: see `gxd_teach.widgets.live`."""
    os.environ["GXD_PANELS"] = "static"


def add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the script where a cell's output is a panel."""
    if 'class="gxd-panel"' in context.get("body", ""):
        app.add_css_file(STYLE)
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Before the chapters are executed, and before each page is written."""
    app.connect("builder-inited", ask_for_pages)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
