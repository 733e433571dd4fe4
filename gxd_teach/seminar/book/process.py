"""A child process that is watched line by line and never outlives us.

Jupyter starts its kernels in sessions of their own, so ending the child's group is not enough:
the whole family is looked up and ended.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["end_family", "run_watched"]


def run_watched(
    command: Sequence[str | os.PathLike[str]],
    *,
    cwd: Path,
    on_line: Callable[[str], None],
    env: dict[str, str] | None = None,
) -> int:
    """Run to the end, handing over each line of output, and return the exit status.

    Whatever interrupts us (Ctrl-C, a signal turned into an exception) ends the child and all
    its children before it goes on.
    """
    with subprocess.Popen(
        [os.fspath(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # the terminal's Ctrl-C reaches us alone; we end the child
    ) as child:
        try:
            assert child.stdout is not None
            for line in child.stdout:
                on_line(line.rstrip("\n"))
            return child.wait()
        except BaseException:
            end_family(child.pid)
            raise


def end_family(pid: int, patience: float = 3.0) -> None:
    """Ask a process and all that it started to end, and kill what has not ended by then."""
    import psutil

    try:
        parent = psutil.Process(pid)
        family = [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(family, timeout=patience)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=patience)
