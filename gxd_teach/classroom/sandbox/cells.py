"""Running a notebook's cells so that one that hangs or dies does not take the others with it.

First all cells run in one process, which says after each that it is still there. Nearly every
notebook comes through. Where it does not, it is run again with care: before each cell of the
participant's the process forks, the copy runs the cell and goes on with the rest, the original
waits as a checkpoint. When the copy hangs, dies or says nothing, all it has started is killed and
the original goes on behind that cell, as if it had not run. So a hang costs one cell, and what the
other cells define is there.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from gxd_teach.classroom.sandbox.frames import send
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.plain_values import from_plain, to_plain
from gxd_teach.classroom.sandbox.shell import Shell

__all__ = ["run_cells"]

_STEP, _END = b".", b"!"


def run_cells(
    cells: Sequence[Mapping[str, Any]],
    shell: Shell,
    to: socket.socket,
    limits: Limits,
    *,
    walls: bool = True,
) -> NoReturn:
    """Run `cells` in order, send what each showed and the answers asked for, then end.

    A cell is ``{"index", "source", "guarded", "asks"}``; what is asked for after it is a variable's
    value, or, with ``calls``, what the function of that name returns for each list of arguments.
    Sent are ``{"cell", "outputs", "count"}``, ``{"answer", "value"}``, ``{"lost", "why"}`` (why:
    "time" or "died"), ``{"again"}`` where what was sent before no longer counts, ``{"end"}``.
    Called in the first process of a process namespace, with whose end all others end; without
    `walls`, in a process like any other.
    """
    end = time.monotonic() + limits.seconds
    for careful in (False, True):
        done, tell = os.pipe()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # orphans are reaped by the kernel
        runner = _fork(end)
        if runner == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(done)
            _run_all(cells, shell, to, _Checkpoint(tell, walls, careful), limits, end)
        os.close(tell)
        # With care, a cell's time is watched by its checkpoint, and here only the end counts.
        patience = limits.seconds if careful else limits.cell_seconds
        if _hear_out(done, patience, end):
            break
        os.close(done)
        _kill(-1 if walls else runner)
        if careful or time.monotonic() > end:
            os._exit(71)
        send(to, {"again": True})
    os._exit(0)


def _hear_out(done: int, patience: float, end: float) -> bool:
    """Listen to the runner until it says that it is through; False when it falls silent."""
    while True:
        left = min(patience, end - time.monotonic())
        ready, _, _ = select.select([done], [], [], max(left, 0))
        said = os.read(done, 64) if ready else b""
        if not said or _END in said:
            return bool(said)


def _fork(end: float) -> int:
    """Fork, also where those who were just killed still count among the processes."""
    while True:
        try:
            return os.fork()
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def _kill(whom: int) -> None:
    """Kill a process; -1 is everybody but the namespace's first process and oneself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(whom, signal.SIGKILL)


class _Checkpoint:
    """What a runner says while it goes on, and the process that waits behind it, if any."""

    def __init__(self, tell: int, walls: bool, careful: bool) -> None:
        self._tell, self._walls, self._careful = tell, walls, careful
        self._waiting = -1

    def before(self, seconds: float) -> str | None:
        """Before a cell. None: run it. Else: it was run by a copy of this process, and was lost.

        When the copy comes through, the original is not needed any more and ends here.
        """
        if not self._careful:
            return None
        done, self._waiting = os.pipe()
        copy = _fork(time.monotonic() + seconds)
        if copy == 0:
            os.close(done)
            os.setpgid(0, 0)  # a signal it sends to its group does not reach the original
            return None
        os.close(self._waiting)
        self._waiting = -1
        ready, _, _ = select.select([done], [], [], seconds)
        if ready and os.read(done, 1):
            os._exit(0)
        os.close(done)
        _kill(-1 if self._walls else copy)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        return "died" if ready else "time"

    def passed(self) -> None:
        """A cell is through: say so, and let the waiting process go."""
        if self._waiting >= 0:
            os.write(self._waiting, _STEP)
            os.close(self._waiting)
            self._waiting = -1
        os.write(self._tell, _STEP)

    def end(self) -> NoReturn:
        """All is through."""
        os.write(self._tell, _END)
        os._exit(0)


def _run_all(
    cells: Sequence[Mapping[str, Any]],
    shell: Shell,
    to: socket.socket,
    checkpoint: _Checkpoint,
    limits: Limits,
    end: float,
) -> NoReturn:
    for cell in cells:
        left = end - time.monotonic()
        lost = "time" if left <= 0 else None
        if lost is None and cell["guarded"]:
            lost = checkpoint.before(min(limits.cell_seconds, left))
        if lost is None:
            _run(cell, shell, to)
            checkpoint.passed()
        else:
            send(to, {"lost": cell["index"], "why": lost})
    send(to, {"end": True})
    checkpoint.end()


def _run(cell: Mapping[str, Any], shell: Shell, to: socket.socket) -> None:
    """Run one cell here and send what it showed, then the answers."""
    if cell["source"].strip():
        outputs, count = shell.run(cell["source"])
        send(to, {"cell": cell["index"], "outputs": outputs, "count": count})
    for ask in cell["asks"]:
        send(to, {"answer": ask["name"], "value": _answer(shell.value(ask["name"]), ask["calls"])})


def _answer(value: Any, calls: Sequence[Any] | None) -> Any:
    """An answer as plain data; of a function, its results in their order."""
    if calls is None or not callable(value):
        return to_plain(value)
    results = []
    for arguments in calls:
        try:
            results.append(to_plain(value(*from_plain(arguments))))
        except Exception as error:  # it is theirs, and may raise anything
            results.append({"$opaque": type(error).__name__[:100]})
    return {"$results": results}
