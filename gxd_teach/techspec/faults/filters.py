"""Faults of filters: ignored, joined wrongly, too strict, lost on the next page.

PACT v3 rule: filters of ListFootprints, OR inside a criterion, AND between criteria, letters'
case ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Answer, Asked, json_answer

__all__ = ["moment"]

_NAMES = (
    "productId", "companyId", "geography", "classification", "validOn", "validAfter",
    "validBefore", "status",
)  # fmt: skip
_TIMES = ("validOn", "validAfter", "validBefore")
_WITHOUT = tuple(f"TC{n}" for n in range(30, 40))


def _criteria(asked: Asked) -> list[tuple[str, str]]:
    if asked.kind != "list":
        return []
    return [(name, value) for name, value in asked.pairs() if name in _NAMES and value]


def _others(asked: Asked) -> list[tuple[str, str]]:
    return [pair for pair in asked.pairs() if pair not in _criteria(asked)]


def _ids(answer: Answer) -> list[str]:
    return [str(one.get("id")) for one in answer.records]


def _without(*names: str) -> Callable[[Asked, Any], Asked]:
    def act(asked: Asked, server: Any) -> Asked:
        if asked.kind != "list":
            return asked
        return asked.with_query([pair for pair in asked.pairs() if pair[0] not in names])

    return act


fault("filters-ignored", "絞り込みを無視する", "Filters are ignored", place="request",
      versions=("3",), found_by=(*_WITHOUT, "GXD-K051"))(_without(*_NAMES))  # fmt: skip
fault("product-filter-ignored", "productId を無視する", "productId is ignored", place="request",
      versions=("3",), found_by=("TC20", "TC30"))(_without("productId"))  # fmt: skip
fault("geography-filter-ignored", "geography を無視する", "geography is ignored",
      place="request", versions=("3",), found_by=("TC22", "TC32"))(_without("geography"))  # fmt: skip
fault("classification-filter-ignored", "classification を無視する", "classification is ignored",
      place="request", versions=("3",),
      found_by=("TC23", "TC33"))(_without("classification"))  # fmt: skip
fault("validity-filters-ignored", "validOn などを無視する", "validOn and its like are ignored",
      place="request", versions=("3",),
      found_by=("TC24", "TC34", "TC35", "TC36"))(_without(*_TIMES))  # fmt: skip
fault("status-filter-ignored", "status を無視する", "status is ignored", place="request",
      versions=("3",), found_by=("TC27", "TC37"))(_without("status"))  # fmt: skip


@fault("company-filter-finds-nothing", "companyId で何も見つからない", "companyId finds nothing",
       place="answer", versions=("3",), found_by=("TC21", "TC29"))  # fmt: skip
def company_nothing(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The URN is compared with the company's name."""
    if answer.status == 200 and any(name == "companyId" for name, _ in _criteria(asked)):
        return answer.saying({"data": []}).linking(None)
    return answer


@fault("filters-joined-by-or", "違う条件を OR でつなぐ", "Different criteria are joined by OR",
       place="answer", versions=("3",), found_by=("TC28", "GXD-K053"))  # fmt: skip
async def or_between(asked: Asked, answer: Answer, server: Any) -> Answer:
    """What fits one criterion comes, whatever the others say."""
    names = {name for name, _ in _criteria(asked)}
    if len(names) < 2 or answer.status != 200:
        return answer
    found: dict[str, Any] = {}
    for name in names:
        pairs = [pair for pair in _criteria(asked) if pair[0] == name] + _others(asked)
        part = await server.inner(asked.with_query(pairs))
        found |= {str(one.get("id")): one for one in part.records}
    return answer.saying({"data": list(found.values())}).linking(None)


@fault("repeated-filter-means-and", "同じ条件の繰り返しを AND でつなぐ",
       "A repeated criterion means AND", place="answer", versions=("3",),
       found_by=("TC29", "GXD-K052"))  # fmt: skip
async def and_inside(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Only what fits all values comes."""
    criteria = _criteria(asked)
    repeated = {name for name, _ in criteria if sum(name == other for other, _ in criteria) > 1}
    if not repeated or answer.status != 200:
        return answer
    kept = set(_ids(answer))
    for pair in criteria:
        if pair[0] in repeated:
            part = await server.inner(asked.with_query([pair, *_others(asked)]))
            kept &= set(_ids(part))
    return answer.saying({"data": [one for one in answer.records if one.get("id") in kept]})


@fault("only-the-last-value", "繰り返した条件の最後の値だけを使う",
       "Of a repeated criterion only the last value counts", place="request", versions=("3",),
       found_by=("TC29", "GXD-K052"))  # fmt: skip
def last_value(asked: Asked, server: Any) -> Asked:
    """The query is read into a dictionary."""
    return asked.with_query(list(dict(asked.pairs()).items())) if _criteria(asked) else asked


@fault("only-the-first-value", "繰り返した条件の最初の値だけを使う",
       "Of a repeated criterion only the first value counts", place="request", versions=("3",),
       found_by=("GXD-K052",))  # fmt: skip
def first_value(asked: Asked, server: Any) -> Asked:
    """The query is read into a dictionary, from its end: the public suite does not see it."""
    if not _criteria(asked):
        return asked
    return asked.with_query(list(dict(asked.pairs()[::-1]).items())[::-1])


@fault("filters-mind-the-case", "大文字と小文字を区別する", "Filters mind letters' case",
       place="answer", versions=("3",), found_by=("GXD-K050",))  # fmt: skip
def mind_case(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Values are compared as they are."""
    if answer.status != 200:
        return answer
    records = answer.records
    for name in ("productId", "companyId", "geography", "classification"):
        wanted = {value for key, value in _criteria(asked) if key == name}
        if wanted:
            records = [one for one in records if wanted & set(_texts(one))]
    return answer.saying({"data": records}) if len(records) < len(answer.records) else answer


def _texts(record: Any) -> list[str]:
    """Every text in a record, at any depth."""
    if isinstance(record, str):
        return [record]
    parts = record.values() if isinstance(record, dict) else record
    return (
        [text for part in parts for text in _texts(part)] if isinstance(record, dict | list) else []
    )


@fault("filter-drops-one", "絞り込むと 1 件足りない", "A filtered list lacks one",
       place="answer", versions=("3",), found_by=("GXD-K051",))  # fmt: skip
def drops_one(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Where several fit, the last one is left out: all that comes does fit."""
    if _criteria(asked) and answer.status == 200 and len(answer.records) > 1 and not answer.link:
        return answer.saying({"data": answer.records[:-1]})
    return answer


@fault("default-validity-forgotten", "有効期間のない記録が見つからない",
       "Records without a validity period are never found", place="answer", versions=("3",),
       found_by=("TC24", "GXD-K051"))  # fmt: skip
def no_default(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The three years after the reference period are not counted."""
    if answer.status != 200 or not any(name in _TIMES for name, _ in _criteria(asked)):
        return answer
    return answer.saying({"data": [one for one in answer.records if "validityPeriodEnd" in one]})


@fault("after-and-before-mixed-up", "validAfter と validBefore が逆",
       "validAfter and validBefore are mixed up", place="request", versions=("3",),
       found_by=("TC25", "TC26", "GXD-K051"))  # fmt: skip
def mixed_up(asked: Asked, server: Any) -> Asked:
    """Each is read as the other."""
    if asked.kind != "list":
        return asked
    other = {"validAfter": "validBefore", "validBefore": "validAfter"}
    return asked.with_query([(other.get(name, name), value) for name, value in asked.pairs()])


@fault("bogus-status-400", "知らない status に 400", "An unknown status gets 400",
       place="request", versions=("3",), found_by=("TC37",))  # fmt: skip
def bogus_status(asked: Asked, server: Any) -> Asked | Answer:
    """The value is checked against the list of words."""
    for name, value in _criteria(asked):
        if name == "status" and value.lower() not in ("active", "deprecated"):
            return json_answer(400, {"code": "BadRequest", "message": "no such status"})
    return asked


@fault("filter-without-result-404", "結果がないと 404", "A filter without results gets 404",
       place="answer", versions=("3",), found_by=_WITHOUT)  # fmt: skip
def empty_404(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Nothing found is taken for an error."""
    if _criteria(asked) and answer.status == 200 and not answer.records:
        return json_answer(404, {"code": "NotFound", "message": "no footprint found"})
    return answer


@fault("empty-filter-finds-nothing", "空の絞り込みで何も見つからない",
       "An empty filter finds nothing", place="answer", versions=("3",),
       found_by=("GXD-K056",))  # fmt: skip
def empty_value(asked: Asked, answer: Answer, server: Any) -> Answer:
    """An empty text is searched for, and nobody has it."""
    blank = any(
        name in ("geography", "classification") and not value for name, value in asked.pairs()
    )
    if asked.kind == "list" and blank and answer.status == 200:
        return answer.saying({"data": []}).linking(None)
    return answer


@fault("offset-not-read", "ずれのある時刻を読まない", "Times with an offset are not read",
       place="request", versions=("3",), found_by=("GXD-K055",))  # fmt: skip
def no_offset(asked: Asked, server: Any) -> Asked | Answer:
    """Only Z is known."""
    for name, value in _criteria(asked):
        if name in _TIMES and not value.upper().endswith("Z"):
            return json_answer(400, {"code": "BadRequest", "message": "not a date-time"})
    return asked


@fault("unreadable-time-fails", "読めない時刻で失敗する", "An unreadable time makes the server fail",
       place="request", versions=("3",), found_by=("GXD-K057", "GXD-K036"))  # fmt: skip
def time_fails(asked: Asked, server: Any) -> Asked | Answer:
    """The parser's error is not caught."""
    for name, value in _criteria(asked):
        if name in _TIMES and moment(value) is None:
            return json_answer(500, {"code": "InternalError", "message": "time data"})
    return asked


def moment(text: Any) -> datetime | None:
    """A date-time, a blank in it read as the + that it was; None when it is none."""
    try:
        return datetime.fromisoformat(str(text).replace(" ", "+")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@fault("filter-lost-on-the-next-page", "次のページで絞り込みが外れる",
       "The filter is lost on the next page", place="answer", versions=("3",),
       found_by=("GXD-K054",))  # fmt: skip
async def lost_filter(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The link carries the place in the list, and not what was asked for."""
    if not _criteria(asked) or answer.status != 200 or not answer.link:
        return answer
    whole = await server.inner(asked.with_query(_others(asked)))
    return answer.linking(whole.link) if whole.link else answer
