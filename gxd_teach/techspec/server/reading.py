"""ListFootprints and GetFootprint: from a query to the bytes of an answer.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD,
https://github.com/wbcsd/data-exchange-protocol): pages with an opaque link to the next, the
filters of v3, ``$filter`` of v2. A filter of the other version is refused: ignored, it would
give wrong data. What PACT does not name is ignored.
"""

from __future__ import annotations

from urllib.parse import urlencode

from gxd_teach.errors import GxdError
from gxd_teach.techspec.server.asked import positive, read_query, single, uuid
from gxd_teach.techspec.server.envelope import pack, pack_list
from gxd_teach.techspec.server.limits import Limits
from gxd_teach.techspec.server.odata import NotOffered, read_filter
from gxd_teach.techspec.server.pages import Page
from gxd_teach.techspec.server.refusals import PactError, not_found, not_implemented
from gxd_teach.techspec.server.tokens import InvalidTokenError, Tokens
from gxd_teach.techspec.store.conditions import Condition
from gxd_teach.techspec.store.filters import FILTERS, conditions
from gxd_teach.techspec.store.footprints import FootprintStore

__all__ = ["FILTERS_OF", "read_list", "read_one"]

FILTERS_OF = {2: ("$filter",), 3: FILTERS}


def read_list(
    store: FootprintStore,
    tokens: Tokens,
    limits: Limits,
    company: str,
    version: int,
    viewer: str | None,
    query: bytes,
) -> Page:
    """One page of a company's list as a viewer sees it."""
    asked = read_query(query)
    limit, cursor = single(asked, "limit"), single(asked, "cursor")
    size = min(limits.page_size if limit is None else positive(limit), limits.largest_page)
    wanted = _conditions(version, asked)
    try:
        after = tokens.read_cursor(company, cursor) if cursor is not None else None
    except InvalidTokenError:
        raise PactError(400, "BadRequest", "this page link was not made here") from None
    found = store.page(
        company, after=after, limit=size + 1, version=version, viewer=viewer, filters=wanted
    )
    page = found[:size]
    body = pack_list(footprint.body for footprint in page)
    if len(found) <= size:
        return Page(body)
    # The link goes on with the same filters; where to is for us alone to read.
    same = [(name, value) for name in FILTERS_OF[version] for value in asked.get(name, []) if value]
    place = tokens.cursor(company, page[-1].key)
    return Page(body, urlencode([*same, ("limit", size), ("cursor", place)]))


def read_one(
    store: FootprintStore, company: str, version: int, viewer: str | None, id_: str
) -> Page:
    """One footprint by its id; 403 when there is one that the viewer may not see."""
    wanted = uuid(version, id_)
    footprint = store.get(company, wanted, version=version)
    if footprint is None:
        raise not_found(version, f"there is no footprint {id_[:80]}")
    if viewer is not None and not store.may_see(company, viewer, wanted):
        raise PactError(403, "AccessDenied", f"footprint {id_[:80]} is not shared with you")
    return Page(pack(footprint.body))


def _conditions(version: int, asked: dict[str, list[str]]) -> list[Condition]:
    given = {name for name, values in asked.items() if any(values)}
    foreign = [name for name in FILTERS_OF[5 - version] if name in given]
    if foreign:
        offered = ", ".join(FILTERS_OF[version])
        said = f"no filter by {', '.join(foreign)} under /{version}: there it is {offered}"
        raise not_implemented(version, said)
    try:
        if version == 3:
            return conditions(asked)
        text = single(asked, "$filter")
        return read_filter(text) if text and text.strip() else []
    except NotOffered as error:
        raise not_implemented(version, error.en) from None
    except GxdError as error:
        raise PactError(400, "BadRequest", error.en) from None
