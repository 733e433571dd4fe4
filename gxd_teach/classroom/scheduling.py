"""Marking on a Dask cluster: the same `mark_submission`, mapped over workers.

A thin optional extra (`pip install gxd-teach[cluster]`; https://distributed.dask.org). To a worker
go the bank as text and, for each submission, its bytes and its participant's numbers as plain
data; the course secret, the roster and the gradebook stay here. Each worker process starts one
warm sandbox pool and keeps it. Dask trusts whoever can reach its port: use a network of your own,
or ``tls://``.
"""

from __future__ import annotations

import atexit
import hashlib
import tempfile
import threading
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gxd_teach.classroom.bank import read_bank
from gxd_teach.classroom.exercise import Instance
from gxd_teach.classroom.handed_in import Plan
from gxd_teach.classroom.marking import Marked, mark_submission
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.pool import Pool
from gxd_teach.errors import GxdError

__all__ = ["Paper", "Task", "marked_on_cluster"]

_PATIENCE = 15  # seconds to reach the scheduler
_AHEAD = 4  # submissions under way for each thread of the cluster
_RETRIES = 2  # where a worker is lost
_OURS = {"GXD-C090", "GXD-C091"}  # the worker's fault, and no submission's


@dataclass(frozen=True)
class Task:
    """What is the same for every submission of an assignment: sent to each worker once.

    `bank` is the text of questions.py, `files` what is released beside the notebook.
    """

    assignment: str
    bank: str = field(repr=False)
    plan: Plan = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    limits: Limits = field(default_factory=Limits)
    walls: bool = True

    @property
    def key(self) -> str:
        """Changes whenever anything in it does."""
        said = repr((self.assignment, self.bank, self.plan, sorted(self.files.items()),
                     self.limits, self.walls))  # fmt: skip
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Paper:
    """One submission as it travels: its bytes, and the numbers of each question by its id."""

    key: Hashable
    assignment: str
    content: bytes = field(repr=False)
    data: Mapping[str, Mapping[str, Any]] = field(repr=False)


def marked_on_cluster(
    address: str, tasks: Mapping[str, Task], papers: Iterable[Paper]
) -> Iterator[tuple[Hashable, Marked | GxdError]]:
    """Mark `papers` on the cluster at `address`; each one's key with what was found, as they come.

    A submission that cannot be marked comes back as its error. `papers` is read only as far as
    the cluster keeps up. GXD-C093 without Dask, GXD-C094 for an address that is none, GXD-C095
    where no scheduler answers or no worker is there, GXD-C090/C091 where a worker has no sandbox.
    """
    if not address.startswith(("tcp://", "tls://", "ws://", "wss://", "inproc://")):
        raise GxdError(
            "GXD-C094",
            f"スケジューラーの所在「{address}」が読めません。tcp://ホスト:ポート の形で書いてください",
            f"'{address}' is no scheduler's address: write it as tcp://HOST:PORT",
        )
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise GxdError(
            "GXD-C093",
            "Dask がありません。pip install 'gxd-teach[cluster]' で入ります",
            "Dask is not installed: pip install 'gxd-teach[cluster]'",
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as cause:
        raise _no_answer(address) from cause
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise _no_answer(address)
        sent = {
            name: client.scatter(task, broadcast=True, hash=False) for name, task in tasks.items()
        }
        todo = iter(papers)
        running: dict[Any, Hashable] = {}
        done = as_completed(loop=client.loop)

        def start_next() -> None:
            paper = next(todo, None)
            if paper is not None:
                job = client.submit(
                    _mark, paper, sent[paper.assignment], pure=False, retries=_RETRIES
                )
                running[job] = paper.key
                done.add(job)

        for _ in range(_AHEAD * threads):
            start_next()
        for job in done:
            start_next()
            yield running.pop(job), _result(job)


def _no_answer(address: str) -> GxdError:
    return GxdError(
        "GXD-C095",
        f"{address} のクラスターに、スケジューラーかワーカーがありません。"
        "dask scheduler と dask worker が動いているか、確かめてください",
        f"no scheduler or no worker at {address}: see that dask scheduler and dask worker run",
    )


def _result(job: Any) -> Marked | GxdError:
    """What came back; a worker that has no sandbox ends the run, for no submission is to blame."""
    try:
        outcome = job.result()
    except Exception as cause:  # the worker fell, again and again, or could not load the task
        name = type(cause).__name__
        return GxdError(
            "GXD-C096",
            f"クラスターで採点できませんでした({name})。もう一度採点するか、--scheduler なしで試してください",
            f"could not be marked on the cluster ({name}): grade again, or without --scheduler",
        )
    if isinstance(outcome, Marked):
        return outcome
    code, ja, en, where = outcome
    error = GxdError(code, ja, en, where=where)
    if code in _OURS:
        raise error
    return error


class _Kept:
    """What a worker process keeps for a task: its bank, its files, its pool."""

    def __init__(self, task: Task) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="gxd-marking-")
        # Readable to the unprivileged user that the sandbox becomes.
        Path(self._folder.name).chmod(0o755)
        bank = Path(self._folder.name) / "bank" / task.assignment / "questions.py"
        released = Path(self._folder.name) / "released"
        bank.parent.mkdir(parents=True)
        bank.parent.parent.chmod(0o700)
        bank.write_text(task.bank, encoding="utf-8")
        released.mkdir()
        for name, content in task.files.items():
            (released / name).write_bytes(content)
        self.questions = read_bank(bank)
        inside = "/gxd/0" if task.walls else str(released)
        self.copy = tuple(f"{inside}/{name}" for name in sorted(task.files))
        self.pool = Pool(_threads(), limits=task.limits, walls=task.walls, folders=(released,))
        atexit.register(self.close)

    def close(self) -> None:
        self.pool.close()
        self._folder.cleanup()


_kept: dict[str, _Kept] = {}
_keeping = threading.Lock()


def _threads() -> int:
    """How many submissions this worker process marks at a time."""
    from distributed import get_worker

    try:
        return max(1, int(get_worker().state.nthreads))
    except ValueError:  # called outside a worker
        return 1


def _mark(paper: Paper, task: Task) -> Marked | tuple[str, str, str, str | None]:
    """On a worker: mark one submission. An error goes home as plain data."""
    try:
        with _keeping:
            key = task.key
            if key not in _kept:
                _kept[key] = _Kept(task)
            kept = _kept[key]
        instances = {
            id_: Instance(kept.questions[id_], dict(data)) for id_, data in paper.data.items()
        }
        return mark_submission(paper.content, task.plan, instances, kept.pool, copy=kept.copy)
    except GxdError as error:
        return error.code, error.ja, error.en, error.where
