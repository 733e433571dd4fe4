"""The grader's side of the sandbox: warm parents kept running, a submission sent, data back.

A parent that misbehaves is replaced; a submission never costs more than its own answers.
"""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gxd_teach.classroom.sandbox.again import to_the_end
from gxd_teach.classroom.sandbox.frames import FrameError, read_messages, send
from gxd_teach.classroom.sandbox.job import Ask, Cell, Job
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.outcome import Outcome, take, take_answers
from gxd_teach.classroom.sandbox.walls import command, why_no_walls
from gxd_teach.errors import GxdError

__all__ = ["Ask", "Cell", "Job", "Outcome", "Pool"]

_START_SECONDS = 300.0  # a busy machine imports slowly
_GRACE = 5.0


class Pool:
    """`jobs` warm parents; `run` may be called from as many threads.

    GXD-C090 where no sandbox can be had, unless `walls` is False: then submissions run with
    limits but as the person who grades.

    >>> with Pool(jobs=1) as pool:  # doctest: +SKIP
    ...     pool.run(Job([Cell(0, "answer = 1 + 1", asks=(Ask("answer"),))])).answers
    {'answer': 2}
    """

    def __init__(
        self,
        jobs: int = 1,
        *,
        limits: Limits | None = None,
        walls: bool = True,
        folders: tuple[Path, ...] = (),
    ) -> None:
        problem = why_no_walls() if walls else None
        if problem is not None:
            raise problem
        self.limits, self.walls = limits or Limits(), walls
        self._folders = folders
        self._free: queue.SimpleQueue[_Parent] = queue.SimpleQueue()
        self._parents = [_Parent(place, walls, folders) for place in range(jobs)]
        for parent in self._parents:
            self._free.put(parent)

    def run(self, job: Job) -> Outcome:
        """Run one submission and wait for it."""
        parent = self._free.get()
        try:
            return to_the_end(lambda part: parent.run(part, self.limits), job, self.limits.seconds)
        finally:
            self._free.put(parent)

    def close(self) -> None:
        """End all parents."""
        for parent in self._parents:
            parent.stop()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Parent:
    """One warm parent, started when it is first needed and again after it fell."""

    def __init__(self, place: int, walls: bool, folders: tuple[Path, ...]) -> None:
        self._place, self._walls, self._folders = place, walls, folders
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._log: Any = None
        self._starting = threading.Lock()

    def run(self, job: Job, limits: Limits) -> Outcome:
        """Run one job; a parent that is found dead is started anew, once."""
        for attempt in range(2):
            control = self._started()
            outcome = Outcome()
            try:
                return self._run(control, job, limits, outcome)
            except (OSError, FrameError):
                # The parent fell. Before anything came back it is tried again, once.
                self.stop()
                if attempt or outcome.outputs or outcome.answers:
                    return outcome
        return outcome

    def _run(self, control: socket.socket, job: Job, limits: Limits, outcome: Outcome) -> Outcome:
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with mine:
            with theirs:
                socket.send_fds(control, [json.dumps(limits.as_json()).encode()], [theirs.fileno()])
            mine.settimeout(limits.seconds + _GRACE)
            broken = self._exchange(mine, job, limits, outcome)
        take_answers(((a.name, a.calls is not None) for c in job.cells for a in c.asks), outcome)
        control.settimeout(limits.seconds + 2 * _GRACE)
        said = next(read_messages(control, 4096), None)
        if said is None:
            raise ConnectionError("the warm parent hung up")
        outcome.ended = broken or str(said.get("ended"))
        return outcome

    def _exchange(
        self, mine: socket.socket, job: Job, limits: Limits, outcome: Outcome
    ) -> str | None:
        """Send the job and take what comes back; why it was cut off, if it was."""
        with tempfile.TemporaryDirectory() if not self._walls else _nothing() as folder:
            try:
                send(mine, job.as_json(folder))
                for message in read_messages(mine, limits.sent_kb * 1024):
                    if "end" in message:
                        break
                    if "again" in message:
                        outcome.forget()
                    take(message, outcome, limits.output_kb * 1024)
            except FrameError:
                return "too much"
            except OSError:  # it hung up, or kept us waiting
                return None
        return None

    def _started(self) -> socket.socket:
        with self._starting:
            if self._control is None:
                self._start()
            assert self._control is not None
            return self._control

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (closed by stop)
        words = command(self._place, theirs.fileno(), walls=self._walls, folders=self._folders)
        with theirs:
            self._process = subprocess.Popen(
                words, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                stdout=self._log, stderr=self._log,
            )  # fmt: skip
        ours.settimeout(_START_SECONDS)
        try:
            ready = next(read_messages(ours, 4096), None)
        except (OSError, FrameError):
            ready = None
        if ready is None:
            self._control = ours
            said = self._said()
            self.stop()
            raise GxdError(
                "GXD-C091",
                f"採点用のサンドボックスを始められません: {said}",
                f"the grading sandbox does not start: {said}",
            )
        self._control = ours

    def _said(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "?"

    def stop(self) -> None:
        """End it; the next job starts a new one."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None


@contextlib.contextmanager
def _nothing() -> Iterator[str]:
    yield ""
