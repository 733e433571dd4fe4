"""Figures in the pages are drawings (SVG), not pictures: sharp on any screen and on paper.

Letters become outlines, so that a page needs no font for them. Kernels read the settings from a
folder of their own; nobody's own settings of IPython reach a page.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

SETTINGS = """\
c = get_config()
c.HistoryManager.enabled = False
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
# The same figure has the same bytes each time it is drawn.
c.InlineBackend.rc = {"svg.hashsalt": "gxd", "svg.fonttype": "path"}
"""


def settle_kernels(app: Sphinx, config: Config) -> None:
    """Write the settings where the kernels of this build look for them."""
    home = Path(app.outdir).parent / ".ipython"
    profile = home / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    file = profile / "ipython_kernel_config.py"
    if not file.is_file() or file.read_text(encoding="utf-8") != SETTINGS:
        file.write_text(SETTINGS, encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(home)


def setup(app: Sphinx) -> dict[str, bool]:
    """Before anything is executed."""
    app.connect("config-inited", settle_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
