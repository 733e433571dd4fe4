"""The words of events: the types of v2 and v3, and an event as the bytes that are sent.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD), Action Events: CloudEvents 1.0 in
structured mode, sent as `application/cloudevents+json`. A request is *created*, answered by
*fulfilled* or *rejected*; *published* tells of new footprints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

__all__ = ["CONTENT_TYPE", "TYPES", "Version", "event_bytes", "fulfilled_data", "rejected_data"]

Version = Literal[2, 3]

CONTENT_TYPE = "application/cloudevents+json"
TYPES: dict[int, dict[str, str]] = {
    2: {
        "created": "org.wbcsd.pathfinder.ProductFootprintRequest.Created.v1",
        "fulfilled": "org.wbcsd.pathfinder.ProductFootprintRequest.Fulfilled.v1",
        "rejected": "org.wbcsd.pathfinder.ProductFootprintRequest.Rejected.v1",
        "published": "org.wbcsd.pathfinder.ProductFootprint.Published.v1",
    },
    3: {
        "created": "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
        "fulfilled": "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3",
        "rejected": "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3",
        "published": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
    },
}


def event_bytes(version: int, kind: str, *, id: str, source: str, time: str, data: bytes) -> bytes:
    """An event around its data, which are bytes already and stay as they are.

    >>> import json
    >>> event = event_bytes(3, "published", id="e1", source="https://pc.example",
    ...                     time="2026-04-01T00:00:00Z", data=b'{"pfIds":[]}')
    >>> json.loads(event)["specversion"]
    '1.0'
    """
    head = {"type": TYPES[version][kind], "specversion": "1.0", "id": id, "source": source}
    start = json.dumps(head | {"time": time})[:-1].encode()
    return b'%b, "data": %b}' % (start, data)


def fulfilled_data(request_event_id: str, footprints: Iterable[bytes]) -> bytes:
    """What a fulfilled event says: which request, and the footprints as they are stored."""
    asked = json.dumps(request_event_id).encode()
    return b'{"requestEventId":%b,"pfs":[%b]}' % (asked, b",".join(footprints))


def rejected_data(request_event_id: str, code: str, message: str) -> bytes:
    """What a rejected event says: which request, and why.

    >>> rejected_data("e1", "NotFound", "nothing fits")
    b'{"requestEventId": "e1", "error": {"code": "NotFound", "message": "nothing fits"}}'
    """
    error = {"code": code, "message": message}
    return json.dumps({"requestEventId": request_event_id, "error": error}).encode()
