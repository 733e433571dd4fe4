"""A whole run: opening calls, every case in the suite's order, the late ones at the end.

Cases by number and meaning follow PACT's public conformance service
(https://github.com/wbcsd/pact-conformance-service); the deeper checks are this course's. No
answer of a server, however strange, ends a run: it makes a case fail.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from gxd_teach.errors import GxdError, Problem
from gxd_teach.language import Text
from gxd_teach.techspec.conformance.callback import CallbackReceiver
from gxd_teach.techspec.conformance.calls import Call, Caller, trust
from gxd_teach.techspec.conformance.case import Case, catalogue, known_version
from gxd_teach.techspec.conformance.links import is_https
from gxd_teach.techspec.conformance.report import Report, Result
from gxd_teach.techspec.conformance.run import Run
from gxd_teach.techspec.conformance.settings import Settings
from gxd_teach.techspec.conformance.verdicts import Aborted, Outcome, Verdict

__all__ = ["run_conformance"]

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def run_conformance(
    settings: Settings,
    *,
    ca_file: Path | str | None = None,
    receiver: CallbackReceiver | None = None,
    stranger: CallbackReceiver | None = None,
    cases: Collection[str] | None = None,
    deeper: bool = True,
    transport: httpx2.BaseTransport | None = None,
    on_result: Callable[[Result], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Report:
    """Ask a server every case of its version, or those named in `cases`; the report.

    `receiver` takes callbacks (without one their cases stay pending), `stranger` is a second
    one that no server may call. `deeper=False` asks the public suite's cases only. GXD-K190,
    K191, K193, K194 tell what cannot be run at all.
    """
    version = known_version(settings.version)
    settings = _checked(settings, version)
    chosen = _chosen(version, cases, deeper)
    http = httpx2.Client(
        # A transport of one's own brings its own trust; loading certificates takes a while.
        verify=trust(ca_file) if transport is None else True,
        timeout=settings.call_seconds,
        transport=transport,
        # A company's web proxy cannot reach this machine's loopback.
        trust_env=urlsplit(settings.base_url).hostname not in _LOOPBACK,
        follow_redirects=False,
    )
    with http:
        return _Running(settings, http, receiver, stranger, clock, sleep).all(chosen, on_result)


def _checked(settings: Settings, version: str) -> Settings:
    from dataclasses import replace

    for name in ("base_url", "auth_url", "other_url"):
        url = getattr(settings, name)
        if url is not None and not is_https(url):
            raise GxdError(
                "GXD-K193",
                f"「{url}」は https: で始まるアドレスではありません。/2 や /3 の前までを書きます",
                f"'{url}' is no https address: give the part before /2 or /3",
                where=name,
            )
    base = settings.base_url.rstrip("/")
    for tail in ("/footprints", "/events", "/2", "/3"):
        base = base.removesuffix(tail)
    return replace(settings, version=version, base_url=base)


def _chosen(version: str, cases: Collection[str] | None, deeper: bool) -> list[Case]:
    known = catalogue(version, deeper=deeper)
    if cases is None:
        return list(known)
    wanted = {name.strip().upper() for name in cases}
    missing = wanted - {one.number.upper() for one in known}
    if missing:
        raise GxdError(
            "GXD-K194",
            f"{version} に {'、'.join(sorted(missing))} という番号はありません",
            f"there is no case {', '.join(sorted(missing))} in {version}",
            where="--case",
        )
    # A callback's case needs the request of another: TC13 has no answer without TC12.
    for late, first in _BEFORE.items():
        if late in wanted:
            wanted.add(first)
    return [one for one in known if one.number.upper() in wanted]


_BEFORE = {
    "TC13": "TC12", "TC14.B": "TC14.A", "GXD-K080": "TC12", "GXD-K083": "TC12",
    "GXD-K084": "TC12", "GXD-K082": "GXD-K072",
}  # fmt: skip


class _Running:
    """The run under way: which calls belong to which case."""

    def __init__(
        self,
        settings: Settings,
        http: httpx2.Client,
        receiver: CallbackReceiver | None,
        stranger: CallbackReceiver | None,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._calls: list[Call] = []
        caller = Caller(http, seconds=settings.call_seconds, on_call=self._note, sleep=sleep)
        caller.secrets.add(settings.client_secret)
        self._run = Run(
            settings, caller, receiver=receiver, stranger=stranger, clock=clock, sleep=sleep
        )

    def _note(self, call: Call) -> None:
        self._calls.append(call)
        self._run.all_calls.append(call)

    def all(self, chosen: list[Case], on_result: Callable[[Result], None] | None) -> Report:
        settings, version = self._run.settings, self._run.version
        aborted: Text | None = None
        try:
            self._run.open()
        except Aborted as why:
            aborted = why.said
        opening = tuple(self._calls)
        results = {}
        # Late cases come last: answers to the events travel meanwhile.
        for one in sorted(chosen, key=lambda one: one.late):
            results[one.number] = self._skipped(one) if aborted else self._ask(one)
            if on_result is not None:
                on_result(results[one.number])
        ordered = tuple(results[one.number] for one in chosen)
        return Report(settings.base_url, version, ordered, aborted, opening)

    def _skipped(self, one: Case) -> Result:
        reason = Text("始められませんでした", "the run could not begin")
        return Result(one, self._kind(one), Verdict.SKIPPED, (reason,))

    def _kind(self, one: Case) -> str:
        return one.requirement(self._run.version) or "deeper"

    def _ask(self, one: Case) -> Result:
        run = self._run
        self._calls, run.warnings, run.findings = [], [], []
        verdict, said = Verdict.PASSED, []
        try:
            one.ask(run)
        except Outcome as end:
            verdict, said = end.verdict, [end.said]
        except Exception as surprise:
            # Whatever a server sends, the run goes on; what our own code tripped over is told.
            verdict = Verdict.FAILED
            said = [
                Text(
                    f"答えが想定と違い、確かめられません({type(surprise).__name__}: {surprise})",
                    f"the answer is too strange to look at ({type(surprise).__name__}: {surprise})",
                )
            ]
        if verdict is Verdict.PASSED and run.warnings:
            verdict = Verdict.WARNING
        findings: tuple[Problem, ...] = tuple(run.findings)
        return Result(
            one, self._kind(one), verdict, (*said, *run.warnings), findings, tuple(self._calls)
        )
