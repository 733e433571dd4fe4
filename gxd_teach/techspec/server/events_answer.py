"""The answer to a request: the footprints that fit and that the asker may see, or a rejection.

PACT v3 rule: the criteria of a request are the filters of ListFootprints, with the same sense.
PACT v2 rule, on which FW Ed. 2.0 is aligned: a request holds a *fragment* of a footprint. This
course's reading: a footprint fits when it has everything the fragment states; of a list, one
common value is enough. (PACT Technical Specifications v2.3 and v3.0.3, WBCSD,
https://github.com/wbcsd/data-exchange-protocol.)

Both versions want one answer to one request, so what does not fit into one answer is rejected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.server.events_writing import fulfilled_data, rejected_data
from gxd_teach.techspec.server.refusals import PactError
from gxd_teach.techspec.store.conditions import Condition, Has
from gxd_teach.techspec.store.filters import FILTERS, conditions

__all__ = ["Answer", "answer", "criteria", "fits"]

# No more than this exchange would itself take from a partner in one event.
MOST_FOOTPRINTS = 1000
MOST_BYTES = 900_000
_NOT_FOUND = {2: "NoSuchFootprint", 3: "NotFound"}


@dataclass(frozen=True)
class Answer:
    """What is sent back: `kind` is fulfilled or rejected; `footprint_ids` are those it holds."""

    kind: str
    data: bytes
    footprint_ids: tuple[str, ...] = ()


def criteria(version: int, wanted: Mapping[str, Any]) -> list[Condition]:
    """The conditions a request states, as the store finds footprints by them.

    `PactError` 400 for criteria that cannot be looked for.
    """
    try:
        if version == 3:
            return conditions({name: wanted[name] for name in FILTERS if name in wanted})
        fragment = wanted["pf"]
        found: list[Condition] = []
        for name in ("productId", "companyId"):
            urns = fragment.get(f"{name}s")
            if isinstance(urns, list) and urns:
                found.append(Has(name, tuple(one for one in urns if isinstance(one, str))))
        return found
    except GxdError as error:
        raise PactError(400, "BadRequest", error.en) from None


def answer(
    store: Any, *, company: str, partner: str, version: int, request_event_id: str, wanted: bytes
) -> Answer:
    """The answer a company gives a partner, from what it has published by now."""
    asked = json.loads(wanted, parse_float=Decimal)
    bodies: list[bytes] = []
    ids: list[str] = []
    size = 0
    for one in _found(store, company, partner, version, asked):
        bodies.append(one.body)
        ids.append(one.id)
        size += len(one.body)
        if len(bodies) > MOST_FOOTPRINTS or size > MOST_BYTES:
            return Answer(
                "rejected",
                rejected_data(
                    request_event_id,
                    "BadRequest",
                    "more footprints fit than one answer holds: ask for fewer, or read the list",
                ),
            )
    if not bodies:
        message = "no footprint that you may see fits the request"
        return Answer("rejected", rejected_data(request_event_id, _NOT_FOUND[version], message))
    return Answer("fulfilled", fulfilled_data(request_event_id, bodies), tuple(ids))


def _found(
    store: Any, company: str, partner: str, version: int, asked: Mapping[str, Any]
) -> Iterator[Any]:
    """The stored footprints that fit, page by page: the caller stops when it has enough."""
    filters = criteria(version, asked)
    after = None
    while True:
        page = store.page(
            company, after=after, limit=100, version=version, viewer=partner, filters=filters
        )
        for one in page:
            if version == 3 or fits(json.loads(one.body, parse_float=Decimal), asked["pf"]):
                yield one
        if not page:
            return
        after = page[-1].key


def fits(footprint: Any, fragment: Any) -> bool:
    """Whether a v2 footprint has everything a fragment states.

    Texts are compared without regard to capitals, numbers by their value; an empty object or
    list, and null, state nothing.

    >>> fits({"productIds": ["urn:gtin:1", "urn:gtin:2"], "version": 1},
    ...      {"productIds": ["URN:GTIN:2", "urn:gtin:3"]})
    True
    >>> fits({"pcf": {"geographyCountry": "JP"}}, {"pcf": {"geographyCountry": "DE"}})
    False
    """
    if fragment is None:
        return True
    if isinstance(fragment, dict):
        if not isinstance(footprint, dict):
            return not fragment
        return all(
            value in (None, {}, []) or (name in footprint and fits(footprint[name], value))
            for name, value in fragment.items()
        )
    if isinstance(fragment, list):
        if not isinstance(footprint, list):
            return not fragment
        return not fragment or any(fits(mine, asked) for asked in fragment for mine in footprint)
    if isinstance(fragment, str) and isinstance(footprint, str):
        return fragment.casefold() == footprint.casefold()
    if isinstance(fragment, bool) or isinstance(footprint, bool):
        return fragment is footprint
    return bool(fragment == footprint)
