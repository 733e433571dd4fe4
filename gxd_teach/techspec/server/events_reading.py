"""Reading an event: what is not an event of this version is refused, with the reason.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD), Action Events: CloudEvents 1.0 in
structured mode. Whatever a body holds, it becomes an `Event` or a `PactError`; nothing is
stored before all of it has been read.

`application/json` is accepted beside `application/cloudevents+json`: it is the same document,
and partners send it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from gxd_teach.techspec.records.json_text import unique_names
from gxd_teach.techspec.server.envelope import unpack
from gxd_teach.techspec.server.events_writing import CONTENT_TYPE, TYPES
from gxd_teach.techspec.server.refusals import PactError

__all__ = ["Event", "read_event", "read_moment"]

_LONGEST_WORD = 2048
_MOST_VALUES = 10_000
_DEEPEST = 64
_LISTS = ("productId", "companyId", "geography", "classification", "status")
_MOMENTS = ("validOn", "validAfter", "validBefore")
_STATUS = ("active", "deprecated")


@dataclass(frozen=True)
class Event:
    """An event as read; `data` is the very text that `content` was read from."""

    kind: str
    type: str
    id: str
    source: str
    content: Mapping[str, Any]
    data: bytes


def read_event(version: int, content_type: str, body: bytes) -> Event:
    """The event in a request's body; `PactError` 400 BadRequest for anything else.

    >>> body = b'{"type": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3", "specversion": "0.3"}'
    >>> try:
    ...     read_event(3, "application/cloudevents+json", body)
    ... except PactError as error:
    ...     print(error.status, error.message)
    400 specversion must be "1.0"
    """
    kind_of_body, _, parameters = content_type.partition(";")
    if kind_of_body.strip().lower() not in (CONTENT_TYPE, "application/json"):
        _refuse(f"Content-Type must be {CONTENT_TYPE}")
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        _refuse("an event is JSON, which is UTF-8")
    event = _object(body)
    type_ = _text(event, "type")
    kind = _kind(version, type_)
    # v2's schema leaves the envelope of an answer optional.
    lax = version == 2 and kind in ("fulfilled", "rejected")
    if not (lax and "specversion" not in event) and event.get("specversion") != "1.0":
        _refuse('specversion must be "1.0"')
    id_ = _text(event, "id", optional=lax)
    source = _text(event, "source", optional=lax)
    if not (lax and "time" not in event):
        _moment(event, "time")
    if "json" not in str(event.get("datacontenttype", "application/json")).lower():
        _refuse("datacontenttype must be application/json")
    content = event.get("data")
    if not isinstance(content, dict):
        _refuse("data must be an object")
    _CHECKS[kind](version, content)
    return Event(kind, type_, id_, source, content, unpack(body))


def read_moment(text: object) -> datetime | None:
    """A date-time of RFC 3339, or None when it is not one.

    >>> read_moment("2026-04-01T00:00:00Z").year, read_moment("2026-04-01")
    (2026, None)
    """
    if not isinstance(text, str) or len(text) > 64 or not text.isascii() or text[10:11] not in "Tt":
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def _object(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8")
        event = json.loads(text, parse_constant=_no_json, object_pairs_hook=unique_names)
        if b"\\u" in body:  # half of a surrogate pair can be neither stored nor sent on
            json.dumps(event, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        _refuse("the body is not JSON")
    if not isinstance(event, dict):
        _refuse("the body must be one JSON object, an event")
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _too_deep(event):
        _refuse(f"the event is nested more than {_DEEPEST} deep")
    return event


def _too_deep(event: Any) -> bool:
    """Whether it is nested so deep that working with it could fail further on."""
    level = [event]
    for _ in range(_DEEPEST):
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [one for values in inner for one in values if isinstance(one, (dict, list))]
        if not level:
            return False
    return True


def _no_json(word: str) -> NoReturn:
    raise ValueError(word)


def _kind(version: int, type_: str) -> str:
    for known, kinds in TYPES.items():
        for kind, name in kinds.items():
            if name == type_ and known == version:
                return kind
            if name == type_:
                _refuse(f"this type belongs to version {known}: send it to /{known}/events")
    _refuse(f"the type is none of version {version}: {', '.join(TYPES[version].values())}")


def _text(event: Mapping[str, Any], name: str, *, optional: bool = False) -> str:
    value = event.get(name)
    if optional and name not in event:
        return ""
    if not isinstance(value, str) or not value or "\0" in value or len(value) > _LONGEST_WORD:
        _refuse(f"{name} must be a text of 1 to {_LONGEST_WORD} characters")
    return value


def _moment(content: Mapping[str, Any], name: str) -> None:
    if read_moment(content.get(name)) is None:
        _refuse(f"{name} must be a date-time with a zone, such as 2026-04-01T00:00:00Z")


def _list(content: Mapping[str, Any], name: str) -> list[Any]:
    values = content.get(name)
    if not isinstance(values, list):
        _refuse(f"data.{name} must be an array")
    if len(values) > _MOST_VALUES:
        _refuse(f"data.{name} has more than {_MOST_VALUES} values")
    return values


def _check_created(version: int, content: Mapping[str, Any]) -> None:
    if "comment" in content and not isinstance(content["comment"], str):
        _refuse("data.comment must be a text")
    if version == 2:
        if not isinstance(content.get("pf"), dict):
            _refuse("data.pf must be an object, the fragment of a footprint")
        return
    for name in _LISTS:
        if name in content and not all(isinstance(one, str) for one in _list(content, name)):
            _refuse(f"data.{name} must be an array of texts")
    for name in _MOMENTS:
        if name in content:
            _moment(content, name)
    if any(one and one.lower() not in _STATUS for one in content.get("status", [])):
        _refuse("data.status can be Active and Deprecated")


def _check_fulfilled(version: int, content: Mapping[str, Any]) -> None:
    _text(content, "requestEventId")
    footprints = _list(content, "pfs")
    if not footprints and version == 3:
        _refuse("data.pfs must not be empty: what cannot be fulfilled is rejected")
    if not all(isinstance(one, dict) for one in footprints):
        _refuse("data.pfs must hold footprints, which are objects")


def _check_rejected(version: int, content: Mapping[str, Any]) -> None:
    _text(content, "requestEventId")
    error = content.get("error")
    if not isinstance(error, dict) or not all(
        isinstance(error.get(name), str) for name in ("code", "message")
    ):
        _refuse("data.error must have the texts code and message")


def _check_published(version: int, content: Mapping[str, Any]) -> None:
    for one in _list(content, "pfIds"):
        try:
            UUID(one) if isinstance(one, str) and len(one) == 36 else _no_json("")
        except ValueError:
            _refuse("data.pfIds must be ids of footprints, which are UUIDs")


_CHECKS: dict[str, Callable[[int, Mapping[str, Any]], None]] = {
    "created": _check_created,
    "fulfilled": _check_fulfilled,
    "rejected": _check_rejected,
    "published": _check_published,
}


def _refuse(message: str) -> NoReturn:
    raise PactError(400, "BadRequest", message)
