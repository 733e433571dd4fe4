"""Cases of events that are sent to the server: requests, notices, and what has to be refused.

PACT v2 and v3 rule: CloudEvents 1.0 in structured mode, `application/cloudevents+json`;
mandatory from v2.2 on. What the server answers by an event of its own is in `answers`.
"""

from __future__ import annotations

import json
from uuid import uuid4

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.case import ALL, V2_EVENTS, V3, case
from gxd_teach.techspec.conformance.envelopes import (
    EVENT_TYPES,
    MEDIA_TYPE,
    envelope,
    request_data,
)
from gxd_teach.techspec.conformance.run import Run

__all__ = ["AGAIN", "ASKED", "ASKED_NOTHING", "NO_SUCH_PRODUCT"]

_EARLY = ("2.0", "2.1")
_LATER = V2_EVENTS + V3
ASKED, ASKED_NOTHING, AGAIN = "12", "14.A", "K072"  # events of a run are named by their case
NO_SUCH_PRODUCT = "urn:pact:null"

_FIX_TAKE = Text(
    "イベントを保存してから 200 を、本文なしで返してください(202 や 204 ではありません)",
    "store the event, then answer 200 without a body (not 202 or 204)",
)
_FIX_BAD = Text(
    "イベントの形、種類、data を調べ、読めなければ 400 BadRequest を返してください",
    "check form, type and data of an event, and answer 400 BadRequest when it cannot be read",
)


def _is_taken(run: Run, answer: Call) -> None:
    """A request is taken, by 200; a refusal may mean that the run's source is unknown there."""
    if answer.status in (400, 403):
        ja = f"サーバーは source {run.source} を知らないのかもしれません(HTTP {answer.status})。"
        en = f"the server may not know the source {run.source} (HTTP {answer.status})"
        if run.receiver is None:
            run.undecided(
                f"{ja}答えを受ける所がないので決まりません(--callback)",
                f"{en}; without a receiver this cannot be decided (--callback)",
            )
        run.require(
            False,
            f"HTTP 200 のはずです。{ja}取引先か適合性試験の相手として登録してください",
            f"expected HTTP 200: {en}; register it as a partner or as the conformance host",
        )
    run.require_status(answer, 200)


@case("TC12", "イベントで footprint を求める", rule="events", repair=_FIX_TAKE,
      mandatory=_LATER, optional=_EARLY)  # fmt: skip
def request(run: Run) -> None:
    """A footprint is requested by event."""
    products = [str(one) for one in run.specimen.get("productIds") or []]
    data = request_data(run.major, products, "gxd conformance")
    _is_taken(run, run.event("request", data, id=run.event_id(ASKED)))


@case("TC14.A", "ない製品をイベントで求める", rule="events", repair=_FIX_TAKE,
      mandatory=_LATER, optional=_EARLY)  # fmt: skip
def request_for_nothing(run: Run) -> None:
    """A product that does not exist is requested by event."""
    data = request_data(run.major, [NO_SUCH_PRODUCT], "gxd conformance")
    _is_taken(run, run.event("request", data, id=run.event_id(ASKED_NOTHING)))


@case("TC15", "公開の知らせを受ける", rule="events", repair=_FIX_TAKE, mandatory=_LATER,
      optional=_EARLY)  # fmt: skip
def published(run: Run) -> None:
    """A notice of publication is taken."""
    run.require_status(run.event("published", {"pfIds": [str(uuid4())]}), 200)


def _urn_is_refused(run: Run) -> None:
    answer = run.event("published", {"pfIds": ["urn:gtin:4712345060507"]})
    run.require_status(answer, 400)


@case("TC21", "pfIds に URN があれば断る", rule="events-bad", repair=_FIX_BAD,
      mandatory=V2_EVENTS, optional=_EARLY)  # fmt: skip
def urn_in_v2(run: Run) -> None:
    """A URN among the pfIds is refused."""
    _urn_is_refused(run)


@case("TC40", "pfIds に URN があれば断る", rule="events-bad", repair=_FIX_BAD, mandatory=V3)
def urn_in_v3(run: Run) -> None:
    """A URN among the pfIds is refused."""
    _urn_is_refused(run)


@case("GXD-K070", "受けたイベントの答えに本文がない", rule="events", repair=_FIX_TAKE,
      deeper=ALL, strength="SHOULD")  # fmt: skip
def no_body(run: Run) -> None:
    """The answer to an event has no body."""
    answer = run.event("published", {"pfIds": [str(uuid4())]})
    run.require_status(answer, 200)
    run.require(
        not answer.body,
        f"本文があります({answer.body[:40].decode('utf-8', 'replace')})",
        f"there is a body ({answer.body[:40].decode('utf-8', 'replace')})",
    )


@case("GXD-K071", "charset の付いた Content-Type のイベントも受ける", rule="events", deeper=ALL,
      strength="course", repair=Text("Content-Type は、; から後を除いて比べてください",
                                     "compare the Content-Type without what follows ;"))  # fmt: skip
def with_charset(run: Run) -> None:
    """An event whose Content-Type names a charset is taken."""
    answer = run.event(
        "published", {"pfIds": [str(uuid4())]}, media_type=f"{MEDIA_TYPE}; charset=UTF-8"
    )
    run.require_status(answer, 200)


@case("GXD-K072", "同じイベントが 2 度来ても 200", rule="events", repair=_FIX_TAKE, deeper=ALL,
      strength="course")  # fmt: skip
def the_same_event_again(run: Run) -> None:
    """The same event, delivered twice, is taken both times."""
    products = [str(one) for one in run.specimen.get("productIds") or []]
    data = request_data(run.major, products, "gxd conformance, delivered twice")
    made = envelope(run.major, "request", id=run.event_id(AGAIN), source=run.source, data=data)
    for _ in range(2):  # byte for byte the same
        _is_taken(run, run.post(json.dumps(made).encode()))


@case("GXD-K073", "読めないイベントは 400", rule="events-bad", repair=_FIX_BAD, deeper=ALL)
def unreadable(run: Run) -> None:
    """An event that cannot be read is refused."""
    good = envelope(
        run.major, "published", id=run.event_id(), source=run.source, data={"pfIds": [str(uuid4())]}
    )
    changed: tuple[tuple[str, str, object], ...] = (
        ("data が null", "data is null", good | {"data": None}),
        ("data がない", "no data", {k: v for k, v in good.items() if k != "data"}),
        ("specversion が 0.3", "specversion 0.3", good | {"specversion": "0.3"}),
        ("specversion がない", "no specversion",
         {k: v for k, v in good.items() if k != "specversion"}),
        ("知らない type", "an unknown type", good | {"type": "org.fict.nothing.1"}),
        ("pfIds が配列でない", "pfIds no array", good | {"data": {"pfIds": "x"}}),
        ("配列", "an array", [good]),
    )  # fmt: skip
    for ja, en, event in changed:
        answer = run.post(json.dumps(event).encode())
        run.require(
            answer.status == 400,
            f"{ja} のイベントに HTTP {answer.status or answer.failure} でした(400 のはずです)",
            f"HTTP {answer.status or answer.failure} to an event with {en} (expected 400)",
        )
    for body in (b"", b"{", b"\xff\xfe", b"null", b"[" * 5_000):
        answer = run.post(body)
        run.require(
            400 <= answer.status < 500,
            f"JSON でない本文に HTTP {answer.status or answer.failure} でした",
            f"HTTP {answer.status or answer.failure} to a body that is no JSON",
        )


@case("GXD-K074", "ほかの版のイベントを取り違えない", rule="events-bad", repair=_FIX_BAD,
      deeper=ALL, strength="course")  # fmt: skip
def other_versions_event(run: Run) -> None:
    """An event type of the other version is refused."""
    other = EVENT_TYPES["2" if run.major == "3" else "3"]["published"]
    answer = run.event("published", {"pfIds": [str(uuid4())]}, type=other)
    run.require_status(answer, 400)
