"""Faults of answering by event: never, twice, to the wrong question, in the wrong words.

PACT v2 and v3 rule: a request that was taken is answered by one Fulfilled or Rejected event;
in v3 the footprints in it are never none. These pass the transport of the server's client.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Sent

__all__: list[str] = []

Event = dict[str, Any]


def _is(sent: Sent, *words: str) -> bool:
    return any(word in str(sent.event.get("type")) for word in words)


_FULFILLED = ("Request.Fulfilled.", "RequestFulfilledEvent")
_REJECTED = ("Request.Rejected.", "RequestRejectedEvent")


def _put(
    name: str, ja: str, en: str, words: tuple[str, ...], alter: Callable[[Event], Any], **how: Any
) -> None:
    """Register a fault that alters the events of a kind."""

    def act(sent: Sent, server: Any) -> list[Sent]:
        if not _is(sent, *words):
            return [sent]
        event = sent.event
        return [sent.saying(alter(event))]

    act.__doc__ = f"{en}."
    fault(name, ja, en, place="sending", **how)(act)


def _data(event: Event, **changes: Any) -> Event:
    data = event.get("data")
    return event | {"data": (data if isinstance(data, dict) else {}) | changes}


@fault("fulfilled-never-sent", "Fulfilled が届かない", "Fulfilled never comes", place="sending",
       found_by=("TC13",))  # fmt: skip
def never_fulfilled(sent: Sent, server: Any) -> list[Sent]:
    """The request is taken, and that is all."""
    return [] if _is(sent, *_FULFILLED) else [sent]


@fault("rejected-never-sent", "Rejected が届かない", "Rejected never comes", place="sending",
       found_by=("TC14.B",))  # fmt: skip
def never_rejected(sent: Sent, server: Any) -> list[Sent]:
    """Bad news is kept back."""
    return [] if _is(sent, *_REJECTED) else [sent]


@fault("answer-sent-twice", "答えが 2 度届く", "The answer comes twice", place="sending",
       found_by=("GXD-K081",))  # fmt: skip
def twice(sent: Sent, server: Any) -> list[Sent]:
    """Two workers take the same entry."""
    return [sent, sent]


@fault("answer-to-the-wrong-path", "答えがもう一方の版の所へ届く",
       "The answer goes to the other version's address", place="sending",
       found_by=("TC13", "TC14.B"))  # fmt: skip
def wrong_path(sent: Sent, server: Any) -> list[Sent]:
    """/2 and /3 are mixed up."""
    from dataclasses import replace

    other = {"/2/events": "/3/events", "/3/events": "/2/events"}
    for mine, theirs in other.items():
        if sent.url.endswith(mine):
            return [replace(sent, url=sent.url.removesuffix(mine) + theirs)]
    return [sent]


@fault("answer-without-token", "答えにトークンがない", "The answer carries no token",
       place="sending", found_by=("GXD-K084",))  # fmt: skip
def no_token(sent: Sent, server: Any) -> list[Sent]:
    """The receiver cannot know who sent it."""
    return [sent.with_header("authorization", None)]


@fault("answer-as-plain-json", "答えの Content-Type が application/json",
       "The answer's Content-Type is application/json", place="sending",
       found_by=("GXD-K080",))  # fmt: skip
def plain_json(sent: Sent, server: Any) -> list[Sent]:
    """Not said to be a CloudEvent."""
    return [sent.with_header("content-type", "application/json")]


_OTHER = {
    "org.wbcsd.pathfinder.ProductFootprintRequest.Fulfilled.v1":
        "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3",
    "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3":
        "org.wbcsd.pathfinder.ProductFootprintRequest.Fulfilled.v1",
}  # fmt: skip

_put("fulfilled-for-another-request", "別の要求への Fulfilled が届く",
     "Fulfilled names another request", _FULFILLED,
     lambda event: _data(event, requestEventId=str(uuid4())), found_by=("TC13",))  # fmt: skip
_put("fulfilled-in-the-other-version", "Fulfilled の type がもう一方の版のもの",
     "Fulfilled has the other version's type", _FULFILLED,
     lambda event: event | {"type": _OTHER.get(event["type"])}, found_by=("TC13",))  # fmt: skip
_put("fulfilled-without-data", "Fulfilled の data が null", "Fulfilled has null data",
     _FULFILLED, lambda event: event | {"data": None}, found_by=("TC13",))  # fmt: skip
_put("fulfilled-empty", "Fulfilled の pfs が空", "Fulfilled holds no footprint", _FULFILLED,
     lambda event: _data(event, pfs=[]), found_by=("TC13",))  # fmt: skip
_put("answer-of-cloudevents-0-3", 'specversion が "0.3"', 'specversion is "0.3"',
     (*_FULFILLED, *_REJECTED), lambda event: event | {"specversion": "0.3"},
     found_by=("GXD-K080",))  # fmt: skip
_put("answer-without-id", "答えに id がない", "The answer has no id", (*_FULFILLED, *_REJECTED),
     lambda event: {k: v for k, v in event.items() if k != "id"},
     found_by=("GXD-K080",), v3=("TC13", "TC14.B"))  # fmt: skip
_put("rejected-without-reason", "Rejected に理由がない", "Rejected gives no reason", _REJECTED,
     lambda event: _data(event, error={}), found_by=("TC14.B",))  # fmt: skip


def _another_product(event: Event) -> Event:
    pfs = event["data"].get("pfs", [])
    return _data(event, pfs=[pf | {"productIds": ["urn:gtin:4900000000000"]} for pf in pfs])


def _older(event: Event) -> Event:
    pfs = event["data"].get("pfs", [])
    return _data(event, pfs=[pf | {"productDescription": "FICT-DRAFT"} for pf in pfs])


_put("fulfilled-with-another-product", "別の製品の記録が届く",
     "Fulfilled holds another product", _FULFILLED, _another_product,
     found_by=("TC13", "GXD-K083"))  # fmt: skip
_put("fulfilled-differs-from-get", "届いた記録が取得したものと違う",
     "What arrives differs from what is fetched", _FULFILLED, _older,
     found_by=("GXD-K083",))  # fmt: skip
