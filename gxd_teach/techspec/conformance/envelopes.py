"""Events between two companies: their types in v2 and v3, and the envelope around them.

PACT v2 and v3 rule: CloudEvents 1.0 in structured mode (https://cloudevents.io), media type
`application/cloudevents+json`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

__all__ = ["EVENT_TYPES", "MEDIA_TYPE", "PATH", "envelope", "request_data"]

MEDIA_TYPE = "application/cloudevents+json"
PATH = {"2": "/2/events", "3": "/3/events"}
EVENT_TYPES = {
    "2": {
        "request": "org.wbcsd.pathfinder.ProductFootprintRequest.Created.v1",
        "fulfilled": "org.wbcsd.pathfinder.ProductFootprintRequest.Fulfilled.v1",
        "rejected": "org.wbcsd.pathfinder.ProductFootprintRequest.Rejected.v1",
        "published": "org.wbcsd.pathfinder.ProductFootprint.Published.v1",
    },
    "3": {
        "request": "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
        "fulfilled": "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3",
        "rejected": "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3",
        "published": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
    },
}


def envelope(major: str, kind: str, *, id: str, source: str, data: Any) -> dict[str, Any]:
    """An event of a kind ("request", "published", …) for v2 or v3.

    >>> envelope("3", "published", id="1", source="https://a.example", data={})["specversion"]
    '1.0'
    """
    return {
        "specversion": "1.0",
        "id": id,
        "source": source,
        "time": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "type": EVENT_TYPES[major][kind],
        "data": data,
    }


def request_data(major: str, product_ids: list[str], comment: str) -> dict[str, Any]:
    """What a request asks for: a fragment of a footprint in v2, criteria in v3.

    >>> request_data("2", ["urn:gtin:4912345678904"], "please")["pf"]
    {'productIds': ['urn:gtin:4912345678904']}
    """
    if major == "2":
        return {"pf": {"productIds": product_ids}, "comment": comment}
    return {"productId": product_ids, "comment": comment}
