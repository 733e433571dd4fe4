"""Reading another company's footprints: the customer's side of an exchange.

PACT Technical Specifications v3.0.3, and v2.0 to v2.3, on which FW Ed. 2.0 is aligned (WBCSD,
https://github.com/wbcsd/data-exchange-protocol), HTTP REST API. The client walks a list page
by page along the links the server gives, which it never takes apart; or it asks by event and
waits for the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx2

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.asking import OwnExchange, ask
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.client.failures import not_pact
from gxd_teach.techspec.client.progress import Progress, reporter
from gxd_teach.techspec.client.session import Session, said_in_json
from gxd_teach.techspec.client.wanted import event_data, query
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.server.envelope import unpack, unpack_list

if TYPE_CHECKING:
    from gxd_teach.techspec.records.v2 import ProductFootprintV2

__all__ = ["ExchangeClient"]

_READ = {2: (200, 202), 3: (200,)}  # v2: 202 while a filtered list is not complete


class ExchangeClient:
    """Reads the footprints that one set of credentials opens.

    `version` is "3.0", or "2.0" to "2.3" for a partner that speaks v2: records are then
    `ProductFootprintV2`. `exchange`, one's own, is needed for `request` only. What may pass
    (no connection, 429, 5xx) is tried again `retries` times.

    Every failure is a `GxdError` with a sentence: GXD-X020 no connection, X021 certificate,
    X022 wrong secret, X023 no permission, X024 not found, X025 not PACT, X026 refused page
    link, X027 the request was refused, X028 the server failed, X087 to X094 what was asked.

    >>> from gxd_teach.techspec import Company, LocalExchange
    >>> maker = Company("fict-chassis", "架空シャーシ", "urn:gln:4912345000009")
    >>> buyer = Company("fict-pc", "架空パソコン", "urn:gln:4912345000016")
    >>> with LocalExchange([maker, buyer]) as exchange:
    ...     credentials = exchange.register("fict-pc", owner="fict-chassis")
    ...     with ExchangeClient(credentials) as client:
    ...         print(list(client.footprints()))
    []
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        version: str | int = "3.0",
        timeout_seconds: float = 10.0,
        retries: int = 2,
        exchange: OwnExchange | None = None,
    ) -> None:
        self.credentials = credentials
        self.version = _major(version)
        self.exchange = exchange
        self._base = credentials.base_url
        self._session = Session(credentials, timeout_seconds=timeout_seconds, retries=retries)
        self._http = self._session.http

    def footprints(
        self,
        limit: int | None = None,
        *,
        progress: Callable[[Progress], object] | bool | None = None,
        **filters: Any,
    ) -> Iterator[ProductFootprint]:
        """All footprints, page after page; `limit` is the size of a page, not of the whole.

        Filters are PACT v3's by name (`productId=…`, `geography=["JP", "DE"]`, `validOn=…`); a
        client of v2 makes a `$filter` of them, and of `created_ge=…` and the like (see
        `wanted.query`). `progress` is called after each page, or True for a line on the
        screen. A record that cannot be read raises `ProblemsError` with every finding.
        """
        asked = query(self.version, filters)
        return self._pages(limit, asked, reporter(progress))

    def footprint(self, id: UUID | str) -> ProductFootprint:
        """One footprint by its id; GXD-X024 when the other side has none."""
        place = f"{self._base}/{self.version}/footprints/{quote(str(id), safe='')}"
        return self._record(_opened(self._session.get(httpx2.URL(place)), unpack))

    def request(
        self,
        products: Iterable[str] | str = (),
        *,
        timeout: float = 30.0,
        comment: str | None = None,
        **filters: Any,
    ) -> list[ProductFootprint]:
        """Ask for the footprints of products by event, and wait `timeout` seconds for them.

        The request goes out through one's own `exchange` and is answered into its inbox.
        Filters are those of `footprints`, without `filter` and comparisons in v2. GXD-X091 no
        answer yet, X092 rejected, X093 not delivered, X094 no exchange of one's own.
        """
        if self.exchange is None:
            raise GxdError(
                "GXD-X094",
                "イベントで要求するには自分の交換サーバーが必要です。"
                "ExchangeClient(credentials, exchange=…) で渡してください",
                "asking by event needs an exchange of your own to be answered at: give it as"
                " ExchangeClient(credentials, exchange=…)",
            )
        urns = [products] if isinstance(products, str) else list(products)
        if urns:
            filters = {"productId": urns} | filters
        wanted = event_data(self.version, filters, comment)
        bodies = ask(self.exchange, self.credentials, wanted, version=self.version, timeout=timeout)
        return [self._record(body) for body in bodies]

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def __enter__(self) -> ExchangeClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"ExchangeClient({self._base})"

    def _pages(
        self,
        limit: int | None,
        asked: list[tuple[str, str]],
        report: Callable[[Progress], object],
    ) -> Iterator[ProductFootprint]:
        if limit is not None:
            asked = [*asked, ("limit", str(limit))]
        url = httpx2.URL(f"{self._base}/{self.version}/footprints")
        following: httpx2.URL | None = url.copy_with(params=asked) if asked else url
        seen: set[str] = set()
        count = 0
        while following is not None:
            seen.add(str(following))
            answer = self._session.get(following, good=_READ[self.version])
            bodies = _opened(answer, unpack_list)
            following = self._next_page(answer, seen)
            for body in bodies:
                count += 1
                yield self._record(body)
            report(Progress(len(seen), count, finished=following is None))

    def _record(self, body: bytes) -> ProductFootprint:
        if self.version == 3:
            return ProductFootprint.from_json(body)
        from gxd_teach.techspec.records.v2 import ProductFootprintV2

        # To a type checker a client of v2 reads v3: there is one annotation for both.
        read: ProductFootprintV2 = ProductFootprintV2.from_json(body)
        return cast(ProductFootprint, read)

    def _next_page(self, answer: httpx2.Response, seen: set[str]) -> httpx2.URL | None:
        link = answer.links.get("next", {}).get("url")
        if link is None:
            return None
        try:
            following = answer.url.join(link)
        except httpx2.InvalidURL:
            raise not_pact(answer, 'Link rel="next"') from None
        here = httpx2.URL(self._base)
        if _origin(here) != _origin(following) or following.userinfo:
            raise GxdError(
                "GXD-X026",
                f"次のページが別のサーバーを指しています({following.host})。トークンを送らず中止しました",
                f"the next page is on another server ({following.host}): stopped before sending"
                " it the token",
                where=str(answer.url),
            )
        if not following.path.startswith(f"{here.path.rstrip('/')}/"):
            raise GxdError(
                "GXD-X026",
                f"次のページがこの会社のベース URL の外を指しています({following.path})。中止しました",
                f"the next page is outside this company's base URL ({following.path}): stopped",
                where=str(answer.url),
            )
        if str(following) in seen:
            raise GxdError(
                "GXD-X026",
                "次のページのリンクが読んだページに戻っています。相手のサーバーの誤りです",
                "the next page is one already read: the other side's links go round in a circle",
                where=str(following),
            )
        return following


def _major(version: str | int) -> int:
    """2 or 3; GXD-X087 for a version of PACT that there is not."""
    text = str(version).removeprefix("V").removeprefix("v")
    first, _, second = text.partition(".")
    if first == "3" or (first == "2" and second[:1] in ("", "0", "1", "2", "3")):
        return int(first)
    raise GxdError(
        "GXD-X087",
        f'PACT {version} は使えません。"3.0" か "2.0"〜"2.3" を指定してください',
        f'PACT {version} cannot be spoken here: give "3.0", or "2.0" to "2.3"',
    )


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return (url.scheme, url.host, url.port)


def _opened(answer: httpx2.Response, unpack_as: Any) -> Any:
    """What is in the envelope; GXD-X025 when the answer is no PACT JSON."""
    said_in_json(answer)
    try:
        return unpack_as(answer.content)
    except (ValueError, RecursionError):
        raise not_pact(answer, "data") from None
