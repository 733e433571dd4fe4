"""A run: who is asked, with which credentials, and the calls and demands a case is made of.

The order of calls and the reasons to stop before the first case are those of PACT's public
conformance service (https://github.com/wbcsd/pact-conformance-service): OpenID discovery,
token, list, list with limit=1; no token or an empty list ends the run.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from uuid import uuid4

from gxd_teach.techspec.conformance.calls import Call, Caller
from gxd_teach.techspec.conformance.demands import Demands
from gxd_teach.techspec.conformance.envelopes import MEDIA_TYPE, PATH, envelope
from gxd_teach.techspec.conformance.links import Link, is_https, joined, links_of, same_host
from gxd_teach.techspec.conformance.settings import Settings
from gxd_teach.techspec.conformance.verdicts import Aborted

if TYPE_CHECKING:
    from gxd_teach.techspec.conformance.callback import CallbackReceiver

__all__ = ["Page", "Run", "next_link"]

Record = dict[str, Any]
_ONCE_MORE = 0.8  # a token is renewed after this share of its life


@dataclass(frozen=True)
class Page:
    """One page of a walk along the links: the call, its records, the link to the next."""

    call: Call
    records: list[Record]
    following: Link | None


class Run(Demands):
    """The state of one run; a case asks through it and demands by `require`."""

    def __init__(
        self,
        settings: Settings,
        caller: Caller,
        *,
        receiver: CallbackReceiver | None = None,
        stranger: CallbackReceiver | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(settings.version)
        self.settings = settings
        self.caller = caller
        self.receiver, self.stranger = receiver, stranger
        self.clock, self.sleep = clock, sleep
        self.base = settings.base_url.rstrip("/")
        self.auth_base = (settings.auth_url or settings.base_url).rstrip("/")
        self.id = uuid4().hex
        self.all_calls: list[Call] = []
        self.token_endpoint = f"{self.auth_base}/auth/token"
        self.discovery: Call | None = None
        self.first: Call | None = None
        self.first_limited: Call | None = None
        self._token, self._renew_at = "", 0.0

    # What stands before the first case

    def open(self) -> None:
        """Discovery, token, list, list?limit=1; `Aborted` when the suite would stop here."""
        self.discovery = self.caller.call(
            "GET", f"{self.auth_base}/.well-known/openid-configuration"
        )
        endpoint = self.discovery.member("token_endpoint") if self.discovery.status == 200 else None
        if isinstance(endpoint, str):
            # A secret goes over https only, whatever discovery says.
            found = joined(self.discovery.url, endpoint)
            self.token_endpoint = found if is_https(found) else self.token_endpoint
        answer = self.ask_token()
        if not self._keep(answer):
            raise Aborted(
                f"トークンを取れません(HTTP {answer.status} {answer.failure})。"
                "アドレス、client_id、client_secret、--ca を確かめてください",
                f"there is no token to be had (HTTP {answer.status} {answer.failure}): check the"
                " address, client_id, client_secret and --ca",
            )
        self.first = self.footprints()
        if not self.specimen:
            raise Aborted(
                f"一覧が空か、読めません(HTTP {self.first.status} {self.first.failure})。"
                "footprint を 2 件以上公開してから、もう一度試してください",
                f"the list is empty or cannot be read (HTTP {self.first.status}"
                f" {self.first.failure}): publish two footprints or more and try again",
            )
        self.first_limited = self.footprints({"limit": "1"})

    @cached_property
    def first_records(self) -> list[Record]:
        """The footprints of the first list, as far as they are objects at all."""
        data = self.first.member("data") if self.first is not None else None
        return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []

    @property
    def specimen(self) -> Record:
        """The first footprint of the first list, on which the suite's cases are built."""
        return self.first_records[0] if self.first_records else {}

    # Asking

    def ask_token(
        self, pair: tuple[str, str] | None = None, *, url: str = "", form: str | None = None
    ) -> Call:
        """POST a token request, with the run's credentials unless `pair` gives others."""
        mine = (self.settings.client_id, self.settings.client_secret)
        body = "grant_type=client_credentials" if form is None else form
        return self.caller.call(
            "POST",
            url or self.token_endpoint,
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
            },
            content=body.encode(),
            basic=mine if pair is None else (pair if any(pair) else None),
        )

    def _keep(self, answer: Call) -> bool:
        token, lives = answer.member("access_token"), answer.member("expires_in")
        if answer.status != 200 or not isinstance(token, str) or not token:
            return False
        self._token = token
        self.caller.secrets.add(token)
        good = isinstance(lives, (int, float)) and not isinstance(lives, bool) and lives > 0
        self._renew_at = self.clock() + (min(lives, 1e9) if good else 3600) * _ONCE_MORE
        return True

    @property
    def token(self) -> str:
        """A good access token, fetched anew before it ends."""
        if self.clock() >= self._renew_at:
            self._keep(self.ask_token())
        return self._token

    def url(self, path: str) -> str:
        """An address below the base URL: `/footprints` is `{base}/3/footprints` in v3."""
        return f"{self.base}/{self.major}{path}"

    def get(self, url: str, *, token: str | None = None, method: str = "GET") -> Call:
        """GET an address with the run's token, another one, or none (`token=""`)."""
        return self.caller.call(method, url, headers=self._headers(token))

    def footprints(
        self,
        query: Mapping[str, str] | Sequence[tuple[str, str]] | str = "",
        *,
        token: str | None = None,
    ) -> Call:
        """ListFootprints; a mapping or pairs are percent-encoded, a string goes as it is."""
        text = query if isinstance(query, str) else urlencode(query, quote_via=quote)
        return self.get(self.url("/footprints") + (f"?{text}" if text else ""), token=token)

    def footprint(self, id: Any, *, token: str | None = None) -> Call:
        """GetFootprint by its id."""
        return self.get(self.url(f"/footprints/{quote(str(id), safe='')}"), token=token)

    def event(
        self,
        kind: str,
        data: Any,
        *,
        id: str = "",
        source: str = "",
        token: str | None = None,
        url: str = "",
        media_type: str = MEDIA_TYPE,
        **changes: Any,
    ) -> Call:
        """POST an event; `changes` overwrite members of its envelope."""
        made = envelope(
            self.major, kind, id=id or self.event_id(), source=source or self.source, data=data
        )
        return self.post(json.dumps(made | changes).encode(), token, url, media_type)

    def post(
        self, body: bytes, token: str | None = None, url: str = "", media_type: str = MEDIA_TYPE
    ) -> Call:
        """POST any bytes to the events' address."""
        headers = {"Content-Type": media_type} | self._headers(token)
        return self.caller.call("POST", url or self.events_url, headers=headers, content=body)

    @property
    def events_url(self) -> str:
        """Where the server takes events."""
        return self.base + PATH[self.major]

    @property
    def source(self) -> str:
        """The base URL of the run's own side; a placeholder where there is no receiver."""
        return self.receiver.base_url if self.receiver else "https://callback.fict.example"

    def event_id(self, name: str = "") -> str:
        """An event id of this run: `<run>/12`."""
        return f"{self.id}/{name or uuid4().hex[:8]}"

    def over_http(self, url: str) -> str:
        """The same address by plain http."""
        return urlunsplit(urlsplit(url)._replace(scheme="http"))

    def _headers(self, token: str | None) -> dict[str, str]:
        chosen = self.token if token is None else token
        return {"Authorization": f"Bearer {chosen}"} if chosen else {}

    # Pages

    def walk(self, query: Mapping[str, str] | str = "") -> Iterator[Page]:
        """The pages of a list along their links, at most `most_pages`; stops at a link it
        may not follow, or one that leads back."""
        call = self.footprints(query)
        seen = {call.url}
        for _ in range(self.settings.most_pages):
            records = self.records_of(call)
            following = next_link(call)
            yield Page(call, records, following)
            if following is None:
                return
            url = joined(call.url, following.target)
            if url in seen or not same_host(url, self.base):
                return
            seen.add(url)
            call = self.get(url)

    @cached_property
    def _known(self) -> tuple[list[Record], bool]:
        pages = list(self.walk())
        return [one for page in pages for one in page.records], pages[-1].following is None

    @property
    def everything(self) -> list[Record]:
        """Every footprint the list leads to, over its pages (at most `most_pages`)."""
        return self._known[0]

    def need_whole_list(self) -> None:
        """Leave the case out where the list is too long, or its links too bad, to know whole."""
        if not self._known[1]:
            self.skip(
                f"一覧の全体が分かりません({len(self.everything)} 件まで読みました)",
                f"the whole list is not known (read {len(self.everything)} footprints)",
            )


def next_link(call: Call) -> Link | None:
    """The link to the next page, or None on the last one."""
    for link in links_of(call.header("link")):
        if "next" in link.rel:
            return link
    return None
