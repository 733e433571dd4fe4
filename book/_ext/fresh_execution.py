"""Execute chapters again when what they compute with has changed.

Jupyter Book remembers the outputs of a chapter by the chapter's text alone: with another emission
factor in ``datasets/`` it would go on showing the old footprint. So the memory is kept in a folder
named by a fingerprint of the package, the datasets and the lock. A new fingerprint is a new folder,
and a changed setting, for which Sphinx reads every page again; the same one executes nothing.
"""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from gxd_teach.language import current
from gxd_teach.seminar.book.fingerprint import fingerprint

#: Folders that stay: this one and the one before, so that going back costs nothing.
KEPT = 2


def key_the_cache(app: Sphinx, config: Config) -> None:
    """Name the cache folder by everything the outputs depend on besides the chapter."""
    facts = [platform.python_version(), current()]
    key = fingerprint(
        Path(app.srcdir), config.fresh_execution_inputs, config.fresh_execution_ignore, facts
    )
    config.nb_execution_cache_path = str(memory(app) / key[:16])
    config.fresh_execution_pieces = fingerprint(Path(__file__).parent, ["."])


def memory(app: Sphinx) -> Path:
    """Where the cache folders lie: beside the pages, as Jupyter Book has it."""
    return Path(app.outdir).parent / ".jupyter_cache"


def forget_the_old(app: Sphinx, exception: Exception | None) -> None:
    """Keep the newest folders only."""
    now = Path(app.config.nb_execution_cache_path)
    if exception is None and now.is_dir():
        os.utime(now)
        folders = [path for path in memory(app).iterdir() if path.is_dir()]
        for path in sorted(folders, key=lambda path: path.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(path, ignore_errors=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set the folder before Sphinx compares this build's settings with the last one's."""
    app.add_config_value("fresh_execution_inputs", [], "")
    app.add_config_value("fresh_execution_ignore", [], "")
    # Our own Sphinx pieces: when one changes, Sphinx reads every page again, executing none.
    app.add_config_value("fresh_execution_pieces", "", "env")
    app.connect("config-inited", key_the_cache)
    app.connect("build-finished", forget_the_old)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
