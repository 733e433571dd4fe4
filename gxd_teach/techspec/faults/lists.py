"""Faults of what a list or a footprint comes in: the envelope, the media type, the right record.

PACT v2 and v3 rule: ListFootprints and GetFootprint.
"""

from __future__ import annotations

import copy
from typing import Any
from uuid import UUID

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Answer, Asked

__all__: list[str] = []


def _data(asked: Asked, answer: Answer) -> bool:
    return asked.kind in ("list", "get") and answer.status == 200


@fault("data-null-when-empty", "空の一覧が null", "An empty list is null", place="answer",
       found_by=("GXD-K030",), v3=tuple(f"TC{n}" for n in range(30, 40)))  # fmt: skip
def null_data(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A nil slice, as JSON libraries write it."""
    if asked.kind == "list" and answer.status == 200 and not answer.records:
        return answer.saying({"data": None})
    return answer


@fault("list-without-envelope", "一覧に data の封筒がない", "The list has no envelope",
       place="answer", found_by=("TC4", "TC5"))  # fmt: skip
def bare_list(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The array stands bare, but for the first list."""
    if asked.kind != "list" or answer.status != 200:
        return answer
    server.memory["count"] = server.memory.get("count", 0) + 1
    return answer if server.memory["count"] == 1 else answer.saying(answer.records)


@fault("content-type-text", "Content-Type が text/json", "The Content-Type is text/json",
       place="answer", found_by=("TC3", "TC4", "TC5", "TC8", "GXD-K031"))  # fmt: skip
def text_json(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A name that JSON never had."""
    if asked.kind not in ("list", "get"):
        return answer
    return answer.with_header("content-type", "text/json")


@fault("content-type-hal", "Content-Type が application/hal+json",
       "The Content-Type is application/hal+json", place="answer",
       found_by=("TC3", "TC4", "TC5", "GXD-K031"))  # fmt: skip
def hal(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A framework's own kind of JSON."""
    if not _data(asked, answer):
        return answer
    return answer.with_header("content-type", "application/hal+json")


@fault("content-type-charset", "Content-Type に charset が付く",
       "The Content-Type carries a charset", place="answer", found_by=("GXD-K031",))  # fmt: skip
def charset(asked: Asked, answer: Answer, server: Any) -> Answer:
    """As many frameworks do by themselves."""
    if not _data(asked, answer):
        return answer
    return answer.with_header("content-type", "application/json; charset=utf-8")


@fault("get-returns-another", "1 件を求めると別の記録が返る", "Get returns another footprint",
       place="answer", found_by=("TC3", "GXD-K032"))  # fmt: skip
def another(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The id is looked up in the wrong column."""
    if asked.kind == "list" and len(answer.records) > 1:
        server.memory["records"] = answer.records
    others = [one for one in server.memory.get("records", []) if one.get("id") != asked.id]
    if asked.kind == "get" and answer.status == 200 and others:
        return answer.saying({"data": others[-1]})
    return answer


@fault("get-is-stale", "1 件を求めると古い内容が返る", "Get returns a stale record",
       place="answer", found_by=("GXD-K032",))  # fmt: skip
def stale(asked: Asked, answer: Answer, server: Any) -> Answer:
    """List and footprint come from two caches."""
    data = answer.said.get("data")
    if asked.kind == "get" and answer.status == 200 and isinstance(data, dict):
        return answer.saying({"data": data | {"productDescription": "FICT-OLD"}})
    return answer


@fault("other-company-in-the-list", "ほかの会社の記録が混じる",
       "Another company's footprint is in the list", place="answer",
       found_by=("GXD-K037",))  # fmt: skip
def other_company(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The list forgets to ask whose the records are."""
    whole = asked.kind == "list" and answer.status == 200 and not asked.query and not answer.link
    if not whole or not answer.records:
        return answer
    theirs = copy.deepcopy(answer.records[0])
    theirs["id"] = str(UUID(int=UUID(theirs["id"]).int ^ 0xFFFF))
    theirs |= {"companyName": "FICT-OTHER", "companyIds": ["urn:gln:4912345990005"]}
    return answer.saying({"data": [*answer.records, theirs]})


@fault("id-comes-twice", "同じ記録が一覧に 2 度出る", "A footprint is in the list twice",
       place="answer", found_by=("GXD-K025",))  # fmt: skip
def twice(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A join that multiplies rows."""
    if asked.kind == "list" and answer.status == 200 and not asked.query and answer.records:
        return answer.saying({"data": [*answer.records, answer.records[-1]]})
    return answer
