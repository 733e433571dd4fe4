"""Cases of v3's filters, one query each, with values taken from the first footprint.

PACT v3 rule: ListFootprints, query parameters productId, companyId, geography,
classification, validOn, validAfter, validBefore and status, all mandatory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.case import V3, case
from gxd_teach.techspec.conformance.matching import VALUES, matches, text_of, validity
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX = Text(
    "絞り込みは無視せず、当てはまる記録だけを返してください。なければ 200 と {data: []} です",
    "apply the filter and return what fits and nothing else; where nothing fits, 200 and"
    " {data: []}",
)
Query = Sequence[tuple[str, str]]


def _found(run: Run, query: Query, *, some: bool = True) -> list[dict[str, object]]:
    """The answer to a query; with `some`, one footprint at least."""
    records = run.records_of(run.footprints(query), statuses=(200,))
    run.require(
        records or not some,
        f"{_shown(query)} に当てはまる記録があるのに、0 件でした",
        f"{_shown(query)} found nothing, though there is what fits",
    )
    return records


def _all_match(run: Run, query: Query) -> None:
    for record in _found(run, query):
        for name in dict.fromkeys(name for name, _ in query):
            values = [value for key, value in query if key == name]
            run.require(
                matches(record, name, values),
                f"{_shown(query)} に当てはまらない記録 {record.get('id')} が返りました",
                f"{_shown(query)} returned {record.get('id')}, which does not fit",
            )


def _nothing(run: Run, query: Query) -> None:
    records = _found(run, query, some=False)
    run.require(
        not records,
        f"{_shown(query)} に当てはまる記録はないのに、{len(records)} 件返りました",
        f"{_shown(query)} fits nothing, and {len(records)} were returned",
    )


def _shown(query: Query) -> str:
    return "&".join(f"{name}={value}" for name, value in query)


def _value(run: Run, name: str) -> str:
    """The specimen's first value for a criterion; empty when it has none."""
    return next(iter(VALUES[name](run.specimen)), "")


def _span(run: Run) -> tuple[datetime, datetime]:
    span = validity(run.specimen)
    run.require(
        span is not None,
        "最初の記録の期間(referencePeriodEnd など)が読めません",
        "the first footprint's dates (referencePeriodEnd …) cannot be read",
    )
    assert span is not None
    return span


def _put(number: str, ja: str, en: str, ask: Callable[[Run], None], rule: str) -> None:
    ask.__doc__ = f"{en}."
    case(number, ja, rule=rule, repair=_FIX, mandatory=V3)(ask)


def _or_all(name: str) -> Callable[[Run], None]:
    """By the specimen's value; without one an empty value, which means no filter."""

    def ask(run: Run) -> None:
        value = _value(run, name)
        if value:
            _all_match(run, [(name, value)])
            return
        count = len(_found(run, [(name, "")]))
        run.require(
            count == len(run.first_records),
            f"空の {name} は「絞り込みなし」なのに、{count} 件でした",
            f"an empty {name} means no filter, and {count} were returned",
        )

    return ask


def _by(name: str) -> Callable[[Run], None]:
    return lambda run: _all_match(run, [(name, _value(run, name))])


def _no(*names: str, value: str = "") -> Callable[[Run], None]:
    """By values that nothing has: random URNs unless a value is given."""
    return lambda run: _nothing(
        run, [(name, value or f"urn:gxd:bogus:{uuid4()}") for name in names]
    )


def _valid_on(run: Run) -> None:
    _all_match(run, [("validOn", text_of(_span(run)[0]))])


def _valid_after(run: Run) -> None:
    _all_match(run, [("validAfter", text_of(_span(run)[0] - timedelta(days=1)))])


def _valid_before(run: Run) -> None:
    _all_match(run, [("validBefore", text_of(_span(run)[1] + timedelta(days=1)))])


def _status_and_product(run: Run) -> None:
    _all_match(run, [(name, _value(run, name)) for name in ("status", "productId")])


def _one_of_three(run: Run) -> None:
    bogus = [("companyId", f"urn:gxd:bogus:{uuid4()}") for _ in range(2)]
    _all_match(run, [("companyId", _value(run, "companyId")), *bogus])


_CASES: tuple[tuple[str, str, str, Callable[[Run], None], str], ...] = (
    ("TC20", "productId で絞る", "By productId", _by("productId"), "filter-v3"),
    ("TC21", "companyId で絞る", "By companyId", _by("companyId"), "filter-v3"),
    ("TC22", "geography で絞る", "By geography", _or_all("geography"), "filter-v3"),
    ("TC23", "classification で絞る", "By classification", _or_all("classification"), "filter-v3"),
    ("TC24", "validOn で絞る", "By validOn", _valid_on, "filter-valid"),
    ("TC25", "validAfter で絞る", "By validAfter", _valid_after, "filter-valid"),
    ("TC26", "validBefore で絞る", "By validBefore", _valid_before, "filter-valid"),
    ("TC27", "status で絞る", "By status", _by("status"), "filter-v3"),
    ("TC28", "status と productId で絞る", "By status and productId", _status_and_product,
     "filter-logic"),
    ("TC29", "companyId を 3 つ(1 つが正しい)", "By three companyIds, one of them right",
     _one_of_three, "filter-logic"),
    ("TC30", "ない productId", "By a bogus productId", _no("productId"), "filter-v3"),
    ("TC31", "ない companyId", "By a bogus companyId", _no("companyId"), "filter-v3"),
    ("TC32", "ない geography(XX)", "By a bogus geography (XX)", _no("geography", value="XX"),
     "filter-v3"),
    ("TC33", "ない classification", "By a bogus classification", _no("classification"),
     "filter-v3"),
    ("TC34", "validOn 1900 年", "By validOn in 1900",
     _no("validOn", value="1900-01-01T00:00:00Z"), "filter-valid"),
    ("TC35", "validAfter 2099 年", "By validAfter in 2099",
     _no("validAfter", value="2099-01-01T00:00:00Z"), "filter-valid"),
    ("TC36", "validBefore 1900 年", "By validBefore in 1900",
     _no("validBefore", value="1900-01-01T00:00:00Z"), "filter-valid"),
    ("TC37", "ない status は 400 でなく空の一覧", "A bogus status is an empty list, not 400",
     _no("status", value="BogusStatus"), "filter-v3"),
    ("TC38", "ない companyId と productId", "By a bogus companyId and productId",
     _no("companyId", "productId"), "filter-logic"),
    ("TC39", "ない companyId を 3 つ", "By three bogus companyIds",
     _no("companyId", "companyId", "companyId"), "filter-logic"),
)  # fmt: skip
for _number, _ja, _en, _ask, _rule in _CASES:
    _put(_number, _ja, _en, _ask, _rule)
