"""Methods that only ask: HEAD and OPTIONS neither change data nor make a server fail.

HTTP Semantics (RFC 9110 §9.2.1, safe methods); PACT does not name them, and proxies, browsers
and monitors send them all the same.
"""

from __future__ import annotations

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.case import ALL, case
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX = Text(
    "HEAD と OPTIONS には、対応しないなら 405 を返し、データを変えないでください",
    "answer 405 to HEAD and OPTIONS where they are not offered, and change nothing",
)


@case("GXD-K090", "HEAD と OPTIONS は何も変えない", rule="harmless", repair=_FIX, deeper=ALL,
      strength="course")  # fmt: skip
def head_and_options(run: Run) -> None:
    """HEAD and OPTIONS change nothing and make no server fail."""
    before = [one.get("id") for one in run.records_of(run.footprints())]
    urls = (
        run.url("/footprints"),
        run.url(f"/footprints/{run.specimen.get('id')}"),
        run.events_url,
    )
    for url in urls:
        for method in ("HEAD", "OPTIONS"):
            answer = run.get(url, method=method)
            run.require(
                0 < answer.status < 500 or answer.status == 501,
                f"{method} {url} に HTTP {answer.status or answer.failure} でした",
                f"HTTP {answer.status or answer.failure} to {method} {url}",
            )
            run.require(
                answer.member("data") is None,
                f"{method} {url} が記録を返しました",
                f"{method} {url} returned footprints",
            )
    after = [one.get("id") for one in run.records_of(run.footprints())]
    run.require(before == after, "一覧が変わりました", "the list has changed")
