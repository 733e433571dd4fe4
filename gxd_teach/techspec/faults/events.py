"""Faults of taking events: the wrong answer to a good one, a good answer to a wrong one.

PACT v2 and v3 rule: CloudEvents 1.0 in structured mode; taken is 200 with an empty body, what
cannot be read is 400 BadRequest.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Answer, Asked, json_answer

__all__: list[str] = []

_TAKEN = Answer(200, (), b"")


def _taken(asked: Asked, answer: Answer) -> bool:
    return asked.kind == "events" and asked.method == "POST" and answer.status == 200


def _refused(asked: Asked, answer: Answer) -> bool:
    return asked.kind == "events" and asked.method == "POST" and answer.status == 400


@fault("events-202", "イベントに 202", "Events are answered by 202", place="answer",
       found_by=("TC12", "TC14.A", "TC15", "GXD-K072"))  # fmt: skip
def accepted(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Accepted, as one would say elsewhere."""
    return Answer(202, (), b"") if _taken(asked, answer) else answer


@fault("events-with-body", "イベントの答えに本文", "Events are answered with a body",
       place="answer", found_by=("GXD-K070",))  # fmt: skip
def with_body(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A word more than was asked for."""
    return json_answer(200, {"status": "ok"}) if _taken(asked, answer) else answer


@fault("urn-as-footprint-id", "pfIds の URN を受ける", "A URN among the pfIds is taken",
       place="answer", found_by=(), v2=("TC21",), v3=("TC40",))  # fmt: skip
def urn_taken(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Whatever is a text will do."""
    if not _refused(asked, answer):
        return answer
    data = asked.event().get("data")
    ids = data.get("pfIds") if isinstance(data, dict) else None
    urn = isinstance(ids, list) and any(str(one).startswith("urn:") for one in ids)
    return _TAKEN if urn else answer


@fault("unreadable-events-taken", "読めないイベントに 200", "Unreadable events are taken",
       place="answer", found_by=("GXD-K073",))  # fmt: skip
def unreadable(asked: Asked, answer: Answer, server: Any) -> Answer:
    """What cannot be read is thrown away in silence."""
    event = asked.event()
    bad = not event or event.get("specversion") != "1.0" or event.get("data") is None
    return _TAKEN if _refused(asked, answer) and bad else answer


@fault("unknown-event-fails", "知らない種類のイベントで失敗する",
       "An event of unknown type makes the server fail", place="request",
       found_by=("GXD-K073", "GXD-K036"))  # fmt: skip
def unknown_fails(asked: Asked, server: Any) -> Asked | Answer:
    """No handler was found for the type."""
    known = ("pathfinder.", "pact.")
    kind = str(asked.event().get("type") or "") if asked.kind == "events" else ""
    if asked.bearer and kind and not any(word in kind for word in known):
        return json_answer(500, {"code": "InternalError", "message": "no handler"})
    return asked


@fault("other-versions-events-taken", "もう一方の版のイベントを受ける",
       "Events of the other version are taken", place="answer", found_by=("GXD-K074",))  # fmt: skip
def other_version(asked: Asked, answer: Answer, server: Any) -> Answer:
    """One handler for both addresses."""
    kind = str(asked.event().get("type") or "")
    other = ".pact." if asked.major == "2" else ".pathfinder."
    return _TAKEN if _refused(asked, answer) and other in kind else answer


@fault("charset-refused", "charset の付いたイベントを断る", "Events with a charset are refused",
       place="request", found_by=("GXD-K071",))  # fmt: skip
def charset(asked: Asked, server: Any) -> Asked | Answer:
    """The media type is compared with its parameters."""
    kind = asked.header("content-type")
    if asked.kind == "events" and ";" in kind and asked.bearer:
        return json_answer(400, {"code": "BadRequest", "message": f"unsupported {kind}"})
    return asked


@fault("second-delivery-refused", "2 度来たイベントを断る", "A second delivery is refused",
       place="request", found_by=("GXD-K072",))  # fmt: skip
def second_refused(asked: Asked, server: Any) -> Asked | Answer:
    """The unique key of the table speaks."""
    event = asked.event() if asked.kind == "events" and asked.bearer else {}
    if "RequestCreated" in str(event.get("type")) or "Request.Created" in str(event.get("type")):
        key = (event.get("source"), event.get("id"))
        seen = server.memory.setdefault("seen", set())
        if key in seen:
            return json_answer(400, {"code": "BadRequest", "message": "duplicate event"})
        seen.add(key)
    return asked


@fault("events-never-refused", "http や読めない本文で失敗する",
       "A body that is no JSON makes the server fail", place="request",
       found_by=("GXD-K073", "GXD-K036"))  # fmt: skip
def broken_body(asked: Asked, server: Any) -> Asked | Answer:
    """The parser's error is not caught."""
    if asked.kind == "events" and asked.bearer and not asked.event():
        return json_answer(500, {"code": "InternalError", "message": "Unexpected token"})
    return asked


@fault("source-called-unchecked", "登録していない相手を呼ぶ",
       "Addresses that nobody registered are called", place="request",
       found_by=("GXD-K085",))  # fmt: skip
async def call_anyone(asked: Asked, server: Any) -> Asked:
    """The source of a request is called, whoever stands there."""
    source = asked.event().get("source") if asked.kind == "events" and asked.bearer else None
    if isinstance(source, str):
        await server.knock(source)
    return replace(asked)


@fault("second-delivery-answered-again", "2 度来た要求に 2 度答える",
       "A request delivered twice gets two answers", place="request",
       found_by=("GXD-K082",))  # fmt: skip
def answered_again(asked: Asked, server: Any) -> Asked:
    """Source and id of an event are not remembered."""
    event = asked.event() if asked.kind == "events" else {}
    key = (event.get("source"), event.get("id"))
    seen = server.memory.setdefault("seen", set())
    if not all(isinstance(one, str) for one in key) or "Request" not in str(event.get("type")):
        return asked
    if key not in seen:
        seen.add(key)
        return asked
    name = str(uuid4())
    server.memory.setdefault("renamed", {})[name] = event["id"]
    return replace(asked, body=json.dumps(event | {"id": name}).encode())
