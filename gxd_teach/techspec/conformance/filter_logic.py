"""Deeper checks of v3's filters: nothing missing, AND and OR, letters' case, pages, offsets.

PACT v3 rule: a repeated criterion means OR, different criteria AND, case is ignored. The
public suite looks whether what came back fits; here also whether all that fits came back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.case import V3, case
from gxd_teach.techspec.conformance.matching import VALUES, matches, text_of, validity
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_MOST_VALUES = 4
_FIX_LOGIC = Text(
    "同じ名前の条件は OR、違う名前は AND でつなぎ、大文字と小文字を区別せずに比べてください",
    "join criteria of one name by OR and different names by AND, and ignore letters' case",
)
_FIX_PAGES = Text(
    "Link の先でも同じ絞り込みを使ってください",
    "apply the same filter behind the link",
)
_FIX_TIME = Text(
    "時刻は Z も +09:00 も読み、URL で空白になった + も受け付けてください",
    "read times with Z and with an offset, and a + that has become a blank in the URL",
)


def _ids(records: Sequence[dict[str, Any]]) -> list[str]:
    return sorted(str(one.get("id")) for one in records)


def _all_pages(run: Run, query: str | Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    from urllib.parse import quote, urlencode

    text = query if isinstance(query, str) else urlencode(query, quote_via=quote)
    return [record for page in run.walk(text) for record in page.records]


def _values(run: Run, name: str) -> list[str]:
    """Some values of a criterion that occur in the list; for times, starts and ends."""
    if name in VALUES:
        found = [value for record in run.everything for value in VALUES[name](record)]
    else:
        spans = [span for span in map(validity, run.everything) if span is not None]
        found = [text_of(when) for span in spans for when in span]
    return list(dict.fromkeys(found))[:_MOST_VALUES]


@case("GXD-K050", "大文字と小文字を区別しない", rule="filter-logic", repair=_FIX_LOGIC, deeper=V3)
def case_is_ignored(run: Run) -> None:
    """Letters' case does not count."""
    for name in ("productId", "companyId", "geography", "classification"):
        for value in _values(run, name)[:1]:
            as_is, swapped = (
                _ids(_all_pages(run, [(name, one)])) for one in (value, value.swapcase())
            )
            run.require(
                as_is == swapped,
                f"{name}={value} は {len(as_is)} 件、大文字と小文字を替えると {len(swapped)} 件です",
                f"{name}={value} finds {len(as_is)}, with the letters' case swapped {len(swapped)}",
            )


@case("GXD-K051", "当てはまる記録が欠けない", rule="filter-v3", repair=_FIX_LOGIC, deeper=V3)
def nothing_is_missing(run: Run) -> None:
    """Everything that fits comes back, and nothing else."""
    run.need_whole_list()
    for name in (*VALUES, "validOn", "validAfter", "validBefore"):
        for value in _values(run, name):
            want = _ids([one for one in run.everything if matches(one, name, [value])])
            got = _ids(_all_pages(run, [(name, value)]))
            missing, extra = sorted(set(want) - set(got)), sorted(set(got) - set(want))
            run.require(
                not missing and not extra,
                f"{name}={value} で {len(missing)} 件が欠け、{len(extra)} 件が余ります"
                f"({', '.join([*missing, *extra][:2])})",
                f"{name}={value}: {len(missing)} missing, {len(extra)} too many"
                f" ({', '.join([*missing, *extra][:2])})",
            )


@case("GXD-K052", "同じ条件の繰り返しは OR", rule="filter-logic", repair=_FIX_LOGIC, deeper=V3)
def repeated_means_or(run: Run) -> None:
    """A criterion repeated means OR."""
    run.need_whole_list()
    asked = False
    for name in ("productId", "classification", "geography"):
        values = _values(run, name)[:2]
        if len(values) < 2:
            continue
        asked = True
        for pair in (values, values[::-1]):
            want = _ids([one for one in run.everything if matches(one, name, pair)])
            got = _ids(_all_pages(run, [(name, value) for value in pair]))
            run.require(
                got == want,
                f"{name} を 2 つ({' と '.join(pair)})で {len(want)} 件のはずが {len(got)} 件です",
                f"two of {name} ({' and '.join(pair)}): expected {len(want)}, found {len(got)}",
            )
    if not asked:
        run.skip("値の違う記録が 2 件ありません", "no two footprints have different values")


@case("GXD-K053", "違う条件は AND", rule="filter-logic", repair=_FIX_LOGIC, deeper=V3)
def different_mean_and(run: Run) -> None:
    """Different criteria mean AND."""
    bogus = f"urn:gxd:bogus:{uuid4()}"
    for right, wrong in (("productId", "companyId"), ("companyId", "productId")):
        for value in _values(run, right)[:1]:
            records = _all_pages(run, [(right, value), (wrong, bogus)])
            run.require(
                not records,
                f"正しい {right} とない {wrong} で、0 件のはずが {len(records)} 件です",
                f"a right {right} with a bogus {wrong}: expected none, found {len(records)}",
            )


@case("GXD-K054", "絞り込みの続きのページも絞られている", rule="filter-logic", repair=_FIX_PAGES,
      deeper=V3)  # fmt: skip
def pages_keep_the_filter(run: Run) -> None:
    """The pages of a filtered list stay filtered."""
    run.need_whole_list()
    for name in ("status", "classification", "geography", "productId"):
        for value in _values(run, name):
            want = _ids([one for one in run.everything if matches(one, name, [value])])
            if not 2 <= len(want) < min(len(run.everything), run.settings.most_pages):
                continue
            got = _ids(_all_pages(run, [(name, value), ("limit", "1")]))
            run.require(
                got == want,
                f"{name}={value}&limit=1 をたどると、{len(want)} 件のはずが {len(got)} 件です",
                f"along {name}={value}&limit=1: expected {len(want)}, found {len(got)}",
            )
            return
    run.skip(
        "2 件以上、全部ではない記録に当てはまる条件がありません",
        "no criterion fits two footprints or more and not all",
    )


@case("GXD-K055", "時刻のずれ(+09:00)を読む", rule="filter-valid", repair=_FIX_TIME, deeper=V3)
def offsets_are_read(run: Run) -> None:
    """Times with an offset are read, also where + has become a blank."""
    values = _values(run, "validOn")
    if not values:
        run.skip("有効期間が読めません", "no validity period can be read")
    utc = values[0].replace("Z", "+00:00")
    day, hour = utc[:10], utc[10:]
    want = _ids(_all_pages(run, f"validOn={values[0]}"))
    for written in (utc, utc.replace("+", "%2B"), f"{day}{hour}".replace("+", "%20")):
        got = _ids(_all_pages(run, f"validOn={written}"))
        run.require(
            got == want,
            f"validOn={written} は {values[0]} と同じ時刻なのに、{len(want)} 件でなく {len(got)} 件です",
            f"validOn={written} is the moment {values[0]}: expected {len(want)}, found {len(got)}",
        )


@case("GXD-K056", "空の値は「絞り込みなし」", rule="filter-v3", deeper=V3, strength="course",
      repair=Text("値が空の条件は、なかったものとして扱ってください",
                  "treat a criterion with an empty value as if it were not there"))  # fmt: skip
def empty_means_no_filter(run: Run) -> None:
    """An empty value means no filter."""
    run.need_whole_list()
    for name in ("geography", "classification"):
        count = len(_all_pages(run, f"{name}="))
        run.require(
            count == len(run.everything),
            f"{name}= で {count} 件です(全部の {len(run.everything)} 件のはずです)",
            f"{name}= finds {count} (expected all {len(run.everything)})",
        )


@case("GXD-K057", "読めない時刻で失敗しない", rule="error", repair=_FIX_TIME, deeper=V3,
      strength="course")  # fmt: skip
def unreadable_time(run: Run) -> None:
    """A time that cannot be read makes no server fail."""
    for name in ("validOn", "validAfter", "validBefore"):
        for value in ("yesterday", "2025-02-31T00:00:00Z", "9" * 30):
            answer = run.footprints({name: value})
            run.require(
                answer.status == 200 or 400 <= answer.status < 500,
                f"{name}={value} に HTTP {answer.status or answer.failure} でした",
                f"HTTP {answer.status or answer.failure} to {name}={value}",
            )
            run.require(
                answer.status != 200 or not answer.member("data"),
                f"{name}={value} を無視して記録を返しました",
                f"{name}={value} was ignored, and footprints came back",
            )
