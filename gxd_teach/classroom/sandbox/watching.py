"""Watching a submission from outside its cage: time, memory of all its processes, and the end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time

from gxd_teach.classroom.sandbox.limits import Limits

__all__ = ["clear_up", "watch"]

_LOOK_EVERY = 0.05  # seconds
_GRACE = 2.0  # seconds beyond a submission's own, in which it ends by itself
_PAGE = os.sysconf("SC_PAGE_SIZE")


def watch(first: int, limits: Limits) -> str:
    """Wait for the first process of a cage: "done", "died", or why it was killed: "time", "memory"."""
    end = time.monotonic() + limits.seconds + _GRACE
    descriptor = os.pidfd_open(first)
    try:
        while not select.select([descriptor], [], [], _LOOK_EVERY)[0]:
            if time.monotonic() > end:
                return "time"
            if _too_much(first, limits.memory_mb * 2**20):
                return "memory"
        _, status = os.waitpid(first, 0)
        return "done" if status == 0 else "died"
    finally:
        os.close(descriptor)


def clear_up(first: int, *, walls: bool) -> None:
    """End whatever is left of a submission and reap it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # Behind walls everybody else of this user in this process namespace is the submission's.
        if walls:
            os.kill(-1, signal.SIGKILL)
        else:
            os.killpg(first, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _too_much(first: int, most: int) -> bool:
    """Whether the submission's processes hold more memory together than they may.

    Pages shared with the warm parent count for each process in the quick sum, so that is only
    a reason to look again, at each process's proportional share.
    """
    processes = _others()
    if sum(map(_resident, processes)) <= most:
        return False
    return sum(map(_proportional, processes)) > most


def _others() -> list[str]:
    me = str(os.getpid())
    return [e.name for e in os.scandir("/proc") if e.name.isdigit() and e.name not in (me, "1")]


def _resident(process: str) -> int:
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _proportional(process: str) -> int:
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return _resident(process)
