"""Cases of restraint: one answer for one request, and none to an address nobody registered.

PACT v3 rule: exactly one answer event for one request (in v2 this course's reading); PACT v2
and v3 rule: the source of a request is validated before anything is sent to it. A server
that calls whatever address it is given can be made to call what it should not reach.
"""

from __future__ import annotations

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.answers import arrived, products
from gxd_teach.techspec.conformance.case import ALL, case
from gxd_teach.techspec.conformance.envelopes import PATH, request_data
from gxd_teach.techspec.conformance.events import AGAIN, ASKED, ASKED_NOTHING
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX_ONCE = Text(
    "イベントの source と id を覚え、2 度目には答えないでください",
    "remember source and id of an event, and do not answer it a second time",
)
_FIX_SOURCE = Text(
    "source を登録した相手のアドレスと照らし、違えば何も送らないでください",
    "compare source with the addresses of registered partners, and send nothing elsewhere",
)


def _settled(run: Run) -> None:
    """Give a second answer the time to come."""
    if run.receiver is not None:
        run.receiver.wait(lambda _: False, run.settings.settle_seconds)


@case("GXD-K081", "1 つの要求に答えは 1 つ", rule="answered-once", repair=_FIX_ONCE, deeper=ALL,
      late=1)  # fmt: skip
def one_answer(run: Run) -> None:
    """One answer for one request."""
    _settled(run)
    for name in (ASKED, ASKED_NOTHING):
        count = len(arrived(run, name))
        run.require(
            count == 1,
            f"1 つの要求に答えが {count} 回届きました",
            f"one request was answered {count} times",
        )


@case("GXD-K082", "2 度来た同じ要求にも答えは 1 つ", rule="answered-once", repair=_FIX_ONCE,
      deeper=ALL, late=1, strength="course")  # fmt: skip
def duplicate_is_answered_once(run: Run) -> None:
    """A request delivered twice is answered once."""
    _settled(run)
    count = len({one.event.get("id") for one in arrived(run, AGAIN)})
    run.require(
        count == 1,
        f"2 度届いた同じ要求(source と id が同じ)に、違う答えが {count} つ届きました",
        f"a request delivered twice (same source and id) got {count} different answers",
    )


@case("GXD-K085", "登録していない相手を呼ばない", rule="source", repair=_FIX_SOURCE, deeper=ALL,
      late=1)  # fmt: skip
def nobody_else_is_called(run: Run) -> None:
    """Nobody but registered partners is called."""
    stranger = run.stranger
    if stranger is None:
        run.skip("コールバックを受けていません", "no callbacks are received")
        return
    data = request_data(run.major, sorted(products(run.specimen)), "gxd conformance")
    place = f"127.0.0.1:{stranger.port}"
    for source in (
        stranger.base_url,
        f"https://{place}/3/events",
        f"//{place}{PATH[run.major]}",
        f"http://{place}",
        f"https://fict@{place}/",
        f"{run.source}@{place}",
        f"{run.source}.{place}",
    ):
        answer = run.event("request", data, source=source)
        run.require(
            answer.status in (200, 202) or 400 <= answer.status < 500,
            f"知らない source に HTTP {answer.status or answer.failure} でした",
            f"HTTP {answer.status or answer.failure} to an unknown source",
        )
    _settled(run)
    run.require(
        not stranger.connections and not stranger.arrivals,
        f"登録していないアドレス {stranger.base_url} が呼ばれました",
        f"an address that is no registered partner's was called: {stranger.base_url}",
    )
