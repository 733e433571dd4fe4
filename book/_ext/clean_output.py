"""Leave nothing behind: no page of a chapter that is gone, no old style, no mark of a past build.

Sphinx never removes a page it once wrote. A chapter taken out of the table of contents, or one
that was never meant for participants, would stay in the folder and be served. And it copies a
changed style sheet only when some page has changed too.
"""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

from sphinx.application import Sphinx

#: Written by `gxd_teach.seminar.book.build` after a build that succeeded.
STAMP = ".gxd-built"


def begin(app: Sphinx) -> None:
    """From here on the folder is no longer what the mark says."""
    (Path(app.outdir) / STAMP).unlink(missing_ok=True)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Remove pages without a document; pages Sphinx makes itself stand at the top."""
    if exception is None and app.builder.name == "html":
        out = Path(app.outdir)
        for page in out.glob("*/**/*.html"):
            name = page.relative_to(out)
            if (
                name.parts[0] != "_static"
                and name.with_suffix("").as_posix() not in app.env.found_docs
            ):
                page.unlink()


def refresh(app: Sphinx, exception: Exception | None) -> None:
    """Copy the static files that differ from those in the folder."""
    if exception is None and app.builder.name == "html":
        for folder in (Path(app.confdir, path) for path in app.config.html_static_path):
            for file in folder.rglob("*") if folder.is_dir() else []:
                copy = Path(app.outdir, "_static", file.relative_to(folder))
                if copy.is_file() and not filecmp.cmp(file, copy, shallow=False):
                    shutil.copyfile(file, copy)


def setup(app: Sphinx) -> dict[str, bool]:
    """At both ends of the build."""
    app.connect("builder-inited", begin)
    app.connect("build-finished", finish)
    app.connect("build-finished", refresh)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
