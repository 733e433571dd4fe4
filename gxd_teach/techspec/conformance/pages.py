"""Cases of paging: the limit, the link to the next page, and whether all pages make the list.

PACT v2 and v3 rule: ListFootprints, `limit` and the Link header (RFC 8288). That nothing is
lost or doubled on the way is what a receiver counts on; the public suite does not look.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.case import ALL, case
from gxd_teach.techspec.conformance.links import Link, joined, links_of, same_host
from gxd_teach.techspec.conformance.run import Run, next_link

__all__: list[str] = []

_FIX_LINK = Text(
    'Link: <https://相手が呼んだホスト/…>; rel="next" と、絶対アドレスと引用符で書いてください。'
    "プロキシの後ろでは公開アドレスを設定します",
    'write Link: <https://the-host-that-was-asked/…>; rel="next", absolute and quoted; behind a'
    " proxy set the public address",
)
_FIX_PAGES = Text(
    "並び順を固定し(作成日時と id など)、続きは位置でなく最後の記録の次から取ってください",
    "fix the order (by created and id, say), and let the next page begin after the last record",
)
_SMALL = 2


@case("TC5", "次のページを Link で取る", rule="link", repair=_FIX_LINK, mandatory=ALL)
def second_page(run: Run) -> None:
    """The next page by the Link header."""
    first = run.footprints({"limit": "1"})
    run.records_of(first)
    links = links_of(first.header("link"))
    run.require(
        links,
        "limit=1 の答えに Link ヘッダーがありません(2 件以上公開していますか)",
        "the answer to limit=1 has no Link header (are two footprints or more published?)",
    )
    link = links[0]
    run.require(
        link.quoted,
        "Link の rel に引用符がありません",
        "the Link's rel has no quotes",
    )
    url = joined(first.url, link.target)
    run.require(
        same_host(url, run.base),
        f"Link が別の所を指すので、トークンを送らずに止めました: {link.target}",
        f"the link leads elsewhere, so it was not followed with the token: {link.target}",
    )
    records = run.records_of(run.get(url))
    run.require(
        records and all("id" in one for one in records),
        "次のページに記録がありません",
        "the next page holds no footprint",
    )


@case("GXD-K020", "limit より多く返さない", rule="limit", deeper=ALL, repair=Text(
    "limit の数までで切り、続きは Link で示してください",
    "cut at limit, and tell the rest by a link"))  # fmt: skip
def limit_is_kept(run: Run) -> None:
    """Never more than limit."""
    for limit in (1, _SMALL):
        records = run.records_of(run.footprints({"limit": str(limit)}))
        run.require(
            len(records) <= limit,
            f"limit={limit} に {len(records)} 件返りました",
            f"limit={limit} was answered by {len(records)} footprints",
        )


def _link(run: Run) -> tuple[Call, Link]:
    first = run.footprints({"limit": "1"})
    run.records_of(first)
    for link in links_of(first.header("link")):
        return first, link
    run.require(
        len(run.first_records) < 2,
        "2 件以上あるのに、limit=1 の答えに Link がありません",
        "there are two footprints or more, and limit=1 has no Link",
    )
    run.skip("記録が 1 件だけなので続きがありません", "one footprint only: there is no next page")
    raise AssertionError


@case("GXD-K021", "Link は絶対アドレス", rule="link", repair=_FIX_LINK, deeper=ALL)
def link_is_absolute(run: Run) -> None:
    """The link is absolute."""
    _, link = _link(run)
    run.require(
        link.absolute,
        f"Link が絶対アドレスではありません: {link.target}",
        f"the link is not absolute: {link.target}",
    )


@case("GXD-K022", "Link は https で、要求と同じホスト", rule="link", repair=_FIX_LINK,
      deeper=ALL)  # fmt: skip
def link_stays_here(run: Run) -> None:
    """The link is https, on the host that was asked."""
    first, link = _link(run)
    url = joined(first.url, link.target)
    run.require(
        same_host(url, first.url),
        f"{urlsplit(first.url).netloc} に求めて、Link は {url} を指します",
        f"{urlsplit(first.url).netloc} was asked, and the link leads to {url}",
    )


@case("GXD-K023", 'Link は rel="next"、引用符つき', rule="link-rel", repair=_FIX_LINK, deeper=ALL)
def link_says_next(run: Run) -> None:
    """The link says rel="next", in quotes."""
    _, link = _link(run)
    run.require(
        link.quoted and "next" in link.rel,
        f"rel が {' '.join(link.rel) or '-'}、引用符は{'あり' if link.quoted else 'なし'}です",
        f"rel is {' '.join(link.rel) or '-'}, {'in' if link.quoted else 'without'} quotes",
    )


@case("GXD-K024", "同じ Link を何度でも呼べる", rule="link-again", deeper=ALL, repair=Text(
    "Link は使い捨てにせず、180 秒以上、同じページを返してください",
    "do not make links for one use: they give the same page for 180 seconds or more"))  # fmt: skip
def link_again(run: Run) -> None:
    """The same link, called again, gives the same page."""
    first, link = _link(run)
    url = joined(first.url, link.target)
    if not same_host(url, run.base):
        run.skip("Link が別の所を指します", "the link leads elsewhere")
    ids = [[one.get("id") for one in run.records_of(run.get(url))] for _ in range(3)]
    run.require(
        ids[0] == ids[1] == ids[2],
        "同じ Link を 3 回呼ぶと、違う記録が返りました",
        "the same link, called three times, gave different footprints",
    )


@case("GXD-K025", "全ページを合わせると一覧になる", rule="pages", repair=_FIX_PAGES, deeper=ALL)
def pages_make_the_list(run: Run) -> None:
    """All pages together are the list: nothing lost, nothing twice."""
    whole = [str(one.get("id")) for one in run.everything]
    twice = [id for id, count in Counter(whole).items() if count > 1]
    run.require(
        not twice,
        f"一覧に同じ id が 2 回以上あります: {', '.join(twice[:3])}",
        f"an id appears in the list more than once: {', '.join(twice[:3])}",
    )
    run.need_whole_list()
    most = run.settings.most_pages
    for size in (1, _SMALL, 3):
        if len(whole) > size * most:
            continue
        ids: list[str] = []
        for page in run.walk({"limit": str(size)}):
            ids += [str(one.get("id")) for one in page.records]
        lost = [id for id in whole if id not in set(ids)]
        run.require(
            not lost,
            f"limit={size} のページをたどると {len(lost)} 件が欠けます({', '.join(lost[:3])})",
            f"along the pages of limit={size}, {len(lost)} are lost ({', '.join(lost[:3])})",
        )
        run.require(
            len(ids) == len(set(ids)),
            f"limit={size} のページをたどると、同じ記録が 2 回出ます",
            f"along the pages of limit={size}, a footprint comes twice",
        )


@case("GXD-K026", "一覧の順は変わらない", rule="pages", repair=_FIX_PAGES, deeper=ALL,
      strength="course")  # fmt: skip
def order_is_stable(run: Run) -> None:
    """The order of the list does not change."""
    orders = [[one.get("id") for one in run.records_of(run.footprints())] for _ in range(2)]
    run.require(
        orders[0] == orders[1],
        "続けて 2 回取ると、一覧の順が違います",
        "fetched twice in a row, the list came in two orders",
    )


@case("GXD-K027", "Link は前へ進み、最後で終わる", rule="pages", repair=_FIX_PAGES, deeper=ALL)
def walk_ends(run: Run) -> None:
    """The links lead forward and come to an end."""
    size = max(len(run.everything) // 4, 1)
    call = run.footprints({"limit": str(size)})
    seen = {call.url}
    count = 0
    for _ in range(run.settings.most_pages):
        count += len(run.records_of(call))
        link = next_link(call)
        if link is None:
            return
        url = joined(call.url, link.target)
        run.require(
            url not in seen,
            f"Link が、すでに読んだページへ戻ります: {url}",
            f"the link leads back to a page already read: {url}",
        )
        if not same_host(url, run.base):
            run.skip("Link が別の所を指します", "the link leads elsewhere")
        seen.add(url)
        call = run.get(url)
    run.require(
        count <= len(run.everything),
        f"{run.settings.most_pages} ページたどっても終わりません",
        f"no end after {run.settings.most_pages} pages",
    )
    run.skip(
        f"{run.settings.most_pages} ページでは終わりまで行けません",
        f"{run.settings.most_pages} pages do not reach the end",
    )


@case("GXD-K028", "だめな limit で失敗しない", rule="limit", deeper=ALL, repair=Text(
    "正の整数でない limit には 400 BadRequest を返してください",
    "answer 400 BadRequest to a limit that is no positive integer"))  # fmt: skip
def bad_limit(run: Run) -> None:
    """A limit that is no positive integer makes no server fail."""
    for limit in ("0", "-1", "1.5", "all", "9" * 40):
        answer = run.footprints({"limit": limit})
        run.require(
            answer.status in (200, 202) or 400 <= answer.status < 500,
            f"limit={limit[:8]} に HTTP {answer.status or answer.failure} でした",
            f"HTTP {answer.status or answer.failure} to limit={limit[:8]}",
        )
        if answer.status == 200 and limit in ("0", "-1", "1.5", "all"):
            run.warn(
                f"limit={limit} を断らずに 200 で答えました",
                f"limit={limit} was answered by 200, not refused",
            )
