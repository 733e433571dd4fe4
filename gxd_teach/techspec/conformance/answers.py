"""Cases of what comes back: the server answers a request by an event to its source.

PACT v2 and v3 rule: Fulfilled or Rejected, sent to `{source}/2/events` or `/3/events` after
the source was validated; in v3 exactly one answer for one request. Asked at the end of a
run, so that answers travel while other cases are under way.
"""

from __future__ import annotations

from typing import Any

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.callback import Arrival
from gxd_teach.techspec.conformance.case import ALL, V2_EVENTS, V3, case
from gxd_teach.techspec.conformance.envelopes import EVENT_TYPES, MEDIA_TYPE, PATH
from gxd_teach.techspec.conformance.events import ASKED, ASKED_NOTHING
from gxd_teach.techspec.conformance.run import Run
from gxd_teach.techspec.conformance.schema import suite_problems

__all__ = ["arrived", "products"]

_EARLY = ("2.0", "2.1")
_LATER = V2_EVENTS + V3
_FIX_FULFILLED = Text(
    "要求の source に /2/events か /3/events を付けた所へ、data に requestEventId と pfs(求めた製品の"
    "記録)を入れた Fulfilled を送ってください",
    "send Fulfilled to the request's source plus /2/events or /3/events, its data holding"
    " requestEventId and pfs, the footprints of the product asked for",
)
_FIX_REJECTED = Text(
    "該当がなければ、data に requestEventId と error {code, message} を入れた Rejected を送ってください",
    "where nothing fits, send Rejected with requestEventId and error {code, message}",
)


def _answer_to(run: Run, name: str) -> Arrival:
    if run.receiver is None:
        run.undecided(
            "コールバックを受けていないので決まりません(--callback)",
            "no callbacks are received, so this cannot be decided (--callback)",
        )
    assert run.receiver is not None
    wanted = run.event_id(name)
    found = run.receiver.wait(lambda one: one.request_id == wanted, run.settings.callback_seconds)
    if found is None:
        others = len(run.receiver.arrivals)
        ja = en = ""
        if run.receiver.untold:
            ca_file = run.receiver.ca_file
            ja = f"。つながりはしたので、相手が受け口の CA({ca_file})を信頼していないのかもしれません"
            en = f"; it did connect, so it may not trust the receiver's CA ({ca_file})"
        run.require(
            False,
            f"要求 {wanted} への答えが {run.settings.callback_seconds:g} 秒以内に届きません"
            f"(届いた別のもの: {others} 件){ja}",
            f"no answer to the request {wanted} within {run.settings.callback_seconds:g} s"
            f" (other arrivals: {others}){en}",
        )
    assert found is not None
    _at_the_right_place(run, found)
    return found


def _at_the_right_place(run: Run, arrival: Arrival) -> None:
    run.require(
        (arrival.method, arrival.path) == ("POST", PATH[run.major]),
        f"POST {PATH[run.major]} のはずが {arrival.method} {arrival.path} でした",
        f"expected POST {PATH[run.major]}, got {arrival.method} {arrival.path}",
    )


def _of_type(run: Run, arrival: Arrival, kind: str) -> dict[str, Any]:
    event, wanted = arrival.event, EVENT_TYPES[run.major][kind]
    run.require(
        event.get("type") == wanted,
        f"type は {wanted} のはずが {event.get('type')} です",
        f"expected type {wanted}, found {event.get('type')}",
    )
    if run.major == "3":  # optional in v2's schema of answers
        for name in ("specversion", "id", "source"):
            run.require(
                isinstance(event.get(name), str) and event[name],
                f"{name} がありません",
                f"there is no {name}",
            )
    data = event.get("data")
    return data if isinstance(data, dict) else {}


@case("TC13", "求めた footprint が Fulfilled で届く", rule="fulfilled", repair=_FIX_FULFILLED,
      mandatory=_LATER, optional=_EARLY, late=1)  # fmt: skip
def fulfilled(run: Run) -> None:
    """The footprint asked for arrives by Fulfilled."""
    pfs = _of_type(run, _answer_to(run, ASKED), "fulfilled").get("pfs")
    run.require(
        isinstance(pfs, list) and pfs and all(isinstance(one, dict) for one in pfs),
        "data.pfs に記録がありません",
        "there is no footprint in data.pfs",
    )
    for record in pfs or []:
        problems = suite_problems(record, run.major)
        run.findings.extend(problems)
        run.require(
            not problems,
            f"pfs の記録がスキーマに合いません: {problems[0].where} {problems[0].ja}"
            if problems
            else "",
            f"a footprint in pfs does not fit the schema: {problems[0].where} {problems[0].en}"
            if problems
            else "",
        )
    asked = products(run.specimen)
    run.require(
        any(products(one) & asked for one in pfs or []),
        "pfs に、求めた製品の記録がありません",
        "pfs holds no footprint of the product asked for",
    )


@case("TC14.B", "ない製品には Rejected が届く", rule="fulfilled", repair=_FIX_REJECTED,
      mandatory=_LATER, optional=_EARLY, late=1)  # fmt: skip
def rejected(run: Run) -> None:
    """Rejected arrives for the product that does not exist."""
    error = _of_type(run, _answer_to(run, ASKED_NOTHING), "rejected").get("error")
    said = error if isinstance(error, dict) else {}
    run.require(
        all(isinstance(said.get(name), str) and said[name] for name in ("code", "message")),
        "data.error に code と message がありません",
        "data.error has no code and message",
    )


def arrived(run: Run, name: str) -> list[Arrival]:
    """The answers to one of the run's requests; the case is left out without a receiver."""
    if run.receiver is None:
        run.skip("コールバックを受けていません", "no callbacks are received")
    assert run.receiver is not None
    _answer_to(run, name)
    return [one for one in run.receiver.arrivals if one.request_id == run.event_id(name)]


@case("GXD-K080", "答えのイベントの封筒が整っている", rule="events", deeper=ALL, late=1,
      repair=Text("specversion \"1.0\"、id、source、time、type を書き、Content-Type は"
                  " application/cloudevents+json にしてください",
                  "give specversion \"1.0\", id, source, time and type, and Content-Type"
                  " application/cloudevents+json"))  # fmt: skip
def envelope_is_whole(run: Run) -> None:
    """The envelope of an answer is whole."""
    for arrival in arrived(run, ASKED):
        event = arrival.event
        kind = arrival.headers.get("content-type", "").partition(";")[0].strip().lower()
        run.require(
            kind == MEDIA_TYPE,
            f"Content-Type が {MEDIA_TYPE} ではなく {kind or '-'} です",
            f"the Content-Type is {kind or '-'}, not {MEDIA_TYPE}",
        )
        run.require(
            event.get("specversion") == "1.0",
            f'specversion は "1.0" のはずが {event.get("specversion")} です',
            f'expected specversion "1.0", found {event.get("specversion")}',
        )
        for name in ("id", "source", "time"):
            run.require(
                isinstance(event.get(name), str) and event[name],
                f"{name} がありません",
                f"there is no {name}",
            )


@case("GXD-K083", "届いた記録は、求めた製品のもので、取得したものと同じ", rule="get", deeper=ALL,
      late=1, repair=_FIX_FULFILLED)  # fmt: skip
def pfs_are_what_get_gives(run: Run) -> None:
    """What arrives is of the product asked for, and the same as fetched."""
    asked = products(run.specimen)
    for arrival in arrived(run, ASKED):
        data = arrival.event.get("data")
        pfs = data.get("pfs") if isinstance(data, dict) else None
        for record in pfs if isinstance(pfs, list) else []:
            run.require(
                isinstance(record, dict) and products(record) & asked,
                "求めていない製品の記録が届きました",
                "a footprint of a product not asked for arrived",
            )
            got = run.footprint(record.get("id"))
            run.require_status(got, 200)
            run.require(
                got.member("data") == record,
                f"届いた記録 {record.get('id')} は、取得したものと違います",
                f"the footprint {record.get('id')} that arrived differs from the one fetched",
            )


@case("GXD-K084", "答えのイベントにトークンが付いている", rule="bearer", deeper=ALL, late=1,
      repair=Text("答えを送る前に、相手の auth/token でトークンを取って付けてください",
                  "fetch a token at the other side's auth/token and send it along"))  # fmt: skip
def answer_has_a_token(run: Run) -> None:
    """An answer carries a token of the receiver."""
    run.require(
        all(one.authorized for one in arrived(run, ASKED)),
        "答えに、受け手が出したトークンが付いていません",
        "the answer came without a token issued by the receiver",
    )


def products(record: dict[str, Any]) -> set[str]:
    """A footprint's product ids, in small letters."""
    ids = record.get("productIds")
    return {str(one).lower() for one in ids} if isinstance(ids, list) else set()
