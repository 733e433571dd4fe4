"""The warm parent: imports everything once, then forks a caged child for each submission.

Runs behind the walls, as ``python -m gxd_teach.classroom.sandbox.warm DESCRIPTOR``. It never
reads a submission: each comes as a socket of its own, which only its child opens, so nothing
of one can be found in the memory of the next.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import shutil
import socket
import sys
import warnings
from pathlib import Path
from typing import Any, NoReturn

from gxd_teach.classroom.sandbox.cage import caged, forget_privileges, keep_only
from gxd_teach.classroom.sandbox.cells import run_cells
from gxd_teach.classroom.sandbox.frames import read_messages, send
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.pages import in_large_pages
from gxd_teach.classroom.sandbox.watching import clear_up, watch

__all__ = ["main"]

_PATIENCE = 10.0  # seconds for a job to arrive once its socket is there
_LARGEST_JOB = 64 * 1024 * 1024
# By name: the classroom does not know what notebooks calculate with, it only has it ready. The
# others are imported only when they are used: by an error, a picture, a shell command.
_READY = (
    "gxd_teach.framework", "gxd_teach.cases.pc", "gxd_teach.plots",
    "gxd_teach.classroom.selfcheck", "stack_data", "executing", "pure_eval",
    "pygments.formatters.terminal256", "pexpect", "pandas.io.formats.string",
    "PIL.PngImagePlugin", "PIL.JpegImagePlugin",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Serve jobs from the control socket until it is closed.

    `arguments`: the socket's descriptor, ``walls`` or ``trust``, and the user to become.
    """
    control = socket.socket(fileno=int(arguments[0]))
    walls = arguments[1] == "walls"
    keep_only([control.fileno()])
    if walls and int(arguments[2]) and os.getuid() == 0:
        forget_privileges(int(arguments[2]))
    shell = _warm_up()
    gc.collect()
    gc.freeze()  # what all children share is not looked at again, and so not copied
    in_large_pages()
    send(control, {"ready": os.getuid()})
    while True:
        said, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        if not said:
            return
        limits = Limits(**json.loads(said))
        first = caged(limits, _work_on(descriptors[0], shell, limits, walls), walls=walls)
        os.close(descriptors[0])
        ended = watch(first, limits)
        clear_up(first, walls=walls)
        send(control, {"ended": ended})


def _warm_up() -> Any:
    """Import what notebooks import, and make the shell they will run in."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import matplotlib.figure
        import matplotlib.pyplot
        import numpy
        import pandas
        import scipy.sparse  # noqa: F401

        from gxd_teach.classroom.sandbox.shell import Shell
        from gxd_teach.units import convert

        convert(1.0, "kg", "t")  # pint reads its unit file once
        pandas.DataFrame({"a": [1.0]}).to_html()
        matplotlib.figure.Figure().savefig(io.BytesIO())
        numpy.ones(2).sum()
        for name in _READY:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        return Shell()


def _work_on(descriptor: int, shell: Any, limits: Limits, walls: bool) -> Any:
    """What the child does: read its job, lay out the folder, run the cells."""

    def work() -> NoReturn:
        keep_only([descriptor])
        to = socket.socket(fileno=descriptor)
        to.settimeout(_PATIENCE)
        job = next(read_messages(to, _LARGEST_JOB))
        to.settimeout(limits.seconds)
        folder = Path("/tmp/work" if walls else job["folder"])
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["HOME"] = str(folder)
        os.chdir(folder)
        for name, text in job["files"].items():
            Path(name).write_text(text, encoding="utf-8")
        for name in job["copy"]:
            with contextlib.suppress(OSError):
                shutil.copy(name, folder)
        shell.room = limits.output_kb * 1024
        run_cells(job["cells"], shell, to, limits, walls=walls)

    return work


if __name__ == "__main__":
    main(sys.argv[1:])
