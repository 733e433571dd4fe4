"""Asking a supplier by event, and waiting for the answer in one's own inbox.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD), Action Events
(https://github.com/wbcsd/data-exchange-protocol). Whoever asks needs an exchange of its own:
the answer is not the reply to the request, it is an event that comes back to one's own server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.decoder import WHITESPACE  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, Protocol

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.credentials import Credentials

if TYPE_CHECKING:
    from gxd_teach.techspec.store.footprints import FootprintStore

__all__ = ["OwnExchange", "ask", "footprints_in"]


class OwnExchange(Protocol):
    """An exchange of one's own: what it has received lies in its store."""

    store: FootprintStore


def ask(
    exchange: OwnExchange,
    credentials: Credentials,
    wanted: Mapping[str, Any],
    *,
    version: int,
    timeout: float,
) -> list[bytes]:
    """Send a request to whom the credentials belong; the footprints that came back, as sent.

    GXD-X091 when no answer has come in time (it may still come: the request stands), GXD-X092
    when it was rejected, GXD-X093 when it could not be delivered, GXD-X082 when the exchange
    knows nobody with these credentials.
    """
    from gxd_teach.techspec.store.events import EventStore

    events = EventStore.of(exchange.store)
    company, partner = _who(events, exchange.store, credentials)
    event_id = events.ask(company, partner, wanted, version=version)
    request = events.answer_to(company, event_id, timeout=timeout)
    if request.state == "fulfilled" and request.answer is not None:
        return footprints_in(request.answer)
    if request.state == "waiting":
        failure = events.outbox.error_of(event_id)
        ja = f"(まだ届いていません: {failure})" if failure else ""
        en = f" (not delivered yet: {failure})" if failure else ""
        raise GxdError(
            "GXD-X091",
            f"{timeout:g} 秒待ちましたが「{partner}」の答えはまだ来ません{ja}。要求は有効なままです",
            f"no answer of '{partner}' within {timeout:g} s{en}; the request still stands",
            where=event_id,
        )
    error = json.loads(request.answer or b"{}").get("error", {})
    reason = f"{error.get('code', '-')}: {error.get('message', '-')}".removeprefix("-: ")[:300]
    if request.state == "rejected":
        raise GxdError(
            "GXD-X092",
            f"「{partner}」は要求に応じませんでした({reason})",
            f"'{partner}' has rejected the request ({reason})",
            where=event_id,
        )
    raise GxdError(
        "GXD-X093",
        f"「{partner}」に要求を届けられませんでした({reason})",
        f"the request could not be delivered to '{partner}' ({reason})",
        where=event_id,
    )


def footprints_in(data: bytes) -> list[bytes]:
    """The footprints in a fulfilled event's data, each byte for byte as it was sent.

    >>> footprints_in(b'{"requestEventId": "e1", "pfs": [{"id": "1"}, {"id":"2"}]}')
    [b'{"id": "1"}', b'{"id":"2"}']
    """
    text = data.decode("utf-8")
    decoder = json.JSONDecoder()

    def skip(at: int) -> int:
        return int(WHITESPACE.match(text, at).end())

    found: list[bytes] = []
    at = skip(skip(0) + 1)
    while text[at] != "}":
        name, at = decoder.raw_decode(text, at)
        start = skip(skip(at) + 1)  # behind the colon
        _, at = decoder.raw_decode(text, start)
        if name == "pfs":
            found, place = [], skip(start + 1)
            while place < at - 1:
                _, stop = decoder.raw_decode(text, place)
                found.append(text[place:stop].encode())
                place = skip(stop)
                if text[place] == ",":
                    place = skip(place + 1)
        at = skip(at)
        if text[at] == ",":
            at = skip(at + 1)
    return found


def _who(events: Any, store: Any, credentials: Credentials) -> tuple[str, str]:
    """Which company asks, and whom: told by the credentials."""
    known = events.partners.by_client_id(credentials.client_id)
    if known is not None:
        company, partner = known
        return company, partner.id
    client = store.client(credentials.client_id)
    if client is None:
        raise GxdError(
            "GXD-X082",
            "この接続情報の相手は、自分の交換サーバーに登録されていません。先に相手(アドレスと接続情報)を登録してください",
            "your own exchange knows no partner with these credentials: register the partner,"
            " its address and credentials, first",
            where=credentials.base_url,
        )
    if events.partners.get(client.company, client.owner) is None:
        # Both live on this exchange: the credentials at hand are those for sending as well.
        from gxd_teach.techspec.store.partners import Partner

        partner = Partner(client.owner, credentials.client_id, credentials.client_secret)
        events.partners.put(client.company, partner)
    return client.company, client.owner
