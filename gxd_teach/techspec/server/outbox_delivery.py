"""Delivering one event: find the partner's address, get a token there, post.

PACT Technical Specifications (WBCSD): token endpoint by OpenID discovery, else `/auth/token`;
`POST /2/events` or `/3/events`; success is HTTP 200. The token has to come from the partner's
own host: a partner's discovery document must not send this server, and the secret, elsewhere.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.client.session import Session, Through
from gxd_teach.techspec.server.callbacks import Callbacks
from gxd_teach.techspec.server.events_answer import answer
from gxd_teach.techspec.server.events_writing import CONTENT_TYPE, event_bytes
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.outbox import OutboxEntry

__all__ = ["Deliverer"]

_MOST_SESSIONS = 32


class Deliverer:
    """Delivers entries of an outbox, one at a time; keeps a connection to each partner.

    For one thread; `close()` lets go of the connections. `through` wraps what carries them.
    """

    def __init__(
        self,
        store: Any,
        callbacks: Callbacks,
        *,
        timeout_seconds: float = 10.0,
        through: Through | None = None,
    ) -> None:
        self._store = store
        self._events = EventStore.of(store)
        self._callbacks = callbacks
        self._timeout = timeout_seconds
        self._through = through
        self._sessions: dict[Credentials, Session] = {}

    def deliver(self, entry: OutboxEntry) -> tuple[OutboxEntry, str | None]:
        """Post an event: the entry as it was sent, and the id of a footprint in it, if any.

        `GxdError` says why it could not be delivered: GXD-X020 to X029 as for any client,
        GXD-X085 when the partner has no address (any more), GXD-X086 when this exchange has
        none.
        """
        entry = self.composed(entry)
        assert entry.data is not None
        session = self._session(self._credentials(entry))
        own = self._callbacks.own_base(entry.company)
        if own is None:
            raise GxdError(
                "GXD-X086",
                "この交換サーバー自身のアドレスが決まっていないので、イベントを送れません",
                "no event can be sent: this exchange does not know its own address",
            )
        made = datetime.fromtimestamp(entry.made / 1e6, UTC).isoformat().replace("+00:00", "Z")
        body = event_bytes(
            entry.version, entry.kind, id=entry.event_id, source=own, time=made, data=entry.data
        )
        session.post(f"/{entry.version}/events", body, content_type=CONTENT_TYPE)
        return entry, _a_footprint(entry)

    def composed(self, entry: OutboxEntry) -> OutboxEntry:
        """The entry with what it says. An answer is composed once and never changes then."""
        if entry.data is not None:
            return entry
        made = answer(
            self._store,
            company=entry.company,
            partner=entry.partner,
            version=entry.version,
            request_event_id=entry.request_event_id or "",
            wanted=entry.wanted or b"{}",
        )
        kind, data = self._events.outbox.compose(entry.number, kind=made.kind, data=made.data)
        return OutboxEntry(**(vars(entry) | {"kind": kind, "data": data}))

    def close(self) -> None:
        """Close all connections."""
        while self._sessions:
            self._sessions.popitem()[1].close()

    def _credentials(self, entry: OutboxEntry) -> Credentials:
        if entry.callback is not None:
            found = self._callbacks.conformance_credentials(entry.callback)
        else:
            partner = self._events.partner(entry.company, entry.partner)
            found = self._callbacks.credentials(partner)
        if found is None:
            raise GxdError(
                "GXD-X085",
                f"「{entry.partner}」に送る先のアドレスがありません",
                f"there is no address to send to '{entry.partner}'",
            )
        return found

    def _session(self, credentials: Credentials) -> Session:
        session = self._sessions.pop(credentials, None)
        if session is None:
            if len(self._sessions) >= _MOST_SESSIONS:  # the one not used for longest goes
                self._sessions.pop(next(iter(self._sessions))).close()
            session = Session(
                credentials,
                timeout_seconds=self._timeout,
                retries=0,  # the outbox itself tries again
                guarded=True,
                http_allowed=self._callbacks.is_conformance(credentials.base_url),
                through=self._through,
            )
        self._sessions[credentials] = session
        return session


def _a_footprint(entry: OutboxEntry) -> str | None:
    """The id of the first footprint an event speaks of, for the log."""
    if entry.kind not in ("fulfilled", "published"):
        return None
    said = json.loads(entry.data or b"{}")
    first = next(iter(said.get("pfs") or said.get("pfIds") or []), None)
    found = first.get("id") if isinstance(first, dict) else first
    return str(found) if found is not None else None
