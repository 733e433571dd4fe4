"""Pages that ask for nothing outside: formulas and sliders come from files beside the book.

Jupyter Book would load MathJax, RequireJS and the widget manager from the network, and puts the
Thebe launcher on every page whether it is used or not. Here the vendored files take their place
(fetched first when they are missing), and Thebe's scripts are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError

from gxd_teach.errors import GxdError
from gxd_teach.seminar.book.assets import MATHJAX, WIDGETS, vendor_assets


class PageAssetsError(SphinxError):
    """The page assets are missing and could not be fetched."""

    category = "gxd_teach"


LETTERS = (
    '"Hiragino Sans", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP", sans-serif'
)


def use_vendored(app: Sphinx, config: Config) -> None:
    """Point every script at the vendored files, which are copied into ``_static``."""
    source = Path(app.srcdir).resolve()
    home = next((up for up in (source, *source.parents) if (up / "book/_offline").is_dir()), source)
    try:
        vendor = vendor_assets(home)
    except GxdError as error:
        raise PageAssetsError(str(error)) from None
    config.html_static_path.append(str(vendor))
    config.mathjax_path = MATHJAX
    # Words within a formula in the letters of the text; else a browser takes thin ones for print.
    config.mathjax3_config = {"chtml": {"unknownFamily": LETTERS}}
    config.nb_ipywidgets_js = {script: {} for script in WIDGETS}


def leave_out_thebe(app: Sphinx, config: Config) -> None:
    """Silence the Thebe extension, which Jupyter Book always loads."""
    for listeners in app.events.listeners.values():
        listeners[:] = [one for one in listeners if one.handler.__module__ != "sphinx_thebe"]


def leave_out_its_style(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Drop the link to a style sheet that is no longer there."""
    context["css_files"] = [
        file
        for file in context["css_files"]
        if getattr(file, "filename", file) != "_static/sphinx-thebe.css"
    ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Settle the scripts before the build, tidy each page at its end."""
    app.connect("config-inited", use_vendored)
    app.connect("config-inited", leave_out_thebe)
    app.connect("html-page-context", leave_out_its_style, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
