"""Execute several chapters at a time, before Sphinx reads them one after another.

Each chapter has a kernel of its own and waits for it most of the time, so two processors do nearly
twice as much. What comes out is put where MyST-NB looks first: its memory of executed chapters.
A chapter that fails here is executed again when it is read, and reported there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

MOST = 4  # kernels at a time; each takes some 300 MB
log = logging.getLogger(__name__)


def at_a_time() -> int:
    """How many chapters are executed together: as many as there are processors, up to `MOST`."""
    try:
        here = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        here = os.cpu_count() or 1
    return max(1, min(MOST, here))


def to_execute(
    env: BuildEnvironment, names: list[str], cache: JupyterCacheAbstract
) -> Iterator[tuple[Path, NotebookNode]]:
    """The notebooks among the documents to read whose outputs are not remembered."""
    for name in names:
        path = Path(env.doc2path(name))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
        if reader is None:
            continue
        notebook = reader.read(text)
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            yield path, notebook


def execute(path: Path, notebook: NotebookNode, seconds: int) -> ExecutionResult:
    """Execute one notebook in its own folder, as MyST-NB does."""
    log.info("%s: Executing notebook together with others", path)
    return single_nb_execution(
        notebook, cwd=str(path.parent), timeout=seconds, allow_errors=False, meta_override=True
    )


def before_reading(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Execute what is about to be read, several at a time, and remember the outputs."""
    settings = env.mystnb_config
    if settings.execution_mode != "cache" or settings.execution_in_temp:
        return
    cache = get_cache(settings.execution_cache_path)
    with ThreadPoolExecutor(at_a_time()) as workers:
        running: dict[Future[ExecutionResult], Path] = {
            workers.submit(execute, path, notebook, settings.execution_timeout): path
            for path, notebook in to_execute(env, names, cache)
        }
        for done in as_completed(running):
            if done.exception() is None and done.result().err is None:
                result = done.result()
                facts = {"execution_seconds": result.time}
                cache.cache_notebook_bundle(
                    CacheBundleIn(result.nb, str(running[done]), data=facts),
                    check_validity=False,
                    overwrite=True,
                )


def setup(app: Sphinx) -> dict[str, bool]:
    """Take the place before reading, behind whatever changes the list of documents."""
    app.connect("env-before-read-docs", before_reading, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
