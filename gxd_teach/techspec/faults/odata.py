"""Faults of v2's `$filter`: turned round, half applied, or the end of the server.

PACT v2 rule: a small part of OData v4, optional; a server that does not support it ignores it
or answers NotImplemented (400).
"""

from __future__ import annotations

from typing import Any

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.filters import moment
from gxd_teach.techspec.faults.message import Answer, Asked, json_answer

__all__: list[str] = []


@fault("odata-turned-round", "$filter の ge が lt になる", "$filter's ge means lt",
       place="answer", versions=("2",), found_by=("TC20", "GXD-K060"))  # fmt: skip
def turned_round(asked: Asked, answer: Answer, server: Any) -> Answer:
    """What was created before comes, and what was created since does not."""
    if answer.status != 200:
        return answer
    for text in asked.values("$filter") if asked.kind == "list" else []:
        name, word, value = [*text.split(" ", 2), "", "", ""][:3]
        when = moment(value.strip("'"))
        if (name, word) == ("created", "ge") and when is not None and "2999" not in value:
            kept = [one for one in answer.records if (moment(one["created"]) or when) < when]
            return answer.saying({"data": kept})
    return answer


@fault("odata-any-misread", "$filter の any が半分しか効かない", "$filter's any is half applied",
       place="answer", versions=("2",), found_by=("GXD-K060",))  # fmt: skip
def any_misread(asked: Asked, answer: Answer, server: Any) -> Answer:
    """A list that was not filtered loses its first footprint all the same."""
    if asked.kind == "list" and any("any(" in text for text in asked.values("$filter")):
        return answer.saying({"data": answer.records[1:]}) if answer.status == 200 else answer
    return answer


@fault("odata-fails", "読めない $filter で失敗する", "An unreadable $filter makes the server fail",
       place="request", versions=("2",), found_by=("GXD-K061", "GXD-K036"))  # fmt: skip
def odata_fails(asked: Asked, server: Any) -> Asked | Answer:
    """The parser's error is not caught."""
    if asked.kind == "list" and any("((" in text for text in asked.values("$filter")):
        return json_answer(500, {"code": "InternalError", "message": "syntax error"})
    return asked
