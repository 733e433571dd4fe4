"""Cases of v2's `$filter`: a small part of OData, optional, and never half applied.

PACT v2 rule: ListFootprints; `eq lt le gt ge`, `and` and `any`. A server that does not
support a filter ignores it or answers NotImplemented (400).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.case import V2, case
from gxd_teach.techspec.conformance.matching import VALUES, moment
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX = Text(
    "$filter は正しく使うか、400 NotImplemented を返すか、まったく使わないかのどれかにしてください",
    "apply $filter correctly, or answer 400 NotImplemented, or leave it wholly aside",
)


@case("TC20", "$filter で created 以降を取る", rule="filter-v2", repair=_FIX, optional=V2)
def created_since(run: Run) -> None:
    """By $filter, what was created since."""
    since = str(run.specimen.get("created"))
    records = run.records_of(run.footprints({"$filter": f"created ge '{since}'"}), statuses=(200,))
    run.require(
        records,
        "最初の記録があるはずなのに 0 件でした",
        "found nothing, though the first footprint fits",
    )
    for record in records:
        created = str(record.get("created"))
        run.require(  # as text, as the suite compares
            created >= since,
            f"記録 {record.get('id')} は {created} に作られ、{since} より前です",
            f"footprint {record.get('id')} was created {created}, before {since}",
        )


def _since(record: dict[str, Any]) -> Any:
    return moment(record.get("created"))


@case("GXD-K060", "$filter は正しいか、ないか", rule="filter-v2", repair=_FIX, deeper=V2)
def right_or_not_at_all(run: Run) -> None:
    """A $filter is applied correctly or not at all."""
    first = run.specimen
    when, product, company = (
        _since(first),
        next(iter(VALUES["productId"](first)), ""),
        next(iter(VALUES["companyId"](first)), ""),
    )
    if when is None or not product or not company:
        run.skip("最初の記録が読めません", "the first footprint cannot be read")
    said = first.get("created")
    tries: tuple[tuple[str, Callable[[dict[str, Any]], bool]], ...] = (
        (f"created ge '{said}'", lambda one: bool(_since(one) and _since(one) >= when)),
        (f"created gt '{said}'", lambda one: bool(_since(one) and _since(one) > when)),
        (f"created lt '{said}'", lambda one: bool(_since(one) and _since(one) < when)),
        (
            f"productIds/any(productId:(productId eq '{product}'))",
            lambda one: product in VALUES["productId"](one),
        ),
        (
            f"companyIds/any(companyId:(companyId eq '{company}')) and created le '{said}'",
            lambda one: (
                company in VALUES["companyId"](one) and bool(_since(one) and _since(one) <= when)
            ),
        ),
    )
    run.need_whole_list()
    whole = {str(one.get("id")) for one in run.everything}
    for text, fits in tries:
        answer = run.footprints({"$filter": text})
        if answer.status in (400, 501):
            continue  # not supported, as it may be
        got = {str(one.get("id")) for one in run.records_of(answer)}
        want = {str(one.get("id")) for one in run.everything if fits(one)}
        first_page = len(got) < len(want) and got <= want and answer.header("link")
        run.require(
            got in (want, whole) or first_page,
            f"$filter={text} で {len(want)} 件のはずが、違う {len(got)} 件です",
            f"$filter={text}: expected {len(want)}, found {len(got)} others",
        )


@case("GXD-K061", "読めない $filter で失敗しない", rule="filter-v2", repair=_FIX, deeper=V2)
def unreadable_filter(run: Run) -> None:
    """A $filter that cannot be read makes no server fail."""
    for text in ("created", "created ge", "'", "((((", "x" * 2_000, "created eq '2025' or 1 eq 1"):
        answer = run.footprints({"$filter": text})
        run.require(
            answer.status in (200, 202) or 400 <= answer.status < 500 or answer.status == 501,
            f"$filter={text[:20]} に HTTP {answer.status or answer.failure} でした",
            f"HTTP {answer.status or answer.failure} to $filter={text[:20]}",
        )
